//! One authoring file → facts, field by field. Never looks at another file: what crosses files is `gather`'s.

mod community;
mod instrument;
mod mapping;
mod model_family;
mod relation;
mod rule;

pub use community::community;
pub use instrument::instrument;
pub use mapping::{MappingDraft, mapping_file};
pub use model_family::model_family;
pub use relation::relation_file;

use crate::body_keys::BodyKeys;
use intake::facts::{Community, Relation, RuleSet};

/// What one file says, with the lines of what other files have to agree with.
#[derive(Debug, Default)]
pub struct Draft {
    /// The body it describes.
    pub body: Option<Community>,
    /// The body's identifier and keys, if it states any.
    pub keys: Option<BodyKeys>,
    /// Rule sets with the lines of their ids and of their rules' ids as the file writes them.
    pub sets: Vec<SetDraft>,
    /// Ties it states.
    pub relations: Vec<RelationDraft>,
    /// Statements that rules correspond.
    pub mapping: Option<MappingDraft>,
    /// Ids of other files that have to exist, beside the ends of relations.
    pub mentions: Vec<Mention>,
    /// The day for which an instrument or a tie is stated; the latest is the atlas's.
    pub as_of: Option<String>,
    /// Dates that may not lie after the atlas's day.
    pub past: Vec<(&'static str, Located)>,
}

/// An id and its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located {
    /// The id, or another text.
    pub text: String,
    /// Line, from 1.
    pub line: usize,
}

/// A rule set and the places of its ids.
#[derive(Debug)]
pub struct SetDraft {
    /// The rule set.
    pub set: RuleSet,
    /// Line of its id.
    pub line: usize,
    /// Ids of its rules as the file writes them, which have to be unique in the whole folder.
    pub rule_ids: Vec<Located>,
}

/// A tie and the places of its ends.
#[derive(Debug)]
pub struct RelationDraft {
    /// The tie.
    pub relation: Relation,
    /// Line of its source.
    pub source_line: usize,
    /// Line of its target.
    pub target_line: usize,
    /// Whether the file says that the target is described nowhere in the folder.
    pub external: bool,
    /// Ties of `relations/` may not be told twice.
    pub unique: bool,
}

/// An id of another file that has to exist.
#[derive(Debug)]
pub struct Mention {
    /// Which field mentions it.
    pub field: &'static str,
    /// The id.
    pub id: Located,
    /// What it has to be.
    pub wanted: Wanted,
}

/// What a mentioned id has to name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Any file.
    Body,
    /// A rule set of a community, or any file.
    RuleSet,
    /// A model family.
    Model,
}

impl From<crate::fields::Text<'_>> for Located {
    fn from(found: crate::fields::Text<'_>) -> Self {
        Self {
            text: found.text.to_owned(),
            line: found.line,
        }
    }
}
