//! Spans inside a block. One pass with a short stack of what is open; never looks back further than that stack.

use super::{MAX_SPAN_DEPTH, Span, Target};

/// Runs of backticks up to this length open code; longer ones are text. Keeps the search for their ends linear.
const MAX_TICKS: usize = 6;

/// Parentheses inside a link target nest at most this deep, as in addresses of encyclopaedias. Keeps it linear too.
const MAX_PARENTHESES: usize = 4;

/// Ids of parameters are shorter than this.
const MAX_INSERT: usize = 400;

/// Longer link targets are no addresses.
const MAX_DESTINATION: usize = 2100;

/// What an open span will become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Emphasis(char),
    Strong(char),
    Quoted,
    Subscript,
    Superscript,
    Link,
    Image,
    /// The bottom of the stack.
    Root,
}

impl Kind {
    /// What it looked like, should it never be closed.
    fn opener(self) -> &'static str {
        match self {
            Self::Emphasis('_') => "_",
            Self::Emphasis(_) => "*",
            Self::Strong('_') => "__",
            Self::Strong(_) => "**",
            Self::Quoted => "\"",
            Self::Subscript => "~",
            Self::Superscript => "^",
            Self::Link => "[",
            Self::Image => "![",
            Self::Root => "",
        }
    }
}

struct Frame {
    kind: Kind,
    spans: Vec<Span>,
    /// A link inside was closed, so this must not become one: links do not nest.
    barred: bool,
}

/// Reads a run of text.
pub(super) fn spans(text: &str) -> Vec<Span> {
    let root = Frame {
        kind: Kind::Root,
        spans: Vec::new(),
        barred: false,
    };
    let mut reader = Inline {
        text,
        at: 0,
        frames: vec![root],
        no_ticks: [false; MAX_TICKS + 1],
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.flatten_to(1);
    let mut spans = reader
        .frames
        .pop()
        .map(|root| root.spans)
        .unwrap_or_default();
    trim(&mut spans);
    spans
}

struct Inline<'a> {
    text: &'a str,
    at: usize,
    /// What is open; the first is the root and is never closed.
    frames: Vec<Frame>,
    /// Lengths of backtick runs of which no further one follows.
    no_ticks: [bool; MAX_TICKS + 1],
}

