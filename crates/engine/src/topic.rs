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

/// Cards on one page; large foreign catalogs have more rules on a topic than anybody reads in a row. `total` says
/// how many there are.
const MAX_CARDS: usize = 400;

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
    let mut left = MAX_CARDS;
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
        of_binding.truncate(left);
        left -= of_binding.len();
        if !of_binding.is_empty() {
            let rules = of_binding
                .into_iter()
                .map(|rule| view::rule_card(model, rule, Extent::Statement))
                .collect();
            groups.push(TopicGroup {
                binding: *binding,
                rules,
            });
        }
    }
    TopicView {
        row: topics::row(model, ask.topic, &kept),
        facets: filter::facets(FACETS, &counts, &sieve, model),
        groups,
        silent,
        total: kept.len() as u32,
    }
}
