//! The network's table as a file: one line per body or instrument. Never a row less than the page shows.

use protocol::{ExportFormat, ExportView, HitKind, Link, NetworkRow, NetworkView};

use crate::about::{self, About};
use crate::json::Value;
use crate::sheet::Sheet;
use crate::{comparison, link};

const HEAD: &[&str] = &[
    "id",
    "name",
    "kind",
    "layer",
    "takes_from",
    "recognises",
    "relations",
    "rules",
    "standing",
    "link",
    "as_of",
    "digest",
];

const NOTE: &str =
    "Relations are counted among the rows shown; each stands on the page with its source.";

/// The table in the wanted format. There is no picture of it here: `Svg` is answered as `Html`.
pub fn network(view: &NetworkView, about: &About, format: ExportFormat) -> ExportView {
    const TITLE: &str = "The network as a table";
    let (text, format) = match format {
        ExportFormat::Csv => (table(view, about).csv(), format),
        ExportFormat::Json => (json(view, about), format),
        ExportFormat::Markdown => (table(view, about).markdown(TITLE, about, NOTE), format),
        ExportFormat::Html | ExportFormat::Svg => (
            table(view, about).html(TITLE, about, NOTE),
            ExportFormat::Html,
        ),
    };
    about::file("network", format, text)
}

fn table(view: &NetworkView, about: &About) -> Sheet {
    let rows = view.table.iter().map(|row| {
        vec![
            row.link.id.clone(),
            row.link.name.clone(),
            row.kind.clone(),
            row.layer.as_str().to_owned(),
            names(&row.takes_from).join("; "),
            names(&row.recognises).join("; "),
            row.relations.to_string(),
            row.rules.to_string(),
            row.standing.as_str().to_owned(),
            place(row, about),
            about.as_of.clone(),
            about.digest.clone(),
        ]
    });
    Sheet {
        head: HEAD,
        rows: rows.collect(),
    }
}

fn json(view: &NetworkView, about: &About) -> String {
    let rows = view.table.iter().map(|row| {
        Value::Object(vec![
            ("id", Value::text(&row.link.id)),
            ("name", Value::text(&row.link.name)),
            ("kind", Value::text(&row.kind)),
            ("layer", Value::text(row.layer.as_str())),
            ("takes_from", Value::texts(names(&row.takes_from))),
            ("recognises", Value::texts(names(&row.recognises))),
            ("relations", Value::Number(row.relations)),
            ("rules", Value::Number(row.rules)),
            ("standing", Value::text(row.standing.as_str())),
            ("link", Value::Text(place(row, about))),
        ])
    });
    Value::Object(vec![
        ("atlas", comparison::json_atlas(about)),
        ("link", Value::text(&about.here)),
        ("rows", Value::list(rows)),
    ])
    .document()
}

fn names(links: &[Link]) -> Vec<&str> {
    links.iter().map(|link| link.name.as_str()).collect()
}

fn place(row: &NetworkRow, about: &About) -> String {
    let page = match row.link.kind {
        HitKind::Community => "#/community",
        HitKind::RuleSet => "#/ruleset",
        HitKind::Topic => "#/topic",
        HitKind::Rule => return link::to_rule(&about.here, &row.link.id),
    };
    link::absolute(&about.here, &link::segment(page, &row.link.id))
}
