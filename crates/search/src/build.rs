//! From texts to the index. Never keeps a text.

use model::words;

use crate::Index;
use crate::vocabulary::Vocabulary;

/// Takes documents one after the other.
#[derive(Debug)]
pub struct Builder {
    vocabulary: Vocabulary,
    /// Per word: the last document that it occurred in, plus one, and where that posting is.
    last: Vec<(u32, u32)>,
    posts: Vec<Post>,
    /// Per document: how many words it has, and its weight.
    lengths: Vec<(u32, u16)>,
}

#[derive(Clone, Copy, Debug)]
struct Post {
    word: u32,
    document: u32,
    /// Occurrences, those in the head counted several times.
    times: u16,
}

/// A word in a title says as much as this many in the text.
const HEAD: u16 = 6;

/// Longer words are cut: they are data, not language, and prefixes find them all the same.
const MAX_LETTERS: usize = 64;

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            vocabulary: Vocabulary::new(),
            last: Vec::new(),
            posts: Vec::new(),
            lengths: Vec::new(),
        }
    }

    /// Adds a document: what names it, what it says, and its weight in percent of a usual one. Returns its number.
    pub fn add(&mut self, head: &[&str], body: &[&str], weight: u16) -> u32 {
        let document = self.lengths.len() as u32;
        let mut length = 0;
        for text in head {
            self.take(document, text, HEAD, &mut length);
        }
        for text in body {
            self.take(document, text, 1, &mut length);
        }
        self.lengths.push((length, weight));
        document
    }

    fn take(&mut self, document: u32, text: &str, times: u16, length: &mut u32) {
        let Self {
            vocabulary,
            last,
            posts,
            ..
        } = self;
        words::each_word(text, |_, word| {
            *length += 1;
            let number = vocabulary.number(cut(word)) as usize;
            if number == last.len() {
                last.push((0, 0));
            }
            let Some(last) = last.get_mut(number) else {
                return;
            };
            if last.0 == document + 1 {
                if let Some(post) = posts.get_mut(last.1 as usize) {
                    post.times = post.times.saturating_add(times);
                }
            } else {
                *last = (document + 1, posts.len() as u32);
                posts.push(Post {
                    word: number as u32,
                    document,
                    times,
                });
            }
        });
    }

    /// Sorts the vocabulary and lays the postings out.
    pub fn finish(self) -> Index {
        let Self {
            vocabulary,
            posts,
            lengths,
            ..
        } = self;
        let mut order: Vec<u32> = (0..vocabulary.len() as u32).collect();
        ident::order::sort_by(&mut order, |a, b| {
            vocabulary.word(*a).cmp(vocabulary.word(*b))
        });

        let mut index = Index {
            documents: lengths.len() as u32,
            ..Index::default()
        };
        let mut frequency = vec![0_u32; order.len()];
        for post in &posts {
            if let Some(count) = frequency.get_mut(post.word as usize) {
                *count += 1;
            }
        }
        let mut next = vec![0_u32; order.len()];
        let mut total = 0;
        index.word_starts.push(0);
        index.posting_starts.push(0);
        for word in order {
            index.letters.push_str(vocabulary.word(word));
            index.word_starts.push(index.letters.len() as u32);
            if let Some(next) = next.get_mut(word as usize) {
                *next = total;
            }
            total += frequency.get(word as usize).copied().unwrap_or(0);
            index.posting_starts.push(total);
        }

        let all: u64 = lengths.iter().map(|(length, _)| u64::from(*length)).sum();
        let average = (all as f32 / lengths.len().max(1) as f32).max(1.0);
        index.posted = vec![0; posts.len()];
        index.impacts = vec![0; posts.len()];
        for post in posts {
            let (length, weight) = lengths
                .get(post.document as usize)
                .copied()
                .unwrap_or((0, 100));
            let Some(next) = next.get_mut(post.word as usize) else {
                continue;
            };
            let at = *next as usize;
            *next += 1;
            if let (Some(posted), Some(impact)) =
                (index.posted.get_mut(at), index.impacts.get_mut(at))
            {
                *posted = post.document;
                *impact = self::impact(post.times, length, average, weight);
            }
        }
        index
    }
}

/// The part of BM25 that does not depend on the query, with k₁ = 1.2 and b = 0.5, in 1∕1024.
fn impact(times: u16, length: u32, average: f32, weight: u16) -> u16 {
    let times = f32::from(times);
    let long = 0.5 + 0.5 * length as f32 / average;
    let value = times * 2.2 / (times + 1.2 * long) * f32::from(weight) * (1024.0 / 100.0);
    // Too large a number becomes the largest that fits.
    value as u16
}

pub(crate) fn cut(word: &str) -> &str {
    let mut end = word.len().min(MAX_LETTERS);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    word.get(..end).unwrap_or(word)
}
