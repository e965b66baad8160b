//! Numbers, dates and terms of a rule as a list. Never converts a unit.

use crate::html::html;
use protocol::ParameterView;
use yew::Html;

use super::day;

/// The parameters; an empty list draws an empty list, so ask first.
pub fn parameters(parameters: &[ParameterView]) -> Html {
    html! {
        <dl class="params">
            for parameter in parameters {
                <div><dt>{&parameter.label}</dt><dd>{ view_text(&parameter.text) }</dd></div>
            }
        </dl>
    }
}

/// A date reads as one, also with words behind it: "2 Dec 2027 (Annex III systems)".
fn view_text(text: &str) -> Html {
    let (first, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    if first.len() == "2027-12-02".len() && first.matches('-').count() == 2 {
        return html! { <>{ day::day(first) }{rest.to_owned()}</> };
    }
    html! { {text} }
}
