//! `#/evidence/{id}`: one verdict, step by step, with what it does not show and how to repeat it. Never a bare tick.

mod receipt;
mod short;

use ident::Standing;
use protocol::{
    AppliedFit, AppliedView, CheckOutcome, CheckView, ClaimResult, Lacking, NamedBy, Rebuttal,
    Recognition, SubjectView, VerdictView,
};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use crate::components::icon::icon;
use crate::components::{
    address, attestation, checks, crumbs, day, facts, number, page_head, recognition, standing,
    typeset,
};
use crate::effects::files;
use crate::html::html;
use crate::route::Route;

/// Longer lists stand behind a summary.
const SHOWN: usize = 12;

/// The page.
pub fn view(scene: &Scene<'_>) -> Html {
    answered(scene.page(), |verdict: &VerdictView| {
        view_page(verdict, scene)
    })
}

/// What the tab is called.
pub fn title(verdict: &VerdictView) -> String {
    [verdict.row.standing.label(), ": ", &verdict.row.says].concat()
}

fn view_page(verdict: &VerdictView, scene: &Scene<'_>) -> Html {
    let signed = verdict.row.standing != Standing::Unsigned;
    html! {
        <div>
            { view_head(verdict) }
            <div class="cols-main cols-main--aside">
                <div>
                    { page_head::section("checks", "The checks, in order", view_checks(verdict, scene)) }
                    { page_head::section("shows", "What this shows and does not show", view_shows(verdict)) }
                    { view_disputes(verdict) }
                    { page_head::section("recognition", "Who leads you to the signer", view_recognition(verdict)) }
                    { page_head::section("subjects", "What it is about", view_subjects(verdict)) }
                    if !verdict.applied.is_empty() {
                        { page_head::section("applied", "Which rules it names", view_applied(&verdict.applied, !verdict.signers.is_empty())) }
                    }
                    if !verdict.facts.is_empty() {
                        { page_head::section("facts", facts_title(signed), view_facts(verdict)) }
                    }
                    { page_head::section("raw", raw_title(signed), view_raw(verdict)) }
                </div>
                <aside aria-label="Receipt">{ receipt::view(verdict, scene) }</aside>
            </div>
        </div>
    }
}

const fn facts_title(signed: bool) -> &'static str {
    match signed {
        true => "What else it says, in the signer’s words",
        false => "What else it says, in its own words",
    }
}

const fn raw_title(signed: bool) -> &'static str {
    match signed {
        true => "The statement as it was signed",
        false => "The statement as it was read",
    }
}

fn view_head(verdict: &VerdictView) -> Html {
    let row = &verdict.row;
    let above = crumbs::crumbs(
        &[(
            Route::Evidence(Default::default()).href().into(),
            AttrValue::Static("Evidence"),
        )],
        &row.kind,
    );
    let below = html! {
        <div class="verdict__top">
            <p class="row">{ standing::large(row.standing) }<span class="small">{checks::counted(&verdict.checks)}</span></p>
            { short::view(verdict) }
            if let Some(check) = &row.decisive {
                <p class={held(check.outcome)}><strong>{held_by(check.outcome)}</strong>{checks::question(check)}{" "}{ checks::said(check) }</p>
            }
            if row.rebutted > 0 {
                <p class="attest__dispute">
                    {"This statement is disputed. "}<a href="#disputes" onclick={to_disputes()}>{"Read who disputes it"}</a>{"."}
                </p>
            }
        </div>
    };
    page_head::page_head(
        above,
        "Is this signed, by whom, and does it hold?",
        &row.says,
        below,
    )
}

const fn held_by(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Failed => "What failed: ",
        CheckOutcome::NotChecked | CheckOutcome::Confirmed | CheckOutcome::NotApplicable => {
            "What could not be checked: "
        }
    }
}

const fn held(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Failed => "verdict__held verdict__held--failed",
        CheckOutcome::NotChecked | CheckOutcome::Confirmed | CheckOutcome::NotApplicable => {
            "verdict__held"
        }
    }
}

// The target would otherwise become the address.
fn to_disputes() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        crate::effects::focus::show("disputes");
    })
}

fn view_checks(verdict: &VerdictView, scene: &Scene<'_>) -> Html {
    html! {
        <>
            <p class="small muted prose">{"Each builds on those above it, and each is required unless it says that it only informs. If the signature does not hold, nothing that rests on it counts as confirmed."}</p>
            if !verdict.lacking.is_empty() {
                { view_lacking(verdict, scene) }
            }
            { checks::checks(&verdict.checks) }
        </>
    }
}

