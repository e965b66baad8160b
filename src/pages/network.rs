//! `#/`: the network as picture, table and words, with the selected body beside it. Never lays anything out.

mod inspector;
mod intro;
mod legend;
mod near;
mod table;

use std::rc::Rc;

use protocol::{Ask, Filter, Link, NetworkAsk, NetworkView, NotFound, Question, Reply};
use yew::prelude::*;

use super::tools::Tools;
use super::{BESIDE, NEAR, Scene};
use crate::by_ref::ByRef;
use crate::components::facets::{Facets, applied, facets};
use crate::components::{address, number, state};
use crate::drawing::NetworkPicture;
use crate::effects::Reach;
use crate::html::html;
use crate::route::{NetworkPlace, NetworkTab, Route};
use crate::store::Loaded;

/// The front page.
pub fn view(place: &NetworkPlace, scene: &Scene<'_>) -> Html {
    html! {
        <div class="front">
            { intro::view_head() }
            { intro::view_questions() }
            <section aria-labelledby="stage-title" class="stack-s stage">
                <h2 id="stage-title" class="vh">{"The network"}</h2>
                { view_tabs(place) }
                { view_stage(place, scene) }
            </section>
        </div>
    }
}

/// What stands there until its part has come: all that needs no answer.
pub fn view_waiting() -> Html {
    html! {
        <div class="front" aria-busy="true">
            { intro::view_head() }
            { intro::view_questions() }
            <section class="stack-s stage">{ state::loading() }</section>
        </div>
    }
}

/// The question behind a place. Sorting is the table's own affair and the selection is not part of the picture.
pub fn ask(place: &NetworkPlace) -> Ask {
    let filter = Filter {
        sort: String::new(),
        ..place.filter.clone()
    };
    let around = (!place.around.is_empty()).then(|| place.around.clone());
    Ask::Network(NetworkAsk {
        filter,
        everyone: place.everyone,
        around,
    })
}

fn view_tabs(place: &NetworkPlace) -> Html {
    let tab = |tab: NetworkTab, word: &'static str| {
        let href = Route::Network(NetworkPlace {
            tab,
            ..place.clone()
        })
        .href();
        html! { <a {href} aria-current={(place.tab == tab).then_some("page")}>{word}</a> }
    };
    html! {
        <nav class="tabs" aria-label="Show the network as">
            { tab(NetworkTab::Picture, "Picture") }{ tab(NetworkTab::Table, "Table") }{ tab(NetworkTab::Words, "In words") }
        </nav>
    }
}

/// The selected body, and on narrow screens the part of the network around one node.
pub fn beside(place: &NetworkPlace, narrow: bool, page: &Loaded) -> [Option<Question>; 2] {
    let Some(view) = page.get::<NetworkView>() else {
        return [None, None];
    };
    if place.tab != NetworkTab::Picture {
        return [None, None];
    }
    let near = narrow && place.around.is_empty();
    [
        inspected(place, view, near).map(Ask::Inspect),
        near.then(|| near::ask(place, view)),
    ]
    .map(|ask| ask.map(Question::from))
}

/// The node that the inspector tells about; none where it says how to choose one.
fn inspected(place: &NetworkPlace, view: &NetworkView, near: bool) -> Option<String> {
    if !place.selected.is_empty() {
        Some(place.selected.clone())
    } else if near {
        Some(near::centre(place, view).to_owned())
    } else {
        (!place.around.is_empty()).then(|| place.around.clone())
    }
}

fn view_stage(place: &NetworkPlace, scene: &Scene<'_>) -> Html {
    let loaded = scene.page();
    if let (Some(answer), Some(view)) = (loaded.answer(), loaded.get()) {
        return view_answer(place, &ByRef::from(Rc::clone(answer)), view, scene);
    }
    match (loaded, loaded.get::<NotFound>()) {
        (_, Some(found)) => view_unknown(&found.what, &found.near, place),
        (Loaded::Failed(fault), None) => state::failed(&fault_words(fault)),
        (_, None) => state::loading(),
    }
}

fn fault_words(fault: &crate::store::Fault) -> String {
    use crate::store::Fault;
    match fault {
        Fault::Superseded | Fault::Cancelled => "The question was taken back. Change a filter or reload to ask again.".to_owned(),
        Fault::Stopped => "The part that draws stopped twice over this question. Take a filter away, or reload the page.".to_owned(),
        Fault::NoEngine(why) => why.to_string(),
    }
}

fn view_unknown(what: &str, near: &[Link], place: &NetworkPlace) -> Html {
    let whole = Route::Network(NetworkPlace {
        around: String::new(),
        selected: String::new(),
        ..place.clone()
    })
    .href();
    html! {
        <div class="state state--empty">
            <p><strong>{"Nothing is loaded under the name "}<code>{what.to_owned()}</code>{"."}</strong></p>
            <p><a href={whole}>{"Show the whole network"}</a>{near_words(near)}</p>
        </div>
    }
}

fn near_words(near: &[Link]) -> Html {
    html! {
        <span>
            for link in near {
                {" · "}{ address::link(link) }
            }
        </span>
    }
}

