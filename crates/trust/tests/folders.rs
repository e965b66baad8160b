//! Signed folders of OpenSSF Model Signing that we sign ourselves: what its schemas close, and single files. Never a real one.

use ed25519_dalek::Signer as _;
use ident::Standing;
use serde_json::{Value, json};
use trust::Check;
use trust::dsse::{IN_TOTO, pae};
use trust::encoding::{to_base64, to_hex};
use trust::hash::sha256;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::model_signing::{self, Malformed};
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen};
use trust::time::Moment;

fn key() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[21; 32])
}

/// The statement about these files, by name and content.
fn statement(files: &[(&str, &str)]) -> Value {
    let digests: Vec<[u8; 32]> = files
        .iter()
        .map(|(_, content)| sha256(&[content.as_bytes()]))
        .collect();
    let root = sha256(&digests.iter().map(<[u8; 32]>::as_slice).collect::<Vec<_>>());
    let resources = files.iter().zip(&digests).map(|((name, _), digest)| {
        json!({ "name": name, "algorithm": "sha256", "digest": to_hex(digest) })
    });
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "model", "digest": { "sha256": to_hex(&root) } }],
        "predicateType": "https://model_signing/signature/v1.0",
        "predicate": {
            "serialization": { "method": "files", "hash_type": "sha256", "allow_symlinks": false },
            "resources": resources.collect::<Vec<_>>(),
        },
    })
}

fn signed(statement: &Value) -> Value {
    let payload = statement.to_string();
    let signature = key().sign(&pae(IN_TOTO, payload.as_bytes()));
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": { "publicKey": { "hint": "h" }, "tlogEntries": [] },
        "dsseEnvelope": {
            "payload": to_base64(payload.as_bytes()),
            "payloadType": IN_TOTO,
            "signatures": [{ "sig": to_base64(&signature.to_bytes()), "keyid": "" }],
        },
    })
}

fn read(bundle: &Value) -> Result<usize, Malformed> {
    model_signing::read(bundle.to_string().as_bytes()).map(|list| list.files.len())
}

const FILES: &[(&str, &str)] = &[("a", "one"), ("sub/b", "two")];

#[test]
fn what_the_schemas_close_has_no_other_members() {
    let sound = signed(&statement(FILES));
    assert_eq!(read(&sound), Ok(2));
    let unknown = Err(Malformed("an unknown field"));
    for pointer in ["", "/dsseEnvelope", "/dsseEnvelope/signatures/0"] {
        let mut bundle = sound.clone();
        bundle.pointer_mut(pointer).expect("a place")["more"] = json!(1);
        assert_eq!(read(&bundle), unknown, "{pointer}");
    }
    for pointer in ["", "/predicate", "/predicate/serialization"] {
        let mut statement = statement(FILES);
        statement.pointer_mut(pointer).expect("a place")["more"] = json!(1);
        assert_eq!(read(&signed(&statement)), unknown, "{pointer}");
    }
    // These are open.
    for pointer in ["/subject/0", "/predicate/resources/0"] {
        let mut statement = statement(FILES);
        statement.pointer_mut(pointer).expect("a place")["more"] = json!(1);
        assert_eq!(read(&signed(&statement)), Ok(2), "{pointer}");
    }
    let mut bundle = sound.clone();
    bundle["verificationMaterial"]["publicKey"] = json!({});
    assert_eq!(read(&bundle), Err(Malformed("publicKey")));
    bundle["verificationMaterial"]["publicKey"] = json!({ "rawBytes": "AAAA" });
    assert_eq!(read(&bundle), Ok(2));
}

#[test]
fn digests_are_small_letters_and_the_model_has_a_name() {
    let mut capital = statement(FILES);
    let digest = &mut capital["predicate"]["resources"][0]["digest"];
    *digest = json!(digest.as_str().expect("hex").to_uppercase());
    assert_eq!(read(&signed(&capital)), Err(Malformed("digest")));
    let mut nameless = statement(FILES);
    nameless["subject"][0] = json!({ "digest": nameless["subject"][0]["digest"] });
    assert_eq!(read(&signed(&nameless)), Err(Malformed("subject name")));
}

/// The verdict about a file under a signature over these files.
fn judged(statement: &Value, file: &str) -> (Standing, Option<Check>) {
    let public = key().verifying_key();
    let public = PublicKey::ed25519(public.as_bytes()).expect("a key");
    let chosen = Chosen {
        keyring: Keyring::new(vec![public], Vec::new()),
        ..Chosen::default()
    };
    let bundle = signed(statement).to_string();
    let artefact = Artefact::Document(file.as_bytes());
    let verdict = sigstore::check(bundle.as_bytes(), artefact, &chosen, Moment(0)).verdict;
    let decisive = verdict.decisive().map(|step| step.check);
    (verdict.standing(), decisive)
}

#[test]
fn a_model_may_be_a_single_file() {
    let single = statement(&[(".", "one")]);
    assert_eq!(
        judged(&single, "one"),
        (Standing::ConfirmedByChosenKey, None)
    );
    let broken = (Standing::Broken, Some(Check::Files));
    assert_eq!(judged(&single, "two"), broken);
    // A file of a folder says nothing about the others; a file that is not in it is another one.
    let open = (Standing::NotCheckableHere, Some(Check::Files));
    assert_eq!(judged(&statement(FILES), "two"), open);
    assert_eq!(judged(&statement(FILES), "three"), broken);
}

/// The usual tool writes the size of a shard as 10.0, and adds it to the name of the algorithm.
#[test]
fn shards_are_read_and_not_compared() {
    let shards = |size: Value, algorithm: &str| {
        let mut statement = statement(&[("a:0:3", "one")]);
        statement["predicate"]["serialization"]["method"] = json!("shards");
        statement["predicate"]["serialization"]["shard_size"] = size;
        statement["predicate"]["resources"][0]["algorithm"] = json!(algorithm);
        statement
    };
    let sound = shards(json!(10), "sha256");
    assert_eq!(read(&signed(&sound)), Ok(1));
    assert_eq!(
        read(&signed(&shards(json!(10.0), "sha256-sharded-10"))),
        Ok(1)
    );
    let open = (Standing::NotCheckableHere, Some(Check::Files));
    assert_eq!(judged(&sound, "one"), open);
    for (size, algorithm, wrong) in [
        (json!(0), "sha256", "method"),
        (json!(1.5), "sha256", "method"),
        (json!("10"), "sha256", "method"),
        (json!(10), "sha512", "algorithm"),
        (json!(10), "sha2567", "algorithm"),
    ] {
        let read = read(&signed(&shards(size, algorithm)));
        assert_eq!(read, Err(Malformed(wrong)), "{algorithm}");
    }
}
