//! YAML text → a tree that remembers its lines. Never guesses: whatever YAML 1.1 and 1.2 read differently is refused.
//!
//! Anchors, aliases, tags and several documents in one file are refused too: authoring files need none of them.

use granit_parser::{Event, Parser, ScalarStyle};

/// Fact files nest four levels; more is a mistake, and the reading below calls itself once per level.
const MAX_DEPTH: usize = 32;

/// A value and the place where it starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Line, from 1.
    pub line: usize,
    /// The value.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A scalar in quotes or in a block: always text.
    Quoted(String),
    /// A plain scalar: text, number, truth value or null.
    Plain(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<Entry>),
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Line of the key, from 1.
    pub line: usize,
    /// The key.
    pub key: String,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The value of a key, if this is a mapping that has it.
    pub fn field(&self, key: &str) -> Option<&Node> {
        let Value::Map(entries) = &self.value else {
            return None;
        };
        entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
    }
}

/// Why a file could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// In words.
    pub reason: String,
}

/// What a plain scalar means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plain<'a> {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in ordinary notation.
    Number(f64),
    /// Any other text.
    Text(&'a str),
    /// Something that YAML readers disagree about, and what they may take it for.
    Doubtful(&'static str),
}

/// Reads one document. The first fault that stops the parser ends the reading; doubled keys are all collected.
pub fn read(text: &str) -> Result<Node, Vec<Fault>> {
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        doubled: Vec::new(),
    };
    match reader.document() {
        Ok(node) if reader.doubled.is_empty() => Ok(node),
        Ok(_) => Err(reader.doubled),
        Err(fault) => {
            reader.doubled.push(fault);
            Err(reader.doubled)
        }
    }
}

/// Decides what a plain scalar means.
pub fn plain(text: &str) -> Plain<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "true" => return Plain::Bool(true),
        "false" => return Plain::Bool(false),
        _ => {}
    }
    const TRUTHS: [&str; 7] = ["yes", "no", "on", "off", "true", "false", "n"];
    if TRUTHS.iter().any(|word| text.eq_ignore_ascii_case(word)) || text.eq_ignore_ascii_case("y") {
        return Plain::Doubtful("a truth value");
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return Plain::Text(text);
    }
    if let Some(number) = ordinary_number(text) {
        return Plain::Number(number);
    }
    if digits.eq_ignore_ascii_case(".inf") || digits.eq_ignore_ascii_case(".nan") {
        return Plain::Doubtful("a number");
    }
    if looks_like_date(text) {
        return Plain::Doubtful("a date");
    }
    let other_notation = digits.starts_with("0x")
        || digits.starts_with("0o")
        || digits.starts_with("0b")
        || digits
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'_' | b':' | b'.'));
    if other_notation
        && digits.bytes().any(|b| b.is_ascii_digit())
        && digits.matches('.').count() <= 1
    {
        return Plain::Doubtful("a number");
    }
    Plain::Text(text)
}

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`: what every YAML and JSON reader takes for the same number.
fn ordinary_number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (
            mantissa,
            Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)),
        ),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let sound = digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits);
    if !sound {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// YAML 1.1 reads `2026-11-22`, alone or with a time of day behind it, as a point in time and not as text.
fn looks_like_date(text: &str) -> bool {
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (day, time) = rest.split_at(
        rest.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len()),
    );
    let time = time.trim_start_matches(['T', 't', ' ']);
    let clock =
        time.is_empty() || (time.starts_with(|c: char| c.is_ascii_digit()) && time.contains(':'));
    year.len() == 4 && digits(year, 4) && digits(month, 2) && digits(day, 2) && clock
}

struct Reader<'a> {
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    doubled: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Node, Fault> {
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) => {}
                Event::StreamEnd | Event::DocumentEnd => return Err(fault(1, "the file is empty")),
                other => {
                    let node = self.node(other, line, 0)?;
                    return self.end(node);
                }
            }
        }
    }

    fn end(&mut self, node: Node) -> Result<Node, Fault> {
        loop {
            let (event, line) = self.next()?;
            match event {
                Event::DocumentEnd => {}
                Event::StreamEnd => return Ok(node),
                _ => {
                    return Err(fault(
                        line,
                        "a second document starts here; one file holds one document",
                    ));
                }
            }
        }
    }

    fn node(&mut self, event: Event<'a>, line: usize, depth: usize) -> Result<Node, Fault> {
        if depth > MAX_DEPTH {
            return Err(fault(line, "nested too deeply"));
        }
        let value = match event {
            Event::Scalar(text, style, anchor, tag) => {
                plain_yaml(line, anchor, tag.is_some())?;
                match style {
                    ScalarStyle::Plain => Value::Plain(text.into_owned()),
                    _ => Value::Quoted(text.into_owned()),
                }
            }
            Event::SequenceStart(_, anchor, tag) => {
                plain_yaml(line, anchor, tag.is_some())?;
                let mut items = Vec::new();
                loop {
                    let (event, line) = self.next()?;
                    match event {
                        Event::SequenceEnd => break Value::List(items),
                        other => items.push(self.node(other, line, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(_, anchor, tag) => {
                plain_yaml(line, anchor, tag.is_some())?;
                let mut entries: Vec<Entry> = Vec::new();
                loop {
                    let (event, line) = self.next()?;
                    if event == Event::MappingEnd {
                        break Value::Map(entries);
                    }
                    let entry = self.entry(event, line, depth)?;
                    match entries.iter().find(|known| known.key == entry.key) {
                        Some(first) => self.doubled.push(fault(
                            entry.line,
                            format!("key {:?} again; first in line {}", entry.key, first.line),
                        )),
                        None => entries.push(entry),
                    }
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(fault(
                    line,
                    "an alias (*name) is not allowed here; write the value out",
                ));
            }
            _ => return Err(fault(line, "a value is missing here")),
        };
        Ok(Node { line, value })
    }

    fn entry(&mut self, event: Event<'a>, line: usize, depth: usize) -> Result<Entry, Fault> {
        let Event::Scalar(key, ..) = event else {
            return Err(fault(line, "a key has to be a simple word"));
        };
        let key = key.into_owned();
        let (event, value_line) = self.next()?;
        let node = self.node(event, value_line, depth + 1)?;
        Ok(Entry { line, key, node })
    }

    fn next(&mut self) -> Result<(Event<'a>, usize), Fault> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, span.start.line())),
            Some(Err(error)) => Err(fault(
                error.marker().line(),
                format!("not YAML: {}", error.info()),
            )),
            None => Ok((Event::StreamEnd, 1)),
        }
    }
}

fn plain_yaml(line: usize, anchor: usize, tagged: bool) -> Result<(), Fault> {
    if anchor != 0 {
        return Err(fault(
            line,
            "an anchor (&name) is not allowed here; write the value out",
        ));
    }
    if tagged {
        return Err(fault(
            line,
            "a tag (!name) is not allowed here; the field decides the type",
        ));
    }
    Ok(())
}

fn fault(line: usize, reason: impl Into<String>) -> Fault {
    Fault {
        line: line.max(1),
        reason: reason.into(),
    }
}
