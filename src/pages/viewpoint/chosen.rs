//! Whom the reader chose, each with a way to take it out again, and how far recognition is followed. Never adds anybody.

use protocol::{Viewpoint, ViewpointView};
use yew::prelude::*;

use super::rely;
use crate::components::icon::icon;
use crate::components::{number, state};
use crate::effects::Reach;
use crate::html::html;
use crate::store::Action;
use crate::store::viewpoint::{Part, nobody, without};

/// Further than three steps nobody can name why a signer should count.
const STEPS: u32 = 3;
/// More signatures than this are not asked for.
const THRESHOLDS: u32 = 3;

/// The choice as it stands.
pub fn view(view: &ViewpointView, own: &Viewpoint, reach: &Reach) -> Html {
    if nobody(own) {
        return state::empty(
            "Nobody",
            html! { <p>{"No signature can count as coming from someone you know. Choose a community, or add a key, below."}</p> },
        );
    }
    html! {
        <div class="stack">
            { view_name(own, reach) }
            <ul class="choices">
                for one in &own.communities {
                    <li key={["c ", &one.id].concat()}>
                        <div>
                            <strong>{&one.name}</strong>{", "}{number::of(number::len(&one.keys), "key", "keys")}
                            { view_why(&one.why) }
                            for change in view.communities.iter().filter(|known| known.choice.id == one.id && !known.changed.is_empty()) {
                                <p class="small">{&change.changed}</p>
                            }
                        </div>
                        { view_remove(own, Part::Community(one.id.clone()), &one.name, reach) }
                    </li>
                }
                for one in &own.keys {
                    <li key={["k ", &one.key].concat()}>
                        <div>
                            <strong>{if one.name.is_empty() { "A key without a name" } else { one.name.as_str() }}</strong>
                            <p class="xs"><code>{short(&one.key)}</code></p>
                            { view_why(&one.why) }
                        </div>
                        { view_remove(own, Part::Key(one.key.clone()), &one.name, reach) }
                    </li>
                }
                for one in &own.logs {
                    <li key={["l ", &one.key].concat()}>
                        <div><strong>{"Log or witness"}</strong><p class="xs"><code>{&one.key}</code></p>{ view_why(&one.why) }</div>
                        { view_remove(own, Part::Log(one.key.clone()), &one.key, reach) }
                    </li>
                }
                for (at, one) in own.roots.iter().enumerate() {
                    <li key={["r ", &at.to_string()].concat()}>
                        <div>
                            <strong>{if one.name.is_empty() { "Authority for certificates" } else { one.name.as_str() }}</strong>
                            <p class="small">{if one.text.is_empty() { "The public Sigstore instance, as this program carries it. It vouches that a name was checked, for whoever asks." } else { "An authority that you brought yourself." }}</p>
                        </div>
                        { view_remove(own, Part::Root(at), &one.name, reach) }
                    </li>
                }
                for (at, one) in own.identities.iter().enumerate() {
                    <li key={["i ", &at.to_string()].concat()}>
                        <div>
                            <strong>{if one.name.is_empty() { "Any name" } else { one.name.as_str() }}</strong>
                            <p class="small">{"Counts if "}{if one.issuer.is_empty() { "an authority you rely on" } else { one.issuer.as_str() }}{" has checked that name."}</p>
                        </div>
                        { view_remove(own, Part::Identity(at), &one.name, reach) }
                    </li>
                }
            </ul>
            if !view.problems.is_empty() {
                <div class="stack-s" role="status">
                    <p class="small"><strong>{"Parts of it could not be used:"}</strong></p>
                    <ul class="dots small">
                        for problem in &view.problems {
                            <li>{&problem.what}{". "}{&problem.hint}</li>
                        }
                    </ul>
                </div>
            }
            { view_numbers(own, reach) }
        </div>
    }
}

/// The reader's own name for the choice; it stands in the frame, in the file and in links.
fn view_name(own: &Viewpoint, reach: &Reach) -> Html {
    let onsubmit = {
        let (reach, own) = (reach.clone(), own.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let mut next = own.clone();
            next.name = super::add::field(&event, "viewpoint").trim().to_owned();
            reach.dispatch(Action::Rely(next));
        })
    };
    html! {
        <form class="named no-print" {onsubmit}>
            <div class="field">
                <label for="viewpoint-name">{"Your name for this choice"}</label>
                <input id="viewpoint-name" name="viewpoint" type="text" maxlength="80" autocomplete="off" value={own.name.clone()} />
            </div>
            <button class="btn" type="submit">{"Keep this name"}</button>
        </form>
    }
}

/// Enough of a key to tell it from another.
pub fn short(key: &str) -> String {
    const ENOUGH: usize = 72;
    let line = key
        .lines()
        .find(|line| !line.starts_with("-----"))
        .unwrap_or(key);
    match line.char_indices().nth(ENOUGH) {
        Some((at, _)) => [line.get(..at).unwrap_or(line), "…"].concat(),
        None => line.to_owned(),
    }
}

fn view_why(why: &str) -> Html {
    if why.is_empty() {
        return html! { <p class="xs muted">{"You did not write down why."}</p> };
    }
    html! { <p class="xs muted">{"Because: "}{why.to_owned()}</p> }
}

fn view_remove(own: &Viewpoint, part: Part, name: &str, reach: &Reach) -> Html {
    let onclick = rely(reach, without(own, &part));
    html! {
        <button class="btn no-print" type="button" aria-label={["Remove ", name].concat()} {onclick}>{ icon("#i-close") }{"Remove"}</button>
    }
}

fn view_numbers(own: &Viewpoint, reach: &Reach) -> Html {
    let steps = |steps| Viewpoint {
        steps,
        ..own.clone()
    };
    let threshold = |threshold| Viewpoint {
        threshold,
        ..own.clone()
    };
    html! {
        <div class="stack-s">
            <div class="row" role="group" aria-label="Steps of recognition that are followed">
                <span class="small">{"Follow signed recognition from the communities you chose, in steps:"}</span>
                <span class="seg">for count in 0..=STEPS { { view_number(count, own.steps == count, steps(count), reach) } }</span>
            </div>
            <p class="xs muted">{"Recognition goes one way: that A recognises B does not mean that B recognises A. Claims without a signature are never followed."}</p>
            <div class="row" role="group" aria-label="How many of your keys must have signed">
                <span class="small">{"Different keys of yours that must have signed:"}</span>
                <span class="seg">for count in 1..=THRESHOLDS { { view_number(count, own.threshold.max(1) == count, threshold(count), reach) } }</span>
            </div>
        </div>
    }
}

fn view_number(count: u32, chosen: bool, viewpoint: Viewpoint, reach: &Reach) -> Html {
    let onclick = rely(reach, viewpoint);
    html! {
        <button class="btn" type="button" aria-pressed={if chosen { "true" } else { "false" }} {onclick}>{number::count(count)}</button>
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_key_is_shown_by_its_first_line_of_content() {
        assert_eq!(short("z6Mk"), "z6Mk");
        assert_eq!(
            short("-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----"),
            "MCow"
        );
        assert!(short(&"x".repeat(100)).ends_with('…'));
        assert_eq!(short(""), "");
    }
}
