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
