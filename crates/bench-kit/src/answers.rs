//! The whole engine: files in, answers out. Converts as the worker does, decides nothing.

use engine::Engine;
use ident::Standing;
use protocol::{
    Answer, Ask, ChosenKey, CompareAsk, EvidenceAsk, NetworkAsk, Origin, OtherViewpoint, SearchAsk,
    Viewpoint, Way,
};
use trust::keys::PublicKey;
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

    /// The reader trusts these Ed25519 keys, 32 bytes each, and it is that second since 1970.
    pub fn choose(&mut self, keys: &[u8], now: u32) {
        self.0.tell_time(i64::from(now));
        let keys = keys.chunks_exact(32).filter_map(|bytes| {
            let key = PublicKey::ed25519(bytes).ok()?.to_multikey()?;
            Some(ChosenKey {
                key,
                ..ChosenKey::default()
            })
        });
        let viewpoint = Viewpoint {
            keys: keys.collect(),
            ..Viewpoint::default()
        };
        self.0.choose(viewpoint, &mut |_, _, _| {});
    }

    /// Reads a file of evidence and judges it; how often it told how far it is, how many attestations there are now,
    /// and how many of them are confirmed by a chosen key.
    pub fn judge(&mut self, name: &str, bytes: Vec<u8>) -> Vec<u32> {
        let origin = Origin {
            name: name.to_owned(),
            way: Way::File,
        };
        let mut told = 0;
        self.0.receive(origin, bytes, &mut |_, _, _| told += 1);
        let Answer::Evidence(view) = self.0.ask(&Ask::Evidence(EvidenceAsk::default())) else {
            return Vec::new();
        };
        let confirmed = view
            .standings
            .iter()
            .find(|(standing, _)| *standing == Standing::ConfirmedByChosenKey);
        vec![told, view.all, confirmed.map_or(0, |(_, count)| *count)]
    }

    /// How many attestations stand differently for somebody who trusts nobody.
    pub fn differ(&self) -> u32 {
        match self
            .0
            .ask(&Ask::ViewpointDifference(OtherViewpoint::Nobody))
        {
            Answer::ViewpointDifference(view) => view.total,
            _ => 0,
        }
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
