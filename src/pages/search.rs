//! Results over everything, with what kind of thing they are. Never searches by itself.

use protocol::{Ask, Hit, HitKind, SearchAsk, SearchView};
use yew::prelude::*;

use super::Scene;
use crate::components::{binding, modality, number, page_head, pager, state};
use crate::effects::Reach;
use crate::html::html;
use crate::route::{Route, SearchPlace};
use crate::store::Loaded;

/// A page of results: two screens, and few enough to answer at once.
const SHOWN: u32 = 30;

/// What the page asks.
pub fn ask(place: &SearchPlace) -> Ask {
    let SearchPlace {
        query,
        kinds,
        offset,
    } = place.clone();
    Ask::Search(SearchAsk {
        query,
        kinds,
        offset,
        limit: SHOWN,
    })
}

/// The page of search results.
pub fn view(place: &SearchPlace, scene: &Scene<'_>) -> Html {
    let loaded = scene.page();
    html! {
        <div class="stack" aria-busy={loaded.busy().then_some("true")}>
            { page_head::page_head(Html::default(), "Search", "", view_form(place, scene.reach)) }
            <div>{ view_loaded(loaded, place) }</div>
        </div>
    }
}

fn view_form(place: &SearchPlace, reach: &Reach) -> Html {
    let (reach, kinds) = (reach.clone(), place.kinds.clone());
    let typed = Callback::from(move |event: InputEvent| {
        let query = crate::components::field::value_of(&event);
        reach.address.replace(Route::Search(SearchPlace {
            query,
            kinds: kinds.clone(),
            offset: 0,
        }));
    });
    html! {
        <form role="search" class="search-form" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            <div class="field">
                <label for="search-words">{"Words, beginnings of words, or a phrase in quotes"}</label>
                <input id="search-words" type="search" value={place.query.clone()} oninput={typed} />
            </div>
        </form>
    }
}

fn view_loaded(loaded: &Loaded, place: &SearchPlace) -> Html {
    if place.query.trim().is_empty() {
        return html! {
            <p class="muted">{"Everything that is loaded can be found here: bodies, rule sets, rules and topics."}</p>
        };
    }
    match loaded {
        Loaded::Failed(fault) => state::failed(fault.words()),
        _ => match loaded.get() {
            Some(view) => view_found(view, place),
            None => state::loading(),
        },
    }
}

fn view_found(view: &SearchView, place: &SearchPlace) -> Html {
    if view.total == 0 && place.kinds.is_empty() {
        let hint = html! { <p>{"Try fewer letters, another word, or open the rule set you expect it in."}</p> };
        return state::empty("Nothing that is loaded contains this", hint);
    }
    html! {
        <div class="stack">
            { view_kinds(view, place) }
            <p role="status" class="small muted">{ number::of(view.total, "result", "results") }</p>
            <ul class="hits">
                for hit in &view.hits {
                    <li key={[kind_word(hit.link.kind), &hit.link.id].concat()}>{ view_hit(hit) }</li>
                }
            </ul>
            { view_pager(view, place) }
        </div>
    }
}

/// Which kinds there are, each a link to only that kind and, once chosen, back to all.
fn view_kinds(view: &SearchView, place: &SearchPlace) -> Html {
    let all: u32 = view.kinds.iter().map(|(_, count)| count).sum();
    let link = |kinds: Vec<HitKind>, name: &str, count: u32| {
        let current = (kinds == place.kinds).then_some("true");
        let href = Route::Search(SearchPlace {
            query: place.query.clone(),
            kinds,
            offset: 0,
        })
        .href();
        html! {
            <a key={name.to_owned()} class="btn" {href} aria-current={current}>
                {name.to_owned()}{" "}<span class="num">{number::count(count)}</span>
            </a>
        }
    };
    html! {
        <nav class="seg" aria-label="Kinds of results">
            { link(Vec::new(), "All", all) }
            for (kind, count) in view.kinds.iter().filter(|(_, count)| *count > 0) {
                { link(vec![*kind], kind_word(*kind), *count) }
            }
        </nav>
    }
}

fn view_hit(hit: &Hit) -> Html {
    html! {
        <>
            <p class="hits__where">
                <span>{&hit.context}</span>
                if let Some(force) = hit.modality {
                    { modality::mark(force) }
                }
                if let Some(bind) = hit.binding {
                    { binding::mark(bind) }
                }
            </p>
            <p class="hits__name"><a href={Route::of(&hit.link).href()}>{&hit.link.name}</a></p>
            if hit.snippet.iter().any(|piece| !piece.is_empty()) {
                <p class="hits__said">{ view_marked(&hit.snippet) }</p>
            }
        </>
    }
}

fn view_pager(view: &SearchView, place: &SearchPlace) -> Html {
    let part = pager::Part {
        offset: place.offset,
        shown: number::len(&view.hits),
        total: view.total,
        step: SHOWN,
    };
    pager::pager("results", part, &|offset| {
        Route::Search(SearchPlace {
            offset,
            ..place.clone()
        })
        .href()
        .into()
    })
}

/// A snippet: every second piece is a match.
pub fn view_marked(pieces: &[String]) -> Html {
    pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| {
            if at % 2 == 1 {
                html! { <mark>{piece}</mark> }
            } else {
                html! { {piece} }
            }
        })
        .collect()
}

/// What kind of thing a hit is, as a heading over several.
pub fn kind_word(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Community => "Communities",
        HitKind::RuleSet => "Rule sets",
        HitKind::Rule => "Rules",
        HitKind::Topic => "Topics",
    }
}
