//! ECDSA checking on P-384 and P-521. Public values only: never signs, never constant-time.
//!
//! The usual crates unroll each field of each curve and weigh more than everything else that checks signatures
//! together. These two curves are rare enough to be slow, so one small implementation serves both. The vectors of
//! Wycheproof and a comparison with those crates watch over it.

use std::sync::OnceLock;

use crate::encoding::from_hex;
use crate::montgomery::{Modulus, Number, bit, limbs, to_bytes};

/// A curve y² = x³ − 3x + b over a prime field, of prime order.
pub(crate) struct Weierstrass {
    field: Modulus,
    order: Modulus,
    b: Number,
    generator: Point,
    coordinate: usize,
    order_bits: usize,
}

/// A point in Jacobian coordinates (x/z², y/z³), Montgomery's form; z = 0 is the point at infinity.
#[derive(Clone)]
struct Point {
    x: Number,
    y: Number,
    z: Number,
}

/// The signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held;

/// secp384r1 (SEC 2 §2.5.1).
pub(crate) fn p384() -> &'static Weierstrass {
    static CURVE: OnceLock<Weierstrass> = OnceLock::new();
    CURVE.get_or_init(|| {
        Weierstrass::new(
            48,
            384,
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
            "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7",
            "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
        )
    })
}

/// secp521r1 (SEC 2 §2.6.1).
pub(crate) fn p521() -> &'static Weierstrass {
    static CURVE: OnceLock<Weierstrass> = OnceLock::new();
    CURVE.get_or_init(|| {
        Weierstrass::new(
            66,
            521,
            "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
            "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
            "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
            "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
        )
    })
}

impl Weierstrass {
    fn new(
        coordinate: usize,
        order_bits: usize,
        p: &str,
        n: &str,
        b: &str,
        x: &str,
        y: &str,
    ) -> Self {
        let size = coordinate.div_ceil(4);
        let number = |text: &str| limbs(&from_hex(text).unwrap_or_default(), size);
        let field = Modulus::new(number(p));
        let order = Modulus::new(number(n));
        let mut one = vec![0; size];
        if let Some(first) = one.first_mut() {
            *first = 1;
        }
        let generator = Point {
            x: field.enter(&number(x)),
            y: field.enter(&number(y)),
            z: field.enter(&one),
        };
        Self {
            b: field.enter(&number(b)),
            field,
            order,
            generator,
            coordinate,
            order_bits,
        }
    }

    /// Reads a SEC 1 point, compressed or not; gives x ‖ y of a point that lies on the curve.
    pub fn decode(&self, sec1: &[u8]) -> Option<Vec<u8>> {
        let size = self.field.size();
        let (&form, rest) = sec1.split_first()?;
        let (x_bytes, y_bytes) = rest.split_at_checked(self.coordinate)?;
        let x = limbs(x_bytes, size);
        if !self.field.holds(&x) {
            return None;
        }
        let x = self.field.enter(&x);
        let square = self.right_side(&x);
        let y = match form {
            4 if y_bytes.len() == self.coordinate => {
                let y = limbs(y_bytes, size);
                if !self.field.holds(&y) {
                    return None;
                }
                self.field.enter(&y)
            }
            2 | 3 if y_bytes.is_empty() => {
                // Both primes are 3 modulo 4, so a root is the power (p + 1) / 4 = (p − 3) / 4 + 1.
                let exponent = quarter(&self.field.less_by(3));
                let root = self
                    .field
                    .multiply(&self.field.power(&square, &exponent), &square);
                let odd = bit(&self.field.leave(&root), 0);
                if odd == (form == 3) {
                    root
                } else {
                    self.field.subtract(&vec![0; size], &root)
                }
            }
            _ => return None,
        };
        if self.field.multiply(&y, &y) != square {
            return None;
        }
        Some(
            [
                to_bytes(&self.field.leave(&x), self.coordinate),
                to_bytes(&self.field.leave(&y), self.coordinate),
            ]
            .concat(),
        )
    }

    /// x³ − 3x + b
    fn right_side(&self, x: &[u32]) -> Number {
        let field = &self.field;
        let cube = field.multiply(&field.multiply(x, x), x);
        let triple = field.add(&field.add(x, x), x);
        field.add(&field.subtract(&cube, &triple), &self.b)
    }

