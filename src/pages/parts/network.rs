//! The network as a part: what most readers open first. It is fetched beside the first wasm when the address is its own.

use protocol::Question;

use crate::pages::{network, not_found};
use crate::route::Route;
use crate::store::Pages;

/// The network.
pub const PAGES: Pages = Pages {
    beside: |route, store, page| match route {
        Route::Network(place) => network::beside(place, store.narrow, page),
        _ => [None, None],
    },
    ..Pages::new(
        |route| match route {
            Route::Network(place) => Some(Question::from(network::ask(place))),
            _ => None,
        },
        |_, _| "Network".to_owned(),
        |scene| match scene.route {
            Route::Network(place) => network::view(place, scene),
            _ => not_found::view(scene.route.href()),
        },
    )
};
