//! RFC 8785 (JCS): the one way to print a JSON value. Never prints what JCS cannot carry.

use std::cmp::Ordering;

use super::{Node, Number, Value, plain};
use crate::problem::{Problem, code};

/// Integers beyond this are not all doubles, so two different texts would print alike (RFC 7493 §2.2).
const MAX_EXACT_INTEGER: u64 = (1 << 53) - 1;

/// Prints a value canonically, as UTF-8 bytes.
///
/// Refused: numbers beyond the range of a double, and integers that a double cannot carry exactly — a signature over
/// the printed form would not say which of them was meant. The problem has no place; see [`Problem::placed`].
pub fn canonical(node: &Node) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    print(node, &mut out)?;
    Ok(out)
}

/// A finite double as ECMAScript prints it (RFC 8785 §3.2.2.3); none for NaN and infinities.
pub fn es6_number(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    if number == 0.0 {
        return Some("0".to_owned());
    }
    let mut buffer = zmij::Buffer::new();
    let (digits, exponent) = shortest_digits(buffer.format_finite(number.abs()));
    let sign = if number < 0.0 { "-" } else { "" };
    // ECMA-262, Number::toString: k digits, and the decimal point stands after digit n.
    let k = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    let n = exponent;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let split = |at: i32| {
        digits
            .split_at_checked(usize::try_from(at).unwrap_or(0))
            .unwrap_or((&digits, ""))
    };
    let text = if k <= n && n <= 21 {
        format!("{sign}{digits}{}", zeros(n - k))
    } else if 0 < n && n <= 21 {
        let (whole, fraction) = split(n);
        format!("{sign}{whole}.{fraction}")
    } else if -6 < n && n <= 0 {
        format!("{sign}0.{}{digits}", zeros(-n))
    } else {
        let (first, rest) = split(1);
        let point = if rest.is_empty() { "" } else { "." };
        let plus = if n > 0 { "+" } else { "-" };
        format!("{sign}{first}{point}{rest}e{plus}{}", (n - 1).abs())
    };
    Some(text)
}

/// Takes the shortest digits out of a printed positive double, with the place of the decimal point counted from
/// their start: `1.5e-7` → (`15`, -6), `1200.0` → (`12`, 4).
fn shortest_digits(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let leading = i32::try_from(all.len() - significant.len()).unwrap_or(0);
    let point = i32::try_from(whole.len()).unwrap_or(0) + exponent - leading;
    (significant.trim_end_matches('0').to_owned(), point)
}

// Recursion is safe: the parser refuses trees deeper than `Limits::DEPTH`.
fn print(node: &Node, out: &mut Vec<u8>) -> Result<(), Problem> {
    match &node.value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => out.extend_from_slice(print_number(number)?.as_bytes()),
        Value::String(text) => print_string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                print(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<_> = members
                .iter()
                .map(|(key, node)| (&*key.name, node))
                .collect();
            if !sorted.is_sorted_by(|(a, _), (b, _)| by_units(a, b).is_le()) {
                ident::order::sort_by(&mut sorted, |(a, _), (b, _)| by_units(a, b));
            }
            out.push(b'{');
            for (index, (name, node)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                print_string(name, out);
                out.push(b':');
                print(node, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// RFC 8785 §3.2.3: keys sort by UTF-16 units, not by bytes; for ASCII that is the same.
fn by_units(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

fn print_number(number: &Number) -> Result<String, Problem> {
    let text = number.text();
    let printed = number
        .as_f64()
        .and_then(es6_number)
        .ok_or_else(|| out_of_range("A number is beyond the range of a double"))?;
    let is_integer = !text.contains(['.', 'e', 'E']);
    let digits = text.trim_start_matches('-');
    let exact = || {
        let size = digits.parse::<u64>();
        size.is_ok_and(|size| size <= MAX_EXACT_INTEGER)
    };
    // A large integer that is written as it would be printed stays what it is; any other would become its neighbour.
    if !is_integer || printed == text || exact() {
        Ok(printed)
    } else {
        Err(out_of_range(
            "An integer is too large to be printed canonically without changing it",
        ))
    }
}

fn out_of_range(what: &str) -> Problem {
    Problem::error(
        code::NUMBER_RANGE,
        what,
        "Write such numbers as strings (RFC 7493 §2.2)",
    )
}

/// RFC 8785 §3.2.2.2: the short escapes, `\u00xx` for other control characters, everything else as it is.
pub(super) fn print_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text.as_bytes();
    loop {
        let (as_it_is, escaped) = rest.split_at(plain(rest));
        out.extend_from_slice(as_it_is);
        let Some((&byte, after)) = escaped.split_first() else {
            break;
        };
        rest = after;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x0A => out.extend_from_slice(b"\\n"),
            0x0C => out.extend_from_slice(b"\\f"),
            0x0D => out.extend_from_slice(b"\\r"),
            0x00..=0x1F => {
                out.extend_from_slice(b"\\u00");
                for digit in [byte >> 4, byte & 15] {
                    out.push(if digit < 10 {
                        b'0' + digit
                    } else {
                        b'a' + digit - 10
                    });
                }
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}
