//! Numbers, dates and promises of speed of rules: understood, put into words, lined up across rule sets. Never ranks what
//! cannot be compared, and never says that a rule is stricter, only that its number is.

use compare::quantity::{
    Amount, Comparator, Judgement, Purpose, Quantity, from_parameter, from_text, judge,
};
use model::{Model, RuleIx};
use protocol::{NumberCell, NumberRow, QuantityView};

use crate::{numbers, view};

/// A topic with more foreign rules is not searched for numbers: reading ten thousand texts would take longer than a
/// reader waits, and the row would be too long to read.
const MAX_READ: usize = 120;

/// Reasons of one row; with more rule sets only pairs with the stricter one are told.
const MAX_REASONS: usize = 6;

/// A rule's quantities with the names of their parameters; those found in wording have no name.
pub(crate) fn of_rule(model: &Model, ix: RuleIx) -> Vec<(String, Quantity)> {
    let rule = model.rule(ix);
    let mut found: Vec<(String, Quantity)> = Vec::new();
    if rule.paraphrase {
        let stated = rule.parameters.iter();
        found.extend(stated.map(|one| (one.name.clone(), from_parameter(one))));
        found.retain(|(_, quantity)| !matches!(quantity.amount, Amount::Words(_)));
        if !found
            .iter()
            .any(|(_, one)| one.purpose == Purpose::Deadline)
        {
            // Our facts name numbers; a promise of speed without one stands in the wording only.
            let speed = from_text(&rule.statement).into_iter();
            let speed = speed.filter(|one| matches!(one.amount, Amount::Words(_)));
            found.extend(speed.map(|one| (String::new(), one)));
        }
    } else {
        let read = from_text(&rule.statement).into_iter();
        found.extend(read.map(|quantity| (String::new(), quantity)));
    }
    found
}

/// What the page of a rule says about its numbers.
pub(crate) fn views(model: &Model, ix: RuleIx) -> Vec<QuantityView> {
    let found = of_rule(model, ix).into_iter();
    found
        .map(|(name, quantity)| QuantityView {
            purpose: if name.is_empty() {
                quantity.purpose.label().to_owned()
            } else {
                view::parameter_label(&name)
            },
            understood: words(&quantity),
            text: quantity.text,
        })
        .collect()
}

/// How a quantity was understood: comparator, number and unit.
pub(crate) fn words(quantity: &Quantity) -> String {
    let how = match quantity.comparator {
        Comparator::Is => "exactly ",
        Comparator::Below => "less than ",
        Comparator::AtMost => "at most ",
        Comparator::Above => "more than ",
        Comparator::AtLeast => "at least ",
        Comparator::In => "one of ",
    };
    let number = |number: f64, unit: &str| [how, &numbers::decimal(number), " ", unit].concat();
    match &quantity.amount {
        Amount::Hours(low, high) if low == high => number(*low, "hours"),
        Amount::Hours(low, high) => [
            how,
            &numbers::decimal(low / 24.0),
            " to ",
            &numbers::decimal(high / 24.0),
            " days",
        ]
        .concat(),
        Amount::Date(day) => match quantity.comparator {
            Comparator::AtLeast | Comparator::Above => ["from ", day, " on"].concat(),
            Comparator::AtMost | Comparator::Below => ["until ", day].concat(),
            Comparator::Is | Comparator::In => ["on ", day].concat(),
        },
        Amount::Money(amount, currency) => number(*amount, currency),
        Amount::Turnover(share) => number(*share, "per cent of worldwide turnover"),
        Amount::Compute(operations) => {
            [how, &power(*operations), " floating-point operations"].concat()
        }
        Amount::Count(count, unit) if unit.is_empty() => number(*count, "").trim_end().to_owned(),
        Amount::Count(count, unit) => number(*count, &unit.replace('-', " ")),
        Amount::Words(_) => "words without a number: not comparable".to_owned(),
    }
}

/// `1e25` as `10^25`, other large numbers with their factor in front.
fn power(number: f64) -> String {
    let mut rest = number;
    let mut exponent = 0_u32;
    while rest >= 10.0 && rest.is_finite() {
        rest /= 10.0;
        exponent += 1;
    }
    // Dividing by ten leaves a trace in the last binary digits.
    let factor = numbers::decimal(rest);
    let ten = ["10^", &exponent.to_string()].concat();
    if factor == "1" {
        ten
    } else {
        [&factor, " × ", &ten].concat()
    }
}

