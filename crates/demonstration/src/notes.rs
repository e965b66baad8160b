//! The signed state of an invented log, and the way of a document into it (C2SP checkpoint and tlog-proof). Never more than
//! four entries.

use crate::{Workshop, envelopes};
use publish::sign::SigningKey;
use std::collections::BTreeMap;
use trust::encoding::to_base64;
use trust::hash::sha256;
use trust::keys::PublicKey;
use trust::merkle::{leaf_hash, node_hash};
use trust::note::NoteKey;

/// Name of the log whose state is signed.
const NOTE_LOG: &str = "tideline-registry.example/notes";

pub fn make(shop: &Workshop, made: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let key = shop.keys.key("note-log")?;
    let mut put = |name: &str, text: String| {
        made.insert(format!("evidence/{name}"), text.into_bytes());
    };
    let root = sha256(&[b"the tree of the demonstration"]);
    put("checkpoint.txt", checkpoint(&key, 4096, &root)?);

    // The model card is the third of four entries.
    let card = leaf_hash(shop.file(envelopes::MODEL)?);
    let [first, second, fourth] =
        [b"first", b"other", b"forth"].map(|entry| leaf_hash(entry.as_slice()));
    let before = node_hash(&first, &second);
    let state = checkpoint(&key, 4, &node_hash(&before, &node_hash(&card, &fourth)))?;
    put("log-proof.txt", proof(&[fourth, before], &state));
    put("log-proof-astray.txt", proof(&[first, before], &state));
    Ok(())
}

/// The key under the log's name.
pub fn note_key(key: &PublicKey) -> Result<NoteKey, String> {
    match key {
        PublicKey::Ed25519(bytes) => Ok(NoteKey::ed25519(NOTE_LOG, bytes)),
        _ => Err("notes are signed with Ed25519".to_owned()),
    }
}

/// c2sp.org/tlog-proof: the entry's number, the hashes beside its way from the leaf up, the state that they lead to.
fn proof(hashes: &[[u8; 32]], state: &str) -> String {
    let hashes: String = hashes
        .iter()
        .map(|hash| format!("{}\n", to_base64(hash)))
        .collect();
    format!("c2sp.org/tlog-proof@v1\nindex 2\n{hashes}\n{state}")
}

/// c2sp.org/tlog-checkpoint, signed by the log alone.
fn checkpoint(key: &SigningKey, size: u64, root: &[u8; 32]) -> Result<String, String> {
    let text = format!("{NOTE_LOG}\n{size}\n{}\n", to_base64(root));
    let id = note_key(&key.public())?.id;
    let line = [&id[..], &key.sign(text.as_bytes())].concat();
    Ok(format!("{text}\n— {NOTE_LOG} {}\n", to_base64(&line)))
}
