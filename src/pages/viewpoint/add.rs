//! What a reader can add to a viewpoint, and what was pasted or proposed. Never adds it without a click.

use protocol::{
    ChoiceRead, Choosable, ChosenIdentity, ChosenRoot, KeyView, Viewpoint, ViewpointView,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::rely;
use crate::components::icon::icon;
use crate::components::{address, number, state};
use crate::effects::{Reach, atlas, files};
use crate::html::html;
use crate::pages::{NEAR, Scene};
use crate::route::{Route, ViewpointPlace};
use crate::store::Action;
use crate::store::viewpoint::{Part, joined, without};

/// Communities whose keys are loaded.
pub fn view_communities(view: &ViewpointView, own: &Viewpoint, reach: &Reach) -> Html {
    if view.communities.is_empty() {
        return state::empty(
            "No community that is loaded publishes a key",
            html! {
                <p>{"Add a key of your own below, or load a community’s own descriptor under "}<a href="#/sources">{"Sources"}</a>{"."}</p>
            },
        );
    }
    html! {
        <>
            <p class="small muted prose">{"Choosing a community means: the keys that its documents list now. The documents are not signed by anybody you know yet, so ask yourself why you believe that these are its keys."}</p>
            <ul class="choices">
                for one in &view.communities {
                    { view_community(one, own, reach) }
                }
            </ul>
        </>
    }
}

fn view_community(one: &Choosable, own: &Viewpoint, reach: &Reach) -> Html {
    let chosen = own
        .communities
        .iter()
        .any(|known| known.id == one.choice.id);
    let next = if chosen && one.changed.is_empty() {
        without(own, &Part::Community(one.choice.id.clone()))
    } else {
        let adds = Viewpoint {
            communities: vec![one.choice.clone()],
            ..Viewpoint::default()
        };
        joined(own, &adds)
    };
    let words = match (chosen, one.changed.is_empty()) {
        (false, _) => "Choose",
        (true, true) => "Take back",
        (true, false) => "Choose the keys listed now",
    };
    html! {
        <li key={one.choice.id.clone()}>
            <div>
                <strong>{ address::who(&one.link) }</strong>{", "}{number::of(number::len(&one.keys), "key", "keys")}{", "}
                {number::of(one.signed, "statement signed", "statements signed")}
                <p class="xs muted">{&one.source}</p>
                if !one.changed.is_empty() {
                    <p class="small">{&one.changed}</p>
                }
                <details>
                    <summary class="small">{"Its keys"}</summary>
                    { view_keys(&one.keys) }
                    <p class="small"><a href={with(&one.choice.id)}>{"What would somebody see who chose only this community?"}</a></p>
                </details>
            </div>
            <button class="btn no-print" type="button" aria-pressed={if chosen { "true" } else { "false" }}
                aria-label={[words, " ", &one.link.name].concat()} onclick={rely(reach, next)}>
                { icon(if words == "Take back" { "#i-close" } else { "#i-plus" }) }{words}
            </button>
        </li>
    }
}

/// The address of the comparison with somebody who chose this community.
pub fn with(community: &str) -> String {
    Route::Viewpoint(ViewpointPlace {
        proposal: String::new(),
        with: community.to_owned(),
    })
    .href()
}

fn view_keys(keys: &[KeyView]) -> Html {
    html! {
        <ul class="dots small stack-s">
            for key in keys {
                <li key={key.fingerprint.clone()}>
                    {&key.kind}{", "}<code class="xs">{&key.fingerprint}</code>
                    if !key.name.is_empty() {
                        {", "}{&key.name}{" ("}{&key.vouched}{")"}
                    }
                    {", "}{number::of(key.signed, "statement signed", "statements signed")}
                </li>
            }
        </ul>
    }
}

/// A field to paste into, a file to choose, and the public authority.
pub fn view_form(own: &Viewpoint, reach: &Reach) -> Html {
    let public = joined(
        own,
        &Viewpoint {
            roots: vec![ChosenRoot {
                name: "Sigstore, public instance".to_owned(),
                text: String::new(),
            }],
            ..Viewpoint::default()
        },
    );
    let pasted = {
        let reach = reach.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field(&event, "choice");
            reach.dispatch(Action::Pasted(text.as_str().into()));
        })
    };
    let chosen = {
        let reach = reach.clone();
        Callback::from(move |event: Event| {
            let input = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input {
                files::paste_chosen(&reach, &input);
            }
        })
    };
    let suggested = {
        let reach = reach.clone();
        Callback::from(move |_: MouseEvent| atlas::suggest(&reach))
    };
    html! {
        <div class="stack">
            <form class="stack-s" onsubmit={pasted}>
                <div class="field">
                    <label for="choice">{"A public key, a log’s verifier key, a list of authorities, or a viewpoint"}</label>
                    <textarea id="choice" name="choice" rows="4" spellcheck="false" autocomplete="off" aria-describedby="choice-hint"></textarea>
                    <span class="field__hint" id="choice-hint">{"did:key, Multikey, PEM, name+id+key, trusted_root.json or a saved viewpoint. It is read in this browser only and counts for nothing until you take it over."}</span>
                </div>
                <p class="row">
                    <button class="btn btn--primary" type="submit">{"Read it"}</button>
                    <label class="btn" for="choice-file">{"Or choose a file"}</label>
                    <input class="vh" id="choice-file" type="file" aria-label="A file with a key, authorities or a viewpoint" onchange={chosen} />
                </p>
            </form>
            <p class="row">
                <button class="btn" type="button" onclick={rely(reach, public)}>{"Rely on the public Sigstore instance"}</button>
                if atlas::is_demonstration() {
                    <button class="btn" type="button" onclick={suggested}>{"Look at the choice that the demonstration suggests"}</button>
                }
                <span class="small muted">{"For statements signed with short-lived certificates. It vouches that a name was checked; who may sign you say by naming them."}</span>
            </p>
            { view_identity(own, reach) }
        </div>
    }
}

