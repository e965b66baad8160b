//! Scalars as digits of a few bits, each naming one entry of a table of multiples. Public values only.
//!
//! For every digit but the last, a table has the multiples 1 to 2^(bits − 1) of what the digit counts: above the half,
//! the negative of the rest is nearer, with one more at the next digit. The last digit keeps what is left of it.

/// A scalar is below 2^`of`, or above it by less than 2^(`of` / 2): so are the orders of both curves, the one of Ed25519
/// with 252. No row is then left for the highest bit alone.
///
/// Entries of each row of a table.
pub(crate) fn rows(bits: usize, of: usize) -> impl Iterator<Item = usize> {
    let full = (of - 1) / bits;
    std::iter::repeat_n(1 << (bits - 1), full).chain([1 << (of - full * bits)])
}

/// The entries that make up a scalar, given lowest byte first: where each is, and whether it is to be taken off.
pub(crate) fn entries(
    scalar: &[u8; 32],
    bits: usize,
    of: usize,
) -> impl Iterator<Item = (usize, bool)> {
    let half = 1_usize << (bits - 1);
    let full = (of - 1) / bits;
    let mut carry = 0;
    (0..=full).filter_map(move |digit| {
        let is_last = digit == full;
        let value = read(scalar, digit * bits, bits + usize::from(is_last)) + carry;
        let negative = !is_last && value > half;
        carry = usize::from(negative);
        let multiple = if negative { 2 * half - value } else { value };
        Some((digit * half + multiple.checked_sub(1)?, negative))
    })
}

/// Bits that an odd digit may span.
const ODD_BITS: usize = 5;

/// A scalar below 2²⁵³ as odd digits between −15 and 15, each at its own power of two, and zeros between: for a point
/// without a table, whose sum is doubled from place to place.
pub(crate) fn odd(scalar: &[u8; 32]) -> [i8; 256] {
    let mut digits = [0; 256];
    let (mut at, mut carry) = (0, 0);
    while let Some(digit) = digits.get_mut(at) {
        let value = read(scalar, at, ODD_BITS) + carry;
        if value & 1 == 0 {
            at += 1;
            continue;
        }
        carry = usize::from(value > 1 << (ODD_BITS - 1));
        *digit = value as i8 - ((carry as i8) << ODD_BITS);
        at += ODD_BITS;
    }
    digits
}

/// At most 16 bits of a number from a place on.
fn read(bytes: &[u8; 32], at: usize, count: usize) -> usize {
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(*byte));
    let three = byte(at / 8) | byte(at / 8 + 1) << 8 | byte(at / 8 + 2) << 16;
    (three >> (at % 8)) & ((1 << count) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_digits_add_up_to_the_scalar() {
        for scalar in [
            0_u64,
            1,
            2,
            15,
            16,
            17,
            31,
            32,
            33,
            u64::MAX,
            u64::MAX - 1,
            0x0123_4567_89ab_cdef,
            0x5555_5555_5555_5555,
        ] {
            for from in [0, 3] {
                let mut bytes = [0; 32];
                bytes[from..from + 8].copy_from_slice(&scalar.to_le_bytes());
                let digits = odd(&bytes);
                let sum = digits.iter().enumerate().fold(0, |sum, (at, digit)| {
                    assert!(*digit == 0 || digit % 2 != 0 && digit.abs() < 16);
                    sum + if *digit == 0 {
                        0
                    } else {
                        i128::from(*digit) << at
                    }
                });
                assert_eq!(sum, i128::from(scalar) << (8 * from));
            }
        }
        // The highest bits that a scalar may have.
        let mut bytes = [0xff; 32];
        bytes[31] = 0x1f;
        let digits = odd(&bytes);
        assert_eq!((digits[0], digits[253]), (-1, 1));
        assert!(digits[1..253].iter().all(|digit| *digit == 0));
    }

    /// Every place in a table must name the multiple that the table's order promises.
    #[test]
    fn places_add_up_to_the_scalar() {
        for bits in 2..=12 {
            for scalar in [
                0_u64,
                1,
                2,
                3,
                255,
                256,
                1 << 59,
                (1 << 60) - 1,
                0x0123_4567_89ab_cdef,
            ] {
                let mut bytes = [0; 32];
                bytes[..8].copy_from_slice(&scalar.to_le_bytes());
                let rows: Vec<usize> = rows(bits, 60).collect();
                let sum: i128 = entries(&bytes, bits, 60)
                    .map(|(at, negative)| {
                        assert!(at < rows.iter().sum(), "{at} of {rows:?}");
                        let row = (at >> (bits - 1)).min(rows.len() - 1);
                        let multiple = (at - (row << (bits - 1)) + 1) as i128;
                        let value = multiple << (row * bits);
                        if negative { -value } else { value }
                    })
                    .sum();
                assert_eq!(sum, i128::from(scalar), "{bits} bits");
            }
        }
    }
}
