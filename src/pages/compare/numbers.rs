//! Numbers of compared rule sets that are for the same thing, with the stricter one named and why. Never ranks.

use protocol::{NumberCell, NumberRow, SetRef};
use yew::Html;

use super::heads;
use crate::components::address;
use crate::html::html;

/// A row of numbers below the rules of its topic, in columns.
pub fn columns(row: &NumberRow, sets: &[SetRef]) -> Html {
    html! {
        <>
            <th scope="row" role="rowheader"><div class="numbers__head">{"Numbers: "}<b>{&row.label}</b>{ reasons(row) }</div></th>
            for (at, (cell, set)) in (0..).zip(row.cells.iter().zip(sets)) {
                <td role="cell" key={set.id.clone()} data-set={heads::full_name(set)} class={if cell.is_empty() { "is-none" } else { "" }}>
                    { view_cell(cell, row.stricter.contains(&at)) }
                </td>
            }
        </>
    }
}

/// All rows of a topic, one after the other.
pub fn list(rows: &[NumberRow], sets: &[SetRef]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <div class="numbers">
            { for rows.iter().map(|row| view_list(row, sets)) }
        </div>
    }
}

fn view_list(row: &NumberRow, sets: &[SetRef]) -> Html {
    html! {
        <div class="numbers__row" key={row.label.clone()}>
            <p class="numbers__head">{"Numbers: "}<b>{&row.label}</b></p>
            <dl>
                for (at, (cell, set)) in (0..).zip(row.cells.iter().zip(sets)) {
                    if !cell.is_empty() {
                        <div key={set.id.clone()}><dt>{heads::full_name(set)}</dt><dd>{ view_cell(cell, row.stricter.contains(&at)) }</dd></div>
                    }
                }
            </dl>
            { reasons(row) }
        </div>
    }
}

fn view_cell(cell: &[NumberCell], stricter: bool) -> Html {
    if cell.is_empty() {
        return html! { <span class="xs muted">{"names no number"}</span> };
    }
    html! {
        <div class="numbers__cell">
            for one in cell {
                <p>
                    <a class="numbers__text" href={address::rule(&one.rule.id)}>{&one.text}</a>
                    <span class="xs muted">{" "}{&one.understood}{", "}{&one.pinpoint}</span>
                </p>
            }
            if stricter {
                <p class="numbers__stricter"><span aria-hidden="true">{"▲ "}</span>{"stricter number"}</p>
            }
        </div>
    }
}

fn reasons(row: &NumberRow) -> Html {
    html! {
        <ul class="numbers__why">
            for reason in &row.reasons {
                <li>{reason}</li>
            }
        </ul>
    }
}
