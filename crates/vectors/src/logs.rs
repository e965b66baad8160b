//! Transparency logs: Merkle proofs, notes, keys, checkpoints, policies, proofs. Never verifies by itself.

use intake::json::Node;
use trust::checkpoint::{Checkpoint, TlogProof};
use trust::encoding::{Base64, from_base64, from_hex, to_hex};
use trust::hash::sha256;
use trust::keys::PublicKey;
use trust::merkle;
use trust::note::{Note, NoteKey, NoteKeyError};
use trust::policy::{Dialect, Policy};
use trust::signature::{self, Scheme};

use crate::folder::expected;
use crate::{Folder, Tally};

/// One file per proof; `wantErr` says that it must not prove.
pub fn merkle(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.each_json(&mut tally, |file, root, tally| {
        let refused = root.get("wantErr").and_then(Node::as_bool);
        let name = file.display().to_string();
        let held = if file.starts_with("inclusion") {
            inclusion(&root)
        } else if file.starts_with("consistency") {
            consistency(&root)
        } else {
            return tally.broken(name, "neither inclusion nor consistency");
        };
        tally.judged(name, refused.map(|refused| !refused), held);
    });
    tally
}

fn inclusion(case: &Node) -> Result<(), String> {
    let proof = merkle::check_inclusion(
        number(case, "leafIdx")?,
        number(case, "treeSize")?,
        &hash(case.get("leafHash"))?,
        &hashes(case.get("proof"))?,
        &hash(case.get("root"))?,
    );
    proof.map(drop).map_err(|error| format!("{error:?}"))
}

fn consistency(case: &Node) -> Result<(), String> {
    let proof = merkle::check_consistency(
        number(case, "size1")?,
        number(case, "size2")?,
        &hash(case.get("root1"))?,
        &hash(case.get("root2"))?,
        &hashes(case.get("proof"))?,
    );
    proof.map(drop).map_err(|error| format!("{error:?}"))
}

fn number(case: &Node, name: &str) -> Result<u64, String> {
    case.get(name)
        .and_then(Node::as_number)
        .and_then(|number| number.as_u64())
        .ok_or_else(|| format!("{name}: no number"))
}

fn hash(node: Option<&Node>) -> Result<merkle::Node, String> {
    let text = node.and_then(Node::as_str).ok_or("no hash")?;
    let bytes = from_base64(text, Base64::Standard).map_err(|error| format!("{error:?}"))?;
    bytes.try_into().map_err(|_error| "not 32 bytes".to_owned())
}

fn hashes(node: Option<&Node>) -> Result<Vec<merkle::Node>, String> {
    node.and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
        .map(|hash_node| hash(Some(hash_node)))
        .collect()
}

/// Every list of the folder that is there; at least one must be.
pub fn notes(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    each(folder, &mut tally, "signed-notes.json", signed_note);
    each(folder, &mut tally, "vkeys.json", |case, tally| {
        let read = NoteKey::parse(text(case, "vkey"));
        tally.judged(text(case, "vkey"), stated(case), read);
    });
    each(folder, &mut tally, "checkpoints.json", checkpoint);
    each(folder, &mut tally, "policies.json", policy);
    each(folder, &mut tally, "tlog-proofs.json", tlog_proof);
    each(folder, &mut tally, "sigsum-proofs.json", |case, tally| {
        let accept = expected(text(case, "expect"), "valid", "invalid");
        tally.judged(text(case, "name"), accept, sigsum(case));
    });
    // Notes that stand alone have no published keys: they must be read as checkpoints, and no key may hold.
    for file in folder
        .files()
        .into_iter()
        .filter(|file| file.extension().is_some_and(|end| end == "txt"))
    {
        let name = file.display().to_string();
        let read = folder.bytes(&file).and_then(|bytes| {
            let note = Note::parse(&bytes).map_err(|error| format!("{error:?}"))?;
            Checkpoint::parse(&note.text).map_err(|error| format!("{error:?}"))?;
            if note.check(&[]).is_ok() {
                Err("holds without a key".to_owned())
            } else {
                Ok(())
            }
        });
        tally.accept(name, true, read);
    }
    tally
}

