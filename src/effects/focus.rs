//! The document's title, the focus and the scroll position. Never moves the focus without the reader's move.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::listener::Listener;
use crate::store::Theme;

/// The document this page lives in.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(&[title, " · Rulescape"].concat());
    }
}

/// Puts the focus on the page's heading without scrolling to it.
pub fn focus_heading() {
    focus_quietly("main h1");
}

/// Puts the focus on the first element that fits the selector, scrolling to it as the browser likes.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        // An element that cannot take the focus leaves it where it was.
        let _ = element.focus();
    }
}

/// Brings the element with this id into view and puts the focus on it, if it can take it.
pub fn show(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
        if let Ok(element) = element.dyn_into::<HtmlElement>() {
            let _ = element.focus();
        }
    }
}

/// Scrolls just as far as it takes to see the first element that fits the selector.
pub fn keep_in_view(selector: &str) {
    if let Some(element) = find(selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn focus_quietly(selector: &str) {
    let Some(element) = find(selector) else {
        return;
    };
    let options = js_sys::Object::new();
    // `preventScroll` through the plain object: two features of web-sys less.
    let set = js_sys::Reflect::set(
        &options,
        &JsValue::from_str("preventScroll"),
        &JsValue::TRUE,
    );
    let focus = js_sys::Reflect::get(&element, &JsValue::from_str("focus"));
    if let (Ok(true), Ok(focus)) = (set, focus) {
        let _ = focus
            .unchecked_into::<js_sys::Function>()
            .call1(&element, &options);
    }
}

fn find(selector: &str) -> Option<HtmlElement> {
    document()?
        .query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// Closes the small screens' menu after a choice.
pub fn close_menu() {
    if let Some(menu) = find(".frame__menu[open]") {
        // Removing an attribute that is there cannot fail.
        let _ = menu.remove_attribute("open");
    }
}

/// Closes the open list of ways to take something away; the focus goes to the button that opens it.
pub fn close_list() {
    if let Some(list) = find(".take[open]") {
        // As above: the attribute is there.
        let _ = list.remove_attribute("open");
        focus(".take > summary");
    }
}

/// Light if the page is dark now, and the other way round.
pub fn other_theme(theme: Theme) -> Theme {
    let dark = match theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => web_sys::window()
            .and_then(|window| {
                window
                    .match_media("(prefers-color-scheme: dark)")
                    .ok()
                    .flatten()
            })
            .is_some_and(|query| query.matches()),
    };
    if dark { Theme::Light } else { Theme::Dark }
}

thread_local! {
    static HELD: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Remembers where the focus was before a window opened over the page.
pub fn note() {
    let element = document().and_then(|document| document.active_element());
    HELD.set(element.and_then(|element| element.dyn_into().ok()));
}

/// Puts the focus back there, unless the reader has moved it on to something outside that window.
pub fn give_back(window: &str) {
    let moved_on = document()
        .and_then(|document| document.active_element())
        .is_some_and(|element| {
            element.tag_name() != "BODY"
                && !element.closest(window).is_ok_and(|around| around.is_some())
        });
    if let (Some(element), false) = (HELD.take(), moved_on) {
        // An element that has gone meanwhile cannot take it; the page's heading will.
        let _ = element.focus();
    }
}

/// Listens for Ctrl K or ⌘ K.
pub fn on_search_key(pressed: Box<dyn Fn()>) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(
        &window,
        "keydown",
        Box::new(move |event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>()
                && (key.ctrl_key() || key.meta_key())
                && !key.shift_key()
                && key.key().eq_ignore_ascii_case("k")
            {
                event.prevent_default();
                pressed();
            }
        }),
    ))
}
