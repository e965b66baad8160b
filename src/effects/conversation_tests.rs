//! What happened in, what to do out. Never starts a worker.

use protocol::{Answer, Ask, Doing, Role, ToEngine};

use super::*;

type Talk = Conversation<&'static str>;
type Steps = Vec<Step<&'static str>>;

/// The question behind a key.
fn asked(key: &str) -> String {
    format!(
        "{:?}",
        protocol::read::<Ask>(key).expect("keys are questions as they are sent")
    )
}

/// Steps in short words, one a line.
fn told(steps: &Steps) -> String {
    let mut lines = Vec::new();
    for step in steps {
        lines.push(match step {
            Step::Start { fresh: false } => "start".to_owned(),
            Step::Start { fresh: true } => "start fresh".to_owned(),
            Step::Stop => "stop".to_owned(),
            Step::Post { text, body } => {
                match protocol::read::<ToEngine>(text).expect("we wrote it") {
                    ToEngine::Hello { .. } => "hello".to_owned(),
                    ToEngine::Receive { id, origin } => {
                        format!("receive {id} {} {:?}", origin.name, body.expect("sent").1)
                    }
                    ToEngine::Missed {
                        id,
                        origin,
                        problem,
                    } => format!("missed {id} {} {}", origin.name, problem.code),
                    ToEngine::Remove { id, file } => format!("remove {id} {file}"),
                    ToEngine::Ask { id, ask } => format!("ask {id} {ask:?}"),
                    ToEngine::Choose { id, viewpoint } => format!("choose {id} {}", viewpoint.name),
                }
            }
            Step::Tell(Event::Engine(Engine::Failed(_))) => "engine failed".to_owned(),
            Step::Tell(Event::Engine(engine)) => format!("engine {engine:?}").to_lowercase(),
            Step::Tell(Event::Answered {
                key,
                revision,
                outcome: Ok(_),
            }) => format!("answer {} at {revision}", asked(key)),
            Step::Tell(Event::Answered {
                key,
                outcome: Err(Fault::NoEngine(_)),
                ..
            }) => format!("no engine for {}", asked(key)),
            Step::Tell(Event::Answered {
                key,
                outcome: Err(fault),
                ..
            }) => format!("{} {}", format!("{fault:?}").to_lowercase(), asked(key)),
            Step::Tell(Event::Working {
                id,
                about,
                progress,
                ..
            }) => {
                format!(
                    "working {id} {about} {} {}/{}",
                    progress.doing, progress.done, progress.of
                )
            }
            Step::Tell(Event::Ended(id)) => format!("ended {id}"),
            Step::Tell(Event::FilesChanged(revision)) => format!("files at {revision}"),
            Step::Tell(Event::Problem(_)) => "problem".to_owned(),
            Step::Tell(Event::Restarted) => "restarted".to_owned(),
            Step::Tell(Event::Unchosen(viewpoint)) => format!("unchosen: {}", viewpoint.name),
        });
    }
    lines.join("\n")
}

fn check(steps: Steps, expected: &str) {
    assert_eq!(told(&steps), expected);
}

fn ready() -> FromEngine {
    FromEngine::Ready { version: VERSION }
}

fn received(id: AskId, digest: &str) -> FromEngine {
    received_as(Role::Serves, id, digest)
}

fn received_as(role: Role, id: AskId, digest: &str) -> FromEngine {
    FromEngine::Answer {
        id,
        answer: Reply::from(&Answer::Received(protocol::SourceFile {
            origin: built_in(),
            digest: digest.to_owned(),
            bytes: 1,
            kind: String::new(),
            title: String::new(),
            usable: true,
            role,
            sets: Vec::new(),
            problems: Vec::new(),
            problems_total: 0,
        })),
    }
}

fn topics(id: AskId) -> FromEngine {
    FromEngine::Answer {
        id,
        answer: Reply::from(&Answer::Topics(Vec::new())),
    }
}

fn file(name: &str) -> Origin {
    Origin {
        name: name.to_owned(),
        way: Way::File,
    }
}

fn ask(talk: &mut Talk, lane: Lane, ask: Ask) -> Steps {
    talk.ask(lane, ask.into())
}

/// An engine that has the atlas in, as file 0; the next number is 1, the files are at 1.
fn running() -> Talk {
    let (mut talk, _) = Talk::new();
    talk.receive(built_in(), "ATLAS", true, None);
    talk.heard(ready());
    check(talk.heard(received(0, "sha256:a")), "ended 0\nfiles at 1");
    talk
}

