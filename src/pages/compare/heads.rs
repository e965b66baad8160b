//! The rule sets at the head of their columns, and the topics at the head of their rows. Never says what a rule says.

use protocol::{Cell, Comparison, ComparisonRow, SetRef};
use yew::{AttrValue, Html};

use crate::components::{address, binding, number, set_line, standing};
use crate::html::html;

/// Tells the style sheet how many columns need room.
pub fn columns(comparison: &Comparison) -> AttrValue {
    AttrValue::from(["--cols:", &comparison.sets.len().to_string()].concat())
}

/// The head of the table: one heading cell per rule set.
pub fn heads(comparison: &Comparison) -> Html {
    html! {
        <thead role="rowgroup">
            <tr role="row">
                <th scope="col" role="columnheader"><span class="xs muted">{"Topic, most covered first"}</span></th>
                for set in &comparison.sets {
                    <th scope="col" role="columnheader" key={set.id.clone()}>
                        <div class={binding::line(set.binding)}>{ about(set) }</div>
                    </th>
                }
            </tr>
        </thead>
    }
}

fn about(set: &SetRef) -> Html {
    html! {
        <div class="colhead">
            { binding::of_set(set) }
            <span class="colhead__name"><a href={address::rule_set(&set.id)}>{&set.title}</a></span>
            <span class="xs">{ set_line::issuer(set) }</span>
            <span class="xs muted">{ set_line::life(set) }</span>
            { standing::of(set.standing, &set.id) }
        </div>
    }
}

/// A topic's name with its coverage; on narrow screens also who is silent, because silent cells are not drawn there.
pub fn topic(row: &ComparisonRow, sets: &[SetRef]) -> Html {
    let silent = silent(row, sets);
    html! {
        <>
            { name(row) }
            <span class="covered">{number::count(row.covered)}{" of "}{number::count(number::len(sets))}</span>
            if !silent.is_empty() {
                <span class="covered__silent">{"Silent: "}{silent.join(", ")}</span>
            }
        </>
    }
}

/// A topic's name as a link to everybody's rules on it.
pub fn name(row: &ComparisonRow) -> Html {
    match row.topic {
        Some(topic) => html! { <a href={address::topic(topic)}>{topic.label()}</a> },
        None => html! { <span>{"Without a topic"}</span> },
    }
}

/// Who was examined and has no rule here.
pub fn silent(row: &ComparisonRow, sets: &[SetRef]) -> Vec<String> {
    row.cells
        .iter()
        .zip(sets)
        .filter(|(cell, _)| **cell == Cell::Silent)
        .map(|(_, set)| full_name(set))
        .collect()
}

/// Communities call their rules much the same, so their own name comes first unless the title says it.
pub fn full_name(set: &SetRef) -> String {
    let named = set
        .issuer
        .split_whitespace()
        .next()
        .is_none_or(|word| set.title.contains(word));
    if set.community.is_none() || named {
        set.title.clone()
    } else if set.issuer.contains(&set.title) {
        set.issuer.clone()
    } else {
        [&set.issuer, ": ", &set.title].concat()
    }
}
