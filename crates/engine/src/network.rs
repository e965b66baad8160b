//! The network view: which nodes, where they stand, what the table and the sentences say. Never draws.

use ident::{InstrumentKind, Layer};
use layout::{Band, Topology, text};
use model::{Model, Node};
use network::{GraphNode, Row, View, Wish};
use protocol::{
    Answer, EdgeMark, FacetName, HitKind, NetworkAsk, NetworkRow, NetworkView, NodeMark, Picture,
    Shape,
};

use crate::{directory, filter, view};

/// Width of the whole network in scene units; about what a wide page gives it, so that text keeps its size.
const WIDE: f64 = 1080.0;
/// Width of one node with those around it: fits a phone without shrinking.
const NARROW: f64 = 360.0;
/// Width of a picture of a few nodes: they fill it, and a reader sees them larger.
const SMALL: f64 = 760.0;
/// So many nodes are few: with as long labels as there are they still lie apart.
const FEW: usize = 12;
/// Size of labels in scene units.
const LABEL_SIZE: f64 = 11.5;
/// Labels are broken where they get wider than this.
const LABEL_WIDTH: f64 = 96.0;
/// More lines than this are not a label any more.
const LABEL_LINES: usize = 3;
/// Title block of a band, in the wide picture and in the narrow one.
const TITLE: [(f64, f64); 2] = [(118.0, 58.0), (360.0, 26.0)];

/// Answers [`protocol::Ask::Network`].
pub(crate) fn network(model: &Model, ask: &NetworkAsk) -> Answer {
    let around = match &ask.around {
        Some(id) => match model.find_node(id) {
            Some(node) => Some(node),
            None => return view::not_found(model, HitKind::Community, id),
        },
        None => None,
    };
    let wish = Wish {
        filter: filter::filter(&ask.filter),
        everyone: ask.everyone,
        around,
    };
    Answer::Network(of(model, &wish, network::view(model, &wish)))
}

/// Facets that make sense for bodies and instruments.
const FACETS: &[FacetName] = &[
    FacetName::Topics,
    FacetName::Kinds,
    FacetName::Mechanisms,
    FacetName::Bindings,
    FacetName::Layers,
    FacetName::Statuses,
];

fn of(model: &Model, wish: &Wish, seen: View) -> NetworkView {
    NetworkView {
        picture: picture(model, &seen, wish.around.is_some()),
        facets: filter::facets(FACETS, &seen.counts, &model.sieve(&wish.filter), model),
        words: seen.words,
        table: seen
            .rows
            .into_iter()
            .map(|row| row_of(model, row))
            .collect(),
        unlinked: seen
            .unlinked
            .iter()
            .map(|&node| view::link_to_node(model, node))
            .collect(),
        shown: seen.shown,
        total: seen.total,
    }
}

fn picture(model: &Model, view: &View, narrow: bool) -> Picture {
    let layers: Vec<Layer> = Layer::ALL
        .iter()
        .copied()
        .filter(|&layer| view.nodes.iter().any(|node| node.layer == layer))
        .collect();
    let labels: Vec<Vec<String>> = view.nodes.iter().map(|node| label(model, node)).collect();
    let topology = topology(model, view, &layers, &labels, narrow);
    let positions = layout::place(&topology);
    let band = |(layer, (top, bottom)): (&Layer, &(f64, f64))| protocol::Band {
        layer: *layer,
        top: *top as f32,
        bottom: *bottom as f32,
    };
    let mut marks: Vec<(usize, NodeMark)> = Vec::with_capacity(view.nodes.len());
    for (index, ((node, label), place)) in view
        .nodes
        .iter()
        .zip(labels)
        .zip(&positions.nodes)
        .enumerate()
    {
        marks.push((index, mark(model, node, label, *place)));
    }
    // Reading order: layer by layer, row by row of some 60 units, left to right.
    let order = |(index, mark): &(usize, NodeMark)| {
        let layer = view.nodes.get(*index).map(|node| node.layer);
        (
            layer,
            (mark.y / 60.0) as u32,
            mark.x as u32,
            mark.id.clone(),
        )
    };
    ident::order::sort_by_key(&mut marks, order);
    let mut place = vec![0; marks.len()];
    for (new, (old, _)) in marks.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new as u32;
        }
    }
    let edge = |(tie, points): (&network::Tie, &Vec<f64>)| {
        let points = points.iter().map(|&value| value as f32).collect();
        Some(EdgeMark {
            from: *place.get(tie.from)?,
            to: *place.get(tie.to)?,
            r#type: tie.r#type,
            points,
        })
    };
    Picture {
        width: topology.width as f32,
        height: positions.height as f32,
        bands: layers.iter().zip(&positions.bands).map(band).collect(),
        edges: view
            .ties
            .iter()
            .zip(&positions.edges)
            .filter_map(edge)
            .collect(),
        nodes: marks.into_iter().map(|(_, mark)| mark).collect(),
    }
}