/// Who may sign with short-lived certificates: a name, and who must have checked it.
fn view_identity(own: &Viewpoint, reach: &Reach) -> Html {
    let onsubmit = {
        let (reach, own) = (reach.clone(), own.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let [name, issuer] =
                ["signer", "checked-by"].map(|name| field(&event, name).trim().to_owned());
            if name.is_empty() || issuer.is_empty() {
                return;
            }
            let adds = Viewpoint {
                identities: vec![ChosenIdentity { name, issuer }],
                ..Viewpoint::default()
            };
            reach.dispatch(Action::Rely(joined(&own, &adds)));
        })
    };
    html! {
        <form class="stack-s" {onsubmit}>
            <h3>{"Who may sign with a certificate"}</h3>
            <div class="field">
                <label for="signer">{"Name in the certificate, exactly as it stands there"}</label>
                <input id="signer" name="signer" type="text" required="" autocomplete="off" spellcheck="false" placeholder="person@example.org" />
            </div>
            <div class="field">
                <label for="checked-by">{"Who must have checked that name"}</label>
                <input id="checked-by" name="checked-by" type="text" inputmode="url" required="" autocomplete="off" spellcheck="false" placeholder="https://accounts.example.org" />
            </div>
            <p class="row">
                <button class="btn" type="submit">{"Expect this signer"}</button>
                <span class="small muted">{"It counts together with an authority that you rely on. Several names: any of them may have signed."}</span>
            </p>
        </form>
    }
}

/// The text of a field of the form an event came from.
pub fn field(event: &Event, name: &str) -> String {
    let value = event.target().and_then(|form| {
        let field = js_sys::Reflect::get(&form, &name.into()).ok()?;
        js_sys::Reflect::get(&field, &"value".into())
            .ok()?
            .as_string()
    });
    value.unwrap_or_default()
}

/// What was pasted or what a link proposes: shown, taken over only at a click.
pub fn view_offer(place: &ViewpointPlace, scene: &Scene<'_>) -> Html {
    let (reach, pasted) = (scene.reach, !scene.store.pasted.is_empty());
    let drop = drop_offer(place, pasted, reach);
    let body = match scene.loaded[NEAR].get() {
        Some(read) => view_read(read, &scene.store.viewpoint, reach),
        None => state::loading(),
    };
    html! {
        <section class="offer stack-s" aria-labelledby="offer">
            <h2 id="offer">{if pasted { "What you brought" } else { "A link proposes a viewpoint" }}</h2>
            if !pasted {
                <p class="small">{"Whoever made this link would like you to see with these eyes. Nothing of it counts until you take it over."}</p>
            }
            { body }
            <button class="btn btn--quiet" type="button" onclick={drop}>{"Drop it"}</button>
        </section>
    }
}

