//! What is stated about rules, as pages show it: for one rule, and where compared rule sets exclude each other. Never
//! mixes what somebody stated with what follows from it, nor either with likeness of wording.

use std::collections::BTreeSet;

use compare::mapping::{Correspondence, Mappings, Origin};
use ident::Relationship;
use model::{Model, RuleIx, SetIx};
use protocol::{ConflictView, CorrespondenceView, OtherRule};

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
                turned: one.origin == Origin::Inverse,
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

fn others<S: AsRef<str>>(model: &Model, ids: &[S]) -> Vec<OtherRule> {
    ids.iter()
        .filter_map(|id| model.find_rule(id.as_ref()))
        .map(|rule| view::other_rule(model, rule, Vec::new()))
        .collect()
}

pub(crate) fn words<'a>(found: &Correspondence<'a>) -> &'a str {
    match found.relationship {
        _ if found.conflict => CONFLICTS,
        Ok(relationship) => relationship.label(),
        Err(word) => word,
    }
}

/// From here on the relationship says little.
pub(crate) const LOOSE: u8 = 3;

/// The closest first.
pub(crate) fn rank(found: &Correspondence<'_>) -> u8 {
    match found.relationship {
        Ok(Relationship::EqualTo) => 0,
        Ok(Relationship::EquivalentTo) => 1,
        Ok(Relationship::SupersetOf | Relationship::SubsetOf) => 2,
        Ok(Relationship::IntersectsWith) => LOOSE,
        Err(_) => 4,
        Ok(Relationship::NoRelationship) => 5,
    }
}
