//! Numbers in sentences. Never uses floating-point formatting, which costs a reader kilobytes.

/// `1463` as `1,463`.
pub(crate) fn count(number: u32) -> String {
    grouped(u64::from(number))
}

/// `1 rule`, `1,463 rules`.
pub(crate) fn plural(number: u32, one: &str, many: &str) -> String {
    let mut text = count(number);
    text.push(' ');
    text.push_str(if number == 1 { one } else { many });
    text
}

/// A number as people write it, with at most two decimals; as text if it is out of reach.
pub(crate) fn decimal(number: f64) -> String {
    let hundredths = (number.abs() * 100.0).round();
    // Above 2⁵³ hundredths are no longer exact.
    if !hundredths.is_finite() || hundredths > 9.0e15 {
        return "a very large number".to_owned();
    }
    let hundredths = hundredths as u64;
    let mut text = if number < 0.0 && hundredths > 0 {
        "\u{2212}".to_owned()
    } else {
        String::new()
    };
    text.push_str(&grouped(hundredths / 100));
    let rest = hundredths % 100;
    if rest > 0 {
        text.push('.');
        text.push(char::from(b'0' + (rest / 10) as u8));
        if !rest.is_multiple_of(10) {
            text.push(char::from(b'0' + (rest % 10) as u8));
        }
    }
    text
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            text.push_str(if at + 1 == names.len() { " and " } else { ", " });
        }
        text.push_str(name.as_ref());
    }
    text
}

/// The text with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// True if a date (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) has begun by the given day.
pub(crate) fn reached(date: &str, today: &str) -> bool {
    match today.get(..date.len()) {
        Some(begin) => date <= begin,
        None => date <= today,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(
            [count(7), count(1463), count(1_000_000)],
            ["7", "1,463", "1,000,000"]
        );
        assert_eq!(
            [plural(1, "rule", "rules"), plural(0, "rule", "rules")],
            ["1 rule", "0 rules"]
        );
        let check = |number, expected: &str| assert_eq!(decimal(number), expected);
        check(0.0, "0");
        check(15.0, "15");
        check(0.25, "0.25");
        check(1234.5, "1,234.5");
        check(-2.0, "\u{2212}2");
        check(f64::INFINITY, "a very large number");
    }

    #[test]
    fn names_in_a_row() {
        assert_eq!(list(&["a"; 0]), "");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }

    #[test]
    fn partial_dates_are_reached_when_they_begin() {
        for (date, expected) in [
            ("2026", true),
            ("2026-11", true),
            ("2026-11-22", true),
            ("2026-11-23", false),
            ("2027", false),
        ] {
            assert_eq!(reached(date, "2026-11-22"), expected, "{date}");
        }
    }
}
