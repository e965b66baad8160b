//! The identifier and the public keys that a body states, for its descriptor. Never says that they are its keys.

use crate::fields::Fields;
use crate::refusal::Desk;
use serde_json::{Value, json};
use trust::keys::PublicKey;

/// What a file says under `did` and `keys`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyKeys {
    /// The body's decentralised identifier.
    pub did: Option<String>,
    /// Its keys as Multikeys, in the order of the file.
    pub keys: Vec<String>,
}

impl BodyKeys {
    /// Reads both fields; nothing if neither is there.
    pub fn read(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Option<Self> {
        let did = fields.text("did", desk).filter(|did| {
            let sound = did.text.starts_with("did:") && !did.text.contains(char::is_whitespace);
            if !sound {
                desk.refuse(did.line, format!("did: {:?} is not a DID", did.text));
            }
            sound
        });
        let mut keys = Vec::new();
        for key in fields.texts("keys", 1, desk) {
            match PublicKey::from_multikey(key.text) {
                Ok(_) => keys.push(key.text.to_owned()),
                Err(error) => desk.refuse(
                    key.line,
                    format!("keys: {:?} is no Multikey: {error:?}", key.text),
                ),
            }
        }
        let given = did.is_some() || !keys.is_empty();
        given.then(|| Self {
            did: did.map(|did| did.text.to_owned()),
            keys,
        })
    }

    /// The keys as verification methods; `address` stands in where the body has no identifier.
    pub fn methods(&self, address: &str) -> Vec<Value> {
        let controller = self.did.as_deref().unwrap_or(address);
        let method = |key: &String| {
            json!({
                "id": format!("{controller}#{key}"),
                "type": "Multikey",
                "controller": controller,
                "publicKeyMultibase": key,
            })
        };
        self.keys.iter().map(method).collect()
    }
}
