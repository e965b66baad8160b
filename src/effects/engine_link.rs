//! The engine's worker at the end of a message port. Never decides anything; the conversation does.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use js_sys::{Array, ArrayBuffer};
use protocol::{AskId, Origin, Problem, Question, Viewpoint};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, ErrorEvent, Event as DomEvent, MessageEvent, Worker, WorkerOptions, WorkerType,
};

use super::conversation::{Conversation, Event, FromEngine, Lane, Step, problem};
use super::listener::Listener;
use super::marks;
use crate::store::{Action, NoticeKind, Task, TaskId};

/// Long enough for a message to come back, short enough not to be noticed.
const HELLO_EVERY_MS: i32 = 120;

/// A worker as the link needs it, so that tests can put another in its place.
pub trait Port {
    /// Sends a text and, with it, a buffer that is given away.
    fn post(&self, text: &str, buffer: Option<ArrayBuffer>) -> Result<(), JsValue>;
    /// Ends it.
    fn stop(&self);
}

/// What a port reports.
pub enum Heard {
    /// A message.
    Text(String),
    /// It has died, with whatever it said last.
    Dead(String),
}

/// Opens a port. `fresh` asks for a copy past the cache.
pub type Open = Box<dyn Fn(bool, Box<dyn Fn(Heard)>) -> Result<Box<dyn Port>, String>>;

/// The way to the engine. Cheap to clone, equal to itself only.
#[derive(Clone)]
pub struct EngineLink(Rc<Inner>);

/// A message, with the file it hands over.
type Outgoing = (String, Option<(AskId, Blob)>);

struct Inner {
    conversation: RefCell<Conversation<Blob>>,
    port: RefCell<Option<Box<dyn Port>>>,
    /// What waits for the bytes of a file before it: messages arrive in the order they were meant.
    outbox: RefCell<VecDeque<Outgoing>>,
    sending: Cell<bool>,
    /// Raised with every worker, so that a message of an earlier one is not taken for a later one's.
    generation: Cell<u32>,
    next_lane: Cell<Lane>,
    hello: Cell<Option<i32>>,
    tick: RefCell<Option<Closure<dyn FnMut()>>>,
    open: Open,
    dispatch: Box<dyn Fn(Action)>,
}

impl PartialEq for EngineLink {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl EngineLink {
    /// Starts the engine that `open` opens.
    pub fn start(open: Open, dispatch: Box<dyn Fn(Action)>) -> Self {
        let (conversation, steps) = Conversation::new();
        let inner = Rc::new(Inner {
            conversation: RefCell::new(conversation),
            port: RefCell::new(None),
            outbox: RefCell::default(),
            sending: Cell::new(false),
            generation: Cell::new(0),
            next_lane: Cell::new(0),
            hello: Cell::new(None),
            tick: RefCell::new(None),
            open,
            dispatch,
        });
        let weak = Rc::downgrade(&inner);
        let tick = Closure::wrap(Box::new(move || {
            if let Some(inner) = weak.upgrade() {
                let steps = inner.conversation.borrow_mut().tick();
                inner.run(steps);
            }
        }) as Box<dyn FnMut()>);
        *inner.tick.borrow_mut() = Some(tick);
        inner.run(steps);
        Self(inner)
    }

    /// A lane of one's own: its questions replace each other.
    pub fn new_lane(&self) -> Lane {
        let lane = self.0.next_lane.get();
        self.0.next_lane.set(lane.wrapping_add(1));
        lane
    }

    /// Asks; the answer comes to the store under the question's key.
    pub fn ask(&self, lane: Lane, ask: Question) {
        self.talk(|conversation| conversation.ask(lane, ask));
    }

    /// Nobody waits in this lane any more.
    pub fn leave(&self, lane: Lane) {
        self.talk(|conversation| conversation.leave(lane));
    }

    /// Hands over a file.
    pub fn receive(&self, origin: Origin, body: Blob, gate: bool, wanted: Option<String>) {
        self.talk(|conversation| conversation.receive(origin, body, gate, wanted));
    }

    /// Reports a file that could not be brought.
    pub fn missed(&self, origin: Origin, problem: Problem, gate: bool) {
        self.talk(|conversation| conversation.missed(origin, problem, gate));
    }

