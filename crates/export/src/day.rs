//! Dates as words and as numbers: `2025-02-02` reads "2 Feb 2025". Never knows what day it is.

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date in words; anything that is no date stays as it is.
pub(crate) fn words(date: &str) -> String {
    let month = |at: u32| MONTHS.get(at as usize - 1).copied().unwrap_or_default();
    match *parts(date).as_slice() {
        [year] => padded(year),
        [year, at] => [month(at), " ", &padded(year)].concat(),
        [year, at, day] => [&day.to_string(), " ", month(at), " ", &padded(year)].concat(),
        _ => date.to_owned(),
    }
}

fn padded(year: u32) -> String {
    let digits = year.to_string();
    ["0000".get(digits.len()..).unwrap_or_default(), &digits].concat()
}

/// The month's name as BibTeX has it, `feb`.
pub(crate) fn month(date: &str) -> Option<String> {
    let at = *parts(date).get(1)?;
    MONTHS
        .get(at as usize - 1)
        .map(|month| month.to_lowercase())
}

/// Year, month and day as far as they are given; empty if it is none of `YYYY`, `YYYY-MM`, `YYYY-MM-DD`.
pub(crate) fn parts(date: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for (at, part) in date.split('-').enumerate() {
        let (length, most) = match at {
            0 => (4, 9999),
            1 => (2, 12),
            2 => (2, 31),
            _ => return Vec::new(),
        };
        let digits = part.len() == length && part.bytes().all(|digit| digit.is_ascii_digit());
        match part.parse::<u32>() {
            Ok(number) if digits && (at == 0 || number > 0) && number <= most => {
                numbers.push(number)
            }
            _ => return Vec::new(),
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_words_and_numbers() {
        for (date, expected, numbers) in [
            ("2025-02-02", "2 Feb 2025", vec![2025, 2, 2]),
            ("2026-01", "Jan 2026", vec![2026, 1]),
            ("2003", "2003", vec![2003]),
            ("0997", "0997", vec![997]),
            ("2026-13-01", "2026-13-01", vec![]),
            ("2026-00", "2026-00", vec![]),
            ("2026-01-32", "2026-01-32", vec![]),
            ("2026-01-01-01", "2026-01-01-01", vec![]),
            ("spring 2026", "spring 2026", vec![]),
            ("", "", vec![]),
        ] {
            assert_eq!(words(date), expected);
            assert_eq!(parts(date), numbers, "{date}");
        }
        assert_eq!(month("2025-02-02").as_deref(), Some("feb"));
        assert_eq!(month("2025"), None);
    }
}
