//! Pages that put rules beside each other: comparison, backstop, mechanisms, profiles.

use protocol::{Ask, BackstopView, Comparison, DriftView, MechanismsView, Question};
use yew::Html;

use super::named;
use crate::pages::{Scene, Target, backstop, compare, drift, mechanisms, not_found};
use crate::route::Route;
use crate::store::{Loaded, Pages};

/// The pages that compare.
pub const PAGES: Pages = Pages {
    beside: |route, _, _| match route {
        Route::Compare(place) => {
            [Some(Ask::Choices), compare::changes::ask(place)].map(|ask| ask.map(Question::from))
        }
        _ => [None, None],
    },
    target: |route, page| match (route, page) {
        (Route::Compare(place), Loaded::Ready(_)) => compare::target(place).map(Target::Element),
        _ => None,
    },
    ..Pages::new(ask, title, view)
};

fn ask(route: &Route) -> Option<Question> {
    let ask = match route {
        Route::Compare(place) => compare::ask(place),
        Route::Backstop(ask) => backstop::ask(ask),
        Route::Mechanisms(ask) => Ask::Mechanisms(ask.clone()),
        Route::Drift(ask) => drift::ask(ask),
        _ => return None,
    };
    Some(ask.into())
}

fn title(route: &Route, page: &Loaded) -> String {
    match route {
        Route::Compare(place) => named(page, |view: &Comparison| compare::title(view, place)),
        Route::Backstop(_) => named(page, |view: &BackstopView| backstop::title(view)),
        Route::Mechanisms(_) => named(page, |_: &MechanismsView| mechanisms::TITLE.to_owned()),
        Route::Drift(ask) if ask.id.is_empty() => drift::TITLE.to_owned(),
        Route::Drift(_) => named(page, |view: &DriftView| drift::title(view)),
        _ => String::new(),
    }
}

fn view(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Compare(place) => compare::view(place, scene),
        Route::Backstop(place) => backstop::view(place, scene),
        Route::Mechanisms(place) => mechanisms::view(place, scene),
        Route::Drift(ask) => drift::view(ask, scene),
        _ => not_found::view(scene.route.href()),
    }
}
