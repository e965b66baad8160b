//! Claims between page and engine: who claims what of whom under which rule, and what stands behind a rule. No logic.

use ident::{Standing, Topic};

use crate::{Link, Wire};

/// Which claims to lay out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ClaimsAsk {
    /// Rule sets whose rules are the rows; empty means every rule set that a claim names.
    pub sets: Vec<String>,
    /// Organisations that are the columns, by [`ClaimColumn::id`]; empty means everybody somebody claims something of.
    pub organisations: Vec<String>,
    /// Only rows with a claim in one of these states.
    pub states: Vec<ClaimState>,
    /// Only rules on these topics.
    pub topics: Vec<Topic>,
    /// Also rules that nobody claims anything about.
    pub everything: bool,
    /// First row wanted.
    pub offset: u32,
    /// How many at most; 0 means the engine's own page size.
    pub limit: u32,
}

/// Rules × organisations → from [`crate::Ask::Claims`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ClaimsView {
    /// Organisations about which something is claimed.
    pub columns: Vec<ClaimColumn>,
    /// Rules, set by set.
    pub rows: Vec<ClaimRow>,
    /// Number of the first row.
    pub offset: u32,
    /// Rows in all.
    pub total: u32,
    /// Rule sets that rows come from.
    pub sets: Vec<Link>,
    /// Rule sets that could be chosen, with the number of rules claimed in each.
    pub choices: Vec<(Link, u32)>,
    /// How many cells are in each state, in the order of [`ClaimState::ALL`], the filter of states aside.
    pub states: Vec<(ClaimState, u32)>,
    /// What the table does not show, in sentences.
    pub words: Vec<String>,
}

/// An organisation that something is claimed about.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct ClaimColumn {
    /// Its name in links.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The community, if what the claims are about belongs to one that is loaded.
    pub community: Option<Link>,
    /// The name is only the signer's word for something that is not loaded.
    pub named_only: bool,
}

/// One rule, or a rule set as a whole, across organisations.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct ClaimRow {
    /// The rule set.
    pub set: Link,
    /// The rule; none for claims about the rule set as a whole.
    pub rule: Option<Link>,
    /// Where it stands; empty for the whole.
    pub pinpoint: String,
    /// One cell per column, in their order.
    pub cells: Vec<ClaimCell>,
}

/// What is claimed of one organisation under one rule.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct ClaimCell {
    /// The state that stands for all.
    pub state: ClaimState,
    /// The standing of the attestation it comes from; [`Standing::Unsigned`] where there is no claim.
    pub standing: Standing,
    /// In words: who says what, and why it counts no more than it does.
    pub words: String,
    /// The attestations behind it, the one that decides first.
    pub evidence: Vec<String>,
    /// Some say it is kept and some that it is not.
    pub disputed: bool,
}

/// What is claimed, seen from the reader's viewpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum ClaimState {
    /// Somebody else says that it is kept, and the signature holds.
    ThirdParty,
    /// The organisation itself says that it is kept, and the signature holds.
    SelfAttested,
    /// A signed result says that it is not kept.
    Failed,
    /// The time for which it was claimed is over.
    Expired,
    /// The claim was taken back.
    Revoked,
    /// An attestation is there, but it is broken: it counts for nothing.
    Broken,
    /// An attestation is there, but its signature could not be checked.
    NotChecked,
    /// Nobody claims anything. That proves nothing.
    NoClaim,
}

impl ClaimState {
    /// All states, in the order in which lists show them.
    pub const ALL: &'static [Self] = &[
        Self::ThirdParty,
        Self::SelfAttested,
        Self::Failed,
        Self::Expired,
        Self::Revoked,
        Self::Broken,
        Self::NotChecked,
        Self::NoClaim,
    ];

    /// The word in links.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ThirdParty => "third-party",
            Self::SelfAttested => "self-attested",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Broken => "broken",
            Self::NotChecked => "not-checked",
            Self::NoClaim => "no-claim",
        }
    }

    /// The word that readers see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::ThirdParty => "Third party",
            Self::SelfAttested => "Self-attested",
            Self::Failed => "Failed",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
            Self::Broken => "Broken",
            Self::NotChecked => "Not checked",
            Self::NoClaim => "No claim",
        }
    }
}

/// From a rule to whoever stands behind it → from [`crate::Ask::Chain`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ChainView {
    /// What was asked about.
    pub about: Link,
    /// Rule, rule set, attestation, key, recognition, backstop: always these six kinds, in this order. A rule set asked
    /// about has no rule step.
    pub steps: Vec<ChainStep>,
    /// Every step holds.
    pub unbroken: bool,
    /// In one sentence: where it ends, or where it first gives way.
    pub words: String,
}

/// One step of a chain.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ChainStep {
    /// Which.
    pub kind: ChainKind,
    /// What stands at this step; empty if nothing does.
    pub title: String,
    /// Where it leads.
    pub link: Option<Link>,
    /// The attestation, for `#/evidence/{id}`; empty for other steps.
    pub evidence: String,
    /// How it hangs on the step before.
    pub state: ChainState,
    /// In words: what ties it to the step before, or what is missing.
    pub words: String,
    /// Others at the same step, which were not followed.
    pub others: u32,
}

/// The steps of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum ChainKind {
    /// One rule.
    Rule,
    /// The rule set it stands in.
    RuleSet,
    /// Somebody signed that text.
    Attestation,
    /// With this key.
    Key,
    /// For which these vouch.
    Recognition,
    /// The public authority that binds whoever is subject to it.
    Backstop,
}

/// How a step hangs on the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum ChainState {
    /// It follows by arithmetic, or by your own choice.
    Holds,
    /// Somebody says so, with a source, but nobody signed it.
    Claimed,
    /// Nothing ties it.
    Missing,
    /// Something contradicts it.
    Broken,
}
