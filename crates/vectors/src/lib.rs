//! Foreign test vectors, family by family: what ran, what was right, what was wrong. Never special-cases a name.
//!
//! The layout of the folder is the contract: another folder of the same layout with other cases runs unchanged. The files
//! are handed in, so that a browser runs what a terminal runs.

mod bundles;
mod credentials;
mod crypto;
mod documents;
mod folder;
mod folders;
mod identifiers;
mod logs;
mod profiles;
mod sidecars;

use trust::time::Moment;

pub use folder::{Files, Folder, Tally};

/// A family of vectors: the folder it lives in, whether it must be there, and what runs it.
pub struct Family {
    /// Folder name.
    pub name: &'static str,
    /// Runs every case of the folder.
    pub run: fn(&Folder<'_>, Moment) -> Tally,
}

/// Every family that must be present, in the order in which the table lists them.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "wycheproof",
        run: |folder, _| crypto::wycheproof(folder),
    },
    Family {
        name: "ed25519-cctv",
        run: |folder, _| crypto::cctv(folder),
    },
    Family {
        name: "ed25519-speccheck",
        run: |folder, _| crypto::speccheck(folder),
    },
    Family {
        name: "jsontestsuite",
        run: |folder, _| documents::jsontestsuite(folder),
    },
    Family {
        name: "jcs",
        run: |folder, _| documents::jcs(folder),
    },
    Family {
        name: "dsse",
        run: |folder, _| documents::dsse(folder),
    },
    Family {
        name: "in-toto-statement",
        run: |folder, _| documents::statements(folder),
    },
    Family {
        name: "tlog-merkle",
        run: |folder, _| logs::merkle(folder),
    },
    Family {
        name: "tlog-notes",
        run: |folder, _| logs::notes(folder),
    },
    Family {
        name: "did-key",
        run: |folder, _| identifiers::did_key(folder),
    },
    Family {
        name: "didwebvh",
        run: identifiers::did_webvh,
    },
    Family {
        name: "vc-data-integrity",
        run: |folder, _| credentials::data_integrity(folder),
    },
    Family {
        name: "vc-data-model",
        run: |folder, _| credentials::data_model(folder),
    },
    Family {
        name: "bitstring-status-list",
        run: |folder, _| credentials::status_lists(folder),
    },
    Family {
        name: "trestle",
        run: sidecars::trestle,
    },
    Family {
        name: "sigstore-conformance",
        run: bundles::conformance,
    },
    Family {
        name: "sigstore-go",
        run: bundles::sigstore_go,
    },
    Family {
        name: "npm-provenance",
        run: bundles::npm,
    },
    Family {
        name: "pep740",
        run: bundles::pep740,
    },
    Family {
        name: "oms",
        run: folders::model_signing,
    },
    Family {
        name: "oscal",
        run: |folder, _| profiles::oscal(folder),
    },
];

/// Runs one family and prints what came of it as one line of JSON, the same on every host. Nothing if the family is not
/// known or has no files.
pub fn line(files: &Files, family: &str, now: Moment) -> Option<String> {
    let family = FAMILIES.iter().find(|known| known.name == family)?;
    let folder = Folder::new(files, family.name);
    if !folder.exists() {
        return None;
    }
    let tally = (family.run)(&folder, now);
    let line = serde_json::json!({
        "family": family.name,
        "cases": tally.cases(),
        "right": tally.right,
        "wrong": tally.wrong,
        "skipped": tally.skipped,
        "record": tally.record,
    });
    Some(line.to_string())
}
