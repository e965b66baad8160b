//! Where one rule asks for the very term that another forbids. Never guesses from wording: only parameters count.
//!
//! A rule that forbids terms lists them in a parameter `forbidden-X`; a rule that asks for one has it in a parameter
//! `X`. So `trailer: Assisted-by` and `forbidden-trailers: Assisted-by, …` meet.

use std::collections::BTreeMap;

use ident::Modality;
use intake::facts::{Parameter, ParameterValue};
use model::{Model, RuleIx, words};

/// What the name of a parameter with forbidden terms begins with.
const FORBIDDEN: &str = "forbidden-";

/// Two rules of which one asks for what the other forbids. Inferred from their parameters, stated by nobody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The rule that asks for the term.
    pub asks: RuleIx,
    /// The rule that forbids it.
    pub forbids: RuleIx,
    /// The term, as the asking rule writes it.
    pub term: String,
}

/// All clashes between rules of different rule sets, in the order of the asking rules.
pub fn clashes(model: &Model, rules: impl Iterator<Item = RuleIx> + Clone) -> Vec<Clash> {
    let mut forbidden: BTreeMap<(String, String), Vec<RuleIx>> = BTreeMap::new();
    for ix in rules.clone() {
        let rule = model.rule(ix);
        if rule.modality != Some(Modality::MustNot) {
            continue;
        }
        for parameter in &rule.parameters {
            if let Some(what) = parameter.name.strip_prefix(FORBIDDEN) {
                for term in terms(parameter) {
                    let key = (singular(what).to_owned(), words::fold(term));
                    forbidden.entry(key).or_default().push(ix);
                }
            }
        }
    }
    let mut found = Vec::new();
    if forbidden.is_empty() {
        return found;
    }
    for ix in rules {
        let rule = model.rule(ix);
        if rule.modality == Some(Modality::MustNot) || rule.modality.is_none() {
            continue;
        }
        for parameter in &rule.parameters {
            for term in terms(parameter) {
                let key = (singular(&parameter.name).to_owned(), words::fold(term));
                for other in forbidden.get(&key).into_iter().flatten() {
                    if model.rule(*other).set != rule.set {
                        found.push(Clash {
                            asks: ix,
                            forbids: *other,
                            term: term.to_owned(),
                        });
                    }
                }
            }
        }
    }
    ident::order::sort(&mut found);
    found.dedup();
    found
}

fn terms(parameter: &Parameter) -> Vec<&str> {
    match &parameter.value {
        _ if parameter.unit.is_some() => Vec::new(),
        ParameterValue::Number(_) => Vec::new(),
        ParameterValue::Text(term) => vec![term],
        ParameterValue::List(terms) => terms.iter().map(String::as_str).collect(),
    }
}

/// Names are kebab-case English nouns; lists have theirs in the plural.
fn singular(name: &str) -> &str {
    name.strip_suffix('s').unwrap_or(name)
}
