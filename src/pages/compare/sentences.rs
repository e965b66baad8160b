//! What a comparison says in sentences, each with links to the cells it is about. Never writes a sentence itself.

use protocol::{Comparison, Reference};
use yew::{Callback, Html, MouseEvent};

use crate::components::number;
use crate::effects::focus;
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

/// Sentences above the table; the others stand behind "more".
const SHOWN: usize = 4;

/// The sentences.
pub fn sentences(comparison: &Comparison, place: &ComparePlace) -> Html {
    let lines: Vec<Html> = (0..)
        .zip(&comparison.words)
        .map(|(at, words)| view_line(at, words, comparison, place))
        .collect();
    let (first, rest) = lines.split_at(lines.len().min(SHOWN));
    html! {
        <div class="compare__words">
            for line in first {
                { line.clone() }
            }
            if !rest.is_empty() {
                <details>
                    <summary class="small">{number::count(number::len(rest))}{" more"}</summary>
                    for line in rest {
                        { line.clone() }
                    }
                </details>
            }
        </div>
    }
}

fn view_line(at: u32, words: &str, comparison: &Comparison, place: &ComparePlace) -> Html {
    let mut pieces: Vec<Html> = Vec::new();
    let mut from = 0;
    for one in comparison.references.iter().filter(|one| one.line == at) {
        let (start, end) = (one.from as usize, one.to as usize);
        if let (Some(before), Some(linked)) = (words.get(from..start), words.get(start..end)) {
            pieces.push(html! { {before.to_owned()} });
            pieces.push(view_link(one, linked, place));
            from = end;
        }
    }
    let rest = words.get(from..).unwrap_or_default().to_owned();
    html! { <p>{ for pieces }{rest}</p> }
}

/// A link that can be shared; the click moves the focus even if the address is this one already.
fn view_link(to: &Reference, words: &str, place: &ComparePlace) -> Html {
    let id = ComparePlace::cell(to.topic, to.set);
    let href = Route::Compare(ComparePlace {
        selected: id.clone(),
        // What changed has no cells.
        view: match place.view {
            CompareView::Changes => CompareView::for_sets(place.sets.len()),
            view => view,
        },
        ..place.clone()
    })
    .href();
    let onclick = Callback::from(move |_: MouseEvent| focus::show(&id));
    html! { <a {href} {onclick}>{words.to_owned()}</a> }
}
