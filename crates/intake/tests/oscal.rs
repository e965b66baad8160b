//! OSCAL catalogs: published ones read without loss, deviations named with their place, content kept.

use intake::oscal::{Catalog, HowMany, OSCAL_NS, Props};
use intake::{Document, Kind, OscalKind, Reading, Severity};

fn read(text: &str) -> Reading {
    intake::read(text.as_bytes(), &mut |_, _| ())
}

fn catalog(reading: &Reading) -> &Catalog {
    match &reading.document {
        Some(Document::Catalog(catalog, _)) => catalog,
        other => panic!("no catalog: {other:?} {:?}", reading.problems),
    }
}

/// The problems as `code pointer line:column`.
fn problems(reading: &Reading) -> Vec<String> {
    let show = |p: &intake::Problem| format!("{} {} {}:{}", p.code, p.pointer, p.line, p.column);
    reading.problems.iter().map(show).collect()
}

#[test]
fn a_catalog_is_read_whole() {
    let text = testkit::catalog_with(
        r##""params":[{"id":"loose","label":"loose one"}],
        "groups":[{"id":"ac","class":"family","title":"Access","props":[{"name":"label","value":"AC"}],
          "controls":[{"id":"ac-1","class":"SP800-53","title":"Policy",
            "params":[
              {"id":"p1","label":"period","values":["30 days"],"constraints":[{"description":"at most 90 days","tests":[{"expression":"x<=90"}]}],"guidelines":[{"prose":"Be quick."}]},
              {"id":"p2","select":{"how-many":"one-or-more","choice":["{{ insert: param, p1 }}","never"]}}],
            "props":[{"name":"label","class":"zero-padded","value":"AC-01"},{"name":"label","value":"AC-1"},
                     {"name":"label","ns":"https://x.example/ns","value":"other"},{"name":"sort-id","value":"ac-01"}],
            "links":[{"href":"#ac-2","rel":"related","text":"see"}],
            "parts":[{"id":"ac-1_smt","name":"statement","prose":"Do:","parts":[{"id":"ac-1_smt.a","name":"item","props":[{"name":"label","value":"a."}],"prose":"this"}]},
                     {"name":"own","ns":"https://x.example/ns","title":"T","prose":"p"}],
            "controls":[{"id":"ac-1.1","title":"Enhancement","props":[{"name":"status","value":"Withdrawn"}]}]}]}],
        "controls":[{"id":"x-1","title":"Alone"}],
        "back-matter":{"resources":[{"uuid":"3b6a1f0e-5c3d-4e8f-9a7b-1c2d3e4f5a6b","title":"R","citation":{"text":"Cite"},
          "rlinks":[{"href":"a.json","hashes":[{"algorithm":"SHA-256","value":"00"}]}],"base64":{"filename":"f","value":"AAAA"}}]}"##,
    );
    let reading = read(&text);
    assert_eq!(problems(&reading), [""; 0]);
    assert_eq!(
        reading.kind,
        Kind::Oscal(OscalKind::Catalog, "1.1.3".to_owned())
    );
    assert_eq!(reading.kind.label(), "OSCAL catalog 1.1.3");
    let catalog = catalog(&reading);
    assert_eq!(
        (
            catalog.metadata.title.as_str(),
            catalog.control_count,
            catalog.params.len()
        ),
        ("Test", 3, 1)
    );
    let mut met = Vec::new();
    catalog.walk(&mut |visit| {
        let around = visit.groups.len() * 10 + visit.parents.len();
        met.push(format!(
            "{} {around} {}",
            visit.control.id,
            visit.control.is_withdrawn()
        ));
    });
    assert_eq!(met, ["ac-1 10 false", "ac-1.1 11 true", "x-1 0 false"]);
    let control = &catalog.groups[0].controls[0];
    assert_eq!(
        (control.label(), control.sort_id()),
        (Some("AC-1"), Some("ac-01"))
    );
    assert_eq!(control.props_named(OSCAL_NS, "label").count(), 2);
    assert_eq!(control.prop("https://x.example/ns", "label"), Some("other"));
    assert_eq!(control.params[0].constraints[0].tests, ["x<=90"]);
    assert_eq!(control.params[0].guidelines, ["Be quick."]);
    let select = control.params[1].select.as_ref().expect("a choice");
    assert_eq!(
        (select.how_many, select.choices.len()),
        (HowMany::OneOrMore, 2)
    );
    assert_eq!(control.parts[0].parts[0].label(), Some("a."));
    assert_eq!(control.parts[1].ns, "https://x.example/ns");
    let resource = catalog
        .resource("3b6a1f0e-5c3d-4e8f-9a7b-1c2d3e4f5a6b")
        .expect("there");
    assert_eq!(resource.rlinks[0].hashes[0].algorithm, "SHA-256");
    assert_eq!(resource.base64.as_ref().map(|file| file.length), Some(4));
}

