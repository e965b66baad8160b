//! The longest common subsequence of two word lists, exactly. Never uses more memory than its limit.
//!
//! Bit-parallel dynamic programming after Hyyrö (2004): one bit per word of `new`, one addition per 64 of them and
//! row. Rows touch only the blocks in which their word occurs. Above the memory limit the problem is halved as
//! Hirschberg (1975) does.

/// 64-bit blocks that may be kept for walking back: 8 MiB.
const KEPT_BLOCKS: usize = 1 << 20;

/// Appends the paired positions, shifted by `offset`.
pub(super) fn pair(
    old: &[u32],
    new: &[u32],
    kinds: usize,
    offset: (u32, u32),
    pairs: &mut Vec<(u32, u32)>,
) {
    if old.is_empty() || new.is_empty() {
        return;
    }
    let blocks = new.len().div_ceil(64);
    if (old.len() + 1).saturating_mul(blocks) <= KEPT_BLOCKS || old.len() == 1 {
        walk_back(old, new, kinds, offset, pairs);
        return;
    }
    let middle = old.len() / 2;
    let (upper, lower) = old.split_at(middle);
    let before = lengths(upper.iter(), new.iter().copied(), new.len(), kinds);
    let after = lengths(
        lower.iter().rev(),
        new.iter().rev().copied(),
        new.len(),
        kinds,
    );
    let mut best = (0, 0);
    for (cut, length) in before.iter().enumerate() {
        let both = length + after.get(new.len() - cut).copied().unwrap_or(0);
        if both > best.0 {
            best = (both, cut);
        }
    }
    let (left, right) = new.split_at(best.1);
    pair(upper, left, kinds, offset, pairs);
    pair(
        lower,
        right,
        kinds,
        (offset.0 + middle as u32, offset.1 + best.1 as u32),
        pairs,
    );
}

