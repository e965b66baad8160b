//! Points of the curve of Ed25519, and tables of their multiples. Public values only: never constant-time.
//!
//! −x² + y² = 1 + d·x²·y². The formulas are those of H. Hisil and others, "Twisted Edwards Curves Revisited" (2008),
//! §3.1: they hold for every two points, equal or not. Table entries are prepared so that adding one takes seven products.

use curve25519_dalek::edwards::CompressedEdwardsY;

use crate::digits;
use crate::field25519::{Loose, Tight};

/// The curve's d, lowest byte first (RFC 8032 §5.1).
const D: [u8; 32] = [
    0xa3, 0x78, 0x59, 0x13, 0xca, 0x4d, 0xeb, 0x75, 0xab, 0xd8, 0x41, 0x41, 0x4d, 0x0a, 0x70, 0x00,
    0x98, 0xe8, 0x79, 0x77, 0x79, 0x40, 0xc7, 0x8c, 0x73, 0xfe, 0x6f, 0x2b, 0xee, 0x6c, 0x03, 0x52,
];

/// A root of −1 (RFC 8032 §5.1.3).
const ROOT: [u8; 32] = [
    0xb0, 0xa0, 0x0e, 0x4a, 0x27, 0x1b, 0xee, 0xc4, 0x78, 0xe4, 0x2f, 0xad, 0x06, 0x18, 0x43, 0x2f,
    0xa7, 0xd7, 0xfb, 0x3d, 0x99, 0x00, 0x4d, 0x2b, 0x0b, 0xdf, 0xc1, 0x4f, 0x80, 0x24, 0x83, 0x2b,
];

/// The order of the base point is 2²⁵² and a number of 125 bits.
const ORDER_BITS: usize = 252;

/// A point as x = X / Z, y = Y / Z, x·y = T / Z.
#[derive(Clone, Copy)]
struct Point {
    x: Tight,
    y: Tight,
    z: Tight,
    t: Tight,
}

/// A point prepared to be added to others. It fills two lines of a processor's cache.
#[derive(Clone, Copy)]
#[repr(align(128))]
struct Entry {
    /// (y − x) / 2
    minus: Loose,
    /// (y + x) / 2
    plus: Loose,
    /// d·x·y
    product: Loose,
}

/// A table of multiples of a point: for every digit of a scalar its own.
pub(crate) struct Table {
    bits: usize,
    entries: Vec<Entry>,
}

impl Point {
    fn of(entry: &Entry) -> Self {
        let (minus, plus) = (entry.minus.tight(), entry.plus.tight());
        let (x, y) = (plus.minus(&minus), plus.plus(&minus));
        Self {
            x: x.tight(),
            y: y.tight(),
            z: Tight::ONE,
            t: x.times(&y),
        }
    }

    /// This point plus an entry, or minus one.
    fn plus(&self, entry: &Entry, negative: bool) -> Self {
        let (minus, plus) = if negative {
            (&entry.plus, &entry.minus)
        } else {
            (&entry.minus, &entry.plus)
        };
        let a = self.y.minus(&self.x).times(minus);
        let b = self.y.plus(&self.x).times(plus);
        let c = self.t.loose().times(&entry.product);
        let (e, h) = (b.minus(&a), b.plus(&a));
        let both = [self.z.minus(&c), self.z.plus(&c)];
        let (f, g) = (&both[usize::from(negative)], &both[usize::from(!negative)]);
        Self {
            x: e.times(f),
            y: g.times(&h),
            z: f.times(g),
            t: e.times(&h),
        }
    }

    /// The point as RFC 8032 §5.1.2 writes it.
    fn encoded(&self) -> [u8; 32] {
        let inverse = self.z.inverse().loose();
        let x = self.x.loose().times(&inverse).to_bytes();
        let mut bytes = self.y.loose().times(&inverse).to_bytes();
        bytes[31] |= x[0] << 7;
        bytes
    }
}

