//! Dates as words: `2025-02-02` reads "2 Feb 2025". Never knows what day it is.

use crate::html::html;
use yew::{AttrValue, Html};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A date for people, with the exact form beside it for machines. Anything that is no date stays as it is.
pub fn day(date: &str) -> Html {
    match words(date) {
        Some(text) => html! { <time datetime={date.to_owned()}>{text}</time> },
        None => html! { <span>{date}</span> },
    }
}

/// The same as plain text.
pub fn text(date: &str) -> AttrValue {
    words(date).unwrap_or_else(|| AttrValue::from(date.to_owned()))
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD` in words; none if it is not one of these.
fn words(date: &str) -> Option<AttrValue> {
    let mut parts = date.split('-');
    let year = parts
        .next()
        .filter(|year| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()))?;
    let month = match parts.next() {
        None => return Some(AttrValue::from(year.to_owned())),
        Some(month) => MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?,
    };
    let words = match parts.next() {
        None => [month, " ", year].concat(),
        Some(day) => [
            &*day
                .parse::<u8>()
                .ok()
                .filter(|day| (1..=31).contains(day))?
                .to_string(),
            " ",
            month,
            " ",
            year,
        ]
        .concat(),
    };
    parts.next().is_none().then(|| AttrValue::from(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_words() {
        for (date, words) in [
            ("2025-02-02", "2 Feb 2025"),
            ("2026-01", "Jan 2026"),
            ("2003", "2003"),
            ("2026-13-01", "2026-13-01"),
            ("2026-01-32", "2026-01-32"),
            ("spring 2026", "spring 2026"),
            ("", ""),
        ] {
            assert_eq!(&*text(date), words);
        }
    }
}
