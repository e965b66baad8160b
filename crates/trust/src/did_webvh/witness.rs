//! Witnesses of a history: who must see an entry, and who did. Never counts a name twice.

use std::collections::BTreeSet;

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

/// Who saw which version of this history. Proofs about other histories, and proofs that do not hold, count nothing.
pub(super) fn witnessed(file: &[u8], entries: &[Entry], budget: &Budget) -> Vec<(String, u64)> {
    let Ok(json) = json::parse(file, &Limits::SMALL) else {
        return Vec::new();
    };
    let mut seen = Vec::new();
    for item in json
        .root
        .as_array()
        .unwrap_or_default()
        .iter()
        .take(MAX_DID_ENTRIES)
    {
        let id = item.get("versionId").and_then(Node::as_str);
        let Some(entry) = entries
            .iter()
            .find(|entry| Some(entry.version.version_id.as_str()) == id)
        else {
            continue;
        };
        let signed = Unsecured::of(&Node {
            at: 0,
            value: json::Value::Object(
                item.as_object()
                    .unwrap_or_default()
                    .iter()
                    .filter(|(key, _)| &*key.name == "versionId")
                    .cloned()
                    .collect(),
            ),
        });
        for proof in item
            .get("proof")
            .map(|node| node.as_array().unwrap_or(std::slice::from_ref(node)))
            .unwrap_or_default()
            .iter()
            .take(MAX_WITNESSES)
        {
            if let Ok(proof) = Proof::from_node(proof)
                && let Ok(signer) = sound_signer(&proof, &signed, budget)
            {
                seen.push((signer, entry.version.number));
            }
        }
    }
    seen
}
