//! Topics against rule sets. A cell says how many rules speak with which force, what the first is called and where it
//! stands, or that there is none. Never an empty cell, never a colour that weighs.

use ident::Topic;
use protocol::{Cell, Comparison, ComparisonRow, Filter, RuleCard, SetRef};
use yew::{AttrValue, Html};

use super::{entry, heads};
use crate::components::{address, modality, number};
use crate::html::html;
use crate::route::{Route, RuleSetPlace};

/// The matrix.
pub fn matrix(comparison: &Comparison, filter: &Filter) -> Html {
    html! {
        <div class="scroll-x scroll-x--tall" tabindex="0" role="region" aria-label="Matrix of topics and rule sets">
            <table class="matrix" role="table" style={heads::columns(comparison)}>
                <caption class="vh">{"Topics by rule sets: forces, the first rule and its place"}</caption>
                { heads::heads(comparison) }
                <tbody role="rowgroup">{ for comparison.rows.iter().map(|row| view_row(row, comparison, filter)) }</tbody>
            </table>
        </div>
    }
}

fn view_row(row: &ComparisonRow, comparison: &Comparison, filter: &Filter) -> Html {
    html! {
        <tr role="row" key={row.topic.map_or("", |topic| topic.as_str())}>
            <th scope="row" role="rowheader">{ heads::topic(row, &comparison.sets) }</th>
            for (cell, set) in row.cells.iter().zip(&comparison.sets) {
                <td role="cell" key={set.id.clone()} data-set={heads::full_name(set)}
                    class={if *cell == Cell::Silent { "is-silent" } else { "" }}>{ view_cell(cell, set, row.topic, filter) }</td>
            }
        </tr>
    }
}

fn view_cell(cell: &Cell, set: &SetRef, topic: Option<Topic>, filter: &Filter) -> Html {
    match cell {
        Cell::Rules(rules) => view_rules(rules, set, topic, filter),
        Cell::Silent => html! { <span class="cell cell--silent"><span>{"silent"}</span></span> },
        Cell::FilteredOut => html! { <span class="cell cell__more">{ entry::FILTERED }</span> },
    }
}

fn view_rules(rules: &[RuleCard], set: &SetRef, topic: Option<Topic>, filter: &Filter) -> Html {
    let Some(first) = rules.first() else {
        return html! { <span class="cell cell__more">{ entry::FILTERED }</span> };
    };
    let more = number::len(rules).saturating_sub(1);
    html! {
        <a class="cell" href={leads_to(rules, first, set, topic, filter)}>
            { modality::counts_of(&modality::forces_of(rules.iter())) }
            <span class="cell__head">{&first.title}</span>
            <span class="cell__more">
                {&first.pinpoint}
                if more > 0 {
                    {", and "}{number::count(more)}{" more"}
                }
            </span>
        </a>
    }
}

/// One rule has its page; several are the rule set's rules on this topic.
fn leads_to(
    rules: &[RuleCard],
    first: &RuleCard,
    set: &SetRef,
    topic: Option<Topic>,
    filter: &Filter,
) -> AttrValue {
    match topic {
        Some(topic) if rules.len() > 1 => {
            let filter = Filter {
                topics: vec![topic],
                ..filter.clone()
            };
            Route::RuleSet(RuleSetPlace {
                id: set.id.clone(),
                filter,
                ..RuleSetPlace::default()
            })
            .href()
            .into()
        }
        _ => address::rule(&first.id),
    }
}
