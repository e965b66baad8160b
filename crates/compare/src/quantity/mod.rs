//! Parameters as quantities: number, unit, comparator, and which of two is stricter. Never ranks what cannot be compared.
//!
//! A rule's strictness depends on what its number is for: a shorter deadline, a longer retention, a lower threshold
//! and a higher fine are each the stricter one. Where the purpose, the unit or the currency differ, or where there
//! is no number at all, the answer says so instead of ranking.

mod from_text;
mod judge;

pub use from_text::from_text;
pub use judge::{Judgement, judge};

use intake::facts::{Parameter, ParameterValue};

/// A parameter that has been understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What is measured, with the number in the measure's base unit.
    pub amount: Amount,
    /// Which values are within the rule, or trigger it.
    pub comparator: Comparator,
    /// What the number is for.
    pub purpose: Purpose,
    /// The wording, for display.
    pub text: String,
}

/// A number in the base unit of its measure, or words.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// Hours. Months and years have no fixed length, so a span is a range.
    Hours(f64, f64),
    /// A day, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    Date(String),
    /// Full units of one currency, named by its ISO 4217 code.
    Money(f64, String),
    /// Per cent of worldwide turnover.
    Turnover(f64),
    /// Floating-point operations used in training.
    Compute(f64),
    /// A number of things, named by the unit.
    Count(f64, String),
    /// Words without a number: "without delay", a trailer's name.
    Words(Vec<String>),
}

/// Which values are within the rule, or trigger it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// Exactly.
    Is,
    /// Less than.
    Below,
    /// Up to.
    AtMost,
    /// More than.
    Above,
    /// From.
    AtLeast,
    /// One of.
    In,
}

/// What a number is for. It decides which direction is stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Time within which something must be done. Less is stricter.
    Deadline,
    /// Longest time between two runs. Less is stricter.
    Interval,
    /// How long something must be kept. More is stricter.
    Retention,
    /// From which size on the rule applies. Less is stricter: it binds more.
    Threshold,
    /// Highest penalty. More is stricter.
    Penalty,
    /// Most that is allowed. Less is stricter.
    Ceiling,
    /// Least that is needed. More is stricter.
    Minimum,
    /// The day from which it applies. Earlier is named, not called stricter.
    Start,
    /// The day until which something is allowed or due.
    End,
    /// Describes, does not oblige.
    Description,
}

impl Purpose {
    /// The purpose in words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Deadline => "Deadline",
            Self::Interval => "Repeated every",
            Self::Retention => "Kept for",
            Self::Threshold => "Applies from a size of",
            Self::Penalty => "Highest penalty",
            Self::Ceiling => "At most",
            Self::Minimum => "At least",
            Self::Start => "Applies from",
            Self::End => "Until",
            Self::Description => "Described as",
        }
    }
}

/// Understands an authored parameter.
pub fn from_parameter(parameter: &Parameter) -> Quantity {
    let comparator = comparator(&parameter.comparator);
    let unit = parameter.unit.as_deref();
    let amount = match (&parameter.value, unit) {
        (ParameterValue::Number(number), Some(unit)) => measured(*number, unit),
        (ParameterValue::Number(number), None) => Amount::Count(*number, String::new()),
        (ParameterValue::Text(date), Some("date")) => Amount::Date(date.clone()),
        (ParameterValue::Text(words), _) => Amount::Words(vec![words.clone()]),
        (ParameterValue::List(words), _) => Amount::Words(words.clone()),
    };
    let purpose = purpose(&parameter.name, &amount, comparator);
    Quantity {
        amount,
        comparator,
        purpose,
        text: parameter.text.clone(),
    }
}

fn comparator(sign: &str) -> Comparator {
    match sign {
        "<" => Comparator::Below,
        "<=" => Comparator::AtMost,
        ">" => Comparator::Above,
        ">=" => Comparator::AtLeast,
        "in" => Comparator::In,
        _ => Comparator::Is,
    }
}