#[test]
fn a_lost_first_message_is_said_again() {
    let (mut talk, steps) = Talk::new();
    check(steps, "start");
    check(talk.tick(), "hello");
    check(talk.tick(), "hello");
    check(talk.heard(ready()), "engine ready");
    check(talk.tick(), "");
    check(talk.heard(ready()), "");
}

#[test]
fn questions_wait_for_the_atlas() {
    let (mut talk, _) = Talk::new();
    check(ask(&mut talk, 0, Ask::Topics), "");
    check(talk.heard(ready()), "engine ready");
    check(
        talk.receive(built_in(), "ATLAS", true, None),
        "receive 0 Built-in atlas \"ATLAS\"",
    );
    check(
        talk.heard(received(0, "sha256:a")),
        "ended 0\nfiles at 1\nask 1 Topics",
    );
    check(talk.heard(topics(1)), "ended 1\nanswer Topics at 1");
    check(talk.heard(topics(1)), "");
}

#[test]
fn an_atlas_that_never_comes_does_not_hold_the_page() {
    let (mut talk, _) = Talk::new();
    ask(&mut talk, 0, Ask::Topics);
    talk.heard(ready());
    check(
        talk.missed(built_in(), problem("R902", "", ""), true),
        "missed 0 Built-in atlas R902",
    );
    check(
        talk.heard(received(0, "")),
        "ended 0\nfiles at 1\nask 1 Topics",
    );
}

#[test]
fn another_version_is_fetched_past_the_cache_once() {
    let (mut talk, _) = Talk::new();
    ask(&mut talk, 0, Ask::Topics);
    check(
        talk.heard(FromEngine::Ready { version: 0 }),
        "stop\nengine restarting\nstart fresh",
    );
    check(
        talk.heard(FromEngine::Ready { version: 0 }),
        "stop\nno engine for Topics\nengine failed",
    );
    check(ask(&mut talk, 0, Ask::Sources), "no engine for Sources");
    check(talk.try_again(), "engine restarting\nstart\nfiles at 1");
}

#[test]
fn a_crash_in_the_middle_of_a_question_is_survived() {
    let mut talk = running();
    check(ask(&mut talk, 0, Ask::Topics), "ask 1 Topics");
    check(
        talk.crashed(0.0, "boom"),
        "stop\nended 1\nengine restarting\nstart\nrestarted",
    );
    check(
        talk.heard(ready()),
        "engine ready\nreceive 2 Built-in atlas \"ATLAS\"",
    );
    check(talk.heard(received(2, "sha256:a")), "ended 2\nask 3 Topics");
    check(talk.heard(topics(3)), "ended 3\nanswer Topics at 1");
}

#[test]
fn a_question_that_kills_the_engine_twice_is_not_asked_again() {
    let mut talk = running();
    ask(&mut talk, 0, Ask::Topics);
    talk.crashed(0.0, "");
    talk.heard(ready());
    talk.heard(received(2, "sha256:a"));
    let steps = talk.crashed(1.0, "");
    check(
        steps,
        "stop\nended 3\nstopped Topics\nengine restarting\nstart\nrestarted",
    );
}

#[test]
fn a_file_that_kills_the_engine_is_named_and_left_out() {
    let mut talk = running();
    check(
        talk.receive(file("good"), "GOOD", false, None),
        "receive 1 good \"GOOD\"",
    );
    check(talk.heard(received(1, "sha256:g")), "ended 1\nfiles at 2");
    check(
        talk.receive(file("evil"), "EVIL", false, None),
        "receive 2 evil \"EVIL\"",
    );
    check(
        talk.crashed(0.0, "out of memory"),
        "stop\nended 2\nengine restarting\nstart\nrestarted",
    );
    check(
        talk.heard(ready()),
        "engine ready\nreceive 3 Built-in atlas \"ATLAS\"\nreceive 4 good \"GOOD\"\nmissed 5 evil R907",
    );
    // Questions wait for what had been in before, not for the new file.
    check(ask(&mut talk, 0, Ask::Sources), "");
    check(talk.heard(received(3, "sha256:a")), "ended 3");
    check(
        talk.heard(received(4, "sha256:g")),
        "ended 4\nask 6 Sources",
    );
    check(talk.heard(received(5, "")), "ended 5\nfiles at 3");
}

