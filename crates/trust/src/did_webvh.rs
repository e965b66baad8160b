//! Histories of `did:webvh` identifiers: every version, who was allowed to write it, who witnessed it. Never fetches.

mod parameters;
mod witness;

use intake::json::{self, Limits, Node};

use crate::data_integrity::{IntegrityError, Proof, Suite, Unsecured, with, without};
use crate::did::{DidError, DidKey, DidWebvh};
use crate::encoding::to_base58;
use crate::hash::sha256;
use crate::limits::MAX_DID_ENTRIES;
use crate::signature::Budget;
use crate::time::Moment;
use parameters::{State, next_state};
use witness::{WitnessRule, witnessed};

/// The one version of the method we read.
const METHOD: &str = "did:webvh:1.0";

/// What an entry consists of (did:webvh 1.0, "The DID Log File").
const MEMBERS: [&str; 5] = ["versionId", "versionTime", "parameters", "state", "proof"];

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
    /// The part of a second after it: two versions may be of one second.
    fraction: String,
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
    /// More than [`MAX_DID_ENTRIES`], or more proofs than are checked for one file.
    TooLong,
    /// A field is missing or malformed.
    Field(&'static str),
    /// A member that entries do not have.
    Member,
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
    /// An identifier that moved, in a document that does not name its old place.
    Moved,
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
        let budget = Budget::new();
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
                &budget,
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
            .map(|file| witnessed(file, &entries, &budget))
            .unwrap_or_default();
        let mut versions = Vec::new();
        for mut entry in entries {
            let ids = &entry.witness_for_this.ids;
            let count = ids
                .iter()
                .filter(|id| {
                    let newest = seen.get(*id);
                    newest.is_some_and(|number| *number >= entry.version.number)
                })
                .count();
            entry.version.witnesses_needed = entry.witness_for_this.threshold;
            entry.version.witnesses_seen = count;
            if count < entry.witness_for_this.threshold {
                // A line that does not hold by itself is the graver news: its witnesses were not even looked for.
                failure = failure.or(Some((versions.len() + 1, HistoryError::NotWitnessed)));
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
                    let moment = Moment::from_rfc3339(&text).ok_or(ResolveError::NotFound)?;
                    time = Some((moment, fraction(&text)));
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
                    && time
                        .as_ref()
                        .is_none_or(|time| (version.time, &version.fraction) <= (time.0, &time.1))
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
    budget: &Budget,
    now: Moment,
) -> Result<(Entry, State), HistoryError> {
    let json = json::parse(line.as_bytes(), &Limits::SMALL)
        .map_err(|problem| HistoryError::Json(problem.what))?;
    let entry = &json.root;
    let mut members = entry.as_object().unwrap_or_default().iter();
    if members.any(|(key, _)| !MEMBERS.contains(&&*key.name)) {
        return Err(HistoryError::Member);
    }
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
    let stated = text("versionTime")?;
    let time = Moment::from_rfc3339(stated).filter(|_| is_utc(stated));
    let time = time.ok_or(HistoryError::Field("versionTime"))?;
    let fraction = fraction(stated);
    let is_later = last.is_none_or(|last| (last.time, &last.fraction) < (time, &fraction));
    if !is_later || time.is_still_to_come(now) {
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
    check_proof(entry, writers, budget)?;

    let document = entry.get("state").ok_or(HistoryError::Field("state"))?;
    let id = document
        .get("id")
        .and_then(Node::as_str)
        .ok_or(HistoryError::Identifier)?;
    let did = DidWebvh::parse(id).map_err(HistoryError::Did)?;
    if did.scid != scid || did.query.is_some() {
        return Err(HistoryError::Identifier);
    }
    if let Some(last) = last.filter(|last| last.did.did != did.did) {
        if !before.is_some_and(|(state, _)| state.portable) {
            return Err(HistoryError::Identifier);
        }
        let aliases = document.get("alsoKnownAs").and_then(Node::as_array);
        let mut aliases = aliases.unwrap_or_default().iter();
        if !aliases.any(|alias| alias.as_str() == Some(&last.did.did)) {
            return Err(HistoryError::Moved);
        }
    }
    // A new witness rule takes effect after the entry that brings it, unless nobody was asked before: then at once.
    let witness_for_this = match before {
        Some((old, _)) if old.witness.threshold > 0 => old.witness.clone(),
        _ => state.witness.clone(),
    };
    let version = DidVersion {
        version_id: version_id.to_owned(),
        number,
        time,
        fraction,
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

/// Both spellings of UTC in RFC 3339, the form of ISO 8601 that is read here.
fn is_utc(time: &str) -> bool {
    time.ends_with('Z') || time.ends_with("+00:00")
}

/// The digits after the second, as far as they tell two moments apart.
fn fraction(time: &str) -> String {
    let after = time.split_once('.').map_or("", |(_, after)| after);
    let digits = after.split(|c: char| !c.is_ascii_digit()).next();
    digits.unwrap_or_default().trim_end_matches('0').to_owned()
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

/// At least one proof, every proof sound, every proof by a key that may write.
fn check_proof(entry: &Node, writers: &[String], budget: &Budget) -> Result<(), HistoryError> {
    let unsecured = Unsecured::of(entry);
    for proof in Proof::all(entry).map_err(HistoryError::Proof)? {
        let signer = sound_signer(&proof, &unsecured, budget)?;
        let multikey = signer.strip_prefix("did:key:").unwrap_or(&signer);
        if !writers.iter().any(|writer| writer == multikey) {
            return Err(HistoryError::UnknownKey);
        }
    }
    Ok(())
}

/// The `did:key` that made the proof.
fn sound_signer(
    proof: &Proof,
    document: &Unsecured,
    budget: &Budget,
) -> Result<String, HistoryError> {
    if proof.suite != Suite::EddsaJcs2022 {
        return Err(HistoryError::Proof(IntegrityError::Field("cryptosuite")));
    }
    if proof.purpose != "assertionMethod" {
        return Err(HistoryError::Proof(IntegrityError::Field("proofPurpose")));
    }
    let signer = DidKey::parse(&proof.verification_method).map_err(HistoryError::Did)?;
    budget
        .spend(&signer.key, 0)
        .map_err(|_spent| HistoryError::TooLong)?;
    proof
        .check_over(document, &signer.key)
        .map_err(HistoryError::Proof)?;
    Ok(signer.did)
}
