//! The picture as a table. Never leaves out a node that the filter leaves.

use std::collections::{BTreeMap, BTreeSet};

use ident::{Layer, RelationGroup, Standing};
use model::{Model, Node};

use crate::graph::Relation;

/// One body or instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who or what.
    pub node: Node,
    /// Its layer.
    pub layer: Layer,
    /// Takes rules or ideas from, by name.
    pub takes_from: Vec<Node>,
    /// Recognises, certifies, aligns with, has signed, by name.
    pub recognises: Vec<Node>,
    /// Relations to others in the picture.
    pub relations: u32,
    /// Rules.
    pub rules: u32,
    /// Standing of its newest rule set.
    pub standing: Standing,
}

/// Rows, most relations first, then by name.
pub(crate) fn rows(model: &Model, kept: &[Node], relations: &BTreeSet<Relation>) -> Vec<Row> {
    let mut by_node: BTreeMap<Node, Row> = kept
        .iter()
        .map(|&node| (node, empty(model, node)))
        .collect();
    for relation in relations {
        let (from, to) = relation.as_read();
        for end in [from, to] {
            if let Some(row) = by_node.get_mut(&end) {
                row.relations += 1;
            }
        }
        let Some(row) = by_node.get_mut(&from) else {
            continue;
        };
        let list = match relation.r#type.group() {
            RelationGroup::Lineage => &mut row.takes_from,
            RelationGroup::Recognition => &mut row.recognises,
            RelationGroup::Bound
            | RelationGroup::Belonging
            | RelationGroup::Reference
            | RelationGroup::Contrast => continue,
        };
        if !list.contains(&to) {
            list.push(to);
        }
    }
    let mut rows: Vec<Row> = by_node.into_values().collect();
    for row in &mut rows {
        ident::order::sort_by_key(&mut row.takes_from, |&node| name_key(model, node));
        ident::order::sort_by_key(&mut row.recognises, |&node| name_key(model, node));
    }
    ident::order::sort_by_key(&mut rows, |row| {
        (u32::MAX - row.relations, name_key(model, row.node))
    });
    rows
}

fn empty(model: &Model, node: Node) -> Row {
    let newest = model.node_sets(node).first();
    Row {
        node,
        layer: model.node_layer(node),
        takes_from: Vec::new(),
        recognises: Vec::new(),
        relations: 0,
        rules: model.node_rules(node),
        standing: newest.map_or(Standing::Unsigned, |&set| model.rule_set(set).standing),
    }
}

/// Names in the order of a reader's list: without regard to case, the id for equal names.
fn name_key(model: &Model, node: Node) -> (String, String) {
    (
        model.node_name(node).to_lowercase(),
        model.node_id(node).to_owned(),
    )
}
