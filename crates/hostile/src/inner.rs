//! What lies inside signed files: timestamps, log entries, packed lists, certificates' own lists, signatures, documents of
//! identifiers. Wraps any bytes so that they come to the readers that base64 or a sound signature would keep them from.
//! Never a panic; never confirmed unless all that was wrapped is sound.

use ed25519_dalek::Signer as _;
use ident::{Digest, Standing};
use intake::json::{self, Limits, Node};
use trust::encoding::{to_base64, to_base64_url};
use trust::hash::Hash;
use trust::keyring::Keyring;
use trust::keys::{Curve, PublicKey};
use trust::rsa::{RsaKey, RsaPadding};
use trust::sidecar::Artefact;
use trust::signature::{self, Encoding, Scheme};
use trust::sigstore::{self, Chosen, TrustedRoot};
use trust::status_list::{StatusList, StatusListError};
use trust::time::Moment;
use trust::{credential_verdict, did_document, merkle};

const NOW: Moment = Moment(1_800_000_000);
const DOCUMENT: &[u8] = b"{}";

/// One run.
pub fn run(data: &[u8]) {
    sigstore::try_readers(data);
    in_a_bundle(data);
    packed_list(data);
    as_signature(data);
    proof(data);
    if let Ok(json) = json::parse(data, &Limits::FILE) {
        identifiers(data, &json.root);
    }
}

/// A bundle whose signature holds, with the bytes as its timestamp and as the entry of a log that nobody signed.
fn in_a_bundle(data: &[u8]) {
    let root = TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1).ok();
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let public = PublicKey::Ed25519(key.verifying_key().to_bytes());
    let chosen = Chosen {
        keyring: Keyring::new(vec![public], Vec::new()),
        root: root.as_ref(),
        ..Chosen::default()
    };
    let log = root.as_ref().and_then(|root| root.logs.first());
    let id = to_base64(log.map(|log| log.id.as_slice()).unwrap_or_default());
    let wrapped = to_base64(data);
    let signature = to_base64(&key.sign(DOCUMENT).to_bytes());
    for kind in ["hashedrekord", "dsse", "intoto"] {
        let entry = format!(
            r#"{{"logIndex":"0","logId":{{"keyId":"{id}"}},"kindVersion":{{"kind":"{kind}","version":"0.0.2"}},"inclusionProof":{{"logIndex":"0","rootHash":"{}","treeSize":"1","hashes":[],"checkpoint":{{"envelope":"a\n1\nAA==\n\n"}}}},"canonicalizedBody":"{wrapped}"}}"#,
            to_base64(&merkle::leaf_hash(data)),
        );
        let bundle = format!(
            r#"{{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{{"publicKey":{{"hint":""}},"tlogEntries":[{entry}],"timestampVerificationData":{{"rfc3161Timestamps":[{{"signedTimestamp":"{wrapped}"}}]}}}},"messageSignature":{{"signature":"{signature}"}}}}"#,
        );
        let artefact = Artefact::Document(DOCUMENT);
        let verdict = sigstore::check(bundle.as_bytes(), artefact, &chosen, NOW).verdict;
        assert_ne!(verdict.standing(), Standing::ConfirmedByChosenKey);
    }
}

fn packed_list(data: &[u8]) {
    match StatusList::from_encoded(&format!("u{}", to_base64_url(data))) {
        Ok(list) => {
            assert_eq!(list.bit(list.bits()), Err(StatusListError::Length));
        }
        Err(error) => assert_ne!(error, StatusListError::Purpose),
    }
}

/// The bytes as a signature, in every scheme, under keys whose private halves nobody has used for it.
fn as_signature(data: &[u8]) {
    let generator = |curve, sec1: &str| {
        let bytes = trust::encoding::from_hex(sec1).unwrap_or_default();
        PublicKey::ec(curve, &bytes).ok()
    };
    let mut modulus = vec![0xc5; 256];
    modulus[255] |= 1;
    let rsa = RsaKey::new(&modulus, &[1, 0, 1]).ok().map(PublicKey::Rsa);
    // The curves' own base points (SEC 2): nobody signs with the private key 1.
    let keys = [
        generator(
            Curve::P256,
            "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        ),
        generator(
            Curve::P384,
            "03aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
        ),
        rsa,
    ];
    for key in keys.into_iter().flatten() {
        let schemes: Vec<Scheme> = match &key {
            PublicKey::Rsa(_) => [
                RsaPadding::Pkcs1,
                RsaPadding::PssHashSalt,
                RsaPadding::PssAnySalt,
            ]
            .map(|padding| Scheme::Rsa(Hash::Sha256, padding))
            .to_vec(),
            _ => [Encoding::Der, Encoding::Raw, Encoding::ByLength]
                .map(|encoding| Scheme::Ecdsa(Hash::Sha256, encoding))
                .to_vec(),
        };
        for scheme in schemes {
            let held = signature::check(&key, scheme, DOCUMENT, data);
            assert!(held.is_err() || matches!(key, PublicKey::Ec(..)));
        }
    }
}

/// The bytes as sizes, roots and hashes of proofs. What proves inclusion proves it of this leaf alone.
fn proof(data: &[u8]) {
    let (numbers, hashes) = data.split_at(data.len().min(16));
    let number = |at: usize| {
        let bytes = numbers.get(at..at + 8).unwrap_or_default();
        u64::from_be_bytes(bytes.try_into().unwrap_or_default())
    };
    let nodes: Vec<merkle::Node> = hashes
        .chunks_exact(32)
        .filter_map(|chunk| chunk.try_into().ok())
        .collect();
    let (index, size) = (number(0), number(8));
    let Some((root, path)) = nodes.split_first() else {
        return;
    };
    let leaf = merkle::leaf_hash(data);
    let _ = merkle::check_consistency(index, size, &leaf, root, path);
    if merkle::check_inclusion(index, size, &leaf, path, root).is_ok() {
        let other = merkle::leaf_hash(b"other");
        assert!(merkle::check_inclusion(index, size, &other, path, root).is_err());
    }
}

fn identifiers(data: &[u8], root: &Node) {
    if let Some(identity) = did_document::identity(data, None, NOW) {
        assert!(identity.keys.len() <= trust::limits::MAX_IDENTITY_KEYS);
    }
    let _ = did_document::identity(data, Some(data), NOW);
    let nobody = Keyring::default();
    let lists = [root.clone()];
    let verdict = credential_verdict::check(Digest::new([0; 32]), root, &lists, &nobody, NOW);
    assert_ne!(verdict.standing(), Standing::ConfirmedByChosenKey);
}
