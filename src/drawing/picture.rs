//! The picture with its controls: still layer, lively layer, hover, arrow keys, zoom. Never decides what is selected.

use protocol::{NetworkView, Picture, Reply};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::{line, lively, still};
use crate::by_ref::ByRef;
use crate::html::html;
use crate::route::{NetworkPlace, Route};

/// Where a node's link leads: the same view of the network with that node selected.
pub(super) fn link_to(base: &NetworkPlace, id: &str) -> AttrValue {
    Route::Network(NetworkPlace {
        selected: id.to_owned(),
        ..base.clone()
    })
    .href()
    .into()
}

/// What is drawn of an answer; nothing of one that is not about the network.
pub(super) fn picture_of(answer: &Reply) -> Option<&Picture> {
    answer.get::<NetworkView>().map(|view| &view.picture)
}

/// Properties of [`NetworkPicture`].
#[derive(PartialEq, Properties)]
pub struct NetworkPictureProps {
    /// Holds what is drawn.
    pub answer: ByRef<Reply>,
    /// Where a node's link leads, without the node.
    pub base: NetworkPlace,
    /// Id of the selected node; empty for none.
    pub selected: AttrValue,
    /// Told when the reader leaves the picture with Escape.
    pub on_leave: Callback<()>,
    /// Name of the picture for those who do not see it.
    pub title: AttrValue,
}

/// Sizes, from what fits to four times that. Classes, because the page's policy forbids styles in attributes.
const ZOOM: [&str; 5] = [
    "",
    "net__svg--2",
    "net__svg--3",
    "net__svg--4",
    "net__svg--5",
];
/// A picture that is not this wide needs no scrolling on a tablet.
const FULL: f32 = 1000.0;
/// Name of the arrow heads in this document.
const HEADS: &str = "net-head";
const HEADS_URL: &str = "url(#net-head)";
const STRONG_HEADS_URL: &str = "url(#net-head-strong)";

/// The picture. A component, so that moving over it draws nothing else again.
pub struct NetworkPicture {
    hovered: Option<usize>,
    zoom: usize,
}

/// What happens to it.
pub enum Told {
    /// The pointer is over this node, or over none.
    Hover(Option<usize>),
    /// It should be drawn in this size.
    Zoom(usize),
}

impl Component for NetworkPicture {
    type Message = Told;
    type Properties = NetworkPictureProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            hovered: None,
            zoom: 0,
        }
    }

    fn update(&mut self, _: &Context<Self>, told: Told) -> bool {
        let (hovered, zoom) = match told {
            Told::Hover(node) => (node, self.zoom),
            Told::Zoom(zoom) => (self.hovered, zoom),
        };
        let changed = (hovered, zoom) != (self.hovered, self.zoom);
        *self = Self { hovered, zoom };
        changed
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match picture_of(&context.props().answer) {
            Some(picture) => self.view_picture(picture, context),
            None => html! { <div class="net__pic"></div> },
        }
    }
}

impl NetworkPicture {
    fn view_picture(&self, picture: &Picture, context: &Context<Self>) -> Html {
        let NetworkPictureProps {
            answer,
            base,
            selected,
            on_leave,
            title,
        } = context.props();
        let zoom = self.zoom;
        let at = if selected.is_empty() {
            None
        } else {
            picture.nodes.iter().position(|node| node.id == **selected)
        };
        let over = context
            .link()
            .callback(|event: MouseEvent| Told::Hover(node_of(&event)));
        let out = context.link().callback(|_: MouseEvent| Told::Hover(None));
        let keys = {
            let (answer, on_leave) = (answer.clone(), on_leave.clone());
            Callback::from(move |event: KeyboardEvent| {
                let next = || along(picture_of(&answer)?, node_of(&event)?, &event.key());
                if event.key() == "Escape" {
                    on_leave.emit(());
                    focus("net-after");
                } else if let Some(next) = next() {
                    event.prevent_default();
                    focus(&still::id_of(next));
                }
            })
        };
        let wheel = context.link().batch_callback(move |event: WheelEvent| {
            event.ctrl_key().then(|| {
                event.prevent_default();
                Told::Zoom(if event.delta_y() < 0.0 {
                    larger(zoom)
                } else {
                    zoom.saturating_sub(1)
                })
            })
        });
        let to = context.link().callback(Told::Zoom);
        let lively = self.hovered.filter(|at| *at < picture.nodes.len()).or(at);
        let view_box = [
            "0 0 ",
            &super::symbol::text(picture.width),
            " ",
            &super::symbol::text(picture.height),
        ]
        .concat();
        let size = ZOOM.get(zoom).copied().unwrap_or_default();
        html! {
            <div class="net__pic" onwheel={wheel}>
                <div class="net__scroll" tabindex={(zoom > 0).then_some("0")}>
                    <svg viewBox={view_box} role="group" aria-labelledby="net-title net-desc"
                        class={classes!("net__svg", size, (picture.width < FULL).then_some("net__svg--small"), lively.is_some().then_some("has-lively"))}
                        onmouseover={over} onmouseleave={out} onkeydown={keys}>
                        <title id="net-title">{title}</title>
                        <desc id="net-desc">{"Three layers: communities on top, public commitments in the middle, public authority at the bottom. Arrow keys follow the lines, Enter selects, Escape leaves. The table holds the same facts."}</desc>
                        { line::heads(HEADS) }
                        <still::Still answer={answer.clone()} base={base.clone()} heads={HEADS_URL} />
                        if let Some(lively) = lively {
                            { lively::view(picture, lively, Some(lively) == at, STRONG_HEADS_URL) }
                        }
                    </svg>
                </div>
                { view_zoom(zoom, &to) }
            </div>
        }
    }
}

