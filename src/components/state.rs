//! What stands where an answer would: loading, failed, empty, not found. Never blames the reader.

use crate::html::html;
use protocol::Link;
use yew::Html;

use super::address;

/// The answer is on its way.
pub fn loading() -> Html {
    html! {
        <div class="state state--loading" role="status">
            <span class="vh">{"Loading"}</span>
            <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
        </div>
    }
}

/// The answer could not be given: what happened and what to do.
pub fn failed(what: &str) -> Html {
    html! {
        <div class="state state--failed" role="alert">
            <h2>{"This could not be shown"}</h2>
            <p>{what.to_owned()}</p>
        </div>
    }
}

/// The answer is that there is nothing.
pub fn empty(title: &'static str, hint: Html) -> Html {
    html! { <div class="state state--empty"><p><strong>{title}</strong></p><div>{ hint }</div></div> }
}

/// The filters leave nothing.
pub fn nothing_fits() -> Html {
    let hint = html! { <p>{"Take one of them away to see more."}</p> };
    empty("Nothing fits these filters", hint)
}

/// There is nothing by that name; with what comes close.
pub fn not_found(what: &str, near: &[Link]) -> Html {
    html! {
        <div class="page-head">
            <h1 tabindex="-1">{"Not in this atlas"}</h1>
            <p class="lede">{"Nothing is loaded under the name "}<code>{what.to_owned()}</code>{"."}</p>
            if !near.is_empty() {
                <p>{"Close to it:"}</p>
                <ul class="chips">
                    for link in near {
                        <li><a class="chip" href={address::of(link)}>{&link.name}</a></li>
                    }
                </ul>
            }
            <p class="small">{"If the link came from someone else, they may have had another file loaded. "}
                <a href="#/sources">{"See what is loaded here"}</a>{"."}</p>
        </div>
    }
}
