//! One page per route: what it asks, its title, its view. Never shows a page that does not work yet: its address leads
//! to *not found*.
//!
//! A new page adds its module, its route in [`parts::part`], its lines in the file of its part in `parts/` (what it asks,
//! how its tab is called, its view) and, if readers should find it in the frame, its line in [`NAV`]. Pages are plain
//! functions: the place and a [`Scene`] in, markup out. What they ask is read where they show it, by
//! [`Loaded::get`](crate::store::Loaded::get).

pub mod about;
mod answered;
pub mod backstop;
mod backstop_row;
pub mod chain;
pub mod claims;
pub mod clippings;
mod command;
pub mod communities;
pub mod community;
pub mod compare;
pub mod drift;
pub mod evidence;
pub mod mechanisms;
pub mod network;
pub mod not_found;
pub mod palette;
pub mod parts;
pub mod rule;
pub mod rule_set;
mod rule_set_about;
mod scene;
pub mod search;
pub mod sources;
mod taking;
pub mod timeline;
mod tools;
pub mod topic;
pub mod topics;
pub mod verdict;
pub mod viewpoint;

use yew::prelude::*;

use crate::route::Route;
use crate::store::{Arrival, Pages, Store};

pub use scene::{BESIDE, EVIDENCE, NEAR, OVERVIEW, PAGE, PLACES, RULES, SEATS, Scene, Seats, WISH};
pub use tools::absolute;

/// What the frame's navigation offers, in this order: the section's name and its address.
pub const NAV: &[(&str, &str)] = &[
    ("Network", "#/"),
    ("Communities", "#/communities"),
    ("Topics", "#/topics"),
    ("Compare", "#/compare"),
    ("Evidence", "#/evidence"),
    ("Timeline", "#/timeline"),
    ("Sources", "#/sources"),
    ("About", "#/about"),
];

/// What a page wants in view once its answer is drawn.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// The element with this id, which takes the focus if it can.
    Element(String),
    /// As much scrolling as shows the first element that fits this selector.
    Glimpse(&'static str),
}

/// What the first wasm draws by itself.
const FIRST: Pages = Pages::new(
    |_| None,
    |_, _| "No such page".to_owned(),
    |scene| not_found::view(scene.route.href()),
);

/// The pages that a route belongs to; none as long as their part is not here.
pub fn pages(route: &Route, store: &Store) -> Option<Pages> {
    match parts::part(route).map(|part| store.parts.get(part)) {
        None => Some(FIRST),
        Some(Arrival::Here(pages)) => Some(pages),
        Some(_) => None,
    }
}

/// The page of a route.
pub fn view(scene: &Scene<'_>) -> Html {
    match parts::part(scene.route) {
        Some(part) => parts::view(part, scene),
        None => (FIRST.view)(scene),
    }
}

/// The section of [`NAV`] that a route belongs to, by its address.
pub fn section(route: &Route) -> &'static str {
    match route {
        Route::Network(_) => "#/",
        Route::Communities(_) | Route::Community(_) | Route::RuleSet(_) | Route::Rule(_) => {
            "#/communities"
        }
        Route::Evidence(_)
        | Route::Verdict(_)
        | Route::Claims(_)
        | Route::Chain(_)
        | Route::Viewpoint(_) => "#/evidence",
        Route::Topics | Route::Topic(_) => "#/topics",
        Route::Compare(_) | Route::Backstop(_) | Route::Mechanisms(_) | Route::Drift(_) => {
            "#/compare"
        }
        Route::Timeline(_) => "#/timeline",
        Route::Sources => "#/sources",
        Route::About => "#/about",
        Route::Search(_) | Route::Clippings | Route::NotFound(_) => "",
    }
}
