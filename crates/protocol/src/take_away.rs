//! What readers take away: files, citations, clippings. What is asked, what is answered.

use crate::{ChangesAsk, CompareAsk, NetworkAsk, TextPiece, Wire};

/// What is taken away or cited.
#[derive(Clone, Debug, PartialEq, Wire)]
pub enum Subject {
    /// One rule, `set/local`.
    Rule(String),
    /// Rule sets side by side.
    Comparison(CompareAsk),
    /// What became of every rule from one rule set to the next; all of it, whatever part is shown.
    Changes(ChangesAsk),
    /// The network's table.
    Network(NetworkAsk),
    /// Pinned quotes.
    Clippings(Vec<Pinned>),
}

/// A file is wanted.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ExportAsk {
    /// Of what.
    pub of: Subject,
    /// In which format.
    pub format: ExportFormat,
    /// Address of the place that shows it, `https://…/#/compare?…`; only what stands behind `#` where the page's own
    /// address is not known.
    pub here: String,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum ExportFormat {
    /// RFC 4180, one line per rule.
    Csv,
    /// One JSON value.
    Json,
    /// CommonMark with tables.
    Markdown,
    /// One page that needs nothing else.
    Html,
    /// The matrix as a picture.
    Svg,
}

/// A file to save.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct ExportView {
    /// A name for it.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// What it holds.
    pub text: String,
}

/// A citation is wanted.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct CiteAsk {
    /// Of what.
    pub of: Subject,
    /// As in [`ExportAsk::here`].
    pub here: String,
}

/// One citation in four forms.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Citation {
    /// For running text.
    pub short: String,
    /// Everything that an editor needs to check it.
    pub footnote: String,
    /// A BibTeX entry.
    pub bibtex: String,
    /// A list of one CSL-JSON item.
    pub csl_json: String,
}

/// A quote is to be kept.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct PinAsk {
    /// Where it stands: a rule, a comparison, or what changed.
    pub of: Subject,
    /// The row or the cell of a comparison, as [`Pinned::cell`]; empty for none.
    pub cell: String,
    /// The words the reader marked; empty for all of it.
    pub quote: String,
    /// What stands behind `#` in the address of that place.
    pub link: String,
}

/// A quote that a reader keeps, with what is needed to find out whether it still stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct Clip {
    /// `set/local`; empty for what is said of several rule sets.
    pub rule: String,
    /// Title of the rule, or the rule sets that are compared.
    pub title: String,
    /// Issuer, rule set and pinpoint.
    pub whence: String,
    /// The words.
    pub quote: String,
    /// The whole text they are from.
    pub text: String,
    /// The text is our paraphrase, not a quotation of the original.
    pub paraphrase: bool,
    /// Digest of the file in which it stood.
    pub digest: String,
    /// The day for which the atlas was stated.
    pub as_of: String,
    /// Address of the original wording; empty if unknown.
    pub source_url: String,
    /// Its place in any copy of this page, `#/rule/…` or `#/compare?…`.
    pub link: String,
}

/// A clipping, with the question behind its link where it is not about a rule.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Pinned {
    /// The clipping.
    pub clip: Clip,
    /// The comparison, or the changes, that [`Clip::link`] leads to.
    pub of: Option<Subject>,
    /// The row (`cell-privacy`) or the cell (`cell-privacy-1`: the second rule set's) that it leads to; empty for none.
    pub cell: String,
}

/// What has become of pinned quotes.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ClippingsView {
    /// One for each, in the order asked for.
    pub clips: Vec<ClipView>,
    /// Digest of the atlas that is loaded; empty if there is none.
    pub digest: String,
    /// The day for which it is stated.
    pub as_of: String,
}

/// What has become of one pinned quote.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ClipView {
    /// What.
    pub state: ClipState,
    /// Digest of the file in which it is looked up now; empty if it is not loaded.
    pub digest: String,
    /// The text then and now, word by word; none unless it changed.
    pub pieces: Vec<TextPiece>,
}

/// What has become of a pinned quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum ClipState {
    /// It stands there as it did.
    Same,
    /// It stands there, and words around it have changed.
    SameQuote,
    /// Its words have changed.
    Changed,
    /// Its rule set is loaded and has no such rule any more.
    Gone,
    /// Its rule set is not loaded.
    NotLoaded,
}

/// What a file of clippings held.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct OpenedClippings {
    /// The clippings that could be read.
    pub clips: Vec<Clip>,
    /// Why not all of it could be read; empty if it could.
    pub problem: String,
}
