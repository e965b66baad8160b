//! What a reader sees when the page itself fails: that it stopped, and how to go on. Never a blank page.

use crate::effects::focus;

/// From now on a panic puts a message on the screen, besides the one in the console.
pub fn show_panics() {
    // Yew replaces any hook but its own.
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&message.as_str().into());
        show(&message);
    }));
}

fn show(message: &str) -> Option<()> {
    let document = focus::document()?;
    let shown = document.get_element_by_id("stopped")?;
    shown.remove_attribute("hidden").ok()?;
    let what = document.get_element_by_id("stopped-what")?;
    what.set_text_content(Some(message));
    Some(())
}
