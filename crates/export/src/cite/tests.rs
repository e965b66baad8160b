//! Citations of a work that tries to break every form.

use super::*;

fn work() -> Work {
    Work {
        key: "a/b 1".into(),
        kind: "legislation",
        issuers: vec!["Ärzte & Söhne, {Inc".into()],
        title: "100 % of \\input{x} \"quoted\"\n_twice_".into(),
        within: "An Act".into(),
        version: "1.0~rc".into(),
        pinpoint: "Art. 5(1)".into(),
        date: "2026-03-04".into(),
        status: "in force",
        source_url: "https://x.example/a?b=1&c={d}#e".into(),
        voice: "paraphrased in Rulescape",
        parts: Vec::new(),
        place: "https://r.example/#/rule/a/b".into(),
        state: "Atlas, as of 22 Nov 2026, sha256:00".into(),
    }
}

#[test]
fn the_short_form_names_issuer_place_and_voice() {
    assert_eq!(
        cited(&work()).short,
        "Ärzte & Söhne, {Inc, An Act, Art. 5(1) (4 Mar 2026), paraphrased in Rulescape."
    );
}

#[test]
fn the_footnote_has_everything_an_editor_checks() {
    assert_eq!(
        cited(&work()).footnote,
        "Ärzte & Söhne, {Inc, “100 % of \\input{x} \"quoted\"\n_twice_”, An Act, version 1.0~rc, Art. 5(1) (4 Mar 2026), \
         in force, https://x.example/a?b=1&c={d}#e; paraphrased in Rulescape, Atlas, as of 22 Nov 2026, sha256:00, \
         https://r.example/#/rule/a/b."
    );
}

#[test]
fn bibtex_runs_nothing_and_its_braces_close() {
    let entry = cited(&work()).bibtex;
    assert_eq!(
        entry,
        "@misc{rulescape-a-b-1,\n  author = {{Ärzte \\& Söhne, \\textbraceleft{}Inc}},\n  \
         title = {{100 \\% of \\textbackslash{}input\\textbraceleft{}x\\textbraceright{} \"quoted\" \\_twice\\_}},\n  \
         howpublished = {An Act, version 1.0\\textasciitilde{}rc, Art. 5(1)},\n  year = {2026},\n  month = mar,\n  \
         url = {https://x.example/a?b=1&c=%7Bd%7D#e},\n  \
         note = {paraphrased in Rulescape, Atlas, as of 22 Nov 2026, sha256:00, https://r.example/\\#/rule/a/b},\n}\n"
    );
    let mut depth = 0_i32;
    for c in entry.chars() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        assert!(depth >= 0);
    }
    assert_eq!(depth, 0);
}

/// Names and types that the CSL data schema allows, as far as we use them: text, names or a date.
const TEXTS: &[&str] = &[
    "id",
    "type",
    "title",
    "container-title",
    "section",
    "version",
    "status",
    "URL",
    "archive",
    "archive_location",
    "note",
];
const TYPES: &[&str] = &[
    "bill",
    "dataset",
    "document",
    "legislation",
    "regulation",
    "report",
    "standard",
    "treaty",
    "webpage",
];

fn fits_the_schema(text: &str) {
    let items: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
    let items = items.as_array().expect("a list of items");
    assert_eq!(items.len(), 1);
    for item in items {
        let fields = item.as_object().expect("an item is an object");
        assert!(fields.contains_key("id") && fields.contains_key("type"));
        for (name, value) in fields {
            match name.as_str() {
                "author" => {
                    for person in value.as_array().expect("names are a list") {
                        let person = person.as_object().expect("a name is an object");
                        assert!(person.keys().eq(["literal"]) && person["literal"].is_string());
                    }
                }
                "issued" => {
                    let date = value.as_object().expect("a date is an object");
                    match date.get("date-parts") {
                        Some(parts) => {
                            let dates = parts.as_array().expect("one or two dates");
                            assert!((1..=2).contains(&dates.len()));
                            for date in dates {
                                let numbers = date.as_array().expect("a date is a list");
                                assert!((1..=3).contains(&numbers.len()));
                                assert!(numbers.iter().all(serde_json::Value::is_number));
                            }
                        }
                        None => assert!(date.keys().eq(["literal"])),
                    }
                }
                name => {
                    assert!(TEXTS.contains(&name), "the schema knows no {name}");
                    assert!(value.is_string(), "{name}");
                }
            }
        }
        assert!(TYPES.contains(&item["type"].as_str().expect("a word")));
    }
}

#[test]
fn csl_json_has_the_shape_of_the_schema() {
    for (date, source_url) in [
        ("2026-03-04", "https://x.example/"),
        ("2026", ""),
        ("spring", "javascript:x"),
        ("", ""),
    ] {
        let mut work = work();
        work.date = date.into();
        work.source_url = source_url.into();
        fits_the_schema(&cited(&work).csl_json);
    }
    let nobody = Work {
        issuers: Vec::new(),
        parts: vec!["A, in force".into()],
        kind: "dataset",
        ..work()
    };
    fits_the_schema(&cited(&nobody).csl_json);
}

#[test]
fn csl_json_keeps_every_character() {
    let items: serde_json::Value =
        serde_json::from_str(&cited(&work()).csl_json).expect("it is JSON");
    assert_eq!(items[0]["title"], work().title);
    assert_eq!(
        items[0]["issued"]["date-parts"],
        serde_json::json!([[2026, 3, 4]])
    );
    assert_eq!(items[0]["URL"], work().source_url);
}
