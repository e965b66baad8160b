//! Is a log entry about this very signature? Compares all three: signature, key, and what was signed.

use intake::json::{self, Limits, Node};

use super::bundle::{Bundle, Content, LogEntry};
use super::protojson;
use crate::dsse::Envelope;
use crate::encoding::{Base64, from_base64, from_hex};
use crate::hash::Hash;
use crate::keys::PublicKey;
use crate::verdict::Outcome;

/// Who signed, as the bundle or the verifier has it.
pub(super) struct Signer<'a> {
    /// The certificate's bytes, if there is one.
    pub certificate: Option<&'a [u8]>,
    /// The key.
    pub key: &'a PublicKey,
}

/// What an entry says was signed.
enum Covered {
    /// The file, or an envelope's authenticated bytes.
    Message(Hash, Vec<u8>),
    /// An envelope's payload.
    Payload(Hash, Vec<u8>),
}

struct Entry {
    covered: Covered,
    signatures: Vec<(Vec<u8>, Verifier)>,
}

enum Verifier {
    Certificate(Vec<u8>),
    Key(PublicKey),
}

/// Compares an entry with the bundle; `file` computes the digest of the file that a message signature covers.
pub(super) fn judge(
    entry: &LogEntry,
    bundle: &Bundle,
    signer: &Signer<'_>,
    file: &dyn Fn(Hash) -> Option<Vec<u8>>,
) -> Outcome {
    let read = match Entry::read(entry) {
        Ok(read) => read,
        Err(Unread::Unknown(kind)) => {
            return Outcome::NotChecked(format!("a kind of entry we do not read: {kind}"));
        }
        Err(Unread::Malformed(what)) => {
            return Outcome::Failed(format!("the entry's {what} is malformed"));
        }
    };
    let failed = |what: &str| Outcome::Failed(format!("the entry is about another {what}"));
    let Some((_, verifier)) = read
        .signatures
        .iter()
        .find(|(bytes, _)| bytes == bundle.signature())
    else {
        return failed("signature");
    };
    if read.signatures.len() != 1 {
        return failed("number of signatures");
    }
    let same_signer = match verifier {
        Verifier::Certificate(bytes) => signer.certificate == Some(bytes.as_slice()),
        Verifier::Key(key) => key == signer.key && signer.certificate.is_none(),
    };
    if !same_signer {
        return failed("key or certificate");
    }
    let own = match (&read.covered, &bundle.content) {
        (Covered::Message(hash, _), Content::Message { .. }) => file(*hash),
        (Covered::Message(hash, _), Content::Envelope(envelope)) => {
            Some(hash.of(&envelope.authenticated_bytes()))
        }
        (Covered::Payload(hash, _), Content::Envelope(Envelope { payload, .. })) => {
            Some(hash.of(payload))
        }
        (Covered::Payload(..), Content::Message { .. }) => return failed("kind of content"),
    };
    let (Covered::Message(_, wanted) | Covered::Payload(_, wanted)) = &read.covered;
    match own {
        Some(own) if own == *wanted => {
            Outcome::Confirmed("signature, key and content are those of the entry".to_owned())
        }
        Some(_) => failed("content"),
        None => Outcome::NotChecked("the file that was signed is not at hand".to_owned()),
    }
}

enum Unread {
    Unknown(String),
    Malformed(&'static str),
}

impl Entry {
    fn read(entry: &LogEntry) -> Result<Self, Unread> {
        let json =
            json::parse(&entry.body, &Limits::FILE).map_err(|_error| Unread::Malformed("body"))?;
        let body = &json.root;
        let text = |name: &str| body.get(name).and_then(Node::as_str).unwrap_or_default();
        if text("kind") != entry.kind.0 || text("apiVersion") != entry.kind.1 {
            return Err(Unread::Malformed("kind"));
        }
        let spec = body.get("spec").ok_or(Unread::Malformed("spec"))?;
        match (entry.kind.0.as_str(), entry.kind.1.as_str()) {
            ("hashedrekord", "0.0.1") => Self::hashed_record(spec),
            ("hashedrekord", "0.0.2") => Self::hashed_record_2(at(spec, &["hashedRekordV002"])?),
            ("dsse", "0.0.1") => Self::dsse(spec),
            ("dsse", "0.0.2") => Self::dsse_2(at(spec, &["dsseV002"])?),
            ("intoto", "0.0.2") => Self::in_toto(spec),
            (kind, version) => Err(Unread::Unknown(format!("{kind} {version}"))),
        }
    }

    fn hashed_record(spec: &Node) -> Result<Self, Unread> {
        let (hash, digest) = hex_digest(at(spec, &["data", "hash"])?)?;
        let signature = base64(at(spec, &["signature", "content"])?)?;
        let verifier = armoured(&base64(at(spec, &["signature", "publicKey", "content"])?)?)?;
        Ok(Self {
            covered: Covered::Message(hash, digest),
            signatures: vec![(signature, verifier)],
        })
    }

