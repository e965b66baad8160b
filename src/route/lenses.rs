//! Links to the lenses: against what binds, and by what rules lean on. Never decides what a lens shows.

use protocol::{BackstopAsk, DriftAsk, DriftList, MechanismsAsk, Stance};

use super::query::{Link, Query};
use super::{filter, known, word_of};

const STANCES: &[(&str, Stance)] = &[
    ("conflicts", Stance::Conflicts),
    ("exceeds", Stance::Exceeds),
    ("meets", Stance::Meets),
    ("falls-below", Stance::FallsBelow),
    ("overlaps", Stance::Overlaps),
    ("unclear", Stance::Unclear),
    ("not-compared", Stance::NotCompared),
    ("not-examined", Stance::NotExamined),
    ("silent", Stance::Silent),
];

/// The word in `against=` of a reader who chose no instrument at all.
const NONE: &str = "-";

/// What `#/backstop?of=…` asks for.
pub fn read_backstop(query: &Query<'_>) -> BackstopAsk {
    let named = query.list("against").into_iter();
    let against: Vec<String> = named.filter(|id| !id.is_empty()).collect();
    BackstopAsk {
        of: query.text("of"),
        against: match against.as_slice() {
            [] => None,
            [one] if one == NONE => Some(Vec::new()),
            _ => Some(against),
        },
        filter: filter::read(query),
        stance: known(&query.text("stance"), STANCES),
        offset: query.number("offset"),
        limit: 0,
    }
}

/// The link to it.
pub fn write_backstop(ask: &BackstopAsk) -> Link {
    let BackstopAsk {
        of,
        against,
        filter,
        stance,
        offset,
        limit: _,
    } = ask;
    let link = Link::new("backstop").text("of", of);
    let link = match against.as_deref() {
        None => link,
        Some([]) => link.text("against", NONE),
        Some(ids) => link.list("against", ids.iter().map(String::as_str)),
    };
    filter::write(link, filter)
        .text(
            "stance",
            stance.map_or("", |stance| word_of(stance, STANCES)),
        )
        .number("offset", *offset)
}

const LISTS: &[(&str, DriftList)] = &[
    ("taken", DriftList::Taken),
    ("left-out", DriftList::LeftOut),
    ("parents", DriftList::Parents),
    ("tightened", DriftList::Tightened),
    ("reworded", DriftList::Reworded),
];

/// What `#/drift/ID?list=…` asks for; without an id every profile.
pub fn read_drift(id: String, query: &Query<'_>) -> DriftAsk {
    DriftAsk {
        id,
        list: known(&query.text("list"), LISTS),
        offset: query.number("offset"),
    }
}

/// The link to it.
pub fn write_drift(ask: &DriftAsk) -> Link {
    let DriftAsk { id, list, offset } = ask;
    let link = Link::new("drift");
    let link = if id.is_empty() {
        link
    } else {
        link.segment(id)
    };
    link.text("list", list.map_or("", |list| word_of(list, LISTS)))
        .number("offset", *offset)
}

/// What `#/mechanisms?of=…` asks for.
pub fn read_mechanisms(query: &Query<'_>) -> MechanismsAsk {
    let named = query.list("of").into_iter();
    MechanismsAsk {
        of: named.filter(|id| !id.is_empty()).collect(),
        filter: filter::read(query),
    }
}

/// The link to it.
pub fn write_mechanisms(ask: &MechanismsAsk) -> Link {
    let MechanismsAsk { of, filter } = ask;
    filter::write(
        Link::new("mechanisms").list("of", of.iter().map(String::as_str)),
        filter,
    )
}
