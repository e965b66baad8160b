//! The facts of an atlas in plain form: what authoring files say and what the read-file carries. Never a view.
//!
//! `publish` makes them from YAML and writes them as the read-file; `readfile` reads them back; `model` indexes them.
//! Field by field they follow `docs/formats/facts.md`. Dates are text: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

use ident::{
    CommunityKind, Confidence, InstrumentKind, Mechanism, Modality, RelationType, Relationship,
    SourceClass, Status, Sureness, Topic,
};
use serde::Serialize;

/// Everything one atlas says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// Name of the atlas.
    pub title: String,
    /// The day for which it is stated.
    pub as_of: String,
    /// Bodies: communities, companies, states, authorities, models.
    pub communities: Vec<Community>,
    /// Rule sets, public instruments among them.
    pub rule_sets: Vec<RuleSet>,
    /// Directed, sourced ties.
    pub relations: Vec<Relation>,
    /// Statements that rules correspond.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mappings: Vec<MappingCollection>,
    /// Files of the atlas that evidence is made of: attestations, descriptors and identifier documents with keys, status
    /// lists, and the documents that the attestations are about. Loaded only when a reader asks for evidence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceFile>,
    /// Everybody in it is invented; the page says so on every view.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub illustrative: bool,
}

/// A file of the atlas that is loaded when a reader asks for evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct EvidenceFile {
    /// Where it lies, relative to the read-file.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// `sha256:…` of its bytes; a match shows that it is the file listed, nothing more.
    pub digest: String,
    /// What it is for readers; empty if its name says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// It is a signature that belongs beside this file of the atlas: judged together with it, as
    /// `rulescape verify ABOUT --signature PATH` does. Without it the file is judged alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Further files of the atlas that judging it needs: status lists, witness proofs, files of a package.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

/// A body that publishes rules or takes part in the network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Community {
    /// Slug, unique in the atlas.
    pub id: String,
    /// Name as the body writes it.
    pub name: String,
    /// What kind of body.
    pub kind: CommunityKind,
    /// When it began, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founded: Option<String>,
    /// What `founded` means, if that needs saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founded_note: Option<String>,
    /// One number with its own unit; not comparable between bodies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// How it decides.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decision_making: String,
    /// Its public address.
    pub url: String,
    /// How well the facts above are supported.
    pub confidence: Confidence,
    /// Named members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Known changes between versions of its rule sets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub version_changes: Vec<VersionChange>,
    /// Remarks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// True for bodies that only appear as ends of relations (`relations/bodies`, models, external slugs).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
}

/// A size with its own unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scale {
    /// The number, if known.
    pub value: Option<f64>,
    /// What is counted.
    pub unit: String,
    /// When it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What the date means, if that needs saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
}

/// What changed from one version to the next.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VersionChange {
    /// When.
    pub date: String,
    /// The older version.
    pub from_version: String,
    /// The newer version.
    pub to_version: String,
    /// In our own words.
    pub what_changed: String,
    /// How well it is supported.
    pub confidence: Confidence,
}

/// One versioned set of rules.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleSet {
    /// Slug, unique in the atlas.
    pub id: String,
    /// Short title for lists.
    pub title: String,
    /// Full official title where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official_title: Option<String>,
    /// Id of the community whose rules these are; none for public instruments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub community: Option<String>,
    /// Who issued it, in words.
    pub issuer: String,
    /// Set for public instruments only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
    /// Version as the issuer names it; for instruments the date of adoption.
    pub version: String,
    /// Date of this version.
    pub date: String,
    /// What the date means, if that needs saying.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_note: Option<String>,
    /// Where it stands in its life.
    pub status: Status,
    /// More about the status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_note: Option<String>,
    /// What it applies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Address of the original.
    pub url: String,
    /// Further public addresses of the original.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more_urls: Vec<String>,
    /// What was read.
    pub source_class: SourceClass,
    /// What was read, in words.
    pub source_read: String,
    /// The rules, in the order of the original.
    pub rules: Vec<Rule>,
}

/// What only public instruments have.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Instrument {
    /// Law, treaty, guidance…
    pub kind: InstrumentKind,
    /// ISO 3166 codes, `EU`, `INTL`.
    pub jurisdictions: Vec<String>,
    /// Adopted, or for a bill the date that `status_note` names.
    pub date_adopted: String,
    /// In force since; none if never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_in_force: Option<String>,
    /// General date of application, if later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_applies: Option<String>,
    /// Languages of the original.
    pub languages: Vec<String>,
    /// Parties or signatories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// More about the members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members_note: Option<String>,
    /// The day for which it is stated.
    pub as_of: String,
}

/// One obligation with a pinpoint, in our own words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rule {
    /// Local id: the OSCAL control id. With the rule set's id in front it is unique.
    pub id: String,
    /// Where the rule stands in the original.
    pub pinpoint: String,
    /// Short title.
    pub title: String,
    /// The paraphrase.
    pub statement: String,
    /// What it is about.
    pub topic: Topic,
    /// How firmly it speaks.
    pub modality: Modality,
    /// Who is bound.
    pub binds: Vec<String>,
    /// Numbers, dates and terms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// What it leans on; our judgement.
    pub mechanisms: Vec<Mechanism>,
    /// What would show that it is kept; our judgement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Address of the original; empty means the rule set's own `url`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_url: String,
    /// What was read.
    pub source_class: SourceClass,
    /// How well it is supported.
    pub confidence: Confidence,
    /// Where it differs from the rule set's status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Doubts and corrections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A number, date or term inside a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Kebab-case name, unique in its rule.
    pub name: String,
    /// The value.
    pub value: ParameterValue,
    /// Unit of a number, or `date`; none for terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `=`, `<`, `<=`, `>`, `>=` or `in`: which values are within the rule, or trigger it.
    pub comparator: String,
    /// The wording of the fact for display, with conditions that the number cannot carry.
    pub text: String,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ParameterValue {
    /// In the parameter's unit.
    Number(f64),
    /// A date or a term.
    Text(String),
    /// Terms.
    List(Vec<String>),
}

/// A directed, sourced tie: `source` `type` `target`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Relation {
    /// Id of a community or a rule set.
    pub source: String,
    /// Id of a community or a rule set.
    pub target: String,
    /// The kind of tie.
    pub r#type: RelationType,
    /// When the tie began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The day for which it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// One sentence in our own words.
    pub statement: String,
    /// Where the fact can be found; empty for ties stated in the body's own file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source_url: String,
    /// What was read, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_class: Option<SourceClass>,
    /// How well it is supported, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// What it leans on; our judgement, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mechanism: Option<Mechanism>,
}

/// Statements about one theme that rules correspond, or that they exclude each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MappingCollection {
    /// Slug, unique among the collections.
    pub id: String,
    /// Title for readers.
    pub title: String,
    /// How the statements came about and what they are not.
    pub description: String,
    /// The statements.
    pub maps: Vec<RuleMap>,
}

/// `sources` `relationship` `targets`: one statement about all its sources together and all its targets together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleMap {
    /// Rules on the left, `set/local`.
    pub sources: Vec<String>,
    /// Rules on the right, `set/local`.
    pub targets: Vec<String>,
    /// What the sources are to the targets.
    pub relationship: Relationship,
    /// One side asks for, recommends or excuses what the other rules out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
    /// Why, in one sentence.
    pub rationale: String,
    /// How sure the authors are.
    pub confidence: Sureness,
    /// More; always there for conflicts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
