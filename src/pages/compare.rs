//! Rule sets topic by topic, one answer in three views, and what changed from one of two to the other. Never scores,
//! never ranks.

pub mod changes;
mod chooser;
mod conflicts;
mod entry;
mod heads;
mod list;
mod matrix;
mod ready;
mod side;

use protocol::{Answer, Ask, CompareAsk, Comparison, Filter};
use yew::prelude::*;

use super::answered::answered;
use super::tools::Tools;
use super::{BESIDE, NEAR, Scene};
use crate::components::facets::{Facets, applied, facets};
use crate::components::icon::icon;
use crate::components::rule_card::copy_button;
use crate::components::{crumbs, number, page_head, state};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// Columns that still hold readable sentences on a wide screen; more rule sets are shown as a matrix only.
const MAX_SIDE: usize = 5;
/// Sentences above the table; the others stand behind "more".
const WORDS_SHOWN: usize = 4;

/// What a reader can do on the page.
struct Hands {
    /// Another filter: the same place, seen through it.
    filter: Callback<Filter>,
    /// Other rule sets: a step that *back* undoes.
    sets: Callback<Vec<String>>,
    /// Hide the topics on which all are silent, or show them.
    silent: Callback<Event>,
    tools: Tools,
}

/// What the page asks.
pub fn ask(place: &ComparePlace) -> Ask {
    Ask::Compare(CompareAsk {
        sets: place.sets.clone(),
        filter: place.filter.clone(),
        hide_silent: place.hide_silent,
    })
}

/// The comparison.
pub fn view(place: &ComparePlace, scene: &Scene<'_>) -> Html {
    let (here, reach) = (place.clone(), scene.reach.clone());
    let (silent, silent_reach) = (place.clone(), scene.reach.clone());
    let filtered = place.clone();
    let hands = Hands {
        filter: scene.on_filter(move |filter| {
            Route::Compare(ComparePlace {
                filter,
                ..filtered.clone()
            })
        }),
        sets: Callback::from(move |sets| reach.address.go(Route::Compare(with_sets(&here, sets)))),
        silent: Callback::from(move |_: Event| {
            let hide_silent = !silent.hide_silent;
            silent_reach.address.replace(Route::Compare(ComparePlace {
                hide_silent,
                ..silent.clone()
            }));
        }),
        tools: scene.tools(),
    };
    answered(scene.page(), &|answer| match answer {
        Answer::Comparison(comparison) => Some(view_page(comparison, place, &hands, scene)),
        _ => None,
    })
}

/// The same place with other rule sets; the view follows their number unless the reader chose one.
fn with_sets(place: &ComparePlace, sets: Vec<String>) -> ComparePlace {
    let own = place.view != CompareView::for_sets(place.sets.len());
    ComparePlace {
        view: if own {
            place.view
        } else {
            CompareView::for_sets(sets.len())
        },
        sets,
        offset: 0,
        ..place.clone()
    }
}

/// The heading, and the title of the tab.
pub fn title(comparison: &Comparison, place: &ComparePlace) -> String {
    let names: Vec<String> = comparison.sets.iter().map(heads::full_name).collect();
    let topic = match place.filter.topics.as_slice() {
        [topic] => Some(topic.label()),
        _ => None,
    };
    let names = match names.as_slice() {
        [] => return "Compare rule sets".to_owned(),
        [one] => one.clone(),
        [one, two] => [one, " and ", two].concat(),
        [one, two, three] => [one, ", ", two, " and ", three].concat(),
        more => {
            let count = in_words(more.len());
            return match topic {
                Some(topic) => [topic, " in ", &count.to_lowercase(), " rule sets"].concat(),
                None => [count, " rule sets, topic by topic"].concat(),
            };
        }
    };
    match topic {
        Some(topic) => [topic, ": ", &names].concat(),
        None => [&names, ", topic by topic"].concat(),
    }
}

const fn in_words(count: usize) -> &'static str {
    match count {
        4 => "Four",
        5 => "Five",
        6 => "Six",
        7 => "Seven",
        _ => "Eight",
    }
}

/// What can be shown of so many: sentences need room, and what changed is told of two.
fn possible(view: CompareView, count: usize) -> CompareView {
    match view {
        CompareView::Side | CompareView::Changes if count > MAX_SIDE => CompareView::Matrix,
        CompareView::Changes if count != 2 => CompareView::Side,
        view => view,
    }
}

