//! Contexts, types and URLs of credentials, as far as they can be judged without JSON-LD. Never fetches a context.

use std::collections::BTreeMap;

use intake::json::{self, Node, Value};

use super::{BASE_CONTEXT, Malformed, list, malformed};

/// Terms of the base context that name classes; an inline context must leave every one of them alone.
pub(super) const BASE_TYPES: [&str; 10] = [
    "VerifiableCredential",
    "VerifiablePresentation",
    "EnvelopedVerifiableCredential",
    "EnvelopedVerifiablePresentation",
    "JsonSchema",
    "JsonSchemaCredential",
    "BitstringStatusList",
    "BitstringStatusListCredential",
    "BitstringStatusListEntry",
    "DataIntegrityProof",
];

/// Other terms of the base context that it protects, with what they mean where one word says it all.
const BASE_TERMS: [(&str, Option<&str>); 20] = [
    ("id", Some("@id")),
    ("type", Some("@type")),
    ("description", Some("https://schema.org/description")),
    ("name", Some("https://schema.org/name")),
    ("mediaType", Some("https://schema.org/encodingFormat")),
    ("digestMultibase", None),
    ("digestSRI", None),
    ("...", None),
    ("_sd", None),
    ("_sd_alg", None),
    ("aud", None),
    ("cnf", None),
    ("exp", None),
    ("iat", None),
    ("iss", None),
    ("jku", None),
    ("kid", None),
    ("nbf", None),
    ("sub", None),
    ("x5u", None),
];

/// How a protected term was defined: it may be said again, in the same way (JSON-LD 1.1 §4.1.11).
enum Defined<'a> {
    /// In the base context.
    Base(Option<&'static str>),
    /// In an object of this document.
    Here(&'a Node),
}

impl Defined<'_> {
    fn is_said_again_by(&self, value: &Node) -> bool {
        match self {
            Self::Base(meaning) => {
                let only_id = value.as_object().is_none_or(|members| members.len() == 1);
                meaning.is_some() && only_id && target(value) == *meaning
            }
            Self::Here(old) => {
                matches!((json::canonical(old), json::canonical(value)), (Ok(old), Ok(new)) if old == new)
            }
        }
    }
}

/// A keyword, something that may be or become a URL, or nothing, which unmaps the term.
fn is_definition(value: &Node) -> bool {
    let reverse = || value.get("@reverse").and_then(Node::as_str);
    matches!(value.value, Value::Null)
        || target(value).or_else(reverse).is_some_and(|target| {
            target.starts_with('@') || is_url(target) || !target.contains(' ')
        })
}

/// What a term is mapped to.
fn target(value: &Node) -> Option<&str> {
    value
        .as_str()
        .or_else(|| value.get("@id").and_then(Node::as_str))
}

/// First the base context, then URLs and objects; no object may redefine a protected term.
pub(super) fn contexts(node: &Node) -> Result<Vec<&Node>, Malformed> {
    let Some(context) = node.get("@context") else {
        return malformed("@context", "is missing");
    };
    let all: Vec<&Node> = list(context).iter().collect();
    if all.first().and_then(|first| first.as_str()) != Some(BASE_CONTEXT) {
        return malformed("@context", "does not start with the base context");
    }
    let types = BASE_TYPES.into_iter().map(|name| (name, None));
    let mut protected: BTreeMap<&str, Defined<'_>> = types
        .chain(BASE_TERMS)
        .map(|(name, meaning)| (name, Defined::Base(meaning)))
        .collect();
    for item in &all {
        match &item.value {
            Value::String(text) if is_url(text) => {}
            Value::Object(members) => {
                for (key, value) in members.iter().filter(|(key, _)| !key.name.starts_with('@')) {
                    let defined = protected.get(&*key.name);
                    if defined.is_some_and(|defined| !defined.is_said_again_by(value)) {
                        return malformed("@context", "redefines a protected term");
                    }
                    if !is_definition(value) {
                        return malformed("@context", "maps a term to something that is no URL");
                    }
                }
                if item.get("@protected").and_then(Node::as_bool) == Some(true) {
                    let named = members.iter().filter(|(key, _)| !key.name.starts_with('@'));
                    for (key, value) in named {
                        let here = Defined::Here(value);
                        protected.entry(&*key.name).or_insert(here);
                    }
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
