//! Search over everything: what is put into the index, and what comes out of it. Never ranks by reputation.

use ident::Topic;
use model::{CommunityIx, Model, Node, RuleIx, SetIx};
use protocol::{Hit, HitKind, SearchAsk, SearchView};
use search::{Builder, Found, Index, Query, snippet};

use crate::{directory, topics, view};

/// Hits on one page if the reader does not say.
const PAGE: u32 = 20;

/// Bytes of text shown of a hit.
const SNIPPET: usize = 200;

/// What a document of the index stands for. Documents are numbered in this order: bodies, rule sets, rules, topics.
#[derive(Clone, Copy)]
enum Target {
    Community(CommunityIx),
    RuleSet(SetIx),
    Rule(RuleIx),
    Topic(Topic),
}

/// Indexes everything. A withdrawn rule has its number, but nothing to be found by.
pub(crate) fn index(model: &Model) -> Index {
    let mut builder = Builder::new();
    let mut add = |target: Target, weight: u16| {
        let (mut head, mut body) = (Vec::new(), Vec::new());
        texts(model, target, &mut |text, heads| {
            if heads {
                head.push(text)
            } else {
                body.push(text)
            }
        });
        builder.add(&head, &body, weight);
    };
    for ix in model.community_ixs() {
        // A body that only appears as the end of a relation is rarely what was looked for.
        add(
            Target::Community(ix),
            if model.community(ix).facts.outside {
                100
            } else {
                160
            },
        );
    }
    for ix in model.set_ixs() {
        add(Target::RuleSet(ix), 140);
    }
    for set in model.set_ixs() {
        for ix in model.rules_of(set) {
            add(Target::Rule(ix), 100);
        }
    }
    for topic in Topic::ALL {
        add(Target::Topic(*topic), 160);
    }
    builder.finish()
}

/// The texts of a document; true for those that name it.
fn texts<'m>(model: &'m Model, target: Target, with: &mut dyn FnMut(&'m str, bool)) {
    match target {
        Target::Community(ix) => {
            let facts = &model.community(ix).facts;
            with(&facts.name, true);
            with(&facts.id, true);
            with(facts.kind.label(), false);
            with(&facts.decision_making, false);
            with(facts.notes.as_deref().unwrap_or_default(), false);
        }
        Target::RuleSet(ix) => {
            let set = model.rule_set(ix);
            with(&set.title, true);
            with(&set.id, true);
            with(&set.official_title, true);
            with(&set.issuer, false);
            with(&set.version, false);
            with(&set.scope, false);
            with(&set.status_note, false);
        }
        Target::Rule(ix) => {
            let rule = model.rule(ix);
            if !rule.withdrawn {
                with(&rule.title, true);
                with(&rule.id, true);
                // A place is a number, or the name of a section that all its rules share: it names none of them.
                with(&rule.pinpoint, false);
                with(&model.rule_set(rule.set).title, false);
                with(&rule.statement, false);
                with(&rule.more, false);
                for parameter in &rule.parameters {
                    with(&parameter.text, false);
                }
            }
        }
        Target::Topic(topic) => {
            with(topic.label(), true);
            with(topics::about(topic), false);
        }
    }
}

pub(crate) fn search(model: &Model, index: &Index, ask: &SearchAsk) -> SearchView {
    let query = Query::parse(&ask.query);
    let found = index.query(&query, &|document, with| {
        if let Some(target) = target(model, document) {
            texts(model, target, &mut |text, _| with(text));
        }
    });
    let mut kinds = [
        HitKind::Community,
        HitKind::RuleSet,
        HitKind::Rule,
        HitKind::Topic,
    ]
    .map(|kind| (kind, 0));
    let mut wanted: Vec<(Found, Target)> = Vec::new();
    for one in found {
        let Some(target) = target(model, one.document) else {
            continue;
        };
        let kind = kind(target);
        for (counted, count) in &mut kinds {
            *count += u32::from(*counted == kind);
        }
        if ask.kinds.is_empty() || ask.kinds.contains(&kind) {
            wanted.push((one, target));
        }
    }
    let limit = if ask.limit == 0 { PAGE } else { ask.limit } as usize;
    SearchView {
        total: wanted.len() as u32,
        hits: wanted
            .into_iter()
            .skip(ask.offset as usize)
            .take(limit)
            .map(|(_, target)| hit(model, target, &query))
            .collect(),
        kinds: kinds.into_iter().filter(|(_, count)| *count > 0).collect(),
    }
}

