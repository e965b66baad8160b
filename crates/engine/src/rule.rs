//! One rule with everything around it. Never says by itself that two rules agree: it shows what was stated
//! about them, and apart from that who else speaks on the same topic.

use compare::mapping::Mappings;
use model::{Model, RuleIx};
use protocol::{Answer, HitKind, Link, RuleView};

use crate::text::Extent;
use crate::{correspond, quantities, view};

/// Others shown; the topic's page has them all.
const MAX_OTHERS: usize = 12;

pub(crate) fn rule(model: &Model, index: &search::Index, mappings: &Mappings, id: &str) -> Answer {
    let Some(ix) = model.find_rule(id) else {
        return view::not_found(model, HitKind::Rule, id);
    };
    let rule = model.rule(ix);
    let others = compare::alike(model, ix, &|word| index.rarity(word));
    let others_total = others.len() as u32;
    Answer::Rule(RuleView {
        card: view::rule_card(model, ix, Extent::Everything),
        set: view::set_ref(model, rule.set),
        evidence: rule.evidence.clone(),
        note: rule.note.clone(),
        previous: neighbour(model, model.rules_of(rule.set).rev(), ix),
        next: neighbour(model, model.rules_of(rule.set), ix),
        path: path(model, ix),
        related: related(model, ix),
        corresponds: correspond::of_rule(model, mappings, ix),
        others: others
            .into_iter()
            .take(MAX_OTHERS)
            .map(|alike| view::other_rule(model, alike.rule, alike.shared))
            .collect(),
        others_total,
        silent: silent(model, ix),
        quantities: quantities::views(model, ix),
    })
}

/// The first rule in use that comes after this one in the given order.
fn neighbour(model: &Model, order: impl Iterator<Item = RuleIx>, ix: RuleIx) -> Option<Link> {
    order
        .skip_while(|one| *one != ix)
        .skip(1)
        .find(|one| !model.rule(*one).withdrawn)
        .map(|one| view::link_to_rule(model, one))
}

/// Links to and from other rules of its catalog, each with its relation in words; those that lead away first.
fn related(model: &Model, ix: RuleIx) -> Vec<(String, Link)> {
    let rule = model.rule(ix);
    let mut related: Vec<(&str, RuleIx)> = Vec::new();
    for link in &rule.links {
        if let Some(other) = model.find_part(rule.set, &link.local)
            && other != ix
        {
            related.push((words(&link.rel).0, other));
        }
    }
    for other in model.rules_of(rule.set) {
        for link in &model.rule(other).links {
            // A tie that both state is told once.
            if link.local == rule.id
                && other != ix
                && !related.contains(&(words(&link.rel).0, other))
            {
                related.push((words(&link.rel).1, other));
            }
        }
    }
    related.dedup();
    related
        .into_iter()
        .map(|(words, other)| (words.to_owned(), view::link_to_rule(model, other)))
        .collect()
}

/// A link's relation as its source and as its target read it.
fn words(rel: &str) -> (&'static str, &'static str) {
    match rel {
        "related" => ("related to", "related to"),
        "required" => ("requires", "required by"),
        "incorporated-into" => ("incorporated into", "took in"),
        "moved-to" => ("moved to", "moved from"),
        _ => ("refers to", "referred to by"),
    }
}

/// Headings above it, outermost first.
pub(crate) fn path(model: &Model, ix: RuleIx) -> Vec<String> {
    let rule = model.rule(ix);
    let headings = &model.rule_set(rule.set).headings;
    let mut path = Vec::new();
    let mut above = rule.heading;
    while let Some(heading) = above.and_then(|at| headings.get(at as usize)) {
        path.push(heading.title.clone());
        above = heading.above;
    }
    path.reverse();
    path
}

/// Rule sets with rules, but none on this rule's topic.
fn silent(model: &Model, ix: RuleIx) -> u32 {
    let Some(topic) = model.rule(ix).topic else {
        return 0;
    };
    let speaks = |set: &&model::RuleSet| {
        set.topics
            .get(topic as usize)
            .is_some_and(|count| *count > 0)
    };
    model
        .rule_sets()
        .iter()
        .filter(|set| set.rules > 0)
        .filter(|set| !speaks(set))
        .count() as u32
}
