//! What can be chosen for the backstop: bodies, and public instruments with where they hold. Never chooses.

use ident::{InstrumentKind, RelationType};
use model::{Model, SetIx};
use protocol::{InstrumentChoice, Link};

use crate::{numbers, view};

/// Every public instrument, those that bind the subject first; within both as the model has them.
pub(crate) fn instruments(
    model: &Model,
    bound: &[SetIx],
    chosen: &[SetIx],
    own: &[SetIx],
) -> Vec<InstrumentChoice> {
    let mut choices: Vec<InstrumentChoice> = model
        .set_ixs()
        .filter(|set| {
            let one = model.rule_set(*set);
            let public = one.instrument.is_some() || one.community.is_none();
            (public || chosen.contains(set)) && one.rules > 0 && !own.contains(set)
        })
        .map(|set| {
            let one = model.rule_set(set);
            let mut about = one.binding.label().to_owned();
            // "Binding, law" says it already.
            if let Some(instrument) = &one.instrument
                && instrument.kind != InstrumentKind::Law
            {
                about.push_str(", ");
                about.push_str(instrument.kind.label());
            }
            let place = territory(model, set);
            if !place.is_empty() {
                about.push_str(", ");
                about.push_str(&place);
            }
            InstrumentChoice {
                id: one.id.clone(),
                title: one.title.clone(),
                about,
                bound: bound.contains(&set),
                chosen: chosen.contains(&set),
            }
        })
        .collect();
    ident::order::sort_by_key(&mut choices, |choice| {
        (!choice.bound, model::words::fold(&choice.title))
    });
    choices
}

/// Bodies with rules or with a record that something binds them, and rule sets that no body owns.
pub(crate) fn subjects(model: &Model) -> Vec<Link> {
    let mut subjects: Vec<Link> = model
        .nodes()
        .iter()
        .filter(|node| {
            let recorded = || {
                let mut ties = model.ties_from(**node).iter();
                ties.any(|ix| model.relation(*ix).r#type == RelationType::SubjectTo)
            };
            model.node_rules(**node) > 0 || recorded()
        })
        .map(|node| view::link_to_node(model, *node))
        .collect();
    ident::order::sort_by_key(&mut subjects, |link| {
        (model::words::fold(&link.name), link.id.clone())
    });
    subjects
}

/// Names of the places whose codes instruments use; other codes are shown as they are.
const PLACES: &[(&str, &str)] = &[
    ("INTL", "international"),
    ("EU", "European Union"),
    ("US", "United States"),
    ("US-CA", "California"),
    ("US-CO", "Colorado"),
    ("CN", "China"),
    ("KR", "South Korea"),
    ("JP", "Japan"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("GB", "United Kingdom"),
    ("IN", "India"),
    ("SG", "Singapore"),
];

/// Where an instrument holds, in words; empty if that is not stated.
pub(crate) fn territory(model: &Model, set: SetIx) -> String {
    let Some(instrument) = &model.rule_set(set).instrument else {
        return String::new();
    };
    let places: Vec<&str> = instrument
        .jurisdictions
        .iter()
        .map(|code| {
            PLACES
                .iter()
                .find(|(known, _)| known == code)
                .map_or(code.as_str(), |(_, name)| name)
        })
        .collect();
    numbers::list(&places)
}
