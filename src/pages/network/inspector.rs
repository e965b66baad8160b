//! The selected body or instrument: its rule sets and its ties both ways. Never shows more than one step.

use protocol::{HitKind, Inspection, NetworkView, NotFound, SetRef, Tie};
use yew::prelude::*;

use crate::components::icon::icon;
use crate::components::{address, modality, set_line, standing, state};
use crate::effects::Reach;
use crate::html::html;
use crate::route::{NetworkPlace, Route};
use crate::store::{Action, Loaded, Tray, TrayItem};

/// More rule sets than this are left to the community's page.
const SETS: usize = 3;
/// More ties than this stand behind "more".
const TIES: usize = 8;
/// As many of the most connected are offered while nothing is selected.
const OFFERED: usize = 6;

/// What is known of one node.
pub(super) fn view(place: &NetworkPlace, loaded: &Loaded, tray: &Tray, reach: &Reach) -> Html {
    html! {
        <div class="insp">
            { match (loaded.get(), loaded.get::<NotFound>()) {
                (Some(inspection), _) => view_known(inspection, place, tray, reach),
                (_, Some(found)) => html! { <p>{"Nothing is loaded under the name "}<code>{&found.what}</code>{"."}</p> },
                (None, None) => state::loading(),
            } }
        </div>
    }
}

/// What stands there while nothing is selected.
pub(super) fn view_hint(view: &NetworkView, place: &NetworkPlace) -> Html {
    html! {
        <div class="insp">
            <p>{"Choose a body or an instrument in the picture to read what it promises, whom it names and who names it."}</p>
            <section>
                <h3>{"Most relations"}</h3>
                <ul class="rel">
                    for row in view.table.iter().take(OFFERED).filter(|row| row.relations > 0) {
                        <li key={row.link.id.clone()}>
                            <a href={select(place, &row.link.id)}>{&row.link.name}</a>
                            <span class="why">{&row.kind}{", "}{crate::components::number::of(row.relations, "relation", "relations")}</span>
                        </li>
                    }
                </ul>
            </section>
        </div>
    }
}

fn select(place: &NetworkPlace, id: &str) -> String {
    Route::Network(NetworkPlace {
        selected: id.to_owned(),
        ..place.clone()
    })
    .href()
}

fn view_known(inspection: &Inspection, place: &NetworkPlace, tray: &Tray, reach: &Reach) -> Html {
    let Inspection {
        link,
        kind,
        summary,
        sets,
        says,
        said,
    } = inspection;
    let around = Route::Network(NetworkPlace {
        around: link.id.clone(),
        selected: link.id.clone(),
        ..place.clone()
    })
    .href();
    html! {
        <>
            <div>
                <p class="xs muted">{"Selected"}</p>
                <h3 class="insp__name"><a href={address::of(link)}>{&link.name}</a></h3>
                <p class="xs muted">{kind}</p>
            </div>
            if !summary.is_empty() {
                <p>{summary}</p>
            }
            <div class="insp__sets">
                for set in sets.iter().take(SETS) {
                    { view_set(set, link.kind == HitKind::RuleSet, tray, reach) }
                }
                if sets.len() > SETS {
                    <p class="small"><a href={address::of(link)}>{crate::components::number::len(sets) - SETS as u32}{" more rule sets"}</a></p>
                }
            </div>
            <p class="row no-print">
                <a class="btn btn--primary" href={address::of(link)}>{if link.kind == HitKind::RuleSet { "Open rules" } else { "Open community" }}</a>
                if link.kind == HitKind::Community {
                    <a class="btn" href={Route::backstop(&link.id).href()}>{"Against what binds it"}</a>
                }
                if place.around != link.id {
                    <a class="btn hide-s" href={around}>{"Only its ties"}</a>
                }
            </p>
            { view_ties("Says about others", says, place) }
            { view_ties("Others say about it", said, place) }
        </>
    }
}

fn view_set(set: &SetRef, alone: bool, tray: &Tray, reach: &Reach) -> Html {
    let kept = tray.holds(&set.id);
    let onclick = {
        let (reach, id, title) = (reach.clone(), set.id.clone(), set.title.clone());
        Callback::from(move |_: MouseEvent| {
            let id = id.as_str().into();
            reach.dispatch(if kept {
                Action::Release(id)
            } else {
                Action::Keep(TrayItem {
                    id,
                    title: title.as_str().into(),
                })
            });
        })
    };
    html! {
        <section key={set.id.clone()}>
            if !alone {
                <h4><a href={address::rule_set(&set.id)}>{&set.title}</a></h4>
            }
            <p class="xs muted">{ set_line::life(set) }</p>
            { modality::bar(&set.forces) }
            <p class="row">
                { standing::of(set.standing, &set.id) }
                <button type="button" class="btn no-print" aria-pressed={if kept { "true" } else { "false" }} {onclick}
                    aria-label={AttrValue::from(["Compare ", &set.title].concat())}>
                    { icon(if kept { "#i-close" } else { "#i-plus" }) }{"Compare"}
                </button>
            </p>
        </section>
    }
}

fn view_ties(title: &'static str, ties: &[Tie], place: &NetworkPlace) -> Html {
    html! {
        <section>
            <h4>{title}</h4>
            if ties.is_empty() {
                <p class="small muted">{"Nothing is recorded."}</p>
            } else {
                <ul class="rel">
                    for tie in ties.iter().take(TIES) {
                        { view_tie(tie, place) }
                    }
                </ul>
            }
            if ties.len() > TIES {
                <details>
                    <summary class="small">{ties.len() - TIES}{" more"}</summary>
                    <ul class="rel">
                        for tie in ties.iter().skip(TIES) {
                            { view_tie(tie, place) }
                        }
                    </ul>
                </details>
            }
        </section>
    }
}

fn view_tie(tie: &Tie, place: &NetworkPlace) -> Html {
    html! {
        <li>
            <span class="t">{tie.r#type.label()}</span>{" "}
            if tie.outside {
                <span>{&tie.other.name}</span>
            } else {
                <a href={select(place, &tie.other.id)}>{&tie.other.name}</a>
            }
            if !tie.statement.is_empty() {
                <span class="why">{&tie.statement}
                    if !tie.source_url.is_empty() {
                        {" "}<a href={tie.source_url.clone()} rel="noopener noreferrer">{"Source"}</a>
                    }
                </span>
            }
        </li>
    }
}
