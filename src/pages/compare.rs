//! Rule sets topic by topic, one answer in three views, and what changed from one of two to the other. Never scores,
//! never ranks.

pub mod changes;
mod chooser;
mod conflicts;
mod controls;
mod entry;
mod heads;
mod lenses;
mod list;
mod matrix;
mod numbers;
mod ready;
mod sentences;
mod side;

use ident::Standing;
use protocol::{Ask, Cell, CompareAsk, Comparison, Filter};
use yew::prelude::*;

use super::answered::answered;
use super::taking;
use super::tools::Tools;
use super::{BESIDE, NEAR, Scene};
use crate::components::facets::applied;
use crate::components::icon::icon;
use crate::components::{crumbs, day, number, page_head, state};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// Columns that still hold readable sentences on a wide screen; more rule sets are shown as a matrix only.
const MAX_SIDE: usize = 5;

/// What a reader can do on the page.
struct Hands {
    /// Another filter: the same place, seen through it.
    filter: Callback<Filter>,
    /// Other rule sets: a step that *back* undoes.
    sets: Callback<Vec<String>>,
    /// The same comparison looked at in another way, without a step in the history.
    look: Callback<ComparePlace>,
    /// Pins a row or a cell, by the id of its element.
    pin: Callback<String>,
    tools: Tools,
}

/// What the page asks.
pub fn ask(place: &ComparePlace) -> Ask {
    Ask::Compare(CompareAsk {
        sets: place.sets.clone(),
        filter: place.filter.clone(),
        hide_silent: place.hide_silent,
        grounds: place.grounds.clone(),
        hide_suggestions: place.hide_suggestions,
        as_of: place.as_of.clone(),
    })
}

/// The element that a sentence leads to.
pub fn target(place: &ComparePlace) -> Option<String> {
    (!place.selected.is_empty()).then(|| place.selected.clone())
}

