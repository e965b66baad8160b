//! A field that finds a rule set to compare: a combobox that keeps the focus while arrows move. Never compares.

use protocol::SetRef;
use yew::prelude::*;

use crate::components::field::value_of;
use crate::components::{binding, number};
use crate::effects::Reach;
use crate::html::html;
use crate::store::{Action, Finder, Loaded, MAX_IN_TRAY};

/// Choices drawn at once; typing finds the others faster than scrolling.
const SHOWN: usize = 30;

/// The field with its list; `on_change` is told the ids with one more.
pub fn chooser(
    chosen: &[String],
    on_change: &Callback<Vec<String>>,
    choices: &Loaded,
    finder: &Finder,
    reach: &Reach,
) -> Html {
    let sets = match choices.get::<Vec<SetRef>>() {
        Some(sets) => sets.as_slice(),
        None => &[],
    };
    let full = chosen.len() >= MAX_IN_TRAY;
    let fits = fitting(sets, chosen, &finder.query);
    let shown = fits.get(..SHOWN).unwrap_or(&fits);
    let at = finder.at.min(shown.len().saturating_sub(1));
    let tell = {
        let reach = reach.clone();
        Callback::from(move |finder: Finder| reach.dispatch(Action::Choose(finder)))
    };
    let add = {
        let (before, tell) = (chosen.to_vec(), tell.clone());
        on_change.reform(move |id: String| {
            tell.emit(Finder::default());
            before.iter().cloned().chain([id]).collect()
        })
    };
    let typed = tell.reform(|event: InputEvent| Finder {
        open: true,
        query: value_of(&event).into(),
        at: 0,
    });
    let pressed = {
        let ids: Vec<String> = shown.iter().map(|set| set.id.clone()).collect();
        let (add, tell, finder) = (add.clone(), tell.clone(), finder.clone());
        Callback::from(move |event: KeyboardEvent| {
            let last = ids.len().saturating_sub(1);
            let mark = |at| {
                tell.emit(Finder {
                    open: true,
                    at,
                    ..finder.clone()
                })
            };
            match (event.key().as_str(), finder.open) {
                ("ArrowDown" | "ArrowUp", false) => mark(at),
                ("ArrowDown", true) => mark(if at >= last { 0 } else { at + 1 }),
                ("ArrowUp", true) => mark(if at == 0 { last } else { at - 1 }),
                ("Enter", true) => {
                    if let Some(id) = ids.get(at) {
                        add.emit(id.clone());
                    }
                }
                ("Escape", true) => tell.emit(Finder {
                    open: false,
                    ..finder.clone()
                }),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let opened = |open: bool| {
        let finder = Finder {
            open,
            ..finder.clone()
        };
        move || finder.clone()
    };
    let (shown_again, hidden) = (opened(true), opened(false));
    let onclick = tell.reform(move |_: MouseEvent| shown_again());
    let onblur = tell.reform(move |_: FocusEvent| hidden());
    let expanded = finder.open && !full;
    html! {
        <div class="picker">
            <div class="field">
                <label for="picker">{if chosen.is_empty() { "Choose a rule set" } else { "Add a rule set" }}</label>
                <input id="picker" type="text" role="combobox" autocomplete="off" spellcheck="false" disabled={full}
                    aria-autocomplete="list" aria-controls="picker-list" aria-expanded={if expanded { "true" } else { "false" }}
                    aria-activedescendant={(expanded && !shown.is_empty()).then(|| option_id(at))}
                    placeholder={if full { "Eight is the most" } else { "A law, a community, a company" }}
                    value={finder.query.to_string()} oninput={typed} onkeydown={pressed} {onclick} {onblur} />
            </div>
            <div id="picker-list" class="picker__list" role="listbox" aria-label="Rule sets" hidden={!expanded}>
                for (index, set) in shown.iter().enumerate() {
                    { view_choice(set, index, index == at, &add) }
                }
                if fits.is_empty() {
                    <p class="xs muted">{"No loaded rule set has these words in its name."}</p>
                }
            </div>
            <span class="vh" role="status">{if expanded { number::of(number::len(&fits), "rule set fits", "rule sets fit") } else { AttrValue::default() }}</span>
        </div>
    }
}

/// Rule sets not chosen yet that have every typed word somewhere in their names; titles that begin with what was typed
/// come first, then titles that hold it.
fn fitting<'a>(sets: &'a [SetRef], chosen: &[String], query: &str) -> Vec<&'a SetRef> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut fits: Vec<&SetRef> = sets
        .iter()
        .filter(|set| !chosen.contains(&set.id))
        .filter(|set| {
            let names = [
                &*set.title,
                " ",
                &set.issuer,
                " ",
                &set.id,
                " ",
                &set.version,
            ]
            .concat()
            .to_lowercase();
            words.iter().all(|word| names.contains(word))
        })
        .collect();
    ident::order::sort_by_key(&mut fits, |set| {
        let at = set.title.to_lowercase().find(query.trim());
        (at != Some(0), at.is_none())
    });
    fits
}

fn view_choice(set: &SetRef, index: usize, chosen: bool, add: &Callback<String>) -> Html {
    let id = set.id.clone();
    // Before the click ends the field would lose the focus, and with it the list.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let onclick = add.reform(move |_: MouseEvent| id.clone());
    html! {
        <div key={set.id.clone()} id={option_id(index)} class="picker__choice" role="option"
            aria-selected={if chosen { "true" } else { "false" }} {onmousedown} {onclick}>
            <span>{&set.title}<span class="xs muted">{" "}{&set.issuer}{", "}{number::of(set.rules, "rule", "rules")}</span></span>
            { binding::of_set(set) }
        </div>
    }
}

fn option_id(index: usize) -> String {
    ["picker-", &index.to_string()].concat()
}
