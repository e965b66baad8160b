//! The browser's address and history. Never decides what a place shows.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Window;

use super::listener::Listener;
use crate::route::Route;

/// What an entry of the history carries once we have seen it, so that going back can be told from a fresh link.
const SEEN: JsValue = JsValue::TRUE;

/// Where the reader is, and the way to other places. Cheap to clone, equal to itself only.
#[derive(Clone)]
pub struct Address(Rc<Inner>);

struct Inner {
    route: RefCell<Route>,
    /// The place whose heading last had the focus; on the first load that is the first place.
    focused: RefCell<String>,
    moved: Box<dyn Fn(Route)>,
    listener: RefCell<Option<Listener>>,
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Address {
    /// Reads the present address and calls `moved` for every later one.
    pub fn follow(moved: Box<dyn Fn(Route)>) -> Self {
        let route = current().unwrap_or_default();
        let inner = Rc::new(Inner {
            focused: RefCell::new(route.place()),
            route: RefCell::new(route),
            moved,
            listener: RefCell::new(None),
        });
        if let Some(window) = web_sys::window() {
            see(&window, None);
            let weak = Rc::downgrade(&inner);
            let listener = Listener::new(
                &window,
                "hashchange",
                Box::new(move |_| {
                    if let Some(inner) = weak.upgrade() {
                        inner.came();
                    }
                }),
            );
            *inner.listener.borrow_mut() = Some(listener);
        }
        Self(inner)
    }

    /// The present place.
    pub fn route(&self) -> Route {
        self.0.route.borrow().clone()
    }

    /// What stays the same while filters change; see [`Route::place`].
    pub fn place(&self) -> String {
        self.0.route.borrow().place()
    }

    /// Goes to another place; *back* returns to this one.
    pub fn go(&self, route: Route) {
        if let Some(window) = web_sys::window() {
            if let Ok(history) = window.history() {
                // Fails only when a site navigates hundreds of times a minute; the page moves all the same.
                let _ = history.push_state_with_url(&SEEN, "", Some(&route.href()));
            }
            self.0.moved_to(route, true, &window);
        }
    }

    /// Changes the address without a step in the history: for text being typed, selections, sorting.
    pub fn replace(&self, route: Route) {
        if let Some(window) = web_sys::window() {
            see(&window, Some(&route.href()));
            self.0.moved_to(route, false, &window);
        }
    }

    /// True once for every move to another place: its heading should take the focus.
    pub(super) fn wants_focus(&self) -> bool {
        let place = self.place();
        self.0.focused.replace(place.clone()) != place
    }
}

impl Inner {
    fn came(&self) {
        let (Some(window), Some(route)) = (web_sys::window(), current()) else {
            return;
        };
        let fresh = window
            .history()
            .and_then(|history| history.state())
            .is_ok_and(|state| state.is_null());
        if fresh {
            see(&window, None);
        }
        self.moved_to(route, fresh, &window);
    }

    fn moved_to(&self, route: Route, fresh: bool, window: &Window) {
        let other_place = self.route.borrow().place() != route.place();
        *self.route.borrow_mut() = route.clone();
        if fresh && other_place {
            window.scroll_to_with_x_and_y(0.0, 0.0);
        }
        (self.moved)(route);
    }
}

fn see(window: &Window, href: Option<&str>) {
    if let Ok(history) = window.history() {
        // As above: a refusal costs a history entry, not the page.
        let _ = history.replace_state_with_url(&SEEN, "", href);
    }
}

fn current() -> Option<Route> {
    Route::parse(&web_sys::window()?.location().hash().ok()?)
}
