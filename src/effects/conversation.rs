//! What page and engine say to each other, as a state machine. Never touches a worker, a clock or a file.
//!
//! Whoever holds it feeds in what happened and carries out the [`Step`]s that come back. `B` is the body of a file,
//! cheap to clone, because a restarted engine gets every file again.

use std::collections::VecDeque;
use std::rc::Rc;

use protocol::{
    AskId, Doing, Origin, Problem, Question, Reply, Role, Severity, SourceFile, VERSION, Viewpoint,
    Way,
};

use crate::store::{Engine, Fault, Progress, tasks};

type ToEngine = protocol::ToEngine<Question>;
/// What the engine says, with its answers unopened.
pub type FromEngine = protocol::FromEngine<Reply>;

/// Three crashes within a minute are not bad luck.
const MAX_CRASHES: usize = 3;
const CRASH_WINDOW_MS: f64 = 60_000.0;

/// Questions of one lane replace each other; only the newest is worth an answer.
pub type Lane = u32;

/// What the holder must do now, in this order.
#[derive(Debug, PartialEq)]
pub enum Step<B> {
    /// Start a worker; past its cache if `fresh`.
    Start {
        /// The cached worker speaks another version.
        fresh: bool,
    },
    /// Stop the worker at once.
    Stop,
    /// Send this text, with the bytes of this body if there is one.
    Post {
        /// The message.
        text: String,
        /// The file it is about.
        body: Option<(AskId, B)>,
    },
    /// Tell the store.
    Tell(Event),
}

/// What the rest of the page learns.
#[derive(Debug, PartialEq)]
pub enum Event {
    /// The engine's state changed.
    Engine(Engine),
    /// A question is answered, or will not be.
    Answered {
        /// Its text.
        key: Rc<str>,
        /// State of the files it was answered for.
        revision: u32,
        /// The answer.
        outcome: Result<Rc<Reply>, Fault>,
    },
    /// A task has moved on.
    Working {
        /// Its message.
        id: AskId,
        /// The file's name, if it is one.
        about: Rc<str>,
        /// How far.
        progress: Progress,
    },
    /// A task is over.
    Ended(AskId),
    /// Files came or went.
    FilesChanged(u32),
    /// Something the reader should hear about.
    Problem(Rc<str>),
    /// The engine was restarted and lost nothing.
    Restarted,
    /// The reader stopped a choice halfway; this one holds again.
    Unchosen(Viewpoint),
}

struct Kept<B> {
    origin: Origin,
    body: Body<B>,
    /// Questions wait until this file is in.
    gate: bool,
    wanted: Option<String>,
    digest: Option<String>,
    posted: Option<AskId>,
    received: bool,
    /// It holds statements, each of which is judged.
    attests: bool,
    /// A question was answered since it came, so what is signed in it was judged.
    judged: bool,
}

enum Body<B> {
    Bytes(B),
    Missed(Problem),
}

struct Waiting {
    ask: Question,
    lanes: Vec<Lane>,
    posted: Option<(AskId, u32)>,
    /// Its answer waits for the judging of what is signed.
    judging: bool,
    crashed: bool,
}

/// What the engine is about while it judges everything for another viewpoint. Stopping it brings the earlier one back.
const JUDGING: &str = "under your viewpoint";

/// The page's side of the conversation.
pub struct Conversation<B> {
    engine: Engine,
    next_id: AskId,
    revision: u32,
    expecting_atlas: bool,
    tried_fresh: bool,
    crashes: VecDeque<f64>,
    files: Vec<Kept<B>>,
    removing: Vec<AskId>,
    /// Files that the reader took out, by digest or name: an atlas that lists them must not get them back.
    removed: Vec<String>,
    /// This engine does not know of them yet.
    tell_removed: bool,
    /// Whom the reader relies on, told to every engine anew; none while that is nobody.
    choice: Option<Viewpoint>,
    /// The last choice that everything was judged for.
    judged: Option<Viewpoint>,
    /// The number under which it was told to this engine.
    choosing: Option<AskId>,
    asks: Vec<Waiting>,
}

