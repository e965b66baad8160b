//! Numbers modulo p = 2²⁵⁵ − 19. Multiplies with formally verified code; never constant-time where that costs.
//!
//! A number is held in ten limbs. Sums and differences leave limbs a little too large ([`Loose`]), products bring them
//! back ([`Tight`]): the types say which may follow which.

use fiat_crypto::curve25519_32 as fiat;

use crate::inverse;

/// A number that may be added to others, and written.
#[derive(Clone, Copy)]
pub(crate) struct Tight(fiat::fiat_25519_tight_field_element);

/// A number that may be multiplied with others.
#[derive(Clone, Copy)]
pub(crate) struct Loose(fiat::fiat_25519_loose_field_element);

impl Tight {
    pub(crate) const ZERO: Self = Self(fiat::fiat_25519_tight_field_element([0; 10]));
    pub(crate) const ONE: Self = Self(fiat::fiat_25519_tight_field_element([
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]));

    /// The number of the lower 255 bits of 32 bytes, lowest first; it need not be below p.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut bytes = *bytes;
        bytes[31] &= 0x7f;
        let mut read = Self::ZERO;
        fiat::fiat_25519_from_bytes(&mut read.0, &bytes);
        read
    }

    /// The number below p, lowest byte first.
    pub(crate) fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        fiat::fiat_25519_to_bytes(&mut bytes, &self.0);
        bytes
    }

    #[inline(always)]
    pub(crate) fn loose(&self) -> Loose {
        Loose(fiat::fiat_25519_loose_field_element(self.0.0))
    }

    #[inline(always)]
    pub(crate) fn plus(&self, other: &Self) -> Loose {
        let mut sum = Loose::ZERO;
        fiat::fiat_25519_add(&mut sum.0, &self.0, &other.0);
        sum
    }

    #[inline(always)]
    pub(crate) fn minus(&self, other: &Self) -> Loose {
        let mut difference = Loose::ZERO;
        fiat::fiat_25519_sub(&mut difference.0, &self.0, &other.0);
        difference
    }

    /// One divided by the number; zero for zero.
    ///
    /// What the quick way finds is multiplied out and used only if that gives one.
    pub(crate) fn inverse(&self) -> Self {
        let quick = Self::from_bytes(&inverse::modulo_25519(&self.to_bytes()));
        let product = self.loose().times(&quick.loose());
        if product.to_bytes() == Self::ONE.to_bytes() {
            quick
        } else {
            self.inverse_by_power()
        }
    }

    /// The power p − 2 = 2²⁵⁵ − 21, which is the inverse.
    fn inverse_by_power(&self) -> Self {
        let two = self.shifted_by(1, &Self::ONE);
        let eleven = two.shifted_by(2, &two).times(self);
        self.power_of_ones().shifted_by(5, &eleven)
    }

    /// The power (p − 5) / 8 = 2²⁵² − 3, from which square roots come.
    pub(crate) fn power_for_root(&self) -> Self {
        self.power_of_ones().shifted_by(2, self)
    }

    /// The power 2²⁵⁰ − 1, written with 250 ones: twice as many ones, or some more, at a time.
    fn power_of_ones(&self) -> Self {
        let two = self.shifted_by(1, self);
        let four = two.shifted_by(2, &two);
        let five = four.shifted_by(1, self);
        let ten = five.shifted_by(5, &five);
        let twenty = ten.shifted_by(10, &ten);
        let forty = twenty.shifted_by(20, &twenty);
        let fifty = forty.shifted_by(10, &ten);
        let hundred = fifty.shifted_by(50, &fifty);
        let two_hundred = hundred.shifted_by(100, &hundred);
        two_hundred.shifted_by(50, &fifty)
    }

    /// In the exponent: this one moved up by some bits, and the other one below it.
    fn shifted_by(&self, bits: u32, below: &Self) -> Self {
        (0..bits)
            .fold(*self, |power, _| power.squared())
            .times(below)
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        self.loose().times(&other.loose())
    }

    pub(crate) fn squared(&self) -> Self {
        self.loose().squared()
    }
}

impl Loose {
    const ZERO: Self = Self(fiat::fiat_25519_loose_field_element([0; 10]));

    #[inline(always)]
    pub(crate) fn times(&self, other: &Self) -> Tight {
        let mut product = Tight::ZERO;
        self.times_into(other, &mut product);
        product
    }

    /// The product, put where it is wanted: numbers that are returned are copied, and those copies take time.
    #[inline(always)]
    pub(crate) fn times_into(&self, other: &Self, product: &mut Tight) {
        fiat::fiat_25519_carry_mul(&mut product.0, &self.0, &other.0);
    }

    pub(crate) fn squared(&self) -> Tight {
        let mut square = Tight::ZERO;
        fiat::fiat_25519_carry_square(&mut square.0, &self.0);
        square
    }

    pub(crate) fn lowest_limb(&self) -> u32 {
        self.0.0[0]
    }

