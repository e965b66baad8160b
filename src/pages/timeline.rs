//! Instruments and versions in time: one picture in three lanes, and the same as a list by year. Never dates anything
//! that the atlas does not date.

mod axis;
mod picture;
mod years;

use protocol::{Filter, TimelineView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::facets::{Facets, applied, facets, find};
use crate::components::rule_card::copy_button;
use crate::components::{day, number, page_head, state};
use crate::html::html;
use crate::route::Route;

const LEGEND: &str = "Filled marks: reached. Hollow: still to come. Thick line: law in force. Double line: voluntary. Thin line: binds participants. \
    Dashed: adopted or put forward, not in force. Years long past and far ahead are drawn narrower; a date without a month stands in the middle of its year.";

/// Fits the element that says which day it is.
pub const TODAY: &str = "#today";

/// The timeline.
pub fn view(filter: &Filter, scene: &Scene<'_>) -> Html {
    let change = scene.on_filter(Route::Timeline);
    let tools = scene.tools();
    html! {
        <div class="stack">
            { page_head::page_head(
                Html::default(),
                "Rules in time",
                "When laws, public commitments and the rules of communities were adopted, came into force and changed, and what is still to come.",
                Html::default(),
            ) }
            { answered(scene.page(), |timeline: &TimelineView| view_timeline(timeline, filter, &change, &tools)) }
        </div>
    }
}

fn view_timeline(
    timeline: &TimelineView,
    filter: &Filter,
    change: &Callback<Filter>,
    tools: &Tools,
) -> Html {
    html! {
        <div class="stack">
            <div class="compare__bar">
                { find("find-event", "Find a rule set", filter, change) }
                { facets(&Facets { label: "Filter the timeline", facets: &timeline.facets, filter, on_change: change, folded: true, fold: &tools.fold }) }
                { copy_button(Route::Timeline(filter.clone()).href().into(), "", false, &tools.copy_link) }
            </div>
            { applied(&timeline.facets, filter, change) }
            <p role="status" class="small">{ counted(timeline) }</p>
            if timeline.events.is_empty() {
                { state::nothing_fits() }
            } else {
                <p class="small muted">{ LEGEND }</p>
                { picture::picture(timeline) }
                { years::years(timeline) }
            }
        </div>
    }
}

fn counted(timeline: &TimelineView) -> Html {
    let shown = number::len(&timeline.events);
    let ahead = number::len(
        &timeline
            .events
            .iter()
            .filter(|event| !event.reached)
            .collect::<Vec<_>>(),
    );
    html! {
        <>
            <b class="num">{number::count(shown)}</b>
            if shown < timeline.total {
                {" of "}{number::count(timeline.total)}
            }
            {if timeline.total == 1 { " dated event" } else { " dated events" }}
            if ahead > 0 {
                {", "}{number::count(ahead)}{" of them after "}{ day::day(&timeline.today) }
            }
        </>
    }
}
