//! What is loaded, from where, with which problems; loading more. Never loads anything the reader did not name.

use yew::prelude::*;

use crate::app::use_page;

/// The page of files and addresses.
#[component]
pub fn SourcesPage() -> Html {
    use_page("Sources".into());
    html! { <header class="page-head"><h1 tabindex="-1">{"What is loaded, and from where"}</h1></header> }
}
