//! The way down to a page. The last step is the page itself and is no link.

use crate::html::html;
use yew::{AttrValue, Html};

/// Steps with addresses, then the page's own name.
pub fn crumbs(steps: &[(AttrValue, AttrValue)], here: &str) -> Html {
    html! {
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol>
                for (href, name) in steps {
                    <li><a {href}>{name}</a></li>
                }
                <li><span aria-current="page">{here.to_owned()}</span></li>
            </ol>
        </nav>
    }
}
