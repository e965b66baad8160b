//! A line to type in. Never waits for the typing to end; who listens decides what to do with half a word.

use crate::html::html;
use yew::{AttrValue, Callback, Event, Html, InputEvent};

/// A search field with a label for the ear; `typed` is told the whole text after every stroke.
pub fn search_field(
    id: &'static str,
    label: &'static str,
    text: &str,
    typed: &Callback<String>,
) -> Html {
    let oninput = typed.reform(|event: InputEvent| value_of(&event));
    html! {
        <div class="field">
            <label class="vh" for={id}>{label}</label>
            <input {id} type="search" placeholder={label} autocomplete="off" value={AttrValue::from(text.to_owned())} {oninput} />
        </div>
    }
}

/// What stands in the field an event came from.
pub fn value_of(event: &Event) -> String {
    event
        .target()
        .and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok())
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}
