//! Everybody's rules on one topic. Never ranks one rule above another of the same binding.

use ident::Binding;
use model::{FacetCounts, Model, RuleIx};
use protocol::{FacetName, TopicAsk, TopicGroup, TopicView};

use crate::text::Extent;
use crate::{filter, topics, view};

const FACETS: &[FacetName] = &[
    FacetName::Modalities,
    FacetName::Bindings,
    FacetName::Layers,
    FacetName::Kinds,
    FacetName::Statuses,
    FacetName::Mechanisms,
    FacetName::Confidences,
    FacetName::Binds,
];

/// Cards on one part of the page; more take long to draw, and nobody reads them in a row.
const CARDS: usize = 40;

pub(crate) fn topic(model: &Model, ask: &TopicAsk) -> TopicView {
    let mut wanted = filter::filter(&ask.filter);
    wanted.topics.clear();
    let sieve = model.sieve(&wanted);
    let mut counts = FacetCounts::default();
    let mut kept: Vec<RuleIx> = Vec::new();
    let mut silent = Vec::new();
    for set in model.set_ixs() {
        let mut says = false;
        for rule in model.rules_of(set) {
            if model.rule(rule).topic == Some(ask.topic) && !model.rule(rule).withdrawn {
                says = true;
                if sieve.count_rule(rule, &mut counts) {
                    kept.push(rule);
                }
            }
        }
        if !says && model.rule_set(set).rules > 0 {
            silent.push(view::set_ref(model, set));
        }
    }
    ident::order::sort_by_key(&mut silent, |set| {
        (set.binding, model::words::fold(&set.title), set.id.clone())
    });
    // The part that holds the wanted rule; beyond the end, the last one.
    let last = kept.len().saturating_sub(1) / CARDS * CARDS;
    let offset = (ask.offset as usize / CARDS * CARDS).min(last);
    let (mut before, mut left) = (offset, CARDS);
    let mut groups = Vec::new();
    for binding in Binding::ALL {
        let mut of_binding: Vec<RuleIx> = kept
            .iter()
            .copied()
            .filter(|rule| model.rule_set(model.rule(*rule).set).binding == *binding)
            .collect();
        ident::order::sort_by_key(&mut of_binding, |rule| {
            (
                model::words::fold(&model.rule_set(model.rule(*rule).set).title),
                *rule,
            )
        });
        let total = of_binding.len();
        let part: Vec<RuleIx> = of_binding.into_iter().skip(before).take(left).collect();
        before = before.saturating_sub(total);
        left -= part.len();
        if !part.is_empty() {
            let rules = part
                .into_iter()
                .map(|rule| view::rule_card(model, rule, Extent::Statement))
                .collect();
            groups.push(TopicGroup {
                binding: *binding,
                total: total as u32,
                rules,
            });
        }
    }
    TopicView {
        row: topics::row(model, ask.topic, &kept),
        facets: filter::facets(FACETS, &counts, &sieve, model),
        groups,
        offset: offset as u32,
        silent,
        total: kept.len() as u32,
    }
}