    /// Checks r ‖ s over a digest under the point x ‖ y (SEC 1 §4.1.4); `Some` only when it holds.
    pub fn check(&self, point: &[u8], digest: &[u8], signature: &[u8]) -> Option<Held> {
        let size = self.field.size();
        let (r, s) = signature
            .split_at_checked(self.coordinate)
            .filter(|(_, s)| s.len() == self.coordinate)?;
        let (r, s) = (limbs(r, size), limbs(s, size));
        let in_range =
            |value: &Number| self.order.holds(value) && value.iter().any(|limb| *limb != 0);
        if !in_range(&r) || !in_range(&s) {
            return None;
        }
        // The leftmost bits of the digest, as many as the order has; both orders here end on or after whole bytes.
        let digest = digest.get(..digest.len().min(self.order_bits.div_ceil(8)))?;
        let digest = limbs(digest, size);
        let inverse = self.order.invert(&self.order.enter(&s));
        let scalar = |value: &[u32]| {
            let value = self.order.enter(value);
            self.order.leave(&self.order.multiply(&value, &inverse))
        };
        let (u1, u2) = (scalar(&digest), scalar(&r));
        let (x, y) = point.split_at_checked(self.coordinate)?;
        let key = Point {
            x: self.field.enter(&limbs(x, size)),
            y: self.field.enter(&limbs(y, size)),
            z: self.generator.z.clone(),
        };
        let sum = self.twice(&u1, &u2, &key);
        if is_zero(&sum.z) {
            return None;
        }
        let z = self.field.invert(&sum.z);
        let x = self
            .field
            .leave(&self.field.multiply(&sum.x, &self.field.multiply(&z, &z)));
        // x is below p, which is above n by less than n: adding nothing modulo n subtracts n at most once.
        let x = self.order.add(&vec![0; size], &x);
        (x == r).then_some(Held)
    }

    /// u1·G + u2·Q, both scalars read together bit by bit.
    fn twice(&self, u1: &[u32], u2: &[u32], key: &Point) -> Point {
        let both = self.add(&self.generator, key);
        let size = self.field.size();
        let mut sum = Point {
            x: vec![0; size],
            y: vec![0; size],
            z: vec![0; size],
        };
        for place in (0..self.order_bits).rev() {
            sum = self.double(&sum);
            match (bit(u1, place), bit(u2, place)) {
                (true, true) => sum = self.add(&sum, &both),
                (true, false) => sum = self.add(&sum, &self.generator),
                (false, true) => sum = self.add(&sum, key),
                (false, false) => {}
            }
        }
        sum
    }

    /// 2P, by the formulas for a = −3 (dbl-2001-b).
    fn double(&self, p: &Point) -> Point {
        let f = &self.field;
        let delta = f.multiply(&p.z, &p.z);
        let gamma = f.multiply(&p.y, &p.y);
        let beta = f.multiply(&p.x, &gamma);
        let product = f.multiply(&f.subtract(&p.x, &delta), &f.add(&p.x, &delta));
        let alpha = f.add(&f.add(&product, &product), &product);
        let beta4 = f.add(&f.add(&beta, &beta), &f.add(&beta, &beta));
        let x = f.subtract(&f.multiply(&alpha, &alpha), &f.add(&beta4, &beta4));
        let y_plus_z = f.add(&p.y, &p.z);
        let z = f.subtract(
            &f.subtract(&f.multiply(&y_plus_z, &y_plus_z), &gamma),
            &delta,
        );
        let gamma2 = f.multiply(&gamma, &gamma);
        let gamma4 = f.add(&f.add(&gamma2, &gamma2), &f.add(&gamma2, &gamma2));
        let y = f.subtract(
            &f.multiply(&alpha, &f.subtract(&beta4, &x)),
            &f.add(&gamma4, &gamma4),
        );
        Point { x, y, z }
    }

    /// P + Q, with every special case.
    fn add(&self, p: &Point, q: &Point) -> Point {
        if is_zero(&p.z) {
            return q.clone();
        }
        if is_zero(&q.z) {
            return p.clone();
        }
        let f = &self.field;
        let (pz2, qz2) = (f.multiply(&p.z, &p.z), f.multiply(&q.z, &q.z));
        let (u1, u2) = (f.multiply(&p.x, &qz2), f.multiply(&q.x, &pz2));
        let s1 = f.multiply(&p.y, &f.multiply(&q.z, &qz2));
        let s2 = f.multiply(&q.y, &f.multiply(&p.z, &pz2));
        let h = f.subtract(&u2, &u1);
        let r = f.subtract(&s2, &s1);
        if is_zero(&h) {
            if is_zero(&r) {
                return self.double(p);
            }
            let zero = vec![0; f.size()];
            return Point {
                x: zero.clone(),
                y: zero.clone(),
                z: zero,
            };
        }
        let h2 = f.multiply(&h, &h);
        let h3 = f.multiply(&h, &h2);
        let v = f.multiply(&u1, &h2);
        let x = f.subtract(&f.subtract(&f.multiply(&r, &r), &h3), &f.add(&v, &v));
        let y = f.subtract(&f.multiply(&r, &f.subtract(&v, &x)), &f.multiply(&s1, &h3));
        let z = f.multiply(&h, &f.multiply(&p.z, &q.z));
        Point { x, y, z }
    }
}

