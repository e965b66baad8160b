//! Numbers of rules that are stated to correspond, each pair judged. Never pairs numbers that may be for different
//! things, and never ranks what cannot be compared.

use compare::quantity::{Amount, Judgement, Purpose, Quantity, from_parameter, from_text, judge};
use model::{Model, RuleIx};
use protocol::{NumberOutcome, NumberView};

use crate::numbers;

/// The numbers of the body's rules beside those of the public rule.
pub(crate) fn between(model: &Model, own: &[RuleIx], public: RuleIx) -> Vec<NumberView> {
    let theirs = understood(model, public);
    let mut found = Vec::new();
    for rule in own {
        let ours = understood(model, *rule);
        for (name, one) in &ours {
            let fits = |(other, two): &&(String, Quantity)| {
                if name.is_empty() || other.is_empty() || name != other {
                    // Without a common name only the one number for a purpose can be meant.
                    let alone = |list: &[(String, Quantity)]| {
                        let same = list.iter().filter(|(_, q)| q.purpose == one.purpose);
                        same.count() == 1
                    };
                    one.purpose == two.purpose && alone(&ours) && alone(&theirs)
                } else {
                    true
                }
            };
            let words = |quantity: &Quantity| matches!(quantity.amount, Amount::Words(_));
            if let Some((_, two)) = theirs.iter().find(fits)
                && !(words(one) && words(two))
            {
                found.push(number(one, two));
            }
        }
    }
    found
}

fn number(own: &Quantity, public: &Quantity) -> NumberView {
    let judgement = match (&own.amount, &public.amount) {
        // What is only words has no purpose either, which would hide the real reason.
        (Amount::Words(_), _) => wordy(&own.text),
        (_, Amount::Words(_)) => wordy(&public.text),
        _ => judge(own, public),
    };
    NumberView {
        purpose: match own.purpose {
            Purpose::Description => public.purpose,
            purpose => purpose,
        }
        .label()
        .to_owned(),
        own: own.text.clone(),
        public: public.text.clone(),
        outcome: match &judgement {
            Judgement::First(_) => NumberOutcome::Stricter,
            Judgement::Equal(_) => NumberOutcome::Same,
            Judgement::Second(_) => NumberOutcome::LessStrict,
            Judgement::NotComparable(_) => NumberOutcome::NotComparable,
        },
        reason: numbers::capital(judgement.reason()),
    }
}

fn wordy(text: &str) -> Judgement {
    Judgement::NotComparable(["“", text, "” gives no number"].concat())
}

/// The quantities of a rule that oblige, with the names of their parameters; those found in the wording of foreign
/// rules have none.
fn understood(model: &Model, rule: RuleIx) -> Vec<(String, Quantity)> {
    let rule = model.rule(rule);
    // Foreign parameters are open blanks in most files; only those that state a unit claim to be a number.
    let stated = rule
        .parameters
        .iter()
        .filter(|one| rule.paraphrase || one.unit.is_some())
        .map(|one| (one.name.clone(), from_parameter(one)));
    let mut found: Vec<(String, Quantity)> = stated.collect();
    if found.is_empty() && !rule.paraphrase {
        let read = from_text(&rule.statement).into_iter();
        found.extend(read.map(|quantity| (String::new(), quantity)));
    }
    // A day is no measure of strictness, and a name or a size that only describes obliges nobody.
    found.retain(|(_, quantity)| {
        let described = quantity.purpose == Purpose::Description
            && !matches!(quantity.amount, Amount::Words(_));
        !described && !matches!(quantity.amount, Amount::Date(_))
    });
    found
}
