//! `rulescape sign`: a sidecar for one document, or for a package manifest and its files. Never overwrites the document.

use crate::UNUSABLE;
use crate::arguments::{Command, Misunderstood};
use crate::help;
use intake::json::{self, Limits, Node};
use lexopt::prelude::*;
use publish::sign::SigningKey;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What to sign, with what, and where the signature goes.
#[derive(Debug, PartialEq, Eq)]
pub struct SignWish {
    /// The document.
    pub file: PathBuf,
    /// The private keys; every one of them signs.
    pub keys: Vec<PathBuf>,
    /// The sidecar.
    pub out: PathBuf,
    /// The name that the statement gives the document; else the file's own.
    pub name: Option<String>,
}

/// Reads the rest of the command line.
pub fn wish(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    let (mut file, mut keys, mut out, mut name) = (None, Vec::new(), None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::SIGN)),
            Short('o') | Long("out") if out.is_none() => out = Some(PathBuf::from(parser.value()?)),
            Long("key") => keys.push(PathBuf::from(parser.value()?)),
            Long("name") if name.is_none() => name = Some(parser.value()?.string()?),
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if keys.is_empty() {
        return Err("--key KEY is missing: a PKCS #8 private key in PEM"
            .to_owned()
            .into());
    }
    Ok(Command::Sign(SignWish {
        file: file.ok_or_else(|| "the file to sign is missing".to_owned())?,
        keys,
        out: out
            .ok_or_else(|| "-o SIDECAR is missing: where should the signature go?".to_owned())?,
        name,
    }))
}

/// Signs, writes the sidecar, and says with which key.
pub fn sign(wish: &SignWish) -> ExitCode {
    match signed(wish) {
        Ok(text) => crate::say(&text),
        Err(why) => {
            eprintln!("rulescape: {why}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn signed(wish: &SignWish) -> Result<String, String> {
    let read =
        |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    if wish.out == wish.file || wish.keys.contains(&wish.out) {
        return Err(
            "the sidecar would overwrite the document or the key; give another -o".to_owned(),
        );
    }
    let document = read(&wish.file)?;
    let keys = wish
        .keys
        .iter()
        .map(|path| key(path))
        .collect::<Result<Vec<_>, _>>()?;
    let envelope = match manifest(&document) {
        Some(manifest) => {
            let folder = wish.file.parent().unwrap_or(Path::new("")).to_owned();
            publish::sign::package(&document, &listed(&folder, &manifest), &keys)
        }
        None => {
            let own = wish
                .file
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            publish::sign::sidecar(&document, wish.name.as_deref().unwrap_or(own), &keys)
        }
    };
    let envelope = envelope.map_err(|error| format!("{}: {error}", wish.file.display()))?;
    std::fs::write(&wish.out, envelope)
        .map_err(|error| format!("{}: {error}", wish.out.display()))?;
    let mut text = String::new();
    for key in &keys {
        let public = key.public();
        text.push_str(&format!(
            "signed {} with {} key {}\n",
            wish.file.display(),
            public.kind(),
            public.fingerprint()
        ));
    }
    text.push_str(&format!("written {}\n", wish.out.display()));
    Ok(text)
}

/// Reads a private key.
pub fn key(path: &Path) -> Result<SigningKey, String> {
    let shown = path.display();
    let bytes = std::fs::read(path).map_err(|error| format!("{shown}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_error| format!("{shown}: not text"))?;
    SigningKey::from_pem(&text).map_err(|error| format!("{shown}: {error}"))
}

/// The document, if it is a package manifest.
pub fn manifest(document: &[u8]) -> Option<Node> {
    let root = json::parse(document, &Limits::FILE).ok()?.root;
    (root.get("primaryArtifact").is_some() && root.get("artifacts").is_some()).then_some(root)
}

/// The files that a manifest lists, as far as they are there and lie below the manifest.
pub fn listed(folder: &Path, manifest: &Node) -> BTreeMap<String, Vec<u8>> {
    let artifacts = manifest
        .get("artifacts")
        .and_then(Node::as_array)
        .unwrap_or_default();
    let names = artifacts
        .iter()
        .filter_map(|artifact| artifact.get("uri").and_then(Node::as_str));
    let inside = |name: &&str| {
        name.split('/')
            .all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']))
    };
    names
        .filter(inside)
        .filter_map(|name| Some((name.to_owned(), std::fs::read(folder.join(name)).ok()?)))
        .collect()
}
