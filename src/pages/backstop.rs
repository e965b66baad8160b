//! A body's rules against the public rules that bind it: where they exceed, meet, fall below, overlap, conflict, and
//! where there is silence. Never compares what nobody stated to correspond, never makes one number of it.

use ident::Topic;
use protocol::{
    Ask, BackstopAsk, BackstopInstrument, BackstopRow, BackstopView, Filter, InstrumentChoice,
    Stance, StanceCounts,
};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::backstop_row::view_row;
use super::tools::Tools;
use crate::components::choice::choice;
use crate::components::data_table::data_table;
use crate::components::facets::{Facets, applied, facets};
use crate::components::pager::{Part, pager};
use crate::components::rule_card::{backing, copy_button};
use crate::components::{address, crumbs, number, page_head, set_line, state};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// Rules drawn at a time.
const STEP: u32 = 60;

/// What a reader can do on the page.
struct Hands {
    filter: Callback<Filter>,
    subject: Callback<String>,
    against: Callback<Vec<String>>,
    tools: Tools,
}

/// What the page asks.
pub fn ask(place: &BackstopAsk) -> Ask {
    Ask::Backstop(BackstopAsk {
        limit: STEP,
        ..place.clone()
    })
}

/// The heading, and the title of the tab.
pub fn title(view: &BackstopView) -> String {
    match &view.subject {
        Some(subject) if view.preselected => [&subject.name, " and what binds it"].concat(),
        Some(subject) => [&subject.name, " beside public rules"].concat(),
        None => "Backstop: public rules behind everybody’s own".to_owned(),
    }
}

/// The page.
pub fn view(place: &BackstopAsk, scene: &Scene<'_>) -> Html {
    let (by_filter, by_choice) = (place.clone(), place.clone());
    let (address, go) = (scene.reach.address.clone(), scene.reach.address.clone());
    let hands = Hands {
        filter: scene.on_filter(move |filter| {
            Route::Backstop(BackstopAsk {
                filter,
                offset: 0,
                ..by_filter.clone()
            })
        }),
        // Another body is bound by other rules: what was chosen for the one before would mislead.
        subject: Callback::from(move |of: String| go.go(Route::backstop(&of))),
        against: Callback::from(move |against| {
            address.replace(Route::Backstop(BackstopAsk {
                against: Some(against),
                offset: 0,
                ..by_choice.clone()
            }));
        }),
        tools: scene.tools(),
    };
    answered(scene.page(), |view: &BackstopView| {
        view_page(view, place, &hands)
    })
}

fn view_page(view: &BackstopView, place: &BackstopAsk, hands: &Hands) -> Html {
    let title = title(view);
    let href = Route::Backstop(place.clone()).href().into();
    let controls = html! {
        <div class="row backstop__choose">
            { choice("subject", "Whose rules", "Show", &place.of, subjects(view), &hands.subject) }
            if view.subject.is_some() {
                { copy_button(href, "", false, &hands.tools.copy_link) }
            }
        </div>
    };
    let lede = if view.subject.is_some() {
        ""
    } else {
        "Communities make their own rules; public authority stays behind them for grave questions. Choose a body to see \
         which of its rules exceed, meet or fall below the law that is recorded to bind it, and where it is silent."
    };
    html! {
        <div class="stack backstop">
            { page_head::page_head(crumbs::crumbs(&[("#/compare".into(), "Compare".into())], &title), &title, lede, controls) }
            if view.subject.is_some() {
                { view_choices(view, place, hands) }
                { view_missing(view) }
                if view.instruments.is_empty() {
                    { view_nothing(view) }
                } else {
                    { view_result(view, place, hands) }
                }
            }
        </div>
    }
}

fn subjects(view: &BackstopView) -> impl Iterator<Item = (String, String)> {
    let nobody = (String::new(), "Choose a body or a rule set".to_owned());
    let known = view.subjects.iter();
    let listed = |id: &str| view.subjects.iter().any(|link| link.id == id);
    // A community's single rule set is reached from its page, not from this list.
    let own = view.subject.iter().filter(|link| !listed(&link.id));
    let entries: Vec<(String, String)> = std::iter::once(nobody)
        .chain(
            own.chain(known)
                .map(|link| (link.id.clone(), link.name.clone())),
        )
        .collect();
    entries.into_iter()
}

