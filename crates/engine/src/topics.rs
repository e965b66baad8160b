//! The 25 topics with what belongs to each and who speaks about it. Never counts rules without a topic.

use ident::{Binding, Topic};
use model::{Forces, Model, RuleIx};
use protocol::TopicRow;

use crate::view;

pub(crate) fn topics(model: &Model) -> Vec<TopicRow> {
    let mut by_topic: Vec<Vec<RuleIx>> = vec![Vec::new(); Topic::ALL.len()];
    for set in model.set_ixs() {
        for rule in model.rules_of(set) {
            if let Some(topic) = model.rule(rule).topic
                && !model.rule(rule).withdrawn
                && let Some(rules) = by_topic.get_mut(topic as usize)
            {
                rules.push(rule);
            }
        }
    }
    Topic::ALL
        .iter()
        .zip(by_topic)
        .map(|(topic, rules)| row(model, *topic, &rules))
        .collect()
}

/// The coverage that these rules give to their topic. They come in the model's order.
pub(crate) fn row(model: &Model, topic: Topic, rules: &[RuleIx]) -> TopicRow {
    let mut forces = Forces::default();
    let mut bindings = [0; 5];
    let mut last_set = None;
    let mut bodies = std::collections::BTreeSet::new();
    for rule in rules {
        let rule = model.rule(*rule);
        forces.add(rule.modality);
        if last_set != Some(rule.set) {
            last_set = Some(rule.set);
            bodies.insert(model.node_of_set(rule.set));
            let binding = model.rule_set(rule.set).binding;
            if let Some(at) = Binding::ALL.iter().position(|one| *one == binding)
                && let Some(count) = bindings.get_mut(at)
            {
                *count += 1;
            }
        }
    }
    TopicRow {
        topic,
        about: about(topic).to_owned(),
        rules: rules.len() as u32,
        forces: view::forces(forces),
        bodies: bodies.len() as u32,
        bodies_total: model
            .nodes()
            .iter()
            .filter(|node| model.node_rules(**node) > 0)
            .count() as u32,
        bindings,
    }
}

/// One sentence: what belongs here.
pub(crate) fn about(topic: Topic) -> &'static str {
    match topic {
        Topic::ProhibitedPractices => "Uses of AI that nobody may build, offer or carry out.",
        Topic::RiskAssessment => {
            "Finding, rating and managing what could go wrong, before and during use."
        }
        Topic::TransparencyDisclosure => {
            "Telling people that AI is used, how it works and what it can do."
        }
        Topic::ContentLabelling => {
            "Marking what AI made, for people and for machines, and not tampering with the marks."
        }
        Topic::DataGovernance => {
            "Where training and input data come from, how good they are and who may use them."
        }
        Topic::Privacy => {
            "Personal data: what may be collected, kept, entered into tools or learned from."
        }
        Topic::HumanOversight => "A person who understands, decides, can step in and can stop it.",
        Topic::AccuracyRobustness => {
            "Results that are right often enough and stay so when conditions change."
        }
        Topic::Security => "Protection of models, data and systems against attack and misuse.",
        Topic::IncidentReporting => "Telling someone when it went wrong: whom, what and how soon.",
        Topic::DocumentationRecords => {
            "What has to be written down, logged and kept, and for how long."
        }
        Topic::TestingEvaluation => {
            "Trying a system before and after release, by its makers or by others."
        }
        Topic::ConformityAssessment => {
            "Showing that rules are kept: audits, certificates, declarations and marks."
        }
        Topic::AccountabilityRoles => "Who answers for what, and who has to be named or appointed.",
        Topic::FairnessNondiscrimination => "Equal treatment, bias and who is left out.",
        Topic::SafetyFrontier => {
            "Severe risks of the most capable models: thresholds, safeguards and when to stop."
        }
        Topic::CopyrightIp => "Whose work goes in and who owns what comes out.",
        Topic::MinorsVulnerable => "Children and others who need more protection.",
        Topic::RedressRights => {
            "What people can demand: explanations, appeals, correction and remedies."
        }
        Topic::OpennessResearch => {
            "Open models, open data, access for research and room to experiment."
        }
        Topic::InternationalCooperation => {
            "Working together across borders: shared standards, bodies and promises."
        }
        Topic::Environment => "Energy, water and climate: using less, and saying how much.",
        Topic::LabourSkills => "Work, workers, newcomers and what people need to learn.",
        Topic::ModelOwnershipAccess => "Who owns, controls, may use and may change models.",
        Topic::EnforcementSanctions => {
            "What follows when a rule is broken: fines, closures, bans and who decides."
        }
    }
}
