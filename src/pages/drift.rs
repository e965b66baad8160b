//! What an adopter made of what it adopted: taken, left out, tightened, reworded; and every profile that was loaded.
//! Never says whether that is good.

use protocol::{
    Ask, DriftAsk, DriftList, DriftView, Link, Problem, ProfileEntry, RewordedView, Severity,
    TightenedView,
};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::data_table::data_table;
use crate::components::pager::{Part, pager};
use crate::components::rule_card::copy_button;
use crate::components::{address, crumbs, number, page_head, state, word_diff};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// The heading of the list of profiles.
pub const TITLE: &str = "Profiles: who adopted what";

/// Entries of one list at a time.
const STEP: u32 = 50;
/// Longer lists of remarks are folded.
const SHOWN: usize = 12;

/// What the page asks.
pub fn ask(ask: &DriftAsk) -> Ask {
    if ask.id.is_empty() {
        Ask::Profiles
    } else {
        Ask::Drift(ask.clone())
    }
}

/// The heading of one profile, and the title of the tab.
pub fn title(view: &DriftView) -> String {
    [&view.profile.title, ": what it made of what it took"].concat()
}

/// The page.
pub fn view(ask: &DriftAsk, scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    if ask.id.is_empty() {
        answered(scene.page(), |profiles: &Vec<ProfileEntry>| {
            view_profiles(profiles)
        })
    } else {
        answered(scene.page(), |view: &DriftView| {
            view_drift(view, ask, &tools)
        })
    }
}

fn view_profiles(profiles: &[ProfileEntry]) -> Html {
    let above = crumbs::crumbs(&[("#/compare".into(), "Compare".into())], "Profiles");
    html! {
        <div class="stack">
            { page_head::page_head(above, TITLE, "An OSCAL profile takes rules from a catalog and fits them to its own needs. Here stands every profile that was loaded, and what came of it.", Html::default()) }
            if profiles.is_empty() {
                { state::empty("No profile is loaded", html! { <p>{"Drop a profile and the catalog it names anywhere on this page, in any order, or choose them under "}<a href="#/sources">{"Sources"}</a>{"."}</p> }) }
            }
            { for profiles.iter().map(view_profile) }
        </div>
    }
}

fn view_profile(entry: &ProfileEntry) -> Html {
    let [taken, left_out, tightened, reworded] = entry.counts;
    let title = if entry.title.is_empty() {
        &entry.file
    } else {
        &entry.title
    };
    html! {
        <article class="part" key={entry.file.clone()}>
            if let Some(set) = &entry.set {
                <h2><a href={Route::drift(&set.id).href()}>{title}</a></h2>
                <p>{number::of(taken, "rule taken", "rules taken")}{", "}{number::count(left_out)}{" left out, "}
                    {number::of(tightened, "parameter set or constrained", "parameters set or constrained")}{", "}
                    {number::of(reworded, "text changed", "texts changed")}</p>
            } else {
                <h2>{title}</h2>
                <p><strong>{"Not resolved."}</strong>{" The rest of what is loaded stands as it is."}</p>
            }
            <p class="xs muted">{"File "}<code>{&entry.file}</code>{", also listed under "}<a href="#/sources">{"Sources"}</a></p>
            if !entry.problems.is_empty() {
                <ul class="dots small">{ for entry.problems.iter().map(view_problem) }</ul>
            }
        </article>
    }
}

fn view_problem(problem: &Problem) -> Html {
    let severity = match problem.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    };
    html! {
        <li><b>{severity}{" "}{&problem.code}</b>{": "}{&problem.what}
            if !problem.pointer.is_empty() {
                {" at "}<code>{&problem.pointer}</code>
            }
            if !problem.hint.is_empty() {
                {". "}<span class="muted">{&problem.hint}</span>
            }
        </li>
    }
}

