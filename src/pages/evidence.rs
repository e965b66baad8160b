//! `#/evidence`: every attestation with its standing, under filters. Never says more than was checked, nor that
//! something is missing.

use protocol::{
    Ask, EvidenceAsk, EvidenceFacet, EvidenceFacetName, EvidenceFile, EvidenceFilter, EvidenceView,
    FacetOption, ViewpointLine, WantedFile,
};
use yew::prelude::*;

use super::answered::answered;
use super::tools::Tools;
use super::{EVIDENCE, Scene};
use crate::components::field::search_field;
use crate::components::pager::{Part, pager};
use crate::components::{attestation, number, page_head, standing, state, typeset};
use crate::effects::{Reach, atlas};
use crate::html::html;
use crate::route::{EvidencePlace, Route};

/// What a full page of the engine holds, for the links to the next one.
const STEP: u32 = 25;
/// Options beyond this stand behind "more".
const SHOWN: usize = 7;
const LEDE: &str = "Every signed statement that is loaded, checked in this browser. A signature shows who said something \
                    and that nothing was changed since. It does not make it true.";

/// The question behind a place.
pub fn ask(place: &EvidencePlace) -> Ask {
    Ask::Evidence(EvidenceAsk {
        filter: place.filter.clone(),
        offset: place.offset,
        limit: STEP,
    })
}

/// The page.
pub fn view(place: &EvidencePlace, scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    let coming = coming(scene);
    html! {
        <div class="stack" aria-busy={(coming > 0).then_some("true")}>
            { page_head::page_head(Html::default(), "What is signed, by\u{a0}whom, and does it hold?", LEDE, Html::default()) }
            <p class="small" role="status">
                if coming > 0 {
                    {number::of(coming, "file", "files")}{" of this atlas are still being read. What stands here may change until then."}
                }
            </p>
            { answered(scene.page(), |view: &EvidenceView| match view.all {
                0 if coming > 0 => state::loading(),
                0 => view_nothing(view, place),
                _ => view_list(view, place, &tools, scene.reach),
            }) }
        </div>
    }
}

/// How many files that the atlas lists as evidence are not here yet.
fn coming(scene: &Scene<'_>) -> u32 {
    let files = scene.loaded[EVIDENCE].get::<Vec<WantedFile>>();
    files.map_or(0, |files| number::len(files))
}

fn view_nothing(view: &EvidenceView, place: &EvidencePlace) -> Html {
    let about = !place.filter.sets.is_empty() || !place.filter.rules.is_empty();
    html! {
        <div class="stack">
            { state::empty("Nothing that is loaded is signed", html! {
                <div class="stack-s">
                    <p>{"None of the bodies in this atlas has signed its rules in a form that could be read here, so every rule set stands as unsigned: a claim with a source."}</p>
                    <p>{"That proves nothing about them. Statements may lie elsewhere, and a file of statements can be shortened without a trace."}</p>
                    if about {
                        <p>{"The link you followed asks for statements about one rule or rule set."}</p>
                    }
                    <p class="row">
                        if !atlas::is_demonstration() {
                            <a class="btn btn--primary" href={atlas::DEMONSTRATION_LINK}>{"See what evidence looks like"}</a>
                        }
                        <a class="btn" href="#/sources">{"Load a statement of your own"}</a>
                    </p>
                    if !atlas::is_demonstration() {
                        <p class="xs muted">{"The first opens a demonstration: an atlas of invented communities with keys that are worth nothing. It says so on every page."}</p>
                    }
                </div>
            }) }
            { page_head::section("five", "The five standings", view_tally(view, place)) }
            { page_head::section("proves-nothing", "What this list cannot show", view_words(&view.words)) }
        </div>
    }
}

fn view_list(view: &EvidenceView, place: &EvidencePlace, tools: &Tools, reach: &Reach) -> Html {
    let change = {
        let reach = reach.clone();
        Callback::from(move |filter| {
            let place = EvidencePlace { filter, offset: 0 };
            reach.address.replace(Route::Evidence(place));
        })
    };
    let typed = {
        let filter = place.filter.clone();
        change.reform(move |text| EvidenceFilter {
            text,
            ..filter.clone()
        })
    };
    let shown = number::len(&view.rows);
    html! {
        <div class="stack">
            { view_viewpoint(&view.viewpoint) }
            { view_tally(view, place) }
            <div class="cols-main cols-main--facets">
                { view_facets(view, place, &change, tools) }
                <div class="directory">
                    <h2 class="vh">{"Statements"}</h2>
                    { search_field("find-evidence", "Find in what is said, by whom, about what", &place.filter.text, &typed) }
                    <p role="status" class="small">
                        <b class="num">{number::count(view.total)}</b>
                        if view.total < view.all {
                            {" of "}{number::count(view.all)}
                        }
                        {if view.all == 1 { " statement" } else { " statements" }}
                    </p>
                    { view_applied(&place.filter, view, &change) }
                    if view.rows.is_empty() {
                        { state::empty("Nothing fits these filters", html! { <p>{"Take one of them away to see more. That nothing is listed proves nothing: statements may lie elsewhere."}</p> }) }
                    } else {
                        { attestation::list(view.rows.iter()) }
                    }
                    { pager("statements", Part { offset: view.offset, shown, total: view.total, step: STEP }, &|offset| {
                        Route::Evidence(EvidencePlace { offset, ..place.clone() }).href().into()
                    }) }
                </div>
            </div>
            { page_head::section("files", "Where they come from", view_files(view)) }
            { page_head::section("proves-nothing", "What this list cannot show", view_words(&view.words)) }
        </div>
    }
}