    /// The bytes of a file that is loaded, by its digest.
    pub fn body(&self, digest: &str) -> Option<Blob> {
        self.0.conversation.borrow().body(digest).cloned()
    }

    /// Takes a file out, by digest or, if it never came, by name.
    pub fn remove(&self, file: &str) {
        self.talk(|conversation| conversation.remove(file));
    }

    /// Tells whom the reader relies on.
    pub fn choose(&self, viewpoint: Viewpoint) {
        self.talk(|conversation| conversation.choose(viewpoint));
    }

    /// Stops what the engine works on under this number.
    pub fn cancel(&self, id: AskId) {
        self.talk(|conversation| conversation.cancel(id));
    }

    /// Starts the engine once more after it was given up.
    pub fn try_again(&self) {
        self.talk(Conversation::try_again);
    }

    fn talk(&self, say: impl FnOnce(&mut Conversation<Blob>) -> Vec<Step<Blob>>) {
        let steps = say(&mut self.0.conversation.borrow_mut());
        self.0.run(steps);
    }
}

impl Inner {
    fn run(self: &Rc<Self>, steps: Vec<Step<Blob>>) {
        for step in steps {
            match step {
                Step::Start { fresh } => self.start_port(fresh),
                Step::Stop => {
                    self.generation.set(self.generation.get().wrapping_add(1));
                    self.stop_hello();
                    self.outbox.borrow_mut().clear();
                    self.sending.set(false);
                    if let Some(port) = self.port.borrow_mut().take() {
                        port.stop();
                    }
                }
                Step::Post { text, body } => self.queue(text, body),
                Step::Tell(event) => self.tell(event),
            }
        }
    }

    fn start_port(self: &Rc<Self>, fresh: bool) {
        let generation = self.generation.get().wrapping_add(1);
        self.generation.set(generation);
        let weak = Rc::downgrade(self);
        let heard = Box::new(move |heard: Heard| {
            if let Some(inner) = weak
                .upgrade()
                .filter(|inner| inner.generation.get() == generation)
            {
                inner.heard(heard);
            }
        });
        match (self.open)(fresh, heard) {
            Ok(port) => {
                *self.port.borrow_mut() = Some(port);
                self.start_hello();
            }
            Err(why) => {
                let weak: Weak<Self> = Rc::downgrade(self);
                // Not at once: the conversation that asked for this port is still giving its steps.
                spawn_local(async move {
                    if let Some(inner) = weak
                        .upgrade()
                        .filter(|inner| inner.generation.get() == generation)
                    {
                        inner.heard(Heard::Dead(why));
                    }
                });
            }
        }
    }

    fn heard(self: &Rc<Self>, heard: Heard) {
        let steps = match heard {
            Heard::Text(text) => match protocol::read::<FromEngine>(&text) {
                Some(message) => {
                    match &message {
                        FromEngine::Ready { .. } => {
                            self.stop_hello();
                            marks::set("engine-ready");
                        }
                        FromEngine::Answer { .. } => marks::set("answer"),
                        FromEngine::Progress { .. } => {}
                    }
                    self.conversation.borrow_mut().heard(message)
                }
                // An engine whose words cannot be read is of another version, whatever it says about itself.
                None => self
                    .conversation
                    .borrow_mut()
                    .heard(FromEngine::Ready { version: 0 }),
            },
            Heard::Dead(message) => self
                .conversation
                .borrow_mut()
                .crashed(marks::now(), &message),
        };
        self.run(steps);
    }

    fn post(self: &Rc<Self>, text: &str, buffer: Option<ArrayBuffer>) {
        let result = self
            .port
            .borrow()
            .as_ref()
            .map(|port| port.post(text, buffer));
        if let Some(Err(error)) = result {
            self.heard(Heard::Dead(words_of(&error)));
        }
    }

    fn queue(self: &Rc<Self>, text: String, body: Option<(AskId, Blob)>) {
        if body.is_none() && !self.sending.get() {
            self.post(&text, None);
            return;
        }
        self.outbox.borrow_mut().push_back((text, body));
        if !self.sending.replace(true) {
            spawn_local(Rc::clone(self).send(self.generation.get()));
        }
    }

