//! Rules of `did:webvh` that decide whether one more version holds, each broken by itself in a history that is sound
//! otherwise. Never depends on the clock.

use ed25519_dalek::Signer as _;
use serde_json::{Value, json};
use trust::did::DidWebvh;
use trust::did_webvh::{History, HistoryError};
use trust::encoding::to_base58;
use trust::hash::sha256;
use trust::keys::PublicKey;
use trust::time::Moment;

const NOW: Moment = Moment(1_800_000_000);
const WRITER: u8 = 1;

fn secret(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn multikey(seed: u8) -> String {
    let key = PublicKey::Ed25519(secret(seed).verifying_key().to_bytes());
    key.to_multikey().unwrap_or_default()
}

fn digest(value: &Value) -> [u8; 32] {
    let text = value.to_string();
    let read = intake::json::parse(text.as_bytes(), &intake::json::Limits::FILE).expect("JSON");
    sha256(&[&intake::json::canonical(&read.root).expect("canonical")])
}

fn multihash(value: &Value) -> String {
    to_base58(&[&[0x12, 0x20][..], &digest(value)].concat())
}

fn proof(document: &Value, seed: u8) -> Value {
    let key = multikey(seed);
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": format!("did:key:{key}#{key}"),
        "proofPurpose": "assertionMethod",
    });
    let message = [digest(&proof), digest(document)].concat();
    let value = to_base58(&secret(seed).sign(&message).to_bytes());
    proof["proofValue"] = json!(format!("z{value}"));
    proof
}

/// What one version says: when, which parameters, what beside the identifier.
struct Draft {
    time: &'static str,
    parameters: Value,
    state: Value,
}

fn draft(time: &'static str, parameters: Value) -> Draft {
    Draft {
        time,
        parameters,
        state: json!({ "id": "did:webvh:{SCID}:a.example" }),
    }
}

/// The versions with their hashes and proofs, and their names. `{SCID}` stands for the identifier everywhere.
fn written(drafts: &[Draft]) -> (String, Vec<String>) {
    let (mut scid, mut names, mut lines) = (String::new(), Vec::<String>::new(), Vec::new());
    for (place, draft) in drafts.iter().enumerate() {
        let mut parameters = draft.parameters.clone();
        if place == 0 {
            parameters["method"] = json!("did:webvh:1.0");
            parameters["scid"] = json!("{SCID}");
            parameters["updateKeys"] = json!([multikey(WRITER)]);
        }
        let before = names.last().map_or("{SCID}", String::as_str);
        let entry = json!({
            "versionId": before,
            "versionTime": draft.time,
            "parameters": parameters,
            "state": draft.state,
        });
        if place == 0 {
            scid = multihash(&entry);
        }
        let named = entry.to_string().replace("{SCID}", &scid);
        let mut entry: Value = serde_json::from_str(&named).expect("JSON");
        let name = format!("{}-{}", place + 1, multihash(&entry));
        entry["versionId"] = json!(name);
        entry["proof"] = json!([proof(&entry, WRITER)]);
        lines.push(entry.to_string());
        names.push(name);
    }
    (lines.join("\n"), names)
}

/// Why the history does not hold; nothing if it does.
fn judged(drafts: &[Draft], witness: Option<&str>) -> Option<HistoryError> {
    let (log, _) = written(drafts);
    let history = History::check(log.as_bytes(), witness.map(str::as_bytes), NOW);
    history.broken.map(|(_, error)| error)
}

const FIRST: &str = "2020-01-01T00:00:00Z";

/// A sound first version and a second with these parameters.
fn with(parameters: Value) -> Option<HistoryError> {
    let second = draft("2020-01-02T00:00:00Z", parameters);
    judged(&[draft(FIRST, json!({})), second], None)
}

#[test]
fn parameters_are_those_of_the_standard_and_of_their_kind() {
    for parameters in [
        json!({}),
        json!({"ttl": 0, "watchers": ["https://w.example/"], "witness": {}, "portable": false}),
        json!({"ttl": 2_147_483_648_u32, "nextKeyHashes": []}),
        // What early writers put there.
        json!({"ttl": null, "watchers": null, "witness": null, "nextKeyHashes": null}),
    ] {
        assert_eq!(with(parameters.clone()), None, "{parameters}");
    }
    for (parameters, field) in [
        (json!({"prerotation": true}), "parameters"),
        (json!({"scid": "{SCID}"}), "scid"),
        (json!({"ttl": "3600"}), "ttl"),
        (json!({"ttl": -1}), "ttl"),
        (json!({"ttl": 2_147_483_649_u32}), "ttl"),
        (json!({"watchers": "https://w.example/"}), "watchers"),
        (json!({"watchers": [1]}), "watchers"),
        (json!({"deactivated": "true"}), "deactivated"),
        (json!({"portable": true}), "portable"),
    ] {
        let error = HistoryError::Field(field);
        assert_eq!(with(parameters.clone()), Some(error), "{parameters}");
    }
}

