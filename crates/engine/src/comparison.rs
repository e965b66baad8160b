//! Two to eight rule sets topic by topic, and what that says in sentences. Never a score.

use std::collections::{BTreeMap, BTreeSet};

use compare::mapping::Mappings;
use ident::Topic;
use model::{Model, RuleIx, SetIx};
use protocol::{Cell, CompareAsk, Comparison, ComparisonRow, ConflictView, FacetName, OtherRule};

use crate::text::Extent;
use crate::{correspond, filter, numbers, view};

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

pub(crate) fn comparison(model: &Model, mappings: &Mappings, ask: &CompareAsk) -> Comparison {
    let mut sets: Vec<SetIx> = Vec::new();
    let mut missing = Vec::new();
    for id in &ask.sets {
        match model.find_set(id) {
            Some(set) if sets.contains(&set) => {}
            Some(set) if sets.len() < MAX_SETS => sets.push(set),
            _ => missing.push(id.clone()),
        }
    }
    let wanted = filter::filter(&ask.filter);
    let sieve = model.sieve(&wanted);
    let compare::Topics { rows, counts } = compare::topics(model, &sets, &wanted);
    let mut words = words(model, &sets, &rows, sieve.is_open());
    let (mut filled, mut silent) = (0, 0);
    let mut shown = Vec::new();
    let mut speaking: BTreeSet<RuleIx> = BTreeSet::new();
    for row in rows {
        if ask.hide_silent && row.cells.iter().all(|cell| *cell == compare::Cell::Silent) {
            continue;
        }
        for cell in &row.cells {
            match cell {
                compare::Cell::Rules(_) => filled += 1,
                compare::Cell::Silent => silent += 1,
                compare::Cell::FilteredOut => {}
            }
        }
        let rules: Vec<Vec<RuleIx>> = row.cells.iter().map(rules).collect();
        speaking.extend(rules.iter().flatten());
        let lines = correspond::lines(model, mappings, &rules);
        let cells = row.cells.into_iter().map(|one| cell(model, one)).collect();
        shown.push(ComparisonRow {
            topic: row.topic,
            covered: row.covered,
            cells,
            lines,
        });
    }
    let conflicts = correspond::conflicts(model, mappings, &sets, &speaking);
    words.splice(0..0, conflict_words(model, &sets, &conflicts));
    Comparison {
        sets: sets.iter().map(|set| view::set_ref(model, *set)).collect(),
        missing,
        facets: filter::facets(FACETS, &counts, &sieve, model),
        rows: shown,
        filled,
        silent,
        words,
        conflicts,
    }
}

fn rules(cell: &compare::Cell) -> Vec<RuleIx> {
    match cell {
        compare::Cell::Rules(rules) => rules.clone(),
        compare::Cell::Silent | compare::Cell::FilteredOut => Vec::new(),
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
    }
}

/// Topics named in one sentence before it says how many more there are.
const MAX_NAMED: usize = 4;

