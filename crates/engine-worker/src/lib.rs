//! The engine behind a message port. Converts messages and brings the engine's parts, decides nothing.
//!
//! A message is a text (`protocol::write`), or an array of a text and an `ArrayBuffer` for [`ToEngine::Receive`].
//! Answers are texts. `Ready` is posted at start and again for every `Hello`, so a message lost while the worker was still
//! loading costs nothing. Messages are worked on one after the other, in the order in which they came, also when one has to
//! wait for a part of the engine. A panic, or a part that cannot be fetched, is thrown to the page after it was reported:
//! the worker is then unusable, the page sees the error event, starts a new one and hands the files over again.

mod parts;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use engine::Engine;
use engine::parts::Part;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::{Answer, AskId, Doing, FromEngine, ToEngine};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// A message with the bytes of its file.
type Message = (ToEngine, Vec<u8>);

/// Parts that are brought before anybody needs them, once there is nothing else to do. The others are for readers with
/// files of their own, and wait for them.
const QUIETLY: [Part; 4] = [
    Part::Reading,
    Part::Comparing,
    Part::Lenses,
    Part::TakingAway,
];

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::new(Engine::bare());
    static WAITING: RefCell<VecDeque<Message>> = RefCell::default();
    /// Somebody works on what waits.
    static WORKING: Cell<bool> = const { Cell::new(false) };
    /// The parts that nobody waits for have been asked for.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Listens to the page and says that the engine is there.
#[wasm_bindgen(start)]
pub fn start() -> Result<(), JsValue> {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&JsValue::from_str(&panic.to_string()));
    }));
    let port: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let listener = Closure::<dyn FnMut(MessageEvent)>::new({
        let port = port.clone();
        move |event: MessageEvent| {
            if let Err(why) = heard(&port, &event.data()) {
                wasm_bindgen::throw_val(why);
            }
        }
    });
    port.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // The worker listens as long as it lives.
    listener.forget();
    post(&port, &ready())
}

fn ready() -> FromEngine {
    FromEngine::Ready {
        version: protocol::VERSION,
    }
}

fn heard(port: &DedicatedWorkerGlobalScope, data: &JsValue) -> Result<(), JsValue> {
    let (text, buffer) = match data.dyn_ref::<Array>() {
        Some(pair) => (pair.get(0), pair.get(1).dyn_into::<ArrayBuffer>().ok()),
        None => (data.clone(), None),
    };
    let text = text
        .as_string()
        .ok_or_else(|| JsValue::from_str("the engine was sent something that is no text"))?;
    let message: ToEngine = protocol::read(&text)
        .ok_or_else(|| JsValue::from_str("the engine was sent words it does not know"))?;
    if let ToEngine::Hello { .. } = message {
        return post(port, &ready());
    }
    let bytes = buffer
        .map(|buffer| Uint8Array::new(&buffer).to_vec())
        .unwrap_or_default();
    WAITING.with_borrow_mut(|waiting| waiting.push_back((message, bytes)));
    if !WORKING.replace(true) {
        spawn_local(work(port.clone()));
    }
    Ok(())
}

/// Works on everything that waits.
async fn work(port: DedicatedWorkerGlobalScope) {
    let mut asked = false;
    while let Some((message, bytes)) = WAITING.with_borrow_mut(VecDeque::pop_front) {
        asked |= matches!(message, ToEngine::Ask { .. });
        while let Some(part) = needed(&message, &bytes) {
            bring(part).await;
        }
        let id = number(&message);
        let answer = ENGINE.with_borrow_mut(|engine| answer(&port, engine, message, bytes));
        // What was loaded or chosen may have to be judged by a part that is not here yet.
        while let Some(part) = ENGINE.with_borrow(|engine| engine.wants()) {
            bring(part).await;
            let mut progress = |doing, done, of| tell(&port, id, doing, done, of);
            ENGINE.with_borrow_mut(|engine| engine.settle(&mut progress));
        }
        if let Err(why) = post(&port, &answer) {
            wasm_bindgen::throw_val(why);
        }
    }
    WORKING.set(false);
    if asked && !QUIET.replace(true) {
        for part in QUIETLY {
            // A part that is lost here is fetched again by whoever needs it.
            if let Ok(piece) = parts::bring(part).await {
                ENGINE.with_borrow_mut(|engine| engine.add(piece));
            }
        }
    }
}

