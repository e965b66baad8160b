//! Rule sets side by side, topic by topic. Never scores: it says what stands where, and what is silent.

use std::collections::BTreeSet;

use ident::Topic;
use model::{FacetCounts, Filter, Model, RuleIx, SetIx};

/// Topics across rule sets.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    /// Topics on which any of them speaks, most covered first, then in the vocabulary's order; then those on which
    /// all are silent; rules without a topic last.
    pub rows: Vec<Row>,
    /// How many rules every choice of the filter would leave.
    pub counts: FacetCounts,
}

/// One topic across rule sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The topic; none for rules that nothing suggests a topic for.
    pub topic: Option<Topic>,
    /// How many of the rule sets say something under the filter.
    pub covered: u32,
    /// One cell per rule set, in their order.
    pub cells: Vec<Cell>,
}

/// What one rule set says on one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It says this.
    Rules(Vec<RuleIx>),
    /// It was examined and has no rule on this.
    Silent,
    /// It has rules on this, but none that the filter leaves.
    FilteredOut,
    /// Nobody stated what its rules are about, and no rule is suggested to be on this.
    NotExamined,
    /// It had not been issued yet.
    NotYet,
}

/// How rule sets are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading<'a> {
    /// Positions of the rule sets that had not been issued on the day looked at; their rules count nowhere.
    pub not_yet: &'a [usize],
    /// Rules whose topic is only suggested stand without a topic.
    pub stated_only: bool,
    /// The rules that may stay; none if all may.
    pub only: Option<&'a BTreeSet<RuleIx>>,
}

impl Cell {
    /// True if there is something to read.
    pub fn speaks(&self) -> bool {
        matches!(self, Self::Rules(_))
    }
}

/// Compares rule sets by topic as of now. A topic that the filter leaves out has no row.
pub fn topics(model: &Model, sets: &[SetIx], filter: &Filter) -> Topics {
    topics_read(model, sets, filter, Reading::default())
}

/// Compares rule sets by topic. A topic that the filter leaves out has no row.
pub fn topics_read(model: &Model, sets: &[SetIx], filter: &Filter, reading: Reading<'_>) -> Topics {
    let sieve = model.sieve(filter);
    let mut counts = FacetCounts::default();
    // One list per topic and rule set, the last row being for rules without a topic.
    let none = Topic::ALL.len();
    let mut cells: Vec<Vec<(bool, Vec<RuleIx>)>> =
        vec![vec![(false, Vec::new()); sets.len()]; none + 1];
    for (column, set) in sets.iter().enumerate() {
        if reading.not_yet.contains(&column) {
            continue;
        }
        for ix in model.rules_of(*set) {
            let rule = model.rule(ix);
            if rule.withdrawn {
                continue;
            }
            let may = reading.only.is_none_or(|only| only.contains(&ix));
            let kept = may && sieve.count_rule(ix, &mut counts);
            let topic = rule
                .topic
                .filter(|_| !(rule.suggested && reading.stated_only));
            let row = topic.map_or(none, |topic| topic as usize);
            if let Some(cell) = cells.get_mut(row).and_then(|row| row.get_mut(column)) {
                cell.0 = true;
                if kept {
                    cell.1.push(ix);
                }
            }
        }
    }
    let mut rows = Vec::new();
    for (topic, row) in Topic::ALL
        .iter()
        .copied()
        .map(Some)
        .chain([None])
        .zip(cells)
    {
        let wanted = match topic {
            Some(topic) => filter.topics.is_empty() || filter.topics.contains(&topic),
            None => filter.topics.is_empty() && row.iter().any(|(any, _)| *any),
        };
        if wanted {
            let cells: Vec<Cell> = row
                .into_iter()
                .zip(sets)
                .enumerate()
                .map(|(column, (found, set))| match cell(found) {
                    Cell::Silent if reading.not_yet.contains(&column) => Cell::NotYet,
                    // What nobody sorted into topics is not silent on them.
                    Cell::Silent if topic.is_some() && model.rule_set(*set).suggested => {
                        Cell::NotExamined
                    }
                    cell => cell,
                })
                .collect();
            let covered = cells.iter().filter(|cell| cell.speaks()).count() as u32;
            rows.push(Row {
                topic,
                covered,
                cells,
            });
        }
    }
    ident::order::sort_by_key(&mut rows, |row| {
        (
            row.topic.is_none(),
            std::cmp::Reverse(row.covered),
            row.topic,
        )
    });
    Topics { rows, counts }
}

fn cell((any, kept): (bool, Vec<RuleIx>)) -> Cell {
    match (any, kept.is_empty()) {
        (_, false) => Cell::Rules(kept),
        (true, true) => Cell::FilteredOut,
        (false, true) => Cell::Silent,
    }
}
