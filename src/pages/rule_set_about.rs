//! What stands around a rule set's rules: name, binding, dates, scope, sources, digest. Never shows a rule.

use ident::SourceClass;
use protocol::{Filter, Relative, RuleSetView, Way};
use yew::prelude::*;

use super::tools::Tools;
use crate::components::icon::icon;
use crate::components::{
    address, binding, crumbs, dated_steps, facts, mechanism, number, page_head, rule_card,
    set_line, standing, topic_chip,
};
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// Longer lists of parties stand behind a summary.
const PARTIES_SHOWN: usize = 16;

/// Crumbs, binding, title, buttons.
pub fn head(set: &RuleSetView, tools: &Tools) -> Html {
    let above = html! {
        <>
            { view_crumbs(set) }
            <div class={binding::line(set.head.binding)}>
                <p class="row page-head__marks">
                    { binding::of_set(&set.head) }
                    { standing::of(set.head.standing, &set.head.id) }
                    <span class="xs muted">{ set_line::life(&set.head) }</span>
                </p>
            </div>
        </>
    };
    page_head::page_head(
        above,
        &set.head.title,
        &set.official_title,
        view_buttons(set, tools),
    )
}

/// When it applies, what it covers, where it comes from, what it speaks about.
pub fn about(set: &RuleSetView) -> Html {
    html! {
        <div class="ruleset__about">
            if set.dates.len() > 1 {
                { page_head::section("applies", "When it applies", view_dates(set)) }
            }
            <div class="ruleset__facts">
                { page_head::section("scope", "What it is", view_what(set)) }
                { page_head::section("source", "Where it comes from", view_source(set)) }
                if !set.relatives.is_empty() {
                    { page_head::section("relatives", "Before and after", view_relatives(set)) }
                }
                if !set.topics.is_empty() {
                    { page_head::section("speaks", "What it speaks about", view_topics(set)) }
                }
            </div>
        </div>
    }
}

fn view_crumbs(set: &RuleSetView) -> Html {
    let mut steps = vec![(
        Route::Communities(Filter::default()).href().into(),
        AttrValue::Static("Communities"),
    )];
    if let Some(community) = &set.head.community {
        steps.push((
            address::community(community),
            set.head.issuer.clone().into(),
        ));
    }
    crumbs::crumbs(&steps, &set.head.title)
}

fn view_buttons(set: &RuleSetView, tools: &Tools) -> Html {
    html! {
        <div class="row no-print">
            { rule_card::compare_button(&set.head.id, &set.head.title, false, &tools.cards()) }
            { rule_card::copy_button(address::rule_set(&set.head.id), &set.head.title, false, &tools.copy_link) }
            if let Some(url) = set.urls.first() {
                <a class="btn" href={url.clone()} rel="noopener noreferrer">{"Source at "}{facts::host(url).to_owned()}</a>
            }
            if set.derived {
                <a class="btn" href={Route::drift(&set.head.id).href()}>{"What it took and changed"}</a>
            }
            if set.head.instrument.is_none() {
                <a class="btn" href={Route::backstop(&set.head.id).href()}>{"Against what binds it"}</a>
            }
            <a class="btn" href={Route::Chain(set.head.id.clone()).href()}>{"What stands behind it"}</a>
            if !set.oscal.is_empty() && set.origin.way == Way::BuiltIn {
                <a class="btn" href={["atlas/", &set.oscal].concat()}>{ icon("#i-download") }{"OSCAL JSON"}</a>
            }
        </div>
    }
}

/// Older and newer versions and what it descends from, each with what changed from one to the other.
fn view_relatives(set: &RuleSetView) -> Html {
    let changes = |relative: &Relative| {
        let (old, new) = if relative.before {
            (&relative.set.id, &set.head.id)
        } else {
            (&set.head.id, &relative.set.id)
        };
        Route::Compare(ComparePlace {
            view: CompareView::Changes,
            ..ComparePlace::of(vec![old.clone(), new.clone()])
        })
        .href()
    };
    facts::facts(html! {
        <>
            for relative in &set.relatives {
                <div>
                    <dt>{&relative.what}</dt>
                    <dd>{ set_line::short(&relative.set) }{" "}<a href={changes(relative)}>{"See what changed"}</a></dd>
                </div>
            }
        </>
    })
}

fn view_dates(set: &RuleSetView) -> Html {
    html! {
        <>
            { dated_steps::dated_steps(&set.dates) }
            for note in [&set.status_note, &set.date_note].into_iter().filter(|note| !note.is_empty()) {
                <p class="small muted ruleset__note">{note}</p>
            }
        </>
    }
}

fn view_what(set: &RuleSetView) -> Html {
    let head = &set.head;
    facts::facts(html! {
        <>
            if !head.issuer.is_empty() {
                { facts::fact("Issuer", set_line::issuer(head)) }
            }
            { facts::words("Applies to", &set.scope) }
            { facts::words("Version", &head.version) }
            { facts::list("Where", &set.jurisdictions) }
            { facts::list("Languages", &set.languages) }
            if !set.members.is_empty() {
                { facts::fact("Parties", facts::names(&set.members, PARTIES_SHOWN)) }
            }
            { facts::words("About the parties", &set.members_note) }
            if set.dates.len() <= 1 {
                { facts::words("Status", &set.status_note) }
                { facts::words("Date", &set.date_note) }
            }
        </>
    })
}

fn view_source(set: &RuleSetView) -> Html {
    facts::facts(html! {
        <>
            if let Some(class) = set.source_class {
                { facts::words("Read", match class {
                    SourceClass::Primary => "The issuer’s own text",
                    SourceClass::Quoted => "Its wording as quoted by others",
                    SourceClass::Secondary => "Reports and summaries only",
                    SourceClass::Memory => "Nothing; written from memory",
                }) }
            }
            { facts::words("In detail", &set.source_read) }
            if !set.urls.is_empty() {
                { facts::fact("Original", html! {
                    <ul class="plain">
                        for url in &set.urls {
                            <li><a href={url.clone()} rel="noopener noreferrer">{url}</a></li>
                        }
                    </ul>
                }) }
            }
            { facts::words("File", &set.origin.name) }
            if !set.digest.is_empty() {
                { facts::fact("Its digest", html! { <code>{&set.digest}</code> }) }
            }
            { facts::words("Format", &oscal(set)) }
            if set.problems > 0 {
                { facts::fact("Problems", html! {
                    <a href="#/sources">{number::of(set.problems, "problem", "problems")}{" met while reading it"}</a>
                }) }
            }
        </>
    })
}

fn oscal(set: &RuleSetView) -> String {
    if set.oscal_version.is_empty() {
        String::new()
    } else {
        ["OSCAL ", &set.oscal_version].concat()
    }
}

fn view_topics(set: &RuleSetView) -> Html {
    html! {
        <>
            { topic_chip::counted(&set.topics) }
            if set.mechanisms.iter().any(|count| *count > 0) {
                <details>
                    <summary>{"What its rules lean on"}</summary>
                    { mechanism::bars(&set.mechanisms, set.head.rules) }
                    <p class="small"><a href={Route::mechanisms(vec![set.head.id.clone()]).href()}>{"Compare with others"}</a></p>
                </details>
            }
        </>
    }
}
