//! Pages of evidence: what is signed, verdicts, claims, chains, viewpoints.

use protocol::{Ask, ChainView, Question, VerdictView};
use yew::Html;

use super::named;
use crate::pages::{Scene, chain, claims, evidence, not_found, verdict, viewpoint};
use crate::route::Route;
use crate::store::{Loaded, Pages};

/// The pages of evidence.
pub const PAGES: Pages = Pages {
    beside: |route, store, _| match route {
        Route::Viewpoint(place) => viewpoint::beside(place, store),
        _ => [None, None],
    },
    ..Pages::new(ask, title, view)
};

fn ask(route: &Route) -> Option<Question> {
    let ask = match route {
        Route::Evidence(place) => evidence::ask(place),
        Route::Verdict(id) => Ask::Verdict(id.clone()),
        Route::Claims(place) => claims::ask(place),
        Route::Chain(id) => Ask::Chain(id.clone()),
        Route::Viewpoint(_) => Ask::Viewpoint,
        _ => return None,
    };
    Some(ask.into())
}

fn title(route: &Route, page: &Loaded) -> String {
    match route {
        Route::Evidence(_) => "Evidence".to_owned(),
        Route::Verdict(_) => named(page, |view: &VerdictView| verdict::title(view)),
        Route::Claims(_) => "Who claims to keep which rule".to_owned(),
        Route::Chain(_) => named(page, |view: &ChainView| chain::title(view)),
        Route::Viewpoint(_) => "Whom do you trust?".to_owned(),
        _ => String::new(),
    }
}

fn view(scene: &Scene<'_>) -> Html {
    match scene.route {
        Route::Evidence(place) => evidence::view(place, scene),
        Route::Verdict(_) => verdict::view(scene),
        Route::Claims(place) => claims::view(place, scene),
        Route::Chain(_) => chain::view(scene),
        Route::Viewpoint(place) => viewpoint::view(place, scene),
        _ => not_found::view(scene.route.href()),
    }
}
