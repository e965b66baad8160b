//! From a bundle to a verdict. Never fetches, never lets a part of the bundle vouch for another part.

use std::cell::RefCell;

use ident::Digest;

use super::binding::{self, Signer};
use super::bundle::{Bundle, Content, LogEntry, Material};
use super::log;
use super::root::TrustedRoot;
use crate::hash::{Hash, sha256};
use crate::keyring::Keyring;
use crate::keys::{Curve, PublicKey};
use crate::rsa::RsaPadding;
use crate::sidecar::{Artefact, Judged, judge_content};
use crate::signature::{self, Budget, Encoding, Scheme, Spent};
use crate::time::{Moment, Period, Place};
use crate::verdict::{Check, Findings, Outcome, conclude};

/// Everything the reader chose that a bundle may be judged by.
#[derive(Clone, Debug, Default)]
pub struct Chosen<'a> {
    /// Keys.
    pub keyring: Keyring,
    /// Keys that a registry publishes under ids, with the time they count.
    pub managed: &'a [ManagedKey],
    /// Logs and authorities.
    pub root: Option<&'a TrustedRoot>,
    /// Certificates of the reader's own authorities, for signatures that no public log or authority knows of.
    pub anchors: &'a [Vec<u8>],
    /// Who is expected to have signed without a key of their own.
    pub identity: Option<&'a ExpectedIdentity>,
}

/// A key that is known under an id for a time.
#[derive(Clone, Debug)]
pub struct ManagedKey {
    /// The id that bundles name.
    pub hint: String,
    /// The key.
    pub key: PublicKey,
    /// When it counts.
    pub period: Period,
}

/// Who must have signed, and who must have checked that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedIdentity {
    /// The name in the certificate: a URL or an e-mail address, exactly. Without it any signer passes.
    pub name: Option<String>,
    /// Who vouched for that name when the certificate was made, exactly.
    pub issuer: Option<String>,
}

/// Judges a bundle.
pub fn check(file: &[u8], artefact: Artefact<'_>, chosen: &Chosen<'_>, now: Moment) -> Judged {
    let subject = Digest::new(sha256(&[file]));
    match Bundle::from_bytes(file) {
        Ok(bundle) => check_parsed(subject, &bundle, artefact, chosen, now),
        Err(error) => {
            let mut findings = Findings::new();
            findings.require(
                Check::Form,
                Outcome::Failed(format!("not a usable Sigstore bundle: {error}")),
            );
            Judged {
                verdict: conclude(subject, findings),
                statement: None,
            }
        }
    }
}

/// Judges a bundle that was part of a larger document.
pub fn check_parsed(
    subject: Digest,
    bundle: &Bundle,
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    now: Moment,
) -> Judged {
    let mut findings = Findings::new();
    findings.require(
        Check::Form,
        Outcome::Confirmed("a Sigstore bundle, read strictly".to_owned()),
    );
    match &bundle.material {
        Material::PublicKey(hint) => with_managed_key(
            bundle,
            hint.as_deref(),
            artefact,
            chosen,
            now,
            &mut findings,
        ),
        Material::Certificate(leaf, _) => {
            with_certificate(bundle, leaf, artefact, chosen, now, &mut findings)
        }
    }
    let statement = match &bundle.content {
        Content::Envelope(envelope) => judge_content(envelope, artefact, now, &mut findings),
        Content::Message { digest, .. } => {
            judge_message(digest.as_ref(), artefact, &mut findings);
            None
        }
    };
    Judged {
        verdict: conclude(subject, findings),
        statement,
    }
}

#[cfg(feature = "keyless")]
use super::keyless::{judge_timestamps, with_certificate};

#[cfg(not(feature = "keyless"))]
fn judge_timestamps(bundle: &Bundle, _: &TrustedRoot, findings: &mut Findings) -> Vec<Moment> {
    if !bundle.timestamps.is_empty() {
        let why = "the part that checks timestamps is not loaded".to_owned();
        findings.inform(Check::SignedTime, Outcome::NotChecked(why));
    }
    Vec::new()
}

#[cfg(not(feature = "keyless"))]
fn with_certificate(
    _: &Bundle,
    _: &[u8],
    _: Artefact<'_>,
    _: &Chosen<'_>,
    _: Moment,
    findings: &mut Findings,
) {
    let why = "it was signed with a certificate; the part that checks certificates is not loaded"
        .to_owned();
    findings.require(Check::Signature, Outcome::NotChecked(why));
}

