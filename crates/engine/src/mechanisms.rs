//! What rules lean on, counted rule set by rule set or kind of body by kind of body. Never weighs one mechanism
//! against another, and never makes one number of them.

use ident::{CommunityKind, Layer, Mechanism};
use model::{FacetCounts, Model, Node, SetIx, Sieve};
use protocol::{FacetName, Filter, Link, MechanismGroup, MechanismsAsk, MechanismsView};

use crate::{filter, numbers, view};

const FACETS: &[FacetName] = &[
    FacetName::Topics,
    FacetName::Modalities,
    FacetName::Bindings,
    FacetName::Confidences,
];

/// More than this cannot be read beside each other; the rest of the ids come back in `missing`.
const MAX_GROUPS: usize = 8;

pub(crate) fn mechanisms(model: &Model, ask: &MechanismsAsk) -> MechanismsView {
    let wanted = filter::filter(&ask.filter);
    let sieve = model.sieve(&wanted);
    let mut counts = FacetCounts::default();
    let mut missing = Vec::new();
    let overall = ask.of.is_empty();
    let groups: Vec<MechanismGroup> = if overall {
        everybody(model, &sieve, &mut counts)
    } else {
        let mut groups: Vec<MechanismGroup> = Vec::new();
        for id in &ask.of {
            let known = groups
                .iter()
                .any(|group| group.link.as_ref().is_some_and(|link| link.id == *id));
            match named(model, id) {
                Some(_) if known => {}
                Some((link, sets)) if groups.len() < MAX_GROUPS => {
                    let mut group = counted(model, &sieve, &mut counts, &sets);
                    group.name.clone_from(&link.name);
                    group.link = Some(link);
                    group.bodies = 1;
                    groups.push(group);
                }
                _ => missing.push(id.clone()),
            }
        }
        groups
    };
    MechanismsView {
        words: words(&groups),
        overall,
        groups,
        missing,
        facets: filter::facets(FACETS, &counts, &sieve, model),
        choices: choices(model),
    }
}

/// A body with its rule sets in use, or a rule set by itself.
fn named(model: &Model, id: &str) -> Option<(Link, Vec<SetIx>)> {
    if let Some(community) = model.find_community(id) {
        let sets = in_use(model, &model.community(community).sets);
        return Some((view::link_to_node(model, Node::Community(community)), sets));
    }
    let set = model.find_set(id)?;
    Some((view::link_to_set(model, set), vec![set]))
}

fn in_use(model: &Model, sets: &[SetIx]) -> Vec<SetIx> {
    let used = |set: &&SetIx| view::in_use(model.rule_set(**set).binding);
    sets.iter().filter(used).copied().collect()
}

/// Public instruments by what they are, then bodies by kind; kinds without a rule are left out.
fn everybody(model: &Model, sieve: &Sieve<'_>, counts: &mut FacetCounts) -> Vec<MechanismGroup> {
    let mut groups = Vec::new();
    for (layer, name) in [
        (Layer::Authority, "Law, bills and treaties"),
        (Layer::Commitments, "Public commitments and other texts"),
    ] {
        let sets: Vec<SetIx> = model
            .set_ixs()
            .filter(|set| {
                let one = model.rule_set(*set);
                one.community.is_none() && one.layer == layer
            })
            .collect();
        let mut group = counted(model, sieve, counts, &in_use(model, &sets));
        name.clone_into(&mut group.name);
        group.filter.layers = vec![layer];
        group.bodies = group.sets.len() as u32;
        groups.push(group);
    }
    for kind in CommunityKind::ALL {
        let owners = model.community_ixs().filter(|owner| {
            let owner = model.community(*owner);
            owner.facts.kind == *kind && owner.rules > 0
        });
        let mut sets = Vec::new();
        let mut bodies = 0;
        for owner in owners {
            let used = in_use(model, &model.community(owner).sets);
            bodies += u32::from(!used.is_empty());
            sets.extend(used);
        }
        let mut group = counted(model, sieve, counts, &sets);
        kind.label().clone_into(&mut group.name);
        group.filter.kinds = vec![*kind];
        group.bodies = bodies;
        groups.push(group);
    }
    groups.retain(|group| group.rules > 0);
    groups
}

