//! The directory of communities and public instruments. Never lists bodies that publish no rules here.
//!
//! Sort orders: `name` (the default), `rules`, `relations` (both most first), `since` (oldest first, unknown last).

use ident::Binding;
use model::{FacetCounts, Forces, Model, Node};
use protocol::{Directory, DirectoryRow, FacetName};

use crate::{filter, numbers, view};

const FACETS: &[FacetName] = &[
    FacetName::Layers,
    FacetName::Kinds,
    FacetName::Bindings,
    FacetName::Statuses,
    FacetName::Topics,
    FacetName::Modalities,
    FacetName::Mechanisms,
    FacetName::Confidences,
];

pub(crate) fn directory(model: &Model, ask: &protocol::Filter) -> Directory {
    let wanted = filter::filter(ask);
    let sieve = model.sieve(&wanted);
    let mut counts = FacetCounts::default();
    let mut rows = Vec::new();
    let mut total = 0;
    for node in model.nodes() {
        if model.node_outside(*node) {
            continue;
        }
        total += 1;
        if sieve.count_node(*node, &mut counts) {
            rows.push(row(model, *node));
        }
    }
    sort(&mut rows, &ask.sort);
    Directory {
        facets: filter::facets(FACETS, &counts, &sieve, model),
        rows,
        total,
    }
}

fn sort(rows: &mut [DirectoryRow], by: &str) {
    ident::order::sort_by_key(rows, |row| {
        (model::words::fold(&row.link.name), row.link.id.clone())
    });
    match by {
        "rules" => ident::order::sort_by_key(rows, |row| std::cmp::Reverse(row.rules)),
        "relations" => ident::order::sort_by_key(rows, |row| std::cmp::Reverse(row.relations)),
        "since" => {
            ident::order::sort_by(rows, |a, b| {
                (a.since.is_empty(), &a.since).cmp(&(b.since.is_empty(), &b.since))
            });
        }
        _ => {}
    }
}

fn row(model: &Model, node: Node) -> DirectoryRow {
    let sets = model.node_sets(node);
    let mut forces = Forces::default();
    let mut mechanisms = [0; 6];
    for set in sets {
        let set = model.rule_set(*set);
        forces.add_all(set.forces);
        for (sum, count) in mechanisms.iter_mut().zip(set.mechanisms) {
            *sum += count;
        }
    }
    DirectoryRow {
        link: view::link_to_node(model, node),
        kind: kind(model, node),
        layer: model.node_layer(node),
        binding: sets
            .first()
            .map_or(Binding::Participants, |set| model.rule_set(*set).binding),
        since: since(model, node),
        summary: summary(model, node),
        rule_sets: sets.len() as u32,
        rules: model.node_rules(node),
        forces: view::forces(forces),
        mechanisms,
        relations: relations(model, node),
        standing: view::standing(model, node),
    }
}

/// Relations at either end, each counted once.
pub(crate) fn relations(model: &Model, node: Node) -> u32 {
    let ties = model.ties_from(node).iter().chain(model.ties_to(node));
    ident::order::set(ties).len() as u32
}

/// Its kind, in words.
pub(crate) fn kind(model: &Model, node: Node) -> String {
    match node {
        Node::Community(ix) => model.community(ix).facts.kind.label().to_owned(),
        Node::Instrument(ix) => match &model.rule_set(ix).instrument {
            Some(instrument) => numbers::capital(instrument.kind.label()),
            None => "OSCAL catalog".to_owned(),
        },
    }
}

/// When it began or was adopted; empty if unknown.
pub(crate) fn since(model: &Model, node: Node) -> String {
    match node {
        Node::Community(ix) => model
            .community(ix)
            .facts
            .founded
            .clone()
            .unwrap_or_default(),
        Node::Instrument(ix) => {
            let set = model.rule_set(ix);
            set.instrument
                .as_ref()
                .map_or(&set.date, |instrument| &instrument.date_adopted)
                .clone()
        }
    }
}

/// One sentence: how a community decides, or where an instrument stands.
pub(crate) fn summary(model: &Model, node: Node) -> String {
    match node {
        Node::Community(ix) => model.community(ix).facts.decision_making.clone(),
        Node::Instrument(ix) => {
            let set = model.rule_set(ix);
            let mut text = numbers::capital(set.status.label());
            if let Some(instrument) = &set.instrument {
                if let Some(date) = &instrument.date_in_force {
                    let begun = numbers::reached(date, model.as_of());
                    text.push_str(if begun { "; since " } else { "; from " });
                    text.push_str(date);
                }
                if let Some(date) = &instrument.date_applies {
                    text.push_str("; applies from ");
                    text.push_str(date);
                }
            } else if !set.version.is_empty() {
                text.push_str("; version ");
                text.push_str(&set.version);
            }
            if !set.issuer.is_empty() {
                text.push_str("; ");
                text.push_str(&set.issuer);
            }
            text.push('.');
            text
        }
    }
}
