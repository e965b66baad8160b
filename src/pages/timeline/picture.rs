//! The timeline as a picture: a row for each rule set, or marks stacked by month where there are too many for names.
//! Never the only way to the facts: the list below it holds the same.

use ident::{Binding, Layer};
use protocol::{Event, SetRef, TimelineView};
use yew::{AttrValue, Html};

use super::axis::{Axis, Place, Tick};
use crate::components::{address, binding, day, number};
use crate::html::html;

/// More rows than this are a wall of names; then only marks are drawn.
const MAX_ROWS: usize = 45;
/// The public backstop first, as on every page.
const LANES: [Layer; 3] = [Layer::Authority, Layer::Commitments, Layer::Communities];

/// A rule set with its events, oldest first.
struct Row<'a> {
    set: &'a SetRef,
    events: Vec<&'a Event>,
}

/// The picture; nothing if no date can be placed.
pub fn picture(timeline: &TimelineView) -> Html {
    let dates = timeline.events.iter().map(|event| event.date.as_str());
    let Some(axis) = Axis::of(dates, &timeline.today) else {
        return Html::default();
    };
    let today = axis.at(&timeline.today);
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Picture of the timeline; the list below says the same">
            <div class="tl">
                <div class="tl__lines" aria-hidden="true">
                    { for axis.ticks().into_iter().map(view_tick) }
                    if let Some(today) = today {
                        <span class="tl__today" style={left(today)}><b id="today">{day::text(&timeline.today)}</b></span>
                    }
                </div>
                for layer in LANES {
                    { view_lane(layer, timeline, &axis, today) }
                }
            </div>
        </div>
    }
}

fn view_tick((place, tick): (Place, Tick)) -> Html {
    match tick {
        Tick::Year(year) => html! { <span class="tl__year" style={left(place)}>{year}</span> },
        Tick::Narrow => html! { <span class="tl__year" style={left(place)}></span> },
        Tick::Quarter => html! { <span style={left(place)}></span> },
    }
}

fn view_lane(layer: Layer, timeline: &TimelineView, axis: &Axis, today: Option<Place>) -> Html {
    let rows = rows(timeline.events.iter().filter(|event| event.layer == layer));
    if rows.is_empty() {
        return Html::default();
    }
    let stacked = rows.len() > MAX_ROWS;
    html! {
        <section class="tl__lane" key={layer.as_str()} aria-label={layer.label()}>
            <h2>{layer.label()}{" "}<span class="tl__count">{number::of(number::len(&rows), "rule set", "rule sets")}</span></h2>
            if stacked {
                { view_stacks(&rows, axis) }
            } else {
                <ul class="tl__rows">{ for rows.iter().map(|row| view_row(row, axis, today)) }</ul>
            }
        </section>
    }
}

/// One row per rule set, in the order of their first events.
fn rows<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for event in events {
        match rows.iter_mut().find(|row| row.set.id == event.set.id) {
            Some(row) => row.events.push(event),
            None => rows.push(Row {
                set: &event.set,
                events: vec![event],
            }),
        }
    }
    rows
}

fn view_row(row: &Row<'_>, axis: &Axis, today: Option<Place>) -> Html {
    html! {
        <li class="tl__row" key={row.set.id.clone()}>
            <a class="tl__name" href={address::rule_set(&row.set.id)}>{&row.set.title}</a>
            <div class="tl__track" aria-hidden="true">
                { view_spans(row, axis, today) }
                { for row.events.iter().filter_map(|event| view_mark(event, axis)) }
            </div>
        </li>
    }
}

