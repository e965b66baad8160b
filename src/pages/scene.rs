//! All that a page is drawn from: the place, what the store knows, the answers, the hands. Never draws.

use protocol::{Filter, Overview};
use yew::prelude::*;

use super::tools::Tools;
use crate::effects::Reach;
use crate::route::Route;
use crate::store::{Loaded, Store};

/// Questions that can stand on the screen at a time.
pub const SEATS: usize = 8;
/// What is loaded.
pub const OVERVIEW: usize = 0;
/// The page's own.
pub const PAGE: usize = 1;
/// What stands beside it.
pub const BESIDE: usize = 2;
/// The part of the network around one node, on narrow screens.
pub const NEAR: usize = 3;
/// Places that fit the words in the search window.
pub const PLACES: usize = 4;
/// Rules that fit them.
pub const RULES: usize = 5;

/// Files that evidence needs and that are not here yet.
pub const EVIDENCE: usize = 6;
/// What the reader takes away.
pub const WISH: usize = 7;

/// The answers to them.
pub type Seats = [Loaded; SEATS];

/// What a drawing is a function of.
pub struct Scene<'a> {
    /// Where the reader is.
    pub route: &'a Route,
    /// What the page knows.
    pub store: &'a Store,
    /// What can be set in motion.
    pub reach: &'a Reach,
    /// What the engine says.
    pub loaded: &'a Seats,
}

impl Scene<'_> {
    /// The answer to the page's own question.
    pub fn page(&self) -> &Loaded {
        &self.loaded[PAGE]
    }

    /// What is loaded, once it is known.
    pub fn overview(&self) -> Option<&Overview> {
        self.loaded[OVERVIEW].get()
    }

    /// What a reader can do with what a page shows.
    pub fn tools(&self) -> Tools {
        Tools::new(self.reach, self.store)
    }

    /// Shows this page under another filter, without a step in the history.
    pub fn on_filter(&self, route: impl Fn(Filter) -> Route + 'static) -> Callback<Filter> {
        let (reach, route): (_, Box<dyn Fn(Filter) -> Route>) =
            (self.reach.clone(), Box::new(route));
        Callback::from(move |filter: Filter| reach.address.replace(route(filter)))
    }
}
