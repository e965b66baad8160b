//! Foreign vectors where a reader would put them, and a viewpoint for them. Never changes a file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use protocol::{ChosenIdentity, ChosenKey, ChosenRoot, Viewpoint};

use super::Atlas;

/// Foreign vectors, each where a reader would put it: its place among the vectors, and its place for this test.
const FOREIGN: [(&str, &str); 29] = [
    ("sigstore-conformance/a.txt", "sigstore/a.txt"),
    (
        "sigstore-conformance/happy-path-v0.3/bundle.sigstore.json",
        "sigstore/a.txt.sigstore.json",
    ),
    (
        "sigstore-conformance/signature-mismatch_fail/bundle.sigstore.json",
        "sigstore/a.txt.other.sigstore.json",
    ),
    (
        "npm-provenance/provenance-npm-test-ossf.tgz.json",
        "npm/sound.json",
    ),
    (
        "npm-provenance/provenance-npm-test-ossf-invalidsigpub.tgz.json",
        "npm/changed.json",
    ),
    ("npm-provenance/npm_keys.json", "npm/keys.json"),
    (
        "pep740/pypi_attestation_models-0.0.4a2.tar.gz.attestation",
        "pypi/models.attestation",
    ),
    (
        "oms/signed-dirs/v1.0.0-certificate/model.sig",
        "model/model.sig",
    ),
    (
        "oms/signed-dirs/v1.0.0-certificate/signme-1",
        "model/signme-1",
    ),
    (
        "oms/signed-dirs/v1.0.0-certificate/signme-2",
        "model/signme-2",
    ),
    ("trestle/basic-catalog.json", "trestle/basic-catalog.json"),
    (
        "trestle/basic-catalog.json.rsa2048.dsse",
        "trestle/basic-catalog.json.rsa2048.dsse",
    ),
    (
        "trestle/basic-catalog.json.p384.dsse",
        "trestle/basic-catalog.json.p384.dsse",
    ),
    ("trestle/p384.pub.pem", "trestle/p384.pub.pem"),
    ("dsse/slsa-vsa.dsse.jsonl", "lines/vsa.jsonl"),
    (
        "vc-data-integrity/eddsa-jcs-2022/signedJCS.json",
        "credentials/one.json",
    ),
    (
        "vc-data-integrity/eddsa-rdfc-2022/signedDataInt.json",
        "credentials/two.json",
    ),
    (
        "didwebvh/vectors/witness-threshold/java-eecc/did.jsonl",
        "history/did.jsonl",
    ),
    (
        "didwebvh/vectors/witness-threshold/java-eecc/did-witness.json",
        "history/did-witness.json",
    ),
    (
        "tlog-notes/c2sp-cosigned-checkpoint.txt",
        "log/checkpoint.txt",
    ),
    (
        "sigstore-go/sigstore.js@2.0.0-provenance.sigstore.json",
        "sigstore/provenance.sigstore.json",
    ),
    (
        "sigstore-conformance/managed-key-happy-path/bundle.sigstore.json",
        "sigstore/a.txt.by-key.sigstore.json",
    ),
    (
        "sigstore-conformance/managed-key-happy-path/key.pub",
        "sigstore/key.pub",
    ),
    (
        "sigstore-conformance/checkpoint-wrong-roothash_fail/bundle.sigstore.json",
        "sigstore/a.txt.root-hash.sigstore.json",
    ),
    (
        "sigstore-conformance/set-invalid-signature_fail/bundle.sigstore.json",
        "sigstore/a.txt.promise.sigstore.json",
    ),
    (
        "sigstore-conformance/rekor2-happy-path/bundle.sigstore.json",
        "sigstore/a.txt.rekor2.sigstore.json",
    ),
    (
        "sigstore-conformance/intoto-with-custom-trust-root/artifact",
        "custom/artifact",
    ),
    (
        "sigstore-conformance/intoto-with-custom-trust-root/bundle.sigstore.json",
        "custom/artifact.sigstore.json",
    ),
    (
        "pep740/pypi_attestations-0.0.19.tar.gz.slsa.attestation",
        "pypi/provenance.attestation",
    ),
];

