//! Statements that rules correspond → an OSCAL 1.2.2 mapping collection. Never states more than the facts do.

use crate::head::Head;
use crate::oscal::{
    BackMatter, Party, Prop, Resource, ResourceLink, ResponsibleParty, Role, control_id, escape,
    prop, responsible, uuid,
};
use crate::package::{instant, pretty};
use ident::props;
use intake::facts::{Facts, MappingCollection, RuleMap};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Mappings came with OSCAL 1.2.
const OSCAL_VERSION: &str = "1.2.2";

/// Type, in our namespace, of a resource that is several catalogs together: a statement may take rules of several rule
/// sets jointly, which OSCAL's own types cannot say.
const RULE_SETS: &str = "rule-sets";

#[derive(Serialize)]
struct Document {
    #[serde(rename = "mapping-collection")]
    collection: Collection,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Collection {
    uuid: Uuid,
    metadata: Metadata,
    provenance: Provenance,
    mappings: Vec<Mapping>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back_matter: Option<BackMatter>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Metadata {
    title: String,
    last_modified: String,
    version: String,
    oscal_version: &'static str,
    props: Vec<Prop>,
    roles: Vec<Role>,
    parties: Vec<Party>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Provenance {
    method: &'static str,
    matching_rationale: &'static str,
    status: &'static str,
    mapping_description: String,
    responsible_parties: Vec<ResponsibleParty>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Mapping {
    uuid: Uuid,
    source_resource: Mapped,
    target_resource: Mapped,
    maps: Vec<Map>,
}

#[derive(Clone, Serialize)]
struct Mapped {
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    r#type: &'static str,
    href: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Map {
    uuid: Uuid,
    relationship: &'static str,
    sources: Vec<Item>,
    targets: Vec<Item>,
    confidence_score: Score,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    props: Vec<Prop>,
    remarks: String,
}

#[derive(Serialize)]
struct Score {
    category: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Item {
    r#type: &'static str,
    id_ref: String,
    props: Vec<Prop>,
}

/// The mapping collection as text.
pub fn mapping(head: &Head, facts: &Facts, collection: &MappingCollection) -> Vec<u8> {
    let (roles, parties, responsible_parties) =
        responsible("author", "Author of the statements", &head.publisher);
    let mut together = BTreeMap::new();
    let mut document = Collection {
        uuid: Uuid::nil(),
        metadata: Metadata {
            title: escape(&collection.title),
            last_modified: instant(&facts.as_of),
            version: facts.as_of.clone(),
            oscal_version: OSCAL_VERSION,
            props: vec![prop(props::MAPPING_ID, &collection.id)],
            roles,
            parties,
        },
        provenance: Provenance {
            method: "automation",
            matching_rationale: "semantic",
            status: "draft",
            mapping_description: escape(&collection.description),
            responsible_parties,
        },
        mappings: mappings(collection, &mut together),
        back_matter: None,
    };
    if !together.is_empty() {
        let resources = together
            .into_iter()
            .map(|(sets, uuid)| resource(facts, &sets, uuid))
            .collect();
        document.back_matter = Some(BackMatter { resources });
    }
    // The uuid names this content: it changes whenever anything else in the collection does.
    let content =
        serde_json::to_string(&document).expect("plain data with text keys always serialises");
    document.uuid = uuid(&content);
    pretty(&Document {
        collection: document,
    })
}

/// One mapping for each pair of documents, in the order in which the pairs first come.
fn mappings(
    collection: &MappingCollection,
    together: &mut BTreeMap<BTreeSet<String>, Uuid>,
) -> Vec<Mapping> {
    let mut pairs: Vec<([BTreeSet<String>; 2], Vec<Map>)> = Vec::new();
    for map in &collection.maps {
        let sides = [sets(&map.sources), sets(&map.targets)];
        let entry = one_map(collection, map);
        match pairs.iter_mut().find(|(known, _)| *known == sides) {
            Some((_, maps)) => maps.push(entry),
            None => pairs.push((sides, vec![entry])),
        }
    }
    pairs
        .into_iter()
        .map(|([sources, targets], maps)| Mapping {
            uuid: uuid(&format!(
                "mapping {} {} {}",
                collection.id,
                joined(&sources),
                joined(&targets)
            )),
            source_resource: mapped(&sources, together),
            target_resource: mapped(&targets, together),
            maps,
        })
        .collect()
}

fn mapped(sets: &BTreeSet<String>, together: &mut BTreeMap<BTreeSet<String>, Uuid>) -> Mapped {
    if let (Some(only), 1) = (sets.first(), sets.len()) {
        return Mapped {
            ns: None,
            r#type: "catalog",
            href: href(only),
        };
    }
    let uuid = *together
        .entry(sets.clone())
        .or_insert_with(|| uuid(&format!("catalogs {}", joined(sets))));
    Mapped {
        ns: Some(props::NAMESPACE),
        r#type: RULE_SETS,
        href: format!("#{uuid}"),
    }
}

fn resource(facts: &Facts, sets: &BTreeSet<String>, uuid: Uuid) -> Resource {
    let titles: Vec<&str> = facts
        .rule_sets
        .iter()
        .filter(|set| sets.contains(&set.id))
        .map(|set| &*set.title)
        .collect();
    Resource {
        uuid,
        title: escape(&titles.join("; ")),
        description: "Several catalogs whose rules a statement takes together.".to_owned(),
        rlinks: sets
            .iter()
            .map(|set| ResourceLink { href: href(set) })
            .collect(),
    }
}

fn one_map(collection: &MappingCollection, map: &RuleMap) -> Map {
    let mut found = Vec::new();
    if map.conflict {
        found.push(prop(props::CONFLICT, "yes"));
    }
    let mut remarks = escape(&map.rationale);
    if let Some(note) = &map.note {
        remarks.push_str("\n\n");
        remarks.push_str(&escape(note));
    }
    Map {
        uuid: uuid(&format!(
            "map {} {} {}",
            collection.id,
            map.sources.join(" "),
            map.targets.join(" ")
        )),
        relationship: map.relationship.as_str(),
        sources: items(&map.sources),
        targets: items(&map.targets),
        confidence_score: Score {
            category: map.confidence.as_str(),
        },
        props: found,
        remarks,
    }
}

/// A control by its id in its catalog; where several catalogs are meant, with the id of the rule set in front.
fn items(rules: &[String]) -> Vec<Item> {
    let several = sets(rules).len() > 1;
    let item = |rule: &String| {
        let (set, local) = rule.split_once('/').unwrap_or(("", rule));
        let control = control_id(local);
        Item {
            r#type: "control",
            id_ref: if several {
                format!("{set}/{control}")
            } else {
                control
            },
            props: vec![prop(props::RULE_ID, rule)],
        }
    };
    rules.iter().map(item).collect()
}

fn sets(rules: &[String]) -> BTreeSet<String> {
    rules
        .iter()
        .filter_map(|rule| Some(rule.split_once('/')?.0.to_owned()))
        .collect()
}

fn joined(sets: &BTreeSet<String>) -> String {
    sets.iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join("+")
}

/// The catalog of a rule set, as seen from `mappings/`.
fn href(set: &str) -> String {
    format!("../{}", crate::atlas::catalog_path(set))
}
