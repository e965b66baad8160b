//! Histories of `did:webvh` identifiers: every version, who was allowed to write it, who witnessed it. Never fetches.

use std::collections::BTreeSet;

use intake::json::{self, Limits, Node};

use crate::data_integrity::{IntegrityError, Proof, Suite, with, without};
use crate::did::{DidError, DidKey, DidWebvh};
use crate::encoding::to_base58;
use crate::hash::sha256;
use crate::limits::{MAX_DID_ENTRIES, MAX_WITNESSES};
use crate::time::Moment;

/// The one version of the method we read.
const METHOD: &str = "did:webvh:1.0";

/// A clock may be this far ahead of ours (specification, "versionTime").
const CLOCK_SKEW_SECONDS: i64 = 300;

/// A history as far as it is unbroken.
#[derive(Clone, Debug)]
pub struct History {
    /// The versions that hold, oldest first.
    pub versions: Vec<DidVersion>,
    /// Why the next line does not hold, with its number from 1.
    pub broken: Option<(usize, HistoryError)>,
}

/// One version that holds.
#[derive(Clone, Debug)]
pub struct DidVersion {
    /// `n-hash`
    pub version_id: String,
    /// From 1.
    pub number: u64,
    /// When it was written, in the writer's own words, but later than the version before.
    pub time: Moment,
    /// The DID document.
    pub document: Node,
    /// The identifier at this version; a portable one may move.
    pub did: DidWebvh,
    /// The identifier was given up.
    pub deactivated: bool,
    /// The keys that may write the next version.
    pub update_keys: Vec<String>,
    /// How many witnesses had to see it; 0 if none.
    pub witnesses_needed: usize,
    /// How many did.
    pub witnesses_seen: usize,
}

/// Why a line of a history does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryError {
    /// Not strict JSON, or no lines at all.
    Json(String),
    /// More than [`MAX_DID_ENTRIES`].
    TooLong,
    /// A field is missing or malformed.
    Field(&'static str),
    /// Another version of the method.
    Method,
    /// The self-certifying identifier is not the hash of the first entry.
    Scid,
    /// The entry is not the one its hash names.
    EntryHash,
    /// Numbers do not count up by one.
    Number,
    /// Not later than the entry before, or in the future.
    Time,
    /// The document is about another identifier.
    Identifier,
    /// The identifier itself.
    Did(DidError),
    /// No proof by a key that may write this entry.
    Proof(IntegrityError),
    /// The proof is by a key that may not write this entry.
    UnknownKey,
    /// A key that the entry before did not announce, although it promised to.
    PreRotation,
    /// An entry after the identifier was given up.
    Deactivated,
    /// The witness rule: threshold zero or too high, one witness twice, too many.
    WitnessRule,
    /// A witness that is not named as a `did:key`.
    WitnessId,
    /// Too few witnesses saw this entry or a later one.
    NotWitnessed,
}

#[derive(Clone, Default)]
struct WitnessRule {
    threshold: usize,
    ids: Vec<String>,
}

#[derive(Clone)]
struct State {
    update_keys: Vec<String>,
    next_key_hashes: Vec<String>,
    witness: WitnessRule,
    portable: bool,
    deactivated: bool,
}

struct Entry {
    version: DidVersion,
    witness_for_this: WitnessRule,
}

impl History {
    /// Checks `did.jsonl` and, where witnesses are asked for, `did-witness.json`.
    pub fn check(log: &[u8], witness_file: Option<&[u8]>, now: Moment) -> Self {
        let broken = |line: usize, error: HistoryError| Self {
            versions: Vec::new(),
            broken: Some((line, error)),
        };
        let Ok(text) = std::str::from_utf8(log) else {
            return broken(1, HistoryError::Json("not UTF-8".to_owned()));
        };
        let mut entries: Vec<Entry> = Vec::new();
        let mut state: Option<(State, String)> = None;
        let mut failure = None;
        for (place, line) in text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .enumerate()
        {
            if place >= MAX_DID_ENTRIES {
                failure = Some((place + 1, HistoryError::TooLong));
                break;
            }
            match check_entry(
                line,
                state.as_ref(),
                entries.last().map(|entry| &entry.version),
                now,
            ) {
                Ok((entry, next)) => {
                    let scid = entry.version.did.scid.clone();
                    entries.push(entry);
                    state = Some((next, scid));
                }
                Err(error) => {
                    failure = Some((place + 1, error));
                    break;
                }
            }
        }
        if entries.is_empty() && failure.is_none() {
            return broken(1, HistoryError::Json("the file is empty".to_owned()));
        }
        let seen = witness_file
            .map(|file| witnessed(file, &entries))
            .unwrap_or_default();
        let mut versions = Vec::new();
        for mut entry in entries {
            let ids = &entry.witness_for_this.ids;
            let count = ids
                .iter()
                .filter(|id| {
                    seen.iter()
                        .any(|(by, number)| by == *id && *number >= entry.version.number)
                })
                .count();
            entry.version.witnesses_needed = entry.witness_for_this.threshold;
            entry.version.witnesses_seen = count;
            if count < entry.witness_for_this.threshold {
                failure = Some((versions.len() + 1, HistoryError::NotWitnessed));
                break;
            }
            versions.push(entry.version);
        }
        Self {
            versions,
            broken: failure,
        }
    }

