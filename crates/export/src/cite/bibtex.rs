//! A citation as a BibTeX entry. Never a text that TeX would run.

use super::Work;
use crate::{day, link, plain};

pub(super) fn entry(work: &Work) -> String {
    let mut entry = ["@misc{", &super::key(work), ",\n"].concat();
    let issuers: Vec<String> = work
        .issuers
        .iter()
        .map(|issuer| ["{", &escape(issuer), "}"].concat())
        .collect();
    // Inner braces keep capitals and keep a body's name in one piece.
    field(&mut entry, "author", &issuers.join(" and "));
    field(
        &mut entry,
        "title",
        &["{", &escape(&work.title), "}"].concat(),
    );
    let mut place = Vec::new();
    if !work.within.is_empty() {
        place.push(escape(&work.within));
    }
    if !work.version.is_empty() {
        place.push(["version ", &escape(&work.version)].concat());
    }
    if !work.pinpoint.is_empty() {
        place.push(escape(&work.pinpoint));
    }
    field(&mut entry, "howpublished", &place.join(", "));
    if let Some(year) = day::parts(&work.date).first() {
        field(&mut entry, "year", &year.to_string());
    }
    if let Some(month) = day::month(&work.date) {
        entry.push_str(&["  month = ", &month, ",\n"].concat());
    }
    let url = if link::is_web(&work.source_url) {
        &work.source_url
    } else {
        &work.place
    };
    if link::is_web(url) {
        field(&mut entry, "url", &address(url));
    }
    field(&mut entry, "note", &escape(&super::note(work)));
    entry.push_str("}\n");
    entry
}

fn field(entry: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        entry.push_str(&["  ", name, " = {", value, "},\n"].concat());
    }
}

/// A brace as a command, since BibTeX counts braces even behind a backslash.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in plain::line(text).chars() {
        match c {
            '\\' => safe.push_str("\\textbackslash{}"),
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
    }
    safe
}

/// Addresses are taken as they are, but for what would end the field.
fn address(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '{' => safe.push_str("%7B"),
            '}' => safe.push_str("%7D"),
            '\\' => safe.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => {}
            _ => safe.push(c),
        }
    }
    safe
}
