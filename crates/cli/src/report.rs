//! Numbers and nouns as people write them. Never more than that.

/// `1463` → `1,463`.
pub fn count(number: usize) -> String {
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

/// `1 rule`, `1,463 rules`.
pub fn counted(number: usize, noun: &str) -> String {
    format!(
        "{} {noun}{}",
        count(number),
        if number == 1 { "" } else { "s" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (number, text) in [
            (0, "0 rules"),
            (1, "1 rule"),
            (999, "999 rules"),
            (1463, "1,463 rules"),
        ] {
            assert_eq!(counted(number, "rule"), text);
        }
        assert_eq!(count(1_234_567), "1,234,567");
    }
}