fn drop_offer(place: &ViewpointPlace, pasted: bool, reach: &Reach) -> Callback<MouseEvent> {
    let (reach, with) = (reach.clone(), place.with.clone());
    Callback::from(move |_: MouseEvent| {
        reach.dispatch(Action::Pasted("".into()));
        if !pasted {
            reach.address.replace(Route::Viewpoint(ViewpointPlace {
                proposal: String::new(),
                with: with.clone(),
            }));
        }
    })
}

fn view_read(read: &ChoiceRead, own: &Viewpoint, reach: &Reach) -> Html {
    if let Some(problem) = &read.problem {
        return html! {
            <div role="alert"><p><strong>{&problem.what}</strong></p><p class="small">{&problem.hint}</p></div>
        };
    }
    let take = |replace: bool| {
        let (reach, adds, own) = (reach.clone(), read.adds.clone(), own.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let named = named_by_reader(&event, &adds);
            let base = if replace {
                Viewpoint::default()
            } else {
                own.clone()
            };
            let next = joined(&base, &named);
            take_over(&reach, next);
        })
    };
    let single = read.adds.keys.len() == 1 && read.adds.communities.is_empty();
    html! {
        <div class="stack-s">
            <p><strong>{&read.what}</strong></p>
            { view_adds(&read.adds) }
            { view_keys(&read.keys) }
            <form class="stack-s" onsubmit={take(false)}>
                if single {
                    <div class="field"><label for="key-name">{"Your name for it"}</label><input id="key-name" name="name" type="text" autocomplete="off" /></div>
                    <div class="field"><label for="key-why">{"Why do you believe it is theirs?"}</label><input id="key-why" name="why" type="text" autocomplete="off" /></div>
                }
                <p><button class="btn btn--primary" type="submit">{"Add it to my choice"}</button></p>
            </form>
            if !crate::store::viewpoint::nobody(own) && !single {
                <form onsubmit={take(true)}><button class="btn" type="submit">{"Use it instead of my choice"}</button></form>
            }
            <p class="small"><a href="#effect" onclick={Callback::from(|event: MouseEvent| { event.prevent_default(); crate::effects::focus::show("effect"); })}>{"What it would change"}</a></p>
        </div>
    }
}

/// The proposal leaves the address with the same click, so that a reload does not offer it again.
fn take_over(reach: &Reach, viewpoint: Viewpoint) {
    reach.dispatch(Action::Rely(viewpoint));
    reach
        .address
        .replace(Route::Viewpoint(ViewpointPlace::default()));
}

fn named_by_reader(event: &Event, adds: &Viewpoint) -> Viewpoint {
    let mut named = adds.clone();
    if let [key] = named.keys.as_mut_slice() {
        let (name, why) = (field(event, "name"), field(event, "why"));
        if !name.trim().is_empty() {
            key.name = name.trim().to_owned();
        }
        if !why.trim().is_empty() {
            key.why = why.trim().to_owned();
        }
    }
    named
}

fn view_adds(adds: &Viewpoint) -> Html {
    let parts = [
        (adds.communities.len(), "community", "communities"),
        (adds.keys.len(), "key", "keys"),
        (adds.logs.len(), "log or witness", "logs or witnesses"),
        (adds.roots.len(), "authority", "authorities"),
        (
            adds.identities.len(),
            "name of a signer",
            "names of signers",
        ),
    ];
    let names = adds.communities.iter().map(|one| one.name.as_str());
    let names: Vec<&str> = names
        .chain(adds.keys.iter().map(|one| one.name.as_str()))
        .filter(|name| !name.is_empty())
        .collect();
    html! {
        <div class="small">
            <p>
                {"It would add: "}
                for (at, (count, one, many)) in parts.iter().filter(|(count, _, _)| *count > 0).enumerate() {
                    {if at > 0 { ", " } else { "" }}{number::of(u32::try_from(*count).unwrap_or(u32::MAX), one, many)}
                }
                {"."}
            </p>
            if !names.is_empty() {
                <p>{"By the names that its author gave them: "}{names.join(", ")}{"."}</p>
            }
        </div>
    }
}
