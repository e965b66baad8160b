//! Two to five rule sets in columns, a row for each topic; on narrow screens each topic is a block. Never shortens a rule.

use protocol::{Comparison, ComparisonRow};
use yew::{Html, html};

use super::{entry, heads};

/// The columns.
pub fn side(comparison: &Comparison) -> Html {
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Rules side by side">
            <table class="side" role="table" style={heads::columns(comparison)}>
                <caption class="vh">{"What each rule set says, topic by topic"}</caption>
                { heads::heads(comparison) }
                <tbody role="rowgroup">{ for comparison.rows.iter().map(|row| view_row(row, comparison)) }</tbody>
            </table>
        </div>
    }
}

fn view_row(row: &ComparisonRow, comparison: &Comparison) -> Html {
    html! {
        <tr role="row" key={row.topic.map_or("", |topic| topic.as_str())}>
            <th scope="row" role="rowheader">{ heads::topic(row, &comparison.sets) }</th>
            for (cell, set) in row.cells.iter().zip(&comparison.sets) {
                <td role="cell" key={set.id.clone()} data-set={heads::full_name(set)}>{ entry::cell(cell) }</td>
            }
        </tr>
    }
}
