//! What the page can ask. Every field of a question can stand in a link.

use ident::{Binding, CommunityKind, Confidence, Layer, Mechanism, Modality, Status, Topic};

use crate::Wire;

/// A question to the engine.
#[derive(Clone, Debug, PartialEq, Wire)]
pub enum Ask {
    /// Counts for the frame and the front page → [`crate::Answer::Overview`].
    Overview,
    /// The network as a picture, with its words and its table → [`crate::Answer::Network`].
    Network(NetworkAsk),
    /// What one node of the network says about others and they about it → [`crate::Answer::Inspection`].
    Inspect(String),
    /// The directory → [`crate::Answer::Communities`].
    Communities(Filter),
    /// One community → [`crate::Answer::Community`].
    Community(String),
    /// One rule set, its rules from `offset` on → [`crate::Answer::RuleSet`].
    RuleSet(RuleSetAsk),
    /// One rule, `set/local` → [`crate::Answer::Rule`].
    Rule(String),
    /// All topics with coverage → [`crate::Answer::Topics`].
    Topics,
    /// What an adopter made of what it adopted; the id of a rule set that an OSCAL profile came to →
    /// [`crate::Answer::Drift`].
    Drift(crate::DriftAsk),
    /// Every loaded OSCAL profile and what came of it → [`crate::Answer::Profiles`].
    Profiles,
    /// How a body stands to the public rules that bind it → [`crate::Answer::Backstop`].
    Backstop(crate::BackstopAsk),
    /// What the rules of rule sets lean on → [`crate::Answer::Mechanisms`].
    Mechanisms(crate::MechanismsAsk),
    /// Everybody's rules on one topic → [`crate::Answer::Topic`].
    Topic(TopicAsk),
    /// Rule sets side by side, topic by topic → [`crate::Answer::Comparison`].
    Compare(CompareAsk),
    /// What became of every rule from one rule set to the next → [`crate::Answer::Changes`].
    Changes(crate::ChangesAsk),
    /// Rule sets to choose from, for the compare page and the tray → [`crate::Answer::Choices`].
    Choices,
    /// Search over everything → [`crate::Answer::Search`].
    Search(SearchAsk),
    /// Instruments and versions in time → [`crate::Answer::Timeline`].
    Timeline(Filter),
    /// What was loaded, from where, with which problems → [`crate::Answer::Sources`].
    Sources,
    /// A file to take away → [`crate::Answer::Export`].
    Export(crate::ExportAsk),
    /// A citation in four forms → [`crate::Answer::Citation`].
    Cite(crate::CiteAsk),
    /// A quote to keep → [`crate::Answer::Clip`].
    Pin(crate::PinAsk),
    /// What has become of kept quotes → [`crate::Answer::Clippings`].
    Clippings(Vec<crate::Pinned>),
    /// The quotes in the text of a file → [`crate::Answer::Opened`].
    OpenClippings(String),
    /// Every attestation with its standing → [`crate::Answer::Evidence`].
    Evidence(crate::EvidenceAsk),
    /// One attestation, by [`crate::EvidenceRow::id`] → [`crate::Answer::Verdict`].
    Verdict(String),
    /// Rules × organisations → [`crate::Answer::Claims`].
    Claims(crate::ClaimsAsk),
    /// What stands behind a rule (`set/local`) or a rule set → [`crate::Answer::Chain`].
    Chain(String),
    /// Whom the reader chose, and what follows → [`crate::Answer::Viewpoint`].
    Viewpoint,
    /// What somebody else sees confirmed that the reader does not → [`crate::Answer::ViewpointDifference`].
    ViewpointDifference(crate::OtherViewpoint),
    /// What a pasted text (a key, a trusted root, a viewpoint file) could add to a viewpoint → [`crate::Answer::Choice`].
    ReadChoice(String),
    /// Files that the atlas lists and that are wanted before evidence can be judged → [`crate::Answer::EvidenceFiles`].
    /// Empty once they are loaded: ask again after loading, one file can make another wanted.
    EvidenceFiles,
}

/// Which rules, rule sets and bodies count. Empty lists mean no restriction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct Filter {
    /// Words to find in names, titles and statements.
    pub text: String,
    /// About any of these.
    pub topics: Vec<Topic>,
    /// Speaking with any of these.
    pub modalities: Vec<Modality>,
    /// Leaning on any of these.
    pub mechanisms: Vec<Mechanism>,
    /// Binding in any of these ways.
    pub bindings: Vec<Binding>,
    /// In any of these states.
    pub statuses: Vec<Status>,
    /// Published by any of these kinds of bodies.
    pub kinds: Vec<CommunityKind>,
    /// In any of these layers of the network.
    pub layers: Vec<Layer>,
    /// Supported this well.
    pub confidences: Vec<Confidence>,
    /// Binding any of these, as the rules name them, in lower case.
    pub binds: Vec<String>,
    /// Sort order of the answer; empty is the page's default. The directory knows `name` (the default), `rules`,
    /// `relations` and `since`; the other answers have one order only.
    pub sort: String,
}

/// Which part of the network to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct NetworkAsk {
    /// What stays in the picture.
    pub filter: Filter,
    /// Also states, companies and other bodies without rules of their own here.
    pub everyone: bool,
    /// Only this node and those one step away (narrow screens).
    pub around: Option<String>,
}

/// One rule set, a page of its rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct RuleSetAsk {
    /// Which.
    pub id: String,
    /// How the rules are grouped.
    pub group: Grouping,
    /// Which rules.
    pub filter: Filter,
    /// First rule wanted.
    pub offset: u32,
    /// How many rules at most; 0 means the engine's own page size.
    pub limit: u32,
}

/// How the rules of a rule set are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Wire)]
pub enum Grouping {
    /// In the order and under the headings of the original.
    #[default]
    AsPublished,
    /// Under the 25 topics.
    ByTopic,
    /// Under those who are bound; a rule stands once, under the first it names.
    ByBound,
}

/// One topic.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct TopicAsk {
    /// Which.
    pub topic: Topic,
    /// Which rules.
    pub filter: Filter,
    /// First rule wanted.
    pub offset: u32,
}

/// Rule sets side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct CompareAsk {
    /// Rule set ids, in the reader's order.
    pub sets: Vec<String>,
    /// Which rules.
    pub filter: Filter,
    /// Leaves out topics on which all are silent.
    pub hide_silent: bool,
    /// Only rules that stand beside others on one of these grounds; empty means all rules.
    pub grounds: Vec<crate::Ground>,
    /// Leaves out what this program suggests: similar texts, and topics that no publisher stated.
    pub hide_suggestions: bool,
    /// The day for which rule sets are looked at, `YYYY-MM-DD`; empty for the day of the atlas.
    pub as_of: String,
}

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct SearchAsk {
    /// Words, prefixes, or a phrase in quotes.
    pub query: String,
    /// Only these kinds of results; empty means all.
    pub kinds: Vec<crate::HitKind>,
    /// First hit wanted.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}