    async fn send(self: Rc<Self>, generation: u32) {
        loop {
            let Some((text, body)) = self.outbox.borrow_mut().pop_front() else {
                self.sending.set(false);
                return;
            };
            let Some((id, blob)) = body else {
                self.post(&text, None);
                continue;
            };
            let bytes = JsFuture::from(blob.array_buffer()).await;
            if self.generation.get() != generation {
                return;
            }
            match bytes {
                Ok(buffer) => self.post(&text, Some(buffer.unchecked_into())),
                Err(_) => {
                    let what = "The browser could not read this file";
                    let hint =
                        "It may have been moved or changed since you chose it. Choose it again";
                    let steps = self
                        .conversation
                        .borrow_mut()
                        .unreadable(id, problem("R909", what, hint));
                    self.run(steps);
                }
            }
        }
    }

    fn tell(&self, event: Event) {
        (self.dispatch)(match event {
            Event::Engine(engine) => Action::Engine(engine),
            Event::Answered { key, revision, outcome } => Action::Answered { key, revision, outcome },
            Event::Working { id, about, progress } => {
                Action::Working(Task { id: TaskId::Engine(id), about, progress, can_cancel: true })
            }
            Event::Ended(id) => Action::Ended(TaskId::Engine(id)),
            Event::FilesChanged(revision) => Action::FilesChanged { revision },
            Event::Unchosen(viewpoint) => Action::Rely(viewpoint),
            Event::Problem(text) => Action::Tell(NoticeKind::Problem, text),
            Event::Restarted => Action::Tell(
                NoticeKind::Problem,
                "The engine stopped and was restarted. Everything you had loaded is being read again; nothing is lost."
                    .into(),
            ),
        });
    }

    fn start_hello(&self) {
        self.stop_hello();
        if let (Some(window), Some(tick)) = (web_sys::window(), self.tick.borrow().as_ref()) {
            let timer = window.set_interval_with_callback_and_timeout_and_arguments_0(
                tick.as_ref().unchecked_ref(),
                HELLO_EVERY_MS,
            );
            self.hello.set(timer.ok());
        }
    }

    fn stop_hello(&self) {
        if let (Some(timer), Some(window)) = (self.hello.take(), web_sys::window()) {
            window.clear_interval_with_handle(timer);
        }
    }
}

/// A module worker from this address.
pub fn worker_at(address: String) -> Open {
    Box::new(move |fresh, heard| {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the host of the engine; the time only makes an address new"
        )]
        let address = if fresh {
            // The time makes the address new; any cache between here and the server has to ask again.
            [
                address.as_str(),
                "?fresh=",
                &(js_sys::Date::now() as u64).to_string(),
            ]
            .concat()
        } else {
            address.clone()
        };
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(&address, &options).map_err(|error| words_of(&error))?;
        let heard: Rc<dyn Fn(Heard)> = heard.into();
        let message = {
            let heard = Rc::clone(&heard);
            Listener::new(
                &worker,
                "message",
                Box::new(move |event: DomEvent| {
                    let data = event.unchecked_into::<MessageEvent>().data();
                    let text = data
                        .as_string()
                        .or_else(|| data.dyn_ref::<Array>()?.get(0).as_string());
                    heard(Heard::Text(text.unwrap_or_default()));
                }),
            )
        };
        let error = {
            let heard = Rc::clone(&heard);
            Listener::new(
                &worker,
                "error",
                Box::new(move |event: DomEvent| {
                    event.prevent_default();
                    let message = event
                        .dyn_ref::<ErrorEvent>()
                        .map(ErrorEvent::message)
                        .unwrap_or_default();
                    heard(Heard::Dead(message));
                }),
            )
        };
        let garbled = Listener::new(
            &worker,
            "messageerror",
            Box::new(move |_| {
                heard(Heard::Dead("a message could not be read".to_owned()));
            }),
        );
        Ok(Box::new(RealPort {
            worker,
            _listeners: [message, error, garbled],
        }))
    })
}

struct RealPort {
    worker: Worker,
    _listeners: [Listener; 3],
}

impl Port for RealPort {
    fn post(&self, text: &str, buffer: Option<ArrayBuffer>) -> Result<(), JsValue> {
        match buffer {
            None => self.worker.post_message(&JsValue::from_str(text)),
            Some(buffer) => self.worker.post_message_with_transfer(
                &Array::of2(&JsValue::from_str(text), &buffer),
                &Array::of1(&buffer),
            ),
        }
    }

    fn stop(&self) {
        self.worker.terminate();
    }
}

fn words_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_default()
}
