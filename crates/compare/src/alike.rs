//! Other bodies' rules on the same topic, those with the same telling words first. Never says that two rules agree:
//! shared words are a hint for the reader, nothing more.

use model::{Model, Rule, RuleIx, words};

/// Somebody else's rule on the same topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The rule.
    pub rule: RuleIx,
    /// Words that both have, as the other rule writes them, most telling first.
    pub shared: Vec<String>,
    /// How much of what both say is shared; comparable within one answer only.
    pub likeness: u32,
}

/// Shared words that are named; more say nothing new.
const MAX_SHARED: usize = 5;

/// A word is telling if it is at least this rare, in sixteenths of bits: in fewer than about one rule of ten.
const TELLING: u32 = 16 * 7 / 2;

/// Words of fewer letters are articles and prepositions in most languages; characters that stand alone are words.
const SHORT: usize = 4;

/// What a word of the other rule weighs on average, shared or not.
const AVERAGE: u32 = 16 * 5;

/// The rules of other bodies on the rule's topic, most alike first, equally alike ones in the model's order.
/// `rarity` tells how rare a folded word is, in sixteenths of bits. Empty for a rule without a topic.
pub fn alike(model: &Model, ix: RuleIx, rarity: &dyn Fn(&str) -> u32) -> Vec<Alike> {
    let rule = model.rule(ix);
    let Some(topic) = rule.topic else {
        return Vec::new();
    };
    let node = model.node_of_set(rule.set);
    let telling = telling(rule, rarity);
    let mine: u32 = telling.iter().map(|(_, rare)| rare).sum();
    let mut found: Vec<Alike> = Vec::new();
    for set in model.set_ixs() {
        if model.node_of_set(set) == node {
            continue;
        }
        for other in model.rules_of(set) {
            let theirs = model.rule(other);
            if theirs.topic == Some(topic) && !theirs.withdrawn {
                let (shared, words) = shared(theirs, &telling);
                let sum: u32 = shared.iter().map(|(rare, _)| rare).sum();
                let all = (mine + AVERAGE * words).saturating_sub(sum).max(1);
                found.push(Alike {
                    rule: other,
                    likeness: sum * 1024 / all,
                    shared: shared
                        .into_iter()
                        .take(MAX_SHARED)
                        .map(|(_, written)| written)
                        .collect(),
                });
            }
        }
    }
    ident::order::sort_by(&mut found, |a, b| {
        b.likeness.cmp(&a.likeness).then(a.rule.cmp(&b.rule))
    });
    found
}

fn each_long_word(rule: &Rule, mut with: impl FnMut(&str, &str)) {
    for text in [&rule.title, &rule.statement] {
        words::each_word(text, |range, word| {
            let alone = word.chars().next().is_some_and(words::stands_alone);
            if alone || word.len() >= SHORT {
                with(word, text.get(range).unwrap_or(word));
            }
        });
    }
}

/// A rule's telling words, folded, in alphabetical order, with their rarity.
fn telling(rule: &Rule, rarity: &dyn Fn(&str) -> u32) -> Vec<(String, u32)> {
    let mut all = Vec::new();
    each_long_word(rule, |word, _| all.push((word.to_owned(), rarity(word))));
    all.retain(|(_, rare)| *rare >= TELLING);
    ident::order::sort(&mut all);
    all.dedup();
    all
}

/// Which of the telling words the rule has, rarest first, as it writes them in lower case; and how many long words
/// it has in all.
fn shared(rule: &Rule, telling: &[(String, u32)]) -> (Vec<(u32, String)>, u32) {
    let mut at: Vec<usize> = Vec::new();
    let mut shared = Vec::new();
    let mut words = 0;
    each_long_word(rule, |word, written| {
        words += 1;
        if let Ok(place) = telling.binary_search_by(|(own, _)| own.as_str().cmp(word))
            && !at.contains(&place)
            && let Some((_, rare)) = telling.get(place)
        {
            at.push(place);
            shared.push((*rare, written.to_lowercase()));
        }
    });
    ident::order::sort_by(&mut shared, |a: &(u32, String), b| {
        b.0.cmp(&a.0).then(a.1.cmp(&b.1))
    });
    (shared, words)
}

/// Two rules of different rule sets whose wording is alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Position of one among the given rules.
    pub first: usize,
    /// Position of the other, a later one.
    pub second: usize,
    /// How much of the rarity of both rules' telling words lies in words that both have, in per cent.
    pub likeness: u32,
    /// Those words, the rarest first.
    pub shared: Vec<String>,
}

/// Two texts that share less of their telling words are not suggested. Measured over the built-in rules: below it most
/// pairs have only the subject in common.
const ALIKE: u32 = 20;

/// One shared word, however rare, is a coincidence.
const MIN_SHARED: usize = 3;

/// More rules than this on one topic are not compared word by word with each other: pairs grow with the square.
const MAX_RULES: usize = 120;

/// Pairs of rules of different rule sets with alike wording, most alike first. Empty if there are too many rules.
pub fn pairs(model: &Model, rules: &[RuleIx], rarity: &dyn Fn(&str) -> u32) -> Vec<Pair> {
    if rules.len() > MAX_RULES {
        return Vec::new();
    }
    let read: Vec<_> = rules
        .iter()
        .map(|rule| {
            let words = telling(model.rule(*rule), rarity);
            let sum: u32 = words.iter().map(|(_, rare)| rare).sum();
            (model.rule(*rule).set, words, sum)
        })
        .collect();
    let mut found = Vec::new();
    for (first, (set, words, sum)) in read.iter().enumerate() {
        for (second, (other, others, other_sum)) in read.iter().enumerate().skip(first + 1) {
            if set == other {
                continue;
            }
            let both = common(words, others);
            let weight: u32 = both.iter().map(|(rare, _)| rare).sum();
            let all = (sum + other_sum).saturating_sub(weight).max(1);
            let likeness = weight * 100 / all;
            if likeness >= ALIKE && both.len() >= MIN_SHARED {
                found.push(Pair {
                    first,
                    second,
                    likeness,
                    shared: both
                        .into_iter()
                        .take(MAX_SHARED)
                        .map(|(_, word)| word.to_owned())
                        .collect(),
                });
            }
        }
    }
    ident::order::sort_by(&mut found, |a, b| {
        (b.likeness, a.first, a.second).cmp(&(a.likeness, b.first, b.second))
    });
    found
}

/// Words of two lists in alphabetical order that stand in both, the rarest first.
fn common<'w>(one: &'w [(String, u32)], other: &[(String, u32)]) -> Vec<(u32, &'w str)> {
    let mut both: Vec<(u32, &str)> = Vec::new();
    let mut rest = other.iter().peekable();
    for (word, rare) in one {
        while rest.next_if(|(next, _)| next < word).is_some() {}
        if rest.next_if(|(next, _)| next == word).is_some() {
            both.push((*rare, word));
        }
    }
    ident::order::sort_by(&mut both, |a: &(u32, &str), b| {
        b.0.cmp(&a.0).then(a.1.cmp(b.1))
    });
    both
}
