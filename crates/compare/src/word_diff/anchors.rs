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
    /// First start in `old`, only start in `new`; `new` is MANY once the sequence is known to repeat.
    #[derive(Clone, Copy)]
    struct Slot {
        old: u32,
        new: u32,
    }
    const EMPTY: Slot = Slot {
        old: FREE,
        new: FREE,
    };
    let slots = (old.len() * 2).next_power_of_two().max(16);
    let mut table = vec![EMPTY; slots];
    // Open addressing: the slot of a sequence of `old`, or the free one where it would go.
    let find = |table: &[Slot], words: [u32; ANCHOR_WORDS]| -> usize {
        let mut slot = home(words) & (slots - 1);
        while let Some(found) = table.get(slot) {
            if found.old == FREE || window(old, found.old as usize) == Some(words) {
                break;
            }
            slot = (slot + 1) & (slots - 1);
        }
        slot
    };
    let starts = (old.len() + 1).saturating_sub(ANCHOR_WORDS);
    // The slot of every start, so that the result comes in order without a sort.
    let mut places = Vec::with_capacity(starts);
    for at in 0..starts {
        let Some(words) = window(old, at) else { break };
        let place = find(&table, words);
        places.push(place as u32);
        if let Some(slot) = table.get_mut(place) {
            if slot.old == FREE {
                slot.old = at as u32;
            } else {
                slot.new = MANY;
            }
        }
    }
    for at in 0..(new.len() + 1).saturating_sub(ANCHOR_WORDS) {
        let Some(words) = window(new, at) else { break };
        let place = find(&table, words);
        if let Some(slot) = table.get_mut(place) {
            // A free slot is a sequence that only the newer text has: nothing to anchor to.
            if slot.old != FREE {
                slot.new = if slot.new == FREE { at as u32 } else { MANY };
            }
        }
    }
    places
        .iter()
        .filter_map(|place| table.get(*place as usize))
        .filter(|slot| slot.new < MANY)
        .map(|slot| (slot.old, slot.new))
        .collect()
}

fn window(list: &[u32], at: usize) -> Option<[u32; ANCHOR_WORDS]> {
    list.get(at..at + ANCHOR_WORDS)?.try_into().ok()
}

fn home(words: [u32; ANCHOR_WORDS]) -> usize {
    let hash = words.iter().fold(0u32, |hash, word| {
        (hash.rotate_left(5) ^ *word).wrapping_mul(0x9e37_79b9)
    });
    (hash ^ (hash >> 15)) as usize
}

/// The longest subsequence that rises in the second value, by patience sorting.
fn rising(anchors: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    for (index, &(_, in_new)) in anchors.iter().enumerate() {
        let below = |top: &usize| anchors.get(*top).is_some_and(|a| a.1 < in_new);
        // Texts mostly keep their order: then the new one goes to the right of all piles.
        let pile = if tops.last().is_none_or(below) {
            tops.len()
        } else {
            tops.partition_point(below)
        };
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
