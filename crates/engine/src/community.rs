//! One community's page. Never adds up what is only planned with what is in use.

use std::cmp::Reverse;

use ident::Topic;
use model::{Forces, Model, Node};
use protocol::{Answer, CommunityView, HitKind};

use crate::{numbers, view};

pub(crate) fn community(model: &Model, id: &str) -> Answer {
    let Some(ix) = model.find_community(id) else {
        return view::not_found(model, HitKind::Community, id);
    };
    let node = Node::Community(ix);
    let community = model.community(ix);
    let facts = &community.facts;
    let mut forces = Forces::default();
    let mut mechanisms = [0; 6];
    let mut rules = 0;
    let mut by_topic = [0; 25];
    let mut evidence = Vec::new();
    for set_ix in &community.sets {
        let set = model.rule_set(*set_ix);
        if !view::in_use(set.binding) {
            continue;
        }
        rules += set.rules;
        forces.add_all(set.forces);
        for (sum, count) in mechanisms.iter_mut().zip(set.mechanisms) {
            *sum += count;
        }
        for (sum, count) in by_topic.iter_mut().zip(set.topics) {
            *sum += count;
        }
        for rule in model.rules_of(*set_ix) {
            for wanted in &model.rule(rule).evidence {
                evidence.push((wanted.clone(), view::link_to_rule(model, rule)));
            }
        }
    }
    let mut topics: Vec<(Topic, u32)> = Topic::ALL
        .iter()
        .copied()
        .zip(by_topic)
        .filter(|(_, count)| *count > 0)
        .collect();
    ident::order::sort_by_key(&mut topics, |(topic, count)| (Reverse(*count), *topic));
    let silent = if rules == 0 {
        Vec::new()
    } else {
        Topic::ALL
            .iter()
            .copied()
            .zip(by_topic)
            .filter(|(_, count)| *count == 0)
            .map(|(topic, _)| topic)
            .collect()
    };
    Answer::Community(CommunityView {
        id: facts.id.clone(),
        name: facts.name.clone(),
        kind: facts.kind,
        founded: facts.founded.clone().unwrap_or_default(),
        founded_note: facts.founded_note.clone().unwrap_or_default(),
        scale: scale(facts),
        decision_making: facts.decision_making.clone(),
        url: facts.url.clone(),
        confidence: facts.confidence,
        members: facts.members.clone(),
        notes: facts.notes.clone().unwrap_or_default(),
        sets: community
            .sets
            .iter()
            .map(|set| view::set_ref(model, *set))
            .collect(),
        rules,
        forces: view::forces(forces),
        mechanisms,
        topics,
        silent,
        evidence,
        says: view::ties(model, model.ties_from(node), true),
        said: view::ties(model, model.ties_to(node), false),
        versions: view::version_changes(&facts.version_changes),
    })
}

/// Its size in words: "1,200 developers (2024; counted by the project)"; empty without a number.
fn scale(facts: &intake::facts::Community) -> String {
    let Some(scale) = &facts.scale else {
        return String::new();
    };
    let Some(value) = scale.value else {
        return String::new();
    };
    let mut text = numbers::decimal(value);
    text.push(' ');
    text.push_str(&scale.unit);
    let about: Vec<&str> = scale
        .date
        .iter()
        .chain(&scale.date_note)
        .map(String::as_str)
        .collect();
    if !about.is_empty() {
        text.push_str(" (");
        text.push_str(&about.join("; "));
        text.push(')');
    }
    text
}
