//! Everybody's rules on one topic: the backstop first, then who goes along freely, then who is silent. Never mixes the groups.

use ident::Binding;
use protocol::{Ask, Filter, TopicAsk, TopicGroup, TopicView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use super::topics::coverage;
use crate::components::facets::{Facets, applied, facets, find};
use crate::components::pager::{Part, pager};
use crate::components::rule_card::{CardPlace, copy_button, rule_card};
use crate::components::{binding, crumbs, modality, number, page_head, set_line, state};
use crate::html::html;
use crate::route::{Route, TopicPlace};

/// Rules of a full part, as the engine cuts them.
const STEP: u32 = 40;

/// What the page asks.
pub fn ask(place: &TopicPlace) -> Ask {
    let TopicPlace {
        topic,
        filter,
        offset,
    } = place.clone();
    Ask::Topic(TopicAsk {
        topic,
        filter,
        offset,
    })
}

/// One topic.
pub fn view(place: &TopicPlace, scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    let topic = place.topic;
    let change = scene.on_filter(move |filter| {
        Route::Topic(TopicPlace {
            topic,
            filter,
            offset: 0,
        })
    });
    answered(scene.page(), |view: &TopicView| {
        view_topic(view, place, &change, &tools)
    })
}

fn view_topic(
    view: &TopicView,
    place: &TopicPlace,
    change: &Callback<Filter>,
    tools: &Tools,
) -> Html {
    let topic = place.topic;
    let at = |offset| {
        Route::Topic(TopicPlace {
            offset,
            ..place.clone()
        })
        .href()
        .into()
    };
    let below = html! {
        <>
            <div class="topic__coverage">{ coverage(&view.row) }{ modality::bar(&view.row.forces) }</div>
            <div class="row no-print">{ copy_button(Route::Topic(place.clone()).href().into(), topic.label(), false, &tools.copy_link) }</div>
        </>
    };
    html! {
        <div class="stack">
            { page_head::page_head(
                crumbs::crumbs(&[("#/topics".into(), "Topics".into())], topic.label()),
                topic.label(),
                &view.row.about,
                below,
            ) }
            <div class="cols-main cols-main--facets">
                { facets(&Facets { label: "Filter rules", facets: &view.facets, filter: &place.filter, on_change: change, folded: false, fold: &tools.fold }) }
                <div class="stack">
                    { find("find-rule", "Find in these rules", &place.filter, change) }
                    <p role="status" class="small">{number::of(view.total, "rule", "rules")}</p>
                    { applied(&view.facets, &place.filter, change) }
                    if view.groups.is_empty() {
                        { state::nothing_fits() }
                    }
                    <div class="topic__groups">
                        for group in &view.groups {
                            { view_group(group, tools) }
                        }
                    </div>
                    { pager("rules", part(view), &at) }
                    if !view.silent.is_empty() {
                        { view_silent(view) }
                    }
                </div>
            </div>
        </div>
    }
}

/// Which of the rules are on the page.
fn part(view: &TopicView) -> Part {
    let shown = view.groups.iter().map(|group| number::len(&group.rules));
    Part {
        offset: view.offset,
        shown: shown.sum(),
        total: view.total,
        step: STEP,
    }
}

fn view_group(group: &TopicGroup, tools: &Tools) -> Html {
    let place = CardPlace {
        within_set: false,
        within_topic: true,
    };
    html! {
        <section key={group.binding.as_str()} class={classes!(binding::line(group.binding), "topic__group")}
            aria-label={heading(group.binding)}>
            <h2>{heading(group.binding)}{" "}<span class="topic__count num">{number::count(group.total)}</span></h2>
            for card in &group.rules {
                { rule_card(card, place, &tools.cards()) }
            }
        </section>
    }
}

fn view_silent(view: &TopicView) -> Html {
    html! {
        <details class="topic__silent">
            <summary>{number::of(number::len(&view.silent), "examined rule set is", "examined rule sets are")}{" silent on this"}</summary>
            <p class="small muted">{"Silent: the rule set was examined and has no rule on this topic. It does not mean that its issuer has no view."}</p>
            <ul class="topic__silent-list">
                for set in &view.silent {
                    <li key={set.id.clone()}>{ set_line::short(set) }</li>
                }
            </ul>
        </details>
    }
}

/// What a group of rules is to a reader.
const fn heading(binding: Binding) -> &'static str {
    match binding {
        Binding::Law => "Law in force, the backstop",
        Binding::Participants => "Communities, binding those who take part",
        Binding::Voluntary => "Public commitments, voluntary",
        Binding::Pending => "Not yet in force, or not adopted",
        Binding::Ended => "No longer in force",
    }
}
