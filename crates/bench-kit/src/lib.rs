//! The engine's inner parts, called by measurements in a browser. Never part of what readers load, never measures.
//!
//! Built with the worker's own profile, so that what is measured is what readers run. Texts come in as JavaScript
//! strings, as they would for a peer; results go out as plain numbers, so that a script can check them.

mod answers;
mod difference;
mod resolution;
mod searching;
mod signatures;
