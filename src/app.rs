//! Providers → frame → the current page. The only component that sees everything; never parses, never verifies.
//!
//! For pages:
//! - [`use_ask`]`(ask)` → [`Loaded`]: the engine's answer. Asking again on new files, superseding what nobody waits
//!   for and keeping the last good answer of the same subject are done here.
//! - [`use_page`]`(title)`: sets the tab's title; on a move to another place also puts the focus on
//!   `<h1 tabindex="-1">`. Pass an empty title until the heading can be drawn.
//! - [`use_reach`]`()` → [`Reach`]: `reach.dispatch(Action)`, `reach.address.go(Route)` and `.replace(Route)`,
//!   `reach.link`, and what `effects` offers (`clipboard::copy(&reach, …)`, `download::save(…)`).
//! - Links are plain anchors, `<a href={route.href()}>`: middle click, copying and back work by themselves.
//! - [`use_slice`]`::<Tray>()` → `ByRef<Tray>` and the like for `Tray`, `Tasks`, `Hosts`.

mod frame;
mod hooks;
mod notices;
mod palette;
mod stopped;

use yew::prelude::*;

use crate::by_ref::ByRef;
use crate::effects::address::Address;
use crate::effects::engine_link::{EngineLink, worker_at};
use crate::effects::{Reach, atlas, files, focus, marks, storage};
use crate::pages;
use crate::store::{Action, Answers, Hosts, NoticeKind, Store, Tasks, Tray};

pub use hooks::{use_ask, use_page, use_reach, use_slice};

/// Starts the page in the element that the shell holds ready.
pub fn start() {
    stopped::show_panics();
    marks::set("page-start");
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("page"))
        .expect("the shell holds an element with the id page");
    root.set_inner_html("");
    yew::Renderer::<App>::with_root(root).render();
}

/// The whole page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(Store::default);
    let update = use_force_update();
    let reach = {
        let dispatcher = store.dispatcher();
        use_memo((), move |()| {
            let address = Address::follow(Box::new(move |_| update.force_update()));
            let told = dispatcher.clone();
            let worker =
                atlas::meta("rulescape-worker").unwrap_or_else(|| "engine-worker.js".to_owned());
            let link = EngineLink::start(
                worker_at(worker),
                Box::new(move |action| told.dispatch(action)),
            );
            Reach::new(link, address, dispatcher)
        })
    };
    use_world(&reach, &store);
    let current = reach.address.route();
    html! {
        <ContextProvider<Reach> context={(*reach).clone()}>
        <ContextProvider<ByRef<Answers>> context={store.answers.clone()}>
        <ContextProvider<ByRef<Tray>> context={store.tray.clone()}>
        <ContextProvider<ByRef<Tasks>> context={store.tasks.clone()}>
        <ContextProvider<ByRef<Hosts>> context={store.hosts.clone()}>
            <frame::Frame
                section={pages::section(&current)}
                engine={store.engine.clone()}
                theme={store.theme}
                notices={store.notices.clone()}
                dragging={store.dragging}
                palette={store.palette}
            >
                { pages::view(&current) }
            </frame::Frame>
        </ContextProvider<ByRef<Hosts>>>
        </ContextProvider<ByRef<Tasks>>>
        </ContextProvider<ByRef<Tray>>>
        </ContextProvider<ByRef<Answers>>>
        </ContextProvider<Reach>>
    }
}

/// Ties the store to the world: what is kept, what is dropped, which atlas is brought.
#[hook]
fn use_world(reach: &Reach, store: &UseReducerHandle<Store>) {
    {
        let reach = reach.clone();
        use_effect_with((), move |()| {
            match storage::restore() {
                Ok((tray, theme)) => reach.dispatch(Action::Restored { tray, theme }),
                Err(storage::NotKept) => tell_not_kept(&reach),
            }
            atlas::bring(&reach);
            let drops = files::take_drops(&reach);
            let key = focus::on_search_key(Box::new(move || reach.dispatch(Action::Palette(true))));
            move || drop((drops, key))
        });
    }
    {
        let reach = reach.clone();
        let first = use_mut_ref(|| true);
        use_effect_with(store.tray.clone(), move |tray| {
            if !first.replace(false) && storage::keep_tray(tray).is_err() {
                tell_not_kept(&reach);
            }
        });
    }
    {
        let reach = reach.clone();
        let first = use_mut_ref(|| true);
        use_effect_with(store.theme, move |theme| {
            if !first.replace(false) {
                storage::show_theme(*theme);
                if storage::keep_theme(*theme).is_err() {
                    tell_not_kept(&reach);
                }
            }
        });
    }
}

fn tell_not_kept(reach: &Reach) {
    reach.dispatch(Action::Tell(
        NoticeKind::Plain,
        storage::NotKept::WORDS.into(),
    ));
}
