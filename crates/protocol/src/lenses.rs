//! Two ways to look at rule sets besides side by side: against the public rules that bind, and by what their rules
//! lean on. Plain questions and answers; nothing here is a score.

use crate::{
    Facet, Filter, Link, MechanismCounts, OtherRule, Problem, RuleCard, SetRef, Tie, Wire,
};

/// How a body or a rule set stands to public rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct BackstopAsk {
    /// A body or a rule set; empty to see what can be chosen.
    pub of: String,
    /// The public instruments; none for those that are recorded to bind it.
    pub against: Option<Vec<String>>,
    /// Which of their rules.
    pub filter: Filter,
    /// Only those of these rules to which it stands like this.
    pub stance: Option<Stance>,
    /// First rule wanted.
    pub offset: u32,
    /// How many rules at most; 0 means the engine's own page size.
    pub limit: u32,
}

/// How what a body asks stands to one public rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum Stance {
    /// One of the two asks for what the other rules out.
    Conflicts,
    /// It asks for more.
    Exceeds,
    /// It asks for the same.
    Meets,
    /// It asks for less.
    FallsBelow,
    /// Both ask for things that the other does not ask for.
    Overlaps,
    /// Somebody related them with a word that nobody knows.
    Unclear,
    /// It has rules on the same topic, and nobody stated how they relate.
    NotCompared,
    /// Its rule sets do not state topics, so that silence cannot be told from not having been read.
    NotExamined,
    /// It has no rule on the topic.
    Silent,
}

impl Stance {
    /// Every stance, in the order in which counts and lists show them. A rule that several statements are about is
    /// counted under the first that one of them says.
    pub const ALL: [Self; 9] = [
        Self::Conflicts,
        Self::Exceeds,
        Self::Meets,
        Self::FallsBelow,
        Self::Overlaps,
        Self::Unclear,
        Self::NotCompared,
        Self::NotExamined,
        Self::Silent,
    ];
}

/// How many public rules there are of each stance, in the order of [`Stance::ALL`].
pub type StanceCounts = [u32; 9];

/// How a body or a rule set stands to public rules.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct BackstopView {
    /// Whose rules are looked at; none if nobody was chosen.
    pub subject: Option<Link>,
    /// Its rule sets that are in use and were looked at.
    pub sets: Vec<SetRef>,
    /// Its rule sets that were left out, because they are not in force.
    pub left_out: Vec<SetRef>,
    /// The instruments were not chosen by the reader: they are those that are recorded to bind it.
    pub preselected: bool,
    /// The instruments, each with what is recorded about whom it binds.
    pub instruments: Vec<BackstopInstrument>,
    /// Asked for, or recorded to bind it, but not loaded.
    pub missing: Vec<String>,
    /// Every public instrument that can be chosen, those that are recorded to bind it first.
    pub choices: Vec<InstrumentChoice>,
    /// Every body and rule set that can be looked at.
    pub subjects: Vec<Link>,
    /// Facets over the public rules.
    pub facets: Vec<Facet>,
    /// The public rules under the filter, by stance.
    pub counts: StanceCounts,
    /// Numbers of rules that are stated to correspond, by outcome, in the order of [`NumberOutcome`].
    pub numbers: [u32; 4],
    /// Its own rules, and how many of them are stated to correspond to one of the public rules.
    pub own: [u32; 2],
    /// Public rules of the asked stance from `offset` on: by stance, then as published.
    pub rows: Vec<BackstopRow>,
    /// Number of the first of them.
    pub offset: u32,
    /// How many there are in all.
    pub total: u32,
}

/// A public instrument that a body is held against.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct BackstopInstrument {
    /// The instrument.
    pub set: SetRef,
    /// Where it holds, in words; empty if that is not stated.
    pub territory: String,
    /// Records that it binds this body; none if nothing is recorded.
    pub ties: Vec<Tie>,
    /// Its rules under the filter, by stance.
    pub counts: StanceCounts,
}

/// A public instrument that can be chosen.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct InstrumentChoice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How it binds, its kind and where, in words.
    pub about: String,
    /// It is recorded to bind this body.
    pub bound: bool,
    /// It is looked at now.
    pub chosen: bool,
}

