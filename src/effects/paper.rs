//! The page on paper, and the words the reader has marked on it. Never changes either.

/// Opens the browser's way to print.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Where printing is closed, nothing happens.
        let _ = window.print();
    }
}

/// The words that are marked in the page's main part; empty if there are none.
pub fn marked() -> String {
    let words = || {
        let selection = web_sys::window()?.get_selection().ok()??;
        let main = super::focus::document()?.get_element_by_id("main")?;
        let inside = main.contains(selection.anchor_node().as_ref())
            && main.contains(selection.focus_node().as_ref());
        inside.then(|| String::from(selection.to_string()))
    };
    words().unwrap_or_default()
}
