//! W3C Data Integrity proofs in the JCS suites. Never guesses at JSON-LD: the RDFC suites are not checkable here.

use std::cell::RefCell;

use intake::json::{self, Node, Value};

use crate::encoding::from_base58;
use crate::hash::Hash;
use crate::keys::{Curve, PublicKey};
use crate::signature::{self, Confirmed, Encoding, Scheme, SignatureError};
use crate::time::Moment;

/// One proof as the document has it.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The suite.
    pub suite: Suite,
    /// Which key, as a DID URL.
    pub verification_method: String,
    /// What for; claims are made for `assertionMethod`.
    pub purpose: String,
    /// When, in the signer's own words.
    pub created: Option<Moment>,
    /// Until when.
    pub expires: Option<Moment>,
    signature: Vec<u8>,
    /// The proof's own context, where it has one.
    context: Option<Node>,
    /// SHA-256 and SHA-384 of the rest of the proof in canonical form; nothing where it has none.
    options: Option<[Vec<u8>; 2]>,
}

/// Contexts under which one document is read for its proofs: those of a set share one.
const MAX_READINGS: usize = 2;

/// A document without its proofs, and its digests as they were asked for: a crowd of proofs costs one reading.
pub struct Unsecured {
    node: Node,
    readings: RefCell<Vec<Reading>>,
}

/// A digest of the document as one proof asked for it.
struct Reading {
    /// In canonical form; empty where the proof has none of its own.
    context: Vec<u8>,
    hash: Hash,
    digest: Vec<u8>,
}

impl Unsecured {
    /// Takes the proofs out of a document.
    pub fn of(document: &Node) -> Self {
        Self {
            node: without(document, "proof"),
            readings: RefCell::default(),
        }
    }

    /// The digest of the canonical form, under the context that a proof asks for.
    fn digest(&self, context: Option<&Node>, hash: Hash) -> Result<Vec<u8>, IntegrityError> {
        let asked = context.map(canonical).transpose()?.unwrap_or_default();
        let mut readings = self.readings.borrow_mut();
        let mut before = readings.iter();
        if let Some(one) = before.find(|one| one.context == asked && one.hash == hash) {
            return Ok(one.digest.clone());
        }
        if readings.len() >= MAX_READINGS {
            let why = "proofs under many different contexts".to_owned();
            return Err(IntegrityError::Unsupported(why));
        }
        let digest = match context {
            None => hash.of(&canonical(&self.node)?),
            Some(context) => {
                let own = values(context);
                let given = self.node.get("@context").map(values).unwrap_or_default();
                if own.len() > given.len() || own.iter().zip(&given).any(|(a, b)| !same(a, b)) {
                    return Err(IntegrityError::Context);
                }
                hash.of(&canonical(&with(&self.node, "@context", context))?)
            }
        };
        readings.push(Reading {
            context: asked,
            hash,
            digest: digest.clone(),
        });
        Ok(digest)
    }
}

fn canonical(node: &Node) -> Result<Vec<u8>, IntegrityError> {
    json::canonical(node).map_err(|_error| IntegrityError::Canonical)
}

/// The cryptosuites we check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// `eddsa-jcs-2022`
    EddsaJcs2022,
    /// `ecdsa-jcs-2019`
    EcdsaJcs2019,
}

impl Suite {
    /// True for keys of a kind that the suite signs with.
    pub const fn takes(self, key: &PublicKey) -> bool {
        matches!(
            (self, key),
            (Self::EddsaJcs2022, PublicKey::Ed25519(_))
                | (
                    Self::EcdsaJcs2019,
                    PublicKey::Ec(Curve::P256 | Curve::P384, _)
                )
        )
    }
}

/// Why a proof cannot be used or does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntegrityError {
    /// There is no proof.
    None,
    /// A suite that needs RDF canonicalisation, or that we do not know.
    Unsupported(String),
    /// A field is missing or malformed.
    Field(&'static str),
    /// The proof's `@context` is not the beginning of the document's.
    Context,
    /// A value that canonical JSON cannot carry.
    Canonical,
    /// The key is of another kind than the suite.
    OtherKind,
    /// The signature.
    Signature(SignatureError),
}

