//! The files of an atlas, made from its facts. Never reads a clock: the same facts give the same bytes.

use crate::catalog::catalog;
use crate::descriptor::{descriptor, is_described};
use crate::evidence::{Evidence, SUGGESTED_VIEWPOINT};
use crate::gather::Gathered;
use crate::mapping::mapping;
use crate::package::{self, AtlasFile, Beside, DESCRIPTION, pretty};
use crate::sign::{SignError, SigningKey};
use crate::signature;
use intake::facts::{EvidenceFile, Facts, Relation, RuleSet};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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
    let mut files = made(gathered);
    add_evidence(gathered, &mut files);
    let read_file = read_file(gathered, &files);
    files.insert(READ_FILE.to_owned(), read_file);
    files
}

/// The same, with a signature of every key beside every OSCAL file, and a signed manifest of all files of facts.
pub fn signed_files(
    gathered: &Gathered,
    keys: &[SigningKey],
) -> Result<BTreeMap<String, AtlasFile>, SignError> {
    let mut files = made(gathered);
    let signatures = signature::sidecars(&files, keys)?;
    let manifest = signature::Manifest::of(&files);
    add_evidence(gathered, &mut files);
    files.extend(signatures);
    let read_file = read_file(gathered, &files);
    files.insert(READ_FILE.to_owned(), read_file);
    // The read-file lists the sidecars, so that it cannot list what is signed over itself: the data package does.
    let signed = manifest.signed(&files, keys)?;
    files.extend(signed);
    Ok(files)
}

/// The paths of everything that is made from the facts alone.
pub fn paths(facts: &Facts) -> BTreeSet<String> {
    let sets = facts.rule_sets.iter().map(|set| catalog_path(&set.id));
    let bodies = facts.communities.iter().filter(|body| is_described(body));
    let bodies = bodies.map(|body| community_path(&body.id));
    let mappings = facts.mappings.iter().map(|one| mapping_path(&one.id));
    sets.chain(bodies)
        .chain(mappings)
        .chain([RELATIONS.to_owned()])
        .collect()
}

/// What is made from the facts alone, the read-file aside.
fn made(gathered: &Gathered) -> BTreeMap<String, AtlasFile> {
    let Gathered {
        head, facts, keys, ..
    } = gathered;
    let mut files = BTreeMap::new();
    files.insert(RELATIONS.to_owned(), relations(facts));
    for set in &facts.rule_sets {
        let file = AtlasFile {
            sources: sources(set),
            ..AtlasFile::plain(
                format!("catalog-{}", set.id),
                format!("{} (OSCAL catalog)", set.title),
                catalog(head, facts, set),
            )
        };
        files.insert(catalog_path(&set.id), file);
    }
    for body in facts.communities.iter().filter(|body| is_described(body)) {
        let file = AtlasFile {
            sources: vec![(body.name.clone(), body.url.clone())],
            ..AtlasFile::plain(
                format!("community-{}", body.id),
                format!("{} (DAOIP-2 descriptor)", body.name),
                descriptor(head, facts, body, keys.get(&body.id)),
            )
        };
        files.insert(community_path(&body.id), file);
    }
    for collection in &facts.mappings {
        let file = AtlasFile::plain(
            format!("mapping-{}", collection.id),
            format!("{} (OSCAL mapping collection)", collection.title),
            mapping(head, facts, collection),
        );
        files.insert(mapping_path(&collection.id), file);
    }
    files
}

/// Attestations and what belongs to them, as they lie in the folder.
fn add_evidence(gathered: &Gathered, files: &mut BTreeMap<String, AtlasFile>) {
    let Evidence {
        attestations,
        files: companions,
    } = &gathered.evidence;
    for one in companions {
        let file = AtlasFile::plain(slug(&one.path), &one.title, one.bytes.clone());
        files.insert(one.path.clone(), file);
    }
    for one in attestations {
        let beside = Beside {
            about: one.about.clone(),
            with: one.with.clone(),
        };
        let file = AtlasFile {
            attestation: Some(beside),
            ..AtlasFile::plain(slug(&one.path), &one.title, one.bytes.clone())
        };
        files.insert(one.path.clone(), file);
    }
}

/// A resource name for a path.
fn slug(path: &str) -> String {
    path.to_ascii_lowercase().replace(['/', '.', '_'], "-")
}

/// What a reader of the evidence has to load: attestations, what they stand beside and need, and descriptors with keys.
fn evidence_files(gathered: &Gathered, files: &BTreeMap<String, AtlasFile>) -> Vec<EvidenceFile> {
    let besides = files.values().filter_map(|file| file.attestation.as_ref());
    let mut wanted: BTreeSet<&str> = besides
        .flat_map(|beside| beside.about.iter().chain(&beside.with))
        .map(String::as_str)
        .collect();
    let described = gathered.keys.keys().map(|id| community_path(id));
    let described: Vec<String> = described.filter(|path| files.contains_key(path)).collect();
    wanted.extend(described.iter().map(String::as_str));
    let companions = gathered.evidence.files.iter();
    wanted.extend(companions.map(|one| one.path.as_str()));
    wanted.remove(SUGGESTED_VIEWPOINT);
    let listed = files
        .iter()
        .filter(|(path, file)| file.attestation.is_some() || wanted.contains(path.as_str()));
    listed
        .map(|(path, file)| {
            let beside = file.attestation.clone().unwrap_or_default();
            EvidenceFile {
                path: path.clone(),
                bytes: file.bytes.len() as u64,
                digest: package::digest(&file.bytes).to_string(),
                title: file.title.clone(),
                about: beside.about,
                with: beside.with,
            }
        })
        .collect()
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

fn community_path(body: &str) -> String {
    format!("communities/{body}.json")
}

fn mapping_path(collection: &str) -> String {
    format!("mappings/{collection}.json")
}

fn read_file(gathered: &Gathered, files: &BTreeMap<String, AtlasFile>) -> AtlasFile {
    let facts = Facts {
        evidence: evidence_files(gathered, files),
        ..gathered.facts.clone()
    };
    AtlasFile::plain(
        "read-file",
        "Everything the first pages need, in one file",
        intake::readfile::write(&facts).expect("plain data with text keys always serialises"),
    )
}

fn relations(facts: &Facts) -> AtlasFile {
    let file = Relations {
        as_of: &facts.as_of,
        relations: &facts.relations,
    };
    AtlasFile::plain(
        "relations",
        "Who recognises, signs, adopts and contradicts whom",
        pretty(&file),
    )
}

fn sources(set: &RuleSet) -> Vec<(String, String)> {
    let title = set.official_title.as_ref().unwrap_or(&set.title);
    std::iter::once(&set.url)
        .chain(&set.more_urls)
        .map(|url| (title.clone(), url.clone()))
        .collect()
}
