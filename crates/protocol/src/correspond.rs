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
    /// Stated from the other end, and turned round to be read from this one.
    pub turned: bool,
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

/// Why rules stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Wire)]
pub enum Ground {
    /// Somebody stated that they correspond, or exclude each other.
    Stated,
    /// It follows from statements, and nobody stated it.
    Inferred,
    /// Their wording is alike: a suggestion of this program.
    Similar,
    /// They are about the same topic, and that is all.
    SameTopic,
}

/// Rules of one topic that stand beside each other, and why.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Line {
    /// Why they stand beside each other.
    pub ground: Ground,
    /// "asks more than", "overlaps with", "conflicts with"; several grounds are joined; empty where nothing is stated.
    pub words: String,
    /// Words that the texts share, the rarest first; only where likeness is the ground.
    pub shared: Vec<String>,
    /// How much of the telling words is shared, in per cent; 0 unless likeness is the ground.
    pub likeness: u32,
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

/// What an adopter made of the rules it adopted is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct DriftAsk {
    /// The rule set that a profile comes to.
    pub id: String,
    /// The one list that is wanted; none for the beginnings of all.
    pub list: Option<DriftList>,
    /// First entry wanted of it.
    pub offset: u32,
}

/// A list of [`DriftView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum DriftList {
    /// [`DriftView::taken`].
    Taken,
    /// [`DriftView::left_out`].
    LeftOut,
    /// [`DriftView::parents`].
    Parents,
    /// [`DriftView::tightened`].
    Tightened,
    /// [`DriftView::reworded`].
    Reworded,
}

/// How many entries the lists of [`DriftView`] have in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Wire)]
pub struct DriftCounts {
    /// Taken over.
    pub taken: u32,
    /// Not taken over.
    pub left_out: u32,
    /// Kept as parents only.
    pub parents: u32,
    /// Parameters set or constrained.
    pub tightened: u32,
    /// Texts changed.
    pub reworded: u32,
}

impl DriftCounts {
    /// Of one list.
    pub const fn of(&self, list: DriftList) -> u32 {
        match list {
            DriftList::Taken => self.taken,
            DriftList::LeftOut => self.left_out,
            DriftList::Parents => self.parents,
            DriftList::Tightened => self.tightened,
            DriftList::Reworded => self.reworded,
        }
    }
}

/// What an adopter made of the rules it adopted. Lists hold the part that was asked for, or their beginnings.
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
    /// How long the lists are.
    pub counts: DriftCounts,
    /// The one list that is given.
    pub list: Option<DriftList>,
    /// Number of its first entry that is given, from 0.
    pub offset: u32,
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

/// A collection of statements that something shown stands on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Wire)]
pub struct CollectionView {
    /// Its title.
    pub title: String,
    /// How it came about: method, state, who drafted and who reviewed it.
    pub provenance: String,
}

/// Numbers of compared rule sets that are for the same thing.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct NumberRow {
    /// What they are for: "Report within"; for foreign wordings the purpose only: "Deadline".
    pub label: String,
    /// For every rule set its numbers; none where it names none.
    pub cells: Vec<Vec<NumberCell>>,
    /// Positions of the rule sets that ask more than all others that can be compared; several if they ask the same.
    pub stricter: Vec<u32>,
    /// What follows from each pair, or why nothing does.
    pub reasons: Vec<String>,
}

/// One number of a rule.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct NumberCell {
    /// As it is written: "15 days".
    pub text: String,
    /// As it was understood: comparator, number and unit.
    pub understood: String,
    /// The rule that names it.
    pub rule: Link,
    /// Where that rule stands.
    pub pinpoint: String,
}

/// A number, date or term of one rule, and how it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct QuantityView {
    /// What it is for.
    pub purpose: String,
    /// As it is written.
    pub text: String,
    /// Comparator, number and unit, or why it cannot be compared with others.
    pub understood: String,
}

/// Where a sentence above a comparison leads.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Reference {
    /// Which sentence.
    pub line: u32,
    /// First byte of the words that lead there.
    pub from: u32,
    /// The byte after them.
    pub to: u32,
    /// Row of the cell; none for rules without a topic.
    pub topic: Option<ident::Topic>,
    /// Column of the cell; none for the whole row.
    pub set: Option<u32>,
}

/// A rule set that another one follows, descends from or stands beside.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Relative {
    /// What it is to the other: "older version", "newer version", "what it takes its rules from".
    pub what: String,
    /// The rule set.
    pub set: SetRef,
    /// It comes first when changes are followed from one to the other.
    pub before: bool,
}