/// Whose eyes it is seen with.
pub(super) fn view_viewpoint(line: &ViewpointLine) -> Html {
    html! {
        <p class="small">
            if line.empty {
                {"You have chosen nobody to rely on, so nothing can count as confirmed. "}
                <a href="#/viewpoint">{"Choose whom to rely on"}</a>
            } else {
                {"Seen from your viewpoint: "}<strong>{&line.name}</strong>{". "}
                <a href="#/viewpoint">{"Change it"}</a>{" · "}<a href="#/claims">{"Who claims to keep which rule"}</a>
            }
        </p>
    }
}

fn view_tally(view: &EvidenceView, place: &EvidencePlace) -> Html {
    html! {
        <ul class="tally" aria-label="Standings">
            for &(one, count) in &view.standings {
                <li key={one.as_str()}>
                    <b>{number::count(count)}</b>
                    <span>
                        if count == 0 {
                            { standing::badge(one) }
                        } else {
                            <a class="standing__link" href={only(place, one)}>{ standing::badge(one) }</a>
                        }
                    </span>
                    <p>{standing::meaning(one)}</p>
                </li>
            }
        </ul>
    }
}

fn only(place: &EvidencePlace, one: ident::Standing) -> String {
    let filter = EvidenceFilter {
        standings: vec![one],
        ..place.filter.clone()
    };
    Route::Evidence(EvidencePlace { filter, offset: 0 }).href()
}

fn view_facets(
    view: &EvidenceView,
    place: &EvidencePlace,
    change: &Callback<EvidenceFilter>,
    tools: &Tools,
) -> Html {
    let open = tools.fold.open;
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class={if open { "facets facets--open no-print" } else { "facets no-print" }} aria-label="Filter statements" {onsubmit}>
            <button class="btn facets__toggle" type="button" onclick={&tools.fold.flip} aria-expanded={if open { "true" } else { "false" }}>{"Filters"}</button>
            <div class="facets__groups">
                for facet in view.facets.iter().filter(|facet| !facet.options.is_empty()) {
                    { view_facet(facet, &place.filter, change) }
                }
            </div>
        </form>
    }
}

const fn legend(name: EvidenceFacetName) -> &'static str {
    match name {
        EvidenceFacetName::Standings => "Standing",
        EvidenceFacetName::Kinds => "Kind of statement",
        EvidenceFacetName::Issuers => "Signed by",
        EvidenceFacetName::Checks => "What decided against it",
        EvidenceFacetName::Files => "File",
    }
}

fn view_facet(
    facet: &EvidenceFacet,
    filter: &EvidenceFilter,
    change: &Callback<EvidenceFilter>,
) -> Html {
    let option = |option: &FacetOption| view_option(facet.name, option, filter, change);
    let (first, rest) = facet.options.split_at(facet.options.len().min(SHOWN));
    html! {
        <fieldset key={legend(facet.name)}>
            <legend>{legend(facet.name)}</legend>
            <div>{ for first.iter().map(option) }</div>
            if !rest.is_empty() {
                <details><summary>{rest.len()}{" more"}</summary><div>{ for rest.iter().map(option) }</div></details>
            }
        </fieldset>
    }
}

fn view_option(
    name: EvidenceFacetName,
    option: &FacetOption,
    filter: &EvidenceFilter,
    change: &Callback<EvidenceFilter>,
) -> Html {
    let checked = holds(filter, name, &option.value);
    let dead = option.count == 0 && !checked;
    let onchange = {
        let (filter, value) = (filter.clone(), option.value.clone());
        change.reform(move |_: Event| toggled(&filter, name, &value))
    };
    html! {
        <label key={option.value.clone()} class={if dead { "tick muted" } else { "tick" }}>
            <input type="checkbox" {checked} disabled={dead} {onchange} />
            <span class={if matches!(name, EvidenceFacetName::Files | EvidenceFacetName::Issuers) { "facets__name" } else { "" }}>{typeset::text(&option.label)}</span>
            <span class="count">{number::count(option.count)}</span>
        </label>
    }
}

