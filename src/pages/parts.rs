//! Where the page is cut: pages that come in parts of their own, and what stands there until they do. Never draws a
//! page.
//!
//! A page belongs to a part when its arm in the part's function below is the only place that names its view: everything
//! that nothing else needs then leaves the first wasm by itself. What a page asks and how its tab is called is needed
//! before its part is here and stays in the first wasm: keep it short. In builds without the feature `split` nothing is cut,
//! and every part is here at once.

use yew::Html;

use super::{
    Scene, about, backstop, chain, claims, clippings, communities, community, compare, drift,
    evidence, mechanisms, not_found, rule, rule_set, search, sources, timeline, topic, topics,
    verdict, viewpoint,
};
use crate::components::state;
use crate::html::html;
use crate::route::Route;
use crate::store::{Action, Arrival, Part, View};

/// The part that draws a route; none if the first wasm does.
pub fn part(route: &Route) -> Option<Part> {
    match route {
        Route::Communities(_) | Route::Community(_) | Route::RuleSet(_) | Route::Rule(_) => {
            Some(Part::Rules)
        }
        Route::Topics
        | Route::Topic(_)
        | Route::Search(_)
        | Route::Timeline(_)
        | Route::Sources
        | Route::Clippings
        | Route::About => Some(Part::Reading),
        Route::Compare(_) | Route::Backstop(_) | Route::Mechanisms(_) | Route::Drift(_) => {
            Some(Part::Comparing)
        }
        Route::Network(_) | Route::NotFound(_) => None,
        Route::Evidence(_)
        | Route::Verdict(_)
        | Route::Claims(_)
        | Route::Viewpoint(_)
        | Route::Chain(_) => Some(Part::Evidence),
    }
}

fn view_rules(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Communities(filter) => communities::view(filter, scene),
        Route::Community(_) => community::view(scene),
        Route::RuleSet(place) => rule_set::view(place, scene),
        Route::Rule(_) => rule::view(scene),
        _ => not_found::view(scene.route.href()),
    }
}

fn view_reading(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Topics => topics::view(scene),
        Route::Topic(place) => topic::view(place, scene),
        Route::Search(place) => search::view(place, scene),
        Route::Timeline(filter) => timeline::view(filter, scene),
        Route::Sources => sources::view(scene),
        Route::Clippings => clippings::view(scene),
        Route::About => about::view(scene),
        _ => not_found::view(scene.route.href()),
    }
}

fn view_comparing(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Compare(place) => compare::view(place, scene),
        Route::Backstop(place) => backstop::view(place, scene),
        Route::Mechanisms(place) => mechanisms::view(place, scene),
        Route::Drift(ask) => drift::view(ask, scene),
        _ => not_found::view(scene.route.href()),
    }
}

fn view_lenses(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Backstop(place) => backstop::view(place, scene),
        Route::Mechanisms(place) => mechanisms::view(place, scene),
        Route::Drift(ask) => drift::view(ask, scene),
        _ => not_found::view(scene.route.href()),
    }
}

fn view_signed(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Evidence(place) => evidence::view(place, scene),
        Route::Verdict(_) => verdict::view(scene),
        Route::Claims(place) => claims::view(place, scene),
        Route::Chain(_) => chain::view(scene),
        Route::Viewpoint(place) => viewpoint::view(place, scene),
        _ => not_found::view(scene.route.href()),
    }
}

/// A part could not be brought.
#[derive(Debug)]
pub struct Lost;

/// The way to what draws a part. The wasm that it is in is called by the name behind `in`. Parts share a wasm where
/// readers go from one to the other: everything that only some of them need would else be one more file.
macro_rules! cut {
    ($($name:ident in $wasm:ident => $view:path),+ $(,)?) => {$(
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($wasm, fallible)]
        fn $name() -> Result<View, Lost> {
            Ok($view)
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<View, Lost> {
            Ok($view)
        }
    )+};
}

cut! {
    rules in reading => view_rules,
    reading in reading => view_reading,
    comparing in comparing => view_comparing,
    lenses in comparing => view_lenses,
    signed in evidence => view_signed,
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Lost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Brings a part; asking for one that is here costs nothing.
pub async fn bring(part: Part) -> Result<View, Lost> {
    match part {
        Part::Rules => rules().await,
        Part::Reading => reading().await,
        Part::Comparing => comparing().await,
        Part::Lenses => lenses().await,
        Part::Evidence => signed().await,
    }
}

/// A page of a part, or what stands there until the part has come.
pub fn view(part: Part, scene: &Scene<'_>) -> Html {
    match scene.store.parts.get(part) {
        Arrival::Here(view) => view(scene),
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