/// Brings a number to the base unit of its measure. The units are those of `docs/formats/facts.md`.
pub(crate) fn measured(number: f64, unit: &str) -> Amount {
    match unit {
        "hour" => Amount::Hours(number, number),
        "day" => Amount::Hours(number * 24.0, number * 24.0),
        "week" => Amount::Hours(number * 168.0, number * 168.0),
        // A calendar month has 28 to 31 days, a year 365 or 366; twelve months are a year.
        "month" if number % 12.0 == 0.0 => measured(number / 12.0, "year"),
        "month" => Amount::Hours(number * 28.0 * 24.0, number * 31.0 * 24.0),
        "year" => Amount::Hours(number * 365.0 * 24.0, number * 366.0 * 24.0),
        "EUR" | "USD" | "KRW" | "BRL" | "CAD" | "GBP" | "JPY" | "CNY" | "INR" => {
            Amount::Money(number, unit.to_owned())
        }
        "percent-of-turnover" => Amount::Turnover(number),
        "FLOP" => Amount::Compute(number),
        other => Amount::Count(number, other.to_owned()),
    }
}

/// The words of a parameter's name decide; where they are silent, measure and comparator do.
fn purpose(name: &str, amount: &Amount, comparator: Comparator) -> Purpose {
    let has = |word: &str| name.split('-').any(|part| part == word);
    let any = |words: &[&str]| words.iter().any(|word| has(word));
    if let Amount::Date(_) = amount {
        return match comparator {
            Comparator::AtLeast | Comparator::Above => Purpose::Start,
            Comparator::AtMost | Comparator::Below => Purpose::End,
            Comparator::Is | Comparator::In => Purpose::Description,
        };
    }
    if any(&["fine", "penalty", "sentence", "ban"]) {
        return Purpose::Penalty;
    }
    if any(&["retention", "retain", "keep"]) {
        return Purpose::Retention;
    }
    if any(&["threshold", "revenue"]) || matches!(amount, Amount::Compute(_)) {
        return Purpose::Threshold;
    }
    if any(&["interval"]) && !has("min") {
        return Purpose::Interval;
    }
    if any(&["within", "due"]) && matches!(amount, Amount::Hours(..)) {
        return Purpose::Deadline;
    }
    match (comparator, amount) {
        (_, Amount::Words(_)) | (Comparator::Is | Comparator::In, _) => Purpose::Description,
        (Comparator::AtMost, Amount::Hours(..)) if !has("max") => Purpose::Deadline,
        (Comparator::AtMost | Comparator::Below, _) => Purpose::Ceiling,
        (Comparator::Above, Amount::Count(_, unit)) if unit == "user" || unit == "employee" => {
            Purpose::Threshold
        }
        (Comparator::AtLeast | Comparator::Above, _) => Purpose::Minimum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, value: f64, unit: &str, comparator: &str) -> (Amount, Purpose) {
        let quantity = from_parameter(&Parameter {
            name: name.into(),
            value: ParameterValue::Number(value),
            unit: Some(unit.into()),
            comparator: comparator.into(),
            text: String::new(),
        });
        (quantity.amount, quantity.purpose)
    }

    #[test]
    fn names_measures_and_comparators_tell_what_a_number_is_for() {
        assert_eq!(
            read("report-within", 15.0, "day", "<="),
            (Amount::Hours(360.0, 360.0), Purpose::Deadline)
        );
        assert_eq!(
            read("log-retention-min", 6.0, "month", ">=").1,
            Purpose::Retention
        );
        assert_eq!(
            read("compute-threshold", 1e26, "FLOP", ">"),
            (Amount::Compute(1e26), Purpose::Threshold)
        );
        assert_eq!(
            read("fine-max-turnover", 7.0, "percent-of-turnover", "<=").1,
            Purpose::Penalty
        );
        assert_eq!(
            read("review-interval", 1.0, "year", "<=").1,
            Purpose::Interval
        );
        assert_eq!(
            read("max-open-ai-pull-requests", 1.0, "pull-request", "<=").1,
            Purpose::Ceiling
        );
        assert_eq!(
            read("approvals-per-team", 2.0, "approval", ">=").1,
            Purpose::Minimum
        );
        assert_eq!(
            read("monthly-users", 1e6, "user", ">").1,
            Purpose::Threshold
        );
        assert_eq!(read("seats", 12.0, "seat", "=").1, Purpose::Description);
        assert_eq!(
            read("interval", 12.0, "month", "<=").0,
            read("interval", 1.0, "year", "<=").0
        );
    }
}
