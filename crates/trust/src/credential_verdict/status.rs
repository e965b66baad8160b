//! Was a credential withdrawn? Believes a status list only from whoever issued the credential. Never fetches a list.

use intake::json::Node;

use super::{Bench, CLAIM, out_of_time};
use crate::credential::Credential;
use crate::data_integrity::{Proof, Unsecured};
use crate::keys::PublicKey;
use crate::limits::{MAX_STATUS_ENTRIES, MAX_STATUS_LISTS};
use crate::status_list::{self, StatusEntry, list_of};
use crate::time::{Moment, Place};
use crate::verdict::{Check, Findings, Outcome};

/// Purposes that take nothing back (Bitstring Status List §2.2): there is a message, or a newer credential.
const ONLY_SAID: [&str; 2] = ["message", "refresh"];

/// Purposes whose entries may be taken back again (§2.2).
const REVERSIBLE: [&str; 1] = ["suspension"];

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

    /// Several lists may have one address, such as an old and a new state, and whoever brings them chooses their order: so
    /// that counts for nothing. A revocation cannot be undone (Bitstring Status List §2.2), so whichever list says it, it
    /// stands; of what can be undone the newest list tells. A list that cannot be used hides none that can.
    fn status(
        &self,
        credential: &Credential,
        signers: &[PublicKey],
        entry: &StatusEntry,
    ) -> Outcome {
        let lists = self.lists.iter();
        let named = lists.filter(|list| list.get("id").and_then(Node::as_str) == Some(&entry.list));
        let mut unusable: Option<String> = None;
        let mut states: Vec<State> = Vec::new();
        for (number, list) in named.enumerate() {
            if number == MAX_STATUS_LISTS {
                let why = "there are more lists of one address than are looked up".to_owned();
                unusable = Some(why);
                states.retain(|state| state.value > 0);
                break;
            }
            match self.looked_up(credential, signers, entry, list) {
                Ok(state) if states.contains(&state) => {}
                Ok(state) => states.push(state),
                Err(why) => unusable = unusable.or(Some(why)),
            }
        }
        let newest = states.iter().map(|state| state.dated).max();
        let reversible = REVERSIBLE.contains(&entry.purpose.as_str());
        // Of lists as new as each other, and of undated ones, the worst tells.
        let tell =
            |state: &&State| !reversible || state.dated.is_none() || Some(state.dated) == newest;
        match states
            .iter()
            .filter(tell)
            .max_by_key(|state| (state.value, state.dated))
        {
            Some(state) => said(entry, *state, states.len()),
            None => Outcome::NotChecked(
                unusable.unwrap_or_else(|| format!("the list of {} is not at hand", entry.purpose)),
            ),
        }
    }

    /// What one list says, or why it cannot be used.
    fn looked_up(
        &self,
        credential: &Credential,
        signers: &[PublicKey],
        entry: &StatusEntry,
        list: &Node,
    ) -> Result<State, String> {
        let Ok(read) = Credential::from_node(list) else {
            return Err("the status list is malformed".to_owned());
        };
        if !read
            .types
            .iter()
            .any(|name| name == status_list::CREDENTIAL)
        {
            return Err("what lies at the status list's address is no status list".to_owned());
        }
        if read.issuer != credential.issuer {
            return Err("the status list is by another issuer".to_owned());
        }
        if read.period.place(self.now) != Place::Within {
            return Err("the status list is not of this time".to_owned());
        }
        self.is_by(&read.issuer, list, signers)?;
        let bits = list_of(list, &entry.purpose);
        let value = bits
            .and_then(|bits| bits.value(entry))
            .map_err(|error| format!("the status list cannot be used: {error}"))?;
        let made = Proof::all(list).unwrap_or_default();
        let made = made.iter().filter_map(|proof| proof.created).max();
        Ok(State {
            dated: read.period.start.or(made),
            value,
        })
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

/// What a list says about an entry: 0 is nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    /// Since when it says so, by the issuer's own signed word.
    dated: Option<Moment>,
    value: u32,
}

/// What the deciding one of so many different states of the list says.
fn said(entry: &StatusEntry, state: State, of: usize) -> Outcome {
    let dated = state.dated.map(|date| format!(", dated {date},"));
    let dated = dated.unwrap_or_default();
    let purpose = &entry.purpose;
    let reversible = REVERSIBLE.contains(&purpose.as_str());
    let which = match (of, reversible, state.value) {
        (1, _, _) => format!("the list of {purpose}{dated}"),
        (_, true, _) => format!("the newest of {of} lists of {purpose} at hand{dated}"),
        (_, false, 0) => format!("each of {of} lists of {purpose} at hand, the newest{dated}"),
        (_, false, _) => format!("one of {of} lists of {purpose} at hand{dated}"),
    };
    match state.value {
        0 => Outcome::Confirmed(format!("{which} has nothing against it")),
        1 => Outcome::Failed(format!("{which} has this claim on it")),
        value => Outcome::Failed(format!("{which} says {value}")),
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
