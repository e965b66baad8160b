//! A model family: who owns it and on which terms. Never judges how open it is.
//!
//! The atlas keeps a family as a body that stands outside; stewards and rule sets are checked, and used later.

use super::{Draft, Located, Mention, Wanted, rule};
use crate::fields::Fields;
use crate::refusal::Desk;
use crate::yaml::Node;
use ident::{CommunityKind, Confidence};
use intake::facts::Community;

const REQUIRED: [&str; 17] = [
    "id",
    "name",
    "released",
    "stewards",
    "licence",
    "weights",
    "training_data",
    "governance_form",
    "ownership",
    "openness_class",
    "provenance",
    "rule_sets",
    "derived_from",
    "as_of",
    "source_url",
    "source_class",
    "confidence",
];
const WEIGHTS: [&str; 3] = ["open", "restricted", "closed"];
const TRAINING_DATA: [&str; 3] = ["open", "partly", "closed"];
const FORMS: [&str; 6] = [
    "company",
    "public-institution",
    "foundation",
    "research-consortium",
    "dao",
    "community-trust",
];
const OPENNESS: [&str; 6] = [
    "mof-class-1",
    "mof-class-2",
    "mof-class-3",
    "osaid-pass",
    "osaid-fail-licence",
    "osaid-fail",
];
const HOW: [&str; 3] = ["adopted", "applies", "references"];

/// Reads a file of `models/`.
pub fn model_family(node: &Node, desk: &mut Desk<'_>) -> Option<Draft> {
    let fields = Fields::open(node, "the model family", &REQUIRED, &[], desk)?;
    let mut mentions = Vec::new();
    let id = fields.slug("id", desk);
    let name = fields.string("name", desk);
    let released = fields.date("released", desk);
    let stewards = fields.list("stewards", desk);
    if stewards.is_empty()
        && let Some(node) = fields.node("stewards")
    {
        desk.refuse(node.line, "stewards: no stewards");
    }
    for steward in stewards {
        check_steward(steward, &mut mentions, desk);
    }
    fields.text("licence", desk);
    choice(&fields, "weights", &WEIGHTS, desk);
    choice(&fields, "training_data", &TRAINING_DATA, desk);
    choice(&fields, "governance_form", &FORMS, desk);
    let ownership = fields.string("ownership", desk);
    if let Some(node) = fields.given("openness_class") {
        check_openness(node, desk);
    }
    if let Some(node) = fields.node("provenance") {
        check_provenance(node, desk);
    }
    for node in fields.list("rule_sets", desk) {
        if let Some(set) = Fields::open(node, "the rule set entry", &["id", "how"], &[], desk) {
            choice(&set, "how", &HOW, desk);
            let id = set.slug("id", desk);
            mentions.extend(id.map(|id| Mention {
                field: "rule_sets",
                id: id.into(),
                wanted: Wanted::RuleSet,
            }));
        }
    }
    for parent in fields.texts("derived_from", 0, desk) {
        mentions.push(Mention {
            field: "derived_from",
            id: parent.into(),
            wanted: Wanted::Model,
        });
    }
    let as_of = fields.date("as_of", desk);
    let url = fields.url("source_url", desk);
    let (_, confidence) = rule::support(&fields, desk);
    let id = Located::from(id?);
    let body = Community {
        id: id.text.clone(),
        name: name?,
        kind: CommunityKind::Model,
        founded: Some(released?.text.to_owned()),
        founded_note: Some("First release of the family".to_owned()),
        scale: None,
        decision_making: String::new(),
        url: url?,
        confidence: confidence?,
        members: Vec::new(),
        version_changes: Vec::new(),
        notes: Some(ownership?),
        outside: true,
    };
    Some(Draft {
        body: Some(body),
        mentions,
        as_of: Some(as_of?.text.to_owned()),
        ..Draft::default()
    })
}

fn check_steward(node: &Node, mentions: &mut Vec<Mention>, desk: &mut Desk<'_>) {
    let Some(fields) = Fields::open(node, "the steward", &["name", "id", "role"], &[], desk) else {
        return;
    };
    fields.text("name", desk);
    fields.text("role", desk);
    let id = fields.text_or_null("id", desk);
    mentions.extend(id.map(|id| Mention {
        field: "stewards",
        id: id.into(),
        wanted: Wanted::Body,
    }));
}

fn check_openness(node: &Node, desk: &mut Desk<'_>) {
    let known = ["class", "by", "source_url", "confidence"];
    let Some(fields) = Fields::open(node, "openness_class", &known, &[], desk) else {
        return;
    };
    choice(&fields, "class", &OPENNESS, desk);
    fields.text("by", desk);
    fields.url("source_url", desk);
    fields.word::<Confidence>("confidence", desk);
}

fn check_provenance(node: &Node, desk: &mut Desk<'_>) {
    let known = ["model_card", "signature", "note"];
    let Some(fields) = Fields::open(node, "provenance", &known, &[], desk) else {
        return;
    };
    if fields.given("model_card").is_some() {
        fields.truth("model_card", desk);
    }
    fields.text_or_null("signature", desk);
    fields.text("note", desk);
}

fn choice(fields: &Fields<'_>, key: &str, allowed: &[&str], desk: &mut Desk<'_>) {
    if let Some(found) = fields.text(key, desk)
        && !allowed.contains(&found.text)
    {
        desk.refuse(
            found.line,
            format!(
                "{key}: {:?} is not one of: {}",
                found.text,
                allowed.join(", ")
            ),
        );
    }
}
