//! Turns untrusted bytes into documents, under limits, keeping every place. Never decides whether to believe them.

pub mod facts;
pub mod json;
pub mod problem;

pub use problem::{Problem, Problems, Severity};
