//! Numbers, dates and terms of a rule as a list. Never converts a unit.

use crate::html::html;
use protocol::ParameterView;
use yew::Html;

/// The parameters; an empty list draws an empty list, so ask first.
pub fn parameters(parameters: &[ParameterView]) -> Html {
    html! {
        <dl class="params">
            for parameter in parameters {
                <div><dt>{&parameter.label}</dt><dd>{&parameter.text}</dd></div>
            }
        </dl>
    }
}
