//! Rules as lines: everything that is needed to check one away from the page. Never a silence left out.

use ident::{Confidence, Modality, SourceClass, Topic};
use protocol::{Cell, Comparison, RuleCard, SetRef};

use super::beside;
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
    beside::HEAD[0],
    beside::HEAD[1],
    beside::HEAD[2],
    beside::HEAD[3],
    beside::HEAD[4],
    beside::HEAD[5],
    beside::HEAD[6],
    beside::HEAD[7],
];

/// One line per rule; a cell without rules has a line of its own, so that silence is not lost.
pub(crate) fn table(view: &Comparison, about: &About) -> Sheet {
    let mut rows = Vec::new();
    let ids = super::ids(view);
    for row in &view.rows {
        for (at, (set, cell)) in view.sets.iter().zip(&row.cells).enumerate() {
            let place = |link, beside| Place {
                topic: row.topic,
                state: state(cell),
                link,
                beside,
            };
            let rules = super::rules(cell);
            if rules.is_empty() {
                let link = link::to_cell(&about.here, &ids, row.topic, at);
                let nothing = beside::Fields::default();
                rows.push(line(set, None, place(link, nothing), about));
            }
            for (number, rule) in (0..).zip(rules) {
                let link = link::to_rule(&about.here, &rule.id);
                let beside = beside::fields(row, at, number, rule);
                rows.push(line(set, Some(rule), place(link, beside), about));
            }
        }
    }
    Sheet { head: HEAD, rows }
}

/// Where a line stands.
pub(crate) struct Place {
    pub(crate) topic: Option<Topic>,
    pub(crate) state: &'static str,
    /// Where the page shows it.
    pub(crate) link: String,
    pub(crate) beside: beside::Fields,
}

/// One line; without a rule it says what is known about the rule set's silence.
pub(crate) fn line(
    set: &SetRef,
    rule: Option<&RuleCard>,
    place: Place,
    about: &About,
) -> Vec<String> {
    let of = |field: fn(&RuleCard) -> String| rule.map(field).unwrap_or_default();
    let mut fields = vec![
        place.topic.map_or("", Topic::as_str).to_owned(),
        set.id.clone(),
        place.state.to_owned(),
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
        place.link,
        about.day().to_owned(),
        about.digest_of(&set.id).to_owned(),
    ];
    fields.extend(place.beside);
    fields
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
