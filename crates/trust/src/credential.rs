//! Verifiable Credentials 2.0: is the document well-formed? Never runs JSON-LD, never fetches a context.

mod terms;

use std::collections::BTreeSet;

use intake::json::{Node, Value};

use crate::time::{Moment, Period};
use terms::{BASE_TYPES, contexts, is_mapped, is_url, types, url, url_or_object};

/// The context that makes a document a VCDM 2.0 one.
pub const BASE_CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";

/// A well-formed credential, as far as a verdict needs it.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Who makes the claim: a URL, often a DID.
    pub issuer: String,
    /// The time for which it is made.
    pub period: Period,
    /// Where its status can be looked up.
    pub status: Vec<Node>,
    /// Its types besides the base type.
    pub types: Vec<String>,
    /// The whole document.
    pub node: Node,
}

/// Where a document is not a conforming one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The property concerned.
    pub property: &'static str,
    /// What is wrong with it.
    pub what: &'static str,
}

fn malformed<T>(property: &'static str, what: &'static str) -> Result<T, Malformed> {
    Err(Malformed { property, what })
}

impl Credential {
    /// Reads a credential (VCDM 2.0 §4).
    pub fn from_node(node: &Node) -> Result<Self, Malformed> {
        let types = common(node, "VerifiableCredential")?;
        let issuer = match node.get("issuer") {
            None => return malformed("issuer", "is missing"),
            Some(issuer) => {
                language_texts(issuer)?;
                url_or_object("issuer", issuer)?
            }
        };
        subjects(node)?;
        let period = Period {
            start: moment(node, "validFrom")?,
            end: moment(node, "validUntil")?,
        };
        if let (Some(start), Some(end)) = (period.start, period.end)
            && start > end
        {
            return malformed("validUntil", "is before validFrom");
        }
        let status = typed(node, "credentialStatus", false)?
            .into_iter()
            .cloned()
            .collect();
        typed(node, "credentialSchema", true)?;
        for property in ["termsOfUse", "evidence", "refreshService"] {
            typed(node, property, false)?;
        }
        related_resources(node)?;
        language_texts(node)?;
        Ok(Self {
            issuer,
            period,
            status,
            types,
            node: node.clone(),
        })
    }
}

/// A well-formed presentation.
#[derive(Clone, Debug)]
pub struct Presentation {
    /// Who presents.
    pub holder: Option<String>,
    /// The credentials inside that are not enveloped.
    pub credentials: Vec<Credential>,
}

impl Presentation {
    /// Reads a presentation (VCDM 2.0 §4.13).
    pub fn from_node(node: &Node) -> Result<Self, Malformed> {
        common(node, "VerifiablePresentation")?;
        let holder = node
            .get("holder")
            .map(|holder| url_or_object("holder", holder))
            .transpose()?;
        let mut credentials = Vec::new();
        if let Some(inside) = node.get("verifiableCredential") {
            for item in list(inside) {
                if item.as_object().is_none() {
                    return malformed("verifiableCredential", "must be an object");
                }
                if names_of(item).any(|name| name == "EnvelopedVerifiableCredential") {
                    enveloped(item)?;
                } else {
                    credentials.push(Credential::from_node(item)?);
                }
            }
        }
        typed(node, "termsOfUse", false)?;
        language_texts(node)?;
        Ok(Self {
            holder,
            credentials,
        })
    }
}

/// Either of the two, by its types; tells which.
pub fn check_form(node: &Node) -> Result<&'static str, Malformed> {
    if node.as_object().is_none() {
        return malformed("@context", "is missing: this is not an object");
    }
    let has = |wanted: &str| names_of(node).any(|name| name == wanted);
    if has("EnvelopedVerifiableCredential") || has("EnvelopedVerifiablePresentation") {
        enveloped(node).map(|()| "enveloped")
    } else if has("VerifiablePresentation") || node.get("verifiableCredential").is_some() {
        Presentation::from_node(node).map(|_| "presentation")
    } else {
        Credential::from_node(node).map(|_| "credential")
    }
}

fn list(node: &Node) -> &[Node] {
    node.as_array().unwrap_or(std::slice::from_ref(node))
}

fn names_of(node: &Node) -> impl Iterator<Item = &str> {
    node.get("type")
        .map(list)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
}

