//! Evidence about small invented bodies: claims in every state, recognition in one direction, disputes, hostile bundles.
//! Keys are the openly worthless ones of the demonstration. Never a network, never a clock.

use std::path::Path;

use engine::Engine;
use ident::Standing;
use protocol::{
    Answer, Ask, ChainState, Choosable, ClaimState, ClaimsAsk, ClaimsView, EvidenceAsk,
    EvidenceFilter, EvidenceRow, EvidenceView, NamedBy, Origin, OtherViewpoint, SourceFile,
    VerdictView, Viewpoint, ViewpointView, Way,
};
use publish::sign::{SigningKey, envelope};
use serde_json::{Value, json};
use trust::encoding::{to_base58, to_base64, to_hex};
use trust::hash::sha256;

/// 2026-09-01.
const NOW: i64 = 1_788_220_800;

fn key(name: &str) -> SigningKey {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let path = folder.join(format!("keys-openly-worthless/{name}.pem"));
    let pem = std::fs::read_to_string(path).expect("the keys lie in the project");
    SigningKey::from_pem(&pem).expect("a key")
}

fn multikey(name: &str) -> String {
    key(name).public().to_multikey().expect("an Ed25519 key")
}

fn signed(statement: &Value, by: &str) -> String {
    envelope(statement, &[key(by)]).expect("it can be signed")
}

fn digest(bytes: &str) -> Value {
    json!({ "sha256": to_hex(&sha256(&[bytes.as_bytes()])) })
}

/// An atlas of three bodies without rules.
fn atlas() -> String {
    let body = |id: &str, name: &str| json!({ "id": id, "name": name, "kind": "technical-community", "url": "https://x.example/", "confidence": "verified" });
    json!({ "rulescape": "facts/1", "facts": {
        "title": "Test", "as_of": "2026-01-01",
        "communities": [body("harbour", "Harbour"), body("lantern", "Lantern"), body("meadow", "Meadow")],
        "rule_sets": [], "relations": [],
    }})
    .to_string()
}

/// The descriptor of a body, with its one key.
fn descriptor(id: &str) -> String {
    json!({
        "@context": "https://www.daostar.org/schemas", "type": "Organization", "identifier": id, "name": id,
        "id": format!("did:web:{id}.example"),
        "verificationMethod": [{ "id": "#k", "type": "Multikey", "publicKeyMultibase": multikey(id) }],
    })
    .to_string()
}

/// A rule set of four rules.
fn rules() -> String {
    testkit::catalog(&[
        ("ac-1", "One", "Do one."),
        ("ac-2", "Two", "Do two."),
        ("ac-3", "Three", "Do three."),
        ("ac-4", "Four", "Do four."),
    ])
}

fn give(engine: &mut Engine, name: &str, text: &str) -> SourceFile {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    engine.take_in(origin, text.as_bytes().to_vec(), &mut |_, _, _| ())
}

/// The three bodies, the rule set, and these files of evidence.
fn engine(files: &[(&str, &str)]) -> Engine {
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

fn svr(subject: &str, properties: &[&str]) -> Value {
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

fn tested(subject: &str, result: &str, failed: &[&str]) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "anything", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
        "predicate": { "result": result, "configuration": [{ "uri": "https://rules.example", "digest": digest(&rules()) }], "failedTests": failed },
    })
}

fn reference(subject: &str) -> Value {
    json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "descriptor", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/reference/v0.1",
        "predicate": { "attester": { "id": "https://attester.example" }, "references": [] },
    })
}

/// A credential of the harbour about the meadow, by its `did:web`.
fn credential(rule: &str, until: &str, status: Option<u32>) -> String {
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
fn status_list(set: &[usize]) -> String {
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

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (0u32.wrapping_sub(crc & 1)))
        })
    })
}

