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
                <div><dt>{&parameter.label}</dt><dd>{ day::day(&parameter.text) }</dd></div>
            }
        </dl>
    }
}
