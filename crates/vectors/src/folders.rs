//! Signed folders of OpenSSF Model Signing. Never reads a folder's name.

use std::path::Path;

use ident::Standing;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::model_signing;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen, TrustedRoot};
use trust::time::Moment;

use crate::bundles::{at_least, roots};
use crate::{Folder, Tally};

/// Signed folders must hold with the published keys; spec vectors must be read, or refused, by their form.
pub fn model_signing(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    for (part, accept) in [
        ("valid", true),
        ("invalid", false),
        ("invalid-payload", false),
    ] {
        let root = Path::new("spec-vectors").join(part);
        for file in folder
            .files()
            .into_iter()
            .filter(|file| file.parent() == Some(root.as_path()))
        {
            if let Ok(bytes) = folder.bytes(&file) {
                tally.accept(
                    file.display().to_string(),
                    accept,
                    trust::model_signing::read(&bytes),
                );
            }
        }
    }
    let roots = roots(folder);
    let key = folder
        .text("keys/signing-key-pub.pem")
        .ok()
        .and_then(|text| PublicKey::from_text(&text).ok());
    let anchors: Vec<Vec<u8>> = folder
        .text("keys/ca-cert.pem")
        .ok()
        .and_then(|text| trust::pem::blocks(&text).ok())
        .into_iter()
        .flatten()
        .map(|block| block.bytes)
        .collect();
    for directory in folder.folders("signed-dirs") {
        signed_directory(
            folder,
            &directory,
            key.as_ref(),
            &anchors,
            &roots,
            now,
            &mut tally,
        );
    }
    tally
}

fn signed_directory(
    folder: &Folder<'_>,
    directory: &Path,
    key: Option<&PublicKey>,
    anchors: &[Vec<u8>],
    roots: &[TrustedRoot],
    now: Moment,
    tally: &mut Tally,
) {
    let name = directory.display().to_string();
    let Ok(signature) = folder.bytes(directory.join("model.sig")) else {
        return tally.broken(name, "no model.sig");
    };
    let mut files = std::collections::BTreeMap::new();
    for file in folder.files() {
        if let Ok(below) = file.strip_prefix(directory) {
            let bytes = folder.bytes(&file).unwrap_or_default();
            files.insert(below.display().to_string(), trust::hash::sha256(&[&bytes]));
        }
    }
    let listed = match trust::model_signing::read(&signature) {
        Ok(list) => list,
        Err(error) => return tally.broken(name, format!("{error:?}")),
    };
    // Upstream passes some files as left out without signing that; a strict reader must see them first.
    let is_listed = |path: &String| {
        listed
            .files
            .iter()
            .any(|(name, ..)| name == path || name == ".")
            || listed.left_out.contains(path)
    };
    let strangers: Vec<String> = files
        .keys()
        .filter(|path| *path != "model.sig" && !is_listed(path))
        .cloned()
        .collect();
    let judge = |left_out: Vec<String>, files: &std::collections::BTreeMap<String, [u8; 32]>| {
        let at_hand = model_signing::Folder {
            files: files.clone(),
            left_out,
        };
        let keyring = Keyring::new(key.into_iter().cloned().collect(), Vec::new());
        let mut last = Err("no root".to_owned());
        for root in roots {
            let chosen = Chosen {
                keyring: keyring.clone(),
                anchors,
                root: Some(root),
                ..Chosen::default()
            };
            let judged = sigstore::check(&signature, Artefact::Folder(&at_hand), &chosen, now);
            // Nobody is named for short-lived certificates, so intact is all there is to expect of them.
            last = at_least(&judged, Standing::IntactKeyUnknown);
            if last.is_ok() {
                break;
            }
        }
        last
    };
    let own = || vec!["model.sig".to_owned()];
    if !strangers.is_empty() {
        tally.accept(
            format!("{name}, unsigned file"),
            false,
            judge(own(), &files),
        );
    }
    let mut left_out = own();
    left_out.extend(strangers);
    tally.accept(&name, true, judge(left_out.clone(), &files));
    let mut changed = files.clone();
    if let Some((_, digest)) = changed
        .iter_mut()
        .find(|(path, _)| !left_out.contains(path) && !listed.left_out.contains(path))
    {
        digest[0] ^= 1;
    }
    tally.accept(
        format!("{name}, one file changed"),
        false,
        judge(left_out, &changed),
    );
}
