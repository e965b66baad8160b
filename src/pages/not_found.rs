//! An address that leads nowhere, with ways on. Never guesses what was meant.

use crate::html::html;
use yew::prelude::*;

/// Says that there is no such page.
pub fn view(href: String) -> Html {
    html! {
        <div class="stack">
            <header class="page-head">
                <h1 tabindex="-1">{"No such page"}</h1>
                <p class="lede">{"Nothing here has the address "}<code>{href}</code>{"."}</p>
            </header>
            <p>{"Start at "}<a href="#/">{"the network"}</a>{", or search with Ctrl K."}</p>
        </div>
    }
}
