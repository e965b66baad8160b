//! Topics against rule sets. A cell says how many rules speak with which force, what the first is called and where it
//! stands, or that there is none. Never an empty cell, never a colour that weighs.

use ident::Topic;
use protocol::{Cell, Comparison, ComparisonRow, NumberRow, RuleCard, SetRef};
use yew::{AttrValue, Callback, Html};

use super::{entry, heads};
use crate::components::{address, modality, number, standing};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// The matrix.
pub fn matrix(comparison: &Comparison, place: &ComparePlace, pin: &Callback<String>) -> Html {
    html! {
        <div class="scroll-x scroll-x--tall" tabindex="0" role="region" aria-label="Matrix of topics and rule sets">
            <table class="matrix" role="table" style={heads::columns(comparison)}>
                <caption class="vh">{"Topics by rule sets: forces, the first rule and its place"}</caption>
                { heads::heads(comparison) }
                <tbody role="rowgroup">{ for comparison.rows.iter().map(|row| view_row(row, comparison, place, pin)) }</tbody>
            </table>
        </div>
    }
}

fn view_row(
    row: &ComparisonRow,
    comparison: &Comparison,
    place: &ComparePlace,
    pin: &Callback<String>,
) -> Html {
    let cells = row.cells.iter().zip(&comparison.sets).zip(&comparison.life);
    html! {
        <tr role="row" key={row.topic.map_or("", |topic| topic.as_str())}>
            <th scope="row" role="rowheader" id={ComparePlace::cell(row.topic, None)} tabindex="-1">{ heads::topic(row, &comparison.sets, pin) }</th>
            for (at, ((cell, set), life)) in (0..).zip(cells) {
                <td role="cell" key={set.id.clone()} data-set={heads::full_name(set)} id={ComparePlace::cell(row.topic, Some(at))} tabindex="-1"
                    class={yew::classes!(marked(cell), heads::picked(place, row.topic, at))}>
                    { view_cell(cell, life, row, at, set, place) }
                    { heads::pin_cell(cell, set, row.topic, at, pin) }
                </td>
            }
        </tr>
    }
}

fn marked(cell: &Cell) -> &'static str {
    match cell {
        Cell::Silent => "is-silent",
        Cell::Rules(_) | Cell::FilteredOut | Cell::NotExamined | Cell::NotYet => "",
    }
}

fn view_cell(
    cell: &Cell,
    life: &str,
    row: &ComparisonRow,
    at: u32,
    set: &SetRef,
    place: &ComparePlace,
) -> Html {
    match cell {
        Cell::Rules(rules) => view_rules(rules, life, row, at, set, place),
        Cell::Silent => html! { <span class="cell cell--silent"><span>{"silent"}</span></span> },
        Cell::NotExamined => html! { <span class="cell cell--silent">{cell.word()}</span> },
        Cell::FilteredOut | Cell::NotYet => {
            html! { <span class="cell cell__more">{cell.word()}</span> }
        }
    }
}

fn view_rules(
    rules: &[RuleCard],
    life: &str,
    row: &ComparisonRow,
    at: u32,
    set: &SetRef,
    place: &ComparePlace,
) -> Html {
    let Some(first) = rules.first() else {
        return html! { <span class="cell cell__more">{Cell::FilteredOut.word()}</span> };
    };
    let more = number::len(rules).saturating_sub(1);
    let numbers = row.numbers.iter().filter_map(|row| view_number(row, at));
    html! {
        <a class="cell" href={leads_to(rules, first, set, row.topic, place)}>
            { modality::counts_of(&modality::forces_of(rules.iter())) }
            { entry::stage(life) }
            <span class="cell__head">{&first.title}</span>
            <span class="cell__more">
                {&first.pinpoint}
                if more > 0 {
                    {", and "}{number::count(more)}{" more"}
                }
            </span>
            { for numbers }
            <span class="cell__standing">{ standing::badge(first.standing) }</span>
        </a>
    }
}

/// The first number of a row, with its mark if it is the stricter one.
fn view_number(row: &NumberRow, at: u32) -> Option<Html> {
    let cell = row.cells.get(at as usize)?;
    let first = cell.first()?;
    let more = number::len(cell).saturating_sub(1);
    Some(html! {
        <span class="cell__number">
            {&row.label}{": "}<b>{&first.text}</b>
            if more > 0 {
                {" and "}{number::count(more)}{" more"}
            }
            if row.stricter.contains(&at) {
                <b>{" ▲ stricter"}</b>
            }
        </span>
    })
}

/// One rule has its page; several are shown in full, one below the other, where this cell stands in the list.
fn leads_to(
    rules: &[RuleCard],
    first: &RuleCard,
    set: &SetRef,
    topic: Option<Topic>,
    place: &ComparePlace,
) -> AttrValue {
    if rules.len() < 2 {
        return address::rule(&first.id);
    }
    let column = place.sets.iter().position(|id| *id == set.id);
    Route::Compare(ComparePlace {
        view: CompareView::List,
        selected: ComparePlace::cell(topic, column.map(|at| at as u32)),
        ..place.clone()
    })
    .href()
    .into()
}
