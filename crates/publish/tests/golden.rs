//! A small folder packed, compared text by text with what is expected. `UPDATE_EXPECT=1` writes the expectation anew.

use std::path::Path;

fn here() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

fn check(path: &str) {
    let files = publish::folder::read(&here().join("small")).0;
    let gathered = publish::gather(&files).expect("the folder has no faults");
    let atlas = publish::finish(&gathered, publish::files(&gathered));
    let packed = atlas.get(path).expect("the atlas has this file");
    let packed = String::from_utf8(packed.clone()).expect("JSON is UTF-8");
    let expectation = here().join("golden").join(path.replace('/', "-"));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&expectation, &packed).expect("the expectation can be written");
    }
    let expected = std::fs::read_to_string(&expectation).expect("there is an expectation");
    let differs = packed
        .lines()
        .zip(expected.lines())
        .position(|(packed, expected)| packed != expected);
    assert_eq!(
        packed, expected,
        "{path} first differs after line {differs:?}"
    );
}

#[test]
fn a_public_instrument_becomes_an_oscal_catalog() {
    check("catalogs/example-act.json");
}

#[test]
fn rules_of_a_community_become_an_oscal_catalog() {
    check("catalogs/club-rules.json");
}

#[test]
fn a_community_becomes_a_descriptor() {
    check("communities/example-club.json");
}

#[test]
fn statements_become_an_oscal_mapping_collection() {
    check("mappings/talk.json");
}

#[test]
fn a_package_lists_every_file() {
    check("datapackage.json");
}

#[test]
fn the_read_file_carries_all_facts() {
    check("atlas.json");
}
