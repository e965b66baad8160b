//! Histories of `did:webvh` that we write ourselves, with witnesses. Never depends on the clock.

use ed25519_dalek::Signer as _;
use intake::json::{self, Limits};
use std::collections::BTreeMap;
use trust::encoding::to_base58;
use trust::examine::{Material, examine};
use trust::hash::sha256;
use trust::keys::PublicKey;
use trust::sigstore::Chosen;
use trust::time::Moment;
use trust::{Check, Outcome, Verdict};

const NOW: Moment = Moment(1_800_000_000);
const WITNESSES: u8 = 60;

fn secret(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn multikey(seed: u8) -> String {
    let key = PublicKey::Ed25519(secret(seed).verifying_key().to_bytes());
    key.to_multikey().unwrap_or_default()
}

fn canonical(text: &str) -> Vec<u8> {
    let json = json::parse(text.as_bytes(), &Limits::FILE).expect("JSON");
    json::canonical(&json.root).expect("canonical")
}

fn multihash(text: &str) -> String {
    to_base58(&[&[0x12, 0x20][..], &sha256(&[&canonical(text)])].concat())
}

fn proof(document: &str, seed: u8) -> String {
    let key = multikey(seed);
    let options = format!(
        r#"{{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"did:key:{key}#{key}","proofPurpose":"assertionMethod"}}"#
    );
    let digest = |text: &str| sha256(&[&canonical(text)]);
    let message = [digest(&options), digest(document)].concat();
    let value = to_base58(&secret(seed).sign(&message).to_bytes());
    options.replacen('{', &format!("{{\"proofValue\":\"z{value}\","), 1)
}

/// Versions written under the key of seed 1, each to be seen by every witness; the ids of the versions.
fn history(versions: usize) -> (Vec<String>, Vec<String>) {
    let ids =
        (100..100 + WITNESSES).map(|seed| format!("{{\"id\":\"did:key:{}\"}}", multikey(seed)));
    let witnesses = ids.collect::<Vec<_>>().join(",");
    let draft = format!(
        r#"{{"versionId":"{{SCID}}","versionTime":"2000-01-01T00:00:00Z","parameters":{{"method":"did:webvh:1.0","scid":"{{SCID}}","updateKeys":["{}"],"witness":{{"threshold":{WITNESSES},"witnesses":[{witnesses}]}}}},"state":{{"id":"did:webvh:{{SCID}}:a.example"}}}}"#,
        multikey(1)
    );
    let scid = multihash(&draft);
    let (mut lines, mut names) = (Vec::new(), vec![scid.clone()]);
    for number in 1..=versions {
        let before = names.last().cloned().unwrap_or_default();
        let written = match number {
            1 => draft.replace("{SCID}", &scid),
            _ => format!(
                r#"{{"versionId":"{before}","versionTime":"2000-01-01T{:02}:{:02}:00Z","parameters":{{}},"state":{{"id":"did:webvh:{scid}:a.example"}}}}"#,
                number / 60,
                number % 60
            ),
        };
        let name = format!("{number}-{}", multihash(&written));
        let place = format!("\"versionId\":\"{before}\"");
        let named = written.replacen(&place, &format!("\"versionId\":\"{name}\""), 1);
        let own = proof(&named, 1);
        lines.push(named.replacen('{', &format!("{{\"proof\":[{own}],"), 1));
        names.push(name);
    }
    names.remove(0);
    (lines, names)
}

/// What every witness signed about each of these versions.
fn seen(names: &[String]) -> String {
    let item = |name: &String| {
        let signed = format!("{{\"versionId\":\"{name}\"}}");
        let proofs = (100..100 + WITNESSES).map(|seed| proof(&signed, seed));
        let proofs = proofs.collect::<Vec<_>>().join(",");
        format!("{{\"versionId\":\"{name}\",\"proof\":[{proofs}]}}")
    };
    let items: Vec<String> = names.iter().map(item).collect();
    format!("[{}]", items.join(","))
}

fn judge(lines: &[String], witnesses: &str) -> Verdict {
    let file = lines.join("\n");
    let files = BTreeMap::from([("did-witness.json".to_owned(), witnesses.as_bytes().to_vec())]);
    let material = Material {
        file: file.as_bytes(),
        companions: Some(&files),
        ..Material::default()
    };
    let mut exhibits = examine(&material, &Chosen::default(), NOW);
    exhibits.remove(0).judged.verdict
}

fn holds(verdict: &Verdict, check: Check) -> bool {
    matches!(verdict.outcome(check), Outcome::Confirmed(_))
}

/// A file that keeps every proof since the beginning asks for no more checks than one that keeps the last.
#[test]
fn old_proofs_of_witnesses_cost_nothing() {
    let (lines, names) = history(170);
    let whole = judge(&lines, &seen(&names));
    assert!(holds(&whole, Check::Witnesses), "{:?}", whole.decisive());
    let last = judge(&lines, &seen(&names[169..]));
    assert!(holds(&last, Check::Witnesses), "{:?}", last.decisive());
    let old = judge(&lines, &seen(&names[..169]));
    assert!(!holds(&old, Check::Witnesses));
}

/// That witnesses are missing must not hide that a signature is.
#[test]
fn a_forged_version_is_not_called_signed_for_want_of_witnesses() {
    let (mut lines, names) = history(3);
    assert!(holds(&judge(&lines, &seen(&names)), Check::Signature));
    let (_, others) = history(2);
    assert_eq!(others, names[..2]);
    lines[2] = lines[2].replace("did:key:z6Mk", "did:key:z6Mj");
    for witnesses in [seen(&names), "[]".to_owned()] {
        let verdict = judge(&lines, &witnesses);
        assert!(!holds(&verdict, Check::Signature));
        assert!(!holds(&verdict, Check::History));
    }
}
