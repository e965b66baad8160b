//! Turns untrusted bytes into documents, under limits, keeping every place. Never decides whether to believe them.

pub mod facts;
pub mod json;
pub mod markup;
pub mod oscal;
pub mod package;
pub mod problem;
pub mod readfile;
mod reading;
mod shape;
mod sniff;

pub use problem::{Problem, Problems, Severity};
pub use reading::{Document, Kind, OscalKind, Reading, is_atlas, read, read_atlas};
