//! The viewpoint that the demonstration's texts assume. Never more than a proposal: the reader chooses.

use crate::{Workshop, bundles, notes};
use serde_json::json;
use std::collections::BTreeMap;

/// Name of the file.
pub const FILE: &str = "viewpoint.json";

pub fn make(shop: &Workshop, made: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let text = |path: &str| {
        let bytes = made
            .get(path)
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        bytes.ok_or_else(|| format!("{path} is made first"))
    };
    let note = notes::note_key(&shop.keys.key("note-log")?.public())?;
    let mut key = vec![1];
    if let Some(trust::keys::PublicKey::Ed25519(bytes)) = note.public_key() {
        key.extend(bytes);
    }
    let log = format!(
        "{}+{}+{}",
        note.name,
        trust::encoding::to_hex(&note.id),
        trust::encoding::to_base64(&key)
    );
    let why = "it belongs to the demonstration";
    let community = |id: &str, name: &str, keys: &[&str]| {
        let keys: Result<Vec<String>, String> =
            keys.iter().map(|key| shop.keys.multikey(key)).collect();
        Ok::<_, String>(json!({ "id": id, "name": name, "keys": keys?, "why": why }))
    };
    let viewpoint = json!({
        "rulescape": "viewpoint/1",
        "name": "Demonstration",
        "communities": [
            community("lantern-commons", "Lantern Commons", &["lantern", "lantern-board"])?,
            community("harbour-guild", "Harbour Guild of Examiners", &["harbour"])?,
        ],
        "keys": [],
        "logs": [{ "key": log, "why": why }],
        "roots": [
            { "name": "Tideline Registry", "text": text("trusted_root.json")? },
            { "name": "Keys of a registry, with the time they count", "text": text("documents/registry-keys.json")? },
        ],
        "identities": [{ "name": bundles::EXPECTED.0, "issuer": bundles::EXPECTED.1 }],
        "steps": 0,
        "threshold": 1,
    });
    made.insert(FILE.to_owned(), format!("{viewpoint:#}\n").into_bytes());
    Ok(())
}
