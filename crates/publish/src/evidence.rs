//! `evidence.yaml`: attestations that come with an atlas, and what belongs to them. Never judges one.

use crate::fields::Fields;
use crate::gather::{SourceFile, parse};
use crate::refusal::{Desk, Refusal};
use crate::yaml::Node;
use ident::Standing;
use std::collections::BTreeSet;
use std::path::Path;

/// Name of the file, at the top of the folder.
pub const FILE: &str = "evidence.yaml";

/// Folders that a listed file may lie in; everything else in an atlas is made by packing.
const ROOMS: [&str; 2] = ["evidence/", "documents/"];

/// Files that may stand at the top of an atlas.
const TOP: [&str; 2] = ["trusted_root.json", SUGGESTED_VIEWPOINT];

/// Whom an atlas suggests to rely on. It lies beside the evidence and is none: nothing is judged with it.
pub const SUGGESTED_VIEWPOINT: &str = "viewpoint.json";

/// An attestation is a few kilobytes; a folder of ten thousand lines has 6 MB.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Attestations and what belongs to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Signed files, in the order of the list.
    pub attestations: Vec<Attestation>,
    /// Documents, status lists, witness proofs and other files that judging them needs.
    pub files: Vec<Companion>,
}

/// One signed file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Path in the atlas.
    pub path: String,
    /// What it shows, for readers.
    pub title: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The file of the atlas beside which it stands.
    pub about: Option<String>,
    /// Files of the atlas that judging it needs.
    pub with: Vec<String>,
    /// What judging it must come to; for tests only, never published.
    pub expect: Option<Expectation>,
}

/// What judging an attestation must come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The standing.
    pub standing: Standing,
    /// The check that decides against it; none if nothing does.
    pub check: Option<String>,
    /// How many chosen keys must have signed.
    pub threshold: usize,
}

/// A file that is not signed itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Companion {
    /// Path in the atlas.
    pub path: String,
    /// What it is, for readers.
    pub title: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Reads the list and every file on it. A folder without the list has no evidence.
pub fn read(dir: &Path, made: &BTreeSet<String>, refusals: &mut Vec<Refusal>) -> Evidence {
    let Ok(bytes) = std::fs::read(dir.join(FILE)) else {
        return Evidence::default();
    };
    let file = SourceFile {
        path: FILE.to_owned(),
        bytes,
    };
    let mut desk = Desk::new(FILE, refusals);
    let Some(node) = parse(&file, &mut desk) else {
        return Evidence::default();
    };
    let Some(fields) = Fields::open(&node, "the list", &["attestations"], &["files"], &mut desk)
    else {
        return Evidence::default();
    };
    let mut evidence = Evidence::default();
    let mut known = made.clone();
    for node in fields.list("files", &mut desk) {
        let Some(fields) = Fields::open(node, "the file", &["path", "title"], &[], &mut desk)
        else {
            continue;
        };
        let title = fields.string("title", &mut desk).unwrap_or_default();
        if let Some((path, bytes)) = listed(dir, &fields, &mut known, &mut desk) {
            evidence.files.push(Companion { path, title, bytes });
        }
    }
    // One attestation may stand beside another, so all paths are known before any is looked up.
    let nodes = fields.list("attestations", &mut desk);
    let drafts: Vec<_> = nodes
        .iter()
        .filter_map(|node| attestation(dir, node, &mut known, &mut desk))
        .collect();
    for (line, draft) in drafts {
        for path in draft.about.iter().chain(&draft.with) {
            if !known.contains(path) {
                desk.refuse(line, format!("the atlas has no file {path:?}"));
            }
        }
        evidence.attestations.push(draft);
    }
    evidence
}

fn attestation(
    dir: &Path,
    node: &Node,
    known: &mut BTreeSet<String>,
    desk: &mut Desk<'_>,
) -> Option<(usize, Attestation)> {
    let optional = ["about", "with", "expect"];
    let fields = Fields::open(node, "the attestation", &["path", "title"], &optional, desk)?;
    let title = fields.string("title", desk);
    let about = fields.string("about", desk);
    let with = fields.strings("with", 1, desk);
    let expect = fields
        .node("expect")
        .and_then(|node| expectation(node, desk));
    let (path, bytes) = listed(dir, &fields, known, desk)?;
    let attestation = Attestation {
        path,
        title: title?,
        bytes,
        about,
        with,
        expect,
    };
    Some((fields.line(), attestation))
}

fn expectation(node: &Node, desk: &mut Desk<'_>) -> Option<Expectation> {
    let optional = ["check", "threshold"];
    let fields = Fields::open(node, "the expectation", &["standing"], &optional, desk)?;
    let standing = fields.word("standing", desk)?;
    let check = fields.string("check", desk);
    let threshold = match fields.node("threshold") {
        None => 1,
        Some(_) => fields.number("threshold", desk)? as usize,
    };
    Some(Expectation {
        standing,
        check,
        threshold,
    })
}

/// The path and the bytes of a listed file.
fn listed(
    dir: &Path,
    fields: &Fields<'_>,
    known: &mut BTreeSet<String>,
    desk: &mut Desk<'_>,
) -> Option<(String, Vec<u8>)> {
    let path = fields.text("path", desk)?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let inside = ROOMS.iter().any(|room| path.text.starts_with(room)) || TOP.contains(&path.text);
    if !inside || !path.text.split('/').all(plain) {
        let rooms = ROOMS.join(" or ");
        desk.refuse(
            path.line,
            format!("path: {:?} does not lie in {rooms}", path.text),
        );
        return None;
    }
    let place = dir.join(path.text);
    let read = match std::fs::metadata(&place) {
        Ok(data) if data.len() > MAX_FILE_BYTES => {
            desk.refuse(
                path.line,
                format!(
                    "path: {:?} is larger than {MAX_FILE_BYTES} bytes",
                    path.text
                ),
            );
            return None;
        }
        Ok(_) => std::fs::read(&place),
        Err(error) => Err(error),
    };
    match read {
        Ok(bytes) if known.insert(path.text.to_owned()) => Some((path.text.to_owned(), bytes)),
        Ok(_) => {
            desk.refuse(path.line, format!("path: {:?} is listed twice", path.text));
            None
        }
        Err(error) => {
            desk.refuse(path.line, format!("path: {:?}: {error}", path.text));
            None
        }
    }
}
