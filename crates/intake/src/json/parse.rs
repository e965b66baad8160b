//! Bytes → tree, iteratively: the depth of a file never becomes the depth of our stack. Never skips over an error.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::{Json, Key, Limits, Node, Number, Places, Value, plain, push_step};
use crate::problem::{Problem, code};

/// Progress is told about this often, in bytes: about a hundred times for the largest file.
const PROGRESS_EVERY: usize = 512 * 1024;

/// Objects up to this many members are checked for duplicate keys by comparing each with each, larger ones by hashing.
const FEW_MEMBERS: usize = 12;

/// Reads one JSON text. The error carries the first problem, with pointer, line and column.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Json, Problem> {
    parse_with_progress(bytes, limits, &mut |_, _| ())
}

/// The same, telling from time to time how many bytes of how many are done.
pub fn parse_with_progress(
    bytes: &[u8],
    limits: &Limits,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Json, Problem> {
    if bytes.len() > limits.bytes.min(u32::MAX as usize) {
        let what = format!(
            "The file has {} bytes, more than the limit of {}",
            bytes.len(),
            limits.bytes
        );
        return Err(Problem::error(
            code::TOO_LARGE,
            what,
            "Split it, or use the command line on parts of it",
        ));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(bytes, error.valid_up_to())),
    };
    let mut parser = Parser {
        text,
        bytes,
        at: 0,
        limits,
        nodes: 0,
        open: Vec::new(),
        next_report: PROGRESS_EVERY,
        names: vec![Rc::default(); NAMES],
    };
    match parser.document(progress) {
        Ok(root) => Ok(Json { root }),
        Err(wrong) => Err(parser.report(wrong)),
    }
}

/// What went wrong where; places are added once it is known that the whole parse has failed.
struct Wrong {
    code: &'static str,
    at: usize,
    what: String,
    hint: &'static str,
}

/// A list or object whose end has not been reached.
enum Open {
    Array(u32, Vec<Node>),
    Object(u32, Vec<(Key, Node)>, Key),
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    limits: &'a Limits,
    nodes: usize,
    open: Vec<Open>,
    next_report: usize,
    /// Names met last, each at a place that follows from its letters.
    names: Vec<Rc<str>>,
}

/// Names that are remembered; formats have about as many.
const NAMES: usize = 128;

