//! What a file is, judged by its structure. Never by its name, and never further than needed to say it.

use crate::json::Node;
use crate::problem::{Problem, code};
use crate::reading::{Kind, OscalKind};

/// How far into a text we look for tell-tale words.
const LOOK: usize = 4096;

/// Files of well-known formats that are not what we read: what it is, and what to do instead.
pub(crate) fn other_format(bytes: &[u8]) -> Option<Problem> {
    let start = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let head = start.get(..LOOK.min(start.len())).unwrap_or_default();
    let has = |needle: &str| {
        head.windows(needle.len())
            .any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
    };
    let begins = |prefix: &str| {
        head.get(..prefix.len())
            .is_some_and(|text| text.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    let (what, hint) = if bytes.starts_with(b"PK\x03\x04") {
        ("a ZIP archive", "Unpack it and offer the files inside")
    } else if bytes.starts_with(b"\x1f\x8b") {
        ("a gzip archive", "Unpack it and offer the file inside")
    } else if bytes.starts_with(b"%PDF") {
        (
            "a PDF document",
            "Rules are read from OSCAL JSON; ask the publisher for that form",
        )
    } else if bytes.starts_with(b"\x89PNG")
        || bytes.starts_with(b"\xFF\xD8\xFF")
        || bytes.starts_with(b"GIF8")
    {
        ("a picture", "Rules are read from OSCAL JSON")
    } else if begins("version https://git-lfs") {
        (
            "a Git LFS pointer, not the file itself",
            "Fetch the file that it points to",
        )
    } else if begins("<!doctype html") || begins("<html") {
        (
            "a web page",
            "Take the address of the raw file; code hosts have a button named Raw or Download",
        )
    } else if begins("<") && has("http://csrc.nist.gov/ns/oscal/1.0") {
        (
            "OSCAL XML",
            "Offer the JSON form; publishers usually have both, and oscal-cli or trestle convert",
        )
    } else if begins("<?xml") || begins("<") {
        ("XML", "Offer OSCAL in its JSON form")
    } else if begins("-----BEGIN") {
        (
            "a key or certificate in PEM form",
            "Keys are added under Viewpoint, not as documents",
        )
    } else if is_yaml(head) {
        if has("oscal-version:") {
            (
                "OSCAL YAML",
                "Offer the JSON form; oscal-cli or trestle convert",
            )
        } else {
            (
                "YAML",
                "Offer OSCAL JSON; our own authoring files become an atlas with `rulescape pack`",
            )
        }
    } else {
        return None;
    };
    Some(Problem::error(
        code::OTHER_FORMAT,
        format!("The file seems to be {what}"),
        hint,
    ))
}

/// A first line that is `---`, a comment, or a plain name with a colon.
fn is_yaml(head: &[u8]) -> bool {
    let Some(line) = head
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .find(|line| !line.is_empty() && !line.starts_with(b"#"))
    else {
        return false;
    };
    let name = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .count();
    line == b"---"
        || (name > 0
            && line.get(name) == Some(&b':')
            && matches!(line.get(name + 1), None | Some(b' ')))
}

/// What a JSON document is, by its root.
pub(crate) fn kind_of(root: &Node) -> Kind {
    let has = |name: &str| root.get(name).is_some();
    let text = |name: &str| root.get(name).and_then(Node::as_str).unwrap_or_default();
    if text("rulescape").starts_with(crate::readfile::FAMILY) {
        return Kind::Facts;
    }
    if let Some(oscal) = OscalKind::ALL.iter().copied().find(|kind| {
        root.get(kind.root())
            .is_some_and(|node| node.as_object().is_some())
    }) {
        let version = root
            .get(oscal.root())
            .and_then(|node| node.get("metadata"))
            .and_then(|node| node.get("oscal-version"));
        let version = version
            .and_then(Node::as_str)
            .unwrap_or_default()
            .chars()
            .take(20)
            .collect();
        return Kind::Oscal(oscal, version);
    }
    let media_type = text("mediaType");
    if has("payload") && has("payloadType") && has("signatures") {
        Kind::Envelope
    } else if media_type.starts_with("application/vnd.dev.sigstore.bundle") {
        Kind::SigstoreBundle
    } else if text("_type").starts_with("https://in-toto.io/Statement/") {
        Kind::Statement
    } else if has("credentialSubject") || (has("@context") && has("proof")) {
        Kind::Credential
    } else if has("verificationMethod") && text("id").starts_with("did:") {
        Kind::DidDocument
    } else if has("@context") && is_community(text("type")) {
        Kind::Community
    } else if root
        .get("resources")
        .is_some_and(|node| node.as_array().is_some())
    {
        Kind::Package
    } else {
        Kind::Unknown
    }
}

/// The types a DAOIP-2 descriptor may have.
fn is_community(name: &str) -> bool {
    ["DAO", "Organization", "Entity"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}
