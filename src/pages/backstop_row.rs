//! One public rule with what stands against it: the body's rules, on what ground, with which numbers. Never hides
//! what is only inferred.

use protocol::{BackstopRow, BackstopTie, Basis, NumberOutcome, NumberView, OtherRule, Stance};
use yew::Html;

use crate::components::{address, modality, parameters, rich_text, topic_chip};
use crate::html::html;

use super::backstop::{name, sign};

/// The rule as an article; `compare` is where both sides' rules on its topic stand beside each other.
pub fn view_row(row: &BackstopRow, compare: &str) -> Html {
    let card = &row.card;
    let short = row.ties.is_empty();
    html! {
        <article class="backstop__row" key={card.id.clone()}>
            <div class="entry">
                <p class="entry__top">
                    { modality::of_rule(card.modality, card.suggested) }
                    <a href={address::rule_set(&card.set)}>{&card.set_title}</a><span>{&card.pinpoint}</span>
                    if let Some(status) = card.status {
                        <span>{"Status: "}{status.label()}</span>
                    }
                </p>
                <h3 class="entry__title"><a href={address::rule(&card.id)}>{&card.title}</a></h3>
                if !short {
                    <div class="entry__text">{ rich_text::rich_text(&card.text) }</div>
                    if card.paraphrase && !card.parameters.is_empty() {
                        { parameters::parameters(&card.parameters) }
                    }
                }
            </div>
            <div class="stack-s">
                { for row.ties.iter().map(view_tie) }
                { view_rest(row, compare) }
            </div>
        </article>
    }
}

fn view_tie(tie: &BackstopTie) -> Html {
    let said = [&tie.rationale, &tie.note];
    html! {
        <div class="backstop__tie">
            <p class="small"><span aria-hidden="true">{sign(tie.stance)}{" "}</span><b>{name(tie.stance)}</b>
                {": it "}{&tie.words}{" the public rule"}{ view_basis(tie) }</p>
            { for tie.rules.iter().map(view_own) }
            if !tie.others.is_empty() {
                <p class="xs">{"Stated only together with rules of others, so it says nothing about these alone: "}{ links(&tie.others) }</p>
            }
            if !tie.unknown.is_empty() {
                <p class="xs">{"Also named, but not loaded: "}<code>{tie.unknown.join(", ")}</code></p>
            }
            if !tie.together_with.is_empty() {
                <p class="xs">{"The public rule is meant together with: "}{ links(&tie.together_with) }</p>
            }
            for text in said.into_iter().filter(|text| !text.is_empty()) {
                <p class="small">{text}</p>
            }
            { for tie.numbers.iter().map(view_number) }
            <p class="xs muted">{&tie.collection}
                if !tie.confidence.is_empty() {
                    {"; its authors are "}{&tie.confidence}
                }
                {". "}{&tie.provenance}
            </p>
        </div>
    }
}

fn view_basis(tie: &BackstopTie) -> Html {
    match (tie.basis, &tie.via) {
        (Basis::Stated, _) => html! { <span class="muted">{" (stated)"}</span> },
        (Basis::Inverse, _) => {
            html! { <span class="muted">{" (stated from the other side, turned round)"}</span> }
        }
        (Basis::Composed, Some(via)) => {
            html! { <span>{" "}<span class="suggested">{"inferred"}</span>{", by way of "}{ address::link(via) }</span> }
        }
        (Basis::Composed, None) => {
            html! { <span>{" "}<span class="suggested">{"inferred"}</span></span> }
        }
    }
}

fn view_own(rule: &OtherRule) -> Html {
    html! {
        <div class="entry">
            <p class="entry__top">
                { modality::of_rule(rule.modality, rule.set.suggested) }
                <a href={address::rule_set(&rule.set.id)}>{&rule.set.title}</a><span>{&rule.pinpoint}</span>
            </p>
            <p class="entry__title">{ address::link(&rule.link) }</p>
            <p class="entry__text">{&rule.text}</p>
        </div>
    }
}

fn view_number(number: &NumberView) -> Html {
    let outcome = match number.outcome {
        NumberOutcome::Stricter => "The body’s number is stricter",
        NumberOutcome::Same => "The numbers ask the same",
        NumberOutcome::LessStrict => "The public rule’s number is stricter",
        NumberOutcome::NotComparable => "The numbers cannot be compared",
    };
    html! {
        <p class="small"><b>{outcome}</b>{". "}{&number.purpose}{": "}{&number.own}{" against "}{&number.public}{". "}{&number.reason}{"."}</p>
    }
}

/// What nothing is stated about.
fn view_rest(row: &BackstopRow, compare: &str) -> Html {
    let compare = compare.to_owned();
    match (row.stance, row.card.topic) {
        (Stance::Silent, Some(topic)) => html! {
            <p class="small">{"No rule on "}{ topic_chip::topic_chip(topic, row.card.suggested) }</p>
        },
        (Stance::NotExamined, _) => html! { <p class="small muted">{"Not examined"}</p> },
        _ if row.same_topic.is_empty() => Html::default(),
        (Stance::NotCompared, _) => html! {
            <p class="small">{"On the same topic, not compared: "}{ links(&row.same_topic) }{". "}<a href={compare}>{"Read them side by side"}</a></p>
        },
        _ => html! {
            <details class="xs"><summary>{"Also on this topic, not compared"}</summary>
                <p>{ links(&row.same_topic) }{". "}<a href={compare}>{"Read them side by side"}</a></p></details>
        },
    }
}

fn links(links: &[protocol::Link]) -> Html {
    html! {
        <span>
            for (at, link) in links.iter().enumerate() {
                {if at > 0 { ", " } else { "" }}{ address::link(link) }
            }
        </span>
    }
}
