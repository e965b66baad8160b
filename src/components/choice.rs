//! One of many, chosen from a list that the browser draws and confirmed with a button. Never keeps the choice, never
//! acts before the button: arrow keys may pass over entries.

use js_sys::Reflect;
use yew::{AttrValue, Callback, Html, SubmitEvent};

use crate::html::html;

/// A labelled list of `(value, name)`; `chosen` is told the value when the button `act` is pressed.
pub fn choice(
    id: &'static str,
    label: &'static str,
    act: &'static str,
    now: &str,
    options: impl Iterator<Item = (String, String)>,
    chosen: &Callback<String>,
) -> Html {
    let chosen = chosen.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let value = event
            .target()
            .and_then(|form| Reflect::get(&form, &id.into()).ok())
            .and_then(|list| Reflect::get(&list, &"value".into()).ok())
            .and_then(|value| value.as_string());
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            chosen.emit(value);
        }
    });
    let entries: Vec<Html> = options
        .map(|(value, name)| {
            let selected = value == now;
            html! { <option key={value.clone()} value={AttrValue::from(value.clone())} {selected}>{name}</option> }
        })
        .collect();
    html! {
        <form class="choice no-print" {onsubmit}>
            <label for={id}>{label}</label>
            <span class="row">
                <select {id} name={id}>{ for entries }</select>
                <button class="btn" type="submit">{act}</button>
            </span>
        </form>
    }
}
