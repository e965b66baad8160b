//! Contexts, types and URLs of credentials, as far as they can be judged without JSON-LD. Never fetches a context.

use std::collections::BTreeSet;

use intake::json::{Node, Value};

use super::{BASE_CONTEXT, Malformed, list, malformed};

/// Terms of the base context that name classes; an inline context must leave every one of them alone.
pub(super) const BASE_TYPES: [&str; 11] = [
    "VerifiableCredential",
    "VerifiablePresentation",
    "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation",
    "JsonSchema",
    "JsonSchemaCredential",
    "BitstringStatusList",
    "BitstringStatusListCredential",
    "BitstringStatusListEntry",
    "BitstringStatusMessage",
    "DataIntegrityProof",
];

/// First the base context, then URLs and objects; no object may redefine a protected term.
pub(super) fn contexts(node: &Node) -> Result<Vec<&Node>, Malformed> {
    let Some(context) = node.get("@context") else {
        return malformed("@context", "is missing");
    };
    let all: Vec<&Node> = list(context).iter().collect();
    if all.first().and_then(|first| first.as_str()) != Some(BASE_CONTEXT) {
        return malformed("@context", "does not start with the base context");
    }
    let mut protected: BTreeSet<&str> = BASE_TYPES.into_iter().collect();
    for item in &all {
        match &item.value {
            Value::String(text) if is_url(text) => {}
            Value::Object(members) => {
                for (key, value) in members.iter().filter(|(key, _)| !key.name.starts_with('@')) {
                    if protected.contains(&*key.name) {
                        return malformed("@context", "redefines a protected term");
                    }
                    let target = value
                        .as_str()
                        .or_else(|| value.get("@id").and_then(Node::as_str));
                    let keyword = target.is_some_and(|target| target.starts_with('@'));
                    if !keyword
                        && !target.is_some_and(|target| is_url(target) || !target.contains(' '))
                    {
                        return malformed("@context", "maps a term to something that is no URL");
                    }
                }
                if item.get("@protected").and_then(Node::as_bool) == Some(true) {
                    protected.extend(members.iter().map(|(key, _)| &*key.name));
                }
            }
            _ => {
                return malformed(
                    "@context",
                    "holds something that is neither a URL nor an object",
                );
            }
        }
    }
    Ok(all)
}

/// Defined inline as a URL, or possibly defined in a context that is not at hand.
pub(super) fn is_mapped(name: &str, contexts: &[&Node]) -> bool {
    let elsewhere = contexts
        .iter()
        .any(|context| context.as_str().is_some_and(|url| url != BASE_CONTEXT));
    let vocabulary = contexts
        .iter()
        .rev()
        .find_map(|context| context.get("@vocab"))
        .is_some_and(|vocab| vocab.as_str().is_some());
    let inline = contexts
        .iter()
        .rev()
        .find_map(|context| context.get(name))
        .is_some_and(|value| {
            value
                .as_str()
                .or_else(|| value.get("@id").and_then(Node::as_str))
                .is_some_and(|target| is_url(target) || vocabulary)
        });
    elsewhere || inline || vocabulary
}

pub(super) fn types(node: &Node) -> Result<Vec<String>, Malformed> {
    let Some(given) = node.get("type") else {
        return malformed("type", "is missing");
    };
    let names: Option<Vec<String>> = list(given)
        .iter()
        .map(|name| {
            name.as_str()
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
        })
        .collect();
    let Some(names) = names.filter(|names| !names.is_empty()) else {
        return malformed("type", "must be one or more strings");
    };
    if names
        .iter()
        .any(|name| name.contains(char::is_whitespace) || (name.contains(':') && !is_url(name)))
    {
        return malformed("type", "is neither a term nor a URL");
    }
    Ok(names)
}

pub(super) fn url(property: &'static str, node: Option<&Node>) -> Result<String, Malformed> {
    match node.and_then(Node::as_str) {
        Some(text) if is_url(text) => Ok(text.to_owned()),
        _ => malformed(property, "must be one URL"),
    }
}

pub(super) fn url_or_object(property: &'static str, node: &Node) -> Result<String, Malformed> {
    if node.as_object().is_some() {
        url(property, node.get("id"))
    } else {
        url(property, Some(node))
    }
}

/// A scheme, a colon, and no character that a URL cannot hold.
pub(super) fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let sound = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    sound
        && !rest.is_empty()
        && !rest
            .contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}
