//! Topic after topic, the rules of one rule set after the other's: for reading aloud, narrow screens, paper. Never hides
//! who is silent.

use protocol::{Cell, Comparison, ComparisonRow, SetRef};
use yew::Html;

use super::{entry, heads};
use crate::components::{address, binding};
use crate::html::html;

/// The list.
pub fn list(comparison: &Comparison) -> Html {
    html! { <div class="complist">{ for comparison.rows.iter().map(|row| view_topic(row, &comparison.sets)) }</div> }
}

fn view_topic(row: &ComparisonRow, sets: &[SetRef]) -> Html {
    let silent = heads::silent(row, sets);
    html! {
        <section key={row.topic.map_or("", |topic| topic.as_str())}>
            <h2>{ heads::name(row) }</h2>
            for (cell, set) in row.cells.iter().zip(sets) {
                if *cell != Cell::Silent {
                    <div key={set.id.clone()} class={yew::classes!("complist__set", binding::line(set.binding))}>
                        <h3><a href={address::rule_set(&set.id)}>{heads::full_name(set)}</a></h3>
                        { entry::cell(cell) }
                    </div>
                }
            }
            if !silent.is_empty() {
                <p><span class="silent">{"Silent on this: "}{silent.join(", ")}</span></p>
            }
        </section>
    }
}
