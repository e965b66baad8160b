//! Signed statements about a document: DSSE envelopes beside it, trestle sidecars and package manifests. Never fetches.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use ident::Digest;
use intake::json::{self, Limits, Node};

use crate::dsse::{Envelope, IN_TOTO};
use crate::hash::{Hash, sha256};
use crate::keyring::Keyring;
use crate::model_signing::{self, Folder};
use crate::predicate::{Claim, MODEL_SIGNING, OSCAL_PACKAGE, OSCAL_SIGNING};
use crate::statement::{Resource, Statement};
use crate::time::Moment;
use crate::verdict::{Check, Findings, Outcome, Verdict, conclude};

/// A verdict and, where the signed content could be read, what it claims.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What the checks add up to.
    pub verdict: Verdict,
    /// The statement, whether or not its signature holds: shown as "it says", never as fact.
    pub statement: Option<Statement>,
}

/// What a statement is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Artefact<'a> {
    /// Nothing: the statement is judged by itself.
    None,
    /// One document.
    Document(&'a [u8]),
    /// The digest of a document that is not at hand, as somebody else gives it.
    Digest(Hash, &'a [u8]),
    /// The files of a folder, for OpenSSF Model Signing.
    Folder(&'a Folder),
    /// A manifest and the files it may list, by their address relative to it.
    Package(&'a [u8], &'a BTreeMap<String, Vec<u8>>),
}

/// The verdict on a document that nobody signed.
pub fn unsigned(document: &[u8]) -> Verdict {
    conclude(Digest::new(sha256(&[document])), Findings::unsigned())
}

/// Judges an envelope.
pub fn check(envelope: &[u8], artefact: Artefact<'_>, keyring: &Keyring, now: Moment) -> Judged {
    let subject = Digest::new(sha256(&[envelope]));
    match Envelope::from_bytes(envelope) {
        Err(error) => {
            let mut findings = Findings::new();
            findings.require(
                Check::Form,
                Outcome::Failed(format!("not a usable envelope: {error}")),
            );
            Judged {
                verdict: conclude(subject, findings),
                statement: None,
            }
        }
        Ok(envelope) => {
            let mut findings = Findings::new();
            findings.require(
                Check::Form,
                Outcome::Confirmed("an envelope, read strictly".to_owned()),
            );
            keyring.record(&keyring.examine(&envelope), &mut findings);
            let statement = judge_content(&envelope, artefact, now, &mut findings);
            Judged {
                verdict: conclude(subject, findings),
                statement,
            }
        }
    }
}

/// Everything after the signature: type, statement, subject, time. Shared with every other way to sign an envelope.
pub(crate) fn judge_content(
    envelope: &Envelope,
    artefact: Artefact<'_>,
    now: Moment,
    findings: &mut Findings,
) -> Option<Statement> {
    let kind = &envelope.payload_type;
    let is_statement = kind == IN_TOTO
        || (kind.starts_with("application/vnd.in-toto.") && kind.ends_with("+json"));
    if !is_statement {
        findings.require(
            Check::PayloadType,
            Outcome::Failed(format!("the signed type is {kind:?}, not a statement")),
        );
        return None;
    }
    findings.require(
        Check::PayloadType,
        Outcome::Confirmed("an in-toto statement".to_owned()),
    );
    let statement = match Statement::from_bytes(&envelope.payload) {
        Ok(statement) => statement,
        Err(error) => {
            findings.require(
                Check::Statement,
                Outcome::Failed(format!("not a statement: {error}")),
            );
            return None;
        }
    };
    match Claim::from_statement(&statement) {
        Ok(claim) => {
            let about = match statement.subjects.len() {
                1 => "one subject".to_owned(),
                many => format!("{many} subjects"),
            };
            findings.require(
                Check::Statement,
                Outcome::Confirmed(format!("{}; {about}", claim.kind)),
            );
            if !claim.rule_sets.is_empty() {
                let why =
                    "the rule sets that it names are compared where they are shown".to_owned();
                findings.inform(Check::RuleSetDigest, Outcome::NotChecked(why));
            }
            if let Some(time) = claim.time {
                findings.require(
                    Check::Period,
                    if time.is_still_to_come(now) {
                        Outcome::Failed(format!("it is dated {time}, which is still to come"))
                    } else {
                        Outcome::Confirmed(format!("dated {time} by the signer"))
                    },
                );
            }
        }
        Err(error) => {
            findings.require(
                Check::Statement,
                Outcome::Failed(format!("{} is missing or malformed", error.0)),
            );
        }
    }
    judge_subject(&statement, artefact, findings);
    Some(statement)
}

fn judge_subject(statement: &Statement, artefact: Artefact<'_>, findings: &mut Findings) {
    match artefact {
        Artefact::None => findings.inform(
            Check::Subject,
            Outcome::NotChecked("the document that was signed about is not at hand".to_owned()),
        ),
        Artefact::Document(bytes) if statement.predicate_type == OSCAL_SIGNING => {
            findings.require(Check::Subject, canonical_subject(statement, bytes));
        }
        Artefact::Document(bytes) if statement.predicate_type == MODEL_SIGNING => {
            model_signing::judge_file(statement, bytes, findings);
        }
        Artefact::Document(bytes) => findings.require(
            Check::Subject,
            byte_subject(statement, |hash| Some(hash.of(bytes))),
        ),
        Artefact::Digest(known, digest) => {
            let of = |hash: Hash| (hash == known).then(|| digest.to_vec());
            findings.require(Check::Subject, byte_subject(statement, of));
        }
        Artefact::Folder(folder) => model_signing::judge(statement, folder, findings),
        Artefact::Package(manifest, files) => {
            let outcome = package(statement, manifest, files);
            findings.require(Check::Files, outcome.clone());
            findings.require(Check::Subject, outcome);
        }
    }
}

/// Any subject, any acceptable algorithm; names are not looked at.
fn byte_subject(statement: &Statement, digest: impl Fn(Hash) -> Option<Vec<u8>>) -> Outcome {
    let mut computed: BTreeMap<Hash, Option<String>> = BTreeMap::new();
    let mut comparable = false;
    for (hash, value) in statement
        .subjects
        .iter()
        .flat_map(|subject| subject.acceptable())
    {
        let own = computed
            .entry(hash)
            .or_insert_with(|| digest(hash).map(|bytes| crate::encoding::to_hex(&bytes)));
        let Some(own) = own else { continue };
        comparable = true;
        if own == value {
            return Outcome::Confirmed(format!("its {} is the signed one", hash.name()));
        }
    }
    if comparable {
        Outcome::Failed("the document at hand is not the one that was signed".to_owned())
    } else {
        Outcome::NotChecked("no digest in an acceptable algorithm can be compared".to_owned())
    }
}

/// compliance-trestle: exactly one subject, digest over the canonical JSON.
fn canonical_subject(statement: &Statement, document: &[u8]) -> Outcome {
    let text = |name: &str| {
        statement
            .predicate
            .as_ref()
            .and_then(|body| body.get(name))
            .and_then(Node::as_str)
    };
    if text("canonicalization") != Some("RFC8785") || text("digestSource") != Some("canonical-json")
    {
        return Outcome::Failed(
            "it does not say that its digest is over canonical JSON".to_owned(),
        );
    }
    let Some(hash) = text("digestAlgorithm").and_then(Hash::named) else {
        return Outcome::NotChecked("it names a digest algorithm that is not accepted".to_owned());
    };
    let [subject] = statement.subjects.as_slice() else {
        return Outcome::Failed("it must be about exactly one document".to_owned());
    };
    let Some((_, signed)) = subject.acceptable().find(|(found, _)| *found == hash) else {
        return Outcome::Failed("it lacks a digest in the algorithm it names".to_owned());
    };
    match canonical_digest(document, hash) {
        Ok(own) if own == signed => Outcome::Confirmed(format!(
            "the {} of its canonical JSON is the signed one",
            hash.name()
        )),
        Ok(_) => Outcome::Failed("the document at hand is not the one that was signed".to_owned()),
        Err(why) => why,
    }
}

fn canonical_digest(document: &[u8], hash: Hash) -> Result<String, Outcome> {
    let json = json::parse(document, &Limits::FILE).map_err(|problem| {
        Outcome::Failed(format!(
            "the document at hand is not strict JSON: {}",
            problem.what
        ))
    })?;
    let canonical = json::canonical(&json.root).map_err(|problem| {
        Outcome::NotChecked(format!("it has no canonical form: {}", problem.what))
    })?;
    Ok(crate::encoding::to_hex(&hash.of(&canonical)))
}

/// compliance-trestle packages: the predicate repeats the manifest, the subjects are its files.
fn package(statement: &Statement, manifest: &[u8], files: &BTreeMap<String, Vec<u8>>) -> Outcome {
    let failed = |what: String| Outcome::Failed(what);
    if statement.predicate_type != OSCAL_PACKAGE {
        return failed(format!(
            "it is about a {:?}, not about a package",
            statement.predicate_type
        ));
    }
    let manifest = match json::parse(manifest, &Limits::FILE) {
        Ok(json) => json.root,
        Err(problem) => {
            return failed(format!("the manifest is not strict JSON: {}", problem.what));
        }
    };
    let signed = |name: &str| {
        statement
            .predicate
            .as_ref()
            .and_then(|body| body.get(name))
            .map(json::canonical)
    };
    for name in ["primaryArtifact", "artifacts"] {
        match (signed(name), manifest.get(name).map(json::canonical)) {
            (Some(Ok(signed)), Some(Ok(given))) if signed == given => {}
            _ => return failed(format!("the manifest's {name} is not what was signed")),
        }
    }
    let listed = manifest
        .get("artifacts")
        .and_then(Node::as_array)
        .unwrap_or_default();
    if listed.len() != statement.subjects.len() || listed.is_empty() {
        return failed("the manifest lists other files than were signed".to_owned());
    }
    // By name, so that a crowd of names costs no more than its length; nothing where a name was signed twice.
    let mut signed_as: BTreeMap<&str, Option<&Resource>> = BTreeMap::new();
    for subject in &statement.subjects {
        let Some(name) = subject.name.as_deref() else {
            continue;
        };
        signed_as
            .entry(name)
            .and_modify(|one| *one = None)
            .or_insert(Some(subject));
    }
    let mut digests: BTreeMap<(&str, Hash), String> = BTreeMap::new();
    for artefact in listed {
        let text = |name: &str| {
            artefact
                .get(name)
                .and_then(Node::as_str)
                .unwrap_or_default()
        };
        let (name, uri) = (text("name"), text("uri"));
        if !is_inside(uri) {
            return failed(format!("a file outside the package is listed: {uri:?}"));
        }
        let Some(Some(subject)) = signed_as.get(name) else {
            return failed(format!("not signed exactly once: {name:?}"));
        };
        let Some((hash, digest)) = subject.acceptable().next() else {
            return failed(format!("no acceptable digest for {name:?}"));
        };
        let Some(bytes) = files.get(uri) else {
            return failed(format!("a listed file is missing: {uri:?}"));
        };
        let own = match digests.entry((uri, hash)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => match canonical_digest(bytes, hash) {
                Ok(own) => new.insert(own),
                Err(why) => return why,
            },
        };
        if own.as_str() != digest {
            return failed(format!("not the file that was signed: {uri:?}"));
        }
    }
    Outcome::Confirmed(format!(
        "all {} listed files are the signed ones",
        listed.len()
    ))
}

/// A relative address that stays below its folder.
pub(crate) fn is_inside(path: &str) -> bool {
    let sound = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':', '\0'])
    };
    path.split('/').all(sound)
}
