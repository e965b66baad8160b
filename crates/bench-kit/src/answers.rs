//! The whole engine: files in, answers out. Converts as the worker does, decides nothing.

use engine::Engine;
use protocol::{Answer, Ask, CompareAsk, NetworkAsk, Origin, SearchAsk, Way};
use wasm_bindgen::prelude::*;

/// An engine that a script can feed and ask.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Answers(Engine);

impl Default for Answers {
    fn default() -> Self {
        Self::new()
    }
}

#[wasm_bindgen]
impl Answers {
    /// An engine with nothing loaded.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(Engine::new())
    }

    /// Reads a file; answers with the ids of the rule sets in it, nothing if it cannot be used.
    pub fn receive(&mut self, name: &str, bytes: Vec<u8>) -> Vec<String> {
        let origin = Origin {
            name: name.to_owned(),
            way: Way::File,
        };
        let file = self.0.receive(origin, bytes, &mut |_, _, _| {});
        file.sets.into_iter().map(|set| set.id).collect()
    }

    /// Compares rule sets by topic and writes the answer as the worker would; its length in bytes, 0 if it is none.
    pub fn compare(&self, sets: Vec<String>) -> u32 {
        let ask = CompareAsk {
            sets,
            ..CompareAsk::default()
        };
        match self.0.ask(&Ask::Compare(ask)) {
            answer @ Answer::Comparison(_) => protocol::write(&answer).len() as u32,
            _ => 0,
        }
    }

    /// The picture that the first page shows, as written for the page; its length in bytes.
    pub fn network(&self) -> u32 {
        let ask = Ask::Network(NetworkAsk::default());
        protocol::write(&self.0.ask(&ask)).len() as u32
    }

    /// Searches everything that is loaded; the length of the written answer in bytes.
    pub fn search(&self, query: &str) -> u32 {
        let ask = SearchAsk {
            query: query.to_owned(),
            limit: 20,
            ..SearchAsk::default()
        };
        protocol::write(&self.0.ask(&Ask::Search(ask))).len() as u32
    }
}
