//! Numbers as readers see them. Never rounds.

use yew::AttrValue;

/// A count with commas between thousands.
pub fn count(number: u32) -> AttrValue {
    let digits = number.to_string();
    if digits.len() < 4 {
        return AttrValue::from(digits);
    }
    let mut text = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    AttrValue::from(text)
}

/// A count with its noun: "1 rule", "1,463 rules".
pub fn of(number: u32, one: &str, many: &str) -> AttrValue {
    AttrValue::from([&*count(number), " ", if number == 1 { one } else { many }].concat())
}

/// A length of something already in memory, as a count.
pub fn len<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_463, "1,463"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(&*count(number), text);
        }
        assert_eq!(&*of(1, "rule", "rules"), "1 rule");
        assert_eq!(&*of(1_463, "rule", "rules"), "1,463 rules");
    }
}