fn view_page(
    comparison: &Comparison,
    place: &ComparePlace,
    hands: &Hands,
    scene: &Scene<'_>,
) -> Html {
    let title = title(comparison, place);
    let above = if comparison.sets.is_empty() {
        Html::default()
    } else {
        crumbs::crumbs(&[("#/compare".into(), "Compare".into())], &title)
    };
    let lede = if comparison.sets.is_empty() {
        "Two to eight rule sets side by side: a law and a community’s policy, two versions, three companies. Topic by topic, with what each says and where it is silent."
    } else {
        ""
    };
    html! {
        <div class="stack compare">
            { page_head::page_head(above, &title, lede, view_words(&comparison.words)) }
            <div class="compare__chosen no-print">
                { view_chosen(comparison, hands) }
                { chooser::chooser(&place.sets, &hands.sets, &scene.loaded[BESIDE], &scene.store.chooser, scene.reach) }
            </div>
            if !comparison.missing.is_empty() {
                { view_missing(comparison, hands) }
            }
            if comparison.sets.is_empty() {
                { ready::ready() }
            } else {
                { view_comparison(comparison, place, hands, scene) }
            }
        </div>
    }
}

fn view_words(words: &[String]) -> Html {
    let (first, rest) = words.split_at(words.len().min(WORDS_SHOWN));
    html! {
        <div class="compare__words">
            for line in first {
                <p>{line}</p>
            }
            if !rest.is_empty() {
                <details>
                    <summary class="small">{number::count(number::len(rest))}{" more"}</summary>
                    for line in rest {
                        <p>{line}</p>
                    }
                </details>
            }
        </div>
    }
}

/// The rule sets in the reader's order, each with buttons to move it and to take it out.
fn view_chosen(comparison: &Comparison, hands: &Hands) -> Html {
    let ids: Vec<String> = comparison.sets.iter().map(|set| set.id.clone()).collect();
    let last = ids.len().saturating_sub(1);
    let button = |label: [&str; 3], content: Html, sets: Option<Vec<String>>| {
        let disabled = sets.is_none();
        let onclick = hands
            .sets
            .reform(move |_: MouseEvent| sets.clone().unwrap_or_default());
        html! { <button type="button" {disabled} aria-label={label.concat()} {onclick}>{ content }</button> }
    };
    let swapped = |one: usize, two: usize| {
        let mut ids = ids.clone();
        ids.swap(one, two);
        ids
    };
    let without = |at: usize| {
        let mut ids = ids.clone();
        ids.remove(at);
        ids
    };
    if ids.is_empty() {
        return Html::default();
    }
    html! {
        <ol class="compare__sets" aria-label="Rule sets compared, in order">
            for (at, set) in comparison.sets.iter().enumerate() {
                <li key={set.id.clone()}>
                    if last > 0 {
                        { button(["Move ", &set.title, " forward"], html! { {"←"} }, (at > 0).then(|| swapped(at, at - 1))) }
                    }
                    <span class="compare__name">{heads::full_name(set)}</span>
                    if last > 0 {
                        { button(["Move ", &set.title, " back"], html! { {"→"} }, (at < last).then(|| swapped(at, at + 1))) }
                    }
                    { button(["Remove ", &set.title, ""], icon("#i-close"), Some(without(at))) }
                </li>
            }
        </ol>
    }
}

fn view_missing(comparison: &Comparison, hands: &Hands) -> Html {
    let left: Vec<String> = comparison.sets.iter().map(|set| set.id.clone()).collect();
    let onclick = hands.sets.reform(move |_: MouseEvent| left.clone());
    let full = comparison.sets.len() == crate::store::MAX_IN_TRAY;
    html! {
        <div class="state" role="status">
            <p><strong>{number::of(number::len(&comparison.missing), "rule set of this link is", "rule sets of this link are")}{" not shown: "}</strong>
                <code>{comparison.missing.join(", ")}</code></p>
            <p>
                if full {
                    {"Eight fit side by side. "}
                }
                {"What is not in the built-in atlas must be loaded first: "}<a href="#/sources">{"see what is loaded here"}</a>{"."}
            </p>
            <p class="no-print"><button class="btn" type="button" {onclick}>{"Go on without"}</button></p>
        </div>
    }
}

