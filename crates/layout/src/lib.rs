//! Topology becomes positions, the same on every machine. Never knows what a node means.
//!
//! Nodes live in horizontal bands. A deterministic stress layout gives the start, a threshold search improves it
//! (labels apart, lines out of foreign labels, few crossings, short lines), and a last pass makes sure that no two
//! boxes overlap. Only addition, multiplication, division and square roots of `f64` are used: these are exact to the
//! bit natively and in WebAssembly, so equal input gives equal bytes.

mod cost;
mod improve;
mod quality;
mod random;
mod rough;
mod route;
mod scene;
mod settle;
mod start;
pub mod text;

pub use quality::Quality;
pub use scene::{LABEL_GAP, LINE_HEIGHT, MARK_RADIUS};

use scene::Scene;

/// What is to be placed. Indices in `edges` and `Node::band` refer to the lists in here.
#[derive(Clone, Debug, Default)]
pub struct Topology {
    /// Width of the picture in scene units.
    pub width: f64,
    /// Bands, top to bottom.
    pub bands: Vec<Band>,
    /// What is placed.
    pub nodes: Vec<Node>,
    /// Lines, from and to. Several between two nodes are drawn side by side.
    pub edges: Vec<(usize, usize)>,
    /// How long the search may take, in moves; 0 means [`moves_for`] the number of nodes.
    pub moves: u32,
}

/// A band: a strip of the full width.
#[derive(Clone, Debug, Default)]
pub struct Band {
    /// Width of the title block in the upper left corner, kept free.
    pub title_width: f64,
    /// Height of that block.
    pub title_height: f64,
}

/// A mark with a label under (or above) it.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Name that decides the order in which nodes are treated, so that input order does not matter. Unique.
    pub key: String,
    /// Index into [`Topology::bands`]; larger ones count as the last band.
    pub band: usize,
    /// Width of each line of its label in scene units.
    pub lines: Vec<f64>,
}

/// Where everything stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    /// Height of the picture.
    pub height: f64,
    /// Top and bottom of each band.
    pub bands: Vec<(f64, f64)>,
    /// Places, in the order of [`Topology::nodes`].
    pub nodes: Vec<Place>,
    /// Lines as x, y, x, y…, in the order of [`Topology::edges`]; empty for a loop.
    pub edges: Vec<Vec<f64>>,
    /// How good it became.
    pub quality: Quality,
}

/// Where one node stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Centre of the mark.
    pub x: f64,
    /// Centre of the mark.
    pub y: f64,
    /// Baseline of the label's first line; it is centred on `x`.
    pub label_y: f64,
}

/// Positions for a topology. The same topology, in whatever order, gives the same positions.
pub fn place(topology: &Topology) -> Positions {
    let mut scene = Scene::new(topology);
    start::place(&mut scene);
    scene.refresh();
    let moves = if topology.moves == 0 {
        moves_for(scene.nodes.len())
    } else {
        topology.moves
    };
    improve::search(&mut scene, moves);
    settle::separate(&mut scene);
    scene.fit_bands();
    scene.refresh();
    let routes = route::routes(&scene);
    let quality = quality::measure(&scene, &routes);
    positions(topology, &scene, &routes, quality)
}

/// Moves the search makes: enough for a calm picture of some hundred nodes, and never more than a slow phone bears.
pub fn moves_for(nodes: usize) -> u32 {
    const PER_NODE: u32 = 300;
    const AT_MOST: u32 = 60_000;
    u32::try_from(nodes)
        .unwrap_or(AT_MOST)
        .saturating_mul(PER_NODE)
        .min(AT_MOST)
}

fn positions(
    topology: &Topology,
    scene: &Scene,
    routes: &[Vec<f64>],
    quality: Quality,
) -> Positions {
    let mut nodes = vec![Place::default(); topology.nodes.len()];
    for node in &scene.nodes {
        if let Some(place) = nodes.get_mut(node.input) {
            *place = Place {
                x: rounded(node.x),
                y: rounded(node.y),
                label_y: rounded(node.label_baseline()),
            };
        }
    }
    let edges = scene
        .edge_order(topology)
        .into_iter()
        .map(|sorted| match sorted {
            Some(index) => routes
                .get(index)
                .map(|points| points.iter().copied().map(rounded).collect())
                .unwrap_or_default(),
            None => Vec::new(),
        });
    Positions {
        height: rounded(scene.height()),
        bands: scene
            .bands
            .iter()
            .map(|band| (rounded(band.top), rounded(band.bottom)))
            .collect(),
        edges: edges.collect(),
        nodes,
        quality,
    }
}

/// One tenth of a unit is below what an eye or a screen resolves, and keeps messages short.
fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests;
