//! Sigstore bundles of every origin. Never reads a case's name beyond the ending its suite defines.

use std::path::Path;

use ident::Standing;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen, ExpectedIdentity, TrustedRoot};
use trust::time::Moment;

use crate::{Folder, Tally};

/// Used by the conformance suite when a case names no signer of its own (UPSTREAM-README).
const DEFAULT_IDENTITY: &str = "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
/// The same for who vouches for the signer.
const DEFAULT_ISSUER: &str = "https://token.actions.githubusercontent.com";

/// One folder per case; `_fail` must not be confirmed, everything else must.
pub fn conformance(folder: &Folder, now: Moment) -> Tally {
    let mut tally = Tally::default();
    for case in folder.folders("") {
        if !folder.has(case.join("bundle.sigstore.json")) {
            continue;
        }
        let name = case.display().to_string();
        match conformance_case(folder, &case, now) {
            Ok(result) => tally.accept(&name, !name.ends_with("_fail"), result),
            Err(why) => tally.broken(&name, why),
        }
    }
    tally
}

fn conformance_case(folder: &Folder, case: &Path, now: Moment) -> Result<Result<(), String>, String> {
    let bundle = folder.bytes(case.join("bundle.sigstore.json"))?;
    let artefact = folder.bytes(case.join("artifact")).or_else(|_| folder.bytes("a.txt"))?;
    let text = |name: &str, default: &str| {
        folder.text(case.join(name)).map_or_else(|_| default.to_owned(), |text| text.trim().to_owned())
    };
    let identity = ExpectedIdentity {
        name: Some(text("identity", DEFAULT_IDENTITY)),
        issuer: Some(text("issuer", DEFAULT_ISSUER)),
    };
    let root = folder
        .bytes(case.join("trusted_root.json"))
        .or_else(|_| folder.bytes("production_trusted_root.json"))?;
    let root = match TrustedRoot::from_bytes(&root) {
        Ok(root) => root,
        Err(error) => return Ok(Err(format!("the trusted root is refused: {error:?}"))),
    };
    let mut chosen = Chosen { root: Some(&root), ..Chosen::default() };
    if folder.has(case.join("key.pub")) {
        let key = match PublicKey::from_text(&folder.text(case.join("key.pub"))?) {
            Ok(key) => key,
            Err(error) => return Ok(Err(format!("the key is refused: {error:?}"))),
        };
        chosen.keyring = Keyring::new(vec![key], Vec::new());
    } else {
        chosen.identity = Some(&identity);
    }
    Ok(confirmed(&sigstore::check(&bundle, Artefact::Document(&artefact), &chosen, now)))
}

/// Confirmed by a chosen key, or the step that decided otherwise.
pub fn confirmed(judged: &trust::sidecar::Judged) -> Result<(), String> {
    match judged.verdict.standing() {
        Standing::ConfirmedByChosenKey => Ok(()),
        other => Err(format!("{other:?}: {:?}", judged.verdict.decisive())),
    }
}
