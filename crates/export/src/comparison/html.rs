//! A comparison as one page: a table of topics against rule sets, with every rule in its cell. Never a script.

use protocol::{Cell, Comparison, ComparisonRow, RuleCard, SetRef};

use super::beside;
use crate::markup::{self, anchor, close, element, open, push};
use crate::{About, link, plain};

pub(super) fn document(view: &Comparison, about: &About) -> String {
    let mut out = markup::page_start(&super::title(view));
    for sentence in &view.words {
        element(&mut out, "p", "", sentence);
        out.push('\n');
    }
    let conflicts = beside::conflicts(view);
    if !conflicts.is_empty() {
        element(&mut out, "h2", "", "One asks for it, another rules it out");
        items(&mut out, &conflicts);
    }
    out.push_str("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Topic</th>");
    for set in &view.sets {
        open(&mut out, "th", "scope=\"col\"");
        head(&mut out, set);
        close(&mut out, "th");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &view.rows {
        out.push_str("<tr>");
        element(&mut out, "th", "scope=\"row\"", super::topic(row.topic));
        for cell in &row.cells {
            open(&mut out, "td", "");
            content(&mut out, cell, about);
            close(&mut out, "td");
        }
        out.push_str("</tr>\n");
        further(&mut out, row, view);
    }
    out.push_str("</tbody>\n</table></div>\n");
    markup::provenance(&mut out, about, super::NOTE);
    out.push_str(markup::PAGE_END);
    out
}

/// Why rules of the topic stand beside each other, and its numbers, as rows of their own.
fn further(out: &mut String, row: &ComparisonRow, view: &Comparison) {
    let why = beside::sentences(row);
    if !why.is_empty() {
        out.push_str("<tr>");
        element(out, "th", "scope=\"row\"", "Which correspond, and why");
        let all = ["colspan=\"", &view.sets.len().to_string(), "\" class=\"n\""].concat();
        open(out, "td", &all);
        items(out, &why);
        out.push_str("</td></tr>\n");
    }
    for numbers in &row.numbers {
        out.push_str("<tr>");
        open(out, "th", "scope=\"row\"");
        element(out, "span", "", &["Numbers: ", &numbers.label].concat());
        for reason in &numbers.reasons {
            element(out, "span", "class=\"p\"", reason);
        }
        close(out, "th");
        for at in 0..view.sets.len() {
            element(out, "td", "dir=\"auto\"", &beside::number(numbers, at));
        }
        out.push_str("</tr>\n");
    }
}

fn items(out: &mut String, lines: &[String]) {
    open(out, "ul", "");
    for line in lines {
        element(out, "li", "dir=\"auto\"", line);
    }
    close(out, "ul");
    out.push('\n');
}

fn head(out: &mut String, set: &SetRef) {
    element(out, "b", "dir=\"auto\"", &set.title);
    for words in [
        set.issuer.as_str(),
        set.binding.label(),
        &super::life(set),
        set.standing.label(),
    ] {
        element(out, "span", "class=\"p\"", words);
    }
}

fn content(out: &mut String, cell: &Cell, about: &About) {
    match super::rules(cell) {
        [] => element(out, "span", "class=\"s\"", super::empty(cell)),
        rules => {
            open(out, "ul", "");
            for one in rules {
                open(out, "li", "");
                rule(out, one, about);
                close(out, "li");
            }
            close(out, "ul");
        }
    }
}

/// A rule with all that stands behind it.
pub(crate) fn rule(out: &mut String, rule: &RuleCard, about: &About) {
    open(out, "span", "class=\"t\" dir=\"auto\"");
    let page = link::absolute(&about.here, &link::rule(&rule.id));
    anchor(out, &page, &rule.title);
    close(out, "span");
    let mut force = rule
        .modality
        .map_or("force not stated", |word| word.label())
        .to_owned();
    if rule.suggested {
        force.push_str(" (suggested)");
    }
    if !rule.binds.is_empty() {
        force.push_str(", binds ");
        force.push_str(&rule.binds.join(", "));
    }
    element(out, "span", "class=\"p\"", &force);
    element(
        out,
        "span",
        "class=\"x\" dir=\"auto\"",
        &plain::text(&rule.text),
    );
    let parameters = plain::parameters(rule);
    if !parameters.is_empty() {
        element(out, "span", "class=\"p\" dir=\"auto\"", &parameters);
    }
    open(out, "span", "class=\"p\"");
    if let Some(status) = rule.status {
        push(out, status.label());
        push(out, "; ");
    }
    push(
        out,
        if rule.paraphrase {
            "paraphrase of "
        } else {
            "wording of "
        },
    );
    let place = if rule.pinpoint.is_empty() {
        "the source"
    } else {
        &rule.pinpoint
    };
    anchor(out, &rule.source_url, place);
    close(out, "span");
}
