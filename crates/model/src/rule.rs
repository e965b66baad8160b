//! One rule. Never knows who keeps it.

use ident::{Confidence, Mechanism, Modality, SourceClass, Status, Topic};
use intake::facts;
use intake::oscal::Part;

use crate::SetIx;

/// One obligation with its place in the original.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its rule set.
    pub set: SetIx,
    /// Local id: unique in its rule set.
    pub id: String,
    /// Where it stands in the original.
    pub pinpoint: String,
    /// Short title.
    pub title: String,
    /// Its text in plain words, which is what search and comparison read.
    pub statement: String,
    /// What else the original says about it, guidance and examples, in plain words; empty for our own facts.
    pub more: String,
    /// Its text as it is to be shown.
    pub text: Text,
    /// The text is a paraphrase, not a quotation.
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
    pub parameters: Vec<facts::Parameter>,
    /// What it leans on.
    pub mechanisms: Vec<Mechanism>,
    /// What would show that it is kept.
    pub evidence: Vec<String>,
    /// Address of the original; empty means the rule set's own.
    pub source_url: String,
    /// What was read; none for foreign catalogs.
    pub source_class: Option<SourceClass>,
    /// How well it is supported; none for foreign catalogs.
    pub confidence: Option<Confidence>,
    /// Where it differs from the rule set's status.
    pub status: Option<Status>,
    /// Doubts and corrections.
    pub note: String,
    /// Kept only so that links still work; not counted.
    pub withdrawn: bool,
    /// How deep it stands below its heading: 0, or more for a control inside a control.
    pub depth: u8,
    /// The heading it stands under, as a position in the rule set's headings.
    pub heading: Option<u32>,
    /// Links to other ids of the same catalog.
    pub links: Vec<RuleLink>,
}

/// A rule's text.
#[derive(Clone, Debug)]
pub enum Text {
    /// `statement` is all there is.
    Statement,
    /// The parts of an OSCAL control, in the publisher's markup.
    Parts(Vec<Part>),
}

/// A link from one control to something else in its catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLink {
    /// What kind of link: `related`, `required`, `incorporated-into`…
    pub rel: String,
    /// The id it leads to: a control, a part or a resource.
    pub local: String,
}

/// True if a part, at whatever depth, has this id.
// Recursion is safe: the parts were read under a limit of depth.
pub(crate) fn has_part(parts: &[Part], id: &str) -> bool {
    parts
        .iter()
        .any(|part| part.id.as_deref() == Some(id) || has_part(&part.parts, id))
}
