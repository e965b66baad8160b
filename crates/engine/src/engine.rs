//! What is loaded, and who answers which question. Never interprets a document itself.

use std::collections::BTreeSet;

use compare::mapping::Mappings;
use model::{Input, Model};
use protocol::{Answer, Ask, Doing, Origin, Problem, SourceFile, Way};

use crate::evidence::{self, Evidence};
use crate::parts::{Part, Parts, Piece, elsewhere};
use crate::profiles::Derived;
use crate::reading::{self, Document};
use crate::{inspect, mappings, network, overview, parameters, search, sources};

/// Everything that is loaded, ready to answer.
#[derive(Debug)]
pub struct Engine {
    pub(crate) files: Vec<Loaded>,
    pub(crate) model: Model,
    pub(crate) index: ::search::Index,
    pub(crate) mappings: Mappings,
    pub(crate) evidence: Evidence,
    /// Something came in that is not judged yet.
    due: bool,
    parts: Parts,
}

/// One file and what could be read of it.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// As Sources lists it; its `sets` are filled in when asked for.
    pub(crate) file: SourceFile,
    /// Further names under which the same bytes came: a folder may hold them twice, or ten thousand times.
    pub(crate) also: BTreeSet<String>,
    /// What it holds; none if it could not be used at all.
    pub(crate) document: Option<Document>,
    /// What reading met; `file` also lists what becomes clear beside other files.
    pub(crate) met: Vec<Problem>,
    /// How many of them there are in all.
    pub(crate) met_total: u32,
    /// What it is to evidence.
    pub(crate) evidence: Option<evidence::Kind>,
    /// Its bytes, kept where evidence may need them.
    pub(crate) bytes: Option<Vec<u8>>,
    /// What the atlas that lists it says about it.
    pub(crate) companion: Option<evidence::Companion>,
    /// The rule set that the atlas shows and whose text it is.
    pub(crate) stands_for: Option<String>,
    /// What a profile came to.
    pub(crate) derived: Option<Derived>,
    /// What became clear beside other files, until [`Loaded::settle`].
    pub(crate) late: Vec<Problem>,
    /// How many of them there are in all.
    pub(crate) late_total: u32,
}

impl Loaded {
    /// The name of a file that could not be brought; none if it came.
    pub(crate) fn missed(&self) -> Option<&str> {
        self.file
            .digest
            .is_empty()
            .then_some(&*self.file.origin.name)
    }

    pub(crate) fn new(file: SourceFile, document: Option<Document>) -> Self {
        Self {
            met: file.problems.clone(),
            met_total: file.problems_total,
            file,
            also: BTreeSet::new(),
            document,
            evidence: None,
            bytes: None,
            companion: None,
            stands_for: None,
            derived: None,
            late: Vec::new(),
            late_total: 0,
        }
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
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
            evidence: Evidence::default(),
            due: false,
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
        progress: &mut dyn FnMut(Doing, u32, u32),
    ) -> SourceFile {
        let file = self.take_in(origin, bytes, progress);
        self.ready(progress);
        let at = self
            .files
            .iter()
            .position(|loaded| loaded.file.digest == file.digest);
        at.map_or(file, |at| self.file(at))
    }

    /// The same for hosts that give many files in a row: what is signed is judged by the next [`Engine::ready`], once for
    /// all of them. A large file of evidence is judged at once, so that whoever waits for it can see how far it is and
    /// can stop it.
    pub fn take_in(
        &mut self,
        origin: Origin,
        bytes: Vec<u8>,
        progress: &mut dyn FnMut(Doing, u32, u32),
    ) -> SourceFile {
        let size = bytes.len() as u64;
        let mut read = match self.parts.foreign {
            Some(foreign) => (foreign.read)(origin, &bytes, progress),
            None => reading::atlas(origin, &bytes, progress),
        };
        let same = |loaded: &Loaded| {
            !loaded.file.digest.is_empty() && loaded.file.digest == read.file.digest
        };
        let at = match self.files.iter().position(same) {
            Some(at) => {
                self.note_name(at, read.file.origin.name);
                at
            }
            None => {
                let usable = read.document.is_some();
                let small = !matches!(read.document, Some(Document::Facts(_)))
                    && bytes.len() <= evidence::KEPT_BYTES;
                if read.evidence.is_some() || small {
                    read.bytes = Some(bytes);
                }
                let at = self.put(read);
                evidence::mark(&mut self.files);
                let shown = self
                    .files
                    .get(at)
                    .is_some_and(|loaded| !loaded.is_companion_document());
                if usable && shown {
                    progress(Doing::Indexing, 0, size as u32);
                    self.rebuild();
                } else {
                    // It adds nothing to the picture, but may be compared with it.
                    evidence::stand_in(&self.model, &mut self.files);
                    self.files.iter_mut().for_each(Loaded::settle_late);
                }
                self.due = true;
                self.evidence.same_files = false;
                let large = self.files.get(at).is_some_and(|loaded| {
                    loaded.evidence.is_some() && size > evidence::JUDGED_AT_ONCE_BYTES
                });
                if large {
                    self.ready(progress);
                }
                at
            }
        };
        self.file(at)
    }

