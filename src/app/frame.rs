//! Header, navigation, status line, footer around every page. Never knows what a page shows.

use std::rc::Rc;

use protocol::Overview;
use yew::prelude::*;

use super::notices::view_notices;
use crate::components::icon::icon;
use crate::components::{compare_tray, day, number};
use crate::effects::{Reach, atlas, fetch, focus};
use crate::html::html;
use crate::pages::{self, NAV, Scene, absolute};
use crate::route::{ComparePlace, Route};
use crate::store::{Action, Engine, Hosts, Part, Store, Task, TaskId, Tasks, Tray, viewpoint};

/// The frame with the page in it.
pub fn view(scene: &Scene<'_>) -> Html {
    let (store, reach) = (scene.store, scene.reach);
    let section = pages::section(scene.route);
    html! {
        <div class="shell">
            <a class="skip" href="#main" onclick={skip()}>{"Skip to content"}</a>
            <header class="frame no-print">
                <div class="wrap frame__bar">
                    <a class="brand" href="#/"><svg aria-hidden="true"><use href="#i-logo" /></svg>{"Rulescape"}</a>
                    <nav class="nav" aria-label="Main">{ view_nav(section) }</nav>
                    <div class="frame__tools">{ view_tools(section, store, reach) }</div>
                </div>
                <div class="frame__mark">{ view_mark(scene.overview()) }</div>
                <div class="frame__status">{ view_status(scene.overview(), &store.hosts) }</div>
                <div class="frame__work">{ view_work(&store.engine, &store.tasks, reach) }</div>
            </header>
            <div class="paper wrap" aria-hidden="true">{ view_paper(scene) }</div>
            <main id="main" class="wrap page" tabindex="-1">{ pages::view(scene) }</main>
            <div class="frame__tray">{ view_tray(&store.tray, section, reach) }</div>
            <footer class="foot">{ view_foot() }</footer>
            <div class="frame__palette">
                if store.palette.open {
                    { pages::parts::view(Part::Finding, scene) }
                }
            </div>
            { view_notices(&store.notices, reach) }
            <div class="dropzone" hidden={!store.dragging} aria-hidden="true"><p>{"Drop to read it here, in this browser"}</p></div>
        </div>
    }
}

/// What stands above the page on paper: which atlas, in which state, and where it was read.
fn view_paper(scene: &Scene<'_>) -> Html {
    let digest = scene.overview().map_or("", |overview| &overview.digest);
    html! {
        <>
            <b>{"Rulescape"}</b>{" · "}{ view_atlas(scene.overview()) }
            if !digest.is_empty() {
                {" · "}{digest}
            }
            <br />{absolute(&scene.route.href())}
        </>
    }
}

// The target would otherwise become the address.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        focus::focus("#main");
    })
}

fn view_nav(section: &'static str) -> Html {
    NAV.iter()
        .map(|(name, href)| {
            let current = (*href == section).then_some("page");
            html! { <a key={*href} href={*href} aria-current={current}>{*name}</a> }
        })
        .collect()
}

fn view_tools(section: &'static str, store: &Store, reach: &Reach) -> Html {
    let theme = store.theme;
    let search = {
        let reach = reach.clone();
        Callback::from(move |_: MouseEvent| reach.dispatch(Action::Palette(true)))
    };
    let switch = {
        let reach = reach.clone();
        Callback::from(move |_: MouseEvent| {
            reach.dispatch(Action::Theme(focus::other_theme(theme)))
        })
    };
    html! {
        <>
            <button class="btn search-open" type="button" aria-haspopup="dialog" onclick={search}>
                { icon("#i-search") }<span>{"Search or jump"}</span><kbd>{"Ctrl K"}</kbd>
            </button>
            <a class="btn frame__view" href="#/viewpoint">{"Viewpoint: "}{viewpoint::line(&store.viewpoint)}</a>
            <button class="btn btn--icon" type="button" aria-label="Switch between light and dark" onclick={switch}>
                { icon("#i-theme") }
            </button>
            <details class="frame__menu">
                <summary class="btn btn--icon" aria-label="Menu">{ icon("#i-menu") }</summary>
                <nav aria-label="Main, small screens" onclick={close_menu()}>
                    { view_nav(section) }
                    <a href="#/viewpoint">{"Viewpoint: "}{viewpoint::line(&store.viewpoint)}</a>
                </nav>
            </details>
        </>
    }
}

/// The demonstration says so on every page.
fn view_mark(overview: Option<&Overview>) -> Html {
    // The address tells before the atlas is here; the atlas tells whatever its address.
    if !atlas::is_demonstration() && !overview.is_some_and(|overview| overview.demonstration) {
        return Html::default();
    }
    html! {
        <div class="wrap"><p class="frame__demo" role="note">
            <strong>{"Demonstration. "}</strong>
            {"Every community here is invented and every key is worth nothing. What you choose here counts only here. "}
            <a href="./#/">{"Close it"}</a>
        </p></div>
    }
}

fn close_menu() -> Callback<MouseEvent> {
    Callback::from(|_: MouseEvent| focus::close_menu())
}

