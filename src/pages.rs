//! One page per route: what it asks, its title, its view. Never shows a page that does not work yet: its address leads
//! to *not found*.
//!
//! A new page adds its module, its lines in [`ask`] and [`title`], its part in [`parts`], which names its view and, if
//! readers should find it in the frame, its line in [`NAV`]. Pages are plain functions: the place and a [`Scene`] in, markup out.

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

use protocol::{Answer, Ask};
use yew::prelude::*;

use crate::route::Route;
use crate::store::{Loaded, Store};

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

/// The question of a page.
pub fn ask(route: &Route) -> Option<Ask> {
    Some(match route {
        Route::Network(place) => network::ask(place),
        Route::Communities(filter) => Ask::Communities(filter.clone()),
        Route::Community(place) => Ask::Community(place.id.clone()),
        Route::RuleSet(place) => rule_set::ask(place),
        Route::Rule(place) => Ask::Rule(place.id()),
        Route::Search(place) => search::ask(place),
        Route::Topics => Ask::Topics,
        Route::Topic(place) => topic::ask(place),
        Route::Sources => Ask::Sources,
        Route::Compare(place) => compare::ask(place),
        Route::Backstop(ask) => backstop::ask(ask),
        Route::Mechanisms(ask) => Ask::Mechanisms(ask.clone()),
        Route::Drift(ask) => drift::ask(ask),
        Route::Timeline(filter) => Ask::Timeline(filter.clone()),
        Route::Evidence(place) => evidence::ask(place),
        Route::Verdict(id) => Ask::Verdict(id.clone()),
        Route::Claims(place) => claims::ask(place),
        Route::Chain(id) => Ask::Chain(id.clone()),
        Route::Viewpoint(_) => Ask::Viewpoint,
        Route::About | Route::Clippings | Route::NotFound(_) => return None,
    })
}

/// What a page asks besides: what stands beside the picture and in its middle, what can be added to a comparison.
pub fn beside(route: &Route, store: &Store, page: &Loaded) -> [Option<Ask>; 2] {
    match route {
        Route::Network(place) => network::beside(place, store.narrow, page),
        Route::Viewpoint(place) => viewpoint::beside(place, store),
        Route::Clippings => [clippings::ask(store), None],
        Route::Compare(place) => [Some(Ask::Choices), compare::changes::ask(place)],
        _ => [None, None],
    }
}

/// The title of the tab; empty as long as there is no heading to put the focus on.
pub fn title(route: &Route, page: &Loaded) -> String {
    let answered = match page.answer() {
        Some(Answer::Community(view)) => view.name.as_str(),
        Some(Answer::RuleSet(view)) => &view.head.title,
        Some(Answer::Rule(view)) => &view.card.title,
        Some(Answer::NotFound { .. }) => "Not in this atlas",
        _ => "",
    };
    let title = match (route, page.answer()) {
        (Route::Network(_), _) => "Network",
        (Route::Communities(_), _) => "Communities",
        (Route::Topics, _) => "Topics",
        (Route::Topic(place), _) => place.topic.label(),
        (Route::Timeline(_), _) => "Rules in time",
        (Route::Sources, _) => "Sources",
        (Route::About, _) => "About",
        (Route::Clippings, _) => clippings::TITLE,
        (Route::NotFound(_), _) => "No such page",
        (Route::Evidence(_), _) => "Evidence",
        (Route::Claims(_), _) => "Who claims to keep which rule",
        (Route::Viewpoint(_), _) => "Whom do you trust?",
        (Route::Verdict(_), Some(Answer::Verdict(view))) => return verdict::title(view),
        (Route::Chain(_), Some(Answer::Chain(view))) => return chain::title(view),
        (Route::Verdict(_) | Route::Chain(_), _) => answered,
        (Route::Search(place), _) if place.query.is_empty() => "Search",
        (Route::Search(place), _) => return ["Search: ", &place.query].concat(),
        (Route::Compare(place), Some(Answer::Comparison(view))) => {
            return compare::title(view, place);
        }
        (Route::Backstop(_), Some(Answer::Backstop(view))) => return backstop::title(view),
        (Route::Mechanisms(_), Some(Answer::Mechanisms(_))) => mechanisms::TITLE,
        (Route::Drift(_), Some(Answer::Drift(view))) => return drift::title(view),
        (Route::Drift(_), Some(Answer::Profiles(_))) => drift::TITLE,
        (Route::Backstop(_) | Route::Mechanisms(_) | Route::Drift(_), _) => answered,
        (Route::Compare(_), _) => answered,
        (Route::Community(_) | Route::RuleSet(_) | Route::Rule(_), _) => answered,
    };
    title.to_owned()
}

/// What comes into view once the page is drawn.
pub fn target(route: &Route, page: &Loaded) -> Option<Target> {
    match (route, page) {
        (Route::RuleSet(place), Loaded::Ready(_)) => rule_set::target(place).map(Target::Element),
        (Route::Compare(place), Loaded::Ready(_)) => compare::target(place).map(Target::Element),
        // On narrow screens the picture is wider than its region: it opens where the present is.
        (Route::Timeline(_), Loaded::Ready(_) | Loaded::Renewing(_)) => {
            Some(Target::Glimpse(timeline::TODAY))
        }
        _ => None,
    }
}

/// The page of a route.
pub fn view(scene: &Scene<'_>) -> Html {
    match (parts::part(scene.route), scene.route) {
        (Some(part), _) => parts::view(part, scene),
        (None, Route::Network(place)) => network::view(place, scene),
        (None, route) => not_found::view(route.href()),
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
