//! What the engine answers: ready to be shown, nothing to be computed. The page adds markup and words around it.

use ident::{
    Binding, CommunityKind, Confidence, InstrumentKind, Layer, Mechanism, Modality, RelationType,
    SourceClass, Standing, Status, Topic,
};

use crate::{
    CollectionView, ConflictView, CorrespondenceView, DriftView, Ground, Grouping, Kinds, Line,
    NumberRow, Origin, Picture, QuantityView, Reference, Relative, SourceFile, SourcesView, Wire,
};

/// The one answer to an ask. Each kind can be read without the others: see [`crate::Reply`].
#[derive(Clone, Debug, PartialEq, Kinds, Wire)]
pub enum Answer {
    /// To [`crate::ToEngine::Receive`], `Missed` and `Remove`.
    Received(SourceFile),
    /// To [`crate::Ask::Overview`].
    Overview(Overview),
    /// To [`crate::Ask::Network`].
    Network(NetworkView),
    /// To [`crate::Ask::Inspect`].
    Inspection(Inspection),
    /// To [`crate::Ask::Communities`].
    Communities(Directory),
    /// To [`crate::Ask::Community`].
    Community(CommunityView),
    /// To [`crate::Ask::RuleSet`].
    RuleSet(RuleSetView),
    /// To [`crate::Ask::Rule`].
    Rule(RuleView),
    /// To [`crate::Ask::Drift`].
    Drift(DriftView),
    /// To [`crate::Ask::Profiles`].
    Profiles(Vec<crate::ProfileEntry>),
    /// To [`crate::Ask::Backstop`].
    Backstop(crate::BackstopView),
    /// To [`crate::Ask::Mechanisms`].
    Mechanisms(crate::MechanismsView),
    /// To [`crate::Ask::Topics`].
    Topics(Vec<TopicRow>),
    /// To [`crate::Ask::Topic`].
    Topic(TopicView),
    /// To [`crate::Ask::Compare`].
    Comparison(Comparison),
    /// To [`crate::Ask::Changes`].
    Changes(crate::ChangesView),
    /// To [`crate::Ask::Choices`].
    Choices(Vec<SetRef>),
    /// To [`crate::Ask::Search`].
    Search(SearchView),
    /// To [`crate::Ask::Timeline`].
    Timeline(TimelineView),
    /// To [`crate::Ask::Sources`].
    Sources(SourcesView),
    /// To [`crate::Ask::Export`].
    Export(crate::ExportView),
    /// To [`crate::Ask::Cite`].
    Citation(crate::Citation),
    /// To [`crate::Ask::Pin`].
    Clip(crate::Clip),
    /// To [`crate::Ask::Clippings`].
    Clippings(crate::ClippingsView),
    /// To [`crate::Ask::OpenClippings`].
    Opened(crate::OpenedClippings),
    /// To [`crate::Ask::Evidence`].
    Evidence(crate::EvidenceView),
    /// To [`crate::Ask::Verdict`].
    Verdict(Box<crate::VerdictView>),
    /// To [`crate::Ask::Claims`].
    Claims(crate::ClaimsView),
    /// To [`crate::Ask::Chain`].
    Chain(crate::ChainView),
    /// To [`crate::Ask::Viewpoint`] and [`crate::ToEngine::Choose`].
    Viewpoint(Box<crate::ViewpointView>),
    /// To [`crate::Ask::ViewpointDifference`].
    ViewpointDifference(Box<crate::ViewpointDifferenceView>),
    /// To [`crate::Ask::ReadChoice`].
    Choice(Box<crate::ChoiceRead>),
    /// To [`crate::Ask::EvidenceFiles`].
    EvidenceFiles(Vec<crate::WantedFile>),
    /// There is nothing by that name; with names that come close.
    NotFound {
        /// What was asked for.
        what: String,
        /// Ids that come close, best first.
        near: Vec<Link>,
    },
}

/// A named thing that a page can link to.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Link {
    /// What it is, which decides the address.
    pub kind: HitKind,
    /// Its id (`set/local` for rules).
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What a link or a search hit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum HitKind {
    /// `#/community/{id}`.
    Community,
    /// `#/ruleset/{id}`.
    RuleSet,
    /// `#/rule/{id}`.
    Rule,
    /// `#/topic/{id}`.
    Topic,
}

