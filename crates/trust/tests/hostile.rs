//! Hostile input: nothing changed is ever confirmed, nothing panics, nothing runs away. Never depends on the clock.

use ed25519_dalek::Signer as _;
use ident::Standing;
use trust::dsse::{Envelope, IN_TOTO, pae};
use trust::encoding::{to_base64, to_hex};
use trust::examine::{Material, examine};
use trust::hash::sha256;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::sidecar::{self, Artefact};
use trust::sigstore::Chosen;
use trust::time::Moment;

const NOW: Moment = Moment(1_800_000_000);
const DOCUMENT: &[u8] = b"rules";

fn key() -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[7; 32])
}

fn chosen() -> Keyring {
    Keyring::new(
        vec![PublicKey::Ed25519(key().verifying_key().to_bytes())],
        Vec::new(),
    )
}

fn statement() -> String {
    format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"n","digest":{{"sha256":"{}"}}}}],"predicateType":"https://example.org/p","predicate":{{}}}}"#,
        to_hex(&sha256(&[DOCUMENT]))
    )
}

/// An envelope over any payload, soundly signed.
fn signed(kind: &str, payload: &str) -> String {
    let signature = key().sign(&pae(kind, payload.as_bytes())).to_bytes();
    format!(
        r#"{{"payload":"{}","payloadType":"{kind}","signatures":[{{"keyid":"k","sig":"{}"}}]}}"#,
        to_base64(payload.as_bytes()),
        to_base64(&signature)
    )
}

fn standing(envelope: &[u8]) -> Standing {
    sidecar::check(envelope, Artefact::Document(DOCUMENT), &chosen(), NOW)
        .verdict
        .standing()
}

#[test]
fn the_sound_one_is_confirmed() {
    assert_eq!(
        standing(signed(IN_TOTO, &statement()).as_bytes()),
        Standing::ConfirmedByChosenKey
    );
}

#[test]
fn a_flipped_bit_is_never_confirmed_unless_nothing_that_counts_has_changed() {
    let sound = signed(IN_TOTO, &statement());
    let original = Envelope::from_bytes(sound.as_bytes()).expect("an envelope");
    for place in 0..sound.len() {
        for bit in [0, 5] {
            let mut bytes = sound.clone().into_bytes();
            bytes[place] ^= 1 << bit;
            if standing(&bytes) == Standing::ConfirmedByChosenKey {
                let read = Envelope::from_bytes(&bytes).expect("it was confirmed");
                assert_eq!(
                    (&read.payload_type, &read.payload),
                    (&original.payload_type, &original.payload)
                );
            }
        }
    }
}

#[test]
fn every_cut_is_refused() {
    let sound = signed(IN_TOTO, &statement());
    for length in 0..sound.len() {
        assert_eq!(
            standing(&sound.as_bytes()[..length]),
            Standing::Broken,
            "{length} bytes"
        );
    }
}

#[test]
fn dropped_and_doubled_members_are_refused() {
    let sound = signed(IN_TOTO, &statement());
    for member in ["payload", "payloadType", "signatures", "sig"] {
        let dropped = sound.replacen(&format!("\"{member}\":"), "\"dropped\":", 1);
        let doubled = sound.replacen(
            &format!("\"{member}\":"),
            &format!("\"{member}\":\"\",\"{member}\":"),
            1,
        );
        for changed in [dropped, doubled] {
            assert_eq!(standing(changed.as_bytes()), Standing::Broken, "{member}");
        }
    }
    for member in ["_type", "subject", "digest", "sha256", "predicateType"] {
        let dropped = statement().replacen(&format!("\"{member}\":"), "\"dropped\":", 1);
        let doubled = statement().replacen(
            &format!("\"{member}\":"),
            &format!("\"{member}\":1,\"{member}\":"),
            1,
        );
        for changed in [dropped, doubled] {
            let standing = standing(signed(IN_TOTO, &changed).as_bytes());
            assert!(
                matches!(standing, Standing::Broken | Standing::NotCheckableHere),
                "{member}: {standing:?}"
            );
        }
    }
}

#[test]
fn the_type_is_part_of_what_is_signed() {
    let sound = signed("application/json", &statement());
    assert_eq!(standing(sound.as_bytes()), Standing::Broken);
    assert_eq!(
        standing(sound.replace("application/json", IN_TOTO).as_bytes()),
        Standing::NotCheckableHere
    );
}

