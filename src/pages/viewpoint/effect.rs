//! What a viewpoint changes, beside another's, and who recognises whom. Never ranks one above the other.

use ident::Standing;
use protocol::{DifferenceRow, StandingCount, ViewpointDifferenceView, ViewpointView};
use yew::prelude::*;

use super::add;
use crate::components::{address, attestation, number, standing, state};
use crate::html::html;
use crate::pages::{BESIDE, Scene};
use crate::route::{Route, ViewpointPlace};
use crate::store::Loaded;

/// More rows than this stand behind a summary.
const SHOWN: usize = 10;

/// Standings under the reader's choice and another's, and what stands differently.
pub fn view(view: &ViewpointView, place: &ViewpointPlace, scene: &Scene<'_>) -> Html {
    let loaded = &scene.loaded[BESIDE];
    let body = match (loaded, loaded.get::<ViewpointDifferenceView>()) {
        (_, Some(difference)) => view_difference(difference),
        (Loaded::Failed(fault), None) => state::failed(fault.words()),
        _ => state::loading(),
    };
    html! {
        <div class="stack" aria-busy={loaded.busy().then_some("true")}>
            { view_others(view, place) }
            { body }
        </div>
    }
}

fn view_others(view: &ViewpointView, place: &ViewpointPlace) -> Html {
    let nobody = Route::Viewpoint(ViewpointPlace::default()).href();
    html! {
        <nav class="row small eyes" aria-label="Compare with">
            <span>{"Compare with "}</span>
            <a href={nobody} aria-current={place.with.is_empty().then_some("true")}>{"nobody chosen"}</a>
            for one in &view.communities {
                <a key={one.choice.id.clone()} href={add::with(&one.choice.id)} aria-current={(place.with == one.choice.id).then_some("true")}>
                    {"readers who chose "}{&one.link.name}
                </a>
            }
        </nav>
    }
}

fn view_difference(difference: &ViewpointDifferenceView) -> Html {
    let (first, rest) = difference.rows.split_at(difference.rows.len().min(SHOWN));
    html! {
        <div class="stack">
            <p role="status">{&difference.words}</p>
            { view_counts(difference) }
            if !difference.rows.is_empty() {
                <h3>{"Statements that stand differently"}</h3>
                <ul class="choices">{ for first.iter().map(view_row) }</ul>
                if !rest.is_empty() {
                    <details><summary class="small">{rest.len()}{" more"}</summary><ul class="choices">{ for rest.iter().map(view_row) }</ul></details>
                }
            }
            if !difference.sets.is_empty() {
                <h3>{"Rule sets that stand differently"}</h3>
                <ul class="choices">
                    for (set, (mine, theirs)) in &difference.sets {
                        <li key={set.id.clone()}><div>{ address::link(set) }</div>{ view_pair(*mine, *theirs) }</li>
                    }
                </ul>
            }
        </div>
    }
}

fn view_counts(difference: &ViewpointDifferenceView) -> Html {
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Standings under two viewpoints">
            <table class="twin twin--eyes">
                <caption class="vh">{"Standings under two viewpoints"}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"Standing"}</th>
                        <th scope="col" class="r">{"You"}<p class="xs muted">{&difference.mine.name}</p></th>
                        <th scope="col" class="r">{"Other"}<p class="xs muted">{&difference.theirs.name}</p></th>
                    </tr>
                </thead>
                <tbody>
                    for (mine, theirs) in &difference.counts {
                        <tr key={mine.standing.as_str()}>
                            <th scope="row">{ standing::badge(mine.standing) }</th>
                            { view_count(mine) }
                            { view_count(theirs) }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn view_count(count: &StandingCount) -> Html {
    html! {
        <td class="r num">
            {number::of(count.attestations, "statement", "statements")}
            <p class="xs muted">{number::of(count.rule_sets, "rule set", "rule sets")}</p>
        </td>
    }
}

fn view_row(row: &DifferenceRow) -> Html {
    html! {
        <li key={row.row.id.clone()}>
            <div>
                <a href={attestation::address_of(&row.row.id)}>{&row.row.says}</a>
                <p class="xs muted">{&row.words}</p>
            </div>
            { view_pair(row.row.standing, row.theirs) }
        </li>
    }
}

/// How it stands for both, one below the other.
fn view_pair(mine: Standing, theirs: Standing) -> Html {
    html! {
        <dl class="pair">
            <div><dt>{"You"}</dt><dd>{ standing::badge(mine) }</dd></div>
            <div><dt>{"Other"}</dt><dd>{ standing::badge(theirs) }</dd></div>
        </dl>
    }
}

/// Signed recognitions, then those that somebody only states.
pub fn view_recognitions(view: &ViewpointView) -> Html {
    html! {
        <div class="stack">
            if view.recognitions.is_empty() {
                <p class="small">{"Nobody that is loaded has signed a recognition."}</p>
            } else {
                <h3>{"Signed"}</h3>
                { super::super::verdict::view_recognitions(&view.recognitions) }
            }
            if !view.claimed.is_empty() {
                <h3>{"Stated with a source, signed by nobody"}</h3>
                <p class="small muted">{"None of these adds anybody to any viewpoint."}</p>
                { view_claimed(view) }
            }
        </div>
    }
}

fn view_claimed(view: &ViewpointView) -> Html {
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Stated recognition">
            <table class="twin twin--stack">
                <caption class="vh">{"Who states what about whom, and what comes back"}</caption>
                <thead><tr><th scope="col">{"Who"}</th><th scope="col">{"Says"}</th><th scope="col">{"About whom"}</th><th scope="col">{"Back the other way"}</th></tr></thead>
                <tbody>
                    for one in &view.claimed {
                        <tr>
                            <th scope="row">{ address::who(&one.from) }</th>
                            <td>{&one.says}</td>
                            <td>{ address::who(&one.to) }<p class="xs muted">{&one.statement}</p></td>
                            <td class="own" data-head="Back the other way">
                                if one.back.is_empty() {
                                    <span class="muted">{"silent"}</span>
                                } else {
                                    {&one.back}
                                }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}
