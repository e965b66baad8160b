//! Small OSCAL files for the tests of the engine, and the way in for them. Never a real publisher's text.

use engine::Engine;
use protocol::{Origin, SourceFile, Way};

/// Gives a file to the engine.
pub fn receive(engine: &mut Engine, name: &str, bytes: impl Into<Vec<u8>>) -> SourceFile {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    engine.receive(origin, bytes.into(), &mut |_, _, _| {})
}

/// Identity and metadata of a document.
pub fn metadata(title: &str) -> String {
    format!(
        r#""uuid": "1c1b8f1e-0000-4000-8000-000000000000", "metadata": {{"title": "{title}", "last-modified":
        "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.2.2"}}"#
    )
}

/// A catalog of that title whose rules have these ids and one parameter each.
pub fn catalog(title: &str, ids: &[&str]) -> String {
    let controls: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"id": "{id}", "title": "Rule {id}", "params": [{{"id": "{id}_p", "label": "how often"}}],
                "parts": [{{"id": "{id}_smt", "name": "statement", "prose":
                "Report incidents {{{{ insert: param, {id}_p }}}} to the office."}}]}}"#
            )
        })
        .collect();
    format!(
        r#"{{"catalog": {{{}, "controls": [{}]}}}}"#,
        metadata(title),
        controls.join(",")
    )
}
