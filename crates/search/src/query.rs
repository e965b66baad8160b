//! From what a reader types to documents, best first. Never fails: a query without words finds nothing.

use std::cell::RefCell;

use model::words;

use crate::build::cut;
use crate::{Index, rarity};

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words, each of which may be the beginning of one.
    pub words: Vec<String>,
    /// Words that have to stand one after the other, exactly.
    pub phrases: Vec<Vec<String>>,
}

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub document: u32,
    /// How many of the query's words it has.
    pub words: u32,
    /// How well it fits; comparable within one answer only.
    pub score: u32,
}

/// Hands out the texts of the document of that number, field by field.
pub type Texts<'t> = &'t dyn Fn(u32, &mut dyn FnMut(&str));

/// More words than this in a query are ignored: nobody types them.
const MAX_WORDS: usize = 16;

impl Query {
    /// Reads a query: words, phrases in double quotes (straight or curly).
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (at, part) in text
            .split(['"', '\u{201c}', '\u{201d}', '\u{201e}'])
            .enumerate()
        {
            // An odd part stands between quotes; the last one may lack its end while it is being typed.
            if at % 2 == 1 {
                query.phrase(words::words(part));
            } else {
                query.loose(part);
            }
        }
        query.words.truncate(MAX_WORDS);
        query.phrases.truncate(MAX_WORDS);
        query
    }

    /// True if there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.phrases.is_empty()
    }

    /// Characters that stand alone form a phrase with their neighbours; other words are loose.
    fn loose(&mut self, part: &str) {
        let mut run: Vec<String> = Vec::new();
        let mut end = 0;
        let mut broken = Vec::new();
        words::each_word(part, |range, word| {
            let alone = word.chars().next().is_some_and(words::stands_alone);
            if !(alone && range.start == end) {
                broken.push(std::mem::take(&mut run));
            }
            if alone {
                run.push(word.to_owned());
            } else {
                broken.push(vec![word.to_owned()]);
            }
            end = range.end;
        });
        broken.push(run);
        for words in broken {
            self.phrase(words);
        }
    }

    fn phrase(&mut self, mut words: Vec<String>) {
        words.truncate(MAX_WORDS);
        match words.len() {
            0 => {}
            1 => self.words.append(&mut words),
            _ => self.phrases.push(words),
        }
    }

    fn all_words(&self) -> impl Iterator<Item = (&str, bool)> {
        let loose = self.words.iter().map(|word| (word.as_str(), true));
        loose.chain(
            self.phrases
                .iter()
                .flatten()
                .map(|word| (word.as_str(), false)),
        )
    }
}

impl Index {
    /// The documents that fit, best first; equally good ones in the order in which they were added. `texts` hands
    /// out the texts of a document, field by field; it is asked only to see whether a phrase stands there.
    pub fn query(&self, query: &Query, texts: Texts<'_>) -> Vec<Found> {
        SCRATCH.with_borrow_mut(|scratch| {
            scratch.begin(self.documents as usize);
            let mut wanted = 0;
            for (word, prefix) in query.all_words() {
                wanted += 1;
                scratch.word += 1;
                self.add_word(cut(word), prefix, scratch);
            }
            let fits = |least: u16| -> Vec<Found> {
                let seen = scratch.seen.iter().filter_map(|document| {
                    let tally = scratch.tallies.get(*document as usize)?;
                    (tally.words >= least).then_some(Found {
                        document: *document,
                        words: u32::from(tally.words),
                        score: tally.score,
                    })
                });
                seen.filter(|found| {
                    query
                        .phrases
                        .iter()
                        .all(|phrase| stands_in(phrase, found.document, texts))
                })
                .collect()
            };
            if wanted == 0 {
                return Vec::new();
            }
            let mut found = fits(wanted);
            if found.is_empty() && wanted > 1 && query.phrases.is_empty() {
                let words = |document: &u32| {
                    scratch
                        .tallies
                        .get(*document as usize)
                        .map(|tally| tally.words)
                };
                let most = scratch.seen.iter().filter_map(words).max().unwrap_or(0);
                if most > 0 {
                    found = fits(most.min(wanted - 1).max(1));
                }
            }
            best_first(found)
        })
    }

