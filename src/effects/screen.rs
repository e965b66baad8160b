//! How much room the window gives. Never changes it.

use web_sys::MediaQueryList;

use super::listener::Listener;

/// Below this the picture shows one node and its neighbours.
const NARROW: &str = "(max-width: 47.99rem)";

/// Tells whether the window is too narrow for the whole picture, now and whenever that changes.
pub fn follow(told: Box<dyn Fn(bool)>) -> Option<Listener> {
    let media: MediaQueryList = web_sys::window()?.match_media(NARROW).ok().flatten()?;
    told(media.matches());
    let watched = media.clone();
    Some(Listener::new(
        &media,
        "change",
        Box::new(move |_| told(watched.matches())),
    ))
}
