//! Sigstore bundles of every origin. Never reads a case's name beyond the ending its suite defines.

use std::path::Path;

use ident::{Digest, Standing};
use intake::json::Node;
use trust::hash::Hash;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::registry;
use trust::sidecar::{Artefact, Judged};
use trust::sigstore::{self, Bundle, Chosen, ExpectedIdentity, TrustedRoot};
use trust::time::Moment;

use crate::{Folder, Tally};

/// Used by the conformance suite when a case names no signer of its own (UPSTREAM-README).
const DEFAULT_IDENTITY: &str = "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
/// The same for who vouches for the signer.
const DEFAULT_ISSUER: &str = "https://token.actions.githubusercontent.com";

/// What a case's folder may hold beside its bundle (UPSTREAM-README).
const PARTS: [&str; 6] = [
    "README",
    "artifact",
    "identity",
    "issuer",
    "key.pub",
    "trusted_root.json",
];

/// One folder per case; `_fail` must not be confirmed, everything else must.
pub fn conformance(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    for case in folder.folders("") {
        let name = case.display().to_string();
        let has = |file: &str| folder.has(case.join(file));
        if !has("bundle.sigstore.json") {
            // Folders of licences are no cases; a case that lost its bundle is.
            if PARTS.iter().any(|part| has(part)) {
                tally.broken(&name, "its bundle is missing");
            }
            continue;
        }
        match conformance_case(folder, &case, now) {
            Ok(result) => tally.accept(&name, !name.ends_with("_fail"), result),
            Err(why) => tally.broken(&name, why),
        }
    }
    tally
}

fn conformance_case(folder: &Folder<'_>, case: &Path, now: Moment) -> Result<Judgement, String> {
    let bundle = folder.bytes(case.join("bundle.sigstore.json"))?;
    let artefact = folder
        .bytes(case.join("artifact"))
        .or_else(|_| folder.bytes("a.txt"))?;
    let text = |name: &str, default: &str| {
        folder
            .text(case.join(name))
            .map_or_else(|_| default.to_owned(), |text| text.trim().to_owned())
    };
    let identity = ExpectedIdentity {
        name: Some(text("identity", DEFAULT_IDENTITY)),
        issuer: Some(text("issuer", DEFAULT_ISSUER)),
    };
    let root = folder
        .bytes(case.join("trusted_root.json"))
        .or_else(|_| folder.bytes("production_trusted_root.json"))?;
    let root = match TrustedRoot::from_bytes(&root) {
        Ok(root) => root,
        Err(error) => return Ok(Err(format!("the trusted root is refused: {error:?}"))),
    };
    let mut chosen = Chosen {
        root: Some(&root),
        ..Chosen::default()
    };
    if folder.has(case.join("key.pub")) {
        let key = match PublicKey::from_text(&folder.text(case.join("key.pub"))?) {
            Ok(key) => key,
            Err(error) => return Ok(Err(format!("the key is refused: {error:?}"))),
        };
        chosen.keyring = Keyring::new(vec![key], Vec::new());
    } else {
        chosen.identity = Some(&identity);
    }
    Ok(confirmed(&sigstore::check(
        &bundle,
        Artefact::Document(&artefact),
        &chosen,
        now,
    )))
}

/// A verdict that is good enough, or one that is not: what decided stands first, then every check.
pub type Judgement = Result<String, String>;

/// Confirmed by a chosen key, or not.
pub fn confirmed(judged: &Judged) -> Judgement {
    at_least(judged, Standing::ConfirmedByChosenKey)
}

/// Confirmed, or where that is enough intact under a key that nobody chose.
pub fn at_least(judged: &Judged, enough: Standing) -> Judgement {
    let verdict = &judged.verdict;
    let standing = verdict.standing();
    let text = format!(
        "{standing}, {:?}; {:?}",
        verdict.decisive(),
        verdict.steps()
    );
    if standing == Standing::ConfirmedByChosenKey || standing == enough {
        Ok(text)
    } else {
        Err(text)
    }
}

/// The roots at hand: the embedded one, and those that the folders carry. A bundle of another instance needs its own.
pub fn roots(folder: &Folder<'_>) -> Vec<TrustedRoot> {
    let mut roots: Vec<TrustedRoot> = TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1)
        .into_iter()
        .collect();
    let mut files: Vec<Vec<u8>> = ["public-good.json", "trusted_root.json"]
        .iter()
        .filter_map(|name| folder.bytes(name).ok())
        .collect();
    let conformance = folder.beside("sigstore-conformance");
    files.extend(conformance.bytes("production_trusted_root.json"));
    for case in conformance.folders("") {
        files.extend(conformance.bytes(case.join("trusted_root.json")));
    }
    files.sort();
    files.dedup();
    roots.extend(
        files
            .iter()
            .filter_map(|file| TrustedRoot::from_bytes(file).ok()),
    );
    roots
}

