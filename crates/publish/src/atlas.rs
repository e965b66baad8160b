//! The files of an atlas, made from its facts. Never reads a clock: the same facts give the same bytes.

use crate::catalog::catalog;
use crate::descriptor::{descriptor, is_described};
use crate::gather::Gathered;
use crate::mapping::mapping;
use crate::package::{self, AtlasFile, DESCRIPTION, pretty};
use intake::facts::{Facts, Relation, RuleSet};
use serde::Serialize;
use std::collections::BTreeMap;

/// Name of the one compact file that the first pages need.
pub const READ_FILE: &str = "atlas.json";

/// Name of the file with all ties.
const RELATIONS: &str = "relations.json";

#[derive(Serialize)]
struct Relations<'a> {
    as_of: &'a str,
    relations: &'a [Relation],
}

/// All files but the description, by path.
pub fn files(gathered: &Gathered) -> BTreeMap<String, AtlasFile> {
    let Gathered { head, facts, .. } = gathered;
    let mut files = BTreeMap::new();
    files.insert(READ_FILE.to_owned(), read_file(facts));
    files.insert(RELATIONS.to_owned(), relations(facts));
    for set in &facts.rule_sets {
        let file = AtlasFile {
            name: format!("catalog-{}", set.id),
            title: format!("{} (OSCAL catalog)", set.title),
            bytes: catalog(head, facts, set),
            sources: sources(set),
        };
        files.insert(catalog_path(&set.id), file);
    }
    for body in facts.communities.iter().filter(|body| is_described(body)) {
        let file = AtlasFile {
            name: format!("community-{}", body.id),
            title: format!("{} (DAOIP-2 descriptor)", body.name),
            bytes: descriptor(head, facts, body),
            sources: vec![(body.name.clone(), body.url.clone())],
        };
        files.insert(format!("communities/{}.json", body.id), file);
    }
    for collection in &facts.mappings {
        let file = AtlasFile {
            name: format!("mapping-{}", collection.id),
            title: format!("{} (OSCAL mapping collection)", collection.title),
            bytes: mapping(head, facts, collection),
            sources: Vec::new(),
        };
        files.insert(format!("mappings/{}.json", collection.id), file);
    }
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

/// Where the catalog of a rule set lies in the atlas.
pub fn catalog_path(set: &str) -> String {
    format!("catalogs/{set}.json")
}

fn read_file(facts: &Facts) -> AtlasFile {
    AtlasFile {
        name: "read-file".to_owned(),
        title: "Everything the first pages need, in one file".to_owned(),
        bytes: intake::readfile::write(facts).expect("plain data with text keys always serialises"),
        sources: Vec::new(),
    }
}

fn relations(facts: &Facts) -> AtlasFile {
    let file = Relations {
        as_of: &facts.as_of,
        relations: &facts.relations,
    };
    AtlasFile {
        name: "relations".to_owned(),
        title: "Who recognises, signs, adopts and contradicts whom".to_owned(),
        bytes: pretty(&file),
        sources: Vec::new(),
    }
}

fn sources(set: &RuleSet) -> Vec<(String, String)> {
    let title = set.official_title.as_ref().unwrap_or(&set.title);
    std::iter::once(&set.url)
        .chain(&set.more_urls)
        .map(|url| (title.clone(), url.clone()))
        .collect()
}
