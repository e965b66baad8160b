//! One choice of a few, as links side by side: each is an address. Never holds the choice itself.

use crate::html::html;
use yew::{AttrValue, Html};

/// Links, the chosen one marked.
pub fn segment(label: &'static str, choices: &[(&'static str, AttrValue, bool)]) -> Html {
    html! {
        <nav class="seg no-print" aria-label={label}>
            for (name, href, chosen) in choices {
                <a class="btn" href={href} aria-current={chosen.then_some("true")}>{*name}</a>
            }
        </nav>
    }
}
