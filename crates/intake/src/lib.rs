//! Turns untrusted bytes into documents, under limits, keeping every place. Never decides whether to believe them.

pub mod facts;
