//! What stands at a parameter's place in an OSCAL text. Never loops, whatever refers to whatever.

use std::collections::BTreeMap;

use intake::markup::{self, Block, Span};
use intake::oscal::{HowMany, Param};

/// The parameters of one catalog by id.
#[derive(Clone, Debug, Default)]
pub struct Params(pub(crate) BTreeMap<String, Param>);

/// Places filled in for one place: real catalogs nest two or three deep, and doubling at each level stays harmless.
const MAX_INSERTS: usize = 64;

impl Params {
    /// What to show at the place of that parameter, and true if a value was set there rather than left open.
    pub fn text(&self, id: &str) -> (String, bool) {
        let mut within = Vec::new();
        let mut left = MAX_INSERTS;
        self.fill(id, &mut within, &mut left)
    }

    /// What a parameter is for, in the publisher's words; empty if they say nothing.
    pub fn label(&self, id: &str) -> String {
        let label = self.0.get(id).and_then(|param| param.label.as_deref());
        label.map(|label| plain(label, self)).unwrap_or_default()
    }

    fn fill(&self, id: &str, within: &mut Vec<String>, left: &mut usize) -> (String, bool) {
        let Some(param) = self.0.get(id) else {
            return (["[unknown parameter: ", id, "]"].concat(), false);
        };
        if *left == 0 || within.iter().any(|outer| outer == id) {
            return (["[", id, "]"].concat(), false);
        }
        *left -= 1;
        within.push(id.to_owned());
        let mut line = |text: &str| {
            let mut insert = |inner: &str| self.fill(inner, within, left).0;
            markup::plain(&markup::line(text), &mut insert)
        };
        let filled = if !param.values.is_empty() {
            let values: Vec<String> = param.values.iter().map(|value| line(value)).collect();
            (values.join(", "), true)
        } else if let Some(select) = &param.select {
            let choices: Vec<String> = select.choices.iter().map(|choice| line(choice)).collect();
            let many = match select.how_many {
                HowMany::One => "[Selection: ",
                HowMany::OneOrMore => "[Selection (one or more): ",
            };
            ([many, &choices.join("; "), "]"].concat(), false)
        } else if let Some(label) = &param.label {
            (["[Assignment: ", &line(label), "]"].concat(), false)
        } else {
            (["[", id, "]"].concat(), false)
        };
        within.pop();
        filled
    }
}

/// A line of OSCAL prose in plain words.
pub(crate) fn plain(text: &str, params: &Params) -> String {
    plain_spans(&markup::line(text), params)
}

fn plain_spans(spans: &[Span], params: &Params) -> String {
    markup::plain(spans, &mut |id| params.text(id).0)
}

/// A block of OSCAL prose in plain words.
// Recursion is safe: `markup` limits how deep blocks nest.
pub(crate) fn plain_block(block: &Block, params: &Params) -> String {
    let joined = |texts: Vec<String>| texts.join(" ");
    match block {
        Block::Paragraph(spans) | Block::Heading(_, spans) => plain_spans(spans, params),
        Block::Pre(text) => text.clone(),
        Block::Quote(blocks) => joined(
            blocks
                .iter()
                .map(|block| plain_block(block, params))
                .collect(),
        ),
        Block::List(_, items) => joined(
            items
                .iter()
                .flatten()
                .map(|block| plain_block(block, params))
                .collect(),
        ),
        Block::Table(rows) => joined(
            rows.iter()
                .flatten()
                .map(|cell| plain_spans(cell, params))
                .collect(),
        ),
    }
}
