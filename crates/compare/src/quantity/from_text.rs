//! Finds quantities in the wording of foreign rules. Never guesses a unit that does not stand there.

use super::{Amount, Comparator, Purpose, Quantity, measured};

/// Words that promise speed without a number.
const VAGUE: &[&str] = &[
    "without undue delay",
    "without delay",
    "immediately",
    "promptly",
    "as soon as possible",
    "timely",
    "in a timely manner",
];

/// Quantities named in a text, in reading order. Numbers without a known unit are left alone.
pub fn from_text(text: &str) -> Vec<Quantity> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match number_with_unit(&words, at) {
            Some((amount, length)) => {
                let before = words.get(at.saturating_sub(3)..at).unwrap_or_default();
                let (comparator, purpose) = reading(before, &amount);
                let text = bare(&words.get(at..at + length).unwrap_or_default().join(" "));
                found.push(Quantity {
                    amount,
                    comparator,
                    purpose,
                    text,
                });
                at += length;
            }
            None => at += 1,
        }
    }
    let lower = text.to_lowercase();
    if let Some(words) = VAGUE.iter().find(|words| lower.contains(**words)) {
        found.push(Quantity {
            amount: Amount::Words(vec![(*words).to_owned()]),
            comparator: Comparator::AtMost,
            purpose: Purpose::Deadline,
            text: (*words).to_owned(),
        });
    }
    found
}

/// A number at `at` with its unit, and how many words both take.
fn number_with_unit(words: &[&str], at: usize) -> Option<(Amount, usize)> {
    let first = bare(words.get(at)?);
    // "10^25 FLOP", "€15 million", "15 million EUR", "72 hours", "72-hour", "4%".
    let (symbol, digits) = match first.chars().next()? {
        '€' => (Some("EUR"), first.trim_start_matches('€')),
        '$' => (Some("USD"), first.trim_start_matches('$')),
        '£' => (Some("GBP"), first.trim_start_matches('£')),
        _ => (None, first.as_str()),
    };
    if let Some(percent) = digits.strip_suffix('%') {
        let rest = words
            .get(at + 1..words.len().min(at + 6))
            .unwrap_or_default()
            .join(" ")
            .to_lowercase();
        let value = number(percent)?;
        return Some(if rest.contains("turnover") {
            (Amount::Turnover(value), 1)
        } else {
            (Amount::Count(value, "percent".to_owned()), 1)
        });
    }
    if let Some((digits, unit)) = digits.split_once('-') {
        return Some((time(number(digits)?, &unit.to_lowercase())?, 1));
    }
    let mut value = number(digits)?;
    let mut length = 1;
    if let Some(scale) = words
        .get(at + length)
        .and_then(|word| scale(&bare(word).to_lowercase()))
    {
        value *= scale;
        length += 1;
    }
    if let Some(currency) = symbol {
        return Some((Amount::Money(value, currency.to_owned()), length));
    }
    let unit = bare(words.get(at + length)?);
    if matches!(
        unit.as_str(),
        "EUR" | "USD" | "GBP" | "KRW" | "BRL" | "CAD" | "JPY" | "CNY" | "INR"
    ) {
        return Some((measured(value, &unit), length + 1));
    }
    let lower = unit.to_lowercase();
    if matches!(lower.as_str(), "flop" | "flops" | "operations") {
        return Some((Amount::Compute(value), length + 1));
    }
    if lower == "percent"
        || (lower == "per"
            && words
                .get(at + length + 1)
                .is_some_and(|w| bare(w) == "cent"))
    {
        return Some((
            Amount::Count(value, "percent".to_owned()),
            length + if lower == "per" { 2 } else { 1 },
        ));
    }
    // "3 business days", "10 calendar days": the qualifier stays in the text.
    if matches!(
        lower.as_str(),
        "business" | "working" | "calendar" | "consecutive"
    ) {
        let unit = bare(words.get(at + length + 1)?).to_lowercase();
        return Some((time(value, &unit)?, length + 2));
    }
    Some((time(value, &lower)?, length + 1))
}

