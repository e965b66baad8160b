//! The network picture: marks with positions become SVG. Knows no rules, never asks the engine.
//!
//! Two layers share one coordinate system. The still layer holds every mark and is drawn again only for another
//! picture; the lively layer on top emphasises one node with its neighbours and is drawn for every selection.

pub mod line;
mod lively;
mod picture;
mod still;
pub mod symbol;

pub use picture::NetworkPicture;