fn each(folder: &Folder<'_>, tally: &mut Tally, file: &str, run: impl Fn(&Node, &mut Tally)) {
    if folder.has(file) {
        folder.cases(file, tally, run);
    }
}

fn text<'a>(case: &'a Node, name: &str) -> &'a str {
    case.get(name).and_then(Node::as_str).unwrap_or_default()
}

fn stated(case: &Node) -> Option<bool> {
    case.get("valid").and_then(Node::as_bool)
}

fn flag(case: &Node) -> bool {
    stated(case).unwrap_or_default()
}

fn signed_note(case: &Node, tally: &mut Tally) {
    let name = text(case, "name");
    let bytes = match case.get("note_base64").and_then(Node::as_str) {
        Some(encoded) => from_base64(encoded, Base64::Standard).unwrap_or_default(),
        None => text(case, "note").as_bytes().to_vec(),
    };
    let given = case.get("vkeys").and_then(Node::as_array);
    let mut keys = Vec::new();
    for key in given.unwrap_or_default() {
        match NoteKey::parse(key.as_str().unwrap_or_default()) {
            Ok(key) => keys.push(key),
            // Signatures of kinds that nobody here knows are passed over, like those of unknown keys.
            Err(NoteKeyError::Type) => {}
            Err(error) => return tally.broken(name, format!("a key of the case: {error:?}")),
        }
    }
    let held = Note::parse(&bytes).and_then(|note| note.check(&keys));
    let names = |list: &Node| {
        list.as_array()
            .unwrap_or_default()
            .iter()
            .filter_map(Node::as_str)
            .map(str::to_owned)
            .collect()
    };
    match (expected(text(case, "expect"), "valid", "invalid"), held) {
        (Some(true), Ok(signers)) => {
            let got: Vec<String> = signers.0.iter().map(|(key, _)| key.name.clone()).collect();
            let wanted: Vec<String> = case.get("verified_keys").map_or_else(|| got.clone(), names);
            tally.expect(name, wanted, got);
        }
        (accept, held) => tally.judged(name, accept, held),
    }
}

fn checkpoint(case: &Node, tally: &mut Tally) {
    let read = Checkpoint::parse(text(case, "body"));
    let name = text(case, "desc");
    match &read {
        // The README: `note` marks cases where upstream is laxer than the standard.
        Err(_) if flag(case) && case.get("note").is_some() => {
            tally.skip(name, "upstream is laxer than C2SP here")
        }
        Ok(read) if flag(case) && case.get("size").is_some() => {
            let got = (read.origin.clone(), Ok(read.size));
            tally.expect(
                name,
                (text(case, "note_origin").to_owned(), number(case, "size")),
                got,
            );
        }
        _ => tally.judged(name, stated(case), read),
    }
}

fn policy(case: &Node, tally: &mut Tally) {
    let sigsum = case.get("key_format").is_some();
    let dialect = if sigsum {
        Dialect::Sigsum
    } else {
        Dialect::C2sp
    };
    let name = text(case, "name");
    match Policy::parse(text(case, "policy"), dialect) {
        Err(_) if flag(case) && case.get("note").is_some() => {
            tally.skip(name, "upstream is laxer than C2SP here")
        }
        Ok(read)
            if flag(case)
                && case
                    .get("top_level_threshold")
                    .is_some_and(|number| number.as_number().is_some()) =>
        {
            let got = read.top_threshold().map_or(0, |threshold| threshold as u64);
            tally.expect(name, number(case, "top_level_threshold"), Ok(got));
        }
        read => tally.judged(name, stated(case), read),
    }
}

fn tlog_proof(case: &Node, tally: &mut Tally) {
    let name = text(case, "name");
    match TlogProof::parse(text(case, "text")) {
        Ok(read) if flag(case) => {
            let got = (Ok(read.index), Ok(read.hashes.len() as u64));
            tally.expect(name, (number(case, "index"), number(case, "hashes")), got);
        }
        read => tally.judged(name, stated(case), read),
    }
}

