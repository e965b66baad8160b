//! A citation in four forms, each with a button that copies it. Never adds today's date.

use protocol::Citation;
use yew::{AttrValue, Callback, Html};

use super::icon::icon;
use crate::html::html;

/// The forms, shortest first; `copy` is told the text, `close` that the reader is done.
pub fn cite(
    citation: &Citation,
    copy: &Callback<AttrValue>,
    close: Callback<yew::MouseEvent>,
) -> Html {
    let forms = [
        ("Short", &citation.short, false),
        ("Footnote", &citation.footnote, false),
        ("BibTeX", &citation.bibtex, true),
        ("CSL-JSON", &citation.csl_json, true),
    ];
    html! {
        <section class="cite" aria-labelledby="cite-title">
            <div class="cite__head">
                <h2 id="cite-title" class="cite__title" tabindex="-1">{"Cite this"}</h2>
                <button class="btn btn--quiet btn--icon no-print" type="button" aria-label="Close the citation" onclick={close}>
                    { icon("#i-close") }
                </button>
            </div>
            for (name, text, code) in forms {
                <div key={name} class="cite__form">
                    <h3>{name}</h3>
                    { form(name, text, code, copy) }
                </div>
            }
            <p class="small muted">
                {"The digest names the exact state of the atlas that was read. A paraphrase says so: cite the linked original \
                  for its wording."}
            </p>
        </section>
    }
}

fn form(name: &'static str, text: &str, code: bool, copy: &Callback<AttrValue>) -> Html {
    let content = AttrValue::from(text.to_owned());
    let told = content.clone();
    let onclick = copy.reform(move |_| told.clone());
    let label = AttrValue::from(["Copy: ", name].concat());
    html! {
        <div class="copybox">
            if code {
                <pre tabindex="0" role="region" aria-label={name}>{content}</pre>
            } else {
                <p>{content}</p>
            }
            <button class="btn no-print" type="button" aria-label={label} {onclick}>{ icon("#i-copy") }{"Copy"}</button>
        </div>
    }
}
