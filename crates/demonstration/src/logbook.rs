//! An invented transparency log: entries, promise, proof, checkpoint. Never has more than four entries.

use publish::sign::SigningKey;
use serde_json::{Value, json};
use trust::encoding::{to_base64, to_hex};
use trust::hash::{Hash, sha256};
use trust::merkle::{leaf_hash, node_hash};
use trust::time::Moment;

/// The log's host, and the origin of its checkpoints.
pub const HOST: &str = "log.tideline-registry.example";

/// Where the entry stands among four.
const INDEX: u64 = 1;

/// What one entry says, and what its log says about it, before anything is made wrong on purpose.
pub struct Entry {
    /// Its number over all trees that the log ever had.
    pub index: u64,
    pub body: Vec<u8>,
    pub time: Moment,
    pub promised: Moment,
    pub hashes: Vec<[u8; 32]>,
    pub root: [u8; 32],
}

impl Entry {
    /// An entry about a signed envelope, as Rekor's kind `dsse` 0.0.1 writes it.
    pub fn new(
        envelope: &Value,
        payload: &[u8],
        signature: &[u8],
        verifier: &str,
        time: Moment,
    ) -> Self {
        let hash = |bytes: &[u8]| json!({ "algorithm": "sha256", "value": to_hex(&Hash::Sha256.of(bytes)) });
        let body = json!({
            "apiVersion": "0.0.1",
            "kind": "dsse",
            "spec": {
                "envelopeHash": hash(envelope.to_string().as_bytes()),
                "payloadHash": hash(payload),
                "signatures": [{
                    "signature": to_base64(signature),
                    "verifier": to_base64(verifier.as_bytes()),
                }],
            },
        });
        let body = body.to_string().into_bytes();
        let [zero, two, three] =
            [b"first", b"third", b"forth"].map(|other| leaf_hash(other.as_slice()));
        let pair = node_hash(&two, &three);
        let root = node_hash(&node_hash(&zero, &leaf_hash(&body)), &pair);
        Self {
            index: INDEX,
            body,
            time,
            promised: time,
            hashes: vec![zero, pair],
            root,
        }
    }

    /// The entry as bundles carry it, promised by `log`, its state signed by `checkpointer`.
    pub fn printed(&self, log: &SigningKey, checkpointer: &SigningKey) -> Value {
        let log_id = id(log);
        let promise = format!(
            "{{\"body\":\"{}\",\"integratedTime\":{},\"logID\":\"{}\",\"logIndex\":{}}}",
            to_base64(&self.body),
            self.promised.0,
            to_hex(&log_id),
            self.index
        );
        let hashes: Vec<String> = self.hashes.iter().map(|hash| to_base64(hash)).collect();
        json!({
            "logIndex": self.index.to_string(),
            "logId": { "keyId": to_base64(&log_id) },
            "kindVersion": { "kind": "dsse", "version": "0.0.1" },
            "integratedTime": self.time.0.to_string(),
            "inclusionPromise": { "signedEntryTimestamp": to_base64(&log.sign(promise.as_bytes())) },
            "inclusionProof": {
                "logIndex": INDEX.to_string(),
                "rootHash": to_base64(&self.root),
                "treeSize": "4",
                "hashes": hashes,
                "checkpoint": { "envelope": checkpoint(&self.root, checkpointer, &log_id) },
            },
            "canonicalizedBody": to_base64(&self.body),
        })
    }
}

/// SHA-256 of the log's key.
pub fn id(log: &SigningKey) -> [u8; 32] {
    sha256(&[&log.public().to_spki()])
}

/// A signed note; the line names the log's key, whoever made the signature.
fn checkpoint(root: &[u8; 32], by: &SigningKey, log_id: &[u8; 32]) -> String {
    let text = format!("{HOST}\n4\n{}\n", to_base64(root));
    let line = [&log_id[..4], &by.sign(text.as_bytes())].concat();
    format!("{text}\n— {HOST} {}\n", to_base64(&line))
}