/// A Sigsum proof says the same as a tlog-proof in other words; here it is put into ours and checked by the same code.
fn sigsum(case: &Node) -> Result<(), String> {
    let keys = ssh_keys(case)?;
    let by_hash = |hash: &str| {
        let found = keys.iter().find(|key| to_hex(&sha256(&[*key])) == hash);
        found
            .copied()
            .ok_or_else(|| format!("no key with hash {hash}"))
    };
    let field = |name: &str| {
        text(case, "proof")
            .lines()
            .find_map(move |line| line.strip_prefix(name)?.strip_prefix('='))
    };
    let fields = |name: &'static str| {
        text(case, "proof")
            .lines()
            .filter_map(move |line| line.strip_prefix(name)?.strip_prefix('='))
    };
    let hex = |text: &str| from_hex(text).map_err(|error| format!("{error:?}"));

    let log_hash = field("log").ok_or("no log")?;
    let log = PublicKey::Ed25519(by_hash(log_hash)?);
    let leaf: Vec<&str> = field("leaf").ok_or("no leaf")?.split(' ').collect();
    let (submitter, leaf_signature) = match leaf.as_slice() {
        [submitter, signature] | [_, submitter, signature] => (*submitter, hex(signature)?),
        _ => return Err("leaf line".to_owned()),
    };
    let root: merkle::Node = hex(field("root_hash").ok_or("no root")?)?
        .try_into()
        .map_err(|_error| "root")?;
    let size: u64 = field("size")
        .and_then(|size| size.parse().ok())
        .ok_or("no size")?;
    let body = format!(
        "sigsum.org/v1/tree/{log_hash}\n{size}\n{}\n",
        trust::encoding::to_base64(&root)
    );
    if case
        .get("checkpoint_body")
        .is_some_and(|given| given.as_str() != Some(&body))
    {
        return Err("another checkpoint body".to_owned());
    }
    Checkpoint::parse(&body).map_err(|error| format!("{error:?}"))?;
    let signed = |key: &PublicKey, message: &[u8], bytes: &[u8]| {
        signature::check(key, Scheme::Ed25519, message, bytes)
            .map(drop)
            .map_err(|error| format!("{error:?}"))
    };
    signed(
        &log,
        body.as_bytes(),
        &hex(field("signature").ok_or("no signature")?)?,
    )?;

    for line in fields("cosignature") {
        let words: Vec<&str> = line.split(' ').collect();
        let [witness, time, bytes] = words.as_slice() else {
            return Err("cosignature line".to_owned());
        };
        // Witnesses whose key is not at hand are passed over, as in notes.
        let Ok(key) = by_hash(witness) else { continue };
        let message = format!("cosignature/v1\ntime {time}\n{body}");
        signed(&PublicKey::Ed25519(key), message.as_bytes(), &hex(bytes)?)?;
    }

    let checksum = sha256(&[&hex(text(case, "message_hex"))?]);
    let submitter_key = by_hash(submitter)?;
    signed(
        &PublicKey::Ed25519(submitter_key),
        &[b"sigsum.org/v1/tree-leaf\0".as_slice(), &checksum].concat(),
        &leaf_signature,
    )?;
    let entry = [
        checksum.as_slice(),
        &leaf_signature,
        &sha256(&[&submitter_key]),
    ]
    .concat();
    let index = field("leaf_index")
        .and_then(|index| index.parse().ok())
        .unwrap_or(0);
    let path = fields("node_hash")
        .map(|hash| {
            hex(hash)?
                .try_into()
                .map_err(|_error| "node hash".to_owned())
        })
        .collect::<Result<Vec<merkle::Node>, _>>()?;
    let proven = merkle::check_inclusion(index, size, &merkle::leaf_hash(&entry), &path, &root);
    proven.map(drop).map_err(|error| format!("{error:?}"))
}

/// The last 32 bytes of an `ssh-ed25519` blob are the key.
fn ssh_keys(case: &Node) -> Result<Vec<[u8; 32]>, String> {
    let keys = case
        .get("keys_openssh")
        .and_then(Node::as_object)
        .unwrap_or_default();
    keys.iter()
        .map(|(_, key)| {
            let blob = key
                .as_str()
                .and_then(|key| key.split(' ').nth(1))
                .ok_or("ssh key")?;
            let blob = from_base64(blob, Base64::Standard).map_err(|error| format!("{error:?}"))?;
            blob.last_chunk::<32>()
                .copied()
                .ok_or_else(|| "ssh key".to_owned())
        })
        .collect()
}
