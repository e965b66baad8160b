//! Rules of one topic lined up: by what somebody stated, by what follows from it, by their wording, or by the topic
//! alone. Never mixes these grounds, and never leaves a rule out.

use std::collections::{BTreeMap, BTreeSet};

use compare::mapping::{Correspondence, Mappings, Origin};
use ident::Relationship;
use model::{Model, RuleIx};
use protocol::{Ground, Line};

use crate::correspond::{LOOSE, rank, words};
use crate::{numbers, view};

/// The rules of one topic, lined up by what is stated about them and, if wanted, by their wording. `cells` holds the
/// rules of each rule set; `rarity` tells how rare a word is, none to leave likeness out.
pub(crate) fn lines(
    model: &Model,
    mappings: &Mappings,
    cells: &[Vec<RuleIx>],
    rarity: Option<&dyn Fn(&str) -> u32>,
) -> Vec<Line> {
    let rules: Vec<(usize, u32, RuleIx)> = cells
        .iter()
        .enumerate()
        .flat_map(|(column, rules)| (0..).zip(rules).map(move |(at, rule)| (column, at, *rule)))
        .collect();
    let places: BTreeMap<String, usize> = rules
        .iter()
        .enumerate()
        .map(|(at, (_, _, rule))| (model.rule_id(*rule), at))
        .collect();
    let mut grounds = grounds(mappings, &rules, &places);
    // Firm grounds first: a mere overlap draws in rules that stand alone, but never joins two lines.
    ident::order::sort_by_key(&mut grounds, |ground| ground.loose);
    let mut line_of: Vec<usize> = (0..rules.len()).collect();
    let size = |lines: &[usize], line: usize| lines.iter().filter(|one| **one == line).count();
    let mut used: Vec<&Reason<'_>> = Vec::new();
    for ground in &grounds {
        let mut lines: Vec<usize> = ground
            .ends
            .iter()
            .filter_map(|at| line_of.get(*at).copied())
            .collect();
        ident::order::sort(&mut lines);
        lines.dedup();
        let grown = lines
            .iter()
            .filter(|line| size(&line_of, **line) > 1)
            .count();
        if ground.loose && grown > 1 {
            continue;
        }
        used.push(ground);
        let Some(first) = lines.first().copied() else {
            continue;
        };
        for line in &mut line_of {
            if lines.contains(line) {
                *line = first;
            }
        }
    }
    let mut shown: BTreeMap<usize, Vec<&Reason<'_>>> = BTreeMap::new();
    for ground in used {
        let line = ground.ends.first().and_then(|at| line_of.get(*at));
        if let Some(line) = line {
            shown.entry(*line).or_default().push(ground);
        }
    }
    let free: Vec<usize> = (0..rules.len())
        .filter(|at| {
            line_of
                .get(*at)
                .is_none_or(|line| !shown.contains_key(line))
        })
        .collect();
    let alike = match rarity {
        Some(rarity) => similar(model, &rules, &free, rarity),
        None => Vec::new(),
    };
    if shown.is_empty() && alike.is_empty() {
        return Vec::new();
    }
    let cells_of = |holds: &dyn Fn(usize) -> bool| {
        let mut found: Vec<Vec<u32>> = vec![Vec::new(); cells.len()];
        for (at, (column, place, _)) in rules.iter().enumerate() {
            if holds(at)
                && let Some(cell) = found.get_mut(*column)
            {
                cell.push(*place);
            }
        }
        found
    };
    let mut answer: Vec<Line> = shown
        .iter()
        .map(|(line, grounds)| {
            line_view(
                model,
                &rules,
                grounds,
                cells_of(&|at| line_of.get(at) == Some(line)),
            )
        })
        .collect();
    for group in &alike {
        answer.push(Line {
            ground: Ground::Similar,
            words: String::new(),
            shared: group.shared.clone(),
            likeness: group.likeness,
            notes: group.notes.clone(),
            inferred: false,
            joint: false,
            conflict: false,
            cells: cells_of(&|at| group.ends.contains(&at)),
        });
    }
    let rest =
        cells_of(&|at| free.contains(&at) && !alike.iter().any(|group| group.ends.contains(&at)));
    if rest.iter().any(|cell| !cell.is_empty()) {
        answer.push(Line {
            ground: Ground::SameTopic,
            words: String::new(),
            shared: Vec::new(),
            likeness: 0,
            notes: Vec::new(),
            inferred: false,
            joint: false,
            conflict: false,
            cells: rest,
        });
    }
    answer
}

/// Rules whose wording is alike, one of each rule set.
struct Alike {
    ends: Vec<usize>,
    shared: Vec<String>,
    likeness: u32,
    notes: Vec<String>,
}