    /// The version that a query asks for, or the newest if nothing before it is broken.
    pub fn resolve(&self, did: &DidWebvh) -> Result<&DidVersion, ResolveError> {
        let (mut id, mut number, mut time) = (None, None, None);
        for pair in did.query.iter().flat_map(|query| query.split('&')) {
            match pair.split_once('=') {
                Some(("versionId", value)) => id = Some(value.to_owned()),
                Some(("versionNumber", value)) => {
                    number = Some(
                        value
                            .parse::<u64>()
                            .map_err(|_error| ResolveError::NotFound)?,
                    )
                }
                Some(("versionTime", value)) => {
                    let text = value.replace("%3A", ":").replace("%3a", ":");
                    time = Some(Moment::from_rfc3339(&text).ok_or(ResolveError::NotFound)?);
                }
                _ => {}
            }
        }
        let broken = || {
            self.broken
                .as_ref()
                .map(|(line, error)| ResolveError::Broken(*line, error.clone()))
        };
        let found = if id.is_none() && number.is_none() && time.is_none() {
            if let Some(error) = broken() {
                return Err(error);
            }
            self.versions.last()
        } else {
            self.versions.iter().rev().find(|version| {
                id.as_ref().is_none_or(|id| *id == version.version_id)
                    && number.is_none_or(|number| number == version.number)
                    && time.is_none_or(|time| version.time <= time)
            })
        };
        let found = found.ok_or_else(|| broken().unwrap_or(ResolveError::NotFound))?;
        let named = self
            .versions
            .iter()
            .any(|version| version.did.did == did.did);
        if named {
            Ok(found)
        } else {
            Err(ResolveError::OtherIdentifier)
        }
    }
}

/// Why a query has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolveError {
    /// No such version.
    NotFound,
    /// The history is broken at or before the version asked for.
    Broken(usize, HistoryError),
    /// The history is that of another identifier.
    OtherIdentifier,
}

fn check_entry(
    line: &str,
    before: Option<&(State, String)>,
    last: Option<&DidVersion>,
    now: Moment,
) -> Result<(Entry, State), HistoryError> {
    let json = json::parse(line.as_bytes(), &Limits::SMALL)
        .map_err(|problem| HistoryError::Json(problem.what))?;
    let entry = &json.root;
    let text = |name: &'static str| {
        entry
            .get(name)
            .and_then(Node::as_str)
            .ok_or(HistoryError::Field(name))
    };
    let version_id = text("versionId")?;
    let (number, hash) = version_id
        .split_once('-')
        .ok_or(HistoryError::Field("versionId"))?;
    let number =
        crate::checkpoint::plain_decimal(number).ok_or(HistoryError::Field("versionId"))?;
    if number != last.map_or(0, |last| last.number) + 1 {
        return Err(HistoryError::Number);
    }
    let time = Moment::from_rfc3339(text("versionTime")?)
        .filter(|_| text("versionTime").is_ok_and(|time| time.ends_with('Z')));
    let time = time.ok_or(HistoryError::Field("versionTime"))?;
    if last.is_some_and(|last| time <= last.time) || time > now.plus(CLOCK_SKEW_SECONDS) {
        return Err(HistoryError::Time);
    }
    let parameters = entry
        .get("parameters")
        .filter(|node| node.as_object().is_some());
    let parameters = parameters.ok_or(HistoryError::Field("parameters"))?;
    if before.is_some_and(|(state, _)| state.deactivated) {
        return Err(HistoryError::Deactivated);
    }

    let unproven = without(entry, "proof");
    let scid = match before {
        None => first_scid(&unproven, parameters)?,
        Some((_, scid)) => scid.clone(),
    };
    if parameters
        .get("scid")
        .is_some_and(|given| given.as_str() != Some(&scid))
    {
        return Err(HistoryError::Scid);
    }
    let predecessor = last.map_or(scid.as_str(), |last| last.version_id.as_str());
    if hash_of(&with_text(&unproven, "versionId", predecessor))? != hash {
        return Err(HistoryError::EntryHash);
    }
    match parameters.get("method").map(Node::as_str) {
        Some(Some(METHOD)) => {}
        None if before.is_some() => {}
        _ => return Err(HistoryError::Method),
    }

    let state = next_state(parameters, before.map(|(state, _)| state))?;
    let writers = match before {
        // The first entry is written by its own keys; with pre-rotation every entry is, under announced keys.
        None => &state.update_keys,
        Some((old, _)) if !old.next_key_hashes.is_empty() => &state.update_keys,
        Some((old, _)) => &old.update_keys,
    };
    check_proof(entry, writers)?;

    let document = entry.get("state").ok_or(HistoryError::Field("state"))?;
    let id = document
        .get("id")
        .and_then(Node::as_str)
        .ok_or(HistoryError::Identifier)?;
    let did = DidWebvh::parse(id).map_err(HistoryError::Did)?;
    if did.scid != scid || did.query.is_some() {
        return Err(HistoryError::Identifier);
    }
    let moved = last.is_some_and(|last| last.did.did != did.did);
    if moved && !before.is_some_and(|(state, _)| state.portable) {
        return Err(HistoryError::Identifier);
    }
    // A new witness rule takes effect after the entry that brings it, except in the first entry.
    let witness_for_this =
        before.map_or_else(|| state.witness.clone(), |(old, _)| old.witness.clone());
    let version = DidVersion {
        version_id: version_id.to_owned(),
        number,
        time,
        document: document.clone(),
        did,
        deactivated: state.deactivated,
        update_keys: state.update_keys.clone(),
        witnesses_needed: 0,
        witnesses_seen: 0,
    };
    Ok((
        Entry {
            version,
            witness_for_this,
        },
        state,
    ))
}

