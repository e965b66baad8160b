//! What to write down about a verdict and how to repeat it elsewhere. Never contacts anybody.

use ident::Standing;
use protocol::{IssuerView, VerdictView};
use yew::prelude::*;

use crate::components::icon::icon;
use crate::components::{attestation, day, facts, number, typeset};
use crate::effects::{Reach, clipboard};
use crate::html::html;
use crate::pages::Scene;

/// The built-in trusted root, as a file beside the page and in commands.
const PUBLIC_ROOT: &str = "public-root.json";

/// The receipt beside a verdict.
pub(super) fn view(verdict: &VerdictView, scene: &Scene<'_>) -> Html {
    html! {
        <div>
            <section class="part part--side"><h2>{"Receipt"}</h2>{ view_receipt(verdict, scene) }</section>
            <section class="part part--side">
                <h2>{"Repeat it on your own machine"}</h2>
                <p class="small">{"The same program without a browser gives the same verdict. Type it in the folder that holds the files it names, usually the folder of the atlas:"}</p>
                { view_command(verdict.command.clone(), "Rulescape", scene.reach) }
            </section>
            <section class="part part--side">
                <h2>{"Check it elsewhere"}</h2>
                if !verdict.elsewhere_note.is_empty() {
                    <p class="small">{&verdict.elsewhere_note}</p>
                }
                if verdict.elsewhere.iter().any(|(_, command)| command.contains(PUBLIC_ROOT)) {
                    <p class="small">{"The keys of the public logs and authorities, as used here: "}<a href={PUBLIC_ROOT} download={PUBLIC_ROOT}>{PUBLIC_ROOT}</a>{". Its first line prints the same file. Without --trusted-root the tool asks for newer ones."}</p>
                }
                for (tool, command) in &verdict.elsewhere {
                    <div key={tool.clone()}>
                        <h3>{tool}</h3>
                        { view_command(command.clone(), tool, scene.reach) }
                    </div>
                }
            </section>
            <section class="part part--side">
                <h2>{"In its place"}</h2>
                <ul class="dots small">
                    for link in &verdict.row.about {
                        <li><a href={crate::route::Route::Chain(link.id.clone()).href()}>{"From "}{&link.name}{" to whoever stands behind it"}</a></li>
                    }
                    <li><a href="#/claims">{"Who claims to keep which rule"}</a></li>
                    <li><a href="#/viewpoint">{"Whom you rely on"}</a></li>
                </ul>
            </section>
        </div>
    }
}

fn view_receipt(verdict: &VerdictView, scene: &Scene<'_>) -> Html {
    let row = &verdict.row;
    let hosts = number::len(scene.store.hosts.all());
    html! {
        <dl class="facts receipt">
            { facts::fact("File", typeset::path(&row.file)) }
            if row.line > 0 {
                { facts::fact("Line", html! { {row.line} }) }
            }
            { facts::fact("Name of this statement", view_digest(&row.id, scene.reach)) }
            for signer in verdict.signers.iter().map(|signer| named(signer, &row.issuer)) {
                <div>
                    <dt>{"Key that signed, "}{&signer.key_kind}</dt>
                    <dd>{ view_digest(&signer.key, scene.reach) }<p class="xs muted">{&signer.name}{ attestation::vouched(signer) }</p></dd>
                </div>
            }
            if !verdict.key_ids.is_empty() {
                { facts::fact("Names of keys in the file", html! {
                    <><code class="xs">{verdict.key_ids.join(", ")}</code><p class="xs muted">{"A hint that nothing covers; never used to say who signed."}</p></>
                }) }
            }
            if !row.dated.is_empty() {
                { facts::fact(if row.standing == Standing::Unsigned { "Dated by itself" } else { "Dated by the signer" }, day::moment(&row.dated)) }
            }
            { facts::fact("Judged", html! { <>{ day::moment(&verdict.judged_at) }{", in this browser"}</> }) }
            { facts::fact("Other hosts contacted", html! { {number::count(hosts)} }) }
        </dl>
    }
}

/// The signer as the head of the page names it, which knows who vouches for a certificate.
fn named<'a>(signer: &'a IssuerView, issuer: &'a IssuerView) -> &'a IssuerView {
    if signer.key == issuer.key {
        issuer
    } else {
        signer
    }
}

/// A digest with a button that copies it.
fn view_digest(digest: &str, reach: &Reach) -> Html {
    let onclick = copy(reach, digest.to_owned(), "The digest");
    html! {
        <span class="digest">
            <code>{digest.to_owned()}</code>
            <button class="btn btn--quiet btn--icon no-print" type="button" aria-label={["Copy ", digest].concat()} {onclick}>{ icon("#i-copy") }</button>
        </span>
    }
}

fn view_command(command: String, tool: &str, reach: &Reach) -> Html {
    let onclick = copy(reach, command.clone(), "The command");
    html! {
        <div class="command">
            <code>{ for command.split_inclusive(char::is_whitespace).map(view_word) }</code>
            <button class="btn no-print" type="button" aria-label={["Copy the command for ", tool].concat()} {onclick}>{ icon("#i-copy") }{"Copy command"}</button>
        </div>
    }
}

/// A word of a command, which breaks only if it is longer than a line, and the space or the end of line behind it.
fn view_word(word: &str) -> Html {
    let bare = word.trim_end();
    let after = word.get(bare.len()..).unwrap_or_default();
    html! { <><span>{bare.to_owned()}</span>{after.to_owned()}</> }
}

fn copy(reach: &Reach, text: String, what: &'static str) -> Callback<MouseEvent> {
    let reach = reach.clone();
    Callback::from(move |_: MouseEvent| clipboard::copy(&reach, text.clone(), what))
}