/// Whatever an entry has besides is hashed and signed, and still none of the standard's.
#[test]
fn an_entry_has_no_other_members() {
    let (log, _) = written(&[draft(FIRST, json!({}))]);
    let mut entry: Value = serde_json::from_str(&log).expect("JSON");
    entry["note"] = json!("x");
    let history = History::check(entry.to_string().as_bytes(), None, NOW);
    assert_eq!(history.broken, Some((1, HistoryError::Member)));
}

#[test]
fn versions_of_one_second_have_an_order() {
    let after = |first: &'static str, second: &'static str| {
        judged(&[draft(first, json!({})), draft(second, json!({}))], None)
    };
    for (first, second) in [
        ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.001Z"),
        ("2020-01-01T00:00:00.09Z", "2020-01-01T00:00:00.1Z"),
        ("2020-01-01T00:00:00.9Z", "2020-01-01T00:00:01+00:00"),
    ] {
        assert_eq!(after(first, second), None, "{first} {second}");
    }
    for (first, second) in [
        ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.000Z"),
        ("2020-01-01T00:00:00.1Z", "2020-01-01T00:00:00.09Z"),
        ("2020-01-01T00:00:00.1Z", "2020-01-01T00:00:00.10Z"),
    ] {
        assert_eq!(
            after(first, second),
            Some(HistoryError::Time),
            "{first} {second}"
        );
    }
    let local = after(FIRST, "2020-01-02T00:00:00+01:00");
    assert_eq!(local, Some(HistoryError::Field("versionTime")));

    let drafts =
        ["2020-01-01T00:00:00.2Z", "2020-01-01T00:00:00.7Z"].map(|time| draft(time, json!({})));
    let (log, names) = written(&drafts);
    let history = History::check(log.as_bytes(), None, NOW);
    let did = &history.versions.first().expect("a version").did.did;
    let at = |time: &str| {
        let asked = DidWebvh::parse(&format!("{did}?versionTime={time}")).expect("an address");
        history
            .resolve(&asked)
            .map(|version| version.version_id.clone())
    };
    assert_eq!(at("2020-01-01T00:00:00.5Z").as_ref(), Ok(&names[0]));
    assert_eq!(at("2020-01-01T00:00:00.7Z").as_ref(), Ok(&names[1]));
    assert!(at("2020-01-01T00:00:00.1Z").is_err());
}

#[test]
fn who_moves_says_from_where() {
    let moved = |portable: bool, aliases: Value| {
        let state = json!({ "id": "did:webvh:{SCID}:b.example", "alsoKnownAs": aliases });
        let second = Draft {
            state,
            ..draft("2020-01-02T00:00:00Z", json!({}))
        };
        judged(
            &[draft(FIRST, json!({ "portable": portable })), second],
            None,
        )
    };
    let old = json!(["https://x.example/", "did:webvh:{SCID}:a.example"]);
    assert_eq!(moved(true, old.clone()), None);
    assert_eq!(moved(false, old), Some(HistoryError::Identifier));
    for aliases in [
        json!([]),
        json!("did:webvh:{SCID}:a.example"),
        json!(["did:webvh:{SCID}:b.example"]),
    ] {
        assert_eq!(moved(true, aliases), Some(HistoryError::Moved));
    }
}

#[test]
fn the_first_witnesses_see_the_version_that_names_them_and_their_successors_the_next() {
    let rule = |seed: u8| json!({"witness": {"threshold": 1, "witnesses": [{"id": format!("did:key:{}", multikey(seed))}]}});
    let seen = |name: &str, seed: u8| {
        let by = proof(&json!({ "versionId": name }), seed);
        json!({ "versionId": name, "proof": [by] })
    };
    let named = || {
        [
            draft(FIRST, json!({})),
            draft("2020-01-02T00:00:00Z", rule(2)),
        ]
    };
    let (_, names) = written(&named());
    assert_eq!(judged(&named(), None), Some(HistoryError::NotWitnessed));
    let file = json!([seen(&names[1], 2)]).to_string();
    assert_eq!(judged(&named(), Some(&file)), None);

    let replaced = || {
        let second = draft("2020-01-02T00:00:00Z", rule(3));
        [draft(FIRST, rule(2)), second]
    };
    let (_, names) = written(&replaced());
    let by = |seed: u8| json!([seen(&names[1], seed)]).to_string();
    assert_eq!(judged(&replaced(), Some(&by(2))), None);
    assert_eq!(
        judged(&replaced(), Some(&by(3))),
        Some(HistoryError::NotWitnessed)
    );
}
