//! What an adopter made of what it adopted: taken, left out, tightened, reworded; and every profile that was loaded.
//! Never says whether that is good.

use protocol::{
    Answer, Ask, DriftView, Link, Problem, ProfileEntry, RewordedView, Severity, TightenedView,
};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::data_table::data_table;
use crate::components::rule_card::copy_button;
use crate::components::{address, crumbs, number, page_head, state, word_diff};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// The heading of the list of profiles.
pub const TITLE: &str = "Profiles: who adopted what";

/// Longer lists of rules are folded.
const SHOWN: usize = 12;
/// Rewordings drawn at once; the others are folded.
const REWORDED_SHOWN: usize = 20;

/// What the page asks.
pub fn ask(id: &str) -> Ask {
    if id.is_empty() {
        Ask::Profiles
    } else {
        Ask::Drift(id.to_owned())
    }
}

/// The heading of one profile, and the title of the tab.
pub fn title(view: &DriftView) -> String {
    [&view.profile.title, ": what it made of what it took"].concat()
}

/// The page.
pub fn view(id: &str, scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    answered(scene.page(), &|answer| match answer {
        Answer::Drift(view) => Some(view_drift(view, id, &tools)),
        Answer::Profiles(profiles) => Some(view_profiles(profiles)),
        _ => None,
    })
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
                <h2><a href={Route::Drift(set.id.clone()).href()}>{title}</a></h2>
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

fn view_drift(view: &DriftView, id: &str, tools: &Tools) -> Html {
    let title = title(view);
    let above = crumbs::crumbs(
        &[
            ("#/compare".into(), "Compare".into()),
            (Route::Drift(String::new()).href().into(), "Profiles".into()),
        ],
        &view.profile.title,
    );
    let below = html! {
        <>
            { view_bases(view) }
            <div class="row no-print">
                <a class="btn" href={address::rule_set(&view.profile.id)}>{"Its rules"}</a>
                { copy_button(Route::Drift(id.to_owned()).href().into(), "", false, &tools.copy_link) }
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
            { page_head::section("tightened", "Tightened", view_tightened(view)) }
            { page_head::section("reworded", "Reworded", view_reworded(view)) }
            { page_head::section("left-out", "Left out", view_rules(&view.left_out, "Nothing was left out.")) }
            { page_head::section("taken", "Taken", view_rules(&view.taken, "Nothing was taken.")) }
            if !view.parents.is_empty() {
                { page_head::section("parents", "Kept as parents only", html! {
                    <>
                        <p class="small muted">{"Not selected and not counted: a rule below each of them was taken."}</p>
                        { view_rules(&view.parents, "") }
                    </>
                }) }
            }
        </div>
    }
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
        ("#taken", number::len(&view.taken), "taken"),
        ("#left-out", number::len(&view.left_out), "left out"),
        (
            "#tightened",
            number::len(&view.tightened),
            "parameters set or constrained",
        ),
        ("#reworded", number::len(&view.reworded), "texts changed"),
    ];
    html! {
        <div class="stack-s">
            <ul class="row" role="status">
                for (_, count, words) in counts {
                    <li><b class="num">{number::count(count)}</b>{" "}{words}</li>
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
    let (first, rest) = view
        .reworded
        .split_at(view.reworded.len().min(REWORDED_SHOWN));
    html! {
        <>
            <div>{ for first.iter().map(view_change) }</div>
            if !rest.is_empty() {
                <details>
                    <summary>{number::count(number::len(rest))}{" more"}</summary>
                    <div>{ for rest.iter().map(view_change) }</div>
                </details>
            }
        </>
    }
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
    let list = html! {
        <ul class="drift__rules">
            for rule in rules {
                <li>{ address::link(rule) }<span class="xs muted">{" "}{local(&rule.id)}</span></li>
            }
        </ul>
    };
    if rules.len() <= SHOWN {
        return list;
    }
    html! { <details><summary>{number::of(number::len(rules), "rule", "rules")}</summary>{ list }</details> }
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
