//! Ed25519, strictly, each signature by itself. Never lets a sum over several decide about one.
//!
//! Checking many together by one random sum is the usual way to be fast. It answers differently from a single check
//! for crafted keys and nonces, and a verdict must not depend on what stands beside it. Here a key that is met often
//! gets a table instead, and the single check stays what it was: s·B − k·A, written down, is R, byte for byte.

use std::cell::RefCell;

use curve25519_dalek::Scalar;
use curve25519_dalek::constants::ED25519_BASEPOINT_COMPRESSED;
use sha2::{Digest, Sha512};

use crate::edwards::{self, Table};
use crate::often::Often;
use crate::signature::SignatureError;

/// Bits of a digit in the base point's table: made once, so it may be larger (1.6 MB, 5 ms).
const BASE_BITS: usize = 10;
/// Bits of a digit in a key's table (0.95 MB, 3 ms).
const KEY_BITS: usize = 9;
/// A table takes as long as so many checks without one.
const WORTH: u32 = 50;

type Key = [u8; 32];

/// What stands before everything else in the hash of Ed25519ph with an empty context (dom2 in RFC 8032 §2).
pub(crate) const PREHASHED: &[u8] = b"SigEd25519 no Ed25519 collisions\x01\x00";

thread_local! {
    static BASE: Option<Table> = Table::of_encoded(ED25519_BASEPOINT_COMPRESSED.as_bytes(), BASE_BITS);
    static KEYS: RefCell<Often<Key, Table>> = const { RefCell::new(Often::new(WORTH)) };
}

/// Checks one signature (RFC 8032 §5.1.7) with canonical encodings and without keys or nonces of small order.
pub(crate) fn check(
    key: &Key,
    prefix: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    let signed = [prefix, message];
    match KEYS.with_borrow_mut(|keys| keys.meet(*key, table)) {
        Some(table) => by_table(key, &table, signed, signature),
        None => alone(key, signed, signature),
    }
}

/// What stands before everything in the hash, and the message.
type Signed<'a> = [&'a [u8]; 2];

/// Multiples of −A; none for a key that no signature can hold under, which then is checked without.
fn table(key: &Key) -> Option<Table> {
    if edwards::is_of_small_order(key) {
        return None;
    }
    Table::of(&edwards::negative_of(key)?, KEY_BITS)
}

fn by_table(
    key: &Key,
    table: &Table,
    signed: Signed<'_>,
    signature: &[u8],
) -> Result<(), SignatureError> {
    judge(key, signed, signature, |k, base, s| {
        edwards::sum([(table, k), (base, s)])
    })
}

fn alone(key: &Key, signed: Signed<'_>, signature: &[u8]) -> Result<(), SignatureError> {
    let point = edwards::negative_of(key).ok_or(SignatureError::Malformed)?;
    judge(key, signed, signature, |k, base, s| {
        edwards::sum_with((&point, k), (base, s))
    })
}