impl Proof {
    /// Reads one proof object.
    pub fn from_node(node: &Node) -> Result<Self, IntegrityError> {
        let text = |name: &'static str| {
            node.get(name)
                .and_then(Node::as_str)
                .ok_or(IntegrityError::Field(name))
        };
        if text("type")? != "DataIntegrityProof" {
            return Err(IntegrityError::Unsupported(text("type")?.to_owned()));
        }
        let suite = match text("cryptosuite")? {
            "eddsa-jcs-2022" => Suite::EddsaJcs2022,
            "ecdsa-jcs-2019" => Suite::EcdsaJcs2019,
            other => return Err(IntegrityError::Unsupported(other.to_owned())),
        };
        // A proof in a chain also covers other proofs; that is not in our subset.
        if node.get("previousProof").is_some() {
            return Err(IntegrityError::Unsupported("previousProof".to_owned()));
        }
        let moment = |name: &'static str| match node.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_str()
                .and_then(Moment::from_date_time_stamp)
                .map(Some)
                .ok_or(IntegrityError::Field(name)),
        };
        let value = text("proofValue")?
            .strip_prefix('z')
            .ok_or(IntegrityError::Field("proofValue"))?;
        Ok(Self {
            suite,
            verification_method: text("verificationMethod")?.to_owned(),
            purpose: text("proofPurpose")?.to_owned(),
            created: moment("created")?,
            expires: moment("expires")?,
            signature: from_base58(value).map_err(|_error| IntegrityError::Field("proofValue"))?,
            context: node.get("@context").cloned(),
            options: json::canonical(&without(node, "proofValue"))
                .ok()
                .map(|text| [Hash::Sha256, Hash::Sha384].map(|hash| hash.of(&text))),
        })
    }

    /// Every proof of a document: a single object or a list.
    pub fn all(document: &Node) -> Result<Vec<Self>, IntegrityError> {
        let node = document.get("proof").ok_or(IntegrityError::None)?;
        let list = node.as_array().unwrap_or(std::slice::from_ref(node));
        if list.is_empty() {
            return Err(IntegrityError::None);
        }
        if list.len() > crate::limits::MAX_SIGNATURES {
            return Err(IntegrityError::Field("proof"));
        }
        list.iter().map(Self::from_node).collect()
    }

    /// Checks the proof over the document (which may still hold its proofs) under one key.
    pub fn check(&self, document: &Node, key: &PublicKey) -> Result<Confirmed, IntegrityError> {
        self.check_over(&Unsecured::of(document), key)
    }

    /// The same for whoever checks several proofs or keys over one document.
    pub fn check_over(
        &self,
        document: &Unsecured,
        key: &PublicKey,
    ) -> Result<Confirmed, IntegrityError> {
        let (hash, scheme) = match (self.suite, key) {
            (Suite::EddsaJcs2022, PublicKey::Ed25519(_)) => (Hash::Sha256, Scheme::Ed25519),
            (Suite::EcdsaJcs2019, PublicKey::Ec(Curve::P256, _)) => {
                (Hash::Sha256, Scheme::Ecdsa(Hash::Sha256, Encoding::Raw))
            }
            (Suite::EcdsaJcs2019, PublicKey::Ec(Curve::P384, _)) => {
                (Hash::Sha384, Scheme::Ecdsa(Hash::Sha384, Encoding::Raw))
            }
            _ => return Err(IntegrityError::OtherKind),
        };
        let [short, long] = self.options.as_ref().ok_or(IntegrityError::Canonical)?;
        let options = if hash == Hash::Sha384 { long } else { short };
        let content = document.digest(self.context.as_ref(), hash)?;
        // The proof's options come first (vc-di-eddsa §3.3.4).
        let message = [options.as_slice(), &content].concat();
        signature::check(key, scheme, &message, &self.signature).map_err(IntegrityError::Signature)
    }
}

/// The same object without one member.
pub(crate) fn without(node: &Node, name: &str) -> Node {
    let members = node.as_object().unwrap_or_default();
    let kept = members
        .iter()
        .filter(|(key, _)| &*key.name != name)
        .cloned()
        .collect();
    Node {
        at: node.at,
        value: Value::Object(kept),
    }
}

/// The same object with one member replaced; it must be there.
pub(crate) fn with(node: &Node, name: &str, value: &Node) -> Node {
    let members = node.as_object().unwrap_or_default().iter();
    let replaced = members.map(|(key, old)| {
        (
            key.clone(),
            if &*key.name == name {
                value.clone()
            } else {
                old.clone()
            },
        )
    });
    Node {
        at: node.at,
        value: Value::Object(replaced.collect()),
    }
}

fn values(node: &Node) -> Vec<&Node> {
    node.as_array()
        .map_or_else(|| vec![node], |list| list.iter().collect())
}

fn same(a: &Node, b: &Node) -> bool {
    matches!((json::canonical(a), json::canonical(b)), (Ok(a), Ok(b)) if a == b)
}
