//! A comparison as Markdown: headings per topic, lists per rule set. Never lets a rule's text become formatting.

use crate::plain;
use ident::{Modality, Topic};
use protocol::{Cell, Comparison, RuleCard};

/// The whole comparison.
pub fn comparison(comparison: &Comparison) -> String {
    let mut text = String::from("# Comparison by topic\n\n");
    text.push_str("| Rule set | Issuer | Version | How it binds | Rules |\n| --- | --- | --- | --- | ---: |\n");
    for set in &comparison.sets {
        let suggested = if set.suggested {
            " (topics suggested by this program)"
        } else {
            ""
        };
        text.push_str(&format!(
            "| {}{suggested} | {} | {} | {} | {} |\n",
            escape(&set.title),
            escape(&set.issuer),
            escape(&set.version),
            set.binding.label(),
            set.rules
        ));
    }
    for sentence in &comparison.words {
        text.push_str(&format!("\n{}\n", escape(sentence)));
    }
    for row in &comparison.rows {
        text.push_str(&format!(
            "\n## {}\n",
            row.topic.map_or("Without a topic", Topic::label)
        ));
        for (set, cell) in comparison.sets.iter().zip(&row.cells) {
            text.push_str(&format!("\n**{}**", escape(&set.title)));
            match cell {
                Cell::Silent => text.push_str(": *silent*\n"),
                Cell::FilteredOut => {
                    text.push_str(": *has rules on this, none of them asked for*\n")
                }
                Cell::Rules(rules) => {
                    text.push_str("\n\n");
                    rules.iter().for_each(|rule| text.push_str(&item(rule)));
                }
            }
        }
    }
    text.push_str("\nTexts of our own facts are paraphrases; the linked originals decide.\n");
    text
}

fn item(rule: &RuleCard) -> String {
    let modality = rule.modality.map_or(String::new(), |modality: Modality| {
        let suggested = if rule.suggested { ", suggested" } else { "" };
        format!(" [{}{suggested}]", modality.label())
    });
    let words = plain::text(&rule.text);
    let parameters = plain::parameters(rule);
    let parameters = if parameters.is_empty() {
        parameters
    } else {
        format!(" {}.", escape(&parameters))
    };
    let stop = if words.is_empty() { "" } else { ": " };
    let source = if rule.source_url.is_empty() {
        format!("({})", escape(&rule.pinpoint))
    } else {
        format!(
            "([{}](<{}>))",
            escape(&rule.pinpoint),
            rule.source_url.replace(['<', '>'], "")
        )
    };
    format!(
        "- {}{modality}{stop}{}{parameters} {source}\n",
        escape(&rule.title),
        escape(&words)
    )
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '|' | '#' | '~'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
