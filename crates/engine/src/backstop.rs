//! How a body's rules stand to the public rules that bind it. Rests on statements and judged numbers alone: where
//! nobody stated anything, it says so and compares nothing.

use std::collections::BTreeSet;

use compare::mapping::{Correspondence, Mappings, Origin};
use ident::{RelationType, Relationship, Topic};
use model::{End, FacetCounts, Model, Node, RelationIx, RuleIx, SetIx};
use protocol::{
    Answer, BackstopAsk, BackstopInstrument, BackstopRow, BackstopTie, BackstopView, Basis,
    FacetName, HitKind, Link, Stance, StanceCounts,
};

use crate::backstop_choices as choices;
use crate::strictness;
use crate::text::Extent;
use crate::{filter, view};

const FACETS: &[FacetName] = &[
    FacetName::Topics,
    FacetName::Modalities,
    FacetName::Binds,
    FacetName::Statuses,
];

/// Public rules on one page if the reader does not say.
const PAGE: u32 = 60;

pub(crate) fn backstop(model: &Model, mappings: &Mappings, ask: &BackstopAsk) -> Answer {
    let subject = match Subject::find(model, &ask.of) {
        Some(subject) => subject,
        None if ask.of.is_empty() => Subject::default(),
        None => return view::not_found(model, HitKind::Community, &ask.of),
    };
    let bound = bound(model, subject.node);
    let mut missing = bound.missing;
    let mut chosen: Vec<SetIx> = Vec::new();
    match &ask.against {
        None => chosen.extend(bound.by.iter().map(|(set, _)| *set)),
        Some(ids) => {
            missing.clear();
            for id in ids {
                match model.find_set(id) {
                    Some(set) if chosen.contains(&set) => {}
                    Some(set) => chosen.push(set),
                    None => missing.push(id.clone()),
                }
            }
        }
    }
    let wanted = filter::filter(&ask.filter);
    let sieve = model.sieve(&wanted);
    let mut facet_counts = FacetCounts::default();
    let eyes = Eyes {
        model,
        mappings,
        subject: &subject,
    };
    let mut seen: Vec<Seen<'_>> = Vec::new();
    let mut instruments = Vec::with_capacity(chosen.len());
    for set in &chosen {
        let mut counts: StanceCounts = [0; 9];
        for rule in model.rules_of(*set) {
            if sieve.count_rule(rule, &mut facet_counts) {
                let one = eyes.look(rule);
                if let Some(count) = counts.get_mut(one.stance as usize) {
                    *count += 1;
                }
                seen.push(one);
            }
        }
        let ties: Vec<RelationIx> = bound
            .by
            .iter()
            .filter(|(known, _)| known == set)
            .flat_map(|(_, ties)| ties.iter().copied())
            .collect();
        instruments.push(BackstopInstrument {
            set: view::set_ref(model, *set),
            territory: choices::territory(model, *set),
            ties: view::ties(model, &ties, true),
            counts,
        });
    }
    let mut counts: StanceCounts = [0; 9];
    for one in &instruments {
        for (sum, count) in counts.iter_mut().zip(one.counts) {
            *sum += count;
        }
    }
    let mut outcomes = [0; 4];
    let mut tied: BTreeSet<RuleIx> = BTreeSet::new();
    for one in &seen {
        for tie in &one.ties {
            tied.extend(&tie.own);
            for number in strictness::between(model, &tie.own, one.rule) {
                if let Some(count) = outcomes.get_mut(number.outcome as usize) {
                    *count += 1;
                }
            }
        }
    }
    // In the order of the stances, within one as published.
    ident::order::sort_by_key(&mut seen, |one| one.stance);
    seen.retain(|one| ask.stance.is_none_or(|stance| stance == one.stance));
    let limit = if ask.limit == 0 { PAGE } else { ask.limit } as usize;
    let rows = seen
        .iter()
        .skip(ask.offset as usize)
        .take(limit)
        .map(|one| eyes.row(one))
        .collect();
    let by: Vec<SetIx> = bound.by.iter().map(|(set, _)| *set).collect();
    let refs = |sets: &[SetIx]| sets.iter().map(|set| view::set_ref(model, *set)).collect();
    Answer::Backstop(BackstopView {
        subject: subject.link.clone(),
        sets: refs(&subject.sets),
        left_out: refs(&subject.left_out),
        preselected: ask.against.is_none(),
        instruments,
        missing,
        choices: choices::instruments(model, &by, &chosen, &subject.sets),
        subjects: choices::subjects(model),
        facets: filter::facets(FACETS, &facet_counts, &sieve, model),
        counts,
        numbers: outcomes,
        own: [subject.rules.len() as u32, tied.len() as u32],
        rows,
        offset: ask.offset,
        total: seen.len() as u32,
    })
}

