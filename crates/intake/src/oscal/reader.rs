//! What all OSCAL readers share: budget, counted deviations, checks of the common patterns. Never keeps content.

use std::collections::HashSet;

use super::MAX_CONTROLS;
use crate::json::{Node, Value};
use crate::problem::{Problems, code};

/// A hostile file could invent new deviations for ever; those beyond this many go to the capped list of problems.
const MAX_REPEATED: usize = 64;

/// Reads a tree while collecting problems.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// What was met.
    pub problems: Problems,
    /// Controls read so far.
    controls: usize,
    /// Ids of controls, groups, parts and params seen so far.
    ids: HashSet<String>,
    /// Deviations that a file of one origin repeats on every item: reported once, with their number.
    repeated: Vec<Repeated>,
}

#[derive(Debug)]
struct Repeated {
    code: &'static str,
    at: u32,
    what: String,
    hint: &'static str,
    count: u32,
}

impl Reader {
    /// Notes a deviation that may occur on every item. Deviations of the same code and words are counted together.
    pub fn repeat(&mut self, code: &'static str, at: u32, what: String, hint: &'static str) {
        if let Some(known) = self
            .repeated
            .iter_mut()
            .find(|known| known.code == code && known.what == what)
        {
            known.count += 1;
        } else if self.repeated.len() < MAX_REPEATED {
            self.repeated.push(Repeated {
                code,
                at,
                what,
                hint,
                count: 1,
            });
        } else {
            self.problems.warn(code, at, what, hint);
        }
    }

    /// Ends the reading: repeated deviations become problems.
    pub fn finish(mut self) -> Problems {
        for Repeated {
            code,
            at,
            what,
            hint,
            count,
        } in self.repeated
        {
            let what = if count > 1 {
                format!("{what} ({count} times, first here)")
            } else {
                what
            };
            self.problems.warn(code, at, what, hint);
        }
        self.problems
    }

    /// Counts one more control; false when there are more than [`MAX_CONTROLS`].
    pub fn spend_control(&mut self) -> bool {
        self.controls += 1;
        self.controls <= MAX_CONTROLS
    }

    /// More controls were met than are allowed.
    pub fn is_over_budget(&self) -> bool {
        self.controls > MAX_CONTROLS
    }

    /// How many controls were read.
    pub fn controls(&self) -> usize {
        self.controls
    }

    /// The items of a list, each read by `read`.
    pub fn items<T>(
        &mut self,
        node: &Node,
        name: &'static str,
        read: fn(&Node, &mut Self) -> Option<T>,
    ) -> Vec<T> {
        let items = node.list(name, &mut self.problems);
        if items.is_empty()
            && let Some(list) = node.get(name)
            && matches!(list.value, Value::Array(_))
        {
            self.repeat(
                code::EMPTY_LIST,
                list.at,
                format!("`{name}` is an empty list"),
                "OSCAL leaves an absent list out",
            );
        }
        items.iter().filter_map(|item| read(item, self)).collect()
    }

    /// The strings of a list.
    pub fn strings(&mut self, node: &Node, name: &'static str) -> Vec<String> {
        self.items(node, name, |item, reader| {
            let text = item.as_str();
            if text.is_none() {
                let what = format!("A string should stand here, not {}", item.kind());
                reader
                    .problems
                    .warn(code::WRONG_TYPE, item.at, what, "It was left out");
            }
            text.map(str::to_owned)
        })
    }

    /// A text that must be there; empty with a warning when it is not.
    pub fn text(&mut self, node: &Node, name: &str) -> String {
        node.expect_str(name, &mut self.problems)
            .unwrap_or_default()
            .to_owned()
    }

    /// A text that may be missing.
    pub fn maybe(&mut self, node: &Node, name: &str) -> Option<String> {
        node.optional_str(name, &mut self.problems)
            .map(str::to_owned)
    }

