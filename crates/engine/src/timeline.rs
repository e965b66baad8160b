//! Instruments and versions in time. Never guesses a date: what has none is not an event.

use model::{FacetCounts, Model, SetIx};
use protocol::{Event, FacetName, TimelineView};

use crate::{filter, numbers, rule_set, view};

const FACETS: &[FacetName] = &[
    FacetName::Layers,
    FacetName::Bindings,
    FacetName::Statuses,
    FacetName::Kinds,
    FacetName::Topics,
];

/// Filters and counts go by rule set; a set that stays keeps all its events. Counts are numbers of events.
pub(crate) fn timeline(model: &Model, ask: &protocol::Filter) -> TimelineView {
    let wanted = filter::filter(ask);
    let sieve = model.sieve(&wanted);
    let mut counts = FacetCounts::default();
    let mut events = Vec::new();
    let mut total = 0;
    for set in model.set_ixs() {
        let of_set = events_of(model, set);
        total += of_set.len() as u32;
        for event in of_set {
            if sieve.count_set(set, &mut counts) {
                events.push(event);
            }
        }
    }
    ident::order::sort_by(&mut events, |a: &Event, b| {
        (&a.date, a.layer, &a.set.id, &a.what).cmp(&(&b.date, b.layer, &b.set.id, &b.what))
    });
    TimelineView {
        facets: filter::facets(FACETS, &counts, &sieve, model),
        events,
        today: model.as_of().to_owned(),
        total,
    }
}

fn events_of(model: &Model, ix: SetIx) -> Vec<Event> {
    let set = model.rule_set(ix);
    let mut events = Vec::new();
    let mut add = |date: &str, what: String, note: &str| {
        if !date.is_empty() {
            events.push(Event {
                date: date.to_owned(),
                layer: set.layer,
                what,
                set: view::set_ref(model, ix),
                note: note.to_owned(),
                reached: numbers::reached(date, model.as_of()),
            });
        }
    };
    if let Some(instrument) = &set.instrument {
        add(
            &instrument.date_adopted,
            rule_set::adopted(set.status).to_owned(),
            "",
        );
        if let Some(date) = &instrument.date_in_force {
            add(date, "In force".to_owned(), "");
        }
        if let Some(date) = &instrument.date_applies {
            add(date, "Applies in general".to_owned(), "");
        }
        for (date, what) in rule_set::days_of_rules(model, ix) {
            let (what, note) = what.split_once(": ").unwrap_or((&what, ""));
            add(&date, what.to_owned(), note);
        }
    } else {
        let changes = set
            .community
            .map(|owner| &model.community(owner).facts.version_changes);
        let change = changes
            .into_iter()
            .flatten()
            .find(|change| change.to_version == set.version);
        let note = change.map_or(&set.date_note, |change| &change.what_changed);
        add(&set.date, rule_set::version(&set.version), note);
    }
    let Some(owner) = set.community.map(|owner| model.community(owner)) else {
        return events;
    };
    for change in &owner.facts.version_changes {
        if changed_set(model, &owner.sets, change) == Some(ix) && change.to_version != set.version {
            let mut what = "From ".to_owned();
            what.push_str(&change.from_version);
            what.push_str(" to ");
            what.push_str(&change.to_version);
            add(&change.date, what, &change.what_changed);
        }
    }
    events
}

/// The rule set that a change belongs to: the one whose version it names, else the newest.
fn changed_set(
    model: &Model,
    sets: &[SetIx],
    change: &intake::facts::VersionChange,
) -> Option<SetIx> {
    let named = |version: &str| {
        sets.iter()
            .copied()
            .find(|set| model.rule_set(*set).version == version)
    };
    named(&change.to_version)
        .or_else(|| named(&change.from_version))
        .or_else(|| sets.first().copied())
}
