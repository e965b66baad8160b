//! Lines: one style for each group of relation types. Never carries meaning by colour.

use crate::html::html;
use ident::RelationGroup;
use protocol::EdgeMark;
use yew::{AttrValue, Html};

use super::symbol::text;

/// The class of a group's lines.
pub const fn class(group: RelationGroup) -> &'static str {
    match group {
        RelationGroup::Lineage => "e e-lineage",
        RelationGroup::Recognition => "e e-recog",
        RelationGroup::Bound => "e e-bound",
        RelationGroup::Belonging => "e e-belong",
        RelationGroup::Reference => "e e-refer",
        RelationGroup::Contrast => "e e-contrast",
    }
}

/// The arrow heads, once per picture. `name` keeps those of several pictures on one page apart.
pub fn heads(name: &str) -> Html {
    html! { <defs>{ head(name, "", "ar") }{ head(name, "-strong", "ar ar-strong") }</defs> }
}

fn head(name: &str, suffix: &'static str, class: &'static str) -> Html {
    html! {
        <marker id={AttrValue::from([name, suffix].concat())} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
            markerUnits="userSpaceOnUse" orient="auto"><path {class} d="M0 .6 7.6 4 0 7.4z" /></marker>
    }
}

/// A line of a picture, its arrow as the group's words read.
pub fn draw(edge: &EdgeMark, heads: &'static str) -> Html {
    let group = edge.r#type.group();
    let end = (group != RelationGroup::Contrast).then_some(AttrValue::Static(heads));
    html! { <path class={class(group)} d={path(edge)} marker-end={end} /> }
}

/// Points as a path. The engine lists them in the direction in which the group's words read.
fn path(edge: &EdgeMark) -> AttrValue {
    let mut path = String::with_capacity(edge.points.len() * 7);
    for (index, value) in edge.points.iter().enumerate() {
        path.push_str(match index {
            0 => "M",
            1 => " ",
            _ if index % 2 == 0 => "L",
            _ => " ",
        });
        path.push_str(&text(*value));
    }
    AttrValue::from(path)
}

/// A short line for the legend.
pub fn key(group: RelationGroup, heads: &'static str) -> Html {
    let end = (group != RelationGroup::Contrast).then_some(AttrValue::Static(heads));
    html! {
        <svg width="38" height="12" viewBox="0 0 38 12" aria-hidden="true">
            <path class={class(group)} d="M1 6H35" marker-end={end} />
        </svg>
    }
}
