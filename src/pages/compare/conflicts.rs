//! Where one asks for what another rules out, above everything else. Never passes a guess off as a statement.

use protocol::{ConflictView, OtherRule};
use yew::Html;

use super::heads;
use crate::components::{address, modality};
use crate::html::html;

/// Drawn at once; the others stand behind "more".
const SHOWN: usize = 3;

/// The conflicts; nothing if there is none.
pub fn conflicts(conflicts: &[ConflictView]) -> Html {
    if conflicts.is_empty() {
        return Html::default();
    }
    let mut provenances: Vec<&str> = Vec::new();
    for one in conflicts {
        if !one.provenance.is_empty() && !provenances.contains(&one.provenance.as_str()) {
            provenances.push(&one.provenance);
        }
    }
    let (first, rest) = conflicts.split_at(conflicts.len().min(SHOWN));
    html! {
        <section class="conflict" aria-labelledby="conflicts">
            <h2 id="conflicts">{"One asks for it, another rules it out"}</h2>
            { for first.iter().map(view_conflict) }
            if !rest.is_empty() {
                <details>
                    <summary class="small">{rest.len()}{" more"}</summary>
                    { for rest.iter().map(view_conflict) }
                </details>
            }
            for provenance in provenances {
                <p class="xs muted">{"Stated conflicts: "}{provenance.to_owned()}</p>
            }
        </section>
    }
}

fn view_conflict(conflict: &ConflictView) -> Html {
    let texts = [&conflict.rationale, &conflict.note];
    html! {
        <div class="conflict__one">
            <div class="conflict__sides">
                { for conflict.left.iter().chain(&conflict.right).map(view_rule) }
            </div>
            for text in texts.into_iter().filter(|text| !text.is_empty()) {
                <p class="small muted">{text}</p>
            }
        </div>
    }
}

fn view_rule(rule: &OtherRule) -> Html {
    html! {
        <article class="entry">
            <p class="entry__top">
                { modality::of_rule(rule.modality, rule.set.suggested) }
                <a href={address::rule_set(&rule.set.id)}>{heads::full_name(&rule.set)}</a>
                <span>{&rule.pinpoint}</span>
            </p>
            <p class="entry__title">{ address::link(&rule.link) }</p>
            <p class="entry__text">{&rule.text}</p>
        </article>
    }
}
