//! What a comparison says in sentences, each leading to the cells it is about. Never scores, never weighs.

use std::collections::BTreeSet;

use compare::Cell;
use ident::{Modality, Topic};
use model::{Model, RuleIx, SetIx};
use protocol::{ConflictView, OtherRule, Reference};

use crate::numbers;

/// Topics named in one sentence before it says how many more there are.
const MAX_NAMED: usize = 4;

/// Pairs of rule sets whose stated conflicts are told one by one.
const MAX_PAIRS: usize = 6;

/// Sentences with the words in them that lead somewhere.
#[derive(Default)]
pub(crate) struct Sentences {
    pub(crate) words: Vec<String>,
    pub(crate) references: Vec<Reference>,
    line: String,
}

impl Sentences {
    fn say(&mut self, text: &str) {
        self.line.push_str(text);
    }

    fn lead(&mut self, text: &str, topic: Option<Topic>, set: Option<usize>) {
        let from = self.line.len() as u32;
        self.line.push_str(text);
        self.references.push(Reference {
            line: self.words.len() as u32,
            from,
            to: self.line.len() as u32,
            topic,
            set: set.map(|set| set as u32),
        });
    }

    fn end(&mut self, text: &str) {
        self.line.push_str(text);
        self.words.push(std::mem::take(&mut self.line));
    }

    /// "a, b and c", each leading somewhere.
    fn list(&mut self, items: &[(String, Option<Topic>, Option<usize>)]) {
        for (at, (text, topic, set)) in items.iter().enumerate() {
            if at > 0 {
                self.say(if at + 1 == items.len() { " and " } else { ", " });
            }
            self.lead(text, *topic, *set);
        }
    }

    /// The first topics by name, then how many more there are.
    fn topics(&mut self, topics: &[Option<Topic>], set: Option<usize>) {
        let shown = if topics.len() > MAX_NAMED + 1 {
            MAX_NAMED
        } else {
            topics.len()
        };
        let mut items: Vec<(String, Option<Topic>, Option<usize>)> = topics
            .iter()
            .take(shown)
            .map(|topic| {
                (
                    inside(topic.map_or("rules without a topic", Topic::label)),
                    *topic,
                    set,
                )
            })
            .collect();
        if let Some(next) = topics.get(shown) {
            let left = numbers::plural((topics.len() - shown) as u32, "more topic", "more topics");
            items.push((left, *next, set));
        }
        self.list(&items);
    }
}

/// What is told about.
pub(crate) struct Told<'a> {
    pub(crate) model: &'a Model,
    pub(crate) sets: &'a [SetIx],
    pub(crate) names: &'a [String],
    pub(crate) rows: &'a [compare::Row],
    pub(crate) conflicts: &'a [ConflictView],
    /// Topics on which rules of all rule sets stand on one stated line.
    pub(crate) mapped: &'a [Option<Topic>],
    /// Nothing is restricted.
    pub(crate) open: bool,
}

/// Conflicts first, then what all have rules on, what only one has, and who is silent.
pub(crate) fn sentences(told: &Told<'_>) -> Sentences {
    let mut text = Sentences::default();
    if told.sets.len() < 2 {
        return text;
    }
    conflicts(told, &mut text);
    agreement(told, &mut text);
    alone(told, &mut text);
    silence(told, &mut text);
    text
}

fn name<'a>(told: &Told<'a>, at: usize) -> &'a str {
    told.names.get(at).map_or("", String::as_str)
}

/// A rule's row and column.
fn cell_of(told: &Told<'_>, rule: RuleIx) -> Option<(Option<Topic>, usize)> {
    let holds = |cell: &Cell| matches!(cell, Cell::Rules(rules) if rules.contains(&rule));
    told.rows.iter().find_map(|row| {
        let at = row.cells.iter().position(holds)?;
        Some((row.topic, at))
    })
}