    /// The same bytes under one more name: nothing to read, but a signed folder may list it.
    fn note_name(&mut self, at: usize, name: String) {
        let Some(loaded) = self.files.get_mut(at) else {
            return;
        };
        if loaded.file.origin.name != name && loaded.also.insert(name) {
            self.due = true;
            self.evidence.same_files = false;
        }
    }

    /// Puts a file where one of its name is noted as missed, or at the end.
    fn put(&mut self, new: Loaded) -> usize {
        let name = &new.file.origin.name;
        let mut files = self.files.iter_mut().enumerate();
        if let Some((at, place)) = files.find(|(_, loaded)| loaded.missed() == Some(name)) {
            *place = new;
            return at;
        }
        self.files.push(new);
        self.files.len() - 1
    }

    /// Notes a file that could not be brought at all, so that Sources can list it. It adds nothing to the picture.
    pub fn missed(&mut self, origin: Origin, problem: Problem) -> SourceFile {
        let at = self.put(Loaded::new(reading::missed(origin, problem), None));
        // What lacks it says why.
        self.due = true;
        self.evidence.same_files = false;
        self.file(at)
    }

    /// Takes a file out again, by its digest or, for a missed file, by its name. Answers with what was taken out;
    /// an entry that is not usable and has no problems means that there was no such file.
    pub fn remove(&mut self, file: &str) -> SourceFile {
        let is_it = |loaded: &Loaded| loaded.file.digest == file || loaded.missed() == Some(file);
        let found = self.files.iter().position(is_it);
        // Also what is not here: an engine that was started anew is told what the reader had taken out before.
        if !self.evidence.dropped.iter().any(|known| known == file) {
            self.evidence.dropped.push(file.to_owned());
        }
        match found {
            Some(at) => {
                let removed = self.file(at);
                self.files.remove(at);
                self.rebuild();
                self.settle(&mut |_, _, _| ());
                removed
            }
            None => reading::nothing(Origin {
                name: file.to_owned(),
                way: Way::File,
            }),
        }
    }

    /// Tells the engine the time, in seconds since 1970; it has no clock. Signatures are judged at this moment, never at
    /// the as-of date of an atlas. What was judged too long ago is judged again by the next [`Engine::ready`].
    pub fn tell_time(&mut self, now: i64) {
        self.evidence.now = now;
        if !self.evidence.is_fresh() && !self.due {
            self.evidence.same_files = true;
            self.due = true;
        }
    }

    /// The reader chose whom to trust: everything is judged again. Never called for anybody else's sake.
    pub fn choose(
        &mut self,
        viewpoint: protocol::Viewpoint,
        progress: &mut dyn FnMut(Doing, u32, u32),
    ) -> Answer {
        self.evidence.viewpoint = viewpoint;
        self.evidence.same_files |= !self.due;
        self.settle(progress);
        self.ask(&Ask::Viewpoint)
    }

    /// The part that something loaded or chosen waits for; none if everything is judged.
    pub fn wants(&self) -> Option<Part> {
        let due = evidence::is_needed(&self.files) && self.parts.judging.is_none();
        due.then_some(Part::Evidence)
    }

    /// Judges what came in since it was last judged. Called before a question is asked; costs nothing if nothing came.
    pub fn ready(&mut self, progress: &mut dyn FnMut(Doing, u32, u32)) {
        if self.due {
            self.settle(progress);
        }
    }

    /// Judges what is signed, if anything is, and if the part that can is here. Everything that changes what is loaded or
    /// chosen does so by itself.
    pub fn settle(&mut self, progress: &mut dyn FnMut(Doing, u32, u32)) {
        self.due = false;
        match self.parts.judging {
            Some(judging) if evidence::is_needed(&self.files) => (judging.settle)(self, progress),
            _ => {
                self.evidence.forget();
                self.model.unsign();
            }
        }
    }

    /// Answers a question from what is loaded.
    pub fn ask(&self, ask: &Ask) -> Answer {
        self.answer(ask, &mut |_, _, _| ())
    }

    /// The same, telling how far it is where the answer takes long: another's eyes on much evidence.
    pub fn answer(&self, ask: &Ask, progress: &mut dyn FnMut(Doing, u32, u32)) -> Answer {
        let model = &self.model;
        if let (Some(Part::Evidence), Some(judging)) = (Part::of(ask), self.parts.judging) {
            return (judging.answer)(self, ask, progress);
        }
        if let Some(part) = Part::of(ask) {
            let answering = self.parts.answering(part);
            return answering.map_or_else(elsewhere, |answer| answer(self, ask));
        }
        match ask {
            Ask::Overview => Answer::Overview(overview::overview(model, &self.files)),
            Ask::Network(ask) => network::network(model, ask),
            Ask::Inspect(id) => inspect::inspect(model, id),
            Ask::EvidenceFiles => {
                Answer::EvidenceFiles(evidence::wanted(&self.files, &self.evidence.dropped))
            }
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
        evidence::mark(&mut self.files);
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
        evidence::stand_in(&self.model, &mut self.files);
        self.files.iter_mut().for_each(Loaded::settle);
    }
}
