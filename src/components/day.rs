//! Dates and moments as words: `2025-02-02` reads "2 Feb 2025". Never knows what day it is.

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

/// A moment in UTC (RFC 3339, ending in `Z`) for people: "2 Feb 2025, 09:00:00 UTC". Anything else stays as it is.
pub fn moment(exact: &str) -> Html {
    match moment_words(exact) {
        Some(text) => html! { <time datetime={exact.to_owned()}>{text}</time> },
        None => day(exact),
    }
}

/// Whether a word is such a moment.
pub fn is_moment(exact: &str) -> bool {
    moment_words(exact).is_some()
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

/// A moment in words, to the second; none if it is not written in UTC.
fn moment_words(exact: &str) -> Option<String> {
    let (date, time) = exact.strip_suffix('Z')?.split_once('T')?;
    Some([&*words(date)?, ", ", time.split('.').next()?, " UTC"].concat())
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

    #[test]
    fn moments_read_as_words_only_in_utc() {
        for (exact, words) in [
            ("2026-06-01T09:00:05Z", Some("1 Jun 2026, 09:00:05 UTC")),
            ("2026-06-01T09:00:05.25Z", Some("1 Jun 2026, 09:00:05 UTC")),
            ("2026-06-01T09:00:05+02:00", None),
            ("2026-13-01T09:00:05Z", None),
            ("2026-06-01", None),
        ] {
            assert_eq!(moment_words(exact).as_deref(), words, "{exact}");
        }
    }
}