/// The comparison.
pub fn view(place: &ComparePlace, scene: &Scene<'_>) -> Html {
    let (here, reach) = (place.clone(), scene.reach.clone());
    let look_reach = scene.reach.clone();
    let filtered = place.clone();
    let hands = Hands {
        filter: scene.on_filter(move |filter| {
            Route::Compare(ComparePlace {
                filter,
                offset: 0,
                ..filtered.clone()
            })
        }),
        sets: Callback::from(move |sets| reach.address.go(Route::Compare(with_sets(&here, sets)))),
        look: Callback::from(move |place| look_reach.address.replace(Route::Compare(place))),
        pin: taking::pins_cell(scene.reach, place),
        tools: scene.tools(),
    };
    answered(scene.page(), |comparison: &Comparison| {
        view_page(comparison, place, &hands, scene)
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
        selected: String::new(),
        ..place.clone()
    }
}

/// The heading, and the title of the tab.
pub fn title(comparison: &Comparison, place: &ComparePlace) -> String {
    let names = heads::short_names(&comparison.sets);
    let topic = match place.filter.topics.as_slice() {
        [topic] => Some(topic.label()),
        _ => None,
    };
    if let (CompareView::Changes, [one, two]) = (place.view, comparison.sets.as_slice())
        && one.community.is_some()
        && one.community == two.community
        && one.date != two.date
        && !one.date.is_empty()
        && !two.date.is_empty()
    {
        // Versions are called much the same; their days tell them apart.
        let (from, to) = (day::text(&one.date), day::text(&two.date));
        return [&one.issuer, ": what changed from ", &*from, " to ", &*to].concat();
    }
    if let (CompareView::Changes, [old, new]) = (place.view, names.as_slice()) {
        let whose = match comparison.sets.as_slice() {
            [one, two] if one.community.is_some() && one.community == two.community => {
                [&one.issuer, ": what"].concat()
            }
            _ => "What".to_owned(),
        };
        return [&whose, " changed from ", old, " to ", new].concat();
    }
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
            { page_head::page_head(above, &title, lede, sentences::sentences(comparison, place)) }
            <div class="compare__chosen no-print">
                { view_chosen(comparison, hands) }
                { chooser::chooser(&place.sets, &hands.sets, &scene.loaded[BESIDE], &scene.store.chooser, scene.reach) }
            </div>
            if !comparison.missing.is_empty() {
                { view_missing(comparison, hands) }
            }
            if comparison.sets.is_empty() {
                { ready::ready() }
                { lenses::elsewhere() }
            } else {
                { view_comparison(comparison, place, hands, scene) }
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

/// Where nothing is signed the heads say so, and no cell repeats it.
fn marks(comparison: &Comparison) -> &'static str {
    let mut sets = comparison.sets.iter();
    if sets.all(|set| set.standing == Standing::Unsigned) {
        "compare__body compare__body--unsigned"
    } else {
        "compare__body"
    }
}

fn view_comparison(
    comparison: &Comparison,
    place: &ComparePlace,
    hands: &Hands,
    scene: &Scene<'_>,
) -> Html {
    if comparison.sets.len() < 2 {
        return html! {
            <div class="state" role="status">
                <p><strong>{"A comparison needs two rule sets."}</strong>{" Add another one above, or put one aside on any page with its button “Compare”."}</p>
            </div>
        };
    }
    let view = possible(place.view, comparison.sets.len());
    let body = match view {
        CompareView::Changes => match not_yet(comparison) {
            Some(name) => html! {
                <p class="state" role="status">{name}{" had not been issued by "}{&place.as_of}{": there is nothing to follow from one to the other."}</p>
            },
            None => changes::view(place, &hands.look, &scene.loaded[NEAR]),
        },
        _ if comparison.rows.is_empty() => state::empty(
            "Nothing fits these filters",
            html! { <p>{"Take one of them away to see more."}</p> },
        ),
        CompareView::List => list::list(comparison, place, &hands.pin),
        CompareView::Matrix => matrix::matrix(comparison, place, &hands.pin),
        CompareView::Side => side::side(comparison, place, &hands.pin),
    };
    html! {
        <>
            { view_tabs(comparison, place, view) }
            { lenses::lenses(comparison) }
            { controls::controls(comparison, place, view, hands) }
            { applied(&comparison.facets, &place.filter, &hands.filter) }
            { counted(comparison, view) }
            { taking::of_comparison(scene, place) }
            if view != CompareView::Changes {
                { conflicts::conflicts(&comparison.conflicts) }
            }
            <div class={marks(comparison)}>{ body }</div>
            if view != CompareView::Changes {
                { controls::collections(comparison) }
            }
        </>
    }
}

/// A rule set that did not exist on the day looked at.
fn not_yet(comparison: &Comparison) -> Option<String> {
    let cells = &comparison.rows.first()?.cells;
    let at = cells.iter().position(|cell| *cell == Cell::NotYet)?;
    comparison.sets.get(at).map(heads::full_name)
}

const TABS: [(&str, CompareView); 4] = [
    ("List", CompareView::List),
    ("Side by side", CompareView::Side),
    ("Matrix", CompareView::Matrix),
    ("Changes", CompareView::Changes),
];

/// The views as addresses; those that do not fit so many rule sets say how many they take.
fn view_tabs(comparison: &Comparison, place: &ComparePlace, current: CompareView) -> Html {
    let count = comparison.sets.len();
    html! {
        <div class="no-print">
            <nav class="tabs" aria-label="View">
                for (name, view) in TABS {
                    if possible(view, count) == view {
                        <a href={Route::Compare(ComparePlace { view, offset: 0, selected: String::new(), ..place.clone() }).href()}
                            aria-current={(view == current).then_some("page")}>{name}</a>
                    }
                }
            </nav>
            if let Some(words) = refused(place.view, count) {
                <p class="small muted" role="status">{words}</p>
            } else if count > MAX_SIDE {
                <p class="small muted">{"Side by side takes up to five rule sets, changes two."}</p>
            } else if count > 2 {
                <p class="small muted">{"Changes takes two rule sets, an older and a newer one."}</p>
            }
        </div>
    }
}

/// Why another view is shown than the link asks for.
fn refused(wanted: CompareView, count: usize) -> Option<&'static str> {
    match wanted {
        CompareView::Side if count > MAX_SIDE => Some(
            "More than five columns of text cannot be read beside each other, so this is the matrix. Take rule sets out to see them side by side.",
        ),
        CompareView::Changes if count != 2 => {
            Some("Changes lead from one rule set to another: leave two, the older one first.")
        }
        _ => None,
    }
}

/// The same numbers in every view: rules left of each rule set, then cells.
fn counted(comparison: &Comparison, view: CompareView) -> Html {
    let cells = number::len(&comparison.rows).saturating_mul(number::len(&comparison.sets));
    let of = |wanted: &Cell| {
        let all = comparison.rows.iter().flat_map(|row| &row.cells);
        number::len(&all.filter(|cell| *cell == wanted).collect::<Vec<_>>())
    };
    let others = [
        (
            of(&Cell::FilteredOut),
            " have rules that the filter leaves out",
        ),
        (of(&Cell::NotExamined), " not examined"),
        (of(&Cell::NotYet), " not issued by then"),
    ];
    let names = heads::short_names(&comparison.sets);
    html! {
        <div class="compare__note small" role="status">
            <p>
                for (at, ((name, set), kept)) in names.iter().zip(&comparison.sets).zip(&comparison.kept).enumerate() {
                    if at > 0 {
                        {"; "}
                    }
                    <b>{name.clone()}</b>{" "}{number::count(*kept)}
                    if *kept != set.rules {
                        {" of "}{number::count(set.rules)}
                    }
                    {if set.rules == 1 { " rule" } else { " rules" }}
                }
                {"."}
            </p>
            <p>
                <b>{number::of(number::len(&comparison.rows), "topic", "topics")}</b>
                {": "}{number::count(comparison.filled)}{" of "}{number::of(cells, "cell holds", "cells hold")}{" rules, "}
                {number::count(comparison.silent)}{" silent"}
                for (count, words) in others {
                    if count > 0 {
                        {", "}{number::count(count)}{words}
                    }
                }
                {"."}
            </p>
            { controls::method(view) }
        </div>
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
    fn another_view_than_asked_for_is_explained() {
        assert!(refused(CompareView::Side, 6).is_some());
        assert!(refused(CompareView::Changes, 3).is_some());
        assert!(refused(CompareView::Changes, 2).is_none());
        assert!(refused(CompareView::Matrix, 8).is_none());
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