impl<'a> Inline<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> char {
        self.text
            .get(..self.at)
            .and_then(|before| before.chars().next_back())
            .unwrap_or(' ')
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        match c {
            '\\' => self.escape(rest),
            '`' => self.code(rest),
            '*' | '_' => self.emphasis(c, rest),
            '"' => self.toggle(c, Kind::Quoted, rest),
            '~' => self.toggle(c, Kind::Subscript, rest),
            '^' => self.toggle(c, Kind::Superscript, rest),
            '!' if rest.starts_with("![") => self.open_or_text(Kind::Image, "![".len()),
            '[' => self.open_or_text(Kind::Link, 1),
            ']' => self.close_bracket(rest),
            '{' => self.insert(rest),
            '<' => self.autolink(rest),
            '&' => self.entity(rest),
            '\n' | '\r' => {
                self.push_text(" ");
                self.at += 1;
            }
            _ => {
                let special = |c: char| "\\`*_\"~^![]{<&\n\r".contains(c);
                let length = rest
                    .char_indices()
                    .skip(1)
                    .find(|&(_, c)| special(c))
                    .map_or(rest.len(), |(at, _)| at);
                self.take_text(length);
            }
        }
    }

    /// A backslash takes the meaning from the ASCII punctuation after it.
    fn escape(&mut self, rest: &str) {
        match rest.chars().nth(1) {
            Some(next) if next.is_ascii_punctuation() => {
                self.at += 1;
                self.take_text(1);
            }
            // A hard line break: text flows here, so it is a blank like any other.
            Some('\n') => self.at += 1,
            _ => self.take_text(1),
        }
    }

    fn code(&mut self, rest: &'a str) {
        let length = run_length(rest, '`');
        let after = rest.get(length..).unwrap_or_default();
        if length <= MAX_TICKS
            && let Some(known) = self.no_ticks.get_mut(length)
            && !*known
        {
            match find_ticks(after, length) {
                Some(end) => {
                    let code = after
                        .get(..end)
                        .unwrap_or_default()
                        .replace(['\n', '\r'], " ");
                    let inner = code
                        .strip_prefix(' ')
                        .and_then(|code| code.strip_suffix(' '));
                    let code = inner
                        .filter(|inner| !inner.trim().is_empty())
                        .map_or(code.clone(), str::to_owned);
                    self.push(Span::Code(code));
                    self.at += length + end + length;
                    return;
                }
                None => *known = true,
            }
        }
        self.take_text(length);
    }

    /// CommonMark §6.2, simplified: a run closes what it fits exactly, else opens one or both kinds.
    fn emphasis(&mut self, c: char, rest: &str) {
        let length = run_length(rest, c);
        let (before, after) = (
            self.before(),
            rest.get(length..)
                .and_then(|rest| rest.chars().next())
                .unwrap_or(' '),
        );
        let left = !after.is_whitespace()
            && (!is_punctuation(after) || before.is_whitespace() || is_punctuation(before));
        let right = !before.is_whitespace()
            && (!is_punctuation(before) || after.is_whitespace() || is_punctuation(after));
        // An underscore inside a word belongs to the word.
        let opens = left && (c == '*' || !right || is_punctuation(before));
        let closes = right && (c == '*' || !left || is_punctuation(after));
        let mut left_over = length;
        if closes && length <= 3 {
            while let Some(kind) =
                self.innermost(|kind| matches!(kind, Kind::Emphasis(d) | Kind::Strong(d) if d == c))
            {
                let needs = if matches!(kind, Kind::Strong(_)) {
                    2
                } else {
                    1
                };
                let fits = left_over == needs || left_over == 3 || (left_over > needs && !opens);
                if !fits {
                    break;
                }
                self.at += needs;
                left_over -= needs;
                self.close(kind);
                if left_over == 0 {
                    return;
                }
            }
        }
        match left_over {
            1 if opens => self.open_or_text(Kind::Emphasis(c), 1),
            2 if opens => self.open_or_text(Kind::Strong(c), 2),
            3 if opens && self.frames.len() + 1 < MAX_SPAN_DEPTH => {
                self.open_or_text(Kind::Emphasis(c), 1);
                self.open_or_text(Kind::Strong(c), 2);
            }
            _ => self.take_text(left_over),
        }
    }

    /// `"`, `~` and `^` open before a word and close after one.
    fn toggle(&mut self, c: char, kind: Kind, rest: &str) {
        let (before, after) = (self.before(), rest.chars().nth(1).unwrap_or(' '));
        if !before.is_whitespace() && self.innermost(|open| open == kind).is_some() {
            self.at += 1;
            self.close(kind);
        } else if !after.is_whitespace()
            && (c != '"' || before.is_whitespace() || is_punctuation(before))
        {
            self.open_or_text(kind, 1);
        } else {
            self.take_text(1);
        }
    }

    fn close_bracket(&mut self, rest: &'a str) {
        let Some(kind) = self.innermost(|kind| matches!(kind, Kind::Link | Kind::Image)) else {
            self.take_text(1);
            return;
        };
        let position = self
            .frames
            .iter()
            .rposition(|frame| frame.kind == kind)
            .unwrap_or(0);
        let barred = self.frames.get(position).is_some_and(|frame| frame.barred);
        let found = rest.get(1..).and_then(destination).filter(|_| !barred);
        let Some((href, length)) = found else {
            // Brackets that are just brackets.
            self.flatten_to(position);
            self.take_text(1);
            return;
        };
        self.flatten_to(position + 1);
        let inner = self
            .frames
            .pop()
            .map(|frame| frame.spans)
            .unwrap_or_default();
        self.at += 1 + length;
        if kind == Kind::Image {
            let words = super::plain(&inner, &mut |id| id.to_owned());
            self.push(Span::Image(words));
        } else {
            for frame in &mut self.frames {
                frame.barred = true;
            }
            self.push(Span::Link(Target::of(&href), inner));
        }
    }

    /// `{{ insert: param, id }}`, blanks as one likes.
    fn insert(&mut self, rest: &str) {
        let id = rest.strip_prefix("{{").and_then(|inner| {
            // The keyword is looked for first, so that a row of braces costs nothing.
            let id = inner
                .trim_start()
                .strip_prefix("insert:")?
                .trim_start()
                .strip_prefix("param")?;
            let end = id.get(..floor(id, MAX_INSERT))?.find("}}")?;
            let length = rest.len() - id.len() + end + 2;
            let id = id.get(..end)?.trim_start().strip_prefix(',')?.trim();
            let plain = !id.is_empty()
                && !id.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | ','));
            plain.then(|| (id.to_owned(), length))
        });
        match id {
            Some((id, length)) => {
                self.push(Span::Insert(id));
                self.at += length;
            }
            None => self.take_text(1),
        }
    }

    /// `<https://…>`; any other `<` is text, raw HTML too.
    fn autolink(&mut self, rest: &str) {
        let end = rest
            .get(1..floor(rest, 400))
            .and_then(|rest| rest.find(['>', '<', ' ', '\n']));
        if let Some(end) = end
            && rest
                .get(1 + end..)
                .is_some_and(|rest| rest.starts_with('>'))
            && let Some(href) = rest.get(1..1 + end)
            && let target @ Target::Web(_) = Target::of(href)
            && !self.frames.iter().any(|frame| frame.kind == Kind::Link)
        {
            self.push(Span::Link(target, vec![Span::Text(href.to_owned())]));
            self.at += end + 2;
        } else {
            self.take_text(1);
        }
    }

    /// The few entities that converters from XML leave behind.
    fn entity(&mut self, rest: &str) {
        const KNOWN: &[(&str, &str)] = &[
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&nbsp;", "\u{a0}"),
        ];
        match KNOWN.iter().find(|(entity, _)| rest.starts_with(entity)) {
            Some((entity, meaning)) => {
                self.push_text(meaning);
                self.at += entity.len();
            }
            None => self.take_text(1),
        }
    }

    /// The innermost open span of a kind.
    fn innermost(&self, is: impl Fn(Kind) -> bool) -> Option<Kind> {
        self.frames
            .iter()
            .rev()
            .map(|frame| frame.kind)
            .find(|&kind| is(kind))
    }

    fn open_or_text(&mut self, kind: Kind, length: usize) {
        if self.frames.len() >= MAX_SPAN_DEPTH {
            self.take_text(length);
        } else {
            self.at += length;
            self.frames.push(Frame {
                kind,
                spans: Vec::new(),
                barred: false,
            });
        }
    }

    /// Closes the innermost open span of this kind; what was opened inside it and not closed becomes text.
    fn close(&mut self, kind: Kind) {
        let Some(position) = self.frames.iter().rposition(|frame| frame.kind == kind) else {
            return;
        };
        self.flatten_to(position + 1);
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if frame.spans.is_empty() {
            // Nothing between opener and closer: both are text.
            let opener = frame.kind.opener();
            self.push_text(opener);
            self.push_text(opener);
            return;
        }
        self.push(match kind {
            Kind::Emphasis(_) => Span::Emphasis(frame.spans),
            Kind::Strong(_) => Span::Strong(frame.spans),
            Kind::Subscript => Span::Subscript(frame.spans),
            Kind::Superscript => Span::Superscript(frame.spans),
            Kind::Quoted | Kind::Link | Kind::Image | Kind::Root => Span::Quoted(frame.spans),
        });
    }

    /// Turns open spans into text until only `length` frames are left.
    fn flatten_to(&mut self, length: usize) {
        while self.frames.len() > length.max(1) {
            let Some(frame) = self.frames.pop() else {
                return;
            };
            self.push_text(frame.kind.opener());
            for span in frame.spans {
                self.push(span);
            }
        }
    }

    fn take_text(&mut self, length: usize) {
        let text = self.rest().get(..length).unwrap_or_default();
        self.push_text(text);
        // Never stands still, whatever the length was.
        self.at += length.max(1);
    }

    fn push_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.push(Span::Text(text.to_owned()));
        }
    }

    /// Adds a span to what is open; texts side by side become one.
    fn push(&mut self, span: Span) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        match (frame.spans.last_mut(), span) {
            (Some(Span::Text(before)), Span::Text(more)) => {
                let both_blank = before.ends_with(' ') && more.starts_with(' ');
                before.push_str(if both_blank {
                    more.trim_start_matches(' ')
                } else {
                    &more
                });
            }
            (_, span) => frame.spans.push(span),
        }
    }
}