/// Counts for the frame and the front page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct Overview {
    /// Name of the atlas.
    pub title: String,
    /// The day for which it is stated; empty before anything is loaded.
    pub as_of: String,
    /// Digest of its read-file, `sha256:…`; empty before anything is loaded.
    pub digest: String,
    /// Communities that publish rules.
    pub communities: u32,
    /// Public instruments.
    pub instruments: u32,
    /// Rule sets, instruments included.
    pub rule_sets: u32,
    /// Rules.
    pub rules: u32,
    /// Relations.
    pub relations: u32,
    /// Rule sets with a signature of any standing.
    pub signed: u32,
    /// Files the reader brought.
    pub foreign_files: u32,
    /// Problems of severity error over all files.
    pub problems: u32,
    /// An atlas of invented bodies is loaded: the page says so on every view.
    pub demonstration: bool,
}

/// How many rules speak with which force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Wire)]
pub struct Forces {
    /// must
    pub must: u32,
    /// must not
    pub must_not: u32,
    /// should
    pub should: u32,
    /// may
    pub may: u32,
    /// Rules whose force is not known.
    pub unknown: u32,
}

/// How many rules lean on each mechanism, in the order of [`Mechanism::ALL`].
pub type MechanismCounts = [u32; 6];

/// A rule set in one line.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct SetRef {
    /// Its id.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Community or issuer, as a name.
    pub issuer: String,
    /// The community's id, where there is one.
    pub community: Option<String>,
    /// How it binds.
    pub binding: Binding,
    /// Set for public instruments.
    pub instrument: Option<InstrumentKind>,
    /// Where it stands in its life.
    pub status: Status,
    /// Version as the issuer names it.
    pub version: String,
    /// Date of this version.
    pub date: String,
    /// Number of rules.
    pub rules: u32,
    /// Force of its rules.
    pub forces: Forces,
    /// Standing of its signature.
    pub standing: Standing,
    /// Topics and forces were suggested by this program, not stated by the publisher.
    pub suggested: bool,
}

/// A rule as cards, lists and comparisons show it.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct RuleCard {
    /// `set/local`.
    pub id: String,
    /// Its rule set.
    pub set: String,
    /// Name of its rule set.
    pub set_title: String,
    /// Where it stands in the original.
    pub pinpoint: String,
    /// Short title.
    pub title: String,
    /// The text: paraphrase for our own facts, the publisher's wording for foreign catalogs. Lists and comparisons
    /// carry what the rule demands; guidance and the like come with [`Answer::Rule`] only.
    pub text: Vec<Block>,
    /// The text is our paraphrase, not a quotation.
    pub paraphrase: bool,
    /// What it is about.
    pub topic: Option<Topic>,
    /// How firmly it speaks.
    pub modality: Option<Modality>,
    /// Topic and modality were suggested by this program.
    pub suggested: bool,
    /// Who is bound.
    pub binds: Vec<String>,
    /// Numbers, dates and terms.
    pub parameters: Vec<ParameterView>,
    /// What it leans on.
    pub mechanisms: Vec<Mechanism>,
    /// How its rule set binds.
    pub binding: Binding,
    /// Where it differs from the rule set's status.
    pub status: Option<Status>,
    /// Address of the original wording; empty if unknown.
    pub source_url: String,
    /// What was read.
    pub source_class: Option<SourceClass>,
    /// How well it is supported.
    pub confidence: Option<Confidence>,
    /// Standing of the signature over its rule set.
    pub standing: Standing,
}

/// A parameter, ready to be shown.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ParameterView {
    /// "Report within", "Applies from": the name as words.
    pub label: String,
    /// "15 days", "2026-12-02", "Assisted-by".
    pub text: String,
}

