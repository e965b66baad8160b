//! The picture in sentences, each true for exactly the nodes and relations that are shown. Never praises or ranks.

use std::collections::{BTreeMap, BTreeSet};

use ident::{Layer, RelationGroup};
use model::{Model, Node};

use crate::graph::Relation;

/// How many of those with the most relations are named.
const NAMED: usize = 5;

pub(crate) fn words(
    model: &Model,
    linked: &[Node],
    relations: &BTreeSet<Relation>,
    unlinked: &[Node],
    folded: &BTreeMap<Node, u32>,
) -> Vec<String> {
    if linked.is_empty() {
        return vec![
            "Nobody is left in the picture. Take a filter away to see the network again."
                .to_owned(),
        ];
    }
    let mut words = vec![size(model, linked, relations), kinds(relations)];
    words.extend(most_tied(model, linked, relations));
    words.extend(between_layers(model, relations));
    words.extend(folded_bodies(folded));
    words.extend(alone(unlinked));
    words.push("Every relation is a sourced claim of the record. A relation carries no signature of its own.".to_owned());
    words
}

fn size(model: &Model, linked: &[Node], relations: &BTreeSet<Relation>) -> String {
    let layers = Layer::ALL.iter().map(|&layer| {
        let count = linked
            .iter()
            .filter(|&&node| model.node_layer(node) == layer)
            .count();
        [
            count.to_string().as_str(),
            " in ",
            quoted(layer.label()).as_str(),
        ]
        .concat()
    });
    let parts: Vec<String> = layers.filter(|part| !part.starts_with("0 ")).collect();
    let ties = counted(relations.len(), "relation", "relations");
    let bodies = counted(linked.len(), "body or instrument", "bodies and instruments");
    [
        "The picture shows ",
        &bodies,
        " joined by ",
        &ties,
        ": ",
        &list(&parts),
        ".",
    ]
    .concat()
}

fn kinds(relations: &BTreeSet<Relation>) -> String {
    let parts: Vec<String> = RelationGroup::ALL
        .iter()
        .filter_map(|&group| {
            let count = relations
                .iter()
                .filter(|relation| relation.r#type.group() == group)
                .count();
            let (one, many) = match group {
                RelationGroup::Lineage => (
                    "case of taking rules or ideas from another",
                    "cases of taking rules or ideas from another",
                ),
                RelationGroup::Recognition => (
                    "recognition, certificate, alignment or signature",
                    "recognitions, certificates, alignments or signatures",
                ),
                RelationGroup::Bound => (
                    "case of being bound by a law",
                    "cases of being bound by a law",
                ),
                RelationGroup::Belonging => (
                    "tie of belonging, hosting or governing",
                    "ties of belonging, hosting or governing",
                ),
                RelationGroup::Reference => ("reference", "references"),
                RelationGroup::Contrast => (
                    "contrast drawn by the editors",
                    "contrasts drawn by the editors",
                ),
            };
            (count > 0).then(|| counted(count, one, many))
        })
        .collect();
    if parts.is_empty() {
        "No relation is recorded among them.".to_owned()
    } else {
        ["By kind of relation: ", &list(&parts), "."].concat()
    }
}

fn most_tied(model: &Model, linked: &[Node], relations: &BTreeSet<Relation>) -> Option<String> {
    let mut counts: Vec<(usize, Node)> = linked
        .iter()
        .map(|&node| {
            (
                relations
                    .iter()
                    .filter(|r| r.from == node || r.to == node)
                    .count(),
                node,
            )
        })
        .collect();
    ident::order::sort_by(&mut counts, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let (most, _) = *counts.first()?;
    if most < 2 || counts.len() <= NAMED {
        return None;
    }
    let named: Vec<String> = counts
        .iter()
        .take(NAMED)
        .map(|(count, node)| [model.node_name(*node), " (", &count.to_string(), ")"].concat())
        .collect();
    Some(["Most relations meet at ", &list(&named), "."].concat())
}

/// For each pair of different layers how many relations lead from one to the other; a single one is told in full.
fn between_layers(model: &Model, relations: &BTreeSet<Relation>) -> Vec<String> {
    let mut sentences = Vec::new();
    for &from in Layer::ALL {
        for &to in Layer::ALL.iter().filter(|&&to| to != from) {
            let across: Vec<&Relation> = relations
                .iter()
                .filter(|r| model.node_layer(r.from) == from && model.node_layer(r.to) == to)
                .collect();
            let direction = [" from ", &quoted(from.label()), " to ", &quoted(to.label())].concat();
            match across.as_slice() {
                [] => {}
                [only] => {
                    let (source, target) = (model.node_name(only.from), model.node_name(only.to));
                    let tie = [source, " ", only.r#type.label(), " ", target].concat();
                    sentences
                        .push(["Only one relation leads", &direction, ": ", &tie, "."].concat());
                }
                many => sentences.push(
                    [
                        many.len().to_string().as_str(),
                        " relations lead",
                        &direction,
                        ".",
                    ]
                    .concat(),
                ),
            }
        }
    }
    sentences
}

fn folded_bodies(folded: &BTreeMap<Node, u32>) -> Option<String> {
    let ends: u32 = folded.values().sum();
    let ends_words = counted(ends as usize, "tie", "ties");
    let at = counted(
        folded.len(),
        "of the bodies and instruments shown",
        "of the bodies and instruments shown",
    );
    (ends > 0).then(|| {
        ["States, companies and models without rules of their own in this atlas are not drawn: they have ", &ends_words, " to ", &at, "."].concat()
    })
}

fn alone(unlinked: &[Node]) -> Option<String> {
    let bodies = counted(
        unlinked.len(),
        "body or instrument has",
        "bodies and instruments have",
    );
    (!unlinked.is_empty()).then(|| {
        [
            bodies.as_str(),
            " rules, but no recorded relation to anyone shown; they are listed below the picture.",
        ]
        .concat()
    })
}

fn counted(count: usize, one: &str, many: &str) -> String {
    [
        count.to_string().as_str(),
        " ",
        if count == 1 { one } else { many },
    ]
    .concat()
}

fn quoted(text: &str) -> String {
    ["“", text, "”"].concat()
}

fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => [most.join(", ").as_str(), " and ", last].concat(),
    }
}
