//! Credentials, proofs in them and status lists. Never tells a case by its name beyond the suite's own suffixes.

use intake::json::{self, Limits, Node};
use trust::credential;
use trust::data_integrity::{IntegrityError, Proof};
use trust::did::DidKey;
use trust::keys::PublicKey;
use trust::status_list::{StatusList, StatusListError};

use crate::{Folder, Tally};

/// Every signed document: JCS suites must hold and break when changed; all others must say that they cannot be checked.
pub fn data_integrity(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.each_json(&mut tally, |file, root, tally| {
        let name = file.display().to_string();
        let Some(proof) = root.get("proof") else {
            return;
        };
        let proofs = proof.as_array().unwrap_or(std::slice::from_ref(proof));
        let suites: Vec<&str> = proofs
            .iter()
            .filter_map(|proof| proof.get("cryptosuite").and_then(Node::as_str))
            .collect();
        let is_jcs = !suites.is_empty() && suites.iter().all(|suite| suite.contains("-jcs-"));
        match Proof::all(&root) {
            Err(IntegrityError::Unsupported(suite)) if !is_jcs => tally.right(&name, suite),
            Ok(proofs) if is_jcs => {
                for proof in proofs {
                    tally.accept(&name, true, holds(&proof, &root));
                    tally.accept(
                        format!("{name}, one word changed"),
                        false,
                        holds(&proof, &changed(&root)),
                    );
                }
            }
            other => tally.broken(&name, format!("suites {suites:?}: {other:?}")),
        }
    });
    tally
}

/// The key is in the name of the method: a `did:key`, or a Multikey behind a fragment, as the suites' own examples have it.
fn holds(proof: &Proof, document: &Node) -> Result<(), String> {
    let method = &proof.verification_method;
    let key = match (DidKey::parse(method), method.rsplit_once('#')) {
        (Ok(did), _) => Ok(did.key),
        (Err(_), Some((controller, multikey))) if !controller.starts_with("did:key:") => {
            PublicKey::from_multikey(multikey).map_err(|error| format!("{error:?}"))
        }
        (Err(error), _) => Err(format!("{error:?}")),
    };
    proof
        .check(document, &key?)
        .map(drop)
        .map_err(|error| format!("{error:?}"))
}

/// The document with a member that nobody signed.
fn changed(document: &Node) -> Node {
    let printed = json::canonical(document).unwrap_or_default();
    let text =
        String::from_utf8(printed)
            .unwrap_or_default()
            .replacen('{', "{\"zz-added\":true,", 1);
    json::parse(text.as_bytes(), &Limits::FILE).map_or_else(|_| document.clone(), |json| json.root)
}

/// `-ok` must be well-formed, `-fail` and `-fail-or-inject` must not. The suite's harness fills in a missing issuer
/// and its placeholders for dates first (README).
pub fn data_model(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    for file in folder
        .files()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|end| end == "json"))
    {
        let name = file.display().to_string();
        let stem = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        let accept = if stem.ends_with("-ok") {
            true
        } else if stem.ends_with("-fail") || stem.ends_with("-fail-or-inject") {
            false
        } else {
            tally.skip(&name, "neither -ok nor -fail");
            continue;
        };
        let about_issuer = !accept && stem.contains("issuer");
        let text = match folder.text(&file) {
            Ok(text) => text,
            Err(why) => {
                tally.broken(&name, why);
                continue;
            }
        };
        let text = text
            .replace("PAST DATE", "2001-01-01T00:00:00Z")
            .replace("FUTURE DATE", "2999-01-01T00:00:00Z");
        let result = json::parse(text.as_bytes(), &Limits::FILE)
            .map_err(|problem| problem.what)
            .and_then(|json| {
                let document = if about_issuer {
                    json.root
                } else {
                    with_issuer(&json.root)
                };
                credential::check_form(&document).map_err(|error| format!("{error:?}"))
            });
        tally.accept(&name, accept, result);
    }
    tally
}

/// As the harness does: credentials without an issuer, or with one that has no id, get one.
fn with_issuer(document: &Node) -> Node {
    let is_presentation = document.get("type").is_some_and(|names| {
        names
            .as_array()
            .unwrap_or(std::slice::from_ref(names))
            .iter()
            .any(|name| name.as_str() == Some("VerifiablePresentation"))
    });
    let fresh = || json::Value::String("did:example:issuer".into());
    let key = |name: &str| json::Key {
        at: 0,
        name: name.into(),
    };
    let mut members = document.as_object().unwrap_or_default().to_vec();
    match document.get("issuer") {
        _ if is_presentation => {}
        None => members.push((
            key("issuer"),
            Node {
                at: 0,
                value: fresh(),
            },
        )),
        Some(issuer) if issuer.as_object().is_some() && issuer.get("id").is_none() => {
            let mut inside = issuer.as_object().unwrap_or_default().to_vec();
            inside.push((
                key("id"),
                Node {
                    at: 0,
                    value: fresh(),
                },
            ));
            members.retain(|(key, _)| &*key.name != "issuer");
            members.push((
                key("issuer"),
                Node {
                    at: 0,
                    value: json::Value::Object(inside),
                },
            ));
        }
        Some(_) => {}
    }
    Node {
        at: 0,
        value: json::Value::Object(members),
    }
}

/// Each list unpacks to the listed bits, or is refused with the listed error.
pub fn status_lists(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.cases("cases.json", &mut tally, |case, tally| {
        let text = |name: &str| case.get(name).and_then(Node::as_str).unwrap_or_default();
        let name = text("name");
        let list = StatusList::from_encoded(text("encodedList"));
        if case.get("decode_error").is_some() || text("expect").starts_with("MALFORMED_VALUE_ERROR")
        {
            tally.expect(name, Some(StatusListError::Malformed), list.err());
            return;
        }
        let list = match list {
            Ok(list) => list,
            Err(error) => {
                return tally.broken(name, format!("should unpack: {error:?}"));
            }
        };
        if let Some(bytes) = case
            .get("decoded_bytes")
            .and_then(Node::as_number)
            .and_then(|number| number.as_u64())
        {
            tally.expect(format!("{name} (length)"), bytes * 8, list.bits());
        }
        if let Some(set) = case.get("set_indexes_msb_first").and_then(Node::as_array) {
            let set: Vec<u64> = set
                .iter()
                .filter_map(Node::as_number)
                .filter_map(|number| number.as_u64())
                .collect();
            tally.expect(format!("{name} (bits)"), set, list.set_bits());
        }
        let refused = text("expect").contains("STATUS_LIST_LENGTH_ERROR");
        tally.accept(name, !refused, list.long_enough());
    });
    tally
}
