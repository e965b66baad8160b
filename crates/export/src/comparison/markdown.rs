//! A comparison as Markdown: headings per topic, lists per rule set. Never shortens a rule.

use ident::Modality;
use protocol::{Comparison, RuleCard, SetRef};

use super::beside;
use crate::markdown::{anchor, escape, provenance, row};
use crate::{About, link, plain};

pub(super) fn document(view: &Comparison, about: &About) -> String {
    let mut text = ["# ", &escape(&super::title(view)), "\n\n"].concat();
    text.push_str(&row(&[
        "Rule set",
        "Issuer",
        "How it binds",
        "Status",
        "Standing",
        "Rules",
    ]));
    text.push_str(&row(&["---", "---", "---", "---", "---", "---:"]));
    for set in &view.sets {
        text.push_str(&row(&head(set)));
    }
    for sentence in &view.words {
        text.push_str(&["\n", &escape(sentence), "\n"].concat());
    }
    let conflicts = beside::conflicts(view);
    if !conflicts.is_empty() {
        text.push_str("\n**One asks for it, another rules it out**\n\n");
        items(&mut text, &conflicts);
    }
    for row in &view.rows {
        text.push_str(&["\n## ", super::topic(row.topic), "\n"].concat());
        for (set, cell) in view.sets.iter().zip(&row.cells) {
            text.push_str(&["\n**", &escape(&super::name(set)), "**"].concat());
            match super::rules(cell) {
                [] => text.push_str(&[": *", super::empty(cell), "*\n"].concat()),
                rules => {
                    text.push_str("\n\n");
                    for rule in rules {
                        text.push_str(&["- ", &item(rule, about), "\n"].concat());
                    }
                }
            }
        }
        let why = beside::sentences(row);
        if !why.is_empty() {
            text.push_str("\n**Which correspond, and why**\n\n");
            items(&mut text, &why);
        }
        for numbers in &row.numbers {
            let label = escape(&numbers.label);
            text.push_str(&["\n**Numbers: ", &label, "**\n\n"].concat());
            let of = |(at, set)| [&super::name(set), ": ", &beside::number(numbers, at)].concat();
            let cells: Vec<String> = view.sets.iter().enumerate().map(of).collect();
            items(&mut text, &cells);
            items(&mut text, &numbers.reasons);
        }
    }
    text.push_str(&provenance(about, super::NOTE));
    text
}

fn items(text: &mut String, lines: &[String]) {
    for line in lines {
        text.push_str(&["- ", &escape(line), "\n"].concat());
    }
}

fn head(set: &SetRef) -> Vec<String> {
    let suggested = if set.suggested {
        " (topics suggested by this program)"
    } else {
        ""
    };
    vec![
        [&escape(&set.title), suggested].concat(),
        escape(&set.issuer),
        set.binding.label().to_owned(),
        escape(&super::life(set)),
        set.standing.label().to_owned(),
        set.rules.to_string(),
    ]
}

/// A rule in one line: title, force, words, numbers, place, link.
pub(crate) fn item(rule: &RuleCard, about: &About) -> String {
    let page = link::absolute(&about.here, &link::rule(&rule.id));
    let mut text = anchor(&page, &rule.title);
    if let Some(modality) = rule.modality {
        let suggested = if rule.suggested { ", suggested" } else { "" };
        text.push_str(&[" [", Modality::label(modality), suggested, "]"].concat());
    }
    let words = plain::text(&rule.text);
    if !words.is_empty() {
        text.push_str(": ");
        text.push_str(&escape(&words));
        if !words.ends_with(['.', '!', '?', '。', ';', ':']) {
            text.push('.');
        }
    }
    if !rule.binds.is_empty() {
        text.push_str(&[" Binds ", &escape(&rule.binds.join(", ")), "."].concat());
    }
    let parameters = plain::parameters(rule);
    if !parameters.is_empty() {
        text.push_str(&[" ", &escape(&parameters), "."].concat());
    }
    if let Some(status) = rule.status {
        text.push_str(&[" Status: ", status.label(), "."].concat());
    }
    let place = if rule.pinpoint.is_empty() {
        "source"
    } else {
        &rule.pinpoint
    };
    let voice = if rule.paraphrase { ", paraphrase" } else { "" };
    text.push_str(&[" (", &anchor(&rule.source_url, place), voice, ")"].concat());
    text
}
