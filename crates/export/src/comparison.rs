//! A comparison as a file: one line per rule, one JSON value, headings and lists, a table, a picture. Never scores.

pub(crate) mod beside;
mod html;
mod json;
mod markdown;
pub(crate) mod rows;

use ident::Topic;
use protocol::{Cell, Comparison, ExportFormat, ExportView, RuleCard, SetRef};

use crate::about::{self, About};
use crate::matrix;

pub(crate) use html::rule as html_rule;
pub(crate) use json::{atlas as json_atlas, rule as json_rule, set as json_set};
pub(crate) use markdown::item as markdown_item;

/// The comparison in the wanted format.
pub fn comparison(view: &Comparison, about: &About, format: ExportFormat) -> ExportView {
    let text = match format {
        ExportFormat::Csv => rows::table(view, about).csv(),
        ExportFormat::Json => json::document(view, about),
        ExportFormat::Markdown => markdown::document(view, about),
        ExportFormat::Html => html::document(view, about),
        ExportFormat::Svg => matrix::picture(view, about),
    };
    about::file(&["compare-", &ids(view).join("-")].concat(), format, text)
}

fn ids(view: &Comparison) -> Vec<String> {
    view.sets.iter().map(|set| set.id.clone()).collect()
}

/// The words on which a reader can rely when the file is opened far from the page.
pub(crate) const NOTE: &str = "Silent means examined and no rule found, not that the issuer has no view. Texts of the \
     atlas’s own facts are paraphrases; the linked originals decide.";

/// The heading: which rule sets are compared.
pub(crate) fn title(view: &Comparison) -> String {
    let names: Vec<String> = view.sets.iter().map(name).collect();
    let topic = match view.rows.as_slice() {
        [row] => row.topic.map(Topic::label),
        _ => None,
    };
    let names = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => [&first.join(", "), " and ", last].concat(),
        None => String::new(),
    };
    match topic {
        Some(topic) => [topic, ": ", &names].concat(),
        None => names,
    }
}

/// Communities call their rules much the same, so their own name comes first unless the title says it.
pub(crate) fn name(set: &SetRef) -> String {
    let first = set.issuer.split_whitespace().next().unwrap_or_default();
    if set.community.is_none() || first.is_empty() || set.title.contains(first) {
        set.title.clone()
    } else {
        [&set.issuer, ": ", &set.title].concat()
    }
}

/// The word for a cell without rules.
pub(crate) fn empty(cell: &Cell) -> &'static str {
    match cell {
        Cell::Rules(_) => Cell::FilteredOut.word(),
        cell => cell.word(),
    }
}

pub(crate) fn rules(cell: &Cell) -> &[RuleCard] {
    cell.rules()
}

pub(crate) fn topic(topic: Option<Topic>) -> &'static str {
    topic.map_or("Without a topic", Topic::label)
}

/// Whether it is in force, and since when or in which version, in words.
pub(crate) fn life(set: &SetRef) -> String {
    let mut words = set.status.label().to_owned();
    // Many issuers call a version by its day.
    if !set.version.is_empty() && set.version != set.date {
        words.push_str(", version ");
        words.push_str(&set.version);
    }
    if !set.date.is_empty() {
        words.push_str(", ");
        words.push_str(&crate::day::words(&set.date));
    }
    words
}
