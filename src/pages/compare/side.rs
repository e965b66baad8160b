//! Two to five rule sets in columns, a row for each topic; on narrow screens each topic is a block. Never shortens a rule.

use crate::html::html;
use protocol::{Cell, Comparison, ComparisonRow, SetRef};
use yew::{Callback, Html};

use super::{entry, heads, numbers};
use crate::route::ComparePlace;

/// The columns.
pub fn side(comparison: &Comparison, place: &ComparePlace, pin: &Callback<String>) -> Html {
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Rules side by side">
            <table class="side" role="table" style={heads::columns(comparison)}>
                <caption class="vh">{"What each rule set says, topic by topic"}</caption>
                { heads::heads(comparison) }
                <tbody role="rowgroup">{ for comparison.rows.iter().map(|row| view_row(row, comparison, place, pin)) }</tbody>
            </table>
        </div>
    }
}

/// A topic is one row, or one row for each line of rules that stand beside each other on the same ground; rows of
/// numbers follow.
fn view_row(
    row: &ComparisonRow,
    comparison: &Comparison,
    place: &ComparePlace,
    pin: &Callback<String>,
) -> Html {
    let told = |cell: &Cell, set: &SetRef, at: u32, life: &str| {
        html! {
            <>
                { entry::cell(cell, life) }
                { heads::pin_cell(cell, set, row.topic, at, pin) }
            </>
        }
    };
    let topic = row.topic.map_or("", |topic| topic.as_str());
    let mut rows: Vec<Html> = Vec::new();
    let cells = || (0..).zip(row.cells.iter().zip(&comparison.sets).zip(&comparison.life));
    if row.lines.is_empty() {
        rows.push(html! {
            <tr role="row" key={topic}>
                { head(row, &comparison.sets, pin) }
                for (at, ((cell, set), life)) in cells() {
                    { column(set, at, true, row, place, false, told(cell, set, at, life)) }
                }
            </tr>
        });
    }
    for (number, line) in row.lines.iter().enumerate() {
        let first = number == 0;
        rows.push(html! {
            <tr role="row" key={[topic, " ", &number.to_string()].concat()} class={if first { "" } else { "is-next" }}>
                if first {
                    { head(row, &comparison.sets, pin) }
                } else {
                    <th scope="row" role="rowheader"><span class="vh">{row.topic.map_or("Without a topic", |topic| topic.label())}</span>{ heads::ground(line) }</th>
                }
                for ((at, ((cell, set), life)), chosen) in cells().zip(&line.cells) {
                    { match cell {
                        Cell::Rules(rules) => {
                            // The first line on which a rule set speaks is where its cell begins.
                            let begins = row.lines.iter().position(|line| line.cells.get(at as usize).is_some_and(|chosen| !chosen.is_empty()));
                            column(set, at, begins == Some(number), row, place, chosen.is_empty(), entry::some(rules, chosen, life))
                        }
                        cell if first => column(set, at, true, row, place, false, told(cell, set, at, life)),
                        _ => column(set, at, false, row, place, true, html! { <span class="vh">{cell.word()}</span> }),
                    } }
                }
            </tr>
        });
    }
    for (number, numbers) in row.numbers.iter().enumerate() {
        rows.push(html! {
            <tr role="row" class="is-next is-numbers" key={[topic, " n", &number.to_string()].concat()}>{ numbers::columns(numbers, &comparison.sets) }</tr>
        });
    }
    rows.into_iter().collect()
}

fn head(row: &ComparisonRow, sets: &[SetRef], pin: &Callback<String>) -> Html {
    html! {
        <th scope="row" role="rowheader" id={ComparePlace::cell(row.topic, None)} tabindex="-1">
            { heads::topic(row, sets, pin) }
            if let Some(line) = row.lines.first() {
                { heads::ground(line) }
            }
        </th>
    }
}

fn column(
    set: &SetRef,
    at: u32,
    begins: bool,
    row: &ComparisonRow,
    place: &ComparePlace,
    nothing: bool,
    content: Html,
) -> Html {
    let id = begins.then(|| ComparePlace::cell(row.topic, Some(at)));
    let picked = if begins {
        heads::picked(place, row.topic, at)
    } else {
        ""
    };
    html! {
        <td role="cell" key={set.id.clone()} data-set={heads::full_name(set)} {id} tabindex={begins.then_some("-1")}
            class={yew::classes!(picked, nothing.then_some("is-none"))}>{ content }</td>
    }
}
