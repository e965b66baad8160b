//! Witnesses of a history: who must see an entry, and who did. Never counts a name twice.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use intake::json::{self, Limits, Node};

use super::{Entry, HistoryError, sound_signer};
use crate::data_integrity::{Proof, Unsecured};
use crate::did::DidKey;
use crate::limits::{MAX_DID_ENTRIES, MAX_WITNESSES};
use crate::signature::Budget;

/// How many of which witnesses must see an entry.
#[derive(Clone, Default)]
pub(super) struct WitnessRule {
    pub threshold: usize,
    pub ids: Vec<String>,
}

impl WitnessRule {
    /// Reads the rule; an empty one asks for nobody.
    pub fn from_node(node: &Node) -> Result<Self, HistoryError> {
        if matches!(node.value, json::Value::Null) || node.as_object().is_some_and(<[_]>::is_empty)
        {
            return Ok(Self::default());
        }
        let list = node
            .get("witnesses")
            .and_then(Node::as_array)
            .ok_or(HistoryError::WitnessRule)?;
        let threshold = node
            .get("threshold")
            .and_then(Node::as_number)
            .and_then(|number| number.as_u64());
        let threshold = threshold
            .and_then(|number| usize::try_from(number).ok())
            .ok_or(HistoryError::WitnessRule)?;
        let mut ids = Vec::new();
        for item in list {
            let id = item
                .get("id")
                .and_then(Node::as_str)
                .ok_or(HistoryError::WitnessRule)?;
            ids.push(
                DidKey::parse(id)
                    .map_err(|_error| HistoryError::WitnessId)?
                    .did,
            );
        }
        let distinct: BTreeSet<&String> = ids.iter().collect();
        let sound = threshold >= 1
            && threshold <= ids.len()
            && distinct.len() == ids.len()
            && ids.len() <= MAX_WITNESSES;
        if sound {
            Ok(Self { threshold, ids })
        } else {
            Err(HistoryError::WitnessRule)
        }
    }
}

/// The newest version of this history that each named witness saw: whoever saw a version saw those before it. Proofs about
/// other histories, by others, and proofs that do not hold, count nothing.
pub(super) fn witnessed(file: &[u8], entries: &[Entry], budget: &Budget) -> BTreeMap<String, u64> {
    let Ok(json) = json::parse(file, &Limits::SMALL) else {
        return BTreeMap::new();
    };
    let named: BTreeSet<&String> = entries
        .iter()
        .flat_map(|entry| &entry.witness_for_this.ids)
        .collect();
    let numbers: BTreeMap<&str, u64> = entries
        .iter()
        .map(|entry| (entry.version.version_id.as_str(), entry.version.number))
        .collect();
    let items = json.root.as_array().unwrap_or_default();
    let mut about: Vec<(u64, &str, &Node)> = items
        .iter()
        .take(MAX_DID_ENTRIES)
        .filter_map(|item| {
            let id = item.get("versionId")?.as_str()?;
            Some((*numbers.get(id)?, id, item.get("proof")?))
        })
        .collect();
    about.sort_by_key(|(number, ..)| Reverse(*number));
    let mut seen = BTreeMap::new();
    for (number, id, proofs) in about {
        let signed = Unsecured::of(&version(id));
        let proofs = proofs.as_array().unwrap_or(std::slice::from_ref(proofs));
        for proof in proofs.iter().take(MAX_WITNESSES) {
            let Ok(proof) = Proof::from_node(proof) else {
                continue;
            };
            let by = proof.verification_method.split('#').next();
            let by = by.unwrap_or_default().to_owned();
            if named.contains(&by)
                && !seen.contains_key(&by)
                && sound_signer(&proof, &signed, budget).is_ok()
            {
                seen.insert(by, number);
            }
        }
    }
    seen
}

/// What a witness signs.
fn version(id: &str) -> Node {
    let key = json::Key {
        at: 0,
        name: "versionId".into(),
    };
    let id = Node {
        at: 0,
        value: json::Value::String(id.into()),
    };
    Node {
        at: 0,
        value: json::Value::Object([(key, id)].into_iter().collect()),
    }
}
