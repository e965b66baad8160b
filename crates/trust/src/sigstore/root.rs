//! A trusted root: which logs, certificate authorities and timestamp authorities count, and when. Never updates itself.

use intake::json::{self, Limits, Node};

use super::bundle::BundleError;
use super::protojson::{bytes, items, member, required, stands_twice, text};
use super::verify::ManagedKey;
use crate::hash::sha256;
use crate::keys::PublicKey;
use crate::limits::{MAX_CERTIFICATE_BYTES, MAX_CHAIN};
use crate::time::{Moment, Period, Place};

/// Most entries of one kind in a root; the public one has under ten.
const MAX_ROOT_ENTRIES: usize = 1_000;

/// Whom a reader trusts to run logs and to issue certificates and timestamps.
#[derive(Clone, Debug, Default)]
pub struct TrustedRoot {
    /// Logs of signatures.
    pub logs: Vec<Log>,
    /// Logs of certificates.
    pub certificate_logs: Vec<Log>,
    /// Who issues certificates.
    pub certificate_authorities: Vec<Authority>,
    /// Who issues timestamps.
    pub timestamp_authorities: Vec<Authority>,
}

/// A log and its key.
#[derive(Clone, Debug)]
pub struct Log {
    /// The id that entries name.
    pub id: Vec<u8>,
    /// Host part of its address, without a port: the origin of newer logs.
    pub host: String,
    /// Its key.
    pub key: PublicKey,
    /// When the key counts.
    pub period: Period,
}

impl Log {
    /// True for the first kind of log: its id is the digest of its key, while newer ones also digest their name.
    pub fn is_named_by_key_alone(&self) -> bool {
        self.id == sha256(&[&self.key.to_spki()])
    }
}

/// A chain of certificates, the last one being the anchor.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Certificates, leaf side first.
    pub chain: Vec<Vec<u8>>,
    /// When it counts.
    pub period: Period,
}

/// Why a file is not a trusted root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RootError {
    /// Not strict JSON; what the reader said.
    Json(String),
    /// A field is missing or malformed.
    Field(&'static str),
    /// A field stands there twice, in two spellings.
    Twice,
    /// Without a start, a key would count since ever.
    NoStart,
}

impl From<BundleError> for RootError {
    fn from(error: BundleError) -> Self {
        match error {
            BundleError::Field(name) => Self::Field(name),
            _ => Self::Field("content"),
        }
    }
}

/// The public Sigstore instance as its root-signing repository published it (Apache-2.0), and the day of that state.
/// A state of this age still checks everything signed before it; newer keys are unknown to it.
#[cfg(feature = "keyless")]
pub const PUBLIC_GOOD: (&str, &[u8]) = (
    "2026-08",
    include_bytes!("../../roots/sigstore-public-good.json"),
);

impl TrustedRoot {
    /// Reads `trusted_root.json`. Keys of kinds we cannot check are left out; malformed ones are refused.
    pub fn from_bytes(file: &[u8]) -> Result<Self, RootError> {
        let json =
            json::parse(file, &Limits::SMALL).map_err(|problem| RootError::Json(problem.what))?;
        let node = &json.root;
        if stands_twice(node) {
            return Err(RootError::Twice);
        }
        if !text(node, "mediaType")?.starts_with("application/vnd.dev.sigstore.trustedroot") {
            return Err(RootError::Field("mediaType"));
        }
        let logs = |name: &'static str| -> Result<Vec<Log>, RootError> {
            let read = items(node, name, MAX_ROOT_ENTRIES)?.iter().map(log);
            Ok(read
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .flatten()
                .collect())
        };
        let authorities = |name: &'static str| -> Result<Vec<Authority>, RootError> {
            items(node, name, MAX_ROOT_ENTRIES)?
                .iter()
                .map(authority)
                .collect()
        };
        Ok(Self {
            logs: logs("tlogs")?,
            certificate_logs: logs("ctlogs")?,
            certificate_authorities: authorities("certificateAuthorities")?,
            timestamp_authorities: authorities("timestampAuthorities")?,
        })
    }

    /// Takes in what another root lists.
    pub fn join(&mut self, other: Self) {
        let Self {
            logs,
            certificate_logs,
            certificate_authorities,
            timestamp_authorities,
        } = other;
        self.logs.extend(logs);
        self.certificate_logs.extend(certificate_logs);
        self.certificate_authorities.extend(certificate_authorities);
        self.timestamp_authorities.extend(timestamp_authorities);
    }

    /// The log that an entry names, as it counted then. Roots that were joined may have one log with several times.
    pub fn log(&self, id: &[u8], time: Option<Moment>) -> Option<&Log> {
        let mut named = self.logs.iter().filter(|log| log.id == id);
        let counted = |log: &&Log| time.is_none_or(|time| log.period.place(time) == Place::Within);
        named.clone().find(counted).or_else(|| named.next())
    }
}