fn view_comparison(
    comparison: &Comparison,
    place: &ComparePlace,
    hands: &Hands,
    scene: &Scene<'_>,
) -> Html {
    let view = possible(place.view, comparison.sets.len());
    let href = Route::Compare(place.clone()).href().into();
    let tabs = view_tabs(comparison, place, view);
    if view == CompareView::Changes {
        let changes = changes::view(place, &scene.loaded[NEAR]);
        return html! { <>{ tabs }{ changes }</> };
    }
    html! {
        <>
            { tabs }
            <div class="compare__bar">
                { facets(&Facets { label: "Filter rules", facets: &comparison.facets, filter: &place.filter, on_change: &hands.filter, folded: true, fold: &hands.tools.fold }) }
                <label class="tick no-print">
                    <input type="checkbox" checked={place.hide_silent} onchange={hands.silent.clone()} />
                    <span>{"Hide topics on which all are silent"}</span>
                </label>
                { copy_button(href, "", false, &hands.tools.copy_link) }
            </div>
            { applied(&comparison.facets, &place.filter, &hands.filter) }
            { conflicts::conflicts(&comparison.conflicts) }
            <p role="status" class="small compare__note">{ counted(comparison) }</p>
            if comparison.rows.is_empty() {
                { state::empty("Nothing fits these filters", html! { <p>{"Take one of them away to see more."}</p> }) }
            } else {
                { match view {
                    CompareView::List => list::list(comparison),
                    CompareView::Matrix => matrix::matrix(comparison, &place.filter),
                    CompareView::Side | CompareView::Changes => side::side(comparison),
                } }
            }
        </>
    }
}

/// The views as addresses; columns are offered as long as they fit.
fn view_tabs(comparison: &Comparison, place: &ComparePlace, current: CompareView) -> Html {
    let tabs = [
        ("List", CompareView::List),
        ("Side by side", CompareView::Side),
        ("Matrix", CompareView::Matrix),
        ("Changes", CompareView::Changes),
    ];
    html! {
        <nav class="tabs no-print" aria-label="View">
            for (name, view) in tabs {
                if possible(view, comparison.sets.len()) == view {
                    <a href={Route::Compare(ComparePlace { view, offset: 0, ..place.clone() }).href()}
                        aria-current={(view == current).then_some("page")}>{name}</a>
                }
            }
        </nav>
    }
}

fn counted(comparison: &Comparison) -> Html {
    let cells = number::len(&comparison.rows).saturating_mul(number::len(&comparison.sets));
    let hidden = cells
        .saturating_sub(comparison.filled)
        .saturating_sub(comparison.silent);
    html! {
        <>
            <b>{number::of(number::len(&comparison.rows), "topic", "topics")}</b>
            {": "}{number::count(comparison.filled)}{" of "}{number::of(cells, "cell holds", "cells hold")}{" rules, "}
            {number::count(comparison.silent)}{" are silent"}
            if hidden > 0 {
                {", "}{number::count(hidden)}{" have rules that the filter leaves out"}
            }
            {". Silent means examined and no rule found, not that the issuer has no view. Issuers did not map their rules to each other: rows follow the atlas’s topics."}
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<String> {
        ["a", "b", "c", "d", "e", "f"]
            .into_iter()
            .take(count)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn the_view_follows_the_number_of_sets_until_a_reader_chooses() {
        let grown = with_sets(&ComparePlace::of(ids(3)), ids(4));
        assert_eq!(grown.view, CompareView::Matrix);
        let list = ComparePlace {
            view: CompareView::List,
            ..ComparePlace::of(ids(3))
        };
        assert_eq!(with_sets(&list, ids(4)).view, CompareView::List);
    }

    #[test]
    fn what_does_not_fit_in_columns_becomes_a_matrix() {
        for (view, count, shown) in [
            (CompareView::Side, 5, CompareView::Side),
            (CompareView::Side, 6, CompareView::Matrix),
            (CompareView::Changes, 2, CompareView::Changes),
            (CompareView::Changes, 3, CompareView::Side),
            (CompareView::Changes, 8, CompareView::Matrix),
            (CompareView::List, 8, CompareView::List),
        ] {
            assert_eq!(possible(view, count), shown);
        }
    }
}
