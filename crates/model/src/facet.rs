//! Counts for every choice of a filter, all other choices as they are. Never decides which choices to show.

use ident::{Binding, CommunityKind, Confidence, Layer, Mechanism, Modality, Status, Topic};

use crate::filter::Sieve;
use crate::{Model, Node, Rule, RuleIx, SetIx};

/// A group of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What a rule is about.
    Topics,
    /// How firmly it speaks.
    Modalities,
    /// What it leans on.
    Mechanisms,
    /// How its rule set binds.
    Bindings,
    /// Where the rule or its rule set stands in its life.
    Statuses,
    /// What kind of body publishes it.
    Kinds,
    /// Layer of the network.
    Layers,
    /// How well it is supported.
    Confidences,
    /// Who is bound.
    Binds,
}

/// Facets whose words are a closed list; each fits into the bits of one integer.
pub(crate) const CLOSED: usize = 8;

/// Where one rule, rule set or node stands in every facet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    pub(crate) closed: [u32; CLOSED],
    pub(crate) bound: Vec<u16>,
}

/// One choice with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word as links write it.
    pub value: String,
    /// The word as readers see it.
    pub label: String,
    /// How many results it would leave.
    pub count: u32,
    /// Chosen now.
    pub chosen: bool,
}

/// Collects counts while a [`Sieve`] looks at rules, rule sets or nodes.
#[derive(Clone, Debug, Default)]
pub struct FacetCounts {
    now: [[u32; 32]; CLOSED],
    ever: [u32; CLOSED],
    bound_now: Vec<u32>,
    bound_ever: Vec<bool>,
    seen: [u32; CLOSED],
    seen_bound: Vec<u16>,
    kept: bool,
}

/// Those bound are named freely; a list of more than this is no longer a choice.
const MAX_BOUND: usize = 24;

impl FacetCounts {
    pub(crate) fn see(&mut self, traits: &Traits, misses: u16) {
        self.kept |= misses == 0;
        for (at, has) in traits.closed.iter().enumerate() {
            if let Some(ever) = self.ever.get_mut(at) {
                *ever |= has;
            }
            if misses & !(1 << at) == 0
                && let Some(seen) = self.seen.get_mut(at)
            {
                *seen |= has;
            }
        }
        for bound in &traits.bound {
            let at = usize::from(*bound);
            if at >= self.bound_ever.len() {
                self.bound_ever.resize(at + 1, false);
                self.bound_now.resize(at + 1, 0);
            }
            if let Some(ever) = self.bound_ever.get_mut(at) {
                *ever = true;
            }
            if misses & !(1 << CLOSED) == 0 && !self.seen_bound.contains(bound) {
                self.seen_bound.push(*bound);
            }
        }
    }

    /// Ends one result: what was seen counts once. True if the result stays.
    pub(crate) fn close(&mut self) -> bool {
        for (counts, seen) in self.now.iter_mut().zip(&mut self.seen) {
            for (at, count) in counts.iter_mut().enumerate() {
                *count += *seen >> at & 1;
            }
            *seen = 0;
        }
        for bound in self.seen_bound.drain(..) {
            if let Some(count) = self.bound_now.get_mut(usize::from(bound)) {
                *count += 1;
            }
        }
        std::mem::take(&mut self.kept)
    }

    /// The choices of one facet: words that occur at all or are chosen, in the vocabulary's order. Those bound come
    /// with the most frequent first, at most 24 of them besides the chosen ones.
    pub fn choices(&self, facet: Facet, sieve: &Sieve<'_>, model: &Model) -> Vec<Choice> {
        match facet {
            Facet::Topics => {
                self.closed(0, Topic::ALL.iter().map(|w| (w.as_str(), w.label())), sieve)
            }
            Facet::Modalities => self.closed(
                1,
                Modality::ALL.iter().map(|w| (w.as_str(), w.label())),
                sieve,
            ),
            Facet::Mechanisms => self.closed(
                2,
                Mechanism::ALL.iter().map(|w| (w.as_str(), w.label())),
                sieve,
            ),
            Facet::Bindings => self.closed(
                3,
                Binding::ALL.iter().map(|w| (w.as_str(), w.label())),
                sieve,
            ),
            Facet::Statuses => self.closed(
                4,
                Status::ALL.iter().map(|w| (w.as_str(), w.label())),
                sieve,
            ),
            Facet::Kinds => self.closed(
                5,
                CommunityKind::ALL.iter().map(|w| (w.as_str(), w.label())),
                sieve,
            ),
            Facet::Layers => {
                self.closed(6, Layer::ALL.iter().map(|w| (w.as_str(), w.label())), sieve)
            }
            Facet::Confidences => self.closed(
                7,
                Confidence::ALL.iter().map(|w| (w.as_str(), w.label())),
                sieve,
            ),
            Facet::Binds => self.binds(sieve, model),
        }
    }

