//! Two to eight rule sets topic by topic. Never a score, never a cell without a word.

use std::collections::{BTreeMap, BTreeSet};

use compare::mapping::Mappings;
use compare::{Reading, Row};
use ident::Topic;
use model::{Model, RuleIx, SetIx};
use protocol::{
    Cell, CollectionView, CompareAsk, Comparison, ComparisonRow, FacetName, Ground, Line,
};

use crate::sentences::{Told, sentences};
use crate::text::Extent;
use crate::{correspond, filter, lineage, lines, quantities, view};

const FACETS: &[FacetName] = &[
    FacetName::Topics,
    FacetName::Modalities,
    FacetName::Mechanisms,
    FacetName::Bindings,
    FacetName::Statuses,
    FacetName::Confidences,
    FacetName::Binds,
];

/// More columns than this cannot be read side by side; the rest of the ids come back in `missing`.
const MAX_SETS: usize = 8;

pub(crate) fn comparison(
    model: &Model,
    index: &search::Index,
    mappings: &Mappings,
    ask: &CompareAsk,
) -> Comparison {
    let mut sets: Vec<SetIx> = Vec::new();
    let mut missing = Vec::new();
    for id in &ask.sets {
        match model.find_set(id) {
            Some(set) if sets.contains(&set) => {}
            Some(set) if sets.len() < MAX_SETS => sets.push(set),
            _ => missing.push(id.clone()),
        }
    }
    let lives: Vec<(bool, String)> = sets
        .iter()
        .map(|set| lineage::life(model, *set, &ask.as_of))
        .collect();
    let not_yet: Vec<usize> = (0..)
        .zip(&lives)
        .filter(|(_, (issued, _))| !issued)
        .map(|(at, _)| at)
        .collect();
    let wanted = filter::filter(&ask.filter);
    let sieve = model.sieve(&wanted);
    let reading = Reading {
        not_yet: &not_yet,
        stated_only: ask.hide_suggestions,
    };
    let compare::Topics { rows, counts } = compare::topics_read(model, &sets, &wanted, reading);
    let rarity = |word: &str| index.rarity(word);
    let rarity: Option<&dyn Fn(&str) -> u32> = if ask.hide_suggestions {
        None
    } else {
        Some(&rarity)
    };

    let mut grounds: BTreeMap<Ground, u32> = BTreeMap::new();
    let mut lined: Vec<(Row, Vec<Line>)> = rows
        .into_iter()
        .map(|row| {
            let rules: Vec<Vec<RuleIx>> = row.cells.iter().map(rules).collect();
            let lines = lines::lines(model, mappings, &rules, rarity);
            (row, lines)
        })
        .collect();
    for (row, lines) in &mut lined {
        if lines.is_empty() {
            if row.covered > 1 {
                *grounds.entry(Ground::SameTopic).or_default() += 1;
            }
        } else {
            for line in lines.iter() {
                *grounds.entry(line.ground).or_default() += 1;
            }
        }
        if !ask.grounds.is_empty() {
            only(row, lines, &ask.grounds);
        }
    }
    if !ask.grounds.is_empty() {
        ident::order::sort_by_key(&mut lined, |(row, _)| {
            (
                row.topic.is_none(),
                std::cmp::Reverse(row.covered),
                row.topic,
            )
        });
    }

    let names = view::short_names(model, &sets);
    let speaking: BTreeSet<RuleIx> = lined
        .iter()
        .flat_map(|(row, _)| row.cells.iter().flat_map(rules))
        .collect();
    let conflicts = correspond::conflicts(model, mappings, &sets, &speaking);
    let mapped: Vec<Option<Topic>> = lined
        .iter()
        .filter(|(_, lines)| lines.iter().any(spans_all))
        .map(|(row, _)| row.topic)
        .collect();
    let (rows, lines): (Vec<Row>, Vec<Vec<Line>>) = lined.into_iter().unzip();
    let said = sentences(&Told {
        model,
        sets: &sets,
        names: &names,
        rows: &rows,
        conflicts: &conflicts,
        mapped: &mapped,
        open: sieve.is_open() && ask.grounds.is_empty(),
    });

    let mut kept = vec![0_u32; sets.len()];
    let (mut filled, mut silent) = (0, 0);
    let mut shown = Vec::new();
    for (row, lines) in rows.into_iter().zip(lines) {
        for (cell, kept) in row.cells.iter().zip(&mut kept) {
            *kept += rules(cell).len() as u32;
        }
        let quiet = |cell: &compare::Cell| *cell == compare::Cell::Silent;
        if ask.hide_silent && row.cells.iter().all(quiet) {
            continue;
        }
        for cell in &row.cells {
            filled += u32::from(cell.speaks());
            silent += u32::from(quiet(cell));
        }
        let found: Vec<Vec<RuleIx>> = row.cells.iter().map(rules).collect();
        let numbers = if row.covered > 1 {
            quantities::rows(model, &found, &names)
        } else {
            Vec::new()
        };
        shown.push(ComparisonRow {
            topic: row.topic,
            covered: row.covered,
            cells: row.cells.into_iter().map(|one| cell(model, one)).collect(),
            lines,
            numbers,
        });
    }
    Comparison {
        sets: sets.iter().map(|set| view::set_ref(model, *set)).collect(),
        missing,
        facets: filter::facets(FACETS, &counts, &sieve, model),
        rows: shown,
        filled,
        silent,
        words: said.words,
        collections: collections(mappings, model, &sets, &speaking),
        conflicts,
        kept,
        life: lives.into_iter().map(|(_, word)| word).collect(),
        references: said.references,
        grounds: grounds.into_iter().collect(),
    }
}