/// What the statement points to and what nobody brought yet: fetched only at a click.
fn view_lacking(verdict: &VerdictView, scene: &Scene<'_>) -> Html {
    html! {
        <div class="offer stack-s">
            <h3>{"Not at hand, and needed for a check below"}</h3>
            <ul class="dots small stack-s">
                for one in &verdict.lacking {
                    <li key={one.address.clone()}>
                        <p>{&one.what}{", at "}<code class="xs">{&one.address}</code></p>
                        if !one.tried.is_empty() {
                            <p role="status">{&one.tried}</p>
                        }
                        <button class="btn no-print" type="button" aria-label={["Fetch ", &one.what].concat()} onclick={fetch(one, scene)}>
                            { icon("#i-download") }{"Fetch it"}
                        </button>
                    </li>
                }
            </ul>
            <p class="xs muted">
                {"That host will learn that somebody looked, not what for; it is listed under "}<a href="#/sources">{"Sources"}</a>
                {". The verdict is made again as soon as the file is here, at the time named in the receipt. A host that lets no other page read its files answers nothing: then download the file and drop it on this page."}
            </p>
        </div>
    }
}

fn fetch(one: &Lacking, scene: &Scene<'_>) -> Callback<MouseEvent> {
    let (reach, address) = (scene.reach.clone(), one.address.clone());
    Callback::from(move |_: MouseEvent| files::open(&reach, address.clone()))
}

fn view_shows(verdict: &VerdictView) -> Html {
    html! {
        <div class="shows">
            <div>
                <h3>{"What this shows"}</h3>
                if verdict.shows.is_empty() {
                    <p>{nothing_shown(verdict)}</p>
                } else {
                    <ul>for sentence in &verdict.shows { <li>{ typeset::sentence(sentence) }</li> }</ul>
                }
            </div>
            <div>
                <h3>{"What it does not show"}</h3>
                <ul>for sentence in &verdict.does_not_show { <li>{ typeset::sentence(sentence) }</li> }</ul>
            </div>
        </div>
    }
}

/// Why a verdict shows nothing.
fn nothing_shown(verdict: &VerdictView) -> &'static str {
    match (verdict.row.standing, verdict.signers.is_empty()) {
        (Standing::Unsigned, _) => "Nothing: nobody signed it.",
        (Standing::NotCheckableHere, true) => "Nothing: its signature could not be checked.",
        (Standing::NotCheckableHere, false) => {
            "Nothing to rely on: a signature holds, but a required check could not be made."
        }
        (_, true) => "Nothing: no signature holds here.",
        (_, false) => "Nothing to rely on: a signature holds, but a required check failed.",
    }
}

fn view_disputes(verdict: &VerdictView) -> Html {
    let list = |title: &'static str, rebuttals: &[Rebuttal]| {
        html! {
            if !rebuttals.is_empty() {
                <div class="stack-s">
                    <h3>{title}</h3>
                    for rebuttal in rebuttals {
                        <div class="attest__dispute">
                            <p class="small">{&rebuttal.words}</p>
                            { attestation::list(std::iter::once(&rebuttal.row)) }
                        </div>
                    }
                </div>
            }
        }
    };
    let body = html! {
        <div class="stack">
            if verdict.rebuttals.is_empty() && verdict.disputes.is_empty() {
                <p class="small">{"No reply to this statement and no dispute of it is loaded. Others may exist elsewhere."}</p>
            }
            { list("Against this statement", &verdict.rebuttals) }
            { list("This statement speaks against", &verdict.disputes) }
        </div>
    };
    page_head::section("disputes", "Right of reply", body)
}

fn view_recognition(verdict: &VerdictView) -> Html {
    html! {
        <div class="stack">
            if let Some(path) = &verdict.path {
                { recognition::path(path) }
            } else {
                { view_no_path(verdict) }
            }
            if !verdict.recognised_by.is_empty() {
                <h3>{"Everybody loaded who recognises the signer"}</h3>
                { view_recognitions(&verdict.recognised_by) }
            }
        </div>
    }
}

/// Who stands for the signer where no recognition leads there.
fn view_no_path(verdict: &VerdictView) -> Html {
    let chosen =
        |check: &CheckView| check.name == "key-chosen" && check.outcome == CheckOutcome::Confirmed;
    let words = if verdict.signers.is_empty() {
        "There is no signature that holds, so there is no signer to lead to."
    } else if !verdict.checks.iter().any(chosen) {
        return html! {
            <p class="small">
                {"Nobody you chose leads to this key. "}<a href="#/viewpoint">{"Choose whom to rely on"}</a>
            </p>
        };
    } else if verdict.row.issuer.by == NamedBy::Authority {
        "You expect this signer, and an authority you chose vouches for the name; nobody else stands between."
    } else {
        "You chose this key yourself; nobody stands between."
    };
    html! { <p class="small">{words}</p> }
}

/// Recognitions as a list: who says what of whom, how it stands, whether it is returned.
pub(super) fn view_recognitions(all: &[Recognition]) -> Html {
    html! {
        <ul class="choices">
            for one in all {
                <li key={one.evidence.clone()}>
                    <div class="small">
                        <p><strong>{ address::who(&one.from) }</strong>{" recognises "}<strong>{ address::who(&one.to) }</strong>{if one.returned { ", and the other way round." } else { "; nothing signed goes the other way." }}</p>
                        <p class="xs">{ typeset::sentence(&one.words) }</p>
                        if !one.weakness.is_empty() {
                            <p class="xs muted">{"Weak: "}{&one.weakness}{"."}</p>
                        }
                    </div>
                    <a class="standing__link" href={attestation::address_of(&one.evidence)}>{ standing::badge(one.standing) }</a>
                </li>
            }
        </ul>
    }
}