/// A folder signed with a key.
const MODEL: [(&str, &str); 3] = [
    (
        "oms/signed-dirs/v1.0.1-elliptic-key/model.sig",
        "model/model.sig",
    ),
    (
        "oms/signed-dirs/v1.0.1-elliptic-key/signme-1",
        "model/signme-1",
    ),
    (
        "oms/signed-dirs/v1.0.1-elliptic-key/signme-2",
        "model/signme-2",
    ),
];

/// The foreign package that one of them is about, by its name there and here. It does not lie among the vectors.
const PACKAGES: [(&str, &str); 1] = [(
    "pypi_attestations-0.0.19.tar.gz",
    "pypi/pypi_attestations-0.0.19.tar.gz",
)];

/// The folder with that package; `cargo xtask test` sets it.
pub fn packages() -> Option<PathBuf> {
    std::env::var_os("RULESCAPE_PACKAGES")
        .map(PathBuf::from)
        .filter(|folder| folder.is_dir())
}

/// The vectors, loaded without any atlas, and the viewpoint of somebody who uses them. None without the vectors.
pub fn loaded(name: &str) -> Option<(Atlas, Viewpoint)> {
    let vectors = testkit::vectors_dir()?;
    let read = |path: &str| std::fs::read(vectors.join(path)).expect("a file of the vectors");
    let text = |path: &str| String::from_utf8(read(path)).expect("text");
    let files = FOREIGN
        .iter()
        .map(|(from, to)| ((*to).to_owned(), read(from)));
    let mut files: BTreeMap<String, Vec<u8>> = files.collect();
    if let Some(folder) = packages() {
        for (from, to) in PACKAGES {
            let bytes = std::fs::read(folder.join(from)).expect("a package");
            files.insert(to.to_owned(), bytes);
        }
    }
    let atlas = Atlas::of(name, files);
    let root = |name: &str, text: String| ChosenRoot {
        name: name.to_owned(),
        text,
    };
    let identity = |name: &str, issuer: &str| ChosenIdentity {
        name: name.to_owned(),
        issuer: issuer.to_owned(),
    };
    let viewpoint = Viewpoint {
        keys: vec![ChosenKey {
            key: text("trestle/rsa2048.pub.pem"),
            name: "RSA".to_owned(),
            why: String::new(),
        }],
        roots: vec![
            root("public", String::new()),
            root("npm", text("npm-provenance/npm_keys.json")),
            root("models", text("oms/keys/ca-cert.pem")),
            root(
                "second version of the log",
                text("sigstore-conformance/rekor2-happy-path/trusted_root.json"),
            ),
            root(
                "another instance",
                text("sigstore-conformance/intoto-with-custom-trust-root/trusted_root.json"),
            ),
        ],
        identities: vec![
            identity("nobody@elsewhere.example", "https://elsewhere.example"),
            identity(
                "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main",
                "https://token.actions.githubusercontent.com",
            ),
            identity(
                "https://github.com/trailofbits/pypi-attestation-models/.github/workflows/release.yml@refs/tags/v0.0.4a2",
                "",
            ),
            identity(
                "https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main",
                "https://token.actions.githubusercontent.com",
            ),
            identity(
                "https://github.com/trailofbits/pypi-attestations/.github/workflows/release.yml@refs/tags/v0.0.19",
                "",
            ),
        ],
        threshold: 1,
        ..Viewpoint::default()
    };
    Some((atlas, viewpoint))
}

/// A foreign signed folder by itself, and the viewpoint of somebody who has its key. None without the vectors.
pub fn model(name: &str) -> Option<(Atlas, Viewpoint)> {
    let vectors = testkit::vectors_dir()?;
    let read = |path: &str| std::fs::read(vectors.join(path)).expect("a file of the vectors");
    let files = MODEL
        .iter()
        .map(|(from, to)| ((*to).to_owned(), read(from)));
    let viewpoint = Viewpoint {
        keys: vec![ChosenKey {
            key: String::from_utf8(read("oms/keys/signing-key-pub.pem")).expect("text"),
            name: "P-384".to_owned(),
            why: String::new(),
        }],
        threshold: 1,
        ..Viewpoint::default()
    };
    Some((Atlas::of(name, files.collect()), viewpoint))
}