/// Leaves only rules that stand on a line of one of these grounds.
fn only(row: &mut Row, lines: &mut Vec<Line>, grounds: &[Ground]) {
    if lines.is_empty() && row.covered > 1 && grounds.contains(&Ground::SameTopic) {
        return;
    }
    lines.retain(|line| grounds.contains(&line.ground));
    for (column, cell) in row.cells.iter_mut().enumerate() {
        let compare::Cell::Rules(rules) = cell else {
            continue;
        };
        let mut kept = Vec::new();
        for line in lines.iter_mut() {
            if let Some(places) = line.cells.get_mut(column) {
                for place in places {
                    if let Some(rule) = rules.get(*place as usize) {
                        *place = kept.len() as u32;
                        kept.push(*rule);
                    }
                }
            }
        }
        if kept.is_empty() {
            *cell = compare::Cell::FilteredOut;
        } else {
            *rules = kept;
        }
    }
    row.covered = row.cells.iter().filter(|cell| cell.speaks()).count() as u32;
}

/// Rules of all rule sets stand on it, and somebody stated that they correspond.
fn spans_all(line: &Line) -> bool {
    line.ground == Ground::Stated
        && !line.conflict
        && line.cells.iter().all(|cell| !cell.is_empty())
}

/// The collections whose statements join rules that are shown.
fn collections(
    mappings: &Mappings,
    model: &Model,
    sets: &[SetIx],
    shown: &BTreeSet<RuleIx>,
) -> Vec<CollectionView> {
    let mut found: BTreeSet<CollectionView> = BTreeSet::new();
    for statement in mappings.statements() {
        let columns = |rules: &[String]| -> BTreeSet<usize> {
            let known = rules.iter().filter_map(|id| model.find_rule(id));
            let visible = known.filter(|rule| shown.contains(rule));
            visible
                .filter_map(|rule| sets.iter().position(|set| *set == model.rule(rule).set))
                .collect()
        };
        let here = columns(&statement.sources);
        if !here.is_empty()
            && columns(&statement.targets)
                .iter()
                .any(|at| !here.contains(at))
        {
            found.insert(CollectionView {
                title: statement.collection.clone(),
                provenance: statement.provenance.clone(),
            });
        }
    }
    found.into_iter().collect()
}

fn rules(cell: &compare::Cell) -> Vec<RuleIx> {
    match cell {
        compare::Cell::Rules(rules) => rules.clone(),
        compare::Cell::Silent
        | compare::Cell::FilteredOut
        | compare::Cell::NotExamined
        | compare::Cell::NotYet => Vec::new(),
    }
}

fn cell(model: &Model, cell: compare::Cell) -> Cell {
    match cell {
        compare::Cell::Rules(rules) => Cell::Rules(
            rules
                .into_iter()
                .map(|rule| view::rule_card(model, rule, Extent::Statement))
                .collect(),
        ),
        compare::Cell::Silent => Cell::Silent,
        compare::Cell::FilteredOut => Cell::FilteredOut,
        compare::Cell::NotExamined => Cell::NotExamined,
        compare::Cell::NotYet => Cell::NotYet,
    }
}
