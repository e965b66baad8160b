//! The engine in pieces: families of answers that a host may bring later than the rest. Never brings one itself.
//!
//! The command line has all of them from the start. The worker has only what the first answers need, asks
//! [`Part::of`] before it passes a question on, and fetches the part that is named. A family's code belongs to its part
//! as long as its function below is the only place that names it: what the first answers do not need then leaves the
//! first wasm by itself.

use protocol::{Answer, Ask, Doing, Origin, Subject};

use crate::engine::{Engine, Loaded};
use crate::{
    backstop, changes, cite, clippings, community, comparison, directory, drift, evidence, export,
    mechanisms, pinning, profiles, reading, rule, rule_set, sources, timeline, topic, topics,
};

/// A piece of the engine that is needed for some questions or files only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The directory; pages of one body, one rule set, one rule, one topic; the timeline.
    Reading,
    /// Comparisons, changes, and what can be compared.
    Comparing,
    /// Files that are no atlas: OSCAL of other publishers, profiles, mappings, evidence.
    Foreign,
    /// Public rules that bind, what rules lean on, what adopters changed.
    Lenses,
    /// Tables, texts and citations to take away.
    TakingAway,
    /// What is signed, judged. Besides its questions, [`Engine::wants`] tells when a loaded file or a choice of the
    /// reader needs it; after bringing it, call [`Engine::settle`].
    Evidence,
}

impl Part {
    /// All of them, in the order in which a host brings them when nobody waits for one.
    pub const ALL: [Self; 6] = [
        Self::Reading,
        Self::Comparing,
        Self::Foreign,
        Self::Lenses,
        Self::TakingAway,
        Self::Evidence,
    ];

    /// What a question needs; none if the first answers' code has it.
    pub fn of(ask: &Ask) -> Option<Self> {
        Some(match ask {
            Ask::Overview
            | Ask::Network(_)
            | Ask::Inspect(_)
            | Ask::Search(_)
            | Ask::EvidenceFiles
            | Ask::Sources => return None,
            Ask::Communities(_)
            | Ask::Community(_)
            | Ask::RuleSet(_)
            | Ask::Rule(_)
            | Ask::Topics
            | Ask::Topic(_)
            | Ask::Timeline(_) => Self::Reading,
            Ask::Choices | Ask::Compare(_) | Ask::Changes(_) => Self::Comparing,
            Ask::Backstop(_) | Ask::Mechanisms(_) | Ask::Profiles | Ask::Drift(_) => Self::Lenses,
            Ask::Export(_)
            | Ask::Cite(_)
            | Ask::Pin(_)
            | Ask::Clippings(_)
            | Ask::OpenClippings(_) => Self::TakingAway,
            Ask::Evidence(_)
            | Ask::Verdict(_)
            | Ask::Claims(_)
            | Ask::Chain(_)
            | Ask::Viewpoint
            | Ask::ViewpointDifference(_)
            | Ask::ReadChoice(_) => Self::Evidence,
        })
    }

    /// The part that gives the answer from which this one is made; none if it is made from what is loaded.
    pub fn beneath(ask: &Ask) -> Option<Self> {
        let of = match ask {
            Ask::Export(ask) => &ask.of,
            Ask::Cite(ask) => &ask.of,
            Ask::Pin(ask) => &ask.of,
            Ask::Clippings(_) => return Some(Self::Comparing),
            _ => return None,
        };
        match of {
            Subject::Rule(_) => Some(Self::Reading),
            Subject::Comparison(_) | Subject::Changes(_) | Subject::Clippings(_) => {
                Some(Self::Comparing)
            }
            Subject::Network(_) => None,
        }
    }

    /// What a file needs to be read; none for an atlas.
    pub fn to_read(bytes: &[u8]) -> Option<Self> {
        (!intake::is_atlas(bytes)).then_some(Self::Foreign)
    }
}

/// Answers the questions of one family.
type Answering = fn(&Engine, &Ask) -> Answer;

/// Hears what is being done, units done and units in all.
type Telling<'a> = dyn FnMut(Doing, u32, u32) + 'a;

/// How files that are no atlas are read and put together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreign {
    pub(crate) read: fn(Origin, &[u8], &mut Telling<'_>) -> Loaded,
    pub(crate) resolve: fn(&mut [Loaded]),
}

