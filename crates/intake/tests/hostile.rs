//! Broken and hostile files: always a problem with words, a place and advice; never a panic, never for long.

use intake::{Document, Kind, Reading, Severity};

fn read(bytes: &[u8]) -> Reading {
    intake::read(bytes, &mut |_, _| ())
}

/// The one error of a file that gave nothing.
fn refusal(bytes: &[u8]) -> String {
    let reading = read(bytes);
    assert!(reading.document.is_none(), "something was read");
    let errors: Vec<_> = reading
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect();
    let [error] = errors.as_slice() else {
        panic!("{} errors", errors.len())
    };
    assert!(
        !error.what.is_empty() && !error.hint.is_empty() && error.what.len() < 400,
        "{error:?}"
    );
    format!("{} {}:{}", error.code, error.line, error.column)
}

#[test]
fn files_of_other_formats_are_named() {
    for (bytes, words) in [
        (&b"PK\x03\x04...."[..], "ZIP"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\xEF\xBB\xBF\n<html>", "web page"),
        (
            b"<?xml version=\"1.0\"?>\n<catalog xmlns=\"http://csrc.nist.gov/ns/oscal/1.0\">",
            "OSCAL XML",
        ),
        (b"<?xml version=\"1.0\"?><rss/>", "XML"),
        (
            b"catalog:\n  uuid: x\n  metadata:\n    oscal-version: 1.1.2\n",
            "OSCAL YAML",
        ),
        (b"# comment\nid: acl\n", "YAML"),
        (b"---\na: b\n", "YAML"),
        (b"-----BEGIN PUBLIC KEY-----\n", "key or certificate"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
            "Git LFS",
        ),
    ] {
        let reading = read(bytes);
        let what = reading
            .problems
            .iter()
            .find(|problem| problem.severity == Severity::Error)
            .map(|problem| problem.what.as_str());
        assert!(
            what.is_some_and(|what| what.contains(words)),
            "{words}: {what:?}"
        );
        assert_eq!(reading.kind, Kind::NotUsable);
    }
}

#[test]
fn unusable_files_get_one_clear_error() {
    let deep = |levels: usize| format!("{{\"catalog\":{}", "{\"groups\":[".repeat(levels));
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let whole = testkit::catalog(&[("a", "A", "x")]);
    for (text, expected) in [
        (String::new(), "R101 1:1"),
        ("{}".to_owned(), "R121 0:0"),
        ("[1, 2]".to_owned(), "R121 0:0"),
        ("\"catalog\"".to_owned(), "R121 0:0"),
        ("{\"catalog\": [1]}".to_owned(), "R121 0:0"),
        ("plain words".to_owned(), "R105 1:1"),
        (
            "{\"catalog\": {\"uuid\": \"x\",\n \"uuid\": \"y\"}}".to_owned(),
            "R108 2:2",
        ),
        (deep(10_000), "R110 1:715"),
        (nested(1_000_000), "R110 1:129"),
        (
            whole.get(..200).unwrap_or_default().to_owned(),
            "R106 1:201",
        ),
        (format!("{whole} x"), "R107 1:296"),
        (
            "{\"rulescape\":\"facts/9\",\"facts\":{}}".to_owned(),
            "R302 0:0",
        ),
        (
            "{\"rulescape\":\"facts/1\",\n\"facts\":{\"title\":7}}".to_owned(),
            "R301 2:18",
        ),
        (
            "{\"rulescape\":\"facts/1\",\"facts\":".to_owned(),
            "R106 1:32",
        ),
        (
            format!("{{\"rulescape\":\"facts/1\",\"facts\":{}", nested(100_000)),
            "R110 1:159",
        ),
    ] {
        assert_eq!(
            refusal(text.as_bytes()),
            expected,
            "{}",
            text.chars().take(60).collect::<String>()
        );
    }
    assert_eq!(refusal(b"\xff\xfe{\0}\0"), "R103 1:1");
    assert_eq!(
        refusal(&vec![b' '; intake::json::Limits::BYTES + 1]),
        "R102 0:0"
    );
}

#[test]
fn a_million_controls_are_refused_with_the_limit() {
    let control = "{\"id\":\"a\",\"title\":\"A\"}";
    for number in [20_001, 300_000] {
        let text = testkit::catalog_with(&format!(
            "\"controls\":[{control}{}]",
            format!(",{control}").repeat(number - 1)
        ));
        assert_eq!(refusal(text.as_bytes()), "R207 0:0");
    }
    let text = format!("[{}0]", "0,".repeat(intake::json::Limits::NODES));
    assert!(
        refusal(text.as_bytes()).starts_with("R111 1:"),
        "too many values"
    );
}

#[test]
fn ten_thousand_controls_are_read() {
    let control = |n: usize| {
        format!(
            "{{\"id\":\"c-{n}\",\"title\":\"A\",\"parts\":[{{\"name\":\"statement\",\"prose\":\"Text\"}}]}}"
        )
    };
    let controls: Vec<String> = (0..10_000).map(control).collect();
    let reading =
        read(testkit::catalog_with(&format!("\"controls\":[{}]", controls.join(","))).as_bytes());
    assert!(
        matches!(&reading.document, Some(Document::Catalog(catalog, _)) if catalog.control_count == 10_000)
    );
    assert_eq!(reading.problems_total, 0);
}

#[test]
fn giant_strings_and_numbers() {
    let prose = "x".repeat(8 * 1024 * 1024);
    let reading = read(testkit::catalog(&[("a", "A", &prose)]).as_bytes());
    assert!(reading.document.is_some() && reading.problems.is_empty());
    let digits = "9".repeat(1_000_000);
    let reading = read(
        testkit::catalog_with(&format!(
            "\"controls\":[{{\"id\":\"a\",\"title\":{digits}}}]"
        ))
        .as_bytes(),
    );
    assert_eq!(
        reading
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect::<Vec<_>>(),
        ["R202"]
    );
    let name = "n".repeat(1_000_000);
    let reading = read(testkit::catalog_with(&format!("\"{name}\":1,\"{name}\":2")).as_bytes());
    assert!(
        reading
            .problems
            .iter()
            .all(|problem| problem.what.len() < 400 && problem.pointer.len() < 400)
    );
}

#[test]
fn problems_are_capped_and_counted() {
    let props: String = (0..5_000).map(|_| "{\"name\":\"x\"},").collect();
    let reading = read(
        testkit::catalog_with(&format!(
            "\"controls\":[{{\"id\":\"a\",\"title\":\"A\",\"props\":[{props}{{\"name\":\"x\"}}]}}]"
        ))
        .as_bytes(),
    );
    assert_eq!(
        (reading.problems.len(), reading.problems_total),
        (intake::problem::MAX_PROBLEMS, 5_001)
    );
}

#[test]
fn every_cut_of_a_catalog_is_refused() {
    let whole = testkit::catalog(&[
        ("a", "A \u{e9}", "x *y*"),
        ("b", "B", "{{ insert: param, p }}"),
    ]);
    for length in 0..whole.len() {
        refusal(whole.as_bytes().get(..length).unwrap_or_default());
    }
    let Some(folder) = testkit::vectors("oscal") else {
        return;
    };
    let real =
        std::fs::read(folder.join("examples/catalog/json/basic-catalog.json")).expect("readable");
    let end = real.trim_ascii_end().len();
    for length in (0..end).step_by(37) {
        refusal(real.get(..length).unwrap_or_default());
    }
}

#[test]
fn every_flipped_byte_is_survived() {
    let whole = testkit::catalog(&[
        ("a", "A \u{e9}", "x *y*"),
        ("b", "B", "{{ insert: param, p }}"),
    ])
    .into_bytes();
    for position in 0..whole.len() {
        for mask in [0x01, 0x02, 0x20, 0x80, 0xff] {
            let mut bent = whole.clone();
            if let Some(byte) = bent.get_mut(position) {
                *byte ^= mask;
            }
            let reading = read(&bent);
            assert!(
                reading.document.is_some()
                    || reading
                        .problems
                        .iter()
                        .any(|problem| problem.severity == Severity::Error)
            );
        }
    }
}
