//! Signed notes and their keys (C2SP signed-note). Never reads a note's text before a known signature holds.

use crate::encoding::{Base64, from_base64, from_hex};
use crate::hash::{Hash, sha256};
use crate::keys::PublicKey;
use crate::limits::{MAX_NOTE_BYTES, MAX_SIGNATURES};
use crate::signature::{self, Encoding, Scheme};

/// Who signs notes: a name, a key, and the id that both give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteKey {
    /// The name on the signature line. It belongs to the key, not to a person.
    pub name: String,
    /// The first four bytes of the hash over name and key.
    pub id: [u8; 4],
    /// What it signs with.
    pub kind: NoteKeyKind,
}

/// The signature types of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteKeyKind {
    /// 0x01: Ed25519 over the text.
    Ed25519(PublicKey),
    /// 0x02: ECDSA over the text; only the first Rekor uses it.
    Ecdsa(PublicKey),
    /// 0x04: Ed25519 over a time and the text (cosignature/v1).
    Cosignature(PublicKey),
    /// 0x05 (RFC 6962 tree head) or 0x06 (ML-DSA-44), and its key: known to the standard, not checkable here.
    Unsupported(u8, Vec<u8>),
}

/// Why a verifier key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKeyError {
    /// Not `name+id+key`.
    Parts,
    /// An empty name, or one with blanks or a plus sign.
    Name,
    /// A signature type that no standard defines.
    Type,
    /// The key does not fit its type.
    Key,
    /// The id is not the one that name and key give.
    Id,
}

/// A note as it stands in the file. Nothing in it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, with its final line break: what signatures cover.
    pub text: String,
    /// The signature lines.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name before the signature.
    pub name: String,
    /// The key id in front of the signature bytes.
    pub id: [u8; 4],
    /// The signature bytes after the id.
    pub bytes: Vec<u8>,
}

/// Why a note is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// Larger than [`MAX_NOTE_BYTES`].
    TooLarge,
    /// Not UTF-8, or control characters.
    Characters,
    /// No empty line between text and signatures, or no final line break.
    Shape,
    /// A signature line that is none.
    SignatureLine,
    /// More than [`MAX_SIGNATURES`].
    TooManySignatures,
    /// A key at hand is named, but did not make that signature.
    Refuted,
    /// No signature of a key at hand.
    NoKnownKey,
}

/// The keys whose signatures hold, each once, with the time that a cosignature states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSigners(pub Vec<(NoteKey, Option<u64>)>);

impl NoteKey {
    /// Reads `name+hex(id)+base64(type ‖ key)` and computes the id again.
    pub fn parse(text: &str) -> Result<Self, NoteKeyError> {
        let (name, rest) = text.split_once('+').ok_or(NoteKeyError::Parts)?;
        let (id, key) = rest.split_once('+').ok_or(NoteKeyError::Parts)?;
        if !is_name(name) {
            return Err(NoteKeyError::Name);
        }
        let id: [u8; 4] = from_hex(id)
            .ok()
            .and_then(|id| id.try_into().ok())
            .ok_or(NoteKeyError::Id)?;
        let bytes = from_base64(key, Base64::Standard).map_err(|_error| NoteKeyError::Key)?;
        let (kind, material) = bytes.split_first().ok_or(NoteKeyError::Key)?;
        let ed25519 = || PublicKey::ed25519(material).map_err(|_error| NoteKeyError::Key);
        let kind = match kind {
            0x01 => NoteKeyKind::Ed25519(ed25519()?),
            0x02 => NoteKeyKind::Ecdsa(
                PublicKey::from_spki(material).map_err(|_error| NoteKeyError::Key)?,
            ),
            0x04 => NoteKeyKind::Cosignature(ed25519()?),
            kind @ (0x05 | 0x06) => NoteKeyKind::Unsupported(*kind, material.to_vec()),
            _ => return Err(NoteKeyError::Type),
        };
        let wanted = match &kind {
            NoteKeyKind::Ecdsa(_) => key_id_of_spki(material),
            _ => first_four(&sha256(&[name.as_bytes(), b"\n", &bytes])),
        };
        if id == wanted {
            Ok(Self {
                name: name.to_owned(),
                id,
                kind,
            })
        } else {
            Err(NoteKeyError::Id)
        }
    }

    /// A key for plain Ed25519 signatures.
    pub fn ed25519(name: &str, key: &[u8; 32]) -> Self {
        let id = first_four(&sha256(&[name.as_bytes(), b"\n\x01", key]));
        Self {
            name: name.to_owned(),
            id,
            kind: NoteKeyKind::Ed25519(PublicKey::Ed25519(*key)),
        }
    }

    /// The same key for cosignatures.
    pub fn cosignature(name: &str, key: &[u8; 32]) -> Self {
        let id = first_four(&sha256(&[name.as_bytes(), b"\n\x04", key]));
        Self {
            name: name.to_owned(),
            id,
            kind: NoteKeyKind::Cosignature(PublicKey::Ed25519(*key)),
        }
    }

    /// A key of the first kind of Rekor: id from the SPKI alone, the name as the note has it.
    pub fn by_key_alone(name: &str, key: &PublicKey) -> Self {
        Self {
            name: name.to_owned(),
            id: key_id_of_spki(&key.to_spki()),
            kind: match key {
                PublicKey::Ed25519(_) => NoteKeyKind::Ed25519(key.clone()),
                _ => NoteKeyKind::Ecdsa(key.clone()),
            },
        }
    }

