//! One signature under one key. Never picks the algorithm from the signed document: key and caller decide.

use std::cell::Cell;

use crate::ed25519;
use crate::encoding::to_hex;
use crate::hash::Hash;
use crate::keys::{Curve, PublicKey};
use crate::limits::{BYTES_PER_VERIFICATION, MAX_SIGNATURE_BYTES, MAX_VERIFICATIONS};
use crate::nist256;
use crate::rsa::RsaPadding;
use crate::weierstrass;

/// How a key is used. A key says its kind; hash, encoding and padding come from the format around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Ed25519 (RFC 8032), strict: canonical encodings, no small-order keys or nonces.
    Ed25519,
    /// Ed25519ph (RFC 8032 §5.1): the same over the SHA-512 of the message, and unlike Ed25519 over any message.
    Ed25519Prehashed,
    /// ECDSA over this hash, in this encoding.
    Ecdsa(Hash, Encoding),
    /// RSA over this hash, with this padding.
    Rsa(Hash, RsaPadding),
}

/// How an ECDSA signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// A SEQUENCE of two INTEGERs, strict DER.
    Der,
    /// r and s, each as long as a coordinate.
    Raw,
    /// Raw when exactly as long as two coordinates, else DER: one reading per string, never both.
    ByLength,
}

/// A signature that was computed and holds: by which key, in which scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The key that made it.
    pub key: PublicKey,
    /// How.
    pub scheme: Scheme,
}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureError {
    /// The key is of another kind than the scheme.
    OtherKind,
    /// Not the encoding of a signature: wrong length, not DER, numbers out of range.
    Malformed,
    /// The computation says no.
    Wrong,
}

impl Scheme {
    /// What a bare key is used for when the format says no more: DSSE, sidecars, managed keys.
    pub const fn usual(key: &PublicKey) -> Self {
        match key {
            PublicKey::Ed25519(_) => Self::Ed25519,
            PublicKey::Ec(Curve::P256, _) => Self::Ecdsa(Hash::Sha256, Encoding::ByLength),
            PublicKey::Ec(Curve::P384, _) => Self::Ecdsa(Hash::Sha384, Encoding::ByLength),
            PublicKey::Ec(Curve::P521, _) => Self::Ecdsa(Hash::Sha512, Encoding::ByLength),
            PublicKey::Rsa(_) => Self::Rsa(Hash::Sha256, RsaPadding::PssAnySalt),
        }
    }
}

/// What one check costs, in units of an Ed25519 check, as measured: the rare curves are slow here, and RSA grows with the
/// square of the modulus and with every bit of the exponent.
pub const fn cost(key: &PublicKey) -> usize {
    match key {
        PublicKey::Ed25519(_) => 1,
        PublicKey::Ec(Curve::P256, _) => 5,
        PublicKey::Ec(Curve::P384, _) => 65,
        PublicKey::Ec(Curve::P521, _) => 160,
        PublicKey::Rsa(rsa) => rsa.multiplications() / 20 + 1,
    }
}

/// How much checking one document may cost. Spent before each check, so that a crowd of keys and signatures ends.
#[derive(Debug)]
pub struct Budget(Cell<usize>);

/// The budget is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent;

impl Budget {
    /// What one document may cost.
    pub const fn new() -> Self {
        Self(Cell::new(MAX_VERIFICATIONS))
    }

