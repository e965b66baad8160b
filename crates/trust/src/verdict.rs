//! Verdicts: every check, what came of it, and the one standing they add up to. Never a bare yes or no.

use ident::{Digest, Standing};

use crate::keys::PublicKey;

/// Declares the closed list of checks with the words readers see.
macro_rules! checks {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $question:literal;)+) => {
        /// One step of examining an attestation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[$doc])* #[doc = $question] $variant),+ }

        impl Check {
            /// Every check, in the order in which a verdict lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in JSON and links.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The question that the check answers.
            pub const fn question(self) -> &'static str {
                match self { $(Self::$variant => $question),+ }
            }
        }
    };
}

checks! {
    Form = "form", "Can the file be read without doubt?";
    Signature = "signature", "Does a signature hold under a key at hand?";
    Threshold = "threshold", "Did enough different keys sign?";
    KeyChosen = "key-chosen", "Did you choose one of the keys that signed?";
    KeyValidity = "key-validity", "Was the key valid when it signed?";
    Certificate = "certificate", "Does the certificate lead to a root you chose?";
    CertificateLogged = "certificate-logged", "Was the certificate published in a transparency log?";
    Identity = "identity", "Is the signer's identity the one you expect?";
    SignedTime = "signed-time", "Is there a time that someone else vouches for?";
    LogPromise = "log-promise", "Did the log promise to include the entry?";
    LogInclusion = "log-inclusion", "Is the entry included in the log?";
    LogCheckpoint = "log-checkpoint", "Is the log's checkpoint signed by the log?";
    LogBinding = "log-binding", "Is the log entry about this very signature?";
    Witnesses = "witnesses", "Did enough witnesses see the same log or history?";
    PayloadType = "payload-type", "Is the signed content of the declared type?";
    Statement = "statement", "Is the signed content a well-formed statement?";
    Subject = "subject", "Is the document at hand the one that was signed?";
    Files = "files", "Are all files of the folder the ones that were signed, and no others?";
    Issuer = "issuer", "Does the key belong to the named issuer?";
    History = "history", "Is the identifier's history unbroken?";
    Period = "period", "Is the claim within the time it was issued for?";
    Revocation = "revocation", "Does the claim still stand, not withdrawn?";
    RuleSetDigest = "rule-set-digest", "Is the text of the named rule set the one at hand?";
}

/// Whether a check decides the standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Without it, nothing is confirmed.
    Required,
    /// Shown, but it decides nothing.
    Informative,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was made and holds; with the evidence in words.
    Confirmed(String),
    /// It was made and does not hold; with the reason.
    Failed(String),
    /// It could not be made; with the reason. Never green.
    NotChecked(String),
    /// This kind of document has nothing to check here.
    NotApplicable,
}

/// One check of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which.
    pub check: Check,
    /// Whether it decides.
    pub need: Need,
    /// What came of it.
    pub outcome: Outcome,
}

/// The findings of one examination before they are weighed. Filled by the examiners of this crate, spent by
/// [`conclude`].
#[derive(Clone, Debug, Default)]
pub struct Findings {
    steps: Vec<Step>,
    signers: Vec<PublicKey>,
    unsigned: bool,
    ended: bool,
}

impl Findings {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// There is no signature to examine.
    pub fn unsigned() -> Self {
        Self {
            unsigned: true,
            ..Self::default()
        }
    }

    /// Adds what came of a required check.
    pub fn require(&mut self, check: Check, outcome: Outcome) {
        self.steps.push(Step {
            check,
            need: Need::Required,
            outcome,
        });
    }

    /// Adds what came of an informative check.
    pub fn inform(&mut self, check: Check, outcome: Outcome) {
        self.steps.push(Step {
            check,
            need: Need::Informative,
            outcome,
        });
    }

    /// Adds that the time it was issued for is over, with the reason: a period fails before it begins, too, but only its
    /// end makes a claim an expired one.
    pub fn ended(&mut self, why: String) {
        self.ended = true;
        self.require(Check::Period, Outcome::Failed(why));
    }

    /// Names the keys whose signatures hold.
    pub fn signed_by(&mut self, keys: Vec<PublicKey>) {
        self.signers = keys;
    }
}

/// All checks of one document, each exactly once, and what they add up to. Built only by [`conclude`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    subject: Digest,
    steps: Vec<Step>,
    signers: Vec<PublicKey>,
    standing: Standing,
    ended: bool,
}

