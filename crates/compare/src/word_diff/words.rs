//! Cuts texts into words and numbers them. Never keeps white space as a word.

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
    let mut known = Known::new(old.len() + new.len());
    let mut number_one = |text| {
        let words = usize::div_ceil(str::len(text), BYTES_PER_WORD);
        let mut words = Words {
            ids: Vec::with_capacity(words),
            spans: Vec::with_capacity(words),
        };
        each_word(text, |start, end, hash| {
            words
                .ids
                .push(known.number(hash, text.get(start..end).unwrap_or_default()));
            words.spans.push((start as u32, end as u32));
        });
        words
    };
    let (old, new) = (number_one(old), number_one(new));
    (old, new, known.words.len())
}

/// A word with the blank behind it has at least as many bytes in most texts; only memory depends on it.
const BYTES_PER_WORD: usize = 5;

/// Words that were seen, by a table with open addressing. The words are not secret and the table is thrown away.
struct Known<'t> {
    words: Vec<(u32, &'t str)>,
    /// Number of the word plus one, 0 for a free place. Length is a power of two.
    table: Vec<u32>,
}

impl<'t> Known<'t> {
    fn new(bytes: usize) -> Self {
        Self {
            words: Vec::new(),
            table: vec![0; (bytes / (4 * BYTES_PER_WORD)).next_power_of_two().max(64)],
        }
    }

    fn number(&mut self, hash: u32, word: &'t str) -> u32 {
        if self.words.len() * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            match self.table.get(place) {
                Some(0) | None => break,
                Some(&number) => {
                    let of = self.words.get(number as usize - 1);
                    if of.is_some_and(|of| of.0 == hash && of.1 == word) {
                        return number - 1;
                    }
                }
            }
            place = (place + 1) & mask;
        }
        self.words.push((hash, word));
        let number = self.words.len() as u32;
        if let Some(slot) = self.table.get_mut(place) {
            *slot = number;
        }
        number - 1
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        let mut table = vec![0; size];
        for (number, (hash, _)) in (1..).zip(&self.words) {
            let mut place = *hash as usize & (size - 1);
            while table.get(place).is_some_and(|taken| *taken != 0) {
                place = (place + 1) & (size - 1);
            }
            if let Some(slot) = table.get_mut(place) {
                *slot = number;
            }
        }
        self.table = table;
    }
}

/// What a character is to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Between words.
    Blank,
    /// Part of a word with its neighbours.
    Joins,
    /// A word of its own.
    Alone,
}

/// Calls with start, end and hash of every word. Letters and digits run together; every other visible character and
/// every ideograph is a word of its own.
fn each_word(text: &str, mut found: impl FnMut(usize, usize, u32)) {
    const SEED: u32 = 0x811c_9dc5;
    let bytes = text.as_bytes();
    // FNV-1a, read byte by byte while the word is cut.
    let hashed = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mixed = |hash: u32| hash ^ (hash >> 15);
    let (mut at, mut start, mut hash, mut open) = (0, 0, SEED, false);
    while let Some(&byte) = bytes.get(at) {
        let (class, end) = match ASCII.get(usize::from(byte)) {
            Some(class) => (*class, at + 1),
            None => foreign(text, at),
        };
        if class == Class::Joins {
            if !open {
                (start, hash, open) = (at, SEED, true);
            }
            hash = hashed(hash, byte);
            for &more in bytes.get(at + 1..end).unwrap_or_default() {
                hash = hashed(hash, more);
            }
        } else {
            if open {
                found(start, at, mixed(hash));
                open = false;
            }
            if class == Class::Alone {
                let word = bytes.get(at..end).unwrap_or_default();
                let hash = word.iter().fold(SEED, |hash, byte| hashed(hash, *byte));
                found(at, end, mixed(hash));
            }
        }
        at = end;
    }
    if open {
        found(start, at, mixed(hash));
    }
}

/// The class of every ASCII character.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Alone; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        // The white space of Unicode, so also the vertical tabulator.
        if byte == b' ' || (byte >= 9 && byte <= 13) {
            classes[at] = Class::Blank;
        } else if byte.is_ascii_alphanumeric() || byte == b'_' {
            classes[at] = Class::Joins;
        }
        at += 1;
    }
    classes
};

/// Class and end of a character beyond ASCII.
fn foreign(text: &str, at: usize) -> (Class, usize) {
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) => {
            let class = if c.is_alphanumeric() && !is_ideograph(c) {
                Class::Joins
            } else if c.is_whitespace() {
                Class::Blank
            } else {
                Class::Alone
            };
            (class, at + c.len_utf8())
        }
        None => (Class::Blank, at + 1),
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
