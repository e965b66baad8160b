//! Where the page is cut: pages that come in parts of their own, and what stands there until they do. Never draws a
//! page.
//!
//! A part is a file in this folder. Its `PAGES` is the only place that names the views of its pages, their questions and
//! titles: everything that nothing else needs, the reading of their answers too, then leaves the first wasm by itself. In
//! builds without the feature `split` nothing is cut, and every part is here at once.

mod comparing;
mod evidence;
mod finding;
mod network;
mod reading;

use protocol::{Kind, NotFound};
use yew::Html;

use super::Scene;
use crate::components::state;
use crate::html::html;
use crate::route::Route;
use crate::store::{Action, Arrival, Loaded, Pages, Part};

/// The part that a route belongs to; none if the first wasm draws it.
pub fn part(route: &Route) -> Option<Part> {
    match route {
        Route::Network(_) => Some(Part::Network),
        Route::Communities(_)
        | Route::Community(_)
        | Route::RuleSet(_)
        | Route::Rule(_)
        | Route::Topics
        | Route::Topic(_)
        | Route::Search(_)
        | Route::Timeline(_)
        | Route::Sources
        | Route::Clippings
        | Route::About => Some(Part::Reading),
        Route::Compare(_) | Route::Backstop(_) | Route::Mechanisms(_) | Route::Drift(_) => {
            Some(Part::Comparing)
        }
        Route::Evidence(_)
        | Route::Verdict(_)
        | Route::Claims(_)
        | Route::Viewpoint(_)
        | Route::Chain(_) => Some(Part::Evidence),
        Route::NotFound(_) => None,
    }
}

/// The title that an answer of one kind gives its page; empty until it is there.
fn named<T: Kind>(page: &Loaded, title: impl FnOnce(&T) -> String) -> String {
    match page.get() {
        Some(view) => title(view),
        None if page.answer().is_some_and(|answer| answer.is::<NotFound>()) => {
            "Not in this atlas".to_owned()
        }
        None => String::new(),
    }
}

/// A part could not be brought.
#[derive(Debug)]
pub struct Lost;

/// The way to the pages of a part. The wasm that it is in is called by the name behind `in`. Parts share a wasm where
/// readers go from one to the other: everything that only some of them need would else be one more file.
macro_rules! cut {
    ($($name:ident in $wasm:ident => $pages:path),+ $(,)?) => {$(
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($wasm, fallible)]
        fn $name() -> Result<Pages, Lost> {
            Ok($pages)
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<Pages, Lost> {
            Ok($pages)
        }
    )+};
}

cut! {
    bring_network in network => network::PAGES,
    bring_reading in reading => reading::PAGES,
    bring_finding in reading => finding::PAGES,
    bring_comparing in comparing => comparing::PAGES,
    bring_evidence in evidence => evidence::PAGES,
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Lost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Brings a part; asking for one that is here costs nothing.
pub async fn bring(part: Part) -> Result<Pages, Lost> {
    match part {
        Part::Network => bring_network().await,
        Part::Reading => bring_reading().await,
        Part::Finding => bring_finding().await,
        Part::Comparing => bring_comparing().await,
        Part::Evidence => bring_evidence().await,
    }
}

/// A page of a part, or what stands there until the part has come.
pub fn view(part: Part, scene: &Scene<'_>) -> Html {
    match scene.store.parts.get(part) {
        Arrival::Here(pages) => (pages.view)(scene),
        Arrival::Away | Arrival::Coming if part == Part::Network => super::network::view_waiting(),
        Arrival::Away | Arrival::Coming if part == Part::Finding => html! {
            <div class="veil no-print">
                <div class="palette" aria-busy="true">{ state::loading() }</div>
            </div>
        },
        Arrival::Away | Arrival::Coming => html! {
            <div class="page-head" aria-busy="true">
                <h1 class="vh">{"Loading"}</h1>
                { state::loading() }
            </div>
        },
        Arrival::Lost => {
            let reach = scene.reach.clone();
            let again = yew::Callback::from(move |_: yew::MouseEvent| {
                reach.dispatch(Action::Part(part, Arrival::Away));
            });
            html! {
                <div class="page-head">
                    <h1 tabindex="-1">{"This page did not arrive"}</h1>
                    { state::failed("A part of Rulescape that this page needs could not be fetched. Everything that was \
                                     here before still works.") }
                    <p><button class="btn" type="button" onclick={again}>{"Fetch it again"}</button></p>
                </div>
            }
        }
    }
}
