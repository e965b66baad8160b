//! The engine behind a message port. Converts messages, decides nothing.
//!
//! A message is a text (`protocol::write`), or an array of a text and an `ArrayBuffer` for [`ToEngine::Receive`].
//! Answers are texts. `Ready` is posted at start and again for every `Hello`, so a message lost while the worker was still
//! loading costs nothing. A panic is thrown to the page after it was reported: the worker is then unusable, the page
//! sees the error event, starts a new one and hands the files over again.

use std::cell::RefCell;

use engine::Engine;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::{AskId, FromEngine, ToEngine};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::new(Engine::new());
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
    let answer = ENGINE.with_borrow_mut(|engine| answer(port, engine, message, buffer));
    post(port, &answer)
}

fn answer(
    port: &DedicatedWorkerGlobalScope,
    engine: &mut Engine,
    message: ToEngine,
    buffer: Option<ArrayBuffer>,
) -> FromEngine {
    use protocol::Answer;
    // The engine has no clock: signatures are judged at the moment its host names.
    engine.tell_time((js_sys::Date::now() / 1000.0) as i64);
    match message {
        ToEngine::Hello { .. } => ready(),
        ToEngine::Receive { id, origin } => {
            let bytes = buffer
                .map(|buffer| Uint8Array::new(&buffer).to_vec())
                .unwrap_or_default();
            let mut progress = |doing: &str, done: u32, of: u32| tell(port, id, doing, done, of);
            FromEngine::Answer {
                id,
                answer: Answer::Received(engine.receive(origin, bytes, &mut progress)),
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
        ToEngine::Ask { id, ask } => FromEngine::Answer {
            id,
            answer: engine.ask(&ask),
        },
        ToEngine::Choose { id, viewpoint } => FromEngine::Answer {
            id,
            answer: engine.choose(viewpoint, &mut |doing, done, of| {
                tell(port, id, doing, done, of)
            }),
        },
    }
}

fn tell(port: &DedicatedWorkerGlobalScope, id: AskId, doing: &str, done: u32, of: u32) {
    let doing = doing.to_owned();
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
