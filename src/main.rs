//! The page. Draws and asks; never parses, never verifies.
fn main() {}
