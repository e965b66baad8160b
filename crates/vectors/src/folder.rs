//! One family's files and the tally of its cases. Never decides what a case expects, never touches a disk.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Component, Path, PathBuf};

use intake::json::{self, Json, Limits, Node};

/// All files of all families, by their path below the folder of vectors. A host brings them: from a disk, or in a browser.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A family's folder.
pub struct Folder<'a> {
    files: &'a Files,
    path: PathBuf,
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
    /// What came of every case, word by word: two hosts must have the same record.
    pub record: Vec<String>,
}

impl Tally {
    /// Counts one case.
    pub fn expect<T: PartialEq + Debug>(&mut self, name: impl AsRef<str>, expected: T, got: T) {
        let name = name.as_ref();
        self.record.push(format!("{name}: {got:?}"));
        if expected == got {
            self.right += 1;
        } else {
            self.wrong
                .push(format!("{name}: expected {expected:?}, got {got:?}"));
        }
    }

    /// Counts one case whose result carries its reason.
    pub fn accept<T: Debug, E: Debug>(
        &mut self,
        name: impl AsRef<str>,
        accept: bool,
        got: Result<T, E>,
    ) {
        let name = name.as_ref();
        self.record.push(format!("{name}: {got:?}"));
        match (accept, got) {
            (true, Ok(_)) | (false, Err(_)) => self.right += 1,
            (true, Err(error)) => self
                .wrong
                .push(format!("{name}: should hold, but: {error:?}")),
            (false, Ok(_)) => self
                .wrong
                .push(format!("{name}: should be refused, but holds")),
        }
    }

    /// Counts one case that states what must come of it; one that does not cannot be right.
    pub fn judged<T: Debug, E: Debug>(
        &mut self,
        name: impl AsRef<str>,
        accept: Option<bool>,
        got: Result<T, E>,
    ) {
        match accept {
            Some(accept) => self.accept(name, accept, got),
            None => self.broken(name, "it does not say what must come of it"),
        }
    }

    /// Counts one case that went as it should, with what came of it.
    pub fn right(&mut self, name: impl AsRef<str>, got: impl Debug) {
        self.right += 1;
        self.record.push(format!("{}: {got:?}", name.as_ref()));
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

impl<'a> Folder<'a> {
    /// The folder of one family.
    pub fn new(files: &'a Files, family: impl AsRef<Path>) -> Self {
        Self {
            files,
            path: family.as_ref().to_owned(),
        }
    }

    /// The folder of another family: some share their trusted roots.
    pub fn beside(&self, family: &str) -> Self {
        Self::new(self.files, family)
    }

    /// True if it holds anything.
    pub fn exists(&self) -> bool {
        self.below("").next().is_some()
    }

    /// The bytes of a file below the folder.
    pub fn bytes(&self, name: impl AsRef<Path>) -> Result<Vec<u8>, String> {
        let found = self.files.get(&plain(&self.path.join(&name)));
        found
            .cloned()
            .ok_or_else(|| format!("{}: no such file", name.as_ref().display()))
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

    /// Runs every case of a list; a file that is missing or no list counts as wrong.
    pub fn cases(
        &self,
        name: impl AsRef<Path>,
        tally: &mut Tally,
        mut run: impl FnMut(&Node, &mut Tally),
    ) {
        let shown = name.as_ref().display().to_string();
        match self.json(&name) {
            Ok(json) => match json.root.as_array() {
                Some([]) | None => tally.broken(shown, "not a list of cases"),
                Some(cases) => cases.iter().for_each(|case| run(case, tally)),
            },
            Err(why) => tally.broken(shown, why),
        }
    }

    /// Runs every JSON file below the folder, with its name; one that cannot be read counts as wrong.
    pub fn each_json(&self, tally: &mut Tally, mut run: impl FnMut(&Path, Node, &mut Tally)) {
        let files = self.files();
        for file in files
            .iter()
            .filter(|file| file.extension().is_some_and(|end| end == "json"))
        {
            match self.json(file) {
                Ok(json) => run(file, json.root, tally),
                Err(why) => tally.broken(file.display().to_string(), why),
            }
        }
    }

    /// Every file below the folder, relative, sorted.
    pub fn files(&self) -> Vec<PathBuf> {
        self.below("").map(Path::to_owned).collect()
    }

    /// The folders directly below, sorted.
    pub fn folders(&self, below: impl AsRef<Path>) -> Vec<PathBuf> {
        let below = below.as_ref();
        let depth = below.components().count();
        let inside = self.below(below);
        let deeper = inside.filter(|file| file.components().count() > depth + 1);
        let mut found: Vec<PathBuf> = deeper
            .map(|file| file.components().take(depth + 1).collect())
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// True if there is such a file.
    pub fn has(&self, name: impl AsRef<Path>) -> bool {
        self.files.contains_key(&plain(&self.path.join(name)))
    }

    /// Files below a part of the folder, relative to the folder.
    fn below(&self, part: impl AsRef<Path>) -> impl Iterator<Item = &Path> {
        let part = self.path.join(part);
        let files = self.files.keys();
        let inside = files.filter(move |file| file.starts_with(&part));
        inside.filter_map(|file| file.strip_prefix(&self.path).ok())
    }
}

/// What a case says must come of it, in the words of its family; nothing if it says neither.
pub fn expected(said: &str, accepted: &str, refused: &str) -> Option<bool> {
    match said {
        word if word == accepted => Some(true),
        word if word == refused => Some(false),
        _ => None,
    }
}

/// The path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}