/// The most alike first: a pair opens a line, or joins one in which its rule set has no rule yet.
fn similar(
    model: &Model,
    rules: &[(usize, u32, RuleIx)],
    free: &[usize],
    rarity: &dyn Fn(&str) -> u32,
) -> Vec<Alike> {
    let given: Vec<RuleIx> = free
        .iter()
        .filter_map(|at| rules.get(*at).map(|(_, _, rule)| *rule))
        .collect();
    let column = |at: usize| rules.get(at).map(|(column, _, _)| *column);
    let mut groups: Vec<Alike> = Vec::new();
    for pair in compare::pairs(model, &given, rarity) {
        let (Some(a), Some(b)) = (
            free.get(pair.first).copied(),
            free.get(pair.second).copied(),
        ) else {
            continue;
        };
        let of = |at: usize| {
            groups
                .iter()
                .position(|group: &Alike| group.ends.contains(&at))
        };
        let (into, ends) = match (of(a), of(b)) {
            (None, None) => (None, vec![a, b]),
            (Some(group), None) => (Some(group), vec![b]),
            (None, Some(group)) => (Some(group), vec![a]),
            (Some(_), Some(_)) => continue,
        };
        let mut note = places_of(model, rules, &[a, b]);
        note.push_str(" share ");
        note.push_str(&numbers::list(&pair.shared));
        note.push_str(" (");
        note.push_str(&numbers::count(pair.likeness));
        note.push_str(" per cent of their telling words)");
        match into.and_then(|at| groups.get_mut(at)) {
            None => groups.push(Alike {
                ends,
                shared: pair.shared,
                likeness: pair.likeness,
                notes: vec![note],
            }),
            Some(group) => {
                let taken = |end: &usize| {
                    group
                        .ends
                        .iter()
                        .any(|other| column(*other) == column(*end))
                };
                if !ends.iter().any(taken) {
                    group.ends.extend(ends);
                    group.likeness = group.likeness.min(pair.likeness);
                    group.notes.push(note);
                }
            }
        }
    }
    groups
}

/// Why rules of one topic belong on one line.
struct Reason<'m> {
    /// Positions among the topic's rules; the reader's own side first.
    ends: Vec<usize>,
    /// How many of them are on that side.
    own: usize,
    found: Correspondence<'m>,
    loose: bool,
}

/// What is stated between rules of different rule sets of one topic, each statement once.
fn grounds<'m>(
    mappings: &'m Mappings,
    rules: &[(usize, u32, RuleIx)],
    places: &BTreeMap<String, usize>,
) -> Vec<Reason<'m>> {
    let column = |at: usize| rules.get(at).map(|(column, _, _)| *column);
    let mut told = BTreeSet::new();
    let mut grounds = Vec::new();
    let mut in_order: Vec<(&String, usize)> = places.iter().map(|(id, at)| (id, *at)).collect();
    ident::order::sort_by_key(&mut in_order, |(_, at)| *at);
    for (id, at) in in_order {
        for found in mappings.of(id) {
            // What was stated from the other end is told from there.
            if found.origin == Origin::Inverse {
                continue;
            }
            let place = |id: &&str| places.get(*id).copied();
            let others: Vec<usize> = found.others.iter().filter_map(place).collect();
            let nothing = found.relationship == Ok(Relationship::NoRelationship) && !found.conflict;
            if nothing || !others.iter().any(|other| column(*other) != column(at)) {
                continue;
            }
            let mut ends = vec![at];
            ends.extend(found.together_with.iter().filter_map(place));
            let own = ends.len();
            ends.extend(others);
            let mut key = ends.clone();
            ident::order::sort(&mut key);
            if told.insert((key, found.rationale)) {
                let loose = !found.conflict && rank(&found) >= LOOSE;
                grounds.push(Reason {
                    ends,
                    own,
                    found,
                    loose,
                });
            }
        }
    }
    grounds
}

fn line_view(
    model: &Model,
    rules: &[(usize, u32, RuleIx)],
    grounds: &[&Reason<'_>],
    cells: Vec<Vec<u32>>,
) -> Line {
    let mut all: Vec<&str> = Vec::new();
    let mut notes = Vec::new();
    for ground in grounds {
        let found = &ground.found;
        let what = words(found);
        if !all.contains(&what) {
            all.push(what);
        }
        let (own, others) = ground.ends.split_at(ground.own);
        let mut note = places_of(model, rules, own);
        for piece in [" ", what, " ", &places_of(model, rules, others)] {
            note.push_str(piece);
        }
        if let Origin::Composed(middle) = found.origin {
            let middle = model.find_rule(middle).map(|rule| place_of(model, rule));
            note.push_str(" (inferred, by way of ");
            note.push_str(middle.as_deref().unwrap_or("a rule that is not loaded"));
            note.push(')');
        } else if !found.rationale.is_empty() {
            note.push_str(": ");
            note.push_str(found.rationale);
        }
        notes.push(note);
    }
    let inferred = |ground: &&Reason<'_>| matches!(ground.found.origin, Origin::Composed(_));
    Line {
        ground: if grounds.iter().all(inferred) {
            Ground::Inferred
        } else {
            Ground::Stated
        },
        words: all.join("; "),
        shared: Vec::new(),
        likeness: 0,
        notes,
        inferred: grounds.iter().any(inferred),
        joint: grounds.iter().any(|ground| ground.ends.len() > 2),
        conflict: grounds.iter().any(|ground| ground.found.conflict),
        cells,
    }
}

fn places_of(model: &Model, rules: &[(usize, u32, RuleIx)], ends: &[usize]) -> String {
    let names: Vec<String> = ends
        .iter()
        .filter_map(|at| rules.get(*at))
        .map(|(_, _, rule)| place_of(model, *rule))
        .collect();
    numbers::list(&names)
}

/// Whose rule it is, and its pinpoint.
fn place_of(model: &Model, rule: RuleIx) -> String {
    let rule = model.rule(rule);
    [&view::set_name(model, rule.set), ", ", &rule.pinpoint].concat()
}