/// A block of text. Links are already checked: only `http`, `https`, `mailto` and in-document targets are left.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A heading inside the text, level 1 to 6.
    Heading(u8, Vec<Span>),
    /// A list; true if numbered.
    List(bool, Vec<Vec<Block>>),
    /// A labelled part of a rule: label ("a.", "Guidance"), its name, its content.
    Part(String, String, Vec<Block>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Text as typed.
    Pre(String),
    /// A table, the first row being its head.
    Table(Vec<Vec<Vec<Span>>>),
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Span>),
    /// Strong.
    Strong(Vec<Span>),
    /// Code.
    Code(String),
    /// A quoted term.
    Quoted(Vec<Span>),
    /// Below the line.
    Subscript(Vec<Span>),
    /// Above the line.
    Superscript(Vec<Span>),
    /// A link to a web address.
    WebLink(String, Vec<Span>),
    /// A link to a rule of a loaded rule set, `set/local`.
    RuleLink(String, Vec<Span>),
    /// A link that leads nowhere here, with the reason.
    DeadLink(String, Vec<Span>),
    /// A parameter's place: its id and what stands there now; true if a value was set, false for an open blank.
    Parameter(String, String, bool),
    /// An image, named but not fetched: alternative text.
    Image(String),
}

/// The network: picture, words, table.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct NetworkView {
    /// What is drawn.
    pub picture: Picture,
    /// Facets with counts under the filter.
    pub facets: Vec<Facet>,
    /// The same in sentences.
    pub words: Vec<String>,
    /// The same as rows, most relations first.
    pub table: Vec<NetworkRow>,
    /// In the filter, but without a relation to anyone drawn.
    pub unlinked: Vec<Link>,
    /// How many nodes and relations the filter leaves, and how many there are.
    pub shown: [u32; 2],
    /// Nodes and relations in all.
    pub total: [u32; 2],
}

/// One row of the network's table.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct NetworkRow {
    /// The body or instrument.
    pub link: Link,
    /// Kind, in words.
    pub kind: String,
    /// Its layer.
    pub layer: Layer,
    /// Takes rules or ideas from.
    pub takes_from: Vec<Link>,
    /// Recognises, certifies, aligns with, has signed.
    pub recognises: Vec<Link>,
    /// Relations inside this atlas.
    pub relations: u32,
    /// Rules.
    pub rules: u32,
    /// Standing of its rule sets.
    pub standing: Standing,
}

/// What one node says about others, and they about it.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Inspection {
    /// The node.
    pub link: Link,
    /// "Technical community, 2003".
    pub kind: String,
    /// How it decides, or what the instrument is.
    pub summary: String,
    /// Its rule sets, the newest first.
    pub sets: Vec<SetRef>,
    /// Ties it states, or that start at it.
    pub says: Vec<Tie>,
    /// Ties that end at it.
    pub said: Vec<Tie>,
}

/// One relation seen from one end.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Tie {
    /// The kind of tie.
    pub r#type: RelationType,
    /// The other end.
    pub other: Link,
    /// The other end has no page here.
    pub outside: bool,
    /// One sentence.
    pub statement: String,
    /// When the tie began.
    pub date: Option<String>,
    /// Where the fact can be found; empty if not stated.
    pub source_url: String,
    /// What was read.
    pub source_class: Option<SourceClass>,
    /// How well it is supported.
    pub confidence: Option<Confidence>,
    /// What it leans on.
    pub mechanism: Option<Mechanism>,
}

/// A group of choices with live counts.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Facet {
    /// Which field of [`crate::Filter`] it sets.
    pub name: FacetName,
    /// The choices, in the vocabulary's order.
    pub options: Vec<FacetOption>,
}

/// Which field of [`crate::Filter`] a facet sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Wire)]
pub enum FacetName {
    /// `topics`
    Topics,
    /// `modalities`
    Modalities,
    /// `mechanisms`
    Mechanisms,
    /// `bindings`
    Bindings,
    /// `statuses`
    Statuses,
    /// `kinds`
    Kinds,
    /// `layers`
    Layers,
    /// `confidences`
    Confidences,
    /// `binds`
    Binds,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct FacetOption {
    /// The word as links write it.
    pub value: String,
    /// The word as readers see it.
    pub label: String,
    /// How many results it would leave, all other facets as they are.
    pub count: u32,
    /// Chosen now.
    pub chosen: bool,
}

/// The directory of communities and public instruments.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Directory {
    /// Facets with counts.
    pub facets: Vec<Facet>,
    /// The rows the filter leaves.
    pub rows: Vec<DirectoryRow>,
    /// Rows in all.
    pub total: u32,
}

