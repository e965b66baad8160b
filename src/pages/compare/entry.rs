//! One rule inside a comparison: shorter than a card, because its column says whose it is. Never leaves out the force.

use protocol::{Cell, RuleCard};
use yew::Html;

use crate::components::rule_card::binds;
use crate::components::{address, modality, parameters, rich_text};
use crate::html::html;

/// What one rule set says on one topic, or that it says nothing.
pub fn cell(cell: &Cell) -> Html {
    match cell {
        Cell::Rules(rules) => html! { <div class="entries">{ for rules.iter().map(entry) }</div> },
        Cell::Silent => html! { <span class="silent">{"silent on this"}</span> },
        Cell::FilteredOut => html! { <span class="xs muted">{ FILTERED }</span> },
    }
}

/// The rules that stand on one line; a rule set may have none there although it has others on the topic.
pub fn some(rules: &[RuleCard], chosen: &[u32]) -> Html {
    let chosen = chosen.iter().filter_map(|at| rules.get(*at as usize));
    html! { <div class="entries">{ for chosen.map(entry) }</div> }
}

/// Not silence: there is something, and the reader chose not to see it.
pub const FILTERED: &str = "has rules, none under this filter";

fn entry(card: &RuleCard) -> Html {
    html! {
        <article class="entry" key={card.id.clone()}>
            <p class="entry__top">
                { modality::of_rule(card.modality, card.suggested) }
                <span>{&card.pinpoint}</span>
            </p>
            <p class="entry__title"><a href={address::rule(&card.id)}>{&card.title}</a></p>
            <div class="entry__text">{ rich_text::rich_text(&card.text) }</div>
            if card.paraphrase && !card.parameters.is_empty() {
                { parameters::parameters(&card.parameters) }
            }
            <p class="entry__top">
                { binds(&card.binds) }
                if !card.paraphrase {
                    <span>{"the publisher’s wording"}</span>
                }
                if let Some(status) = card.status {
                    <span>{"status: "}{status.label()}</span>
                }
            </p>
        </article>
    }
}