/// `sum` gives s·B − k·A, written down.
fn judge(
    key: &Key,
    [prefix, message]: Signed<'_>,
    signature: &[u8],
    sum: impl Fn(&[u8; 32], &Table, &[u8; 32]) -> Key,
) -> Result<(), SignatureError> {
    let (Some(nonce), Some(s)) = (signature.first_chunk::<32>(), signature.get(32..)) else {
        return Err(SignatureError::Malformed);
    };
    let s: [u8; 32] = s.try_into().map_err(|_error| SignatureError::Malformed)?;
    let s: Option<Scalar> = Scalar::from_canonical_bytes(s).into();
    let s = s.ok_or(SignatureError::Wrong)?;
    let hash = Sha512::new()
        .chain_update(prefix)
        .chain_update(nonce)
        .chain_update(key)
        .chain_update(message);
    let k = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let sum = BASE.with(|base| Some(sum(&k.to_bytes(), base.as_ref()?, &s.to_bytes())));
    // Equal bytes also say that the nonce is a point in its canonical form.
    let is_small = [key, nonce].into_iter().any(edwards::is_of_small_order);
    if sum == Some(*nonce) && !is_small {
        Ok(())
    } else {
        Err(SignatureError::Wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use curve25519_dalek::EdwardsPoint;
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
    use curve25519_dalek::traits::Identity;

    /// The library's own strict check.
    fn library(key: &Key, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        let signature = ed25519_dalek::Signature::from_slice(signature)
            .map_err(|_error| SignatureError::Malformed)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(key)
            .map_err(|_error| SignatureError::Malformed)?;
        key.verify_strict(message, &signature)
            .map_err(|_error| SignatureError::Wrong)
    }

    /// A key with its table, if it may have one; the table is made once for many signatures.
    struct Known(Key, Option<Table>);

    impl Known {
        fn new(key: Key) -> Self {
            Self(key, table(&key))
        }

        /// With a table, without one, and by the library: all must answer alike.
        fn all_ways(&self, message: &[u8], signature: &[u8]) -> bool {
            let Self(key, table) = self;
            let expected = library(key, message, signature);
            assert_eq!(
                alone(key, [&[], message], signature),
                expected,
                "{key:?} {signature:?}"
            );
            if let Some(table) = table {
                let answer = by_table(key, table, [&[], message], signature);
                assert_eq!(answer, expected, "{key:?} {signature:?}");
            }
            expected.is_ok()
        }
    }

    /// A signature as its owner may craft it: key and nonce each with a part of small order.
    fn crafted(
        secret: u64,
        on_key: EdwardsPoint,
        on_nonce: EdwardsPoint,
        message: &[u8],
    ) -> (Key, Vec<u8>) {
        let (a, r) = (Scalar::from(secret), Scalar::from(secret * 7 + 3));
        let key = (ED25519_BASEPOINT_POINT * a + on_key).compress();
        let nonce = (ED25519_BASEPOINT_POINT * r + on_nonce).compress();
        let hash = Sha512::new()
            .chain_update(nonce.as_bytes())
            .chain_update(key.as_bytes())
            .chain_update(message);
        let s = r + Scalar::from_bytes_mod_order_wide(&hash.finalize().into()) * a;
        (key.0, [nonce.0, s.to_bytes()].concat())
    }

    #[test]
    fn every_crafted_signature_is_judged_as_by_the_library() {
        let mut held = 0;
        for on_key in EIGHT_TORSION {
            for message in 0..4_u8 {
                let made = |on_nonce| crafted(u64::from(message) + 9, on_key, on_nonce, &[message]);
                let known = Known::new(made(EdwardsPoint::identity()).0);
                for on_nonce in EIGHT_TORSION {
                    held += u32::from(known.all_ways(&[message], &made(on_nonce).1));
                }
            }
        }
        assert!((4..200).contains(&held), "some hold, most do not: {held}");
        // Keys and nonces of small order, with s = 0.
        for on_key in EIGHT_TORSION {
            let known = Known::new(on_key.compress().0);
            assert!(known.1.is_none());
            for on_nonce in EIGHT_TORSION {
                let signature = [on_nonce.compress().0, [0; 32]].concat();
                assert!(!known.all_ways(b"any", &signature));
            }
        }
    }

    #[test]
    fn every_flipped_bit_is_found_in_all_ways() {
        let (key, signature) = crafted(
            77,
            EdwardsPoint::identity(),
            EdwardsPoint::identity(),
            b"text",
        );
        let known = Known::new(key);
        assert!(known.all_ways(b"text", &signature));
        assert!(!known.all_ways(b"texts", &signature));
        for place in 0..signature.len() * 8 {
            let mut flipped = signature.clone();
            flipped[place / 8] ^= 1 << (place % 8);
            assert!(!known.all_ways(b"text", &flipped), "bit {place}");
        }
        for place in 0..key.len() * 8 {
            let mut flipped = key;
            flipped[place / 8] ^= 1 << (place % 8);
            let expected = library(&flipped, b"text", &signature);
            assert_eq!(
                alone(&flipped, [&[], b"text"], &signature),
                expected,
                "bit {place}"
            );
            assert!(expected.is_err());
        }
        for length in [0, 31, 32, 63, 65] {
            let mut cut = signature.clone();
            cut.resize(length, 0);
            assert!(!known.all_ways(b"text", &cut), "{length} bytes");
        }
        // The order added to s: the same point, another encoding.
        let order: [u8; 32] = [
            0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9,
            0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ];
        let mut more = signature.clone();
        let mut carry = 0;
        for (byte, add) in more[32..].iter_mut().zip(order) {
            let sum = u16::from(*byte) + u16::from(add) + carry;
            (*byte, carry) = (sum as u8, sum >> 8);
        }
        assert!(!known.all_ways(b"text", &more));
    }

    #[test]
    fn a_key_met_often_keeps_its_answers() {
        let (key, signature) = crafted(
            5,
            EdwardsPoint::identity(),
            EdwardsPoint::identity(),
            b"text",
        );
        for _ in 0..WORTH {
            assert_eq!(check(&key, &[], b"text", &signature), Ok(()));
            assert_eq!(
                check(&key, &[], b"other", &signature),
                Err(SignatureError::Wrong)
            );
            assert_eq!(
                check(&key, &[], b"text", b"short"),
                Err(SignatureError::Malformed)
            );
        }
    }
}
