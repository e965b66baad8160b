//! A text index with prefix and phrase queries. Never touches the documents it indexes, never returns their text.
//!
//! Documents are numbered in the order in which they are added. Every word of a query may be the beginning of a word;
//! all words have to occur, and only if no document has them all, those with most of them are returned. Words in
//! quotes, and characters of scripts without blanks, have to stand one after the other. Scores are BM25-like, made
//! of additions, multiplications and divisions only, so that every machine ranks alike.

mod build;
mod query;
mod snippet;
mod vocabulary;

pub use build::Builder;
pub use query::{Found, Query, Texts};
pub use snippet::snippet;

/// The finished index: a sorted vocabulary and one flat list of postings.
#[derive(Debug, Default)]
pub struct Index {
    documents: u32,
    /// All words, one after the other, in alphabetical order.
    letters: String,
    /// Where each word starts in `letters`; one more entry than words.
    word_starts: Vec<u32>,
    /// Where each word's postings start; one more entry than words.
    posting_starts: Vec<u32>,
    /// Document numbers, ascending within a word.
    posted: Vec<u32>,
    /// How much the word says about the document, beside `posted`.
    impacts: Vec<u16>,
}

impl Index {
    /// Number of documents.
    pub fn documents(&self) -> u32 {
        self.documents
    }

    /// In how many documents the word (folded) occurs.
    pub fn document_frequency(&self, word: &str) -> u32 {
        let at = self.first_from(word);
        if self.word(at) == Some(word) {
            self.postings(at).len() as u32
        } else {
            0
        }
    }

    /// How rare a word is: sixteenths of bits, 0 for words that occur everywhere or nowhere.
    pub fn rarity(&self, word: &str) -> u32 {
        match self.document_frequency(word) {
            0 => 0,
            frequency => rarity(self.documents, frequency),
        }
    }

    fn words(&self) -> usize {
        self.word_starts.len().saturating_sub(1)
    }

    fn word(&self, at: usize) -> Option<&str> {
        let start = *self.word_starts.get(at)? as usize;
        let end = *self.word_starts.get(at + 1)? as usize;
        self.letters.get(start..end)
    }

    fn postings(&self, at: usize) -> std::ops::Range<usize> {
        match (self.posting_starts.get(at), self.posting_starts.get(at + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// Position of the first word that is not before the given one.
    fn first_from(&self, word: &str) -> usize {
        let (mut low, mut high) = (0, self.words());
        while low < high {
            let middle = low.midpoint(high);
            if self.word(middle).is_some_and(|here| here < word) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// log₂(1 + documents ∕ frequency) in sixteenths, by integer arithmetic.
fn rarity(documents: u32, frequency: u32) -> u32 {
    let ratio = (u64::from(documents) << 16) / u64::from(frequency.max(1)) + (1 << 16);
    let whole = ratio.ilog2();
    // The fraction by repeated squaring of the mantissa, four bits of it.
    let mut mantissa = if whole >= 31 {
        ratio >> (whole - 31)
    } else {
        ratio << (31 - whole)
    };
    let mut sixteenths = (whole - 16) * 16;
    for bit in [8, 4, 2, 1] {
        mantissa = (mantissa * mantissa) >> 31;
        if mantissa >= 1 << 32 {
            mantissa >>= 1;
            sixteenths += bit;
        }
    }
    sixteenths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_is_a_logarithm() {
        for (documents, frequency, expected) in
            [(0, 1, 0), (100, 100, 16), (300, 100, 32), (1000, 1, 159)]
        {
            assert_eq!(
                rarity(documents, frequency),
                expected,
                "{frequency} of {documents}"
            );
        }
    }
}
