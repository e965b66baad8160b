//! Rules that mappings name → rules that exist, each by its whole id. Never guesses which rule was meant.

use crate::authoring::{Draft, Located};
use crate::refusal::{Desk, Refusal};
use ident::RuleId;
use std::collections::{BTreeMap, BTreeSet};

/// Gives every rule that a mapping names its whole id. Unknown rules, a rule on both sides and statements about the
/// same rules are refused.
pub fn settle(drafts: &mut [(&str, Draft)], refusals: &mut Vec<Refusal>) {
    let names = names(drafts);
    let mut told: BTreeMap<[BTreeSet<String>; 2], String> = BTreeMap::new();
    for (file, draft) in drafts {
        let Some(mapping) = &mut draft.mapping else {
            continue;
        };
        let mut desk = Desk::new(file, refusals);
        for (map, places) in mapping.collection.maps.iter_mut().zip(&mapping.places) {
            let sources = side("sources", &places.sources, &names, &mut desk);
            let targets = side("targets", &places.targets, &names, &mut desk);
            let (Some(sources), Some(targets)) = (sources, targets) else {
                continue;
            };
            map.sources = sources;
            map.targets = targets;
            let mut sides = [&map.sources, &map.targets]
                .map(|rules| rules.iter().cloned().collect::<BTreeSet<String>>());
            if let Some(rule) = sides[0].intersection(&sides[1]).next() {
                desk.refuse(
                    places.line,
                    format!("the rule {rule:?} stands on both sides"),
                );
                continue;
            }
            sides.sort();
            if let Some(first) = told.insert(sides, format!("{file}:{}", places.line)) {
                desk.refuse(
                    places.line,
                    format!("the same rules are mapped in {first} too"),
                );
            }
        }
    }
}

/// Every way to name a rule, with its whole id: `set/local`, and the local id alone for rules of communities.
fn names(drafts: &[(&str, Draft)]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for set in drafts.iter().flat_map(|(_, draft)| &draft.sets) {
        for rule in &set.set.rules {
            let whole = RuleId::new(&*set.set.id, &*rule.id).to_string();
            if set.set.instrument.is_none() {
                names.insert(rule.id.clone(), whole.clone());
            }
            names.insert(whole.clone(), whole);
        }
    }
    names
}

fn side(
    key: &str,
    rules: &[Located],
    names: &BTreeMap<String, String>,
    desk: &mut Desk<'_>,
) -> Option<Vec<String>> {
    let mut whole = Vec::with_capacity(rules.len());
    for rule in rules {
        match names.get(&rule.text) {
            Some(name) => whole.push(name.clone()),
            None => desk.refuse(
                rule.line,
                format!(
                    "{key}: no rule has the id {:?} (SET/LOCAL, or the id alone for rules of a community)",
                    rule.text
                ),
            ),
        }
    }
    (whole.len() == rules.len()).then_some(whole)
}
