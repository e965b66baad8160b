//! `#/viewpoint`: whom the reader relies on and what follows. Never takes anything over that the reader did not click.

mod add;
mod chosen;
mod effect;

use protocol::{Ask, ChoiceRead, OtherViewpoint, Question, Viewpoint, ViewpointView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::icon::icon;
use crate::components::page_head;
use crate::effects::{Reach, download};
use crate::html::html;
use crate::route::{Route, ViewpointPlace};
use crate::store::viewpoint::joined;
use crate::store::{Action, Store};

const LEDE: &str = "Rulescape decides this for nobody. Choose the keys that you have reason to believe in; the network, the \
                    tables and every verdict then show what follows. Your choice stays in this browser.";

/// What is compared with, and what was pasted or is proposed.
pub fn beside(place: &ViewpointPlace, store: &Store) -> [Option<Question>; 2] {
    let choice = offered(place, store).map(|text| Question::from(Ask::ReadChoice(text.to_owned())));
    let read = choice.as_ref().and_then(|ask| {
        let entry = store.answers.get(ask.key())?;
        let read = entry.answer.as_ref()?.get::<ChoiceRead>()?;
        read.problem.is_none().then_some(&read.adds)
    });
    let other = match read {
        Some(adds) => OtherViewpoint::This(joined(&store.viewpoint, adds)),
        None if place.with.is_empty() => OtherViewpoint::Nobody,
        None => OtherViewpoint::Community(place.with.clone()),
    };
    [Some(Ask::ViewpointDifference(other).into()), choice]
}

/// What lies before the reader and counts for nothing yet: what was pasted, else what a link proposes.
fn offered<'a>(place: &'a ViewpointPlace, store: &'a Store) -> Option<&'a str> {
    let text = if store.pasted.is_empty() {
        place.proposal.as_str()
    } else {
        &*store.pasted
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The page.
pub fn view(place: &ViewpointPlace, scene: &Scene<'_>) -> Html {
    let tools = scene.tools();
    html! {
        <div>
            { page_head::page_head(Html::default(), "Whom do you trust?", LEDE, Html::default()) }
            { answered(scene.page(), |view: &ViewpointView| view_page(view, place, scene, &tools)) }
        </div>
    }
}

fn view_page(
    view: &ViewpointView,
    place: &ViewpointPlace,
    scene: &Scene<'_>,
    tools: &Tools,
) -> Html {
    let own = &*scene.store.viewpoint;
    html! {
        <div class="cols-main cols-main--aside">
            <div>
                <div>
                    if offered(place, scene.store).is_some() {
                        { add::view_offer(place, scene) }
                    }
                </div>
                { page_head::section("chosen", "Whom you chose", chosen::view(view, own, scene.reach)) }
                { page_head::section("communities", "Communities you can choose", add::view_communities(view, own, scene.reach)) }
                { page_head::section("add", "Add a key, a log or a file", add::view_form(own, scene.reach)) }
                { page_head::section("effect", "What your choice changes", effect::view(view, place, scene)) }
                { page_head::section("recognises", "Who recognises whom, and is it returned?", effect::view_recognitions(view)) }
            </div>
            <aside aria-label="About viewpoints">{ view_aside(view, scene, tools) }</aside>
        </div>
    }
}

fn view_aside(view: &ViewpointView, scene: &Scene<'_>, tools: &Tools) -> Html {
    let own = &*scene.store.viewpoint;
    // The file is part of an answer: until one has come for the reader's last choice, there is none to take away.
    let not_yet = view.viewpoint != *own;
    let save = {
        let file = view.file.clone();
        Callback::from(move |_: MouseEvent| {
            // The click is all there is to tell: the browser shows the file, or its own refusal.
            let _ = download::save("rulescape-viewpoint.json", &file);
        })
    };
    let share = {
        let place = ViewpointPlace {
            proposal: view.file.clone(),
            with: String::new(),
        };
        let href = AttrValue::from(Route::Viewpoint(place).href());
        tools.copy_link.reform(move |_: MouseEvent| href.clone())
    };
    let empty = crate::store::viewpoint::nobody(own);
    html! {
        <div>
            <section class="part part--side small">
                <h2>{"What a viewpoint does"}</h2>
                <ul class="dots stack-s">
                    <li>{"It can turn "}<em>{"intact, key unknown"}</em>{" into "}<em>{"confirmed by a key you chose"}</em>{"."}</li>
                    <li>{"It cannot repair a broken signature."}</li>
                    <li>{"It says nothing about whether a rule is good or kept."}</li>
                    <li>{"An atlas cannot choose for you, and a link can only propose."}</li>
                </ul>
            </section>
            <section class="part part--side small">
                <h2>{"Take it with you"}</h2>
                if empty {
                    <p>{"Nobody is chosen, so there is nothing to save or share."}</p>
                } else {
                    <p>{"As a file for another browser or the command line, or as a link. Whoever opens the link sees a proposal and decides for themselves."}</p>
                    <p class="row no-print">
                        <button class="btn" type="button" disabled={not_yet} onclick={save}>{ icon("#i-download") }{"Save as a file"}</button>
                        <button class="btn" type="button" disabled={not_yet} onclick={share}>{ icon("#i-link") }{"Copy link that proposes it"}</button>
                        <button class="btn" type="button" onclick={rely(scene.reach, Viewpoint::default())}>{ icon("#i-close") }{"Forget it all"}</button>
                    </p>
                }
            </section>
            <section class="part part--side small">
                <h2>{"See what follows"}</h2>
                <ul class="dots">
                    <li><a href="#/evidence">{"Everything signed, as you see it"}</a></li>
                    <li><a href="#/claims">{"Who claims to keep which rule"}</a></li>
                </ul>
            </section>
        </div>
    }
}

/// Takes this viewpoint over, at a click.
fn rely(reach: &Reach, viewpoint: Viewpoint) -> Callback<MouseEvent> {
    let reach = reach.clone();
    Callback::from(move |_: MouseEvent| reach.dispatch(Action::Rely(viewpoint.clone())))
}