/// How what is signed is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judging {
    pub(crate) settle: fn(&mut Engine, &mut Telling<'_>),
    pub(crate) answer: fn(&Engine, &Ask, &mut Telling<'_>) -> Answer,
}

/// A part that is here: [`Engine::add`] puts it to use.
#[derive(Clone, Copy, Debug)]
pub struct Piece(Does);

#[derive(Clone, Copy, Debug)]
enum Does {
    Answer(Part, Answering),
    Read(Foreign),
    Judge(Judging),
}

/// [`Part::Reading`].
pub fn reading() -> Piece {
    Piece(Does::Answer(Part::Reading, |engine, ask| {
        let model = &engine.model;
        match ask {
            Ask::Communities(filter) => Answer::Communities(directory::directory(model, filter)),
            Ask::Community(id) => community::community(model, id),
            Ask::RuleSet(ask) => rule_set::rule_set(model, &engine.files, ask),
            Ask::Rule(id) => rule::rule(model, &engine.index, &engine.mappings, id),
            Ask::Topics => Answer::Topics(topics::topics(model)),
            Ask::Topic(ask) => Answer::Topic(topic::topic(model, ask)),
            Ask::Timeline(filter) => Answer::Timeline(timeline::timeline(model, filter)),
            _ => elsewhere(),
        }
    }))
}

/// [`Part::Comparing`].
pub fn comparing() -> Piece {
    Piece(Does::Answer(Part::Comparing, |engine, ask| {
        let (model, index, mappings) = (&engine.model, &engine.index, &engine.mappings);
        match ask {
            Ask::Choices => Answer::Choices(sources::choices(model)),
            Ask::Compare(ask) => {
                Answer::Comparison(comparison::comparison(model, index, mappings, ask))
            }
            Ask::Changes(ask) => changes::changes(model, index, mappings, &engine.files, ask),
            _ => elsewhere(),
        }
    }))
}

/// [`Part::Lenses`].
pub fn lenses() -> Piece {
    Piece(Does::Answer(Part::Lenses, |engine, ask| {
        let model = &engine.model;
        match ask {
            Ask::Backstop(ask) => backstop::backstop(model, &engine.mappings, ask),
            Ask::Mechanisms(ask) => Answer::Mechanisms(mechanisms::mechanisms(model, ask)),
            Ask::Profiles => Answer::Profiles(drift::profiles(model, &engine.files)),
            Ask::Drift(ask) => drift::drift(model, &engine.files, ask),
            _ => elsewhere(),
        }
    }))
}

/// [`Part::TakingAway`].
pub fn taking_away() -> Piece {
    Piece(Does::Answer(Part::TakingAway, |engine, ask| match ask {
        Ask::Export(ask) => export::export(engine, ask),
        Ask::Cite(ask) => cite::cite(engine, ask),
        Ask::Pin(ask) => pinning::pin(engine, ask),
        Ask::Clippings(pinned) => Answer::Clippings(clippings::look_up(engine, pinned)),
        Ask::OpenClippings(text) => Answer::Opened(clippings::open(text)),
        _ => elsewhere(),
    }))
}

/// [`Part::Evidence`].
pub fn evidence() -> Piece {
    Piece(Does::Judge(Judging {
        settle: |engine, progress| {
            evidence::settle(
                &mut engine.model,
                &engine.files,
                &mut engine.evidence,
                progress,
            );
        },
        answer: |engine, ask, progress| {
            evidence::answer(
                &engine.model,
                &engine.files,
                &engine.evidence,
                ask,
                progress,
            )
        },
    }))
}

/// [`Part::Foreign`].
pub fn foreign() -> Piece {
    Piece(Does::Read(Foreign {
        read: |origin, bytes, telling| reading::read(origin, bytes, telling),
        resolve: profiles::resolve,
    }))
}

/// The parts that are here.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    answering: [Option<Answering>; Part::ALL.len()],
    pub(crate) foreign: Option<Foreign>,
    pub(crate) judging: Option<Judging>,
}

impl Parts {
    pub(crate) fn all() -> Self {
        let mut parts = Self::default();
        let pieces = [
            reading(),
            comparing(),
            foreign(),
            lenses(),
            taking_away(),
            evidence(),
        ];
        for piece in pieces {
            parts.add(piece);
        }
        parts
    }

    pub(crate) fn add(&mut self, piece: Piece) {
        match piece.0 {
            Does::Answer(part, answering) => {
                if let Some(place) = self.answering.get_mut(part as usize) {
                    *place = Some(answering);
                }
            }
            Does::Read(foreign) => self.foreign = Some(foreign),
            Does::Judge(judging) => self.judging = Some(judging),
        }
    }

    pub(crate) fn has(&self, part: Part) -> bool {
        match part {
            Part::Foreign => self.foreign.is_some(),
            Part::Evidence => self.judging.is_some(),
            _ => self.answering(part).is_some(),
        }
    }

    pub(crate) fn answering(&self, part: Part) -> Option<Answering> {
        self.answering.get(part as usize).copied().flatten()
    }
}

/// What a part says to a question of another, and the engine to a question whose part a host has not brought.
pub(crate) fn elsewhere() -> Answer {
    Answer::NotFound {
        what: "a part of the engine that is not here".to_owned(),
        near: Vec::new(),
    }
}
