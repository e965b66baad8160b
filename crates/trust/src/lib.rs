//! Keys, signatures, logs and status become verdicts with their evidence. Never fetches, never asks the clock.

pub mod der;
pub mod dsse;
pub mod encoding;
pub mod hash;
pub mod jws;
pub mod keys;
pub mod limits;
pub mod pem;
pub mod rsa;
pub mod signature;
pub mod statement;
pub mod verdict;

pub use verdict::{Check, Findings, Need, Outcome, Step, Verdict, conclude};
