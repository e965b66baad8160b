//! A rule's text as blocks that the page can draw: parameters filled in, links judged. Never raw markup.

use intake::markup::{self, Target};
use intake::oscal::{Part, Props};
use model::{Model, Rule, RuleSet, SetIx, Text};
use protocol::{Block, Span};

use crate::numbers;

/// How much of a rule is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What it demands; for lists and comparisons.
    Statement,
    /// Also guidance, examples and how it is assessed; for its own page.
    Everything,
}

pub(crate) fn blocks(model: &Model, rule: &Rule, extent: Extent) -> Vec<Block> {
    match &rule.text {
        Text::Statement => vec![Block::Paragraph(vec![Span::Text(rule.statement.clone())])],
        Text::Parts(parts) => {
            let at = Place {
                model,
                ix: rule.set,
                set: model.rule_set(rule.set),
            };
            let states = parts.iter().any(|part| part.name == STATEMENT);
            let mut blocks = Vec::new();
            for part in parts {
                if part.name == STATEMENT {
                    at.content(part, &mut blocks);
                } else if extent == Extent::Everything || !states {
                    at.part(part, &mut blocks);
                }
            }
            blocks
        }
    }
}

/// Name of the part that holds the rule itself.
const STATEMENT: &str = "statement";

/// Where a text stands, which decides what its links and parameters lead to.
#[derive(Clone, Copy)]
struct Place<'m> {
    model: &'m Model,
    ix: SetIx,
    set: &'m RuleSet,
}

// Recursion is safe: the parts were read under a limit of depth, and `markup` limits how deep blocks and spans nest.
impl Place<'_> {
    /// The part as a labelled block.
    fn part(&self, part: &Part, blocks: &mut Vec<Block>) {
        let label = match (part.label(), &part.title) {
            (Some(label), _) => label.to_owned(),
            (None, Some(title)) => self.plain(title),
            (None, None) if part.name == "item" => String::new(),
            (None, None) => numbers::capital(&part.name.replace(['-', '_'], " ")),
        };
        let mut content = Vec::new();
        self.content(part, &mut content);
        if !content.is_empty() {
            blocks.push(Block::Part(label, part.name.clone(), content));
        }
    }

    fn content(&self, part: &Part, blocks: &mut Vec<Block>) {
        if let Some(prose) = &part.prose {
            blocks.extend(self.blocks(markup::blocks(prose)));
        }
        for inner in &part.parts {
            self.part(inner, blocks);
        }
    }

    fn plain(&self, line: &str) -> String {
        markup::plain(&markup::line(line), &mut |id| self.set.params.text(id).0)
    }

    fn blocks(&self, blocks: Vec<markup::Block>) -> Vec<Block> {
        blocks.into_iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: markup::Block) -> Block {
        match block {
            markup::Block::Paragraph(spans) => Block::Paragraph(self.spans(spans)),
            markup::Block::Heading(level, spans) => Block::Heading(level, self.spans(spans)),
            markup::Block::List(numbered, items) => Block::List(
                numbered,
                items.into_iter().map(|item| self.blocks(item)).collect(),
            ),
            markup::Block::Quote(blocks) => Block::Quote(self.blocks(blocks)),
            markup::Block::Pre(text) => Block::Pre(text),
            markup::Block::Table(rows) => Block::Table(
                rows.into_iter()
                    .map(|row| row.into_iter().map(|cell| self.spans(cell)).collect())
                    .collect(),
            ),
        }
    }

    fn spans(&self, spans: Vec<markup::Span>) -> Vec<Span> {
        spans.into_iter().map(|span| self.span(span)).collect()
    }

    fn span(&self, span: markup::Span) -> Span {
        match span {
            markup::Span::Text(text) => Span::Text(text),
            markup::Span::Emphasis(inner) => Span::Emphasis(self.spans(inner)),
            markup::Span::Strong(inner) => Span::Strong(self.spans(inner)),
            markup::Span::Code(text) => Span::Code(text),
            markup::Span::Quoted(inner) => Span::Quoted(self.spans(inner)),
            markup::Span::Subscript(inner) => Span::Subscript(self.spans(inner)),
            markup::Span::Superscript(inner) => Span::Superscript(self.spans(inner)),
            markup::Span::Image(text) => Span::Image(text),
            markup::Span::Insert(id) => {
                let (text, set) = self.set.params.text(&id);
                Span::Parameter(id, text, set)
            }
            markup::Span::Link(target, inner) => self.link(target, self.spans(inner)),
        }
    }

    fn link(&self, target: Target, inner: Vec<Span>) -> Span {
        let local = match target {
            Target::Web(address) => return Span::WebLink(address, inner),
            Target::Dead(reason) => return Span::DeadLink(reason.to_owned(), inner),
            Target::Fragment(local) => local,
        };
        match self.set.resources.get(&local) {
            Some(resource) if !resource.url.is_empty() => {
                Span::WebLink(resource.url.clone(), inner)
            }
            Some(resource) if !resource.title.is_empty() => {
                let reason = ["It is named, but not linked: ", &resource.title].concat();
                Span::DeadLink(reason, inner)
            }
            _ => match self.model.find_part(self.ix, &local) {
                Some(rule) => Span::RuleLink(self.model.rule_id(rule), inner),
                None => Span::DeadLink("Its target is not in this file".to_owned(), inner),
            },
        }
    }
}
