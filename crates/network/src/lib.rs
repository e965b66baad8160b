//! The picture as a graph: filters, measures, relations. Never computes a position.
//!
//! [`view`] answers which bodies and instruments a reader wants to see and how they are tied: as nodes and lines for
//! a picture, as rows for a table and as sentences. All three say the same.

mod graph;
mod label;
mod rows;
mod words;

pub use graph::{GraphNode, Tie};
pub use label::short_name;
pub use rows::Row;

use model::{FacetCounts, Filter, Model, Node};

/// Which part of the network is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What stays.
    pub filter: Filter,
    /// Also states, companies and other bodies without rules of their own here.
    pub everyone: bool,
    /// Only this node and those one step away.
    pub around: Option<Node>,
}

/// The part that was wanted.
#[derive(Clone, Debug)]
pub struct View {
    /// Nodes with at least one tie to another, in the order of their ids.
    pub nodes: Vec<GraphNode>,
    /// Lines between them: one per pair, direction and group of relation types.
    pub ties: Vec<Tie>,
    /// How many nodes every choice of the filter would leave.
    pub counts: FacetCounts,
    /// The picture in sentences.
    pub words: Vec<String>,
    /// The picture as rows, most relations first; nodes without a tie included.
    pub rows: Vec<Row>,
    /// Nodes that the filter leaves, but that have no tie to another.
    pub unlinked: Vec<Node>,
    /// Nodes and relations that the wish leaves.
    pub shown: [u32; 2],
    /// Nodes and relations in all.
    pub total: [u32; 2],
}

/// The part of the network that is wanted.
pub fn view(model: &Model, wish: &Wish) -> View {
    let sieve = model.sieve(&wish.filter);
    let mut counts = FacetCounts::default();
    let everybody = graph::candidates(model, wish);
    let kept: Vec<Node> = everybody
        .iter()
        .copied()
        .filter(|&node| sieve.count_node(node, &mut counts))
        .collect();
    let kept = graph::around(model, kept, wish.around);
    let relations = graph::relations(model, &kept, wish.around);
    let all_relations = graph::relations(model, &everybody, None);
    let rows = rows::rows(model, &kept, &relations);
    let linked: Vec<Node> = kept
        .iter()
        .copied()
        .filter(|node| {
            wish.around == Some(*node) || relations.iter().any(|r| r.from == *node || r.to == *node)
        })
        .collect();
    let unlinked: Vec<Node> = kept
        .iter()
        .copied()
        .filter(|node| !linked.contains(node))
        .collect();
    let folded = graph::folded(model, &linked, &everybody);
    View {
        words: words::words(model, &linked, &relations, &unlinked, &folded),
        ties: graph::ties(&linked, &relations),
        nodes: graph::nodes(model, &linked, &folded),
        counts,
        rows,
        shown: [kept.len() as u32, relations.len() as u32],
        total: [everybody.len() as u32, all_relations.len() as u32],
        unlinked,
    }
}
