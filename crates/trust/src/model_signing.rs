//! OpenSSF Model Signing v1.0: a signed list of a folder's files. Never overlooks a file that is not on the list.

use std::collections::{BTreeMap, BTreeSet};

use intake::json::{self, Limits, Node};

use crate::dsse::IN_TOTO;
use crate::encoding::from_hex;
use crate::hash::{Hash, sha256};
use crate::limits::MAX_FOLDER_FILES;
use crate::predicate::MODEL_SIGNING;
use crate::sidecar::is_inside;
use crate::sigstore::{Bundle, Content, Material};
use crate::statement::{Statement, Version};
use crate::verdict::{Check, Findings, Outcome};

/// The files at hand.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Path below the folder, with slashes, and SHA-256 of the bytes.
    pub files: BTreeMap<String, [u8; 32]>,
    /// Paths that are left out by the reader's own choice, besides those that the signer left out: at least the
    /// signature itself.
    pub left_out: Vec<String>,
}

/// The signed list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileList {
    /// Path, algorithm and digest, in the signed order.
    pub files: Vec<(String, String, Vec<u8>)>,
    /// Paths that the signer left out.
    pub left_out: Vec<String>,
    /// Whole files, or pieces of them.
    pub method: Method,
}

/// How files were digested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// One digest per file.
    Files,
    /// One digest per piece: read, not compared here.
    Shards,
}

/// Where a payload is not a list of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl FileList {
    /// Reads the list out of a statement, and checks that its subject is the digest of the list.
    pub fn from_statement(statement: &Statement) -> Result<Self, Malformed> {
        if statement.predicate_type != MODEL_SIGNING || statement.version != Version::V1 {
            return Err(Malformed("predicateType"));
        }
        let body = statement.predicate.as_ref().ok_or(Malformed("predicate"))?;
        only(body, &["resources", "serialization"])?;
        let serialization = body
            .get("serialization")
            .ok_or(Malformed("serialization"))?;
        only(
            serialization,
            &[
                "method",
                "hash_type",
                "shard_size",
                "allow_symlinks",
                "ignore_paths",
            ],
        )?;
        let text = |name: &'static str| {
            serialization
                .get(name)
                .and_then(Node::as_str)
                .ok_or(Malformed(name))
        };
        // An integer may be written with a fraction of zero, and the usual tool does so.
        let shard_size = serialization
            .get("shard_size")
            .map(|size| size.as_number().and_then(|size| size.as_f64()));
        let method = match (text("method")?, shard_size) {
            ("files", None) => Method::Files,
            ("shards", Some(Some(size))) if size >= 1.0 && size.fract() == 0.0 => Method::Shards,
            _ => return Err(Malformed("method")),
        };
        let hash_type = text("hash_type")?;
        if !matches!(hash_type, "sha256" | "blake2b" | "blake3") {
            return Err(Malformed("hash_type"));
        }
        serialization
            .get("allow_symlinks")
            .and_then(Node::as_bool)
            .ok_or(Malformed("allow_symlinks"))?;
        let left_out = match serialization.get("ignore_paths") {
            None => Vec::new(),
            Some(paths) => {
                let paths = paths.as_array().ok_or(Malformed("ignore_paths"))?.iter();
                let texts = paths.map(|path| {
                    path.as_str()
                        .filter(|path| !path.is_empty())
                        .map(str::to_owned)
                });
                texts
                    .collect::<Option<Vec<_>>>()
                    .ok_or(Malformed("ignore_paths"))?
            }
        };
        let resources = body
            .get("resources")
            .and_then(Node::as_array)
            .ok_or(Malformed("resources"))?;
        if resources.len() > MAX_FOLDER_FILES {
            return Err(Malformed("resources"));
        }
        let files = resources
            .iter()
            .map(|one| resource(one, hash_type, method))
            .collect::<Result<Vec<_>, _>>()?;
        let list = Self {
            files,
            left_out,
            method,
        };
        list.check_subject(statement)?;
        Ok(list)
    }

    /// The one subject is the digest over all digests in order.
    fn check_subject(&self, statement: &Statement) -> Result<(), Malformed> {
        let [subject] = statement.subjects.as_slice() else {
            return Err(Malformed("subject"));
        };
        if subject.name.is_none() {
            return Err(Malformed("subject name"));
        }
        let Some((_, given)) = subject.acceptable().find(|(hash, _)| *hash == Hash::Sha256) else {
            return Err(Malformed("subject"));
        };
        let parts: Vec<&[u8]> = self
            .files
            .iter()
            .map(|(_, _, digest)| digest.as_slice())
            .collect();
        if crate::encoding::to_hex(&sha256(&parts)) == given {
            Ok(())
        } else {
            Err(Malformed("subject digest"))
        }
    }

    /// Whether files were digested in a way that is read, but not compared here.
    fn is_beyond_us(&self) -> bool {
        let mut files = self.files.iter();
        self.method == Method::Shards || files.any(|(_, algorithm, _)| algorithm != "sha256")
    }

    /// Whether anything that is listed is at hand. A model of a single file is listed as ".".
    pub fn meets(&self, folder: &Folder) -> bool {
        let single = self.files.len() == 1 && folder.files.len() == 1;
        let is_here = |name: &String| folder.files.contains_key(name) || (single && name == ".");
        self.files.iter().any(|(name, _, _)| is_here(name))
    }
}

