//! Which rules of compared rule sets stand beside each other, and on which ground. A filter never moves a rule from one
//! ground to another: it is told of all rules of a topic, so every view counts the same.

use std::collections::{BTreeMap, BTreeSet};

use compare::mapping::Mappings;
use compare::{Cell, Row};
use ident::Topic;
use model::{Model, RuleIx, Sieve};
use protocol::{Ground, Line};

use crate::lines;

/// The rules of rule sets, lined up.
#[derive(Default)]
pub(crate) struct Beside {
    places: BTreeMap<RuleIx, Place>,
    /// The lines of each topic, without rules on them.
    lines: BTreeMap<Option<Topic>, Vec<Line>>,
}

/// Where a rule stands.
struct Place {
    ground: Ground,
    /// Position of its line; none where the topic has none.
    line: Option<usize>,
}

/// Lines up all rules of these topics: `rows` are as no filter but that of topics leaves them. `rarity` tells how rare a
/// word is, none to leave likeness of texts out.
pub(crate) fn beside(
    model: &Model,
    mappings: &Mappings,
    rows: &[Row],
    rarity: Option<&dyn Fn(&str) -> u32>,
) -> Beside {
    let mut found = Beside::default();
    for row in rows {
        if row.covered < 2 {
            continue;
        }
        let cells: Vec<Vec<RuleIx>> = row.cells.iter().map(rules).collect();
        let mut lines = lines::lines(model, mappings, &cells, rarity);
        for (at, line) in lines.iter().enumerate() {
            for (cell, chosen) in cells.iter().zip(&line.cells) {
                for rule in chosen.iter().filter_map(|place| cell.get(*place as usize)) {
                    let place = Place {
                        ground: line.ground,
                        line: Some(at),
                    };
                    found.places.insert(*rule, place);
                }
            }
        }
        if lines.is_empty() {
            found.places.extend(cells.into_iter().flatten().map(|rule| {
                let place = Place {
                    ground: Ground::SameTopic,
                    line: None,
                };
                (rule, place)
            }));
        } else {
            lines.iter_mut().for_each(|line| line.cells.clear());
            found.lines.insert(row.topic, lines);
        }
    }
    found
}

impl Beside {
    /// The rules that stand beside others on one of these grounds.
    pub(crate) fn on(&self, grounds: &[Ground]) -> BTreeSet<RuleIx> {
        let wanted = self
            .places
            .iter()
            .filter(|(_, place)| grounds.contains(&place.ground));
        wanted.map(|(rule, _)| *rule).collect()
    }

    /// How many rules that the filter leaves stand beside others, by ground.
    pub(crate) fn counts(&self, sieve: &Sieve<'_>) -> Vec<(Ground, u32)> {
        let mut counts: BTreeMap<Ground, u32> = BTreeMap::new();
        for (rule, place) in &self.places {
            if sieve.rule(*rule) {
                *counts.entry(place.ground).or_default() += 1;
            }
        }
        counts.into_iter().collect()
    }

    /// The lines of a row, with the rules that the row holds; none if the topic is all that joins them.
    pub(crate) fn lines(&self, row: &Row) -> Vec<Line> {
        let Some(all) = self.lines.get(&row.topic) else {
            return Vec::new();
        };
        let mut lines = all.clone();
        for line in &mut lines {
            line.cells = vec![Vec::new(); row.cells.len()];
        }
        for (column, cell) in row.cells.iter().enumerate() {
            for (at, rule) in (0..).zip(rules(cell)) {
                let line = self.places.get(&rule).and_then(|place| place.line);
                if let Some(line) = line.and_then(|line| lines.get_mut(line))
                    && let Some(cell) = line.cells.get_mut(column)
                {
                    cell.push(at);
                }
            }
        }
        lines.retain(|line| line.cells.iter().any(|cell| !cell.is_empty()));
        if lines.iter().all(|line| line.ground == Ground::SameTopic) {
            lines.clear();
        }
        lines
    }
}

/// What a cell holds.
pub(crate) fn rules(cell: &Cell) -> Vec<RuleIx> {
    match cell {
        Cell::Rules(rules) => rules.clone(),
        Cell::Silent | Cell::FilteredOut | Cell::NotExamined | Cell::NotYet => Vec::new(),
    }
}
