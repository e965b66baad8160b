//! Statements that rules correspond, from atlases and from mapping collections of any publisher, with the rules they
//! name found among those loaded. Never drops a statement because one of its rules is not loaded.

use std::collections::BTreeSet;

use compare::mapping::{Mappings, Statement};
use ident::props;
use intake::facts::Facts;
use intake::markup;
use intake::oscal::{
    Map, MappedItem, MappedResource, Mapping, MappingCollection, Props, Provenance,
};
use intake::problem::code;
use model::{Model, SetIx};
use protocol::{Problem, Severity};

use crate::engine::Loaded;
use crate::numbers;
use crate::profiles::{last_part, problem};
use crate::reading::Document;

/// How the collections of an atlas come about; the authoring format allows nothing else.
const OURS: &str = "Drafted by the atlas’s authors with machine help (method: automation, status: draft); not reviewed by the issuers.";

/// Ids named in one problem before it says how many more there are.
const MAX_NAMED: usize = 5;

/// A resource is taken for a loaded rule set of another name if that alone holds this many of a hundred of its ids.
const ENOUGH: usize = 90;

/// All statements of all files, and what could not be found; problems are added to the files.
pub(crate) fn gather(model: &Model, files: &mut [Loaded]) -> Mappings {
    let mut all = Vec::new();
    let mut told = BTreeSet::new();
    for at in 0..files.len() {
        let mut problems = Vec::new();
        let found = match files.get(at).and_then(|loaded| loaded.document.as_ref()) {
            Some(Document::Facts(facts)) => of_facts(model, facts, &mut problems),
            Some(Document::Mapping(collection)) => {
                of_collection(model, files, collection, &mut problems)
            }
            _ => continue,
        };
        // The same statement from an atlas and from its own OSCAL form is one statement.
        all.extend(found.into_iter().filter(|statement| {
            told.insert((
                statement.sources.clone(),
                statement.targets.clone(),
                statement.rationale.clone(),
            ))
        }));
        if let Some(loaded) = files.get_mut(at) {
            loaded.late_total += problems.len() as u32;
            loaded.late.append(&mut problems);
        }
    }
    Mappings::new(all)
}

fn of_facts(model: &Model, facts: &Facts, problems: &mut Vec<Problem>) -> Vec<Statement> {
    let mut unknown = BTreeSet::new();
    let mut found = Vec::new();
    for collection in &facts.mappings {
        for map in &collection.maps {
            let rules = map.sources.iter().chain(&map.targets);
            unknown.extend(
                rules
                    .filter(|rule| model.find_rule(rule).is_none())
                    .cloned(),
            );
            found.push(Statement {
                sources: map.sources.clone(),
                targets: map.targets.clone(),
                relationship: Ok(map.relationship),
                conflict: map.conflict,
                rationale: map.rationale.clone(),
                note: map.note.clone().unwrap_or_default(),
                confidence: map.confidence.label().to_owned(),
                collection: collection.title.clone(),
                provenance: OURS.to_owned(),
            });
        }
    }
    name_unknown(&unknown, "no loaded rule set", problems);
    found
}

fn of_collection(
    model: &Model,
    files: &[Loaded],
    collection: &MappingCollection,
    problems: &mut Vec<Problem>,
) -> Vec<Statement> {
    let title = plain(&collection.metadata.title);
    let mut found = Vec::new();
    for mapping in &collection.mappings {
        let provenance = provenance(&mapping.provenance);
        let [sources, targets] = [Side::Source, Side::Target].map(|side| {
            let (resource, items) = side.of(mapping);
            let set = set_of(model, files, collection, resource, &items);
            let lost = |item: &&MappedItem| rule(model, set, item).is_none();
            let unknown: BTreeSet<String> = items
                .into_iter()
                .filter(lost)
                .map(|item| item.id.clone())
                .collect();
            name_unknown(&unknown, &resource.href, problems);
            (set, &resource.href)
        });
        for map in &mapping.maps {
            found.push(statement(
                model,
                map,
                [sources, targets],
                (&title, &provenance, &mapping.provenance.confidence),
            ));
        }
    }
    found
}

