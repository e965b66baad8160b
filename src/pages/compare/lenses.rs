//! From a comparison to the lenses that look at the same rule sets otherwise. Never compares anything itself.

use protocol::Comparison;
use yew::Html;

use super::heads;
use crate::html::html;
use crate::route::Route;

/// The ways on where nothing is compared yet.
pub fn elsewhere() -> Html {
    html! {
        <p class="no-print">{"Other ways to look: "}<a href="#/backstop">{"whose rules meet what binds them"}</a>{", "}
            <a href="#/mechanisms">{"what rules lean on"}</a>{", "}<a href="#/drift">{"who adopted what"}</a>{"."}</p>
    }
}

/// The ways on.
pub fn lenses(comparison: &Comparison) -> Html {
    let ids = comparison.sets.iter().map(|set| set.id.clone()).collect();
    let names = heads::short_names(&comparison.sets);
    let own = comparison.sets.iter().zip(names);
    let own = own.filter(|(set, _)| set.instrument.is_none());
    html! {
        <p class="small no-print">
            <a href={Route::mechanisms(ids).href()}>{"What their rules lean on"}</a>
            for (set, name) in own {
                <span>{" · "}<a href={Route::backstop(&set.id).href()}>{name}{" against what binds it"}</a></span>
            }
            {" · "}<a href="#/drift">{"Profiles: who adopted what"}</a>
        </p>
    }
}