/// What the signature covers; nothing when the file is not at hand.
pub(super) fn signed_bytes(bundle: &Bundle, artefact: Artefact<'_>) -> Option<Vec<u8>> {
    match (&bundle.content, artefact) {
        (Content::Envelope(envelope), _) => Some(envelope.authenticated_bytes()),
        (Content::Message { .. }, Artefact::Document(bytes)) => Some(bytes.to_vec()),
        (Content::Message { .. }, _) => None,
    }
}

fn with_managed_key(
    bundle: &Bundle,
    hint: Option<&str>,
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    now: Moment,
    findings: &mut Findings,
) {
    if let (Content::Envelope(envelope), Some(hint)) = (&bundle.content, hint)
        && let Some(keyid) = envelope
            .signatures
            .first()
            .and_then(|one| one.keyid.as_deref())
        && keyid != hint
    {
        findings.require(
            Check::Form,
            Outcome::Failed("the bundle names two different keys".to_owned()),
        );
    }
    let Some(message) = signed_bytes(bundle, artefact) else {
        let why = "the file that was signed is not at hand".to_owned();
        return findings.require(Check::Signature, Outcome::NotChecked(why));
    };
    let named: Vec<&ManagedKey> = chosen
        .managed
        .iter()
        .filter(|key| Some(key.hint.as_str()) == hint)
        .collect();
    let mut candidates: Vec<PublicKey> = named.iter().map(|managed| managed.key.clone()).collect();
    candidates.extend(chosen.keyring.all());
    // A file outside is the reader's own; an envelope inside may be as large as it likes, and is digested for every key.
    let bytes = match &bundle.content {
        Content::Envelope(_) => message.len(),
        Content::Message { .. } => 0,
    };
    let budget = Budget::new();
    let made_it = candidates.iter().find(|key| {
        holds(key, &message, bundle.signature(), || {
            budget.spend(key, bytes)
        })
    });
    let Some(key) = made_it else {
        // A key that the reader gave for this bundle, or that the bundle names, and that did not make it, refutes it.
        let why = "none of the keys at hand made this signature".to_owned();
        let refuted = !named.is_empty()
            || candidates
                .iter()
                .any(|key| hint.is_some_and(|hint| key.hints().iter().any(|h| h == hint)));
        findings.require(
            Check::Signature,
            if refuted {
                Outcome::Failed(why)
            } else {
                Outcome::NotChecked(why)
            },
        );
        return;
    };
    findings.require(
        Check::Signature,
        Outcome::Confirmed(format!("signature holds under the {} key", key.kind())),
    );
    chosen.keyring.record_signers(vec![key.clone()], findings);
    let signer = Signer {
        certificate: None,
        key,
    };
    let times = judge_times(bundle, artefact, chosen, &signer, now, findings);
    if let Some(managed) = named.iter().find(|managed| managed.key == *key) {
        findings.require(
            Check::KeyChosen,
            Outcome::Confirmed(format!("the list you chose has it as {:?}", managed.hint)),
        );
        let outcome = match times.first() {
            None => Outcome::NotChecked("no time that someone else vouches for".to_owned()),
            Some(_)
                if times
                    .iter()
                    .all(|time| managed.period.place(*time) == Place::Within) =>
            {
                Outcome::Confirmed("the key counted when it signed".to_owned())
            }
            Some(time) => Outcome::Failed(format!("the key did not count at {time}")),
        };
        findings.require(Check::KeyValidity, outcome);
    }
}

/// Whether the key made the signature in one of the ways that Sigstore's registry of algorithms has for keys of its kind:
/// neither a key nor a certificate says which. `pay` is asked before each.
pub(super) fn holds(
    key: &PublicKey,
    message: &[u8],
    bytes: &[u8],
    pay: impl Fn() -> Result<(), Spent>,
) -> bool {
    let other = match key {
        PublicKey::Ed25519(_) => Some(Scheme::Ed25519Prehashed),
        PublicKey::Rsa(_) => Some(Scheme::Rsa(Hash::Sha256, RsaPadding::Pkcs1)),
        PublicKey::Ec(Curve::P256, _) => None,
        // Out of use, but what earlier tools did.
        PublicKey::Ec(..) => Some(Scheme::Ecdsa(Hash::Sha256, Encoding::ByLength)),
    };
    let mut ways = std::iter::once(Scheme::usual(key)).chain(other);
    ways.any(|way| pay().is_ok() && signature::check(key, way, message, bytes).is_ok())
}

