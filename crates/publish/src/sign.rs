//! Signing: sidecars and package manifests that compliance-trestle reads. Never makes a key, never keeps one.

use ed25519_dalek::Signer as _;
use intake::json::{self, Limits, Node};
use serde_json::json;
use std::collections::BTreeMap;
use trust::der::{self, tag};
use trust::dsse::{IN_TOTO, pae};
use trust::encoding::{to_base64, to_hex};
use trust::hash::Hash;
use trust::keys::{Curve, PublicKey};
use trust::predicate::{OSCAL_PACKAGE, OSCAL_SIGNING};
use trust::statement::STATEMENT_V1;

/// A private key that can sign. It is read from a file and forgotten with the value.
pub enum SigningKey {
    /// Ed25519.
    Ed25519(ed25519_dalek::SigningKey),
    /// ECDSA on P-256 over SHA-256, nonces derived from key and message (RFC 6979).
    P256(p256::ecdsa::SigningKey),
}

/// Why nothing was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignError {
    /// Not a PKCS #8 private key in PEM, or encrypted.
    KeyFormat,
    /// A kind of key we do not sign with.
    KeyKind,
    /// The document is not strict JSON, or has no canonical form.
    Document(String),
    /// The manifest lacks a field, or lists a file that is not there or lies outside.
    Manifest(String),
}

impl std::fmt::Display for SignError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::KeyFormat => f.write_str(
                "the key is not a PKCS #8 private key in PEM without a password; \
                 make one with: openssl genpkey -algorithm ed25519",
            ),
            Self::KeyKind => f.write_str("only Ed25519 and P-256 keys can sign here"),
            Self::Document(why) => write!(f, "the document cannot be signed: {why}"),
            Self::Manifest(why) => write!(f, "the manifest cannot be signed: {why}"),
        }
    }
}

impl SigningKey {
    /// Reads a PKCS #8 private key in PEM (RFC 5958).
    pub fn from_pem(text: &str) -> Result<Self, SignError> {
        let blocks = trust::pem::blocks(text).map_err(|_error| SignError::KeyFormat)?;
        match blocks.as_slice() {
            [block, ..] if block.label == "PRIVATE KEY" => Self::from_pkcs8(&block.bytes),
            _ => Err(SignError::KeyFormat),
        }
    }

    fn from_pkcs8(bytes: &[u8]) -> Result<Self, SignError> {
        let format = |_error| SignError::KeyFormat;
        let mut info = der::whole_sequence(bytes).map_err(format)?;
        info.unsigned().map_err(format)?;
        let mut algorithm = info.sequence().map_err(format)?;
        let kind = algorithm.oid().map_err(format)?;
        let key = info.octets().map_err(format)?;
        match kind {
            [0x2b, 0x65, 0x70] => {
                let seed = der::Reader::new(key).octets().map_err(format)?;
                let seed: [u8; 32] = seed.try_into().map_err(|_error| SignError::KeyFormat)?;
                Ok(Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(&seed)))
            }
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] => {
                if algorithm.oid() != Ok(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]) {
                    return Err(SignError::KeyKind);
                }
                let mut key = der::whole_sequence(key).map_err(format)?;
                key.expect(tag::INTEGER).map_err(format)?;
                let scalar = key.octets().map_err(format)?;
                p256::ecdsa::SigningKey::from_slice(scalar)
                    .map(Self::P256)
                    .map_err(|_error| SignError::KeyFormat)
            }
            _ => Err(SignError::KeyKind),
        }
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        match self {
            Self::Ed25519(key) => PublicKey::Ed25519(key.verifying_key().to_bytes()),
            Self::P256(key) => {
                let point = key.verifying_key().to_encoded_point(false);
                PublicKey::Ec(Curve::P256, point.as_bytes().to_vec())
            }
        }
    }

    /// The name by which securesystemslib, and so trestle, knows the key.
    pub fn hint(&self) -> String {
        let hints = self.public().hints();
        let hint = hints.get(1).or_else(|| hints.first());
        hint.cloned().unwrap_or_default()
    }

    /// Signs a message: 64 bytes for Ed25519, DER for P-256. The same message always gets the same signature.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign(message);
                signature.to_der().as_bytes().to_vec()
            }
        }
    }
}

/// Signs one JSON document. The statement is about its canonical form, so spacing and order of members may change.
pub fn sidecar(document: &[u8], name: &str, keys: &[SigningKey]) -> Result<String, SignError> {
    let digest = canonical_digest(document).map_err(SignError::Document)?;
    envelope(
        &json!({
            "_type": STATEMENT_V1,
            "subject": [{ "name": name, "digest": { "sha256": digest } }],
            "predicateType": OSCAL_SIGNING,
            "predicate": {
                "canonicalization": "RFC8785",
                "digestAlgorithm": "sha256",
                "digestSource": "canonical-json",
                "tool": "rulescape",
            },
        }),
        keys,
    )
}

