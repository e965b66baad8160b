//! Multiples of a point, laid out so that any multiple is a few additions. Public values only: never constant-time.
//!
//! Written as digits of a few bits, a scalar picks one entry per digit; nothing is doubled any more. A table costs as
//! much as some twenty signatures checked without one and makes every further check four times as fast.

use std::ops::{Add, Sub};

use crate::digits;

/// For every digit its multiples, one digit after the other, lowest first.
pub(crate) struct Multiples<P> {
    bits: usize,
    entries: Vec<P>,
}

/// Bits of a scalar.
const SCALAR_BITS: usize = 256;

impl<P: Copy> Multiples<P>
where
    for<'a> &'a P: Add<&'a P, Output = P> + Sub<&'a P, Output = P>,
{
    /// The table for digits of that many bits, at most 15.
    pub(crate) fn of(point: P, bits: usize) -> Self {
        let mut entries = Vec::with_capacity(digits::rows(bits, SCALAR_BITS).sum());
        let mut base = point;
        for length in digits::rows(bits, SCALAR_BITS) {
            let mut multiple = base;
            entries.push(multiple);
            for _ in 1..length {
                multiple = &multiple + &base;
                entries.push(multiple);
            }
            base = &multiple + &multiple;
        }
        Self { bits, entries }
    }

    /// `sum` plus the multiple of the point by a scalar, given as little-endian bytes.
    pub(crate) fn add(&self, scalar: &[u8; 32], sum: P) -> P {
        digits::entries(scalar, self.bits, SCALAR_BITS).fold(sum, |sum, (at, negative)| match self
            .entries
            .get(at)
        {
            Some(multiple) if negative => &sum - multiple,
            Some(multiple) => &sum + multiple,
            None => sum,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers modulo a prime are a group like any other.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Small(u64);
    const PRIME: u64 = 1_000_003;

    impl<'a> Add<&'a Small> for &'a Small {
        type Output = Small;
        fn add(self, other: &Small) -> Small {
            Small((self.0 + other.0) % PRIME)
        }
    }

    impl<'a> Sub<&'a Small> for &'a Small {
        type Output = Small;
        fn sub(self, other: &Small) -> Small {
            Small((self.0 + PRIME - other.0) % PRIME)
        }
    }

    #[test]
    fn every_scalar_gives_its_multiple() {
        let plain = |scalar: &[u8; 32], point: u64| {
            let bytes = scalar.iter().rev();
            bytes.fold(0, |sum, byte| {
                (sum * 256 + u64::from(*byte) * point) % PRIME
            })
        };
        let mut scalars = vec![[0; 32], [255; 32], [128; 32], [127; 32], [0x80; 32]];
        for at in 0..32_u8 {
            let mut scalar = [0; 32];
            scalar[usize::from(at)] = at.wrapping_mul(77) | 1;
            scalars.push(scalar);
            scalars.push(std::array::from_fn(|byte| {
                at.wrapping_mul(91) ^ (byte as u8).wrapping_mul(37)
            }));
        }
        for digits in 2..=11 {
            let table = Multiples::of(Small(4_711), digits);
            for scalar in &scalars {
                let expected = Small((plain(scalar, 4_711) + 5) % PRIME);
                assert_eq!(
                    table.add(scalar, Small(5)),
                    expected,
                    "{digits} bits, {scalar:?}"
                );
            }
        }
    }
}
