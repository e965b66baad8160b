//! One YAML value → text, number or date, or why not. Never guesses what an author may have meant.

use crate::yaml::{Node, Plain, Value, plain};

/// The text of a node, or why it is none.
pub fn text(node: &Node) -> Result<&str, String> {
    let found = match &node.value {
        Value::Quoted(text) => text.as_str(),
        Value::Plain(raw) => match plain(raw) {
            Plain::Text(text) => text,
            Plain::Null => return Err("has to be text, this is null".to_owned()),
            Plain::Bool(_) | Plain::Number(_) => {
                return Err(format!(
                    "has to be text, this is {}; put it in quotes: '{raw}'",
                    kind(node)
                ));
            }
            Plain::Doubtful(other) => {
                return Err(format!(
                    "some readers take {raw} for {other}; put it in quotes: '{raw}'"
                ));
            }
        },
        Value::List(_) | Value::Map(_) => {
            return Err(format!("has to be text, this is {}", kind(node)));
        }
    };
    if found.is_empty() {
        return Err("the text is empty".to_owned());
    }
    if found.trim() != found {
        return Err("the text starts or ends with blanks".to_owned());
    }
    if found.chars().any(char::is_control) {
        return Err("the text has a line break or another control character".to_owned());
    }
    Ok(found)
}

/// The number of a node, or why it is none.
pub fn number(node: &Node) -> Result<f64, String> {
    let Value::Plain(raw) = &node.value else {
        return Err(format!("has to be a number, this is {}", kind(node)));
    };
    match plain(raw) {
        Plain::Number(number) if is_exact(raw, number) => Ok(number),
        Plain::Number(_) => Err(format!(
            "{raw} has more digits than can be kept; write it like 1.0e+25"
        )),
        Plain::Doubtful(_) => Err(format!("{raw} is not a number in ordinary notation")),
        Plain::Null | Plain::Bool(_) | Plain::Text(_) => {
            Err(format!("has to be a number, this is {}", kind(node)))
        }
    }
}

/// A whole number written out has to survive as a double; JSON readers know no other numbers.
fn is_exact(raw: &str, number: f64) -> bool {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    raw.contains(['.', 'e', 'E']) || number.abs() <= LARGEST
}

/// True for `YYYY`, `YYYY-MM` and `YYYY-MM-DD` that exist in the calendar.
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = matches!(bytes.len(), 4 | 7 | 10)
        && bytes.iter().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                *b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if !shape {
        return false;
    }
    let part = |from: usize, to: usize| {
        text.get(from..to)
            .and_then(|digits| digits.parse::<u32>().ok())
    };
    let (Some(year), month, day) = (
        part(0, 4),
        part(5, 7).unwrap_or(1),
        part(8, 10).unwrap_or(1),
    ) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// True for a plain `null`, `~` or nothing.
pub fn is_null(node: &Node) -> bool {
    matches!(&node.value, Value::Plain(raw) if plain(raw) == Plain::Null)
}

/// What a node is, in words.
pub fn kind(node: &Node) -> &'static str {
    match &node.value {
        Value::Quoted(_) => "text",
        Value::Plain(raw) => match plain(raw) {
            Plain::Null => "null",
            Plain::Bool(_) => "true or false",
            Plain::Number(_) => "a number",
            Plain::Text(_) => "text",
            Plain::Doubtful(other) => other,
        },
        Value::List(_) => "a list",
        Value::Map(_) => "a mapping",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_exist_in_the_calendar() {
        for good in ["1948", "2026-11", "2024-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "2026-13",
            "2026-02-30",
            "1900-02-29",
            "26",
            "2026-1-1",
            "2026-11-22T00",
            "0000",
            "٢٠٢٦",
            "２０２６",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
