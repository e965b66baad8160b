//! Search over everything from anywhere, Ctrl K: a combobox that keeps the focus while arrows move. Never searches
//! by itself.

use protocol::{Ask, Hit, HitKind, Question, SearchAsk, SearchView};
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::components::field::value_of;
use crate::components::icon::icon;
use crate::components::number;
use crate::effects::Reach;
use crate::html::html;
use crate::pages::search::{kind_word, view_marked};
use crate::pages::{PLACES, RULES, Scene};
use crate::route::{Route, SearchPlace};
use crate::store::{Action, Finder, NoticeKind, TrayItem};

/// Places first, because most who open this want to go somewhere; then rules. Together they fit on one screen.
const PLACE_KINDS: [HitKind; 3] = [HitKind::Community, HitKind::RuleSet, HitKind::Topic];
const PLACES_SHOWN: u32 = 5;
const RULES_SHOWN: u32 = 4;

/// What the window asks while it is open.
pub fn asks(finder: &Finder) -> [Option<Question>; 2] {
    if !finder.open {
        return [None, None];
    }
    [
        Some(search(&finder.query, PLACE_KINDS.to_vec(), PLACES_SHOWN)),
        Some(search(&finder.query, vec![HitKind::Rule], RULES_SHOWN)),
    ]
}

/// The window.
pub fn view(scene: &Scene<'_>) -> Html {
    let (reach, finder) = (scene.reach, &scene.store.palette);
    let query = &*finder.query;
    let (places, rules) = (&scene.loaded[PLACES], &scene.loaded[RULES]);
    let (mut hits, mut total) = (Vec::new(), 0);
    for found in [places, rules] {
        if let (Some(view), false) = (found.get::<SearchView>(), query.is_empty()) {
            hits.extend(grouped(&view.hits));
            total += view.total;
        }
    }
    let at = finder.at.min(hits.len().saturating_sub(1));
    let typed = {
        let reach = reach.clone();
        Callback::from(move |event: InputEvent| {
            let query = value_of(&event).into();
            reach.dispatch(Action::Find(Finder {
                open: true,
                query,
                at: 0,
            }));
        })
    };
    let pressed = {
        let (reach, hits, finder) = (reach.clone(), hits.clone(), finder.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = hits.len().saturating_sub(1);
            let mark = |at| {
                reach.dispatch(Action::Find(Finder {
                    at,
                    ..finder.clone()
                }))
            };
            match event.key().as_str() {
                "ArrowDown" => mark(if at >= last { 0 } else { at + 1 }),
                "ArrowUp" => mark(if at == 0 { last } else { at - 1 }),
                "Enter" => match hits.get(at) {
                    Some(hit) => open(&reach, Route::of(&hit.link)),
                    None if finder.query.is_empty() => return,
                    None => open(&reach, everything(&finder.query)),
                },
                "Tab" if !event.shift_key() => {
                    if let Some(item) = hits.get(at).and_then(set_of) {
                        keep(&reach, item);
                    }
                }
                "Tab" => {}
                "Escape" => reach.dispatch(Action::Palette(false)),
                _ => return,
            }
            event.prevent_default();
        })
    };
    html! {
        <div class="veil no-print" onclick={close_outside(reach)}>
            <div class="palette" role="dialog" aria-modal="true" aria-label="Search or jump">
                <div class="palette__in">
                    { icon("#i-search") }
                    <input id="palette-words" type="text" role="combobox" autocomplete="off" spellcheck="false"
                        aria-label="Search or jump" aria-autocomplete="list" aria-controls="palette-hits"
                        aria-expanded={if hits.is_empty() { "false" } else { "true" }}
                        aria-activedescendant={(!hits.is_empty()).then(|| option_id(at))}
                        placeholder="A community, a law, a rule, a topic"
                        value={query.to_owned()} oninput={typed} onkeydown={pressed} />
                    <kbd>{"Esc"}</kbd>
                </div>
                <div id="palette-hits" role="listbox" aria-label="Results" class="palette__list">
                    { view_hits(&hits, at, reach) }
                </div>
                <p class="palette__said" role="status">{ said(query, hits.len(), total, places.busy() || rules.busy()) }</p>
                <div class="palette__foot">
                    <span><kbd>{"↑"}</kbd>{" "}<kbd>{"↓"}</kbd>{" move"}</span>
                    <span><kbd>{"Enter"}</kbd>{" open"}</span>
                    <span><kbd>{"Tab"}</kbd>{" keep for comparing"}</span>
                </div>
            </div>
        </div>
    }
}

