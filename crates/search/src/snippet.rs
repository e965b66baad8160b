//! A piece of a text with the words that were looked for. Never cuts a word in two.

use std::ops::Range;

use model::words;

use crate::Query;

/// Bytes before the first match that still give it a context.
const BEFORE: usize = 60;

/// A piece of the text around the first match, about `length` bytes long: what is no match and what is one in turns,
/// beginning with what is none (perhaps empty). Without a match it is the beginning of the text.
pub fn snippet(text: &str, query: &Query, length: usize) -> Vec<String> {
    let mut all: Vec<(Range<usize>, bool)> = Vec::new();
    let phrases: Vec<&String> = query.phrases.iter().flatten().collect();
    words::each_word(text, |range, word| {
        let fits = query
            .words
            .iter()
            .any(|wanted| word.starts_with(wanted.as_str()))
            || phrases.iter().any(|wanted| *wanted == word);
        all.push((range, fits));
    });
    let first = all.iter().position(|(_, fits)| *fits);
    let middle = first
        .and_then(|at| all.get(at))
        .map_or(0, |(range, _)| range.start);
    let start = all
        .iter()
        .map(|(range, _)| range.start)
        .find(|start| *start + BEFORE >= middle)
        .filter(|_| middle > BEFORE)
        .unwrap_or(0);
    let end = if text.len() - start <= length {
        text.len()
    } else {
        all.iter()
            .map(|(range, _)| range.end)
            .filter(|end| *end <= start + length)
            .max()
            .unwrap_or(text.len())
    };
    let mut pieces = Vec::new();
    let mut plain = String::new();
    if start > 0 {
        plain.push('…');
    }
    let mut at = start;
    for (range, fits) in all {
        if !fits || range.start < at || range.end > end {
            continue;
        }
        plain.push_str(text.get(at..range.start).unwrap_or_default());
        let is_joined = plain.is_empty() && !pieces.is_empty();
        match pieces.last_mut() {
            // Two matches with nothing between them are one.
            Some(last) if is_joined => {
                let last: &mut String = last;
                last.push_str(text.get(range.clone()).unwrap_or_default());
            }
            _ => {
                pieces.push(std::mem::take(&mut plain));
                pieces.push(text.get(range.clone()).unwrap_or_default().to_owned());
            }
        }
        at = range.end;
    }
    plain.push_str(text.get(at..end).unwrap_or_default());
    if end < text.len() {
        plain.push('…');
    }
    if !plain.is_empty() || pieces.is_empty() {
        pieces.push(plain);
    }
    pieces
}
