//! An engine whose every reaction is written down by the test. Never answers by itself.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use page::effects::engine_link::{EngineLink, Heard, Open, Port};
use page::store::Action;
use protocol::{Answer, FromEngine, Origin, SourceFile, ToEngine, VERSION, Way};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What the engine does on a message; `life` counts the engines started so far, from 0.
pub type Script = Rc<dyn Fn(usize, &ToEngine) -> Vec<Heard>>;

/// Everything that happened, in order.
#[derive(Clone, Default)]
pub struct Record {
    /// `true` for every start past the cache.
    pub starts: Rc<RefCell<Vec<bool>>>,
    /// The bytes of every file that was sent.
    pub bodies: Rc<RefCell<Vec<String>>>,
    actions: Rc<RefCell<Vec<Action>>>,
    waiting: Rc<RefCell<Option<js_sys::Function>>>,
}

struct FakePort {
    life: usize,
    script: Script,
    heard: Rc<dyn Fn(Heard)>,
    record: Record,
}

impl Port for FakePort {
    fn post(&self, text: &str, buffer: Option<ArrayBuffer>) -> Result<(), JsValue> {
        if let Some(buffer) = buffer {
            let bytes = Uint8Array::new(&buffer).to_vec();
            self.record
                .bodies
                .borrow_mut()
                .push(String::from_utf8_lossy(&bytes).into_owned());
        }
        let message = protocol::read(text).expect("the page writes messages that can be read");
        let (said, heard) = ((self.script)(self.life, &message), Rc::clone(&self.heard));
        // A worker never answers before the page has finished speaking.
        spawn_local(async move { said.into_iter().for_each(|word| heard(word)) });
        Ok(())
    }

    fn stop(&self) {}
}

impl Record {
    /// A link to an engine that follows this script.
    pub fn link(&self, script: Script) -> EngineLink {
        let record = self.clone();
        let open: Open = Box::new(move |fresh, heard| {
            let life = record.starts.borrow().len();
            record.starts.borrow_mut().push(fresh);
            let port = FakePort {
                life,
                script: Rc::clone(&script),
                heard: heard.into(),
                record: record.clone(),
            };
            Ok(Box::new(port))
        });
        let record = self.clone();
        EngineLink::start(open, Box::new(move |action| record.took(action)))
    }

    fn took(&self, action: Action) {
        self.actions.borrow_mut().push(action);
        if let Some(waiting) = self.waiting.take() {
            waiting
                .call0(&JsValue::UNDEFINED)
                .expect("resolving a promise cannot fail");
        }
    }

    /// Waits until an action fits.
    pub async fn until(&self, fits: impl Fn(&Action) -> bool) {
        while !self.actions.borrow().iter().any(&fits) {
            let waiting = Rc::clone(&self.waiting);
            let next = Promise::new(&mut move |resolve, _| {
                *waiting.borrow_mut() = Some(resolve);
            });
            JsFuture::from(next).await.expect("never rejected");
        }
    }

    /// How many actions fit so far.
    pub fn count(&self, fits: impl Fn(&Action) -> bool) -> usize {
        self.actions
            .borrow()
            .iter()
            .filter(|action| fits(action))
            .count()
    }
}

/// A message as the engine posts it.
pub fn says(message: &FromEngine) -> Heard {
    Heard::Text(protocol::write(message))
}

/// The engine is there.
pub fn ready() -> Heard {
    says(&FromEngine::Ready { version: VERSION })
}

/// The engine has taken a file in.
pub fn received(id: u32) -> Heard {
    let file = SourceFile {
        origin: Origin {
            name: String::new(),
            way: Way::BuiltIn,
        },
        digest: "sha256:a".to_owned(),
        bytes: 0,
        kind: String::new(),
        title: String::new(),
        usable: true,
        role: protocol::Role::Serves,
        sets: Vec::new(),
        problems: Vec::new(),
        problems_total: 0,
    };
    says(&FromEngine::Answer {
        id,
        answer: Answer::Received(file),
    })
}

/// The engine answers a question about topics.
pub fn topics(id: u32) -> Heard {
    says(&FromEngine::Answer {
        id,
        answer: Answer::Topics(Vec::new()),
    })
}
