//! The foreign test vectors in a browser's worker: files in, a line of JSON for each family out. Judges nothing itself.
//!
//! Besides, [`talk`] spells the messages that the page and its engine exchange, so that a test can put files to the engine
//! that readers get.

pub mod talk;

use trust::time::Moment;
use vectors::Files;
use wasm_bindgen::prelude::wasm_bindgen;

/// The files that were brought so far.
#[wasm_bindgen]
#[derive(Default)]
pub struct Vectors {
    files: Files,
}

#[wasm_bindgen]
impl Vectors {
    /// No files yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a file by its path below the folder of vectors.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }

    /// Runs one family at a moment in seconds. Nothing if it has no files.
    pub fn run(&self, family: &str, now: f64) -> Option<String> {
        vectors::line(&self.files, family, Moment(now as i64))
    }
}
