//! JSON as a tree that knows where everything stood. Never repairs, never guesses, never keeps the last of two keys.
//!
//! [`parse`] is strict (RFC 8259 with the limits of I-JSON, RFC 7493): UTF-8 only, no byte order mark, no duplicate
//! keys, no lone surrogates, nothing after the value. Every [`Node`] carries the byte offset `at` of its first
//! character; [`Node::pointer_to`] and [`Places`] turn an offset into a JSON pointer, a line and a column, so that
//! code which reads a tree only has to remember offsets.

mod canonical;
mod parse;
mod place;

pub use canonical::{canonical, es6_number};
pub use parse::{parse, parse_with_progress};
pub use place::Places;

use std::rc::Rc;

use crate::problem::{Problems, code};

/// How much a file may ask of us. Spent while parsing; nothing is allocated beyond it.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Size of the text in bytes.
    pub bytes: usize,
    /// Levels of lists and objects inside each other.
    pub depth: usize,
    /// Values in all, keys not counted.
    pub nodes: usize,
}

impl Limits {
    /// 64 MiB, the same as the page's limit: a browser tab cannot hold several copies of more.
    pub const BYTES: usize = 64 * 1024 * 1024;
    /// OSCAL content nests about 20 deep; 128 leaves room and keeps every recursion over a tree far from the stack.
    pub const DEPTH: usize = 128;
    /// A 64 MiB catalog has about 3.3 million values (one in 20 bytes). Four million keep a tree below 500 MB in wasm.
    pub const NODES: usize = 4_000_000;

    /// For files: everything as large as a reader may bring.
    pub const FILE: Self = Self {
        bytes: Self::BYTES,
        depth: Self::DEPTH,
        nodes: Self::NODES,
    };

    /// For signed envelopes and other small things: 4 MiB, 100,000 values.
    pub const SMALL: Self = Self {
        bytes: 4 * 1024 * 1024,
        depth: 64,
        nodes: 100_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::FILE
    }
}

/// The number of bytes, from the first on, that stand in a JSON string as they are: no quotation mark, no backslash, no
/// control character. Eight at a time, for strings are most of a file.
fn plain(bytes: &[u8]) -> usize {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = EACH << 7;
    // The highest bit of the lowest byte that is below `than` gets set; bytes above that one may be wrong.
    let below = |word: u64, than: u8| word.wrapping_sub(EACH * u64::from(than)) & !word & HIGH;
    let mut done = 0;
    for eight in bytes.chunks_exact(8) {
        let Ok(eight) = <[u8; 8]>::try_from(eight) else {
            break;
        };
        let word = u64::from_le_bytes(eight);
        let quotes = below(word ^ (EACH * u64::from(b'"')), 1);
        let slashes = below(word ^ (EACH * u64::from(b'\\')), 1);
        let found = quotes | slashes | below(word, 0x20);
        if found != 0 {
            return done + found.trailing_zeros() as usize / 8;
        }
        done += 8;
    }
    let rest = bytes.get(done..).unwrap_or_default().iter();
    done + rest
        .take_while(|&&byte| byte != b'"' && byte != b'\\' && byte >= 0x20)
        .count()
}

/// One JSON text.
#[derive(Clone, Debug, PartialEq)]
pub struct Json {
    /// Its value.
    pub root: Node,
}

/// A value and where it stood. Two nodes are equal when their values are, wherever they stood.
#[derive(Clone, Debug)]
pub struct Node {
    /// Byte offset of the first character of the value.
    pub at: u32,
    /// The value.
    pub value: Value,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written.
    Number(Number),
    /// A string, escapes resolved.
    String(Box<str>),
    /// A list.
    Array(Vec<Node>),
    /// An object, in the order of the file; no key occurs twice.
    Object(Vec<(Key, Node)>),
}

/// The name of an object's member and where it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Byte offset of the opening quotation mark.
    pub at: u32,
    /// The name, escapes resolved. Shared: a file of a thousand objects has the same few names in each of them.
    pub name: Rc<str>,
}

/// A number that keeps its source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(Box<str>);

impl Number {
    /// The text as the file has it.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The nearest double; none beyond its range.
    pub fn as_f64(&self) -> Option<f64> {
        self.0
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    }

    /// The integer, if it is written as one (no fraction, no exponent) and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The integer, if it is written as one (no fraction, no exponent), is not negative and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }
}