    fn hashed_record_2(spec: &Node) -> Result<Self, Unread> {
        let (hash, digest) = raw_digest(at(spec, &["data"])?)?;
        let signature = at(spec, &["signature"])?;
        let one = (
            base64(at(signature, &["content"])?)?,
            raw_verifier(at(signature, &["verifier"])?)?,
        );
        Ok(Self {
            covered: Covered::Message(hash, digest),
            signatures: vec![one],
        })
    }

    fn dsse(spec: &Node) -> Result<Self, Unread> {
        let (hash, digest) = hex_digest(at(spec, &["payloadHash"])?)?;
        let mut signatures = Vec::new();
        for one in list(at(spec, &["signatures"])?)? {
            signatures.push((
                base64(at(one, &["signature"])?)?,
                armoured(&base64(at(one, &["verifier"])?)?)?,
            ));
        }
        Ok(Self {
            covered: Covered::Payload(hash, digest),
            signatures,
        })
    }

    fn dsse_2(spec: &Node) -> Result<Self, Unread> {
        let (hash, digest) = raw_digest(at(spec, &["payloadHash"])?)?;
        let mut signatures = Vec::new();
        for one in list(at(spec, &["signatures"])?)? {
            signatures.push((
                base64(at(one, &["content"])?)?,
                raw_verifier(at(one, &["verifier"])?)?,
            ));
        }
        Ok(Self {
            covered: Covered::Payload(hash, digest),
            signatures,
        })
    }

    /// The signature is base64 of base64 here: the log armoured what was already armoured.
    fn in_toto(spec: &Node) -> Result<Self, Unread> {
        let content = at(spec, &["content"])?;
        let (hash, digest) = hex_digest(at(content, &["payloadHash"])?)?;
        let mut signatures = Vec::new();
        for one in list(at(content, &["envelope", "signatures"])?)? {
            let inner = String::from_utf8(base64(at(one, &["sig"])?)?)
                .map_err(|_error| Unread::Malformed("sig"))?;
            let signature =
                from_base64(&inner, Base64::Either).map_err(|_error| Unread::Malformed("sig"))?;
            signatures.push((signature, armoured(&base64(at(one, &["publicKey"])?)?)?));
        }
        Ok(Self {
            covered: Covered::Payload(hash, digest),
            signatures,
        })
    }
}

fn at<'a>(node: &'a Node, path: &[&'static str]) -> Result<&'a Node, Unread> {
    path.iter().try_fold(node, |node, name| {
        node.get(name).ok_or(Unread::Malformed(name))
    })
}

fn list(node: &Node) -> Result<&[Node], Unread> {
    node.as_array().ok_or(Unread::Malformed("signatures"))
}

fn base64(node: &Node) -> Result<Vec<u8>, Unread> {
    let text = node.as_str().ok_or(Unread::Malformed("base64 text"))?;
    from_base64(text, Base64::Either).map_err(|_error| Unread::Malformed("base64 text"))
}

fn algorithm(node: &Node) -> Result<Hash, Unread> {
    let named = protojson::hash(node, "algorithm").ok().flatten();
    named.ok_or(Unread::Malformed("digest algorithm"))
}

fn hex_digest(node: &Node) -> Result<(Hash, Vec<u8>), Unread> {
    let digest = from_hex(at(node, &["value"])?.as_str().unwrap_or_default())
        .map_err(|_error| Unread::Malformed("digest"))?;
    Ok((algorithm(node)?, digest))
}

fn raw_digest(node: &Node) -> Result<(Hash, Vec<u8>), Unread> {
    Ok((algorithm(node)?, base64(at(node, &["digest"])?)?))
}

/// A PEM certificate or key.
fn armoured(bytes: &[u8]) -> Result<Verifier, Unread> {
    let malformed = Unread::Malformed("key");
    let Some(blocks) = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| crate::pem::blocks(text).ok())
    else {
        return Err(malformed);
    };
    match blocks.as_slice() {
        [block, ..] if block.label == "CERTIFICATE" => {
            Ok(Verifier::Certificate(block.bytes.clone()))
        }
        [block] if block.label == "PUBLIC KEY" => PublicKey::from_spki(&block.bytes)
            .map(Verifier::Key)
            .map_err(|_error| malformed),
        _ => Err(malformed),
    }
}

fn raw_verifier(node: &Node) -> Result<Verifier, Unread> {
    if let Some(certificate) = node.get("x509Certificate") {
        if node.get("publicKey").is_some() {
            return Err(Unread::Malformed("key"));
        }
        return Ok(Verifier::Certificate(base64(at(
            certificate,
            &["rawBytes"],
        )?)?));
    }
    let key = base64(at(node, &["publicKey", "rawBytes"])?)?;
    PublicKey::from_spki(&key)
        .map(Verifier::Key)
        .map_err(|_error| Unread::Malformed("key"))
}
