//! Signatures checked one by one. Never signs.

use trust::keys::{Curve, PublicKey};
use trust::signature::{Scheme, check};
use wasm_bindgen::prelude::*;

/// Messages with their signatures, each under one of some keys.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Signatures {
    keys: Vec<PublicKey>,
    message: usize,
    messages: Vec<u8>,
    signatures: Vec<u8>,
}

/// Both kinds measured here write a signature as 64 bytes.
const SIGNATURE: usize = 64;

#[wasm_bindgen]
impl Signatures {
    /// Keys one after the other (32 bytes of Ed25519, or 65 bytes of an uncompressed P-256 point), messages of equal
    /// length, raw signatures. Message n was signed by key n modulo their number.
    #[wasm_bindgen(constructor)]
    pub fn new(
        kind: &str,
        keys: &[u8],
        message: usize,
        messages: Vec<u8>,
        signatures: Vec<u8>,
    ) -> Self {
        let read = |bytes: &[u8]| match kind {
            "Ed25519" => PublicKey::ed25519(bytes).ok(),
            _ => PublicKey::ec(Curve::P256, bytes).ok(),
        };
        let size = if kind == "Ed25519" { 32 } else { 65 };
        Self {
            keys: keys.chunks_exact(size).filter_map(read).collect(),
            message,
            messages,
            signatures,
        }
    }

    /// Checks each signature once, by itself; how many hold.
    pub fn check_all(&self) -> u32 {
        let pairs = self
            .messages
            .chunks_exact(self.message)
            .zip(self.signatures.chunks_exact(SIGNATURE));
        let keys = self.keys.iter().cycle();
        let holds = |((message, signature), key): &((&[u8], &[u8]), &PublicKey)| {
            check(key, Scheme::usual(key), message, signature).is_ok()
        };
        pairs.zip(keys).filter(holds).count() as u32
    }
}
