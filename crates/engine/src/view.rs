//! Things of the model as the page shows them: links, lines, cards, ties. Never an answer of its own.

use ident::{Binding, Standing, Topic};
use intake::facts::{Parameter, ParameterValue};
use model::{End, Model, Node, Relation, RelationIx, RuleIx, SetIx};
use protocol::{
    Answer, Forces, HitKind, Link, OtherRule, ParameterView, RuleCard, SetRef, Tie,
    VersionChangeView,
};

use crate::numbers;
use crate::text::{self, Extent};

pub(crate) fn link_to_node(model: &Model, node: Node) -> Link {
    let kind = match node {
        Node::Community(_) => HitKind::Community,
        Node::Instrument(_) => HitKind::RuleSet,
    };
    Link {
        kind,
        id: model.node_id(node).to_owned(),
        name: model.node_name(node).to_owned(),
    }
}

pub(crate) fn link_to_set(model: &Model, set: SetIx) -> Link {
    let set = model.rule_set(set);
    Link {
        kind: HitKind::RuleSet,
        id: set.id.clone(),
        name: set.title.clone(),
    }
}

pub(crate) fn link_to_rule(model: &Model, rule: RuleIx) -> Link {
    Link {
        kind: HitKind::Rule,
        id: model.rule_id(rule),
        name: model.rule(rule).title.clone(),
    }
}

/// "There is nothing by that name", with names of the same kind that come close.
pub(crate) fn not_found(model: &Model, kind: HitKind, id: &str) -> Answer {
    let near = match kind {
        HitKind::Community => model::near(
            id,
            model.communities().iter().map(|c| c.facts.id.as_str()),
            NEAR,
        )
        .into_iter()
        .filter_map(|id| model.find_community(id))
        .map(|ix| link_to_node(model, Node::Community(ix)))
        .collect(),
        HitKind::RuleSet => near_sets(model, id),
        HitKind::Rule => {
            let (set, local) = id.split_once('/').unwrap_or((id, ""));
            match model.find_set(set) {
                Some(ix) => model::near(
                    local,
                    model.rules_of(ix).map(|rule| model.rule(rule).id.as_str()),
                    NEAR,
                )
                .into_iter()
                .filter_map(|local| model.find_local(ix, local))
                .map(|rule| link_to_rule(model, rule))
                .chain([link_to_set(model, ix)])
                .collect(),
                None => near_sets(model, set),
            }
        }
        HitKind::Topic => model::near(id, Topic::ALL.iter().map(|topic| topic.as_str()), NEAR)
            .into_iter()
            .filter_map(|word| word.parse().ok())
            .map(link_to_topic)
            .collect(),
    };
    Answer::NotFound {
        what: id.to_owned(),
        near,
    }
}

/// Names offered in place of one that does not exist.
const NEAR: usize = 5;

fn near_sets(model: &Model, id: &str) -> Vec<Link> {
    model::near(
        id,
        model.rule_sets().iter().map(|set| set.id.as_str()),
        NEAR,
    )
    .into_iter()
    .filter_map(|id| model.find_set(id))
    .map(|ix| link_to_set(model, ix))
    .collect()
}

pub(crate) fn link_to_topic(topic: Topic) -> Link {
    Link {
        kind: HitKind::Topic,
        id: topic.as_str().to_owned(),
        name: topic.label().to_owned(),
    }
}

pub(crate) fn forces(forces: model::Forces) -> Forces {
    let model::Forces {
        must,
        must_not,
        should,
        may,
        unknown,
    } = forces;
    Forces {
        must,
        must_not,
        should,
        may,
        unknown,
    }
}

pub(crate) fn set_ref(model: &Model, ix: SetIx) -> SetRef {
    let set = model.rule_set(ix);
    let community = set.community.map(|owner| model.community(owner));
    SetRef {
        id: set.id.clone(),
        title: set.title.clone(),
        issuer: community.map_or_else(
            || set.issuer.clone(),
            |community| community.facts.name.clone(),
        ),
        community: community.map(|community| community.facts.id.clone()),
        binding: set.binding,
        instrument: set.instrument.as_ref().map(|instrument| instrument.kind),
        status: set.status,
        version: set.version.clone(),
        date: set.date.clone(),
        rules: set.rules,
        forces: forces(set.forces),
        standing: set.standing,
        suggested: set.suggested,
    }
}

/// Whose rule set it is: communities call their rules much the same, so their own name comes first unless the title
/// says it.
pub(crate) fn set_name(model: &Model, ix: SetIx) -> String {
    let set = set_ref(model, ix);
    let first = set.issuer.split_whitespace().next().unwrap_or_default();
    if set.community.is_none() || first.is_empty() || set.title.contains(first) {
        set.title
    } else if set.issuer.contains(&set.title) {
        set.issuer
    } else {
        [&set.issuer, ": ", &set.title].concat()
    }
}

/// Short names that tell these rule sets apart: the body's name where it has only one of them, titles where all are of
/// one body.
pub(crate) fn short_names(model: &Model, sets: &[SetIx]) -> Vec<String> {
    let name = |ix: &SetIx| {
        let set = model.rule_set(*ix);
        let same = |one: &&SetIx| model.rule_set(**one).community == set.community;
        match (set.community, sets.iter().filter(same).count()) {
            (Some(owner), 1) => model.community(owner).facts.name.clone(),
            (Some(_), all) if all == sets.len() => set.title.clone(),
            _ => set_name(model, *ix),
        }
    };
    let names: Vec<String> = sets.iter().map(name).collect();
    ident::short_names(&names)
}

