//! The one way in: some file, perhaps something beside it, and what the reader chose. Never guesses what it cannot name.

use std::collections::BTreeMap;

use ident::Digest;
use intake::json::{self, Json, Limits, Node};

use crate::checkpoint::{Checkpoint, TlogProof};
use crate::did_webvh::{History, HistoryError};
use crate::hash::sha256;
use crate::keys::PublicKey;
use crate::limits::MAX_IDENTITY_KEYS;
use crate::note::{Note, NoteError, NoteKey};
use crate::sidecar::{self, Artefact, Judged};
use crate::sigstore::{self, Bundle, BundleError, Chosen};
use crate::time::Moment;
use crate::verdict::{Check, Findings, Outcome, Verdict, conclude};
use crate::{credential_verdict, merkle, registry};

/// Lines read from one bundle of lines.
pub const MAX_LINES: usize = 100_000;

/// What there is to examine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Material<'a> {
    /// The file.
    pub file: &'a [u8],
    /// A signature beside it.
    pub signature: Option<&'a [u8]>,
    /// Files that a manifest may list, by address; status lists and witness proofs under their own name.
    pub companions: Option<&'a BTreeMap<String, Vec<u8>>>,
    /// Keys of signed notes that the reader chose.
    pub note_keys: &'a [NoteKey],
}

/// One thing found in the material, judged.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// What it is, and for lines and lists which one.
    pub label: String,
    /// The verdict, and the statement it is about.
    pub judged: Judged,
}

/// Examines everything in the material. Never empty: a file without any signature is one unsigned exhibit.
pub fn examine(material: &Material<'_>, chosen: &Chosen<'_>, now: Moment) -> Vec<Exhibit> {
    match material.signature {
        Some(signature) => signed_beside(material, signature, chosen, now),
        None => signed_inside(material, chosen, now),
    }
}

fn signed_beside(
    material: &Material<'_>,
    signature: &[u8],
    chosen: &Chosen<'_>,
    now: Moment,
) -> Vec<Exhibit> {
    let document = material.file;
    if let Some(proof) = log_proof_text(signature) {
        let subject = Digest::new(sha256(&[signature]));
        let verdict = log_proof(subject, proof, Some(document), material.note_keys, now);
        return vec![one("Log proof", alone(verdict))];
    }
    let manifest = json::parse(document, &Limits::FILE).ok().filter(|json| {
        json.root.get("primaryArtifact").is_some() && json.root.get("artifacts").is_some()
    });
    let nothing = BTreeMap::new();
    let artefact = match manifest {
        Some(_) => Artefact::Package(document, material.companions.unwrap_or(&nothing)),
        None => Artefact::Document(document),
    };
    let Ok(json) = json::parse(signature, &Limits::FILE) else {
        // Not one JSON text: perhaps a bundle of lines, else an unreadable envelope.
        if let Some(exhibits) = lines(signature, artefact, chosen, now) {
            return exhibits;
        }
        return vec![one(
            "Envelope",
            sidecar::check(signature, artefact, &chosen.keyring, now),
        )];
    };
    of_json(signature, &json, artefact, chosen, now).unwrap_or_else(|| {
        vec![one(
            "Envelope",
            sidecar::check(signature, artefact, &chosen.keyring, now),
        )]
    })
}

fn signed_inside(material: &Material<'_>, chosen: &Chosen<'_>, now: Moment) -> Vec<Exhibit> {
    let file = material.file;
    let subject = Digest::new(sha256(&[file]));
    let unsigned = || vec![one("Document", alone(sidecar::unsigned(file)))];
    match json::parse(file, &Limits::FILE) {
        Ok(json) => {
            if let Some(exhibits) = of_json(file, &json, Artefact::None, chosen, now) {
                return exhibits;
            }
            let is_credential = json.root.get("@context").is_some()
                && (json.root.get("proof").is_some()
                    || json.root.get("issuer").is_some()
                    || json.root.get("holder").is_some());
            if is_credential {
                let lists = status_lists(material);
                let verdict =
                    credential_verdict::check(subject, &json.root, &lists, &chosen.keyring, now);
                return vec![one("Credential", alone(verdict))];
            }
            if json.root.get("versionId").is_some() && json.root.get("parameters").is_some() {
                return vec![one(
                    "Identifier history",
                    alone(history(subject, material, chosen, now)),
                )];
            }
            unsigned()
        }
        Err(problem) => {
            if is_history(file) {
                return vec![one(
                    "Identifier history",
                    alone(history(subject, material, chosen, now)),
                )];
            }
            if let Some(proof) = log_proof_text(file) {
                let verdict = log_proof(subject, proof, None, material.note_keys, now);
                return vec![one("Log proof", alone(verdict))];
            }
            if let Some(exhibits) = lines(file, Artefact::None, chosen, now) {
                return exhibits;
            }
            match Note::parse(file) {
                Ok(note) => vec![one(
                    "Signed note",
                    alone(note_verdict(subject, &note, material.note_keys, now)),
                )],
                Err(_) if says_it_is_signed(file) => {
                    let why = format!("not read, for it is not strict JSON: {}", problem.what);
                    vec![one("Signed file", alone(unreadable(subject, &why)))]
                }
                Err(_) => unsigned(),
            }
        }
    }
}

