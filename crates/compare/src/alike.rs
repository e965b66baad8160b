//! Other bodies' rules on the same topic, those with the same telling words first. Never says that two rules agree:
//! shared words are a hint for the reader, nothing more.

use std::collections::BTreeMap;

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

/// A word is telling if it is at least this rare, in sixteenths of bits: in fewer than about one rule of twelve.
const TELLING: u32 = 16 * 7 / 2;

/// Words of fewer letters are articles and prepositions in most languages; characters that stand alone are words.
const SHORT: usize = 3;

/// The rules of other bodies on the rule's topic, most alike first, equally alike ones in the model's order.
/// `rarity` tells how rare a folded word is, in sixteenths of bits. Empty for a rule without a topic.
pub fn alike(model: &Model, ix: RuleIx, rarity: &dyn Fn(&str) -> u32) -> Vec<Alike> {
    let rule = model.rule(ix);
    let Some(topic) = rule.topic else {
        return Vec::new();
    };
    let node = model.node_of_set(rule.set);
    let mine = telling(rule, rarity);
    let my_weight = weight(&mine);
    let mut found: Vec<Alike> = Vec::new();
    for set in model.set_ixs() {
        if model.node_of_set(set) == node {
            continue;
        }
        for other in model.rules_of(set) {
            let theirs = model.rule(other);
            if theirs.topic != Some(topic) || theirs.withdrawn {
                continue;
            }
            let theirs = telling(theirs, rarity);
            let mut shared: Vec<(u32, &String)> = theirs
                .iter()
                .filter(|(word, _)| mine.contains_key(*word))
                .map(|(_, (rare, written))| (*rare, written))
                .collect();
            shared.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
            let sum: u32 = shared.iter().map(|(rare, _)| rare).sum();
            let all = (my_weight + weight(&theirs) - sum).max(1);
            found.push(Alike {
                rule: other,
                likeness: sum * 1024 / all,
                shared: shared
                    .into_iter()
                    .take(MAX_SHARED)
                    .map(|(_, written)| written.clone())
                    .collect(),
            });
        }
    }
    found.sort_by(|a, b| b.likeness.cmp(&a.likeness).then(a.rule.cmp(&b.rule)));
    found
}

/// A rule's telling words with their rarity and how they are written.
fn telling(rule: &Rule, rarity: &dyn Fn(&str) -> u32) -> BTreeMap<String, (u32, String)> {
    let mut all = BTreeMap::new();
    for text in [&rule.title, &rule.statement] {
        words::each_word(text, |range, word| {
            let alone = word.chars().next().is_some_and(words::stands_alone);
            if (alone || word.chars().count() > SHORT) && !all.contains_key(word) {
                let rare = rarity(word);
                if rare >= TELLING {
                    let written = text.get(range).unwrap_or(word).to_lowercase();
                    all.insert(word.to_owned(), (rare, written));
                }
            }
        });
    }
    all
}

fn weight(words: &BTreeMap<String, (u32, String)>) -> u32 {
    words.values().map(|(rare, _)| rare).sum()
}
