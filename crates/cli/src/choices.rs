//! Which rules are compared, and how they are looked at: the same choices, under the same names, as in the page's links.
//! Never filters anything.

use std::str::FromStr;

use ident::{Binding, CommunityKind, Confidence, Layer, Mechanism, Modality, Status, Topic};
use protocol::{CompareAsk, Ground};

/// Choices with a value; each may be repeated.
const NAMES: [&str; 12] = [
    "topic",
    "modality",
    "binds",
    "binding",
    "status",
    "mechanism",
    "support",
    "kind",
    "layer",
    "text",
    "ground",
    "asof",
];

const GROUNDS: [(&str, Ground); 4] = [
    ("stated", Ground::Stated),
    ("inferred", Ground::Inferred),
    ("similar", Ground::Similar),
    ("topic", Ground::SameTopic),
];

const SUPPORT: [(&str, Confidence); 2] =
    [("read", Confidence::Read), ("memory", Confidence::Memory)];

/// The choice of this name.
pub fn named(name: &str) -> Option<&'static str> {
    NAMES.into_iter().find(|known| *known == name)
}

/// Adds what was chosen.
pub fn choose(ask: &mut CompareAsk, name: &'static str, value: &str) -> Result<(), String> {
    let filter = &mut ask.filter;
    match name {
        "topic" => word(&mut filter.topics, Topic::ALL, Topic::as_str, name, value),
        "modality" => word(
            &mut filter.modalities,
            Modality::ALL,
            Modality::as_str,
            name,
            value,
        ),
        "binding" => word(
            &mut filter.bindings,
            Binding::ALL,
            Binding::as_str,
            name,
            value,
        ),
        "status" => word(
            &mut filter.statuses,
            Status::ALL,
            Status::as_str,
            name,
            value,
        ),
        "mechanism" => word(
            &mut filter.mechanisms,
            Mechanism::ALL,
            Mechanism::as_str,
            name,
            value,
        ),
        "kind" => word(
            &mut filter.kinds,
            CommunityKind::ALL,
            CommunityKind::as_str,
            name,
            value,
        ),
        "layer" => word(&mut filter.layers, Layer::ALL, Layer::as_str, name, value),
        "support" => one_of(&mut filter.confidences, &SUPPORT, name, value),
        "ground" => one_of(&mut ask.grounds, &GROUNDS, name, value),
        "binds" => {
            filter.binds.push(value.to_lowercase());
            Ok(())
        }
        "text" => {
            value.clone_into(&mut filter.text);
            Ok(())
        }
        _ => day(value).map(|day| ask.as_of = day),
    }
}

fn word<T: FromStr + Copy>(
    to: &mut Vec<T>,
    all: &[T],
    spelled: fn(T) -> &'static str,
    name: &str,
    value: &str,
) -> Result<(), String> {
    match value.parse() {
        Ok(word) => {
            to.push(word);
            Ok(())
        }
        Err(_unknown) => Err(unknown(name, value, all.iter().map(|one| spelled(*one)))),
    }
}

fn one_of<T: Copy>(
    to: &mut Vec<T>,
    all: &[(&'static str, T)],
    name: &str,
    value: &str,
) -> Result<(), String> {
    match all.iter().find(|(known, _)| *known == value) {
        Some((_, word)) => {
            to.push(*word);
            Ok(())
        }
        None => Err(unknown(name, value, all.iter().map(|(known, _)| *known))),
    }
}

fn unknown(name: &str, value: &str, all: impl Iterator<Item = &'static str>) -> String {
    let all: Vec<&str> = all.collect();
    format!(
        "no {name} is called {value:?}; there are {}",
        all.join(", ")
    )
}

/// `YYYY-MM-DD`, as the page's field gives it.
fn day(value: &str) -> Result<String, String> {
    let fits = value.len() == 10
        && value.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if fits {
        Ok(value.to_owned())
    } else {
        Err(format!("{value:?} is no day: write YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_of_the_page_is_understood_or_explained() {
        let mut ask = CompareAsk::default();
        for (name, value) in [
            ("topic", "privacy"),
            ("modality", "must-not"),
            ("binding", "voluntary"),
            ("status", "draft"),
            ("mechanism", "social-values"),
            ("support", "memory"),
            ("ground", "topic"),
            ("binds", "Provider"),
            ("text", "two words"),
            ("asof", "2026-01-31"),
        ] {
            let name = named(name).expect("it is a choice");
            assert_eq!(choose(&mut ask, name, value), Ok(()), "{name}");
        }
        assert_eq!(ask.filter.binds, ["provider"]);
        assert_eq!(ask.grounds, [Ground::SameTopic]);
        assert_eq!(ask.as_of, "2026-01-31");
        assert_eq!(
            choose(&mut ask, "ground", "x"),
            Err("no ground is called \"x\"; there are stated, inferred, similar, topic".into())
        );
        assert!(choose(&mut ask, "asof", "31.1.2026").is_err());
        assert_eq!(named("stated"), None);
    }
}
