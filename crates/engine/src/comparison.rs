//! Two to eight rule sets topic by topic. Never a score, never a cell without a word.

use std::collections::BTreeSet;

use compare::mapping::Mappings;
use compare::{Reading, Row};
use ident::Topic;
use model::{Model, RuleIx, SetIx};
use protocol::{
    Cell, CollectionView, CompareAsk, Comparison, ComparisonRow, FacetName, Ground, Line,
};

use crate::beside::{self, rules};
use crate::sentences::{Told, sentences};
use crate::text::Extent;
use crate::{correspond, filter, lineage, quantities, view};

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
    let rarity = |word: &str| index.rarity(word);
    let reading = Reading {
        not_yet: &not_yet,
        stated_only: ask.hide_suggestions,
        only: None,
    };
    let by_topic = model::Filter {
        // A ground decides over rules of all topics: over those too that other topics would leave.
        topics: match ask.grounds.is_empty() {
            true => wanted.topics.clone(),
            false => Vec::new(),
        },
        ..model::Filter::default()
    };
    let all = compare::topics_read(model, &sets, &by_topic, reading);
    let rarity: Option<&dyn Fn(&str) -> u32> = match ask.hide_suggestions {
        true => None,
        false => Some(&rarity),
    };
    let beside = beside::beside(model, mappings, &all.rows, rarity);
    let compare::Topics { rows, counts } = if ask.grounds.is_empty() && by_topic == wanted {
        all
    } else {
        let only = (!ask.grounds.is_empty()).then(|| beside.on(&ask.grounds));
        let reading = Reading {
            only: only.as_ref(),
            ..reading
        };
        compare::topics_read(model, &sets, &wanted, reading)
    };
    let lined: Vec<(Row, Vec<Line>)> = rows
        .into_iter()
        .map(|row| {
            let lines = beside.lines(&row);
            (row, lines)
        })
        .collect();

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
        grounds: beside.counts(&sieve),
    }
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