#[test]
fn three_crashes_within_a_minute_are_enough() {
    let mut talk = running();
    ask(&mut talk, 0, Ask::Topics);
    talk.crashed(0.0, "");
    talk.crashed(59_000.0, "");
    let mut later = running();
    later.crashed(0.0, "");
    later.crashed(30_000.0, "");
    check(
        later.crashed(61_000.0, ""),
        "stop\nengine restarting\nstart",
    );
    check(
        talk.crashed(59_500.0, "no wasm"),
        "stop\nno engine for Topics\nengine failed",
    );
    check(talk.crashed(59_600.0, ""), "");
}

#[test]
fn a_newer_question_of_the_same_lane_takes_the_place_of_a_waiting_one() {
    let mut talk = running();
    let search = |query: &str| {
        Ask::Search(protocol::SearchAsk {
            query: query.into(),
            ..Default::default()
        })
    };
    let key = |query: &str| format!("{:?}", search(query));
    check(
        ask(&mut talk, 0, search("l")),
        &format!("ask 1 {}", key("l")),
    );
    check(ask(&mut talk, 0, search("la")), "");
    check(
        ask(&mut talk, 0, search("lab")),
        &format!("superseded {}", key("la")),
    );
    check(ask(&mut talk, 1, Ask::Topics), "ask 2 Topics");
    check(
        talk.heard(topics(1)),
        &format!("ended 1\nanswer {} at 1\nask 3 {}", key("l"), key("lab")),
    );
}

#[test]
fn one_question_of_two_lanes_is_asked_once() {
    let mut talk = running();
    check(ask(&mut talk, 0, Ask::Topics), "ask 1 Topics");
    check(ask(&mut talk, 1, Ask::Topics), "");
    check(talk.leave(0), "");
    check(talk.heard(topics(1)), "ended 1\nanswer Topics at 1");
}

#[test]
fn leaving_drops_what_was_not_yet_asked() {
    let (mut talk, _) = Talk::new();
    ask(&mut talk, 0, Ask::Topics);
    check(talk.leave(0), "superseded Topics");
}

#[test]
fn new_files_make_a_running_question_worth_asking_again() {
    let mut talk = running();
    ask(&mut talk, 0, Ask::Topics);
    talk.receive(file("b"), "B", false, None);
    check(talk.heard(received(2, "sha256:b")), "ended 2\nfiles at 2");
    check(ask(&mut talk, 0, Ask::Topics), "");
    check(
        talk.heard(topics(1)),
        "ended 1\nanswer Topics at 1\nask 3 Topics",
    );
    check(talk.heard(topics(3)), "ended 3\nanswer Topics at 2");
}

#[test]
fn reading_can_be_stopped() {
    let mut talk = running();
    talk.receive(file("big"), "BIG", false, None);
    let progress = FromEngine::Progress {
        id: 1,
        doing: Doing::Reading,
        done: 1,
        of: 9,
    };
    check(talk.heard(progress), "working 1 big Reading 1/9");
    check(talk.cancel(1), "stop\nended 1\nengine restarting\nstart");
    check(
        talk.heard(ready()),
        "engine ready\nreceive 2 Built-in atlas \"ATLAS\"\nmissed 3 big R906",
    );
    check(talk.cancel(77), "");
}

#[test]
fn a_question_can_be_stopped() {
    let mut talk = running();
    ask(&mut talk, 0, Ask::Topics);
    check(
        talk.cancel(1),
        "stop\nended 1\ncancelled Topics\nengine restarting\nstart",
    );
}

/// A question that waits for the judging of many small files: stopped, they are left out, and nothing begins it again. What
/// was judged before comes back, and so do rules, keys and status lists.
#[test]
fn judging_can_be_stopped() {
    let mut talk = running();
    let brought = |talk: &mut Talk, role, name, id| {
        talk.receive(file(name), "TEXT", false, None);
        talk.heard(received_as(role, id, name));
    };
    brought(&mut talk, Role::Attests, "before", 1);
    ask(&mut talk, 0, Ask::Topics);
    talk.heard(topics(2));
    brought(&mut talk, Role::Attests, "one", 3);
    brought(&mut talk, Role::Serves, "key", 4);
    brought(&mut talk, Role::Attests, "two", 5);
    ask(&mut talk, 0, Ask::Topics);
    let judging = FromEngine::Progress {
        id: 6,
        doing: Doing::Judging,
        done: 64,
        of: 9_000,
    };
    check(
        talk.heard(judging),
        "working 6  Checking signatures 64/9000",
    );
    check(
        talk.cancel(6),
        "stop\nended 6\ncancelled Topics\nengine restarting\nstart",
    );
    check(
        talk.heard(ready()),
        "engine ready\nreceive 7 Built-in atlas \"ATLAS\"\nreceive 8 before \"TEXT\"\nmissed 9 one R906\n\
         receive 10 key \"TEXT\"\nmissed 11 two R906",
    );
}