fn conflicts(told: &Told<'_>, text: &mut Sentences) {
    let shown: BTreeSet<RuleIx> = told
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .flat_map(|cell| match cell {
            Cell::Rules(rules) => rules.as_slice(),
            Cell::Silent | Cell::FilteredOut | Cell::NotExamined | Cell::NotYet => &[],
        })
        .copied()
        .collect();
    let mut told_pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut terms: Vec<(String, Vec<RuleIx>, Vec<RuleIx>)> = Vec::new();
    for clash in compare::clashes(told.model, shown.iter().copied()) {
        let folded = clash.term.to_lowercase();
        let at = terms
            .iter()
            .position(|(term, _, _)| term.to_lowercase() == folded);
        let at = at.unwrap_or_else(|| {
            terms.push((clash.term.clone(), Vec::new(), Vec::new()));
            terms.len() - 1
        });
        if let Some((_, asks, forbids)) = terms.get_mut(at) {
            for (list, rule) in [(asks, clash.asks), (forbids, clash.forbids)] {
                if !list.contains(&rule) {
                    list.push(rule);
                }
            }
        }
    }
    for (term, asks, forbids) in &terms {
        let places = |rules: &[RuleIx], wanted: &dyn Fn(RuleIx) -> bool| {
            let mut found: Vec<(usize, Option<Topic>)> = rules
                .iter()
                .filter(|rule| wanted(**rule))
                .filter_map(|rule| cell_of(told, *rule).map(|(topic, at)| (at, topic)))
                .collect();
            ident::order::sort(&mut found);
            found.dedup_by_key(|(at, _)| *at);
            found
        };
        let may = |rule: RuleIx| told.model.rule(rule).modality == Some(Modality::May);
        let (ask, allow) = (places(asks, &|rule| !may(rule)), places(asks, &may));
        let forbid = places(forbids, &|_| true);
        for (one, _) in ask.iter().chain(&allow) {
            for (other, _) in &forbid {
                told_pairs.insert((*one.min(other), *one.max(other)));
            }
        }
        let named =
            |places: &[(usize, Option<Topic>)]| -> Vec<(String, Option<Topic>, Option<usize>)> {
                places
                    .iter()
                    .map(|(at, topic)| (name(told, *at).to_owned(), *topic, Some(*at)))
                    .collect()
            };
        let verb = |count: usize, one: &str, many: &str| {
            if count == 1 {
                one.to_owned()
            } else {
                many.to_owned()
            }
        };
        let quoted = ["“", term, "”"].concat();
        if !ask.is_empty() {
            text.list(&named(&ask));
            text.say(&verb(ask.len(), " asks for ", " ask for "));
            text.say(&quoted);
        }
        if !allow.is_empty() {
            if !ask.is_empty() {
                text.say(", ");
            }
            text.list(&named(&allow));
            text.say(&verb(allow.len(), " allows ", " allow "));
            text.say(if ask.is_empty() { &quoted } else { "it" });
        }
        text.say("; ");
        text.list(&named(&forbid));
        text.end(&verb(forbid.len(), " forbids it.", " forbid it."));
    }
    stated(told, &told_pairs, text);
}

/// Stated conflicts between rule sets that no term has told of yet.
fn stated(told: &Told<'_>, before: &BTreeSet<(usize, usize)>, text: &mut Sentences) {
    let mut pairs: Vec<(usize, usize, Vec<Option<Topic>>)> = Vec::new();
    for conflict in told.conflicts.iter().filter(|one| !one.inferred) {
        let places = |rules: &[OtherRule]| -> Vec<(Option<Topic>, usize)> {
            let known = rules
                .iter()
                .filter_map(|rule| told.model.find_rule(&rule.link.id));
            known.filter_map(|rule| cell_of(told, rule)).collect()
        };
        for (topic, left) in places(&conflict.left) {
            for (other, right) in places(&conflict.right) {
                let (one, two) = (left.min(right), left.max(right));
                if one == two || before.contains(&(one, two)) {
                    continue;
                }
                let at = pairs.iter().position(|(a, b, _)| (*a, *b) == (one, two));
                let at = at.unwrap_or_else(|| {
                    pairs.push((one, two, Vec::new()));
                    pairs.len() - 1
                });
                if let Some((_, _, topics)) = pairs.get_mut(at) {
                    for topic in [topic, other] {
                        if !topics.contains(&topic) {
                            topics.push(topic);
                        }
                    }
                }
            }
        }
    }
    let more = pairs.len().saturating_sub(MAX_PAIRS);
    for (one, two, topics) in pairs.iter().take(MAX_PAIRS) {
        let first = topics.first().copied().flatten();
        text.lead(name(told, *one), first, Some(*one));
        text.say(" conflicts with ");
        text.lead(name(told, *two), first, Some(*two));
        text.say(" on ");
        text.topics(topics, None);
        text.end(".");
    }
    if more > 0 {
        text.say(&numbers::plural(more as u32, "more pair", "more pairs"));
        text.end(" of these rule sets conflict; all conflicts stand below.");
    }
}