fn counted(
    model: &Model,
    sieve: &Sieve<'_>,
    facets: &mut FacetCounts,
    sets: &[SetIx],
) -> MechanismGroup {
    let mut group = MechanismGroup {
        name: String::new(),
        link: None,
        filter: Filter::default(),
        sets: sets.iter().map(|set| view::set_ref(model, *set)).collect(),
        bodies: 0,
        rules: 0,
        counts: [0; 6],
        unstated: 0,
        several: 0,
    };
    for rule in sets.iter().flat_map(|set| model.rules_of(*set)) {
        if !sieve.count_rule(rule, facets) {
            continue;
        }
        let leans = &model.rule(rule).mechanisms;
        group.rules += 1;
        group.unstated += u32::from(leans.is_empty());
        group.several += u32::from(leans.len() > 1);
        for mechanism in leans {
            if let Some(count) = group.counts.get_mut(*mechanism as usize) {
                *count += 1;
            }
        }
    }
    group
}

/// What each leans on most and what all or only one lean on.
fn words(groups: &[MechanismGroup]) -> Vec<String> {
    let mut words = Vec::new();
    for group in groups {
        let most = group.counts.iter().copied().max().unwrap_or(0);
        if group.rules == 0 {
            words.push([group.name.as_str(), " has no rule in use that fits."].concat());
        } else if most == 0 {
            words.push(
                [
                    group.name.as_str(),
                    ": nothing is stated about what its rules lean on.",
                ]
                .concat(),
            );
        } else {
            let leading =
                named_where(|mechanism| group.counts.get(mechanism as usize) == Some(&most));
            words.push(
                [
                    group.name.as_str(),
                    ": its rules lean most often on ",
                    &numbers::list(&leading),
                    " (",
                    &numbers::count(most),
                    " of ",
                    &numbers::count(group.rules),
                    ").",
                ]
                .concat(),
            );
        }
    }
    if groups.len() < 2 {
        return words;
    }
    let leans = |group: &MechanismGroup, mechanism: Mechanism| {
        group
            .counts
            .get(mechanism as usize)
            .is_some_and(|count| *count > 0)
    };
    let all = named_where(|mechanism| groups.iter().all(|group| leans(group, mechanism)));
    if !all.is_empty() {
        let whole = if groups.len() == 2 { "Both" } else { "All" };
        words.push([whole, " lean on ", &numbers::list(&all), "."].concat());
    }
    for (at, group) in groups.iter().enumerate() {
        let only = named_where(|mechanism| {
            let mut others = groups.iter().enumerate().filter(|(other, _)| *other != at);
            leans(group, mechanism) && !others.any(|(_, other)| leans(other, mechanism))
        });
        if !only.is_empty() {
            let name = group.name.as_str();
            words.push([name, " alone leans on ", &numbers::list(&only), "."].concat());
        }
    }
    let none = named_where(|mechanism| !groups.iter().any(|group| leans(group, mechanism)));
    if !none.is_empty() {
        let names = numbers::list(&none);
        words.push(["None of them leans on ", &names, "."].concat());
    }
    words
}

fn named_where(wanted: impl Fn(Mechanism) -> bool) -> Vec<String> {
    let fitting = Mechanism::ALL.iter().filter(|one| wanted(**one));
    fitting.map(|one| one.label().to_lowercase()).collect()
}

/// Bodies with rules and rule sets by themselves, by name.
fn choices(model: &Model) -> Vec<Link> {
    let mut choices: Vec<Link> = model
        .nodes()
        .iter()
        .filter(|node| model.node_rules(**node) > 0)
        .map(|node| view::link_to_node(model, *node))
        .collect();
    ident::order::sort_by_key(&mut choices, |link| {
        (model::words::fold(&link.name), link.id.clone())
    });
    choices
}