    /// Takes what one check of a message of this many bytes costs under this key.
    pub fn spend(&self, key: &PublicKey, bytes: usize) -> Result<(), Spent> {
        let price = cost(key) + bytes / BYTES_PER_VERIFICATION;
        let left = self.0.get().checked_sub(price).ok_or(Spent)?;
        self.0.set(left);
        Ok(())
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// Checks one signature.
pub fn check(
    key: &PublicKey,
    scheme: Scheme,
    message: &[u8],
    signature: &[u8],
) -> Result<Confirmed, SignatureError> {
    if signature.len() > MAX_SIGNATURE_BYTES {
        return Err(SignatureError::Malformed);
    }
    match (key, scheme) {
        (PublicKey::Ed25519(bytes), Scheme::Ed25519) => {
            ed25519::check(bytes, &[], message, signature)?
        }
        (PublicKey::Ed25519(bytes), Scheme::Ed25519Prehashed) => {
            let digest = Hash::Sha512.of(message);
            ed25519::check(bytes, ed25519::PREHASHED, &digest, signature)?;
        }
        (PublicKey::Ec(curve, point), Scheme::Ecdsa(hash, encoding)) => {
            let raw = raw_signature(*curve, encoding, signature)?;
            ecdsa(*curve, point, &hash.of(message), &raw)?;
        }
        (PublicKey::Rsa(rsa), Scheme::Rsa(hash, padding)) => {
            rsa.check(padding, hash, message, signature)
                .ok_or(SignatureError::Wrong)?;
        }
        _ => return Err(SignatureError::OtherKind),
    }
    Ok(Confirmed {
        key: key.clone(),
        scheme,
    })
}

/// Brings either encoding to r ‖ s of full length.
fn raw_signature(
    curve: Curve,
    encoding: Encoding,
    signature: &[u8],
) -> Result<Vec<u8>, SignatureError> {
    let size = curve.coordinate();
    let is_raw = match encoding {
        Encoding::Raw => true,
        Encoding::Der => false,
        Encoding::ByLength => signature.len() == 2 * size,
    };
    if is_raw {
        return if signature.len() == 2 * size {
            Ok(signature.to_vec())
        } else {
            Err(SignatureError::Malformed)
        };
    }
    let malformed = |_| SignatureError::Malformed;
    let mut pair = crate::der::whole_sequence(signature).map_err(malformed)?;
    let (r, s) = (
        pair.unsigned().map_err(malformed)?,
        pair.unsigned().map_err(malformed)?,
    );
    pair.finish().map_err(malformed)?;
    let mut raw = Vec::with_capacity(2 * size);
    for number in [r, s] {
        let zeros = size
            .checked_sub(number.len())
            .ok_or(SignatureError::Malformed)?;
        raw.extend(std::iter::repeat_n(0, zeros));
        raw.extend(number);
    }
    Ok(raw)
}

fn ecdsa(curve: Curve, point: &[u8], digest: &[u8], raw: &[u8]) -> Result<(), SignatureError> {
    let curve = match curve {
        Curve::P256 => return nist256::check(point, digest, raw),
        Curve::P384 => weierstrass::p384(),
        Curve::P521 => weierstrass::p521(),
    };
    let point = point.get(1..).ok_or(SignatureError::Malformed)?;
    curve
        .check(point, digest, raw)
        .map(|_held| ())
        .ok_or(SignatureError::Wrong)
}

impl Confirmed {
    /// In words: kind of key and its fingerprint.
    pub fn describe(&self) -> String {
        let digest = self.key.fingerprint();
        format!("{} key {}", self.key.kind(), to_hex(digest.bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::from_hex;

    // RFC 8032 §7.1, test 2.
    const KEY: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    #[test]
    fn every_flipped_bit_breaks_it() {
        let key = PublicKey::ed25519(&from_hex(KEY).expect("hex")).expect("32 bytes");
        let signature = from_hex(SIGNATURE).expect("hex");
        assert!(check(&key, Scheme::Ed25519, &[0x72], &signature).is_ok());
        for place in 0..signature.len() * 8 {
            let mut flipped = signature.clone();
            if let Some(byte) = flipped.get_mut(place / 8) {
                *byte ^= 1 << (place % 8);
            }
            assert!(
                check(&key, Scheme::Ed25519, &[0x72], &flipped).is_err(),
                "bit {place}"
            );
        }
        assert_eq!(
            check(
                &key,
                Scheme::Ecdsa(Hash::Sha256, Encoding::Der),
                &[0x72],
                &signature
            ),
            Err(SignatureError::OtherKind)
        );
    }

    /// RFC 8032 §7.3. The same bytes are no signature over the message itself, nor the other way round.
    #[test]
    fn over_the_digest_is_another_way_to_sign() {
        let key = "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf";
        let signature = "98a70222f0b8121aa9d30f813d683f809e462b469c7ff87639499bb94e6dae41\
                         31f85042463c2a355a2003d062adf5aaa10b8c61e636062aaad11c2a26083406";
        let key = PublicKey::ed25519(&from_hex(key).expect("hex")).expect("32 bytes");
        let signature = from_hex(signature).expect("hex");
        assert!(check(&key, Scheme::Ed25519Prehashed, b"abc", &signature).is_ok());
        assert!(check(&key, Scheme::Ed25519, b"abc", &signature).is_err());
        let key = PublicKey::ed25519(&from_hex(KEY).expect("hex")).expect("32 bytes");
        let signature = from_hex(SIGNATURE).expect("hex");
        assert!(check(&key, Scheme::Ed25519Prehashed, &[0x72], &signature).is_err());
    }
}
