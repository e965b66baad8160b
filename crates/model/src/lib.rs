//! The immutable picture of who rules what and who vouches for it. Never changes after it is built, but for the
//! standings that the reader's viewpoint gives.
//!
//! [`Model::build`] takes documents in the order in which they were loaded. What it hands out are small indexes
//! ([`CommunityIx`], [`SetIx`], [`RuleIx`], [`RelationIx`]) that are only ever made by the model that answers to
//! them, and plain structs with public fields. All lists are in a fixed order: communities and rule sets by id,
//! rules in the order of the original, relations as the files state them.
//!
//! A [`Node`] is what the network draws and the directory lists: a community, or a rule set that stands for itself
//! because no community owns it (public instruments and foreign catalogs). A tie that ends at a community's rule set
//! counts as a tie of that community.

mod build;
mod catalog;
mod community;
mod facet;
mod filter;
mod index;
mod near;
mod node;
mod parameter;
mod relation;
mod rule;
mod rule_set;
mod suggest;
pub mod words;

pub use build::{Document, Input};
pub use community::Community;
pub use facet::{Choice, Facet, FacetCounts};
pub use filter::{Filter, Sieve};
pub use index::{CommunityIx, RelationIx, RuleIx, SetIx};
pub use near::near;
pub use node::Node;
pub use parameter::Params;
pub use relation::{End, Relation};
pub use rule::{Rule, RuleLink, Text};
pub use rule_set::{Forces, Heading, Resource, RuleSet};

use std::collections::BTreeMap;

use facet::Traits;

/// Everything that is loaded, indexed.
#[derive(Debug, Default)]
pub struct Model {
    title: String,
    as_of: String,
    communities: Vec<Community>,
    rule_sets: Vec<RuleSet>,
    rules: Vec<Rule>,
    relations: Vec<Relation>,
    nodes: Vec<Node>,
    itself: Vec<SetIx>,
    by_local_id: BTreeMap<(SetIx, String), RuleIx>,
    bound: Vec<String>,
    traits: Vec<Traits>,
    ties_of_community: Vec<Ties>,
    ties_of_set: Vec<Ties>,
}

/// Relations of one end, both ways.
#[derive(Clone, Debug, Default)]
struct Ties {
    from: Vec<RelationIx>,
    to: Vec<RelationIx>,
}

impl Model {
    /// Name of the first atlas that was loaded; empty if none was.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The latest day for which a loaded atlas is stated; without an atlas the day on which the newest of the other
    /// files was written, the last day that is known to have come. Empty if nothing says a day.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// All bodies by id, those that only appear as ends of relations included.
    pub fn communities(&self) -> &[Community] {
        &self.communities
    }

    /// Takes every standing back: nothing is signed until [`Model::stand`] says so.
    pub fn unsign(&mut self) {
        for set in &mut self.rule_sets {
            set.standing = ident::Standing::Unsigned;
        }
    }

    /// Notes what judging the evidence about a rule set came to. Nothing else about a model ever changes.
    pub fn stand(&mut self, set: SetIx, standing: ident::Standing) {
        if let Some(set) = self.rule_sets.get_mut(set.at()) {
            set.standing = standing;
        }
    }

    /// All rule sets by id, public instruments and foreign catalogs included.
    pub fn rule_sets(&self) -> &[RuleSet] {
        &self.rule_sets
    }

    /// All rules, set by set, in the order of the originals; withdrawn ones included.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// All relations in the order of the files.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// One body.
    pub fn community(&self, ix: CommunityIx) -> &Community {
        &self.communities[ix.at()]
    }

    /// One rule set.
    pub fn rule_set(&self, ix: SetIx) -> &RuleSet {
        &self.rule_sets[ix.at()]
    }

    /// One rule.
    pub fn rule(&self, ix: RuleIx) -> &Rule {
        &self.rules[ix.at()]
    }

    /// One relation.
    pub fn relation(&self, ix: RelationIx) -> &Relation {
        &self.relations[ix.at()]
    }

    /// Indexes of all bodies, by id.
    pub fn community_ixs(&self) -> impl Iterator<Item = CommunityIx> + use<> {
        (0..self.communities.len()).map(CommunityIx::new)
    }

    /// Indexes of all rule sets.
    pub fn set_ixs(&self) -> impl Iterator<Item = SetIx> + use<> {
        (0..self.rule_sets.len()).map(SetIx::new)
    }

    /// The rule at that position of [`Model::rules`].
    pub fn rule_at(&self, position: usize) -> Option<RuleIx> {
        (position < self.rules.len()).then(|| RuleIx::new(position))
    }

    /// Indexes of the rules of one rule set in the order of the original, withdrawn ones included.
    pub fn rules_of(
        &self,
        set: SetIx,
    ) -> impl DoubleEndedIterator<Item = RuleIx> + ExactSizeIterator + use<> {
        let set = self.rule_set(set);
        (set.first_rule..set.first_rule + set.all_rules).map(RuleIx)
    }

    /// The body of that id.
    pub fn find_community(&self, id: &str) -> Option<CommunityIx> {
        self.communities
            .binary_search_by(|c| c.facts.id.as_str().cmp(id))
            .ok()
            .map(CommunityIx::new)
    }

    /// The rule set of that id.
    pub fn find_set(&self, id: &str) -> Option<SetIx> {
        self.rule_sets
            .binary_search_by(|s| s.id.as_str().cmp(id))
            .ok()
            .map(SetIx::new)
    }

    /// The rule of that id, `set/local`.
    pub fn find_rule(&self, id: &str) -> Option<RuleIx> {
        let (set, local) = id.split_once('/')?;
        self.find_local(self.find_set(set)?, local)
    }

    /// The rule of that local id within its rule set.
    pub fn find_local(&self, set: SetIx, local: &str) -> Option<RuleIx> {
        self.by_local_id.get(&(set, local.to_owned())).copied()
    }

    /// The rule that has this id within its rule set, or a part of this id.
    pub fn find_part(&self, set: SetIx, id: &str) -> Option<RuleIx> {
        self.find_local(set, id).or_else(|| {
            self.rules_of(set)
                .find(|rule| matches!(&self.rule(*rule).text, Text::Parts(parts) if rule::has_part(parts, id)))
        })
    }

    /// A rule's id as links write it, `set/local`.
    pub fn rule_id(&self, ix: RuleIx) -> String {
        let rule = self.rule(ix);
        let set = &self.rule_set(rule.set).id;
        let mut id = String::with_capacity(set.len() + 1 + rule.id.len());
        id.push_str(set);
        id.push('/');
        id.push_str(&rule.id);
        id
    }
}
