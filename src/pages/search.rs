//! Results over everything, with what kind of thing they are. Never searches by itself.

use protocol::{Answer, Ask, SearchAsk};
use yew::prelude::*;

use crate::app::{use_ask, use_page};
use crate::components::state;
use crate::route::SearchPlace;

/// Properties of [`SearchPage`].
#[derive(PartialEq, Properties)]
pub struct SearchPageProps {
    /// What to search for.
    pub place: SearchPlace,
}

/// The page of search results.
#[component]
pub fn SearchPage(props: &SearchPageProps) -> Html {
    use_page("Search".into());
    let SearchPlace {
        query,
        kinds,
        offset,
    } = props.place.clone();
    let loaded = use_ask(Ask::Search(SearchAsk {
        query,
        kinds,
        offset,
        limit: 0,
    }));
    html! {
        <div class="stack">
            <header class="page-head"><h1 tabindex="-1">{"Search"}</h1></header>
            { match loaded.answer() {
                Some(Answer::Search(found)) => html! { <p>{found.total}{" results"}</p> },
                _ => state::loading(),
            } }
        </div>
    }
}
