//! What is stated about rules, as pages show it: for one rule, between compared rule sets, and topic by topic. Never
//! mixes what somebody stated with what follows from it, nor either with likeness of wording.

use std::collections::{BTreeMap, BTreeSet};

use compare::mapping::{Correspondence, Mappings, Origin};
use ident::Relationship;
use model::{Model, RuleIx, SetIx};
use protocol::{ConflictView, CorrespondenceView, Line, OtherRule};

use crate::view;

/// Read "one rule … the other" where one side asks for what the other rules out.
const CONFLICTS: &str = "conflicts with";

/// What is stated about a rule: conflicts first, then the closest; what only follows comes last.
pub(crate) fn of_rule(model: &Model, mappings: &Mappings, rule: RuleIx) -> Vec<CorrespondenceView> {
    let id = model.rule_id(rule);
    let mut found = mappings.of(&id);
    ident::order::sort_by_key(&mut found, |one| {
        (
            matches!(one.origin, Origin::Composed(_)),
            !one.conflict,
            rank(one),
        )
    });
    found
        .iter()
        .map(|one| {
            let known = |id: &&&str| model.find_rule(id).is_some();
            let (rules, unknown): (Vec<&str>, Vec<&str>) = one.others.iter().partition(known);
            CorrespondenceView {
                words: words(one).to_owned(),
                relationship: one.relationship.ok(),
                conflict: one.conflict,
                via: match one.origin {
                    Origin::Composed(middle) => model
                        .find_rule(middle)
                        .map(|rule| view::link_to_rule(model, rule)),
                    Origin::Stated | Origin::Inverse => None,
                },
                rules: others(model, &rules),
                unknown: unknown.into_iter().map(str::to_owned).collect(),
                together_with: one
                    .together_with
                    .iter()
                    .filter_map(|id| model.find_rule(id))
                    .map(|rule| view::link_to_rule(model, rule))
                    .collect(),
                rationale: one.rationale.to_owned(),
                note: one.note.to_owned(),
                confidence: one.confidence.to_owned(),
                collection: one.collection.to_owned(),
                provenance: one.provenance.to_owned(),
            }
        })
        .collect()
}

/// Where rules that are shown ask for what others that are shown rule out: what is stated, in its order, then what
/// the parameters show and nobody stated.
pub(crate) fn conflicts(
    model: &Model,
    mappings: &Mappings,
    sets: &[SetIx],
    shown: &BTreeSet<RuleIx>,
) -> Vec<ConflictView> {
    let column = |rule: RuleIx| {
        let set = model.rule(rule).set;
        sets.iter().position(|one| *one == set)
    };
    let mut found = Vec::new();
    let mut told: BTreeSet<(RuleIx, RuleIx)> = BTreeSet::new();
    for statement in mappings.statements().iter().filter(|one| one.conflict) {
        let side = |rules: &[String]| -> Vec<RuleIx> {
            rules.iter().filter_map(|id| model.find_rule(id)).collect()
        };
        let (left, right) = (side(&statement.sources), side(&statement.targets));
        for a in &left {
            for b in &right {
                told.insert((*a, *b));
                told.insert((*b, *a));
            }
        }
        let columns = |rules: &[RuleIx]| -> BTreeSet<usize> {
            let visible = rules.iter().filter(|rule| shown.contains(rule));
            visible.filter_map(|rule| column(*rule)).collect()
        };
        let (here, there) = (columns(&left), columns(&right));
        let mut sides: BTreeSet<usize> = here.union(&there).copied().collect();
        if here.is_empty() || there.is_empty() || sides.len() < 2 {
            continue;
        }
        found.push(ConflictView {
            left: others(model, &statement.sources),
            right: others(model, &statement.targets),
            sets: std::mem::take(&mut sides)
                .into_iter()
                .map(|at| at as u32)
                .collect(),
            term: String::new(),
            inferred: false,
            rationale: statement.rationale.clone(),
            note: statement.note.clone(),
            confidence: statement.confidence.clone(),
            collection: statement.collection.clone(),
            provenance: statement.provenance.clone(),
        });
    }
    for clash in compare::clashes(model, shown.iter().copied()) {
        if told.contains(&(clash.asks, clash.forbids)) {
            continue;
        }
        let sets: BTreeSet<usize> = [clash.asks, clash.forbids]
            .into_iter()
            .filter_map(column)
            .collect();
        found.push(ConflictView {
            left: vec![view::other_rule(model, clash.asks, Vec::new())],
            right: vec![view::other_rule(model, clash.forbids, Vec::new())],
            sets: sets.into_iter().map(|at| at as u32).collect(),
            rationale: [
                "One asks for “",
                &clash.term,
                "”, the other forbids it. Nobody stated this conflict: it was found by that term.",
            ]
            .concat(),
            term: clash.term,
            inferred: true,
            note: String::new(),
            confidence: String::new(),
            collection: String::new(),
            provenance: String::new(),
        });
    }
    found
}

