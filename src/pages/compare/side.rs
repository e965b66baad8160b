//! Two to five rule sets in columns, a row for each topic; on narrow screens each topic is a block. Never shortens a rule.

use crate::html::html;
use protocol::{Cell, Comparison, ComparisonRow, Line, SetRef};
use yew::Html;

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

/// A topic is one row, or one row for each line of rules that somebody stated to correspond.
fn view_row(row: &ComparisonRow, comparison: &Comparison) -> Html {
    let topic = row.topic.map_or("", |topic| topic.as_str());
    if row.lines.is_empty() {
        return html! {
            <tr role="row" key={topic}>
                <th scope="row" role="rowheader">{ heads::topic(row, &comparison.sets) }</th>
                for (cell, set) in row.cells.iter().zip(&comparison.sets) {
                    { column(set, entry::cell(cell)) }
                }
            </tr>
        };
    }
    let lines = row.lines.iter().enumerate().map(|(at, line)| {
        html! {
            <tr role="row" key={[topic, " ", &at.to_string()].concat()}>
                <th scope="row" role="rowheader">
                    if at == 0 {
                        { heads::topic(row, &comparison.sets) }
                    }
                    { ground(line) }
                </th>
                for ((cell, chosen), set) in row.cells.iter().zip(&line.cells).zip(&comparison.sets) {
                    { column(set, match cell {
                        Cell::Rules(rules) => entry::some(rules, chosen),
                        cell if at == 0 => entry::cell(cell),
                        _ => Html::default(),
                    }) }
                }
            </tr>
        }
    });
    lines.collect()
}

fn column(set: &SetRef, content: Html) -> Html {
    html! { <td role="cell" key={set.id.clone()} data-set={heads::full_name(set)}>{ content }</td> }
}

/// Why these rules stand beside each other.
fn ground(line: &Line) -> Html {
    let how = match (line.words.is_empty(), line.inferred) {
        (true, _) => "suggested: same topic",
        (_, true) => "mapped, in part inferred: ",
        _ => "mapped: ",
    };
    html! {
        <div class="ground">
            {how}<b>{&line.words}</b>
            if line.joint {
                {", several together"}
            }
            if !line.notes.is_empty() {
                <details><summary>{"Why"}</summary>{ for line.notes.iter().map(|note| html! { <p>{note}</p> }) }</details>
            }
        </div>
    }
}
