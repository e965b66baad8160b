//! Method, limits, licences. Never promises more than the page does.

use ident::Standing;
use protocol::Overview;
use yew::prelude::*;

use super::Scene;
use crate::components::{day, number, page_head, standing};
use crate::html::html;

const LEDE: &str = "A reference work on who makes rules about AI, what the rules ask, and what stands behind them. It \
                    runs in your browser; there is no server that reads along.";

/// The page about the page.
pub fn view(scene: &Scene<'_>) -> Html {
    let counts = scene.overview().map(view_counts).unwrap_or_default();
    html! {
        <div class="about">
            { page_head::page_head(Html::default(), "About Rulescape", LEDE, Html::default()) }
            { part("idea", "The idea: distributed AI governance", view_idea()) }
            { part("atlas", "What the atlas is", html! { <>{ counts }{ view_atlas() }</> }) }
            { part("words", "How the paraphrases were made", view_paraphrases()) }
            { part("standings", "What a standing says", view_standings()) }
            { part("limits", "What is not checked", view_limits()) }
            { part("privacy", "What your browser does", view_privacy()) }
            { part("licences", "Licences", view_licences()) }
        </div>
    }
}

fn part(id: &'static str, title: &'static str, body: Html) -> Html {
    html! { <section aria-labelledby={id}><h2 {id}>{title}</h2>{ body }</section> }
}

fn view_idea() -> Html {
    html! {
        <>
            <p>
                {"Rules about AI do not come from one place. Groups with the same will and the same ability form \
                  communities of their own, large and small: a compiler project, a hospital association, a model hub, a \
                  trade union, a group of companies. Each writes rules that fit its work. Where strangers have to rely on \
                  one another, technology helps: signatures, logs, benchmarks and registries let one community see what \
                  another has promised and kept."}
            </p>
            <p>{"Five incentives hold such rules up, and each rule here is marked with those it leans on:"}</p>
            <ol>
                <li><strong>{"Social values"}</strong>{": people keep the rule because they think it right."}</li>
                <li><strong>{"Corporate reputation"}</strong>{": breaking it in public costs a name."}</li>
                <li><strong>{"Market competition"}</strong>{": customers, funders or platforms choose those who keep it."}</li>
                <li><strong>{"Technical consensus"}</strong>{": whoever wants to work together has to follow it."}</li>
                <li><strong>{"Technological assurance"}</strong>{": a tool checks it, or makes breaking it visible."}</li>
            </ol>
            <p>
                {"Public authority stays behind all of it as the backstop for grave questions of safety, ethics and values. \
                  That is why the picture of the network has three layers: communities on top, public commitments below \
                  them, and law as the ground on which both stand."}
            </p>
        </>
    }
}

fn view_counts(overview: &Overview) -> Html {
    if overview.rules == 0 {
        return Html::default();
    }
    html! {
        <p>
            {"Loaded now: "}<strong>{&overview.title}</strong>
            if !overview.as_of.is_empty() {
                <span>{", as of "}{ day::day(&overview.as_of) }</span>
            }
            {", with "}{number::of(overview.communities, "community", "communities")}
            {", "}{number::of(overview.instruments, "public instrument", "public instruments")}
            {", "}{number::of(overview.rule_sets, "rule set", "rule sets")}
            {", "}{number::of(overview.rules, "rule", "rules")}
            {" and "}{number::of(overview.relations, "relation", "relations")}{"."}
        </p>
    }
}

fn view_atlas() -> Html {
    html! {
        <>
            <p>
                {"An atlas is a folder of plain files on any web server: rule sets as OSCAL catalogs, communities as DAOIP-2 \
                  descriptors, and a Data Package that lists every file with its SHA-256 digest. The page reads the atlas \
                  that lies beside it, any other whose address stands in the link, and any OSCAL catalog you drop on it."}
            </p>
            <p>
                {"Each rule names its place in the original (an article, a section, a paragraph) and links to it. Topics, \
                  forces (must, must not, should, may) and incentives are our reading of the rule; the issuer did not state \
                  them. In catalogs that others publish they are suggested by this program and marked so."}
            </p>
            <p>
                <em>{"Silent"}</em>{" means that a rule set was examined and has no rule on a topic. "}
                <em>{"Not examined"}</em>{" means that we have not read that part. They are never the same thing."}
            </p>
        </>
    }
}

