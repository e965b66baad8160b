//! One rule inside a comparison: shorter than a card, because its column says whose it is. Never leaves out the force.

use protocol::{Cell, RuleCard};
use yew::Html;

use crate::components::rule_card::binds;
use crate::components::{address, modality, parameters, rich_text, standing};
use crate::html::html;

/// What one rule set says on one topic, or that it says nothing. `life` is what must be said besides of a rule set that
/// does not simply hold.
pub fn cell(cell: &Cell, life: &str) -> Html {
    match cell {
        Cell::Rules(rules) => {
            html! { <div class="entries">{ stage(life) }{ for rules.iter().map(entry) }</div> }
        }
        Cell::Silent => html! { <span class="silent">{"silent on this"}</span> },
        Cell::NotExamined => html! { <span class="unread">{ cell.word() }</span> },
        Cell::FilteredOut | Cell::NotYet => html! { <span class="xs muted">{ cell.word() }</span> },
    }
}

/// The rules that stand on one line; a rule set may have none there although it has others on the topic.
pub fn some(rules: &[RuleCard], chosen: &[u32], life: &str) -> Html {
    if chosen.is_empty() {
        return html! { <span class="elsewhere xs muted">{"nothing on this line"}</span> };
    }
    let chosen = chosen.iter().filter_map(|at| rules.get(*at as usize));
    html! { <div class="entries">{ stage(life) }{ for chosen.map(entry) }</div> }
}

/// A rule set that is a draft, has lapsed or no longer holds says so in every cell.
pub fn stage(life: &str) -> Html {
    if life.is_empty() {
        return Html::default();
    }
    html! { <p class="cell-life">{life.to_owned()}</p> }
}

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
                { standing::of(card.standing, &card.set) }
                { binds(&card.binds) }
                if !card.source_url.is_empty() {
                    <a href={card.source_url.clone()} rel="noopener noreferrer">{if card.paraphrase { "paraphrase; source" } else { "source" }}</a>
                }
                if !card.paraphrase {
                    <span>{"the publisher’s wording"}</span>
                }
                if let Some(status) = card.status {
                    <span class="cell-life">{status.label()}</span>
                }
            </p>
        </article>
    }
}
