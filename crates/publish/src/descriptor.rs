//! A body → a DAOIP-2 (ERC-4824) descriptor with schema.org terms. Never speaks for the body: it says who described it.

use crate::atlas::catalog_path;
use crate::body_keys::BodyKeys;
use crate::catalog::plain_number;
use crate::head::Head;
use crate::package::pretty;
use ident::{CommunityKind, Confidence, Status, props};
use intake::facts::{Community, Facts, Relation, RuleSet};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The context of ERC-4824, which the names `type`, `name` and `…URI` belong to.
const DAOSTAR: &str = "https://www.daostar.org/schemas";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    #[serde(rename = "@context")]
    context: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    r#type: &'static str,
    identifier: &'a str,
    name: &'a str,
    additional_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    founding_date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    founding_note: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    decision_making: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<Size<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    member: Vec<Member<'a>>,
    #[serde(rename = "governanceURI", skip_serializing_if = "Option::is_none")]
    governance_uri: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rule_sets: Vec<Catalog<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Tie<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    verification_method: Vec<Value>,
    described_by: Described<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Size<'a> {
    value: String,
    unit_text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct Member<'a> {
    r#type: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Catalog<'a> {
    identifier: &'a str,
    name: &'a str,
    version: &'a str,
    date: &'a str,
    status: Status,
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tie<'a> {
    source: &'a str,
    r#type: &'static str,
    target: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a str>,
    statement: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Described<'a> {
    name: &'a str,
    statement: String,
    as_of: &'a str,
    confidence: &'static str,
}

/// True for bodies that get a descriptor: those of which an address is known, and which are bodies.
pub fn is_described(body: &Community) -> bool {
    !body.url.is_empty() && body.kind != CommunityKind::Model
}

/// The descriptor of one body as text.
pub fn descriptor(
    head: &Head,
    facts: &Facts,
    body: &Community,
    keys: Option<&BodyKeys>,
) -> Vec<u8> {
    let sets: Vec<&RuleSet> = facts
        .rule_sets
        .iter()
        .filter(|set| set.community.as_deref() == Some(&*body.id))
        .collect();
    let own: BTreeSet<&str> = sets.iter().map(|set| &*set.id).chain([&*body.id]).collect();
    let touches = |tie: &&Relation| own.contains(&*tie.source) || own.contains(&*tie.target);
    let dao = body.kind == CommunityKind::Dao;
    pretty(&Descriptor {
        context: context(keys.is_some()),
        id: keys.and_then(|keys| keys.did.as_deref()),
        r#type: if dao { "DAO" } else { "Organization" },
        identifier: &body.id,
        name: &body.name,
        additional_type: body.kind.as_str(),
        description: body.notes.as_deref(),
        url: &body.url,
        founding_date: body.founded.as_deref(),
        founding_note: body.founded_note.as_deref(),
        decision_making: &body.decision_making,
        size: body.scale.as_ref().and_then(|scale| {
            let value = plain_number(scale.value?);
            Some(Size {
                value,
                unit_text: &scale.unit,
                date: scale.date.as_deref(),
            })
        }),
        member: body
            .members
            .iter()
            .map(|name| Member {
                r#type: "Organization",
                name,
            })
            .collect(),
        governance_uri: leading(&sets).map(uri),
        rule_sets: sets.iter().map(|set| catalog(set)).collect(),
        relations: facts.relations.iter().filter(touches).map(tie).collect(),
        verification_method: keys.map(|keys| keys.methods(&body.url)).unwrap_or_default(),
        described_by: Described {
            name: &head.publisher,
            statement: format!(
                "Described by {}, not by {} itself.",
                head.publisher, body.name
            ),
            as_of: &facts.as_of,
            confidence: support(body.confidence),
        },
    })
}

/// Names of ERC-4824 come with its own context; those of schema.org and ours are told apart here.
fn context(with_keys: bool) -> Value {
    const SCHEMA_ORG: [&str; 6] = [
        "additionalType",
        "foundingDate",
        "identifier",
        "member",
        "size",
        "url",
    ];
    const OURS: [&str; 5] = [
        "decisionMaking",
        "describedBy",
        "foundingNote",
        "relations",
        "ruleSets",
    ];
    let terms = SCHEMA_ORG
        .iter()
        .map(|term| (*term, format!("https://schema.org/{term}")));
    let ours = OURS
        .iter()
        .map(|term| (*term, format!("{}#{term}", props::NAMESPACE)));
    // Keys are written in the words of W3C Controlled Identifiers.
    let keys = with_keys.then(|| {
        (
            "verificationMethod",
            "https://w3id.org/security#verificationMethod".to_owned(),
        )
    });
    let terms: BTreeMap<&str, String> = terms.chain(ours).chain(keys).collect();
    json!([DAOSTAR, terms])
}

/// The rule set that a reader of `governanceURI` should see first: in force before others, then the newest.
fn leading<'a>(sets: &[&'a RuleSet]) -> Option<&'a RuleSet> {
    let in_force = |set: &RuleSet| matches!(set.status, Status::InForce | Status::PartlyInForce);
    sets.iter().copied().max_by(|a, b| {
        (in_force(a), &a.date)
            .cmp(&(in_force(b), &b.date))
            .then_with(|| b.id.cmp(&a.id))
    })
}

fn catalog(set: &RuleSet) -> Catalog<'_> {
    Catalog {
        identifier: &set.id,
        name: &set.title,
        version: &set.version,
        date: &set.date,
        status: set.status,
        uri: uri(set),
    }
}

/// Relative to the descriptor, so that the folder can stand anywhere.
fn uri(set: &RuleSet) -> String {
    format!("../{}", catalog_path(&set.id))
}

fn tie(tie: &Relation) -> Tie<'_> {
    Tie {
        source: &tie.source,
        r#type: tie.r#type.as_str(),
        target: &tie.target,
        date: tie.date.as_deref(),
        as_of: tie.as_of.as_deref(),
        statement: &tie.statement,
        citation: Some(&*tie.source_url).filter(|url| !url.is_empty()),
        confidence: tie.confidence.map(support),
    }
}

fn support(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Read => props::CONFIDENCE_READ,
        Confidence::Memory => props::CONFIDENCE_MEMORY,
    }
}
