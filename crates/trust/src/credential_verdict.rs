//! From a credential to a verdict: proof, issuer, time, revocation. Never fetches a key, a context or a list.

use ident::Digest;
use intake::json::Node;

use crate::credential::{Credential, check_form};
use crate::data_integrity::{IntegrityError, Proof};
use crate::did::DidKey;
use crate::keyring::Keyring;
use crate::keys::PublicKey;
use crate::status_list::{StatusEntry, list_of};
use crate::time::{Moment, Place};
use crate::verdict::{Check, Findings, Outcome, Verdict, conclude};

/// A proof dated later than now plus this much is not believed: clocks differ by minutes, not more.
const CLOCK_SKEW_SECONDS: i64 = 300;

/// Judges a credential or presentation. `lists` are the status list credentials at hand.
pub fn check(
    subject: Digest,
    document: &Node,
    lists: &[Node],
    keyring: &Keyring,
    now: Moment,
) -> Verdict {
    let mut findings = Findings::new();
    let form = check_form(document);
    findings.require(
        Check::Form,
        match &form {
            Ok(kind) => Outcome::Confirmed(format!("a well-formed {kind}")),
            Err(error) => Outcome::Failed(format!("{} {}", error.property, error.what)),
        },
    );
    if form == Ok("enveloped") {
        let why = "it is wrapped in a token, which is not opened here".to_owned();
        findings.require(Check::Signature, Outcome::NotChecked(why));
        return conclude(subject, findings);
    }
    match Proof::all(document) {
        Err(IntegrityError::None) => return conclude(subject, Findings::unsigned()),
        Err(IntegrityError::Unsupported(suite)) => {
            let why = format!("{suite:?} needs steps that are not made here");
            findings.require(Check::Signature, Outcome::NotChecked(why));
        }
        Err(error) => findings.require(
            Check::Signature,
            Outcome::Failed(format!("the proof is malformed: {error}")),
        ),
        Ok(proofs) => judge_proofs(document, &proofs, keyring, now, &mut findings),
    }
    if let Ok(credential) = Credential::from_node(document) {
        judge_period(&credential, now, &mut findings);
        judge_status(&credential, lists, keyring, now, &mut findings);
    }
    conclude(subject, findings)
}

/// Every proof must hold: a document with a broken one was changed, whatever the others say.
fn judge_proofs(
    document: &Node,
    proofs: &[Proof],
    keyring: &Keyring,
    now: Moment,
    findings: &mut Findings,
) {
    let mut signers = Vec::new();
    for proof in proofs {
        let made_by = match holder(document, proof, keyring) {
            Ok(key) => {
                findings.require(
                    Check::Signature,
                    Outcome::Confirmed(format!("the proof holds under a {} key", key.kind())),
                );
                signers.push(key.clone());
                Some(key)
            }
            Err(outcome) => {
                findings.require(Check::Signature, outcome);
                None
            }
        };
        findings.require(
            Check::PayloadType,
            if proof.purpose == "assertionMethod" {
                Outcome::Confirmed("signed as a claim".to_owned())
            } else {
                Outcome::Failed(format!("signed for {:?}, not as a claim", proof.purpose))
            },
        );
        if proof
            .created
            .is_some_and(|created| created > now.plus(CLOCK_SKEW_SECONDS))
        {
            findings.require(
                Check::Period,
                Outcome::Failed("the proof is dated in the future".to_owned()),
            );
        }
        if proof.expires.is_some_and(|expires| expires < now) {
            findings.require(
                Check::Period,
                Outcome::Failed("the proof has expired".to_owned()),
            );
        }
        judge_issuer(document, proof, made_by.as_ref(), keyring, findings);
    }
    keyring.record_signers(signers, findings);
}

/// The key of a `did:key` is in its name; every other method needs a document that is not fetched here.
fn holder(document: &Node, proof: &Proof, keyring: &Keyring) -> Result<PublicKey, Outcome> {
    if proof.verification_method.starts_with("did:key:") {
        let named = DidKey::parse(&proof.verification_method)
            .map_err(|error| Outcome::Failed(format!("the named key cannot be read: {error}")))?;
        return match proof.check(document, &named.key) {
            Ok(confirmed) => Ok(confirmed.key),
            Err(error) => Err(Outcome::Failed(format!(
                "the named key did not make the proof: {error}"
            ))),
        };
    }
    let made_it = keyring
        .all()
        .into_iter()
        .find(|key| proof.check(document, key).is_ok());
    made_it.ok_or_else(|| Outcome::NotChecked("none of the keys at hand made the proof".to_owned()))
}