fn log(node: &Node) -> Result<Option<Log>, RootError> {
    let key = required(node, "publicKey")?;
    let period = period(key)?;
    let id = bytes(required(node, "logId")?, "keyId", 64)?;
    let url = text(node, "baseUrl")?;
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or_default().to_owned();
    let Some(key) = public_key(key)? else {
        return Ok(None);
    };
    Ok(Some(Log {
        id,
        host,
        key,
        period,
    }))
}

fn public_key(node: &Node) -> Result<Option<PublicKey>, RootError> {
    let raw = bytes(node, "rawBytes", MAX_CERTIFICATE_BYTES)?;
    let details = member(node, "keyDetails")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let key = if details.starts_with("PKCS1_") {
        PublicKey::from_pkcs1(&raw)
    } else {
        PublicKey::from_spki(&raw)
    };
    match key {
        Ok(key) => Ok(Some(key)),
        Err(crate::keys::KeyError::Malformed) => Err(RootError::Field("rawBytes")),
        Err(_) => Ok(None),
    }
}

fn authority(node: &Node) -> Result<Authority, RootError> {
    let chain = required(node, "certChain")?;
    let certificates = items(chain, "certificates", MAX_CHAIN)?.iter();
    let chain = certificates
        .map(|item| bytes(item, "rawBytes", MAX_CERTIFICATE_BYTES))
        .collect::<Result<Vec<_>, _>>()?;
    if chain.is_empty() {
        return Err(RootError::Field("certificates"));
    }
    Ok(Authority {
        chain,
        period: period(node)?,
    })
}

fn period(node: &Node) -> Result<Period, RootError> {
    let valid = member(node, "validFor").ok_or(RootError::NoStart)?;
    let moment = |name: &'static str| match member(valid, name) {
        None => Ok(None),
        Some(value) => value
            .as_str()
            .and_then(Moment::from_rfc3339)
            .map(Some)
            .ok_or(RootError::Field(name)),
    };
    let period = Period {
        start: moment("start")?,
        end: moment("end")?,
    };
    if period.start.is_none() {
        Err(RootError::NoStart)
    } else {
        Ok(period)
    }
}

/// The attestation keys of an npm-style key list (`keys.json`).
pub fn key_list(file: &[u8]) -> Result<Vec<ManagedKey>, RootError> {
    let json =
        json::parse(file, &Limits::SMALL).map_err(|problem| RootError::Json(problem.what))?;
    let mut keys = Vec::new();
    for item in items(&json.root, "keys", MAX_ROOT_ENTRIES)? {
        if member(item, "keyUsage")
            .and_then(Node::as_str)
            .is_some_and(|usage| usage != "npm:attestations")
        {
            continue;
        }
        let node = required(item, "publicKey")?;
        if let Some(key) = public_key(node)? {
            keys.push(ManagedKey {
                hint: text(item, "keyId")?.to_owned(),
                key,
                period: period(node)?,
            });
        }
    }
    Ok(keys)
}
