//! What became of every rule from one rule set to the next: what is asked, what is answered.

use crate::{Filter, RuleCard, SetRef, TextPiece, VersionChangeView, Wire};

/// Two rule sets of which the second follows the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChangesAsk {
    /// The older rule set.
    pub old: String,
    /// The newer one.
    pub new: String,
    /// Which rules: a rule's fate is told if its older or its newer form stays.
    pub filter: Filter,
    /// Rules that are paired only because their words are alike count as removed and added.
    pub hide_suggestions: bool,
    /// Only rules that stand beside others on one of these grounds, as in [`crate::CompareAsk::grounds`].
    pub grounds: Vec<crate::Ground>,
    /// Which fates are listed; empty means all but unchanged ones. All are counted.
    pub kinds: Vec<ChangeKind>,
    /// First entry wanted.
    pub offset: u32,
    /// How many entries at most; 0 means the engine's own page size.
    pub limit: u32,
}

/// What became of every rule.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ChangesView {
    /// The older rule set.
    pub old: SetRef,
    /// The newer one.
    pub new: SetRef,
    /// How many of the rules that the filter leaves met each fate.
    pub counts: ChangeCounts,
    /// How many rules of the older and of the newer rule set the filter leaves; the same numbers as
    /// [`crate::Comparison::kept`].
    pub kept: [u32; 2],
    /// Part of what was asked for, in the order of the newer rule set.
    pub entries: Vec<ChangeEntry>,
    /// Number of the first entry, from 0.
    pub offset: u32,
    /// Entries in all.
    pub total: u32,
    /// What is on record about the step from one to the other, in our own words.
    pub noted: Vec<VersionChangeView>,
    /// The newer one is what an OSCAL profile made of the older: [`crate::Ask::Drift`] tells what it took and left out.
    pub adopted: bool,
}

/// How many rules met each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChangeCounts {
    /// Only in the newer rule set.
    pub added: u32,
    /// Only in the older one.
    pub removed: u32,
    /// In both, with other words.
    pub changed: u32,
    /// With the same words, elsewhere.
    pub moved: u32,
    /// With the same words in the same place.
    pub unchanged: u32,
    /// How many of the changed ones stand elsewhere or under another number too.
    pub changed_and_moved: u32,
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ChangeEntry {
    /// What happened.
    pub kind: ChangeKind,
    /// It stands elsewhere or under another number.
    pub moved: bool,
    /// Why the two are taken to be the same rule; empty where only one is there.
    pub ground: String,
    /// Nobody said that the two are the same rule: their words are alike.
    pub suggested: bool,
    /// The older rule; none for added ones.
    pub old: Option<RuleCard>,
    /// The newer rule; none for removed ones.
    pub new: Option<RuleCard>,
    /// What it demands before and after, word by word; none unless the words changed, and where too little is shared
    /// for single words to mean anything.
    pub pieces: Vec<TextPiece>,
    /// The words changed, and too little is shared to mark single words.
    pub reworded: bool,
}

/// What happened to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum ChangeKind {
    /// Only in the newer rule set.
    Added,
    /// Only in the older one, or withdrawn in the newer one.
    Removed,
    /// In both, with other words.
    Changed,
    /// In both with the same words, elsewhere.
    Moved,
    /// In both with the same words in the same place.
    Unchanged,
}
