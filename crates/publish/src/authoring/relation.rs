//! Ties: a file's own `relations`, and the files of `relations/`. Never checks that the ends exist.

use super::{Draft, RelationDraft, rule};
use crate::fields::{Fields, Text};
use crate::refusal::Desk;
use crate::yaml::Node;
use ident::RelationType;
use intake::facts::Relation;

const OWN: [&str; 3] = ["type", "target", "note"];
const OWN_OPTIONAL: [&str; 2] = ["confidence", "external"];
const OWN_TYPES: [RelationType; 16] = [
    RelationType::DerivesFrom,
    RelationType::AlignsWith,
    RelationType::References,
    RelationType::Implements,
    RelationType::Supersedes,
    RelationType::Recognises,
    RelationType::ContrastsWith,
    RelationType::Influences,
    RelationType::PartOf,
    RelationType::MemberOf,
    RelationType::FormerlyMemberOf,
    RelationType::Adopts,
    RelationType::Certifies,
    RelationType::Hosts,
    RelationType::Governs,
    RelationType::EnforcesWith,
];
const FILE: [&str; 4] = ["id", "title", "description", "relations"];
const TIE: [&str; 10] = [
    "source",
    "target",
    "type",
    "date",
    "as_of",
    "statement",
    "source_url",
    "source_class",
    "confidence",
    "mechanism",
];
const TIE_TYPES: [RelationType; 13] = [
    RelationType::Publishes,
    RelationType::MemberOf,
    RelationType::SignatoryOf,
    RelationType::Adopts,
    RelationType::Implements,
    RelationType::DerivesFrom,
    RelationType::Supersedes,
    RelationType::References,
    RelationType::AlignsWith,
    RelationType::Recognises,
    RelationType::Certifies,
    RelationType::SubjectTo,
    RelationType::ContrastsWith,
];

/// Reads the `relations` that the file of `own` states about itself.
pub fn own(
    own: &str,
    nodes: &[Node],
    as_of: Option<Text<'_>>,
    desk: &mut Desk<'_>,
) -> Vec<RelationDraft> {
    let mut found: Vec<RelationDraft> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(draft) = own_relation(own, node, as_of, desk) else {
            continue;
        };
        let tie = &draft.relation;
        let again = found.iter().any(|known| {
            known.relation.r#type == tie.r#type && known.relation.target == tie.target
        });
        if again {
            desk.refuse(
                node.line,
                format!("relation {} {} stands here twice", tie.r#type, tie.target),
            );
        }
        found.push(draft);
    }
    found
}

fn own_relation(
    own: &str,
    node: &Node,
    as_of: Option<Text<'_>>,
    desk: &mut Desk<'_>,
) -> Option<RelationDraft> {
    let fields = Fields::open(node, "the relation", &OWN, &OWN_OPTIONAL, desk)?;
    let r#type = tie_type(&fields, &OWN_TYPES, desk);
    let target = fields.slug("target", desk);
    if let Some(target) = target
        && target.text == own
    {
        desk.refuse(target.line, "target: a relation to itself");
    }
    let note = fields.string("note", desk);
    let confidence = fields.word("confidence", desk);
    let external = fields
        .truth("external", desk)
        .unwrap_or(fields.node("external").is_some());
    let target = target?;
    let relation = Relation {
        source: own.to_owned(),
        target: target.text.to_owned(),
        r#type: r#type?,
        date: None,
        as_of: as_of.map(|day| day.text.to_owned()),
        statement: note?,
        source_url: String::new(),
        source_class: None,
        confidence,
        mechanism: None,
    };
    let line = fields.line();
    Some(RelationDraft {
        relation,
        source_line: line,
        target_line: target.line,
        external,
        unique: false,
    })
}

/// Reads a file of `relations/`.
pub fn relation_file(node: &Node, desk: &mut Desk<'_>) -> Option<Draft> {
    let fields = Fields::open(node, "the file of relations", &FILE, &[], desk)?;
    let id = fields.slug("id", desk);
    fields.text("title", desk);
    fields.text("description", desk);
    let nodes = fields.list("relations", desk);
    let relations: Vec<RelationDraft> = nodes.iter().filter_map(|node| tie(node, desk)).collect();
    let as_of = relations
        .iter()
        .filter_map(|draft| draft.relation.as_of.clone())
        .max();
    id?;
    Some(Draft {
        relations,
        as_of,
        ..Draft::default()
    })
}

fn tie(node: &Node, desk: &mut Desk<'_>) -> Option<RelationDraft> {
    let fields = Fields::open(node, "the relation", &TIE, &[], desk)?;
    let source = fields.slug("source", desk);
    let target = fields.slug("target", desk);
    if let (Some(source), Some(target)) = (source, target)
        && source.text == target.text
    {
        desk.refuse(target.line, "target: a relation to itself");
    }
    let r#type = tie_type(&fields, &TIE_TYPES, desk);
    let date = fields.date_or_null("date", desk);
    let as_of = fields.date("as_of", desk);
    if let (Some(date), Some(as_of)) = (date, as_of)
        && date.text > as_of.text
    {
        desk.refuse(
            date.line,
            format!("date: lies after as_of ({})", as_of.text),
        );
    }
    let statement = fields.text("statement", desk);
    if let Some(statement) = statement
        && !statement.text.ends_with('.')
    {
        desk.refuse(statement.line, "statement: does not end with a full stop");
    }
    let source_url = fields.url("source_url", desk);
    let (source_class, confidence) = rule::support(&fields, desk);
    let mechanism = fields.word("mechanism", desk);
    let (source, target) = (source?, target?);
    let relation = Relation {
        source: source.text.to_owned(),
        target: target.text.to_owned(),
        r#type: r#type?,
        date: date.map(|day| day.text.to_owned()),
        as_of: Some(as_of?.text.to_owned()),
        statement: statement?.text.to_owned(),
        source_url: source_url?,
        source_class,
        confidence,
        mechanism,
    };
    Some(RelationDraft {
        relation,
        source_line: source.line,
        target_line: target.line,
        external: false,
        unique: true,
    })
}

fn tie_type(
    fields: &Fields<'_>,
    allowed: &[RelationType],
    desk: &mut Desk<'_>,
) -> Option<RelationType> {
    let found = fields.word("type", desk)?;
    if !allowed.contains(&found) {
        let words: Vec<&str> = allowed.iter().map(|word| word.as_str()).collect();
        let line = fields.node("type").map_or(fields.line(), |node| node.line);
        desk.refuse(
            line,
            format!(
                "type: {found} is not used here; one of: {}",
                words.join(", ")
            ),
        );
        return None;
    }
    Some(found)
}
