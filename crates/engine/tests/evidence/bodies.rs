//! Small invented bodies with the openly worthless keys of the demonstration, and what an engine says about them. Never a
//! network, never a clock.

use std::path::Path;

pub use engine::Engine;
pub use ident::Standing;
pub use protocol::{
    Answer, Ask, ChainState, Choosable, ClaimState, ClaimsAsk, ClaimsView, EvidenceAsk,
    EvidenceFilter, EvidenceRow, EvidenceView, NamedBy, Origin, OtherViewpoint, SourceFile,
    VerdictView, Viewpoint, ViewpointView, Way,
};
pub use publish::sign::{SigningKey, envelope};
pub use serde_json::{Value, json};
pub use trust::encoding::{to_base58, to_base64, to_hex};
pub use trust::hash::sha256;

/// 2026-09-01.
pub const NOW: i64 = 1_788_220_800;

pub fn key(name: &str) -> SigningKey {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let path = folder.join(format!("keys-openly-worthless/{name}.pem"));
    let pem = std::fs::read_to_string(path).expect("the keys lie in the project");
    SigningKey::from_pem(&pem).expect("a key")
}

pub fn multikey(name: &str) -> String {
    key(name).public().to_multikey().expect("an Ed25519 key")
}

pub fn signed(statement: &Value, by: &str) -> String {
    envelope(statement, &[key(by)]).expect("it can be signed")
}

pub fn digest(bytes: &str) -> Value {
    json!({ "sha256": to_hex(&sha256(&[bytes.as_bytes()])) })
}

/// An atlas of three bodies without rules.
pub fn atlas() -> String {
    let body = |id: &str, name: &str| json!({ "id": id, "name": name, "kind": "technical-community", "url": "https://x.example/", "confidence": "verified" });
    json!({ "rulescape": "facts/1", "facts": {
        "title": "Test", "as_of": "2026-01-01",
        "communities": [body("harbour", "Harbour"), body("lantern", "Lantern"), body("meadow", "Meadow")],
        "rule_sets": [], "relations": [],
    }})
    .to_string()
}

/// The descriptor of a body, with its one key.
pub fn descriptor(id: &str) -> String {
    json!({
        "@context": "https://www.daostar.org/schemas", "type": "Organization", "identifier": id, "name": id,
        "id": format!("did:web:{id}.example"),
        "verificationMethod": [{ "id": "#k", "type": "Multikey", "publicKeyMultibase": multikey(id) }],
    })
    .to_string()
}

/// A rule set of four rules.
pub fn rules() -> String {
    testkit::catalog(&[
        ("ac-1", "One", "Do one."),
        ("ac-2", "Two", "Do two."),
        ("ac-3", "Three", "Do three."),
        ("ac-4", "Four", "Do four."),
    ])
}

pub fn give(engine: &mut Engine, name: &str, text: &str) -> SourceFile {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    engine.take_in(origin, text.as_bytes().to_vec(), &mut |_, _, _| ())
}

/// The three bodies, the rule set, and these files of evidence.
pub fn engine(files: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::new();
    engine.tell_time(NOW);
    give(&mut engine, "atlas.json", &atlas());
    give(&mut engine, "rules.json", &rules());
    for id in ["harbour", "lantern", "meadow"] {
        give(&mut engine, &format!("{id}.json"), &descriptor(id));
    }
    for (name, text) in files {
        let file = give(&mut engine, name, text);
        assert!(file.usable, "{name}: {:?}", file.problems);
    }
    engine.ready(&mut |_, _, _| ());
    engine
}

pub fn svr(subject: &str, properties: &[&str]) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "anything", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/svr/v0.2",
        "predicate": {
            "verifier": { "id": "https://verifier.example", "policies": [{ "uri": "https://rules.example", "digest": digest(&rules()) }] },
            "timeCreated": "2026-05-30T10:00:00Z", "properties": properties,
        },
    })
}

pub fn tested(subject: &str, result: &str, failed: &[&str]) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "anything", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
        "predicate": { "result": result, "configuration": [{ "uri": "https://rules.example", "digest": digest(&rules()) }], "failedTests": failed },
    })
}

pub fn reference(subject: &str) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "descriptor", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/reference/v0.1",
        "predicate": { "attester": { "id": "https://attester.example" }, "references": [] },
    })
}