    /// False, with a warning, for anything but an object; unknown members are counted.
    pub fn object(&mut self, node: &Node, what: &'static str, known: &[&str]) -> bool {
        let Some(members) = node.as_object() else {
            let what = format!("{what} should be an object but is {}", node.kind());
            self.problems
                .warn(code::WRONG_TYPE, node.at, what, "It was left out");
            return false;
        };
        for (key, _) in members {
            if !known.contains(&&*key.name) {
                let name: String = key.name.chars().take(40).collect();
                let what = format!("{what} has a field that OSCAL 1.2 does not know: `{name}`");
                self.repeat(code::UNKNOWN_FIELD, key.at, what, "It was left aside");
            }
        }
        true
    }

    /// Notes an id; a second one of the same text and one that is no OSCAL token are deviations.
    pub fn id(&mut self, node: &Node, id: &str) {
        if !is_token(id) {
            self.repeat(
                code::BAD_VALUE,
                node.at,
                "An id is not an OSCAL token".to_owned(),
                "A token starts with a letter or `_` and goes on with letters, digits, `.`, `-` and `_`; kept as it is",
            );
        }
        if !self.ids.insert(id.to_owned()) {
            let what = format!("The id {} stands twice", shown(id));
            self.problems.warn(
                code::DUPLICATE_ID,
                node.at,
                what,
                "Links to it lead to the first one",
            );
        }
    }

    /// A uuid of version 4 or 5 must stand here.
    pub fn uuid(&mut self, node: &Node) -> String {
        let uuid = self.text(node, "uuid");
        if !uuid.is_empty() && !is_uuid(&uuid) {
            let at = node.get("uuid").map_or(node.at, |uuid| uuid.at);
            let hint = "OSCAL wants version 4 or 5 in the form 8-4-4-4-12; kept as it is";
            self.repeat(
                code::BAD_VALUE,
                at,
                "A uuid has not the form of one".to_owned(),
                hint,
            );
        }
        uuid
    }
}

/// OSCAL's TokenDatatype; letters and digits are Unicode classes.
pub(crate) fn is_token(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|c| matches!(c, '_' | '.' | '-') || c.is_alphanumeric())
}

/// OSCAL's UUIDDatatype: version 4 or 5, variant 8 to b.
pub(crate) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => matches!(byte, b'4' | b'5'),
            19 => matches!(byte.to_ascii_lowercase(), b'8' | b'9' | b'a' | b'b'),
            _ => byte.is_ascii_hexdigit(),
        })
}

/// OSCAL's DateTimeWithTimezoneDatatype, as far as its form goes.
pub(crate) fn is_date_time_with_zone(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |pattern: &str, from: usize| {
        pattern
            .bytes()
            .enumerate()
            .all(|(at, expected)| match (expected, bytes.get(from + at)) {
                (b'0', Some(found)) => found.is_ascii_digit(),
                (expected, found) => found == Some(&expected),
            })
    };
    if !digits("0000-00-00T00:00:00", 0) {
        return false;
    }
    let mut at = 19;
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
    }
    match bytes.get(at) {
        Some(b'Z') => bytes.len() == at + 1,
        Some(b'+' | b'-') => digits("00:00", at + 1) && bytes.len() == at + 6,
        _ => false,
    }
}

/// A text from the file, shortened and in quotation marks.
pub(crate) fn shown(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        format!("{short:?}…")
    } else {
        format!("{short:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (text, expected) in [
            ("ac-2.3", true),
            ("_x", true),
            ("é1", true),
            ("5.1", false),
            ("a b", false),
            ("", false),
        ] {
            assert_eq!(is_token(text), expected, "{text}");
        }
        for (text, expected) in [
            ("58fbc61a-6a46-4d5f-9ed6-2bbd5b3a8f3c", true),
            ("58fbc61a-6a46-1d5f-9ed6-2bbd5b3a8f3c", false),
            ("58fbc61a6a464d5f9ed62bbd5b3a8f3c", false),
        ] {
            assert_eq!(is_uuid(text), expected, "{text}");
        }
        for (text, expected) in [
            ("2020-09-10T00:00:00.000-04:00", true),
            ("2020-09-10T00:00:00Z", true),
            ("2020-09-10T00:00:00", false),
            ("2020-09-10", false),
            ("2020-09-10T00:00:00Zx", false),
        ] {
            assert_eq!(is_date_time_with_zone(text), expected, "{text}");
        }
    }
}
