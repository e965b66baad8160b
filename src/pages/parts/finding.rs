//! The search window as a part. It stands over a page instead of being one, so it has no question of its own and no title.

use crate::pages::palette;
use crate::store::Pages;

/// The window.
pub const PAGES: Pages = Pages {
    beside: |_, store, _| palette::asks(&store.palette),
    ..Pages::new(|_| None, |_, _| String::new(), palette::view)
};
