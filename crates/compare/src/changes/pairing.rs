//! Which rule of the older version is which rule of the newer one. Never pairs a rule of the newer version by likeness twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, Version};

/// Two rules taken to be the same.
pub struct Pair {
    pub old: usize,
    pub new: usize,
    pub ground: Ground,
}

/// Words of two rules must agree at least this much to be suggested as one rule.
const ALIKE_PERCENT: u32 = 34;
/// A shared topic counts like this many per cent of agreement: enough to decide between two, never enough alone.
const TOPIC_PERCENT: u32 = 8;
/// Words that occur in more rules than this say too little to bring two rules together.
const TELLING_AT_MOST: usize = 60;

/// Pairs in the order in which they were found; every old rule at most once.
pub fn pair(old: &[Version<'_>], new: &[Version<'_>]) -> Vec<Pair> {
    let mut pairing = Pairing {
        pairs: Vec::new(),
        old: BTreeSet::new(),
        new: BTreeSet::new(),
    };
    let words_old: Vec<BTreeSet<String>> = old.iter().map(words).collect();
    let words_new: Vec<BTreeSet<String>> = new.iter().map(words).collect();
    let new_by_id: BTreeMap<&str, usize> =
        ident::order::map(new.iter().enumerate().map(|(at, rule)| (rule.id, at)));

    // The publisher's own word comes first.
    for (at, rule) in old.iter().enumerate() {
        let successor = new_by_id
            .get(rule.id)
            .and_then(|successor| new.get(*successor));
        let stated = successor.filter(|successor| successor.withdrawn && !rule.withdrawn);
        for target in stated
            .map(|successor| successor.went_to.as_slice())
            .unwrap_or_default()
        {
            if let Some(&to) = new_by_id.get(target)
                && new.get(to).is_some_and(|rule| !rule.withdrawn)
            {
                // A newer rule may absorb several older ones, and may itself continue one: it stays open.
                pairing.pairs.push(Pair {
                    old: at,
                    new: to,
                    ground: Ground::Stated,
                });
                pairing.old.insert(at);
                break;
            }
        }
    }
    // Equal wording beats an equal number: numbers are given anew, sentences are not.
    let mut by_text: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, rule) in new
        .iter()
        .enumerate()
        .filter(|(_, rule)| !rule.text.is_empty())
    {
        by_text.entry(plain(rule)).or_default().push(at);
    }
    let mut same_text = Vec::new();
    for (at, rule) in old
        .iter()
        .enumerate()
        .filter(|(_, rule)| !rule.text.is_empty())
    {
        if let Some([only]) = by_text.get(&plain(rule)).map(Vec::as_slice) {
            let ground = if new.get(*only).is_some_and(|found| found.id == rule.id) {
                Ground::SameId
            } else {
                Ground::SameText
            };
            same_text.push((at, *only, ground));
        }
    }
    for (at, to, ground) in same_text {
        pairing.add(at, to, ground);
    }
    for (at, rule) in old.iter().enumerate() {
        if let Some(&to) = new_by_id.get(rule.id) {
            let withdrawn = new.get(to).is_some_and(|rule| rule.withdrawn);
            let likeness = likeness(at, to, &words_old, &words_new);
            let same_title = new
                .get(to)
                .is_some_and(|found| found.title.eq_ignore_ascii_case(rule.title));
            if withdrawn || same_title || likeness >= ALIKE_PERCENT / 2 {
                pairing.add(at, to, Ground::SameId);
            }
        }
    }
    for (percent, at, to) in suggestions(old, new, &words_old, &words_new, &pairing) {
        pairing.add(at, to, Ground::Alike(percent));
    }
    pairing.pairs
}

struct Pairing {
    pairs: Vec<Pair>,
    old: BTreeSet<usize>,
    new: BTreeSet<usize>,
}

impl Pairing {
    fn add(&mut self, old: usize, new: usize, ground: Ground) {
        if !self.old.contains(&old) && !self.new.contains(&new) {
            self.old.insert(old);
            self.new.insert(new);
            self.pairs.push(Pair { old, new, ground });
        }
    }
}

/// Pairs worth suggesting, the most alike first. Only rules that share a telling word are looked at.
fn suggestions(
    old: &[Version<'_>],
    new: &[Version<'_>],
    words_old: &[BTreeSet<String>],
    words_new: &[BTreeSet<String>],
    pairing: &Pairing,
) -> Vec<(u32, usize, usize)> {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, words) in words_new
        .iter()
        .enumerate()
        .filter(|(at, _)| !pairing.new.contains(at))
    {
        for word in words {
            holders.entry(word).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (at, words) in words_old
        .iter()
        .enumerate()
        .filter(|(at, _)| !pairing.old.contains(at))
    {
        let candidates: BTreeSet<usize> = ident::order::set(
            words
                .iter()
                .filter_map(|word| {
                    holders
                        .get(word.as_str())
                        .filter(|holders| holders.len() <= TELLING_AT_MOST)
                })
                .flatten()
                .copied(),
        );
        for to in candidates {
            let (Some(before), Some(after)) = (old.get(at), new.get(to)) else {
                continue;
            };
            if before.withdrawn || after.withdrawn {
                continue;
            }
            let same_topic = before.topic.is_some() && before.topic == after.topic;
            let percent =
                likeness(at, to, words_old, words_new) + if same_topic { TOPIC_PERCENT } else { 0 };
            if percent >= ALIKE_PERCENT {
                found.push((percent.min(99), at, to));
            }
        }
    }
    ident::order::sort_by_key(&mut found, |(percent, at, to)| {
        (std::cmp::Reverse(*percent), *at, *to)
    });
    found
}

/// Dice's coefficient over the sets of words, in per cent.
fn likeness(
    old: usize,
    new: usize,
    words_old: &[BTreeSet<String>],
    words_new: &[BTreeSet<String>],
) -> u32 {
    let (Some(a), Some(b)) = (words_old.get(old), words_new.get(new)) else {
        return 0;
    };
    let shared = a.intersection(b).count();
    let all = a.len() + b.len();
    (200 * shared).checked_div(all).unwrap_or(0) as u32
}

/// The words of a rule that tell something: three letters or more, or digits; plural and singular are one.
fn words(rule: &Version<'_>) -> BTreeSet<String> {
    const EMPTY: &[&str] = &[
        "the", "and", "for", "that", "with", "are", "not", "may", "must", "any", "has", "have",
        "its", "was", "from", "this", "they", "who", "can", "should",
    ];
    [rule.title, rule.text]
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() >= 3 || word.bytes().any(|b| b.is_ascii_digit()))
        .map(str::to_lowercase)
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .map(|word| match word.strip_suffix('s') {
            Some(stem) if stem.len() >= 4 => stem.to_owned(),
            _ => word,
        })
        .collect()
}

fn plain(rule: &Version<'_>) -> String {
    rule.text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}
