//! The way from the reader's choice to a signer, hop by hop, its weakest hop named. Never draws a way that is not there.

use protocol::{Recognition, RecognitionPath};
use yew::Html;

use super::attestation::address_of;
use super::{address, standing, typeset};
use crate::html::html;

/// The way as a list that reads like the picture it is drawn as.
pub fn path(path: &RecognitionPath) -> Html {
    let last = path.hops.len();
    html! {
        <div class="stack-s">
            <ol class="hops">
                <li class={class(path, 0)}>
                    <span><strong>{"You"}</strong>{" chose "}{&path.start}</span>
                    if let Some(hop) = path.hops.first() {
                        { view_tie(path, 0, hop) }
                    }
                </li>
                for (at, hop) in path.hops.iter().enumerate() {
                    <li class={class(path, at + 1)}>
                        <span>{ address::who(&hop.to) }{if at + 1 == last { ", who signed" } else { "" }}</span>
                        if let Some(next) = path.hops.get(at + 1) {
                            { view_tie(path, at + 1, next) }
                        }
                    </li>
                }
            </ol>
            if !path.words.is_empty() {
                <p class="small">{&path.words}</p>
            }
        </div>
    }
}

fn is_weakest(path: &RecognitionPath, hop: usize) -> bool {
    path.weakest.is_some_and(|weakest| weakest as usize == hop)
}

fn class(path: &RecognitionPath, at: usize) -> &'static str {
    if is_weakest(path, at) {
        "hop hop--weak"
    } else {
        "hop"
    }
}

fn view_tie(path: &RecognitionPath, at: usize, hop: &Recognition) -> Html {
    html! {
        <div class="hop__tie stack-s">
            <p>{ typeset::sentence(&hop.words) }{" "}<a href={address_of(&hop.evidence)}>{"The statement"}</a></p>
            <p>{ standing::badge(hop.standing) }</p>
            if is_weakest(path, at) {
                <p><span class="hop__weak">{"Weakest hop: "}</span>{&hop.weakness}{"."}</p>
            }
        </div>
    }
}
