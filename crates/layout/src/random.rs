//! A small seeded integer generator (SplitMix64). Never asks the machine for randomness.

pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `bound`; 0 if `bound` is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        if bound == 0 {
            return 0;
        }
        // Same on 32 and 64 bits: the remainder is taken before the value is narrowed.
        usize::try_from(self.next() % (bound as u64)).unwrap_or(0)
    }

    /// From 0 up to, not including, 1, in steps of 2⁻³².
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 32) as f64 / 4_294_967_296.0
    }

    /// Between −1 and 1.
    pub(crate) fn signed(&mut self) -> f64 {
        self.unit() * 2.0 - 1.0
    }
}