impl<B: Clone> Conversation<B> {
    /// Begins; questions wait until the atlas is in.
    pub fn new() -> (Self, Vec<Step<B>>) {
        let conversation = Self {
            engine: Engine::Starting,
            next_id: 0,
            revision: 0,
            expecting_atlas: true,
            tried_fresh: false,
            crashes: VecDeque::new(),
            files: Vec::new(),
            removing: Vec::new(),
            removed: Vec::new(),
            tell_removed: false,
            choice: None,
            judged: None,
            choosing: None,
            asks: Vec::new(),
        };
        (conversation, vec![Step::Start { fresh: false }])
    }

    /// State of the loaded files.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Time has passed without a word: says hello again, since a message before the engine listens is lost.
    pub fn tick(&mut self) -> Vec<Step<B>> {
        match self.engine {
            Engine::Starting | Engine::Restarting => {
                vec![Step::Post {
                    text: text_of(&ToEngine::Hello { version: VERSION }),
                    body: None,
                }]
            }
            Engine::Ready | Engine::Failed(_) => Vec::new(),
        }
    }

    /// Asks. A waiting question of the same lane is superseded.
    pub fn ask(&mut self, lane: Lane, ask: Question) -> Vec<Step<B>> {
        let mut steps = Vec::new();
        if let Engine::Failed(why) = &self.engine {
            let outcome = Err(Fault::NoEngine(Rc::clone(why)));
            return vec![Step::Tell(Event::Answered {
                key: Rc::clone(ask.key()),
                revision: self.revision,
                outcome,
            })];
        }
        self.leave_for(lane, Some(&ask), &mut steps);
        let revision = self.revision;
        let known = self.asks.iter_mut().find(|waiting| {
            waiting.ask == ask && waiting.posted.is_none_or(|(_, asked)| asked == revision)
        });
        match known {
            Some(waiting) if !waiting.lanes.contains(&lane) => waiting.lanes.push(lane),
            Some(_) => {}
            None => self.asks.push(Waiting {
                ask,
                lanes: vec![lane],
                posted: None,
                judging: false,
                crashed: false,
            }),
        }
        self.pump(&mut steps);
        steps
    }

    /// Nobody waits in this lane any more.
    pub fn leave(&mut self, lane: Lane) -> Vec<Step<B>> {
        let mut steps = Vec::new();
        self.leave_for(lane, None, &mut steps);
        self.pump(&mut steps);
        steps
    }

    fn leave_for(&mut self, lane: Lane, keep: Option<&Question>, steps: &mut Vec<Step<B>>) {
        let revision = self.revision;
        self.asks.retain_mut(|waiting| {
            // What was sent keeps its lane busy until it comes back, wanted or not.
            if waiting.posted.is_some() || keep == Some(&waiting.ask) {
                return true;
            }
            waiting.lanes.retain(|other| *other != lane);
            let stays = !waiting.lanes.is_empty();
            if !stays {
                let key = Rc::clone(waiting.ask.key());
                steps.push(Step::Tell(Event::Answered {
                    key,
                    revision,
                    outcome: Err(Fault::Superseded),
                }));
            }
            stays
        });
    }

    /// A file is there. With `gate`, it is the atlas that questions wait for; with `wanted`, any other digest is
    /// refused.
    pub fn receive(
        &mut self,
        origin: Origin,
        body: B,
        gate: bool,
        wanted: Option<String>,
    ) -> Vec<Step<B>> {
        self.keep(origin, Body::Bytes(body), gate, wanted)
    }

    /// A file could not be brought.
    pub fn missed(&mut self, origin: Origin, problem: Problem, gate: bool) -> Vec<Step<B>> {
        self.keep(origin, Body::Missed(problem), gate, None)
    }

    fn keep(
        &mut self,
        origin: Origin,
        body: Body<B>,
        gate: bool,
        wanted: Option<String>,
    ) -> Vec<Step<B>> {
        self.expecting_atlas &= !gate;
        self.files.push(Kept {
            origin,
            body,
            gate,
            wanted,
            digest: None,
            posted: None,
            received: false,
            attests: false,
            judged: false,
        });
        let mut steps = Vec::new();
        self.pump(&mut steps);
        steps
    }

