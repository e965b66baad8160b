//! Every kind of signed file is recognised for what it is. Never needs to be told.
#![cfg(feature = "keyless")]

use ident::Standing;
use std::collections::BTreeMap;
use std::path::Path;
use trust::examine::{Material, examine};
use trust::sigstore::{self, Chosen, TrustedRoot};
use trust::time::Moment;

fn labels(file: &Path, chosen: &Chosen<'_>) -> Vec<(String, Standing)> {
    let bytes = std::fs::read(file).unwrap_or_default();
    let companions: BTreeMap<String, Vec<u8>> = file
        .parent()
        .and_then(|folder| std::fs::read(folder.join("did-witness.json")).ok())
        .map(|witness| ("did-witness.json".to_owned(), witness))
        .into_iter()
        .collect();
    let material = Material {
        file: &bytes,
        companions: Some(&companions),
        ..Material::default()
    };
    let exhibits = examine(&material, chosen, Moment(1_800_000_000));
    exhibits
        .into_iter()
        .map(|exhibit| (exhibit.label, exhibit.judged.verdict.standing()))
        .collect()
}

#[test]
fn foreign_files_are_recognised() {
    let Some(vectors) = testkit::vectors_dir() else {
        return;
    };
    let Ok(root) = TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1) else {
        panic!("the built-in root is readable")
    };
    let chosen = Chosen {
        root: Some(&root),
        ..Chosen::default()
    };
    // The first file of the folder with this ending; which one does not matter.
    let check = |folder: &str, ending: &str, label: &str, standing: Standing| {
        let files = testkit::files_below(&vectors.join(folder));
        let Some(file) = files
            .iter()
            .find(|file| file.to_string_lossy().ends_with(ending))
        else {
            return;
        };
        let found = labels(file, &chosen);
        let fits = |(name, got): &(String, Standing)| name.contains(label) && *got == standing;
        assert!(found.iter().any(fits), "{}: {found:?}", file.display());
    };
    check("dsse", ".dsse.json", "Envelope", Standing::NotCheckableHere);
    check(
        "dsse",
        ".dsse.jsonl",
        "Envelope",
        Standing::NotCheckableHere,
    );
    check(
        "sigstore-go",
        "provenance.sigstore.json",
        "Sigstore bundle",
        Standing::IntactKeyUnknown,
    );
    check(
        "npm-provenance",
        "cli-v02-tag.tgz.json",
        "npm attestation",
        Standing::IntactKeyUnknown,
    );
    check(
        "pep740",
        ".slsa.attestation",
        "PyPI attestation",
        Standing::IntactKeyUnknown,
    );
    check(
        "vc-data-integrity/eddsa-jcs-2022",
        "signedJCS.json",
        "Credential",
        Standing::IntactKeyUnknown,
    );
    check(
        "vc-data-integrity/eddsa-rdfc-2022",
        "signedDataInt.json",
        "Credential",
        Standing::NotCheckableHere,
    );
    check(
        "didwebvh/vectors/basic-create",
        "did.jsonl",
        "Identifier history",
        Standing::IntactKeyUnknown,
    );
    check(
        "tlog-notes",
        ".txt",
        "Signed note",
        Standing::NotCheckableHere,
    );
    check(
        "oscal/examples",
        "basic-catalog.json",
        "Document",
        Standing::Unsigned,
    );
}