fn view_drift(view: &DriftView, ask: &DriftAsk, tools: &Tools) -> Html {
    let title = title(view);
    let above = crumbs::crumbs(
        &[
            ("#/compare".into(), "Compare".into()),
            (Route::drift("").href().into(), "Profiles".into()),
        ],
        &view.profile.title,
    );
    let below = html! {
        <>
            { view_bases(view) }
            <div class="row no-print">
                <a class="btn" href={address::rule_set(&view.profile.id)}>{"Its rules"}</a>
                { copy_button(Route::Drift(ask.clone()).href().into(), "", false, &tools.copy_link) }
            </div>
        </>
    };
    html! {
        <div class="stack drift">
            { page_head::page_head(above, &title, "", below) }
            { view_counts(view) }
            if !view.warnings.is_empty() {
                { page_head::section("unclear", "What was ignored or unclear", view_lines(&view.warnings)) }
            }
            { for LISTS.iter().map(|(list, id, name)| view_list(*list, id, name, view, ask)) }
        </div>
    }
}

/// The lists, those first that say what the adopter did to the words.
const LISTS: [(DriftList, &str, &str); 5] = [
    (DriftList::Tightened, "tightened", "Tightened"),
    (DriftList::Reworded, "reworded", "Reworded"),
    (DriftList::LeftOut, "left-out", "Left out"),
    (DriftList::Taken, "taken", "Taken"),
    (DriftList::Parents, "parents", "Kept as parents only"),
];

/// The beginning of a list with the way to all of it, or a part of the one list that is shown.
fn view_list(
    list: DriftList,
    id: &'static str,
    name: &'static str,
    view: &DriftView,
    ask: &DriftAsk,
) -> Html {
    let total = view.counts.of(list);
    if view.list.is_some_and(|one| one != list) || (list == DriftList::Parents && total == 0) {
        return Html::default();
    }
    let (body, shown) = match list {
        DriftList::Tightened => (view_tightened(view), view.tightened.len()),
        DriftList::Reworded => (view_reworded(view), view.reworded.len()),
        DriftList::LeftOut => (
            view_rules(&view.left_out, "Nothing was left out."),
            view.left_out.len(),
        ),
        DriftList::Taken => (
            view_rules(&view.taken, "Nothing was taken."),
            view.taken.len(),
        ),
        DriftList::Parents => (view_rules(&view.parents, ""), view.parents.len()),
    };
    let shown = shown as u32;
    let at = |list, offset| {
        Route::Drift(DriftAsk {
            id: ask.id.clone(),
            list,
            offset,
        })
        .href()
    };
    let below = match view.list {
        Some(_) => {
            let part = Part {
                offset: view.offset,
                shown,
                total,
                step: STEP,
            };
            html! {
                <>
                    { pager("entries", part, &|offset| at(Some(list), offset).into()) }
                    <p class="small"><a href={at(None, 0)}>{"All lists"}</a></p>
                </>
            }
        }
        None if shown < total => html! {
            <p class="small"><a href={at(Some(list), 0)}>{"All "}{number::count(total)}{", "}{name.to_lowercase()}</a></p>
        },
        None => Html::default(),
    };
    let body = html! {
        <>
            if list == DriftList::Parents {
                <p class="small muted">{"Not selected and not counted: a rule below each of them was taken."}</p>
            }
            { body }
            { below }
        </>
    };
    html! { <div key={id}>{ page_head::section(id, name, body) }</div> }
}

fn view_bases(view: &DriftView) -> Html {
    html! {
        <p>
            if view.bases.is_empty() {
                {"What it was taken from is not loaded as a rule set."}
            } else {
                {"Taken from "}
            }
            for (at, base) in view.bases.iter().enumerate() {
                {if at > 0 { ", " } else { "" }}<a href={address::rule_set(&base.id)}>{&base.title}</a>
                {" ("}<a href={changes(&base.id, &view.profile.id)}>{"all changes, rule by rule"}</a>{")"}
            }
        </p>
    }
}

