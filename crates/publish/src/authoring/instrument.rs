//! A public instrument: its file is one rule set. Never a community.

use super::rule::{Surroundings, rule};
use super::{Draft, Located, SetDraft, relation};
use crate::fields::{Fields, Text, check_url};
use crate::refusal::Desk;
use crate::yaml::Node;
use ident::{SourceClass, Status};
use intake::facts::{Instrument, Rule, RuleSet};

const REQUIRED: [&str; 17] = [
    "id",
    "official_name",
    "short_name",
    "issuer",
    "kind",
    "jurisdictions",
    "date_adopted",
    "date_in_force",
    "status",
    "status_note",
    "languages",
    "source_urls",
    "unchecked_urls",
    "relations",
    "verification",
    "as_of",
    "rules",
];
const OPTIONAL: [&str; 3] = ["date_applies", "members", "members_note"];

/// Reads an instrument file.
pub fn instrument(node: &Node, desk: &mut Desk<'_>) -> Option<Draft> {
    let fields = Fields::open(node, "the instrument", &REQUIRED, &OPTIONAL, desk)?;
    let id = fields.slug("id", desk);
    let title = fields.string("short_name", desk);
    let official = fields.string("official_name", desk);
    let issuer = fields.string("issuer", desk);
    let kind = fields.word("kind", desk);
    let jurisdictions = fields.strings("jurisdictions", 1, desk);
    let adopted = fields.date("date_adopted", desk);
    let in_force = fields.date_or_null("date_in_force", desk);
    let applies = fields.date("date_applies", desk);
    let status = fields.word("status", desk);
    let status_note = fields.string("status_note", desk);
    let languages = fields.strings("languages", 1, desk);
    let addresses = addresses(&fields, desk);
    let members = fields.strings("members", 0, desk);
    let members_note = fields.string("members_note", desk);
    let source_read = fields.string("verification", desk);
    let as_of = fields.date("as_of", desk);
    let own = id.map(|id| id.text).unwrap_or_default();
    let relations = relation::own(own, fields.list("relations", desk), as_of, desk);
    if let (Some(adopted), Some(status), Some(as_of)) = (adopted, status, as_of) {
        check_times(
            &fields,
            &Times {
                adopted,
                in_force,
                applies,
                as_of,
            },
            status,
            desk,
        );
    }
    let url = addresses.first().cloned().unwrap_or_default();
    let around = Surroundings {
        url: &url,
        status,
        instrument: Some(own),
    };
    let (rules, rule_ids) = rules(&fields, around, desk);

    let id = Located::from(id?);
    let set = RuleSet {
        id: id.text.clone(),
        title: title?,
        official_title: official,
        community: None,
        issuer: issuer?,
        instrument: Some(Instrument {
            kind: kind?,
            jurisdictions,
            date_adopted: adopted?.text.to_owned(),
            date_in_force: in_force.map(|day| day.text.to_owned()),
            date_applies: applies.map(|day| day.text.to_owned()),
            languages,
            members,
            members_note,
            as_of: as_of?.text.to_owned(),
        }),
        version: adopted?.text.to_owned(),
        date: adopted?.text.to_owned(),
        date_note: None,
        status: status?,
        status_note,
        scope: None,
        url,
        more_urls: addresses.into_iter().skip(1).collect(),
        source_class: class_of(&rules),
        source_read: source_read?,
        rules,
    };
    Some(Draft {
        as_of: Some(as_of?.text.to_owned()),
        sets: vec![SetDraft {
            set,
            line: id.line,
            rule_ids,
        }],
        relations,
        ..Draft::default()
    })
}

/// Reads the rules of a set, which may not be empty.
pub fn rules(
    fields: &Fields<'_>,
    around: Surroundings<'_>,
    desk: &mut Desk<'_>,
) -> (Vec<Rule>, Vec<Located>) {
    let Some(node) = fields.node("rules") else {
        return (Vec::new(), Vec::new());
    };
    let nodes = fields.list("rules", desk);
    if nodes.is_empty() {
        desk.refuse(node.line, "rules: no rules");
    }
    nodes
        .iter()
        .filter_map(|node| rule(node, around, desk))
        .unzip()
}

/// Addresses in their order, looked-up ones first, each once.
fn addresses(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let looked_up = fields.texts("source_urls", 1, desk);
    for address in looked_up
        .into_iter()
        .chain(fields.texts("unchecked_urls", 0, desk))
    {
        if check_url("address", address, desk) && !found.iter().any(|known| known == address.text) {
            found.push(address.text.to_owned());
        }
    }
    found
}

struct Times<'n> {
    adopted: Text<'n>,
    in_force: Option<Text<'n>>,
    applies: Option<Text<'n>>,
    as_of: Text<'n>,
}

/// Dates and status have to tell the same story.
fn check_times(fields: &Fields<'_>, times: &Times<'_>, status: Status, desk: &mut Desk<'_>) {
    let Times {
        adopted,
        in_force,
        applies,
        as_of,
    } = times;
    if adopted.text > as_of.text {
        desk.refuse(
            adopted.line,
            format!("date_adopted: lies after as_of ({})", as_of.text),
        );
    }
    let waits = matches!(status, Status::EnactedNotInForce | Status::PartlyInForce);
    for (key, day) in [("date_in_force", in_force), ("date_applies", applies)] {
        if let Some(day) = day
            && day.text > as_of.text
            && !waits
        {
            desk.refuse(
                day.line,
                format!("{key}: lies after as_of although the status is {status}"),
            );
        }
    }
    let line = fields
        .node("status")
        .map_or(fields.line(), |node| node.line);
    match (status, in_force) {
        (Status::InForce | Status::PartlyInForce, None) if applies.is_none() => {
            desk.refuse(
                line,
                format!("status: {status} without date_in_force or date_applies"),
            );
        }
        (Status::Lapsed | Status::Proposed | Status::Draft, Some(_)) => {
            desk.refuse(line, format!("status: {status} with a date_in_force"));
        }
        (Status::EnactedNotInForce, Some(start)) if start.text <= as_of.text => {
            desk.refuse(
                start.line,
                "date_in_force: has passed, yet the status is enacted-not-in-force",
            );
        }
        _ => {}
    }
}

/// The class that most rules with a looked-up source have; on a tie the weaker one; `memory` if none was looked up.
fn class_of(rules: &[Rule]) -> SourceClass {
    let count = |class: SourceClass| {
        rules
            .iter()
            .filter(|rule| rule.source_class == class)
            .count()
    };
    [
        SourceClass::Secondary,
        SourceClass::Quoted,
        SourceClass::Primary,
    ]
    .into_iter()
    .rev()
    .max_by_key(|class| count(*class))
    .filter(|class| count(*class) > 0)
    .unwrap_or(SourceClass::Memory)
}