fn view_status(overview: Option<&Overview>, hosts: &Hosts) -> Html {
    let contacted = hosts.all().len();
    html! {
        <ul class="wrap">
            <li>{ view_atlas(overview) }</li>
            <li>
                <a href="#/sources">
                    {"Runs in your browser, "}<span class="num">{contacted}</span>
                    { if contacted == 1 { " other host contacted" } else { " other hosts contacted" } }
                </a>
            </li>
            for text in overview.filter(|overview| overview.rule_sets > 0).map(counts).unwrap_or_default() {
                <li key={text.clone()}>{&text}</li>
            }
        </ul>
    }
}

fn view_atlas(overview: Option<&Overview>) -> Html {
    match overview {
        Some(overview) if !overview.as_of.is_empty() => {
            html! { <>{&overview.title}{", as of "}{ day::day(&overview.as_of) }</> }
        }
        Some(overview) if !overview.title.is_empty() => html! { {&overview.title} },
        Some(_) => html! { {"Nothing is loaded"} },
        None => html! { {"Opening the atlas"} },
    }
}

fn counts(overview: &Overview) -> Vec<String> {
    let both = |one: AttrValue, other: AttrValue| [&*one, ", ", &*other].concat();
    vec![
        both(
            number::of(overview.communities, "community", "communities"),
            number::of(
                overview.instruments,
                "public instrument",
                "public instruments",
            ),
        ),
        both(
            number::of(overview.rule_sets, "rule set", "rule sets"),
            number::of(overview.rules, "rule", "rules"),
        ),
        [
            &*number::count(overview.signed),
            " of ",
            &*number::count(overview.rule_sets),
            " signed",
        ]
        .concat(),
    ]
}

/// What takes long, with a way to stop it, or what has gone wrong with the engine.
fn view_work(engine: &Engine, tasks: &Tasks, reach: &Reach) -> Html {
    match engine {
        Engine::Failed(why) => view_failed(why, reach),
        Engine::Restarting => html! { <p class="frame__task" role="status">{"Starting the engine again"}</p> },
        Engine::Starting | Engine::Ready => tasks
            .all()
            .iter()
            .map(|task| html! { <div key={bar_of(task.id)} class="frame__task">{ view_task(task, reach) }</div> })
            .collect(),
    }
}

fn view_failed(why: &Rc<str>, reach: &Reach) -> Html {
    let again = {
        let reach = reach.clone();
        Callback::from(move |_: MouseEvent| reach.link.try_again())
    };
    html! {
        <div class="frame__task" role="alert">
            <p>{why.to_string()}</p>
            <button class="btn" type="button" onclick={again}>{"Start the engine again"}</button>
        </div>
    }
}

/// The id of a task's bar.
pub fn bar_of(task: TaskId) -> String {
    match task {
        TaskId::Engine(id) => ["task-e", &id.to_string()].concat(),
        TaskId::Fetch(id) => ["task-f", &id.to_string()].concat(),
    }
}

fn view_task(task: &Task, reach: &Reach) -> Html {
    let cancel = {
        let (reach, id) = (reach.clone(), task.id);
        Callback::from(move |_: MouseEvent| match id {
            TaskId::Engine(id) => reach.link.cancel(id),
            TaskId::Fetch(id) => fetch::cancel(id),
        })
    };
    let progress = &task.progress;
    let label = [progress.doing, " ", &*task.about].concat();
    let known = progress.of > 0;
    html! {
        <>
            <span class="frame__doing">{label.clone()}</span>
            <progress
                id={bar_of(task.id)}
                aria-label={label}
                max={known.then(|| progress.of.to_string())}
                value={known.then(|| progress.done.to_string())}
            ></progress>
            if task.can_cancel {
                <button class="btn btn--quiet" type="button" onclick={cancel}>{"Cancel"}</button>
            }
        </>
    }
}

fn view_tray(tray: &Tray, section: &'static str, reach: &Reach) -> Html {
    // On the comparison itself the tray would repeat what is there.
    if section == "#/compare" {
        return Html::default();
    }
    let sets: Vec<_> = tray
        .items()
        .iter()
        .map(|item| compare_tray::TraySet {
            id: item.id.to_string().into(),
            title: item.title.to_string().into(),
        })
        .collect();
    let place = ComparePlace::of(tray.items().iter().map(|i| i.id.to_string()).collect());
    let reach = reach.clone();
    let remove = Callback::from(move |id: AttrValue| reach.dispatch(Action::Release((*id).into())));
    compare_tray::compare_tray(&sets, Route::Compare(place).href().into(), &remove)
}

fn view_foot() -> Html {
    html! {
        <div class="wrap">
            <p>
                {"Rule texts are paraphrases in the atlas author’s words, not quotations, and not legal advice. The linked \
                  source decides. "}
                <span class="no-print"><a href="#/sources">{"Where each fact comes from"}</a>{" · "}<a href="#/about">{"Method and limits"}</a>{" · "}<a href="#/clippings">{"Clippings"}</a></span>
            </p>
        </div>
    }
}
