//! How rules correspond, exclude each other, and descend from one another: what the answers say about it.

use ident::Relationship;

use crate::{Link, OtherRule, SetRef, Wire};

/// What a statement of somebody, or two of them together, says about a rule.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct CorrespondenceView {
    /// Read "this rule … the others": "asks more than", "overlaps with"; the publisher's own word if nobody knows it.
    pub words: String,
    /// The same as a word of the vocabulary; none if nobody knows it.
    pub relationship: Option<Relationship>,
    /// One side asks for, recommends or excuses what the other rules out.
    pub conflict: bool,
    /// Nobody stated this: it follows from two statements that meet in this rule.
    pub via: Option<Link>,
    /// The rules at the other end; several are meant together.
    pub rules: Vec<OtherRule>,
    /// Ids at the other end that nothing loaded has.
    pub unknown: Vec<String>,
    /// Further rules on this end that are meant together with this one.
    pub together_with: Vec<Link>,
    /// Why, in the words of whoever stated it.
    pub rationale: String,
    /// More; empty if there is no more.
    pub note: String,
    /// How sure they are; empty if not stated.
    pub confidence: String,
    /// Title of the collection it stands in.
    pub collection: String,
    /// How the collection came about: who drafted it, how, reviewed by whom.
    pub provenance: String,
}

/// Rules of compared rule sets of which one side asks for what the other rules out.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ConflictView {
    /// One side; several rules are meant together.
    pub left: Vec<OtherRule>,
    /// The other side.
    pub right: Vec<OtherRule>,
    /// Which of the compared rule sets the sides belong to, as positions.
    pub sets: Vec<u32>,
    /// The term that is asked for here and forbidden there; empty if the conflict does not hang on one.
    pub term: String,
    /// Nobody stated this: it was found by that term alone.
    pub inferred: bool,
    /// Why; for inferred ones in our words.
    pub rationale: String,
    /// More; empty if there is no more.
    pub note: String,
    /// How sure its authors are; empty for inferred ones.
    pub confidence: String,
    /// Title of the collection it stands in; empty for inferred ones.
    pub collection: String,
    /// How the collection came about; empty for inferred ones.
    pub provenance: String,
}

/// Rules of one topic that stand beside each other because somebody stated that they correspond.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Line {
    /// "asks more than", "overlaps with", "conflicts with"; several grounds are joined; empty for the last line, which
    /// holds the rules for which nothing is stated.
    pub words: String,
    /// Why, one entry for each statement.
    pub notes: Vec<String>,
    /// At least one of the grounds follows from two statements only.
    pub inferred: bool,
    /// At least one of the grounds is about several rules together.
    pub joint: bool,
    /// At least one of the grounds is a conflict.
    pub conflict: bool,
    /// For every rule set the rules, as positions in its cell.
    pub cells: Vec<Vec<u32>>,
}

/// What an adopter made of the rules it adopted.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct DriftView {
    /// The rule set that the profile comes to.
    pub profile: SetRef,
    /// The rule sets it takes from, where they are loaded as such.
    pub bases: Vec<SetRef>,
    /// Taken over.
    pub taken: Vec<Link>,
    /// Not taken over.
    pub left_out: Vec<Link>,
    /// Kept only because a rule below them was taken: included as parent, not selected, not counted.
    pub parents: Vec<Link>,
    /// Parameters set or constrained.
    pub tightened: Vec<TightenedView>,
    /// Rules whose text the adopter changed.
    pub reworded: Vec<RewordedView>,
    /// Rules to which only labels or links were added, or from which only such were taken.
    pub labelled: u32,
    /// What was ignored or unclear.
    pub warnings: Vec<String>,
}

/// A parameter that the adopter set or constrained.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct TightenedView {
    /// The rule it belongs to; none for parameters of headings.
    pub rule: Option<Link>,
    /// Its id.
    pub parameter: String,
    /// What it is for, in the publisher's words; empty if they say nothing.
    pub label: String,
    /// What stood at its place before.
    pub before: String,
    /// What stands there now; the same as before where only constraints were added.
    pub after: String,
    /// Constraints added, in words.
    pub constraints: Vec<String>,
}

/// A rule whose text the adopter changed.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct RewordedView {
    /// The rule.
    pub rule: Link,
    /// What of it: "title", "what it demands" or "guidance"; a rule changed in several has several entries.
    pub part: String,
    /// The text before and after, word by word.
    pub pieces: Vec<TextPiece>,
}

/// A stretch of text in a comparison of two texts.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct TextPiece {
    /// Where it stands.
    pub kind: PieceKind,
    /// The text.
    pub text: String,
}

/// Where a stretch of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum PieceKind {
    /// In both.
    Same,
    /// Only in the older.
    Removed,
    /// Only in the newer.
    Added,
}
