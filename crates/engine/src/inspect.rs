//! One node of the network and its ties. Never follows a tie further than one step.

use model::{Model, Node};
use protocol::{Answer, HitKind, Inspection};

use crate::{directory, view};

pub(crate) fn inspect(model: &Model, id: &str) -> Answer {
    let Some(node) = model.find_node(id) else {
        return match view::not_found(model, HitKind::Community, id) {
            Answer::NotFound { near, .. } if near.is_empty() => {
                view::not_found(model, HitKind::RuleSet, id)
            }
            answer => answer,
        };
    };
    let since = directory::since(model, node);
    let mut kind = directory::kind(model, node);
    if !since.is_empty() {
        kind.push_str(", ");
        kind.push_str(&since);
    }
    Answer::Inspection(Inspection {
        link: view::link_to_node(model, node),
        kind,
        summary: match node {
            Node::Community(ix) => model.community(ix).facts.decision_making.clone(),
            Node::Instrument(_) => directory::summary(model, node),
        },
        sets: model
            .node_sets(node)
            .iter()
            .map(|set| view::set_ref(model, *set))
            .collect(),
        says: view::ties(model, model.ties_from(node), true),
        said: view::ties(model, model.ties_to(node), false),
    })
}
