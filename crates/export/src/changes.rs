//! What became of every rule, as a file: one line per entry. Never says which version is better.

use ident::{Modality, SourceClass, Topic};
use protocol::{
    ChangeEntry, ChangeKind, ChangesView, ExportFormat, ExportView, PieceKind, RuleCard,
};

use crate::about::{self, About};
use crate::comparison::rows::yes;
use crate::json::Value;
use crate::sheet::Sheet;
use crate::{comparison, link, markdown, markup, plain};

const HEAD: &[&str] = &[
    "change",
    "moved",
    "ground",
    "suggested",
    "topic",
    "issuer",
    "old_set",
    "old_version",
    "old_date",
    "old_status",
    "old_rule",
    "old_pinpoint",
    "old_title",
    "old_text",
    "old_modality",
    "old_binds",
    "old_parameters",
    "old_source_url",
    "old_link",
    "new_set",
    "new_version",
    "new_date",
    "new_status",
    "new_rule",
    "new_pinpoint",
    "new_title",
    "new_text",
    "new_modality",
    "new_binds",
    "new_parameters",
    "new_source_url",
    "new_link",
    "binding",
    "standing",
    "source_class",
    "paraphrase",
    "as_of",
    "digest",
];

const NOTE: &str = "Rules that stayed as they were are only counted. Where texts are paraphrases, the words compared are \
     ours, not the originals.";

/// The changes in the wanted format. There is no picture of them: `Svg` is answered as `Html`.
pub fn changes(view: &ChangesView, about: &About, format: ExportFormat) -> ExportView {
    let (text, format) = match format {
        ExportFormat::Csv => (table(view, about).csv(), format),
        ExportFormat::Json => (json(view, about), format),
        ExportFormat::Markdown => (markdown_of(view, about), format),
        ExportFormat::Html | ExportFormat::Svg => (html(view, about), ExportFormat::Html),
    };
    let name = ["changes-", &view.old.id, "-", &view.new.id].concat();
    about::file(&name, format, text)
}

/// The heading.
pub fn title(view: &ChangesView) -> String {
    let version = |set: &protocol::SetRef| {
        let date = crate::day::words(&set.date);
        let which = if set.version.is_empty() {
            &date
        } else {
            &set.version
        };
        let name = comparison::name(set);
        if which.is_empty() {
            name
        } else {
            [&name, " (", which, ")"].concat()
        }
    };
    ["From ", &version(&view.old), " to ", &version(&view.new)].concat()
}

/// How many rules met each fate, in words.
pub fn counts(view: &ChangesView) -> String {
    let counts = view.counts;
    let mut words = String::new();
    for (count, word) in [
        (counts.changed, " changed, "),
        (counts.moved, " moved, "),
        (counts.added, " added, "),
        (counts.removed, " removed, "),
        (counts.unchanged, " unchanged"),
    ] {
        words.push_str(&count.to_string());
        words.push_str(word);
    }
    words
}

const fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Moved => "moved",
        ChangeKind::Unchanged => "unchanged",
    }
}

fn table(view: &ChangesView, about: &About) -> Sheet {
    Sheet {
        head: HEAD,
        rows: view
            .entries
            .iter()
            .map(|entry| line(view, entry, about))
            .collect(),
    }
}

fn line(view: &ChangesView, entry: &ChangeEntry, about: &About) -> Vec<String> {
    let newest = entry.new.as_ref().or(entry.old.as_ref());
    let set = if entry.new.is_some() {
        &view.new
    } else {
        &view.old
    };
    let mut fields = vec![
        word(entry.kind).to_owned(),
        yes(entry.moved),
        entry.ground.clone(),
        yes(entry.suggested),
        newest
            .and_then(|rule| rule.topic)
            .map_or("", Topic::as_str)
            .to_owned(),
        set.issuer.clone(),
    ];
    for (set, rule) in [(&view.old, &entry.old), (&view.new, &entry.new)] {
        let of = |field: &dyn Fn(&RuleCard) -> String| rule.as_ref().map(field).unwrap_or_default();
        let status = rule
            .as_ref()
            .and_then(|rule| rule.status)
            .unwrap_or(set.status);
        fields.extend([
            set.id.clone(),
            set.version.clone(),
            set.date.clone(),
            status.as_str().to_owned(),
            of(&|rule| rule.id.clone()),
            of(&|rule| plain::line(&rule.pinpoint)),
            of(&|rule| plain::line(&rule.title)),
            of(&|rule| plain::text(&rule.text)),
            of(&|rule| rule.modality.map_or("", Modality::as_str).to_owned()),
            of(&|rule| rule.binds.join("; ")),
            of(&plain::parameters),
            of(&|rule| rule.source_url.clone()),
            of(&|rule| link::to_rule(&about.here, &rule.id)),
        ]);
    }
    fields.extend([
        set.binding.as_str().to_owned(),
        set.standing.as_str().to_owned(),
        newest
            .and_then(|rule| rule.source_class)
            .map_or("", SourceClass::as_str)
            .to_owned(),
        yes(newest.is_some_and(|rule| rule.paraphrase)),
        about.as_of.clone(),
        about.digest_of(&set.id).to_owned(),
    ]);
    fields
}