#[test]
fn deviations_are_named_and_content_is_kept() {
    for (members, expected, controls) in [
        (
            r#""controls":[{"id":"a"}]"#,
            vec!["R201 /catalog/controls/0 1:176"],
            1,
        ),
        (
            r#""controls":[{"title":"A"}]"#,
            vec!["R201 /catalog/controls/0 1:176"],
            1,
        ),
        (
            r#""controls":[{"id":"a","title":"A"},{"id":"a","title":"B"}]"#,
            vec!["R205 /catalog/controls/1 1:199"],
            2,
        ),
        (
            r#""controls":[{"id":"5.1","title":"A"}]"#,
            vec!["R204 /catalog/controls/0 1:176"],
            1,
        ),
        (
            r#""controls":[{"id":"a","title":7}]"#,
            vec!["R202 /catalog/controls/0/title 1:194"],
            1,
        ),
        (
            r#""controls":[{"id":"a","title":"A","mood":"good"}]"#,
            vec!["R203 /catalog/controls/0/mood 1:198"],
            1,
        ),
        (
            r#""controls":[{"id":"a","title":"A","props":[]}]"#,
            vec!["R206 /catalog/controls/0/props 1:206"],
            1,
        ),
        (
            r#""controls":{"id":"a","title":"A"}"#,
            vec!["R202 /catalog/controls 1:175"],
            1,
        ),
        (
            r#""controls":["a",{"id":"b","title":"B"}]"#,
            vec!["R202 /catalog/controls/0 1:176"],
            2,
        ),
        (
            r#""controls":[{"id":"a","title":"A","props":[{"name":"x"}]}]"#,
            vec!["R201 /catalog/controls/0/props/0 1:207"],
            1,
        ),
        (
            r#""groups":[{"title":"G","groups":[{"title":"H"}],"controls":[{"id":"a","title":"A"}]}]"#,
            vec!["R208 /catalog/groups/0 1:174"],
            1,
        ),
        (r#""groups":[{"title":"G"}]"#, vec!["R211 /catalog 1:12"], 0),
    ] {
        let reading = read(&testkit::catalog_with(members));
        assert_eq!(problems(&reading), expected, "{members}");
        assert_eq!(catalog(&reading).control_count, controls, "{members}");
        assert!(
            reading
                .problems
                .iter()
                .all(|problem| problem.severity == Severity::Warning)
        );
    }
    let bad_head = testkit::catalog(&[("a", "A", "x")])
        .replace("2026-01-31T12:00:00Z", "2026-01-31")
        .replace("1.1.3", "2.0.0")
        .replace("-4e8f-", "-1e8f-");
    let codes: Vec<_> = read(&bad_head)
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["R204", "R204", "R209"]);
}

#[test]
fn a_repeated_deviation_is_told_once_with_its_number() {
    let controls: Vec<String> = (0..900)
        .map(|n| format!(r#"{{"id":"{n}.1","title":"T","own":1}}"#))
        .collect();
    let reading = read(&testkit::catalog_with(&format!(
        r#""controls":[{}]"#,
        controls.join(",")
    )));
    let told: Vec<_> = reading
        .problems
        .iter()
        .map(|problem| problem.what.as_str())
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told.iter()
            .all(|what| what.ends_with("(900 times, first here)")),
        "{told:?}"
    );
}

#[test]
fn published_catalogs() {
    let Some(folder) = testkit::vectors("oscal") else {
        return;
    };
    for (file, controls, withdrawn, resources, allowed) in [
        ("sp800-53-rev4/catalog.json", 922, 96, 119, 0),
        ("sp800-53-rev5-v1.0.0/catalog.json", 1189, 182, 192, 0),
        ("sp800-53-rev4/LOW.resolved.json", 124, 0, 0, 0),
        ("sp800-53-rev4/MODERATE.resolved.json", 261, 0, 0, 0),
        ("sp800-53-rev5-v1.0.0/LOW.resolved.json", 149, 0, 0, 0),
        ("sp800-53-rev5-5.1.1/PRIVACY.resolved.json", 102, 0, 0, 0),
        ("fedramp-rev4/LI-SaaS.resolved.json", 126, 0, 0, 2),
        ("examples/catalog/json/basic-catalog.json", 4, 0, 0, 0),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect("readable");
        let reading = intake::read(&bytes, &mut |_, _| ());
        let catalog = catalog(&reading);
        let mut gone = 0;
        catalog.walk(&mut |visit| gone += usize::from(visit.control.is_withdrawn()));
        assert_eq!(catalog.control_count, controls, "{file}");
        assert_eq!(
            reading.problems.len(),
            allowed,
            "{file}: {:?}",
            reading.problems
        );
        if resources > 0 {
            assert_eq!(
                (gone, catalog.resources.len()),
                (withdrawn, resources),
                "{file}"
            );
        }
    }
}