    fn closed(
        &self,
        at: usize,
        words: impl Iterator<Item = (&'static str, &'static str)>,
        sieve: &Sieve<'_>,
    ) -> Vec<Choice> {
        let wanted = sieve.wanted.get(at).copied().unwrap_or(0);
        let ever = self.ever.get(at).copied().unwrap_or(0);
        let counts = self.now.get(at).into_iter().flatten();
        let mut choices = Vec::new();
        for (bit, ((value, label), count)) in words.zip(counts).enumerate() {
            let chosen = wanted >> bit & 1 == 1;
            if chosen || ever >> bit & 1 == 1 {
                choices.push(Choice {
                    value: value.to_owned(),
                    label: label.to_owned(),
                    count: *count,
                    chosen,
                });
            }
        }
        choices
    }

    fn binds(&self, sieve: &Sieve<'_>, model: &Model) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for (at, value) in model.bound.iter().enumerate() {
            let chosen = sieve
                .bound
                .as_ref()
                .is_some_and(|bound| bound.contains(&(at as u16)));
            if chosen || self.bound_ever.get(at).copied().unwrap_or(false) {
                let count = self.bound_now.get(at).copied().unwrap_or(0);
                choices.push(Choice {
                    value: value.clone(),
                    label: value.clone(),
                    count,
                    chosen,
                });
            }
        }
        ident::order::sort_by(&mut choices, |a, b| {
            b.chosen
                .cmp(&a.chosen)
                .then(b.count.cmp(&a.count))
                .then(a.value.cmp(&b.value))
        });
        let chosen = choices.iter().filter(|choice| choice.chosen).count();
        choices.truncate(chosen + MAX_BOUND);
        choices
    }
}

impl Model {
    pub(crate) fn traits(&self, rule: RuleIx) -> &Traits {
        &self.traits[rule.at()]
    }

    pub(crate) fn traits_of_set(&self, ix: SetIx) -> Traits {
        let set = self.rule_set(ix);
        let mut traits = Traits::default();
        let [_, _, _, binding, status, kind, layer, _] = &mut traits.closed;
        *binding = 1 << set.binding as u32;
        *status = 1 << set.status as u32;
        *layer = 1 << set.layer as u32;
        if let Some(community) = set.community {
            *kind = 1 << self.community(community).facts.kind as u32;
        }
        traits
    }

    pub(crate) fn traits_of_node(&self, node: Node) -> Traits {
        match node {
            Node::Instrument(set) => self.traits_of_set(set),
            Node::Community(ix) => {
                let community = self.community(ix);
                let mut traits = Traits::default();
                let [_, _, _, _, _, kind, layer, _] = &mut traits.closed;
                *kind = 1 << community.facts.kind as u32;
                *layer = 1 << community.layer as u32;
                traits
            }
        }
    }
}

/// A rule's traits: those of its rule set, and its own.
pub(crate) fn traits_of_rule(rule: &Rule, of_set: &Traits, bound: &[String]) -> Traits {
    let mut traits = of_set.clone();
    let [topic, modality, mechanisms, _, status, _, _, confidence] = &mut traits.closed;
    if let Some(word) = rule.topic {
        *topic = 1 << word as u32;
    }
    if let Some(word) = rule.modality {
        *modality = 1 << word as u32;
    }
    for word in &rule.mechanisms {
        *mechanisms |= 1 << *word as u32;
    }
    if let Some(word) = rule.status {
        *status = 1 << word as u32;
    }
    if let Some(word) = rule.confidence {
        *confidence = 1 << word as u32;
    }
    for name in &rule.binds {
        if let Ok(at) = bound.binary_search(&name.to_lowercase())
            && let Ok(at) = u16::try_from(at)
            && !traits.bound.contains(&at)
        {
            traits.bound.push(at);
        }
    }
    traits
}
