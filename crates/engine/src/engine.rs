//! What is loaded, and who answers which question. Never interprets a document itself.

use compare::mapping::Mappings;
use model::{Input, Model};
use protocol::{Answer, Ask, Origin, Problem, SourceFile, Way};

use crate::profiles::{self, Derived};
use crate::reading::{self, Document};
use crate::{
    backstop, changes, cite, clippings, community, comparison, directory, drift, export, inspect, mappings, mechanisms,
    network, overview, rule, rule_set, search, sources, timeline, topic, topics,
};

/// Everything that is loaded, ready to answer.
#[derive(Debug, Default)]
pub struct Engine {
    pub(crate) files: Vec<Loaded>,
    pub(crate) model: Model,
    index: ::search::Index,
    mappings: Mappings,
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
    /// An engine with nothing loaded.
    pub fn new() -> Self {
        Self::default()
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
        let read = reading::read(origin, &bytes, progress);
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
        match ask {
            Ask::Overview => Answer::Overview(overview::overview(model, &self.files)),
            Ask::Network(ask) => network::network(model, ask),
            Ask::Inspect(id) => inspect::inspect(model, id),
            Ask::Communities(filter) => Answer::Communities(directory::directory(model, filter)),
            Ask::Community(id) => community::community(model, id),
            Ask::RuleSet(ask) => rule_set::rule_set(model, &self.files, ask),
            Ask::Rule(id) => rule::rule(model, &self.index, &self.mappings, id),
            Ask::Topics => Answer::Topics(topics::topics(model)),
            Ask::Topic(ask) => Answer::Topic(topic::topic(model, ask)),
            Ask::Compare(ask) => {
                Answer::Comparison(comparison::comparison(model, &self.mappings, ask))
            }
            Ask::Changes(ask) => changes::changes(model, ask),
            Ask::Backstop(ask) => backstop::backstop(model, &self.mappings, ask),
            Ask::Mechanisms(ask) => Answer::Mechanisms(mechanisms::mechanisms(model, ask)),
            Ask::Profiles => Answer::Profiles(drift::profiles(model, &self.files)),
            Ask::Drift(id) => drift::drift(model, &self.files, id),
            Ask::Choices => Answer::Choices(sources::choices(model)),
            Ask::Search(ask) => Answer::Search(search::search(model, &self.index, ask)),
            Ask::Timeline(filter) => Answer::Timeline(timeline::timeline(model, filter)),
            Ask::Evidence(_)
            | Ask::Verdict(_)
            | Ask::Claims(_)
            | Ask::Chain(_)
            | Ask::Viewpoint
            | Ask::ViewpointDifference(_)
            | Ask::ReadChoice(_)
            | Ask::EvidenceFiles => Answer::NotFound {
                what: "evidence".to_owned(),
                near: Vec::new(),
            },
            Ask::Export(ask) => export::export(self, ask),
            Ask::Cite(ask) => cite::cite(self, ask),
            Ask::Pin(ask) => clippings::pin(self, ask),
            Ask::Clippings(pinned) => Answer::Clippings(clippings::look_up(self, pinned)),
            Ask::OpenClippings(text) => Answer::Opened(clippings::open(text)),
            Ask::Sources => Answer::Sources(sources::sources(
                model,
                (0..self.files.len()).map(|at| self.file(at)).collect(),
            )),
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
        profiles::resolve(&mut self.files);
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
        self.mappings = mappings::gather(&self.model, &mut self.files);
        self.files.iter_mut().for_each(Loaded::settle);
    }
}