fn view_subjects(verdict: &VerdictView) -> Html {
    let subjects = &verdict.subjects;
    let (first, rest) = subjects.split_at(subjects.len().min(SHOWN));
    html! {
        <div class="stack">
            <p class="small muted prose">{"Things are matched by digest alone. Their names are the signer’s words."}</p>
            if subjects.is_empty() {
                <p class="small">{"It names nothing."}</p>
            }
            <ul class="plain stack-s">{ for first.iter().map(view_subject) }</ul>
            if !rest.is_empty() {
                <details>
                    <summary class="small">{rest.len()}{" more"}</summary>
                    <ul class="plain stack-s">{ for rest.iter().map(view_subject) }</ul>
                </details>
            }
            if verdict.row.subjects > number::len(subjects) {
                <p class="small muted">{"It names "}{number::count(verdict.row.subjects)}{" things in all; the others are not listed here."}</p>
            }
        </div>
    }
}

fn view_subject(subject: &SubjectView) -> Html {
    html! {
        <li>
            <p>
                if subject.name.is_empty() {
                    <span class="muted">{"Without a name"}</span>
                } else {
                    <strong>{&subject.name}</strong>
                }
                {": "}{ typeset::sentence(&subject.words) }
            </p>
            for (algorithm, digest) in &subject.digests {
                <p class="xs"><code>{algorithm}{":"}{digest}</code></p>
            }
            for found in &subject.matches {
                <p class="small">
                    {"At hand: "}<a href="#/sources">{&found.file}</a>
                    {if found.canonical { " (its canonical form has that digest)" } else { "" }}
                    for link in &found.links {
                        {", "}{ address::link(link) }
                    }
                </p>
            }
        </li>
    }
}

/// Without a signature that holds nobody is known to have named them, so nothing is marked as confirmed.
fn view_applied(all: &[AppliedView], signed: bool) -> Html {
    html! {
        <div class="stack">
            for applied in all {
                <div class="stack-s">
                    <h3>
                        if let Some(set) = &applied.set {
                            { address::link(set) }
                        } else {
                            {&applied.named}
                        }
                    </h3>
                    <p class={fit_class(applied.fit)}>
                        if signed {
                            <span class="check__out">{ checks::mark(fit(applied.fit)) }</span>
                        }
                        <span class="small">{&applied.words}{"."}</span>
                    </p>
                    if !applied.rules.is_empty() {
                        <ul class="dots small">
                            for rule in &applied.rules {
                                <li>
                                    <strong>{result(rule.result)}</strong>{": "}
                                    if let Some(link) = &rule.rule {
                                        { address::link(link) }
                                    } else {
                                        {&rule.named}{" (no rule of that name is loaded)"}
                                    }
                                </li>
                            }
                        </ul>
                    }
                </div>
            }
        </div>
    }
}

const fn fit(fit: AppliedFit) -> CheckOutcome {
    match fit {
        AppliedFit::SameText => CheckOutcome::Confirmed,
        AppliedFit::SameAddressOnly | AppliedFit::NotAtHand => CheckOutcome::NotChecked,
        AppliedFit::OtherText => CheckOutcome::Failed,
    }
}

const fn fit_class(fit: AppliedFit) -> &'static str {
    match fit {
        AppliedFit::SameText => "row check--confirmed",
        AppliedFit::SameAddressOnly | AppliedFit::NotAtHand => "row check--skipped",
        AppliedFit::OtherText => "row check--failed",
    }
}

const fn result(result: ClaimResult) -> &'static str {
    match result {
        ClaimResult::Passed => "Said to be kept",
        ClaimResult::Warned => "Said to need attention",
        ClaimResult::Failed => "Said not to be kept",
    }
}

fn view_facts(verdict: &VerdictView) -> Html {
    facts::facts(html! {
        <>
            for (label, words) in &verdict.facts {
                <div><dt>{label}</dt><dd>{ day::moment(words) }</dd></div>
            }
        </>
    })
}

fn view_raw(verdict: &VerdictView) -> Html {
    let raw = &verdict.raw;
    if raw.text.is_empty() {
        return html! { <p class="small">{if raw.why.is_empty() { "There is no signed text." } else { raw.why.as_str() }}</p> };
    }
    html! {
        <details>
            <summary class="small">{"Show it, "}{number::count(u32::try_from(raw.bytes).unwrap_or(u32::MAX))}{" bytes of "}{&raw.kind}</summary>
            <pre class="raw" tabindex="0">{&raw.text}</pre>
            if raw.cut {
                <p class="small muted">{"Only the beginning is shown. The whole is in the file."}</p>
            }
        </details>
    }
}
