//! An index over texts that a script made. Never keeps a text.

use search::{Builder, Index, Query};
use wasm_bindgen::prelude::*;

/// An index that a script can ask.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Searching(Index);

#[wasm_bindgen]
impl Searching {
    /// Indexes documents: one a line, its title and its text with a tabulator between them.
    #[wasm_bindgen(constructor)]
    pub fn new(documents: &str) -> Self {
        let mut builder = Builder::new();
        for line in documents.lines() {
            let (title, text) = line.split_once('\t').unwrap_or((line, ""));
            builder.add(&[title], &[text], 100);
        }
        Self(builder.finish())
    }

    /// Numbers of the documents that have all words of a query, or most of them if none has all; best first.
    pub fn query(&self, text: &str) -> Vec<u32> {
        let found = self.0.query(&Query::parse(text), &|_, _| {});
        found.iter().map(|found| found.document).collect()
    }

    /// The same, but only the best `most`; the first number says how many there are in all.
    pub fn best(&self, text: &str, most: usize) -> Vec<u32> {
        let found = self.0.query(&Query::parse(text), &|_, _| {});
        let all = found.len() as u32;
        let best = found.iter().take(most).map(|found| found.document);
        std::iter::once(all).chain(best).collect()
    }
}