/// The key must be one of the issuer's: by its name for `did:key`, else by the identifier's document at hand. A name in
/// front of a fragment proves nothing: anybody can write it.
fn judge_issuer(
    document: &Node,
    proof: &Proof,
    made_by: Option<&PublicKey>,
    keyring: &Keyring,
    findings: &mut Findings,
) {
    let issuer = document.get("issuer").or_else(|| document.get("holder"));
    let issuer = issuer.and_then(|issuer| {
        issuer
            .as_str()
            .or_else(|| issuer.get("id").and_then(Node::as_str))
    });
    let Some(issuer) = issuer else { return };
    let controller = proof
        .verification_method
        .split('#')
        .next()
        .unwrap_or_default();
    if issuer.starts_with("did:key:") {
        // This issuer is a key.
        findings.require(
            Check::Issuer,
            if controller == issuer {
                Outcome::Confirmed(format!("the key is {issuer} itself"))
            } else {
                Outcome::Failed(format!("signed by {controller}, issued by {issuer}"))
            },
        );
        return;
    }
    match (keyring.identity(issuer), made_by) {
        (Some(identity), Some(key)) if identity.keys.contains(key) => findings.require(
            Check::Issuer,
            Outcome::Confirmed(format!("the key is one of {issuer}: {}", identity.how)),
        ),
        (Some(_), Some(_)) => findings.require(
            Check::Issuer,
            Outcome::Failed(format!("the key is not one of those that {issuer} lists")),
        ),
        _ => findings.inform(
            Check::Issuer,
            Outcome::NotChecked(format!(
                "whether the key belongs to {issuer} is in a document that is not at hand"
            )),
        ),
    }
}

fn judge_period(credential: &Credential, now: Moment, findings: &mut Findings) {
    let period = credential.period;
    if period.start.is_none() && period.end.is_none() {
        return;
    }
    let outcome = match period.place(now) {
        Place::Within => Outcome::Confirmed("within the time it was issued for".to_owned()),
        Place::Before => Outcome::Failed("its time has not begun".to_owned()),
        Place::After => Outcome::Failed("its time is over".to_owned()),
    };
    findings.require(Check::Period, outcome);
}

/// Every status entry is looked up in a list that is at hand, names the right purpose and is signed by the same issuer.
fn judge_status(
    credential: &Credential,
    lists: &[Node],
    keyring: &Keyring,
    now: Moment,
    findings: &mut Findings,
) {
    for node in &credential.status {
        findings.require(
            Check::Revocation,
            status(credential, node, lists, keyring, now),
        );
    }
}

fn status(
    credential: &Credential,
    node: &Node,
    lists: &[Node],
    keyring: &Keyring,
    now: Moment,
) -> Outcome {
    let Some(entry) = StatusEntry::from_node(node) else {
        return Outcome::NotChecked("its status is kept in a way that is not read here".to_owned());
    };
    let Some(list) = lists
        .iter()
        .find(|list| list.get("id").and_then(Node::as_str) == Some(&entry.list))
    else {
        return Outcome::NotChecked(format!("the list of {} is not at hand", entry.purpose));
    };
    let Ok(read) = Credential::from_node(list) else {
        return Outcome::NotChecked("the status list is malformed".to_owned());
    };
    if read.issuer != credential.issuer {
        return Outcome::NotChecked("the status list is by another issuer".to_owned());
    }
    if read.period.place(now) != Place::Within {
        return Outcome::NotChecked("the status list is not of this time".to_owned());
    }
    let proofs = Proof::all(list).unwrap_or_default();
    if proofs.is_empty()
        || proofs
            .iter()
            .any(|proof| holder(list, proof, keyring).is_err())
    {
        return Outcome::NotChecked(
            "the status list's own signature does not hold here".to_owned(),
        );
    }
    match list_of(list, &entry.purpose).and_then(|bits| bits.value(&entry)) {
        Ok(0) => Outcome::Confirmed(format!(
            "the list of {} has nothing against it",
            entry.purpose
        )),
        Ok(value) => Outcome::Failed(format!("the list of {} says {value}", entry.purpose)),
        Err(error) => Outcome::NotChecked(format!("the status list cannot be used: {error}")),
    }
}
