//! Orders: which pairs kept their neighbours, and where removed rules are shown. Never looks at words.

use ident::order;

use super::Fate;

/// For every pair, in the order given, whether it belongs to the longest run that keeps the order on both sides.
pub fn keeping_order(pairs: &[(usize, usize)]) -> Vec<bool> {
    let mut by_old: Vec<usize> = (0..pairs.len()).collect();
    order::sort_by_key(&mut by_old, |at| pairs.get(*at).copied());
    let new_of = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);

    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for &at in &by_old {
        // Several old rules may have gone into one new rule: they do not disturb each other.
        let pile = tops.partition_point(|top| new_of(*top) <= new_of(at));
        if let Some(link) = before.get_mut(at) {
            *link = pile.checked_sub(1).and_then(|left| tops.get(left).copied());
        }
        match tops.get_mut(pile) {
            Some(top) => *top = at,
            None => tops.push(at),
        }
    }
    let mut kept = vec![false; pairs.len()];
    let mut next = tops.last().copied();
    while let Some(at) = next {
        if let Some(mark) = kept.get_mut(at) {
            *mark = true;
        }
        next = before.get(at).copied().flatten();
    }
    kept
}

/// Sorts by the newer version; a rule that is only in the older one follows the rule that stood before it there.
pub fn read_in_order(fates: &mut [Fate]) {
    let mut anchors: Vec<(usize, usize)> = fates
        .iter()
        .filter_map(|fate| Some((fate.old?, fate.new?)))
        .collect();
    order::sort(&mut anchors);
    let place = |fate: &Fate| -> (usize, usize, usize) {
        match (fate.new, fate.old) {
            (Some(new), old) => (new + 1, 0, old.unwrap_or(0)),
            (None, Some(old)) => {
                let before = anchors.partition_point(|(anchor, _)| *anchor < old);
                let new = before
                    .checked_sub(1)
                    .and_then(|at| anchors.get(at))
                    .map_or(0, |(_, new)| new + 1);
                (new, 1, old)
            }
            (None, None) => (0, 0, 0),
        }
    };
    order::sort_by_key(fates, place);
}
