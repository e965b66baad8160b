//! What the document of an identifier lists: the keys that it may make claims with. Never fetches one, never follows a link.

use std::collections::BTreeSet;

use intake::json::{self, Limits, Node};

use crate::did::DidKey;
use crate::did_webvh::History;
use crate::keyring::Identity;
use crate::keys::PublicKey;
use crate::limits::MAX_IDENTITY_KEYS;
use crate::time::Moment;

/// The identifier that a file is the document or the history of, and its keys. A history counts as far as it is unbroken;
/// the bare document of an identifier that has a history is not taken, for the history says the same with more weight.
pub fn identity(file: &[u8], witness: Option<&[u8]>, now: Moment) -> Option<Identity> {
    let Ok(json) = json::parse(file, &Limits::FILE) else {
        return of_history(file, witness, now);
    };
    let root = json.root;
    if root.get("versionId").is_some() {
        return of_history(file, witness, now);
    }
    let did = root.get("id").and_then(Node::as_str)?;
    // A community's descriptor speaks for the community; a bare document of `did:webvh` does not even do that.
    let descriptor = root.get("type").and_then(Node::as_str).is_some();
    if !did.starts_with("did:") || (did.starts_with("did:webvh:") && !descriptor) {
        return None;
    }
    // Whoever lists keys but none for claims makes none: that is not the same as having no document.
    speaks_of_keys(&root).then(|| Identity {
        did: did.to_owned(),
        keys: keys(&root, now),
        how: "a document that nobody signed lists it".to_owned(),
    })
}

/// True for a document that says which keys it has, or what they are for.
pub fn speaks_of_keys(document: &Node) -> bool {
    let names = ["verificationMethod", "assertionMethod"];
    let mut names = names.iter().chain(&OTHER_USES);
    names.any(|name| document.get(name).is_some())
}

fn of_history(file: &[u8], witness: Option<&[u8]>, now: Moment) -> Option<Identity> {
    let history = History::check(file, witness, now);
    let (None, Some(last)) = (&history.broken, history.versions.last()) else {
        return None;
    };
    if last.deactivated {
        return None;
    }
    Some(Identity {
        did: last.did.did.clone(),
        keys: keys(&last.document, now),
        how: format!(
            "the history of its identifier, {} versions, each signed by a key of the one before",
            history.versions.len()
        ),
    })
}

/// Other uses of keys that documents name (DID Core §5.3). A document that names any of them says what its keys are for.
const OTHER_USES: [&str; 4] = [
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
];

/// The keys of a document that it may make claims with: those named under `assertionMethod`, or all where it says of no key
/// what it is for. Keys that are revoked or over at this moment are left out. No more than [`MAX_IDENTITY_KEYS`] are read.
pub fn keys(document: &Node, now: Moment) -> Vec<PublicKey> {
    let list = |name: &str| document.get(name).and_then(Node::as_array);
    let own = document
        .get("id")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let full = |id: &str| match id.strip_prefix('#') {
        Some(fragment) => [own, "#", fragment].concat(),
        None => id.to_owned(),
    };
    let says_nothing = OTHER_USES.iter().all(|name| document.get(name).is_none());
    let asserting = match list("assertionMethod") {
        None if says_nothing => None,
        named => Some(named.unwrap_or_default()),
    };
    let named = asserting.map(|list| {
        let ids = list.iter().filter_map(Node::as_str);
        ids.map(full).collect::<BTreeSet<String>>()
    });
    let allowed = |method: &&Node| match &named {
        None => true,
        Some(ids) => {
            let id = method.get("id").and_then(Node::as_str);
            id.is_some_and(|id| ids.contains(&full(id)))
        }
    };
    let listed = list("verificationMethod").unwrap_or_default();
    let embedded = asserting
        .unwrap_or_default()
        .iter()
        .filter(|node| node.as_object().is_some());
    let mut keys: Vec<PublicKey> = Vec::new();
    for method in listed
        .iter()
        .filter(allowed)
        .chain(embedded)
        .take(MAX_IDENTITY_KEYS)
    {
        if !is_over(method, now)
            && let Some(key) = key_of(method)
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    keys
}

/// From its `expires` or `revoked` on, nothing is checked with a key (Controlled Identifiers §2.2); what cannot be read as a
/// date ends it as well.
fn is_over(method: &Node, now: Moment) -> bool {
    let ends = ["expires", "revoked"].map(|name| method.get(name));
    ends.into_iter().flatten().any(|end| {
        let end = end.as_str().and_then(Moment::from_date_time_stamp);
        end.is_none_or(|end| end <= now)
    })
}

fn key_of(method: &Node) -> Option<PublicKey> {
    let text = |name: &str| method.get(name).and_then(Node::as_str);
    if let Some(multikey) = text("publicKeyMultibase") {
        return PublicKey::from_multikey(multikey).ok();
    }
    if let Some(jwk) = method.get("publicKeyJwk") {
        return PublicKey::from_jwk(jwk).ok();
    }
    let id = text("id")?;
    Some(DidKey::parse(id).ok()?.key)
}
