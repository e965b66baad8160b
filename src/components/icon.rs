//! Symbols of the sprite in `index.html`. Never stands alone: a word or a label is always beside it.

use crate::html::html;
use yew::Html;

/// A symbol in the size of the text around it; `name` is its fragment, `#i-must`.
pub fn icon(name: &'static str) -> Html {
    html! { <svg class="icon" aria-hidden="true"><use href={name} /></svg> }
}
