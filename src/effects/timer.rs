//! Doing something a while later. Never repeats.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

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
