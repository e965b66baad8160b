//! The matrix of a comparison as an SVG picture that needs nothing else. Never measures a font: widths are estimated,
//! with room to spare.

use ident::Modality;
use protocol::{Comparison, ComparisonRow, RuleCard, SetRef};

use crate::markup::{close, element, escape, open, push};
use crate::{About, comparison, link};

const MARGIN: u32 = 24;
const TOPIC_WIDTH: u32 = 170;
/// Many columns are narrower, so that eight still fit a page across.
const fn column_width(sets: usize) -> u32 {
    if sets > 5 { 150 } else { 190 }
}
const GAP: u32 = 12;
const LINE: u32 = 15;
const SMALL: u32 = 11;
const PLAIN: u32 = 12;
/// Bold letters of the plain size take as much room as plain ones of this.
const BOLD: u32 = 14;
const LARGE: u32 = 20;
/// A title in a cell; the page has all of it.
const TITLE_LINES: usize = 3;
const HEAD_LINES: usize = 3;

/// The picture.
pub(crate) fn picture(view: &Comparison, about: &About) -> String {
    let width = column_width(view.sets.len());
    let inner = TOPIC_WIDTH + (width + GAP) * view.sets.len() as u32;
    let mut body = String::new();
    let mut y = MARGIN + LARGE;
    for line in wrap(&comparison::title(view), inner, LARGE, 3) {
        text(&mut body, MARGIN, y, "t", &line);
        y += LARGE + 6;
    }
    for line in wrap(&counted(view), inner, PLAIN, 3) {
        text(&mut body, MARGIN, y, "", &line);
        y += LINE;
    }
    legend(&mut body, y + 4);
    y += LINE + 20;

    let at = |column: usize| MARGIN + TOPIC_WIDTH + GAP + (width + GAP) * column as u32;
    let mut bottom = y;
    for (column, set) in view.sets.iter().enumerate() {
        bottom = bottom.max(head(&mut body, set, at(column), y, width));
    }
    y = bottom + 6;
    for row in &view.rows {
        rule_off(&mut body, y, inner);
        let mut bottom = y + LINE;
        for (at, line) in wrap(comparison::topic(row.topic), TOPIC_WIDTH, BOLD, 3)
            .iter()
            .enumerate()
        {
            let down = y + LINE + LINE * at as u32;
            text(&mut body, MARGIN, down, "b", line);
            bottom = bottom.max(down);
        }
        bottom += LINE;
        text(
            &mut body,
            MARGIN,
            bottom,
            "s",
            &covered(row, view.sets.len()),
        );
        let mut cells = String::new();
        for (column, cell) in row.cells.iter().enumerate() {
            let x = at(column);
            let end = match comparison::rules(cell) {
                [] => {
                    let lines = wrap(comparison::empty(cell), width, SMALL, 3);
                    for (at, line) in lines.iter().enumerate() {
                        text(&mut cells, x, y + LINE + LINE * at as u32, "i", line);
                    }
                    y + LINE * lines.len() as u32
                }
                rules => speaking(&mut cells, rules, x, y, width, about),
            };
            bottom = bottom.max(end);
        }
        hatch(&mut body, row, &at, y, bottom, width);
        body.push_str(&cells);
        y = bottom + 10;
    }
    rule_off(&mut body, y, inner);
    y += 8;
    let mut end = vec![comparison::NOTE.to_owned(), about.source()];
    end.push(about.here.clone());
    for line in end.iter().flat_map(|words| wrap(words, inner, SMALL, 4)) {
        y += LINE;
        text(&mut body, MARGIN, y, "s", &line);
    }
    let (width, height) = (inner + 2 * MARGIN, y + MARGIN);
    document(view, width, height, &body)
}