/// JSON that cannot be read, but names what only signed files name: that is no unsigned document.
fn says_it_is_signed(file: &[u8]) -> bool {
    let text = String::from_utf8_lossy(file);
    let names = [sigstore::BUNDLE_MEDIA_TYPE, "\"payloadType\""];
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
        && names.iter().any(|name| text.contains(name))
}

/// Envelopes, bundles and registry lists, told apart by the members only they have.
fn of_json(
    file: &[u8],
    json: &Json,
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    now: Moment,
) -> Option<Vec<Exhibit>> {
    let node = &json.root;
    let subject = Digest::new(sha256(&[file]));
    let bundle = |label: String, bundle: Result<Bundle, BundleError>| Exhibit {
        label,
        judged: match bundle {
            Ok(bundle) => sigstore::check_parsed(subject, &bundle, artefact, chosen, now),
            Err(error) => alone(unreadable(
                subject,
                &format!("not a usable bundle: {error}"),
            )),
        },
    };
    let media_type = sigstore::media_type(node).unwrap_or_default();
    if node.get("payloadType").is_some() && node.get("signatures").is_some() {
        Some(vec![one(
            "Envelope",
            sidecar::check(file, artefact, &chosen.keyring, now),
        )])
    } else if media_type.starts_with(sigstore::BUNDLE_MEDIA_TYPE) {
        Some(vec![bundle(
            "Sigstore bundle".to_owned(),
            Bundle::from_node(node),
        )])
    } else if registry::is_npm(node) {
        Some(match registry::npm(node) {
            Ok(list) => list
                .into_iter()
                .map(|(kind, read)| bundle(format!("npm attestation {kind}"), read))
                .collect(),
            Err(error) => vec![bundle("npm attestations".to_owned(), Err(error))],
        })
    } else if node.get("verification_material").is_some() {
        Some(vec![bundle(
            "PyPI attestation".to_owned(),
            registry::pep740(node),
        )])
    } else if node.get("attestation_bundles").is_some() {
        let read = |object| match registry::is_version_1(node) {
            true => registry::pep740(object),
            false => Err(BundleError::Field("version")),
        };
        let objects = registry::pypi_provenance(node).into_iter();
        Some(
            objects
                .map(|one| bundle("PyPI attestation".to_owned(), read(one)))
                .collect(),
        )
    } else {
        None
    }
    .filter(|exhibits: &Vec<Exhibit>| !exhibits.is_empty())
}

/// A bundle of lines: each line by itself, broken ones named. Nothing when no line is an envelope or bundle.
fn lines(
    file: &[u8],
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    now: Moment,
) -> Option<Vec<Exhibit>> {
    let text = std::str::from_utf8(file).ok()?;
    let mut exhibits = Vec::new();
    let mut understood = false;
    for (number, line) in text.lines().enumerate().take(MAX_LINES) {
        if line.trim().is_empty() {
            continue;
        }
        match line_of(line.as_bytes(), artefact, chosen, now) {
            Ok(found) => {
                understood = true;
                exhibits.extend(found.into_iter().map(|exhibit| Exhibit {
                    label: format!("Line {}: {}", number + 1, exhibit.label),
                    ..exhibit
                }));
            }
            Err(exhibit) => exhibits.push(Exhibit {
                label: format!("Line {}", number + 1),
                ..*exhibit
            }),
        }
    }
    understood.then_some(exhibits)
}

/// One line of a bundle by itself, for whoever goes through a bundle step by step. Never empty.
pub fn examine_line(line: &[u8], chosen: &Chosen<'_>, now: Moment) -> Vec<Exhibit> {
    line_of(line, Artefact::None, chosen, now).unwrap_or_else(|exhibit| vec![*exhibit])
}

