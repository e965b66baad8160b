//! From what the store holds to what stands on the page: the answer, or why there is none yet. Never asks.

use protocol::{Kind, NotFound};
use yew::prelude::*;

use crate::components::state;
use crate::html::html;
use crate::store::{Fault, Loaded};

/// Draws an answer of kind `T` with `view`.
pub fn answered<T: Kind>(loaded: &Loaded, view: impl FnOnce(&T) -> Html) -> Html {
    framed(loaded, loaded.get().map(view))
}

/// The same around what has been drawn of the answer, which is nothing if there is none of the right kind.
pub fn framed(loaded: &Loaded, drawn: Option<Html>) -> Html {
    let content = match (loaded, drawn) {
        (Loaded::Failed(fault), _) => failed(fault),
        (_, Some(drawn)) => drawn,
        (_, None) => match loaded.get::<NotFound>() {
            Some(found) => state::not_found(&found.what, &found.near),
            None => pending(),
        },
    };
    html! { <div class="answer" aria-busy={if loaded.busy() { "true" } else { "false" }}>{ content }</div> }
}

fn pending() -> Html {
    html! {
        <div class="page-head">
            <h1 class="vh">{"Loading"}</h1>
            { state::loading() }
        </div>
    }
}

fn failed(fault: &Fault) -> Html {
    let what = match fault {
        Fault::Superseded => return pending(),
        Fault::Cancelled => "You stopped this. Reload the page to ask again.",
        Fault::Stopped => {
            "The engine stopped while answering this, twice. Everything else stays usable."
        }
        Fault::NoEngine(why) => why,
    };
    html! {
        <div class="page-head">
            <h1 tabindex="-1">{"No answer"}</h1>
            { state::failed(what) }
        </div>
    }
}