#[test]
fn a_hundred_thousand_signatures_are_refused_before_any_is_tried() {
    let sound = signed(IN_TOTO, &statement());
    let one = r#"{"sig":"AAAA"},"#.repeat(100_000);
    let many = sound.replacen("\"signatures\":[", &format!("\"signatures\":[{one}"), 1);
    assert_eq!(standing(many.as_bytes()), Standing::Broken);
}

#[test]
fn one_key_signing_twice_counts_once() {
    let sound = signed(IN_TOTO, &statement());
    let start = sound.find("[{\"keyid\"").expect("signatures") + 1;
    let end = sound.len() - 2;
    let twice = format!("{},{}]}}", &sound[..end], &sound[start..end]);
    let judge = |threshold: usize| {
        let keyring = chosen().with_threshold(threshold);
        sidecar::check(
            twice.as_bytes(),
            Artefact::Document(DOCUMENT),
            &keyring,
            NOW,
        )
        .verdict
        .standing()
    };
    assert_eq!(judge(1), Standing::ConfirmedByChosenKey);
    assert_eq!(judge(2), Standing::Broken);
}

#[test]
fn nests_and_giants_are_refused() {
    let nest = "[".repeat(200_000);
    for payload in [nest.clone(), format!("{{\"a\":{nest}")] {
        assert_eq!(
            standing(signed(IN_TOTO, &payload).as_bytes()),
            Standing::Broken
        );
        assert_eq!(standing(payload.as_bytes()), Standing::Broken);
    }
    let giant = format!(
        r#"{{"payload":"{}","payloadType":"t","signatures":[]}}"#,
        "A".repeat(24 * 1024 * 1024)
    );
    assert_eq!(standing(giant.as_bytes()), Standing::Broken);
}

#[test]
fn a_claim_from_the_future_is_refused() {
    let body = |time: &str| {
        statement().replace("https://example.org/p", "https://in-toto.io/attestation/svr/v0.2").replace(
            "\"predicate\":{}",
            &format!(r#""predicate":{{"verifier":{{"id":"https://v.example","policies":[]}},"timeCreated":"{time}","properties":["A"]}}"#),
        )
    };
    assert_eq!(
        standing(signed(IN_TOTO, &body("2026-01-01T00:00:00Z")).as_bytes()),
        Standing::ConfirmedByChosenKey
    );
    assert_eq!(
        standing(signed(IN_TOTO, &body("2999-01-01T00:00:00Z")).as_bytes()),
        Standing::Broken
    );
}

#[test]
fn any_bytes_at_all_get_a_verdict_that_is_not_green() {
    let mut state = 1u32;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    for length in (0..2_000).step_by(7) {
        let bytes: Vec<u8> = (0..length).map(|_| next()).collect();
        for signature in [None, Some(bytes.as_slice())] {
            let material = Material {
                file: &bytes,
                signature,
                ..Material::default()
            };
            let chosen = Chosen {
                keyring: chosen(),
                ..Chosen::default()
            };
            for exhibit in examine(&material, &chosen, NOW) {
                assert_ne!(
                    exhibit.judged.verdict.standing(),
                    Standing::ConfirmedByChosenKey
                );
            }
        }
    }
}

#[test]
fn names_of_files_cannot_leave_the_folder() {
    let manifest = |uri: &str| {
        format!(
            r#"{{"primaryArtifact":"a","artifacts":[{{"name":"a","uri":"{uri}","mediaType":"m"}}]}}"#
        )
    };
    for uri in [
        "../a.json",
        "/a.json",
        "a/../../a.json",
        "./a.json",
        "a//b.json",
        "c:a.json",
        "",
    ] {
        let manifest = manifest(uri);
        let payload = format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"a","digest":{{"sha256":"{}"}}}}],"predicateType":"https://oscal-compass.github.io/compliance-trestle/predicates/oscal-package/v1","predicate":{}}}"#,
            to_hex(&sha256(&[b"{}"])),
            manifest
        );
        let files = [(uri.to_owned(), b"{}".to_vec())].into();
        let artefact = Artefact::Package(manifest.as_bytes(), &files);
        let verdict = sidecar::check(
            signed(IN_TOTO, &payload).as_bytes(),
            artefact,
            &chosen(),
            NOW,
        )
        .verdict;
        assert_eq!(verdict.standing(), Standing::Broken, "{uri:?}");
    }
}