    /// The bytes of a file that the engine took in, by its digest.
    pub fn body(&self, digest: &str) -> Option<&B> {
        let mut files = self.files.iter();
        let kept = files.find(|kept| kept.digest.as_deref() == Some(digest))?;
        match &kept.body {
            Body::Bytes(body) => Some(body),
            Body::Missed(_) => None,
        }
    }

    /// Takes a file out again, by its digest or, if it never came, by its name.
    pub fn remove(&mut self, file: &str) -> Vec<Step<B>> {
        let mut steps = Vec::new();
        let before = self.files.len();
        self.files.retain(|kept| match &kept.digest {
            Some(digest) if !digest.is_empty() => digest != file,
            _ => !(kept.received && kept.origin.name == file),
        });
        if self.files.len() == before {
            return steps;
        }
        if !self.removed.iter().any(|known| known == file) {
            self.removed.push(file.to_owned());
        }
        if self.engine != Engine::Ready {
            self.tell_removed = true;
        } else {
            let id = self.id();
            self.removing.push(id);
            post(
                &mut steps,
                &ToEngine::Remove {
                    id,
                    file: file.to_owned(),
                },
                None,
            );
        }
        steps
    }

    /// The reader chose whom to rely on: everything is judged and asked again.
    pub fn choose(&mut self, viewpoint: Viewpoint) -> Vec<Step<B>> {
        let mut steps = Vec::new();
        // An engine begins with nobody chosen.
        if self.choice.is_none() && viewpoint == Viewpoint::default() {
            return steps;
        }
        self.choice = Some(viewpoint);
        self.choose_again(&mut steps);
        // Questions that were sent before are answered for the state before.
        self.files_changed(&mut steps);
        self.pump(&mut steps);
        steps
    }

    /// A body turned out to be unreadable before its bytes could be sent.
    pub fn unreadable(&mut self, id: AskId, problem: Problem) -> Vec<Step<B>> {
        let mut steps = Vec::new();
        if let Some(kept) = self.files.iter_mut().find(|kept| kept.posted == Some(id)) {
            kept.body = Body::Missed(problem);
            kept.posted = None;
            steps.push(Step::Tell(Event::Ended(id)));
        }
        self.pump(&mut steps);
        steps
    }

    /// Stops a long task: the engine is started anew without it.
    pub fn cancel(&mut self, id: AskId) -> Vec<Step<B>> {
        let is_file = |kept: &Kept<B>| kept.posted == Some(id) && !kept.received;
        let is_ask = |waiting: &Waiting| waiting.posted.is_some_and(|(posted, _)| posted == id);
        let is_choice = self.choosing == Some(id) && self.choice != self.judged;
        if !is_choice && !self.files.iter().any(is_file) && !self.asks.iter().any(is_ask) {
            return Vec::new();
        }
        let mut steps = vec![Step::Stop, Step::Tell(Event::Ended(id))];
        if is_choice {
            self.choosing = None;
            self.choice.clone_from(&self.judged);
            let before = self.choice.clone().unwrap_or_default();
            steps.push(Step::Tell(Event::Unchosen(before)));
        }
        if let Some(kept) = self.files.iter_mut().find(|kept| is_file(kept)) {
            kept.body = Body::Missed(stopped_by_reader());
        }
        if let Some(at) = self.asks.iter().position(is_ask) {
            let Waiting { ask, judging, .. } = self.asks.remove(at);
            if judging {
                self.leave_unjudged();
            }
            let key = Rc::clone(ask.key());
            let outcome = Err(Fault::Cancelled);
            steps.push(Step::Tell(Event::Answered {
                key,
                revision: self.revision,
                outcome,
            }));
        }
        self.begin_again(&mut steps);
        steps.push(Step::Start {
            fresh: self.tried_fresh,
        });
        steps
    }

    /// The reader does not want to wait for the judging of what came: the statements in it are left out, or the next question
    /// would begin it again. Rules, and what others are judged by, stay.
    fn leave_unjudged(&mut self) {
        let left = self
            .files
            .iter_mut()
            .filter(|kept| kept.received && !kept.judged && !kept.gate && kept.attests);
        for kept in left {
            kept.body = Body::Missed(judging_stopped_by_reader());
        }
    }

