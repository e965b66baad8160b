//! Sound files become hostile ones: bits flipped, ends cut, pieces dropped, doubled and swapped. Never by chance, so that
//! a failure can be seen again.

/// Numbers that look thrown, and are the same on every run (Knuth's linear generator of 64 bits).
pub struct Dice(u64);

impl Dice {
    /// The same seed throws the same numbers.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`; 0 if there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// What hostile files are made of.
const PIECES: [&[u8]; 16] = [
    b"\"",
    b"{",
    b"[[[[[[[[",
    b"}",
    b",",
    b":",
    b"null",
    b"-1e400",
    b"\\ud800",
    b"\xff\xfe",
    b"\n\n",
    b"\"payload\":\"",
    b"../",
    b"%2F%",
    b"&sets=a,,b",
    crate::evidence::CUT,
];

/// One of the seeds with up to four changes.
pub fn mangled(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let pick = |dice: &mut Dice| seeds.get(dice.below(seeds.len())).cloned();
    let mut bytes = pick(dice).unwrap_or_default();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 => {
                let bit = dice.below(8);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let piece = PIECES.get(dice.below(PIECES.len())).copied();
                bytes.splice(at..at, piece.unwrap_or_default().iter().copied());
            }
            4 => {
                let other = pick(dice).unwrap_or_default();
                let from = dice.below(other.len());
                let until = (from + dice.below(200)).min(other.len());
                bytes.splice(at..end, other[from..until].iter().copied());
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}