#[test]
fn another_state_than_the_link_asks_for_is_refused() {
    let (mut talk, _) = Talk::new();
    talk.heard(ready());
    ask(&mut talk, 0, Ask::Topics);
    talk.receive(
        Origin {
            name: "https://a.org/atlas.json".into(),
            way: Way::Url,
        },
        "X",
        true,
        Some("sha256:x".into()),
    );
    check(
        talk.heard(received(0, "sha256:y")),
        "ended 0\nremove 1 sha256:y\nmissed 2 https://a.org/atlas.json R908",
    );
    check(
        talk.heard(received(2, "")),
        "ended 2\nfiles at 1\nask 3 Topics",
    );
    let (mut talk, _) = Talk::new();
    talk.heard(ready());
    talk.receive(built_in(), "X", true, Some("sha256:x".into()));
    check(talk.heard(received(0, "sha256:x")), "ended 0\nfiles at 1");
}

#[test]
fn removed_files_stay_away_after_a_restart() {
    let mut talk = running();
    talk.receive(file("b"), "B", false, None);
    talk.heard(received(1, "sha256:b"));
    check(talk.remove("sha256:b"), "remove 2 sha256:b");
    check(talk.heard(received(2, "sha256:b")), "files at 3");
    check(talk.remove("sha256:b"), "");
    talk.crashed(0.0, "");
    // The atlas may list it: the new engine hears that it is not wanted before it reads the atlas.
    check(
        talk.heard(ready()),
        "engine ready\nremove 3 sha256:b\nreceive 4 Built-in atlas \"ATLAS\"",
    );
    // Brought again by the reader's own hand it is a file like any other.
    talk.receive(file("b"), "B", false, None);
    talk.heard(received(4, "sha256:a"));
    talk.heard(received(5, "sha256:b"));
    talk.crashed(1.0, "");
    check(
        talk.heard(ready()),
        "engine ready\nreceive 6 Built-in atlas \"ATLAS\"\nreceive 7 b \"B\"",
    );
}

#[test]
fn a_file_that_is_removed_while_the_engine_restarts_stays_away() {
    let mut talk = running();
    talk.receive(file("b"), "B", false, None);
    talk.heard(received(1, "sha256:b"));
    talk.crashed(0.0, "");
    check(talk.remove("sha256:b"), "");
    check(
        talk.heard(ready()),
        "engine ready\nremove 2 sha256:b\nreceive 3 Built-in atlas \"ATLAS\"",
    );
}

#[test]
fn a_file_that_cannot_be_read_is_listed() {
    let mut talk = running();
    talk.receive(file("gone"), "GONE", false, None);
    check(
        talk.unreadable(1, problem("R909", "", "")),
        "ended 1\nmissed 2 gone R909",
    );
}

fn viewpoint(name: &str) -> Viewpoint {
    Viewpoint {
        name: name.to_owned(),
        ..Viewpoint::default()
    }
}

#[test]
fn nobody_is_told_to_an_engine_that_knows_nobody() {
    let mut talk = running();
    check(talk.choose(Viewpoint::default()), "");
}

#[test]
fn a_choice_is_told_at_once_and_makes_running_questions_worth_asking_again() {
    let mut talk = running();
    ask(&mut talk, 1, Ask::Topics);
    check(talk.choose(viewpoint("mine")), "files at 2\nchoose 2 mine");
    check(talk.heard(topics(1)), "ended 1\nanswer Topics at 1");
    check(
        talk.choose(Viewpoint::default()),
        "ended 2\nfiles at 3\nchoose 3 ",
    );
}

#[test]
fn a_new_engine_is_told_whom_the_reader_relies_on_before_anything_else() {
    let mut talk = running();
    talk.choose(viewpoint("mine"));
    talk.crashed(0.0, "");
    check(
        talk.heard(ready()),
        "engine ready\nchoose 2 mine\nreceive 3 Built-in atlas \"ATLAS\"",
    );
}

#[test]
fn a_choice_that_is_stopped_halfway_gives_way_to_the_one_before() {
    let mut talk = running();
    talk.choose(viewpoint("first"));
    talk.heard(topics(1));
    check(talk.cancel(1), "");
    talk.choose(viewpoint("second"));
    check(
        talk.cancel(2),
        "stop\nended 2\nunchosen: first\nengine restarting\nstart",
    );
    check(
        talk.heard(ready()),
        "engine ready\nchoose 3 first\nreceive 4 Built-in atlas \"ATLAS\"",
    );
}