/// The target in `(target "title")` and how many bytes that took.
fn destination(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('(')?;
    let start = inner.len() - inner.trim_start_matches([' ', '\n']).len();
    let rest = inner.get(start..)?;
    let mut href = String::new();
    let mut end = None;
    if let Some(pointed) = rest.strip_prefix('<') {
        let length = pointed
            .get(..floor(pointed, MAX_DESTINATION))?
            .find(['>', '<', '\n'])?;
        if pointed.as_bytes().get(length) != Some(&b'>') {
            return None;
        }
        href.push_str(pointed.get(..length)?);
        end = Some(length + 2);
    } else {
        let mut open = 0;
        let mut escaped = false;
        for (at, c) in rest.get(..floor(rest, MAX_DESTINATION))?.char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => {
                    escaped = true;
                    continue;
                }
                '(' if open >= MAX_PARENTHESES => return None,
                '(' => open += 1,
                ')' if open == 0 => {
                    end = Some(at);
                    break;
                }
                ')' => open -= 1,
                ' ' | '\n' => {
                    end = Some(at);
                    break;
                }
                _ => {}
            }
            href.push(c);
        }
    }
    let end = end?;
    let after = rest.get(end..)?.trim_start_matches([' ', '\n']);
    let after = match after.chars().next()? {
        quote @ ('"' | '\'') => {
            let title = after.get(1..floor(after, 400))?;
            after
                .get(1 + title.find(quote)? + 1..)?
                .trim_start_matches([' ', '\n'])
        }
        _ => after,
    };
    let remaining = after.strip_prefix(')')?;
    Some((href, text.len() - remaining.len()))
}

/// The end of the first run of exactly this many backticks.
fn find_ticks(text: &str, length: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == b'`')?;
        let run = run_length(text.get(at..)?, '`');
        if run == length {
            return Some(at);
        }
        at += run;
    }
}

fn run_length(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{2010}'..='\u{205e}' | '\u{3001}'..='\u{3011}' | '«' | '»' | '\u{ff01}'..='\u{ff0f}')
}

/// The largest length up to `most` at which the text can be cut.
fn floor(text: &str, most: usize) -> usize {
    if most >= text.len() {
        return text.len();
    }
    (0..=most)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Blanks at the ends of a block mean nothing.
fn trim(spans: &mut Vec<Span>) {
    if let Some(Span::Text(first)) = spans.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Span::Text(last)) = spans.last_mut() {
        last.truncate(last.trim_end().len());
    }
    spans.retain(|span| !matches!(span, Span::Text(text) if text.is_empty()));
}