/// What lies between the events: waiting is dashed, being in force is the line of how it binds.
fn view_spans(row: &Row<'_>, axis: &Axis, today: Option<Place>) -> Html {
    let places: Vec<Place> = row
        .events
        .iter()
        .filter_map(|event| axis.at(&event.date))
        .collect();
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
        return Html::default();
    };
    let binding = row.set.binding;
    if matches!(binding, Binding::Ended | Binding::Pending) {
        let end = if binding == Binding::Ended {
            last
        } else {
            last.max(today.unwrap_or(last))
        };
        return html! {
            <>
                <span class="tl__wait" style={span(first, end)}></span>
                <span class="tl__word" style={left(end)}>{row.set.status.label()}</span>
            </>
        };
    }
    let begins = |event: &&&Event| event.reached && event.what == IN_FORCE;
    let live = row
        .events
        .iter()
        .find(begins)
        .and_then(|event| axis.at(&event.date))
        .unwrap_or(first);
    let to = today.unwrap_or(last).max(live);
    html! {
        <>
            <span class="tl__wait" style={span(first, live)}></span>
            <span class={binding::line(binding)} style={span(live, to)}></span>
            <span class="tl__wait" style={span(to, last)}></span>
        </>
    }
}

/// The engine's word for the day from which a law binds.
const IN_FORCE: &str = "In force";

fn view_mark(event: &Event, axis: &Axis) -> Option<Html> {
    let class = if event.reached {
        "tl__mark"
    } else {
        "tl__mark tl__mark--ahead"
    };
    let place = axis.at(&event.date)?;
    Some(html! { <span {class} style={left(place)} title={spoken(event)}></span> })
}

/// One mark for each event, stacked in columns of a month.
fn view_stacks(rows: &[Row<'_>], axis: &Axis) -> Html {
    let mut marks: Vec<(Place, &Event)> = rows
        .iter()
        .flat_map(|row| &row.events)
        .filter_map(|event| Some((axis.at(month_of(&event.date))?, *event)))
        .collect();
    ident::order::sort_by(&mut marks, |a, b| {
        (a.0, &a.1.date, &a.1.set.id).cmp(&(b.0, &b.1.date, &b.1.set.id))
    });
    let columns: Vec<&[(Place, &Event)]> = marks.chunk_by(|one, two| one.0 == two.0).collect();
    html! {
        <div class="tl__row tl__row--stacks" aria-hidden="true">
            <p class="xs muted">{"A mark for each version or change, stacked by month; hollow: draft, proposed or replaced. Filter to see names."}</p>
            <div class="tl__track tl__track--stacks">
                for column in columns {
                    <span class="tl__stack" style={column.first().map(|(place, _)| left(*place))}>
                        for (_, event) in column {
                            <a class={if hollow(event) { "tl__dot tl__dot--hollow" } else { "tl__dot" }} tabindex="-1"
                                href={address::rule_set(&event.set.id)} title={spoken(event)}></a>
                        }
                    </span>
                }
            </div>
        </div>
    }
}

fn hollow(event: &Event) -> bool {
    !event.reached || matches!(event.set.binding, Binding::Ended | Binding::Pending)
}

fn month_of(date: &str) -> &str {
    date.get(.."2026-01".len()).unwrap_or(date)
}

fn spoken(event: &Event) -> AttrValue {
    AttrValue::from(
        [
            &*event.set.title,
            ": ",
            &event.what,
            ", ",
            &*day::text(&event.date),
        ]
        .concat(),
    )
}

fn left(place: Place) -> AttrValue {
    AttrValue::from(["inset-inline-start:", &percent(place)].concat())
}

fn span(from: Place, to: Place) -> AttrValue {
    let width = percent(to.saturating_sub(from));
    AttrValue::from(
        [
            "inset-inline-start:",
            &percent(from),
            ";inline-size:",
            &width,
        ]
        .concat(),
    )
}

fn percent(place: Place) -> String {
    let (whole, rest) = (place / 100, place % 100);
    [
        &*whole.to_string(),
        if rest < 10 { ".0" } else { "." },
        &rest.to_string(),
        "%",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_percent() {
        for (place, text) in [
            (0, "0.00%"),
            (5, "0.05%"),
            (4_321, "43.21%"),
            (10_000, "100.00%"),
        ] {
            assert_eq!(percent(place), text);
        }
        assert_eq!(
            &*span(1_000, 2_550),
            "inset-inline-start:10.00%;inline-size:15.50%"
        );
    }
}
