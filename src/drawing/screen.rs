//! How much room the window gives. Never changes it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MediaQueryList;
use yew::{hook, use_effect_with, use_state};

/// Below this the picture shows one node and its neighbours.
const NARROW: &str = "(max-width: 47.99rem)";

/// True on screens too narrow for the whole picture; follows the window.
#[hook]
pub fn use_narrow() -> bool {
    let narrow = use_state(|| media().is_some_and(|media| media.matches()));
    let setter = narrow.setter();
    use_effect_with((), move |()| {
        let listener = media().map(|media| {
            let watched = media.clone();
            let told = Closure::<dyn FnMut()>::new(move || setter.set(watched.matches()));
            // Should the browser refuse, the page keeps the width it started with.
            let _ = media.add_event_listener_with_callback("change", told.as_ref().unchecked_ref());
            (media, told)
        });
        move || {
            if let Some((media, told)) = &listener {
                let _ = media.remove_event_listener_with_callback("change", told.as_ref().unchecked_ref());
            }
        }
    });
    *narrow
}

fn media() -> Option<MediaQueryList> {
    web_sys::window()?.match_media(NARROW).ok().flatten()
}