fn target(model: &Model, document: u32) -> Option<Target> {
    let mut left = document as usize;
    if left < model.communities().len() {
        return model.community_ixs().nth(left).map(Target::Community);
    }
    left -= model.communities().len();
    if left < model.rule_sets().len() {
        return model.set_ixs().nth(left).map(Target::RuleSet);
    }
    left -= model.rule_sets().len();
    if left < model.rules().len() {
        return model.rule_at(left).map(Target::Rule);
    }
    Topic::ALL
        .get(left - model.rules().len())
        .copied()
        .map(Target::Topic)
}

fn kind(target: Target) -> HitKind {
    match target {
        Target::Community(_) => HitKind::Community,
        Target::RuleSet(_) => HitKind::RuleSet,
        Target::Rule(_) => HitKind::Rule,
        Target::Topic(_) => HitKind::Topic,
    }
}

fn hit(model: &Model, target: Target, query: &Query) -> Hit {
    match target {
        Target::Community(ix) => {
            let facts = &model.community(ix).facts;
            Hit {
                link: view::link_to_node(model, Node::Community(ix)),
                context: facts.kind.label().to_owned(),
                snippet: snippet(&facts.decision_making, query, SNIPPET),
                modality: None,
                binding: None,
            }
        }
        Target::RuleSet(ix) => {
            let set = model.rule_set(ix);
            let texts = [
                &set.official_title,
                &set.scope,
                &set.status_note,
                &set.issuer,
            ];
            let said = texts
                .into_iter()
                .find(|text| !text.is_empty())
                .map_or("", String::as_str);
            Hit {
                link: view::link_to_set(model, ix),
                context: match set.community {
                    Some(_) => owner(model, ix).to_owned(),
                    None => joined(&directory::kind(model, Node::Instrument(ix)), &set.issuer),
                },
                snippet: snippet(said, query, SNIPPET),
                modality: None,
                binding: Some(set.binding),
            }
        }
        Target::Rule(ix) => {
            let rule = model.rule(ix);
            let set = model.rule_set(rule.set);
            let mut context = joined(owner(model, rule.set), &set.title);
            if set.community.is_none() {
                context.clone_from(&set.title);
            }
            Hit {
                link: view::link_to_rule(model, ix),
                context: joined(&context, &rule.pinpoint),
                snippet: snippet_of_rule(rule, query),
                modality: rule.modality,
                binding: Some(set.binding),
            }
        }
        Target::Topic(topic) => Hit {
            link: view::link_to_topic(topic),
            context: "Topic".to_owned(),
            snippet: snippet(topics::about(topic), query, SNIPPET),
            modality: None,
            binding: None,
        },
    }
}

/// From the rule itself; from its guidance if only that has the words.
fn snippet_of_rule(rule: &model::Rule, query: &Query) -> Vec<String> {
    let said = snippet(&rule.statement, query, SNIPPET);
    if said.len() > 1 || rule.more.is_empty() {
        return said;
    }
    let more = snippet(&rule.more, query, SNIPPET);
    if more.len() > 1 { more } else { said }
}

fn owner(model: &Model, set: SetIx) -> &str {
    let set = model.rule_set(set);
    set.community.map_or(set.issuer.as_str(), |owner| {
        model.community(owner).facts.name.as_str()
    })
}

fn joined(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (false, false) => [first, " · ", second].concat(),
        _ => [first, second].concat(),
    }
}
