//! `datapackage.json`: which files an atlas has, how large they are and what they hash to. Never lists itself.

use crate::head::Head;
use ident::Digest;
use intake::facts::Facts;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the file that describes the package.
pub const DESCRIPTION: &str = "datapackage.json";

/// Value of the `rulescape` property by which a package of ours is known.
const KIND: &str = "atlas/1";

/// Data Package, version 2.
const PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// One file of the atlas before it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtlasFile {
    /// Name of the resource: lower-case, unique.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Where its facts come from: title and address.
    pub sources: Vec<(String, String)>,
    /// What it stands beside, if it is signed.
    pub attestation: Option<Beside>,
}

/// How a signed file belongs to the others of an atlas.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// The file that it is judged together with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Further files that judging it needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
}

impl AtlasFile {
    /// A file that is not signed and has no sources of its own.
    pub fn plain(name: impl Into<String>, title: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            title: title.into(),
            bytes,
            sources: Vec::new(),
            attestation: None,
        }
    }
}

#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    rulescape: &'static str,
    name: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    version: &'a str,
    created: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    illustrative: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<License<'a>>,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct License<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    path: &'a str,
    title: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attestation: Option<&'a Beside>,
}

#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
    path: &'a str,
}

/// Describes all files of an atlas; resources stand in the order of their paths.
pub fn describe(head: &Head, facts: &Facts, files: &BTreeMap<String, AtlasFile>) -> Vec<u8> {
    let resources = files.iter().map(|(path, file)| Resource {
        name: &file.name,
        path,
        title: &file.title,
        format: kind(path).0,
        mediatype: kind(path).1,
        encoding: "utf-8",
        bytes: file.bytes.len(),
        hash: digest(&file.bytes).to_string(),
        sources: file
            .sources
            .iter()
            .map(|(title, path)| Source { title, path })
            .collect(),
        attestation: file.attestation.as_ref(),
    });
    let licenses = head.licences.iter().map(|licence| License {
        name: &licence.name,
        path: licence.path.as_deref(),
    });
    let package = Package {
        schema: PROFILE,
        rulescape: KIND,
        name: &head.name,
        title: &facts.title,
        description: head.description.as_deref(),
        version: &facts.as_of,
        created: instant(&facts.as_of),
        illustrative: head.illustrative,
        licenses: licenses.collect(),
        resources: resources.collect(),
    };
    pretty(&package)
}

/// Format and media type by the ending.
fn kind(path: &str) -> (&'static str, &'static str) {
    match path.rsplit('.').next() {
        Some("json") => ("json", "application/json"),
        Some("jsonl") => ("jsonl", "application/jsonl"),
        _ => ("txt", "text/plain"),
    }
}

/// The paths that a package of ours lists; none if it is not one of ours.
pub fn listed(package: &serde_json::Value) -> Option<BTreeSet<String>> {
    if package.get("rulescape")?.as_str()? != KIND {
        return None;
    }
    let resources = package.get("resources")?.as_array()?;
    resources
        .iter()
        .map(|resource| Some(resource.get("path")?.as_str()?.to_owned()))
        .collect()
}

/// SHA-256 of bytes.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest::new(Sha256::digest(bytes).into())
}

/// The first moment of a date that may lack month or day, in the zone that the standards ask for.
pub fn instant(date: &str) -> String {
    let missing = match date.len() {
        4 => "-01-01",
        7 => "-01",
        _ => "",
    };
    format!("{date}{missing}T00:00:00Z")
}

/// Indented JSON with a final newline. Key order is the order of the fields.
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes =
        serde_json::to_vec_pretty(value).expect("plain data with text keys always serialises");
    bytes.push(b'\n');
    bytes
}
