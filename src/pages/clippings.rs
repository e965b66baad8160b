//! Quotes that the reader pinned, and what has become of each in what is loaded now. Never keeps them anywhere but in
//! this browser.

use std::rc::Rc;

use protocol::{
    Ask, Clip, ClipState, ClipView, ClippingsView, ExportAsk, ExportFormat, OpenedClippings,
    Pinned, Question, Reply, Subject,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::taking::{save, subject, wish};
use super::tools::absolute;
use super::{BESIDE, Scene};
use crate::components::icon::icon;
use crate::components::{day, number, page_head, state, word_diff};
use crate::effects::{Reach, files, paper};
use crate::html::html;
use crate::route::{ComparePlace, Route};
use crate::store::{Action, Loaded, NoticeKind, Store};

/// The heading, and the title of the tab.
pub const TITLE: &str = "Clippings";

const LEDE: &str = "Quotes you pinned, kept in this browser only, each with the digest of the file it stood in. Whenever \
                    something else is loaded, every quote is looked up again.";

/// What the page asks: what has become of each quote.
pub fn ask(store: &Store) -> Option<Ask> {
    (!store.clips.is_empty()).then(|| Ask::Clippings(pinned(&store.clips)))
}

/// A link to a comparison becomes the question behind it.
fn pinned(clips: &[Clip]) -> Vec<Pinned> {
    let with_ask = |clip: &Clip| {
        let place = match Route::parse(&clip.link) {
            Some(Route::Compare(place)) if clip.rule.is_empty() => place,
            _ => ComparePlace::default(),
        };
        Pinned {
            clip: clip.clone(),
            of: (!place.sets.is_empty()).then(|| subject(&place)).flatten(),
            cell: place.selected,
        }
    };
    clips.iter().map(with_ask).collect()
}

/// The page.
pub fn view(scene: &Scene<'_>) -> Html {
    let (clips, reach) = (&*scene.store.clips, scene.reach);
    let loaded = &scene.loaded[BESIDE];
    html! {
        <div class="clippings">
            { page_head::page_head(Html::default(), TITLE, LEDE, Html::default()) }
            <div class="row no-print">
                { view_open(reach) }
                if !clips.is_empty() {
                    { view_take("JSON", ExportFormat::Json, clips, reach) }
                    { view_take("Markdown", ExportFormat::Markdown, clips, reach) }
                    { view_take("CSV", ExportFormat::Csv, clips, reach) }
                    <button class="btn" type="button" onclick={Callback::from(|_: MouseEvent| paper::print())}>{"Print"}</button>
                    { view_forget(reach) }
                }
            </div>
            { match loaded {
                _ if clips.is_empty() => state::empty("Nothing is pinned yet", html! {
                    <p>{"Every rule and every comparison has a button “Pin”, and so has every row and every silent cell. Mark some words first to pin only those."}</p>
                }),
                Loaded::Failed(fault) => state::failed(fault.words()),
                _ => view_list(clips, loaded, reach),
            } }
        </div>
    }
}

fn view_list(clips: &[Clip], loaded: &Loaded, reach: &Reach) -> Html {
    let view = loaded.get::<ClippingsView>();
    let view = view.filter(|view| view.clips.len() == clips.len());
    html! {
        <div aria-busy={loaded.busy().then_some("true")}>
            <p role="status" class="small">{ counted(view) }</p>
            <ol class="clips">
                for (at, clip) in clips.iter().enumerate() {
                    <li key={[&clip.link, "\n", &clip.digest, "\n", &clip.quote].concat()}>
                        { view_clip(at, clip, view.and_then(|view| view.clips.get(at)), reach) }
                    </li>
                }
            </ol>
        </div>
    }
}

fn counted(view: Option<&ClippingsView>) -> String {
    let Some(view) = view else {
        return "Looking them up".to_owned();
    };
    let mut words = String::new();
    for (state, word) in [
        (ClipState::Same, "the same"),
        (ClipState::SameQuote, "the same among other words"),
        (ClipState::Changed, "changed"),
        (ClipState::Gone, "gone"),
        (ClipState::NotLoaded, "not loaded"),
    ] {
        let count = view.clips.iter().filter(|clip| clip.state == state).count();
        if count > 0 {
            words.push_str(if words.is_empty() { "" } else { ", " });
            words.push_str(&number::count(count as u32));
            words.push(' ');
            words.push_str(word);
        }
    }
    words
}

fn view_clip(at: usize, clip: &Clip, view: Option<&ClipView>, reach: &Reach) -> Html {
    let reach = reach.clone();
    let forget = Callback::from(move |_: MouseEvent| reach.dispatch(Action::Unpin(Some(at))));
    let label = AttrValue::from(["Let go of ", &clip.title].concat());
    html! {
        <article class="clip">
            <h2 class="clip__title"><a href={clip.link.clone()}>{&clip.title}</a></h2>
            <blockquote class="clip__quote" dir="auto">
                { for clip.quote.lines().map(|line| html! { <p>{line}</p> }) }
            </blockquote>
            <p class="small">
                if clip.source_url.starts_with("https://") || clip.source_url.starts_with("http://") {
                    <a href={clip.source_url.clone()} rel="noopener noreferrer">{&clip.whence}</a>
                } else {
                    {&clip.whence}
                }
                if clip.paraphrase {
                    {". Paraphrase, not quotation"}
                }
                {". As of "}{ day::day(&clip.as_of) }
            </p>
            <p class="xs muted clip__digest">{"Pinned from "}<code>{&clip.digest}</code></p>
            if let Some(view) = view {
                { view_state(clip, view) }
            }
            <button class="btn btn--quiet btn--icon clip__forget no-print" type="button" aria-label={label} onclick={forget}>
                { icon("#i-close") }
            </button>
        </article>
    }
}

fn view_state(clip: &Clip, view: &ClipView) -> Html {
    let other = view.digest != clip.digest;
    let (word, about) = match (view.state, other) {
        (ClipState::Same, false) => ("Same", "The same file is loaded."),
        (ClipState::Same, true) => ("Same", "Another state is loaded, and it says the same."),
        (ClipState::SameQuote, _) => (
            "Same quote",
            "The quote stands, and words around it have changed:",
        ),
        (ClipState::Changed, _) => ("Changed", "What is loaded now says something else:"),
        (ClipState::Gone, _) => (
            "Gone",
            "The rule set is loaded and has no such rule any more.",
        ),
        (ClipState::NotLoaded, _) => ("Not loaded", "Nothing loaded here has this rule set."),
    };
    html! {
        <div class="clip__now">
            <p><b class="clip__state">{word}</b>{" "}{about}</p>
            if !view.pieces.is_empty() {
                { word_diff::word_diff(&view.pieces) }
            }
            if other && !view.digest.is_empty() {
                <p class="xs muted clip__digest">{"Looked up in "}<code>{&view.digest}</code></p>
            }
        </div>
    }
}

fn view_take(name: &'static str, format: ExportFormat, clips: &[Clip], reach: &Reach) -> Html {
    let (reach, of) = (reach.clone(), Subject::Clippings(pinned(clips)));
    let onclick = Callback::from(move |_: MouseEvent| {
        let ask = Ask::Export(ExportAsk {
            of: of.clone(),
            format,
            here: absolute("#/clippings"),
        });
        reach.dispatch(wish(ask, save));
    });
    html! { <button class="btn" type="button" {onclick}>{ icon("#i-download") }{name}</button> }
}

/// They can be had again from the file, so one question more would only be in the way.
fn view_forget(reach: &Reach) -> Html {
    let reach = reach.clone();
    let onclick = Callback::from(move |_: MouseEvent| reach.dispatch(Action::Unpin(None)));
    html! { <button class="btn" type="button" {onclick}>{"Let go of all"}</button> }
}

fn view_open(reach: &Reach) -> Html {
    let reach = reach.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        {
            let hands = reach.clone();
            let heard = move |text: String| hands.dispatch(wish(Ask::OpenClippings(text), opened));
            files::read_chosen(&reach, &input, Box::new(heard));
        }
    });
    html! {
        <span class="clippings__open">
            <input id="open-clippings" type="file" accept=".json,application/json" {onchange} />
            <label class="btn" for="open-clippings">{"Open a file of clippings"}</label>
        </span>
    }
}

fn opened(_: &Question, answer: &Rc<Reply>, reach: &Reach) {
    let Some(opened) = answer.get::<OpenedClippings>() else {
        return;
    };
    if !opened.problem.is_empty() {
        let told = opened.problem.as_str();
        reach.dispatch(Action::Tell(NoticeKind::Problem, told.into()));
    }
    if !opened.clips.is_empty() {
        let told = number::of(number::len(&opened.clips), "clipping", "clippings");
        let told = ["Opened: ", &*told, "."].concat();
        reach.dispatch(Action::Tell(NoticeKind::Plain, told.into()));
        reach.dispatch(Action::Pin(opened.clips.clone()));
    }
}
