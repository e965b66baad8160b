//! Sourced ties between bodies and rule sets. Never infers one.

use ident::{Confidence, Mechanism, RelationType, SourceClass};

use crate::{CommunityIx, SetIx};

/// A directed tie, read as "source type target".
#[derive(Clone, Debug)]
pub struct Relation {
    /// Where it starts.
    pub source: End,
    /// Where it ends.
    pub target: End,
    /// The kind of tie.
    pub r#type: RelationType,
    /// When the tie began.
    pub date: Option<String>,
    /// One sentence.
    pub statement: String,
    /// Where the fact can be found; empty if not stated.
    pub source_url: String,
    /// What was read.
    pub source_class: Option<SourceClass>,
    /// How well it is supported.
    pub confidence: Option<Confidence>,
    /// What it leans on.
    pub mechanism: Option<Mechanism>,
}

/// One end of a relation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A body.
    Community(CommunityIx),
    /// A rule set.
    RuleSet(SetIx),
    /// A name that nothing loaded answers to.
    Unknown(String),
}
