//! Keys, signatures, logs and status become verdicts with their evidence. Never fetches, never asks the clock.

pub mod checkpoint;
pub mod credential;
pub mod credential_verdict;
pub mod data_integrity;
pub mod der;
pub mod did;
pub mod did_document;
pub mod did_webvh;
mod digits;
pub mod dsse;
mod ed25519;
mod edwards;
pub mod encoding;
pub mod examine;
mod field25519;
pub mod hash;
mod inverse;
pub mod jws;
pub mod keyring;
pub mod keys;
pub mod limits;
pub mod merkle;
pub mod model_signing;
mod montgomery;
mod multiples;
mod nist256;
pub mod note;
mod often;
pub mod pem;
pub mod policy;
pub mod predicate;
pub mod registry;
pub mod rsa;
mod said;
pub mod sidecar;
pub mod signature;
pub mod sigstore;
pub mod statement;
pub mod status_list;
pub mod time;
pub mod verdict;
mod weierstrass;

#[cfg(feature = "keyless")]
pub mod x509;

pub use verdict::{Check, Findings, Need, Outcome, Step, Verdict, conclude};
