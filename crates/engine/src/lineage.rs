//! Which rule sets follow one another or descend from one another, and what held on a given day. Never compares their
//! rules.

use ident::{RelationType, Status};
use model::{End, Model, SetIx};
use protocol::Relative;

use crate::engine::Loaded;
use crate::{numbers, view};

/// The version that took the place of a superseded one: the next of the same body, or what is stated to supersede it.
fn newer(model: &Model, ix: SetIx) -> Option<SetIx> {
    let set = model.rule_set(ix);
    let stated = model.ties_to_set(ix).iter().find_map(|tie| {
        let tie = model.relation(*tie);
        match (tie.r#type, &tie.source) {
            (RelationType::Supersedes, End::RuleSet(other)) => Some(*other),
            _ => None,
        }
    });
    if stated.is_some() || set.status != Status::Superseded {
        return stated;
    }
    let owner = set.community?;
    let later = model.set_ixs().filter(|one| {
        let other = model.rule_set(*one);
        other.community == Some(owner) && after(&other.date, &set.date)
    });
    later.reduce(|best, one| {
        if after(&model.rule_set(best).date, &model.rule_set(one).date) {
            one
        } else {
            best
        }
    })
}

/// The date is later, or as late and known better.
fn after(date: &str, than: &str) -> bool {
    date > than
}

/// Older and newer versions, what it is proposed to replace, and what it descends from.
pub(crate) fn relatives(model: &Model, files: &[Loaded], ix: SetIx) -> Vec<Relative> {
    let mut found: Vec<(&str, SetIx, bool)> = Vec::new();
    if let Some(next) = newer(model, ix) {
        found.push(("Newer version", next, false));
    }
    let set = model.rule_set(ix);
    for other in model.set_ixs() {
        if other != ix && newer(model, other) == Some(ix) {
            found.push(("Older version", other, true));
        }
    }
    // A proposal is measured against what its body has now.
    if matches!(set.status, Status::Proposed | Status::Draft) {
        let now =
            |one: &SetIx| in_use(model, *one) && model.rule_set(*one).community == set.community;
        if let (Some(_), Some(one)) = (set.community, model.set_ixs().find(now)) {
            found.push(("What it would change", one, true));
        }
    } else if in_use(model, ix) && set.community.is_some() {
        for one in model.set_ixs() {
            let other = model.rule_set(one);
            let proposed = matches!(other.status, Status::Proposed | Status::Draft);
            if one != ix && proposed && other.community == set.community {
                found.push(("Proposed change", one, false));
            }
        }
    }
    for parent in parents(model, ix) {
        found.push(("What it takes rules from", parent, true));
    }
    for base in bases(model, files, ix) {
        found.push(("What it takes rules from", base, true));
    }
    let mut told: Vec<SetIx> = Vec::new();
    found.retain(|(_, one, _)| {
        let fresh = *one != ix && !told.contains(one);
        told.push(*one);
        fresh
    });
    found
        .into_iter()
        .map(|(what, set, before)| Relative {
            what: what.to_owned(),
            set: view::set_ref(model, set),
            before,
        })
        .collect()
}

fn in_use(model: &Model, ix: SetIx) -> bool {
    view::in_use(model.rule_set(ix).binding)
}

/// What the rule set, or the body with only this one in use, is stated to derive from or to adopt.
fn parents(model: &Model, ix: SetIx) -> Vec<SetIx> {
    let set = model.rule_set(ix);
    let mut ties = model.ties_from_set(ix).to_vec();
    if set.community.is_some() && in_use(model, ix) {
        ties.extend(model.ties_from(model.node_of_set(ix)));
    }
    let mut found = Vec::new();
    for tie in ties {
        let tie = model.relation(tie);
        if !matches!(tie.r#type, RelationType::DerivesFrom | RelationType::Adopts) {
            continue;
        }
        if let End::RuleSet(source) = tie.source
            && source != ix
        {
            continue;
        }
        match &tie.target {
            End::RuleSet(target) => found.push(*target),
            End::Community(owner) => {
                let theirs = |one: &SetIx| {
                    model.rule_set(*one).community == Some(*owner) && in_use(model, *one)
                };
                found.extend(model.set_ixs().find(theirs));
            }
            End::Unknown(_) => {}
        }
    }
    found
}

/// The catalogs that a profile was resolved against.
fn bases(model: &Model, files: &[Loaded], ix: SetIx) -> Vec<SetIx> {
    let file = files.get(model.rule_set(ix).file as usize);
    let Some(derived) = file.and_then(|file| file.derived.as_ref()) else {
        return Vec::new();
    };
    let from = |one: &SetIx| {
        derived
            .bases
            .contains(&(model.rule_set(*one).file as usize))
    };
    model.set_ixs().filter(from).collect()
}

/// Whether a rule set had been issued by a day, and what must be said about its life then; an empty day is the day of
/// the atlas.
pub(crate) fn life(model: &Model, ix: SetIx, day: &str) -> (bool, String) {
    let set = model.rule_set(ix);
    let now = word(set.status);
    if day.is_empty() {
        return (true, now.to_owned());
    }
    let instrument = set.instrument.as_ref();
    let issued = instrument.map_or(&set.date, |one| &one.date_adopted);
    if !issued.is_empty() && !numbers::reached(issued, day) {
        return (false, String::new());
    }
    let said = match set.status {
        Status::Superseded | Status::Revoked => {
            let ended = newer(model, ix).map(|next| {
                let next = model.rule_set(next);
                next.instrument
                    .as_ref()
                    .map_or(next.date.clone(), |one| one.date_adopted.clone())
            });
            match ended {
                Some(end) if !numbers::reached(&end, day) => "",
                _ => now,
            }
        }
        _ => match instrument.and_then(|one| one.date_in_force.as_deref()) {
            Some(start) if !numbers::reached(start, day) => "not yet in force",
            Some(_) if set.status == Status::EnactedNotInForce => "",
            _ => now,
        },
    };
    (true, said.to_owned())
}

/// What a cell says besides the rules; empty where the rule set simply holds.
pub(crate) const fn word(status: Status) -> &'static str {
    match status {
        Status::InForce | Status::PartlyInForce => "",
        Status::EnactedNotInForce => "not yet in force",
        Status::Proposed => "proposed",
        Status::Draft => "draft",
        Status::Superseded | Status::Revoked => "no longer in force",
        Status::Lapsed => "lapsed",
    }
}
