//! Narrow screens: one node with those one step away. Never draws the whole network.

use protocol::{Answer, Ask, NetworkAsk, NetworkView, Picture};
use yew::prelude::*;

use crate::app::{use_ask, use_reach};
use crate::by_ref::ByRef;
use crate::components::state;
use crate::drawing::{Base, NetworkPicture};
use crate::route::{NetworkPlace, NetworkTab, Route};

/// Properties of [`Near`].
#[derive(PartialEq, Properties)]
pub(super) struct NearProps {
    /// The node in the middle.
    pub(super) id: AttrValue,
    /// Where the reader is.
    pub(super) place: NetworkPlace,
}

/// The node in the middle: the selected one, else the one with the most relations.
pub(super) fn centre(place: &NetworkPlace, view: &NetworkView) -> AttrValue {
    if place.selected.is_empty() {
        view.table.first().map(|row| AttrValue::from(row.link.id.clone())).unwrap_or_default()
    } else {
        AttrValue::from(place.selected.clone())
    }
}

/// One node and its neighbours.
#[component]
pub(super) fn Near(props: &NearProps) -> Html {
    let reach = use_reach();
    let NearProps { id, place } = props;
    let loaded = use_ask(Ask::Network(NetworkAsk { around: Some(id.to_string()), everyone: place.everyone, ..NetworkAsk::default() }));
    let answer = loaded.answer().and_then(|answer| match answer {
        Answer::Network(view) => Some(&view.picture),
        _ => None,
    });
    // Compared by content: the answer is small, and keeping the picture keeps focus and hover.
    let picture = use_memo(answer.cloned(), |picture: &Option<Picture>| picture.clone().map(ByRef::new));
    let base = use_memo(NetworkPlace { selected: String::new(), ..place.clone() }, |place| ByRef::new(Base(place.clone())));
    let on_leave = {
        let (reach, place) = (reach.clone(), place.clone());
        Callback::from(move |()| {
            reach.address.replace(Route::Network(NetworkPlace { selected: String::new(), ..place.clone() }));
        })
    };
    html! {
        <div class="net__near">
            if let Some(picture) = &*picture {
                <NetworkPicture picture={picture.clone()} base={(*base).clone()} selected={id.clone()} {on_leave}
                    title="One community or instrument and those it is tied to" />
            } else {
                { state::loading() }
            }
            <p class="small"><a href={Route::Network(NetworkPlace { tab: NetworkTab::Table, ..place.clone() }).href()}>{"All of them as a table"}</a></p>
        </div>
    }
}
