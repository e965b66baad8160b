//! ECDSA checking on P-256, each signature by itself; a key that is met often gets a table. Never signs.

use std::cell::RefCell;

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::ecdsa::{Signature, VerifyingKey};
use p256::elliptic_curve::ops::{Invert, Reduce};
use p256::elliptic_curve::point::AffineCoordinates;
use p256::{FieldBytes, ProjectivePoint, Scalar, U256};

use crate::multiples::Multiples;
use crate::often::Often;
use crate::signature::SignatureError;

/// Bits of a digit in the base point's table: made once, so it may be large (about 1.3 MB).
const BASE_BITS: usize = 10;
/// Bits of a digit in a key's table.
const KEY_BITS: usize = 8;
/// A table takes as long as so many checks without one.
const WORTH: u32 = 20;
/// Bytes of a scalar.
const SIZE: usize = 32;

type Table = Multiples<ProjectivePoint>;

thread_local! {
    static BASE: Table = Multiples::of(ProjectivePoint::GENERATOR, BASE_BITS);
    static KEYS: RefCell<Often<Vec<u8>, Table>> = const { RefCell::new(Often::new(WORTH)) };
}

/// Checks r ‖ s over a digest under a point (SEC 1 §4.1.4).
pub(crate) fn check(key: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
    let signature = Signature::from_slice(signature).map_err(|_error| SignatureError::Malformed)?;
    let table = KEYS.with_borrow_mut(|keys| keys.meet(key.to_vec(), |key| table(key)));
    match table {
        Some(table) => by_table(&table, digest, &signature),
        None => alone(key, digest, &signature),
    }
}

/// Without a table: the library's own check.
fn alone(key: &[u8], digest: &[u8], signature: &Signature) -> Result<(), SignatureError> {
    let key = VerifyingKey::from_sec1_bytes(key).map_err(|_error| SignatureError::Malformed)?;
    key.verify_prehash(digest, signature)
        .map_err(|_error| SignatureError::Wrong)
}

fn table(key: &[u8]) -> Option<Table> {
    let key = VerifyingKey::from_sec1_bytes(key).ok()?;
    Some(Multiples::of((*key.as_affine()).into(), KEY_BITS))
}

fn by_table(table: &Table, digest: &[u8], signature: &Signature) -> Result<(), SignatureError> {
    // The leftmost 256 bits; a shorter digest is a smaller number, and one below half of that is refused.
    let digest = digest.get(..digest.len().min(SIZE)).unwrap_or(digest);
    let mut padded = FieldBytes::default();
    let from = SIZE - digest.len();
    match padded.get_mut(from..) {
        Some(place) if digest.len() >= SIZE / 2 => place.copy_from_slice(digest),
        _ => return Err(SignatureError::Wrong),
    }
    let (r, s) = signature.split_scalars();
    let inverse = *s.invert_vartime();
    let u1 = <Scalar as Reduce<U256>>::reduce_bytes(&padded) * inverse;
    let u2 = *r * inverse;
    let sum = table.add(&little(&u2), ProjectivePoint::IDENTITY);
    let sum = BASE.with(|base| base.add(&little(&u1), sum));
    // The point at infinity has x = 0 here, and r is never 0.
    if *r == <Scalar as Reduce<U256>>::reduce_bytes(&sum.to_affine().x()) {
        Ok(())
    } else {
        Err(SignatureError::Wrong)
    }
}

fn little(scalar: &Scalar) -> [u8; SIZE] {
    let mut bytes: [u8; SIZE] = scalar.to_bytes().into();
    bytes.reverse();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::hazmat::PrehashSigner;

    fn both(key: &[u8], digest: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else {
            return false;
        };
        let alone = alone(key, digest, &signature);
        let table = table(key).expect("a point");
        assert_eq!(
            by_table(&table, digest, &signature),
            alone,
            "{digest:?} {signature:?}"
        );
        alone.is_ok()
    }

    #[test]
    fn with_and_without_a_table_the_answer_is_the_same() {
        for secret in [1_u8, 2, 3, 200] {
            let mut scalar = [0; SIZE];
            scalar[SIZE - 1] = secret;
            scalar[3] = secret / 2;
            let signer = SigningKey::from_slice(&scalar).expect("a small number");
            let key = signer.verifying_key().to_encoded_point(false);
            for length in [16, 20, 32, 48, 64] {
                let digest: Vec<u8> = (0..length)
                    .map(|byte: u8| byte.wrapping_mul(5).wrapping_add(secret))
                    .collect();
                let made: Signature = signer.sign_prehash(&digest).expect("long enough");
                let signature = made.to_bytes();
                assert!(both(key.as_bytes(), &digest, &signature));
                for place in (0..signature.len() * 8).step_by(7) {
                    let mut flipped = signature.to_vec();
                    flipped[place / 8] ^= 1 << (place % 8);
                    assert!(!both(key.as_bytes(), &digest, &flipped), "bit {place}");
                }
                let mut other = digest.clone();
                other[0] ^= 1;
                assert!(!both(key.as_bytes(), &other, &signature));
            }
            let made: Signature = signer.sign_prehash(&[7; 32]).expect("long enough");
            assert!(
                !both(key.as_bytes(), &[7; 8], &made.to_bytes()),
                "too short a digest"
            );
        }
    }

    #[test]
    fn extreme_numbers_are_judged_alike() {
        // The generator as key; r and s at the rims of their range, the digest zero: sums that cancel.
        let mut one = [0; SIZE];
        one[SIZE - 1] = 1;
        let signer = SigningKey::from_slice(&one).expect("one");
        let key = signer.verifying_key().to_encoded_point(false);
        let order_less_one = (-Scalar::ONE).to_bytes();
        for r in [one, order_less_one.into()] {
            for s in [one, order_less_one.into()] {
                for digest in [[0; SIZE], one, order_less_one.into(), [255; SIZE]] {
                    both(key.as_bytes(), &digest, &[r, s].concat());
                }
            }
        }
    }
}