/// The rules of one topic, lined up by what is stated about them. `cells` holds the rules of each rule set.
pub(crate) fn lines(model: &Model, mappings: &Mappings, cells: &[Vec<RuleIx>]) -> Vec<Line> {
    if mappings.statements().is_empty() {
        return Vec::new();
    }
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
    if grounds.is_empty() {
        return Vec::new();
    }
    // Firm grounds first: a mere overlap draws in rules that stand alone, but never joins two lines.
    ident::order::sort_by_key(&mut grounds, |ground| ground.loose);
    let mut line_of: Vec<usize> = (0..rules.len()).collect();
    let size = |lines: &[usize], line: usize| lines.iter().filter(|one| **one == line).count();
    let mut used: Vec<&Ground<'_>> = Vec::new();
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
    let mut shown: BTreeMap<usize, Vec<&Ground<'_>>> = BTreeMap::new();
    for ground in used {
        let line = ground.ends.first().and_then(|at| line_of.get(*at));
        if let Some(line) = line {
            shown.entry(*line).or_default().push(ground);
        }
    }
    let empty = || vec![Vec::new(); cells.len()];
    let mut rest = empty();
    let mut lines: BTreeMap<usize, Vec<Vec<u32>>> = BTreeMap::new();
    for ((column, at, _), line) in rules.iter().zip(&line_of) {
        let to = if shown.contains_key(line) {
            lines.entry(*line).or_insert_with(empty)
        } else {
            &mut rest
        };
        if let Some(cell) = to.get_mut(*column) {
            cell.push(*at);
        }
    }
    let mut answer: Vec<Line> = lines
        .into_iter()
        .map(|(line, cells)| {
            let grounds = shown.get(&line).map(Vec::as_slice).unwrap_or_default();
            line_view(model, &rules, grounds, cells)
        })
        .collect();
    if rest.iter().any(|cell| !cell.is_empty()) {
        answer.push(line_view(model, &rules, &[], rest));
    }
    answer
}

/// Why rules of one topic belong on one line.
struct Ground<'m> {
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
) -> Vec<Ground<'m>> {
    let column = |at: usize| rules.get(at).map(|(column, _, _)| *column);
    let mut told = BTreeSet::new();
    let mut grounds = Vec::new();
    let mut in_order: Vec<(&String, usize)> = places.iter().map(|(id, at)| (id, *at)).collect();
    ident::order::sort_by_key(&mut in_order, |(_, at)| *at);
    for (id, at) in in_order {
        for found in mappings.of(id) {
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
                grounds.push(Ground {
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
    grounds: &[&Ground<'_>],
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
    Line {
        words: all.join("; "),
        notes,
        inferred: grounds
            .iter()
            .any(|ground| matches!(ground.found.origin, Origin::Composed(_))),
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
    crate::numbers::list(&names)
}

/// Title of the rule set and pinpoint.
fn place_of(model: &Model, rule: RuleIx) -> String {
    let rule = model.rule(rule);
    let set = &model.rule_set(rule.set).title;
    [set, ", ", &rule.pinpoint].concat()
}

fn others<S: AsRef<str>>(model: &Model, ids: &[S]) -> Vec<OtherRule> {
    ids.iter()
        .filter_map(|id| model.find_rule(id.as_ref()))
        .map(|rule| view::other_rule(model, rule, Vec::new()))
        .collect()
}

fn words<'a>(found: &Correspondence<'a>) -> &'a str {
    match found.relationship {
        _ if found.conflict => CONFLICTS,
        Ok(relationship) => relationship.label(),
        Err(word) => word,
    }
}

/// From here on the relationship says little.
const LOOSE: u8 = 3;

/// The closest first.
fn rank(found: &Correspondence<'_>) -> u8 {
    match found.relationship {
        Ok(Relationship::EqualTo) => 0,
        Ok(Relationship::EquivalentTo) => 1,
        Ok(Relationship::SupersetOf | Relationship::SubsetOf) => 2,
        Ok(Relationship::IntersectsWith) => LOOSE,
        Err(_) => 4,
        Ok(Relationship::NoRelationship) => 5,
    }
}
