//! Was a credential withdrawn? Believes a status list only from whoever issued the credential. Never fetches a list.

use intake::json::Node;

use super::{Bench, CLAIM, out_of_time};
use crate::credential::Credential;
use crate::data_integrity::{Proof, Unsecured};
use crate::keys::PublicKey;
use crate::limits::MAX_STATUS_ENTRIES;
use crate::status_list::{StatusEntry, list_of};
use crate::time::Place;
use crate::verdict::{Check, Findings, Outcome};

/// Purposes that take nothing back (Bitstring Status List §2.2): there is a message, or a newer credential.
const ONLY_SAID: [&str; 2] = ["message", "refresh"];

impl Bench<'_> {
    /// Every status entry is looked up in a list that is at hand, for the right purpose and signed by the same issuer.
    /// `signers` are the keys that signed the credential.
    pub(super) fn judge_status(
        &self,
        credential: &Credential,
        signers: &[PublicKey],
        findings: &mut Findings,
    ) {
        if credential.status.len() > MAX_STATUS_ENTRIES {
            let many = credential.status.len();
            let why = format!("its status is kept in {many} places, more than are looked up");
            return findings.require(Check::Revocation, Outcome::NotChecked(why));
        }
        for node in &credential.status {
            let Some(entry) = StatusEntry::from_node(node) else {
                let why = "its status is kept in a way that is not read here".to_owned();
                findings.require(Check::Revocation, Outcome::NotChecked(why));
                continue;
            };
            let outcome = self.status(credential, signers, &entry);
            if ONLY_SAID.contains(&entry.purpose.as_str()) {
                findings.inform(Check::Revocation, said_only(&entry, outcome));
            } else {
                findings.require(Check::Revocation, outcome);
            }
        }
    }

    /// Several lists may have one address, such as an old and a new state: what one of them takes back is taken back.
    fn status(
        &self,
        credential: &Credential,
        signers: &[PublicKey],
        entry: &StatusEntry,
    ) -> Outcome {
        let lists = self.lists.iter();
        let named = lists.filter(|list| list.get("id").and_then(Node::as_str) == Some(&entry.list));
        let mut best: Option<Outcome> = None;
        for list in named.take(MAX_STATUS_ENTRIES) {
            match self.looked_up(credential, signers, entry, list) {
                taken_back @ Outcome::Failed(_) => return taken_back,
                sound @ Outcome::Confirmed(_) => best = Some(sound),
                other => best = best.or(Some(other)),
            }
        }
        let missing =
            || Outcome::NotChecked(format!("the list of {} is not at hand", entry.purpose));
        best.unwrap_or_else(missing)
    }

    fn looked_up(
        &self,
        credential: &Credential,
        signers: &[PublicKey],
        entry: &StatusEntry,
        list: &Node,
    ) -> Outcome {
        let Ok(read) = Credential::from_node(list) else {
            return Outcome::NotChecked("the status list is malformed".to_owned());
        };
        if read.issuer != credential.issuer {
            return Outcome::NotChecked("the status list is by another issuer".to_owned());
        }
        if read.period.place(self.now) != Place::Within {
            return Outcome::NotChecked("the status list is not of this time".to_owned());
        }
        if let Err(why) = self.is_by(&read.issuer, list, signers) {
            return Outcome::NotChecked(why.to_owned());
        }
        match list_of(list, &entry.purpose).and_then(|bits| bits.value(entry)) {
            Ok(0) => Outcome::Confirmed(format!(
                "the list of {} has nothing against it",
                entry.purpose
            )),
            Ok(value) => Outcome::Failed(format!("the list of {} says {value}", entry.purpose)),
            Err(error) => Outcome::NotChecked(format!("the status list cannot be used: {error}")),
        }
    }

    /// The list must be signed, as a claim and in time, by a key of the issuer: by its name for `did:key`, by its document
    /// at hand, else by a key that signed the credential too. The name in the list is anybody's to write.
    fn is_by(&self, issuer: &str, list: &Node, signers: &[PublicKey]) -> Result<(), &'static str> {
        let proofs = Proof::all(list).unwrap_or_default();
        let unsecured = Unsecured::of(list);
        let unsound = proofs.is_empty()
            || proofs
                .iter()
                .any(|proof| proof.purpose != CLAIM || out_of_time(proof, self.now).is_some());
        if unsound {
            return Err("the status list's own signature does not hold here");
        }
        for proof in &proofs {
            let key = self
                .holder(&unsecured, proof)
                .map_err(|_why| "the status list's own signature does not hold here")?;
            let controller = proof.verification_method.split('#').next();
            let own = if issuer.starts_with("did:key:") {
                controller == Some(issuer)
            } else {
                match self.keyring.identity(issuer) {
                    Some(identity) => identity.keys.contains(&key),
                    None => signers.contains(&key),
                }
            };
            if !own {
                return Err("the status list is signed by a key that is not known as the issuer's");
            }
        }
        Ok(())
    }
}

/// What a list says that withdraws nothing: never that somebody was asked whether the claim was taken back.
fn said_only(entry: &StatusEntry, outcome: Outcome) -> Outcome {
    let (Outcome::Failed(said) | Outcome::Confirmed(said) | Outcome::NotChecked(said)) = outcome
    else {
        return outcome;
    };
    let purpose = &entry.purpose;
    Outcome::NotChecked(format!("{said}; a list of {purpose} withdraws nothing"))
}