/// Context, types and id, which both kinds share.
fn common(node: &Node, base: &str) -> Result<Vec<String>, Malformed> {
    let contexts = contexts(node)?;
    let types = types(node)?;
    if !types.iter().any(|name| name == base) {
        return malformed("type", "lacks the base type");
    }
    for name in types
        .iter()
        .filter(|name| !name.contains(':') && !BASE_TYPES.contains(&name.as_str()))
    {
        if !is_mapped(name, &contexts) {
            return malformed("type", "is not defined in any context");
        }
    }
    if node.get("id").is_some() {
        url("id", node.get("id"))?;
    }
    if let Some(proof) = node.get("proof")
        && list(proof)
            .iter()
            .any(|proof| proof.get("type").and_then(Node::as_str).is_none())
    {
        return malformed("proof", "lacks a type");
    }
    Ok(types.into_iter().filter(|name| name != base).collect())
}

fn subjects(node: &Node) -> Result<(), Malformed> {
    let Some(subject) = node.get("credentialSubject") else {
        return malformed("credentialSubject", "is missing");
    };
    if list(subject).is_empty() {
        return malformed("credentialSubject", "is empty");
    }
    for one in list(subject) {
        if one.as_object().is_none_or(<[_]>::is_empty) {
            return malformed("credentialSubject", "must be an object that says something");
        }
        if one.get("id").is_some() {
            url("credentialSubject", one.get("id"))?;
        }
    }
    Ok(())
}

fn moment(node: &Node, property: &'static str) -> Result<Option<Moment>, Malformed> {
    match node.get(property) {
        None => Ok(None),
        Some(value) => match value.as_str().and_then(Moment::from_date_time_stamp) {
            Some(moment) => Ok(Some(moment)),
            None => malformed(property, "must be a date and time with a zone"),
        },
    }
}

/// Objects that must have a type, and perhaps must have an id.
fn typed<'a>(
    node: &'a Node,
    property: &'static str,
    needs_id: bool,
) -> Result<Vec<&'a Node>, Malformed> {
    let Some(given) = node.get(property) else {
        return Ok(Vec::new());
    };
    for one in list(given) {
        if one.as_object().is_none() {
            return malformed(property, "must be an object");
        }
        if types(one).is_err() {
            return malformed(property, "lacks a type");
        }
        if needs_id || one.get("id").is_some() {
            url(property, one.get("id"))?;
        }
    }
    Ok(list(given).iter().collect())
}

fn related_resources(node: &Node) -> Result<(), Malformed> {
    let Some(given) = node.get("relatedResource") else {
        return Ok(());
    };
    let mut seen = BTreeSet::new();
    for one in list(given) {
        if !seen.insert(url("relatedResource", one.get("id"))?) {
            return malformed("relatedResource", "lists one resource twice");
        }
        let digest = |name: &str| {
            one.get(name)
                .and_then(Node::as_str)
                .is_some_and(|text| !text.is_empty())
        };
        if !digest("digestSRI") && !digest("digestMultibase") {
            return malformed("relatedResource", "lacks a digest");
        }
    }
    Ok(())
}

/// `name` and `description`: plain text, or text with language and direction and nothing else.
fn language_texts(node: &Node) -> Result<(), Malformed> {
    for property in ["name", "description"] {
        for one in node.get(property).map(list).unwrap_or_default() {
            let sound = match &one.value {
                Value::String(_) => true,
                Value::Object(members) => {
                    let known = |name: &str| matches!(name, "@value" | "@language" | "@direction");
                    one.get("@value").and_then(Node::as_str).is_some()
                        && members
                            .iter()
                            .all(|(key, value)| known(&key.name) && value.as_str().is_some())
                        && one
                            .get("@direction")
                            .and_then(Node::as_str)
                            .is_none_or(|direction| matches!(direction, "ltr" | "rtl"))
                }
                _ => false,
            };
            if !sound {
                return malformed(
                    property,
                    "must be text, with language and direction at most",
                );
            }
        }
    }
    Ok(())
}

fn enveloped(node: &Node) -> Result<(), Malformed> {
    contexts(node)?;
    match node.get("id").and_then(Node::as_str) {
        Some(id) if id.starts_with("data:") && is_url(id) => Ok(()),
        _ => malformed("id", "of an enveloped credential must be a data: URL"),
    }
}