/// Weighs the findings about the document with this digest. The only way to a verdict.
pub fn conclude(subject: Digest, findings: Findings) -> Verdict {
    let Findings {
        steps: found,
        mut signers,
        unsigned,
        ended,
    } = findings;
    let mut steps: Vec<Step> = Check::ALL
        .iter()
        .map(|check| merged(*check, &found))
        .collect();
    let signature_holds = steps.iter().any(|step| {
        step.check == Check::Signature && matches!(step.outcome, Outcome::Confirmed(_))
    });
    if !signature_holds {
        signers.clear();
        void_what_rests_on_the_signature(&mut steps);
    }
    let standing = standing(&steps, unsigned, signature_holds);
    Verdict {
        subject,
        steps,
        signers,
        standing,
        ended,
    }
}

/// One step per check: the worst of what was found about it, so that a check made twice cannot hide a failure.
fn merged(check: Check, found: &[Step]) -> Step {
    let rank = |outcome: &Outcome| match outcome {
        Outcome::Failed(_) => 0,
        Outcome::NotChecked(_) => 1,
        Outcome::Confirmed(_) => 2,
        Outcome::NotApplicable => 3,
    };
    let of_check = || found.iter().filter(|step| step.check == check);
    let worst = of_check().min_by_key(|step| (step.need, rank(&step.outcome)));
    worst.cloned().unwrap_or(Step {
        check,
        need: Need::Informative,
        outcome: Outcome::NotApplicable,
    })
}

/// What a signature covers means nothing when the signature does not hold: green turns into "not checked".
fn void_what_rests_on_the_signature(steps: &mut [Step]) {
    for step in steps
        .iter_mut()
        .filter(|step| !matches!(step.check, Check::Form | Check::Signature))
    {
        if matches!(step.outcome, Outcome::Confirmed(_)) {
            step.outcome =
                Outcome::NotChecked("No signature is confirmed, so this says nothing".to_owned());
        }
    }
}

fn standing(steps: &[Step], unsigned: bool, signature_holds: bool) -> Standing {
    let required = || steps.iter().filter(|step| step.need == Need::Required);
    let chosen = steps.iter().find(|step| step.check == Check::KeyChosen);
    if required().any(|step| matches!(step.outcome, Outcome::Failed(_))) {
        Standing::Broken
    } else if unsigned {
        Standing::Unsigned
    } else if !signature_holds
        || required().any(|step| matches!(step.outcome, Outcome::NotChecked(_)))
    {
        Standing::NotCheckableHere
    } else if chosen.is_some_and(|step| matches!(step.outcome, Outcome::Confirmed(_))) {
        Standing::ConfirmedByChosenKey
    } else {
        Standing::IntactKeyUnknown
    }
}

impl Verdict {
    /// SHA-256 of the document's bytes.
    pub fn subject(&self) -> Digest {
        self.subject
    }

    /// Every check, in the order of [`Check::ALL`].
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What came of one check.
    pub fn outcome(&self, check: Check) -> &Outcome {
        self.steps
            .iter()
            .find(|step| step.check == check)
            .map_or(&Outcome::NotApplicable, |step| &step.outcome)
    }

    /// The keys whose signatures hold.
    pub fn signers(&self) -> &[PublicKey] {
        &self.signers
    }

    /// True when the time it was issued for is over.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// The one summary that a page may colour by.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The first required check that failed, or else the first that could not be made.
    pub fn decisive(&self) -> Option<&Step> {
        let required = || self.steps.iter().filter(|step| step.need == Need::Required);
        required()
            .find(|step| matches!(step.outcome, Outcome::Failed(_)))
            .or_else(|| required().find(|step| matches!(step.outcome, Outcome::NotChecked(_))))
    }