fn only(node: &Node, known: &[&str]) -> Result<(), Malformed> {
    let members = node.as_object().ok_or(Malformed("an object"))?;
    if members.iter().all(|(key, _)| known.contains(&&*key.name)) {
        Ok(())
    } else {
        Err(Malformed("an unknown field"))
    }
}

fn resource(
    node: &Node,
    hash_type: &str,
    method: Method,
) -> Result<(String, String, Vec<u8>), Malformed> {
    let text = |name: &'static str| node.get(name).and_then(Node::as_str).ok_or(Malformed(name));
    let name = text("name")?;
    // Shards are named after their file and the range of bytes behind it.
    let path = match method {
        Method::Files => name,
        Method::Shards => name.rsplitn(3, ':').nth(2).unwrap_or_default(),
    };
    // A model of a single file is listed as ".".
    if path != "." && !is_inside(path) {
        return Err(Malformed("name"));
    }
    // The usual tool adds to the name of the algorithm that it digested shards, and of what size.
    let algorithm = text("algorithm")?.strip_prefix(hash_type);
    let fits =
        |rest: &str| rest.is_empty() || (method == Method::Shards && rest.starts_with("-sharded-"));
    if !algorithm.is_some_and(fits) {
        return Err(Malformed("algorithm"));
    }
    let written = text("digest")?;
    let digest = from_hex(written).map_err(|_error| Malformed("digest"))?;
    let has_capitals = written.bytes().any(|byte| byte.is_ascii_uppercase());
    if has_capitals || digest.is_empty() || (hash_type == "sha256" && digest.len() != 32) {
        return Err(Malformed("digest"));
    }
    Ok((name.to_owned(), hash_type.to_owned(), digest))
}

/// What the standard's schemas close: bundle, envelope and signatures have no other members than these.
fn closed(bundle: &Node) -> Result<(), Malformed> {
    only(
        bundle,
        &["mediaType", "verificationMaterial", "dsseEnvelope"],
    )?;
    let envelope = bundle
        .get("dsseEnvelope")
        .ok_or(Malformed("dsseEnvelope"))?;
    only(envelope, &["payload", "payloadType", "signatures"])?;
    let signatures = envelope.get("signatures").and_then(Node::as_array);
    for signature in signatures.unwrap_or_default() {
        only(signature, &["sig", "keyid"])?;
    }
    // A key is named; earlier versions carried it.
    let material = bundle.get("verificationMaterial");
    match material.and_then(|material| material.get("publicKey")) {
        Some(key) => ["hint", "rawBytes"]
            .iter()
            .any(|name| key.get(name).and_then(Node::as_str).is_some())
            .then_some(())
            .ok_or(Malformed("publicKey")),
        None => Ok(()),
    }
}

