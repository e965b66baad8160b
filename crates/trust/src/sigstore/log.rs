//! Log entries of bundles: promise, inclusion, checkpoint. Never uses a time that no signature covers.

use super::bundle::{InclusionProof, LogEntry};
use super::root::{Log, TrustedRoot};
use crate::checkpoint::Checkpoint;
use crate::encoding::{to_base64, to_hex};
use crate::hash::Hash;
use crate::keys::PublicKey;
use crate::merkle;
use crate::note::{Note, NoteKey};
use crate::rsa::RsaPadding;
use crate::signature::{self, Encoding, Scheme};
use crate::time::{Moment, Place};
use crate::verdict::{Check, Findings, Outcome};

/// Judges one entry; gives the time that the log vouches for, if it does.
pub(super) fn judge(
    entry: &LogEntry,
    root: &TrustedRoot,
    findings: &mut Findings,
) -> Option<Moment> {
    let integrated = entry.integrated.map(Moment);
    let Some(log) = root.log(&entry.log_id, integrated) else {
        // Perhaps a sound entry of somebody else's log: that nobody here can tell is no sign of a change.
        let why = "the entry names a log that you did not choose".to_owned();
        findings.require(Check::LogInclusion, Outcome::NotChecked(why));
        return None;
    };
    if let Some(time) = integrated
        && log.period.place(time) != Place::Within
    {
        let why = format!("the log's key did not count at {time}");
        findings.require(Check::LogInclusion, Outcome::Failed(why));
        return None;
    }
    let mut vouched = None;
    if let Some(promise) = &entry.promise {
        match (promise_holds(entry, log, promise), integrated) {
            (true, Some(time)) => {
                vouched = Some(time);
                findings.require(
                    Check::LogPromise,
                    Outcome::Confirmed(format!("{} promised it at {time}", log.host)),
                );
            }
            _ => findings.require(
                Check::LogPromise,
                Outcome::Failed("the log's promise does not hold".to_owned()),
            ),
        }
    }
    match &entry.proof {
        None => findings.inform(
            Check::LogInclusion,
            Outcome::NotChecked("the bundle has the log's promise, but no proof".to_owned()),
        ),
        Some(proof) => judge_proof(entry, proof, log, findings),
    }
    vouched
}

/// The signed entry timestamp: a signature over the canonical JSON of four fields.
fn promise_holds(entry: &LogEntry, log: &Log, promise: &[u8]) -> bool {
    let Some(time) = entry.integrated else {
        return false;
    };
    let message = format!(
        "{{\"body\":\"{}\",\"integratedTime\":{time},\"logID\":\"{}\",\"logIndex\":{}}}",
        to_base64(&entry.body),
        to_hex(&entry.log_id),
        entry.index
    );
    signature::check(&log.key, log_scheme(&log.key), message.as_bytes(), promise).is_ok()
}

/// How logs of certificates and of signatures use their keys.
pub(super) fn log_scheme(key: &PublicKey) -> Scheme {
    match key {
        PublicKey::Ed25519(_) => Scheme::Ed25519,
        PublicKey::Ec(..) => Scheme::Ecdsa(Hash::Sha256, Encoding::Der),
        PublicKey::Rsa(_) => Scheme::Rsa(Hash::Sha256, RsaPadding::Pkcs1),
    }
}

fn judge_proof(entry: &LogEntry, proof: &InclusionProof, log: &Log, findings: &mut Findings) {
    match checkpoint(proof, log) {
        Ok(checkpoint) if checkpoint.size == proof.size && checkpoint.root == proof.root => {
            let what = format!(
                "{} signed its state with {} entries",
                log.host, checkpoint.size
            );
            findings.require(Check::LogCheckpoint, Outcome::Confirmed(what));
        }
        Ok(_) => findings.require(
            Check::LogCheckpoint,
            Outcome::Failed("the checkpoint is about another tree than the proof".to_owned()),
        ),
        Err(why) => findings.require(Check::LogCheckpoint, Outcome::Failed(why)),
    }
    let leaf = merkle::leaf_hash(&entry.body);
    findings.require(
        Check::LogInclusion,
        match merkle::check_inclusion(proof.index, proof.size, &leaf, &proof.hashes, &proof.root) {
            Ok(_) => Outcome::Confirmed(format!("entry {} of {}", entry.index, log.host)),
            Err(error) => Outcome::Failed(format!(
                "the proof does not lead to the log's root: {error}"
            )),
        },
    );
}

fn checkpoint(proof: &InclusionProof, log: &Log) -> Result<Checkpoint, String> {
    let note = Note::parse(proof.checkpoint.as_bytes())
        .map_err(|error| format!("not a signed note: {error}"))?;
    let checkpoint =
        Checkpoint::parse(&note.text).map_err(|error| format!("not a checkpoint: {error}"))?;
    let keys: Vec<NoteKey> = match &log.key {
        PublicKey::Ed25519(key) if !log.is_named_by_key_alone() => {
            // Newer logs: the origin is the host, and the key's id covers it.
            if checkpoint.origin != log.host {
                return Err(format!(
                    "its origin is {:?}, not {:?}",
                    checkpoint.origin, log.host
                ));
            }
            vec![NoteKey::ed25519(&log.host, key)]
        }
        // The first logs' key id comes from the key alone, so the name on the line is whatever the note has.
        key => note
            .signatures
            .iter()
            .map(|line| NoteKey::by_key_alone(&line.name, key))
            .collect(),
    };
    note.check(&keys)
        .map_err(|error| format!("the log did not sign it: {error}"))?;
    Ok(checkpoint)
}
