//! One community: how it decides, what it asks, to whom it is tied, and what stands behind that. Never judges it.

use ident::{Confidence, Standing};
use protocol::{CommunityView, Filter};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::{
    address, crumbs, day, facts, mechanism, number, page_head, rule_card, set_line, state, ties,
    topic_chip, versions,
};
use crate::html::html;
use crate::route::{NetworkPlace, Route};

/// Longer lists of members stand behind a summary.
const MEMBERS_SHOWN: usize = 12;

/// The page of one community.
pub fn view(scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    answered(scene.page(), |community: &CommunityView| {
        view_community(community, &tools)
    })
}

fn view_community(community: &CommunityView, tools: &Tools) -> Html {
    html! {
        <div>
            { page_head::page_head(view_crumbs(community), &community.name, &community.decision_making, view_buttons(community, tools)) }
            <div class="cols-main cols-main--aside">
                <div>
                    { view_sets(community) }
                    if community.rules > 0 {
                        { view_topics(community) }
                    }
                    if !community.evidence.is_empty() {
                        { view_evidence(community) }
                    }
                    { view_ties(community) }
                    { versions::versions(&community.versions) }
                    { view_standing(community) }
                </div>
                <aside aria-label={["About ", &community.name].concat()}>{ view_about(community) }</aside>
            </div>
        </div>
    }
}

fn view_crumbs(community: &CommunityView) -> Html {
    let kind = Filter {
        kinds: vec![community.kind],
        ..Filter::default()
    };
    crumbs::crumbs(
        &[
            (
                Route::Communities(Filter::default()).href().into(),
                "Communities".into(),
            ),
            (
                Route::Communities(kind).href().into(),
                community.kind.label().into(),
            ),
        ],
        &community.name,
    )
}

fn view_buttons(community: &CommunityView, tools: &Tools) -> Html {
    let network = Route::Network(NetworkPlace {
        selected: community.id.clone(),
        ..NetworkPlace::default()
    });
    html! {
        <div class="row no-print">
            if let Some(set) = community.sets.first() {
                { rule_card::compare_button(&set.id, &set.title, false, &tools.cards()) }
            }
            <a class="btn" href={network.href()}>{"See in the network"}</a>
            <a class="btn" href={Route::backstop(&community.id).href()}>{"Against what binds it"}</a>
            { rule_card::copy_button(address::community(&community.id), &community.name, false, &tools.copy_link) }
        </div>
    }
}

fn view_sets(community: &CommunityView) -> Html {
    let body = if community.sets.is_empty() {
        state::empty(
            "No rule set of its own in this atlas",
            html! { <p>{"It is here because others are tied to it."}</p> },
        )
    } else {
        html! { <div>{ for community.sets.iter().map(set_line::set_line) }</div> }
    };
    page_head::section("sets", "Rule sets", body)
}

fn view_topics(community: &CommunityView) -> Html {
    let body = html! {
        <>
            { topic_chip::counted(&community.topics) }
            if !community.silent.is_empty() {
                <h3>{"Silent on "}{number::of(number::len(&community.silent), "topic", "topics")}</h3>
                { topic_chip::silent(&community.silent) }
                <p class="xs muted">{"Silent: the rule sets that were examined have no rule on it."}</p>
            }
        </>
    };
    page_head::section("topics", "What it speaks about", body)
}

fn view_evidence(community: &CommunityView) -> Html {
    let body = html! {
        <ul class="dots small">
            for (what, rule) in &community.evidence {
                <li>{what}{", asked by "}{ address::link(rule) }</li>
            }
        </ul>
    };
    page_head::section("evidence", "What would show that its rules are kept", body)
}

fn view_ties(community: &CommunityView) -> Html {
    if community.says.is_empty() && community.said.is_empty() {
        return Html::default();
    }
    page_head::section(
        "relations",
        "Relations",
        ties::both(&community.name, &community.says, &community.said),
    )
}

fn view_standing(community: &CommunityView) -> Html {
    if community.sets.is_empty()
        || community
            .sets
            .iter()
            .any(|set| set.standing != Standing::Unsigned)
    {
        return Html::default();
    }
    let hint = html! { <p>{"No signature was found over its rule sets. What you read here are claims, each with its source."}</p> };
    page_head::section(
        "signatures",
        "Signatures",
        state::empty("Nothing signed", hint),
    )
}

fn view_about(community: &CommunityView) -> Html {
    let founded = [
        &*day::text(&community.founded),
        &noted(&community.founded_note),
    ]
    .concat();
    html! {
        <>
            <div class="part part--side">
                { facts::facts(html! {
                    <>
                        { facts::words("Kind", community.kind.label()) }
                        { facts::words("Since", founded.trim()) }
                        { facts::words("Size", &community.scale) }
                        if !community.url.is_empty() {
                            { facts::fact("Site", facts::web(&community.url)) }
                        }
                        { facts::words("These facts", match community.confidence {
                            Confidence::Read => "Source read",
                            Confidence::Memory => "From memory, source not read",
                        }) }
                    </>
                }) }
            </div>
            if community.rules > 0 {
                <section class="part part--side" aria-labelledby="leans">
                    <h2 id="leans">{"What its rules lean on"}</h2>
                    { mechanism::bars(&community.mechanisms, community.rules) }
                    <p class="small"><a href={Route::mechanisms(vec![community.id.clone()]).href()}>{"Compare with others"}</a></p>
                    <p class="xs muted">
                        {"Of "}{number::of(community.rules, "rule", "rules")}
                        {" in force; a rule can lean on several. The reading is the atlas author’s, not that of the community."}
                    </p>
                </section>
            }
            if !community.members.is_empty() {
                <section class="part part--side small" aria-labelledby="members">
                    <h2 id="members">{"Members named"}</h2>
                    { facts::names(&community.members, MEMBERS_SHOWN) }
                </section>
            }
            if !community.notes.is_empty() {
                <section class="part part--side small" aria-labelledby="notes">
                    <h2 id="notes">{"Notes"}</h2>
                    <p>{&community.notes}</p>
                </section>
            }
        </>
    }
}

fn noted(note: &str) -> String {
    if note.is_empty() {
        String::new()
    } else {
        [" (", note, ")"].concat()
    }
}