struct Found {
    column: usize,
    name: String,
    quantity: Quantity,
    rule: RuleIx,
}

/// The numbers of one topic lined up: those with the same name, then those that are for the same purpose. `names` are
/// those of the rule sets.
pub(crate) fn rows(model: &Model, cells: &[Vec<RuleIx>], names: &[String]) -> Vec<NumberRow> {
    let foreign = cells
        .iter()
        .flatten()
        .filter(|rule| !model.rule(**rule).paraphrase);
    let too_many = foreign.count() > MAX_READ;
    let mut found: Vec<Found> = Vec::new();
    for (column, rules) in cells.iter().enumerate() {
        for rule in rules {
            if too_many && !model.rule(*rule).paraphrase {
                continue;
            }
            for (name, quantity) in of_rule(model, *rule) {
                if obliges(&quantity) {
                    found.push(Found {
                        column,
                        name,
                        quantity,
                        rule: *rule,
                    });
                }
            }
        }
    }
    let mut rows = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for one in &found {
        if !one.name.is_empty() && !keys.contains(&one.name) {
            keys.push(one.name.clone());
        }
    }
    for key in keys {
        let (same, rest): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|one| one.name == key);
        found = rest;
        if columns(&same) > 1 {
            // What another rule set promises without a number belongs beside a deadline.
            let (beside, rest): (Vec<Found>, Vec<Found>) = found.into_iter().partition(|one| {
                let speed = matches!(one.quantity.amount, Amount::Words(_));
                let deadline = same
                    .iter()
                    .any(|other| other.quantity.purpose == Purpose::Deadline);
                speed && deadline && !same.iter().any(|other| other.column == one.column)
            });
            found = rest;
            let mut all = same;
            all.extend(beside);
            rows.push(row(
                model,
                &view::parameter_label(&key),
                all,
                cells.len(),
                names,
            ));
        } else {
            found.extend(same);
        }
    }
    let mut purposes: Vec<Purpose> = Vec::new();
    for one in &found {
        if !purposes.contains(&one.quantity.purpose) {
            purposes.push(one.quantity.purpose);
        }
    }
    ident::order::sort(&mut purposes);
    for purpose in purposes {
        let (same, rest): (Vec<Found>, Vec<Found>) = found
            .into_iter()
            .partition(|one| one.quantity.purpose == purpose);
        found = rest;
        let numbered = same
            .iter()
            .any(|one| !matches!(one.quantity.amount, Amount::Words(_)));
        if columns(&same) > 1 && numbered {
            rows.push(row(model, purpose.label(), same, cells.len(), names));
        }
    }
    rows
}

/// A number that only describes says nothing about what is asked.
fn obliges(quantity: &Quantity) -> bool {
    quantity.purpose != Purpose::Description
}

fn columns(found: &[Found]) -> usize {
    let mut seen: Vec<usize> = Vec::new();
    for one in found {
        if !seen.contains(&one.column) {
            seen.push(one.column);
        }
    }
    seen.len()
}

/// Each rule set's different numbers; the same number in several rules stands once.
fn row(model: &Model, label: &str, found: Vec<Found>, count: usize, names: &[String]) -> NumberRow {
    let mut cells: Vec<Vec<(Quantity, RuleIx)>> = vec![Vec::new(); count];
    for one in found {
        if let Some(cell) = cells.get_mut(one.column) {
            let same = |(known, _): &(Quantity, RuleIx)| {
                (&known.amount, known.comparator) == (&one.quantity.amount, one.quantity.comparator)
            };
            if !cell.iter().any(same) {
                cell.push((one.quantity, one.rule));
            }
        }
    }
    let (stricter, reasons) = judged(&cells, names);
    NumberRow {
        label: label.to_owned(),
        cells: cells
            .into_iter()
            .map(|cell| {
                cell.into_iter()
                    .map(|(quantity, rule)| number_cell(model, quantity, rule))
                    .collect()
            })
            .collect(),
        stricter,
        reasons,
    }
}

fn number_cell(model: &Model, quantity: Quantity, rule: RuleIx) -> NumberCell {
    NumberCell {
        understood: words(&quantity),
        text: quantity.text,
        rule: view::link_to_rule(model, rule),
        pinpoint: model.rule(rule).pinpoint.clone(),
    }
}

#[derive(Clone, PartialEq)]
enum Pairing {
    First(String),
    Second(String),
    Equal(String),
    Unclear(String),
}