    /// What this verdict does not show, in sentences for the reader.
    pub fn does_not_show(&self) -> Vec<&'static str> {
        let mut sentences = vec![match self.standing {
            Standing::ConfirmedByChosenKey => {
                "It shows who signed and that nothing was changed since. It does not show that what was signed is true."
            }
            Standing::IntactKeyUnknown => {
                "It shows that nothing was changed since someone signed. It does not show who that someone is."
            }
            Standing::Unsigned => {
                "Nobody signed this. That does not make it false; it means that anyone may have changed it."
            }
            Standing::Broken => {
                "It does not show who changed what, or whether by mistake or on purpose."
            }
            Standing::NotCheckableHere => {
                "It shows neither that the signature holds nor that it does not."
            }
        }];
        let asked = matches!(
            self.outcome(Check::Revocation),
            Outcome::Confirmed(_) | Outcome::Failed(_)
        );
        if matches!(self.outcome(Check::KeyChosen), Outcome::Confirmed(_)) && !asked {
            sentences.push("It does not show that the key was still in its owner's hands; nobody was asked about revocation.");
        }
        if self.standing != Standing::Unsigned
            && !matches!(self.outcome(Check::SignedTime), Outcome::Confirmed(_))
        {
            sentences.push("It does not show when the signature was made; a date inside is the signer's own word.");
        }
        if !matches!(self.outcome(Check::Witnesses), Outcome::Confirmed(_))
            && matches!(self.outcome(Check::LogInclusion), Outcome::Confirmed(_))
        {
            sentences.push("It does not show that the log shows everyone the same entries; no witness was counted.");
        }
        sentences.push("A signed claim of conformity is a claim. That it was signed does not make anything conform.");
        sentences
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conclude_with(build: impl FnOnce(&mut Findings)) -> Verdict {
        let mut findings = Findings::new();
        build(&mut findings);
        conclude(Digest::new([0; 32]), findings)
    }

    fn yes() -> Outcome {
        Outcome::Confirmed("seen".to_owned())
    }

    #[test]
    fn every_check_stands_exactly_once() {
        let verdict = conclude_with(|findings| {
            findings.require(Check::Subject, yes());
            findings.require(Check::Subject, Outcome::Failed("other bytes".to_owned()));
        });
        let checks: Vec<Check> = verdict.steps().iter().map(|step| step.check).collect();
        assert_eq!(checks, Check::ALL);
        assert_eq!(
            verdict.outcome(Check::Subject),
            &Outcome::Failed("other bytes".to_owned())
        );
    }

    #[test]
    fn standings() {
        let check = |expected: Standing, build: fn(&mut Findings)| {
            assert_eq!(conclude_with(build).standing(), expected);
        };
        check(Standing::NotCheckableHere, |_| ());
        check(Standing::IntactKeyUnknown, |findings| {
            findings.require(Check::Signature, yes())
        });
        check(Standing::ConfirmedByChosenKey, |findings| {
            findings.require(Check::Signature, yes());
            findings.inform(Check::KeyChosen, yes());
        });
        check(Standing::Broken, |findings| {
            findings.require(Check::Signature, yes());
            findings.inform(Check::KeyChosen, yes());
            findings.require(Check::Subject, Outcome::Failed("other".to_owned()));
        });
        check(Standing::NotCheckableHere, |findings| {
            findings.require(Check::Signature, yes());
            findings.inform(Check::KeyChosen, yes());
            findings.require(Check::Revocation, Outcome::NotChecked("no list".to_owned()));
        });
        check(Standing::ConfirmedByChosenKey, |findings| {
            findings.require(Check::Signature, yes());
            findings.inform(Check::KeyChosen, yes());
            findings.inform(Check::Revocation, Outcome::Failed("shown only".to_owned()));
        });
        assert_eq!(
            conclude(Digest::new([0; 32]), Findings::unsigned()).standing(),
            Standing::Unsigned
        );
    }

    #[test]
    fn a_signature_that_does_not_hold_voids_the_rest() {
        for broken in [
            Outcome::Failed("no".to_owned()),
            Outcome::NotChecked("no key".to_owned()),
            Outcome::NotApplicable,
        ] {
            let verdict = conclude_with(|findings| {
                findings.require(Check::Form, yes());
                findings.require(Check::Signature, broken.clone());
                findings.require(Check::Subject, yes());
                findings.inform(Check::KeyChosen, yes());
            });
            assert!(matches!(
                verdict.outcome(Check::Form),
                Outcome::Confirmed(_)
            ));
            for check in [Check::Subject, Check::KeyChosen] {
                assert!(
                    matches!(verdict.outcome(check), Outcome::NotChecked(_)),
                    "{check:?} {broken:?}"
                );
            }
            assert!(!matches!(
                verdict.standing(),
                Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown
            ));
        }
    }
}
