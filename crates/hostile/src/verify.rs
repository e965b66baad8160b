//! Any bytes as a file and as a signature beside one, and as a payload that is soundly signed. Never a panic, never
//! confirmed unless a chosen key signed just that, never a verdict without all of its checks.

use ed25519_dalek::Signer as _;
use ident::Standing;
use std::collections::BTreeMap;
use trust::dsse::{IN_TOTO, pae};
use trust::encoding::{to_base64, to_hex};
use trust::examine::{Exhibit, Material, examine};
use trust::hash::Hash;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::model_signing::Folder;
use trust::note::NoteKey;
use trust::sidecar::{self, Artefact};
use trust::sigstore::{self, Chosen, ExpectedIdentity, TrustedRoot};
use trust::time::Moment;
use trust::{Check, Outcome};

const NOW: Moment = Moment(1_800_000_000);
/// What soundly signed payloads are compared with.
const DOCUMENT: &[u8] = b"{}";

/// One run.
pub fn run(data: &[u8]) {
    any_bytes(data);
    soundly_signed(data);
}

fn any_bytes(data: &[u8]) {
    let root = TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1).ok();
    let identity = ExpectedIdentity {
        name: Some("nobody@nowhere.invalid".to_owned()),
        issuer: None,
    };
    // Nobody knows the private half of this key (the bytes of a point picked by hashing).
    let key = PublicKey::from_text("did:key:z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS").ok();
    let note_keys: Vec<NoteKey> = match &key {
        Some(PublicKey::Ed25519(bytes)) => vec![NoteKey::ed25519("log.example", bytes)],
        _ => Vec::new(),
    };
    let chosen = Chosen {
        keyring: Keyring::new(key.into_iter().collect(), Vec::new()),
        root: root.as_ref(),
        identity: Some(&identity),
        ..Chosen::default()
    };
    let (file, signature) = data.split_at(data.len() / 2);
    let companions = BTreeMap::from([
        ("a.json".to_owned(), DOCUMENT.to_vec()),
        ("did-witness.json".to_owned(), signature.to_vec()),
    ]);
    for material in [
        Material {
            file: data,
            note_keys: &note_keys,
            ..Material::default()
        },
        Material {
            file,
            signature: Some(signature),
            companions: Some(&companions),
            ..Material::default()
        },
        Material {
            file,
            companions: Some(&companions),
            ..Material::default()
        },
        Material {
            file: DOCUMENT,
            signature: Some(data),
            ..Material::default()
        },
    ] {
        let exhibits = examine(&material, &chosen, NOW);
        assert!(!exhibits.is_empty());
        for exhibit in exhibits {
            assert_ne!(
                exhibit.judged.verdict.standing(),
                Standing::ConfirmedByChosenKey
            );
            sound(&exhibit);
        }
    }
    let folder = Folder {
        files: BTreeMap::from([("a.json".to_owned(), trust::hash::sha256(&[DOCUMENT]))]),
        ..Folder::default()
    };
    let judged = sigstore::check(data, Artefact::Folder(&folder), &chosen, NOW);
    assert_ne!(judged.verdict.standing(), Standing::ConfirmedByChosenKey);
}

/// The content is hostile, the signature is not: confirmed only if the digest of the document is in what was signed.
fn soundly_signed(payload: &[u8]) {
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let envelope = format!(
        r#"{{"payload":"{}","payloadType":"{IN_TOTO}","signatures":[{{"sig":"{}"}}]}}"#,
        to_base64(payload),
        to_base64(&key.sign(&pae(IN_TOTO, payload)).to_bytes()),
    );
    let keyring = Keyring::new(
        vec![PublicKey::Ed25519(key.verifying_key().to_bytes())],
        Vec::new(),
    );
    let verdict = sidecar::check(
        envelope.as_bytes(),
        Artefact::Document(DOCUMENT),
        &keyring,
        NOW,
    )
    .verdict;
    if verdict.standing() == Standing::ConfirmedByChosenKey {
        let text = String::from_utf8_lossy(payload).to_ascii_lowercase();
        let hashes = [Hash::Sha256, Hash::Sha384, Hash::Sha512];
        assert!(
            text.contains('\\')
                || hashes
                    .iter()
                    .any(|hash| text.contains(&to_hex(&hash.of(DOCUMENT))))
        );
        assert!(matches!(
            verdict.outcome(Check::Subject),
            Outcome::Confirmed(_)
        ));
    }
}

fn sound(exhibit: &Exhibit) {
    let verdict = &exhibit.judged.verdict;
    let checks: Vec<Check> = verdict.steps().iter().map(|step| step.check).collect();
    assert_eq!(checks, Check::ALL);
    if verdict.standing() == Standing::IntactKeyUnknown {
        assert!(matches!(
            verdict.outcome(Check::Signature),
            Outcome::Confirmed(_)
        ));
    }
}