/// Every public instrument with a box to tick. The link says what is ticked, since the answer to it may still be on its
/// way; where the link says nothing, the answer does.
fn view_choices(view: &BackstopView, place: &BackstopAsk, hands: &Hands) -> Html {
    let ticked = |choice: &InstrumentChoice| match &place.against {
        Some(ids) => ids.contains(&choice.id),
        None => choice.chosen,
    };
    let chosen: Vec<String> = view
        .choices
        .iter()
        .filter(|choice| ticked(choice))
        .map(|choice| choice.id.clone())
        .collect();
    let flip = |id: &str| {
        let mut next = chosen.clone();
        match next.iter().position(|known| known == id) {
            Some(at) => drop(next.remove(at)),
            None => next.push(id.to_owned()),
        }
        hands.against.reform(move |_: Event| next.clone())
    };
    html! {
        <details class="backstop__choices no-print" open={!view.preselected || view.instruments.is_empty()}>
            <summary>{"Public instruments: "}{number::count(number::len(&chosen))}{" of "}{number::count(number::len(&view.choices))}{" chosen"}
                if view.preselected && !chosen.is_empty() {
                    {", those that are recorded to bind it"}
                }
            </summary>
            <ul class="backstop__ticks">
                for choice in &view.choices {
                    <li key={choice.id.clone()}>
                        <label class="tick">
                            <input type="checkbox" checked={ticked(choice)} onchange={flip(&choice.id)} />
                            <span>{&choice.title}<span class="xs muted">{" "}{&choice.about}
                                if choice.bound {
                                    {", recorded to bind it"}
                                }
                            </span></span>
                        </label>
                    </li>
                }
            </ul>
        </details>
    }
}

fn view_missing(view: &BackstopView) -> Html {
    if view.missing.is_empty() {
        return Html::default();
    }
    let what = if view.preselected {
        "Recorded to bind it, but not loaded here: "
    } else {
        "Of this link, but not loaded here: "
    };
    html! { <p class="state" role="status"><span><strong>{what}</strong><code>{view.missing.join(", ")}</code></span></p> }
}

fn view_nothing(view: &BackstopView) -> Html {
    let hint = if view.preselected {
        "That does not mean that nothing binds it: nobody recorded it in what is loaded. Choose instruments above."
    } else {
        "Choose at least one instrument above."
    };
    let title = if view.preselected {
        "No record of a public rule that binds it"
    } else {
        "No instrument chosen"
    };
    state::empty(title, html! { <p>{hint}</p> })
}

fn view_result(view: &BackstopView, place: &BackstopAsk, hands: &Hands) -> Html {
    let part = Part {
        offset: view.offset,
        shown: number::len(&view.rows),
        total: view.total,
        step: STEP,
    };
    html! {
        <>
            { view_own(view) }
            { view_table(view, place) }
            { view_numbers(view) }
            { view_method() }
            { facets(&Facets { label: "Filter public rules", facets: &view.facets, filter: &place.filter, on_change: &hands.filter, folded: true, fold: &hands.tools.fold }) }
            { applied(&view.facets, &place.filter, &hands.filter) }
            { view_stance_chosen(view, place) }
            if view.rows.is_empty() {
                { state::empty("Nothing fits", html! { <p>{"Take a filter away to see more."}</p> }) }
            }
            <div class="stack">{ for groups(view).into_iter().map(|(stance, rows)| view_group(stance, &rows, view)) }</div>
            { pager("rules", part, &|offset| Route::Backstop(BackstopAsk { offset, ..place.clone() }).href().into()) }
        </>
    }
}

/// Which rule sets were looked at, and how many of their rules somebody related to the public ones.
fn view_own(view: &BackstopView) -> Html {
    let [own, tied] = view.own;
    html! {
        <div class="small stack-s">
            if view.sets.is_empty() {
                <p>{"No rule set of this body is loaded, so nothing can be said about its own rules."}</p>
            } else {
                <p>
                    {"Looked at: "}
                    for (at, set) in view.sets.iter().enumerate() {
                        {if at > 0 { ", " } else { "" }}<a href={address::rule_set(&set.id)}>{&set.title}</a>
                    }
                    {" with "}{number::of(own, "rule", "rules")}{", of which "}<b>{number::count(tied)}</b>
                    {" are stated to correspond to one of the public rules below, or not to. The others say things that nobody related to them."}
                </p>
            }
            if !view.left_out.is_empty() {
                <p>{"Left out, because not in force: "}
                    for (at, set) in view.left_out.iter().enumerate() {
                        {if at > 0 { ", " } else { "" }}<a href={address::rule_set(&set.id)}>{&set.title}</a>{" ("}{set_line::capitalised(set.status)}{")"}
                    }
                </p>
            }
        </div>
    }
}

