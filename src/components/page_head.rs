//! The head of a page and of its sections. Exactly one `h1`, which takes the focus when the page opens.

use crate::html::html;
use yew::{AttrValue, Html};

/// A page's title with what stands above and below it.
pub fn page_head(above: Html, title: &str, lede: &str, below: Html) -> Html {
    html! {
        <header class="page-head">
            { above }
            <h1 tabindex="-1">{title.to_owned()}</h1>
            if !lede.is_empty() {
                <p class="lede">{lede.to_owned()}</p>
            }
            { below }
        </header>
    }
}

/// A section with its heading; `id` is unique on the page.
pub fn section(id: &'static str, title: impl Into<AttrValue>, body: Html) -> Html {
    view_section(id, title.into(), body)
}

fn view_section(id: &'static str, title: AttrValue, body: Html) -> Html {
    html! { <section class="part" aria-labelledby={id}><h2 {id}>{title}</h2>{ body }</section> }
}