/// Whose rules are looked at.
#[derive(Default)]
struct Subject {
    node: Option<Node>,
    link: Option<Link>,
    sets: Vec<SetIx>,
    left_out: Vec<SetIx>,
    rules: BTreeSet<RuleIx>,
    /// Topics of its rule sets are suggested, so that silence cannot be told.
    suggested: bool,
}

impl Subject {
    /// A body with its rule sets in use, or one rule set by itself, in use or not.
    fn find(model: &Model, id: &str) -> Option<Self> {
        let (node, link, all, alone) = match (model.find_community(id), model.find_set(id)) {
            (Some(community), _) => {
                let node = Node::Community(community);
                let sets = model.community(community).sets.clone();
                (node, view::link_to_node(model, node), sets, false)
            }
            (None, Some(set)) => {
                let link = view::link_to_set(model, set);
                (model.node_of_set(set), link, vec![set], true)
            }
            (None, None) => return None,
        };
        let in_use = |set: &SetIx| alone || view::in_use(model.rule_set(*set).binding);
        let (sets, left_out): (Vec<SetIx>, Vec<SetIx>) = all.into_iter().partition(in_use);
        let mut rules = BTreeSet::new();
        for set in &sets {
            for rule in model.rules_of(*set) {
                if !model.rule(rule).withdrawn {
                    rules.insert(rule);
                }
            }
        }
        Some(Self {
            node: Some(node),
            link: Some(link),
            suggested: sets.iter().any(|set| model.rule_set(*set).suggested),
            sets,
            left_out,
            rules,
        })
    }
}

/// Rule sets that a body is recorded to be subject to, with the records, and the ids of those that are not loaded.
struct Bound {
    by: Vec<(SetIx, Vec<RelationIx>)>,
    missing: Vec<String>,
}

fn bound(model: &Model, node: Option<Node>) -> Bound {
    let mut found = Bound {
        by: Vec::new(),
        missing: Vec::new(),
    };
    let ties = node.map(|node| model.ties_from(node)).unwrap_or_default();
    for ix in ties {
        let relation = model.relation(*ix);
        if relation.r#type != RelationType::SubjectTo {
            continue;
        }
        let sets: Vec<SetIx> = match &relation.target {
            End::RuleSet(set) => vec![*set],
            End::Community(owner) => {
                let sets = model.community(*owner).sets.iter().copied();
                sets.filter(|set| view::in_use(model.rule_set(*set).binding))
                    .collect()
            }
            End::Unknown(name) => {
                if !found.missing.contains(name) {
                    found.missing.push(name.clone());
                }
                continue;
            }
        };
        for set in sets {
            match found.by.iter_mut().find(|(known, _)| *known == set) {
                Some((_, ties)) => ties.push(*ix),
                None => found.by.push((set, vec![*ix])),
            }
        }
    }
    found
}

/// One public rule as the subject stands to it.
struct Seen<'m> {
    rule: RuleIx,
    stance: Stance,
    inferred: bool,
    ties: Vec<SeenTie<'m>>,
}

struct SeenTie<'m> {
    stance: Stance,
    found: Correspondence<'m>,
    own: Vec<RuleIx>,
}

struct Eyes<'m> {
    model: &'m Model,
    mappings: &'m Mappings,
    subject: &'m Subject,
}