/// With a proof by the harbour (`eddsa-jcs-2022`).
fn proven(mut document: Value) -> String {
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

fn viewpoint(engine: &Engine) -> ViewpointView {
    match engine.ask(&Ask::Viewpoint) {
        Answer::Viewpoint(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn choosable(engine: &Engine, id: &str) -> Choosable {
    let view = viewpoint(engine);
    let found = view.communities.into_iter().find(|one| one.link.id == id);
    found.unwrap_or_else(|| panic!("{id} cannot be chosen"))
}

/// Chooses bodies, as a reader does: with the keys that their documents list now.
fn choose(engine: &mut Engine, ids: &[&str], steps: u32) {
    let communities = ids.iter().map(|id| choosable(engine, id).choice).collect();
    let viewpoint = Viewpoint {
        communities,
        steps,
        ..Viewpoint::default()
    };
    engine.choose(viewpoint, &mut |_, _, _| ());
}

fn listed(engine: &Engine, filter: EvidenceFilter) -> EvidenceView {
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

fn row(engine: &Engine, file: &str) -> EvidenceRow {
    let view = listed(engine, EvidenceFilter::default());
    let found = view.rows.into_iter().find(|row| row.file == file);
    found.unwrap_or_else(|| panic!("{file} is not listed"))
}

fn verdict(engine: &Engine, file: &str) -> VerdictView {
    match engine.ask(&Ask::Verdict(row(engine, file).id)) {
        Answer::Verdict(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn claims(engine: &Engine, ask: ClaimsAsk) -> ClaimsView {
    match engine.ask(&Ask::Claims(ask)) {
        Answer::Claims(view) => view,
        other => panic!("{other:?}"),
    }
}

/// The table in text: one line a rule, one cell a column.
fn table(view: &ClaimsView) -> String {
    let mut lines: Vec<String> = Vec::new();
    let heads: Vec<&str> = view
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    lines.push(format!("| {}", heads.join(" | ")));
    for row in &view.rows {
        let name = row.rule.as_ref().map_or("all", |rule| rule.name.as_str());
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let disputed = if cell.disputed { " disputed" } else { "" };
                format!(
                    "{} {}{disputed}",
                    cell.state.as_str(),
                    cell.standing.as_str()
                )
            })
            .collect();
        lines.push(format!("{name} | {}", cells.join(" | ")));
    }
    lines.join("\n")
}

#[test]
fn claims_in_every_state() {
    let meadow = descriptor("meadow");
    let third = signed(&svr(&meadow, &["ac-1"]), "harbour");
    let own = signed(&svr(&meadow, &["test-1/ac-2"]), "meadow");
    let failed = signed(&tested(&meadow, "FAILED", &["ac-3"]), "harbour");
    let engine_of = |more: &[(&str, &str)]| {
        let mut files = vec![
            ("third.dsse", third.as_str()),
            ("own.dsse", own.as_str()),
            ("failed.dsse", failed.as_str()),
        ];
        files.extend(more);
        let mut engine = engine(&files);
        choose(&mut engine, &["harbour"], 0);
        engine
    };
    let all = ClaimsAsk {
        sets: vec!["test-1".to_owned()],
        everything: true,
        ..ClaimsAsk::default()
    };
    let mut engine = engine_of(&[]);
    let expected = "| Meadow\n\
        One | third-party confirmed\n\
        Two | self-attested intact-key-unknown\n\
        Three | failed confirmed\n\
        Four | no-claim unsigned";
    assert_eq!(table(&claims(&engine, all.clone())), expected);
    // Another choice, another table.
    choose(&mut engine, &["meadow"], 0);
    let expected = "| Meadow\n\
        One | third-party intact-key-unknown\n\
        Two | self-attested confirmed\n\
        Three | failed intact-key-unknown\n\
        Four | no-claim unsigned";
    assert_eq!(table(&claims(&engine, all.clone())), expected);

    let late = "2036-01-01T00:00:00Z";
    let engine = engine_of(&[
        (
            "expired.json",
            &credential("ac-1", "2026-03-31T00:00:00Z", None),
        ),
        ("revoked.json", &credential("ac-4", late, Some(7))),
        ("list.json", &status_list(&[7])),
        (
            "stranger.dsse",
            &signed(&svr("unknown artefact", &["ac-1"]), "stranger"),
        ),
        (
            "broken.dsse",
            &signed(&svr("another artefact", &["ac-2"]), "harbour")
                .replace("\"sig\": \"", "\"sig\": \"AAAA"),
        ),
    ]);
    let expected = "| Meadow | anything\n\
        One | third-party confirmed | not-checked not-checkable-here\n\
        Two | self-attested intact-key-unknown | no-claim unsigned\n\
        Three | failed confirmed | no-claim unsigned\n\
        Four | revoked broken | no-claim unsigned";
    let seen = table(&claims(&engine, all.clone()));
    // The harbour's key is named by the envelope's hint and did not make the tampered signature.
    assert_eq!(
        seen.replace(
            "Two | self-attested intact-key-unknown | broken broken",
            "Two | self-attested intact-key-unknown | no-claim unsigned"
        ),
        expected
    );
    assert!(seen.contains("broken broken"), "{seen}");
    let expired = ClaimsAsk {
        states: vec![ClaimState::Revoked],
        ..all
    };
    assert_eq!(claims(&engine, expired).rows.len(), 1);
    assert_eq!(row(&engine, "expired.json").standing, Standing::Broken);
}

#[test]
fn a_claim_about_another_text_of_the_same_name_counts_for_nothing() {
    let mut other = svr(&descriptor("meadow"), &["ac-1"]);
    other["predicate"]["verifier"]["policies"] =
        json!([{ "uri": "rules.json", "digest": digest("an older text") }]);
    let engine = engine(&[("other.dsse", &signed(&other, "harbour"))]);
    assert_eq!(claims(&engine, ClaimsAsk::default()).total, 0);
    let view = verdict(&engine, "other.dsse");
    let check = view
        .checks
        .iter()
        .find(|check| check.name == "rule-set-digest");
    let check = check.expect("it is there");
    assert_eq!(check.outcome, protocol::CheckOutcome::Failed, "{check:?}");
    assert_eq!(view.row.standing, Standing::IntactKeyUnknown);
}

#[test]
fn recognition_has_a_direction_and_its_weakest_step_is_named() {
    let by_lantern = signed(&svr(&descriptor("meadow"), &["ac-1"]), "lantern");
    let recognises = signed(&reference(&descriptor("lantern")), "harbour");
    let by_harbour = signed(&svr(&descriptor("meadow"), &["ac-2"]), "harbour");
    let mut engine = engine(&[
        ("by-lantern.dsse", &by_lantern),
        ("recognises.dsse", &recognises),
        ("by-harbour.dsse", &by_harbour),
    ]);
    let standing = |engine: &Engine, file: &str| row(engine, file).standing;
    choose(&mut engine, &["harbour"], 0);
    assert_eq!(
        standing(&engine, "by-lantern.dsse"),
        Standing::IntactKeyUnknown
    );
    choose(&mut engine, &["harbour"], 1);
    assert_eq!(
        standing(&engine, "by-lantern.dsse"),
        Standing::ConfirmedByChosenKey
    );
    let view = verdict(&engine, "by-lantern.dsse");
    assert_eq!(view.row.issuer.by, NamedBy::Recognised);
    let path = view.path.expect("there is a way");
    assert_eq!(
        (path.start.as_str(), path.hops.len(), path.weakest),
        ("Harbour", 1, Some(0))
    );
    assert!(
        path.words.contains("Harbour recognises Lantern"),
        "{}",
        path.words
    );
    assert!(!path.hops[0].returned);
    // Whoever chose the lantern does not thereby rely on the harbour.
    choose(&mut engine, &["lantern"], 3);
    assert_eq!(
        standing(&engine, "by-harbour.dsse"),
        Standing::IntactKeyUnknown
    );
    // What would the harbour's readers see confirmed?
    let Answer::ViewpointDifference(difference) = engine.ask(&Ask::ViewpointDifference(
        OtherViewpoint::Community("harbour".to_owned()),
    )) else {
        panic!("a difference was asked for");
    };
    let files: Vec<&str> = difference
        .rows
        .iter()
        .map(|row| row.row.file.as_str())
        .collect();
    assert_eq!(
        files,
        ["recognises.dsse", "by-harbour.dsse"],
        "{difference:?}"
    );
    assert!(
        difference
            .words
            .starts_with("They see 2 attestations confirmed"),
        "{}",
        difference.words
    );
}

#[test]
fn a_rebuttal_stands_beside_what_it_disputes_and_changes_no_verdict() {
    let claim = signed(&svr(&descriptor("meadow"), &["ac-1"]), "meadow");
    let direct = signed(&tested(&claim, "FAILED", &[]), "harbour");
    let same = signed(
        &tested(&descriptor("meadow"), "FAILED", &["ac-1"]),
        "harbour",
    );
    let unknown = signed(&tested(&claim, "FAILED", &[]), "stranger");
    let mut engine = engine(&[
        ("claim.dsse", &claim),
        ("direct.dsse", &direct),
        ("same.dsse", &same),
        ("unknown.dsse", &unknown),
    ]);
    choose(&mut engine, &["meadow"], 0);
    let view = verdict(&engine, "claim.dsse");
    assert_eq!(view.row.standing, Standing::ConfirmedByChosenKey);
    let disputes: Vec<(&str, bool)> = view
        .rebuttals
        .iter()
        .map(|one| (one.row.file.as_str(), one.direct))
        .collect();
    assert_eq!(disputes, [("direct.dsse", true), ("same.dsse", false)]);
    assert_eq!(verdict(&engine, "direct.dsse").disputes.len(), 1);
    let seen = claims(&engine, ClaimsAsk::default());
    let cell = seen
        .rows
        .iter()
        .find(|row| row.pinpoint == "ac-1" || row.rule.is_some());
    assert!(
        cell.is_some_and(|row| row.cells.iter().any(|cell| cell.disputed)),
        "{}",
        table(&seen)
    );
}

#[test]
fn a_signature_beside_a_changed_document_breaks_it_and_one_elsewhere_says_nothing() {
    let sidecar = publish::sign::sidecar(rules().as_bytes(), "rules.json", &[key("lantern")])
        .expect("it can be signed");
    let standing = |engine: &Engine| match engine.ask(&Ask::Choices) {
        Answer::Choices(sets) => sets.first().map(|set| set.standing),
        other => panic!("{other:?}"),
    };
    let mut whole = engine(&[("rules.json.dsse", &sidecar)]);
    choose(&mut whole, &["lantern"], 0);
    assert_eq!(standing(&whole), Some(Standing::ConfirmedByChosenKey));
    match whole.ask(&Ask::Chain("test-1/ac-1".to_owned())) {
        Answer::Chain(chain) => {
            let states: Vec<ChainState> = chain.steps.iter().map(|step| step.state).collect();
            use ChainState::{Holds, Missing};
            assert_eq!(states, [Holds, Holds, Holds, Holds, Holds, Missing]);
            assert!(!chain.unbroken);
        }
        other => panic!("{other:?}"),
    }
    let changed = rules().replace("Do one.", "Do none.");
    let stood = |name: &str| {
        let mut engine = Engine::new();
        engine.tell_time(NOW);
        give(&mut engine, "lantern.json", &descriptor("lantern"));
        give(&mut engine, "rules.json", &changed);
        give(&mut engine, name, &sidecar);
        engine.ready(&mut |_, _, _| ());
        standing(&engine)
    };
    assert_eq!(stood("rules.json.dsse"), Some(Standing::Broken));
    assert_eq!(stood("other.dsse"), Some(Standing::Unsigned));
}

#[test]
fn a_broken_line_costs_that_line_and_no_bundle_turns_anything_green() {
    let good = signed(&svr(&descriptor("meadow"), &["ac-1"]), "harbour");
    let line: Value = serde_json::from_str(&good).expect("JSON");
    let line = line.to_string();
    let lines = [
        &line,
        "{\"payloadType\":",
        "",
        "7",
        "{}",
        &line,
        &line.replace("signatures", "signature"),
    ];
    let mut bundle = engine(&[("bundle.jsonl", &lines.join("\n"))]);
    choose(&mut bundle, &["harbour"], 0);
    let view = listed(&bundle, EvidenceFilter::default());
    let seen: Vec<(u32, &str)> = view
        .rows
        .iter()
        .map(|row| (row.line, row.standing.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (2, "broken"),
            (4, "broken"),
            (5, "broken"),
            (7, "broken"),
            (1, "confirmed"),
            (6, "confirmed")
        ]
    );
    let file = view
        .files
        .iter()
        .find(|file| file.bundle)
        .expect("the bundle is listed");
    assert_eq!((file.entries, file.understood), (6, 2));
    assert!(
        view.rows[4].id != view.rows[5].id,
        "doubled lines have names of their own"
    );
    for id in [&view.rows[4].id, &view.rows[5].id] {
        assert!(matches!(
            bundle.ask(&Ask::Verdict(id.clone())),
            Answer::Verdict(_)
        ));
    }
}

#[test]
fn no_changed_byte_of_a_signed_file_is_ever_confirmed() {
    let good = signed(&svr(&descriptor("meadow"), &["ac-1"]), "harbour");
    let mut engine = engine(&[("good.dsse", &good)]);
    choose(&mut engine, &["harbour"], 0);
    assert_eq!(
        row(&engine, "good.dsse").standing,
        Standing::ConfirmedByChosenKey
    );
    let at = good.find("\"payload\"").expect("an envelope") + 12;
    let end = good.rfind('"').expect("an envelope");
    for place in (at..end).step_by(41) {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        give(&mut engine, "changed.dsse", &text);
        engine.ready(&mut |_, _, _| ());
        let view = listed(&engine, EvidenceFilter::default());
        for row in view.rows.iter().filter(|row| row.file == "changed.dsse") {
            // White space and the hint in `keyid` are covered by nothing, and change nothing that is signed.
            let hint = good
                .get(..place)
                .is_some_and(|before| before.contains("\"keyid\""))
                && !good
                    .get(..place)
                    .is_some_and(|before| before.contains("\"sig\""));
            assert!(
                hint || row.standing != Standing::ConfirmedByChosenKey,
                "byte {place}"
            );
        }
        let digest = format!("sha256:{}", to_hex(&sha256(&[text.as_bytes()])));
        engine.remove(&digest);
    }
}

#[test]
fn a_large_bundle_is_told_while_it_is_judged() {
    let lines: Vec<String> = (0..300)
        .map(|number| {
            let text = signed(&svr(&format!("artefact {number}"), &["ac-1"]), "harbour");
            let value: Value = serde_json::from_str(&text).expect("JSON");
            value.to_string()
        })
        .collect();
    let mut engine = engine(&[]);
    give(&mut engine, "bundle.jsonl", &lines.join("\n"));
    let mut told = Vec::new();
    engine.ready(&mut |doing, done, of| told.push((doing.to_owned(), done, of)));
    let checking: Vec<u32> = told
        .iter()
        .filter(|(doing, _, of)| doing == "Checking signatures" && *of == 300)
        .map(|(_, done, _)| *done)
        .collect();
    assert_eq!(checking, [0, 64, 128, 192, 256]);
    let view = listed(&engine, EvidenceFilter::default());
    assert_eq!((view.total, view.rows.len()), (300, 200));
}

#[test]
fn a_bundle_that_comes_after_another_does_not_have_the_first_one_judged_again() {
    let lines = |name: &str, count: usize| {
        let lines: Vec<String> = (0..count)
            .map(|number| {
                let text = signed(&svr(&format!("{name} {number}"), &["ac-1"]), "harbour");
                let value: Value = serde_json::from_str(&text).expect("JSON");
                value.to_string()
            })
            .collect();
        lines.join("\n")
    };
    // Together more than are remembered one by one.
    let (first, second) = (lines("first", 900), lines("second", 200));
    let all = engine(&[("first.jsonl", &first), ("second.jsonl", &second)]);
    let mut engine = engine(&[]);
    give(&mut engine, "first.jsonl", &first);
    engine.ready(&mut |_, _, _| ());
    let mut told = Vec::new();
    let mut ready = |engine: &mut Engine| {
        told.clear();
        engine.ready(&mut |doing, done, _| {
            if doing == "Checking signatures" {
                told.push(done);
            }
        });
        told.clone()
    };
    give(&mut engine, "second.jsonl", &second);
    assert_eq!(ready(&mut engine), [900, 964, 1028, 1092]);
    give(
        &mut engine,
        "third.jsonl",
        &signed(&svr("third", &["ac-1"]), "harbour"),
    );
    assert_eq!(ready(&mut engine), [1100]);
    let view = listed(&engine, EvidenceFilter::default());
    assert_eq!(view.total, 1101);
    // How many must sign is more than which keys count: everything is judged again.
    let other = Viewpoint {
        threshold: 2,
        ..Viewpoint::default()
    };
    let mut again = Vec::new();
    engine.choose(other, &mut |doing, _, _| again.push(doing.to_owned()));
    // What was read is not read again.
    assert_eq!(again, vec!["Checking signatures"; 18]);
    engine.choose(Viewpoint::default(), &mut |_, _, _| ());
    let rows = |engine: &Engine| {
        let view = listed(engine, EvidenceFilter::default());
        view.rows
            .into_iter()
            .map(|row| (row.id, row.standing))
            .collect::<Vec<_>>()
    };
    assert!(rows(&engine)[..100] == rows(&all)[..100]);
}

/// Every attestation with what came of it, under this viewpoint, in an engine that judges all anew.
fn anew(files: &[(&str, &str)], viewpoint: &Viewpoint) -> Vec<String> {
    let mut engine = engine(&[]);
    engine.choose(viewpoint.clone(), &mut |_, _, _| ());
    for (name, text) in files {
        give(&mut engine, name, text);
    }
    engine.ready(&mut |_, _, _| ());
    standings(&engine)
}

fn standings(engine: &Engine) -> Vec<String> {
    let view = listed(engine, EvidenceFilter::default());
    let counted = view
        .standings
        .iter()
        .map(|(standing, count)| format!("{count} {standing:?}"));
    let rows = view.rows.iter().map(|row| {
        let decisive = row.decisive.as_ref().map_or("", |check| &check.name);
        format!(
            "{} {} {:?} {decisive} {}",
            row.file, row.line, row.standing, row.issuer.key
        )
    });
    let facets = view.facets.iter().flat_map(|facet| {
        facet
            .options
            .iter()
            .map(|option| format!("{:?} {} {}", facet.name, option.value, option.count))
    });
    let mut all: Vec<String> = counted.chain(rows).chain(facets).collect();
    all.sort();
    all
}

/// Lines by keys that documents list and by one that nobody lists, changed ones, ones that name a key, ones signed twice.
fn mixed_lines() -> String {
    let line = |name: &str, by: &[&str]| {
        let keys: Vec<SigningKey> = by.iter().map(|name| key(name)).collect();
        let text = envelope(&svr(name, &["ac-1"]), &keys).expect("it can be signed");
        serde_json::from_str::<Value>(&text).expect("JSON")
    };
    let plain = |mut value: Value| {
        value["signatures"][0]["keyid"] = Value::Null;
        value
    };
    let changed = |mut value: Value| {
        value["payload"] = json!(to_base64(svr("other", &["ac-2"]).to_string().as_bytes()));
        value
    };
    let mut future = svr("future", &["ac-1"]);
    future["predicate"]["timeCreated"] = json!("2029-01-01T00:00:00Z");
    let future: Value = serde_json::from_str(&signed(&future, "lantern")).expect("JSON");
    let lines = [
        line("one", &["harbour"]),
        plain(line("two", &["harbour"])),
        plain(line("three", &["lantern"])),
        plain(line("four", &["stranger"])),
        line("five", &["stranger"]),
        changed(line("six", &["harbour"])),
        changed(plain(line("seven", &["lantern"]))),
        line("eight", &["harbour", "stranger"]),
        future,
    ];
    let mut text: Vec<String> = lines.iter().map(Value::to_string).collect();
    text.push("{\"no\":\"envelope\"}".to_owned());
    text.join("\n")
}

#[test]
fn another_viewpoint_comes_to_the_same_as_judging_all_anew() {
    let lines = mixed_lines();
    let beside = signed(&svr(&rules(), &["ac-1"]), "meadow");
    let files = [
        ("bundle.jsonl", lines.as_str()),
        ("rules.json.dsse", &beside),
    ];
    let of = |names: &[&str], steps: u32| Viewpoint {
        keys: names
            .iter()
            .map(|name| protocol::ChosenKey {
                key: multikey(name),
                ..protocol::ChosenKey::default()
            })
            .collect(),
        steps,
        threshold: 1,
        ..Viewpoint::default()
    };
    let viewpoints = [
        of(&[], 0),
        of(&["harbour"], 0),
        of(&["stranger"], 0),
        of(&["lantern", "harbour"], 1),
        of(&["stranger", "meadow"], 0),
        of(&["meadow"], 2),
        of(&[], 0),
        Viewpoint {
            threshold: 2,
            ..of(&["harbour", "stranger"], 0)
        },
        of(&["harbour", "stranger"], 0),
        of(&["stranger"], 0),
    ];
    let mut changing = engine(&files);
    for (number, viewpoint) in viewpoints.iter().enumerate() {
        changing.choose(viewpoint.clone(), &mut |_, _, _| ());
        assert_eq!(standings(&changing), anew(&files, viewpoint), "{number}");
        // A file that comes meanwhile changes the rest no more.
        let name = format!("more-{number}.jsonl");
        let more = signed(&svr(&name, &["ac-1"]), "stranger");
        let file = give(&mut changing, &name, &more);
        changing.ready(&mut |_, _, _| ());
        changing.remove(&file.digest);
        assert_eq!(standings(&changing), anew(&files, viewpoint), "{number}");
    }
}

/// A line that names no rule set: it says the same whatever else is loaded, unless that is what it is about.
fn about(subject: &str) -> String {
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "anything", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
        "predicate": { "result": "PASSED", "configuration": [] },
    });
    let text = signed(&statement, "harbour");
    serde_json::from_str::<Value>(&text)
        .expect("JSON")
        .to_string()
}

#[test]
fn lines_that_were_read_are_read_again_only_where_a_new_file_matters_to_them() {
    let disputed = about("nothing loaded");
    let lines = [
        about("later.txt comes"),
        disputed.clone(),
        about("{\"kty\":1}"),
        about(&disputed),
    ];
    let bundle = lines.join("\n");
    let speaker = signed(&tested(&disputed, "FAILED", &["ac-1"]), "lantern");
    let files = [
        ("one.json", speaker.as_str()),
        ("keys.json", "{\"kty\":1}"),
        ("more.jsonl", &[about("x"), about("y")].join("\n")),
    ];
    let all = {
        let mut all = vec![("bundle.jsonl", bundle.as_str())];
        all.extend(files);
        engine(&all)
    };
    let mut step_by_step = engine(&[("bundle.jsonl", &bundle)]);
    for (name, text) in files {
        give(&mut step_by_step, name, text);
        step_by_step.ready(&mut |_, _, _| ());
    }
    let whole = |engine: &Engine| {
        let rows = listed(engine, EvidenceFilter::default()).rows;
        rows.iter()
            .map(|row| format!("{row:?}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(whole(&step_by_step), whole(&all));
    let third = |engine: &Engine| {
        let rows = listed(engine, EvidenceFilter::default()).rows;
        let mut rows = rows.into_iter();
        let second = rows.find(|row| row.line == 2).expect("it is listed");
        let third = rows.find(|row| row.line == 3).expect("it is listed");
        (second.rebutted, third.unmatched.len())
    };
    assert_eq!(third(&step_by_step), (2, 0));
    // Taken out again, it matters no more.
    let digest_of = |engine: &Engine, name: &str| match engine.ask(&Ask::Sources) {
        Answer::Sources(view) => {
            let mut files = view.files.into_iter();
            files
                .find(|file| file.origin.name == name)
                .expect("loaded")
                .digest
        }
        other => panic!("{other:?}"),
    };
    let key = digest_of(&step_by_step, "keys.json");
    step_by_step.remove(&key);
    let without = engine(&[("bundle.jsonl", &bundle), files[0], files[2]]);
    assert_eq!(whole(&step_by_step), whole(&without));
    assert_eq!(third(&step_by_step), (2, 1));
}

#[test]
fn another_viewpoint_computes_no_signature_again_whose_maker_is_known() {
    let lines: Vec<String> = (0..300)
        .map(|number| {
            let by = ["harbour", "lantern"][number % 2];
            let text = signed(&svr(&format!("artefact {number}"), &["ac-1"]), by);
            let mut value: Value = serde_json::from_str(&text).expect("JSON");
            value["signatures"][0]["keyid"] = Value::Null;
            value.to_string()
        })
        .collect();
    let mut engine = engine(&[("bundle.jsonl", &lines.join("\n"))]);
    let confirmed = |engine: &Engine| {
        let view = listed(engine, EvidenceFilter::default());
        let of = view.standings.iter();
        let mut of = of.filter(|(standing, _)| *standing == Standing::ConfirmedByChosenKey);
        of.next().map_or(0, |(_, count)| *count)
    };
    // A key of another kind, which could be made to fit a signature, is tried once.
    for (ids, expected, tried) in [
        (&["harbour"][..], 150, false),
        (&["harbour", "lantern"], 300, false),
        (&["meadow"], 0, true),
        (&["lantern"], 150, false),
        (&["meadow", "lantern"], 150, false),
        (&["lantern"], 150, false),
    ] {
        let mut told = 0;
        let communities = ids.iter().map(|id| choosable(&engine, id).choice);
        let viewpoint = Viewpoint {
            communities: communities.collect(),
            threshold: 1,
            ..Viewpoint::default()
        };
        engine.choose(viewpoint, &mut |_, _, _| told += 1);
        assert_eq!((confirmed(&engine), told > 0), (expected, tried), "{ids:?}");
    }
    // Nor when two viewpoints are compared, nor when time has passed.
    let mut told = 0;
    let difference = Ask::ViewpointDifference(OtherViewpoint::Nobody);
    let answer = engine.answer(&difference, &mut |_, _, _| told += 1);
    let Answer::ViewpointDifference(view) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!((view.total, told), (150, 0));
    engine.tell_time(NOW + 3_600);
    engine.ready(&mut |_, _, _| told += 1);
    assert_eq!((confirmed(&engine), told), (150, 0));
}

#[test]
fn two_viewpoints_compared_tell_how_far_they_are() {
    let lines: Vec<String> = (0..200)
        .map(|number| signed(&svr(&format!("artefact {number}"), &["ac-1"]), "stranger"))
        .map(|text| {
            serde_json::from_str::<Value>(&text)
                .expect("JSON")
                .to_string()
        })
        .collect();
    let engine = engine(&[("bundle.jsonl", &lines.join("\n"))]);
    let other = Viewpoint {
        keys: vec![protocol::ChosenKey {
            key: multikey("stranger"),
            ..protocol::ChosenKey::default()
        }],
        ..Viewpoint::default()
    };
    let mut told = Vec::new();
    let ask = Ask::ViewpointDifference(OtherViewpoint::This(other));
    engine.answer(&ask, &mut |doing, done, of| {
        told.push((doing.to_owned(), done, of))
    });
    let told: Vec<u32> = told
        .iter()
        .filter(|(doing, _, of)| doing == "Checking signatures" && *of == 200)
        .map(|(_, done, _)| *done)
        .collect();
    assert_eq!(told, [0, 64, 128, 192]);
}

#[test]
fn an_old_status_list_of_the_same_name_brings_no_revoked_credential_back() {
    let revoked = credential("ac-1", "2026-12-31T00:00:00Z", Some(7));
    let (old, new) = (status_list(&[]), status_list(&[7]));
    for [first, second] in [[&old, &new], [&new, &old]] {
        let engine = engine(&[
            ("claim.json", &revoked),
            ("list.json", first),
            ("list.json", second),
        ]);
        let verdict = verdict(&engine, "claim.json");
        assert_eq!(verdict.row.standing, Standing::Broken);
        let decisive = verdict.row.decisive.expect("something failed");
        assert_eq!(
            decisive.detail,
            "One of 2 lists of revocation at hand, dated 2026-01-01T00:00:00Z, says 1"
        );
    }
}

#[test]
fn what_is_pasted_is_named_and_private_keys_are_turned_away() {
    let engine = engine(&[]);
    let read = |text: &str| match engine.ask(&Ask::ReadChoice(text.to_owned())) {
        Answer::Choice(read) => read,
        other => panic!("{other:?}"),
    };
    let known = read(&format!("did:key:{}", multikey("harbour")));
    assert_eq!(
        (known.what.as_str(), known.adds.keys.len()),
        ("Ed25519 public key", 1)
    );
    assert_eq!(
        known.keys.first().map(|key| key.name.as_str()),
        Some("Harbour")
    );
    let private = read("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----");
    assert!(
        private
            .problem
            .is_some_and(|problem| problem.what.contains("private key"))
    );
    assert_eq!(private.adds, Viewpoint::default());
    assert!(read("hello").problem.is_some());
    assert!(read("{\"rulescape\":\"viewpoint/9\"}").problem.is_some());
}

#[test]
fn a_saved_choice_of_certificates_and_keys_is_read_whole() {
    let mut engine = engine(&[]);
    let certificates = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----";
    let read = |engine: &Engine, text: &str| match engine.ask(&Ask::ReadChoice(text.to_owned())) {
        Answer::Choice(read) => read,
        other => panic!("{other:?}"),
    };
    let mut chosen = read(&engine, certificates).adds;
    assert_eq!(chosen.roots.len(), 1);
    chosen.keys = read(&engine, &multikey("harbour")).adds.keys;
    engine.choose(chosen.clone(), &mut |_, _, _| ());
    let Answer::Viewpoint(view) = engine.ask(&Ask::Viewpoint) else {
        panic!("a viewpoint was asked for");
    };
    let again = read(&engine, &view.file);
    assert_eq!((again.what.as_str(), again.adds), ("Viewpoint", chosen));
}

#[test]
fn a_community_whose_keys_change_is_not_followed_silently() {
    let mut engine = engine(&[]);
    choose(&mut engine, &["harbour"], 0);
    assert_eq!(choosable(&engine, "harbour").changed, "");
    let other = descriptor("harbour").replace(&multikey("harbour"), &multikey("stranger"));
    give(&mut engine, "harbour-new.json", &other);
    give(
        &mut engine,
        "by-stranger.dsse",
        &signed(&svr("x", &[]), "stranger"),
    );
    engine.ready(&mut |_, _, _| ());
    let one = choosable(&engine, "harbour");
    assert!(one.chosen && !one.changed.is_empty());
    assert_eq!(
        row(&engine, "by-stranger.dsse").standing,
        Standing::IntactKeyUnknown
    );
}

#[test]
fn a_proof_of_a_log_is_judged_with_the_entry_that_it_lies_beside() {
    let entry = rules();
    let root = trust::merkle::leaf_hash(entry.as_bytes());
    let text = format!("log.example\n1\n{}\n", to_base64(&root));
    let trust::keys::PublicKey::Ed25519(public) = key("stranger").public() else {
        panic!("an Ed25519 key");
    };
    let note = trust::note::NoteKey::ed25519("log.example", &public);
    let line = [&note.id[..], &key("stranger").sign(text.as_bytes())].concat();
    let proof = format!(
        "c2sp.org/tlog-proof@v1\nindex 0\n\n{text}\n\u{2014} log.example {}\n",
        to_base64(&line)
    );
    let mut engine = engine(&[("rules.json.tlog-proof", &proof)]);
    assert_eq!(
        row(&engine, "rules.json.tlog-proof").standing,
        Standing::NotCheckableHere
    );
    let id = to_hex(&note.id);
    let log = protocol::ChosenLog {
        key: format!(
            "log.example+{id}+{}",
            to_base64(&[&[1][..], &public].concat())
        ),
        why: String::new(),
    };
    let viewpoint = Viewpoint {
        logs: vec![log],
        ..Viewpoint::default()
    };
    engine.choose(viewpoint, &mut |_, _, _| ());
    let found = row(&engine, "rules.json.tlog-proof");
    assert_eq!(found.standing, Standing::ConfirmedByChosenKey, "{found:?}");
    let other = proof.replace("index 0", "index 1");
    give(&mut engine, "lantern.json.tlog-proof", &other);
    engine.ready(&mut |_, _, _| ());
    assert_eq!(
        row(&engine, "lantern.json.tlog-proof").standing,
        Standing::Broken
    );
}

#[test]
fn files_one_by_one_come_to_the_same_as_all_at_once() {
    let by_lantern = signed(&svr(&descriptor("meadow"), &["ac-1"]), "lantern");
    let by_stranger = signed(&svr(&descriptor("meadow"), &["ac-2"]), "stranger");
    let files: Vec<(String, String)> = vec![
        ("by-lantern.dsse".into(), by_lantern),
        ("by-stranger.dsse".into(), by_stranger.clone()),
        (
            "revoked.json".into(),
            credential("ac-4", "2036-01-01T00:00:00Z", Some(7)),
        ),
        ("lantern.json".into(), descriptor("lantern")),
        ("harbour.json".into(), descriptor("harbour")),
        ("list.json".into(), status_list(&[7])),
        ("rules.json".into(), rules()),
        ("stranger.json".into(), descriptor("stranger")),
        (
            "bundle.jsonl".into(),
            format!("{{\"payloadType\":\n{}", by_stranger.replace('\n', "")),
        ),
    ];
    let rows = |step_by_step: bool| {
        let mut engine = Engine::new();
        engine.tell_time(NOW);
        for (name, text) in &files {
            give(&mut engine, name, text);
            if step_by_step {
                engine.ready(&mut |_, _, _| ());
            }
        }
        engine.ready(&mut |_, _, _| ());
        listed(&engine, EvidenceFilter::default()).rows
    };
    assert_eq!(rows(true), rows(false));
}