/// One community or public instrument.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct DirectoryRow {
    /// The body or instrument.
    pub link: Link,
    /// Kind, in words.
    pub kind: String,
    /// Its layer.
    pub layer: Layer,
    /// How its newest rule set binds.
    pub binding: Binding,
    /// Year or date it began or was adopted; empty if unknown.
    pub since: String,
    /// One sentence: how it decides, or the status.
    pub summary: String,
    /// Rule sets.
    pub rule_sets: u32,
    /// Rules.
    pub rules: u32,
    /// Force of its rules.
    pub forces: Forces,
    /// Mechanisms of its rules.
    pub mechanisms: MechanismCounts,
    /// Relations.
    pub relations: u32,
    /// Standing of its rule sets.
    pub standing: Standing,
}

/// One community.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct CommunityView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of body.
    pub kind: CommunityKind,
    /// When it began; empty if unknown.
    pub founded: String,
    /// What `founded` means.
    pub founded_note: String,
    /// Its size with unit and date, in words; empty if unknown.
    pub scale: String,
    /// How it decides.
    pub decision_making: String,
    /// Its public address.
    pub url: String,
    /// How well the facts above are supported.
    pub confidence: Confidence,
    /// Named members.
    pub members: Vec<String>,
    /// Remarks.
    pub notes: String,
    /// Its rule sets, the newest first.
    pub sets: Vec<SetRef>,
    /// Rules over all rule sets in force or in use.
    pub rules: u32,
    /// Force of its rules.
    pub forces: Forces,
    /// Mechanisms of its rules.
    pub mechanisms: MechanismCounts,
    /// Topics it speaks about, most rules first, with counts.
    pub topics: Vec<(Topic, u32)>,
    /// Topics on which its examined rule sets are silent.
    pub silent: Vec<Topic>,
    /// What its rules name as evidence, with the rule that asks for it.
    pub evidence: Vec<(String, Link)>,
    /// Ties it states.
    pub says: Vec<Tie>,
    /// Ties that end at it.
    pub said: Vec<Tie>,
    /// Known changes between versions.
    pub versions: Vec<VersionChangeView>,
}

/// What changed from one version to the next.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct VersionChangeView {
    /// When.
    pub date: String,
    /// The older version.
    pub from: String,
    /// The newer version.
    pub to: String,
    /// In our own words.
    pub what: String,
    /// How well it is supported.
    pub confidence: Confidence,
}

/// One rule set.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct RuleSetView {
    /// In one line.
    pub head: SetRef,
    /// Full official title; empty if it does not differ.
    pub official_title: String,
    /// Labelled dates in order: what happens, when, whether it has happened by the atlas's day.
    pub dates: Vec<DatedStep>,
    /// More about the status.
    pub status_note: String,
    /// What the date means.
    pub date_note: String,
    /// What it applies to.
    pub scope: String,
    /// Addresses of the original, the best first.
    pub urls: Vec<String>,
    /// What was read; none for foreign catalogs.
    pub source_class: Option<SourceClass>,
    /// What was read, in words.
    pub source_read: String,
    /// ISO 3166 codes, `EU`, `INTL`.
    pub jurisdictions: Vec<String>,
    /// Languages of the original.
    pub languages: Vec<String>,
    /// Parties or signatories.
    pub members: Vec<String>,
    /// More about the members.
    pub members_note: String,
    /// The file it came from.
    pub origin: Origin,
    /// That file's digest.
    pub digest: String,
    /// Address of the OSCAL document inside the atlas; empty for foreign catalogs.
    pub oscal: String,
    /// OSCAL version of the document, where known.
    pub oscal_version: String,
    /// Forces and mechanisms of all rules.
    pub mechanisms: MechanismCounts,
    /// Topics it speaks about, with counts.
    pub topics: Vec<(Topic, u32)>,
    /// Facets over its rules.
    pub facets: Vec<Facet>,
    /// How the rules below are grouped.
    pub group: Grouping,
    /// The outline of everything the filter leaves, headings included.
    pub outline: Vec<OutlineEntry>,
    /// Rules from `offset` on, under the headings of the outline.
    pub rules: Vec<RuleCard>,
    /// Number of the first rule in `rules`.
    pub offset: u32,
    /// Rules the filter leaves.
    pub total: u32,
    /// Ties of this rule set, both ways.
    pub says: Vec<Tie>,
    /// Ties that end at it.
    pub said: Vec<Tie>,
    /// Known changes between versions.
    pub versions: Vec<VersionChangeView>,
    /// Problems met while reading it.
    pub problems: u32,
    /// It is what an OSCAL profile came to: [`crate::Ask::Drift`] tells what became of the rules it took.
    pub derived: bool,
    /// Older and newer versions, and what it descends from, as far as they are loaded.
    pub relatives: Vec<Relative>,
}

