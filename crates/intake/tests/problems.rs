//! The list of problem codes in the documentation is the list in the code.

use std::collections::BTreeSet;
use std::path::Path;

/// Every `R` with three digits in a text.
fn codes(text: &str) -> Vec<String> {
    text.match_indices('R')
        .filter_map(|(at, _)| text.get(at..at + 4))
        .filter(|code| code.bytes().skip(1).all(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_code_is_documented_once_and_used() {
    let crate_root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let defined =
        codes(&std::fs::read_to_string(crate_root.join("src/problem.rs")).expect("readable"));
    let unique: BTreeSet<&String> = defined.iter().collect();
    assert_eq!(
        unique.len(),
        defined.len(),
        "a code stands twice in problem.rs"
    );

    let page = std::fs::read_to_string(crate_root.join("../../docs/formats/problems.md"))
        .expect("readable");
    let rows: Vec<String> = page
        .lines()
        .filter(|line| line.starts_with("| R"))
        .filter_map(|line| codes(line).into_iter().next())
        .collect();
    for code in &defined {
        assert_eq!(
            rows.iter().filter(|row| *row == code).count(),
            1,
            "{code} needs one row in problems.md"
        );
    }
    // What only shows beside other files is found by the engine.
    let sources: String = ["json", "oscal", "markup", "", "../../engine/src"]
        .iter()
        .flat_map(|folder| {
            std::fs::read_dir(crate_root.join("src").join(folder))
                .expect("readable")
                .flatten()
        })
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"))
        .map(|entry| std::fs::read_to_string(entry.path()).expect("readable"))
        .collect();
    let definitions = std::fs::read_to_string(crate_root.join("src/problem.rs")).expect("readable");
    for line in definitions
        .lines()
        .filter(|line| line.contains("pub const") && line.contains("\"R"))
    {
        let name = line
            .trim()
            .trim_start_matches("pub const ")
            .split(':')
            .next()
            .unwrap_or_default();
        assert!(
            sources.contains(&format!("code::{name}")),
            "{name} is defined but never used"
        );
    }
}
