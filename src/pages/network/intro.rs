//! What a newcomer reads first: the question, three ready-made answers, what holds rules in place. Never counts itself.

use ident::{Mechanism, Topic};
use protocol::{FacetName, Filter, NetworkView};
use yew::prelude::*;

use crate::components::{mechanism, number};
use crate::effects::atlas;
use crate::html::html;
use crate::route::{ComparePlace, NetworkPlace, Route};

/// Rule sets that oblige somebody to label what AI made.
const LABELLING: [&str; 3] = [
    "eu-ai-act",
    "cn-ai-content-labelling-measures",
    "kr-ai-basic-act",
];
/// Projects that ask for a line naming the tool, and projects that forbid it.
const ASSISTED: [&str; 5] = [
    "linux-coding-assistants",
    "fedora-ai-2025",
    "llvm-ai-2026",
    "k8s-ai-2026",
    "brew-ai-2026-07",
];
/// A law, a voluntary commitment and a company's own framework on the most capable models.
const FRONTIER: [&str; 3] = [
    "us-ca-sb53",
    "seoul-frontier-ai-safety-commitments",
    "eu-ai-act",
];

pub(super) fn view_head() -> Html {
    html! {
        <header class="page-head page-head--front">
            <h1 tabindex="-1">{"Who promises what about AI, is\u{a0}it real, and who recognises it?"}</h1>
            <p class="lede">{"Communities make their own rules about AI, states add public ones. Read them, compare them, and see in your own browser what is signed and what is only claimed."}</p>
        </header>
    }
}

/// Three questions to start with: of the page's own atlas, or of the demonstration. What leads nowhere is not asked.
pub(super) fn view_questions() -> Html {
    if atlas::is_demonstration() {
        return questions_about_evidence();
    }
    let labelling = compare(&LABELLING, Topic::ContentLabelling);
    let frontier = compare(&FRONTIER, Topic::SafetyFrontier);
    let assisted = compare(&ASSISTED, Topic::ContentLabelling);
    html! {
        <section aria-labelledby="questions-title">
            <h2 id="questions-title" class="vh">{"Three questions to start with"}</h2>
            <div class="questions">
                { question(labelling, "Who must label AI content, and how?", "The EU, China and Korea, duty beside duty") }
                { question(assisted, "Who asks for an “Assisted-by” line, and who forbids it?", "The Linux kernel, Fedora and LLVM ask for it; Kubernetes and Homebrew do not allow it") }
                { question(frontier, "What backs up the promises about frontier models?", "California’s law, the pledge of Seoul and the EU AI Act, side by side") }
            </div>
            <p class="small muted no-print">
                <a href="#/compare">{"More ready-made comparisons"}</a>{". "}
                {"Nothing in this atlas is signed by those who issued it. "}
                <a href={atlas::DEMONSTRATION_LINK}>{"See what evidence looks like"}</a>
                {" in a demonstration with invented communities."}
            </p>
        </section>
    }
}

fn questions_about_evidence() -> Html {
    let href = |route: Route| route.href();
    html! {
        <section aria-labelledby="questions-title">
            <h2 id="questions-title" class="vh">{"Three questions to start with"}</h2>
            <div class="questions">
                { question(href(Route::Evidence(Default::default())), "What is signed, by whom, and does it hold?", "Every statement of the demonstration with how it stands: sound ones, and one for each way to be broken") }
                { question(href(Route::Viewpoint(Default::default())), "Whom do you trust?", "Nothing counts as confirmed before you choose; see what your choice changes") }
                { question(href(Route::Claims(Default::default())), "Who claims to keep which rule?", "What organisations say of themselves, what others say of them, and who disputes it") }
            </div>
        </section>
    }
}

fn compare(sets: &[&str], topic: Topic) -> String {
    let filter = Filter {
        topics: vec![topic],
        ..Filter::default()
    };
    let sets = sets.iter().map(|set| (*set).to_owned()).collect();
    Route::Compare(ComparePlace {
        sets,
        filter,
        ..ComparePlace::default()
    })
    .href()
}

fn question(href: String, title: &'static str, below: &'static str) -> Html {
    html! { <div class="question"><a {href}>{title}</a><p>{below}</p></div> }
}

/// Five incentives and the backstop, each a filter of the picture, with how many bodies lean on it.
pub(super) fn view_incentives(view: &NetworkView, place: &NetworkPlace) -> Html {
    let counts = view
        .facets
        .iter()
        .find(|facet| facet.name == FacetName::Mechanisms);
    let count = |mechanism: Mechanism| {
        let options = counts.into_iter().flat_map(|facet| &facet.options);
        options
            .filter(|option| option.value == mechanism.as_str())
            .map(|option| option.count)
            .next()
            .unwrap_or(0)
    };
    html! {
        <section class="incentives" aria-labelledby="incentives-title">
            <h2 id="incentives-title">{"What holds rules in place"}</h2>
            <p class="small muted">{"Five incentives let communities keep their own rules. Public authority is the backstop for grave questions of safety, ethics and value. Which of them a rule leans on is our judgement. Choose one to see who relies on it."}</p>
            <ul>
                for &mechanism in Mechanism::ALL {
                    <li class={if mechanism == Mechanism::PublicAuthority { "incentive incentive--backstop" } else { "incentive" }}>
                        <a href={only(mechanism, place)}>{ mechanism::mark(mechanism) }</a>
                        <p class="xs">{meaning(mechanism)}</p>
                        <p class="xs muted">{number::of(count(mechanism), "body or instrument", "bodies and instruments")}</p>
                    </li>
                }
            </ul>
            <p class="small no-print"><a href="#/mechanisms">{"Who leans on what, compared"}</a>{" · "}<a href="#/backstop">{"Whose rules meet what binds them"}</a></p>
        </section>
    }
}

fn only(mechanism: Mechanism, place: &NetworkPlace) -> String {
    let filter = Filter {
        mechanisms: vec![mechanism],
        ..place.filter.clone()
    };
    Route::Network(NetworkPlace {
        filter,
        ..place.clone()
    })
    .href()
}

const fn meaning(mechanism: Mechanism) -> &'static str {
    match mechanism {
        Mechanism::SocialValues => "Members share an aim and hold each other to it.",
        Mechanism::CorporateReputation => "Breaking a public promise costs a good name.",
        Mechanism::MarketCompetition => "Buyers and users choose those who keep the rules.",
        Mechanism::TechnicalConsensus => "Who wants in follows the common practice.",
        Mechanism::TechnologicalAssurance => "Signatures, logs and tests let strangers check.",
        Mechanism::PublicAuthority => "The backstop: law and courts bind everyone under them.",
    }
}
