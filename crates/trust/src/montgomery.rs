//! Arithmetic modulo odd numbers of any length, for public values. Never constant-time: nothing here is secret.

/// An odd modulus and what Montgomery's method needs to know about it.
#[derive(Clone, Debug)]
pub(crate) struct Modulus {
    n: Vec<u32>,
    negated_inverse: u32,
    square: Vec<u32>,
}

/// A number below the modulus, least significant limb first.
pub(crate) type Number = Vec<u32>;

impl Modulus {
    /// Prepares an odd modulus.
    pub fn new(n: Vec<u32>) -> Self {
        let lowest = n.first().copied().unwrap_or(1);
        // Newton's iteration for the inverse of an odd number modulo 2^32: right bits double each time.
        let mut inverse = 1u32;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2u32.wrapping_sub(lowest.wrapping_mul(inverse)));
        }
        // R² mod n: 1 doubled as often as R² has bits.
        let mut square = vec![0; n.len()];
        if let Some(first) = square.first_mut() {
            *first = 1;
        }
        for _ in 0..n.len() * 64 {
            double(&mut square, &n);
        }
        Self {
            n,
            negated_inverse: inverse.wrapping_neg(),
            square,
        }
    }

    /// Limbs of the modulus.
    pub fn size(&self) -> usize {
        self.n.len()
    }

    /// True for numbers below the modulus.
    pub fn holds(&self, value: &[u32]) -> bool {
        less(value, &self.n)
    }

    /// The modulus less a small number.
    pub fn less_by(&self, small: u32) -> Number {
        let mut value = self.n.clone();
        let mut one = vec![0; value.len()];
        if let Some(first) = one.first_mut() {
            *first = small;
        }
        subtract(&mut value, &one);
        value
    }

    /// Into Montgomery's form.
    pub fn enter(&self, value: &[u32]) -> Number {
        self.multiply(value, &self.square)
    }

    /// Out of Montgomery's form.
    pub fn leave(&self, value: &[u32]) -> Number {
        let mut one = vec![0; self.n.len()];
        if let Some(first) = one.first_mut() {
            *first = 1;
        }
        self.multiply(value, &one)
    }

    /// Product of two numbers in Montgomery's form.
    pub fn multiply(&self, a: &[u32], b: &[u32]) -> Number {
        let size = self.n.len();
        let mut t = vec![0u32; size + 2];
        for &digit in a {
            add_product(&mut t, b, digit);
            let factor = t
                .first()
                .copied()
                .unwrap_or(0)
                .wrapping_mul(self.negated_inverse);
            add_product(&mut t, &self.n, factor);
            // The lowest limb is zero now: everything moves down by one.
            t.copy_within(1.., 0);
            if let Some(last) = t.last_mut() {
                *last = 0;
            }
        }
        let overflow = t.get(size).is_some_and(|limb| *limb != 0);
        t.truncate(size);
        if overflow || !less(&t, &self.n) {
            subtract(&mut t, &self.n);
        }
        t
    }

    /// Sum of two numbers below the modulus.
    pub fn add(&self, a: &[u32], b: &[u32]) -> Number {
        let mut carry = 0u64;
        let mut sum: Number = a
            .iter()
            .zip(b)
            .map(|(a, b)| {
                let sum = u64::from(*a) + u64::from(*b) + carry;
                carry = sum >> 32;
                sum as u32
            })
            .collect();
        if carry == 1 || !less(&sum, &self.n) {
            subtract(&mut sum, &self.n);
        }
        sum
    }

    /// Difference of two numbers below the modulus.
    pub fn subtract(&self, a: &[u32], b: &[u32]) -> Number {
        let mut rest = self.n.clone();
        subtract(&mut rest, b);
        self.add(a, &rest)
    }

    /// Power in Montgomery's form.
    pub fn power(&self, base: &[u32], exponent: &[u32]) -> Number {
        let mut one = vec![0; self.n.len()];
        if let Some(first) = one.first_mut() {
            *first = 1;
        }
        let mut result = self.enter(&one);
        for place in (0..exponent.len() * 32).rev() {
            result = self.multiply(&result, &result);
            if bit(exponent, place) {
                result = self.multiply(&result, base);
            }
        }
        result
    }

    /// Inverse in Montgomery's form; the modulus must be prime.
    pub fn invert(&self, value: &[u32]) -> Number {
        self.power(value, &self.less_by(2))
    }
}

/// One bit, counted from the least significant.
pub(crate) fn bit(value: &[u32], place: usize) -> bool {
    value
        .get(place / 32)
        .is_some_and(|limb| limb >> (place % 32) & 1 == 1)
}

/// `t += b * digit`; `t` is longer than `b`.
fn add_product(t: &mut [u32], b: &[u32], digit: u32) {
    let mut carry = 0u64;
    let mut limbs = t.iter_mut();
    for (factor, limb) in b.iter().zip(limbs.by_ref()) {
        let sum = u64::from(*limb) + u64::from(*factor) * u64::from(digit) + carry;
        *limb = sum as u32;
        carry = sum >> 32;
    }
    for limb in limbs {
        let sum = u64::from(*limb) + carry;
        *limb = sum as u32;
        carry = sum >> 32;
    }
}

fn double(value: &mut [u32], n: &[u32]) {
    let mut carry = 0;
    for limb in value.iter_mut() {
        let next = *limb >> 31;
        *limb = *limb << 1 | carry;
        carry = next;
    }
    if carry == 1 || !less(value, n) {
        subtract(value, n);
    }
}

fn less(a: &[u32], b: &[u32]) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

fn subtract(a: &mut [u32], b: &[u32]) {
    let mut borrow = 0i64;
    for (limb, other) in a.iter_mut().zip(b) {
        let difference = i64::from(*limb) - i64::from(*other) + borrow;
        *limb = difference as u32;
        borrow = difference >> 32;
    }
}

/// Big-endian bytes as limbs, filled up to this many.
pub(crate) fn limbs(bytes: &[u8], size: usize) -> Number {
    let chunks = bytes.rchunks(4);
    let mut limbs: Number = chunks
        .map(|chunk| {
            chunk
                .iter()
                .fold(0u32, |limb, byte| limb << 8 | u32::from(*byte))
        })
        .collect();
    limbs.resize(size, 0);
    limbs
}

/// Limbs as this many big-endian bytes.
pub(crate) fn to_bytes(limbs: &[u32], length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = limbs.iter().flat_map(|limb| limb.to_le_bytes()).collect();
    bytes.resize(length, 0);
    bytes.reverse();
    bytes
}
