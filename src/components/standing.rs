//! The summary of a verdict: symbol and word together. Never turns anything green that was not confirmed.

use crate::html::html;
use ident::Standing;
use yew::{AttrValue, Html};

use super::icon::icon;
use crate::route::{EvidencePlace, Route};

/// One standing as a badge.
pub fn badge(standing: Standing) -> Html {
    view(standing, class(standing))
}

/// The same in the size of a heading.
pub fn large(standing: Standing) -> Html {
    html! { <span class="standing--large">{ badge(standing) }</span> }
}

/// The standing of a rule set or a rule as a way to what was checked; plain where there is nothing to check.
pub fn of(standing: Standing, about: &str) -> Html {
    if standing == Standing::Unsigned {
        return badge(standing);
    }
    html! { <a class="standing__link" href={evidence(about)}>{ badge(standing) }</a> }
}

/// The address of everything signed about a rule set or a rule.
pub fn evidence(about: &str) -> AttrValue {
    Route::Evidence(EvidencePlace::about(about)).href().into()
}

/// What a standing says, in one sentence.
pub const fn meaning(standing: Standing) -> &'static str {
    match standing {
        Standing::ConfirmedByChosenKey => {
            "The signature holds, every required check was made, and the key is one you chose or follow."
        }
        Standing::IntactKeyUnknown => {
            "Nothing was changed since it was signed. Nobody you chose vouches for the key."
        }
        Standing::Unsigned => "Nobody signed it. It is a claim with a source; read the source.",
        Standing::Broken => "A required check failed. Do not take it for what was signed.",
        Standing::NotCheckableHere => {
            "A required check could not be made here. That is neither a yes nor a no."
        }
    }
}

/// Its class and its symbol, for those who draw it themselves.
pub const fn class(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::ConfirmedByChosenKey => ("standing standing--confirmed", "#s-confirmed"),
        Standing::IntactKeyUnknown => ("standing standing--intact", "#s-intact"),
        Standing::Unsigned => ("standing standing--unsigned", "#s-unsigned"),
        Standing::Broken => ("standing standing--broken", "#s-broken"),
        Standing::NotCheckableHere => ("standing standing--uncheckable", "#s-uncheckable"),
    }
}

fn view(standing: Standing, (class, symbol): (&'static str, &'static str)) -> Html {
    html! { <span {class}>{ icon(symbol) }<span>{standing.label()}</span></span> }
}
