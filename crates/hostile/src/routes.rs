//! Any text as the link in the address bar. Never a panic; the place that was read prints as a link to the same place.

use page::route::Route;

/// The page's own file: `route.rs` touches no browser, and the page as a whole is not for this machine.
#[path = "../../../src"]
pub mod page {
    pub mod route;
}

/// One run.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    for hash in [text.to_owned(), format!("#/{text}")] {
        let Some(place) = Route::parse(&hash) else {
            continue;
        };
        let link = place.href();
        assert_eq!(Route::parse(&link), Some(place), "{link}");
    }
}
