//! `#/chain/{id}`: from a rule down to whoever stands behind it, on one screen. Never closes a gap that is there.

use protocol::{ChainKind, ChainState, ChainStep, ChainView, CheckOutcome};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use crate::components::{address, attestation, checks, number, page_head, typeset};
use crate::html::html;
use crate::route::Route;

/// The page.
pub fn view(scene: &Scene<'_>) -> Html {
    answered(scene.page(), |chain: &ChainView| view_page(chain))
}

/// What the tab is called.
pub fn title(chain: &ChainView) -> String {
    ["What stands behind “", &chain.about.name, "”"].concat()
}

fn view_page(chain: &ChainView) -> Html {
    let below = html! {
        <p>
            {if chain.unbroken { "Every link holds. " } else { "Not every link holds. " }}
            { typeset::sentence(&chain.words) }
        </p>
    };
    html! {
        <div class="stack">
            { page_head::page_head(
                html! { <p class="small">{ address::link(&chain.about) }{" · "}<a href={crate::components::standing::evidence(&chain.about.id)}>{"Everything signed about it"}</a></p> },
                &title(chain),
                "From the rule to the text it stands in, to who signed that text, to who vouches for the signer, to the law behind all of them.",
                below,
            ) }
            <ol class="chain">{ for chain.steps.iter().map(view_step) }</ol>
            <p class="small muted prose">{"Links that hold follow by arithmetic, or from your own choice of whom to rely on. Links that somebody only states, with a source, are marked as claimed. "}<a href="#/viewpoint">{"Whom you rely on"}</a></p>
        </div>
    }
}

const fn kind(kind: ChainKind) -> &'static str {
    match kind {
        ChainKind::Rule => "The rule",
        ChainKind::RuleSet => "The rule set it stands in",
        ChainKind::Attestation => "Who signed that text",
        ChainKind::Key => "With which key",
        ChainKind::Recognition => "Who vouches for the signer",
        ChainKind::Backstop => "The law behind it",
    }
}

fn view_step(step: &ChainStep) -> Html {
    let class = match step.state {
        ChainState::Holds => "chain__link",
        ChainState::Claimed | ChainState::Missing | ChainState::Broken => {
            "chain__link chain__link--broken"
        }
    };
    html! {
        <li {class}>
            <span class="vh">{if step.state == ChainState::Holds { "Holds" } else { "Does not hold by itself" }}</span>
            <div class="chain__body">
                <div class="chain__what">
                    <p class="xs muted">{kind(step.kind)}</p>
                    <h2>{ view_title(step) }</h2>
                </div>
                <div class="chain__how">
                    <p class={state_class(step.state)}><span class="check__out">{ view_state(step.state) }</span></p>
                    if !step.words.is_empty() {
                        <p>{ typeset::sentence(&step.words) }</p>
                    }
                    if step.others > 0 {
                        <p class="muted">{number::of(step.others, "other was", "others were")}{" not followed."}</p>
                    }
                </div>
            </div>
        </li>
    }
}

fn view_title(step: &ChainStep) -> Html {
    if !step.evidence.is_empty() {
        let title = if step.title.is_empty() {
            "The statement"
        } else {
            step.title.as_str()
        };
        return html! { <a href={attestation::address_of(&step.evidence)}>{title}</a> };
    }
    match &step.link {
        Some(link) if step.title.is_empty() => address::link(link),
        Some(link) => html! { <a href={Route::of(link).href()}>{&step.title}</a> },
        None if step.title.is_empty() => html! { {"Nothing"} },
        None => html! { {&step.title} },
    }
}

const fn state_class(state: ChainState) -> &'static str {
    match state {
        ChainState::Holds => "check--confirmed",
        ChainState::Claimed => "check--skipped",
        ChainState::Missing => "check--na",
        ChainState::Broken => "check--failed",
    }
}

fn view_state(state: ChainState) -> Html {
    let (outcome, word) = match state {
        ChainState::Holds => (CheckOutcome::Confirmed, "Holds"),
        ChainState::Claimed => (CheckOutcome::NotChecked, "Claimed, with a source"),
        ChainState::Missing => (CheckOutcome::NotApplicable, "Nothing ties it"),
        ChainState::Broken => (CheckOutcome::Failed, "Contradicted"),
    };
    html! { <>{ checks::symbol(outcome) }<span>{word}</span></> }
}