/// The counts, instrument by instrument; every number is a link to its rules.
fn view_table(view: &BackstopView, place: &BackstopAsk) -> Html {
    let shown: Vec<Stance> = Stance::ALL
        .into_iter()
        .filter(|stance| at(&view.counts, *stance) > 0)
        .collect();
    let mut heads = vec!["Public instrument"];
    heads.extend(shown.iter().map(|stance| name(*stance)));
    let cell = |count: u32, stance: Stance, against: Option<Vec<String>>| {
        let href = Route::Backstop(BackstopAsk {
            stance: Some(stance),
            against,
            offset: 0,
            ..place.clone()
        })
        .href();
        if count == 0 {
            html! { <td class="r" data-head={name(stance)}><span class="muted">{"none"}</span></td> }
        } else {
            html! { <td class="r" data-head={name(stance)}><a class="num" {href}>{number::count(count)}</a></td> }
        }
    };
    let mut rows: Vec<Html> = view
        .instruments
        .iter()
        .map(|one| {
            html! {
                <tr key={one.set.id.clone()}>
                    <th scope="row" class="own">{ view_instrument(one) }</th>
                    for &stance in &shown {
                        { cell(at(&one.counts, stance), stance, Some(vec![one.set.id.clone()])) }
                    }
                </tr>
            }
        })
        .collect();
    if view.instruments.len() > 1 {
        rows.push(html! {
            <tr key="all">
                <th scope="row" class="own">{"Together"}</th>
                for &stance in &shown {
                    { cell(at(&view.counts, stance), stance, place.against.clone()) }
                }
            </tr>
        });
    }
    data_table(
        "How many public rules stand in which relation to the rules of the body",
        "backstop twin--stack",
        &heads,
        rows.into_iter().collect(),
    )
}

fn view_instrument(one: &BackstopInstrument) -> Html {
    html! {
        <div class="stack-s">
            <p>{ set_line::short(&one.set) }</p>
            <p class="xs">
                {set_line::capitalised(one.set.status)}
                if !one.territory.is_empty() {
                    {"; holds in: "}<b>{&one.territory}</b>
                }
            </p>
            if one.ties.is_empty() {
                <p class="xs muted">{"Chosen by you; nothing is recorded about whether it binds this body."}</p>
            }
            for tie in &one.ties {
                <p class="xs muted">{"Recorded: "}{&tie.statement}{" "}
                    {tie.confidence.map_or("Support not stated", |confidence| backing(confidence, tie.source_class))}{". "}
                    if !tie.source_url.is_empty() {
                        <a href={tie.source_url.clone()} rel="noopener noreferrer">{"Source"}</a>
                    }
                </p>
            }
        </div>
    }
}

fn view_numbers(view: &BackstopView) -> Html {
    let [stricter, same, less, not] = view.numbers;
    if stricter + same + less + not == 0 {
        return Html::default();
    }
    html! {
        <p class="small">
            {"Numbers of corresponding rules, judged one by one: the body’s own is stricter in "}<b>{number::count(stricter)}</b>
            {", the same in "}<b>{number::count(same)}</b>{", less strict in "}<b>{number::count(less)}</b>
            {", and not comparable in "}<b>{number::count(not)}</b>{". Each stands with its rules below, with the reason."}
        </p>
    }
}

fn view_method() -> Html {
    html! {
        <details class="small prose">
            <summary>{"How this is counted"}</summary>
            <p>{"Every rule of the chosen instruments is counted once. How the body stands to it comes from mappings alone: \
                 statements, drafted by the atlas’s authors with machine help or brought with a file, that one rule asks for \
                 as much as, more than or less than another, or partly for something else. A statement made from the other \
                 side is turned round; what follows from two statements is marked inferred. If several statements meet in a \
                 rule, the first of this order counts: conflicts, exceeds, meets, falls below, overlaps; all of them are shown."}</p>
            <p>{"Numbers (days, money, shares of turnover, computing power) are compared only between rules that a statement \
                 ties together, and only if they are for the same thing. They never change how a rule is counted."}</p>
            <p>{"A rule on the same topic that nobody related is shown as not compared. Silent means that the body’s rule sets \
                 were examined and have no rule on the topic. Where topics were only suggested by this program, or no rule set \
                 is loaded, it is not examined instead. None of this is legal advice, nor a finding that anybody complies."}</p>
        </details>
    }
}