/// The network once it is there: filters, then picture, table or words.
fn view_answer(
    place: &NetworkPlace,
    answer: &ByRef<Reply>,
    view: &NetworkView,
    scene: &Scene<'_>,
) -> Html {
    let reach = scene.reach;
    let near = scene.store.narrow && place.around.is_empty();
    let busy = scene.page().busy();
    let on_change = {
        let (reach, place) = (reach.clone(), place.clone());
        Callback::from(move |filter: Filter| {
            reach.address.go(Route::Network(NetworkPlace {
                filter,
                ..place.clone()
            }))
        })
    };
    html! {
        <div class="stack-s" aria-busy={if busy { "true" } else { "false" }}>
            { view_filters(place, view, &on_change, reach, &scene.tools()) }
            { match place.tab {
                NetworkTab::Table => html! { <div>{ table::view(view, place, reach) }</div> },
                NetworkTab::Words => html! { <div>{ view_words(view) }</div> },
                NetworkTab::Picture => html! {
                    <div class="net">
                        <div class="net__main">
                            if near {
                                { near::view(place, view, &scene.loaded[NEAR], reach) }
                            } else {
                                <NetworkPicture
                                    answer={answer.clone()} base={base_of(place)} on_leave={on_leave(place, reach)}
                                    selected={AttrValue::from(place.selected.clone())}
                                    title={title_of(view)}
                                />
                            }
                            { legend::view(view) }
                        </div>
                        <aside class="net__insp" aria-label="Selected in the picture">
                            { view_inspector(place, view, near, scene) }
                        </aside>
                    </div>
                },
            } }
            { intro::view_incentives(view, place) }
            { view_unlinked(view, place) }
        </div>
    }
}

fn title_of(view: &NetworkView) -> AttrValue {
    let count = number::len(&view.picture.nodes);
    AttrValue::from(
        [
            "Network of ",
            &*number::of(
                count,
                "body or instrument",
                "communities and public instruments",
            ),
        ]
        .concat(),
    )
}

/// Where the links of the picture lead, without the node.
fn base_of(place: &NetworkPlace) -> NetworkPlace {
    NetworkPlace {
        selected: String::new(),
        ..place.clone()
    }
}

/// Takes the selection away.
fn on_leave(place: &NetworkPlace, reach: &Reach) -> Callback<()> {
    let (base, reach) = (base_of(place), reach.clone());
    Callback::from(move |()| reach.address.replace(Route::Network(base.clone())))
}

fn view_inspector(place: &NetworkPlace, view: &NetworkView, near: bool, scene: &Scene<'_>) -> Html {
    match inspected(place, view, near) {
        Some(_) => inspector::view(place, &scene.loaded[BESIDE], &scene.store.tray, scene.reach),
        None => inspector::view_hint(view, place),
    }
}

fn view_filters(
    place: &NetworkPlace,
    view: &NetworkView,
    on_change: &Callback<Filter>,
    reach: &Reach,
    tools: &Tools,
) -> Html {
    let find = {
        let (filter, on_change) = (place.filter.clone(), on_change.clone());
        Callback::from(move |event: Event| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            on_change.emit(Filter {
                text: input.value().trim().to_owned(),
                ..filter.clone()
            });
        })
    };
    let everyone = {
        let (reach, place) = (reach.clone(), place.clone());
        Callback::from(move |_: Event| {
            reach.address.go(Route::Network(NetworkPlace {
                everyone: !place.everyone,
                ..place.clone()
            }));
        })
    };
    let [nodes, relations] = view.shown;
    html! {
        <div class="net__filters">
            <div class="field net__find no-print">
                <label class="vh" for="net-find">{"Find a community or law"}</label>
                <input id="net-find" type="search" placeholder="Find a community or law" value={place.filter.text.clone()} onchange={find} />
            </div>
            { facets(&Facets { label: "Filter the network", facets: &view.facets, filter: &place.filter, on_change, folded: true, fold: &tools.fold }) }
            <label class="tick no-print"><input type="checkbox" checked={place.everyone} onchange={everyone} /><span>{"Also those without rules of their own"}</span></label>
            <p class="xs muted" role="status">
                {number::of(nodes, "body or instrument", "bodies and instruments")}{", "}
                {number::of(relations, "relation", "relations")}{" among them"}
            </p>
            { applied(&view.facets, &place.filter, on_change) }
            if !place.around.is_empty() {
                <p class="small no-print">{"Only what is tied to one node is drawn. "}
                    <a href={Route::Network(NetworkPlace { around: String::new(), ..place.clone() }).href()}>{"Show the whole network"}</a></p>
            }
        </div>
    }
}

fn view_words(view: &NetworkView) -> Html {
    html! {
        <div class="net__words">
            for sentence in &view.words {
                <p>{sentence}</p>
            }
        </div>
    }
}

fn view_unlinked(view: &NetworkView, place: &NetworkPlace) -> Html {
    if view.unlinked.is_empty() || place.tab == NetworkTab::Table {
        return html! { <p hidden=true></p> };
    }
    html! {
        <p class="small muted net__unlinked">
            {"Not tied to anyone shown, so not drawn: "}
            for (at, link) in view.unlinked.iter().enumerate() {
                {if at > 0 { ", " } else { "" }}{ address::link(link) }
            }
            {"."}
        </p>
    }
}