    /// The same number, ready to be added to others.
    pub(crate) fn tight(&self) -> Tight {
        let mut tight = Tight::ZERO;
        fiat::fiat_25519_carry(&mut tight.0, &self.0);
        tight
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::montgomery::Modulus;

    /// Numbers at the rims, among them some that are not below p, and many without any order.
    pub(crate) fn numbers() -> Vec<[u8; 32]> {
        let with = |low: u8, fill: u8, high: u8| {
            let mut number = [fill; 32];
            (number[0], number[31]) = (low, high);
            number
        };
        let mut numbers: Vec<_> = (0..=20).map(|low| with(low, 0, 0)).collect();
        // p − 5 to 2²⁵⁵ − 1.
        numbers.extend((0xe8..=0xff).map(|low| with(low, 0xff, 0x7f)));
        // Powers of two and the numbers below them: rims of limbs.
        for bit in 1..255 {
            let mut power = [0; 32];
            power[bit / 8] = 1 << (bit % 8);
            let mut below = [0; 32];
            below[..bit / 8].fill(0xff);
            below[bit / 8] = (1 << (bit % 8)) - 1;
            numbers.extend([power, below]);
        }
        numbers.extend(random().take(300).map(|mut number| {
            number[31] &= 0x7f;
            number
        }));
        numbers
    }

    /// Numbers without any order, always the same.
    pub(crate) fn random() -> impl Iterator<Item = [u8; 32]> {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        std::iter::repeat_with(move || {
            std::array::from_fn(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u8
            })
        })
    }

    /// The arithmetic that RSA and the larger curves use: other code, which knows nothing of this prime.
    struct Plain(Modulus);

    impl Plain {
        fn new() -> Self {
            let mut p = vec![u32::MAX; 8];
            (p[0], p[7]) = (u32::MAX - 18, u32::MAX >> 1);
            Self(Modulus::new(p))
        }

        fn read(&self, bytes: &[u8; 32]) -> Vec<u32> {
            let limbs: Vec<u32> = bytes
                .chunks_exact(4)
                .map(|four| u32::from_le_bytes(four.try_into().expect("four")))
                .collect();
            self.0.enter(&limbs)
        }

        fn write(&self, number: &[u32]) -> [u8; 32] {
            let limbs = self.0.leave(number);
            let bytes: Vec<u8> = limbs.into_iter().flat_map(u32::to_le_bytes).collect();
            bytes.try_into().expect("eight limbs")
        }
    }

    #[test]
    fn every_operation_gives_what_plain_arithmetic_gives() {
        let plain = Plain::new();
        let numbers = numbers();
        // Each number meets two others, which change from one to the next.
        for (at, a) in numbers.iter().enumerate() {
            let b = &numbers[(at * 7 + 3) % numbers.len()];
            let c = &numbers[(at * 11 + 5) % numbers.len()];
            let [x, y, z] = [a, b, c].map(Tight::from_bytes);
            let [u, v, w] = [a, b, c].map(|bytes| plain.read(bytes));
            assert_eq!(x.to_bytes(), plain.write(&u), "{a:?}");
            let sum = plain.0.add(&u, &v);
            let difference = plain.0.subtract(&v, &w);
            assert_eq!(x.plus(&y).tight().to_bytes(), plain.write(&sum));
            assert_eq!(y.minus(&z).tight().to_bytes(), plain.write(&difference));
            let product = x.plus(&y).times(&y.minus(&z));
            let expected = plain.0.multiply(&sum, &difference);
            assert_eq!(
                product.to_bytes(),
                plain.write(&expected),
                "{a:?} {b:?} {c:?}"
            );
            let square = x.plus(&y).squared();
            assert_eq!(
                square.to_bytes(),
                plain.write(&plain.0.multiply(&sum, &sum))
            );
        }
    }

    #[test]
    fn the_quick_inverse_is_right_for_all_numbers_but_zero() {
        let is_zero = |number: &Tight| number.to_bytes() == [0; 32];
        for bytes in numbers() {
            let number = Tight::from_bytes(&bytes);
            let quick = Tight::from_bytes(&inverse::modulo_25519(&number.to_bytes()));
            let power = number.inverse_by_power();
            assert!(
                is_zero(&number) || quick.to_bytes() == power.to_bytes(),
                "{bytes:?}"
            );
            assert_eq!(number.inverse().to_bytes(), power.to_bytes(), "{bytes:?}");
        }
        assert!(is_zero(&Tight::ZERO.inverse()));
        let plain = Plain::new();
        for bytes in random().take(20) {
            let number = Tight::from_bytes(&bytes);
            let expected = plain.0.invert(&plain.read(&number.to_bytes()));
            assert_eq!(number.inverse().to_bytes(), plain.write(&expected));
        }
    }

    #[test]
    fn what_is_given_to_the_quick_inverse_never_stops_it() {
        // Not below p, and the highest bit set: any answer, but an answer.
        for bytes in random().take(200).chain([[0; 32], [0xff; 32]]) {
            inverse::modulo_25519(&bytes);
        }
    }
}
