//! A list of ways to take something away, folded behind a button. Never takes anything away itself.

use yew::{Callback, Html, KeyboardEvent, MouseEvent};

use super::icon::icon;
use crate::html::html;

/// One way.
pub struct Way {
    /// Its name: "CSV".
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// Wants it.
    pub take: Callback<MouseEvent>,
}

/// The list; `onkeydown` hears the keys that are pressed in it.
pub fn take_away(id: &'static str, ways: Vec<Way>, onkeydown: Callback<KeyboardEvent>) -> Html {
    html! {
        <details class="take" {id} {onkeydown}>
            <summary class="btn">{ icon("#i-download") }{"Take away"}</summary>
            <ul class="take__list">
                for way in ways {
                    <li key={way.name}>
                        <button class="take__way" type="button" onclick={way.take}><b>{way.name}</b><span>{way.about}</span></button>
                    </li>
                }
            </ul>
        </details>
    }
}
