//! A community, or an added body of the same shape, with its rule sets. Never a public instrument.

use super::instrument::rules;
use super::rule::Surroundings;
use super::{Draft, Located, SetDraft, relation};
use crate::body_keys::BodyKeys;
use crate::fields::Fields;
use crate::refusal::Desk;
use crate::yaml::Node;
use ident::CommunityKind;
use intake::facts::{Community, RuleSet, Scale, VersionChange};

const REQUIRED: [&str; 10] = [
    "id",
    "name",
    "kind",
    "founded",
    "scale",
    "decision_making",
    "url",
    "facts_confidence",
    "relations",
    "rulesets",
];
const OPTIONAL: [&str; 6] = [
    "founded_note",
    "members",
    "version_changes",
    "notes",
    "did",
    "keys",
];
const RULE_SET: [&str; 9] = [
    "id",
    "title",
    "version",
    "date",
    "status",
    "url",
    "source_class",
    "source_read",
    "rules",
];
const RULE_SET_OPTIONAL: [&str; 3] = ["date_note", "status_note", "scope"];
const CHANGE: [&str; 5] = [
    "date",
    "from_version",
    "to_version",
    "what_changed",
    "confidence",
];

const COMMUNITY_KINDS: [CommunityKind; 9] = [
    CommunityKind::TechnicalCommunity,
    CommunityKind::KnowledgeCommunity,
    CommunityKind::ModelCommunity,
    CommunityKind::DataCommons,
    CommunityKind::Dao,
    CommunityKind::ProfessionalBody,
    CommunityKind::Company,
    CommunityKind::IndustryConsortium,
    CommunityKind::StandardsBody,
];
const ADDED_KINDS: [CommunityKind; 8] = [
    CommunityKind::State,
    CommunityKind::InternationalOrganisation,
    CommunityKind::PublicAuthority,
    CommunityKind::Company,
    CommunityKind::ResearchInstitution,
    CommunityKind::Foundation,
    CommunityKind::IndustryConsortium,
    CommunityKind::Community,
];

/// Reads a file of `communities/`, or, if `added`, one of `relations/bodies/`.
pub fn community(node: &Node, added: bool, desk: &mut Desk<'_>) -> Option<Draft> {
    let fields = Fields::open(node, "the community", &REQUIRED, &OPTIONAL, desk)?;
    let mut past = Vec::new();
    let id = fields.slug("id", desk);
    let name = fields.string("name", desk);
    let kind = kind(&fields, added, desk);
    let founded = if added {
        fields.date_or_null("founded", desk)
    } else {
        fields.date("founded", desk)
    };
    let founded_note = fields.string("founded_note", desk);
    let scale = fields
        .node("scale")
        .and_then(|node| scale(node, &mut past, desk));
    let decision_making = fields.string("decision_making", desk);
    let url = fields.url("url", desk);
    let confidence = fields.word("facts_confidence", desk);
    let members = fields.strings("members", 0, desk);
    let changes = fields.list("version_changes", desk);
    let version_changes = changes
        .iter()
        .filter_map(|node| version_change(node, &mut past, desk))
        .collect();
    let notes = fields.string("notes", desk);
    let keys = BodyKeys::read(&fields, desk);
    let own = id.map(|id| id.text).unwrap_or_default();
    let relations = relation::own(own, fields.list("relations", desk), None, desk);
    let issuer = name.clone().unwrap_or_default();
    let nodes = fields.list("rulesets", desk);
    if nodes.is_empty()
        && !added
        && let Some(node) = fields.node("rulesets")
    {
        desk.refuse(node.line, "rulesets: no rule sets");
    }
    let sets = nodes
        .iter()
        .filter_map(|node| rule_set(node, own, &issuer, &mut past, desk))
        .collect();
    let id = Located::from(id?);
    let body = Community {
        id: id.text.clone(),
        name: name?,
        kind: kind?,
        founded: founded.map(|day| day.text.to_owned()),
        founded_note,
        scale,
        decision_making: decision_making?,
        url: url?,
        confidence: confidence?,
        members,
        version_changes,
        notes,
        outside: added,
    };
    Some(Draft {
        body: Some(body),
        keys,
        sets,
        relations,
        past,
        ..Draft::default()
    })
}

