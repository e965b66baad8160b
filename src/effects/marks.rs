//! Points in time for measuring, in the browser's own list. Never sends them anywhere.

/// Sets a mark that the browser's tools and the benchmark can read.
pub fn set(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // A mark that cannot be set loses a measurement, nothing else.
        let _ = performance.mark(name);
    }
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}
