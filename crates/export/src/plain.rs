//! Blocks and spans → plain text on one line. Never keeps a link's address: the rule carries its source.

use protocol::{Block, RuleCard, Span};

/// `Report within: 15 days; Applies from: 2026-12-02`.
pub(crate) fn parameters(rule: &RuleCard) -> String {
    let pairs: Vec<String> = rule
        .parameters
        .iter()
        .map(|parameter| [&*parameter.label, ": ", &parameter.text].concat())
        .collect();
    pairs.join("; ")
}

/// One line: every run of blanks and line breaks is one blank.
pub(crate) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of blocks, pieces separated by blanks.
pub fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        write_block(block, &mut out);
    }
    line(&out)
}

fn write_block(block: &Block, out: &mut String) {
    out.push(' ');
    match block {
        Block::Paragraph(spans) | Block::Heading(_, spans) => write_spans(spans, out),
        Block::List(_, items) => items
            .iter()
            .flatten()
            .for_each(|block| write_block(block, out)),
        Block::Part(label, _, blocks) => {
            out.push_str(label);
            blocks.iter().for_each(|block| write_block(block, out));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|block| write_block(block, out)),
        Block::Pre(text) => out.push_str(text),
        Block::Table(rows) => {
            for cell in rows.iter().flatten() {
                out.push(' ');
                write_spans(cell, out);
            }
        }
    }
}

fn write_spans(spans: &[Span], out: &mut String) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) | Span::Image(text) => out.push_str(text),
            Span::Emphasis(inner)
            | Span::Strong(inner)
            | Span::Subscript(inner)
            | Span::Superscript(inner) => {
                write_spans(inner, out);
            }
            Span::Quoted(inner) => {
                out.push('“');
                write_spans(inner, out);
                out.push('”');
            }
            Span::WebLink(_, inner) | Span::RuleLink(_, inner) | Span::DeadLink(_, inner) => {
                write_spans(inner, out)
            }
            Span::Parameter(_, text, _) => out.push_str(text),
        }
    }
}