/// What is to be added for points, with one division for all of them.
fn prepared(points: &[Point]) -> Vec<Entry> {
    let four_d = {
        let d = Tight::from_bytes(&D);
        let two_d = d.plus(&d).tight();
        two_d.plus(&two_d)
    };
    // The products of 2·Z up to each point; then back, taking one factor off the inverse of all at each.
    let mut before = Vec::with_capacity(points.len());
    let all = points.iter().fold(Tight::ONE, |product, point| {
        before.push(product);
        product.loose().times(&point.z.plus(&point.z))
    });
    let mut inverse = all.inverse();
    let mut entries: Vec<Entry> = points
        .iter()
        .zip(&before)
        .rev()
        .map(|(point, before)| {
            let half = inverse.loose().times(&before.loose()).loose();
            inverse = inverse.loose().times(&point.z.plus(&point.z));
            let (x, y) = (point.x.loose().times(&half), point.y.loose().times(&half));
            Entry {
                minus: y.minus(&x).tight().loose(),
                plus: y.plus(&x).tight().loose(),
                product: x.loose().times(&y.loose()).loose().times(&four_d).loose(),
            }
        })
        .collect();
    entries.reverse();
    entries
}

/// The point of an encoding that is known to be one; its negative if wanted.
fn decoded(bytes: &[u8; 32], negative: bool) -> Option<Point> {
    let y = Tight::from_bytes(bytes);
    let square = y.loose().squared();
    let u = square.minus(&Tight::ONE).tight();
    let v = square.loose().times(&Tight::from_bytes(&D).loose());
    let v = v.plus(&Tight::ONE).tight();
    // x = u·v³·(u·v⁷)^((p − 5) / 8), or that times the root of −1 (RFC 8032 §5.1.3).
    let times = |a: &Tight, b: &Tight| a.loose().times(&b.loose());
    let v3 = times(&times(&v, &v), &v);
    let v7 = times(&times(&v3, &v3), &v);
    let near = times(&times(&u, &v3), &times(&u, &v7).power_for_root());
    let far = times(&near, &Tight::from_bytes(&ROOT));
    let x = [near, far]
        .into_iter()
        .find(|x| times(&times(x, x), &v).to_bytes() == u.to_bytes())?;
    let odd = x.to_bytes()[0] & 1 == 1;
    let x = if odd == (bytes[31] >> 7 == 1) ^ negative {
        x
    } else {
        Tight::ZERO.minus(&x).tight()
    };
    Some(Point {
        x,
        y,
        z: Tight::ONE,
        t: times(&x, &y),
    })
}

impl Table {
    /// Multiples of a point, or of its negative, for digits of so many bits.
    pub(crate) fn of(point: &CompressedEdwardsY, negative: bool, bits: usize) -> Option<Self> {
        let mut base = prepared(&[decoded(&point.0, negative)?]);
        let mut entries = Vec::with_capacity(digits::rows(bits, ORDER_BITS).sum());
        for length in digits::rows(bits, ORDER_BITS) {
            let first = *base.first()?;
            let next = |point: &Point| Some(point.plus(&first, false));
            let row: Vec<Point> = std::iter::successors(Some(Point::of(&first)), next)
                .take(length)
                .collect();
            let row = prepared(&row);
            // A row's last multiple but one digit, doubled, is where the next begins.
            if let Some(half) = row.get((1 << (bits - 1)) - 1) {
                base = prepared(&[Point::of(half).plus(half, false)]);
            }
            entries.extend(row);
        }
        Some(Self { bits, entries })
    }
}

/// The sum of multiples of two points, as RFC 8032 §5.1.2 writes it. Scalars are below the order, lowest byte first.
pub(crate) fn sum(of: [(&Table, &[u8; 32]); 2]) -> [u8; 32] {
    let mut entries = Vec::with_capacity(64);
    for (table, scalar) in of {
        for (at, negative) in digits::entries(scalar, table.bits, ORDER_BITS) {
            entries.extend(table.entries.get(at).map(|entry| (entry, negative)));
        }
    }
    let zero = Point {
        x: Tight::ZERO,
        y: Tight::ONE,
        z: Tight::ONE,
        t: Tight::ZERO,
    };
    fetch(&entries);
    entries
        .iter()
        .fold(zero, |sum, (entry, negative)| sum.plus(entry, *negative))
        .encoded()
}

