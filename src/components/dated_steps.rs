//! When a rule set applies: its steps in order, drawn solid when they have happened. Never compares a date itself.

use crate::html::html;
use protocol::DatedStep;
use yew::Html;

use super::day;

/// The steps.
pub fn dated_steps(steps: &[DatedStep]) -> Html {
    html! {
        <ol class="steps">
            for step in steps {
                <li class={if step.reached { "" } else { "steps__ahead" }}>
                    <strong class="num">{ day::day(&step.date) }</strong>
                    <span>{&step.what}</span>
                    <span class="xs muted">{if step.reached { "reached" } else { "not yet" }}</span>
                </li>
            }
        </ol>
    }
}