fn words_of(filter: &EvidenceFilter, name: EvidenceFacetName) -> Option<&Vec<String>> {
    match name {
        EvidenceFacetName::Standings => None,
        EvidenceFacetName::Kinds => Some(&filter.kinds),
        EvidenceFacetName::Issuers => Some(&filter.issuers),
        EvidenceFacetName::Checks => Some(&filter.checks),
        EvidenceFacetName::Files => Some(&filter.files),
    }
}

fn holds(filter: &EvidenceFilter, name: EvidenceFacetName, value: &str) -> bool {
    match words_of(filter, name) {
        Some(words) => words.iter().any(|word| word == value),
        None => filter.standings.iter().any(|one| one.as_str() == value),
    }
}

/// The filter with one choice more, or without it if it was there.
fn toggled(filter: &EvidenceFilter, name: EvidenceFacetName, value: &str) -> EvidenceFilter {
    let mut next = filter.clone();
    let words = match name {
        EvidenceFacetName::Standings => {
            if let Ok(one) = value.parse() {
                flip(&mut next.standings, one);
            }
            return next;
        }
        EvidenceFacetName::Kinds => &mut next.kinds,
        EvidenceFacetName::Issuers => &mut next.issuers,
        EvidenceFacetName::Checks => &mut next.checks,
        EvidenceFacetName::Files => &mut next.files,
    };
    flip(words, value.to_owned());
    next
}

fn flip<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|known| *known == one) {
        Some(at) => {
            list.remove(at);
        }
        None => list.push(one),
    }
}

fn view_applied(
    filter: &EvidenceFilter,
    view: &EvidenceView,
    change: &Callback<EvidenceFilter>,
) -> Html {
    if *filter == EvidenceFilter::default() {
        return Html::default();
    }
    let clear = change.reform(|_: MouseEvent| EvidenceFilter::default());
    let chosen = view.facets.iter().flat_map(|facet| {
        let options = facet.options.iter();
        options
            .filter(|option| holds(filter, facet.name, &option.value))
            .map(|option| option.label.as_str())
    });
    let things = [&filter.sets, &filter.rules, &filter.communities];
    let words: Vec<&str> = chosen
        .chain(things.into_iter().flatten().map(String::as_str))
        .collect();
    html! {
        <div class="facets__bar no-print">
            <span class="small">{"Only: "}{words.join(", ")}</span>
            <button class="btn btn--quiet" type="button" onclick={clear}>{"Clear all"}</button>
        </div>
    }
}

fn view_files(view: &EvidenceView) -> Html {
    let files = number::of(number::len(&view.files), "file", "files");
    html! {
        <details open={view.files.len() <= SHOWN}>
            <summary class="small">{files}</summary>
            <ul class="dots small stack-s">{ for view.files.iter().map(view_file) }</ul>
        </details>
    }
}

/// A file with one entry that was understood needs no count.
fn view_file(file: &EvidenceFile) -> Html {
    html! {
        <li key={file.digest.clone()}>
            {&file.name}{", "}{&file.kind}
            if (file.entries, file.understood) != (1, 1) {
                {": "}{number::of(file.entries, "entry", "entries")}{", "}{number::count(file.understood)}{" understood"}
            }
            if file.bundle {
                {". Nobody signed this file as a whole: entries may be missing"}
            }
            {"."}
        </li>
    }
}

fn view_words(words: &[String]) -> Html {
    html! {
        <ul class="dots small prose">
            <li>{"Whether anyone keeps a rule, or whether a statement is true."}</li>
            for sentence in words {
                <li>{sentence}</li>
            }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ident::Standing;

    #[test]
    fn a_click_on_a_choice_is_undone_by_the_next() {
        let open = EvidenceFilter::default();
        for (name, value) in [
            (EvidenceFacetName::Standings, Standing::Broken.as_str()),
            (EvidenceFacetName::Kinds, "test-result"),
            (EvidenceFacetName::Issuers, "reading-room"),
            (EvidenceFacetName::Checks, "signature"),
            (EvidenceFacetName::Files, "sha256:ab"),
        ] {
            let one = toggled(&open, name, value);
            assert!(holds(&one, name, value), "{value}");
            assert!(!holds(&open, name, value), "{value}");
            assert_eq!(toggled(&one, name, value), open);
        }
        assert_eq!(toggled(&open, EvidenceFacetName::Standings, "green"), open);
    }
}
