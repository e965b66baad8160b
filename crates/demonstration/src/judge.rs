//! Judges the demonstration as a reader would who accepted the proposed viewpoint. Never knows what should come out.

use publish::Attestation;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use trust::examine::{Exhibit, Material, examine};
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::note::NoteKey;
use trust::sigstore::{self, Chosen, ExpectedIdentity, ManagedKey, TrustedRoot};
use trust::time::Moment;

/// When readers of the tests look at it: 2026-09-01, after everything was signed and before anything more expires.
pub const NOW: Moment = Moment(1_788_220_800);

/// The packed demonstration and whom its viewpoint chooses.
pub struct Judge {
    files: BTreeMap<String, Vec<u8>>,
    chosen: Vec<PublicKey>,
    offered: Vec<PublicKey>,
    managed: Vec<ManagedKey>,
    root: TrustedRoot,
    identity: ExpectedIdentity,
    note_keys: Vec<NoteKey>,
}

impl Judge {
    /// Reads the viewpoint out of the packed files.
    pub fn new(files: BTreeMap<String, Vec<u8>>) -> Result<Self, String> {
        let viewpoint = json(&files, crate::viewpoint::FILE)?;
        let keys = |node: &Value| -> Result<Vec<PublicKey>, String> {
            texts(node).map(|text| multikey(&text)).collect()
        };
        let mut chosen = Vec::new();
        for community in list(&viewpoint, "communities") {
            chosen.extend(keys(&community["keys"])?);
        }
        let mut offered = Vec::new();
        for path in files.keys().filter(|path| path.starts_with("communities/")) {
            let descriptor = json(&files, path)?;
            for method in list(&descriptor, "verificationMethod") {
                offered.push(multikey(&text(&method["publicKeyMultibase"]))?);
            }
        }
        let note_keys = list(&viewpoint, "logs").map(|log| {
            let key = text(&log["key"]);
            NoteKey::parse(&key).map_err(|error| format!("{key}: {error:?}"))
        });
        let note_keys = note_keys.collect::<Result<Vec<_>, String>>()?;
        let (mut root, mut managed) = (TrustedRoot::default(), Vec::new());
        for one in list(&viewpoint, "roots") {
            let text = text(&one["text"]);
            // Either a trusted root or a registry's list of keys.
            match TrustedRoot::from_bytes(text.as_bytes()) {
                Ok(read) => root = read,
                Err(_) => managed.extend(
                    sigstore::key_list(text.as_bytes()).map_err(|error| format!("{error:?}"))?,
                ),
            }
        }
        let expected = &viewpoint["identities"][0];
        let identity = ExpectedIdentity {
            name: Some(text(&expected["name"])),
            issuer: Some(text(&expected["issuer"])),
        };
        Ok(Self {
            files,
            chosen,
            offered,
            managed,
            root,
            identity,
            note_keys,
        })
    }

    /// Everything that one attestation holds, judged.
    pub fn examine(&self, attestation: &Attestation, threshold: usize) -> Vec<Exhibit> {
        let keyring = Keyring::new(self.chosen.clone(), self.offered.clone());
        let chosen = Chosen {
            keyring: keyring.with_threshold(threshold),
            managed: &self.managed,
            root: Some(&self.root),
            anchors: &[],
            identity: Some(&self.identity),
        };
        let about = attestation.about.as_ref();
        let folder = about.and_then(|about| Path::new(about).parent());
        let companions = attestation.with.iter().filter_map(|path| {
            let below = Path::new(path).strip_prefix(folder?).ok();
            let name = below.or_else(|| Path::new(path).file_name().map(Path::new))?;
            Some((name.to_str()?.to_owned(), self.files.get(path)?.clone()))
        });
        let mut companions: BTreeMap<String, Vec<u8>> = companions.collect();
        if about.is_none() {
            for path in &attestation.with {
                let name = path.rsplit('/').next().unwrap_or(path);
                let bytes = self.files.get(path).cloned().unwrap_or_default();
                companions.insert(name.to_owned(), bytes);
            }
        }
        let document = about.and_then(|about| self.files.get(about));
        let material = Material {
            file: document.unwrap_or(&attestation.bytes),
            signature: document.map(|_| attestation.bytes.as_slice()),
            companions: Some(&companions),
            note_keys: &self.note_keys,
        };
        examine(&material, &chosen, NOW)
    }
}

fn json(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Result<Value, String> {
    let bytes = files
        .get(path)
        .ok_or_else(|| format!("{path} is missing"))?;
    serde_json::from_slice(bytes).map_err(|error| format!("{path}: {error}"))
}

fn list<'a>(node: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    let list = node.get(name).and_then(Value::as_array);
    list.into_iter().flatten()
}

fn texts(node: &Value) -> impl Iterator<Item = String> + use<'_> {
    let list = node.as_array().into_iter().flatten();
    list.map(text)
}

fn text(node: &Value) -> String {
    node.as_str().unwrap_or_default().to_owned()
}

fn multikey(text: &str) -> Result<PublicKey, String> {
    PublicKey::from_multikey(text).map_err(|error| format!("{text}: {error:?}"))
}
