//! OSCAL profiles and mapping collections: published ones read without loss, deviations named, content kept.

use ident::Relationship;
use intake::json::{self, Json, Limits};
use intake::oscal::{MappingCollection, Profile, Structure};

const HEAD: &str = r#""uuid":"2b6a1f0e-5c3d-4e8f-9a7b-1c2d3e4f5a6b","metadata":{"title":"T","last-modified":"2026-01-31T12:00:00Z","version":"1","oscal-version":"1.2.2"}"#;

fn tree(bytes: &[u8]) -> Json {
    json::parse(bytes, &Limits::FILE).expect("valid")
}

/// Reads a collection with these members after its head; gives it and its problems as `code pointer`.
fn collection(members: &str) -> (MappingCollection, Vec<String>) {
    let text = format!("{{\"mapping-collection\":{{{HEAD},{members}}}}}");
    let json = tree(text.as_bytes());
    let node = json.root.get("mapping-collection").expect("there");
    let (collection, problems) = MappingCollection::read(node).expect("within the limit");
    let problems = problems.place(text.as_bytes(), &json.root);
    (
        collection,
        problems
            .iter()
            .map(|p| format!("{} {}", p.code, p.pointer))
            .collect(),
    )
}

const PROVENANCE: &str = r#""provenance":{"method":"human","matching-rationale":"semantic","status":"complete","mapping-description":"D"}"#;

