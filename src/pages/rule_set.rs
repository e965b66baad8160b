//! One rule set: what it is, when it applies, its outline and its rules. Never shows more rules than one part holds.

use protocol::{Ask, Filter, Grouping, OutlineEntry, RuleSetAsk, RuleSetView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::rule_set_about as about;
use super::tools::Tools;
use crate::components::facets::{Facets, applied, facets, find};
use crate::components::pager::{Part, pager};
use crate::components::rule_card::{CardPlace, rule_card};
use crate::components::{modality, number, outline, page_head, segment, state, ties, versions};
use crate::html::html;
use crate::route::{Route, RuleSetPlace};

/// Rules of one part: most of our rule sets fit whole, and a catalog of a thousand stays quick.
const STEP: u32 = 60;

/// What the page asks.
pub fn ask(place: &RuleSetPlace) -> Ask {
    Ask::RuleSet(RuleSetAsk {
        id: place.id.clone(),
        group: place.group,
        filter: place.filter.clone(),
        offset: place.offset,
        limit: STEP,
    })
}

/// The page of one rule set.
pub fn view(place: &RuleSetPlace, scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    let here = place.clone();
    let change = scene.on_filter(move |filter| {
        Route::RuleSet(RuleSetPlace {
            filter,
            offset: 0,
            selected: String::new(),
            ..here.clone()
        })
    });
    answered(scene.page(), |set: &RuleSetView| {
        view_set(set, place, &change, &tools)
    })
}

/// The element a link leads to: a rule's card, the list of a later part, or nothing in particular.
pub fn target(place: &RuleSetPlace) -> Option<String> {
    if !place.selected.is_empty() {
        Some([&place.id, "/", &place.selected].concat())
    } else {
        (place.offset > 0).then(|| "rules".to_owned())
    }
}

fn view_set(
    set: &RuleSetView,
    place: &RuleSetPlace,
    change: &Callback<Filter>,
    tools: &Tools,
) -> Html {
    html! {
        <div>
            { about::head(set, tools) }
            { about::about(set) }
            <div class="cols-main ruleset">
                <aside class="ruleset__aside" aria-label="Outline">{ view_outline(set, place, change) }</aside>
                <section class="ruleset__rules" aria-labelledby="rules">{ view_rules(set, place, change, tools) }</section>
            </div>
            if !set.says.is_empty() || !set.said.is_empty() {
                { page_head::section("relations", "Relations", ties::both(&set.head.title, &set.says, &set.said)) }
            }
            { versions::versions(&set.versions) }
        </div>
    }
}

fn view_outline(set: &RuleSetView, place: &RuleSetPlace, change: &Callback<Filter>) -> Html {
    let at = |number: u32, rule: &str| {
        let local = rule.split_once('/').map_or(rule, |(_, local)| local);
        let place = RuleSetPlace {
            offset: number / STEP * STEP,
            selected: local.to_owned(),
            ..place.clone()
        };
        Route::RuleSet(place).href().into()
    };
    html! {
        <>
            <h2 class="ruleset__count">{number::of(set.head.rules, "rule", "rules")}</h2>
            { modality::bar(&set.head.forces) }
            { find("find-rule", "Find in this rule set", &place.filter, change) }
            <nav class="ruleset__outline no-print" aria-label="Rules in order">{ outline::outline(&set.outline, &at) }</nav>
        </>
    }
}

fn view_rules(
    set: &RuleSetView,
    place: &RuleSetPlace,
    change: &Callback<Filter>,
    tools: &Tools,
) -> Html {
    let part = Part {
        offset: set.offset,
        shown: number::len(&set.rules),
        total: set.total,
        step: STEP,
    };
    let at = |offset| {
        Route::RuleSet(RuleSetPlace {
            offset,
            selected: String::new(),
            ..place.clone()
        })
        .href()
        .into()
    };
    let cards = tools.cards();
    let card_place = CardPlace {
        within_set: true,
        within_topic: set.group == Grouping::ByTopic,
    };
    html! {
        <>
            <div class="ruleset__bar">
                <h2 id="rules" tabindex="-1">{"Rules"}</h2>
                { view_groupings(set, place) }
            </div>
            { facets(&Facets { label: "Filter rules", facets: &set.facets, filter: &place.filter, on_change: change, folded: true, fold: &tools.fold }) }
            { applied(&set.facets, &place.filter, change) }
            <p role="status" class="xs muted">{ counted(set, part) }</p>
            if set.rules.is_empty() {
                { view_empty(set) }
            }
            <div class="ruleset__cards">
                for (headings, card) in outline::under_headings(&set.outline, &set.rules) {
                    { for headings.into_iter().map(view_heading) }
                    { rule_card(card, card_place, &cards) }
                }
            </div>
            { pager("rules", part, &at) }
        </>
    }
}

fn view_groupings(set: &RuleSetView, place: &RuleSetPlace) -> Html {
    let choices = [
        ("As published", Grouping::AsPublished),
        ("By topic", Grouping::ByTopic),
        ("By who is bound", Grouping::ByBound),
    ]
    .map(|(name, group)| {
        let place = RuleSetPlace {
            group,
            offset: 0,
            selected: String::new(),
            ..place.clone()
        };
        (
            name,
            Route::RuleSet(place).href().into(),
            set.group == group,
        )
    });
    segment::segment("Grouping", &choices)
}

fn counted(set: &RuleSetView, part: Part) -> Html {
    html! {
        <>
            if set.total < set.head.rules {
                {number::count(set.total)}{" of "}
            }
            {number::of(set.head.rules, "rule", "rules")}
            if part.shown < set.total {
                {", "}{number::count(part.offset.saturating_add(1))}{" to "}
                {number::count(part.offset.saturating_add(part.shown))}{" shown"}
            }
            if set.head.suggested {
                {". Topics and forces are suggested by this program; the publisher did not state them"}
            }
        </>
    }
}

fn view_empty(set: &RuleSetView) -> Html {
    if set.head.rules == 0 {
        state::empty(
            "No rule in it",
            html! { <p>{"The file names this rule set, but it holds no rule that could be read."}</p> },
        )
    } else {
        state::empty(
            "No rule fits these filters",
            html! { <p>{"Take one of them away to see more."}</p> },
        )
    }
}

fn view_heading(entry: &OutlineEntry) -> Html {
    html! {
        <h3 class="ruleset__heading">
            if !entry.pinpoint.is_empty() {
                <span class="muted">{&entry.pinpoint}{" "}</span>
            }
            {&entry.title}
        </h3>
    }
}