fn kind(fields: &Fields<'_>, added: bool, desk: &mut Desk<'_>) -> Option<CommunityKind> {
    let kind = fields.word("kind", desk)?;
    let allowed: &[CommunityKind] = if added {
        &ADDED_KINDS
    } else {
        &COMMUNITY_KINDS
    };
    if !allowed.contains(&kind) {
        let words: Vec<&str> = allowed.iter().map(|kind| kind.as_str()).collect();
        let line = fields.node("kind").map_or(fields.line(), |node| node.line);
        desk.refuse(
            line,
            format!(
                "kind: {kind} does not belong in this folder; one of: {}",
                words.join(", ")
            ),
        );
    }
    Some(kind)
}

fn scale(
    node: &Node,
    past: &mut Vec<(&'static str, Located)>,
    desk: &mut Desk<'_>,
) -> Option<Scale> {
    let fields = Fields::open(
        node,
        "scale",
        &["value", "unit", "date"],
        &["date_note"],
        desk,
    )?;
    let value = fields.number("value", desk);
    let unit = fields.string("unit", desk);
    let date = fields.date_or_null("date", desk);
    past.extend(date.map(|day| ("date", day.into())));
    let date_note = fields.string("date_note", desk);
    Some(Scale {
        value,
        unit: unit?,
        date: date.map(|day| day.text.to_owned()),
        date_note,
    })
}

fn version_change(
    node: &Node,
    past: &mut Vec<(&'static str, Located)>,
    desk: &mut Desk<'_>,
) -> Option<VersionChange> {
    let fields = Fields::open(node, "the version change", &CHANGE, &[], desk)?;
    let date = fields.date("date", desk);
    past.extend(date.map(|day| ("date", day.into())));
    let from_version = fields.string("from_version", desk);
    let to_version = fields.string("to_version", desk);
    let what_changed = fields.string("what_changed", desk);
    let confidence = fields.word("confidence", desk);
    Some(VersionChange {
        date: date?.text.to_owned(),
        from_version: from_version?,
        to_version: to_version?,
        what_changed: what_changed?,
        confidence: confidence?,
    })
}

fn rule_set(
    node: &Node,
    community: &str,
    issuer: &str,
    past: &mut Vec<(&'static str, Located)>,
    desk: &mut Desk<'_>,
) -> Option<SetDraft> {
    let fields = Fields::open(node, "the rule set", &RULE_SET, &RULE_SET_OPTIONAL, desk)?;
    let id = fields.slug("id", desk);
    let title = fields.string("title", desk);
    let version = fields.string("version", desk);
    let date = fields.date("date", desk);
    past.extend(date.map(|day| ("date", day.into())));
    let date_note = fields.string("date_note", desk);
    let status = fields.word("status", desk);
    let status_note = fields.string("status_note", desk);
    let scope = fields.string("scope", desk);
    let url = fields.url("url", desk);
    let source_class = fields.word("source_class", desk);
    let source_read = fields.string("source_read", desk);
    let address = url.clone().unwrap_or_default();
    let around = Surroundings {
        url: &address,
        status,
        instrument: None,
    };
    let (rules, rule_ids) = rules(&fields, around, desk);
    let id = id?;
    let set = RuleSet {
        id: id.text.to_owned(),
        title: title?,
        official_title: None,
        community: Some(community.to_owned()),
        issuer: issuer.to_owned(),
        instrument: None,
        version: version?,
        date: date?.text.to_owned(),
        date_note,
        status: status?,
        status_note,
        scope,
        url: url?,
        more_urls: Vec::new(),
        source_class: source_class?,
        source_read: source_read?,
        rules,
    };
    Some(SetDraft {
        set,
        line: id.line,
        rule_ids,
    })
}
