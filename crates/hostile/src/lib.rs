//! What every fuzz target does with its bytes, and dice that mangle files the same way on every run. Never shipped.
//!
//! `fuzz/` runs these for hours on a nightly toolchain; this package's own test runs each for seconds, on every test run.

pub mod documents;
pub mod evidence;
pub mod inner;
pub mod mangle;
pub mod parts;
pub mod routes;
pub mod texts;
pub mod verify;
