//! The built-in facts as they are packed for readers: how many, each id once, every hash right, readable by intake.

use publish::{DESCRIPTION, Gathered, READ_FILE};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

fn gathered() -> Gathered {
    let data = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data"));
    match publish::folder::facts(data) {
        Ok(gathered) => gathered,
        Err(refusals) => {
            let lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
            panic!("the built-in facts are refused:\n{}", lines.join("\n"));
        }
    }
}

fn pack(gathered: &Gathered) -> BTreeMap<String, Vec<u8>> {
    publish::finish(gathered, publish::files(gathered))
}

/// Read and packed once for all tests.
fn real() -> &'static (Gathered, BTreeMap<String, Vec<u8>>) {
    static REAL: OnceLock<(Gathered, BTreeMap<String, Vec<u8>>)> = OnceLock::new();
    REAL.get_or_init(|| {
        let gathered = gathered();
        let atlas = pack(&gathered);
        (gathered, atlas)
    })
}

#[test]
fn nothing_is_lost_on_the_way() {
    let Gathered {
        facts,
        files,
        told_apart,
        ..
    } = &real().0;
    let rules: usize = facts.rule_sets.iter().map(|set| set.rules.len()).sum();
    let read: Vec<usize> = publish::FOLDERS
        .iter()
        .filter_map(|folder| files.get(folder).copied())
        .collect();
    assert_eq!(read, [31, 85, 81, 32, 8, 13]);
    assert_eq!(
        (
            facts.rule_sets.len(),
            rules,
            facts.relations.len(),
            *told_apart
        ),
        (149, 1463, 433, 259)
    );
    let maps = || {
        facts
            .mappings
            .iter()
            .flat_map(|collection| &collection.maps)
    };
    assert_eq!(
        (maps().count(), maps().filter(|map| map.conflict).count()),
        (337, 24)
    );
}

#[test]
fn every_id_is_used_once() {
    let facts = &real().0.facts;
    let bodies: BTreeSet<&str> = facts.communities.iter().map(|body| &*body.id).collect();
    let sets: BTreeSet<&str> = facts.rule_sets.iter().map(|set| &*set.id).collect();
    assert_eq!(bodies.len(), facts.communities.len());
    assert_eq!(sets.len(), facts.rule_sets.len());
    assert!(bodies.is_disjoint(&sets));
    for set in &facts.rule_sets {
        let rules: BTreeSet<&str> = set.rules.iter().map(|rule| &*rule.id).collect();
        assert_eq!(rules.len(), set.rules.len(), "{}", set.id);
    }
    for tie in &facts.relations {
        for end in [&*tie.source, &*tie.target] {
            assert!(bodies.contains(end) || sets.contains(end), "{end}");
        }
    }
}

#[test]
fn packing_twice_gives_the_same_bytes() {
    assert!(pack(&gathered()) == real().1);
}

#[test]
fn the_package_lists_every_file_with_size_and_hash() {
    let atlas = &real().1;
    let bytes = atlas.get(DESCRIPTION).expect("an atlas has a description");
    let package: serde_json::Value =
        serde_json::from_slice(bytes).expect("the description is JSON");
    let mut listed = BTreeSet::new();
    for resource in package["resources"]
        .as_array()
        .expect("resources are a list")
    {
        let path = resource["path"].as_str().expect("a resource has a path");
        let file = atlas
            .get(path)
            .unwrap_or_else(|| panic!("{path} is listed, but not there"));
        assert_eq!(
            resource["bytes"].as_u64(),
            Some(file.len() as u64),
            "{path}"
        );
        assert_eq!(
            resource["hash"].as_str(),
            Some(&*publish::digest(file).to_string()),
            "{path}"
        );
        assert!(listed.insert(path), "{path} is listed twice");
    }
    let present: BTreeSet<&str> = atlas
        .keys()
        .map(String::as_str)
        .filter(|path| *path != DESCRIPTION)
        .collect();
    assert_eq!(listed, present);
}

