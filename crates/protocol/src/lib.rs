//! The messages between page and worker, versioned. No logic: every type here is plain data with public fields.
//!
//! A message is one text ([`wire`]), plus at most one transferred buffer: the bytes of a received file on the way in.
//! Adding an ask or an optional field is compatible; changing one raises [`VERSION`].

mod answer;
mod ask;
mod changes;
mod claims;
mod correspond;
mod evidence;
mod lenses;
mod picture;
mod sealed;
mod sources;
mod take_away;
mod viewpoint;
mod wire;

pub use answer::*;
pub use ask::*;
pub use changes::*;
pub use claims::*;
pub use correspond::*;
pub use evidence::*;
pub use lenses::*;
pub use picture::*;
pub use sealed::{Kind, NotFound, Question, Reply};
pub use sources::*;
pub use take_away::*;
pub use viewpoint::*;
pub use wire::{Reader, Wire, Writer, read, write};
pub use wire_derive::{Kinds, Wire};

/// Raised whenever a message changes its meaning. Page and worker of different versions do not talk.
pub const VERSION: u32 = 1;

/// Larger files are refused before they are read: a browser tab cannot hold several copies of more.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Numbers an ask so that its answer finds the way back.
pub type AskId = u32;

/// From the page to the engine. The engine reads every [`Ask`]; the page sends a [`Question`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub enum ToEngine<A = Ask> {
    /// The first message, repeated until `Ready` comes back.
    Hello {
        /// The page's [`VERSION`].
        version: u32,
    },
    /// A file the page fetched or was given. The bytes travel beside this text as a transferred buffer.
    Receive {
        /// Answered with [`Answer::Received`].
        id: AskId,
        /// Where the bytes came from.
        origin: Origin,
    },
    /// A file that the page could not bring at all, so that Sources can list it.
    Missed {
        /// Answered with [`Answer::Received`].
        id: AskId,
        /// Where the bytes should have come from.
        origin: Origin,
        /// What went wrong, in words, with what to do.
        problem: Problem,
    },
    /// Takes a received file out again.
    Remove {
        /// Answered with [`Answer::Received`].
        id: AskId,
        /// Its digest or, for a missed file, its name.
        file: String,
    },
    /// A question.
    Ask {
        /// Answered once.
        id: AskId,
        /// The question.
        ask: A,
    },
    /// The reader's own choice whom to trust. Only ever sent for an act of the reader, or for one that this browser
    /// remembers. The engine judges everything again, with progress.
    Choose {
        /// Answered with [`Answer::Viewpoint`].
        id: AskId,
        /// The whole viewpoint.
        viewpoint: Viewpoint,
    },
}

/// From the engine to the page. The engine writes every [`Answer`]; the page takes a [`Reply`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub enum FromEngine<A = Answer> {
    /// The engine runs and speaks this version.
    Ready {
        /// The engine's [`VERSION`].
        version: u32,
    },
    /// How far a long task has come.
    Progress {
        /// Which ask.
        id: AskId,
        /// What is being done.
        doing: Doing,
        /// Units done.
        done: u32,
        /// Units in all; 0 while unknown.
        of: u32,
    },
    /// The one answer to an ask.
    Answer {
        /// Which ask.
        id: AskId,
        /// What the engine says.
        answer: A,
    },
}

/// What an engine does while the page waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum Doing {
    /// The bytes of a file become a document.
    Reading,
    /// The words of what was read become an index.
    Indexing,
    /// Files that may be attestations are looked through.
    ReadingAttestations,
    /// What is signed is judged for the reader; nothing else can be answered before that.
    Judging,
    /// What is signed is judged as readers of another viewpoint would see it, for one question.
    JudgingForOthers,
}

/// Where bytes came from.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Origin {
    /// Shown to the reader: a file name or an address.
    pub name: String,
    /// How they came.
    pub way: Way,
}

/// How bytes came to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum Way {
    /// The atlas that this page ships with.
    BuiltIn,
    /// The reader's own file.
    File,
    /// Fetched from an address the reader named.
    Url,
}
