//! Sorting and collecting in order, small instead of fast at any price. Never reorders what compares as equal.
//!
//! The standard library compiles its whole sort anew for every type of element and every comparison: more than a
//! hundred copies made a fifth of the engine's download. Here one merge sort over places serves all of them, and what
//! is compiled per type is a comparison and a swap. Lists in here are lists for readers: thousands, not millions.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts a list; equal elements keep their order.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// Sorts a list by a comparison; equal elements keep their order.
pub fn sort_by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let swaps = swaps(
        list.len(),
        &mut |left, right| match (list.get(left), list.get(right)) {
            (Some(left), Some(right)) => compare(left, right),
            _ => Ordering::Equal,
        },
    );
    apply(list, &swaps);
}

/// Sorts a list by a key that is made once per element; equal elements keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], key: impl FnMut(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    let swaps = swaps(keys.len(), &mut |left, right| {
        keys.get(left).cmp(&keys.get(right))
    });
    apply(list, &swaps);
}

/// What `collect` gives, without the sort that it brings along for every type.
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// What `collect` gives, without the sort that it brings along for every type; of equal keys the last one counts.
pub fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in items {
        map.insert(key, value);
    }
    map
}

fn apply<T>(list: &mut [T], swaps: &[(usize, usize)]) {
    for &(one, other) in swaps {
        list.swap(one, other);
    }
}

/// The swaps, in this order, that bring `count` elements into order; places are those before any swap.
fn swaps(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order = sorted(count, compare);
    let mut swaps = Vec::new();
    // Round by round: what belongs to `at` stands at `order[at]`, and what stood at `at` moves on to there.
    for start in 0..count {
        let mut at = start;
        while let Some(slot) = order.get_mut(at) {
            let from = std::mem::replace(slot, at);
            if from == start || from == at {
                break;
            }
            swaps.push((at, from));
            at = from;
        }
    }
    swaps
}

/// The places `0..count` in sorted order: a merge sort from pairs upwards.
fn sorted(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut from: Vec<usize> = (0..count).collect();
    let mut to = from.clone();
    let mut run = 1;
    while run < count {
        for (pair, out) in from.chunks(2 * run).zip(to.chunks_mut(2 * run)) {
            let (left, right) = pair.split_at(run.min(pair.len()));
            merge(left, right, out, compare);
        }
        std::mem::swap(&mut from, &mut to);
        run *= 2;
    }
    from
}

fn merge(
    mut left: &[usize],
    mut right: &[usize],
    out: &mut [usize],
    compare: &mut dyn FnMut(usize, usize) -> Ordering,
) {
    // Runs that follow each other already are common: most lists arrive nearly sorted.
    if let (Some(&last), Some(&first)) = (left.last(), right.first())
        && compare(last, first).is_le()
    {
        let (start, end) = out.split_at_mut(left.len());
        start.copy_from_slice(left);
        end.copy_from_slice(right);
        return;
    }
    for slot in out {
        *slot = match (left, right) {
            ([one, rest @ ..], [other, _, ..] | [other]) if compare(*one, *other).is_le() => {
                left = rest;
                *one
            }
            (_, [other, rest @ ..]) => {
                right = rest;
                *other
            }
            ([one, rest @ ..], []) => {
                left = rest;
                *one
            }
            ([], []) => break,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without pattern: a linear congruence is enough for a sort.
    fn scattered(count: usize, below: u32) -> Vec<(u32, usize)> {
        let mut state = 7_u32;
        (0..count)
            .map(|at| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ((state >> 8) % below, at)
            })
            .collect()
    }

    #[test]
    fn sorts_like_the_standard_library() {
        for count in (0..40).chain([63, 64, 65, 1000]) {
            for below in [1, 3, 1_000_000] {
                let list = scattered(count, below);
                let mut expected = list.clone();
                expected.sort_by_key(|(value, _)| *value);
                let mut by_key = list.clone();
                sort_by_key(&mut by_key, |(value, _)| *value);
                assert_eq!(by_key, expected);
                let mut by = list.clone();
                sort_by(&mut by, |a, b| a.0.cmp(&b.0));
                assert_eq!(by, expected);
                let mut turned = list.clone();
                sort_by(&mut turned, |a, b| b.cmp(a));
                expected.sort();
                expected.reverse();
                assert_eq!(turned, expected);
                sort(&mut turned);
                expected.reverse();
                assert_eq!(turned, expected);
            }
        }
    }

    #[test]
    fn a_comparison_that_contradicts_itself_loses_nothing() {
        let mut list: Vec<u32> = (0..100).collect();
        let mut turn = 0;
        sort_by(&mut list, |_, _| {
            turn += 1;
            if turn % 3 == 0 {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        });
        sort(&mut list);
        assert_eq!(list, (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn collects_like_the_standard_library() {
        let items = [("b", 1), ("a", 2), ("b", 3)];
        assert_eq!(map(items), items.into_iter().collect());
        assert_eq!(set(items), items.into_iter().collect());
    }
}