/// What a line holds, or why it holds nothing.
fn line_of(
    line: &[u8],
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    now: Moment,
) -> Result<Vec<Exhibit>, Box<Exhibit>> {
    json::parse(line, &Limits::FILE)
        .ok()
        .and_then(|json| of_json(line, &json, artefact, chosen, now))
        .ok_or_else(|| {
            let verdict = unreadable(Digest::new(sha256(&[line])), "not an envelope or bundle");
            Box::new(one("Line", alone(verdict)))
        })
}

fn one(label: &str, judged: Judged) -> Exhibit {
    Exhibit {
        label: label.to_owned(),
        judged,
    }
}

fn alone(verdict: Verdict) -> Judged {
    Judged {
        verdict,
        statement: None,
    }
}

fn unreadable(subject: Digest, why: &str) -> Verdict {
    let mut findings = Findings::new();
    findings.require(Check::Form, Outcome::Failed(why.to_owned()));
    conclude(subject, findings)
}

fn status_lists(material: &Material<'_>) -> Vec<Node> {
    let companions = material.companions.into_iter().flatten();
    companions
        .filter_map(|(_, bytes)| json::parse(bytes, &Limits::FILE).ok())
        .map(|json| json.root)
        .collect()
}

fn is_history(file: &[u8]) -> bool {
    let first = std::str::from_utf8(file)
        .ok()
        .and_then(|text| text.lines().next());
    let first = first.and_then(|line| json::parse(line.as_bytes(), &Limits::SMALL).ok());
    first.is_some_and(|json| {
        json.root.get("versionId").is_some() && json.root.get("parameters").is_some()
    })
}

fn history(subject: Digest, material: &Material<'_>, chosen: &Chosen<'_>, now: Moment) -> Verdict {
    let witness = material
        .companions
        .and_then(|files| files.get("did-witness.json"));
    let history = History::check(material.file, witness.map(Vec::as_slice), now);
    let mut findings = Findings::new();
    if let Some((line, error)) = &history.broken {
        let why = format!("line {line}: {error}");
        match error {
            // Signatures and hashes were found sound before witnesses are counted.
            HistoryError::NotWitnessed => {
                findings.require(Check::Witnesses, Outcome::Failed(why));
                findings.require(
                    Check::Signature,
                    Outcome::Confirmed(
                        "each version is signed by a key that was allowed to".to_owned(),
                    ),
                );
            }
            HistoryError::Proof(_) | HistoryError::UnknownKey => {
                findings.require(Check::Signature, Outcome::Failed(why));
            }
            _ => findings.require(Check::History, Outcome::Failed(why)),
        }
        return conclude(subject, findings);
    }
    let count = history.versions.len();
    findings.require(
        Check::Form,
        Outcome::Confirmed("a history, read strictly".to_owned()),
    );
    findings.require(
        Check::History,
        Outcome::Confirmed(format!("{count} versions, each the next of the one before")),
    );
    findings.require(
        Check::Signature,
        Outcome::Confirmed("each version is signed by a key that was allowed to".to_owned()),
    );
    if let Some(last) = history.versions.last() {
        if last.witnesses_needed > 0 {
            let seen = format!(
                "{} witnesses, {} needed",
                last.witnesses_seen, last.witnesses_needed
            );
            findings.require(Check::Witnesses, Outcome::Confirmed(seen));
        }
        if last.deactivated {
            findings.require(
                Check::Revocation,
                Outcome::Failed("the identifier was given up".to_owned()),
            );
        }
        let keys = last
            .update_keys
            .iter()
            .take(MAX_IDENTITY_KEYS)
            .filter_map(|key| PublicKey::from_multikey(key).ok())
            .collect();
        chosen.keyring.record_signers(keys, &mut findings);
    }
    conclude(subject, findings)
}

fn log_proof_text(file: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(file).ok()?;
    text.starts_with("c2sp.org/tlog-proof@").then_some(text)
}

