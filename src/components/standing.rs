//! The summary of a verdict: symbol and word together. Never turns anything green that was not confirmed.

use crate::html::html;
use ident::Standing;
use yew::Html;

use super::icon::icon;

/// One standing as a badge.
pub fn badge(standing: Standing) -> Html {
    let (class, symbol) = match standing {
        Standing::ConfirmedByChosenKey => ("standing standing--confirmed", "#s-confirmed"),
        Standing::IntactKeyUnknown => ("standing standing--intact", "#s-intact"),
        Standing::Unsigned => ("standing standing--unsigned", "#s-unsigned"),
        Standing::Broken => ("standing standing--broken", "#s-broken"),
        Standing::NotCheckableHere => ("standing standing--uncheckable", "#s-uncheckable"),
    };
    html! { <span {class}>{ icon(symbol) }<span>{standing.label()}</span></span> }
}
