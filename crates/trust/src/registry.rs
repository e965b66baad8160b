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
    if object
        .get("version")
        .and_then(Node::as_number)
        .and_then(|version| version.as_u64())
        != Some(1)
    {
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

/// PEP 740 asks for an in-toto v1 statement about one distribution file, by its SHA-256.
fn is_about_one_file(bundle: &Bundle) -> bool {
    let Content::Envelope(envelope) = &bundle.content else {
        return false;
    };
    Statement::from_bytes(&envelope.payload).is_ok_and(|statement| {
        let [subject] = statement.subjects.as_slice() else {
            return false;
        };
        statement.version == Version::V1
            && subject.acceptable().any(|(hash, _)| hash == Hash::Sha256)
    })
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