fn view_stance_chosen(view: &BackstopView, place: &BackstopAsk) -> Html {
    let all = Route::Backstop(BackstopAsk {
        stance: None,
        offset: 0,
        ..place.clone()
    })
    .href();
    html! {
        <p role="status" class="small">
            {number::of(view.total, "public rule", "public rules")}
            if let Some(stance) = place.stance {
                {": only “"}{name(stance)}{"”. "}<a href={all}>{"Show all"}</a>
            }
        </p>
    }
}

fn groups(view: &BackstopView) -> Vec<(Stance, Vec<&BackstopRow>)> {
    let mut groups: Vec<(Stance, Vec<&BackstopRow>)> = Vec::new();
    for row in &view.rows {
        match groups.last_mut() {
            Some((stance, rows)) if *stance == row.stance => rows.push(row),
            _ => groups.push((row.stance, vec![row])),
        }
    }
    groups
}

fn view_group(stance: Stance, rows: &[&BackstopRow], view: &BackstopView) -> Html {
    html! {
        <section key={name(stance)} aria-label={name(stance)}>
            <h2><span aria-hidden="true">{sign(stance)}{" "}</span>{name(stance)}{" "}<span class="muted num">{number::count(at(&view.counts, stance))}</span></h2>
            <p class="small muted">{meaning(stance)}</p>
            <div class="backstop__rows">
                for row in rows {
                    { view_row(row, &compare_on(row, view)) }
                }
            </div>
        </section>
    }
}

/// Where a reader can lay both sides' rules on the topic beside each other.
fn compare_on(row: &BackstopRow, view: &BackstopView) -> String {
    let ids = std::iter::once(&row.card.set)
        .chain(view.sets.iter().map(|set| &set.id))
        .take(crate::store::MAX_IN_TRAY);
    let place = ComparePlace::of(ids.cloned().collect());
    let topics: Vec<Topic> = row.card.topic.into_iter().collect();
    Route::Compare(ComparePlace {
        filter: Filter {
            topics,
            ..Filter::default()
        },
        view: CompareView::for_sets(place.sets.len()),
        ..place
    })
    .href()
}

fn at(counts: &StanceCounts, stance: Stance) -> u32 {
    counts.get(stance as usize).copied().unwrap_or(0)
}

/// A stance in words.
pub(super) const fn name(stance: Stance) -> &'static str {
    match stance {
        Stance::Conflicts => "Conflicts",
        Stance::Exceeds => "Exceeds",
        Stance::Meets => "Meets",
        Stance::FallsBelow => "Falls below",
        Stance::Overlaps => "Overlaps",
        Stance::Unclear => "In other words",
        Stance::NotCompared => "Same topic, not compared",
        Stance::NotExamined => "Not examined",
        Stance::Silent => "Silent",
    }
}

/// A stance as a sign beside its words.
pub(super) const fn sign(stance: Stance) -> &'static str {
    match stance {
        Stance::Conflicts => "≠",
        Stance::Exceeds => ">",
        Stance::Meets => "=",
        Stance::FallsBelow => "<",
        Stance::Overlaps => "∩",
        Stance::Unclear => "?",
        Stance::NotCompared => "·",
        Stance::NotExamined => "–",
        Stance::Silent => "○",
    }
}

const fn meaning(stance: Stance) -> &'static str {
    match stance {
        Stance::Conflicts => "One side asks for what the other rules out.",
        Stance::Exceeds => "The body’s rule asks for all of it and more.",
        Stance::Meets => "The body’s rule asks for the same.",
        Stance::FallsBelow => "The body’s rule asks for a part of it only.",
        Stance::Overlaps => {
            "Both ask for something in common, and each for something that the other does not ask."
        }
        Stance::Unclear => {
            "Somebody related the rules with a word that is in no vocabulary; it is shown as it stands."
        }
        Stance::NotCompared => {
            "The body has rules on the topic. Nobody stated how they relate to this one, so nothing is said."
        }
        Stance::NotExamined => {
            "Whether the body has a rule on it cannot be told from what is loaded."
        }
        Stance::Silent => "The body’s rule sets were examined and have no rule on this topic.",
    }
}
