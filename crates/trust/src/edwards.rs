//! Points of the curve of Ed25519, and tables of their multiples. Public values only: never constant-time.
//!
//! −x² + y² = 1 + d·x²·y². The formulas are those of H. Hisil and others, "Twisted Edwards Curves Revisited" (2008),
//! §3.1: they hold for every two points, equal or not. Table entries are prepared so that adding one takes seven products.

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

/// The y of all points whose order divides eight; there are eight of them.
const SMALL: [[u8; 32]; 5] = [
    [
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00,
    ],
    [
        0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00,
    ],
    [
        0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0x7f,
    ],
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

/// The order of the base point is 2²⁵² and a number of 125 bits.
const ORDER_BITS: usize = 252;

/// A point as x = X / Z, y = Y / Z, x·y = T / Z.
#[derive(Clone, Copy)]
pub(crate) struct Point {
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

/// A point that was not divided by Z, prepared to be added to others: the entry is twice as large, and so is this.
struct Undivided {
    entry: Entry,
    /// 2·Z
    twice_z: Loose,
}

/// A table of multiples of a point: for every digit of a scalar its own.
pub(crate) struct Table {
    bits: usize,
    entries: Vec<Entry>,
}

impl Point {
    const ZERO: Self = Self {
        x: Tight::ZERO,
        y: Tight::ONE,
        z: Tight::ONE,
        t: Tight::ZERO,
    };

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

    /// Adds an entry, or takes it off.
    fn add(&mut self, entry: &Entry, negative: bool) {
        let z = self.z;
        self.add_scaled(entry, &z, negative);
    }

    fn add_undivided(&mut self, other: &Undivided, negative: bool) {
        let z = self.z.loose().times(&other.twice_z);
        self.add_scaled(&other.entry, &z, negative);
    }

    /// `z` is the product of both Z, as many times too large as the entry.
    #[inline(always)]
    fn add_scaled(&mut self, entry: &Entry, z: &Tight, negative: bool) {
        let (minus, plus) = if negative {
            (&entry.plus, &entry.minus)
        } else {
            (&entry.minus, &entry.plus)
        };
        let a = self.y.minus(&self.x).times(minus);
        let b = self.y.plus(&self.x).times(plus);
        let c = self.t.loose().times(&entry.product);
        let both = [z.minus(&c), z.plus(&c)];
        let (f, g) = (&both[usize::from(negative)], &both[usize::from(!negative)]);
        self.put(&b.minus(&a), f, g, &b.plus(&a), true);
    }

    /// Doubles this point. T is worked out only if asked for: another doubling needs none.
    fn double(&mut self, with_t: bool) {
        let (xx, yy, zz) = (self.x.squared(), self.y.squared(), self.z.squared());
        let h = yy.plus(&xx).tight();
        let e = self.x.plus(&self.y).squared().minus(&h);
        let g = yy.minus(&xx);
        let f = zz.plus(&zz).tight().minus(&g.tight());
        self.put(&e, &f, &g, &h.loose(), with_t);
    }

    /// The last step of both formulas.
    #[inline(always)]
    fn put(&mut self, e: &Loose, f: &Loose, g: &Loose, h: &Loose, with_t: bool) {
        e.times_into(f, &mut self.x);
        g.times_into(h, &mut self.y);
        f.times_into(g, &mut self.z);
        if with_t {
            e.times_into(h, &mut self.t);
        }
    }

    fn undivided(&self, two_d: &Tight) -> Undivided {
        Undivided {
            entry: Entry {
                minus: self.y.minus(&self.x),
                plus: self.y.plus(&self.x),
                product: self.t.times(two_d).loose(),
            },
            twice_z: self.z.plus(&self.z),
        }
    }

    /// The point's multiple by a scalar below 2²⁵³, lowest byte first.
    fn by(&self, scalar: &[u8; 32]) -> Self {
        let digits = digits::odd(scalar);
        let two_d = two_d();
        let mut twice = *self;
        twice.double(true);
        let twice = twice.undivided(&two_d);
        let next = |point: &Self| {
            let mut point = *point;
            point.add_undivided(&twice, false);
            Some(point)
        };
        let odd: Vec<Undivided> = std::iter::successors(Some(*self), next)
            .take(8)
            .map(|point| point.undivided(&two_d))
            .collect();
        let mut sum = Self::ZERO;
        let highest = digits.iter().rposition(|digit| *digit != 0).unwrap_or(0);
        for (at, digit) in digits[..=highest].iter().enumerate().rev() {
            sum.double(*digit != 0 || at == 0);
            if *digit != 0 {
                let multiple = usize::from(digit.unsigned_abs() / 2);
                sum.add_undivided(&odd[multiple], *digit < 0);
            }
        }
        sum
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

fn two_d() -> Tight {
    let d = Tight::from_bytes(&D);
    d.plus(&d).tight()
}

/// What is to be added for points, with one division for all of them.
fn prepared(points: &[Point]) -> Vec<Entry> {
    let two_d = two_d();
    let four_d = two_d.plus(&two_d);
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

/// Whether the point of an encoding is of small order: of points with the same y, both are or none.
pub(crate) fn is_of_small_order(bytes: &[u8; 32]) -> bool {
    SMALL.contains(&Tight::from_bytes(bytes).to_bytes())
}

/// The negative of the point that an encoding stands for (RFC 8032 §5.1.3); y need not be below p.
pub(crate) fn negative_of(bytes: &[u8; 32]) -> Option<Point> {
    decoded(bytes, true)
}

fn decoded(bytes: &[u8; 32], negative: bool) -> Option<Point> {
    let y = Tight::from_bytes(bytes);
    let square = y.squared();
    let u = square.minus(&Tight::ONE).tight();
    let v = square
        .times(&Tight::from_bytes(&D))
        .plus(&Tight::ONE)
        .tight();
    // x = u·v³·(u·v⁷)^((p − 5) / 8), or that times the root of −1.
    let v3 = v.squared().times(&v);
    let v7 = v3.squared().times(&v);
    let near = u.times(&v3).times(&u.times(&v7).power_for_root());
    let far = near.times(&Tight::from_bytes(&ROOT));
    let x = [near, far]
        .into_iter()
        .find(|x| x.squared().times(&v).to_bytes() == u.to_bytes())?;
    let odd = x.to_bytes()[0] & 1 == 1;
    let x = if odd == (bytes[31] >> 7 == 1) ^ negative {
        x
    } else {
        Tight::ZERO.minus(&x).tight()
    };
    let (z, t) = (Tight::ONE, x.times(&y));
    Some(Point { x, y, z, t })
}

impl Table {
    /// Multiples of the point of an encoding, for digits of so many bits.
    pub(crate) fn of_encoded(point: &[u8; 32], bits: usize) -> Option<Self> {
        Self::of(&decoded(point, false)?, bits)
    }

    /// Multiples of a point, for digits of so many bits.
    pub(crate) fn of(point: &Point, bits: usize) -> Option<Self> {
        let mut base = prepared(&[*point]);
        let mut entries = Vec::with_capacity(digits::rows(bits, ORDER_BITS).sum());
        for length in digits::rows(bits, ORDER_BITS) {
            let first = *base.first()?;
            let next = |point: &Point| {
                let mut point = *point;
                point.add(&first, false);
                Some(point)
            };
            let row: Vec<Point> = std::iter::successors(Some(Point::of(&first)), next)
                .take(length)
                .collect();
            let row = prepared(&row);
            // A row's last multiple but one digit, doubled, is where the next begins.
            if let Some(half) = row.get((1 << (bits - 1)) - 1) {
                let mut twice = Point::of(half);
                twice.double(false);
                base = prepared(&[twice]);
            }
            entries.extend(row);
        }
        Some(Self { bits, entries })
    }
}

/// The sum of multiples of points that have tables, as RFC 8032 §5.1.2 writes it. Scalars are below the order, lowest
/// byte first.
pub(crate) fn sum(of: [(&Table, &[u8; 32]); 2]) -> [u8; 32] {
    added(Point::ZERO, &of)
}

/// The same with a first point that has no table.
pub(crate) fn sum_with(first: (&Point, &[u8; 32]), second: (&Table, &[u8; 32])) -> [u8; 32] {
    added(first.0.by(first.1), &[second])
}

fn added(mut sum: Point, others: &[(&Table, &[u8; 32])]) -> [u8; 32] {
    let mut entries = Vec::with_capacity(64);
    for (table, scalar) in others {
        for (at, negative) in digits::entries(scalar, table.bits, ORDER_BITS) {
            entries.extend(table.entries.get(at).map(|entry| (entry, negative)));
        }
    }
    fetch(&entries);
    for (entry, negative) in entries {
        sum.add(entry, negative);
    }
    sum.encoded()
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
    use curve25519_dalek::edwards::CompressedEdwardsY;
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
            let negative = decoded(&point.compress().0, true).expect("a point");
            let of_key = Table::of(&negative, [9, 4, 5, 6, 7, 8, 10, 3][number]);
            let of_base = Table::of_encoded(&ED25519_BASEPOINT_POINT.compress().0, 3 + number);
            let (of_key, of_base) = (of_key.expect("a point"), of_base.expect("a point"));
            for (at, k) in scalars.iter().enumerate() {
                let s = &scalars[(at * 13 + number) % scalars.len()];
                let expected = ED25519_BASEPOINT_POINT * s - point * k;
                let got = sum([(&of_key, &k.to_bytes()), (&of_base, &s.to_bytes())]);
                assert_eq!(got, expected.compress().0, "{k:?} {s:?} {number}");
                let got = sum_with((&negative, &k.to_bytes()), (&of_base, &s.to_bytes()));
                assert_eq!(got, expected.compress().0, "{k:?} {s:?} {number}, no table");
            }
        }
    }

    #[test]
    fn sums_that_cancel_or_meet_are_right() {
        let base = ED25519_BASEPOINT_POINT.compress().0;
        let negative = decoded(&base, true).expect("a point");
        let minus = Table::of(&negative, 5).expect("a point");
        let plus = Table::of_encoded(&base, 5).expect("a point");
        for scalar in scalars().into_iter().step_by(5) {
            let bytes = scalar.to_bytes();
            let zero = sum([(&minus, &bytes), (&plus, &bytes)]);
            assert_eq!(zero, EdwardsPoint::default().compress().0);
            let zero = sum_with((&negative, &bytes), (&plus, &bytes));
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
                    assert_eq!(is_of_small_order(&bytes), expected.is_small_order());
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
