//! Pages to read: communities, rule sets, rules; topics, search, timeline, sources, clippings, about.

use protocol::{Ask, CommunityView, Question, RuleSetView, RuleView};
use yew::Html;

use super::named;
use crate::pages::{
    Scene, Target, about, clippings, communities, community, not_found, rule, rule_set, search,
    sources, timeline, topic, topics,
};
use crate::route::Route;
use crate::store::{Loaded, Pages};

/// The pages to read.
pub const PAGES: Pages = Pages {
    beside: |route, store, _| match route {
        Route::Clippings => [clippings::ask(store).map(Question::from), None],
        _ => [None, None],
    },
    target,
    ..Pages::new(ask, title, view)
};

fn ask(route: &Route) -> Option<Question> {
    let ask = match route {
        Route::Communities(filter) => Ask::Communities(filter.clone()),
        Route::Community(place) => Ask::Community(place.id.clone()),
        Route::RuleSet(place) => rule_set::ask(place),
        Route::Rule(place) => Ask::Rule(place.id()),
        Route::Topics => Ask::Topics,
        Route::Topic(place) => topic::ask(place),
        Route::Search(place) => search::ask(place),
        Route::Timeline(filter) => Ask::Timeline(filter.clone()),
        Route::Sources => Ask::Sources,
        _ => return None,
    };
    Some(ask.into())
}

fn title(route: &Route, page: &Loaded) -> String {
    let title = match route {
        Route::Communities(_) => "Communities",
        Route::Community(_) => return named(page, |view: &CommunityView| view.name.clone()),
        Route::RuleSet(_) => return named(page, |view: &RuleSetView| view.head.title.clone()),
        Route::Rule(_) => return named(page, |view: &RuleView| view.card.title.clone()),
        Route::Topics => "Topics",
        Route::Topic(place) => place.topic.label(),
        Route::Search(place) if place.query.is_empty() => "Search",
        Route::Search(place) => return ["Search: ", &place.query].concat(),
        Route::Timeline(_) => "Rules in time",
        Route::Sources => "Sources",
        Route::Clippings => clippings::TITLE,
        Route::About => "About",
        _ => "",
    };
    title.to_owned()
}

fn target(route: &Route, page: &Loaded) -> Option<Target> {
    match (route, page) {
        (Route::RuleSet(place), Loaded::Ready(_)) => rule_set::target(place).map(Target::Element),
        // On narrow screens the picture is wider than its region: it opens where the present is.
        (Route::Timeline(_), Loaded::Ready(_) | Loaded::Renewing(_)) => {
            Some(Target::Glimpse(timeline::TODAY))
        }
        _ => None,
    }
}

fn view(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Communities(filter) => communities::view(filter, scene),
        Route::Community(_) => community::view(scene),
        Route::RuleSet(place) => rule_set::view(place, scene),
        Route::Rule(_) => rule::view(scene),
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
