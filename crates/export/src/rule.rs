//! One rule as a file, with what its page says around it. Never a rule without its source.

use ident::Topic;
use protocol::{CorrespondenceView, ExportFormat, ExportView, RuleView};

use crate::about::{self, About};
use crate::comparison::{beside, rows};
use crate::json::Value;
use crate::sheet::Sheet;
use crate::{comparison, link, markdown, markup};

const NOTE: &str = "Texts of the atlas’s own facts are paraphrases; the linked originals decide.";

/// The rule in the wanted format. There is no picture of it: `Svg` is answered as `Html`.
pub fn rule(view: &RuleView, about: &About, format: ExportFormat) -> ExportView {
    let (text, format) = match format {
        ExportFormat::Csv => (table(view, about).csv(), format),
        ExportFormat::Json => (json(view, about), format),
        ExportFormat::Markdown => (markdown_of(view, about), format),
        ExportFormat::Html | ExportFormat::Svg => (html(view, about), ExportFormat::Html),
    };
    about::file(&view.card.id, format, text)
}

fn table(view: &RuleView, about: &About) -> Sheet {
    let place = rows::Place {
        topic: view.card.topic,
        state: "rules",
        link: link::to_rule(&about.here, &view.card.id),
        beside: beside::of_rule(&view.corresponds),
    };
    Sheet {
        head: rows::HEAD,
        rows: vec![rows::line(&view.set, Some(&view.card), place, about)],
    }
}

fn json(view: &RuleView, about: &About) -> String {
    Value::Object(vec![
        ("atlas", comparison::json_atlas(about)),
        ("set", comparison::json_set(&view.set, about)),
        ("topic", Value::word(view.card.topic.map(Topic::as_str))),
        ("rule", comparison::json_rule(&view.card, about)),
        (
            "evidence",
            Value::texts(view.evidence.iter().map(String::as_str)),
        ),
        ("note", Value::text(&view.note)),
        ("path", Value::texts(view.path.iter().map(String::as_str))),
        (
            "corresponds",
            Value::list(view.corresponds.iter().map(correspondence)),
        ),
    ])
    .document()
}

fn correspondence(view: &CorrespondenceView) -> Value {
    Value::Object(vec![
        ("words", Value::text(&view.words)),
        (
            "relationship",
            Value::word(view.relationship.map(|word| word.as_str())),
        ),
        ("conflict", Value::Bool(view.conflict)),
        (
            "inferred_via",
            Value::word(view.via.as_ref().map(|rule| rule.id.as_str())),
        ),
        (
            "rules",
            Value::texts(view.rules.iter().map(|rule| rule.link.id.as_str())),
        ),
        (
            "together_with",
            Value::texts(view.together_with.iter().map(|rule| rule.id.as_str())),
        ),
        ("rationale", Value::text(&view.rationale)),
        ("confidence", Value::text(&view.confidence)),
        ("collection", Value::text(&view.collection)),
        ("provenance", Value::text(&view.provenance)),
    ])
}

fn title(view: &RuleView) -> String {
    [&comparison::name(&view.set), ": ", &view.card.title].concat()
}

/// What is known besides, as labelled lines.
fn facts(view: &RuleView) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("How it binds", view.set.binding.label().to_owned()),
        ("Status", comparison::life(&view.set)),
        ("Standing", view.card.standing.label().to_owned()),
    ];
    if let Some(topic) = view.card.topic {
        facts.push(("Topic", topic.label().to_owned()));
    }
    if !view.path.is_empty() {
        facts.push(("Under", view.path.join(" › ")));
    }
    if !view.evidence.is_empty() {
        facts.push(("Evidence wanted", view.evidence.join("; ")));
    }
    if !view.note.is_empty() {
        facts.push(("Note", view.note.clone()));
    }
    let corresponds = beside::sentences_of_rule(&view.corresponds);
    facts.extend(corresponds.into_iter().map(|words| ("Corresponds", words)));
    facts
}

fn markdown_of(view: &RuleView, about: &About) -> String {
    let item = comparison::markdown_item(&view.card, about);
    let mut text = ["# ", &markdown::escape(&title(view)), "\n\n", &item, "\n\n"].concat();
    for (label, words) in facts(view) {
        text.push_str(&["- ", label, ": ", &markdown::escape(&words), "\n"].concat());
    }
    text.push_str(&markdown::provenance(about, NOTE));
    text
}

fn html(view: &RuleView, about: &About) -> String {
    let mut out = markup::page_start(&title(view));
    out.push_str("<div class=\"wide\"><table>\n<tbody>\n<tr><th scope=\"row\">Rule</th><td>");
    comparison::html_rule(&mut out, &view.card, about);
    out.push_str("</td></tr>\n");
    for (label, words) in facts(view) {
        out.push_str("<tr>");
        markup::element(&mut out, "th", "scope=\"row\"", label);
        markup::element(&mut out, "td", "dir=\"auto\"", &words);
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    markup::provenance(&mut out, about, NOTE);
    out.push_str(markup::PAGE_END);
    out
}
