//! What registries serve, and files that say they are signed: read for what they are, or refused. Never called unsigned.

use ident::Standing;
use serde_json::{Value, json};
use trust::encoding::to_base64;
use trust::examine::{Material, examine};
use trust::sigstore::Chosen;
use trust::time::Moment;

const PUBLISH: &str = "https://docs.pypi.org/attestations/publish/v1";

/// Label and standing of everything in a file, and what decided.
fn found(file: &str) -> Vec<(String, Standing, String)> {
    let material = Material {
        file: file.as_bytes(),
        ..Material::default()
    };
    let exhibits = examine(&material, &Chosen::default(), Moment(1_800_000_000));
    exhibits
        .into_iter()
        .map(|exhibit| {
            let verdict = exhibit.judged.verdict;
            let decisive = format!("{:?}", verdict.decisive());
            (exhibit.label, verdict.standing(), decisive)
        })
        .collect()
}

/// A PEP 740 object with this statement; its signature was never made.
fn attestation(version: Value, statement: &Value) -> String {
    json!({
        "version": version,
        "verification_material": { "certificate": "AAAA", "transparency_entries": [] },
        "envelope": {
            "statement": to_base64(statement.to_string().as_bytes()),
            "signature": "AAAA",
        },
    })
    .to_string()
}

fn statement(kind: &str, subjects: Value) -> Value {
    json!({ "_type": kind, "subject": subjects, "predicateType": PUBLISH, "predicate": null })
}

#[test]
fn an_attestation_of_pypi_is_about_one_file() {
    let v1 = "https://in-toto.io/Statement/v1";
    let one = json!({ "name": "a-1.0.tar.gz", "digest": { "sha256": "0".repeat(64) } });
    let refused = |version: Value, statement: &Value, why: &str| {
        let all = found(&attestation(version, statement));
        let [(label, standing, decisive)] = all.as_slice() else {
            panic!("one attestation: {all:?}")
        };
        assert_eq!(
            (label.as_str(), *standing),
            ("PyPI attestation", Standing::Broken)
        );
        let by_form = decisive.contains(why);
        assert!(by_form, "{why}: {decisive}");
    };
    // What is right in form fails later: its certificate is none.
    let sound = statement(v1, json!([one]));
    refused(json!(1), &sound, "certificate");
    refused(json!("1"), &sound, "field version");
    refused(json!(2), &sound, "field version");
    let wrong = "field statement";
    refused(json!(1), &statement(v1, json!([one, one])), wrong);
    refused(
        json!(1),
        &statement("https://in-toto.io/Statement/v0.1", json!([one])),
        wrong,
    );
    let mut claim = sound.clone();
    claim["predicateType"] = json!("https://example.com/other");
    refused(json!(1), &claim, wrong);
    let other = json!({ "name": "a-1.0.tar.gz", "digest": { "sha512": "0".repeat(128) } });
    refused(json!(1), &statement(v1, json!([other])), wrong);
}

/// The form of a distribution's name: source distributions, and wheels with or without a build tag.
#[test]
fn an_attestation_of_pypi_names_a_distribution() {
    let v1 = "https://in-toto.io/Statement/v1";
    let is_distribution = |name: &str| {
        let subject = json!({ "name": name, "digest": { "sha256": "0".repeat(64) } });
        let all = found(&attestation(json!(1), &statement(v1, json!([subject]))));
        all.iter()
            .all(|(.., decisive)| !decisive.contains("field statement"))
    };
    for name in [
        "a-1.0.tar.gz",
        "A.b_c-1!2.0rc1+local.zip",
        "with-dashes-v2.tar.gz",
        "a-1.0-py3-none-any.whl",
        "a_b-1.0-2build-cp310-cp310-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    ] {
        assert!(is_distribution(name), "{name}");
    }
    for name in [
        "",
        "a",
        "a.tar.gz",
        "-1.0.tar.gz",
        "a-b.tar.gz",
        "sub/a-1.0.tar.gz",
        "a-1.0.exe",
        "a-1.0-none-any.whl",
        "a-1.0-build-py3-none-any.whl",
        "a-1.0-py3--any.whl",
        "a-b-py3-none-any.whl",
    ] {
        assert!(!is_distribution(name), "{name}");
    }
}

#[test]
fn a_list_of_npm_is_one_even_where_an_entry_is_not() {
    let list = json!({ "attestations": [{ "predicateType": "a" }, { "predicateType": "b", "bundle": {} }] });
    let all = found(&list.to_string());
    let labels: Vec<&str> = all.iter().map(|(label, ..)| label.as_str()).collect();
    assert_eq!(labels, ["npm attestation a", "npm attestation b"]);
    assert!(
        all.iter()
            .all(|(_, standing, _)| *standing == Standing::Broken)
    );
    // Too many to be read are not passed over.
    let many = json!({ "attestations": vec![json!({ "bundle": {} }); 100] });
    let all = found(&many.to_string());
    assert!(
        matches!(all.as_slice(), [(_, Standing::Broken, _)]),
        "{all:?}"
    );
}

#[test]
fn a_signed_file_that_cannot_be_read_is_not_unsigned() {
    let standing = |text: &str| found(text).first().map(|(_, standing, _)| *standing);
    let bundle = r#""mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json""#;
    for text in [
        format!("{{{bundle},{bundle}}}"),
        format!(" {{{bundle}"),
        r#"{"payloadType":"t","payloadType":"t","payload":"","signatures":[]}"#.to_owned(),
    ] {
        assert_eq!(standing(&text), Some(Standing::Broken), "{text}");
    }
    assert_eq!(
        standing(r#"{"title":1,"title":2}"#),
        Some(Standing::Unsigned)
    );
    assert_eq!(
        standing("words about a payloadType"),
        Some(Standing::Unsigned)
    );
}
