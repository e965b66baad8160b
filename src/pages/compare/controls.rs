//! What a reader can change about a comparison besides its rule sets: filters, grounds, suggestions, the day; and how
//! all is counted. Never filters anything itself.

use protocol::{Comparison, Ground};
use yew::{Callback, Event, Html};

use super::Hands;
use crate::components::facets::{Facets, facets};
use crate::components::field::value_of;
use crate::components::number;
use crate::html::html;
use crate::route::{ComparePlace, CompareView};

const GROUNDS: [(Ground, &str); 4] = [
    (Ground::Stated, "Stated to correspond"),
    (Ground::Inferred, "Inferred from two statements"),
    (Ground::Similar, "Similar text, suggested"),
    (Ground::SameTopic, "Same topic only"),
];

/// The bar above a comparison.
pub fn controls(
    comparison: &Comparison,
    place: &ComparePlace,
    view: CompareView,
    hands: &Hands,
) -> Html {
    let look = |change: &dyn Fn(&mut ComparePlace)| {
        let mut next = ComparePlace {
            offset: 0,
            selected: String::new(),
            ..place.clone()
        };
        change(&mut next);
        hands.look.reform(move |_: Event| next.clone())
    };
    let silent = look(&|next| next.hide_silent = !next.hide_silent);
    let suggestions = look(&|next| next.hide_suggestions = !next.hide_suggestions);
    let day: Callback<Event> = {
        let here = place.clone();
        hands.look.reform(move |event: Event| ComparePlace {
            as_of: value_of(&event),
            selected: String::new(),
            ..here.clone()
        })
    };
    html! {
        <>
            <div class="compare__bar">
                { facets(&Facets { label: "Filter rules", facets: &comparison.facets, filter: &place.filter, on_change: &hands.filter, folded: true, fold: &hands.tools.fold }) }
                <label class="compare__day no-print">
                    <span>{"As of"}</span>
                    <input type="date" value={place.as_of.clone()} onchange={day} />
                </label>
            </div>
            <details class="compare__looks no-print" open={looks_open(place)}>
                <summary>{"How rules are lined up"}</summary>
                <div class="compare__bar">
                <fieldset class="compare__grounds">
                    <legend>{"Rules beside each other because"}</legend>
                    for (ground, words) in GROUNDS {
                        { view_ground(ground, words, comparison, place, &look(&|next| flip(&mut next.grounds, ground))) }
                    }
                </fieldset>
                <label class="tick">
                    <input type="checkbox" checked={place.hide_suggestions} onchange={suggestions} />
                    <span>{"Hide suggestions"}</span>
                </label>
                if view != CompareView::Changes {
                    <label class="tick">
                        <input type="checkbox" checked={place.hide_silent} onchange={silent} />
                        <span>{"Hide topics on which all are silent"}</span>
                    </label>
                }
                </div>
            </details>
        </>
    }
}

/// Choices that are not the usual ones are in sight.
fn looks_open(place: &ComparePlace) -> bool {
    !place.grounds.is_empty() || place.hide_suggestions || place.hide_silent
}

fn flip(grounds: &mut Vec<Ground>, ground: Ground) {
    match grounds.iter().position(|one| *one == ground) {
        Some(at) => drop(grounds.remove(at)),
        None => grounds.push(ground),
    }
}

fn view_ground(
    ground: Ground,
    words: &'static str,
    comparison: &Comparison,
    place: &ComparePlace,
    onchange: &Callback<Event>,
) -> Html {
    let found = comparison.grounds.iter().find(|(one, _)| *one == ground);
    let count = found.map_or(0, |(_, count)| *count);
    let checked = place.grounds.contains(&ground);
    let dead = count == 0 && !checked;
    html! {
        <label class={if dead { "tick muted" } else { "tick" }}>
            <input type="checkbox" {checked} disabled={dead} {onchange} />
            <span>{words}</span>
            <span class="count">{number::count(count)}</span>
        </label>
    }
}

/// Where the statements about correspondence come from; nothing if none is shown.
pub fn collections(comparison: &Comparison) -> Html {
    if comparison.collections.is_empty() {
        return Html::default();
    }
    html! {
        <section class="compare__sources small" aria-labelledby="collections">
            <h2 id="collections">{"Who says that rules correspond"}</h2>
            <ul>
                for one in &comparison.collections {
                    <li key={one.title.clone()}><b>{&one.title}</b>{". "}{&one.provenance}</li>
                }
            </ul>
        </section>
    }
}

/// How everything here is counted, in one click.
pub fn method(view: CompareView) -> Html {
    let lines: &[&str] = if view == CompareView::Changes {
        &[
            "Rules of both rule sets are paired by id, then by what the publisher says of withdrawn rules, by equal words, and last by likeness of words, which is marked as suggested.",
            "Every rule of the older and every rule of the newer rule set has exactly one fate. Changed means other words; moved means the same words under another heading, number or order.",
            "A filter keeps a fate if the older or the newer rule fits it; so does a ground, which tells what a rule stands beside in the other views. Words compared are those of the atlas: paraphrases for its own facts.",
        ]
    } else {
        &[
            "Every rule has one topic and stands in one cell. A cell holds rules, or says silent: the rule set was examined and has no rule on it. It does not mean that the issuer has no view.",
            "Not examined: the publisher states no topics, and none of its rules is suggested to be on this one.",
            "Rules stand beside each other on four grounds, always told apart: somebody stated it, it follows from two statements, the texts share rare words (suggested; topics with more than 120 rules are left out), or only the topic is the same. Rules are counted under the one ground that puts them on their line; a filter changes no ground.",
            "Numbers are lined up if their parameters have the same name or are the only ones for their purpose. A number is called stricter only where unit, purpose and currency agree, and never because of the rule around it: what starts the clock may differ. Wordings of foreign rules are searched for numbers on topics with up to 120 of them.",
            "There is no score. Every count here is the number of cells or rules you see.",
        ]
    };
    html! {
        <details class="compare__method">
            <summary>{"How this is counted"}</summary>
            <ul>{ for lines.iter().map(|line| html! { <li key={*line}>{*line}</li> }) }</ul>
        </details>
    }
}