fn is_zero(value: &[u32]) -> bool {
    value.iter().all(|limb| *limb == 0)
}

/// A quarter of a number that four divides.
fn quarter(value: &[u32]) -> Number {
    let next = value.iter().skip(1).copied().chain([0]);
    value
        .iter()
        .zip(next)
        .map(|(limb, next)| limb >> 2 | next << 30)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use p384::ecdsa::signature::hazmat::PrehashSigner as _;
    use p384::elliptic_curve::rand_core::{CryptoRng, Error, RngCore};
    use p521::ecdsa::signature::hazmat::RandomizedPrehashSigner as _;

    /// Not random at all: a test must be the same every time, and its keys are nobody's.
    struct Counter(u64);

    impl CryptoRng for Counter {}

    impl RngCore for Counter {
        fn next_u32(&mut self) -> u32 {
            self.next_u64() as u32
        }

        fn next_u64(&mut self) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            self.0 >> 8
        }

        fn fill_bytes(&mut self, bytes: &mut [u8]) {
            bytes
                .iter_mut()
                .for_each(|byte| *byte = self.next_u32() as u8);
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
            self.fill_bytes(bytes);
            Ok(())
        }
    }

    /// Bytes that look random and are the same every time.
    fn bytes(seed: u8, length: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for counter in 0u8.. {
            if out.len() >= length {
                break;
            }
            out.extend(crate::hash::sha256(&[&[seed, counter]]));
        }
        out.truncate(length);
        out
    }

    #[test]
    fn signatures_of_other_implementations_hold_and_break() {
        for seed in 0..8 {
            let digest = bytes(seed, 48);
            let key =
                p384::ecdsa::SigningKey::from_slice(&bytes(seed + 100, 48)).expect("a scalar");
            let signature: p384::ecdsa::Signature = key.sign_prehash(&digest).expect("signed");
            let point = key.verifying_key().to_encoded_point(seed % 2 == 0);
            let point = p384().decode(point.as_bytes()).expect("on the curve");
            assert_eq!(
                point,
                key.verifying_key().to_encoded_point(false).as_bytes()[1..]
            );
            let mut raw = signature.to_bytes().to_vec();
            assert_eq!(p384().check(&point, &digest, &raw), Some(Held));
            raw[95] ^= 1;
            assert_eq!(p384().check(&point, &digest, &raw), None);

            let digest = bytes(seed, 64);
            let mut scalar = bytes(seed + 50, 66);
            scalar[0] = 0;
            let key = p521::ecdsa::SigningKey::from_slice(&scalar).expect("a scalar");
            let signature: p521::ecdsa::Signature = key
                .sign_prehash_with_rng(&mut Counter(u64::from(seed) + 1), &digest)
                .expect("signed");
            let verifying = p521::ecdsa::VerifyingKey::from(&key);
            let point = verifying.to_encoded_point(seed % 2 == 0);
            let point = p521().decode(point.as_bytes()).expect("on the curve");
            assert_eq!(point, verifying.to_encoded_point(false).as_bytes()[1..]);
            let mut raw = signature.to_bytes().to_vec();
            assert_eq!(p521().check(&point, &digest, &raw), Some(Held));
            raw[131] ^= 1;
            assert_eq!(p521().check(&point, &digest, &raw), None);
        }
    }

    #[test]
    fn points_off_the_curve_are_refused() {
        let mut off = vec![4u8];
        off.extend(bytes(1, 96));
        assert_eq!(p384().decode(&off), None);
        assert_eq!(p384().decode(&[]), None);
        assert_eq!(p384().decode(&[0]), None);
        assert_eq!(p384().decode(&[4; 97]), None);
        assert_eq!(p384().check(&[0; 96], &[0; 48], &[0; 96]), None);
    }
}
