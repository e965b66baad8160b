//! Which of two quantities is stricter, and why. Never says more than the numbers carry.

use super::{Amount, Purpose, Quantity};

/// What can be said about two quantities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// The first is stricter.
    First(String),
    /// The second is stricter.
    Second(String),
    /// They ask the same.
    Equal(String),
    /// They cannot be ranked; the reason says why.
    NotComparable(String),
}

impl Judgement {
    /// The reason in words.
    pub fn reason(&self) -> &str {
        match self {
            Self::First(reason)
            | Self::Second(reason)
            | Self::Equal(reason)
            | Self::NotComparable(reason) => reason,
        }
    }
}

/// Compares two quantities that stand in the same row.
pub fn judge(first: &Quantity, second: &Quantity) -> Judgement {
    if first.purpose != second.purpose {
        return Judgement::NotComparable(
            [
                "one is for “",
                first.purpose.label(),
                "”, the other for “",
                second.purpose.label(),
                "”",
            ]
            .concat(),
        );
    }
    match (&first.amount, &second.amount) {
        (Amount::Words(_), _) => no_number(&first.text),
        (_, Amount::Words(_)) => no_number(&second.text),
        (Amount::Money(_, a), Amount::Money(_, b)) if a != b => Judgement::NotComparable(
            [
                a.as_str(),
                " and ",
                b.as_str(),
                " are different currencies, and no exchange rate is used",
            ]
            .concat(),
        ),
        (Amount::Count(_, a), Amount::Count(_, b)) if a != b => different("units"),
        (Amount::Date(a), Amount::Date(b)) => dates(first.purpose, a, b),
        (Amount::Hours(low, high), Amount::Hours(other_low, other_high)) => {
            spans(first, second, (*low, *high), (*other_low, *other_high))
        }
        (Amount::Money(a, _), Amount::Money(b, _))
        | (Amount::Turnover(a), Amount::Turnover(b))
        | (Amount::Compute(a), Amount::Compute(b))
        | (Amount::Count(a, _), Amount::Count(b, _)) => ranked(first, second, *a, *b),
        _ => different("measures"),
    }
}

fn no_number(text: &str) -> Judgement {
    Judgement::NotComparable(["“", text, "” gives no number"].concat())
}

fn different(what: &str) -> Judgement {
    Judgement::NotComparable(["they use different ", what].concat())
}

fn dates(purpose: Purpose, first: &str, second: &str) -> Judgement {
    let shared = first.len().min(second.len());
    let (a, b) = (first.get(..shared), second.get(..shared));
    if first == second {
        return Judgement::Equal(["both name ", first].concat());
    }
    if a == b {
        return Judgement::NotComparable(
            [
                "one date is only known as ",
                first.get(..shared).unwrap_or(first),
            ]
            .concat(),
        );
    }
    let earlier = if a < b { first } else { second };
    match purpose {
        // Earlier is a fact, stricter would be an opinion: a rule that starts earlier may ask for less.
        Purpose::Start => Judgement::NotComparable(
            [
                earlier,
                " is earlier; a date of application is not a matter of strictness",
            ]
            .concat(),
        ),
        _ => Judgement::NotComparable(
            [earlier, " is earlier; the dates concern different events"].concat(),
        ),
    }
}

fn spans(first: &Quantity, second: &Quantity, a: (f64, f64), b: (f64, f64)) -> Judgement {
    if a == b {
        return Judgement::Equal("both name the same span".to_owned());
    }
    if a.1 < b.0 || b.1 < a.0 {
        return ranked(first, second, a.0, b.0);
    }
    Judgement::NotComparable(
        "months and years have no fixed length, and these two spans overlap".to_owned(),
    )
}