/// Holds under one of the roots: confirmed when a signer is expected, at least intact when nobody is.
fn under_any_root(
    roots: &[TrustedRoot],
    identity: Option<&ExpectedIdentity>,
    judge: impl Fn(&Chosen<'_>) -> Judged,
) -> Judgement {
    let enough = if identity.is_none() {
        Standing::IntactKeyUnknown
    } else {
        Standing::ConfirmedByChosenKey
    };
    let mut last = Err("no root".to_owned());
    for root in roots {
        let judged = judge(&Chosen {
            root: Some(root),
            identity,
            ..Chosen::default()
        });
        last = at_least(&judged, enough);
        if last.is_ok() {
            break;
        }
    }
    last
}

/// `*.expect.json` says what upstream expects of the file it names.
pub fn sigstore_go(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    for file in folder.files() {
        let name = file.display().to_string();
        if !name.ends_with(".expect.json") {
            continue;
        }
        let expectation = match folder.json(&file) {
            Ok(expectation) => expectation,
            Err(why) => {
                tally.broken(name, why);
                continue;
            }
        };
        let text = |name: &str| {
            expectation
                .root
                .get(name)
                .and_then(Node::as_str)
                .unwrap_or_default()
        };
        let named = text("trusted_root");
        let roots = match folder.bytes(named) {
            Ok(root) => TrustedRoot::from_bytes(&root).into_iter().collect(),
            Err(_) if named.is_empty() => roots(folder),
            Err(why) => {
                tally.broken(name, why);
                continue;
            }
        };
        match folder.bytes(text("file")) {
            Ok(bytes) => {
                let held = under_any_root(&roots, None, |chosen| {
                    sigstore::check(&bytes, Artefact::None, chosen, now)
                });
                tally.judged(text("file"), accepted(text("expect")), held);
            }
            Err(why) => tally.broken(name, why),
        }
    }
    tally
}

/// An expectation in a sentence: it begins with what must come of the file.
fn accepted(sentence: &str) -> Option<bool> {
    let first = sentence.split(|c: char| !c.is_ascii_alphabetic()).next();
    match first.unwrap_or_default().to_ascii_lowercase().as_str() {
        "reject" | "rejected" | "invalid" => Some(false),
        "" => None,
        _ => Some(true),
    }
}

/// Every document has one bundle by the registry's key and one by a short-lived certificate.
pub fn npm(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    let roots = roots(folder);
    let keys = folder
        .bytes("npm_keys.json")
        .and_then(|file| sigstore::key_list(&file).map_err(|error| format!("{error:?}")));
    let keys = match keys {
        Ok(keys) => keys,
        Err(why) => {
            tally.broken("npm_keys.json", why);
            return tally;
        }
    };
    folder.cases("cases.json", &mut tally, |case, tally| {
        let text = |name: &str| case.get(name).and_then(Node::as_str).unwrap_or_default();
        let file = text("file");
        let digest = trust::encoding::from_hex(text("artifact_sha512")).unwrap_or_default();
        let artefact = Artefact::Digest(Hash::Sha512, &digest);
        let bundles = folder
            .json(file)
            .and_then(|json| registry::npm(&json.root).map_err(|error| format!("{error:?}")));
        let bundles = match bundles {
            Ok(bundles) => bundles,
            Err(why) => return tally.broken(file, why),
        };
        for (kind, bundle) in bundles {
            let (said, by_key) = if kind.contains("/publish/") {
                (text("publish_bundle"), true)
            } else {
                (text("provenance_bundle"), false)
            };
            let held = bundle
                .map_err(|error| format!("{error:?}"))
                .and_then(|bundle| {
                    let subject = Digest::new([0; 32]);
                    if by_key {
                        let chosen = Chosen {
                            managed: &keys,
                            root: roots.first(),
                            ..Chosen::default()
                        };
                        confirmed(&sigstore::check_parsed(
                            subject, &bundle, artefact, &chosen, now,
                        ))
                    } else {
                        under_any_root(&roots, None, |chosen| {
                            sigstore::check_parsed(subject, &bundle, artefact, chosen, now)
                        })
                    }
                });
            // What is not called valid is described: "invalid signature".
            let accept = (!said.is_empty()).then_some(said == "valid");
            tally.judged(format!("{file} {kind}"), accept, held);
        }
    });
    tally
}

/// PEP 740 objects, and the same as bundles; the certificate's name is part of what is expected.
pub fn pep740(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    let roots = roots(folder);
    folder.cases("cases.json", &mut tally, |case, tally| {
        let text = |name: &str| case.get(name).and_then(Node::as_str).unwrap_or_default();
        let file = text("file");
        let name = case
            .get("certificate_san")
            .and_then(|names| names.index(0))
            .and_then(Node::as_str);
        let identity = name.map(|name| ExpectedIdentity {
            name: Some(name.to_owned()),
            issuer: None,
        });
        // Everything is valid unless a case says otherwise.
        let accept = accepted(text("expect")).unwrap_or(true);
        let digest = trust::encoding::from_hex(text("dist_sha256")).unwrap_or_default();
        let artefact = if digest.is_empty() {
            Artefact::None
        } else {
            Artefact::Digest(Hash::Sha256, &digest)
        };
        let read = folder.json(file).and_then(|json| {
            if json.root.get("attestation_bundles").is_some() {
                registry::pypi_provenance(&json.root)
                    .into_iter()
                    .map(registry::pep740)
                    .collect::<Result<Vec<_>, _>>()
            } else if json.root.get("mediaType").is_some() {
                Bundle::from_node(&json.root).map(|bundle| vec![bundle])
            } else {
                registry::pep740(&json.root).map(|bundle| vec![bundle])
            }
            .map_err(|error| format!("{error:?}"))
        });
        match read {
            Ok(bundles) => {
                for bundle in bundles {
                    let held = under_any_root(&roots, identity.as_ref(), |chosen| {
                        sigstore::check_parsed(Digest::new([0; 32]), &bundle, artefact, chosen, now)
                    });
                    tally.accept(file, accept, held);
                }
            }
            Err(why) if accept || !folder.has(file) => tally.broken(file, why),
            Err(why) => tally.accept(file, accept, Err::<String, _>(why)),
        }
    });
    tally
}
