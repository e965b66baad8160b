//! The parameters of a history: who may write the next entry, who must see it. Never looks at a signature.

use intake::json::{self, Node};

use super::witness::WitnessRule;
use super::{HistoryError, multihash};

/// The parameters in force after an entry.
#[derive(Clone)]
pub(super) struct State {
    pub update_keys: Vec<String>,
    pub next_key_hashes: Vec<String>,
    pub witness: WitnessRule,
    pub portable: bool,
    pub deactivated: bool,
}

/// All parameters of this version of the method; an entry with another one, or with a value of another kind, is invalid
/// (did:webvh 1.0, "Parameters").
const KNOWN: [&str; 9] = [
    "method",
    "scid",
    "updateKeys",
    "nextKeyHashes",
    "witness",
    "watchers",
    "portable",
    "deactivated",
    "ttl",
];

/// How long a document may be kept, in seconds, at most.
const MAX_TTL: u64 = 1 << 31;

/// The parameters after an entry, from those before it and what it states itself.
pub(super) fn next_state(parameters: &Node, before: Option<&State>) -> Result<State, HistoryError> {
    let mut stated = parameters.as_object().unwrap_or_default().iter();
    if stated.any(|(key, _)| !KNOWN.contains(&&*key.name)) {
        return Err(HistoryError::Field("parameters"));
    }
    if before.is_some() && parameters.get("scid").is_some() {
        return Err(HistoryError::Field("scid"));
    }
    strings(parameters, "watchers")?;
    let ttl = parameters.get("ttl").filter(|ttl| !is_null(ttl));
    let seconds = |ttl: &Node| ttl.as_number().and_then(json::Number::as_u64);
    if ttl.is_some_and(|ttl| seconds(ttl).is_none_or(|seconds| seconds > MAX_TTL)) {
        return Err(HistoryError::Field("ttl"));
    }
    let flag = |name: &'static str| match parameters.get(name) {
        None => Ok(None),
        Some(value) if is_null(value) => Ok(Some(false)),
        Some(value) => value.as_bool().map(Some).ok_or(HistoryError::Field(name)),
    };
    let update_keys = strings(parameters, "updateKeys")?;
    let next_key_hashes = strings(parameters, "nextKeyHashes")?;
    let portable = flag("portable")?;
    let deactivated = flag("deactivated")?;
    let witness = match parameters.get("witness") {
        None => None,
        Some(node) => Some(WitnessRule::from_node(node)?),
    };
    let Some(before) = before else {
        let update_keys = update_keys
            .filter(|keys| !keys.is_empty())
            .ok_or(HistoryError::Field("updateKeys"))?;
        return Ok(State {
            update_keys,
            next_key_hashes: next_key_hashes.unwrap_or_default(),
            witness: witness.unwrap_or_default(),
            portable: portable.unwrap_or(false),
            deactivated: deactivated.unwrap_or(false),
        });
    };
    // Only the first entry may make an identifier portable.
    if portable == Some(true) && !before.portable {
        return Err(HistoryError::Field("portable"));
    }
    if !before.next_key_hashes.is_empty() {
        let new_keys = update_keys.as_ref().ok_or(HistoryError::PreRotation)?;
        let announced = |key: &String| before.next_key_hashes.contains(&multihash(key.as_bytes()));
        if next_key_hashes.is_none() || !new_keys.iter().all(announced) {
            return Err(HistoryError::PreRotation);
        }
    }
    Ok(State {
        update_keys: update_keys.unwrap_or_else(|| before.update_keys.clone()),
        next_key_hashes: next_key_hashes.unwrap_or_else(|| before.next_key_hashes.clone()),
        witness: witness.unwrap_or_else(|| before.witness.clone()),
        portable: portable.unwrap_or(before.portable),
        deactivated: deactivated.unwrap_or(before.deactivated),
    })
}

/// Early writers put null where nothing is asked for any more; the standard asks readers to take it.
fn is_null(node: &Node) -> bool {
    matches!(node.value, json::Value::Null)
}

fn strings(node: &Node, name: &'static str) -> Result<Option<Vec<String>>, HistoryError> {
    match node.get(name) {
        None => Ok(None),
        Some(value) if is_null(value) => Ok(Some(Vec::new())),
        Some(value) => {
            let list = value.as_array().ok_or(HistoryError::Field(name))?;
            let texts = list.iter().map(|item| {
                item.as_str()
                    .map(str::to_owned)
                    .ok_or(HistoryError::Field(name))
            });
            texts.collect::<Result<Vec<_>, _>>().map(Some)
        }
    }
}
