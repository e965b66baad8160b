//! Where the engine's wasm is cut, and how a part of it is brought. Never decides what needs which: the engine says so.
//!
//! In builds without the feature `split` nothing is cut, and every part is here at once.

use engine::parts::{self, Part, Piece};

/// A part could not be fetched.
#[derive(Debug)]
pub(crate) struct Lost;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Lost {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The way to a part. The wasm that it is in is called by the name behind `in`. Parts share a wasm that are brought
/// together anyway: everything that only some of them need would else be one more file.
macro_rules! cut {
    ($($name:ident in $wasm:ident => $piece:path),+ $(,)?) => {$(
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($wasm, fallible)]
        fn $name() -> Result<Piece, Lost> {
            Ok($piece())
        }

        #[cfg(not(feature = "split"))]
        async fn $name() -> Result<Piece, Lost> {
            Ok($piece())
        }
    )+};
}

cut! {
    reading in answers => parts::reading,
    comparing in answers => parts::comparing,
    lenses in answers => parts::lenses,
    taking_away in taking => parts::taking_away,
    foreign in foreign => parts::foreign,
    judging in judging => parts::evidence,
}

/// Brings a part; asking for one that is here costs nothing.
pub(crate) async fn bring(part: Part) -> Result<Piece, Lost> {
    match part {
        Part::Reading => reading().await,
        Part::Comparing => comparing().await,
        Part::Foreign => foreign().await,
        Part::Lenses => lenses().await,
        Part::TakingAway => taking_away().await,
        Part::Evidence => judging().await,
    }
}
