//! What is loaded, from where, with which problems; loading more. Never loads anything the reader did not name.

mod file;

use ident::SourceClass;
use protocol::SourcesView;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Scene;
use crate::components::{number, page_head, state};
use crate::effects::{Reach, files};
use crate::html::html;
use crate::store::{Hosts, Loaded};

const LEDE: &str = "Everything on these pages comes from the files below, read in this browser. Nothing you load \
                    leaves it.";

/// The page of files and addresses.
pub fn view(scene: &Scene<'_>) -> Html {
    let (reach, hosts, loaded) = (scene.reach, &*scene.store.hosts, scene.page());
    let view = loaded.get::<SourcesView>();
    html! {
        <div aria-busy={loaded.busy().then_some("true")}>
            { page_head::page_head(Html::default(), "What is loaded, and from where", LEDE, Html::default()) }
            <div class="cols-main cols-main--aside">
                <div>
                    { page_head::section("load", "Load your own", view_load(reach)) }
                    { page_head::section("files", "Files", match (loaded, view) {
                        (Loaded::Failed(fault), _) => state::failed(fault.words()),
                        (_, Some(view)) => view_files(view, reach),
                        (_, None) => state::loading(),
                    }) }
                </div>
                <aside aria-label="About these sources">{ view_aside(view, hosts) }</aside>
            </div>
        </div>
    }
}

fn view_load(reach: &Reach) -> Html {
    let chosen = {
        let reach = reach.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            {
                files::take_chosen(&reach, &input);
            }
        })
    };
    html! {
        <div class="stack">
            <div class="drop">
                <p><strong>{"Drop files anywhere on this page"}</strong></p>
                <p class="small muted">{"OSCAL 1.0 to 1.2 (catalogs, profiles, mappings), an atlas, or attestations: JSON or JSON Lines, up to 64 MB each."}</p>
                <label class="btn btn--primary" for="choose">{"Choose files"}</label>
                <input id="choose" type="file" multiple=true onchange={chosen} />
            </div>
            { view_address(reach) }
        </div>
    }
}

fn view_address(reach: &Reach) -> Html {
    let reach = reach.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(form) = event.target() else { return };
        let field = js_sys::Reflect::get(&form, &"address".into()).ok();
        if let Some(input) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            let address = input.value().trim().to_owned();
            if !address.is_empty() {
                files::open(&reach, address);
                input.set_value("");
            }
        }
    });
    html! {
        <form class="open-url" {onsubmit}>
            <div class="field">
                <label for="address">{"Or an address"}</label>
                <input id="address" name="address" type="text" inputmode="url" placeholder="https://example.org/catalog.json"
                    autocomplete="off" aria-describedby="address-hint" />
            </div>
            <button class="btn" type="submit">{"Load address"}</button>
            <p id="address-hint" class="field__hint">
                {"Your browser asks that host for the file, without cookies, and the host is listed here. Some hosts do not \
                  let other sites read their files (they send no CORS header): then download the file and drop it here."}
            </p>
        </form>
    }
}

fn view_files(view: &SourcesView, reach: &Reach) -> Html {
    if view.files.is_empty() {
        return state::empty(
            "Nothing is loaded",
            html! { <p>{"Drop a file on this page, or name an address."}</p> },
        );
    }
    html! {
        <div>
            <p class="small muted prose">
                {"The digest is the SHA-256 of a file’s bytes as they came: change one character and it is another number. \
                  It shows that two people have the same file, not that the file is right."}
            </p>
            <div class="files">
                for file in view.files.iter().rev() {
                    <article key={file_key(file)} class="file">{ file::view_file(file, reach) }</article>
                }
            </div>
        </div>
    }
}

fn file_key(file: &protocol::SourceFile) -> String {
    [&file.origin.name, " ", &file.digest].concat()
}

fn view_aside(view: Option<&SourcesView>, hosts: &Hosts) -> Html {
    html! {
        <div class="aside">
            <section class="part part--side small">
                <h2>{"Hosts contacted"}</h2>
                { view_hosts(hosts) }
            </section>
            <section class="part part--side small">
                <h2>{"How rules were read"}</h2>
                <div>{ view.map(view_classes).unwrap_or_default() }</div>
            </section>
            <section class="part part--side small">
                <h2>{"Where rules point to"}</h2>
                <div>{ view.map(view_pointed).unwrap_or_default() }</div>
            </section>
        </div>
    }
}

fn view_hosts(hosts: &Hosts) -> Html {
    if hosts.all().is_empty() {
        return html! {
            <p><strong>{"None"}</strong>{" since this page was opened, apart from the site it came from."}</p>
        };
    }
    html! {
        <div class="stack-s">
            <p>{"At your wish, since this page was opened:"}</p>
            <ul class="dots">
                for host in hosts.all() {
                    <li key={host.to_string()}><code>{host.to_string()}</code></li>
                }
            </ul>
        </div>
    }
}

fn view_classes(view: &SourcesView) -> Html {
    html! {
        <table class="twin">
            <caption class="vh">{"Rules by what was read for them"}</caption>
            <thead><tr><th scope="col">{"What was read"}</th><th scope="col" class="r">{"Rules"}</th></tr></thead>
            <tbody>
                for (class, count) in &view.classes {
                    <tr key={class.as_str()}>
                        <th scope="row">{class_words(*class)}</th><td class="r num">{number::count(*count)}</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

fn class_words(class: SourceClass) -> &'static str {
    match class {
        SourceClass::Primary => "The issuer’s own text",
        SourceClass::Quoted => "Its wording, quoted by others",
        SourceClass::Secondary => "Only reports and summaries",
        SourceClass::Memory => "Nothing looked up: from memory",
    }
}

/// The list would be long; the first hosts show what kind of places these are.
const HOSTS_SHOWN: usize = 12;

fn view_pointed(view: &SourcesView) -> Html {
    let more = view.hosts.len().saturating_sub(HOSTS_SHOWN);
    html! {
        <div class="stack-s">
            <p class="muted">{"Links lead to these hosts. None is contacted unless you follow one."}</p>
            <ul class="dots">
                for (host, count) in view.hosts.iter().take(HOSTS_SHOWN) {
                    <li key={host.clone()}>{host}{" "}<span class="muted num">{number::count(*count)}</span></li>
                }
            </ul>
            if more > 0 {
                <p class="muted">{["and ", &more.to_string(), " more"].concat()}</p>
            }
        </div>
    }
}