    /// True for one key behind two names, or used in two ways.
    pub fn is_of_same_key(&self, other: &Self) -> bool {
        match (self.public_key(), other.public_key()) {
            (Some(own), Some(others)) => own == others,
            _ => self.kind == other.kind,
        }
    }

    /// The public key, for kinds that can be checked here.
    pub fn public_key(&self) -> Option<&PublicKey> {
        match &self.kind {
            NoteKeyKind::Ed25519(key) | NoteKeyKind::Ecdsa(key) | NoteKeyKind::Cosignature(key) => {
                Some(key)
            }
            NoteKeyKind::Unsupported(..) => None,
        }
    }
}

/// True for names that may stand on a signature line.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+')
}

fn first_four(hash: &[u8; 32]) -> [u8; 4] {
    let [a, b, c, d, ..] = *hash;
    [a, b, c, d]
}

fn key_id_of_spki(spki: &[u8]) -> [u8; 4] {
    first_four(&sha256(&[spki]))
}

impl Note {
    /// Splits a note at its last empty line.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLarge);
        }
        let whole = std::str::from_utf8(bytes).map_err(|_error| NoteError::Characters)?;
        if whole.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(NoteError::Characters);
        }
        let split = whole.rfind("\n\n").ok_or(NoteError::Shape)?;
        let (text, lines) = whole.split_at_checked(split + 1).ok_or(NoteError::Shape)?;
        let lines = lines
            .strip_prefix('\n')
            .and_then(|lines| lines.strip_suffix('\n'))
            .ok_or(NoteError::Shape)?;
        let mut signatures = Vec::new();
        for line in lines.split('\n') {
            if signatures.len() >= MAX_SIGNATURES {
                return Err(NoteError::TooManySignatures);
            }
            signatures.push(NoteSignature::parse(line).ok_or(NoteError::SignatureLine)?);
        }
        Ok(Self {
            text: text.to_owned(),
            signatures,
        })
    }

    /// Checks the signatures of the keys at hand. Unknown keys are passed over; a known key that did not make its
    /// signature makes the whole note worthless.
    pub fn check(&self, keys: &[NoteKey]) -> Result<NoteSigners, NoteError> {
        let mut signers: Vec<(NoteKey, Option<u64>)> = Vec::new();
        for given in &self.signatures {
            if let Some((key, time)) = self.maker(given, keys)?
                && !signers.iter().any(|(seen, _)| seen == key)
            {
                signers.push((key.clone(), time));
            }
        }
        if signers.is_empty() {
            Err(NoteError::NoKnownKey)
        } else {
            Ok(NoteSigners(signers))
        }
    }

    /// Which of the keys of its name and id made a signature. Ids are short, so two keys can share one.
    fn maker<'k>(
        &self,
        given: &NoteSignature,
        keys: &'k [NoteKey],
    ) -> Result<Option<(&'k NoteKey, Option<u64>)>, NoteError> {
        let known = |key: &&NoteKey| key.name == given.name && key.id == given.id;
        let mut refuted = None;
        for key in keys.iter().filter(known) {
            match self.check_one(key, &given.bytes) {
                Ok(Some(time)) => return Ok(Some((key, time))),
                Ok(None) => {}
                Err(error) => refuted = Some(error),
            }
        }
        refuted.map_or(Ok(None), Err)
    }

    /// The stated time of a cosignature inside; nothing for a kind that cannot be checked.
    fn check_one(&self, key: &NoteKey, bytes: &[u8]) -> Result<Option<Option<u64>>, NoteError> {
        let refuted = |_| NoteError::Refuted;
        match &key.kind {
            NoteKeyKind::Ed25519(public) => {
                signature::check(public, Scheme::Ed25519, self.text.as_bytes(), bytes)
                    .map_err(refuted)?;
                Ok(Some(None))
            }
            NoteKeyKind::Ecdsa(public) => {
                let scheme = Scheme::Ecdsa(Hash::Sha256, Encoding::Der);
                signature::check(public, scheme, self.text.as_bytes(), bytes).map_err(refuted)?;
                Ok(Some(None))
            }
            NoteKeyKind::Cosignature(public) => {
                let (time, signed) = bytes.split_first_chunk::<8>().ok_or(NoteError::Refuted)?;
                let time = u64::from_be_bytes(*time);
                if i64::try_from(time).is_err() {
                    // C2SP tlog-cosignature, "Format": it must not exceed 2^63 - 1.
                    return Err(NoteError::Refuted);
                }
                let message = format!("cosignature/v1\ntime {time}\n{}", self.text);
                signature::check(public, Scheme::Ed25519, message.as_bytes(), signed)
                    .map_err(refuted)?;
                Ok(Some(Some(time)))
            }
            NoteKeyKind::Unsupported(..) => Ok(None),
        }
    }
}

impl NoteSignature {
    fn parse(line: &str) -> Option<Self> {
        let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = from_base64(encoded, Base64::Standard).ok()?;
        let (id, signature) = bytes.split_first_chunk::<4>()?;
        if !is_name(name) || signature.is_empty() {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            id: *id,
            bytes: signature.to_vec(),
        })
    }
}
