//! Two rule sets as older and newer: what became of every rule, word by word where that says something. Never tells by
//! colour alone.

use protocol::{Ask, ChangeEntry, ChangeKind, ChangesAsk, ChangesView, RuleCard};
use yew::{Callback, Event, Html};

use super::{CompareView, heads};
use crate::components::pager::{Part, pager};
use crate::components::{address, modality, number, rich_text, state, versions, word_diff};
use crate::html::html;
use crate::pages::answered::answered;
use crate::route::{ComparePlace, Route};
use crate::store::Loaded;

/// Entries drawn at a time.
const STEP: u32 = 50;

/// What this view asks besides; none for the other views.
pub fn ask(place: &ComparePlace) -> Option<Ask> {
    match (place.view, place.sets.as_slice()) {
        (CompareView::Changes, [old, new]) => Some(Ask::Changes(ChangesAsk {
            old: old.clone(),
            new: new.clone(),
            filter: place.filter.clone(),
            hide_suggestions: place.hide_suggestions,
            grounds: place.grounds.clone(),
            kinds: place.kinds.clone(),
            offset: place.offset,
            limit: STEP,
        })),
        _ => None,
    }
}

/// The changes.
pub fn view(place: &ComparePlace, look: &Callback<ComparePlace>, loaded: &Loaded) -> Html {
    // The page has its heading already.
    if matches!(loaded, Loaded::Pending) {
        return state::loading();
    }
    answered(loaded, |view: &ChangesView| view_changes(view, place, look))
}

fn view_changes(view: &ChangesView, place: &ComparePlace, look: &Callback<ComparePlace>) -> Html {
    let counts = view.counts;
    let fates = [
        (counts.added, ChangeKind::Added),
        (counts.removed, ChangeKind::Removed),
        (counts.changed, ChangeKind::Changed),
        (counts.moved, ChangeKind::Moved),
        (counts.unchanged, ChangeKind::Unchanged),
    ];
    let part = Part {
        offset: view.offset,
        shown: number::len(&view.entries),
        total: view.total,
        step: STEP,
    };
    let paraphrase = |card: &Option<RuleCard>| card.as_ref().is_some_and(|card| card.paraphrase);
    let ours = view
        .entries
        .iter()
        .any(|entry| paraphrase(&entry.old) || paraphrase(&entry.new));
    html! {
        <div class="stack changes">
            <p class="small">
                {"From "}<b>{heads::full_name(&view.old)}</b>{" to "}<b>{heads::full_name(&view.new)}</b>
                {"; for the other direction change their order above."}
                if ours {
                    {" The words compared are the atlas’s paraphrases, not the originals."}
                }
            </p>
            if view.adopted {
                <p class="small"><a href={Route::drift(&view.new.id).href()}>{"What the adopter took, left out, tightened and reworded"}</a></p>
            }
            if !view.noted.is_empty() {
                { versions::versions(&view.noted) }
            }
            <fieldset class="changes__counts">
                <legend class="vh">{"Show only"}</legend>
                for (count, kind) in fates {
                    { view_count(count, kind, if kind == ChangeKind::Moved { counts.changed_and_moved } else { 0 }, place, look) }
                }
            </fieldset>
            if view.entries.is_empty() {
                { state::empty(if place.kinds.is_empty() { "Nothing changed here" } else { "No rule met this fate" }, Html::default()) }
            }
            { for view.entries.iter().map(view_entry) }
            { pager("changes", part, &|offset| Route::Compare(ComparePlace { offset, ..place.clone() }).href().into()) }
        </div>
    }
}

/// How many rules met a fate; ticked, only those are listed. Unchanged ones are listed only when asked for.
fn view_count(
    count: u32,
    kind: ChangeKind,
    too: u32,
    place: &ComparePlace,
    look: &Callback<ComparePlace>,
) -> Html {
    let mut kinds = place.kinds.clone();
    match kinds.iter().position(|one| *one == kind) {
        Some(at) => drop(kinds.remove(at)),
        None => kinds.push(kind),
    }
    let next = ComparePlace {
        kinds,
        offset: 0,
        ..place.clone()
    };
    let onchange = look.reform(move |_: Event| next.clone());
    let checked = place.kinds.contains(&kind);
    let what = word(kind);
    html! {
        <label class="tick" key={what}>
            <input type="checkbox" {checked} disabled={count + too == 0 && !checked} {onchange} />
            <span>{ sign(what) }{" "}<b>{number::count(count)}</b>{" "}{what}
                if too > 0 {
                    {", and "}{number::count(too)}{" of the changed ones"}
                }
            </span>
        </label>
    }
}

fn sign(word: &str) -> Html {
    let sign = match word {
        "added" => "+",
        "removed" => "−",
        "changed" => "≠",
        "moved" => "→",
        _ => "=",
    };
    html! { <span aria-hidden="true">{sign}</span> }
}

const fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
        ChangeKind::Moved => "moved",
        ChangeKind::Unchanged => "unchanged",
    }
}

fn view_entry(entry: &ChangeEntry) -> Html {
    let what = word(entry.kind);
    let also = entry.moved && entry.kind != ChangeKind::Moved;
    html! {
        <article class="change">
            <p class="entry__top">
                <b>{ sign(what) }{" "}{what}</b>
                if also {
                    <b>{ sign("moved") }{" moved"}</b>
                }
                if entry.suggested {
                    <span class="suggested">{"pairing suggested"}</span>
                }
                <span>{&entry.ground}</span>
            </p>
            { match (&entry.old, &entry.new) {
                (Some(old), Some(new)) => view_both(entry, old, new),
                (Some(card), None) => html! {
                    <div class="conflict__sides">{ whole(card) }<p class="xs muted">{"not in the newer one"}</p></div>
                },
                (None, Some(card)) => html! {
                    <div class="conflict__sides"><p class="xs muted">{"not in the older one"}</p>{ whole(card) }</div>
                },
                (None, None) => Html::default(),
            } }
        </article>
    }
}

fn view_both(entry: &ChangeEntry, old: &RuleCard, new: &RuleCard) -> Html {
    if entry.reworded {
        return html! {
            <>
                <div class="conflict__sides">{ whole(old) }{ whole(new) }</div>
                <p class="xs muted">{"Too little in common to mark words."}</p>
            </>
        };
    }
    html! {
        <>
            <div class="conflict__sides">{ head(old) }{ head(new) }</div>
            if entry.pieces.is_empty() {
                <div class="entry__text">{ rich_text::rich_text(&new.text) }</div>
            } else {
                { word_diff::word_diff(&entry.pieces) }
            }
        </>
    }
}

fn whole(card: &RuleCard) -> Html {
    html! { <div class="entry">{ head(card) }<div class="entry__text">{ rich_text::rich_text(&card.text) }</div></div> }
}

fn head(card: &RuleCard) -> Html {
    html! {
        <div>
            <p class="entry__top">{ modality::of_rule(card.modality, card.suggested) }<span>{&card.pinpoint}</span></p>
            <p class="entry__title"><a href={address::rule(&card.id)}>{&card.title}</a></p>
        </div>
    }
}
