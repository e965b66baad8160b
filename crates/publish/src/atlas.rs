//! The files of an atlas, made from its facts. Never reads a clock: the same facts give the same bytes.

use crate::gather::Gathered;
use crate::package::{self, AtlasFile, DESCRIPTION};
use intake::facts::Facts;
use serde::Serialize;
use std::collections::BTreeMap;

/// Name of the one compact file that the first pages need.
pub const READ_FILE: &str = "atlas.json";

#[derive(Serialize)]
struct ReadFile<'a> {
    rulescape: &'static str,
    facts: &'a Facts,
}

/// All files but the description, by path.
pub fn files(gathered: &Gathered) -> BTreeMap<String, AtlasFile> {
    let mut files = BTreeMap::new();
    files.insert(READ_FILE.to_owned(), read_file(&gathered.facts));
    files
}

/// The finished atlas: all files and the description that lists them.
pub fn finish(
    gathered: &Gathered,
    files: BTreeMap<String, AtlasFile>,
) -> BTreeMap<String, Vec<u8>> {
    let description = package::describe(&gathered.head, &gathered.facts, &files);
    let mut bytes: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(path, file)| (path, file.bytes))
        .collect();
    bytes.insert(DESCRIPTION.to_owned(), description);
    bytes
}

fn read_file(facts: &Facts) -> AtlasFile {
    let file = ReadFile {
        rulescape: "facts/1",
        facts,
    };
    AtlasFile {
        name: "read-file".to_owned(),
        title: "Everything the first pages need, in one file".to_owned(),
        bytes: serde_json::to_vec(&file).expect("plain data with text keys always serialises"),
        sources: Vec::new(),
    }
}