fn ranked(first: &Quantity, second: &Quantity, a: f64, b: f64) -> Judgement {
    if a == b {
        return if first.comparator == second.comparator {
            Judgement::Equal("both name the same number".to_owned())
        } else {
            Judgement::NotComparable(
                "same number, but one includes it and the other does not".to_owned(),
            )
        };
    }
    let (less_is_stricter, because) = match first.purpose {
        Purpose::Deadline => (true, "leaves less time"),
        Purpose::Interval => (true, "comes round more often"),
        Purpose::Retention => (false, "must be kept longer"),
        Purpose::Threshold => (true, "binds from a smaller size on"),
        Purpose::Penalty => (false, "threatens more"),
        Purpose::Ceiling => (true, "allows less"),
        Purpose::Minimum => (false, "asks for more"),
        Purpose::Start | Purpose::End | Purpose::Description => {
            return Judgement::NotComparable(
                "these numbers describe, they do not oblige".to_owned(),
            );
        }
    };
    let first_wins = (a < b) == less_is_stricter;
    let (winner, loser) = if first_wins {
        (first, second)
    } else {
        (second, first)
    };
    let reason = [
        winner.text.as_str(),
        " ",
        because,
        " than ",
        loser.text.as_str(),
    ]
    .concat();
    if first_wins {
        Judgement::First(reason)
    } else {
        Judgement::Second(reason)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Comparator, measured};
    use super::*;

    fn quantity(purpose: Purpose, amount: Amount, text: &str) -> Quantity {
        Quantity {
            amount,
            comparator: Comparator::AtMost,
            purpose,
            text: text.to_owned(),
        }
    }

    fn check(first: &Quantity, second: &Quantity, expected: &str) {
        let told = |judgement| match judgement {
            Judgement::First(reason) => ["first: ", &reason].concat(),
            Judgement::Second(reason) => ["second: ", &reason].concat(),
            Judgement::Equal(reason) => ["equal: ", &reason].concat(),
            Judgement::NotComparable(reason) => ["no: ", &reason].concat(),
        };
        assert_eq!(told(judge(first, second)), expected);
        let mirrored = match judge(first, second) {
            Judgement::First(reason) => Judgement::Second(reason),
            Judgement::Second(reason) => Judgement::First(reason),
            other => other,
        };
        if !matches!(mirrored, Judgement::NotComparable(_)) {
            assert_eq!(
                judge(second, first),
                mirrored,
                "the mirrored question has the mirrored answer"
            );
        }
    }

    #[test]
    fn the_stricter_one_is_named_with_its_reason() {
        let deadline = |n, unit, text| quantity(Purpose::Deadline, measured(n, unit), text);
        check(
            &deadline(15.0, "day", "15 days"),
            &deadline(72.0, "hour", "72 hours"),
            "second: 72 hours leaves less time than 15 days",
        );
        check(
            &deadline(2.0, "day", "2 days"),
            &deadline(48.0, "hour", "48 hours"),
            "equal: both name the same span",
        );
        check(
            &deadline(1.0, "month", "1 month"),
            &deadline(30.0, "day", "30 days"),
            "no: months and years have no fixed length, and these two spans overlap",
        );
        let words = quantity(
            Purpose::Deadline,
            Amount::Words(vec!["without delay".into()]),
            "without delay",
        );
        check(
            &deadline(15.0, "day", "15 days"),
            &words,
            "no: “without delay” gives no number",
        );
        let compute = |n, text| quantity(Purpose::Threshold, Amount::Compute(n), text);
        check(
            &compute(1e25, "10^25 FLOP"),
            &compute(1e26, "10^26 FLOP"),
            "first: 10^25 FLOP binds from a smaller size on than 10^26 FLOP",
        );
        let fine = |n: f64, currency: &str, text| {
            quantity(Purpose::Penalty, Amount::Money(n, currency.into()), text)
        };
        check(
            &fine(3.5e7, "EUR", "€35 million"),
            &fine(1.5e7, "EUR", "€15 million"),
            "first: €35 million threatens more than €15 million",
        );
        check(
            &fine(3e7, "KRW", "30 million won"),
            &fine(1.5e7, "EUR", "€15 million"),
            "no: KRW and EUR are different currencies, and no exchange rate is used",
        );
        let start = |day: &str| quantity(Purpose::Start, Amount::Date(day.into()), "");
        check(
            &start("2026-08-02"),
            &start("2025-09-01"),
            "no: 2025-09-01 is earlier; a date of application is not a matter of strictness",
        );
    }
}