/// Who asks more than all others that can be compared, and what is said about each pair.
fn judged(cells: &[Vec<(Quantity, RuleIx)>], names: &[String]) -> (Vec<u32>, Vec<String>) {
    let speaking: Vec<usize> = (0..cells.len())
        .filter(|at| cells.get(*at).is_some_and(|cell| !cell.is_empty()))
        .collect();
    let numbered = |at: &usize| {
        let cell = cells.get(*at).map(Vec::as_slice).unwrap_or_default();
        cell.iter()
            .all(|(quantity, _)| !matches!(quantity.amount, Amount::Words(_)))
    };
    let mut told: Vec<(usize, usize, Pairing)> = Vec::new();
    for (at, first) in speaking.iter().enumerate() {
        for second in speaking.iter().skip(at + 1) {
            if let (Some(one), Some(other)) = (cells.get(*first), cells.get(*second)) {
                told.push((*first, *second, pairing(one, other)));
            }
        }
    }
    let beats = |at: usize, other: usize| {
        told.iter()
            .find_map(|(first, second, pairing)| match pairing {
                Pairing::First(_) if (*first, *second) == (at, other) => Some(true),
                Pairing::Second(_) if (*first, *second) == (other, at) => Some(true),
                Pairing::Equal(_)
                    if (*first, *second) == (at, other) || (*first, *second) == (other, at) =>
                {
                    Some(false)
                }
                _ => None,
            })
    };
    let ranked: Vec<usize> = speaking.iter().copied().filter(numbered).collect();
    let stricter: Vec<u32> = ranked
        .iter()
        .filter(|at| {
            let against: Vec<Option<bool>> = ranked
                .iter()
                .filter(|other| other != at)
                .map(|other| beats(**at, *other))
                .collect();
            against.iter().all(Option::is_some) && against.contains(&Some(true))
        })
        .map(|at| *at as u32)
        .collect();
    let name = |at: usize| names.get(at).map_or("", String::as_str);
    let mut reasons: Vec<String> = Vec::new();
    let many = speaking.len() > 3;
    for (first, second, pairing) in &told {
        let about = |at: &usize| stricter.contains(&(*at as u32));
        if many && !stricter.is_empty() && !about(first) && !about(second) {
            continue;
        }
        let reason = match pairing {
            Pairing::First(why) => [
                name(*first),
                "’s number is stricter than that of ",
                name(*second),
                ": ",
                why,
            ]
            .concat(),
            Pairing::Second(why) => [
                name(*second),
                "’s number is stricter than that of ",
                name(*first),
                ": ",
                why,
            ]
            .concat(),
            Pairing::Equal(why) => {
                [name(*first), " and ", name(*second), " ask the same: ", why].concat()
            }
            Pairing::Unclear(why) => [
                name(*first),
                " and ",
                name(*second),
                " are not comparable: ",
                why,
            ]
            .concat(),
        };
        if !reasons.contains(&reason) && reasons.len() < MAX_REASONS {
            reasons.push(reason);
        }
    }
    (stricter, reasons)
}

/// Two cells: only where every number of one says the same about every number of the other is there an answer.
fn pairing(one: &[(Quantity, RuleIx)], other: &[(Quantity, RuleIx)]) -> Pairing {
    let mut first: Option<Pairing> = None;
    for (a, _) in one {
        for (b, _) in other {
            let words = |quantity: &Quantity| matches!(quantity.amount, Amount::Words(_));
            let next = match judge(a, b) {
                _ if words(a) && words(b) => Pairing::Unclear("neither names a number".to_owned()),
                Judgement::First(why) => Pairing::First(why),
                Judgement::Second(why) => Pairing::Second(why),
                Judgement::Equal(why) => Pairing::Equal(why),
                Judgement::NotComparable(why) => return Pairing::Unclear(why),
            };
            let same =
                |known: &Pairing| std::mem::discriminant(known) == std::mem::discriminant(&next);
            match &first {
                Some(known) if !same(known) => {
                    let list = |cell: &[(Quantity, RuleIx)]| {
                        let texts: Vec<&str> = cell
                            .iter()
                            .map(|(quantity, _)| quantity.text.as_str())
                            .collect();
                        numbers::list(&texts)
                    };
                    let several = if one.len() > 1 { one } else { other };
                    return Pairing::Unclear([&list(several), " are for different cases"].concat());
                }
                Some(_) => {}
                None => first = Some(next),
            }
        }
    }
    first.unwrap_or(Pairing::Unclear(String::new()))
}
