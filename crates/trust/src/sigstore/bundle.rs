//! The bundle format, versions 0.1 to 0.3, in its JSON form. Never believes a field.

use intake::json::{self, Limits, Node};

use super::protojson::{bytes, hash, items, member, message, number, required, stands_twice, text};
use crate::dsse::Envelope;
use crate::encoding::{Base64, from_base64};
use crate::hash::Hash;
use crate::limits::{
    MAX_CERTIFICATE_BYTES, MAX_CHAIN, MAX_LOG_ENTRIES, MAX_PROOF_HASHES, MAX_SIGNATURE_BYTES,
};
use crate::merkle;

/// How the media type of every version begins.
pub const BUNDLE_MEDIA_TYPE: &str = "application/vnd.dev.sigstore.bundle";

/// A parsed bundle.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Which version of the format.
    pub version: Version,
    /// What is said to be the key.
    pub material: Material,
    /// The certificate stands alone, as short-lived ones do, not as the first of a chain.
    pub single_certificate: bool,
    /// Log entries about the signature.
    pub entries: Vec<LogEntry>,
    /// RFC 3161 responses over the signature.
    pub timestamps: Vec<Vec<u8>>,
    /// The signature and what it covers.
    pub content: Content,
}

/// Format versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 0.1: a log's promise is required; its proof may be missing.
    V01,
    /// 0.2: a proof is required; the promise may be missing.
    V02,
    /// 0.3: one certificate instead of a chain.
    V03,
}

/// The key, or how to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Material {
    /// The signer's certificate. Anything else that came along is left out: it proves nothing.
    Certificate(Vec<u8>, Vec<Vec<u8>>),
    /// A key the verifier has to know already.
    PublicKey(Option<String>),
}

/// What was signed.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file outside the bundle.
    Message {
        /// Algorithm and digest of the file, as a hint.
        digest: Option<(Hash, Vec<u8>)>,
        /// The signature over the file.
        signature: Vec<u8>,
    },
    /// An envelope inside the bundle, with exactly one signature.
    Envelope(Envelope),
}

/// An entry of a transparency log, with what the log gave as evidence.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Which log.
    pub log_id: Vec<u8>,
    /// Number over all shards of the log.
    pub index: u64,
    /// Kind and version of the entry.
    pub kind: (String, String),
    /// When the log took it in; unsigned unless the promise holds.
    pub integrated: Option<i64>,
    /// The log's promise to include the entry.
    pub promise: Option<Vec<u8>>,
    /// The log's proof that the entry is included.
    pub proof: Option<InclusionProof>,
    /// The entry itself.
    pub body: Vec<u8>,
}

/// An inclusion proof with its checkpoint.
#[derive(Clone, Debug)]
pub struct InclusionProof {
    /// Number within the tree.
    pub index: u64,
    /// Size of the tree.
    pub size: u64,
    /// Root of the tree.
    pub root: merkle::Node,
    /// From the leaf's sibling upwards.
    pub hashes: Vec<merkle::Node>,
    /// The checkpoint, a signed note.
    pub checkpoint: String,
}

/// Why a file is not a usable bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// Not strict JSON; what the reader said.
    Json(String),
    /// Another media type.
    MediaType,
    /// A field is missing, malformed or too large.
    Field(&'static str),
    /// An envelope in a bundle has exactly one signature.
    Signatures,
    /// From version 0.2 on, every log entry has an inclusion proof; before, a promise.
    Proof,
    /// A field stands there twice, in two spellings.
    Twice,
}

impl Bundle {
    /// Reads a bundle.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        let json =
            json::parse(bytes, &Limits::FILE).map_err(|problem| BundleError::Json(problem.what))?;
        Self::from_node(&json.root)
    }

    /// Reads a bundle that is part of a larger document.
    pub fn from_node(node: &Node) -> Result<Self, BundleError> {
        let version = match text(node, "mediaType")? {
            "application/vnd.dev.sigstore.bundle+json;version=0.1" => Version::V01,
            "application/vnd.dev.sigstore.bundle+json;version=0.2" => Version::V02,
            "application/vnd.dev.sigstore.bundle+json;version=0.3"
            | "application/vnd.dev.sigstore.bundle.v0.3+json" => Version::V03,
            _ => return Err(BundleError::MediaType),
        };
        if stands_twice(node) {
            return Err(BundleError::Twice);
        }
        let material = required(node, "verificationMaterial")?;
        let mut entries = Vec::new();
        for entry in items(material, "tlogEntries", MAX_LOG_ENTRIES)? {
            let entry = log_entry(entry, version)?;
            let has_enough = match version {
                Version::V01 => entry.promise.is_some(),
                Version::V02 | Version::V03 => entry.proof.is_some(),
            };
            if !has_enough {
                return Err(BundleError::Proof);
            }
            entries.push(entry);
        }
        let mut timestamps = Vec::new();
        if let Some(data) = message(material, "timestampVerificationData")? {
            for item in items(data, "rfc3161Timestamps", MAX_LOG_ENTRIES)? {
                timestamps.push(bytes(item, "signedTimestamp", MAX_CERTIFICATE_BYTES)?);
            }
        }
        let content = match (
            message(node, "messageSignature")?,
            message(node, "dsseEnvelope")?,
        ) {
            (Some(message), None) => message_content(message)?,
            (None, Some(envelope)) => {
                let envelope = Envelope::from_protojson(envelope)
                    .map_err(|_error| BundleError::Field("dsseEnvelope"))?;
                match envelope.signatures.as_slice() {
                    [one] if one.bytes.is_some() => {}
                    _ => return Err(BundleError::Signatures),
                }
                Content::Envelope(envelope)
            }
            _ => return Err(BundleError::Field("content")),
        };
        let single_certificate = member(material, "certificate").is_some();
        Ok(Self {
            version,
            material: key_material(material, version)?,
            single_certificate,
            entries,
            timestamps,
            content,
        })
    }

    /// The signature bytes: what log entries and timestamps are about.
    pub fn signature(&self) -> &[u8] {
        match &self.content {
            Content::Message { signature, .. } => signature,
            Content::Envelope(envelope) => envelope
                .signatures
                .first()
                .and_then(|one| one.bytes.as_deref())
                .unwrap_or_default(),
        }
    }
}

