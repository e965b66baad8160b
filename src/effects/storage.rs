//! What this browser keeps between visits: compare tray, pinned quotes, theme, whether suggestions are
//! hidden, and whom the reader relies on. Never more than that.

use protocol::{Clip, Viewpoint};
use web_sys::Storage;

use crate::store::{Theme, Tray, TrayItem};

const TRAY: &str = "rulescape.tray";
/// The number is raised when [`Clip`] changes its fields, so that old ones are never read as something else.
const CLIPS: &str = "rulescape.clippings.1";
const THEME: &str = "rulescape.theme";
const UNSUGGESTED: &str = "rulescape.unsuggested";
const VIEWPOINT: &str = "rulescape.viewpoint";
/// The keys of the demonstration are worth nothing, so what is chosen there must not count anywhere else.
const VIEWPOINT_THERE: &str = "rulescape.viewpoint.demonstration";

/// This browser keeps nothing here.
#[derive(Debug, PartialEq, Eq)]
pub struct NotKept;

impl NotKept {
    /// What that means for the reader.
    pub const WORDS: &str = "This browser does not let the page keep anything, so the compare tray, clippings, your viewpoint and the theme last until you leave.";
}

/// What an earlier visit left.
pub fn restore() -> Result<(Vec<TrayItem>, Theme, Viewpoint), NotKept> {
    let storage = storage()?;
    let read = |key| storage.get_item(key).map_err(|_refused| NotKept);
    let tray = read(TRAY)?.map(|text| tray_of(&text)).unwrap_or_default();
    let theme = match read(THEME)?.as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    // As with the tray: what another version of the page wrote is as good as nothing.
    let viewpoint = read(viewpoint_key())?.and_then(|text| protocol::read(&text));
    Ok((tray, theme, viewpoint.unwrap_or_default()))
}

/// The quotes that an earlier visit left.
pub fn restore_clips() -> Vec<Clip> {
    let text = storage()
        .ok()
        .and_then(|kept| kept.get_item(CLIPS).ok().flatten());
    text.and_then(|text| protocol::read(&text))
        .unwrap_or_default()
}

/// Keeps the pinned quotes.
pub fn keep_clips(clips: &Vec<Clip>) -> Result<(), NotKept> {
    storage()?
        .set_item(CLIPS, &protocol::write(clips))
        .map_err(|_refused| NotKept)
}

/// Whether an earlier visit hid what this program suggests.
pub fn restore_unsuggested() -> bool {
    storage().is_ok_and(|kept| matches!(kept.get_item(UNSUGGESTED), Ok(Some(_))))
}

/// Keeps that suggestions are hidden.
pub fn keep_unsuggested(hidden: bool) -> Result<(), NotKept> {
    let storage = storage()?;
    if hidden {
        storage.set_item(UNSUGGESTED, "1")
    } else {
        storage.remove_item(UNSUGGESTED)
    }
    .map_err(|_refused| NotKept)
}

/// Keeps whom the reader relies on.
pub fn keep_viewpoint(viewpoint: &Viewpoint) -> Result<(), NotKept> {
    let storage = storage()?;
    if *viewpoint == Viewpoint::default() {
        storage.remove_item(viewpoint_key())
    } else {
        storage.set_item(viewpoint_key(), &protocol::write(viewpoint))
    }
    .map_err(|_refused| NotKept)
}

fn viewpoint_key() -> &'static str {
    if super::atlas::is_demonstration() {
        VIEWPOINT_THERE
    } else {
        VIEWPOINT
    }
}

/// Keeps the tray.
pub fn keep_tray(tray: &Tray) -> Result<(), NotKept> {
    storage()?
        .set_item(TRAY, &text_of(tray))
        .map_err(|_refused| NotKept)
}

/// Keeps the theme.
pub fn keep_theme(theme: Theme) -> Result<(), NotKept> {
    let storage = storage()?;
    match theme_word(theme) {
        Some(word) => storage.set_item(THEME, word),
        None => storage.remove_item(THEME),
    }
    .map_err(|_refused| NotKept)
}

/// Shows the theme: the style sheet reads it from the root element.
pub fn show_theme(theme: Theme) {
    let root = super::focus::document().and_then(|document| document.document_element());
    if let Some(root) = root {
        let shown = match theme_word(theme) {
            Some(word) => root.set_attribute("data-theme", word),
            None => root.remove_attribute("data-theme"),
        };
        debug_assert!(shown.is_ok(), "the attribute’s name is valid");
    }
}

fn theme_word(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

fn storage() -> Result<Storage, NotKept> {
    web_sys::window()
        .and_then(|window| window.local_storage().ok().flatten())
        .ok_or(NotKept)
}

fn text_of(tray: &Tray) -> String {
    let pairs: Vec<(String, String)> = tray
        .items()
        .iter()
        .map(|item| (item.id.to_string(), item.title.to_string()))
        .collect();
    protocol::write(&pairs)
}

// Anything unreadable is as good as nothing kept: another version of the page may have written it.
fn tray_of(text: &str) -> Vec<TrayItem> {
    let pairs: Vec<(String, String)> = protocol::read(text).unwrap_or_default();
    pairs
        .into_iter()
        .map(|(id, title)| TrayItem {
            id: id.into(),
            title: title.into(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_leftovers_count_as_nothing() {
        assert_eq!(tray_of("{\"sets\":1}"), []);
        assert_eq!(
            tray_of("1;1;a1;A"),
            [TrayItem {
                id: "a".into(),
                title: "A".into()
            }]
        );
        assert_eq!(text_of(&Tray::default()), "0;");
    }
}
