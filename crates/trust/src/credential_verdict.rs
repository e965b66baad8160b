//! From a credential to a verdict: proof, issuer, time, revocation. Never fetches a key, a context or a list.

mod status;

use ident::{Digest, Standing};
use intake::json::Node;

use crate::credential::{Credential, check_form};
use crate::data_integrity::{IntegrityError, Proof, Unsecured};
use crate::did::DidKey;
use crate::keyring::Keyring;
use crate::keys::PublicKey;
use crate::limits::MAX_PRESENTED;
use crate::signature::Budget;
use crate::time::{Moment, Place};
use crate::verdict::{Check, Findings, Outcome, Verdict, conclude};

/// Judges a credential or presentation. `lists` are the status list credentials at hand.
pub fn check(
    subject: Digest,
    document: &Node,
    lists: &[Node],
    keyring: &Keyring,
    now: Moment,
) -> Verdict {
    let bench = Bench {
        lists,
        keyring,
        now,
        budget: Budget::new(),
    };
    bench.judge(subject, document)
}

/// What one document and everything inside it is judged by.
struct Bench<'a> {
    lists: &'a [Node],
    keyring: &'a Keyring,
    now: Moment,
    /// What may still be spent on trying keys.
    budget: Budget,
}

impl Bench<'_> {
    fn judge(&self, subject: Digest, document: &Node) -> Verdict {
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
        let mut signers = Vec::new();
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
            Ok(proofs) => {
                // Whatever claims something itself needs a key for claims.
                let claims = |name: &&str| document.get(name).is_some();
                let presents = form == Ok("presentation")
                    && !["issuer", "credentialSubject"].iter().any(claims);
                signers = self.judge_proofs(document, &proofs, presents, &mut findings);
            }
        }
        if form == Ok("presentation") {
            self.judge_presented(document, &mut findings);
        } else if let Ok(credential) = Credential::from_node(document) {
            judge_period(&credential, self.now, &mut findings);
            self.judge_status(&credential, &signers, &mut findings);
        }
        conclude(subject, findings)
    }

    /// Every proof must hold: a document with a broken one was changed, whatever the others say. Gives the keys that made
    /// them.
    fn judge_proofs(
        &self,
        document: &Node,
        proofs: &[Proof],
        presents: bool,
        findings: &mut Findings,
    ) -> Vec<PublicKey> {
        let mut signers = Vec::new();
        let unsecured = Unsecured::of(document);
        for proof in proofs {
            let made_by = match self.holder(&unsecured, proof) {
                Ok(key) => {
                    findings.require(
                        Check::Signature,
                        Outcome::Confirmed(format!("the proof holds under the {} key", key.kind())),
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
                match proof.purpose.as_str() {
                    CLAIM => Outcome::Confirmed("signed as a claim".to_owned()),
                    PRESENTS if presents => Outcome::Confirmed(
                        "signed to present it, to whomever it was meant for".to_owned(),
                    ),
                    other => Outcome::Failed(format!("signed for {other:?}, not as a claim")),
                },
            );
            match out_of_time(proof, self.now) {
                None => {}
                Some((Place::After, why)) => findings.ended(why.to_owned()),
                Some((_, why)) => findings.require(Check::Period, Outcome::Failed(why.to_owned())),
            }
            judge_issuer(document, proof, made_by.as_ref(), self.keyring, findings);
        }
        self.keyring.record_signers(signers.clone(), findings);
        signers
    }

    /// The key of a `did:key` is in its name; every other method needs a document that is not fetched here.
    fn holder(&self, document: &Unsecured, proof: &Proof) -> Result<PublicKey, Outcome> {
        if proof.verification_method.starts_with("did:key:") {
            let named = DidKey::parse(&proof.verification_method).map_err(|error| {
                Outcome::Failed(format!("the named key cannot be read: {error}"))
            })?;
            self.spend(&named.key)?;
            return match proof.check_over(document, &named.key) {
                Ok(confirmed) => Ok(confirmed.key),
                Err(error @ IntegrityError::Unsupported(_)) => {
                    Err(Outcome::NotChecked(error.to_string()))
                }
                Err(error) => Err(Outcome::Failed(format!(
                    "the named key did not make the proof: {error}"
                ))),
            };
        }
        for key in self.keyring.all() {
            if !proof.suite.takes(&key) {
                continue;
            }
            self.spend(&key)?;
            if proof.check_over(document, &key).is_ok() {
                return Ok(key);
            }
        }
        let why = "none of the keys at hand made the proof".to_owned();
        Err(Outcome::NotChecked(why))
    }

    fn spend(&self, key: &PublicKey) -> Result<(), Outcome> {
        self.budget.spend(key, 0).map_err(|_spent| {
            Outcome::NotChecked("there are more proofs and keys than are tried".to_owned())
        })
    }

    /// A presentation is as good as the worst credential in it. Whoever signed the presentation need not be their issuer.
    fn judge_presented(&self, document: &Node, findings: &mut Findings) {
        let Some(inside) = document.get("verifiableCredential") else {
            return;
        };
        let all = inside.as_array().unwrap_or(std::slice::from_ref(inside));
        if all.len() > MAX_PRESENTED {
            let why = format!(
                "it presents {} credentials, more than are judged",
                all.len()
            );
            return findings.require(Check::Statement, Outcome::NotChecked(why));
        }
        for (place, credential) in all.iter().enumerate() {
            findings.require(Check::Statement, self.presented(place + 1, credential));
        }
    }

    fn presented(&self, number: usize, credential: &Node) -> Outcome {
        if check_form(credential) == Ok("presentation") {
            let why = format!("number {number} inside is a presentation, which is not opened here");
            return Outcome::NotChecked(why);
        }
        let verdict = self.judge(Digest::new([0; 32]), credential);
        let why = || match verdict.decisive().map(|step| &step.outcome) {
            Some(Outcome::Failed(why) | Outcome::NotChecked(why)) => why.clone(),
            _ => "its signature cannot be checked".to_owned(),
        };
        match verdict.standing() {
            Standing::Broken => Outcome::Failed(format!("credential {number} inside: {}", why())),
            Standing::Unsigned => Outcome::NotChecked(format!(
                "credential {number} inside has no proof of its own"
            )),
            Standing::NotCheckableHere => {
                Outcome::NotChecked(format!("credential {number} inside: {}", why()))
            }
            Standing::IntactKeyUnknown | Standing::ConfirmedByChosenKey => {
                Outcome::Confirmed("the credentials inside are unchanged and count now".to_owned())
            }
        }
    }
}

/// The purpose of proofs that make a claim; others log in or hand on powers.
const CLAIM: &str = "assertionMethod";

/// The purpose of proofs by which a holder presents credentials to somebody.
const PRESENTS: &str = "authentication";

/// Where this moment lies outside of a proof's own dates, and why the proof does not count then.
fn out_of_time(proof: &Proof, now: Moment) -> Option<(Place, &'static str)> {
    if proof
        .created
        .is_some_and(|created| created.is_still_to_come(now))
    {
        Some((Place::Before, "the proof is dated in the future"))
    } else if proof.expires.is_some_and(|expires| expires < now) {
        Some((Place::After, "the proof has expired"))
    } else {
        None
    }
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
    let identity = keyring.identity(issuer);
    if identity.is_some() && controller != issuer && !controller.starts_with("did:key:") {
        // The key is named as one of somebody else's, or as nobody's.
        let why = format!("signed by {controller:?}, issued by {issuer}");
        return findings.require(Check::Issuer, Outcome::Failed(why));
    }
    match (identity, made_by) {
        (Some(identity), Some(key)) if identity.keys.contains(key) => findings.require(
            Check::Issuer,
            Outcome::Confirmed(format!("the key is one of {issuer}: {}", identity.how)),
        ),
        // Of documents only the keys for claims are read.
        (Some(_), Some(_)) if proof.purpose == CLAIM => findings.require(
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

/// What a side of the period means, after its moment, which is there where a moment lies beyond it.
fn bounded(words: &str, moment: Option<Moment>, meaning: &str) -> String {
    let moment = moment.map(|moment| moment.to_string());
    [words, " ", &moment.unwrap_or_default(), "; ", meaning].concat()
}

fn judge_period(credential: &Credential, now: Moment, findings: &mut Findings) {
    let period = credential.period;
    if period.start.is_none() && period.end.is_none() {
        return;
    }
    let outcome = match period.place(now) {
        Place::Within => Outcome::Confirmed("within the time it was issued for".to_owned()),
        Place::Before => Outcome::Failed(bounded(
            "it counts from",
            period.start,
            "its time has not begun",
        )),
        Place::After => {
            return findings.ended(bounded("it counted until", period.end, "its time is over"));
        }
    };
    findings.require(Check::Period, outcome);
}
