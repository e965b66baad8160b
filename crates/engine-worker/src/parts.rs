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

/// The way to a part. Its wasm is found by the name in front of the arrow.
macro_rules! cut {
    ($($name:ident => $piece:path),+ $(,)?) => {$(
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible)]
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
    reading => parts::reading,
    comparing => parts::comparing,
    foreign => parts::foreign,
    lenses => parts::lenses,
    taking => parts::taking_away,
    judging => parts::evidence,
}

/// Brings a part; asking for one that is here costs nothing.
pub(crate) async fn bring(part: Part) -> Result<Piece, Lost> {
    match part {
        Part::Reading => reading().await,
        Part::Comparing => comparing().await,
        Part::Foreign => foreign().await,
        Part::Lenses => lenses().await,
        Part::TakingAway => taking().await,
        Part::Evidence => judging().await,
    }
}