/// Judges log entries and timestamps together; gives the times that logs and authorities vouch for.
pub(super) fn judge_times(
    bundle: &Bundle,
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    signer: &Signer<'_>,
    now: Moment,
    findings: &mut Findings,
) -> Vec<Moment> {
    let mut times = judge_log(bundle, artefact, chosen, signer, findings);
    let Some(root) = chosen.root else {
        return times;
    };
    let stamped = judge_timestamps(bundle, root, findings);
    judge_newer_logs(bundle, root, &stamped, findings);
    times.extend(stamped);
    if let Some(time) = times.iter().find(|time| time.is_still_to_come(now)) {
        let why = format!("it is said to have been seen at {time}, which is still to come");
        findings.require(Check::SignedTime, Outcome::Failed(why));
    }
    times
}

/// Newer logs state no time of their own: their key must have counted when the timestamps were given.
fn judge_newer_logs(
    bundle: &Bundle,
    root: &TrustedRoot,
    stamped: &[Moment],
    findings: &mut Findings,
) {
    for entry in bundle.entries.iter().filter(|one| one.integrated.is_none()) {
        let outside = |time: &&Moment| {
            let log = root.log(&entry.log_id, Some(**time));
            log.is_some_and(|log| log.period.place(**time) != Place::Within)
        };
        if let Some(time) = stamped.iter().find(outside) {
            let why = format!("the log's key did not count at {time}");
            findings.require(Check::LogInclusion, Outcome::Failed(why));
        }
    }
}

/// Judges every log entry; gives the times that logs vouch for.
fn judge_log(
    bundle: &Bundle,
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    signer: &Signer<'_>,
    findings: &mut Findings,
) -> Vec<Moment> {
    let mut times = Vec::new();
    let computed: RefCell<Vec<(Hash, Option<Vec<u8>>)>> = RefCell::new(Vec::new());
    let file = |hash: Hash| {
        if let Some((_, digest)) = computed.borrow().iter().find(|(known, _)| *known == hash) {
            return digest.clone();
        }
        let digest = match artefact {
            Artefact::Document(bytes) => Some(hash.of(bytes)),
            Artefact::Digest(known, digest) if known == hash => Some(digest.to_vec()),
            _ => None,
        };
        computed.borrow_mut().push((hash, digest.clone()));
        digest
    };
    let is_known = |entry: &LogEntry| {
        let root = chosen.root;
        root.is_some_and(|root| root.log(&entry.log_id, None).is_some())
    };
    let any_known = bundle.entries.iter().any(is_known);
    for (place, entry) in bundle.entries.iter().enumerate() {
        let twin = |other: &LogEntry| other.log_id == entry.log_id && other.index == entry.index;
        if bundle.entries.iter().take(place).any(twin) {
            let why = "one log entry stands twice".to_owned();
            findings.require(Check::LogBinding, Outcome::Failed(why));
            continue;
        }
        findings.require(
            Check::LogBinding,
            binding::judge(entry, bundle, signer, &file),
        );
        match chosen.root {
            // Another log, that nobody here chose, takes nothing away from one that was.
            Some(_) if any_known && !is_known(entry) => findings.inform(
                Check::LogInclusion,
                Outcome::NotChecked("an entry names a log that you did not choose".to_owned()),
            ),
            Some(root) => times.extend(log::judge(entry, root, findings)),
            None => findings.inform(
                Check::LogInclusion,
                Outcome::NotChecked("you chose no logs".to_owned()),
            ),
        }
    }
    if let Some(time) = times.first() {
        findings.inform(
            Check::SignedTime,
            Outcome::Confirmed(format!("a log saw it at {time}")),
        );
    }
    times
}

fn judge_message(hint: Option<&(Hash, Vec<u8>)>, artefact: Artefact<'_>, findings: &mut Findings) {
    let outcome = match (artefact, hint) {
        (Artefact::Document(bytes), Some((hash, digest))) if hash.of(bytes) != *digest => {
            Outcome::Failed("the bundle gives another digest than the file at hand has".to_owned())
        }
        (Artefact::Document(_), _) => {
            Outcome::Confirmed("the signature covers the file at hand".to_owned())
        }
        _ => Outcome::NotChecked("the file that was signed is not at hand".to_owned()),
    };
    findings.require(Check::Subject, outcome);
}