/// Signs a package manifest (`primaryArtifact`, `artifacts`) and the files it lists, given by their address in it.
pub fn package(
    manifest: &[u8],
    files: &BTreeMap<String, Vec<u8>>,
    keys: &[SigningKey],
) -> Result<String, SignError> {
    let manifest = json::parse(manifest, &Limits::FILE)
        .map_err(|problem| SignError::Manifest(problem.what))?
        .root;
    let text = |node: &Node, name: &str| {
        let found = node
            .get(name)
            .and_then(Node::as_str)
            .filter(|text| !text.is_empty());
        found
            .map(str::to_owned)
            .ok_or_else(|| SignError::Manifest(format!("`{name}` is missing")))
    };
    let primary = text(&manifest, "primaryArtifact")?;
    let listed = manifest
        .get("artifacts")
        .and_then(Node::as_array)
        .filter(|listed| !listed.is_empty());
    let listed =
        listed.ok_or_else(|| SignError::Manifest("`artifacts` is missing or empty".to_owned()))?;
    let (mut subjects, mut artifacts) = (Vec::new(), Vec::new());
    for artifact in listed {
        let (name, uri) = (text(artifact, "name")?, text(artifact, "uri")?);
        let bytes = files
            .get(&uri)
            .ok_or_else(|| SignError::Manifest(format!("a listed file is missing: {uri:?}")))?;
        let digest = canonical_digest(bytes)
            .map_err(|why| SignError::Manifest(format!("{uri:?}: {why}")))?;
        subjects.push(json!({ "name": name, "digest": { "sha256": digest } }));
        artifacts
            .push(json!({ "name": name, "uri": uri, "mediaType": text(artifact, "mediaType")? }));
    }
    // The tool that defined this kind of package compares the whole predicate, its own name included.
    let predicate = json!({
        "tool": "compliance-trestle",
        "manifestVersion": "v1",
        "primaryArtifact": primary,
        "artifacts": artifacts,
    });
    envelope(
        &json!({ "_type": STATEMENT_V1, "subject": subjects, "predicateType": OSCAL_PACKAGE, "predicate": predicate }),
        keys,
    )
}

fn canonical_digest(document: &[u8]) -> Result<String, String> {
    let json = json::parse(document, &Limits::FILE).map_err(|problem| problem.what)?;
    let canonical = json::canonical(&json.root).map_err(|problem| problem.what)?;
    Ok(to_hex(&Hash::Sha256.of(&canonical)))
}

/// A statement in an envelope, signed by every key.
pub fn envelope(statement: &serde_json::Value, keys: &[SigningKey]) -> Result<String, SignError> {
    let printed = statement.to_string();
    let payload = json::parse(printed.as_bytes(), &Limits::FILE)
        .and_then(|json| json::canonical(&json.root))
        .map_err(|problem| SignError::Document(problem.what))?;
    let message = pae(IN_TOTO, &payload);
    let signatures = keys
        .iter()
        .map(|key| json!({ "keyid": key.hint(), "sig": to_base64(&key.sign(&message)) }));
    let envelope = json!({
        "payload": to_base64(&payload),
        "payloadType": IN_TOTO,
        "signatures": signatures.collect::<Vec<_>>(),
    });
    Ok(format!("{envelope:#}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ident::Standing;
    use trust::keyring::Keyring;
    use trust::sidecar::{self as judge, Artefact};
    use trust::time::Moment;

    /// Worthless on purpose: it stands here for everyone to read.
    const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n";

    #[test]
    fn what_is_signed_is_confirmed_and_what_is_changed_is_not() {
        let key = SigningKey::from_pem(KEY).expect("a PKCS #8 key");
        let document = br#"{"catalog": {"b": 1, "a": [2]}}"#;
        let keys = [SigningKey::from_pem(KEY).expect("a PKCS #8 key")];
        let envelope = sidecar(document, "catalog.json", &keys).expect("signed");
        let check = |document: &[u8], chosen: Vec<PublicKey>| {
            let keyring = Keyring::new(chosen, vec![key.public()]);
            judge::check(
                envelope.as_bytes(),
                Artefact::Document(document),
                &keyring,
                Moment(0),
            )
            .verdict
            .standing()
        };
        assert_eq!(
            check(document, vec![key.public()]),
            Standing::ConfirmedByChosenKey
        );
        assert_eq!(
            check(br#"{"catalog":{"a":[2],"b":1}}"#, vec![key.public()]),
            Standing::ConfirmedByChosenKey
        );
        assert_eq!(check(document, Vec::new()), Standing::IntactKeyUnknown);
        assert_eq!(
            check(br#"{"catalog":{"a":[3],"b":1}}"#, vec![key.public()]),
            Standing::Broken
        );
    }

    #[test]
    fn packages_cover_every_listed_file() {
        let keys = [SigningKey::from_pem(KEY).expect("a PKCS #8 key")];
        let manifest = br#"{"primaryArtifact":"a","artifacts":[{"name":"a","uri":"a.json","mediaType":"application/json"}]}"#;
        let files = BTreeMap::from([("a.json".to_owned(), b"{}".to_vec())]);
        let envelope = package(manifest, &files, &keys).expect("signed");
        let keyring = Keyring::new(vec![keys[0].public()], Vec::new());
        let check = |files: &BTreeMap<String, Vec<u8>>| {
            judge::check(
                envelope.as_bytes(),
                Artefact::Package(manifest, files),
                &keyring,
                Moment(0),
            )
            .verdict
            .standing()
        };
        assert_eq!(check(&files), Standing::ConfirmedByChosenKey);
        assert_eq!(
            check(&BTreeMap::from([("a.json".to_owned(), b"[]".to_vec())])),
            Standing::Broken
        );
        assert_eq!(
            package(manifest, &BTreeMap::new(), &keys),
            Err(SignError::Manifest(
                "a listed file is missing: \"a.json\"".to_owned()
            ))
        );
    }

    #[test]
    fn other_keys_are_refused() {
        assert_eq!(SigningKey::from_pem("").err(), Some(SignError::KeyFormat));
        assert_eq!(
            SigningKey::from_pem(&KEY.replace("PRIVATE", "ENCRYPTED PRIVATE")).err(),
            Some(SignError::KeyFormat)
        );
    }
}