fn changes(base: &str, profile: &str) -> String {
    Route::Compare(ComparePlace {
        view: CompareView::Changes,
        ..ComparePlace::of(vec![base.to_owned(), profile.to_owned()])
    })
    .href()
}

fn view_counts(view: &DriftView) -> Html {
    let counts = [
        (DriftList::Taken, "taken"),
        (DriftList::LeftOut, "left out"),
        (DriftList::Tightened, "parameters set or constrained"),
        (DriftList::Reworded, "texts changed"),
    ];
    html! {
        <div class="stack-s">
            <ul class="row" role="status">
                for (list, words) in counts {
                    <li><b class="num">{number::count(view.counts.of(list))}</b>{" "}{words}</li>
                }
            </ul>
            if view.labelled > 0 {
                <p class="small">{number::of(view.labelled, "more rule was", "more rules were")}{" touched, but only labels or links were added or removed: no word of the text changed."}</p>
            }
            <details class="small prose">
                <summary>{"How this is counted"}</summary>
                <p>{"Taken are the rules that the profile selects, rules below rules included; left out is every other rule of \
                     the catalogs it imports. A parameter counts as tightened when the profile sets its value or adds a constraint; \
                     whether that is stricter is for the reader to judge, so both are shown. A text counts as changed when the \
                     wording that its publisher wrote differs; a value filled into an unchanged sentence is not a change of text."}</p>
            </details>
        </div>
    }
}

fn view_tightened(view: &DriftView) -> Html {
    if view.tightened.is_empty() {
        return html! { <p>{"No parameter was set or constrained."}</p> };
    }
    let rows = view.tightened.iter().map(view_parameter).collect();
    data_table(
        "Parameters that the adopter set or constrained",
        "drift",
        &["Rule", "Parameter", "Before", "Now", "Constraint added"],
        rows,
    )
}

fn view_parameter(one: &TightenedView) -> Html {
    html! {
        <tr key={one.parameter.clone()}>
            <th scope="row">{ one.rule.as_ref().map_or_else(|| html! { {"a heading"} }, address::link) }</th>
            <td>
                if !one.label.is_empty() {
                    <p>{&one.label}</p>
                }
                <code class="xs">{&one.parameter}</code>
            </td>
            <td>{&one.before}</td>
            <td>
                if one.before == one.after {
                    <span class="muted">{"as before"}</span>
                } else {
                    <b>{&one.after}</b>
                }
            </td>
            <td>{one.constraints.join("; ")}</td>
        </tr>
    }
}

fn view_reworded(view: &DriftView) -> Html {
    if view.reworded.is_empty() {
        return html! { <p>{"No text was changed."}</p> };
    }
    html! { <div>{ for view.reworded.iter().map(view_change) }</div> }
}

fn view_change(one: &RewordedView) -> Html {
    html! {
        <article class="drift__change">
            <h3>{ address::link(&one.rule) }</h3>
            <p class="xs muted">{"Changed: "}{&one.part}</p>
            { word_diff::word_diff(&one.pieces) }
        </article>
    }
}

fn view_rules(rules: &[Link], none: &'static str) -> Html {
    if rules.is_empty() {
        return html! { <p>{none}</p> };
    }
    html! {
        <ul class="drift__rules">
            for rule in rules {
                <li>{ address::link(rule) }<span class="xs muted">{" "}{local(&rule.id)}</span></li>
            }
        </ul>
    }
}

fn local(id: &str) -> String {
    id.split_once('/').map_or(id, |(_, local)| local).to_owned()
}

fn view_lines(lines: &[String]) -> Html {
    let list = html! { <ul class="dots small">for line in lines { <li>{line}</li> }</ul> };
    if lines.len() <= SHOWN {
        return list;
    }
    html! { <details><summary>{number::of(number::len(lines), "remark", "remarks")}</summary>{ list }</details> }
}
