//! Builders, vector loader and fixed test keys. Only ever a dev-dependency; never part of what readers carry.

use std::path::{Path, PathBuf};

/// The folder with other people's test vectors: `RULESCAPE_VECTORS`, or `../shared/vectors` beside the project.
/// When neither is there it says so on the terminal and gives none, so that a test can end early and honestly.
pub fn vectors_dir() -> Option<PathBuf> {
    let found = match std::env::var_os("RULESCAPE_VECTORS") {
        Some(named) => PathBuf::from(named),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
    };
    if found.is_dir() {
        return Some(found);
    }
    eprintln!(
        "No test vectors: set RULESCAPE_VECTORS to their folder. This test has checked nothing."
    );
    None
}

/// A named subfolder of the vectors, under the same rule.
pub fn vectors(name: &str) -> Option<PathBuf> {
    let folder = vectors_dir()?.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("No test vectors of the name {name}. This test has checked nothing.");
    None
}

/// Every file below a folder, sorted by path.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    found
}

/// A small valid OSCAL catalog as JSON text: one group, a control for each `(id, title, prose)`.
pub fn catalog(controls: &[(&str, &str, &str)]) -> String {
    let controls: Vec<String> = controls
        .iter()
        .map(|(id, title, prose)| {
            format!(
                r#"{{"id":{id:?},"title":{title:?},"parts":[{{"id":"{id}_smt","name":"statement","prose":{prose:?}}}]}}"#
            )
        })
        .collect();
    catalog_with(&format!(
        r#""groups":[{{"id":"g","title":"Group","controls":[{}]}}]"#,
        controls.join(",")
    ))
}

/// A valid OSCAL catalog with these members after its metadata, as JSON text.
pub fn catalog_with(members: &str) -> String {
    format!(
        r#"{{"catalog":{{"uuid":"2b6a1f0e-5c3d-4e8f-9a7b-1c2d3e4f5a6b","metadata":{{"title":"Test","last-modified":"2026-01-31T12:00:00Z","version":"1","oscal-version":"1.1.3"}},{members}}}}}"#
    )
}