impl<'a> Parser<'a> {
    fn document(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Node, Wrong> {
        if self.bytes.starts_with(b"\xEF\xBB\xBF") {
            return Err(self.wrong(
                code::BYTE_ORDER_MARK,
                0,
                "The file starts with a byte order mark",
                "Save it as UTF-8 without BOM (RFC 8259 §8.1)",
            ));
        }
        self.skip_blanks();
        if self.at >= self.bytes.len() {
            return Err(self.wrong(
                code::EMPTY,
                0,
                "The file is empty",
                "Choose another file, or fetch it again",
            ));
        }
        loop {
            // A value begins here; `None` means that a list or object was opened and its first value comes next.
            let Some(mut node) = self.value()? else {
                continue;
            };
            loop {
                if self.at >= self.next_report {
                    self.next_report = self.at + PROGRESS_EVERY;
                    progress(self.at as u64, self.bytes.len() as u64);
                }
                self.skip_blanks();
                match self.open.pop() {
                    None => return self.end(node),
                    Some(Open::Array(at, mut items)) => {
                        items.push(node);
                        match self.peek() {
                            Some(b',') => {
                                self.at += 1;
                                self.skip_blanks();
                                self.open.push(Open::Array(at, items));
                                break;
                            }
                            Some(b']') => {
                                self.at += 1;
                                node = Node {
                                    at,
                                    value: Value::Array(items),
                                };
                            }
                            _ => return Err(self.unexpected("a comma or the end of the list `]`")),
                        }
                    }
                    Some(Open::Object(at, mut members, key)) => {
                        members.push((key, node));
                        match self.peek() {
                            Some(b',') => {
                                self.at += 1;
                                self.skip_blanks();
                                let next = self.key()?;
                                self.open.push(Open::Object(at, members, next));
                                break;
                            }
                            Some(b'}') => {
                                self.at += 1;
                                self.refuse_duplicates(&members)?;
                                node = Node {
                                    at,
                                    value: Value::Object(members),
                                };
                            }
                            _ => {
                                return Err(self.unexpected("a comma or the end of the object `}`"));
                            }
                        }
                    }
                }
            }
        }
    }

    fn end(&self, node: Node) -> Result<Node, Wrong> {
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.wrong(
                code::TRAILING,
                self.at,
                "There is more text after the end of the JSON value",
                "A file holds one JSON value; JSON Lines bundles hold one per line",
            )),
        }
    }

    /// Reads a value, or opens a list or object.
    fn value(&mut self) -> Result<Option<Node>, Wrong> {
        self.nodes += 1;
        if self.nodes > self.limits.nodes {
            let what = format!("The file holds more than {} values", self.limits.nodes);
            return Err(self.wrong(
                code::TOO_MANY_VALUES,
                self.at,
                what,
                "Split it into smaller files",
            ));
        }
        let at = self.at;
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string()?.into()),
            Some(b'{') => {
                self.deeper()?;
                self.skip_blanks();
                if self.peek() == Some(b'}') {
                    self.at += 1;
                    Value::Object(Vec::new())
                } else {
                    let key = self.key()?;
                    self.open.push(Open::Object(offset(at), Vec::new(), key));
                    return Ok(None);
                }
            }
            Some(b'[') => {
                self.deeper()?;
                self.skip_blanks();
                if self.peek() == Some(b']') {
                    self.at += 1;
                    Value::Array(Vec::new())
                } else {
                    self.open.push(Open::Array(offset(at), Vec::new()));
                    return Ok(None);
                }
            }
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Some(Node {
            at: offset(at),
            value,
        }))
    }

    fn deeper(&mut self) -> Result<(), Wrong> {
        if self.open.len() >= self.limits.depth {
            let what = format!(
                "Lists and objects are nested more than {} levels deep",
                self.limits.depth
            );
            return Err(self.wrong(
                code::TOO_DEEP,
                self.at,
                what,
                "No known format needs that; the file is probably made to do harm",
            ));
        }
        self.at += 1;
        Ok(())
    }

    /// Reads a member's name and its colon.
    fn key(&mut self) -> Result<Key, Wrong> {
        let at = offset(self.at);
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a name in double quotes"));
        }
        let name = self.string()?;
        let name = self.shared(&name);
        self.skip_blanks();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("a colon"));
        }
        self.at += 1;
        self.skip_blanks();
        Ok(Key { at, name })
    }

    /// One copy of a name for all that are alike and near.
    fn shared(&mut self, name: &str) -> Rc<str> {
        let letters = name.as_bytes();
        let letter = |at: usize| letters.get(at).map_or(0, |byte| usize::from(*byte));
        let mix =
            letter(0) * 5 + letter(letters.len() / 2) * 3 + letter(letters.len().wrapping_sub(1));
        match self.names.get_mut((mix + letters.len()) % NAMES) {
            Some(known) => {
                if **known != *name {
                    *known = name.into();
                }
                Rc::clone(known)
            }
            None => name.into(),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Wrong> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(value)
        } else {
            self.at += rest
                .iter()
                .zip(word.as_bytes())
                .take_while(|(a, b)| a == b)
                .count();
            Err(self.unexpected("`true`, `false` or `null`"))
        }
    }

    /// RFC 8259 §6: no leading zeros, no bare point, no plus sign in front.
    fn number(&mut self) -> Result<Number, Wrong> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.unexpected("no digit after a leading zero"));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Number(
            self.text.get(start..self.at).unwrap_or_default().into(),
        ))
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.unexpected("a digit"))
        } else {
            Ok(())
        }
    }

    /// Reads a string from its opening quotation mark on.
    fn string(&mut self) -> Result<Cow<'a, str>, Wrong> {
        self.at += 1;
        let mut start = self.at;
        let mut unescaped = String::new();
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.at += plain(rest);
            let piece = self.text.get(start..self.at).unwrap_or_default();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    if unescaped.is_empty() {
                        return Ok(Cow::Borrowed(piece));
                    }
                    unescaped.push_str(piece);
                    return Ok(Cow::Owned(unescaped));
                }
                Some(b'\\') => {
                    unescaped.push_str(piece);
                    unescaped.push(self.escape()?);
                    start = self.at;
                }
                Some(_) => {
                    return Err(self.wrong(
                        code::NOT_JSON,
                        self.at,
                        "A control character stands in a string",
                        "Write line breaks as \\n and tabs as \\t",
                    ));
                }
                None => return Err(self.unexpected("the closing quotation mark")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Wrong> {
        let start = self.at;
        self.at += 1;
        let c = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape(start);
            }
            _ => {
                return Err(
                    self.unexpected("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
                );
            }
        };
        self.at += 1;
        Ok(c)
    }

    fn unicode_escape(&mut self, start: usize) -> Result<char, Wrong> {
        let unit = self.four_hex_digits()?;
        let code_point = match unit {
            0xD800..=0xDBFF => {
                let low = if self
                    .bytes
                    .get(self.at..)
                    .unwrap_or_default()
                    .starts_with(b"\\u")
                {
                    self.at += 2;
                    self.four_hex_digits()?
                } else {
                    0
                };
                if !(0xDC00..=0xDFFF).contains(&low) {
                    return Err(self.lone(start));
                }
                0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            }
            _ => unit,
        };
        char::from_u32(code_point).ok_or_else(|| self.lone(start))
    }

    fn four_hex_digits(&mut self) -> Result<u32, Wrong> {
        let mut number = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            number = number * 16
                + digit.ok_or_else(|| self.unexpected("four hexadecimal digits after \\u"))?;
            self.at += 1;
        }
        Ok(number)
    }

    fn lone(&self, at: usize) -> Wrong {
        self.wrong(
            code::LONE_SURROGATE,
            at,
            "Half of a surrogate pair stands in a string",
            "It names no character; write both halves, or the character itself (RFC 7493 §2.1)",
        )
    }

    fn refuse_duplicates(&mut self, members: &[(Key, Node)]) -> Result<(), Wrong> {
        let twice = if members.len() <= FEW_MEMBERS {
            members.iter().enumerate().find_map(|(index, (key, _))| {
                let earlier = members
                    .iter()
                    .take(index)
                    .find(|(first, _)| first.name == key.name)?;
                Some((&earlier.0, key))
            })
        } else {
            let mut seen = HashMap::with_capacity(members.len());
            members
                .iter()
                .find_map(|(key, _)| Some((seen.insert(&*key.name, key)?, key)))
        };
        let Some((first, second)) = twice else {
            return Ok(());
        };
        let (line, column) = Places::new(self.bytes).line_and_column(first.at);
        // The pointer of the report is that of the object; the key is named in the words.
        let what = format!(
            "The name {} stands twice in one object, first at line {line}, column {column}",
            quoted(&second.name)
        );
        Err(self.wrong(
            code::DUPLICATE_KEY,
            second.at as usize,
            what,
            "Programs would disagree about which one counts, so none is used; remove one",
        ))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn unexpected(&self, expected: &str) -> Wrong {
        match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => self.wrong(
                code::CUT_OFF,
                self.at,
                format!("The file ends where {expected} should stand"),
                "It was probably cut off; fetch it again",
            ),
            Some(c) => {
                let what = format!(
                    "Expected {expected}, found {}",
                    quoted(c.encode_utf8(&mut [0; 4]))
                );
                self.wrong(
                    code::NOT_JSON,
                    self.at,
                    what,
                    "Correct it at this place, or ask whoever published it",
                )
            }
        }
    }

    fn wrong(
        &self,
        code: &'static str,
        at: usize,
        what: impl Into<String>,
        hint: &'static str,
    ) -> Wrong {
        Wrong {
            code,
            at,
            what: what.into(),
            hint,
        }
    }

    /// Adds the place: the pointer follows the lists and objects that were open.
    fn report(&self, wrong: Wrong) -> Problem {
        let mut problem = Problem::error(wrong.code, wrong.what, wrong.hint);
        (problem.line, problem.column) = Places::new(self.bytes).line_and_column(offset(wrong.at));
        for open in self.open.iter().take(POINTER_STEPS) {
            match open {
                Open::Array(_, items) => push_step(&mut problem.pointer, &items.len().to_string()),
                Open::Object(_, _, key) => push_step(&mut problem.pointer, &shortened(&key.name)),
            }
        }
        if self.open.len() > POINTER_STEPS {
            push_step(&mut problem.pointer, "…");
        }
        problem
    }
}

/// A pointer into a deeply nested file is cut after this many steps: it is to be read by people.
const POINTER_STEPS: usize = 32;

/// Names from a file are cut after this many characters in messages.
const SHOWN_CHARACTERS: usize = 60;

/// A text from a file, shortened for a message.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A text from a file, shortened and in quotation marks, control characters escaped.
fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text))
}

/// Offsets fit: texts above 4 GiB are refused before.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn not_utf8(bytes: &[u8], valid: usize) -> Problem {
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let what = if utf16 {
        "The text is UTF-16, not UTF-8"
    } else {
        "The text is not UTF-8"
    };
    let mut problem = Problem::error(
        code::NOT_UTF8,
        what,
        "Save it again with the encoding UTF-8",
    );
    (problem.line, problem.column) = Places::new(bytes).line_and_column(offset(valid));
    problem
}
