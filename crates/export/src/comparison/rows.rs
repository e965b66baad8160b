//! Rules as lines: everything that is needed to check one away from the page. Never a silence left out.

use ident::{Confidence, Modality, SourceClass, Topic};
use protocol::{Cell, Comparison, RuleCard, SetRef};

use crate::sheet::Sheet;
use crate::{About, link, plain};

/// The columns, in this order; further ones are only ever added at the end.
pub(crate) const HEAD: &[&str] = &[
    "topic",
    "set",
    "state",
    "rule",
    "pinpoint",
    "title",
    "text",
    "modality",
    "suggested",
    "binds",
    "parameters",
    "source_url",
    "support",
    "set_title",
    "issuer",
    "binding",
    "status",
    "version",
    "date",
    "standing",
    "source_class",
    "paraphrase",
    "link",
    "as_of",
    "digest",
];

/// One line per rule; a cell without rules has a line of its own, so that silence is not lost.
pub(crate) fn table(view: &Comparison, about: &About) -> Sheet {
    let mut rows = Vec::new();
    for row in &view.rows {
        let topic = row.topic.map_or("", Topic::as_str);
        for (set, cell) in view.sets.iter().zip(&row.cells) {
            match super::rules(cell) {
                [] => rows.push(line(topic, state(cell), set, None, about)),
                rules => rows.extend(
                    rules
                        .iter()
                        .map(|rule| line(topic, state(cell), set, Some(rule), about)),
                ),
            }
        }
    }
    Sheet { head: HEAD, rows }
}

/// One line; without a rule it says what is known about the rule set's silence.
pub(crate) fn line(
    topic: &str,
    state: &str,
    set: &SetRef,
    rule: Option<&RuleCard>,
    about: &About,
) -> Vec<String> {
    let of = |field: fn(&RuleCard) -> String| rule.map(field).unwrap_or_default();
    vec![
        topic.to_owned(),
        set.id.clone(),
        state.to_owned(),
        of(|rule| rule.id.clone()),
        of(|rule| plain::line(&rule.pinpoint)),
        of(|rule| plain::line(&rule.title)),
        of(|rule| plain::text(&rule.text)),
        of(|rule| rule.modality.map_or("", Modality::as_str).to_owned()),
        of(|rule| yes(rule.suggested)),
        of(|rule| rule.binds.join("; ")),
        of(plain::parameters),
        of(|rule| rule.source_url.clone()),
        of(|rule| rule.confidence.map_or("", Confidence::label).to_owned()),
        set.title.clone(),
        set.issuer.clone(),
        set.binding.as_str().to_owned(),
        rule.and_then(|rule| rule.status)
            .unwrap_or(set.status)
            .as_str()
            .to_owned(),
        set.version.clone(),
        set.date.clone(),
        rule.map_or(set.standing, |rule| rule.standing)
            .as_str()
            .to_owned(),
        of(|rule| rule.source_class.map_or("", SourceClass::as_str).to_owned()),
        of(|rule| yes(rule.paraphrase)),
        of(|rule| link::rule(&rule.id)),
        about.day().to_owned(),
        about.digest_of(&set.id).to_owned(),
    ]
}

pub(crate) fn yes(holds: bool) -> String {
    if holds { "yes" } else { "no" }.to_owned()
}

/// The word for a cell.
pub(crate) fn state(cell: &Cell) -> &'static str {
    match cell {
        Cell::Rules(_) => "rules",
        Cell::Silent => "silent",
        Cell::FilteredOut => "filtered-out",
        Cell::NotExamined => "not-examined",
        Cell::NotYet => "not-issued-by-then",
    }
}
