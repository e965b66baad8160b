//! What is loaded, and who answers which question. Never interprets a document itself.

use compare::mapping::Mappings;
use model::{Input, Model};
use protocol::{Answer, Ask, Origin, Problem, SourceFile, Way};

use crate::parts::{Part, Parts, Piece, elsewhere};
use crate::profiles::Derived;
use crate::reading::{self, Document};
use crate::{directory, inspect, mappings, network, overview, parameters, search, sources};

/// Everything that is loaded, ready to answer.
#[derive(Debug)]
pub struct Engine {
    pub(crate) files: Vec<Loaded>,
    pub(crate) model: Model,
    pub(crate) index: ::search::Index,
    pub(crate) mappings: Mappings,
    parts: Parts,
}

/// One file and what could be read of it.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// As Sources lists it; its `sets` are filled in when asked for.
    pub(crate) file: SourceFile,
    /// What it holds; none if it could not be used at all.
    pub(crate) document: Option<Document>,
    /// What reading met; `file` also lists what becomes clear beside other files.
    pub(crate) met: Vec<Problem>,
    /// How many of them there are in all.
    pub(crate) met_total: u32,
    /// What a profile came to.
    pub(crate) derived: Option<Derived>,
    /// What became clear beside other files, until [`Loaded::settle`].
    pub(crate) late: Vec<Problem>,
    /// How many of them there are in all.
    pub(crate) late_total: u32,
}

impl Loaded {
    pub(crate) fn new(file: SourceFile, document: Option<Document>) -> Self {
        Self {
            met: file.problems.clone(),
            met_total: file.problems_total,
            file,
            document,
            derived: None,
            late: Vec::new(),
            late_total: 0,
        }
    }
}

impl Engine {
    /// An engine with all its parts and nothing loaded.
    pub fn new() -> Self {
        Self::with(Parts::all())
    }

    /// An engine that reads atlases and gives the first answers; whatever else is asked of it needs a [`Piece`] first.
    pub fn bare() -> Self {
        Self::with(Parts::default())
    }

    fn with(parts: Parts) -> Self {
        Self {
            files: Vec::new(),
            model: Model::default(),
            index: ::search::Index::default(),
            mappings: Mappings::default(),
            parts,
        }
    }

    /// Puts a part to use.
    pub fn add(&mut self, piece: Piece) {
        self.parts.add(piece);
    }

    /// Whether a part is here.
    pub fn has(&self, part: Part) -> bool {
        self.parts.has(part)
    }

    /// Reads a file and takes what it holds into the picture. `progress` hears what is being done, units done and
    /// units in all. A file that is loaded already is not read again.
    pub fn receive(
        &mut self,
        origin: Origin,
        bytes: Vec<u8>,
        progress: &mut dyn FnMut(&str, u32, u32),
    ) -> SourceFile {
        let size = bytes.len() as u64;
        let read = match self.parts.foreign {
            Some(foreign) => (foreign.read)(origin, &bytes, progress),
            None => reading::atlas(origin, &bytes, progress),
        };
        let same = |loaded: &Loaded| {
            !loaded.file.digest.is_empty() && loaded.file.digest == read.file.digest
        };
        let at = match self.files.iter().position(same) {
            Some(at) => at,
            None => {
                let usable = read.document.is_some();
                self.files.push(read);
                if usable {
                    progress("Indexing", 0, size as u32);
                    self.rebuild();
                }
                self.files.len() - 1
            }
        };
        self.file(at)
    }

    /// Notes a file that could not be brought at all, so that Sources can list it.
    pub fn missed(&mut self, origin: Origin, problem: Problem) -> SourceFile {
        let name = origin.name.clone();
        self.files
            .retain(|loaded| !(loaded.file.digest.is_empty() && loaded.file.origin.name == name));
        self.files
            .push(Loaded::new(reading::missed(origin, problem), None));
        self.rebuild();
        self.file(self.files.len() - 1)
    }

    /// Takes a file out again, by its digest or, for a missed file, by its name. Answers with what was taken out;
    /// an entry that is not usable and has no problems means that there was no such file.
    pub fn remove(&mut self, file: &str) -> SourceFile {
        let found = self.files.iter().position(|loaded| {
            let of = &loaded.file;
            of.digest == file || (of.digest.is_empty() && of.origin.name == file)
        });
        match found {
            Some(at) => {
                let removed = self.file(at);
                self.files.remove(at);
                self.rebuild();
                removed
            }
            None => reading::nothing(Origin {
                name: file.to_owned(),
                way: Way::File,
            }),
        }
    }

    /// Answers a question from what is loaded.
    pub fn ask(&self, ask: &Ask) -> Answer {
        let model = &self.model;
        if let Some(part) = Part::of(ask) {
            let answering = self.parts.answering(part);
            return answering.map_or_else(elsewhere, |answer| answer(self, ask));
        }
        match ask {
            Ask::Overview => Answer::Overview(overview::overview(model, &self.files)),
            Ask::Network(ask) => network::network(model, ask),
            Ask::Inspect(id) => inspect::inspect(model, id),
            Ask::Communities(filter) => Answer::Communities(directory::directory(model, filter)),
            Ask::Choices => Answer::Choices(sources::choices(model)),
            Ask::Search(ask) => Answer::Search(search::search(model, &self.index, ask)),
            Ask::Sources => Answer::Sources(sources::sources(
                model,
                (0..self.files.len()).map(|at| self.file(at)).collect(),
            )),
            _ => elsewhere(),
        }
    }

    fn file(&self, at: usize) -> SourceFile {
        match self.files.get(at) {
            Some(loaded) => sources::with_sets(&self.model, at, loaded),
            None => reading::nothing(Origin {
                name: String::new(),
                way: Way::File,
            }),
        }
    }

    fn rebuild(&mut self) {
        if let Some(foreign) = self.parts.foreign {
            (foreign.resolve)(&mut self.files);
        }
        let inputs: Vec<Input<'_>> = (0..)
            .zip(&self.files)
            .filter_map(|(file, loaded)| {
                let document = loaded.as_input()?;
                Some(Input {
                    file,
                    digest: &loaded.file.digest,
                    document,
                })
            })
            .collect();
        self.model = Model::build(&inputs);
        self.index = search::index(&self.model);
        parameters::check(&self.model, &mut self.files);
        self.mappings = mappings::gather(&self.model, &mut self.files);
        self.files.iter_mut().for_each(Loaded::settle);
    }
}