/// A step in the life of a rule set.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct DatedStep {
    /// When: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: String,
    /// What happens.
    pub what: String,
    /// It has happened by the atlas's day.
    pub reached: bool,
}

/// A line of a rule set's outline.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct OutlineEntry {
    /// 0 for the top level.
    pub depth: u8,
    /// "Art. 73", "AC-2"; empty for plain headings.
    pub pinpoint: String,
    /// Title.
    pub title: String,
    /// `set/local`; none for headings.
    pub rule: Option<String>,
    /// Force, for rules.
    pub modality: Option<Modality>,
    /// Kept only so that links still work (OSCAL `status=withdrawn`); not counted as a rule.
    pub withdrawn: bool,
}

/// One rule with everything around it.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct RuleView {
    /// The rule.
    pub card: RuleCard,
    /// Its rule set.
    pub set: SetRef,
    /// What would show that it is kept.
    pub evidence: Vec<String>,
    /// Doubts and corrections.
    pub note: String,
    /// The one before it in its rule set.
    pub previous: Option<Link>,
    /// The one after it.
    pub next: Option<Link>,
    /// Headings above it, outermost first.
    pub path: Vec<String>,
    /// Rules it links to or is linked from inside its catalog, with the relation in words.
    pub related: Vec<(String, Link)>,
    /// What somebody stated that it corresponds to, conflicts first, and what follows from that.
    pub corresponds: Vec<CorrespondenceView>,
    /// Other bodies' rules on the same topic, most alike first: suggestions of this program, stated by nobody.
    pub others: Vec<OtherRule>,
    /// How many others there are in all.
    pub others_total: u32,
    /// Rule sets examined that are silent on the topic.
    pub silent: u32,
    /// Its numbers, dates and promises of speed, and how they were understood.
    pub quantities: Vec<QuantityView>,
}

/// Somebody else's rule on the same topic.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct OtherRule {
    /// Its rule set.
    pub set: SetRef,
    /// The rule.
    pub link: Link,
    /// Where it stands.
    pub pinpoint: String,
    /// Its text as one plain line.
    pub text: String,
    /// Its force.
    pub modality: Option<Modality>,
    /// Words both share, most telling first.
    pub shared: Vec<String>,
}

/// A topic with its coverage.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct TopicRow {
    /// Which.
    pub topic: Topic,
    /// One sentence: what belongs here.
    pub about: String,
    /// Rules.
    pub rules: u32,
    /// Their force.
    pub forces: Forces,
    /// Bodies and instruments with a rule on it.
    pub bodies: u32,
    /// Bodies and instruments in all.
    pub bodies_total: u32,
    /// Rule sets with a rule on it, by binding, in the order of [`Binding::ALL`].
    pub bindings: [u32; 5],
}

/// Everybody's rules on one topic.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct TopicView {
    /// Coverage under the filter.
    pub row: TopicRow,
    /// Facets with counts.
    pub facets: Vec<Facet>,
    /// Rules grouped by how they bind: law first; those of one part, from `offset` on.
    pub groups: Vec<TopicGroup>,
    /// Number of the first rule in `groups`, from 0.
    pub offset: u32,
    /// Examined rule sets with no rule on it.
    pub silent: Vec<SetRef>,
    /// Rules the filter leaves.
    pub total: u32,
}

/// Rules that bind in the same way.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct TopicGroup {
    /// How they bind.
    pub binding: Binding,
    /// How many there are, in all parts together.
    pub total: u32,
    /// The rules in this part.
    pub rules: Vec<RuleCard>,
}