fn search(query: &str, kinds: Vec<HitKind>, limit: u32) -> Question {
    Question::from(Ask::Search(SearchAsk {
        query: query.to_owned(),
        kinds,
        offset: 0,
        limit,
    }))
}

/// The hits of one kind after another, kinds in the order of their best hit.
fn grouped(hits: &[Hit]) -> Vec<Hit> {
    let mut kinds: Vec<HitKind> = Vec::new();
    for hit in hits {
        if !kinds.contains(&hit.link.kind) {
            kinds.push(hit.link.kind);
        }
    }
    kinds
        .iter()
        .flat_map(|kind| {
            hits.iter()
                .filter(move |hit| hit.link.kind == *kind)
                .cloned()
        })
        .collect()
}

fn view_hits(hits: &[Hit], at: usize, reach: &Reach) -> Html {
    let mut before = None;
    let mut rows = Vec::with_capacity(hits.len() + 4);
    for (index, hit) in hits.iter().enumerate() {
        if before != Some(hit.link.kind) {
            before = Some(hit.link.kind);
            let word = kind_word(hit.link.kind);
            rows.push(
                html! { <div key={word} class="palette__group" role="presentation">{word}</div> },
            );
        }
        rows.push(view_hit(hit, index, index == at, reach));
    }
    rows.into_iter().collect()
}

fn view_hit(hit: &Hit, index: usize, chosen: bool, reach: &Reach) -> Html {
    let onclick = {
        let (reach, route) = (reach.clone(), Route::of(&hit.link));
        Callback::from(move |_: MouseEvent| open(&reach, route.clone()))
    };
    html! {
        <div key={[kind_word(hit.link.kind), &hit.link.id].concat()} id={option_id(index)} role="option"
            class="palette__hit" aria-selected={if chosen { "true" } else { "false" }} {onclick}>
            <span class="kind">{&hit.context}</span>
            <span>{&hit.link.name}<span class="why">{ view_marked(&hit.snippet) }</span></span>
        </div>
    }
}

fn said(query: &str, shown: usize, total: u32, busy: bool) -> String {
    if query.is_empty() {
        String::new()
    } else if shown == 0 && busy {
        "Searching".to_owned()
    } else if shown == 0 {
        [
            "Nothing contains “",
            query,
            "”. Try fewer letters or another word.",
        ]
        .concat()
    } else if total as usize > shown {
        [
            "The best ",
            &shown.to_string(),
            " of ",
            &*number::of(total, "result", "results"),
        ]
        .concat()
    } else {
        number::of(total, "result", "results").to_string()
    }
}

fn option_id(index: usize) -> String {
    ["palette-hit-", &index.to_string()].concat()
}

fn everything(query: &str) -> Route {
    Route::Search(SearchPlace {
        query: query.to_owned(),
        ..SearchPlace::default()
    })
}

fn open(reach: &Reach, route: Route) {
    reach.dispatch(Action::Palette(false));
    reach.address.go(route);
}

/// The rule set a hit belongs to, as the tray keeps it.
fn set_of(hit: &Hit) -> Option<TrayItem> {
    match hit.link.kind {
        HitKind::RuleSet => Some(TrayItem {
            id: hit.link.id.as_str().into(),
            title: hit.link.name.as_str().into(),
        }),
        HitKind::Community | HitKind::Rule | HitKind::Topic => None,
    }
}

fn keep(reach: &Reach, item: TrayItem) {
    let told = ["Kept for comparing: ", &*item.title, "."].concat();
    reach.dispatch(Action::Keep(item));
    reach.dispatch(Action::Tell(NoticeKind::Plain, told.into()));
}

fn close_outside(reach: &Reach) -> Callback<MouseEvent> {
    let reach = reach.clone();
    Callback::from(move |event: MouseEvent| {
        let outside = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if outside.is_some_and(|element| element.class_name().starts_with("veil")) {
            reach.dispatch(Action::Palette(false));
        }
    })
}