    /// Adds the best fit of one word to every document that has it.
    fn add_word(&self, word: &str, prefix: bool, scratch: &mut Scratch) {
        let first = self.first_from(word);
        for at in first..self.words() {
            let Some(term) = self.word(at) else { break };
            let exact = term == word;
            if !(exact || prefix && term.starts_with(word)) {
                break;
            }
            let postings = self.postings(at);
            let rare = rarity(self.documents, postings.len() as u32);
            // The whole word counts double; of longer ones the nearest in length counts most.
            let close = if exact {
                32
            } else {
                16 * word.len() as u32 / term.len() as u32
            };
            let weight = rare.min(511) * close;
            let posted = self.posted.get(postings.clone()).unwrap_or_default();
            let impacts = self.impacts.get(postings).unwrap_or_default();
            for (document, impact) in posted.iter().zip(impacts) {
                // At most 2¹⁶ · 2⁹ · 2⁵ = 2³⁰ before the shift.
                let score = (u32::from(*impact) * weight) >> 10;
                scratch.add(*document, score);
            }
        }
    }
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = const { RefCell::new(Scratch::new()) };
}

/// Room for a query, kept for the next: to clear and to look through a place for every document would take longer than
/// most queries do. Places are told apart by numbers that only rise.
struct Scratch {
    tallies: Vec<Tally>,
    /// Documents that have any word, in the order in which they were met.
    seen: Vec<u32>,
    /// The number of the word before the query's first.
    before: u32,
    /// The number of the word that is being added.
    word: u32,
}

/// What one document has gathered so far.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// The last word that it was met with; several terms that begin alike count once.
    last: u32,
    /// What that one added.
    best: u32,
    /// Everything that was added.
    score: u32,
    /// How many of the query's words it has.
    words: u16,
}

impl Scratch {
    const fn new() -> Self {
        Self {
            tallies: Vec::new(),
            seen: Vec::new(),
            before: 0,
            word: 0,
        }
    }

    fn begin(&mut self, documents: usize) {
        // Far before the numbers run out, all is cleared once.
        if self.word > u32::MAX / 2 {
            *self = Self::new();
        }
        if self.tallies.len() < documents {
            self.tallies.resize(documents, Tally::default());
        }
        self.seen.clear();
        self.before = self.word;
    }

    fn add(&mut self, document: u32, score: u32) {
        let Some(tally) = self.tallies.get_mut(document as usize) else {
            return;
        };
        if tally.last != self.word {
            if tally.last <= self.before {
                *tally = Tally::default();
                self.seen.push(document);
            }
            (tally.last, tally.best) = (self.word, 0);
            tally.words += 1;
        }
        if score > tally.best {
            tally.score = tally.score.saturating_add(score - tally.best);
            tally.best = score;
        }
    }
}

/// Sorts by words and score, both falling, then by document. Many are sorted digit by digit from the lowest: a common
/// word finds thousands, and comparing them would be the better part of an answer's time.
fn best_first(mut found: Vec<Found>) -> Vec<Found> {
    const FEW: usize = 200;
    const DIGIT: u32 = 11;
    const DIGITS: usize = 1 << DIGIT;
    if found.len() < FEW {
        ident::order::sort_by(&mut found, |a, b| {
            (b.words, b.score)
                .cmp(&(a.words, a.score))
                .then(a.document.cmp(&b.document))
        });
        return found;
    }
    let digits: [fn(&Found) -> u32; 7] = [
        |one| one.document,
        |one| one.document >> DIGIT,
        |one| one.document >> (2 * DIGIT),
        |one| !one.score,
        |one| !one.score >> DIGIT,
        |one| !one.score >> (2 * DIGIT),
        |one| !one.words,
    ];
    let mut sorted = found.clone();
    let mut starts = vec![0_u32; DIGITS];
    for digit in digits {
        let place = |one: &Found| digit(one) as usize % DIGITS;
        starts.fill(0);
        for one in &found {
            if let Some(count) = starts.get_mut(place(one)) {
                *count += 1;
            }
        }
        // All alike in this digit.
        if found.first().and_then(|one| starts.get(place(one))) == Some(&(found.len() as u32)) {
            continue;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for one in &found {
            if let Some(start) = starts.get_mut(place(one)) {
                if let Some(slot) = sorted.get_mut(*start as usize) {
                    *slot = *one;
                }
                *start += 1;
            }
        }
        std::mem::swap(&mut found, &mut sorted);
    }
    found
}

/// True if the words stand one after the other in one of the document's texts.
fn stands_in(phrase: &[String], document: u32, texts: Texts<'_>) -> bool {
    let mut found = false;
    texts(document, &mut |text| {
        if !found {
            let words = words::words(text);
            found = words.windows(phrase.len()).any(|window| window == phrase);
        }
    });
    found
}