    /// The engine has died. `now` is in milliseconds, from any origin.
    pub fn crashed(&mut self, now: f64, message: &str) -> Vec<Step<B>> {
        if matches!(self.engine, Engine::Failed(_)) {
            return Vec::new();
        }
        let mut steps = vec![Step::Stop];
        for kept in &mut self.files {
            if let (Some(id), false) = (kept.posted, kept.received) {
                steps.push(Step::Tell(Event::Ended(id)));
                // The file it was reading is the likely cause: naming it beats dying of it again.
                if !kept.gate {
                    kept.body = Body::Missed(engine_stopped_on_it(message));
                }
            }
        }
        let revision = self.revision;
        self.asks.retain_mut(|waiting| {
            let Some((id, _)) = waiting.posted.take() else {
                return true;
            };
            steps.push(Step::Tell(Event::Ended(id)));
            if waiting.crashed {
                let key = Rc::clone(waiting.ask.key());
                steps.push(Step::Tell(Event::Answered {
                    key,
                    revision,
                    outcome: Err(Fault::Stopped),
                }));
            }
            !std::mem::replace(&mut waiting.crashed, true)
        });
        self.crashes.push_back(now);
        self.crashes.retain(|then| now - then < CRASH_WINDOW_MS);
        if self.crashes.len() >= MAX_CRASHES {
            let mut why = String::from(
                "The engine stopped three times within a minute and was not started again.",
            );
            if !message.is_empty() {
                why.push_str(" It said: ");
                why.push_str(message);
            }
            self.give_up(why.into(), &mut steps);
            return steps;
        }
        let lost_a_running_engine = self.engine == Engine::Ready;
        self.begin_again(&mut steps);
        steps.push(Step::Start {
            fresh: self.tried_fresh,
        });
        if lost_a_running_engine {
            steps.push(Step::Tell(Event::Restarted));
        }
        steps
    }

    /// The reader wants another try after the engine was given up.
    pub fn try_again(&mut self) -> Vec<Step<B>> {
        if !matches!(self.engine, Engine::Failed(_)) {
            return Vec::new();
        }
        self.crashes.clear();
        self.tried_fresh = false;
        self.revision += 1;
        let mut steps = Vec::new();
        self.begin_again(&mut steps);
        steps.push(Step::Start { fresh: false });
        steps.push(Step::Tell(Event::FilesChanged(self.revision)));
        steps
    }

    /// A message came from the engine.
    pub fn heard(&mut self, message: FromEngine) -> Vec<Step<B>> {
        let mut steps = Vec::new();
        match message {
            FromEngine::Ready { version } if version == VERSION => {
                if self.engine != Engine::Ready {
                    self.set_engine(Engine::Ready, &mut steps);
                }
            }
            FromEngine::Ready { .. } if !self.tried_fresh => {
                self.tried_fresh = true;
                steps.push(Step::Stop);
                self.begin_again(&mut steps);
                steps.push(Step::Start { fresh: true });
            }
            FromEngine::Ready { .. } => {
                steps.push(Step::Stop);
                let why = "This page and its engine are of different versions, so they cannot work together. Reload \
                           the page; if that does not help, empty this browser’s cache for this site.";
                self.give_up(why.into(), &mut steps);
            }
            FromEngine::Progress {
                id,
                doing,
                done,
                of,
            } => {
                let mut asks = self.asks.iter_mut();
                let ask =
                    asks.find(|waiting| waiting.posted.is_some_and(|(posted, _)| posted == id));
                let is_ask = ask.is_some();
                if let Some(waiting) = ask {
                    waiting.judging = doing == Doing::Judging;
                }
                let file = self
                    .files
                    .iter()
                    .find(|kept| kept.posted == Some(id) && !kept.received);
                let judging = self.choosing == Some(id);
                if is_ask || file.is_some() || judging {
                    let progress = Progress {
                        doing: tasks::words(doing),
                        done,
                        of,
                    };
                    let other = if judging { JUDGING } else { "" };
                    let about = file.map_or(other, |kept| kept.origin.name.as_str()).into();
                    steps.push(Step::Tell(Event::Working {
                        id,
                        about,
                        progress,
                    }));
                }
            }
            FromEngine::Answer { id, answer } => self.answered(id, answer, &mut steps),
        }
        self.pump(&mut steps);
        steps
    }

