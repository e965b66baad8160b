//! The network picture as marks with positions. Whoever draws it needs to know nothing about rules.

use ident::{CommunityKind, InstrumentKind, Layer, RelationType, Status};

use crate::Wire;

/// A scene in its own units, origin top left.
#[derive(Clone, Debug, Default, PartialEq, Wire)]
pub struct Picture {
    /// Width in scene units.
    pub width: f32,
    /// Height in scene units.
    pub height: f32,
    /// Horizontal bands, top to bottom.
    pub bands: Vec<Band>,
    /// Nodes in reading order: layer by layer, left to right.
    pub nodes: Vec<NodeMark>,
    /// Lines between them.
    pub edges: Vec<EdgeMark>,
}

/// A layer's band.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Band {
    /// Which layer.
    pub layer: Layer,
    /// Top edge.
    pub top: f32,
    /// Bottom edge.
    pub bottom: f32,
}

/// A body or instrument.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct NodeMark {
    /// Its id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// The label, broken into lines.
    pub label: Vec<String>,
    /// Centre of the mark.
    pub x: f32,
    /// Centre of the mark.
    pub y: f32,
    /// Centre of the label's first line (text is centred on `label_x`).
    pub label_x: f32,
    /// Baseline of the label's first line.
    pub label_y: f32,
    /// What it is, which decides the shape.
    pub shape: Shape,
    /// Number of rules.
    pub rules: u32,
    /// Folded in: how many bodies without rules hang on it and are not drawn.
    pub folded: u32,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum Shape {
    /// A body of this kind.
    Body(CommunityKind),
    /// A public instrument of this kind and status.
    Instrument(InstrumentKind, Status),
}

/// A relation, or several that say the same: one line per pair, direction and [`ident::RelationGroup`].
/// Of several the first type in the vocabulary's order stands for all.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct EdgeMark {
    /// Index into `nodes`.
    pub from: u32,
    /// Index into `nodes`.
    pub to: u32,
    /// The kind of tie.
    pub r#type: RelationType,
    /// Points from the edge of one mark to the edge of the other: x, y, x, y…
    pub points: Vec<f32>,
}
