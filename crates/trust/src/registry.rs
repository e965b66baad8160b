//! What package registries serve: npm attestation lists and PEP 740 objects, as bundles. Never trusts the registry.

use intake::json::{self, Node};

use crate::hash::Hash;
use crate::limits::MAX_LOG_ENTRIES;
use crate::sigstore::{Bundle, BundleError, Content};
use crate::statement::{Statement, Version};

/// The kind that a registry says an attestation is, and the attestation, if it can be read.
pub type Attestation = (String, Result<Bundle, BundleError>);

/// Whether a document is what npm's attestations endpoint answers, complete or not.
pub fn is_npm(document: &Node) -> bool {
    let list = document.get("attestations").and_then(Node::as_array);
    list.is_some_and(|list| list.iter().any(|item| item.get("bundle").is_some()))
}

/// The bundles of npm's attestations endpoint.
pub fn npm(document: &Node) -> Result<Vec<Attestation>, BundleError> {
    let list = document
        .get("attestations")
        .and_then(Node::as_array)
        .ok_or(BundleError::Field("attestations"))?;
    if list.len() > MAX_LOG_ENTRIES {
        return Err(BundleError::Field("attestations"));
    }
    let read = list.iter().map(|item| {
        let kind = item
            .get("predicateType")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned();
        let bundle = item
            .get("bundle")
            .ok_or(BundleError::Field("bundle"))
            .and_then(Bundle::from_node);
        (kind, bundle)
    });
    Ok(read.collect())
}

/// One PEP 740 attestation object. It says the same as a bundle in other words, so it is put into those.
pub fn pep740(object: &Node) -> Result<Bundle, BundleError> {
    if !is_version_1(object) {
        return Err(BundleError::Field("version"));
    }
    let at = |path: [&'static str; 2]| {
        object
            .get(path[0])
            .and_then(|node| node.get(path[1]))
            .cloned()
            .ok_or(BundleError::Field(path[1]))
    };
    let text = |value: &str| Node {
        at: 0,
        value: json::Value::String(value.into()),
    };
    let signature = new_object(vec![("sig", at(["envelope", "signature"])?)]);
    let envelope = new_object(vec![
        ("payload", at(["envelope", "statement"])?),
        ("payloadType", text(crate::dsse::IN_TOTO)),
        (
            "signatures",
            Node {
                at: 0,
                value: json::Value::Array(vec![signature]),
            },
        ),
    ]);
    let material = new_object(vec![
        (
            "certificate",
            new_object(vec![(
                "rawBytes",
                at(["verification_material", "certificate"])?,
            )]),
        ),
        (
            "tlogEntries",
            at(["verification_material", "transparency_entries"])?,
        ),
    ]);
    let bundle = Bundle::from_node(&new_object(vec![
        (
            "mediaType",
            text("application/vnd.dev.sigstore.bundle.v0.3+json"),
        ),
        ("verificationMaterial", material),
        ("dsseEnvelope", envelope),
    ]))?;
    if is_about_one_file(&bundle) {
        Ok(bundle)
    } else {
        Err(BundleError::Field("statement"))
    }
}

/// PEP 740 knows no other version, of attestations and of the objects around them.
pub fn is_version_1(object: &Node) -> bool {
    let version = object.get("version").and_then(Node::as_number);
    version.and_then(|version| version.as_f64()) == Some(1.0)
}

/// The claims of PEP 740 ("Attestation statement and signature generation").
const PYPI_CLAIMS: [&str; 2] = [
    "https://slsa.dev/provenance/v1",
    "https://docs.pypi.org/attestations/publish/v1",
];

/// PEP 740 asks for an in-toto v1 statement of a known kind about one distribution file, by its SHA-256.
fn is_about_one_file(bundle: &Bundle) -> bool {
    let Content::Envelope(envelope) = &bundle.content else {
        return false;
    };
    Statement::from_bytes(&envelope.payload).is_ok_and(|statement| {
        let [subject] = statement.subjects.as_slice() else {
            return false;
        };
        statement.version == Version::V1
            && PYPI_CLAIMS.contains(&statement.predicate_type.as_str())
            && subject.name.as_deref().is_some_and(is_distribution)
            && subject.acceptable().any(|(hash, _)| hash == Hash::Sha256)
    })
}

/// Whether a name has the form of a source distribution's or a wheel's. Its parts are not read further.
fn is_distribution(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-+!".contains(c);
    let is_version = |text: &str| {
        text.trim_start_matches('v')
            .starts_with(|c: char| c.is_ascii_digit())
    };
    if !name.chars().all(plain) {
        return false;
    }
    if let Some(stem) = name.strip_suffix(".whl") {
        let parts: Vec<&str> = stem.split('-').collect();
        let is_built = |build: &str| build.starts_with(|c: char| c.is_ascii_digit());
        return match parts.as_slice() {
            [project, version, tags @ ..] if !project.is_empty() && is_version(version) => {
                let is_known = match tags {
                    [build, _, _, _] => is_built(build),
                    tags => tags.len() == 3,
                };
                is_known && tags.iter().all(|tag| !tag.is_empty())
            }
            _ => false,
        };
    }
    let stem = name
        .strip_suffix(".tar.gz")
        .or_else(|| name.strip_suffix(".zip"));
    let parts = stem.and_then(|stem| stem.rsplit_once('-'));
    parts.is_some_and(|(project, version)| !project.is_empty() && is_version(version))
}

/// The attestation objects of a provenance object, which wraps them by publisher.
pub fn pypi_provenance(document: &Node) -> Vec<&Node> {
    let bundles = document
        .get("attestation_bundles")
        .and_then(Node::as_array)
        .unwrap_or_default();
    bundles
        .iter()
        .flat_map(|bundle| {
            bundle
                .get("attestations")
                .and_then(Node::as_array)
                .unwrap_or_default()
        })
        .collect()
}

fn new_object(members: Vec<(&str, Node)>) -> Node {
    let members = members.into_iter().map(|(name, node)| {
        (
            json::Key {
                at: 0,
                name: name.into(),
            },
            node,
        )
    });
    Node {
        at: 0,
        value: json::Value::Object(members.collect()),
    }
}