    fn answered(&mut self, id: AskId, answer: Reply, steps: &mut Vec<Step<B>>) {
        if let Some(at) = self
            .asks
            .iter()
            .position(|waiting| waiting.posted.is_some_and(|(posted, _)| posted == id))
        {
            let Waiting { ask, posted, .. } = self.asks.remove(at);
            let revision = posted.map_or(0, |(_, revision)| revision);
            self.all_judged();
            steps.push(Step::Tell(Event::Ended(id)));
            steps.push(Step::Tell(Event::Answered {
                key: Rc::clone(ask.key()),
                revision,
                outcome: Ok(Rc::new(answer)),
            }));
        } else if let Some(at) = self.removing.iter().position(|removing| *removing == id) {
            self.removing.remove(at);
            self.files_changed(steps);
        } else if self.choosing == Some(id) {
            self.judged.clone_from(&self.choice);
            self.all_judged();
            steps.push(Step::Tell(Event::Ended(id)));
        } else if let Some(kept) = self.files.iter_mut().find(|kept| kept.posted == Some(id)) {
            steps.push(Step::Tell(Event::Ended(id)));
            let file = answer.get::<SourceFile>();
            let digest = file.map_or_else(String::new, |file| file.digest.clone());
            let news = kept.digest.as_deref() != Some(&digest);
            kept.received = true;
            kept.attests = file.is_some_and(|file| file.role == Role::Attests);
            match kept.wanted.take() {
                Some(wanted) if wanted != digest => {
                    kept.body = Body::Missed(other_state(&wanted, &digest));
                    kept.received = false;
                    kept.posted = None;
                    let id = self.id();
                    post(steps, &ToEngine::Remove { id, file: digest }, None);
                }
                wanted => {
                    kept.wanted = wanted;
                    // Whoever brings it again wants it again.
                    self.removed.retain(|removed| *removed != digest);
                    kept.digest = Some(digest);
                    if news {
                        self.files_changed(steps);
                    }
                }
            }
        }
    }

    fn all_judged(&mut self) {
        for kept in &mut self.files {
            kept.judged = kept.received;
        }
    }

    fn choose_again(&mut self, steps: &mut Vec<Step<B>>) {
        if let Some(id) = self.choosing.take() {
            steps.push(Step::Tell(Event::Ended(id)));
        }
    }

    fn files_changed(&mut self, steps: &mut Vec<Step<B>>) {
        self.revision += 1;
        steps.push(Step::Tell(Event::FilesChanged(self.revision)));
    }

    /// Sends what can be sent: files first, then, once the gates are open, one question per lane.
    fn pump(&mut self, steps: &mut Vec<Step<B>>) {
        if self.engine != Engine::Ready {
            return;
        }
        if let (Some(viewpoint), None) = (self.choice.clone(), self.choosing) {
            let id = self.id();
            self.choosing = Some(id);
            post(steps, &ToEngine::Choose { id, viewpoint }, None);
        }
        if std::mem::take(&mut self.tell_removed) {
            for file in self.removed.clone() {
                let id = self.id();
                post(steps, &ToEngine::Remove { id, file }, None);
            }
        }
        for kept in self.files.iter_mut().filter(|kept| kept.posted.is_none()) {
            let id = self.next_id;
            self.next_id = self.next_id.wrapping_add(1);
            kept.posted = Some(id);
            let origin = kept.origin.clone();
            match &kept.body {
                Body::Bytes(body) => post(
                    steps,
                    &ToEngine::Receive { id, origin },
                    Some((id, body.clone())),
                ),
                Body::Missed(problem) => {
                    post(
                        steps,
                        &ToEngine::Missed {
                            id,
                            origin,
                            problem: problem.clone(),
                        },
                        None,
                    );
                }
            }
        }
        // A file that was in before a restart is a gate as well: answers without it would be wrong.
        let closed = |kept: &Kept<B>| !kept.received && (kept.gate || kept.digest.is_some());
        if self.expecting_atlas || self.files.iter().any(closed) {
            return;
        }
        let mut busy: Vec<Lane> = self
            .asks
            .iter()
            .filter(|waiting| waiting.posted.is_some())
            .flat_map(|w| w.lanes.clone())
            .collect();
        for waiting in self
            .asks
            .iter_mut()
            .filter(|waiting| waiting.posted.is_none())
        {
            if waiting.lanes.iter().any(|lane| busy.contains(lane)) {
                continue;
            }
            busy.extend(&waiting.lanes);
            let id = self.next_id;
            self.next_id = self.next_id.wrapping_add(1);
            waiting.posted = Some((id, self.revision));
            post(
                steps,
                &ToEngine::Ask {
                    id,
                    ask: waiting.ask.clone(),
                },
                None,
            );
        }
    }

