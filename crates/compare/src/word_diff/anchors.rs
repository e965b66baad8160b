//! Cuts two word lists at sequences that occur exactly once in both. Never decides inside a gap.

use super::common;

/// Words in an anchor: long enough that chance does not repeat it, short enough to survive many edits.
const ANCHOR_WORDS: usize = 4;
/// Gaps below this many cells are solved directly: looking for anchors would cost more.
const DIRECT_CELLS: usize = 64 * 1024;

/// Appends the paired positions of `old` and `new`, rising in both.
pub(super) fn pair(old: &[u32], new: &[u32], kinds: usize, pairs: &mut Vec<(u32, u32)>) {
    let prefix = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    pairs.extend((0..prefix as u32).map(|at| (at, at)));
    let (old_rest, new_rest) = (
        old.get(prefix..).unwrap_or_default(),
        new.get(prefix..).unwrap_or_default(),
    );
    let suffix = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (old_end, new_end) = (old.len() - suffix, new.len() - suffix);

    let gap = |from: (usize, usize), to: (usize, usize), pairs: &mut Vec<(u32, u32)>| {
        let (a, b) = (
            old.get(from.0..to.0).unwrap_or_default(),
            new.get(from.1..to.1).unwrap_or_default(),
        );
        common::pair(a, b, kinds, (from.0 as u32, from.1 as u32), pairs);
    };
    let mut at = (prefix, prefix);
    if (old_end - prefix).saturating_mul(new_end - prefix) > DIRECT_CELLS {
        let inner_old = old.get(prefix..old_end).unwrap_or_default();
        let inner_new = new.get(prefix..new_end).unwrap_or_default();
        for (in_old, in_new) in rising(unique_in_both(inner_old, inner_new)) {
            let mut here = (in_old as usize + prefix, in_new as usize + prefix);
            if here.0 < at.0 || here.1 < at.1 {
                // The anchor before this one grew over its start; what is left of it is found from the gap.
                let inside = (at.0.saturating_sub(here.0)).max(at.1.saturating_sub(here.1));
                here = (here.0 + inside, here.1 + inside);
            }
            if here.0 >= old_end || here.1 >= new_end {
                continue;
            }
            while here.0 > at.0 && here.1 > at.1 && old.get(here.0 - 1) == new.get(here.1 - 1) {
                here = (here.0 - 1, here.1 - 1);
            }
            if old.get(here.0) != new.get(here.1) {
                continue;
            }
            gap(at, here, pairs);
            while here.0 < old_end && here.1 < new_end && old.get(here.0) == new.get(here.1) {
                pairs.push((here.0 as u32, here.1 as u32));
                here = (here.0 + 1, here.1 + 1);
            }
            at = here;
        }
    }
    gap(at, (old_end, new_end), pairs);
    pairs.extend((0..suffix).map(|back| ((old_end + back) as u32, (new_end + back) as u32)));
}

/// Starts of word sequences that occur once in each list, in the order of `old`.
fn unique_in_both(old: &[u32], new: &[u32]) -> Vec<(u32, u32)> {
    const FREE: u32 = u32::MAX;
    const MANY: u32 = u32::MAX - 1;
    #[derive(Clone, Copy)]
    struct Slot {
        old: u32,
        new: u32,
    }
    let slots = (old.len().max(new.len()) * 2).next_power_of_two().max(16);
    let mut table = vec![
        Slot {
            old: FREE,
            new: FREE
        };
        slots
    ];
    let window = |list: &[u32], at: u32| -> [u32; ANCHOR_WORDS] {
        let mut words = [0; ANCHOR_WORDS];
        for (to, from) in words
            .iter_mut()
            .zip(list.get(at as usize..).unwrap_or_default())
        {
            *to = *from;
        }
        words
    };
    let home = |words: [u32; ANCHOR_WORDS]| -> usize {
        let hash = words.iter().fold(0u64, |hash, word| {
            (hash.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        });
        (hash >> 32) as usize & (slots - 1)
    };
    // Open addressing; a slot belongs to the sequence of whichever list filled it first.
    let find = |table: &[Slot], words: [u32; ANCHOR_WORDS]| -> usize {
        let mut slot = home(words);
        loop {
            let Some(found) = table.get(slot) else {
                return 0;
            };
            let owner = match *found {
                Slot {
                    old: FREE,
                    new: FREE,
                } => return slot,
                Slot { old: at, .. } if at < MANY => window(old, at),
                Slot { new: at, .. } => window(new, at),
            };
            if owner == words {
                return slot;
            }
            slot = (slot + 1) & (slots - 1);
        }
    };
    let starts = |list: &[u32]| 0..(list.len() + 1).saturating_sub(ANCHOR_WORDS) as u32;
    let mut repeated = vec![false; slots];
    for at in starts(old) {
        let slot = find(&table, window(old, at));
        if let (Some(entry), Some(repeated)) = (table.get_mut(slot), repeated.get_mut(slot)) {
            if entry.old == FREE {
                entry.old = at;
            } else {
                *repeated = true;
            }
        }
    }
    for at in starts(new) {
        let slot = find(&table, window(new, at));
        if let (Some(entry), Some(repeated)) = (table.get_mut(slot), repeated.get_mut(slot)) {
            match (entry.old, entry.new) {
                // Only in the newer text: nothing to anchor to, and the slot stays free for `old`'s sequences.
                (FREE, _) => {}
                (_, FREE) => entry.new = at,
                _ => *repeated = true,
            }
        }
    }
    let mut anchors: Vec<(u32, u32)> = table
        .iter()
        .zip(&repeated)
        .filter(|(slot, repeated)| slot.old < MANY && slot.new < MANY && !**repeated)
        .map(|(slot, _)| (slot.old, slot.new))
        .collect();
    ident::order::sort(&mut anchors);
    anchors
}

/// The longest subsequence that rises in the second value, by patience sorting.
fn rising(anchors: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    for (index, &(_, in_new)) in anchors.iter().enumerate() {
        let pile = tops.partition_point(|&top| anchors.get(top).is_some_and(|a| a.1 < in_new));
        before.push(pile.checked_sub(1).and_then(|left| tops.get(left).copied()));
        match tops.get_mut(pile) {
            Some(top) => *top = index,
            None => tops.push(index),
        }
    }
    let mut chain = Vec::with_capacity(tops.len());
    let mut next = tops.last().copied();
    while let Some(index) = next {
        chain.extend(anchors.get(index));
        next = before.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}
