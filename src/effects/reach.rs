//! What a page can set in motion: actions, questions, moves, files. Never holds what the page knows.

use std::cell::Cell;
use std::rc::Rc;

use yew::Callback;

use super::address::Address;
use super::engine_link::EngineLink;
use crate::store::Action;

/// The page's hands. One for the whole page, equal to itself, so that passing it on never draws anything again.
#[derive(Clone, PartialEq)]
pub struct Reach {
    /// The engine.
    pub link: EngineLink,
    /// The address and the history.
    pub address: Address,
    told: Callback<Action>,
    next_fetch: Rc<Cell<u32>>,
}

impl Reach {
    /// Puts the hands together.
    pub fn new(link: EngineLink, address: Address, told: Callback<Action>) -> Self {
        Self {
            link,
            address,
            told,
            next_fetch: Rc::default(),
        }
    }

    /// Changes the store.
    pub fn dispatch(&self, action: Action) {
        self.told.emit(action);
    }

    /// Numbers a fetch.
    pub fn fetch_id(&self) -> u32 {
        let id = self.next_fetch.get();
        self.next_fetch.set(id.wrapping_add(1));
        id
    }
}

impl Reach {
    /// The page's heading is drawn: after a move to another place it takes the focus.
    pub fn heading_is_there(&self) {
        if self.address.wants_focus() {
            super::focus::focus_heading();
        }
    }
}
