//! One profile resolved against one catalog. Never fetches.

use intake::json::{self, Limits, Node};
use profile::{Document, Library, Naming};
use wasm_bindgen::prelude::*;

struct One<'a>(&'a Node);

impl Library for One<'_> {
    fn find(&self, _profile: &Document<'_>, href: &str) -> Option<Document<'_>> {
        Some(Document {
            name: href.to_owned(),
            root: self.0,
            sha256: None,
        })
    }
}

/// Reads both files, resolves, and writes the result; answers with its number of controls and its length in bytes.
/// Nothing if one of the files cannot be read or the profile cannot be resolved.
#[wasm_bindgen]
pub fn resolution(profile: &[u8], catalog: &[u8]) -> Vec<u32> {
    let (Ok(profile), Ok(catalog)) = (
        json::parse(profile, &Limits::FILE),
        json::parse(catalog, &Limits::FILE),
    ) else {
        return Vec::new();
    };
    let profile = Document {
        name: "profile".to_owned(),
        root: &profile.root,
        sha256: None,
    };
    let Ok(resolved) = profile::resolve(&profile, &One(&catalog.root), &Naming::default()) else {
        return Vec::new();
    };
    let written = json::canonical(&resolved.root).map_or(0, |bytes| bytes.len());
    vec![controls(&resolved.root), written as u32]
}

/// Controls below a node, however deep.
fn controls(node: &Node) -> u32 {
    let mut count = 0;
    for (name, child) in node.as_object().into_iter().flatten() {
        let items = child.as_array().unwrap_or_default();
        if &*name.name == "controls" {
            count += items.len() as u32;
        }
        count += items.iter().map(controls).sum::<u32>() + controls(child);
    }
    count
}
