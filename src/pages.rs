//! One page per route. Never shows a page that does not work yet: its address leads to *not found*.
//!
//! A new page adds its module, its line in [`view`] and, if readers should find it in the frame, its line in [`NAV`].

pub mod about;
mod answered;
pub mod communities;
pub mod community;
pub mod compare;
pub mod network;
pub mod not_found;
pub mod rule;
pub mod rule_set;
mod rule_set_about;
pub mod search;
pub mod sources;
pub mod timeline;
mod tools;
pub mod topic;
pub mod topics;

use yew::prelude::*;

use crate::route::Route;

/// What the frame's navigation offers, in this order: the section's name and its address.
pub const NAV: &[(&str, &str)] = &[
    ("Network", "#/"),
    ("Communities", "#/communities"),
    ("Topics", "#/topics"),
    ("Compare", "#/compare"),
    ("Timeline", "#/timeline"),
    ("Sources", "#/sources"),
    ("About", "#/about"),
];

/// The page of a route.
pub fn view(route: &Route) -> Html {
    match route {
        Route::Network(place) => html! { <network::NetworkPage place={place.clone()} /> },
        Route::Communities(filter) => html! { <communities::CommunitiesPage filter={filter.clone()} /> },
        Route::Community(place) => html! { <community::CommunityPage place={place.clone()} /> },
        Route::RuleSet(place) => html! { <rule_set::RuleSetPage place={place.clone()} /> },
        Route::Rule(place) => html! { <rule::RulePage place={place.clone()} /> },
        Route::Search(place) => html! { <search::SearchPage place={place.clone()} /> },
        Route::Topics => html! { <topics::TopicsPage /> },
        Route::Topic(place) => html! { <topic::TopicPage place={place.clone()} /> },
        Route::Sources => html! { <sources::SourcesPage /> },
        Route::About => html! { <about::AboutPage /> },
        Route::Compare(place) => html! { <compare::ComparePage place={place.clone()} /> },
        Route::Timeline(filter) => html! { <timeline::TimelinePage filter={filter.clone()} /> },
        Route::NotFound(_) => html! { <not_found::NotFoundPage href={route.href()} /> },
    }
}

/// The section of [`NAV`] that a route belongs to, by its address.
pub fn section(route: &Route) -> &'static str {
    match route {
        Route::Network(_) => "#/",
        Route::Communities(_) | Route::Community(_) | Route::RuleSet(_) | Route::Rule(_) => {
            "#/communities"
        }
        Route::Topics | Route::Topic(_) => "#/topics",
        Route::Compare(_) => "#/compare",
        Route::Timeline(_) => "#/timeline",
        Route::Sources => "#/sources",
        Route::About => "#/about",
        Route::Search(_) | Route::NotFound(_) => "",
    }
}
