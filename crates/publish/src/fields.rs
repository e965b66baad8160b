//! Reads the fields of one YAML mapping by name and type. Never fills in what the file does not say.
//!
//! A getter notes what is wrong at the desk and answers with `None`; the caller goes on, so that all is found at once.

use crate::refusal::Desk;
use crate::scalar::{is_date, is_null, kind, number, text};
use crate::yaml::{Entry, Node, Plain, Value, plain};
use std::str::FromStr;

/// A mapping whose keys were checked against a list.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'n> {
    entries: &'n [Entry],
    line: usize,
}

/// A text and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'n> {
    /// The text.
    pub text: &'n str,
    /// Line, from 1.
    pub line: usize,
}

impl<'n> Fields<'n> {
    /// Opens a mapping. Unknown and missing fields are refused; the rest can still be read.
    pub fn open(
        node: &'n Node,
        place: &str,
        required: &[&str],
        optional: &[&str],
        desk: &mut Desk<'_>,
    ) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            desk.refuse(
                node.line,
                format!(
                    "{place} has to be a mapping of fields, this is {}",
                    kind(node)
                ),
            );
            return None;
        };
        for entry in entries {
            let key = entry.key.as_str();
            if !required.contains(&key) && !optional.contains(&key) {
                desk.refuse(entry.line, format!("unknown field {key:?} in {place}"));
            }
        }
        for key in required {
            if !entries.iter().any(|entry| entry.key == *key) {
                desk.refuse(node.line, format!("field {key:?} is missing in {place}"));
            }
        }
        Some(Self {
            entries,
            line: node.line,
        })
    }

    /// Line on which the mapping starts.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The value of a field, if it is there at all.
    pub fn node(&self, key: &str) -> Option<&'n Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
    }

    /// The value of a field unless it is absent or null.
    pub fn given(&self, key: &str) -> Option<&'n Node> {
        self.node(key).filter(|node| !is_null(node))
    }

    /// A text.
    pub fn text(&self, key: &str, desk: &mut Desk<'_>) -> Option<Text<'n>> {
        let node = self.node(key)?;
        match text(node) {
            Ok(text) => Some(Text {
                text,
                line: node.line,
            }),
            Err(reason) => {
                desk.refuse(node.line, format!("{key}: {reason}"));
                None
            }
        }
    }

    /// A text, or nothing where the field is absent or null.
    pub fn text_or_null(&self, key: &str, desk: &mut Desk<'_>) -> Option<Text<'n>> {
        self.given(key).and_then(|_| self.text(key, desk))
    }

    /// A text copied out.
    pub fn string(&self, key: &str, desk: &mut Desk<'_>) -> Option<String> {
        self.text(key, desk).map(|found| found.text.to_owned())
    }

    /// A lower-case slug.
    pub fn slug(&self, key: &str, desk: &mut Desk<'_>) -> Option<Text<'n>> {
        let found = self.text(key, desk)?;
        if ident::is_slug(found.text) {
            return Some(found);
        }
        let what = format!(
            "{key}: {:?} is not lower-case words and digits joined by single hyphens",
            found.text
        );
        desk.refuse(found.line, what);
        None
    }

    /// A web address.
    pub fn url(&self, key: &str, desk: &mut Desk<'_>) -> Option<String> {
        let found = self.text(key, desk)?;
        check_url(key, found, desk).then(|| found.text.to_owned())
    }

    /// A date in one of the three forms.
    pub fn date(&self, key: &str, desk: &mut Desk<'_>) -> Option<Text<'n>> {
        let node = self.node(key)?;
        if let Value::Plain(raw) = &node.value
            && matches!(plain(raw), Plain::Number(_) | Plain::Doubtful(_))
        {
            desk.refuse(
                node.line,
                format!("{key}: a date is text; put it in quotes: '{raw}'"),
            );
            return None;
        }
        let found = self.text(key, desk)?;
        if is_date(found.text) {
            return Some(found);
        }
        let what = format!(
            "{key}: {:?} is not a date (YYYY, YYYY-MM or YYYY-MM-DD)",
            found.text
        );
        desk.refuse(found.line, what);
        None
    }

    /// A date, or nothing where the field is absent or null.
    pub fn date_or_null(&self, key: &str, desk: &mut Desk<'_>) -> Option<Text<'n>> {
        self.given(key).and_then(|_| self.date(key, desk))
    }

    /// A word of a closed list.
    pub fn word<W: FromStr>(&self, key: &str, desk: &mut Desk<'_>) -> Option<W>
    where
        W::Err: std::fmt::Display,
    {
        let found = self.text(key, desk)?;
        word(key, found, desk)
    }

    /// `true` or `false`.
    pub fn truth(&self, key: &str, desk: &mut Desk<'_>) -> Option<bool> {
        let node = self.node(key)?;
        if let Value::Plain(raw) = &node.value
            && let Plain::Bool(truth) = plain(raw)
        {
            return Some(truth);
        }
        desk.refuse(
            node.line,
            format!("{key}: has to be true or false, this is {}", kind(node)),
        );
        None
    }

    /// A number.
    pub fn number(&self, key: &str, desk: &mut Desk<'_>) -> Option<f64> {
        let node = self.given(key)?;
        match number(node) {
            Ok(number) => Some(number),
            Err(reason) => {
                desk.refuse(node.line, format!("{key}: {reason}"));
                None
            }
        }
    }

    /// A list, or nothing where the field is absent.
    pub fn list(&self, key: &str, desk: &mut Desk<'_>) -> &'n [Node] {
        match self.node(key) {
            None => &[],
            Some(Node {
                value: Value::List(items),
                ..
            }) => items,
            Some(node) => {
                desk.refuse(
                    node.line,
                    format!("{key}: has to be a list, this is {}", kind(node)),
                );
                &[]
            }
        }
    }

    /// A list of different texts, at least `least` of them.
    pub fn texts(&self, key: &str, least: usize, desk: &mut Desk<'_>) -> Vec<Text<'n>> {
        let Some(node) = self.node(key) else {
            return Vec::new();
        };
        if let Value::List(items) = &node.value {
            return texts(key, node.line, items, least, desk);
        }
        desk.refuse(
            node.line,
            format!("{key}: has to be a list, this is {}", kind(node)),
        );
        Vec::new()
    }

    /// A list of different texts, copied out.
    pub fn strings(&self, key: &str, least: usize, desk: &mut Desk<'_>) -> Vec<String> {
        self.texts(key, least, desk)
            .into_iter()
            .map(|found| found.text.to_owned())
            .collect()
    }
}

/// Reads different texts out of a list.
pub fn texts<'n>(
    key: &str,
    line: usize,
    items: &'n [Node],
    least: usize,
    desk: &mut Desk<'_>,
) -> Vec<Text<'n>> {
    if items.len() < least {
        let what = match items.len() {
            0 => format!("{key}: the list is empty"),
            few => format!("{key}: the list has {few} of at least {least} entries"),
        };
        desk.refuse(line, what);
    }
    let mut found: Vec<Text<'n>> = Vec::with_capacity(items.len());
    for item in items {
        match text(item) {
            Ok(text) if found.iter().any(|known| known.text == text) => {
                desk.refuse(
                    item.line,
                    format!("{key}: {text:?} stands in the list twice"),
                );
            }
            Ok(text) => found.push(Text {
                text,
                line: item.line,
            }),
            Err(reason) => desk.refuse(item.line, format!("{key}: {reason}")),
        }
    }
    found
}

/// Looks a word up in its closed list.
pub fn word<W: FromStr>(key: &str, found: Text<'_>, desk: &mut Desk<'_>) -> Option<W>
where
    W::Err: std::fmt::Display,
{
    match found.text.parse() {
        Ok(word) => Some(word),
        Err(unknown) => {
            desk.refuse(found.line, format!("{key}: {unknown}"));
            None
        }
    }
}

/// Refuses what is not an `http` or `https` address.
pub fn check_url(key: &str, found: Text<'_>, desk: &mut Desk<'_>) -> bool {
    let rest = found
        .text
        .strip_prefix("https://")
        .or_else(|| found.text.strip_prefix("http://"));
    let sound = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
    if !sound {
        desk.refuse(
            found.line,
            format!(
                "{key}: {:?} is not a web address (http:// or https://)",
                found.text
            ),
        );
    }
    sound
}