/// Somebody else's rule in a few words.
pub(crate) fn other_rule(model: &Model, ix: RuleIx, shared: Vec<String>) -> OtherRule {
    let rule = model.rule(ix);
    OtherRule {
        set: set_ref(model, rule.set),
        link: link_to_rule(model, ix),
        pinpoint: rule.pinpoint.clone(),
        text: rule.statement.clone(),
        modality: rule.modality,
        shared,
    }
}

pub(crate) fn rule_card(model: &Model, ix: RuleIx, extent: Extent) -> RuleCard {
    let rule = model.rule(ix);
    let set = model.rule_set(rule.set);
    RuleCard {
        id: model.rule_id(ix),
        set: set.id.clone(),
        set_title: set.title.clone(),
        pinpoint: rule.pinpoint.clone(),
        title: rule.title.clone(),
        text: text::blocks(model, rule, extent),
        paraphrase: rule.paraphrase,
        topic: rule.topic,
        modality: rule.modality,
        suggested: rule.suggested,
        binds: rule.binds.clone(),
        parameters: rule.parameters.iter().map(parameter).collect(),
        mechanisms: rule.mechanisms.clone(),
        binding: set.binding,
        status: rule.status.filter(|status| *status != set.status),
        source_url: source_url(model, ix).to_owned(),
        source_class: rule.source_class,
        confidence: rule.confidence,
        standing: set.standing,
    }
}

/// A rule's own address, else its rule set's best one; empty if there is none.
pub(crate) fn source_url(model: &Model, ix: RuleIx) -> &str {
    let rule = model.rule(ix);
    if rule.source_url.is_empty() {
        model
            .rule_set(rule.set)
            .urls
            .first()
            .map_or("", String::as_str)
    } else {
        &rule.source_url
    }
}

/// A parameter's name as readers see it; what a foreign publisher calls it stays as it is.
pub(crate) fn parameter_label(name: &str) -> String {
    if !ident::is_slug(name) {
        return numbers::capital(name);
    }
    let mut label = name.replace(['-', '_'], " ");
    for (word, written) in ACRONYMS {
        if label.split(' ').any(|part| part == *word) {
            label = label
                .split(' ')
                .map(|part| if part == *word { written } else { part })
                .collect::<Vec<_>>()
                .join(" ");
        }
    }
    numbers::capital(&label)
}

fn parameter(parameter: &Parameter) -> ParameterView {
    let text = if parameter.text.is_empty() {
        value(&parameter.value)
    } else {
        parameter.text.clone()
    };
    ParameterView {
        label: parameter_label(&parameter.name),
        text,
    }
}

/// Words in parameter names that are written in capitals.
const ACRONYMS: &[(&str, &str)] = &[
    ("ai", "AI"),
    ("gpai", "GPAI"),
    ("iii", "III"),
    ("i", "I"),
    ("id", "ID"),
    ("url", "URL"),
];

fn value(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Number(number) => numbers::decimal(*number),
        ParameterValue::Text(text) => text.clone(),
        ParameterValue::List(words) => words.join(", "),
    }
}

/// Relations seen from one end: what it says if `outgoing`, else what is said about it.
pub(crate) fn ties(model: &Model, relations: &[RelationIx], outgoing: bool) -> Vec<Tie> {
    relations
        .iter()
        .map(|ix| tie(model, model.relation(*ix), outgoing))
        .collect()
}

fn tie(model: &Model, relation: &Relation, outgoing: bool) -> Tie {
    let end = if outgoing {
        &relation.target
    } else {
        &relation.source
    };
    let (other, outside) = match end {
        End::Community(ix) => (link_to_node(model, Node::Community(*ix)), false),
        End::RuleSet(ix) => (link_to_set(model, *ix), false),
        End::Unknown(name) => (
            Link {
                kind: HitKind::Community,
                id: name.clone(),
                name: numbers::capital(&name.replace('-', " ")),
            },
            true,
        ),
    };
    Tie {
        r#type: relation.r#type,
        other,
        outside,
        statement: relation.statement.clone(),
        date: relation.date.clone(),
        source_url: relation.source_url.clone(),
        source_class: relation.source_class,
        confidence: relation.confidence,
        mechanism: relation.mechanism,
    }
}

pub(crate) fn version_changes(changes: &[intake::facts::VersionChange]) -> Vec<VersionChangeView> {
    let mut changes: Vec<VersionChangeView> = changes
        .iter()
        .map(|change| VersionChangeView {
            date: change.date.clone(),
            from: change.from_version.clone(),
            to: change.to_version.clone(),
            what: change.what_changed.clone(),
            confidence: change.confidence,
        })
        .collect();
    ident::order::sort_by(&mut changes, |a, b| b.date.cmp(&a.date));
    changes
}

/// The lowest standing of a node's rule sets decides; a node without rule sets has nothing to sign.
pub(crate) fn standing(model: &Model, node: Node) -> Standing {
    let sets = model.node_sets(node);
    sets.iter()
        .map(|set| model.rule_set(*set).standing)
        .max()
        .unwrap_or(Standing::Unsigned)
}

/// True unless the rule set is only planned or has ended.
pub(crate) fn in_use(binding: Binding) -> bool {
    !matches!(binding, Binding::Pending | Binding::Ended)
}
