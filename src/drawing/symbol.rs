//! What stands for a body or an instrument: its form says the kind, its fill and outline say how it binds.
//! Never uses colour.

use crate::html::html;
use ident::{CommunityKind, InstrumentKind, Status};
use protocol::Shape;
use yew::{AttrValue, Html};

/// Forms that the legend lists, in its order, with the words for each.
pub const LEGEND: [(Symbol, &str); 11] = [
    (Symbol::Circle, "Technical community"),
    (Symbol::Ring, "Knowledge or professional body"),
    (Symbol::Hexagon, "Standards, industry or company"),
    (Symbol::Diamond, "Model or data community"),
    (Symbol::Triangle, "DAO"),
    (Symbol::Pentagon, "State, authority or international body"),
    (Symbol::Dot, "Other body, model family"),
    (Symbol::Square, "Law in force"),
    (Symbol::OpenSquare, "Voluntary public instrument"),
    (
        Symbol::DashedSquare,
        "Law proposed, not yet in force or ended",
    ),
    (Symbol::FaintSquare, "Voluntary instrument, draft or ended"),
];

/// A form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A circle.
    Circle,
    /// A circle with a dot.
    Ring,
    /// A hexagon.
    Hexagon,
    /// A square on its corner.
    Diamond,
    /// A triangle.
    Triangle,
    /// A house.
    Pentagon,
    /// A small circle.
    Dot,
    /// A full square.
    Square,
    /// An outlined square.
    OpenSquare,
    /// A dashed full-size square.
    DashedSquare,
    /// A dashed square with an outline inside.
    FaintSquare,
}

/// The form of a node.
pub const fn of(shape: Shape) -> Symbol {
    match shape {
        Shape::Body(kind) => of_body(kind),
        Shape::Instrument(kind, status) => of_instrument(kind, status),
    }
}

const fn of_body(kind: CommunityKind) -> Symbol {
    use CommunityKind as K;
    match kind {
        K::TechnicalCommunity => Symbol::Circle,
        K::KnowledgeCommunity | K::ProfessionalBody | K::ResearchInstitution => Symbol::Ring,
        K::StandardsBody | K::IndustryConsortium | K::Company => Symbol::Hexagon,
        K::ModelCommunity | K::DataCommons => Symbol::Diamond,
        K::Dao => Symbol::Triangle,
        K::State | K::PublicAuthority | K::InternationalOrganisation => Symbol::Pentagon,
        K::Foundation | K::Community | K::Model => Symbol::Dot,
    }
}

const fn of_instrument(kind: InstrumentKind, status: Status) -> Symbol {
    use InstrumentKind as K;
    let current = matches!(status, Status::InForce | Status::PartlyInForce);
    let law = matches!(kind, K::Law | K::Bill | K::Treaty);
    match (law, current) {
        (true, true) => Symbol::Square,
        (true, false) => Symbol::DashedSquare,
        (false, true) => Symbol::OpenSquare,
        (false, false) => Symbol::FaintSquare,
    }
}

/// The form around a centre.
pub fn draw(symbol: Symbol, x: f32, y: f32) -> Html {
    match symbol {
        Symbol::Circle => circle("n-sym", x, y, "7"),
        Symbol::Dot => circle("n-sym", x, y, "4.5"),
        Symbol::Ring => {
            html! { <>{ circle("n-sym", x, y, "7") }{ circle("n-fill", x, y, "2.6") }</> }
        }
        Symbol::Hexagon => path("n-sym", x, y, "m0-8 7 4v8l-7 4-7-4v-8z"),
        Symbol::Diamond => path("n-sym", x, y, "m0-8.5 8.5 8.5-8.5 8.5-8.5-8.5z"),
        Symbol::Triangle => path("n-sym", x, y, "m0-8 8 14h-16z"),
        Symbol::Pentagon => path("n-sym", x, y, "m0-8 8 6v9h-16v-9z"),
        Symbol::Square => path("n-sym n-law", x, y, "m-7-7h14v14h-14z"),
        Symbol::OpenSquare => path("n-sym", x, y, "m-7-7h14v14h-14z"),
        Symbol::DashedSquare => path("n-sym n-ended", x, y, "m-7-7h14v14h-14z"),
        Symbol::FaintSquare => {
            html! { <>{ path("n-sym n-ended", x, y, "m-7-7h14v14h-14z") }{ path("n-sym", x, y, "m-2.5-2.5h5v5h-5z") }</> }
        }
    }
}

fn circle(class: &'static str, x: f32, y: f32, radius: &'static str) -> Html {
    html! { <circle {class} cx={number(x)} cy={number(y)} r={radius} /> }
}

fn path(class: &'static str, x: f32, y: f32, form: &'static str) -> Html {
    html! { <path {class} d={AttrValue::from(["M", &text(x), " ", &text(y), form].concat())} /> }
}

/// A coordinate as an attribute: tenths of a unit, without the machinery of floating-point printing.
pub(super) fn number(value: f32) -> AttrValue {
    AttrValue::from(text(value))
}

pub(super) fn text(value: f32) -> String {
    let tenths = (value * 10.0).round() as i32;
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    let (whole, part) = (tenths / 10, tenths % 10);
    if part == 0 {
        [sign, &whole.to_string()].concat()
    } else {
        [sign, &whole.to_string(), ".", &part.to_string()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_print_in_tenths() {
        for (value, printed) in [
            (0.0, "0"),
            (12.34, "12.3"),
            (-0.25, "-0.3"),
            (1080.0, "1080"),
            (9.96, "10"),
        ] {
            assert_eq!(text(value), printed);
        }
    }

    #[test]
    fn every_kind_and_status_is_in_the_legend() {
        let bodies = CommunityKind::ALL.iter().map(|&kind| Shape::Body(kind));
        let instruments = InstrumentKind::ALL.iter().flat_map(|&kind| {
            Status::ALL
                .iter()
                .map(move |&status| Shape::Instrument(kind, status))
        });
        for shape in bodies.chain(instruments) {
            assert!(
                LEGEND.iter().any(|(symbol, _)| *symbol == of(shape)),
                "{shape:?}"
            );
        }
    }
}
