//! The style sheets, in the order in which they win. Never reads what is in them.

use crate::failure::Failure;
use crate::project;
use std::path::PathBuf;

/// These come first, in this order; every other sheet styles one component and follows by name.
const FIRST: [&str; 3] = ["tokens.css", "base.css", "frame.css"];

/// Comes last: what is different on paper.
const LAST: &str = "print.css";

/// All sheets of `styles/`, in order.
pub fn sheets() -> Vec<PathBuf> {
    let dir = project::root().join("styles");
    let mut names: Vec<String> = project::names(&dir, false)
        .into_iter()
        .filter(|name| name.ends_with(".css"))
        .collect();
    names.sort_by_key(|name| {
        let place = FIRST
            .iter()
            .position(|first| first == name)
            .unwrap_or(FIRST.len());
        (name == LAST, place, name.clone())
    });
    names.iter().map(|name| dir.join(name)).collect()
}

/// All sheets as one text.
pub fn joined() -> Result<String, Failure> {
    let mut text = String::new();
    for sheet in sheets() {
        text.push_str(&project::read(&sheet)?);
        text.push('\n');
    }
    Ok(text)
}