#[test]
fn intake_reads_back_what_was_packed() {
    let (gathered, atlas) = real();
    let read = intake::read(&atlas[READ_FILE], &mut |_, _| {});
    match read.document {
        Some(intake::Document::Facts(facts)) => assert!(*facts == gathered.facts),
        other => panic!("the read-file is read as {other:?}"),
    }
    for set in &gathered.facts.rule_sets {
        let path = format!("catalogs/{}.json", set.id);
        let read = intake::read(&atlas[&path], &mut |_, _| {});
        assert_eq!(read.problems, [], "{path}");
        match read.document {
            Some(intake::Document::Catalog(catalog, _)) => {
                assert_eq!(catalog.control_count, set.rules.len(), "{path}")
            }
            other => panic!("{path} is read as {other:?}"),
        }
    }
}

#[test]
fn every_mapping_is_read_back_from_its_collection() {
    let (gathered, atlas) = real();
    for collection in &gathered.facts.mappings {
        let path = format!("mappings/{}.json", collection.id);
        let read = intake::read(&atlas[&path], &mut |_, _| {});
        assert_eq!(read.problems, [], "{path}");
        let Some(intake::Document::Mapping(mapping, _)) = read.document else {
            panic!("{path} is not read as a mapping collection");
        };
        let maps: Vec<_> = mapping
            .mappings
            .iter()
            .flat_map(|pair| &pair.maps)
            .collect();
        let conflicts = collection.maps.iter().filter(|map| map.conflict).count();
        assert_eq!(maps.len(), collection.maps.len(), "{path}");
        assert_eq!(
            maps.iter().filter(|map| map.is_conflict()).count(),
            conflicts,
            "{path}"
        );
        // Every resource leads to a catalog that the atlas has.
        for pair in &mapping.mappings {
            for side in [&pair.source, &pair.target] {
                let hrefs: Vec<&str> = match side.href.strip_prefix('#') {
                    None => vec![&side.href],
                    Some(uuid) => mapping
                        .resources
                        .iter()
                        .filter(|resource| resource.uuid == uuid)
                        .flat_map(|resource| &resource.rlinks)
                        .map(|link| &*link.href)
                        .collect(),
                };
                assert!(!hrefs.is_empty(), "{path}: {}", side.href);
                for href in hrefs {
                    let catalog = href.strip_prefix("../").unwrap_or(href);
                    assert!(atlas.contains_key(catalog), "{path}: {href}");
                }
            }
        }
    }
}

#[test]
fn no_catalog_and_no_descriptor_calls_a_fact_verified() {
    for (path, bytes) in &real().1 {
        if path.starts_with("catalogs/") || path.starts_with("communities/") {
            let text = std::str::from_utf8(bytes).expect("JSON is UTF-8");
            assert!(
                !text.contains("\"value\": \"verified\"")
                    && !text.contains("\"confidence\": \"verified\""),
                "{path}"
            );
        }
    }
}

#[test]
fn every_rule_says_where_it_stands_and_how_well_it_is_supported() {
    let needed = [
        "rule-id",
        "pinpoint",
        "topic",
        "modality",
        "binds",
        "mechanism",
        "paraphrase",
        "source-class",
        "confidence",
    ];
    for (path, bytes) in real()
        .1
        .iter()
        .filter(|(path, _)| path.starts_with("catalogs/"))
    {
        let document: serde_json::Value = serde_json::from_slice(bytes).expect("a catalog is JSON");
        for control in document["catalog"]["controls"]
            .as_array()
            .expect("controls are a list")
        {
            let id = &control["id"];
            for name in needed {
                let own = |prop: &&serde_json::Value| {
                    prop["name"] == name && prop["ns"] == ident::props::NAMESPACE
                };
                let prop = control["props"]
                    .as_array()
                    .and_then(|props| props.iter().find(own));
                assert!(
                    prop.is_some_and(|prop| prop["value"] != ""),
                    "{path} {id} has no {name}"
                );
            }
            let link = control["links"][0]["href"].as_str().unwrap_or_default();
            assert!(link.starts_with("http"), "{path} {id} has no source link");
        }
    }
}