/// The identifier is the hash of the first entry with itself taken out.
fn first_scid(unproven: &Node, parameters: &Node) -> Result<String, HistoryError> {
    let scid = parameters
        .get("scid")
        .and_then(Node::as_str)
        .ok_or(HistoryError::Field("scid"))?;
    if scid.len() < 40 {
        return Err(HistoryError::Scid);
    }
    let draft = with_text(unproven, "versionId", "{SCID}");
    let text = json::canonical(&draft).map_err(|problem| HistoryError::Json(problem.what))?;
    let text = String::from_utf8(text)
        .map_err(|_error| HistoryError::Scid)?
        .replace(scid, "{SCID}");
    if multihash(text.as_bytes()) == scid {
        Ok(scid.to_owned())
    } else {
        Err(HistoryError::Scid)
    }
}

fn hash_of(node: &Node) -> Result<String, HistoryError> {
    json::canonical(node)
        .map(|text| multihash(&text))
        .map_err(|problem| HistoryError::Json(problem.what))
}

/// base58 of a SHA-256 multihash.
fn multihash(bytes: &[u8]) -> String {
    to_base58(&[&[0x12, 0x20][..], &sha256(&[bytes])].concat())
}

fn with_text(node: &Node, name: &str, value: &str) -> Node {
    with(
        node,
        name,
        &Node {
            at: 0,
            value: json::Value::String(value.into()),
        },
    )
}

fn strings(node: &Node, name: &'static str) -> Result<Option<Vec<String>>, HistoryError> {
    match node.get(name) {
        None => Ok(None),
        Some(value) if matches!(value.value, json::Value::Null) => Ok(Some(Vec::new())),
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

fn next_state(parameters: &Node, before: Option<&State>) -> Result<State, HistoryError> {
    let flag = |name: &'static str| match parameters.get(name) {
        None => Ok(None),
        Some(value) if matches!(value.value, json::Value::Null) => Ok(Some(false)),
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

impl WitnessRule {
    fn from_node(node: &Node) -> Result<Self, HistoryError> {
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

/// At least one proof, every proof sound, every proof by a key that may write.
fn check_proof(entry: &Node, writers: &[String]) -> Result<(), HistoryError> {
    for proof in Proof::all(entry).map_err(HistoryError::Proof)? {
        let signer = sound_signer(&proof, entry)?;
        let multikey = signer.strip_prefix("did:key:").unwrap_or(&signer);
        if !writers.iter().any(|writer| writer == multikey) {
            return Err(HistoryError::UnknownKey);
        }
    }
    Ok(())
}

/// The `did:key` that made the proof.
fn sound_signer(proof: &Proof, document: &Node) -> Result<String, HistoryError> {
    if proof.suite != Suite::EddsaJcs2022 {
        return Err(HistoryError::Proof(IntegrityError::Field("cryptosuite")));
    }
    if proof.purpose != "assertionMethod" {
        return Err(HistoryError::Proof(IntegrityError::Field("proofPurpose")));
    }
    let signer = DidKey::parse(&proof.verification_method).map_err(HistoryError::Did)?;
    proof
        .check(document, &signer.key)
        .map_err(HistoryError::Proof)?;
    Ok(signer.did)
}

/// Who saw which version of this history. Proofs about other histories, and proofs that do not hold, count nothing.
fn witnessed(file: &[u8], entries: &[Entry]) -> Vec<(String, u64)> {
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
        let signed = Node {
            at: 0,
            value: json::Value::Object(
                item.as_object()
                    .unwrap_or_default()
                    .iter()
                    .filter(|(key, _)| &*key.name == "versionId")
                    .cloned()
                    .collect(),
            ),
        };
        for proof in item
            .get("proof")
            .map(|node| node.as_array().unwrap_or(std::slice::from_ref(node)))
            .unwrap_or_default()
            .iter()
            .take(MAX_WITNESSES)
        {
            if let Ok(proof) = Proof::from_node(proof)
                && let Ok(signer) = sound_signer(&proof, &signed)
            {
                seen.push((signer, entry.version.number));
            }
        }
    }
    seen
}
