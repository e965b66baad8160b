//! Doing something a while later, or in a moment. Never repeats.

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Runs `then` once after this many milliseconds.
pub fn after(milliseconds: i32, then: Box<dyn FnOnce()>) {
    if let Some(window) = web_sys::window() {
        let then = Closure::once_into_js(then);
        // Without a timer nothing happens later, which is what a page that is being closed wants.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            then.unchecked_ref(),
            milliseconds,
        );
    }
}

/// Lets the browser do what waits for its turn: drawing, keys, clicks.
pub async fn breathe() {
    let moment = Promise::new(&mut |resolve, _| {
        let window = web_sys::window();
        let timed = window.is_some_and(|window| window.set_timeout_with_callback(&resolve).is_ok());
        if !timed {
            // Where there is no timer nobody is kept waiting.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // Such a promise is never rejected.
    let _ = JsFuture::from(moment).await;
}