fn everybody(count: usize, start: bool) -> String {
    match (count, start) {
        (2, true) => "Both".to_owned(),
        (2, false) => "both".to_owned(),
        (_, true) => ["All ", spelled(count)].concat(),
        (_, false) => ["all ", spelled(count)].concat(),
    }
}

/// Rule sets are few enough for words.
const fn spelled(count: usize) -> &'static str {
    match count {
        3 => "three",
        4 => "four",
        5 => "five",
        6 => "six",
        7 => "seven",
        _ => "eight",
    }
}

fn wanted(told: &Told<'_>, fits: &dyn Fn(&compare::Row) -> bool) -> Vec<Option<Topic>> {
    let fitting = told
        .rows
        .iter()
        .filter(|row| row.topic.is_some() && fits(row));
    fitting.map(|row| row.topic).collect()
}

fn under(told: &Told<'_>) -> &'static str {
    if told.open {
        "."
    } else {
        " under this filter."
    }
}

fn agreement(told: &Told<'_>, text: &mut Sentences) {
    let count = told.sets.len();
    let all = wanted(told, &|row| row.covered as usize == count);
    if all.is_empty() {
        if told.rows.iter().any(|row| row.topic.is_some()) {
            text.say("There is no topic on which ");
            text.say(&everybody(count, false));
            text.say(" have a rule");
            text.end(under(told));
        }
        return;
    }
    text.say(&everybody(count, true));
    text.say(" have rules on ");
    text.topics(&all, None);
    text.end(under(told));
    if !told.mapped.is_empty() {
        text.say("Rules of ");
        text.say(&everybody(count, false));
        text.say(" are stated to correspond on ");
        text.topics(told.mapped, None);
        text.end(".");
    }
}

fn alone(told: &Told<'_>, text: &mut Sentences) {
    for at in 0..told.sets.len() {
        let only = wanted(told, &|row| {
            row.covered == 1 && row.cells.get(at).is_some_and(Cell::speaks)
        });
        if !only.is_empty() {
            text.say("Only ");
            text.say(name(told, at));
            text.say(" speaks about ");
            text.topics(&only, Some(at));
            text.end(under(told));
        }
    }
}

fn silence(told: &Told<'_>, text: &mut Sentences) {
    let count = told.sets.len();
    let silent = |row: &compare::Row, at: usize| row.cells.get(at) == Some(&Cell::Silent);
    // With two sets this would repeat what only one speaks about from the other side.
    if count > 2 {
        for at in 0..count {
            let alone = wanted(told, &|row| {
                row.covered as usize + 1 == count && silent(row, at)
            });
            if !alone.is_empty() {
                text.say(name(told, at));
                text.say(" alone is silent on ");
                text.topics(&alone, Some(at));
                text.end(".");
            }
        }
        let spoken = wanted(told, &|row| row.covered > 0).len();
        let quiet: Vec<(usize, Vec<Option<Topic>>)> = (0..count)
            .map(|at| (at, wanted(told, &|row| row.covered > 0 && silent(row, at))))
            .filter(|(_, topics)| !topics.is_empty())
            .collect();
        if spoken > 1 && !quiet.is_empty() {
            text.say("Of the ");
            text.say(&numbers::count(spoken as u32));
            text.say(" topics on which any of them speaks, silent on: ");
            for (place, (at, topics)) in quiet.iter().enumerate() {
                if place > 0 {
                    text.say(", ");
                }
                text.say(name(told, *at));
                text.say(" ");
                text.lead(
                    &numbers::count(topics.len() as u32),
                    topics.first().copied().flatten(),
                    Some(*at),
                );
            }
            text.end(".");
        }
    }
    let none = wanted(told, &|row| {
        row.cells.iter().all(|cell| *cell == Cell::Silent)
    });
    if !none.is_empty() {
        text.say(&everybody(count, true));
        text.say(" are silent on ");
        text.topics(&none, None);
        text.end(".");
    }
}

/// A topic's label inside a sentence: lower case but for capitals that belong to it.
fn inside(label: &str) -> String {
    let mut chars = label.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
