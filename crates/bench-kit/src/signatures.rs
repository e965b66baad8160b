//! Signatures checked one by one, and bundles of lines judged. Never signs.

use trust::examine::{Exhibit, Material, examine};
use trust::keyring::Keyring;
use trust::keys::{Curve, PublicKey};
use trust::signature::{Scheme, check};
use trust::sigstore::Chosen;
use trust::time::Moment;
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

/// A judged bundle that stays in memory.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Judged(Vec<Exhibit>);

#[wasm_bindgen]
impl Judged {
    /// Judges a bundle of lines under Ed25519 keys that the reader chose, at that second.
    #[wasm_bindgen(constructor)]
    pub fn new(file: &[u8], keys: &[u8], now: u32) -> Self {
        let keys = keys
            .chunks_exact(32)
            .filter_map(|key| PublicKey::ed25519(key).ok());
        let chosen = Chosen {
            keyring: Keyring::new(keys.collect(), Vec::new()),
            ..Chosen::default()
        };
        let material = Material {
            file,
            ..Material::default()
        };
        Self(examine(&material, &chosen, Moment(i64::from(now))))
    }

    /// How many have a standing, by its word.
    pub fn with(&self, standing: &str) -> u32 {
        let fits = |exhibit: &&Exhibit| exhibit.judged.verdict.standing().as_str() == standing;
        self.0.iter().filter(fits).count() as u32
    }
}
