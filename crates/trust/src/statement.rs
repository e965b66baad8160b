//! in-toto Statements v1 and v0.1: what is said about which artefact. Never matches by name.

use intake::json::{self, Limits, Node};

use crate::encoding::from_hex;
use crate::hash::Hash;
use crate::limits::MAX_SUBJECTS;

/// The current statement type.
pub const STATEMENT_V1: &str = "https://in-toto.io/Statement/v1";
/// The earlier type that npm and older SLSA still use.
pub const STATEMENT_V01: &str = "https://in-toto.io/Statement/v0.1";

/// A signed statement, as far as we read it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Which of the two types.
    pub version: Version,
    /// What it is about.
    pub subjects: Vec<Resource>,
    /// What kind of claim.
    pub predicate_type: String,
    /// The claim itself; some kinds have none.
    pub predicate: Option<Node>,
}

/// The statement types we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `Statement/v1`.
    V1,
    /// `Statement/v0.1`.
    V01,
}

/// An artefact as in-toto describes it (ResourceDescriptor).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Resource {
    /// A claim, not an identity.
    pub name: Option<String>,
    /// Where it is said to be.
    pub uri: Option<String>,
    /// Algorithm and lower-case hex, in the order of the file.
    pub digests: Vec<(String, String)>,
    /// It carries the content itself.
    pub has_content: bool,
}

/// Why a payload is not a usable statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementError {
    /// Not strict JSON; what the reader said.
    Json(String),
    /// `_type` is missing or another.
    Type,
    /// `subject` is missing, empty, too long or not a list.
    Subject,
    /// A subject without any digest.
    Digest,
    /// A digest that is not hex, or of the wrong length for its algorithm.
    DigestValue,
    /// `predicateType` is missing or empty.
    PredicateType,
    /// `predicate` is there but not an object.
    Predicate,
    /// A resource with neither name nor address nor digest nor content.
    Resource,
}

impl Statement {
    /// Reads the signed bytes. Unknown fields are ignored, as the standard asks.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StatementError> {
        let json = json::parse(bytes, &Limits::FILE)
            .map_err(|problem| StatementError::Json(problem.what))?;
        Self::from_node(&json.root)
    }

    /// Reads a parsed payload.
    pub fn from_node(node: &Node) -> Result<Self, StatementError> {
        let version = match node.get("_type").and_then(Node::as_str) {
            Some(STATEMENT_V1) => Version::V1,
            Some(STATEMENT_V01) => Version::V01,
            _ => return Err(StatementError::Type),
        };
        let subjects = node
            .get("subject")
            .and_then(Node::as_array)
            .ok_or(StatementError::Subject)?;
        if subjects.is_empty() || subjects.len() > MAX_SUBJECTS {
            return Err(StatementError::Subject);
        }
        let subjects = subjects
            .iter()
            .map(Resource::from_node)
            .collect::<Result<Vec<_>, _>>()?;
        if subjects.iter().any(|subject| subject.digests.is_empty()) {
            return Err(StatementError::Digest);
        }
        let predicate_type = node
            .get("predicateType")
            .and_then(Node::as_str)
            .filter(|text| !text.is_empty());
        let predicate_type = predicate_type
            .ok_or(StatementError::PredicateType)?
            .to_owned();
        let predicate = match node.get("predicate") {
            None => None,
            Some(node) if matches!(node.value, json::Value::Null) => None,
            Some(node) if node.as_object().is_some() => Some(node.clone()),
            Some(_) => return Err(StatementError::Predicate),
        };
        Ok(Self {
            version,
            subjects,
            predicate_type,
            predicate,
        })
    }
}

impl Resource {
    /// Reads a ResourceDescriptor: one of name, uri, digest or content must be there.
    pub fn from_node(node: &Node) -> Result<Self, StatementError> {
        if node.as_object().is_none() {
            return Err(StatementError::Resource);
        }
        let text = |name: &str| match node.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_str()
                .map(|text| Some(text.to_owned()))
                .ok_or(StatementError::Resource),
        };
        let text = |name: &str| text(name).map(|text| text.filter(|text| !text.is_empty()));
        let has_content = text("content")?.is_some();
        let mut digests = Vec::new();
        if let Some(set) = node.get("digest") {
            for (algorithm, value) in set.as_object().ok_or(StatementError::DigestValue)? {
                let value = value.as_str().ok_or(StatementError::DigestValue)?;
                digests.push((
                    algorithm.name.to_string(),
                    checked_digest(&algorithm.name, value)?,
                ));
            }
        }
        let resource = Self {
            name: text("name")?,
            uri: text("uri")?,
            digests,
            has_content,
        };
        let empty = resource.name.is_none()
            && resource.uri.is_none()
            && resource.digests.is_empty()
            && !has_content;
        if empty {
            Err(StatementError::Resource)
        } else {
            Ok(resource)
        }
    }

    /// The digests in a function strong enough to match by.
    pub fn acceptable(&self) -> impl Iterator<Item = (Hash, &str)> {
        self.digests
            .iter()
            .filter_map(|(name, value)| Hash::named(name).map(|hash| (hash, value.as_str())))
    }
}

/// Known algorithms must have their length in hex; unknown ones are carried as they are.
fn checked_digest(algorithm: &str, value: &str) -> Result<String, StatementError> {
    let lengths: &[usize] = match (Hash::named(algorithm), algorithm) {
        (Some(hash), _) => &[hash.length()],
        (None, "md5") => &[16],
        (None, "sha1") => &[20],
        (None, "sha512_224") => &[28],
        (None, "sha512_256") => &[32],
        // A git object is named by SHA-1 or SHA-256.
        (None, "gitCommit" | "gitBlob" | "gitTree" | "gitTag") => &[20, 32],
        _ => return Ok(value.to_owned()),
    };
    match from_hex(value) {
        Ok(bytes) if lengths.contains(&bytes.len()) => Ok(value.to_ascii_lowercase()),
        _ => Err(StatementError::DigestValue),
    }
}