/// Where every word occurs in a list, as one flat table.
struct Occurrences {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Occurrences {
    fn new(list: impl Iterator<Item = u32> + Clone, kinds: usize) -> Self {
        let mut starts = vec![0u32; kinds + 1];
        for word in list.clone() {
            if let Some(count) = starts.get_mut(word as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; sum as usize];
        for (at, word) in list.enumerate() {
            if let Some(slot) = next.get_mut(word as usize) {
                if let Some(place) = places.get_mut(*slot as usize) {
                    *place = at as u32;
                }
                *slot += 1;
            }
        }
        Self { starts, places }
    }

    fn of(&self, word: u32) -> &[u32] {
        let word = word as usize;
        match (self.starts.get(word), self.starts.get(word + 1)) {
            (Some(&from), Some(&to)) => self
                .places
                .get(from as usize..to as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }
}

/// One row: `row ← (row + (row & m)) | (row & !m)`, with `m` the places of the row's word.
fn step(row: &mut [u64], places: &[u32]) {
    let mut places = places.iter().copied().peekable();
    let mut carry = false;
    let mut block = 0usize;
    loop {
        if !carry {
            match places.peek() {
                Some(place) => block = *place as usize / 64,
                None => return,
            }
        }
        let mut matches = 0u64;
        while let Some(place) = places.next_if(|place| *place as usize / 64 == block) {
            matches |= 1 << (place % 64);
        }
        let Some(bits) = row.get_mut(block) else {
            return;
        };
        let (sum, over) = bits.overflowing_add(*bits & matches);
        let (sum, over_carry) = sum.overflowing_add(u64::from(carry));
        *bits = sum | (*bits & !matches);
        carry = over || over_carry;
        block += 1;
    }
}

/// Length of the longest common subsequence of all of `old` with every prefix of `new`.
fn lengths<'a>(
    old: impl Iterator<Item = &'a u32>,
    new: impl Iterator<Item = u32> + Clone,
    size: usize,
    kinds: usize,
) -> Vec<u32> {
    let occurrences = Occurrences::new(new, kinds);
    let mut row = vec![u64::MAX; size.div_ceil(64)];
    for word in old {
        step(&mut row, occurrences.of(*word));
    }
    let mut lengths = Vec::with_capacity(size + 1);
    let mut length = 0;
    lengths.push(0);
    for at in 0..size {
        length += u32::from(
            row.get(at / 64)
                .is_some_and(|bits| bits >> (at % 64) & 1 == 0),
        );
        lengths.push(length);
    }
    lengths
}

fn walk_back(
    old: &[u32],
    new: &[u32],
    kinds: usize,
    offset: (u32, u32),
    pairs: &mut Vec<(u32, u32)>,
) {
    let blocks = new.len().div_ceil(64);
    let mut rows = vec![u64::MAX; (old.len() + 1) * blocks];
    if small(old, new) {
        for (at, word) in old.iter().enumerate() {
            let (done, rest) = rows.split_at_mut((at + 1) * blocks);
            let (Some(from), Some(to)) = (done.get(at * blocks..), rest.get_mut(..blocks)) else {
                return;
            };
            to.copy_from_slice(from);
            step_scanning(to, new, *word);
        }
    } else {
        let occurrences = Occurrences::new(new.iter().copied(), kinds);
        for (at, word) in old.iter().enumerate() {
            let (done, rest) = rows.split_at_mut((at + 1) * blocks);
            let (Some(from), Some(to)) = (done.get(at * blocks..), rest.get_mut(..blocks)) else {
                return;
            };
            to.copy_from_slice(from);
            step(to, occurrences.of(*word));
        }
    }
    let set = |row: usize, column: usize| {
        rows.get(row * blocks + column / 64)
            .is_none_or(|bits| bits >> (column % 64) & 1 == 1)
    };
    let first = pairs.len();
    let (mut row, mut column) = (old.len(), new.len());
    while row > 0 && column > 0 {
        if set(row, column - 1) {
            column -= 1;
        } else {
            row -= 1;
            if set(row, column - 1) {
                column -= 1;
                pairs.push((offset.0 + row as u32, offset.1 + column as u32));
            }
        }
    }
    if let Some(found) = pairs.get_mut(first..) {
        found.reverse();
    }
}

/// Gaps between anchors are mostly a few words wide: a table of all words would cost more than looking.
fn small(old: &[u32], new: &[u32]) -> bool {
    old.len().saturating_mul(new.len()) <= 4096
}

fn step_scanning(row: &mut [u64], new: &[u32], word: u32) {
    let mut carry = false;
    for (bits, words) in row.iter_mut().zip(new.chunks(64)) {
        let matches = words
            .iter()
            .enumerate()
            .fold(0u64, |m, (at, w)| m | u64::from(*w == word) << at);
        let (sum, over) = bits.overflowing_add(*bits & matches);
        let (sum, over_carry) = sum.overflowing_add(u64::from(carry));
        *bits = sum | (*bits & !matches);
        carry = over || over_carry;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook table.
    fn plain_length(old: &[u32], new: &[u32]) -> usize {
        let mut above = vec![0usize; new.len() + 1];
        for a in old {
            let mut row = vec![0usize; new.len() + 1];
            for (j, b) in new.iter().enumerate() {
                row[j + 1] = if a == b {
                    above[j] + 1
                } else {
                    row[j].max(above[j + 1])
                };
            }
            above = row;
        }
        above[new.len()]
    }

    #[test]
    fn as_long_as_the_textbook_says() {
        let mut seed = 3u32;
        let mut below = |limit: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((u64::from(seed) * u64::from(limit)) >> 32) as u32
        };
        for round in 0..300 {
            let kinds = 1 + below(30);
            let old: Vec<u32> = (0..below(200)).map(|_| below(kinds)).collect();
            let new: Vec<u32> = (0..below(200)).map(|_| below(kinds)).collect();
            let mut pairs = Vec::new();
            pair(&old, &new, kinds as usize, (0, 0), &mut pairs);
            assert!(
                pairs
                    .iter()
                    .all(|&(a, b)| old[a as usize] == new[b as usize]),
                "round {round}"
            );
            assert!(
                pairs.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1),
                "round {round}"
            );
            assert_eq!(pairs.len(), plain_length(&old, &new), "round {round}");
        }
    }

    #[test]
    fn halving_loses_nothing() {
        let old: Vec<u32> = (0..9000u32).map(|n| n * 7 % 613).collect();
        let new: Vec<u32> = (0..9000u32).map(|n| n * 11 % 613).collect();
        assert!(
            old.len() * new.len() / 64 > KEPT_BLOCKS,
            "otherwise nothing is halved"
        );
        let (mut halved, mut whole) = (Vec::new(), Vec::new());
        pair(&old, &new, 613, (0, 0), &mut halved);
        walk_back(&old, &new, 613, (0, 0), &mut whole);
        assert_eq!(halved.len(), whole.len());
    }
}