#[cfg(feature = "keyless")]
#[test]
fn foreign_bundles_with_flipped_bits_are_never_confirmed_as_something_else() {
    use trust::sigstore::{self, Bundle, ExpectedIdentity, TrustedRoot};
    let Some(folder) = testkit::vectors("sigstore-conformance") else {
        return;
    };
    let artefact = std::fs::read(folder.join("a.txt")).unwrap_or_default();
    let identity = ExpectedIdentity {
        name: None,
        issuer: None,
    };
    for case in ["happy-path-v0.3", "rekor2-happy-path"] {
        let Ok(sound) = std::fs::read(folder.join(case).join("bundle.sigstore.json")) else {
            continue;
        };
        let root = std::fs::read(folder.join(case).join("trusted_root.json"))
            .unwrap_or_else(|_| sigstore::PUBLIC_GOOD.1.to_vec());
        let root = TrustedRoot::from_bytes(&root).expect("a trusted root");
        let chosen = Chosen {
            root: Some(&root),
            identity: Some(&identity),
            ..Chosen::default()
        };
        let judge = |bytes: &[u8]| {
            sigstore::check(bytes, Artefact::Document(&artefact), &chosen, NOW)
                .verdict
                .standing()
        };
        assert_eq!(judge(&sound), Standing::IntactKeyUnknown, "{case}");
        let original = Bundle::from_bytes(&sound).expect("a bundle");
        for place in (0..sound.len()).step_by(61) {
            let mut bytes = sound.clone();
            bytes[place] ^= 1;
            if judge(&bytes) == Standing::IntactKeyUnknown {
                let read = Bundle::from_bytes(&bytes).expect("it was found intact");
                assert_eq!(
                    read.signature(),
                    original.signature(),
                    "{case} byte {place}"
                );
                assert_eq!(read.material, original.material, "{case} byte {place}");
            }
        }
    }
}

#[test]
fn a_bundle_of_too_many_lines_is_read_to_its_limit() {
    let sound = signed(IN_TOTO, &statement());
    let mut bundle = format!("{sound}\n");
    bundle.push_str(&"[]\n".repeat(trust::examine::MAX_LINES + 50_000));
    let material = Material {
        file: bundle.as_bytes(),
        ..Material::default()
    };
    let chosen = Chosen {
        keyring: chosen(),
        ..Chosen::default()
    };
    let exhibits = examine(&material, &chosen, NOW);
    assert_eq!(exhibits.len(), trust::examine::MAX_LINES);
    let green = exhibits
        .iter()
        .filter(|exhibit| exhibit.judged.verdict.standing() == Standing::ConfirmedByChosenKey);
    assert_eq!(green.count(), 1);
}

#[test]
fn checking_stops_when_its_budget_is_spent() {
    use trust::limits::{MAX_SIGNATURES, MAX_VERIFICATIONS};
    // As many signatures as are read, none by a chosen key, and far more keys than the budget has checks for.
    let many = MAX_VERIFICATIONS / MAX_SIGNATURES * 2;
    let keys = (0..many).map(|number| {
        let seed = sha256(&[&number.to_be_bytes()]);
        let key = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
        PublicKey::Ed25519(key.to_bytes())
    });
    let stranger = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    let payload = statement();
    let one = format!(
        r#"{{"sig":"{}"}}"#,
        to_base64(&stranger.sign(&pae(IN_TOTO, payload.as_bytes())).to_bytes())
    );
    let envelope = format!(
        r#"{{"payload":"{}","payloadType":"{IN_TOTO}","signatures":[{}]}}"#,
        to_base64(payload.as_bytes()),
        vec![one; MAX_SIGNATURES].join(",")
    );
    let keyring = Keyring::new(keys.collect(), Vec::new());
    let envelope = Envelope::from_bytes(envelope.as_bytes()).expect("as many as are allowed");
    let examination = envelope.examine(&keyring.all());
    assert!(examination.cut_short);
    assert!(examination.keys().is_empty());
}
