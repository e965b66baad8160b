//! What the network draws and the directory lists. Never a community's single rule set.

use ident::Layer;

use crate::{CommunityIx, End, Model, RelationIx, SetIx, Ties};

/// A body, or a rule set that stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A body.
    Community(CommunityIx),
    /// A public instrument or a foreign catalog.
    Instrument(SetIx),
}

impl Model {
    /// All nodes: bodies by id, then instruments by id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node of that id: a body, an instrument, or the community that owns the rule set.
    pub fn find_node(&self, id: &str) -> Option<Node> {
        match self.find_community(id) {
            Some(community) => Some(Node::Community(community)),
            None => self.find_set(id).map(|set| self.node_of_set(set)),
        }
    }

    /// The node that stands for a rule set: its community, else itself.
    pub fn node_of_set(&self, set: SetIx) -> Node {
        match self.rule_set(set).community {
            Some(community) => Node::Community(community),
            None => Node::Instrument(set),
        }
    }

    /// The node at the end of a relation; none if nothing loaded answers to the name.
    pub fn node_of(&self, end: &End) -> Option<Node> {
        match end {
            End::Community(ix) => Some(Node::Community(*ix)),
            End::RuleSet(ix) => Some(self.node_of_set(*ix)),
            End::Unknown(_) => None,
        }
    }

    /// Its id.
    pub fn node_id(&self, node: Node) -> &str {
        match node {
            Node::Community(ix) => &self.community(ix).facts.id,
            Node::Instrument(ix) => &self.rule_set(ix).id,
        }
    }

    /// Its name.
    pub fn node_name(&self, node: Node) -> &str {
        match node {
            Node::Community(ix) => &self.community(ix).facts.name,
            Node::Instrument(ix) => &self.rule_set(ix).title,
        }
    }

    /// Its layer.
    pub fn node_layer(&self, node: Node) -> Layer {
        match node {
            Node::Community(ix) => self.community(ix).layer,
            Node::Instrument(ix) => self.rule_set(ix).layer,
        }
    }

    /// Its rule sets, the newest first.
    pub fn node_sets(&self, node: Node) -> &[SetIx] {
        match node {
            Node::Community(ix) => &self.community(ix).sets,
            Node::Instrument(ix) => std::slice::from_ref(&self.itself[ix.at()]),
        }
    }

    /// Rules over all its rule sets.
    pub fn node_rules(&self, node: Node) -> u32 {
        match node {
            Node::Community(ix) => self.community(ix).rules,
            Node::Instrument(ix) => self.rule_set(ix).rules,
        }
    }

    /// It only appears as an end of relations: a state, a company, a model without rules of its own here.
    pub fn node_outside(&self, node: Node) -> bool {
        match node {
            Node::Community(ix) => self.community(ix).facts.outside,
            Node::Instrument(_) => false,
        }
    }

    /// Relations that start at it or at one of its rule sets, in the order of the files.
    pub fn ties_from(&self, node: Node) -> &[RelationIx] {
        &self.ties(node).from
    }

    /// Relations that end at it or at one of its rule sets, in the order of the files.
    pub fn ties_to(&self, node: Node) -> &[RelationIx] {
        &self.ties(node).to
    }

    /// Relations that start at this very rule set, in the order of the files.
    pub fn ties_from_set(&self, set: SetIx) -> &[RelationIx] {
        &self.ties_of_set[set.at()].from
    }

    /// Relations that end at this very rule set, in the order of the files.
    pub fn ties_to_set(&self, set: SetIx) -> &[RelationIx] {
        &self.ties_of_set[set.at()].to
    }

    fn ties(&self, node: Node) -> &Ties {
        match node {
            Node::Community(ix) => &self.ties_of_community[ix.at()],
            Node::Instrument(ix) => &self.ties_of_set[ix.at()],
        }
    }
}
