//! One rule with everything around it: force, numbers, evidence, source, neighbours, and who else speaks on it.
//! Never claims that two rules mean the same.

use protocol::{Answer, Link, OtherRule, RuleView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::{
    address, binding, citation, crumbs, day, facts, mechanism, modality, number, page_head,
    rich_text, rule_card, set_line, standing, topic_chip,
};
use crate::html::html;
use crate::route::Route;

/// The page of one rule.
pub fn view(scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    let as_of = scene.overview().map_or("", |overview| &overview.as_of);
    answered(scene.page(), &|answer| match answer {
        Answer::Rule(rule) => Some(view_page(rule, as_of, &tools)),
        _ => None,
    })
}

fn view_page(rule: &RuleView, as_of: &str, tools: &Tools) -> Html {
    html! {
        <div>
            <div class="page-head">{ view_crumbs(rule) }</div>
            <div class="cols-main cols-main--aside">
                <article>
                    { view_rule(rule, tools) }
                    { view_facts(rule) }
                    if !rule.related.is_empty() {
                        { page_head::section("related", "Related in the same rule set", view_related(&rule.related)) }
                    }
                    { view_others(rule) }
                    { page_head::section("cite", "Cite it", citation::copy_box(citation::citation(rule, as_of).into(), &tools.copy_text)) }
                </article>
                <aside aria-label="About this rule">{ view_about(rule) }</aside>
            </div>
        </div>
    }
}

fn view_crumbs(rule: &RuleView) -> Html {
    let mut steps = Vec::new();
    if let Some(community) = &rule.set.community {
        steps.push((
            address::community(community),
            AttrValue::from(rule.set.issuer.clone()),
        ));
    }
    steps.push((
        address::rule_set(&rule.set.id),
        rule.set.title.clone().into(),
    ));
    let here = if rule.card.pinpoint.is_empty() {
        &rule.card.title
    } else {
        &rule.card.pinpoint
    };
    crumbs::crumbs(&steps, here)
}

fn view_rule(rule: &RuleView, tools: &Tools) -> Html {
    let card = &rule.card;
    html! {
        <div class="rulepage">
            <div class={binding::line(card.binding)}>
                <p class="row page-head__marks">{ binding::of_set(&rule.set) }{ standing::of(card.standing, &card.set) }</p>
            </div>
            <h1 tabindex="-1">{&card.title}</h1>
            <p class="row">
                { modality::of_rule(card.modality, card.suggested) }
                { rule_card::binds(&card.binds) }
                if let Some(topic) = card.topic {
                    { topic_chip::topic_chip(topic, card.suggested) }
                }
            </p>
            <div class="rule__text rulepage__text">{ rich_text::rich_text(&card.text) }</div>
            <p class="small muted">
                {if card.paraphrase { "Paraphrase, not quotation. " } else { "The publisher’s wording. " }}
                if !card.source_url.is_empty() {
                    <a href={card.source_url.clone()} rel="noopener noreferrer">{ view_source_words(rule) }</a>
                }
            </p>
            <div class="row no-print">
                { rule_card::copy_button(address::rule(&card.id), &card.title, false, &tools.copy_link) }
                { rule_card::compare_button(&card.set, &card.set_title, false, &tools.cards()) }
            </div>
        </div>
    }
}

fn view_source_words(rule: &RuleView) -> Html {
    html! {
        <>
            {"Read the original: "}
            if !rule.card.pinpoint.is_empty() {
                {&rule.card.pinpoint}{", "}
            }
            {facts::host(&rule.card.source_url).to_owned()}
        </>
    }
}

fn view_facts(rule: &RuleView) -> Html {
    let card = &rule.card;
    if card.parameters.is_empty()
        && rule.evidence.is_empty()
        && card.mechanisms.is_empty()
        && rule.note.is_empty()
    {
        return Html::default();
    }
    let list = facts::facts(html! {
        <>
            for parameter in &card.parameters {
                <div><dt>{&parameter.label}</dt><dd><strong class="num">{&parameter.text}</strong></dd></div>
            }
            { facts::words("Evidence wanted", &rule.evidence.join("; ")) }
            if !card.mechanisms.is_empty() {
                { facts::fact("Leans on", mechanism::row(&card.mechanisms)) }
            }
            { facts::words("Note", &rule.note) }
        </>
    });
    page_head::section("parameters", "Parameters and evidence", list)
}

fn view_related(related: &[(String, Link)]) -> Html {
    let mut groups: Vec<(&str, Vec<&Link>)> = Vec::new();
    for (relation, link) in related {
        match groups.iter_mut().find(|(known, _)| known == relation) {
            Some((_, links)) => links.push(link),
            None => groups.push((relation, vec![link])),
        }
    }
    let row = |(relation, links): (&str, Vec<&Link>)| {
        html! {
            <div>
                <dt>{relation.to_owned()}</dt>
                <dd><ul class="related">for link in links { <li>{ address::link(link) }</li> }</ul></dd>
            </div>
        }
    };
    facts::facts(groups.into_iter().map(row).collect())
}

fn view_others(rule: &RuleView) -> Html {
    let Some(topic) = rule.card.topic else {
        return Html::default();
    };
    let shown = number::len(&rule.others);
    let body = html! {
        <>
            <p class="small muted">
                {"Suggested by topic and shared words; none of these bodies has said that its rule corresponds. "}
                if rule.silent > 0 {
                    {number::of(rule.silent, "rule set", "rule sets")}{" examined "}
                    {if rule.silent == 1 { "is" } else { "are" }}{" silent on "}<a href={address::topic(topic)}>{topic.label()}</a>{"."}
                }
            </p>
            if rule.others.is_empty() {
                <p>{"Nobody else in this atlas."}</p>
            } else {
                <ul class="others">
                    { for rule.others.iter().map(view_other) }
                </ul>
            }
            if rule.others_total > shown {
                <p class="small">
                    <a href={address::topic(topic)}>{"All "}{number::of(rule.others_total, "rule", "rules")}{" of others on "}{topic.label()}</a>
                </p>
            }
        </>
    };
    page_head::section("others", "Who else has a rule on this", body)
}

fn view_other(other: &OtherRule) -> Html {
    html! {
        <li key={other.link.id.clone()}>
            <p class="rule__where"><a href={address::rule_set(&other.set.id)}>{&other.set.title}</a>{", "}{&other.pinpoint}</p>
            <h3 class="rule__title">{ address::link(&other.link) }</h3>
            <p class="row">
                { modality::of_rule(other.modality, other.set.suggested) }
                { binding::of_set(&other.set) }
                if !other.shared.is_empty() {
                    <span class="xs muted">{"both say: "}{other.shared.join(", ")}</span>
                }
            </p>
            <p class="rule__text">{&other.text}</p>
        </li>
    }
}

fn view_about(rule: &RuleView) -> Html {
    let (card, set) = (&rule.card, &rule.set);
    html! {
        <>
            <section class="part part--side small" aria-labelledby="behind">
                <h2 id="behind">{"What stands behind this"}</h2>
                <ul class="behind">
                    <li>{ standing::badge(card.standing) }</li>
                    if let Some(confidence) = card.confidence {
                        <li>{rule_card::backing(confidence, card.source_class)}</li>
                    }
                    <li>{if card.paraphrase { "Paraphrase by the atlas author" } else { "The publisher’s wording, as loaded" }}</li>
                    <li><a href={Route::Chain(card.id.clone()).href()}>{"From this rule to the law behind it"}</a></li>
                </ul>
            </section>
            <div class="part part--side">
                { facts::facts(html! {
                    <>
                        if !set.issuer.is_empty() {
                            { facts::fact("Issuer", set_line::issuer(set)) }
                        }
                        { facts::fact("Rule set", html! { <a href={address::rule_set(&set.id)}>{&set.title}</a> }) }
                        { facts::words("Under", &rule.path.join(" › ")) }
                        if !set.date.is_empty() {
                            { facts::fact("Date", day::day(&set.date)) }
                        }
                        { facts::words("Status", card.status.unwrap_or(set.status).label()) }
                        { facts::fact("Rule id", html! { <code>{&card.id}</code> }) }
                    </>
                }) }
            </div>
            <nav class="part part--side small" aria-label="Neighbouring rules">
                { view_neighbour("Previous", rule.previous.as_ref()) }
                { view_neighbour("Next", rule.next.as_ref()) }
            </nav>
        </>
    }
}

fn view_neighbour(word: &'static str, link: Option<&Link>) -> Html {
    html! {
        <p>
            <span class="muted">{word}</span><br />
            if let Some(link) = link {
                { address::link(link) }
            } else {
                <span class="muted">{"none"}</span>
            }
        </p>
    }
}