/// A proof that an entry is in a log: the log's own signature, and the way from the entry to the root it signed.
fn log_proof(
    subject: Digest,
    text: &str,
    entry: Option<&[u8]>,
    keys: &[NoteKey],
    now: Moment,
) -> Verdict {
    let mut findings = Findings::new();
    let broken = |mut findings: Findings, why: String| {
        findings.require(Check::Form, Outcome::Failed(why));
        conclude(subject, findings)
    };
    let proof = match TlogProof::parse(text) {
        Ok(proof) => proof,
        Err(error) => return broken(findings, format!("not a proof of a log: {error}")),
    };
    let Ok(note) = Note::parse(proof.checkpoint.as_bytes()) else {
        return broken(findings, "its checkpoint is not a signed note".to_owned());
    };
    let checkpoint = match Checkpoint::parse(&note.text) {
        Ok(checkpoint) => checkpoint,
        Err(error) => return broken(findings, format!("its checkpoint is none: {error}")),
    };
    findings.require(
        Check::Form,
        Outcome::Confirmed("a proof of a log, read strictly".to_owned()),
    );
    note_signature(&note, keys, now, &mut findings);
    findings.require(Check::LogCheckpoint, by_the_log(&note, &checkpoint, keys));
    let inclusion = match entry {
        None => Outcome::NotChecked("the entry that it is about is not at hand".to_owned()),
        Some(entry) => {
            let leaf = merkle::leaf_hash(entry);
            let (index, size) = (proof.index, checkpoint.size);
            match merkle::check_inclusion(index, size, &leaf, &proof.hashes, &checkpoint.root) {
                Ok(_) => Outcome::Confirmed(format!("entry {index} of {size}")),
                Err(error) => Outcome::Failed(format!(
                    "the document at hand is not entry {index} of that log: {error}"
                )),
            }
        }
    };
    findings.require(Check::LogInclusion, inclusion.clone());
    findings.require(Check::Subject, inclusion);
    conclude(subject, findings)
}

/// Whether the log that a checkpoint names signed it: a witness's signature, or one under another name, does not say so.
fn by_the_log(note: &Note, checkpoint: &Checkpoint, keys: &[NoteKey]) -> Outcome {
    let Checkpoint { origin, size, .. } = checkpoint;
    let own: Vec<NoteKey> = keys
        .iter()
        .filter(|key| key.name == *origin)
        .cloned()
        .collect();
    match note.check(&own) {
        Ok(_) => Outcome::Confirmed(format!("signed by {origin} itself, with {size} entries")),
        Err(_) => Outcome::NotChecked(format!("no key of {origin} that you chose signed it")),
    }
}

fn note_verdict(subject: Digest, note: &Note, keys: &[NoteKey], now: Moment) -> Verdict {
    let mut findings = Findings::new();
    findings.require(
        Check::Form,
        Outcome::Confirmed("a signed note, read strictly".to_owned()),
    );
    note_signature(note, keys, now, &mut findings);
    if let Ok(checkpoint) = Checkpoint::parse(&note.text) {
        findings.inform(Check::LogCheckpoint, by_the_log(note, &checkpoint, keys));
    }
    conclude(subject, findings)
}

/// Who signed a note, of those the reader chose.
fn note_signature(note: &Note, keys: &[NoteKey], now: Moment, findings: &mut Findings) {
    match note.check(keys) {
        Ok(signers) => {
            let names: Vec<&str> = signers.0.iter().map(|(key, _)| key.name.as_str()).collect();
            let named = names.join(", ");
            findings.require(
                Check::Signature,
                Outcome::Confirmed(format!("signatures hold under the keys of {named}")),
            );
            findings.inform(
                Check::KeyChosen,
                Outcome::Confirmed(format!("you chose {named}")),
            );
            findings.signed_by(
                signers
                    .0
                    .iter()
                    .filter_map(|(key, _)| key.public_key().cloned())
                    .collect(),
            );
            for (key, time) in &signers.0 {
                let Some(time) = time else { continue };
                let time = Moment(i64::try_from(*time).unwrap_or(i64::MAX));
                let said = format!("{} saw it at {time}", key.name);
                if time.is_still_to_come(now) {
                    let why = format!("{said}, which is still to come");
                    findings.require(Check::SignedTime, Outcome::Failed(why));
                } else {
                    findings.inform(Check::SignedTime, Outcome::Confirmed(said));
                }
            }
        }
        Err(NoteError::Refuted) => {
            let why = "a key you chose is named, but did not make its signature".to_owned();
            findings.require(Check::Signature, Outcome::Failed(why));
        }
        Err(_) => {
            let why = "none of the keys you chose signed it".to_owned();
            findings.require(Check::Signature, Outcome::NotChecked(why));
        }
    }
}
