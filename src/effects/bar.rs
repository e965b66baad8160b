//! The bar of a task that has come further. Never draws anything else: that is why it is not drawn with the page.

use super::focus::document;

/// Moves the bar with this id. The next drawing of the page finds the same value in the store.
pub fn advance(id: &str, done: u32) {
    let bar = document().and_then(|document| document.get_element_by_id(id));
    if let Some(bar) = bar {
        // A bar that does not move loses nothing else.
        let _ = bar.set_attribute("value", &done.to_string());
    }
}
