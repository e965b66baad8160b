//! Which rules, rule sets and nodes stay. Never changes the model, never sorts.

use ident::{Binding, CommunityKind, Confidence, Layer, Mechanism, Modality, Status, Topic};

use crate::facet::{self, FacetCounts, Traits};
use crate::{Model, Node, RuleIx, SetIx, words};

/// Restrictions that all have to be met; an empty list is no restriction, several words in a list mean any of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that have to begin some word of the rule, its rule set or its community.
    pub text: String,
    /// About any of these.
    pub topics: Vec<Topic>,
    /// Speaking with any of these.
    pub modalities: Vec<Modality>,
    /// Leaning on any of these.
    pub mechanisms: Vec<Mechanism>,
    /// Binding in any of these ways.
    pub bindings: Vec<Binding>,
    /// In any of these states.
    pub statuses: Vec<Status>,
    /// Published by any of these kinds of bodies.
    pub kinds: Vec<CommunityKind>,
    /// In any of these layers.
    pub layers: Vec<Layer>,
    /// Supported this well.
    pub confidences: Vec<Confidence>,
    /// Binding any of these, in lower case.
    pub binds: Vec<String>,
}

/// A filter made ready for one model.
///
/// A rule set stays if one of its rules meets every restriction at once, a node if one of its rule sets does.
/// Without rules, what is known of the set or node itself decides. Withdrawn rules never stay.
#[derive(Debug)]
pub struct Sieve<'m> {
    model: &'m Model,
    pub(crate) wanted: [u32; facet::CLOSED],
    pub(crate) bound: Option<Vec<u16>>,
    text: Vec<String>,
}

/// The bit of `misses` that says that the words were not found.
const TEXT: u16 = 1 << 15;

/// More words than this in a filter are ignored: nobody types them, and 32 fit one integer.
const MAX_WORDS: usize = 32;

impl Model {
    /// Makes a filter ready for use.
    pub fn sieve(&self, filter: &Filter) -> Sieve<'_> {
        let Filter {
            text,
            topics,
            modalities,
            mechanisms,
            bindings,
            statuses,
            kinds,
            layers,
            confidences,
            binds,
        } = filter;
        let mut text = words::words(text);
        text.truncate(MAX_WORDS);
        Sieve {
            model: self,
            wanted: [
                topics.iter().fold(0, |bits, t| bits | 1 << *t as u32),
                modalities.iter().fold(0, |bits, m| bits | 1 << *m as u32),
                mechanisms.iter().fold(0, |bits, m| bits | 1 << *m as u32),
                bindings.iter().fold(0, |bits, b| bits | 1 << *b as u32),
                statuses.iter().fold(0, |bits, s| bits | 1 << *s as u32),
                kinds.iter().fold(0, |bits, k| bits | 1 << *k as u32),
                layers.iter().fold(0, |bits, l| bits | 1 << *l as u32),
                confidences.iter().fold(0, |bits, c| bits | 1 << *c as u32),
            ],
            bound: (!binds.is_empty()).then(|| {
                binds
                    .iter()
                    .filter_map(|bound| self.bound.binary_search(bound).ok().map(|at| at as u16))
                    .collect()
            }),
            text,
        }
    }
}

impl Sieve<'_> {
    /// True if nothing is restricted.
    pub fn is_open(&self) -> bool {
        self.wanted == [0; facet::CLOSED] && self.bound.is_none() && self.text.is_empty()
    }

    /// True if the rule stays.
    pub fn rule(&self, rule: RuleIx) -> bool {
        let said = self.words_of_set(self.model.rule(rule).set);
        !self.model.rule(rule).withdrawn && self.misses_of_rule(rule, said) == 0
    }

    /// True if the rule stays; counts it for every choice that would leave it.
    pub fn count_rule(&self, rule: RuleIx, counts: &mut FacetCounts) -> bool {
        if self.model.rule(rule).withdrawn {
            return false;
        }
        let said = self.words_of_set(self.model.rule(rule).set);
        let traits = self.model.traits(rule);
        counts.see(traits, self.misses_of_rule(rule, said));
        counts.close()
    }

    /// True if the rule set stays; counts it for every choice that would leave it.
    pub fn count_set(&self, set: SetIx, counts: &mut FacetCounts) -> bool {
        self.see_set(set, counts);
        counts.close()
    }

    /// True if the node stays; counts it for every choice that would leave it.
    pub fn count_node(&self, node: Node, counts: &mut FacetCounts) -> bool {
        let sets = self.model.node_sets(node);
        for set in sets {
            self.see_set(*set, counts);
        }
        if sets.is_empty() {
            let traits = self.model.traits_of_node(node);
            counts.see(&traits, self.misses(&traits, self.words_of_node(node)));
        }
        counts.close()
    }

    fn see_set(&self, set: SetIx, counts: &mut FacetCounts) {
        let said = self.words_of_set(set);
        let mut any = false;
        for rule in self.model.rules_of(set) {
            if !self.model.rule(rule).withdrawn {
                any = true;
                counts.see(self.model.traits(rule), self.misses_of_rule(rule, said));
            }
        }
        if !any {
            let traits = self.model.traits_of_set(set);
            counts.see(&traits, self.misses(&traits, said));
        }
    }

    fn misses_of_rule(&self, rule: RuleIx, said: u32) -> u16 {
        let said = if said == self.all_words() {
            said
        } else {
            let rule = self.model.rule(rule);
            said | self.words_in(&[&rule.title, &rule.pinpoint, &rule.statement, &rule.id])
        };
        self.misses(self.model.traits(rule), said)
    }

    /// One bit for each facet that the traits do not meet, and one for words that were not found.
    fn misses(&self, traits: &Traits, said: u32) -> u16 {
        let mut misses = if said == self.all_words() { 0 } else { TEXT };
        for (at, (wanted, has)) in self.wanted.iter().zip(&traits.closed).enumerate() {
            if *wanted != 0 && wanted & has == 0 {
                misses |= 1 << at;
            }
        }
        if let Some(bound) = &self.bound
            && !traits.bound.iter().any(|one| bound.contains(one))
        {
            misses |= 1 << facet::CLOSED;
        }
        misses
    }

    fn all_words(&self) -> u32 {
        if self.text.is_empty() {
            0
        } else {
            u32::MAX >> (MAX_WORDS - self.text.len())
        }
    }

    fn words_of_set(&self, set: SetIx) -> u32 {
        if self.text.is_empty() {
            return 0;
        }
        let set = self.model.rule_set(set);
        let said = self.words_in(&[
            &set.title,
            &set.id,
            &set.official_title,
            &set.issuer,
            &set.version,
        ]);
        match set.community {
            Some(community) => said | self.words_of_node(Node::Community(community)),
            None => said,
        }
    }

    fn words_of_node(&self, node: Node) -> u32 {
        match node {
            Node::Community(ix) => {
                let facts = &self.model.community(ix).facts;
                self.words_in(&[
                    &facts.name,
                    &facts.id,
                    &facts.decision_making,
                    facts.kind.label(),
                ])
            }
            Node::Instrument(ix) => self.words_of_set(ix),
        }
    }

    fn words_in(&self, texts: &[&str]) -> u32 {
        if self.text.is_empty() {
            return 0;
        }
        let mut found = 0;
        for text in texts {
            words::each_word(text, |_, word| {
                for (at, wanted) in self.text.iter().enumerate() {
                    if word.starts_with(wanted.as_str()) {
                        found |= 1 << at;
                    }
                }
            });
        }
        found
    }
}