/// Reads a little of every entry. Memory then brings all of them at once, while each addition would wait for its own.
fn fetch(entries: &[(&Entry, bool)]) {
    let lines = |sum, (entry, _): &(&Entry, bool)| {
        sum ^ entry.minus.lowest_limb() ^ entry.product.lowest_limb()
    };
    std::hint::black_box(entries.iter().fold(0, lines));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field25519::tests::{numbers, random};
    use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
    use curve25519_dalek::{EdwardsPoint, Scalar};

    /// Scalars at the rims of every digit, at the rims of the order, and without any order.
    fn scalars() -> Vec<Scalar> {
        let mut scalars: Vec<Scalar> = numbers()
            .into_iter()
            .filter_map(|bytes| Scalar::from_canonical_bytes(bytes).into())
            .collect();
        scalars.extend((0..=20_u64).map(|small| -Scalar::from(small)));
        // Every digit at its half, one above, and full.
        for digit in [0x55, 0x80, 0x81, 0x7f, 0xff, 0xaa, 0x11] {
            let mut bytes = [digit; 32];
            bytes[31] = 0x0f;
            scalars.extend(Option::<Scalar>::from(Scalar::from_canonical_bytes(bytes)));
        }
        scalars.extend(random().take(200).map(Scalar::from_bytes_mod_order));
        scalars
    }

    #[test]
    fn sums_of_multiples_are_those_of_the_library() {
        let scalars = scalars();
        let secret = Scalar::from_bytes_mod_order([0x5a; 32]);
        for (number, small) in EIGHT_TORSION.into_iter().enumerate() {
            let point = ED25519_BASEPOINT_POINT * secret + small;
            let of_key = Table::of(&point.compress(), true, [9, 4, 5, 6, 7, 8, 10, 3][number]);
            let of_base = Table::of(&ED25519_BASEPOINT_POINT.compress(), false, 3 + number);
            let (of_key, of_base) = (of_key.expect("a point"), of_base.expect("a point"));
            for (at, k) in scalars.iter().enumerate() {
                let s = &scalars[(at * 13 + number) % scalars.len()];
                let expected = ED25519_BASEPOINT_POINT * s - point * k;
                let got = sum([(&of_key, &k.to_bytes()), (&of_base, &s.to_bytes())]);
                assert_eq!(got, expected.compress().0, "{k:?} {s:?} {number}");
            }
        }
    }

    #[test]
    fn sums_that_cancel_or_meet_are_right() {
        let base = ED25519_BASEPOINT_POINT.compress();
        let minus = Table::of(&base, true, 5).expect("a point");
        let plus = Table::of(&base, false, 5).expect("a point");
        for scalar in scalars().into_iter().step_by(5) {
            let bytes = scalar.to_bytes();
            let zero = sum([(&minus, &bytes), (&plus, &bytes)]);
            assert_eq!(zero, EdwardsPoint::default().compress().0);
            let twice = sum([(&plus, &bytes), (&plus, &bytes)]);
            let expected = ED25519_BASEPOINT_POINT * (scalar + scalar);
            assert_eq!(twice, expected.compress().0);
        }
    }

    #[test]
    fn points_are_read_as_the_library_reads_them() {
        let small = EIGHT_TORSION.map(|point| point.compress().0);
        let (mut points, mut others) = (0, 0);
        for mut bytes in numbers().into_iter().chain(small) {
            for sign in [0, 0x80] {
                bytes[31] = bytes[31] & 0x7f | sign;
                let expected = CompressedEdwardsY(bytes).decompress();
                let got = decoded(&bytes, false);
                assert_eq!(got.is_some(), expected.is_some(), "{bytes:?}");
                if let (Some(got), Some(expected)) = (got, expected) {
                    assert_eq!(got.encoded(), expected.compress().0, "{bytes:?}");
                    let negative = decoded(&bytes, true).expect("a point");
                    assert_eq!(negative.encoded(), (-expected).compress().0, "{bytes:?}");
                    points += 1;
                } else {
                    others += 1;
                }
            }
        }
        assert!(points > 500 && others > 500, "{points} {others}");
    }
}
