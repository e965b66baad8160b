//! Method, limits, licences. Never promises more than the page does.

use yew::prelude::*;

use crate::app::use_page;

/// The page about the page.
#[component]
pub fn AboutPage() -> Html {
    use_page("About".into());
    html! { <header class="page-head"><h1 tabindex="-1">{"About Rulescape"}</h1></header> }
}
