//! Narrow screens: one node with those one step away. Never draws the whole network.

use std::rc::Rc;

use protocol::{Ask, NetworkAsk, NetworkView};
use yew::prelude::*;

use super::{base_of, on_leave};
use crate::by_ref::ByRef;
use crate::components::state;
use crate::drawing::NetworkPicture;
use crate::effects::Reach;
use crate::html::html;
use crate::route::{NetworkPlace, NetworkTab, Route};
use crate::store::Loaded;

/// The node in the middle: the selected one, else the one with the most relations.
pub(super) fn centre<'a>(place: &'a NetworkPlace, view: &'a NetworkView) -> &'a str {
    if place.selected.is_empty() {
        view.table.first().map_or("", |row| &row.link.id)
    } else {
        &place.selected
    }
}

/// The question for the part around it.
pub(super) fn ask(place: &NetworkPlace, view: &NetworkView) -> Ask {
    Ask::Network(NetworkAsk {
        around: Some(centre(place, view).to_owned()),
        everyone: place.everyone,
        ..NetworkAsk::default()
    })
}

/// One node and its neighbours.
pub(super) fn view(
    place: &NetworkPlace,
    view: &NetworkView,
    loaded: &Loaded,
    reach: &Reach,
) -> Html {
    let answer = loaded.answer().filter(|answer| answer.is::<NetworkView>());
    let answer = answer.map(|answer| ByRef::from(Rc::clone(answer)));
    html! {
        <div class="net__near">
            if let Some(answer) = answer {
                <NetworkPicture {answer} base={base_of(place)} selected={AttrValue::from(centre(place, view).to_owned())}
                    on_leave={on_leave(place, reach)}
                    title="One community or instrument and those it is tied to" />
            } else {
                { state::loading() }
            }
            <p class="small"><a href={Route::Network(NetworkPlace { tab: NetworkTab::Table, ..place.clone() }).href()}>{"All of them as a table"}</a></p>
        </div>
    }
}
