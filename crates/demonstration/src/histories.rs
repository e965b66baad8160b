//! Histories of an invented `did:webvh` identifier: unbroken, changed afterwards, unwitnessed. Never a key beyond the folder's.

use crate::Workshop;
use crate::credentials::{canonical, proven};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trust::encoding::to_base58;
use trust::hash::sha256;

/// Where the history would lie if it lay anywhere.
const PLACE: &str = "lantern-commons.example";

pub fn make(shop: &Workshop, made: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let mut put = |name: &str, text: String| {
        made.insert(format!("evidence/{name}"), text.into_bytes());
    };
    let sound = history(shop, None)?;
    put("history.did.jsonl", lines(&sound));
    let mut changed = sound.clone();
    let last = changed.last_mut().and_then(|entry| entry.get_mut("state"));
    if let Some(state) = last.and_then(Value::as_object_mut) {
        state.insert(
            "alsoKnownAs".to_owned(),
            json!(["https://somebody-else.example/"]),
        );
    }
    put("history-changed.did.jsonl", lines(&changed));
    let witness = shop.keys.did("witness")?;
    let asked = json!({ "threshold": 1, "witnesses": [{ "id": witness }] });
    put("witnesses.did.jsonl", lines(&history(shop, Some(asked))?));

    Ok(())
}

fn lines(entries: &[Value]) -> String {
    entries.iter().map(|entry| format!("{entry}\n")).collect()
}

/// Two versions, both by the key of the Lantern Commons.
fn history(shop: &Workshop, witness: Option<Value>) -> Result<Vec<Value>, String> {
    let key = shop.keys.key("lantern")?;
    let multikey = shop.keys.multikey("lantern")?;
    let method = format!("did:key:{multikey}#{multikey}");
    let mut parameters = json!({
        "method": "did:webvh:1.0",
        "scid": "{SCID}",
        "updateKeys": [multikey],
    });
    if let (Some(witness), Some(members)) = (witness, parameters.as_object_mut()) {
        members.insert("witness".to_owned(), witness);
    }
    let draft = json!({
        "versionId": "{SCID}",
        "versionTime": "2026-01-05T08:00:00Z",
        "parameters": parameters,
        "state": document("{SCID}", &multikey),
    });
    let scid = multihash(&canonical(&draft)?);
    let named: Value = serde_json::from_str(&draft.to_string().replace("{SCID}", &scid))
        .map_err(|error| error.to_string())?;
    let first = numbered(named, 1)?;
    let second = json!({
        "versionId": first.get("versionId"),
        "versionTime": "2026-05-04T08:00:00Z",
        "parameters": {},
        "state": document(&scid, &multikey),
    });
    let second = numbered(second, 2)?;
    Ok(vec![
        proven(first, &method, &key)?,
        proven(second, &method, &key)?,
    ])
}

fn document(scid: &str, multikey: &str) -> Value {
    let id = format!("did:webvh:{scid}:{PLACE}");
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": id,
        "verificationMethod": [{
            "id": format!("{id}#{multikey}"),
            "type": "Multikey",
            "controller": id,
            "publicKeyMultibase": multikey,
        }],
        "assertionMethod": [format!("{id}#{multikey}")],
    })
}

/// The entry under its own number and hash; until now it carried the name of the one before.
fn numbered(mut entry: Value, number: u32) -> Result<Value, String> {
    let hash = multihash(&canonical(&entry)?);
    if let Some(members) = entry.as_object_mut() {
        members.insert("versionId".to_owned(), json!(format!("{number}-{hash}")));
    }
    Ok(entry)
}

/// base58 of a SHA-256 multihash.
fn multihash(bytes: &[u8]) -> String {
    to_base58(&[&[0x12, 0x20][..], &sha256(&[bytes])].concat())
}