impl<'m> Eyes<'m> {
    fn look(&self, rule: RuleIx) -> Seen<'m> {
        let mut ties = Vec::new();
        for found in self.mappings.of(&self.model.rule_id(rule)) {
            let rules = found.others.iter().map(|id| self.model.find_rule(id));
            let own: Vec<RuleIx> = rules
                .clone()
                .flatten()
                .filter(|one| self.subject.rules.contains(one))
                .collect();
            if own.is_empty() {
                continue;
            }
            // Said of several together, it is not said of the body's rules alone.
            let alone = own.len() == found.others.len();
            let stance = if alone {
                stance(&found)
            } else {
                Stance::NotCompared
            };
            ties.push(SeenTie { stance, found, own });
        }
        ident::order::sort_by_key(&mut ties, |tie| {
            (tie.stance, matches!(tie.found.origin, Origin::Composed(_)))
        });
        let stated = ties
            .first()
            .map(|tie| tie.stance)
            .filter(|stance| *stance < Stance::NotCompared);
        let stance = stated.unwrap_or_else(|| self.unstated(self.model.rule(rule).topic));
        let mut first = ties.iter().filter(|tie| tie.stance == stance);
        Seen {
            rule,
            stance,
            inferred: stated.is_some()
                && first.all(|tie| matches!(tie.found.origin, Origin::Composed(_))),
            ties,
        }
    }

    /// What can be said where nothing is stated.
    fn unstated(&self, topic: Option<Topic>) -> Stance {
        let subject = self.subject;
        let speaks = topic.is_some_and(|topic| {
            subject.sets.iter().any(|set| {
                let topics = self.model.rule_set(*set).topics;
                topics.get(topic as usize).is_some_and(|count| *count > 0)
            })
        });
        match (speaks, topic) {
            (true, _) => Stance::NotCompared,
            // Without rule sets, with suggested topics or against a rule without one, silence would be a guess.
            (false, None) => Stance::NotExamined,
            (false, Some(_)) if subject.suggested || subject.rules.is_empty() => {
                Stance::NotExamined
            }
            (false, Some(_)) => Stance::Silent,
        }
    }

    fn row(&self, seen: &Seen<'_>) -> BackstopRow {
        let topic = self.model.rule(seen.rule).topic;
        let told: BTreeSet<RuleIx> =
            ident::order::set(seen.ties.iter().flat_map(|tie| tie.own.iter().copied()));
        let same_topic = self.subject.rules.iter().filter(|own| {
            topic.is_some() && self.model.rule(**own).topic == topic && !told.contains(own)
        });
        BackstopRow {
            card: view::rule_card(self.model, seen.rule, Extent::Statement),
            stance: seen.stance,
            inferred: seen.inferred,
            ties: seen
                .ties
                .iter()
                .map(|tie| self.tie(seen.rule, tie))
                .collect(),
            same_topic: same_topic
                .map(|own| view::link_to_rule(self.model, *own))
                .collect(),
        }
    }

    fn tie(&self, public: RuleIx, tie: &SeenTie<'_>) -> BackstopTie {
        let model = self.model;
        let found = &tie.found;
        let known = |id: &&str| model.find_rule(id);
        let foreign = |rule: &RuleIx| !tie.own.contains(rule);
        BackstopTie {
            stance: tie.stance,
            words: match found.relationship {
                _ if found.conflict => "conflicts with".to_owned(),
                // Found from the public rule; told from the body's.
                Ok(relationship) => relationship.inverse().label().to_owned(),
                Err(word) => word.to_owned(),
            },
            basis: match found.origin {
                // The mapping is read from the public rule, so what is stated is stated from there.
                Origin::Stated => Basis::Inverse,
                Origin::Inverse => Basis::Stated,
                Origin::Composed(_) => Basis::Composed,
            },
            via: match found.origin {
                Origin::Composed(middle) => model
                    .find_rule(middle)
                    .map(|rule| view::link_to_rule(model, rule)),
                Origin::Stated | Origin::Inverse => None,
            },
            rules: tie
                .own
                .iter()
                .map(|rule| view::other_rule(model, *rule, Vec::new()))
                .collect(),
            others: found
                .others
                .iter()
                .filter_map(known)
                .filter(foreign)
                .map(|rule| view::link_to_rule(model, rule))
                .collect(),
            unknown: found
                .others
                .iter()
                .filter(|id| known(id).is_none())
                .map(|id| (*id).to_owned())
                .collect(),
            together_with: found
                .together_with
                .iter()
                .filter_map(known)
                .map(|rule| view::link_to_rule(model, rule))
                .collect(),
            rationale: found.rationale.to_owned(),
            note: found.note.to_owned(),
            confidence: found.confidence.to_owned(),
            collection: found.collection.to_owned(),
            provenance: found.provenance.to_owned(),
            numbers: strictness::between(model, &tie.own, public),
        }
    }
}

/// What a statement found from a public rule says about those at its other end.
fn stance(found: &Correspondence<'_>) -> Stance {
    match found.relationship {
        _ if found.conflict => Stance::Conflicts,
        Ok(Relationship::EqualTo | Relationship::EquivalentTo) => Stance::Meets,
        Ok(Relationship::SubsetOf) => Stance::Exceeds,
        Ok(Relationship::SupersetOf) => Stance::FallsBelow,
        Ok(Relationship::IntersectsWith) => Stance::Overlaps,
        Ok(Relationship::NoRelationship) => Stance::NotCompared,
        Err(_) => Stance::Unclear,
    }
}