/// What all ask, what only one asks, who is silent on what the others ask.
fn words(model: &Model, sets: &[SetIx], rows: &[compare::Row], open: bool) -> Vec<String> {
    let title = |at: usize| {
        sets.get(at)
            .map_or("", |set| model.rule_set(*set).title.as_str())
    };
    let mut words = Vec::new();
    if sets.len() < 2 || rows.is_empty() {
        return words;
    }
    let under = if open { "" } else { " under this filter" };
    let topics = |wanted: &dyn Fn(&compare::Row) -> bool| -> Vec<&'static str> {
        rows.iter()
            .filter(|row| wanted(row))
            .filter_map(|row| row.topic)
            .map(|topic| topic.label())
            .collect()
    };

    let all = topics(&|row| row.covered as usize == sets.len());
    let everybody = match sets.len() {
        2 => "Both".to_owned(),
        number => {
            let mut text = "All ".to_owned();
            text.push_str(&numbers::count(number as u32));
            text
        }
    };
    if all.is_empty() {
        words.push(sentence(&[
            "There is no topic on which ",
            &everybody.to_lowercase(),
            " have a rule",
            under,
            ".",
        ]));
    } else {
        let have = named(&all);
        words.push(sentence(&[
            &everybody,
            " have rules on ",
            &have,
            under,
            ".",
        ]));
    }

    for at in 0..sets.len() {
        let only =
            topics(&|row| row.covered == 1 && row.cells.get(at).is_some_and(compare::Cell::speaks));
        if !only.is_empty() {
            words.push(sentence(&[
                "Only ",
                title(at),
                " speaks about ",
                &named(&only),
                under,
                ".",
            ]));
        }
    }
    // With two sets this would repeat the sentence above from the other side.
    if sets.len() > 2 {
        for at in 0..sets.len() {
            let alone = topics(&|row| {
                row.covered as usize + 1 == sets.len()
                    && row.cells.get(at) == Some(&compare::Cell::Silent)
            });
            if !alone.is_empty() {
                words.push(sentence(&[
                    title(at),
                    " alone is silent on ",
                    &named(&alone),
                    ".",
                ]));
            }
        }
    }
    let none = topics(&|row| row.cells.iter().all(|cell| *cell == compare::Cell::Silent));
    if !none.is_empty() {
        let everybody = if sets.len() == 2 { "Both" } else { "All" };
        words.push(sentence(&[
            everybody,
            " are silent on ",
            &named(&none),
            ".",
        ]));
    }
    words
}

/// Which rule sets exclude each other, and on what; stated conflicts and those that parameters show apart.
fn conflict_words(model: &Model, sets: &[SetIx], conflicts: &[ConflictView]) -> Vec<String> {
    let mut pairs: BTreeMap<(bool, usize, usize), BTreeSet<Topic>> = BTreeMap::new();
    for conflict in conflicts {
        let columns = |rules: &[OtherRule]| -> BTreeSet<(usize, Option<Topic>)> {
            rules
                .iter()
                .filter_map(|rule| model.find_rule(&rule.link.id))
                .filter_map(|rule| {
                    let rule = model.rule(rule);
                    let at = sets.iter().position(|set| *set == rule.set)?;
                    Some((at, rule.topic))
                })
                .collect()
        };
        for (left, topic) in columns(&conflict.left) {
            for (right, other) in columns(&conflict.right) {
                if left != right {
                    let key = (conflict.inferred, left.min(right), left.max(right));
                    pairs
                        .entry(key)
                        .or_default()
                        .extend(topic.iter().chain(&other));
                }
            }
        }
    }
    let issuers: Vec<String> = sets
        .iter()
        .map(|set| view::set_ref(model, *set).issuer)
        .collect();
    // The issuer is what readers know; the title tells apart what one issuer has several of.
    let title = |at: usize| match (issuers.get(at), sets.get(at)) {
        (Some(issuer), _)
            if !issuer.is_empty() && issuers.iter().filter(|one| *one == issuer).count() == 1 =>
        {
            issuer.as_str()
        }
        (_, Some(set)) => model.rule_set(*set).title.as_str(),
        _ => "",
    };
    pairs
        .into_iter()
        .map(|((inferred, left, right), topics)| {
            let topics: Vec<&str> = topics.into_iter().map(Topic::label).collect();
            let on = if topics.is_empty() { "" } else { " on " };
            let how = if inferred {
                ": one asks for a term that the other forbids."
            } else {
                "."
            };
            sentence(&[
                title(left),
                " conflicts with ",
                title(right),
                on,
                &named(&topics),
                how,
            ])
        })
        .collect()
}

fn sentence(pieces: &[&str]) -> String {
    pieces.concat()
}

fn named(topics: &[&str]) -> String {
    let lower: Vec<String> = topics.iter().map(|topic| inside(topic)).collect();
    if lower.len() <= MAX_NAMED + 1 {
        return numbers::list(&lower);
    }
    let mut text = lower
        .iter()
        .take(MAX_NAMED)
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    text.push_str(" and ");
    text.push_str(&numbers::plural(
        (lower.len() - MAX_NAMED) as u32,
        "more topic",
        "more topics",
    ));
    text
}

/// A topic's label inside a sentence: lower case but for capitals that belong to it.
fn inside(label: &str) -> String {
    let mut chars = label.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
