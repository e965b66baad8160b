//! Bytes become an entry of Sources and, if they can be used, a document. Never keeps the bytes.

use intake::facts::Facts;
use intake::json::Json;
use intake::oscal::{Catalog, MappingCollection};
use protocol::{Doing, Origin, Problem, Role, Severity, SourceFile};

use crate::engine::Loaded;
use crate::evidence;

/// What a file holds, as far as answers are made from it.
#[derive(Debug)]
pub(crate) enum Document {
    /// An atlas.
    Facts(Box<Facts>),
    /// An OSCAL catalog, with the tree it was read from: profiles are resolved on it.
    Catalog(Box<Catalog>, Json),
    /// The tree of an OSCAL profile.
    Profile(Json),
    /// An OSCAL mapping collection.
    Mapping(Box<MappingCollection>),
}

impl Loaded {
    /// What the file adds to the picture; for a profile what it came to, if it could be resolved.
    pub(crate) fn as_input(&self) -> Option<model::Document<'_>> {
        match self.document.as_ref()? {
            Document::Facts(facts) => Some(model::Document::Facts(facts)),
            // The atlas that lists it shows the same rules already.
            _ if self.is_companion_document() => None,
            Document::Catalog(catalog, _) => Some(model::Document::Catalog(catalog)),
            Document::Profile(_) => {
                let derived = self.derived.as_ref()?;
                Some(model::Document::Catalog(&derived.catalog))
            }
            Document::Mapping(_) => None,
        }
    }

    /// The same for what became clear now, on top of what did before.
    pub(crate) fn settle_late(&mut self) {
        if self.late_total == 0 {
            return;
        }
        let late = std::mem::take(&mut self.late);
        self.file.problems.retain(|known| !late.contains(known));
        self.file.problems.extend(late);
        self.file.problems_total += std::mem::take(&mut self.late_total);
    }

    /// Puts together what reading met and what became clear beside the other files.
    pub(crate) fn settle(&mut self) {
        if matches!(self.document, Some(Document::Profile(_))) {
            self.file.usable = self.derived.is_some();
        }
        let late = std::mem::take(&mut self.late);
        self.file.problems = self.met.iter().cloned().chain(late).collect();
        ident::order::sort_by_key(&mut self.file.problems, |problem| problem.severity);
        self.file.problems_total = self.met_total + std::mem::take(&mut self.late_total);
    }
}

pub(crate) fn read(
    origin: Origin,
    bytes: &[u8],
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> Loaded {
    let mut reading = intake::read(bytes, &mut |done, of| {
        progress(Doing::Reading, done as u32, of as u32)
    });
    let evidence = evidence::recognise(bytes, &reading.kind);
    if evidence.is_some() {
        // What keeps it from being shown as rules does not keep it from being evidence.
        reading.problems.retain(|problem| {
            problem.severity == intake::Severity::Warning
                && problem.code != intake::problem::code::NOT_SHOWN_YET
        });
        reading.problems_total = reading.problems.len() as u32;
    }
    let mut loaded = taken(origin, reading, evidence);
    loaded.file.role = evidence.map_or(Role::Serves, |kind| kind.role(bytes));
    loaded
}

/// The same for an engine that reads nothing but atlases.
pub(crate) fn atlas(
    origin: Origin,
    bytes: &[u8],
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> Loaded {
    let reading = intake::read_atlas(bytes, &mut |done, of| {
        progress(Doing::Reading, done as u32, of as u32)
    });
    taken(origin, reading, None)
}

fn taken(origin: Origin, reading: intake::Reading, evidence: Option<evidence::Kind>) -> Loaded {
    let (title, document) = match reading.document {
        Some(intake::Document::Facts(facts)) => (facts.title.clone(), Some(Document::Facts(facts))),
        Some(intake::Document::Catalog(catalog, json)) => (
            catalog.metadata.title.clone(),
            Some(Document::Catalog(catalog, json)),
        ),
        Some(intake::Document::Profile(profile, json)) => (
            profile.metadata.title.clone(),
            Some(Document::Profile(json)),
        ),
        Some(intake::Document::Mapping(collection, _)) => (
            collection.metadata.title.clone(),
            Some(Document::Mapping(collection)),
        ),
        Some(intake::Document::Package(package, _)) => (package.title, None),
        // Recognised at most: nothing is answered from these.
        Some(_) | None => (String::new(), None),
    };
    let file = SourceFile {
        origin,
        digest: reading.digest.to_string(),
        bytes: reading.bytes,
        kind: evidence.map_or_else(|| reading.kind.label(), |kind| kind.label().to_owned()),
        title,
        usable: document.is_some() || evidence.is_some(),
        role: Role::Serves,
        sets: Vec::new(),
        problems: reading.problems.into_iter().map(problem).collect(),
        problems_total: reading.problems_total,
    };
    let mut loaded = Loaded::new(file, document);
    loaded.evidence = evidence;
    loaded
}

fn problem(problem: intake::Problem) -> Problem {
    let intake::Problem {
        code,
        severity,
        what,
        pointer,
        line,
        column,
        hint,
    } = problem;
    let severity = match severity {
        intake::Severity::Error => Severity::Error,
        intake::Severity::Warning => Severity::Warning,
    };
    Problem {
        code: code.to_owned(),
        severity,
        what,
        pointer,
        line,
        column,
        hint,
    }
}

/// The entry of a file that never came.
pub(crate) fn missed(origin: Origin, problem: Problem) -> SourceFile {
    SourceFile {
        kind: "not usable".to_owned(),
        problems: vec![problem],
        problems_total: 1,
        ..nothing(origin)
    }
}

/// An entry that says nothing yet.
pub(crate) fn nothing(origin: Origin) -> SourceFile {
    SourceFile {
        origin,
        digest: String::new(),
        bytes: 0,
        kind: "not loaded".to_owned(),
        title: String::new(),
        usable: false,
        role: Role::Serves,
        sets: Vec::new(),
        problems: Vec::new(),
        problems_total: 0,
    }
}