/// A credential of the harbour about the meadow, by its `did:web`.
pub fn credential(rule: &str, until: &str, status: Option<u32>) -> String {
    let text = sha256(&[rules().as_bytes()]);
    let mut document = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:web:harbour.example",
        "validFrom": "2026-01-01T00:00:00Z", "validUntil": until,
        "credentialSubject": { "id": "did:web:meadow.example", "conformsTo": [format!("https://rules.example#{rule}")] },
        "relatedResource": [{ "id": "https://rules.example", "digestSRI": format!("sha256-{}", to_base64(&text)) }],
    });
    if let Some(index) = status {
        document["credentialStatus"] = json!({
            "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": index.to_string(), "statusListCredential": "https://harbour.example/list",
        });
    }
    proven(document)
}

/// A status list with these numbers set.
pub fn status_list(set: &[usize]) -> String {
    let mut bits = vec![0u8; 16 * 1024];
    for number in set {
        bits[number / 8] |= 0x80 >> (number % 8);
    }
    // One gzip member with stored blocks: no compressor is needed to write it.
    let mut member = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    member.push(1);
    member.extend((bits.len() as u16).to_le_bytes());
    member.extend((!(bits.len() as u16)).to_le_bytes());
    member.extend(&bits);
    member.extend(crc32(&bits).to_le_bytes());
    member.extend((bits.len() as u32).to_le_bytes());
    proven(json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://harbour.example/list",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:harbour.example", "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": format!("u{}", trust::encoding::to_base64_url(&member)),
        },
    }))
}

pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (0u32.wrapping_sub(crc & 1)))
        })
    })
}

/// With a proof by the harbour (`eddsa-jcs-2022`).
pub fn proven(mut document: Value) -> String {
    let mut proof = json!({
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2026-01-01T00:00:00Z",
        "verificationMethod": "did:web:harbour.example#k", "proofPurpose": "assertionMethod",
    });
    let hash = |value: &Value| {
        let text = value.to_string();
        let json = intake::json::parse(text.as_bytes(), &intake::json::Limits::FILE).expect("JSON");
        sha256(&[&intake::json::canonical(&json.root).expect("canonical")])
    };
    let message = [hash(&proof), hash(&document)].concat();
    proof["proofValue"] = json!(format!("z{}", to_base58(&key("harbour").sign(&message))));
    document["proof"] = proof;
    document.to_string()
}

pub fn viewpoint(engine: &Engine) -> ViewpointView {
    match engine.ask(&Ask::Viewpoint) {
        Answer::Viewpoint(view) => *view,
        other => panic!("{other:?}"),
    }
}

pub fn choosable(engine: &Engine, id: &str) -> Choosable {
    let view = viewpoint(engine);
    let found = view.communities.into_iter().find(|one| one.link.id == id);
    found.unwrap_or_else(|| panic!("{id} cannot be chosen"))
}

/// Chooses bodies, as a reader does: with the keys that their documents list now.
pub fn choose(engine: &mut Engine, ids: &[&str], steps: u32) {
    let communities = ids.iter().map(|id| choosable(engine, id).choice).collect();
    let viewpoint = Viewpoint {
        communities,
        steps,
        ..Viewpoint::default()
    };
    engine.choose(viewpoint, &mut |_, _, _| ());
}

pub fn listed(engine: &Engine, filter: EvidenceFilter) -> EvidenceView {
    let ask = EvidenceAsk {
        filter,
        limit: 200,
        ..EvidenceAsk::default()
    };
    match engine.ask(&Ask::Evidence(ask)) {
        Answer::Evidence(view) => view,
        other => panic!("{other:?}"),
    }
}

pub fn row(engine: &Engine, file: &str) -> EvidenceRow {
    let view = listed(engine, EvidenceFilter::default());
    let found = view.rows.into_iter().find(|row| row.file == file);
    found.unwrap_or_else(|| panic!("{file} is not listed"))
}

pub fn verdict(engine: &Engine, file: &str) -> VerdictView {
    match engine.ask(&Ask::Verdict(row(engine, file).id)) {
        Answer::Verdict(view) => *view,
        other => panic!("{other:?}"),
    }
}
