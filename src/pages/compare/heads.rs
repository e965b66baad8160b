//! The rule sets at the head of their columns, and the topics at the head of their rows. Never says what a rule says.

use ident::Topic;
use protocol::{Cell, Comparison, ComparisonRow, Ground, Line, SetRef};
use yew::{AttrValue, Callback, Html, MouseEvent};

use crate::components::icon::icon;
use crate::components::{address, binding, number, set_line, standing};
use crate::html::html;
use crate::route::ComparePlace;

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
                for (set, life) in comparison.sets.iter().zip(&comparison.life) {
                    <th scope="col" role="columnheader" key={set.id.clone()}>
                        <div class={binding::line(set.binding)}>{ about(set, life) }</div>
                    </th>
                }
            </tr>
        </thead>
    }
}

/// What readers know a rule set by stands first: a body by its name, a law by its title.
fn about(set: &SetRef, life: &str) -> Html {
    let (name, below) = match &set.community {
        Some(_) if set.title != set.issuer => (&set.issuer, Some(&set.title)),
        _ => (&set.title, None),
    };
    html! {
        <div class="colhead">
            { binding::of_set(set) }
            <span class="colhead__name"><a href={address::rule_set(&set.id)}>{name}</a></span>
            if let Some(title) = below {
                <span class="xs">{title}</span>
            } else {
                <span class="xs">{ set_line::issuer(set) }</span>
            }
            <span class="xs muted">{ set_line::life(set) }</span>
            if !life.is_empty() {
                <span class="cell-life">{life.to_owned()}</span>
            }
            { standing::of(set.standing, &set.id) }
        </div>
    }
}

/// A topic's name with its coverage; on narrow screens also who is silent, because silent cells are not drawn there.
pub fn topic(row: &ComparisonRow, sets: &[SetRef], pin: &Callback<String>) -> Html {
    let silent = silent(row, sets);
    html! {
        <>
            { name(row) }
            <span class="covered">{number::count(row.covered)}{" of "}{number::count(number::len(sets))}{ pin_row(row, pin) }</span>
            if !silent.is_empty() {
                <span class="covered__silent">{"Silent: "}{silent.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ")}</span>
            }
        </>
    }
}

/// A button that pins the whole row.
pub fn pin_row(row: &ComparisonRow, pin: &Callback<String>) -> Html {
    let label = ["Pin the row: ", topic_label(row.topic)].concat();
    pin_button(label, ComparePlace::cell(row.topic, None), pin)
}

/// A button that pins a cell without rules; nothing where there are rules, whose words the pointer can mark.
pub fn pin_cell(
    cell: &Cell,
    set: &SetRef,
    topic: Option<Topic>,
    at: u32,
    pin: &Callback<String>,
) -> Html {
    if matches!(cell, Cell::Rules(_)) {
        return Html::default();
    }
    let label = [
        "Pin: ",
        &full_name(set),
        ", ",
        cell.word(),
        ", ",
        topic_label(topic),
    ];
    pin_button(label.concat(), ComparePlace::cell(topic, Some(at)), pin)
}

fn pin_button(label: String, cell: String, pin: &Callback<String>) -> Html {
    let onclick = pin.reform(move |_: MouseEvent| cell.clone());
    html! { <button type="button" class="pin no-print" title="Pin" aria-label={label} {onclick}>{ icon("#i-pin") }</button> }
}

fn topic_label(topic: Option<Topic>) -> &'static str {
    topic.map_or("Without a topic", |topic| topic.label())
}

/// A topic's name as a link to everybody's rules on it.
pub fn name(row: &ComparisonRow) -> Html {
    match row.topic {
        Some(topic) => html! { <a href={address::topic(topic)}>{topic.label()}</a> },
        None => html! { <span>{"Without a topic"}</span> },
    }
}

/// Who was examined and has no rule here, with the column.
pub fn silent(row: &ComparisonRow, sets: &[SetRef]) -> Vec<(u32, String)> {
    let names = short_names(sets);
    (0..)
        .zip(row.cells.iter().zip(names))
        .filter(|(_, (cell, _))| **cell == Cell::Silent)
        .map(|(at, (_, name))| (at, name))
        .collect()
}

/// The class of the cell that a sentence led to.
pub fn picked(place: &ComparePlace, topic: Option<Topic>, column: u32) -> &'static str {
    let here =
        !place.selected.is_empty() && place.selected == ComparePlace::cell(topic, Some(column));
    if here { "is-picked" } else { "" }
}

/// Why the rules of a line stand beside each other.
pub fn ground(line: &Line) -> Html {
    let how = match line.ground {
        Ground::Stated if line.inferred => "stated, in part inferred:",
        Ground::Stated => "stated:",
        Ground::Inferred => "inferred:",
        Ground::Similar => "suggested, similar text:",
        Ground::SameTopic => "same topic only",
    };
    html! {
        <div class="ground">
            <span class={if line.ground == Ground::Similar { "suggested" } else { "" }}>{how}</span>{" "}<b>{&line.words}{line.shared.join(", ")}</b>
            if line.joint {
                {", several together"}
            }
            if !line.notes.is_empty() {
                <details><summary>{"Why"}</summary>{ for line.notes.iter().map(|note| html! { <p>{note}</p> }) }</details>
            }
        </div>
    }
}

/// Short names that tell these rule sets apart: the body's name where it has only one of them, titles where all are of
/// one body.
pub fn short_names(sets: &[SetRef]) -> Vec<String> {
    let own = |set: &SetRef| {
        sets.iter()
            .filter(|one| one.community == set.community)
            .count()
    };
    let alone = |set: &SetRef| set.community.is_some() && own(set) == 1 && sets.len() > 1;
    let one_body =
        |set: &SetRef| set.community.is_some() && own(set) == sets.len() && sets.len() > 1;
    let names: Vec<String> = sets
        .iter()
        .map(|set| {
            if alone(set) {
                set.issuer.clone()
            } else if one_body(set) {
                set.title.clone()
            } else {
                full_name(set)
            }
        })
        .collect();
    ident::short_names(&names)
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
