//! Sidecars and packages of compliance-trestle. Never knows a case's name.

use std::collections::BTreeMap;

use ident::Standing;
use intake::json::Node;
use trust::Verdict;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::sidecar::{self, Artefact};
use trust::time::Moment;

use crate::{Folder, Tally};

/// `cases.json`, and the signed package where there is one.
pub fn trestle(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    folder.cases("cases.json", &mut tally, |case, tally| {
        let name = case.get("name").and_then(Node::as_str).unwrap_or_default();
        let expected = match case.get("expect").and_then(Node::as_str) {
            Some("confirmed") => Standing::ConfirmedByChosenKey,
            Some("key-unknown") => Standing::IntactKeyUnknown,
            Some("broken") => Standing::Broken,
            Some("not-checkable") => Standing::NotCheckableHere,
            Some("unsigned") => Standing::Unsigned,
            other => {
                return tally.broken(name, format!("an expectation we do not know: {other:?}"));
            }
        };
        match verdict(folder, case, now) {
            Ok(verdict) => {
                tally.expect(name, expected, verdict.standing());
                tally.record.push(format!("{name}: {:?}", verdict.steps()));
            }
            Err(why) => tally.broken(name, why),
        }
    });
    if folder.has("package.manifest.json") {
        package(folder, now, &mut tally);
    }
    tally
}

fn verdict(folder: &Folder<'_>, case: &Node, now: Moment) -> Result<Verdict, String> {
    let document = case
        .get("document")
        .and_then(Node::as_str)
        .ok_or("no document")?;
    let bytes = folder.bytes(document)?;
    let keys = |name: &str| {
        let files = case
            .get(name)
            .and_then(Node::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(Node::as_str);
        files
            .map(|file| key(folder, file))
            .collect::<Result<Vec<_>, _>>()
    };
    let keyring = Keyring::new(keys("chosen_keys")?, keys("offered_keys")?);
    let Some(signature) = case.get("signature").and_then(Node::as_str) else {
        return Ok(sidecar::unsigned(&bytes));
    };
    let signature = folder.bytes(signature)?;
    // A case whose document is a manifest is about the package.
    let read = intake::json::parse(&bytes, &intake::json::Limits::FILE);
    let files = match &read {
        Ok(json) if json.root.get("primaryArtifact").is_some() => Some(listed(folder, &json.root)),
        _ => None,
    };
    let artefact = files.as_ref().map_or(Artefact::Document(&bytes), |files| {
        Artefact::Package(&bytes, files)
    });
    Ok(sidecar::check(&signature, artefact, &keyring, now).verdict)
}

fn key(folder: &Folder<'_>, file: &str) -> Result<PublicKey, String> {
    PublicKey::from_text(&folder.text(file)?).map_err(|error| format!("{file}: {error:?}"))
}

fn listed(folder: &Folder<'_>, manifest: &Node) -> BTreeMap<String, Vec<u8>> {
    let artefacts = manifest
        .get("artifacts")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let names = artefacts
        .iter()
        .filter_map(|artefact| artefact.get("uri").and_then(Node::as_str));
    names
        .filter_map(|name| Some((name.to_owned(), folder.bytes(name).ok()?)))
        .collect()
}

/// The README: confirmed with the key `other.pub.pem`; changing any listed file makes it broken.
fn package(folder: &Folder<'_>, now: Moment, tally: &mut Tally) {
    let read = || -> Result<_, String> {
        let manifest = folder.bytes("package.manifest.json")?;
        let json = folder.json("package.manifest.json")?;
        let keyring = Keyring::new(vec![key(folder, "other.pub.pem")?], Vec::new());
        Ok((
            manifest,
            listed(folder, &json.root),
            folder.bytes("package.manifest.dsse")?,
            keyring,
        ))
    };
    let (manifest, files, envelope, keyring) = match read() {
        Ok(read) => read,
        Err(why) => return tally.broken("package", why),
    };
    let judge = |files: &BTreeMap<String, Vec<u8>>| {
        sidecar::check(
            &envelope,
            Artefact::Package(&manifest, files),
            &keyring,
            now,
        )
        .verdict
        .standing()
    };
    tally.expect("package", Standing::ConfirmedByChosenKey, judge(&files));
    for name in files.keys() {
        let mut changed = files.clone();
        if let Some(bytes) = changed.get_mut(name) {
            let text = String::from_utf8_lossy(bytes).replacen('{', "{\"zz-added\":true,", 1);
            *bytes = text.into_bytes();
        }
        tally.expect(
            format!("package, {name} changed"),
            Standing::Broken,
            judge(&changed),
        );
        changed.remove(name);
        tally.expect(
            format!("package, {name} missing"),
            Standing::Broken,
            judge(&changed),
        );
    }
}
