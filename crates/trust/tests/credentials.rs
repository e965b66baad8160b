//! Verdicts on credentials that we sign ourselves: one reason to fail each. Never depends on the clock.

use ed25519_dalek::Signer as _;
use ident::{Digest, Standing};
use intake::json::{self, Limits, Node};
use trust::credential_verdict::check;
use trust::encoding::{to_base58, to_base64_url};
use trust::hash::sha256;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::time::Moment;
use trust::{Check, Outcome, Verdict};

const NOW: &str = "2026-06-01T00:00:00Z";

fn key(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn did(seed: u8) -> String {
    let key = PublicKey::Ed25519(key(seed).verifying_key().to_bytes());
    format!("did:key:{}", key.to_multikey().unwrap_or_default())
}

fn parse(text: &str) -> Node {
    json::parse(text.as_bytes(), &Limits::FILE)
        .expect("a test document is JSON")
        .root
}

/// Secures a document with `eddsa-jcs-2022` under the key of this seed.
fn secured(document: &str, seed: u8, purpose: &str) -> Node {
    let did = did(seed);
    let fragment = did.trim_start_matches("did:key:");
    let options = format!(
        r#"{{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","created":"2026-01-01T00:00:00Z","verificationMethod":"{did}#{fragment}","proofPurpose":"{purpose}"}}"#
    );
    let canonical = |text: &str| json::canonical(&parse(text)).expect("canonical");
    let message = [
        sha256(&[&canonical(&options)]),
        sha256(&[&canonical(document)]),
    ]
    .concat();
    let value = format!("z{}", to_base58(&key(seed).sign(&message).to_bytes()));
    let proof = options.replacen('{', &format!("{{\"proofValue\":\"{value}\","), 1);
    parse(&document.replacen('{', &format!("{{\"proof\":{proof},"), 1))
}

fn credential(issuer: &str, more: &str) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{issuer}","credentialSubject":{{"id":"did:example:s"}}{more}}}"#
    )
}

fn judge(document: &Node, lists: &[Node]) -> Verdict {
    let chosen = vec![PublicKey::Ed25519(key(1).verifying_key().to_bytes())];
    let now = Moment::from_rfc3339(NOW).expect("a time");
    check(
        Digest::new([0; 32]),
        document,
        lists,
        &Keyring::new(chosen, Vec::new()),
        now,
    )
}

#[test]
fn each_reason_to_fail() {
    let case = |name: &str, document: Node, standing: Standing, decisive: Option<Check>| {
        let verdict = judge(&document, &[]);
        assert_eq!(
            verdict.standing(),
            standing,
            "{name}: {:?}",
            verdict.decisive()
        );
        if let Some(check) = decisive {
            assert_eq!(
                verdict.decisive().map(|step| step.check),
                Some(check),
                "{name}"
            );
        }
    };
    let own = |more: &str| credential(&did(1), more);
    let claim = "assertionMethod";
    case(
        "sound",
        secured(&own(""), 1, claim),
        Standing::ConfirmedByChosenKey,
        None,
    );
    case(
        "unknown key",
        secured(&credential(&did(2), ""), 2, claim),
        Standing::IntactKeyUnknown,
        None,
    );
    case("no proof", parse(&own("")), Standing::Unsigned, None);
    case(
        "another issuer",
        secured(&own(""), 2, claim),
        Standing::Broken,
        Some(Check::Issuer),
    );
    case(
        "for logging in",
        secured(&own(""), 1, "authentication"),
        Standing::Broken,
        Some(Check::PayloadType),
    );
    case(
        "over",
        secured(&own(r#","validUntil":"2026-05-31T23:59:59Z""#), 1, claim),
        Standing::Broken,
        Some(Check::Period),
    );
    case(
        "not begun",
        secured(&own(r#","validFrom":"2026-06-01T00:00:01Z""#), 1, claim),
        Standing::Broken,
        Some(Check::Period),
    );
    case(
        "status unknown",
        secured(
            &own(
                r#","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"5","statusListCredential":"https://l.example/1"}"#,
            ),
            1,
            claim,
        ),
        Standing::NotCheckableHere,
        Some(Check::Revocation),
    );
    let changed = json::canonical(&secured(&own(""), 1, claim)).expect("canonical");
    let changed = String::from_utf8(changed)
        .expect("text")
        .replace("did:example:s", "did:example:t");
    case(
        "changed",
        parse(&changed),
        Standing::Broken,
        Some(Check::Signature),
    );
    let rdfc = String::from_utf8(json::canonical(&secured(&own(""), 1, claim)).expect("canonical"))
        .expect("text");
    let rdfc = rdfc.replace("eddsa-jcs-2022", "eddsa-rdfc-2022");
    case(
        "needs RDF",
        parse(&rdfc),
        Standing::NotCheckableHere,
        Some(Check::Signature),
    );
}

/// A status list with this one bit set, as gzip with a stored block would have it.
fn list_document(issuer: &str, index: usize) -> String {
    let mut plain = vec![0u8; 16 * 1024];
    plain[index / 8] |= 0x80 >> (index % 8);
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    packed.extend((plain.len() as u16).to_le_bytes());
    packed.extend((!(plain.len() as u16)).to_le_bytes());
    packed.extend(&plain);
    let crc = !plain.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    });
    packed.extend(crc.to_le_bytes());
    packed.extend((plain.len() as u32).to_le_bytes());
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"https://l.example/1","type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{issuer}","credentialSubject":{{"type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"u{}"}}}}"#,
        to_base64_url(&packed)
    )
}

#[test]
fn status_is_believed_only_from_the_issuers_own_signed_list() {
    let entry = |index: usize| {
        format!(
            r#","credentialStatus":{{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"{index}","statusListCredential":"https://l.example/1"}}"#
        )
    };
    let case = |index: usize, list: Node, standing: Standing| {
        let document = secured(&credential(&did(1), &entry(index)), 1, "assertionMethod");
        let verdict = judge(&document, &[list]);
        assert_eq!(
            verdict.standing(),
            standing,
            "{:?}",
            verdict.outcome(Check::Revocation)
        );
    };
    let sound = || secured(&list_document(&did(1), 77), 1, "assertionMethod");
    case(76, sound(), Standing::ConfirmedByChosenKey);
    case(77, sound(), Standing::Broken);
    case(1 << 20, sound(), Standing::NotCheckableHere);
    case(
        76,
        secured(&list_document(&did(2), 77), 2, "assertionMethod"),
        Standing::NotCheckableHere,
    );
    case(
        76,
        parse(&list_document(&did(1), 77)),
        Standing::NotCheckableHere,
    );
}

#[test]
fn the_verdict_says_what_it_does_not_show() {
    let verdict = judge(
        &secured(&credential(&did(1), ""), 1, "assertionMethod"),
        &[],
    );
    assert!(matches!(
        verdict.outcome(Check::KeyChosen),
        Outcome::Confirmed(_)
    ));
    let text = verdict.does_not_show().join(" ");
    assert!(
        text.contains("does not show that what was signed is true"),
        "{text}"
    );
    assert!(text.contains("revocation"), "{text}");
}