    fn begin_again(&mut self, steps: &mut Vec<Step<B>>) {
        for kept in &mut self.files {
            kept.posted = None;
            kept.received = false;
            kept.judged = false;
        }
        for waiting in &mut self.asks {
            waiting.posted = None;
            waiting.judging = false;
        }
        self.choose_again(steps);
        self.tell_removed = true;
        if !std::mem::take(&mut self.removing).is_empty() {
            self.files_changed(steps);
        }
        self.set_engine(Engine::Restarting, steps);
    }

    fn give_up(&mut self, why: Rc<str>, steps: &mut Vec<Step<B>>) {
        for Waiting { ask, .. } in std::mem::take(&mut self.asks) {
            let outcome = Err(Fault::NoEngine(Rc::clone(&why)));
            steps.push(Step::Tell(Event::Answered {
                key: Rc::clone(ask.key()),
                revision: self.revision,
                outcome,
            }));
        }
        self.set_engine(Engine::Failed(why), steps);
    }

    fn set_engine(&mut self, engine: Engine, steps: &mut Vec<Step<B>>) {
        self.engine = engine.clone();
        steps.push(Step::Tell(Event::Engine(engine)));
    }

    fn id(&mut self) -> AskId {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        id
    }
}

fn post<B>(steps: &mut Vec<Step<B>>, message: &ToEngine, body: Option<(AskId, B)>) {
    steps.push(Step::Post {
        text: text_of(message),
        body,
    });
}

fn text_of(message: &ToEngine) -> String {
    protocol::write(message)
}

/// A problem that the page itself met; the engine lists it like its own.
pub fn problem(code: &str, what: &str, hint: &str) -> Problem {
    Problem {
        code: code.to_owned(),
        severity: Severity::Error,
        what: what.to_owned(),
        pointer: String::new(),
        line: 0,
        column: 0,
        hint: hint.to_owned(),
    }
}

fn stopped_by_reader() -> Problem {
    problem(
        "R906",
        "Reading was stopped at your wish",
        "Load the file again to read it whole",
    )
}

fn judging_stopped_by_reader() -> Problem {
    problem(
        "R906",
        "You stopped the checking of signatures, so this file was left out",
        "Load the file again to have it checked. Keys, status lists and rules that came with it are still here",
    )
}

fn engine_stopped_on_it(message: &str) -> Problem {
    let mut what =
        String::from("The engine stopped while reading this file, so the file was left out");
    if !message.is_empty() {
        what.push_str(": ");
        what.push_str(message);
    }
    problem(
        "R907",
        &what,
        "Everything else was loaded again. Try a smaller file, or part of this one",
    )
}

fn other_state(wanted: &str, found: &str) -> Problem {
    let what = [
        "The link asks for the state ",
        wanted,
        ", but the address now holds ",
        found,
    ]
    .concat();
    problem(
        "R908",
        &what,
        "Nothing of it was loaded. Open the link without the digest to see the present state",
    )
}

/// The page's own atlas.
pub fn built_in() -> Origin {
    Origin {
        name: "Built-in atlas".to_owned(),
        way: Way::BuiltIn,
    }
}

#[cfg(test)]
#[path = "conversation_tests.rs"]
mod tests;
