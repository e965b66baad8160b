//! A field that finds a rule set to compare: a combobox that keeps the focus while arrows move. Never compares.

use protocol::{Answer, Ask, SetRef};
use yew::prelude::*;

use crate::app::use_ask;
use crate::components::field::value_of;
use crate::components::{binding, number};
use crate::effects::focus;
use crate::store::MAX_IN_TRAY;

/// Choices drawn at once; typing finds the others faster than scrolling.
const SHOWN: usize = 30;

/// Properties of [`Chooser`].
#[derive(PartialEq, Properties)]
pub struct ChooserProps {
    /// Ids chosen already, in order.
    pub chosen: Vec<String>,
    /// Told the ids with one more.
    pub on_change: Callback<Vec<String>>,
}

/// The field with its list.
#[component]
pub fn Chooser(props: &ChooserProps) -> Html {
    let choices = use_ask(Ask::Choices);
    let query = use_state(String::new);
    let open = use_state(|| false);
    let chosen = use_state(|| 0usize);
    let sets = match choices.answer() {
        Some(Answer::Choices(sets)) => sets.as_slice(),
        _ => &[],
    };
    let full = props.chosen.len() >= MAX_IN_TRAY;
    let fits = fitting(sets, &props.chosen, &query);
    let shown = fits.get(..SHOWN).unwrap_or(&fits);
    let at = (*chosen).min(shown.len().saturating_sub(1));
    use_effect_with((at, *open), |(at, open)| {
        if *open {
            focus::keep_in_view(&option_id(*at));
        }
    });
    let add = {
        let (query, open, chosen) = (query.clone(), open.clone(), chosen.clone());
        let before = props.chosen.clone();
        props.on_change.reform(move |id: String| {
            query.set(String::new());
            open.set(false);
            chosen.set(0);
            before.iter().cloned().chain([id]).collect()
        })
    };
    let typed = {
        let (query, open, chosen) = (query.clone(), open.clone(), chosen.clone());
        Callback::from(move |event: InputEvent| {
            query.set(value_of(&event));
            open.set(true);
            chosen.set(0);
        })
    };
    let set_open = |value: bool| {
        let open = open.clone();
        move || open.set(value)
    };
    let (show, hide) = (set_open(true), set_open(false));
    let pressed = {
        let ids: Vec<String> = shown.iter().map(|set| set.id.clone()).collect();
        let (add, chosen, is_open, show, hide) = (
            add.clone(),
            chosen.clone(),
            *open,
            show.clone(),
            hide.clone(),
        );
        Callback::from(move |event: KeyboardEvent| {
            let last = ids.len().saturating_sub(1);
            match (event.key().as_str(), is_open) {
                ("ArrowDown" | "ArrowUp", false) => show(),
                ("ArrowDown", true) => chosen.set(if at >= last { 0 } else { at + 1 }),
                ("ArrowUp", true) => chosen.set(if at == 0 { last } else { at - 1 }),
                ("Enter", true) => {
                    if let Some(id) = ids.get(at) {
                        add.emit(id.clone());
                    }
                }
                ("Escape", true) => hide(),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onclick = Callback::from(move |_: MouseEvent| show());
    let onblur = Callback::from(move |_: FocusEvent| hide());
    let expanded = *open && !full;
    html! {
        <div class="picker">
            <div class="field">
                <label for="picker">{if props.chosen.is_empty() { "Choose a rule set" } else { "Add a rule set" }}</label>
                <input id="picker" type="text" role="combobox" autocomplete="off" spellcheck="false" disabled={full}
                    aria-autocomplete="list" aria-controls="picker-list" aria-expanded={if expanded { "true" } else { "false" }}
                    aria-activedescendant={(expanded && !shown.is_empty()).then(|| option_id(at))}
                    placeholder={if full { "Eight is the most" } else { "A law, a community, a company" }}
                    value={(*query).clone()} oninput={typed} onkeydown={pressed} {onclick} {onblur} />
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
    fits.sort_by_cached_key(|set| {
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