fn document(view: &Comparison, width: u32, height: u32, body: &str) -> String {
    let (width, height) = (width.to_string(), height.to_string());
    let mut out = [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
        &width,
        "\" height=\"",
        &height,
        "\" viewBox=\"0 0 ",
        &width,
        " ",
        &height,
        "\" role=\"img\" aria-labelledby=\"title desc\">\n",
    ]
    .concat();
    element(&mut out, "title", "id=\"title\"", &comparison::title(view));
    element(&mut out, "desc", "id=\"desc\"", &view.words.join(" "));
    out.push_str(STYLE);
    out.push_str("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    out.push_str(body);
    out.push_str("</svg>\n");
    out
}

const STYLE: &str = "\n<style>text{font:12px system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#111}\
     .t{font:600 20px Georgia,'Noto Serif',serif}.b{font-weight:600}.s{font-size:11px;fill:#444}\
     .i{font-size:11px;font-style:italic;fill:#444}</style>\n\
     <defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
     <path d=\"M0 0v6\" stroke=\"#d5d5d5\"/></pattern></defs>\n";

fn counted(view: &Comparison) -> String {
    let cells = view.rows.len() * view.sets.len();
    [
        &view.filled.to_string(),
        " of ",
        &cells.to_string(),
        " cells hold rules, ",
        &view.silent.to_string(),
        " are silent.",
    ]
    .concat()
}

fn covered(row: &ComparisonRow, sets: usize) -> String {
    [&row.covered.to_string(), " of ", &sets.to_string()].concat()
}

fn legend(out: &mut String, y: u32) {
    let mut x = MARGIN;
    for force in Modality::ALL {
        symbol(out, *force, x, y);
        text(out, x + 16, y + LINE - 4, "s", force.label());
        x += 24 + estimate(force.label(), SMALL);
    }
}

/// The lines above a column; gives where they end.
fn head(out: &mut String, set: &SetRef, x: u32, y: u32, width: u32) -> u32 {
    let mut down = y;
    let mut lines = |words: &str, class: &str, size: u32| {
        for line in wrap(words, width, size, HEAD_LINES) {
            down += LINE;
            text(out, x, down, class, &line);
        }
    };
    lines(set.binding.label(), "s", SMALL);
    lines(&set.title, "b", BOLD);
    lines(&set.issuer, "s", SMALL);
    lines(&comparison::life(set), "s", SMALL);
    lines(set.standing.label(), "s", SMALL);
    down
}

/// Forces with their counts, the first rule and its place; gives where it ends.
fn speaking(
    out: &mut String,
    rules: &[RuleCard],
    x: u32,
    y: u32,
    width: u32,
    about: &About,
) -> u32 {
    let mut across = x;
    for force in Modality::ALL {
        let count = rules
            .iter()
            .filter(|rule| rule.modality == Some(*force))
            .count();
        if count > 0 {
            let label = [force.label(), " ", &count.to_string()].concat();
            symbol(out, *force, across, y + 4);
            text(out, across + 16, y + LINE, "s", &label);
            across += 22 + estimate(&label, SMALL);
        }
    }
    if across == x {
        text(out, x, y + LINE, "s", "force not stated");
    }
    let Some(first) = rules.first() else {
        return y;
    };
    let mut down = y + LINE;
    let mut place = first.pinpoint.clone();
    if rules.len() > 1 {
        place.push_str(if place.is_empty() { "and " } else { ", and " });
        place.push_str(&(rules.len() - 1).to_string());
        place.push_str(" more");
    }
    let page = link::absolute(&about.here, &link::rule(&first.id));
    let linked = link::is_web(&page);
    if linked {
        let href = ["href=\"", &escape(&page), "\""].concat();
        open(out, "a", &href);
    }
    for line in wrap(&first.title, width, PLAIN, TITLE_LINES) {
        down += LINE;
        text(out, x, down, "", &line);
    }
    if linked {
        close(out, "a");
    }
    for line in wrap(&place, width, SMALL, 2) {
        down += LINE;
        text(out, x, down, "s", &line);
    }
    down
}

/// Silent cells are hatched besides being called silent.
fn hatch(
    out: &mut String,
    row: &ComparisonRow,
    at: &dyn Fn(usize) -> u32,
    top: u32,
    bottom: u32,
    width: u32,
) {
    for (column, cell) in row.cells.iter().enumerate() {
        if *cell == protocol::Cell::Silent {
            let numbers = [
                at(column).saturating_sub(6),
                top + 1,
                width + GAP,
                bottom + 9 - top,
            ];
            let [x, y, width, height] = numbers.map(|number| number.to_string());
            out.push_str(
                &[
                    "<rect x=\"",
                    &x,
                    "\" y=\"",
                    &y,
                    "\" width=\"",
                    &width,
                    "\" height=\"",
                    &height,
                    "\" fill=\"url(#hatch)\"/>\n",
                ]
                .concat(),
            );
        }
    }
}

fn rule_off(out: &mut String, y: u32, width: u32) {
    let (left, right) = (MARGIN.to_string(), (MARGIN + width).to_string());
    let y = y.to_string();
    out.push_str(
        &[
            "<path d=\"M",
            &left,
            " ",
            &y,
            "H",
            &right,
            "\" stroke=\"#999\"/>\n",
        ]
        .concat(),
    );
}

/// Told apart by fill and form, not by colour.
fn symbol(out: &mut String, force: Modality, x: u32, y: u32) {
    let shape = match force {
        Modality::Must => "<rect x=\"1\" y=\"1\" width=\"11\" height=\"11\"/>",
        Modality::MustNot => {
            "<circle cx=\"6.5\" cy=\"6.5\" r=\"6\"/><path d=\"M2.8 10.2 10.2 2.8\" stroke=\"#fff\" stroke-width=\"2\"/>"
        }
        Modality::Should => {
            "<rect x=\"1.5\" y=\"1.5\" width=\"10\" height=\"10\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.4\"/><path d=\"M1.5 6.5h10v5h-10z\"/>"
        }
        Modality::May => {
            "<rect x=\"1.5\" y=\"1.5\" width=\"10\" height=\"10\" fill=\"none\" stroke=\"#000\" stroke-width=\"1.4\"/>"
        }
    };
    let (x, y) = (x.to_string(), y.to_string());
    out.push_str(
        &[
            "<g transform=\"translate(",
            &x,
            " ",
            &y,
            ")\">",
            shape,
            "</g>\n",
        ]
        .concat(),
    );
}

fn text(out: &mut String, x: u32, y: u32, class: &str, words: &str) {
    out.push_str(
        &[
            "<text x=\"",
            &x.to_string(),
            "\" y=\"",
            &y.to_string(),
            "\"",
        ]
        .concat(),
    );
    if !class.is_empty() {
        out.push_str(&[" class=\"", class, "\""].concat());
    }
    out.push('>');
    push(out, words);
    out.push_str("</text>\n");
}

/// A width that the text will not exceed in common fonts.
fn estimate(words: &str, size: u32) -> u32 {
    words
        .chars()
        .map(|c| per_mille(c) * size)
        .sum::<u32>()
        .div_ceil(1000)
}

/// Width of a character in thousandths of the font's size.
const fn per_mille(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'I' => 320,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' => 410,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 950,
        'A'..='Z' => 730,
        '\u{0}'..='\u{2fff}' => 600,
        _ => 1050,
    }
}

/// Breaks text into lines that fit; words longer than a line are broken, and what is too much ends in an ellipsis.
fn wrap(words: &str, width: u32, size: u32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let room = |line: &str| estimate(line, size) <= width;
    for word in words.split_whitespace() {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            [&line, " ", word].concat()
        };
        if room(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if !room(&line) {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && !room(&[last.as_str(), "…"].concat()) {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost_without_a_sign() {
        assert_eq!(wrap("one two three", 60, 10, 9), ["one two", "three"]);
        assert_eq!(wrap("", 60, 10, 9), Vec::<String>::new());
        let long = "x".repeat(40);
        let lines = wrap(&long, 60, 10, 9);
        assert_eq!(lines.concat(), long);
        let cut = wrap("one two three four five six", 45, 10, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut.iter().all(|line| estimate(line, 10) <= 45), "{cut:?}");
        assert!(cut.last().is_some_and(|last| last.ends_with('…')));
        assert_eq!(
            wrap("规则规则规则规则", 40, 10, 9).concat(),
            "规则规则规则规则"
        );
    }
}
