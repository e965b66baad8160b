//! One loaded file: what it is, what it brought, what is wrong with it. Never hides a problem.

use protocol::{Problem, Role, Severity, SourceFile, Way};
use yew::prelude::*;

use crate::components::icon::icon;
use crate::components::{address, number, typeset};
use crate::effects::{Reach, clipboard, files};
use crate::html::html;

/// Beyond this the rule sets stand behind a click; an atlas brings more than a hundred.
const SETS_OPEN: usize = 3;

/// A file with everything known about it.
pub fn view_file(file: &SourceFile, reach: &Reach) -> Html {
    html! {
        <>
            <div class="file__head">
                <div class="stack-s">
                    <h3>{ typeset::path(if file.title.is_empty() { &file.origin.name } else { &file.title }) }</h3>
                    <p class="small muted">{ what(file) }</p>
                </div>
                if file.origin.way != Way::BuiltIn {
                    { view_remove(file, reach) }
                }
            </div>
            { view_digest(file, reach) }
            if file.role == Role::Proposes {
                { view_proposal(file, reach) }
            }
            { view_sets(file) }
            { view_problems(file) }
        </>
    }
}

/// "OSCAL catalog 1.1.2 · nist.json, your own file · 10.4 MB · 1,196 rules".
fn what(file: &SourceFile) -> String {
    let way = match file.origin.way {
        Way::BuiltIn => "comes with this page",
        Way::File => "your own file",
        Way::Url if file.digest.is_empty() => "an address you named",
        Way::Url => "fetched at your request",
    };
    let rules: u32 = file.sets.iter().map(|set| set.rules).sum();
    let mut parts = vec![file.kind.clone()];
    parts.push(if file.title.is_empty() {
        way.to_owned()
    } else {
        [&file.origin.name, ", ", way].concat()
    });
    if !file.digest.is_empty() {
        parts.push(size(file.bytes));
    }
    if !file.sets.is_empty() {
        parts.push(number::of(number::len(&file.sets), "rule set", "rule sets").to_string());
        parts.push(number::of(rules, "rule", "rules").to_string());
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\u{a0}· ")
}

/// A size in kilobytes or megabytes with one decimal, by whole numbers.
fn size(bytes: u64) -> String {
    let (unit, name) = if bytes < 1_000_000 {
        (1_000, " kB")
    } else {
        (1_000_000, " MB")
    };
    let tenths = (bytes * 10).div_ceil(unit);
    [
        &(tenths / 10).to_string(),
        ".",
        &(tenths % 10).to_string(),
        name,
    ]
    .concat()
}

fn view_remove(file: &SourceFile, reach: &Reach) -> Html {
    let name = if file.digest.is_empty() {
        file.origin.name.clone()
    } else {
        file.digest.clone()
    };
    let label = ["Remove ", &file.origin.name].concat();
    let reach = reach.clone();
    let onclick = Callback::from(move |_: MouseEvent| reach.link.remove(&name));
    html! { <button class="btn" type="button" aria-label={label} {onclick}>{"Remove"}</button> }
}

fn view_digest(file: &SourceFile, reach: &Reach) -> Html {
    if file.digest.is_empty() {
        return Html::default();
    }
    let label = ["Copy the digest of ", &file.origin.name].concat();
    let (reach, digest) = (reach.clone(), file.digest.clone());
    let onclick =
        Callback::from(move |_: MouseEvent| clipboard::copy(&reach, digest.clone(), "The digest"));
    html! {
        <p class="file__digest xs">
            <code>{&file.digest}</code>
            <button class="btn btn--quiet btn--icon" type="button" aria-label={label} {onclick}>{ icon("#i-copy") }</button>
        </p>
    }
}

/// A viewpoint chooses nobody by being loaded; where it can be taken over, it is only proposed.
fn view_proposal(file: &SourceFile, reach: &Reach) -> Html {
    let (reach, digest) = (reach.clone(), file.digest.clone());
    let onclick = Callback::from(move |_: MouseEvent| files::propose(&reach, &digest));
    html! {
        <div class="stack-s small">
            <p>{"A viewpoint says whom somebody relies on. Opening it chooses nobody: look at what is in it, and take it over or not."}</p>
            <button class="btn" type="button" {onclick}>{"See whom it proposes"}</button>
        </div>
    }
}

fn view_sets(file: &SourceFile) -> Html {
    if file.sets.is_empty() {
        return Html::default();
    }
    let list = html! {
        <ul class="dots small">
            for set in &file.sets {
                <li key={set.id.clone()}>
                    <a href={address::rule_set(&set.id)}>{&set.title}</a>{" "}
                    <span class="muted num">{number::of(set.rules, "rule", "rules")}</span>
                    if set.suggested {
                        <span class="muted">{", topics and forces suggested by this program"}</span>
                    }
                </li>
            }
        </ul>
    };
    if file.sets.len() <= SETS_OPEN {
        return list;
    }
    html! { <details><summary>{"Rule sets in this file"}</summary>{ list }</details> }
}

fn view_problems(file: &SourceFile) -> Html {
    if file.problems.is_empty() {
        return Html::default();
    }
    let more = file
        .problems_total
        .saturating_sub(number::len(&file.problems));
    html! {
        <div class="stack-s">
            <h4>{ number::of(file.problems_total, "problem", "problems") }</h4>
            <ul class="problems">
                for (at, problem) in file.problems.iter().enumerate() {
                    <li key={at} class={class_of(problem)}>{ view_problem(problem) }</li>
                }
            </ul>
            if more > 0 {
                <p class="small muted">{["and ", &more.to_string(), " more, the first being listed"].concat()}</p>
            }
        </div>
    }
}

fn class_of(problem: &Problem) -> &'static str {
    match problem.severity {
        Severity::Error => "problem problem--error",
        Severity::Warning => "problem",
    }
}

fn view_problem(problem: &Problem) -> Html {
    let (symbol, word) = match problem.severity {
        Severity::Error => ("#c-failed", "Not usable"),
        Severity::Warning => ("#c-skipped", "Used with care"),
    };
    html! {
        <>
            <b>{ icon(symbol) }{word}<code class="xs">{&problem.code}</code></b>
            <p>{&problem.what}</p>
            { view_place(problem) }
            <p class="muted">{&problem.hint}</p>
        </>
    }
}

fn view_place(problem: &Problem) -> Html {
    let mut place = Vec::new();
    if problem.line > 0 {
        place.push(["line ", &problem.line.to_string()].concat());
    }
    if problem.column > 0 {
        place.push(["column ", &problem.column.to_string()].concat());
    }
    if place.is_empty() && problem.pointer.is_empty() {
        return Html::default();
    }
    html! {
        <p class="xs">
            {place.join(", ")}
            if !problem.pointer.is_empty() {
                <span>{if place.is_empty() { "at " } else { ", at " }}<code>{&problem.pointer}</code></span>
            }
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_well_and_are_never_too_small() {
        for (bytes, text) in [
            (0, "0.0 kB"),
            (1, "0.1 kB"),
            (24_900, "24.9 kB"),
            (10_440_000, "10.5 MB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