fn mapping(map: &str) -> String {
    let resource = |name: &str| format!(r#"{{"type":"catalog","href":"{name}.json"}}"#);
    let (source, target) = (resource("a"), resource("b"));
    format!(
        r#"{{"uuid":"3b6a1f0e-5c3d-4e8f-9a7b-1c2d3e4f5a6b","source-resource":{source},"target-resource":{target},"maps":[{map}]}}"#
    )
}

fn map(more: &str) -> String {
    format!(
        r#"{{"uuid":"4b6a1f0e-5c3d-4e8f-9a7b-1c2d3e4f5a6b","sources":[{{"type":"control","id-ref":"a-1"}}],"targets":[{{"type":"control","id-ref":"b-1"}},{{"type":"statement","id-ref":"b-2"}}]{more}}}"#
    )
}

#[test]
fn a_mapping_is_read_whole() {
    let full = map(
        r#","relationship":"subset-of","confidence-score":{"percentage":0.8},"remarks":"why",
        "qualifiers":[{"subject":"source","predicate":"has-incompatibility","category":"blocked","description":"d"}]"#,
    );
    let single = format!("{PROVENANCE},\"mappings\":{}", mapping(&full));
    let (read, problems) = collection(&single);
    assert_eq!(problems, [""; 0]);
    let mapping = &read.mappings[0];
    assert_eq!(
        (
            mapping.source.href.as_str(),
            mapping.provenance.method.as_str()
        ),
        ("a.json", "human")
    );
    let map = &mapping.maps[0];
    assert_eq!(map.relationship, Ok(Relationship::SubsetOf));
    assert_eq!(
        (
            map.sources.len(),
            map.targets.len(),
            map.confidence.as_str()
        ),
        (1, 2, "0.8 of 1")
    );
    assert!(map.is_conflict());
}

#[test]
fn deviations_of_mappings() {
    let in_oscal = "/mapping-collection/mappings/0/maps/0";
    for (more, relationship, expected) in [
        (
            r#","relationship":{"type":"equal-to"}"#,
            Ok(Relationship::EqualTo),
            vec!["R210"],
        ),
        (
            r#","relationship":"kind-of-like""#,
            Err("kind-of-like"),
            vec!["R204"],
        ),
        (
            r#","ns":"https://x.example/ns","relationship":"equal-to""#,
            Err("equal-to"),
            vec![],
        ),
        (
            r#","relationship":"equal-to","qa-note":"x""#,
            Ok(Relationship::EqualTo),
            vec!["R203"],
        ),
    ] {
        let (read, problems) = collection(&format!(
            "{PROVENANCE},\"mappings\":[{}]",
            mapping(&map(more))
        ));
        assert_eq!(
            read.mappings[0].maps[0].relationship,
            relationship.map_err(str::to_owned),
            "{more}"
        );
        assert_eq!(
            problems
                .iter()
                .map(|problem| &problem[..4])
                .collect::<Vec<_>>(),
            expected,
            "{problems:?}"
        );
        assert!(
            problems.iter().all(|problem| problem.contains(in_oscal)),
            "{problems:?}"
        );
    }
    let (read, problems) = collection(&format!("\"mappings\":[{}]", mapping(&map(""))));
    assert!(read.mappings[0].maps.is_empty());
    assert_eq!(
        problems,
        ["R201 /mapping-collection", &format!("R201 {in_oscal}")]
    );
}

#[test]
fn published_mappings() {
    let Some(folder) = testkit::vectors("oscal-mapping") else {
        return;
    };
    let mut counted = 0;
    for path in testkit::files_below(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
    {
        let bytes = std::fs::read(&path).expect("readable");
        let json = tree(&bytes);
        let Some(node) = json.root.get("mapping-collection") else {
            continue;
        };
        let (read, problems) = MappingCollection::read(node).expect("within the limit");
        let maps: Vec<_> = read
            .mappings
            .iter()
            .flat_map(|mapping| &mapping.maps)
            .collect();
        assert!(
            !maps.is_empty() && maps.iter().any(|map| map.relationship.is_ok()),
            "{}",
            path.display()
        );
        // Each of them breaks the schema somewhere.
        let problems = problems.place(&bytes, &json.root);
        assert!(
            !problems.is_empty() && problems.iter().all(|problem| problem.line > 0),
            "{}",
            path.display()
        );
        counted += 1;
    }
    assert!(counted > 0);
}

#[test]
fn published_profiles() {
    let Some(folder) = testkit::vectors("oscal") else {
        return;
    };
    for (file, imports, ids, structure, parameters, alters) in [
        (
            "sp800-53-rev4/LOW.profile.json",
            1,
            124,
            Structure::AsIs,
            0,
            115,
        ),
        (
            "sp800-53-rev4/MODERATE.profile.json",
            1,
            261,
            Structure::AsIs,
            0,
            159,
        ),
        (
            "sp800-53-rev5-v1.0.0/LOW.profile.json",
            1,
            149,
            Structure::AsIs,
            0,
            0,
        ),
        (
            "sp800-53-rev5-5.1.1/PRIVACY.profile.json",
            1,
            96,
            Structure::AsIs,
            0,
            0,
        ),
        (
            "fedramp-rev4/LI-SaaS.profile.json",
            1,
            126,
            Structure::AsIs,
            41,
            126,
        ),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect("readable");
        let json = tree(&bytes);
        let (read, problems) = Profile::read(json.root.get("profile").expect("there"));
        assert_eq!(problems.place(&bytes, &json.root), [], "{file}");
        let chosen: usize = read
            .imports
            .iter()
            .flat_map(|import| &import.include)
            .map(|chosen| chosen.with_ids.len())
            .sum();
        assert_eq!(
            (read.imports.len(), chosen, read.structure),
            (imports, ids, structure),
            "{file}"
        );
        assert_eq!(
            (read.set_parameters.len(), read.alters.len()),
            (parameters, alters),
            "{file}"
        );
    }
}

#[test]
fn deviations_of_profiles() {
    let text = format!(
        r#"{{"profile":{{{HEAD},"imports":[{{"include-all":{{}}}},{{"href":"b.json","include-all":{{}},"include-controls":[{{"with-ids":["x"],"with-parent-controls":"yes"}}]}}],"modify":{{"set-parameters":[{{"id":"p"}}],"alters":[{{"adds":[]}}]}}}}}}"#
    );
    let json = tree(text.as_bytes());
    let (read, problems) = Profile::read(json.root.get("profile").expect("there"));
    let found: Vec<_> = problems
        .place(text.as_bytes(), &json.root)
        .iter()
        .map(|p| format!("{} {}", p.code, p.pointer))
        .collect();
    assert_eq!(
        found,
        [
            "R201 /profile/imports/0",
            "R208 /profile/imports/1/include-controls",
            "R203 /profile/imports/1/include-controls/0/with-parent-controls",
            "R201 /profile/modify/set-parameters/0",
            "R201 /profile/modify/alters/0",
        ]
    );
    assert_eq!(
        (
            read.imports.len(),
            read.set_parameters.len(),
            read.alters.len()
        ),
        (1, 0, 0)
    );
}