fn view_paraphrases() -> Html {
    html! {
        <>
            <p>
                {"Rule texts in the built-in atlas are paraphrases: each rule said again in 5 to 60 words of our own. They are \
                  not quotations, not translations of record and not legal advice, and they carry the mark “paraphrase” \
                  wherever they stand. Each was compared with the source where a copy could be had; no more than seven \
                  words in a row are shared with it. The wording that counts is the one behind the link."}
            </p>
            <p>{"Each rule says what was read for it:"}</p>
            <ul>
                <li>{"the issuer’s own text, or a stored copy of it;"}</li>
                <li>{"its wording as others quote or republish it;"}</li>
                <li>{"only reports and summaries;"}</li>
                <li>{"nothing looked up: written from memory, to be read with the most care."}</li>
            </ul>
            <p>{"How many rules fall into each class is counted on the page of "}<a href="#/sources">{"sources"}</a>{"."}</p>
        </>
    }
}

fn view_standings() -> Html {
    html! {
        <>
            <p>
                {"Whatever is signed is checked step by step, here, in your browser. The steps add up to one of five \
                  standings. Each page of a verdict lists every step, those that could not be made as well:"}
            </p>
            <dl class="standings">
                for &one in Standing::ALL {
                    <div><dt>{ standing::badge(one) }</dt><dd>{standing::meaning(one)}</dd></div>
                }
            </dl>
            <p>
                {"An atlas brings statements, digests and keys, so it cannot vouch for itself. Only keys that you chose in \
                  this browser count as known: "}<a href="#/viewpoint">{"choose whom to rely on"}</a>{". A link can \
                  propose such a choice, never make it."}
            </p>
        </>
    }
}

fn view_limits() -> Html {
    html! {
        <ul>
            <li>
                {"Whether a signed statement is true. A signature shows who said it and that nothing was changed since. A \
                  signed claim of conformity is a claim."}
            </li>
            <li>
                {"What is missing. Files of statements can be shortened without a trace: that no statement is listed proves \
                  nothing."}
            </li>
            <li>
                {"Whether anyone keeps a rule. A rule is a promise or a demand; this page shows that it was made, by whom and \
                  where, not that it is lived."}
            </li>
            <li>
                {"Signatures. None of the issuers in the built-in atlas has signed its rules in a form we could read, so all \
                  stand as unsigned. Our paraphrases are not signed by the issuers either, and could not be."}
            </li>
            <li>
                {"Completeness. Some hundred bodies were chosen to show the breadth of the field. A body that is missing here \
                  may well have rules."}
            </li>
            <li>
                {"Currency. Everything is stated as of one day. Laws are amended, projects change their policies, and links \
                  move on after that day."}
            </li>
            <li>
                {"Digests. A matching digest shows that a file is the one the package lists. It does not show that what the \
                  file says is true."}
            </li>
        </ul>
    }
}

fn view_privacy() -> Html {
    html! {
        <>
            <p>
                {"All reading, searching and comparing happens in this browser, in a worker beside the page. Files you drop \
                  stay here. No account, no cookies, no counting of visitors. Only an address that you enter or that stands \
                  in the link you opened is fetched from another host, without cookies, and "}
                <a href="#/sources">{"the page of sources"}</a>{" lists each host contacted."}
            </p>
            <p>
                {"The compare tray, your viewpoint and your choice of light or dark are kept in this browser until you clear them. Everything \
                  else that you choose stands in the address, so that a copied link shows the same thing to someone else."}
            </p>
        </>
    }
}

fn view_licences() -> Html {
    html! {
        <>
            <p>
                {"The program and the facts, paraphrases and relations of the built-in atlas are free under the MIT licence or \
                  the Apache licence 2.0, as you prefer. The texts behind the links belong to their owners. Naming a body \
                  here does not mean that it agrees."}
            </p>
            <p>
                {"It is built with Rust, WebAssembly and Yew, and with libraries that are all free software under the MIT, \
                  Apache 2.0, BSD, ISC, Zlib or Unicode licences. Rule sets are written in OSCAL, a format of the US \
                  National Institute of Standards and Technology; other catalogs keep the licence of their publisher."}
            </p>
        </>
    }
}
