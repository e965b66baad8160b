//! DSSE v1.0.2 envelopes: bytes, their type and signatures over both. Never reads the payload before the signature.

use intake::json::{self, Limits, Node};

use crate::encoding::{Base64, from_base64};
use crate::keys::PublicKey;
use crate::limits::{MAX_PAYLOAD_BYTES, MAX_SIGNATURES};
use crate::signature::{self, Budget, Confirmed, Scheme};

/// The payload type of in-toto statements.
pub const IN_TOTO: &str = "application/vnd.in-toto+json";

/// A parsed envelope. Nothing in it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What the payload is said to be; covered by the signatures.
    pub payload_type: String,
    /// The decoded payload; covered by the signatures.
    pub payload: Vec<u8>,
    /// The signatures, in the order of the file.
    pub signatures: Vec<EnvelopeSignature>,
}

/// One signature of an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeSignature {
    /// A hint which key to try. Not covered by anything; never an identity.
    pub keyid: Option<String>,
    /// The signature, or nothing if its text was not base64: such a signature can never hold.
    pub bytes: Option<Vec<u8>>,
}

/// Why a file is not an envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvelopeError {
    /// Not strict JSON; what the reader said.
    Json(String),
    /// A field is missing or of the wrong type.
    Field(&'static str),
    /// The payload is not base64.
    Payload,
    /// The payload is larger than [`MAX_PAYLOAD_BYTES`].
    TooLarge,
    /// More than [`MAX_SIGNATURES`] signatures.
    TooManySignatures,
}

/// Which signatures hold under which of the keys at hand.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Examination {
    /// Per signature: what was found.
    pub findings: Vec<Finding>,
    /// The budget ran out before every key was tried.
    pub cut_short: bool,
}

/// What was found about one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It holds under this key.
    Holds(Confirmed),
    /// Its hint names this key, but the key did not make it: the signature or what it covers was changed.
    Refuted(PublicKey),
    /// None of the keys at hand made it.
    NoKey,
    /// It is not a signature at all.
    Unreadable,
}

impl Envelope {
    /// Reads an envelope.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let json = json::parse(bytes, &Limits::FILE)
            .map_err(|problem| EnvelopeError::Json(problem.what))?;
        Self::from_node(&json.root)
    }

    /// Reads an envelope that is part of a larger document.
    pub fn from_node(node: &Node) -> Result<Self, EnvelopeError> {
        Self::read(node, "payloadType")
    }

    /// The same in protobuf's JSON form, where a name may also be spelt with underscores.
    pub(crate) fn from_protojson(node: &Node) -> Result<Self, EnvelopeError> {
        let snake = "payload_type";
        Self::read(node, node.get(snake).map_or("payloadType", |_there| snake))
    }

    fn read(node: &Node, payload_type: &'static str) -> Result<Self, EnvelopeError> {
        let text = |name: &'static str| {
            node.get(name)
                .and_then(Node::as_str)
                .ok_or(EnvelopeError::Field(name))
        };
        let payload_type = text(payload_type)?.to_owned();
        let payload_text = text("payload")?;
        if payload_text.len() / 4 * 3 > MAX_PAYLOAD_BYTES {
            return Err(EnvelopeError::TooLarge);
        }
        let payload =
            from_base64(payload_text, Base64::Either).map_err(|_error| EnvelopeError::Payload)?;
        let list = node
            .get("signatures")
            .and_then(Node::as_array)
            .ok_or(EnvelopeError::Field("signatures"))?;
        if list.len() > MAX_SIGNATURES {
            return Err(EnvelopeError::TooManySignatures);
        }
        let signatures = list
            .iter()
            .map(EnvelopeSignature::from_node)
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            payload_type,
            payload,
            signatures,
        })
    }

    /// What the signatures cover.
    pub fn authenticated_bytes(&self) -> Vec<u8> {
        pae(&self.payload_type, &self.payload)
    }

    /// Tries every signature under every key at hand.
    pub fn examine(&self, keys: &[PublicKey]) -> Examination {
        self.examine_with(keys, Scheme::usual)
    }

    /// The same, with the caller's own choice of scheme per key.
    pub fn examine_with(
        &self,
        keys: &[PublicKey],
        scheme: impl Fn(&PublicKey) -> Scheme,
    ) -> Examination {
        let hints: std::cell::OnceCell<Vec<Vec<String>>> = std::cell::OnceCell::new();
        self.examine_hinted(
            keys,
            || hints.get_or_init(|| keys.iter().map(PublicKey::hints).collect()),
            scheme,
        )
    }

    /// The same for whoever examines many envelopes: `hints` are what [`PublicKey::hints`] gives for each key, in their
    /// order. They are asked for only where a signature names a key.
    pub fn examine_hinted<'h>(
        &self,
        keys: &[PublicKey],
        hints: impl Fn() -> &'h Vec<Vec<String>>,
        scheme: impl Fn(&PublicKey) -> Scheme,
    ) -> Examination {
        let message = self.authenticated_bytes();
        let budget = Budget::new();
        let mut examination = Examination::default();
        for given in &self.signatures {
            let Some(bytes) = &given.bytes else {
                examination.findings.push(Finding::Unreadable);
                continue;
            };
            // The named key first, so that the budget is spent where it matters.
            let (mut first, mut others): (Vec<&PublicKey>, Vec<&PublicKey>) = Default::default();
            for (at, key) in keys.iter().enumerate() {
                let named = given
                    .keyid
                    .as_ref()
                    .is_some_and(|id| hints().get(at).is_some_and(|known| known.contains(id)));
                if named { &mut first } else { &mut others }.push(key);
            }
            let mut finding = first
                .first()
                .map_or(Finding::NoKey, |key| Finding::Refuted((*key).clone()));
            for key in first.into_iter().chain(others) {
                if budget.spend(key, message.len()).is_err() {
                    examination.cut_short = true;
                    break;
                }
                if let Ok(confirmed) = signature::check(key, scheme(key), &message, bytes) {
                    finding = Finding::Holds(confirmed);
                    break;
                }
            }
            examination.findings.push(finding);
        }
        examination
    }
}

