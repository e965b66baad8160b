//! The keys at hand: those the reader chose, and those that came with the material. Never turns one into the other.

use std::cell::OnceCell;

use crate::dsse::{Envelope, Examination, Finding};
use crate::keys::PublicKey;
use crate::signature::Scheme;
use crate::verdict::{Check, Findings, Outcome};

/// Keys to try, and how many of the chosen ones must have signed.
#[derive(Clone, Debug, Default)]
pub struct Keyring {
    chosen: Vec<PublicKey>,
    offered: Vec<PublicKey>,
    threshold: usize,
    identities: Vec<Identity>,
    /// Every key to try with its hints, once for many envelopes.
    laid_out: OnceCell<(Vec<PublicKey>, Vec<Vec<String>>)>,
}

/// What an identifier's own document at hand says about its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The identifier: `did:web:…`, `did:webvh:…`.
    pub did: String,
    /// The keys that it may make claims with.
    pub keys: Vec<PublicKey>,
    /// What speaks for the document, in words: a history, or nothing but where it lay.
    pub how: String,
}

impl Keyring {
    /// Keys the reader chose, and keys that came with the material and prove nothing by themselves.
    pub fn new(chosen: Vec<PublicKey>, offered: Vec<PublicKey>) -> Self {
        Self {
            chosen,
            offered,
            threshold: 1,
            identities: Vec::new(),
            laid_out: OnceCell::new(),
        }
    }

    /// Tries every signature of an envelope under every key at hand.
    pub fn examine(&self, envelope: &Envelope) -> Examination {
        let (keys, hints) = self.laid_out.get_or_init(|| {
            let keys = self.all();
            let hints = keys.iter().map(PublicKey::hints).collect();
            (keys, hints)
        });
        envelope.examine_hinted(keys, || hints, Scheme::usual)
    }

    /// Adds documents of identifiers. They join keys to identifiers; they choose none.
    #[must_use]
    pub fn with_identities(mut self, identities: Vec<Identity>) -> Self {
        self.identities = identities;
        self
    }

    /// The document at hand of an identifier.
    pub fn identity(&self, did: &str) -> Option<&Identity> {
        self.identities.iter().find(|identity| identity.did == did)
    }

    /// Asks for signatures by this many different chosen keys.
    #[must_use]
    pub fn with_threshold(mut self, threshold: usize) -> Self {
        self.threshold = threshold.max(1);
        self
    }

    /// True if the reader chose this key.
    pub fn is_chosen(&self, key: &PublicKey) -> bool {
        self.chosen.contains(key)
    }

    /// Every key to try, chosen ones first, each once.
    pub fn all(&self) -> Vec<PublicKey> {
        let mut all = self.chosen.clone();
        all.extend(
            self.offered
                .iter()
                .filter(|key| !self.chosen.contains(key))
                .cloned(),
        );
        all
    }

    /// Writes what an examination of signatures found into the findings.
    pub fn record(&self, examination: &Examination, findings: &mut Findings) {
        let keys = examination.keys();
        let outcome = if keys.is_empty() {
            no_signature_holds(examination)
        } else {
            let named: Vec<String> = keys.iter().map(described).collect();
            Outcome::Confirmed(format!("signature holds under {}", named.join(", ")))
        };
        findings.require(Check::Signature, outcome);
        self.record_signers(keys, findings);
    }

    /// Writes who signed into the findings: whether the reader chose them, and whether they are enough.
    pub fn record_signers(&self, keys: Vec<PublicKey>, findings: &mut Findings) {
        let chosen: Vec<String> = keys
            .iter()
            .filter(|key| self.is_chosen(key))
            .map(described)
            .collect();
        findings.inform(
            Check::KeyChosen,
            if chosen.is_empty() {
                Outcome::NotChecked("none of the keys that signed is one you chose".to_owned())
            } else {
                Outcome::Confirmed(format!("you chose {}", chosen.join(", ")))
            },
        );
        if self.threshold > 1 {
            let counted = format!(
                "{} of {} chosen keys that must sign",
                chosen.len(),
                self.threshold
            );
            findings.require(
                Check::Threshold,
                if chosen.len() >= self.threshold {
                    Outcome::Confirmed(counted)
                } else {
                    Outcome::Failed(counted)
                },
            );
        }
        findings.signed_by(keys);
    }
}

fn described(key: &PublicKey) -> String {
    format!(
        "{} key {}",
        key.kind(),
        key.fingerprint().hex().get(..16).unwrap_or_default()
    )
}

fn no_signature_holds(examination: &Examination) -> Outcome {
    if let Some(key) = examination.refuted() {
        return Outcome::Failed(format!(
            "it names the {}, but that key did not make it: the signature or what it covers was changed",
            described(key)
        ));
    }
    if !examination.findings.is_empty()
        && examination
            .findings
            .iter()
            .all(|finding| *finding == Finding::Unreadable)
    {
        return Outcome::Failed("none of the signatures can be read".to_owned());
    }
    Outcome::NotChecked(if examination.findings.is_empty() {
        "the envelope holds no signature".to_owned()
    } else if examination.cut_short {
        "there are more signatures and keys than are tried".to_owned()
    } else {
        "none of the keys at hand made a signature here".to_owned()
    })
}
