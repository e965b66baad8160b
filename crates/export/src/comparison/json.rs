//! A comparison as one JSON value. Never a field whose name or meaning changes; new ones may come.

use ident::{Confidence, Modality, SourceClass, Topic};
use protocol::{
    Comparison, ComparisonRow, ConflictView, Line, NumberRow, OtherRule, RuleCard, SetRef,
};

use super::beside;
use super::rows::state;
use crate::json::Value;
use crate::{About, link, plain};

pub(super) fn document(view: &Comparison, about: &About) -> String {
    let ids = super::ids(view);
    Value::Object(vec![
        ("atlas", atlas(about)),
        ("link", Value::text(&about.here)),
        (
            "sets",
            Value::list(view.sets.iter().map(|one| set(one, about))),
        ),
        (
            "topics",
            Value::list(view.rows.iter().map(|row| {
                let cells = (0..)
                    .zip(view.sets.iter().zip(&row.cells))
                    .map(|(at, (set, cell))| {
                        Value::Object(vec![
                            ("set", Value::text(&set.id)),
                            ("state", Value::text(state(cell))),
                            (
                                "link",
                                Value::Text(link::to_cell(&about.here, &ids, row.topic, at)),
                            ),
                            (
                                "rules",
                                Value::list(super::rules(cell).iter().map(|one| rule(one, about))),
                            ),
                        ])
                    });
                Value::Object(vec![
                    ("topic", Value::word(row.topic.map(Topic::as_str))),
                    ("covered", Value::Number(row.covered)),
                    ("cells", Value::list(cells)),
                    (
                        "lines",
                        Value::list(row.lines.iter().map(|line| lined_up(line, row))),
                    ),
                    (
                        "numbers",
                        Value::list(row.numbers.iter().map(|row| numbers(row, &view.sets))),
                    ),
                ])
            })),
        ),
        ("filled", Value::Number(view.filled)),
        ("silent", Value::Number(view.silent)),
        ("words", Value::texts(view.words.iter().map(String::as_str))),
        (
            "conflicts",
            Value::list(view.conflicts.iter().map(conflict)),
        ),
    ])
    .document()
}

/// Where the answer comes from.
pub(crate) fn atlas(about: &About) -> Value {
    Value::Object(vec![
        ("title", Value::text(&about.atlas)),
        ("as_of", Value::text(&about.as_of)),
        ("looked_at_for", Value::text(about.day())),
        ("digest", Value::text(&about.digest)),
    ])
}

pub(crate) fn set(set: &SetRef, about: &About) -> Value {
    Value::Object(vec![
        ("id", Value::text(&set.id)),
        ("title", Value::text(&set.title)),
        ("issuer", Value::text(&set.issuer)),
        ("version", Value::text(&set.version)),
        ("date", Value::text(&set.date)),
        ("status", Value::text(set.status.as_str())),
        ("binding", Value::text(set.binding.as_str())),
        ("rules", Value::Number(set.rules)),
        ("suggested", Value::Bool(set.suggested)),
        ("standing", Value::text(set.standing.as_str())),
        ("digest", Value::text(about.digest_of(&set.id))),
    ])
}

pub(crate) fn rule(rule: &RuleCard, about: &About) -> Value {
    let parameters = rule.parameters.iter().map(|parameter| {
        Value::Object(vec![
            ("label", Value::text(&parameter.label)),
            ("text", Value::text(&parameter.text)),
        ])
    });
    Value::Object(vec![
        ("id", Value::text(&rule.id)),
        ("pinpoint", Value::text(&rule.pinpoint)),
        ("title", Value::text(&rule.title)),
        ("text", Value::Text(plain::text(&rule.text))),
        ("paraphrase", Value::Bool(rule.paraphrase)),
        ("modality", Value::word(rule.modality.map(Modality::as_str))),
        ("suggested", Value::Bool(rule.suggested)),
        ("binds", Value::texts(rule.binds.iter().map(String::as_str))),
        ("parameters", Value::list(parameters)),
        (
            "status",
            Value::word(rule.status.map(|status| status.as_str())),
        ),
        ("source_url", Value::text(&rule.source_url)),
        (
            "support",
            Value::word(rule.confidence.map(Confidence::label)),
        ),
        (
            "source_class",
            Value::word(rule.source_class.map(SourceClass::as_str)),
        ),
        ("standing", Value::text(rule.standing.as_str())),
        ("link", Value::Text(link::to_rule(&about.here, &rule.id))),
    ])
}

/// Rules that stand beside each other, and why.
fn lined_up(line: &Line, row: &ComparisonRow) -> Value {
    Value::Object(vec![
        ("ground", Value::text(beside::word(line.ground))),
        ("words", Value::text(&line.words)),
        (
            "shared",
            Value::texts(line.shared.iter().map(String::as_str)),
        ),
        ("likeness", Value::Number(line.likeness)),
        ("notes", Value::texts(line.notes.iter().map(String::as_str))),
        ("joint", Value::Bool(line.joint)),
        ("conflict", Value::Bool(line.conflict)),
        ("rules", Value::texts(beside::rules(row, line))),
    ])
}

/// Numbers for the same thing, and which rule set asks more, if any can be said to.
fn numbers(row: &NumberRow, sets: &[SetRef]) -> Value {
    let cells = sets.iter().zip(&row.cells).flat_map(|(set, cells)| {
        cells.iter().map(|cell| {
            Value::Object(vec![
                ("set", Value::text(&set.id)),
                ("rule", Value::text(&cell.rule.id)),
                ("text", Value::text(&cell.text)),
                ("understood", Value::text(&cell.understood)),
            ])
        })
    });
    let stricter = row.stricter.iter().filter_map(|at| sets.get(*at as usize));
    Value::Object(vec![
        ("label", Value::text(&row.label)),
        ("cells", Value::list(cells)),
        (
            "stricter",
            Value::texts(stricter.map(|set| set.id.as_str())),
        ),
        (
            "reasons",
            Value::texts(row.reasons.iter().map(String::as_str)),
        ),
    ])
}

fn conflict(conflict: &ConflictView) -> Value {
    fn ids(rules: &[OtherRule]) -> Value {
        Value::texts(rules.iter().map(|rule| rule.link.id.as_str()))
    }
    Value::Object(vec![
        ("left", ids(&conflict.left)),
        ("right", ids(&conflict.right)),
        ("inferred", Value::Bool(conflict.inferred)),
        ("term", Value::text(&conflict.term)),
        ("rationale", Value::text(&conflict.rationale)),
        ("note", Value::text(&conflict.note)),
        ("confidence", Value::text(&conflict.confidence)),
        ("collection", Value::text(&conflict.collection)),
    ])
}
