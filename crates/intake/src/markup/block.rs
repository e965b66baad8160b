//! Lines → blocks: paragraphs, lists, quotes, tables, headings, fenced text. Never indented code, never setext heads.

use super::inline::spans;
use super::{Block, MAX_BLOCK_DEPTH, Span};

/// Reads the blocks of some lines. Recursion is bounded by [`MAX_BLOCK_DEPTH`].
pub(super) fn blocks(lines: &[&str], depth: usize) -> Vec<Block> {
    let mut found = Vec::new();
    let mut rest = lines;
    while let Some((&line, after)) = rest.split_first() {
        let text = line.trim();
        rest = if text.is_empty() || is_rule(text) {
            after
        } else if let Some((level, heading)) = heading(text) {
            found.push(Block::Heading(level, spans(heading)));
            after
        } else if let Some(fence) = fence(text) {
            let length = after
                .iter()
                .position(|line| line.trim().starts_with(fence))
                .unwrap_or(after.len());
            let (inside, after) = after.split_at(length);
            found.push(Block::Pre(inside.join("\n")));
            after.get(1..).unwrap_or_default()
        } else if depth < MAX_BLOCK_DEPTH && text.starts_with('>') {
            let length = rest
                .iter()
                .take_while(|line| line.trim_start().starts_with('>'))
                .count();
            let (inside, after) = rest.split_at(length);
            let inside: Vec<&str> = inside.iter().map(|line| unquoted(line)).collect();
            found.push(Block::Quote(blocks(&inside, depth + 1)));
            after
        } else if depth < MAX_BLOCK_DEPTH
            && let Some(marker) = marker(line)
        {
            let (list, after) = list(rest, marker, depth);
            found.push(list);
            after
        } else if let Some((rows, after)) = table(rest) {
            found.push(Block::Table(rows));
            after
        } else {
            let more = after
                .iter()
                .take_while(|line| !ends_paragraph(line))
                .count();
            let (inside, after) = rest.split_at(more + 1);
            let spans = spans(
                &inside
                    .iter()
                    .map(|line| line.trim_start())
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
            if !spans.is_empty() {
                found.push(Block::Paragraph(spans));
            }
            after
        };
    }
    found
}

/// A line that cannot go on a paragraph.
fn ends_paragraph(line: &str) -> bool {
    let text = line.trim();
    text.is_empty()
        || is_rule(text)
        || heading(text).is_some()
        || fence(text).is_some()
        || text.starts_with('>')
        // A number at the start of a line is usually just a number, unless it begins a list.
        || marker(line).is_some_and(|marker| !marker.numbered || marker.first)
}

/// Three or more of `-`, `*` or `_`: a line between paragraphs, which a rule's text does not need.
fn is_rule(text: &str) -> bool {
    ['-', '*', '_']
        .iter()
        .any(|&c| text.matches(c).count() >= 3 && text.chars().all(|d| d == c || d == ' '))
}

fn heading(text: &str) -> Option<(u8, &str)> {
    let words = text.trim_start_matches('#');
    let level = u8::try_from(text.len() - words.len())
        .ok()
        .filter(|level| (1..=6).contains(level))?;
    (words.is_empty() || words.starts_with(' '))
        .then(|| (level, words.trim().trim_end_matches('#').trim_end()))
}

fn fence(text: &str) -> Option<&'static str> {
    ["```", "~~~"]
        .into_iter()
        .find(|fence| text.starts_with(fence))
}

fn unquoted(line: &str) -> &str {
    let rest = line.trim_start();
    let rest = rest.strip_prefix('>').unwrap_or(rest);
    rest.strip_prefix(' ').unwrap_or(rest)
}

/// The sign in front of a list item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marker {
    /// Blanks before it.
    indent: usize,
    /// Bytes up to the item's text.
    width: usize,
    numbered: bool,
    /// `1.` or a bullet.
    first: bool,
}

fn marker(line: &str) -> Option<Marker> {
    let rest = line.trim_start_matches(' ');
    let indent = line.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (sign, numbered) = match rest.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => (1, false),
        b'.' | b')' if (1..=9).contains(&digits) => (digits + 1, true),
        _ => return None,
    };
    let after = rest.get(sign..)?;
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let first = !numbered || rest.starts_with("1.") || rest.starts_with("1)");
    (blanks > 0 && blanks < after.len()).then_some(Marker {
        indent,
        width: indent + sign + blanks,
        numbered,
        first,
    })
}

/// Items of one kind and indentation, each with the lines that belong to it.
fn list<'a, 'b>(lines: &'b [&'a str], first: Marker, depth: usize) -> (Block, &'b [&'a str]) {
    let mut items = Vec::new();
    let mut rest = lines;
    while let Some((&line, _)) = rest.split_first()
        && let Some(marker) = marker(line)
        && marker.numbered == first.numbered
        && marker.indent <= first.indent + 1
    {
        let mut own = vec![line.get(marker.width..).unwrap_or_default()];
        let mut length = 1;
        let mut after_blank = false;
        for &next in rest.get(1..).unwrap_or_default() {
            let indent = next.len() - next.trim_start_matches(' ').len();
            if next.trim().is_empty() {
                after_blank = true;
                own.push("");
            } else if indent > marker.indent
                && (indent >= marker.width || self::marker(next).is_some() || !after_blank)
            {
                after_blank = false;
                own.push(next.get(indent.min(marker.width)..).unwrap_or_default());
            } else if !after_blank && !ends_paragraph(next) && self::marker(next).is_none() {
                own.push(next);
            } else {
                break;
            }
            length += 1;
        }
        items.push(blocks(&own, depth + 1));
        rest = rest.get(length..).unwrap_or_default();
    }
    (Block::List(first.numbered, items), rest)
}

/// A row of a table: its cells.
type Row = Vec<Vec<Span>>;

fn table<'a, 'b>(lines: &'b [&'a str]) -> Option<(Vec<Row>, &'b [&'a str])> {
    let (head, after) = lines.split_first()?;
    let (dashes, after) = after.split_first()?;
    let is_dash_cell = |cell: &str| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    let columns = cells(dashes);
    if !head.contains('|')
        || !dashes.contains('-')
        || !columns.iter().all(|cell| is_dash_cell(cell))
    {
        return None;
    }
    let row = |line: &str| {
        cells(line)
            .iter()
            .take(columns.len())
            .map(|cell| spans(cell))
            .collect()
    };
    let length = after.iter().take_while(|line| line.contains('|')).count();
    let (body, after) = after.split_at(length);
    let rows = std::iter::once(row(head))
        .chain(body.iter().map(|line| row(line)))
        .collect();
    Some((rows, after))
}

/// Cuts a row at its bars; `\|` is a bar inside a cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '|' if escaped => {
                cell.pop();
                cell.push('|');
            }
            '|' => cells.push(String::new()),
            _ => cell.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if cells.len() > 1 && cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells
}