impl Node {
    /// The member of an object; none if there is no such member or this is no object.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_object()?
            .iter()
            .find(|(key, _)| &*key.name == name)
            .map(|(_, node)| node)
    }

    /// The element of a list.
    pub fn index(&self, index: usize) -> Option<&Node> {
        self.as_array()?.get(index)
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value {
            Some(text)
        } else {
            None
        }
    }

    /// The elements of a list.
    pub fn as_array(&self) -> Option<&[Node]> {
        if let Value::Array(items) = &self.value {
            Some(items)
        } else {
            None
        }
    }

    /// The members of an object.
    pub fn as_object(&self) -> Option<&[(Key, Node)]> {
        if let Value::Object(members) = &self.value {
            Some(members)
        } else {
            None
        }
    }

    /// A truth value.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value {
            Some(value)
        } else {
            None
        }
    }

    /// A number.
    pub fn as_number(&self) -> Option<&Number> {
        if let Value::Number(number) = &self.value {
            Some(number)
        } else {
            None
        }
    }

    /// What it is, in words: "a string", "a list"…
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// The text of a member that must be there and must be a string; otherwise a warning and none.
    pub fn expect_str(&self, name: &str, problems: &mut Problems) -> Option<&str> {
        self.required(name, problems)?
            .string_or_warn(name, problems)
    }

    /// The text of a member that may be missing but must be a string; otherwise a warning and none.
    pub fn optional_str(&self, name: &str, problems: &mut Problems) -> Option<&str> {
        self.get(name)?.string_or_warn(name, problems)
    }

    /// The elements of a member that may be missing but must be a list; a single object counts as a list of one.
    pub fn list(&self, name: &str, problems: &mut Problems) -> &[Node] {
        let Some(node) = self.get(name) else {
            return &[];
        };
        match &node.value {
            Value::Array(items) => items,
            Value::Object(_) => {
                problems.warn(
                    code::WRONG_TYPE,
                    node.at,
                    format!("`{name}` should be a list"),
                    "It was read as a list of one",
                );
                std::slice::from_ref(node)
            }
            _ => {
                let what = format!("`{name}` should be a list but is {}", node.kind());
                problems.warn(code::WRONG_TYPE, node.at, what, "It was left out");
                &[]
            }
        }
    }

    /// A member that must be there; otherwise a warning and none.
    pub fn required(&self, name: &str, problems: &mut Problems) -> Option<&Node> {
        let found = self.get(name);
        if found.is_none() {
            problems.warn(
                code::MISSING_FIELD,
                self.at,
                format!("`{name}` is missing"),
                "",
            );
        }
        found
    }

    fn string_or_warn(&self, name: &str, problems: &mut Problems) -> Option<&str> {
        let text = self.as_str();
        if text.is_none() {
            let what = format!("`{name}` should be a string but is {}", self.kind());
            problems.warn(code::WRONG_TYPE, self.at, what, "It was left out");
        }
        text
    }

    /// The JSON pointer (RFC 6901) of the value or key that stands at this offset, or else of what encloses it.
    pub fn pointer_to(&self, at: u32) -> String {
        let mut pointer = String::new();
        let mut node = self;
        // Members and elements stand in the order of the file, so the last one that begins at or before `at` holds it.
        while node.at != at {
            match &node.value {
                Value::Array(items) => {
                    let index = items.partition_point(|item| item.at <= at);
                    let Some(item) = index.checked_sub(1).and_then(|last| items.get(last)) else {
                        break;
                    };
                    push_step(&mut pointer, &(index - 1).to_string());
                    node = item;
                }
                Value::Object(members) => {
                    let index = members.partition_point(|(key, _)| key.at <= at);
                    let Some((key, item)) = index.checked_sub(1).and_then(|last| members.get(last))
                    else {
                        break;
                    };
                    push_step(&mut pointer, &key.name);
                    if at < item.at {
                        break;
                    }
                    node = item;
                }
                _ => break,
            }
        }
        pointer
    }
}

/// Adds one step to a JSON pointer, escaped as RFC 6901 §3 says.
fn push_step(pointer: &mut String, step: &str) {
    pointer.push('/');
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(c),
        }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => {
                a == b || a.as_f64().is_some_and(|a| Some(a) == b.as_f64())
            }
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => a == b,
            // RFC 8259 §1: an object is an unordered collection.
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len()
                    && a.iter().zip(b).all(|((key, node), (same, twin))| {
                        if key.name == same.name {
                            node == twin
                        } else {
                            other.get(&key.name) == Some(node)
                        }
                    })
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn eight_bytes_at_a_time_find_what_single_bytes_find() {
        let slowly = |bytes: &[u8]| {
            let stops = |byte: &u8| *byte == b'"' || *byte == b'\\' || *byte < 0x20;
            bytes.iter().position(stops).unwrap_or(bytes.len())
        };
        for length in 0..20 {
            for place in 0..=length {
                for byte in 0..=255_u8 {
                    for around in [b'a', 0x7f, 0x80, 0xff, b'!', b' ', b']', b'"'] {
                        let mut bytes = vec![around; length];
                        if let Some(slot) = bytes.get_mut(place) {
                            *slot = byte;
                        }
                        assert_eq!(plain(&bytes), slowly(&bytes), "{bytes:?}");
                    }
                }
            }
        }
    }
}
