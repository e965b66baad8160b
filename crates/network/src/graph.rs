//! Nodes, relations among them, and the lines that stand for relations. Never orders rows and never writes a sentence.

use std::collections::{BTreeMap, BTreeSet};

use ident::{Layer, RelationGroup, RelationType};
use model::{Model, Node};

use crate::Wish;

/// A node of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphNode {
    /// Who or what.
    pub node: Node,
    /// Its layer.
    pub layer: Layer,
    /// Its rules.
    pub rules: u32,
    /// How many bodies that are not in the picture hang on it.
    pub folded: u32,
}

/// A line of the picture: one or several relations that say the same about two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Position in the list of nodes.
    pub from: usize,
    /// Position in the list of nodes.
    pub to: usize,
    /// The type that stands for all relations of the line.
    pub r#type: RelationType,
}

/// A relation between two nodes, each type and direction once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Relation {
    pub(crate) from: Node,
    pub(crate) to: Node,
    pub(crate) r#type: RelationType,
}

impl Relation {
    /// Source and target as the words of its group read: "takes rules from", "belongs to".
    pub(crate) fn as_read(&self) -> (Node, Node) {
        if self.r#type.reads_backwards() {
            (self.to, self.from)
        } else {
            (self.from, self.to)
        }
    }
}

/// Who can be in the picture at all: those with rule sets of their own, or everyone; and always the one asked for.
pub(crate) fn candidates(model: &Model, wish: &Wish) -> Vec<Node> {
    let with_rules = |node: &Node| {
        wish.everyone || !model.node_sets(*node).is_empty() || wish.around == Some(*node)
    };
    model.nodes().iter().copied().filter(with_rules).collect()
}

/// Of the kept nodes the one asked for and those tied to it; all of them if none is asked for.
pub(crate) fn around(model: &Model, kept: Vec<Node>, centre: Option<Node>) -> Vec<Node> {
    let Some(centre) = centre else { return kept };
    let near: BTreeSet<Node> = ident::order::set(neighbours(model, centre));
    let mut kept: Vec<Node> = kept
        .into_iter()
        .filter(|node| near.contains(node) && *node != centre)
        .collect();
    kept.push(centre);
    ident::order::sort(&mut kept);
    kept
}

/// Relations whose two ends are both kept and differ; with a centre only those that touch it.
pub(crate) fn relations(model: &Model, kept: &[Node], centre: Option<Node>) -> BTreeSet<Relation> {
    let kept: BTreeSet<Node> = ident::order::set(kept.iter().copied());
    let ends = |relation: &model::Relation| {
        let (from, to) = (
            model.node_of(&relation.source)?,
            model.node_of(&relation.target)?,
        );
        Some(Relation {
            from,
            to,
            r#type: relation.r#type,
        })
    };
    let wanted = |relation: &Relation| {
        relation.from != relation.to
            && kept.contains(&relation.from)
            && kept.contains(&relation.to)
            && centre.is_none_or(|centre| relation.from == centre || relation.to == centre)
    };
    model
        .relations()
        .iter()
        .filter_map(ends)
        .filter(wanted)
        .collect()
}

/// For each linked node how many bodies are tied to it that nobody can see in this picture.
pub(crate) fn folded(model: &Model, linked: &[Node], everybody: &[Node]) -> BTreeMap<Node, u32> {
    let everybody: BTreeSet<Node> = ident::order::set(everybody.iter().copied());
    let hidden = |node: Node| {
        let hidden: BTreeSet<Node> =
            ident::order::set(neighbours(model, node).filter(|other| !everybody.contains(other)));
        hidden.len() as u32
    };
    linked
        .iter()
        .map(|&node| (node, hidden(node)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

pub(crate) fn nodes(
    model: &Model,
    linked: &[Node],
    folded: &BTreeMap<Node, u32>,
) -> Vec<GraphNode> {
    let node = |&node: &Node| GraphNode {
        node,
        layer: model.node_layer(node),
        rules: model.node_rules(node),
        folded: folded.get(&node).copied().unwrap_or(0),
    };
    linked.iter().map(node).collect()
}

/// One line per pair, direction and group. A contrast has no direction.
pub(crate) fn ties(linked: &[Node], relations: &BTreeSet<Relation>) -> Vec<Tie> {
    let mut lines: BTreeMap<(Node, Node, RelationGroup), Relation> = BTreeMap::new();
    for relation in relations {
        let group = relation.r#type.group();
        let (mut from, mut to) = relation.as_read();
        if group == RelationGroup::Contrast && from > to {
            (from, to) = (to, from);
        }
        let line = lines.entry((from, to, group)).or_insert(*relation);
        if relation.r#type < line.r#type {
            *line = *relation;
        }
    }
    let place = |node: Node| linked.binary_search(&node).ok();
    let tie = |line: &Relation| {
        Some(Tie {
            from: place(line.from)?,
            to: place(line.to)?,
            r#type: line.r#type,
        })
    };
    lines.values().filter_map(tie).collect()
}

fn neighbours(model: &Model, node: Node) -> impl Iterator<Item = Node> + '_ {
    let ties = model.ties_from(node).iter().chain(model.ties_to(node));
    let ends = ties.flat_map(|&ix| [&model.relation(ix).source, &model.relation(ix).target]);
    ends.filter_map(|end| model.node_of(end))
        .filter(move |other| *other != node)
}