/// Exactly one of three; before version 0.3 there was no single certificate.
fn key_material(material: &Node, version: Version) -> Result<Material, BundleError> {
    let kinds = (
        message(material, "certificate")?,
        message(material, "x509CertificateChain")?,
        message(material, "publicKey")?,
    );
    match kinds {
        (Some(certificate), None, None) if version >= Version::V03 => Ok(Material::Certificate(
            bytes(certificate, "rawBytes", MAX_CERTIFICATE_BYTES)?,
            Vec::new(),
        )),
        (None, Some(chain), None) => {
            let mut all = Vec::new();
            for item in items(chain, "certificates", MAX_CHAIN)? {
                all.push(bytes(item, "rawBytes", MAX_CERTIFICATE_BYTES)?);
            }
            let mut all = all.into_iter();
            let leaf = all.next().ok_or(BundleError::Field("certificates"))?;
            Ok(Material::Certificate(leaf, all.collect()))
        }
        (None, None, Some(key)) => {
            let hint = member(key, "hint")
                .and_then(Node::as_str)
                .filter(|hint| !hint.is_empty());
            Ok(Material::PublicKey(hint.map(str::to_owned)))
        }
        _ => Err(BundleError::Field("verificationMaterial")),
    }
}

/// The digest beside the signature is for finding the file; one in a function that we do not have finds nothing.
fn message_content(content: &Node) -> Result<Content, BundleError> {
    let digest = match message(content, "messageDigest")? {
        None => None,
        Some(digest) => match hash(digest, "algorithm")? {
            None => None,
            Some(hash) => Some((hash, bytes(digest, "digest", 64)?)),
        },
    };
    Ok(Content::Message {
        digest,
        signature: bytes(content, "signature", MAX_SIGNATURE_BYTES)?,
    })
}

fn log_entry(node: &Node, version: Version) -> Result<LogEntry, BundleError> {
    let kind = required(node, "kindVersion")?;
    let log_id = required(node, "logId")?;
    let integrated = Some(number(node, "integratedTime")?).filter(|time| *time != 0);
    let integrated = integrated
        .map(i64::try_from)
        .transpose()
        .map_err(|_error| BundleError::Field("integratedTime"))?;
    let promise = match message(node, "inclusionPromise")? {
        None => None,
        Some(promise) => Some(bytes(promise, "signedEntryTimestamp", MAX_SIGNATURE_BYTES)?),
    };
    // Early bundles have proofs that lead to a root which nobody signed: they show nothing.
    let proof = message(node, "inclusionProof")?
        .filter(|proof| version > Version::V01 || member(proof, "checkpoint").is_some());
    Ok(LogEntry {
        log_id: bytes(log_id, "keyId", 64)?,
        index: number(node, "logIndex")?,
        kind: (
            text(kind, "kind")?.to_owned(),
            text(kind, "version")?.to_owned(),
        ),
        integrated,
        promise,
        proof: proof.map(inclusion_proof).transpose()?,
        body: bytes(node, "canonicalizedBody", crate::limits::MAX_PAYLOAD_BYTES)?,
    })
}

fn inclusion_proof(node: &Node) -> Result<InclusionProof, BundleError> {
    let hash = |bytes: Vec<u8>, name: &'static str| {
        bytes.try_into().map_err(|_error| BundleError::Field(name))
    };
    let mut hashes = Vec::new();
    for item in items(node, "hashes", MAX_PROOF_HASHES)? {
        let text = item.as_str().ok_or(BundleError::Field("hashes"))?;
        let bytes =
            from_base64(text, Base64::Either).map_err(|_error| BundleError::Field("hashes"))?;
        hashes.push(hash(bytes, "hashes")?);
    }
    let checkpoint = required(node, "checkpoint")?;
    Ok(InclusionProof {
        index: number(node, "logIndex")?,
        size: number(node, "treeSize")?,
        root: hash(bytes(node, "rootHash", 64)?, "rootHash")?,
        hashes,
        checkpoint: text(checkpoint, "envelope")?.to_owned(),
    })
}
