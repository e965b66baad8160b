//! Everything that does not change with the selection: bands, lines, marks, labels. Never highlights.

use ident::{Layer, Standing};
use protocol::{Band, NetworkView, NodeMark, Reply, Shape};
use yew::{AttrValue, Component, Context, Html, Properties};

use super::line;
use super::picture::link_to;
use super::symbol::{self, number};
use crate::by_ref::ByRef;
use crate::components::standing;
use crate::html::html;
use crate::route::NetworkPlace;

/// Between the baselines of a label's lines, in scene units.
const LINE: f32 = 13.5;
/// Pictures up to this width have one-line band titles.
const NARROW: f32 = 500.0;

#[derive(PartialEq, Properties)]
pub(super) struct StillProps {
    /// Holds what is drawn.
    pub answer: ByRef<Reply>,
    /// Where a node's link leads, without the node.
    pub base: NetworkPlace,
    /// Name of the arrow heads.
    pub heads: &'static str,
}

/// The layer. A component, so that the lively layer above it changes alone.
pub(super) struct Still;

impl Component for Still {
    type Message = ();
    type Properties = StillProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let StillProps {
            answer,
            base,
            heads,
        } = context.props();
        match answer.get::<NetworkView>() {
            Some(view) => view_layer(view, base, heads),
            None => html! { <g></g> },
        }
    }
}

fn view_layer(view: &NetworkView, base: &NetworkPlace, heads: &'static str) -> Html {
    let picture = &view.picture;
    let mut ties = vec![0u32; picture.nodes.len()];
    for edge in &picture.edges {
        for end in [edge.from, edge.to] {
            if let Some(count) = ties.get_mut(end as usize) {
                *count += 1;
            }
        }
    }
    html! {
        <g>
            <g aria-hidden="true">
                for (at, band) in picture.bands.iter().enumerate() {
                    { view_band(band, at, picture.width) }
                }
            </g>
            <g aria-hidden="true" class="net__lines">
                for edge in &picture.edges {
                    { line::draw(edge, heads) }
                }
            </g>
            <g>
                for (at, (node, ties)) in picture.nodes.iter().zip(ties).enumerate() {
                    { view_node(node, at, ties, standing_of(view, node), base) }
                }
            </g>
        </g>
    }
}

fn view_band(band: &Band, at: usize, width: f32) -> Html {
    let (names, below): (&[&'static str], _) = match band.layer {
        Layer::Communities => (&["Communities"], "rule themselves"),
        Layer::Commitments => (&["Public", "commitments"], "voluntary"),
        Layer::Authority => (&["Public", "authority"], "the backstop"),
    };
    let joined = names.join(" ");
    let lines: Vec<AttrValue> = if width < NARROW {
        vec![joined.into()]
    } else {
        names.iter().map(|name| AttrValue::Static(name)).collect()
    };
    let last = band.top + 24.0 + 15.0 * lines.len() as f32;
    let (sub_x, sub_y) = if width < NARROW {
        (band_end(&lines), band.top + 19.0)
    } else {
        (14.0, last)
    };
    html! {
        <g class={if band.layer == Layer::Communities { "band" } else { "band band--public" }}>
            if at > 0 || band.layer != Layer::Communities {
                <rect class="band-rect" x="0" y={number(band.top)} width={number(width)} height={number(band.bottom - band.top)} />
            }
            if at > 0 {
                <path class="band-line" d={AttrValue::from(["M0 ", &symbol::text(band.top), "H", &symbol::text(width)].concat())} />
            }
            for (at, name) in lines.into_iter().enumerate() {
                <text class="band-name" x="14" y={number(band.top + if width < NARROW { 19.0 } else { 24.0 } + 15.0 * at as f32)}>{name}</text>
            }
            <text class="band-sub" x={number(sub_x)} y={number(sub_y)}>{below}</text>
        </g>
    }
}

/// Where a one-line title ends, roughly; its addition stands behind it.
fn band_end(lines: &[AttrValue]) -> f32 {
    14.0 + 8.0 + 8.0 * lines.first().map_or(0, |line| line.len()) as f32
}

/// How its newest rule set stands from the reader's viewpoint, as the table beside the picture says.
fn standing_of(view: &NetworkView, node: &NodeMark) -> Standing {
    let row = view.table.iter().find(|row| row.link.id == node.id);
    row.map_or(Standing::Unsigned, |row| row.standing)
}

fn view_node(
    node: &NodeMark,
    at: usize,
    ties: u32,
    standing: Standing,
    base: &NetworkPlace,
) -> Html {
    html! {
        <a class="node" id={id_of(at)} data-at={AttrValue::from(at.to_string())} href={link_to(base, &node.id)}
            aria-label={spoken(node, ties, standing)}>
            { view_mark(node) }
            if standing != Standing::Unsigned {
                { view_standing(node, standing::class(standing)) }
            }
        </a>
    }
}

/// To the left of the mark, with the symbol that badges have; the legend and the label say the word.
fn view_standing(node: &NodeMark, (class, symbol): (&'static str, &'static str)) -> Html {
    html! { <use href={symbol} class={class} x={number(node.x - 22.5)} y={number(node.y - 6.5)} width="13" height="13" /> }
}

/// The mark with its label and a quiet target around both.
fn view_mark(node: &NodeMark) -> Html {
    let top = (node.y - 10.0).min(node.label_y - 11.0);
    let bottom =
        (node.y + 10.0).max(node.label_y + 3.0 + LINE * node.label.len().saturating_sub(1) as f32);
    let longest = node
        .label
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0);
    let half = (longest as f32 * 3.1).max(12.0);
    html! {
        <>
            <rect class="n-hit" x={number(node.x - half)} y={number(top)} width={number(2.0 * half)} height={number(bottom - top)} />
            { symbol::draw(symbol::of(node.shape), node.x, node.y) }
            <text class="n-lab" x={number(node.label_x)} y={number(node.label_y)}>
                for (at, line) in node.label.iter().enumerate() {
                    <tspan x={number(node.label_x)} dy={if at == 0 { "0" } else { "13.5" }}>{line}</tspan>
                }
            </text>
            if node.folded > 0 {
                <text class="n-folded" x={number(node.x + 9.5)} y={number(node.y - 3.0)}>{["+", &node.folded.to_string()].concat()}</text>
            }
        </>
    }
}

pub(super) fn id_of(at: usize) -> AttrValue {
    AttrValue::from(["node-", &at.to_string()].concat())
}

/// "LLVM Project, Technical community, 18 rules, 10 lines", and how it stands if anything of it is signed.
fn spoken(node: &NodeMark, ties: u32, standing: Standing) -> AttrValue {
    let kind = match node.shape {
        Shape::Body(kind) => kind.label().to_owned(),
        Shape::Instrument(kind, status) => [kind.label(), ", ", status.label()].concat(),
    };
    let mut words = [
        node.name.as_str(),
        ", ",
        &kind,
        ", ",
        &counted(node.rules, "rule", "rules"),
    ]
    .concat();
    words.push_str(", ");
    words.push_str(&counted(ties, "line", "lines"));
    if node.folded > 0 {
        words.push_str(", and ties to ");
        words.push_str(&counted(
            node.folded,
            "body that is not drawn",
            "bodies that are not drawn",
        ));
    }
    if standing != Standing::Unsigned {
        words.push_str(", ");
        words.push_str(standing.label());
    }
    AttrValue::from(words)
}

fn counted(count: u32, one: &str, many: &str) -> String {
    [
        count.to_string().as_str(),
        " ",
        if count == 1 { one } else { many },
    ]
    .concat()
}