fn topology(
    model: &Model,
    view: &View,
    layers: &[Layer],
    labels: &[Vec<String>],
    narrow: bool,
) -> Topology {
    let [wide_title, narrow_title] = TITLE;
    let (title_width, title_height) = if narrow { narrow_title } else { wide_title };
    let node = |(node, label): (&GraphNode, &Vec<String>)| layout::Node {
        key: model.node_id(node.node).to_owned(),
        band: layers
            .iter()
            .position(|&layer| layer == node.layer)
            .unwrap_or(0),
        lines: label
            .iter()
            .map(|line| text::width(line, LABEL_SIZE).max(beside(node.folded)))
            .collect(),
    };
    // Lines are drawn as they are read, so that what takes and what gives stand still when types are merged.
    let edge = |tie: &network::Tie| {
        if tie.r#type.reads_backwards() {
            (tie.to, tie.from)
        } else {
            (tie.from, tie.to)
        }
    };
    Topology {
        width: width(view.nodes.len(), narrow),
        bands: layers
            .iter()
            .map(|_| Band {
                title_width,
                title_height,
            })
            .collect(),
        nodes: view.nodes.iter().zip(labels).map(node).collect(),
        edges: view.ties.iter().map(edge).collect(),
        moves: 0,
    }
}

/// Width that a box needs so that the number of folded bodies, to the right of its mark, stays inside.
fn beside(folded: u32) -> f64 {
    if folded == 0 {
        0.0
    } else {
        2.0 * (layout::MARK_RADIUS + 2.0 + text::width(&folded.to_string(), LABEL_SIZE))
            + LABEL_SIZE
    }
}

fn width(nodes: usize, narrow: bool) -> f64 {
    match (narrow, nodes <= FEW) {
        (true, _) => NARROW,
        (false, true) => SMALL,
        (false, false) => WIDE,
    }
}

fn label(model: &Model, node: &GraphNode) -> Vec<String> {
    let name = network::short_name(model.node_name(node.node), model.node_id(node.node));
    text::wrap(&name, LABEL_SIZE, LABEL_WIDTH, LABEL_LINES)
}

fn mark(model: &Model, node: &GraphNode, label: Vec<String>, place: layout::Place) -> NodeMark {
    NodeMark {
        id: model.node_id(node.node).to_owned(),
        name: model.node_name(node.node).to_owned(),
        label,
        x: place.x as f32,
        y: place.y as f32,
        label_x: place.x as f32,
        label_y: place.label_y as f32,
        shape: shape(model, node.node),
        rules: node.rules,
        folded: node.folded,
    }
}

fn shape(model: &Model, node: Node) -> Shape {
    match node {
        Node::Community(ix) => Shape::Body(model.community(ix).facts.kind),
        Node::Instrument(ix) => {
            let set = model.rule_set(ix);
            // A foreign catalog says nothing about its kind: a standard is what catalogs mostly are.
            let kind = set
                .instrument
                .as_ref()
                .map_or(InstrumentKind::Standard, |instrument| instrument.kind);
            Shape::Instrument(kind, set.status)
        }
    }
}

fn row_of(model: &Model, row: Row) -> NetworkRow {
    let links = |nodes: &[Node]| {
        nodes
            .iter()
            .map(|&node| view::link_to_node(model, node))
            .collect()
    };
    NetworkRow {
        link: view::link_to_node(model, row.node),
        kind: directory::kind(model, row.node),
        layer: row.layer,
        takes_from: links(&row.takes_from),
        recognises: links(&row.recognises),
        relations: row.relations,
        rules: row.rules,
        standing: row.standing,
    }
}