fn statement(
    model: &Model,
    map: &Map,
    [sources, targets]: [(Option<SetIx>, &String); 2],
    (title, provenance, confidence): (&str, &str, &str),
) -> Statement {
    let named = |items: &[MappedItem], (set, href): (Option<SetIx>, &String)| {
        let mut rules: Vec<String> = Vec::with_capacity(items.len());
        for item in items {
            // An unknown id is told apart from one of another document by the address in front.
            let rule = rule(model, set, item)
                .unwrap_or_else(|| [href.as_str(), "#", item.id.as_str()].concat());
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        rules
    };
    let remarks = map.remarks.as_deref().unwrap_or_default();
    let (rationale, more) = remarks.split_once("\n\n").unwrap_or((remarks, ""));
    let mut note = plain(more);
    for qualifier in &map.qualifiers {
        let words = [
            &qualifier.predicate,
            " (",
            &qualifier.subject,
            ", ",
            &qualifier.category,
            "): ",
            &plain(&qualifier.description),
        ];
        if !note.is_empty() {
            note.push(' ');
        }
        words.iter().for_each(|word| note.push_str(word));
    }
    Statement {
        sources: named(&map.sources, sources),
        targets: named(&map.targets, targets),
        relationship: map.relationship.clone(),
        conflict: map.is_conflict(),
        rationale: plain(rationale),
        note,
        confidence: if map.confidence.is_empty() {
            confidence.to_owned()
        } else {
            map.confidence.clone()
        },
        collection: title.to_owned(),
        provenance: provenance.to_owned(),
    }
}

#[derive(Clone, Copy)]
enum Side {
    Source,
    Target,
}

impl Side {
    fn of(self, mapping: &Mapping) -> (&MappedResource, Vec<&MappedItem>) {
        match self {
            Self::Source => (
                &mapping.source,
                mapping.maps.iter().flat_map(|map| &map.sources).collect(),
            ),
            Self::Target => (
                &mapping.target,
                mapping.maps.iter().flat_map(|map| &map.targets).collect(),
            ),
        }
    }
}

/// The loaded rule set that a resource is: by its name, else the only one that holds nearly all the ids.
fn set_of(
    model: &Model,
    files: &[Loaded],
    collection: &MappingCollection,
    resource: &MappedResource,
    items: &[&MappedItem],
) -> Option<SetIx> {
    let hrefs: Vec<&str> = match resource.href.strip_prefix('#') {
        None => vec![&resource.href],
        Some(uuid) => collection
            .resources
            .iter()
            .filter(|known| known.uuid.eq_ignore_ascii_case(uuid))
            .flat_map(|known| &known.rlinks)
            .map(|link| link.href.as_str())
            .collect(),
    };
    let called = |set: &SetIx| {
        let set = model.rule_set(*set);
        let file = files.get(set.file as usize).map(|loaded| &loaded.file);
        hrefs.iter().map(|href| last_part(href)).any(|name| {
            // `pack` names catalogs after their rule sets.
            let stem = name.strip_suffix(".json").unwrap_or(name);
            (!set.foreign && stem == set.id)
                || (set.foreign && file.is_some_and(|file| last_part(&file.origin.name) == name))
        })
    };
    if let Some(set) = model.set_ixs().find(called) {
        return Some(set);
    }
    let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let holds = |set: &SetIx| {
        let found = ids.iter().filter(|id| model.find_local(*set, id).is_some());
        !ids.is_empty() && found.count() * 100 >= ids.len() * ENOUGH
    };
    let mut fitting = model.set_ixs().filter(holds);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The rule that an item is: by our own property, else by its id in the rule set, as a rule or as a part of one.
fn rule(model: &Model, set: Option<SetIx>, item: &MappedItem) -> Option<String> {
    if let Some(id) = item.prop(props::NAMESPACE, props::RULE_ID)
        && model.find_rule(id).is_some()
    {
        return Some(id.to_owned());
    }
    let set = set?;
    let found = if item.kind == "statement" {
        model.find_part(set, &item.id)
    } else {
        model.find_local(set, &item.id)
    };
    found.map(|rule| model.rule_id(rule))
}

fn name_unknown(unknown: &BTreeSet<String>, place: &str, problems: &mut Vec<Problem>) {
    if unknown.is_empty() {
        return;
    }
    let mut named: Vec<&str> = unknown.iter().take(MAX_NAMED).map(String::as_str).collect();
    let more;
    if unknown.len() > MAX_NAMED {
        more = numbers::plural((unknown.len() - MAX_NAMED) as u32, "more", "more");
        named.push(&more);
    }
    let what = [
        "Rules are mapped that are not loaded: ",
        &numbers::list(&named),
        " (",
        place,
        ")",
    ]
    .concat();
    problems.push(Problem {
        hint: "The statements stand, with these ids as they are; load the catalog that holds them"
            .to_owned(),
        ..problem(code::MAPPED_RULE_UNKNOWN, Severity::Warning, what)
    });
}

/// "Made by people, draft."
fn provenance(provenance: &Provenance) -> String {
    let method = match provenance.method.as_str() {
        "human" => "Drafted by people",
        "automation" => "Drafted by machine",
        "hybrid" => "Drafted by people with machine help",
        "" => "How it was drafted is not stated",
        other => other,
    };
    let mut words = method.to_owned();
    if !provenance.status.is_empty() {
        words.push_str("; ");
        words.push_str(&provenance.status);
    }
    words.push('.');
    let more = plain(&provenance.description);
    if !more.is_empty() {
        words.push(' ');
        words.push_str(&more);
    }
    words
}

fn plain(text: &str) -> String {
    markup::plain(&markup::line(text), &mut |id| id.to_owned())
}
