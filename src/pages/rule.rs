//! One rule with everything around it: force, numbers, evidence, source, neighbours, and who else speaks on it.
//! Never claims that two rules mean the same.

use protocol::{CorrespondenceView, Link, OtherRule, QuantityView, RuleView, Subject};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::taking::taking;
use crate::components::{
    address, binding, crumbs, day, facts, mechanism, modality, number, page_head, rich_text,
    rule_card, set_line, standing, topic_chip,
};
use crate::html::html;
use crate::route::Route;
use crate::store::Action;

/// The page of one rule.
pub fn view(scene: &Scene<'_>) -> Html {
    answered(scene.page(), |rule: &RuleView| view_page(rule, scene))
}

fn view_page(rule: &RuleView, scene: &Scene<'_>) -> Html {
    html! {
        <div>
            <div class="page-head">{ view_crumbs(rule) }</div>
            <div class="cols-main cols-main--aside">
                <article>
                    { view_rule(rule, scene) }
                    { view_facts(rule) }
                    if !rule.related.is_empty() {
                        { page_head::section("related", "Related in the same rule set", view_related(&rule.related)) }
                    }
                    { view_corresponds(rule) }
                    { view_others(rule, scene) }
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

fn view_rule(rule: &RuleView, scene: &Scene<'_>) -> Html {
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
            { taking(scene, &Subject::Rule(card.id.clone()), &address::rule(&card.id),
                rule_card::compare_button(&card.set, &card.set_title, false, &scene.tools().cards())) }
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
        && rule.quantities.is_empty()
        && rule.evidence.is_empty()
        && card.mechanisms.is_empty()
        && rule.note.is_empty()
    {
        return Html::default();
    }
    let list = facts::facts(html! {
        <>
            for parameter in &card.parameters {
                <div><dt>{&parameter.label}</dt><dd>
                    <strong class="num">{&parameter.text}</strong>
                    if let Some(quantity) = rule.quantities.iter().find(|one| one.purpose == parameter.label && one.text == parameter.text) {
                        { understood(quantity) }
                    }
                </dd></div>
            }
            for quantity in rule.quantities.iter().filter(|one| !card.parameters.iter().any(|known| known.label == one.purpose)) {
                { facts::fact("Found in the wording", html! { <>{"“"}{&quantity.text}{"”, "}{&quantity.purpose}{ understood(quantity) }</> }) }
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

fn understood(quantity: &QuantityView) -> Html {
    html! { <span class="xs muted">{" understood as "}{&quantity.understood}</span> }
}

/// What somebody stated about this rule, what follows from it, and why; suggestions have a section of their own.
fn view_corresponds(rule: &RuleView) -> Html {
    if rule.corresponds.is_empty() {
        return Html::default();
    }
    let mut collections: Vec<(&str, &str)> = Vec::new();
    for one in &rule.corresponds {
        let told = (one.collection.as_str(), one.provenance.as_str());
        if !collections.contains(&told) {
            collections.push(told);
        }
    }
    let body = html! {
        <>
            <ul class="others ties-of">
                { for rule.corresponds.iter().map(view_correspondence) }
            </ul>
            <div class="small muted">
                for (title, provenance) in collections {
                    <p>{"From “"}{title.to_owned()}{"”. "}{provenance.to_owned()}</p>
                }
            </div>
        </>
    };
    page_head::section("corresponds", "What it corresponds to", body)
}

fn view_correspondence(one: &CorrespondenceView) -> Html {
    let texts = [&one.rationale, &one.note];
    html! {
        <li>
            <p class="row">
                <b>{"This rule "}{&one.words}{":"}</b>
                if one.conflict {
                    <span class="ground__conflict">{"conflict"}</span>
                }
                if let Some(via) = &one.via {
                    <span class="suggested">{"inferred"}</span>
                    <span class="xs muted">{"by way of "}{ address::link(via) }</span>
                } else if one.turned {
                    <span class="suggested">{"inferred"}</span>
                    <span class="xs muted">{"stated from the other side"}</span>
                } else {
                    <span class="xs muted">{"stated"}</span>
                }
            </p>
            for other in &one.rules {
                <div key={other.link.id.clone()}>
                    <p class="rule__where"><a href={address::rule_set(&other.set.id)}>{whose(other)}</a>{", "}{&other.pinpoint}</p>
                    <h3 class="rule__title">{ address::link(&other.link) }</h3>
                    <p class="row">{ modality::of_rule(other.modality, other.set.suggested) }{ binding::of_set(&other.set) }</p>
                    <p class="rule__text">{&other.text}</p>
                </div>
            }
            if !one.unknown.is_empty() {
                <p class="small">{"Not loaded here: "}<code>{one.unknown.join(", ")}</code></p>
            }
            if !one.together_with.is_empty() {
                <p class="small">{"Stated of this rule together with "}
                    for (at, link) in one.together_with.iter().enumerate() {
                        if at > 0 {
                            {", "}
                        }
                        { address::link(link) }
                    }
                </p>
            }
            for text in texts.into_iter().filter(|text| !text.is_empty() && one.via.is_none()) {
                <p class="small">{text}</p>
            }
            if !one.confidence.is_empty() {
                <p class="xs muted">{"How sure its authors are: "}{&one.confidence}</p>
            }
        </li>
    }
}

/// A community's name comes first, because its rule sets are often called by a path or a generic title.
fn whose(other: &OtherRule) -> String {
    let set = &other.set;
    let named = set
        .title
        .contains(set.issuer.split_whitespace().next().unwrap_or_default());
    if set.community.is_none() || named {
        set.title.clone()
    } else {
        [&set.issuer, ": ", &set.title].concat()
    }
}

fn view_others(rule: &RuleView, scene: &Scene<'_>) -> Html {
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
    let hidden = scene.store.unsuggested;
    let reach = scene.reach.clone();
    let onclick = Callback::from(move |_: MouseEvent| reach.dispatch(Action::Unsuggested(!hidden)));
    let body = html! {
        <>
            <p class="row no-print">
                <button class="btn" type="button" aria-pressed={if hidden { "true" } else { "false" }} {onclick}>{"Hide suggestions"}</button>
                if hidden {
                    <span class="small muted">{"Machine-made suggestions stay hidden in this browser until you show them again."}</span>
                }
            </p>
            if !hidden {
                { body }
            }
        </>
    };
    page_head::section("others", "Who else has a rule on this", body)
}

fn view_other(other: &OtherRule) -> Html {
    html! {
        <li key={other.link.id.clone()}>
            <p class="rule__where"><a href={address::rule_set(&other.set.id)}>{whose(other)}</a>{", "}{&other.pinpoint}</p>
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