/// The number of a message, for telling how far it is.
fn number(message: &ToEngine) -> AskId {
    match message {
        ToEngine::Hello { .. } => 0,
        ToEngine::Receive { id, .. }
        | ToEngine::Missed { id, .. }
        | ToEngine::Remove { id, .. }
        | ToEngine::Ask { id, .. }
        | ToEngine::Choose { id, .. } => *id,
    }
}

/// The part that a message needs and that is not here.
fn needed(message: &ToEngine, bytes: &[u8]) -> Option<Part> {
    let parts = match message {
        ToEngine::Ask { ask, .. } => [Part::of(ask), Part::beneath(ask)],
        ToEngine::Receive { .. } => [Part::to_read(bytes), None],
        ToEngine::Hello { .. }
        | ToEngine::Missed { .. }
        | ToEngine::Remove { .. }
        | ToEngine::Choose { .. } => [None, None],
    };
    let mut parts = parts.into_iter().flatten();
    parts.find(|part| ENGINE.with_borrow(|engine| !engine.has(*part)))
}

/// Brings a part, trying twice.
async fn bring(part: Part) {
    let piece = match parts::bring(part).await {
        Ok(piece) => Ok(piece),
        Err(parts::Lost) => parts::bring(part).await,
    };
    match piece {
        Ok(piece) => ENGINE.with_borrow_mut(|engine| engine.add(piece)),
        Err(parts::Lost) => wasm_bindgen::throw_str("a part of the engine could not be fetched"),
    }
}

fn answer(
    port: &DedicatedWorkerGlobalScope,
    engine: &mut Engine,
    message: ToEngine,
    bytes: Vec<u8>,
) -> FromEngine {
    // The engine has no clock: signatures are judged at the moment its host names.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the engine's host, which looks at the clock for it"
    )]
    engine.tell_time((js_sys::Date::now() / 1000.0) as i64);
    match message {
        ToEngine::Hello { .. } => ready(),
        ToEngine::Receive { id, origin } => {
            let mut progress = |doing, done, of| tell(port, id, doing, done, of);
            FromEngine::Answer {
                id,
                answer: Answer::Received(engine.take_in(origin, bytes, &mut progress)),
            }
        }
        ToEngine::Missed {
            id,
            origin,
            problem,
        } => FromEngine::Answer {
            id,
            answer: Answer::Received(engine.missed(origin, problem)),
        },
        ToEngine::Remove { id, file } => FromEngine::Answer {
            id,
            answer: Answer::Received(engine.remove(&file)),
        },
        ToEngine::Ask { id, ask } => {
            // Files came one by one; what is signed in them is judged once.
            engine.ready(&mut |doing, done, of| tell(port, id, doing, done, of));
            FromEngine::Answer {
                id,
                answer: engine.answer(&ask, &mut |doing, done, of| tell(port, id, doing, done, of)),
            }
        }
        ToEngine::Choose { id, viewpoint } => FromEngine::Answer {
            id,
            answer: engine.choose(viewpoint, &mut |doing, done, of| {
                tell(port, id, doing, done, of)
            }),
        },
    }
}

fn tell(port: &DedicatedWorkerGlobalScope, id: AskId, doing: Doing, done: u32, of: u32) {
    // A progress message that is lost does no harm.
    let _ = post(
        port,
        &FromEngine::Progress {
            id,
            doing,
            done,
            of,
        },
    );
}

fn post(port: &DedicatedWorkerGlobalScope, message: &FromEngine) -> Result<(), JsValue> {
    port.post_message(&JsValue::from_str(&protocol::write(message)))
}