/// Rule sets side by side, topic by topic.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Comparison {
    /// The rule sets, in the reader's order.
    pub sets: Vec<SetRef>,
    /// Asked for, but not loaded.
    pub missing: Vec<String>,
    /// Facets with counts.
    pub facets: Vec<Facet>,
    /// Topics, most covered first.
    pub rows: Vec<ComparisonRow>,
    /// Cells with a rule, cells that are silent.
    pub filled: u32,
    /// Cells in which an examined rule set has no rule.
    pub silent: u32,
    /// What all ask, what only one asks, who is silent: in sentences.
    pub words: Vec<String>,
    /// Where one asks for what another rules out: stated ones first, in the order of their collections.
    pub conflicts: Vec<ConflictView>,
    /// How many rules of each rule set the filter leaves; the same in every view.
    pub kept: Vec<u32>,
    /// For every rule set what a cell must say about its life besides: "draft", "lapsed", "no longer in force"; empty
    /// where it simply holds.
    pub life: Vec<String>,
    /// Where the words lead.
    pub references: Vec<Reference>,
    /// How many rules that the filter leaves stand beside others on each ground, whichever grounds are chosen.
    pub grounds: Vec<(Ground, u32)>,
    /// What the stated ones stand on.
    pub collections: Vec<CollectionView>,
}

/// One topic across rule sets.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ComparisonRow {
    /// The topic; none for rules of foreign catalogs that nothing suggests a topic for.
    pub topic: Option<Topic>,
    /// How many of the rule sets say something.
    pub covered: u32,
    /// One cell per rule set, in their order.
    pub cells: Vec<Cell>,
    /// The rules of the cells lined up by what is stated about them or by their wording; every rule stands in one line.
    /// Empty where nothing is known but the topic.
    pub lines: Vec<Line>,
    /// Their numbers lined up.
    pub numbers: Vec<NumberRow>,
}

/// What one rule set says on one topic.
#[derive(Clone, Debug, PartialEq, Wire)]
pub enum Cell {
    /// It says this.
    Rules(Vec<RuleCard>),
    /// It was examined and has no rule on this.
    Silent,
    /// It has rules on this, but none that the filter leaves.
    FilteredOut,
    /// No rule of it is suggested to be on this, and its publisher states no topics: nobody examined it for them.
    NotExamined,
    /// It had not been issued on the day that the reader looks at.
    NotYet,
}

impl Cell {
    /// The word for a cell without rules; empty for one with rules.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Rules(_) => "",
            Self::Silent => "silent",
            Self::FilteredOut => "has rules on this, none of them asked for",
            Self::NotExamined => "not examined",
            Self::NotYet => "not issued by then",
        }
    }

    /// Its rules; none for the others.
    pub fn rules(&self) -> &[RuleCard] {
        match self {
            Self::Rules(rules) => rules,
            Self::Silent | Self::FilteredOut | Self::NotExamined | Self::NotYet => &[],
        }
    }
}

/// Results over everything.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct SearchView {
    /// Hits from the asked offset on, best first.
    pub hits: Vec<Hit>,
    /// Hits in all.
    pub total: u32,
    /// How many of each kind.
    pub kinds: Vec<(HitKind, u32)>,
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Hit {
    /// Where it leads.
    pub link: Link,
    /// What it belongs to: community, rule set and pinpoint.
    pub context: String,
    /// A piece of its text around the first match; every second piece is a match, the first is not.
    pub snippet: Vec<String>,
    /// Force, for rules.
    pub modality: Option<Modality>,
    /// How it binds, for rules and rule sets.
    pub binding: Option<Binding>,
}

/// Instruments and versions in time.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct TimelineView {
    /// Facets with counts.
    pub facets: Vec<Facet>,
    /// Events, oldest first.
    pub events: Vec<Event>,
    /// The atlas's day.
    pub today: String,
    /// Events in all.
    pub total: u32,
}

/// Something that happened, or will, on a day.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Event {
    /// When: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: String,
    /// Layer: law, commitments or communities.
    pub layer: Layer,
    /// "Adopted", "In force", "Version 3.1".
    pub what: String,
    /// The rule set.
    pub set: SetRef,
    /// More, if it needs saying.
    pub note: String,
    /// It has happened by the atlas's day.
    pub reached: bool,
}
