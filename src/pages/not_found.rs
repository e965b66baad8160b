//! An address that leads nowhere, with ways on. Never guesses what was meant.

use yew::prelude::*;

use crate::app::use_page;

/// Properties of [`NotFoundPage`].
#[derive(PartialEq, Properties)]
pub struct NotFoundPageProps {
    /// The address that was asked for.
    pub href: AttrValue,
}

/// Says that there is no such page.
#[component]
pub fn NotFoundPage(props: &NotFoundPageProps) -> Html {
    use_page("No such page".into());
    html! {
        <div class="stack">
            <header class="page-head">
                <h1 tabindex="-1">{"No such page"}</h1>
                <p class="lede">{"Nothing here has the address "}<code>{&props.href}</code>{"."}</p>
            </header>
            <p>{"Start at "}<a href="#/">{"the network"}</a>{", or search with Ctrl K."}</p>
        </div>
    }
}
