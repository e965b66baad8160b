//! Checkpoints of transparency logs (C2SP tlog-checkpoint) and proofs that carry one (tlog-proof). Never fetches tiles.

use crate::encoding::{Base64, from_base64};
use crate::limits::MAX_PROOF_HASHES;
use crate::merkle::{self, Node, ProofError, Proven};
use crate::note::{Note, NoteError, NoteKey};
use crate::policy::{Policy, PolicyError, Satisfied};

/// What a log says about itself: its name, its size, its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root of the tree.
    pub root: Node,
    /// Further lines, which mean nothing here.
    pub extensions: Vec<String>,
}

/// Why a text is not a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckpointError {
    /// Fewer than three lines, or no final line break.
    Shape,
    /// An empty first line.
    Origin,
    /// Not a plain decimal below 2^63.
    Size,
    /// Not base64 of exactly 32 bytes.
    Root,
    /// An empty extension line.
    Extension,
}

impl Checkpoint {
    /// Reads the text of a note.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let body = text.strip_suffix('\n').ok_or(CheckpointError::Shape)?;
        let mut lines = body.split('\n');
        let origin = lines
            .next()
            .filter(|line| !line.is_empty())
            .ok_or(CheckpointError::Origin)?
            .to_owned();
        let size = plain_decimal(lines.next().ok_or(CheckpointError::Shape)?)
            .ok_or(CheckpointError::Size)?;
        let root = lines.next().ok_or(CheckpointError::Shape)?;
        let root = hash_from_base64(root).ok_or(CheckpointError::Root)?;
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(CheckpointError::Extension);
        }
        Ok(Self {
            origin,
            size,
            root,
            extensions,
        })
    }
}

/// A decimal without sign or leading zeros, below 2^63: other tools hold it in a signed 64-bit number.
pub(crate) fn plain_decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    if digits && canonical {
        text.parse()
            .ok()
            .filter(|number| i64::try_from(*number).is_ok())
    } else {
        None
    }
}

/// Base64 of exactly one hash.
pub(crate) fn hash_from_base64(text: &str) -> Option<Node> {
    from_base64(text, Base64::Standard).ok()?.try_into().ok()
}

/// An entry's way into a log: index, hashes, checkpoint (c2sp.org/tlog-proof@v1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Data beside the proof. Nobody signed it.
    pub extra: Option<Vec<u8>>,
    /// The entry's number.
    pub index: u64,
    /// From the leaf's sibling upwards.
    pub hashes: Vec<Node>,
    /// The checkpoint, a signed note, as it stands in the file.
    pub checkpoint: String,
}

/// Why a tlog-proof does not prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlogProofError {
    /// The first line is another.
    Header,
    /// A line that should be there is not, or is malformed.
    Line,
    /// More hashes than a tree can be high.
    TooLong,
    /// The checkpoint is not a signed note, or its log did not sign it.
    Note(NoteError),
    /// The note is no checkpoint.
    Checkpoint(CheckpointError),
    /// No log of the policy has this origin.
    UnknownLog,
    /// The witnesses do not reach the quorum.
    Policy(PolicyError),
    /// The entry is not in the log.
    Proof(ProofError),
}

impl TlogProof {
    /// Reads a proof. The checkpoint is taken as it is; [`Self::check`] reads it.
    pub fn parse(text: &str) -> Result<Self, TlogProofError> {
        let rest = text
            .strip_prefix("c2sp.org/tlog-proof@v1\n")
            .ok_or(TlogProofError::Header)?;
        let (head, checkpoint) = rest.split_once("\n\n").ok_or(TlogProofError::Line)?;
        let mut lines = head.split('\n').peekable();
        let extra = match lines.peek().and_then(|line| line.strip_prefix("extra ")) {
            Some(encoded) => {
                let bytes = from_base64(encoded, Base64::Standard)
                    .map_err(|_error| TlogProofError::Line)?;
                lines.next();
                Some(bytes)
            }
            None => None,
        };
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(plain_decimal);
        let index = index.ok_or(TlogProofError::Line)?;
        let mut hashes = Vec::new();
        for line in lines {
            if hashes.len() >= MAX_PROOF_HASHES {
                return Err(TlogProofError::TooLong);
            }
            hashes.push(hash_from_base64(line).ok_or(TlogProofError::Line)?);
        }
        if checkpoint.is_empty() {
            return Err(TlogProofError::Line);
        }
        Ok(Self {
            extra,
            index,
            hashes,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// The entry is in a log of the policy, and enough witnesses saw that log.
    pub fn check(
        &self,
        entry: &[u8],
        policy: &Policy,
    ) -> Result<(Checkpoint, Satisfied, Proven), TlogProofError> {
        let note = Note::parse(self.checkpoint.as_bytes()).map_err(TlogProofError::Note)?;
        let checkpoint = Checkpoint::parse(&note.text).map_err(TlogProofError::Checkpoint)?;
        // A log may have several keys under its one name; a signature of any of them counts.
        let logs = policy.logs.iter().map(|log| &log.key);
        let own: Vec<NoteKey> = logs
            .filter(|key| key.name == checkpoint.origin)
            .cloned()
            .collect();
        if own.is_empty() {
            return Err(TlogProofError::UnknownLog);
        }
        note.check(&own).map_err(TlogProofError::Note)?;
        let satisfied = policy.check(&note).map_err(TlogProofError::Policy)?;
        let leaf = merkle::leaf_hash(entry);
        let proven = merkle::check_inclusion(
            self.index,
            checkpoint.size,
            &leaf,
            &self.hashes,
            &checkpoint.root,
        );
        Ok((
            checkpoint,
            satisfied,
            proven.map_err(TlogProofError::Proof)?,
        ))
    }
}
