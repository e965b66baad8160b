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
    /// The families of evidence must be there, and something in each must be right.
    pub required: bool,
}

/// Every family that is known, in the order in which the table lists them.
pub const FAMILIES: &[Family] = &[
    Family {
        name: "wycheproof",
        run: |folder, _| crypto::wycheproof(folder),
        required: true,
    },
    Family {
        name: "ed25519-cctv",
        run: |folder, _| crypto::cctv(folder),
        required: true,
    },
    Family {
        name: "ed25519-speccheck",
        run: |folder, _| crypto::speccheck(folder),
        required: true,
    },
    Family {
        name: "jsontestsuite",
        run: |folder, _| documents::jsontestsuite(folder),
        required: true,
    },
    Family {
        name: "jcs",
        run: |folder, _| documents::jcs(folder),
        required: true,
    },
    Family {
        name: "dsse",
        run: |folder, _| documents::dsse(folder),
        required: true,
    },
    Family {
        name: "in-toto-statement",
        run: |folder, _| documents::statements(folder),
        required: true,
    },
    Family {
        name: "tlog-merkle",
        run: |folder, _| logs::merkle(folder),
        required: true,
    },
    Family {
        name: "tlog-notes",
        run: |folder, _| logs::notes(folder),
        required: true,
    },
    Family {
        name: "did-key",
        run: |folder, _| identifiers::did_key(folder),
        required: true,
    },
    Family {
        name: "didwebvh",
        run: identifiers::did_webvh,
        required: true,
    },
    Family {
        name: "vc-data-integrity",
        run: |folder, _| credentials::data_integrity(folder),
        required: true,
    },
    Family {
        name: "vc-data-model",
        run: |folder, _| credentials::data_model(folder),
        required: true,
    },
    Family {
        name: "bitstring-status-list",
        run: |folder, _| credentials::status_lists(folder),
        required: true,
    },
    Family {
        name: "trestle",
        run: sidecars::trestle,
        required: true,
    },
    Family {
        name: "sigstore-conformance",
        run: bundles::conformance,
        required: true,
    },
    Family {
        name: "sigstore-go",
        run: bundles::sigstore_go,
        required: true,
    },
    Family {
        name: "npm-provenance",
        run: bundles::npm,
        required: true,
    },
    Family {
        name: "pep740",
        run: bundles::pep740,
        required: true,
    },
    Family {
        name: "oms",
        run: folders::model_signing,
        required: true,
    },
    Family {
        name: "oscal",
        run: |folder, _| profiles::oscal(folder),
        required: false,
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
        "required": family.required,
        "cases": tally.cases(),
        "right": tally.right,
        "wrong": tally.wrong,
        "skipped": tally.skipped,
        "record": tally.record,
    });
    Some(line.to_string())
}