fn view_zoom(zoom: usize, set: &Callback<usize>) -> Html {
    let to = |step: usize| set.reform(move |_: MouseEvent| step);
    html! {
        <div class="net__zoom no-print" role="group" aria-label="Size of the picture">
            <button type="button" class="btn btn--icon" aria-label="Larger" disabled={zoom + 1 >= ZOOM.len()} onclick={to(larger(zoom))}>{"+"}</button>
            <button type="button" class="btn btn--icon" aria-label="Smaller" disabled={zoom == 0} onclick={to(zoom.saturating_sub(1))}>{"−"}</button>
            <button type="button" class="btn" disabled={zoom == 0} onclick={to(0)}>{"Fit"}</button>
        </div>
    }
}

fn larger(zoom: usize) -> usize {
    (zoom + 1).min(ZOOM.len() - 1)
}

/// The node that an event happened on.
fn node_of(event: &Event) -> Option<usize> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element
        .closest("a[data-at]")
        .ok()??
        .get_attribute("data-at")?
        .parse()
        .ok()
}

/// Puts the focus on an element, be it HTML or SVG: both have the same method, but only one has the type.
fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element {
        // What cannot take the focus leaves it where it was.
        let _ = element.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

/// The neighbour that lies most in the direction of an arrow key.
fn along(picture: &Picture, at: usize, key: &str) -> Option<usize> {
    let (dx, dy) = match key {
        "ArrowRight" => (1.0, 0.0),
        "ArrowLeft" => (-1.0, 0.0),
        "ArrowDown" => (0.0, 1.0),
        "ArrowUp" => (0.0, -1.0),
        _ => return None,
    };
    let here = picture.nodes.get(at)?;
    let neighbours =
        picture
            .edges
            .iter()
            .filter_map(|edge| match (edge.from as usize, edge.to as usize) {
                (from, to) if from == at => Some(to),
                (from, to) if to == at => Some(from),
                _ => None,
            });
    let mut best: Option<(f32, usize)> = None;
    for other in neighbours {
        let Some(there) = picture.nodes.get(other) else {
            continue;
        };
        let (x, y) = (there.x - here.x, there.y - here.y);
        let length = (x * x + y * y).sqrt();
        let along = if length > 0.0 {
            (x * dx + y * dy) / length
        } else {
            0.0
        };
        // Half a right angle to each side of the arrow.
        if along > 0.7 && best.is_none_or(|(most, _)| along > most) {
            best = Some((along, other));
        }
    }
    best.map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use ident::{CommunityKind, RelationType};
    use protocol::{EdgeMark, NodeMark, Shape};

    use super::*;

    fn star() -> Picture {
        let node = |id: &str, x, y| NodeMark {
            id: id.into(),
            name: id.into(),
            label: vec![id.into()],
            x,
            y,
            label_x: x,
            label_y: y + 20.0,
            shape: Shape::Body(CommunityKind::TechnicalCommunity),
            rules: 1,
            folded: 0,
        };
        let edge = |from, to| EdgeMark {
            from,
            to,
            r#type: RelationType::References,
            points: vec![],
        };
        Picture {
            nodes: vec![
                node("here", 0.0, 0.0),
                node("right", 9.0, 1.0),
                node("above", 1.0, -9.0),
                node("untied", -9.0, 0.0),
            ],
            edges: vec![edge(0, 1), edge(2, 0)],
            ..Picture::default()
        }
    }

    #[test]
    fn arrow_keys_follow_lines_in_their_direction_only() {
        let check = |key, expected| assert_eq!(along(&star(), 0, key), expected, "{key}");
        check("ArrowRight", Some(1));
        check("ArrowUp", Some(2));
        check("ArrowLeft", None);
        check("ArrowDown", None);
        check("Enter", None);
    }
}