/// One public rule and what stands against it.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct BackstopRow {
    /// The public rule.
    pub card: RuleCard,
    /// How the body stands to it.
    pub stance: Stance,
    /// The stance follows from two statements put together; nobody stated it.
    pub inferred: bool,
    /// What it rests on.
    pub ties: Vec<BackstopTie>,
    /// The body's rules on the same topic for which nothing is stated.
    pub same_topic: Vec<Link>,
}

/// One statement about a public rule and the body's rules.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct BackstopTie {
    /// What it says.
    pub stance: Stance,
    /// Read "the body's rule … this rule"; the publisher's own word if nobody knows it.
    pub words: String,
    /// Where it comes from.
    pub basis: Basis,
    /// The rule in which two statements meet, where it follows from two.
    pub via: Option<Link>,
    /// The body's rules; several are meant together.
    pub rules: Vec<OtherRule>,
    /// Rules of others that are meant together with them: then nothing is said about the body's alone.
    pub others: Vec<Link>,
    /// Ids that nothing loaded has.
    pub unknown: Vec<String>,
    /// Further public rules that are meant together with this one.
    pub together_with: Vec<Link>,
    /// Why, in the words of whoever stated it.
    pub rationale: String,
    /// More; empty if there is no more.
    pub note: String,
    /// How sure they are; empty if not stated.
    pub confidence: String,
    /// Title of the collection it stands in.
    pub collection: String,
    /// How the collection came about.
    pub provenance: String,
    /// Numbers of both sides that are for the same thing.
    pub numbers: Vec<NumberView>,
}

/// Where a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum Basis {
    /// Stated from the body's side.
    Stated,
    /// Stated from the other side and turned round.
    Inverse,
    /// It follows from two statements.
    Composed,
}

/// A number of a body's rule beside that of a public rule.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct NumberView {
    /// What the numbers are for.
    pub purpose: String,
    /// The body's.
    pub own: String,
    /// The public rule's.
    pub public: String,
    /// What can be said.
    pub outcome: NumberOutcome,
    /// Why.
    pub reason: String,
}

/// What can be said about two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum NumberOutcome {
    /// The body's is the stricter one.
    Stricter,
    /// Both ask the same.
    Same,
    /// The public rule's is the stricter one.
    LessStrict,
    /// They cannot be ranked.
    NotComparable,
}

/// What the rules of rule sets lean on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct MechanismsAsk {
    /// Rule sets or bodies; empty for everything loaded, by kind of body.
    pub of: Vec<String>,
    /// Which rules.
    pub filter: Filter,
}

/// What the rules of rule sets lean on.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct MechanismsView {
    /// The compared, in the reader's order, or the kinds of bodies.
    pub groups: Vec<MechanismGroup>,
    /// They are kinds of bodies: nothing was chosen.
    pub overall: bool,
    /// Asked for, but not loaded.
    pub missing: Vec<String>,
    /// Facets over the rules.
    pub facets: Vec<Facet>,
    /// What all lean on, what only one does, in sentences.
    pub words: Vec<String>,
    /// Rule sets and bodies that can be added, by name.
    pub choices: Vec<Link>,
}

/// Rules that are counted together.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct MechanismGroup {
    /// Its name.
    pub name: String,
    /// Who it is; none for a kind of body.
    pub link: Option<Link>,
    /// What choosing it means in the directory; empty where it is one body or rule set.
    pub filter: Filter,
    /// The rule sets counted, those not in force left out unless they were asked for by name.
    pub sets: Vec<SetRef>,
    /// Bodies and instruments counted.
    pub bodies: u32,
    /// Rules counted.
    pub rules: u32,
    /// How many of them lean on each.
    pub counts: MechanismCounts,
    /// Rules for which nothing is stated.
    pub unstated: u32,
    /// Rules that lean on more than one, and are counted under each.
    pub several: u32,
}

/// An OSCAL profile that was loaded, whether or not something came of it.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ProfileEntry {
    /// Name of its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// The rule set it came to; none if it could not be resolved.
    pub set: Option<SetRef>,
    /// Rules taken over, left out, with parameters set, reworded.
    pub counts: [u32; 4],
    /// What was met, worst first.
    pub problems: Vec<Problem>,
}
