//! Relations as a table, read as sentences: who, does what, to whom, and what stands behind it. Never merges two ties.

use crate::html::html;
use protocol::Tie;
use yew::Html;

use super::data_table::data_table;
use super::rule_card::backing;
use super::{address, day};

/// Ties both ways; a table without rows is left out.
pub fn both(name: &str, says: &[Tie], said: &[Tie]) -> Html {
    html! {
        <>
            if !says.is_empty() {
                { said_here(&["What the record of ", name, " says about others"].concat(), says) }
            }
            if !said.is_empty() {
                { said_elsewhere(&["What other records say about ", name].concat(), said) }
            }
        </>
    }
}

/// Ties that start here: "derives from | Fedora".
pub fn said_here(caption: &str, ties: &[Tie]) -> Html {
    view(
        caption,
        &["Relation", "With", "What is recorded", "Backing"],
        ties,
        false,
    )
}

/// Ties that end here: "Debian | refers to".
pub fn said_elsewhere(caption: &str, ties: &[Tie]) -> Html {
    view(
        caption,
        &["Who", "Relation", "What is recorded", "Backing"],
        ties,
        true,
    )
}

fn view(caption: &str, heads: &[&'static str], ties: &[Tie], other_first: bool) -> Html {
    let rows = ties.iter().map(|tie| {
        let other = html! { <th scope="row">{ view_other(tie) }</th> };
        let relation = html! { <td>{tie.r#type.label()}</td> };
        let (first, second) = if other_first {
            (other, relation)
        } else {
            (relation, other)
        };
        html! {
            <tr>
                { first }{ second }
                <td class="own">{ view_record(tie) }</td>
                <td class="own xs">{ view_backing(tie) }</td>
            </tr>
        }
    });
    data_table(caption, "ties twin--stack", heads, rows.collect())
}

fn view_other(tie: &Tie) -> Html {
    if tie.outside {
        html! { <span>{&tie.other.name}<span class="xs muted">{" (not in this atlas)"}</span></span> }
    } else {
        address::link(&tie.other)
    }
}

fn view_record(tie: &Tie) -> Html {
    html! {
        <>
            {&tie.statement}
            if let Some(date) = &tie.date {
                <span class="xs muted">{if tie.statement.is_empty() { "since " } else { " Since " }}{ day::day(date) }</span>
            }
        </>
    }
}

fn view_backing(tie: &Tie) -> Html {
    html! {
        <>
            {tie.confidence.map_or("Support not stated", |confidence| backing(confidence, tie.source_class))}
            if !tie.source_url.is_empty() {
                {". "}<a href={tie.source_url.clone()} rel="noopener noreferrer">{"Source"}</a>
            }
        </>
    }
}
