//! One family's folder and the tally of its cases. Never decides what a case expects.

use std::fs;
use std::path::{Path, PathBuf};

use intake::json::{self, Json, Limits};

/// A family's folder.
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
}

/// How the cases of one family went.
#[derive(Default)]
pub struct Tally {
    /// Cases whose result was the expected one.
    pub right: usize,
    /// Cases whose result was not, each with what was expected and what came.
    pub wrong: Vec<String>,
    /// Cases that do not count, each with the reason.
    pub skipped: Vec<String>,
}

impl Tally {
    /// Counts one case.
    pub fn expect<T: PartialEq + std::fmt::Debug>(
        &mut self,
        name: impl AsRef<str>,
        expected: T,
        got: T,
    ) {
        if expected == got {
            self.right += 1;
        } else {
            self.wrong.push(format!(
                "{}: expected {expected:?}, got {got:?}",
                name.as_ref()
            ));
        }
    }

    /// Counts one case whose result carries its reason.
    pub fn accept<T, E: std::fmt::Debug>(
        &mut self,
        name: impl AsRef<str>,
        accept: bool,
        got: Result<T, E>,
    ) {
        match (accept, got) {
            (true, Ok(_)) | (false, Err(_)) => self.right += 1,
            (true, Err(error)) => self
                .wrong
                .push(format!("{}: should hold, but: {error:?}", name.as_ref())),
            (false, Ok(_)) => self
                .wrong
                .push(format!("{}: should be refused, but holds", name.as_ref())),
        }
    }

    /// A case that could not be run as the folder says.
    pub fn broken(&mut self, name: impl AsRef<str>, why: impl AsRef<str>) {
        self.wrong
            .push(format!("{}: {}", name.as_ref(), why.as_ref()));
    }

    /// A case that may go either way, or that asks for something outside our subset.
    pub fn skip(&mut self, name: impl AsRef<str>, why: impl AsRef<str>) {
        self.skipped
            .push(format!("{}: {}", name.as_ref(), why.as_ref()));
    }

    /// Cases in all.
    pub fn cases(&self) -> usize {
        self.right + self.wrong.len() + self.skipped.len()
    }
}

impl Folder {
    /// The bytes of a file below the folder.
    pub fn bytes(&self, name: impl AsRef<Path>) -> Result<Vec<u8>, String> {
        let path = self.path.join(&name);
        fs::read(&path).map_err(|error| format!("{}: {error}", name.as_ref().display()))
    }

    /// The text of a file below the folder.
    pub fn text(&self, name: impl AsRef<Path>) -> Result<String, String> {
        String::from_utf8(self.bytes(&name)?)
            .map_err(|_error| format!("{}: not UTF-8", name.as_ref().display()))
    }

    /// A JSON file below the folder.
    pub fn json(&self, name: impl AsRef<Path>) -> Result<Json, String> {
        json::parse(&self.bytes(&name)?, &Limits::FILE)
            .map_err(|problem| format!("{}: {}", name.as_ref().display(), problem.what))
    }

    /// Every file below the folder, relative, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        walk(&self.path, &self.path, &mut found);
        found.sort();
        found
    }

    /// The folders directly below, sorted.
    pub fn folders(&self, below: impl AsRef<Path>) -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(self.path.join(&below))
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.path().is_dir())
            .map(|entry| below.as_ref().join(entry.file_name()))
            .collect();
        found.sort();
        found
    }

    /// True if there is such a file.
    pub fn has(&self, name: impl AsRef<Path>) -> bool {
        self.path.join(name).is_file()
    }
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if let Ok(relative) = path.strip_prefix(root) {
            found.push(relative.to_owned());
        }
    }
}
