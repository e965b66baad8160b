//! What changes with the selection: one node, its lines and its neighbours, drawn over the still picture.
//! Never takes part in the tab order.

use crate::html::html;
use protocol::{NodeMark, Picture};
use yew::{AttrValue, Html};

use super::line;
use super::symbol::{self, number};

/// The emphasis of node `at`.
pub(super) fn view(picture: &Picture, at: usize, selected: bool, heads: &'static str) -> Html {
    let Some(centre) = picture.nodes.get(at) else {
        return html! { <g></g> };
    };
    let own = |edge: &&protocol::EdgeMark| edge.from as usize == at || edge.to as usize == at;
    let near = picture.edges.iter().filter(own).map(|edge| if edge.from as usize == at { edge.to } else { edge.from } as usize);
    let mut near: Vec<usize> = near.filter(|&other| other != at).collect();
    ident::order::sort(&mut near);
    near.dedup();
    html! {
        <g class="net__lively" aria-hidden="true">
            for edge in picture.edges.iter().filter(own) {
                { line::draw(edge, heads) }
            }
            for node in near.into_iter().filter_map(|other| picture.nodes.get(other)) {
                <g class="is-near">{ view_mark(node) }</g>
            }
            <g class={if selected { "is-sel" } else { "is-near" }}>
                if selected {
                    <circle class="n-ring" cx={number(centre.x)} cy={number(centre.y)} r="12.5" />
                }
                { view_mark(centre) }
            </g>
        </g>
    }
}

fn view_mark(node: &NodeMark) -> Html {
    html! {
        <>
            { symbol::draw(symbol::of(node.shape), node.x, node.y) }
            <text class="n-lab" x={number(node.label_x)} y={number(node.label_y)}>
                for (at, line) in node.label.iter().enumerate() {
                    <tspan x={number(node.label_x)} dy={AttrValue::Static(if at == 0 { "0" } else { "13.5" })}>{line}</tspan>
                }
            </text>
        </>
    }
}
