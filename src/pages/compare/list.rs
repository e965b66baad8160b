//! Topic after topic, the rules of one rule set after the other's: for reading aloud, narrow screens, paper. Never hides
//! who is silent.

use protocol::{Cell, Comparison, ComparisonRow};
use yew::{Callback, Html};

use super::{entry, heads, numbers};
use crate::components::{address, binding};
use crate::html::html;
use crate::route::ComparePlace;

/// The list.
pub fn list(comparison: &Comparison, place: &ComparePlace, pin: &Callback<String>) -> Html {
    html! { <div class="complist">{ for comparison.rows.iter().map(|row| view_topic(row, comparison, place, pin)) }</div> }
}

fn view_topic(
    row: &ComparisonRow,
    comparison: &Comparison,
    place: &ComparePlace,
    pin: &Callback<String>,
) -> Html {
    let sets = &comparison.sets;
    let silent = heads::silent(row, sets);
    html! {
        <section id={ComparePlace::cell(row.topic, None)} tabindex="-1" key={row.topic.map_or("", |topic| topic.as_str())}>
            <h2>{ heads::name(row) }{ heads::pin_row(row, pin) }</h2>
            for (at, ((cell, set), life)) in (0..).zip(row.cells.iter().zip(sets).zip(&comparison.life)) {
                if *cell != Cell::Silent {
                    <div key={set.id.clone()} id={ComparePlace::cell(row.topic, Some(at))} tabindex="-1"
                        class={yew::classes!("complist__set", binding::line(set.binding), heads::picked(place, row.topic, at))}>
                        <h3><a href={address::rule_set(&set.id)}>{heads::full_name(set)}</a></h3>
                        { view_cell(row, cell, at as usize, life) }
                    </div>
                }
            }
            { numbers::list(&row.numbers, sets) }
            if !silent.is_empty() {
                <p><span class="silent">{"Silent on this: "}
                    for (count, (at, name)) in silent.into_iter().enumerate() {
                        if count > 0 {
                            {", "}
                        }
                        <span id={ComparePlace::cell(row.topic, Some(at))} tabindex="-1"
                            class={heads::picked(place, row.topic, at)}>{name}
                            if let Some(set) = sets.get(at as usize) {
                                { heads::pin_cell(&Cell::Silent, set, row.topic, at, pin) }
                            }
                        </span>
                    }
                </span></p>
            }
        </section>
    }
}

/// The rules of a cell, those on the same line of grounds together with the words that join them to others.
fn view_cell(row: &ComparisonRow, cell: &Cell, at: usize, life: &str) -> Html {
    let Cell::Rules(rules) = cell else {
        return entry::cell(cell, life);
    };
    let lines = row.lines.iter().filter_map(|line| {
        let chosen = line.cells.get(at).filter(|chosen| !chosen.is_empty())?;
        Some((line, chosen))
    });
    if row.lines.is_empty() {
        return entry::cell(cell, life);
    }
    html! {
        <div class="entries">
            { for lines.map(|(line, chosen)| html! { <div>{ heads::ground(line) }{ entry::some(rules, chosen, life) }</div> }) }
        </div>
    }
}
