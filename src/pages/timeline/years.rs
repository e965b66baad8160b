//! The timeline as a list: what is still to come, then year by year, the latest first. Never leaves out an event.

use protocol::{Event, TimelineView};
use yew::{AttrValue, Html};

use crate::components::{address, binding, day, number, set_line};
use crate::html::html;

/// Years open from the start; older ones are one click away.
const OPEN_YEARS: usize = 2;

/// The list.
pub fn years(timeline: &TimelineView) -> Html {
    let (past, ahead): (Vec<&Event>, Vec<&Event>) =
        timeline.events.iter().partition(|event| event.reached);
    let mut years: Vec<&[&Event]> = past
        .chunk_by(|one, two| year_of(one) == year_of(two))
        .collect();
    years.reverse();
    html! {
        <div class="events">
            if !ahead.is_empty() {
                { view_year("Still to come".into(), ahead.iter(), ahead.len(), true) }
            }
            for (at, events) in years.into_iter().enumerate() {
                { view_year(events.first().map_or("", |event| year_of(event)).to_owned().into(), events.iter().rev(), events.len(), at < OPEN_YEARS) }
            }
        </div>
    }
}

fn year_of(event: &Event) -> &str {
    event.date.split('-').next().unwrap_or_default()
}

fn view_year<'a>(
    name: AttrValue,
    events: impl Iterator<Item = &'a &'a Event>,
    count: usize,
    open: bool,
) -> Html {
    let count = number::of(u32::try_from(count).unwrap_or(u32::MAX), "event", "events");
    html! {
        <details key={&*name} {open}>
            <summary><h2>{&name}</h2><span class="muted small">{count}</span></summary>
            <ol class="events__list">{ for events.map(|event| view_event(event)) }</ol>
        </details>
    }
}

fn view_event(event: &Event) -> Html {
    html! {
        <li class="events__row">
            <span class="events__day">{ day::day(&event.date) }</span>
            <span class="events__set"><a href={address::rule_set(&event.set.id)}>{&event.set.title}</a>{ set_line::issuer(&event.set) }</span>
            <span><b>{&event.what}</b>
                if !event.note.is_empty() {
                    <span class="muted">{" "}{&event.note}</span>
                }
            </span>
            { binding::mark(event.set.binding) }
        </li>
    }
}