fn json(view: &ChangesView, about: &About) -> String {
    let entries = view.entries.iter().map(|entry| {
        let pieces = entry.pieces.iter().map(|piece| {
            let kind = match piece.kind {
                PieceKind::Same => "same",
                PieceKind::Removed => "removed",
                PieceKind::Added => "added",
            };
            Value::Object(vec![
                ("kind", Value::text(kind)),
                ("text", Value::text(&piece.text)),
            ])
        });
        let side = |rule: &Option<RuleCard>| {
            rule.as_ref()
                .map_or(Value::Null, |rule| comparison::json_rule(rule, about))
        };
        Value::Object(vec![
            ("change", Value::text(word(entry.kind))),
            ("moved", Value::Bool(entry.moved)),
            ("ground", Value::text(&entry.ground)),
            ("suggested", Value::Bool(entry.suggested)),
            ("old", side(&entry.old)),
            ("new", side(&entry.new)),
            ("pieces", Value::list(pieces)),
        ])
    });
    let counts = view.counts;
    Value::Object(vec![
        ("atlas", comparison::json_atlas(about)),
        ("link", Value::text(&about.here)),
        ("old", comparison::json_set(&view.old, about)),
        ("new", comparison::json_set(&view.new, about)),
        (
            "counts",
            Value::Object(vec![
                ("added", Value::Number(counts.added)),
                ("removed", Value::Number(counts.removed)),
                ("changed", Value::Number(counts.changed)),
                ("moved", Value::Number(counts.moved)),
                ("unchanged", Value::Number(counts.unchanged)),
            ]),
        ),
        ("entries", Value::list(entries)),
    ])
    .document()
}

/// Word by word in plain marks: ~~removed~~, **added**.
fn markdown_of(view: &ChangesView, about: &About) -> String {
    let mut text = [
        "# ",
        &markdown::escape(&title(view)),
        "\n\n",
        &counts(view),
        ".\n",
    ]
    .concat();
    for entry in &view.entries {
        let newest = entry.new.as_ref().or(entry.old.as_ref());
        let name = newest.map_or("", |rule| &rule.title);
        text.push_str(
            &[
                "\n## ",
                word(entry.kind),
                ": ",
                &markdown::escape(name),
                "\n\n",
            ]
            .concat(),
        );
        if !entry.ground.is_empty() {
            let suggested = if entry.suggested {
                "Pairing suggested: "
            } else {
                ""
            };
            text.push_str(&[suggested, &markdown::escape(&entry.ground), ".\n\n"].concat());
        }
        for (side, rule) in [("Old", &entry.old), ("New", &entry.new)] {
            if let Some(rule) = rule {
                let item = comparison::markdown_item(rule, about);
                text.push_str(&["- ", side, ": ", &item, "\n"].concat());
            }
        }
        if !entry.pieces.is_empty() {
            text.push('\n');
            for piece in &entry.pieces {
                let words = markdown::escape(&piece.text);
                let mark = match piece.kind {
                    PieceKind::Same => "",
                    PieceKind::Removed => "~~",
                    PieceKind::Added => "**",
                };
                if !words.is_empty() {
                    text.push_str(&[mark, &words, mark, " "].concat());
                }
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
    }
    text.push_str(&markdown::provenance(about, NOTE));
    text
}

fn html(view: &ChangesView, about: &About) -> String {
    let mut out = markup::page_start(&title(view));
    markup::element(&mut out, "p", "", &[&counts(view), "."].concat());
    out.push_str(
        "\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Change</th><th scope=\"col\">Older</th>\
         <th scope=\"col\">Newer</th><th scope=\"col\">Words</th></tr></thead>\n<tbody>\n",
    );
    for entry in &view.entries {
        out.push_str("<tr>");
        markup::open(&mut out, "th", "scope=\"row\"");
        markup::element(&mut out, "span", "class=\"t\"", word(entry.kind));
        if entry.moved && entry.kind != ChangeKind::Moved {
            markup::element(&mut out, "span", "class=\"t\"", "moved");
        }
        markup::element(&mut out, "span", "class=\"p\"", &entry.ground);
        markup::close(&mut out, "th");
        for rule in [&entry.old, &entry.new] {
            markup::open(&mut out, "td", "");
            if let Some(rule) = rule {
                comparison::html_rule(&mut out, rule, about);
            }
            markup::close(&mut out, "td");
        }
        markup::open(&mut out, "td", "dir=\"auto\"");
        for piece in &entry.pieces {
            match piece.kind {
                PieceKind::Same => markup::push(&mut out, &piece.text),
                PieceKind::Removed => markup::element(&mut out, "del", "", &piece.text),
                PieceKind::Added => markup::element(&mut out, "ins", "", &piece.text),
            }
        }
        markup::close(&mut out, "td");
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    markup::provenance(&mut out, about, NOTE);
    out.push_str(markup::PAGE_END);
    out
}