impl EnvelopeSignature {
    fn from_node(node: &Node) -> Result<Self, EnvelopeError> {
        let text = node
            .get("sig")
            .and_then(Node::as_str)
            .ok_or(EnvelopeError::Field("sig"))?;
        let keyid = match node.get("keyid") {
            None => None,
            Some(value) if matches!(value.value, json::Value::Null) => None,
            Some(value) => Some(
                value
                    .as_str()
                    .ok_or(EnvelopeError::Field("keyid"))?
                    .to_owned(),
            ),
        };
        let bytes = from_base64(text, Base64::Either)
            .ok()
            .filter(|bytes| !bytes.is_empty());
        Ok(Self {
            keyid: keyid.filter(|id| !id.is_empty()),
            bytes,
        })
    }
}

impl Examination {
    /// The keys under which at least one signature holds, each once: thresholds count keys.
    pub fn keys(&self) -> Vec<PublicKey> {
        let mut keys: Vec<PublicKey> = Vec::new();
        for finding in &self.findings {
            if let Finding::Holds(confirmed) = finding
                && !keys.contains(&confirmed.key)
            {
                keys.push(confirmed.key.clone());
            }
        }
        keys
    }

    /// A signature whose hint names a key at hand that did not make it.
    pub fn refuted(&self) -> Option<&PublicKey> {
        self.findings.iter().find_map(|finding| {
            if let Finding::Refuted(key) = finding {
                Some(key)
            } else {
                None
            }
        })
    }
}

/// The pre-authentication encoding (protocol.md): lengths in bytes, so that no two pairs look alike.
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "DSSEv1 {} {payload_type} {} ",
        payload_type.len(),
        payload.len()
    )
    .into_bytes();
    bytes.extend(payload);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_bytes() {
        assert_eq!(pae("ü", b"a b"), "DSSEv1 2 ü 3 a b".as_bytes());
    }

    #[test]
    fn broken_envelopes_say_which_field() {
        let check = |text: &str, error: EnvelopeError| {
            assert_eq!(Envelope::from_bytes(text.as_bytes()), Err(error), "{text}")
        };
        check(
            r#"{"payload":"","signatures":[]}"#,
            EnvelopeError::Field("payloadType"),
        );
        check(
            r#"{"payloadType":"t","payload":"!","signatures":[]}"#,
            EnvelopeError::Payload,
        );
        check(
            r#"{"payloadType":"t","payload":"","signatures":{}}"#,
            EnvelopeError::Field("signatures"),
        );
        check(
            r#"{"payloadType":"t","payload":"","signatures":[{}]}"#,
            EnvelopeError::Field("sig"),
        );
        check(
            r#"{"payloadType":"t","payload":"","signatures":[{"sig":"","keyid":1}]}"#,
            EnvelopeError::Field("keyid"),
        );
        let many = format!(
            r#"{{"payloadType":"t","payload":"","signatures":[{}]}}"#,
            vec![r#"{"sig":""}"#; 101].join(",")
        );
        check(&many, EnvelopeError::TooManySignatures);
    }
}
