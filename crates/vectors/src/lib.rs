//! Foreign test vectors, family by family: what ran, what was right, what was wrong. Never special-cases a name.
//!
//! The layout of the folder is the contract: another folder of the same layout with other cases runs unchanged.

mod crypto;
mod documents;
mod folder;

pub use folder::{Folder, Tally};

/// A family of vectors: the folder it lives in, whether it must be there, and what runs it.
pub struct Family {
    /// Folder name.
    pub name: &'static str,
    /// Runs every case of the folder.
    pub run: fn(&Folder) -> Tally,
}

/// Every family that must be present, in the order in which the table lists them.
pub const FAMILIES: &[Family] = &[
    Family { name: "wycheproof", run: crypto::wycheproof },
    Family { name: "ed25519-cctv", run: crypto::cctv },
    Family { name: "ed25519-speccheck", run: crypto::speccheck },
    Family { name: "jsontestsuite", run: documents::jsontestsuite },
    Family { name: "jcs", run: documents::jcs },
    Family { name: "dsse", run: documents::dsse },
    Family { name: "in-toto-statement", run: documents::statements },
];
