//! OSCAL prose (markup-line, markup-multiline) → blocks and spans. Never raw HTML, never a link that runs anything.
//!
//! The dialect is the CommonMark subset of OSCAL: paragraphs, emphasis, strong, code, links, images, lists, headings,
//! block quotes, fenced text and pipe tables, and besides `"quoted"`, `~sub~`, `^sup^` and
//! `{{ insert: param, id }}`. Whatever is not well formed stays visible as the text it is. Every text takes time in
//! proportion to its length; `docs/decisions/markup.md` says why this is not a library.

mod block;
mod inline;
mod link;

pub use link::Target;

/// Longer texts are shown as they are, without markup: a rule is read by people.
pub const MAX_TEXT: usize = 256 * 1024;

/// Lists and quotes nest at most this deep; deeper ones are shown as plain paragraphs.
pub const MAX_BLOCK_DEPTH: usize = 12;

/// Spans nest at most this deep; what would open more is shown as the character it is.
pub const MAX_SPAN_DEPTH: usize = 16;

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A heading inside the text, level 1 to 6.
    Heading(u8, Vec<Span>),
    /// A list; true if numbered.
    List(bool, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Text as typed.
    Pre(String),
    /// A table, the first row being its head.
    Table(Vec<Vec<Vec<Span>>>),
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Span>),
    /// Strong.
    Strong(Vec<Span>),
    /// Code.
    Code(String),
    /// A quoted term.
    Quoted(Vec<Span>),
    /// Below the line.
    Subscript(Vec<Span>),
    /// Above the line.
    Superscript(Vec<Span>),
    /// A link and its words.
    Link(Target, Vec<Span>),
    /// An image, named but not fetched: alternative text.
    Image(String),
    /// The place of a parameter: its id.
    Insert(String),
}

/// Reads a text of several blocks (markup-multiline).
pub fn blocks(text: &str) -> Vec<Block> {
    if text.len() > MAX_TEXT {
        return vec![Block::Pre(text.to_owned())];
    }
    block::blocks(&text.lines().collect::<Vec<_>>(), 0)
}

/// Reads a text of one line (markup-line); line breaks count as blanks.
pub fn line(text: &str) -> Vec<Span> {
    if text.len() > MAX_TEXT {
        return vec![Span::Text(text.to_owned())];
    }
    inline::spans(text)
}

/// The words of spans without any markup; a parameter's place is given by `insert`.
pub fn plain(spans: &[Span], insert: &mut dyn FnMut(&str) -> String) -> String {
    let mut out = String::new();
    add_plain(spans, insert, &mut out);
    out
}

fn add_plain(spans: &[Span], insert: &mut dyn FnMut(&str) -> String, out: &mut String) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Code(text) | Span::Image(text) => out.push_str(text),
            Span::Insert(id) => out.push_str(&insert(id)),
            Span::Quoted(inner) => {
                out.push('"');
                add_plain(inner, insert, out);
                out.push('"');
            }
            Span::Emphasis(inner)
            | Span::Strong(inner)
            | Span::Subscript(inner)
            | Span::Superscript(inner)
            | Span::Link(_, inner) => add_plain(inner, insert, out),
        }
    }
}