/// Reads a whole signature file as far as its form goes: bundle, envelope, statement, list.
pub fn read(file: &[u8]) -> Result<FileList, Malformed> {
    let json = json::parse(file, &Limits::FILE).map_err(|_problem| Malformed("JSON"))?;
    closed(&json.root)?;
    let bundle = Bundle::from_node(&json.root).map_err(|_error| Malformed("bundle"))?;
    let Content::Envelope(envelope) = &bundle.content else {
        return Err(Malformed("dsseEnvelope"));
    };
    if envelope.payload_type != IN_TOTO || envelope.payload.is_empty() {
        return Err(Malformed("payload"));
    }
    let is_short_lived =
        matches!(&bundle.material, Material::Certificate(_, along) if along.is_empty());
    if is_short_lived && bundle.entries.is_empty() && bundle.single_certificate {
        return Err(Malformed("tlogEntries"));
    }
    let payload =
        json::parse(&envelope.payload, &Limits::FILE).map_err(|_problem| Malformed("payload"))?;
    only(
        &payload.root,
        &["_type", "subject", "predicateType", "predicate"],
    )?;
    let statement = Statement::from_node(&payload.root).map_err(|_error| Malformed("statement"))?;
    FileList::from_statement(&statement)
}

/// Compares the list with the files at hand.
pub(crate) fn judge(statement: &Statement, folder: &Folder, findings: &mut Findings) {
    let list = match FileList::from_statement(statement) {
        Ok(list) => list,
        Err(Malformed(what)) => {
            return findings.require(
                Check::Statement,
                Outcome::Failed(format!("no signed list of files: {what}")),
            );
        }
    };
    findings.require(
        Check::Subject,
        Outcome::Confirmed("the signed digest is that of the signed list".to_owned()),
    );
    findings.require(Check::Files, compare(&list, folder));
}

/// Compares the list with one file: a model of a single file, or a file of a folder whose others are not at hand.
pub(crate) fn judge_file(statement: &Statement, file: &[u8], findings: &mut Findings) {
    let digest = sha256(&[file]);
    let of_a_folder = FileList::from_statement(statement)
        .ok()
        .filter(|list| !matches!(list.files.as_slice(), [(name, ..)] if name == "."));
    if let Some(list) = of_a_folder {
        let is_listed = list.files.iter().any(|(.., signed)| *signed == digest);
        let outcome = match is_listed || list.is_beyond_us() {
            true => Outcome::NotChecked("a folder was signed; only a file is at hand".to_owned()),
            false => Outcome::Failed("the file at hand is none of the signed ones".to_owned()),
        };
        return findings.require(Check::Files, outcome);
    }
    let alone = Folder {
        files: BTreeMap::from([(".".to_owned(), digest)]),
        left_out: Vec::new(),
    };
    judge(statement, &alone, findings);
}

fn compare(list: &FileList, folder: &Folder) -> Outcome {
    if list.is_beyond_us() {
        return Outcome::NotChecked(
            "files were signed in pieces, or in an algorithm that is not read here".to_owned(),
        );
    }
    // A crowd of names against a crowd of files must not cost their product: a file asks for itself and its folders.
    let left_out: BTreeSet<&str> = list
        .left_out
        .iter()
        .chain(&folder.left_out)
        .map(String::as_str)
        .collect();
    let is_left_out = |path: &str| {
        let mut folders = path
            .match_indices('/')
            .filter_map(|(end, _)| path.get(..end));
        left_out.contains(path) || folders.any(|folder| left_out.contains(folder))
    };
    let mut rest: BTreeMap<&str, &[u8; 32]> = folder
        .files
        .iter()
        .filter(|(path, _)| !is_left_out(path))
        .map(|(path, digest)| (path.as_str(), digest))
        .collect();
    for (name, _, digest) in &list.files {
        let single = (name == "." && list.files.len() == 1 && rest.len() == 1)
            .then(|| rest.keys().next().copied())
            .flatten();
        let path = single.unwrap_or(name);
        let found = rest.remove(path).or_else(|| folder.files.get(path));
        match found {
            None => return Outcome::Failed(format!("a signed file is missing: {path:?}")),
            Some(found) if found.as_slice() != digest.as_slice() => {
                return Outcome::Failed(format!("not the file that was signed: {path:?}"));
            }
            Some(_) => {}
        }
    }
    match rest.keys().next() {
        Some(path) => Outcome::Failed(format!("a file that was not signed: {path:?}")),
        None => Outcome::Confirmed(format!(
            "all {} files are the signed ones, and there are no others",
            list.files.len()
        )),
    }
}
