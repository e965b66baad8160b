//! From what the store holds to what stands on the page: the answer, or why there is none yet. Never asks.

use protocol::Answer;
use yew::prelude::*;

use crate::components::state;
use crate::html::html;
use crate::store::{Fault, Loaded};

/// Draws the answer with `view`, which gives nothing for an answer to another question.
pub fn answered(loaded: &Loaded, view: &dyn Fn(&Answer) -> Option<Html>) -> Html {
    let content = match loaded {
        Loaded::Failed(fault) => failed(fault),
        Loaded::Pending(_) => pending(),
        Loaded::Ready(answer) | Loaded::Renewing(answer) => match &**answer {
            Answer::NotFound { what, near } => state::not_found(what, near),
            answer => view(answer).unwrap_or_else(pending),
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
