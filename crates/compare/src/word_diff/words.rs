//! Cuts texts into words and numbers them. Never keeps white space as a word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// The words of one text: equal words have equal ids.
pub(super) struct Words {
    pub(super) ids: Vec<u32>,
    spans: Vec<(u32, u32)>,
}

impl Words {
    /// Where a word starts; the end of the text behind the last one. The first word owns what stands before it.
    pub(super) fn start(&self, word: usize, end: usize) -> usize {
        match (word, self.spans.get(word)) {
            (0, _) => 0,
            (_, Some(&(start, _))) => start as usize,
            (_, None) => end,
        }
    }

    /// Bytes in a run of words, white space not counted.
    pub(super) fn letters(&self, run: Range<usize>) -> usize {
        self.spans
            .get(run)
            .unwrap_or_default()
            .iter()
            .map(|&(start, end)| (end - start) as usize)
            .sum()
    }
}

/// Numbers the words of both texts; the third value is how many different words there are.
pub(super) fn number(old: &str, new: &str) -> (Words, Words, usize) {
    let mut known: HashMap<&str, u32, BuildHasherDefault<WordHasher>> = HashMap::default();
    let mut number_one = |text| {
        let mut words = Words {
            ids: Vec::new(),
            spans: Vec::new(),
        };
        each_word(text, |start, end, word| {
            let next = known.len() as u32;
            words.ids.push(*known.entry(word).or_insert(next));
            words.spans.push((start as u32, end as u32));
        });
        words
    };
    let (old, new) = (number_one(old), number_one(new));
    (old, new, known.len())
}

/// Letters and digits run together; every other visible character and every ideograph is a word of its own.
fn each_word<'a>(text: &'a str, mut found: impl FnMut(usize, usize, &'a str)) {
    let mut start = None;
    for (at, c) in text.char_indices() {
        let joins = if c.is_ascii() {
            c.is_ascii_alphanumeric() || c == '_'
        } else {
            c.is_alphanumeric() && !is_ideograph(c)
        };
        if joins {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            found(from, at, &text[from..at]);
        }
        if !c.is_whitespace() {
            let end = at + c.len_utf8();
            found(at, end, &text[at..end]);
        }
    }
    if let Some(from) = start {
        found(from, text.len(), &text[from..]);
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A multiplying hash for short words. The words are not secret and the table is thrown away: speed is all it needs.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut part = [0u8; 8];
            for (to, from) in part.iter_mut().zip(chunk) {
                *to = *from;
            }
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(part))
                .wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 = (self.0.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}
