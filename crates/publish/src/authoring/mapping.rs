//! Files of `mappings/`: statements that rules correspond. Never checks that the rules exist: that is `correspond`'s.

use super::{Draft, Located};
use crate::fields::Fields;
use crate::refusal::Desk;
use crate::yaml::Node;
use ident::{Relationship, Sureness};
use intake::facts::{MappingCollection, RuleMap};

const FILE: [&str; 7] = [
    "id",
    "title",
    "method",
    "status",
    "matching_rationale",
    "description",
    "maps",
];

/// How the statements of such files come about; nothing else is described by the format.
const FIXED: [(&str, &str); 3] = [
    ("method", "automation"),
    ("status", "draft"),
    ("matching_rationale", "semantic"),
];

const MAP: [&str; 6] = [
    "sources",
    "targets",
    "relationship",
    "conflict",
    "rationale",
    "confidence",
];

/// A collection and the lines of its statements and of the rules they name.
#[derive(Debug)]
pub struct MappingDraft {
    /// The collection; its rules are still named as the file names them.
    pub collection: MappingCollection,
    /// One entry for each statement.
    pub places: Vec<MapPlaces>,
}

/// Where a statement and its rules stand.
#[derive(Debug)]
pub struct MapPlaces {
    /// Line of the statement.
    pub line: usize,
    /// Rules on the left.
    pub sources: Vec<Located>,
    /// Rules on the right.
    pub targets: Vec<Located>,
}

/// Reads a file of `mappings/`.
pub fn mapping_file(node: &Node, desk: &mut Desk<'_>) -> Option<Draft> {
    let fields = Fields::open(node, "the file of mappings", &FILE, &[], desk)?;
    let id = fields.slug("id", desk);
    let title = fields.string("title", desk);
    let description = fields.string("description", desk);
    for (key, only) in FIXED {
        if let Some(found) = fields.text(key, desk)
            && found.text != only
        {
            desk.refuse(
                found.line,
                format!("{key}: {:?} is not used here; only {only:?} is", found.text),
            );
        }
    }
    let (mut maps, mut places) = (Vec::new(), Vec::new());
    for node in fields.list("maps", desk) {
        if let Some((map, place)) = map(node, desk) {
            maps.push(map);
            places.push(place);
        }
    }
    let collection = MappingCollection {
        id: id?.text.to_owned(),
        title: title?,
        description: description?,
        maps,
    };
    Some(Draft {
        mapping: Some(MappingDraft { collection, places }),
        ..Draft::default()
    })
}

fn map(node: &Node, desk: &mut Desk<'_>) -> Option<(RuleMap, MapPlaces)> {
    let fields = Fields::open(node, "the map", &MAP, &["note"], desk)?;
    let rules = |key: &str, desk: &mut Desk<'_>| -> Vec<Located> {
        fields
            .texts(key, 1, desk)
            .into_iter()
            .map(Located::from)
            .collect()
    };
    let (sources, targets) = (rules("sources", desk), rules("targets", desk));
    for rule in &targets {
        if sources.iter().any(|source| source.text == rule.text) {
            desk.refuse(
                rule.line,
                format!("targets: {:?} stands among the sources too", rule.text),
            );
        }
    }
    let relationship: Option<Relationship> = fields.word("relationship", desk);
    let conflict = fields.truth("conflict", desk);
    let rationale = fields.text("rationale", desk);
    if let Some(rationale) = rationale
        && !rationale.text.ends_with('.')
    {
        desk.refuse(rationale.line, "rationale: does not end with a full stop");
    }
    let confidence: Option<Sureness> = fields.word("confidence", desk);
    let note = fields
        .node("note")
        .and_then(|_| fields.string("note", desk));
    if conflict == Some(true) {
        if relationship.is_some_and(|found| found != Relationship::NoRelationship) {
            desk.refuse(
                fields.line(),
                "conflict: opposites have the relationship no-relationship",
            );
        }
        if fields.node("note").is_none() {
            desk.refuse(
                fields.line(),
                "conflict: a note has to say who is concerned",
            );
        }
    }
    let own = |located: &[Located]| located.iter().map(|rule| rule.text.clone()).collect();
    let map = RuleMap {
        sources: own(&sources),
        targets: own(&targets),
        relationship: relationship?,
        conflict: conflict?,
        rationale: rationale?.text.to_owned(),
        confidence: confidence?,
        note,
    };
    let places = MapPlaces {
        line: fields.line(),
        sources,
        targets,
    };
    Some((map, places))
}