fn time(value: f64, unit: &str) -> Option<Amount> {
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    match unit {
        "minute" => Some(measured(value / 60.0, "hour")),
        "hour" | "day" | "week" | "month" | "year" => Some(measured(value, unit)),
        _ => None,
    }
}

fn scale(word: &str) -> Option<f64> {
    match word {
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        "billion" => Some(1e9),
        "trillion" => Some(1e12),
        _ => None,
    }
}

/// "15", "1,000,000", "10^25", "1e26", "thirty".
fn number(text: &str) -> Option<f64> {
    if let Some((base, power)) = text.split_once('^') {
        // Only powers of ten occur, and parsing rounds them correctly, which multiplying them out would not.
        return if base == "10" {
            ["1e", power].concat().parse().ok()
        } else {
            None
        };
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.replace(',', "").parse().ok();
    }
    const SPELLED: &[(&str, f64)] = &[
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twelve", 12.0),
        ("fourteen", 14.0),
        ("fifteen", 15.0),
        ("thirty", 30.0),
        ("sixty", 60.0),
        ("ninety", 90.0),
    ];
    let lower = text.to_lowercase();
    SPELLED
        .iter()
        .find(|(word, _)| *word == lower)
        .map(|(_, value)| *value)
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '"' | '“' | '”'))
        .to_owned()
}

/// What the words before a number say about it.
fn reading(before: &[&str], amount: &Amount) -> (Comparator, Purpose) {
    let before = before.join(" ").to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let is_time = matches!(amount, Amount::Hours(..));
    if says(&["within", "no later than", "not later than"]) && is_time {
        return (Comparator::AtMost, Purpose::Deadline);
    }
    if says(&["every", "each"]) && is_time {
        return (Comparator::AtMost, Purpose::Interval);
    }
    if matches!(amount, Amount::Compute(_)) {
        return (Comparator::Above, Purpose::Threshold);
    }
    if says(&["at least", "minimum", "not less"]) {
        let purpose = if is_time {
            Purpose::Retention
        } else {
            Purpose::Minimum
        };
        return (Comparator::AtLeast, purpose);
    }
    if matches!(amount, Amount::Turnover(_))
        || (matches!(amount, Amount::Money(..)) && says(&["up to", "fine"]))
    {
        return (Comparator::AtMost, Purpose::Penalty);
    }
    if says(&[
        "up to",
        "at most",
        "no more than",
        "not more than",
        "maximum",
    ]) {
        return (Comparator::AtMost, Purpose::Ceiling);
    }
    (Comparator::Is, Purpose::Description)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Purpose)]) {
        let found = from_text(text);
        let found: Vec<(&str, Purpose)> =
            found.iter().map(|q| (q.text.as_str(), q.purpose)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn wordings_of_foreign_rules_are_read() {
        check(
            "Report the incident within 72 hours.",
            &[("72 hours", Purpose::Deadline)],
        );
        check(
            "Report without undue delay, and not later than fifteen days after",
            &[
                ("fifteen days", Purpose::Deadline),
                ("without undue delay", Purpose::Deadline),
            ],
        );
        check(
            "Records are kept for at least 6 months",
            &[("6 months", Purpose::Retention)],
        );
        check("Reviewed every 3 years", &[("3 years", Purpose::Interval)]);
        check(
            "fines of up to €15 million or 3% of its worldwide turnover",
            &[("€15 million", Purpose::Penalty), ("3%", Purpose::Penalty)],
        );
        check(
            "trained with more than 10^25 FLOP",
            &[("10^25 FLOP", Purpose::Threshold)],
        );
        check("Article 5 lists 8 practices", &[]);
    }

    #[test]
    fn amounts_are_in_base_units() {
        let first = |text: &str| from_text(text).into_iter().next().map(|q| q.amount);
        assert_eq!(
            first("within two business days"),
            Some(Amount::Hours(48.0, 48.0))
        );
        assert_eq!(first("more than 1e26 FLOPs"), Some(Amount::Compute(1e26)));
        assert_eq!(first("10^25 FLOP"), Some(Amount::Compute(1e25)));
        assert_eq!(first("$1 million"), Some(Amount::Money(1e6, "USD".into())));
    }
}
