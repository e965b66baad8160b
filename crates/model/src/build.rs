//! From documents to the picture. Never reads bytes; what two files say twice is kept once, the first wins.

use std::collections::{BTreeMap, BTreeSet};

use ident::Standing;
use intake::facts::{self, Facts};
use intake::oscal::Catalog;

use crate::facet::traits_of_rule;
use crate::parameter::Params;
use crate::rule_set::{binding_of, layer_of};
use crate::{
    Community, CommunityIx, End, Forces, Model, Node, Relation, RelationIx, Rule, RuleIx, RuleSet,
    SetIx, Text, Ties, catalog, community,
};

/// One loaded file.
#[derive(Clone, Copy, Debug)]
pub struct Input<'d> {
    /// The caller's number for the file; comes back in `file` of communities and rule sets.
    pub file: u32,
    /// What tells two files apart whose rule sets have the same id; empty if unknown.
    pub digest: &'d str,
    /// What it holds.
    pub document: Document<'d>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub enum Document<'d> {
    /// An atlas.
    Facts(&'d Facts),
    /// An OSCAL catalog of any publisher.
    Catalog(&'d Catalog),
}

/// A rule set on its way into the model.
pub(crate) struct Draft<'d> {
    pub(crate) set: RuleSet,
    pub(crate) community: Option<&'d str>,
    pub(crate) rules: Vec<Rule>,
}

impl Model {
    /// Builds the picture of everything that is loaded, in the order in which it was loaded.
    pub fn build(inputs: &[Input<'_>]) -> Self {
        let mut model = Self::default();
        let mut taken = BTreeSet::new();
        let mut stated_sets: BTreeMap<&str, &facts::RuleSet> = BTreeMap::new();
        let mut drafts = Vec::new();
        let mut relations: Vec<&facts::Relation> = Vec::new();
        let mut stated = BTreeSet::new();
        let mut newest = String::new();
        for input in inputs {
            match input.document {
                Document::Facts(facts) => {
                    if model.title.is_empty() {
                        model.title.clone_from(&facts.title);
                    }
                    if facts.as_of > model.as_of {
                        model.as_of.clone_from(&facts.as_of);
                    }
                    model.take_communities(facts, input.file);
                    for set in &facts.rule_sets {
                        match stated_sets.get(set.id.as_str()) {
                            Some(known) if *known == set => {}
                            _ => {
                                let mut draft = draft_of_facts(set, input.file);
                                make_unique(&mut draft.set.id, input.digest, &mut taken);
                                drafts.push(draft);
                                stated_sets.entry(&set.id).or_insert(set);
                            }
                        }
                    }
                    for relation in &facts.relations {
                        let facts::Relation {
                            source,
                            target,
                            statement,
                            date,
                            r#type,
                            ..
                        } = relation;
                        if stated.insert((source, target, *r#type, date, statement)) {
                            relations.push(relation);
                        }
                    }
                }
                Document::Catalog(catalog) => {
                    let written = &catalog.metadata.last_modified;
                    let day = written.split('T').next().unwrap_or_default();
                    let is_day = day.len() == 10 && day.starts_with(|c: char| c.is_ascii_digit());
                    if is_day && day > newest.as_str() {
                        day.clone_into(&mut newest);
                    }
                    let mut draft = catalog::draft(catalog, input.file);
                    make_unique(&mut draft.set.id, input.digest, &mut taken);
                    drafts.push(draft);
                }
            }
        }
        if model.as_of.is_empty() {
            model.as_of = newest;
        }
        ident::order::sort_by(&mut model.communities, |a, b| a.facts.id.cmp(&b.facts.id));
        ident::order::sort_by(&mut drafts, |a, b| a.set.id.cmp(&b.set.id));
        model.place(drafts);
        model.order_sets();
        model.tie(&relations);
        model.describe();
        model
    }

    fn take_communities(&mut self, facts: &Facts, file: u32) {
        let known: BTreeSet<String> =
            ident::order::set(self.communities.iter().map(|c| c.facts.id.clone()));
        for one in &facts.communities {
            if !known.contains(&one.id) {
                let layer = community::layer_of(one.kind);
                self.communities.push(Community {
                    facts: one.clone(),
                    layer,
                    sets: Vec::new(),
                    rules: 0,
                    file,
                });
            }
        }
    }

    fn place(&mut self, drafts: Vec<Draft<'_>>) {
        for Draft {
            mut set,
            community,
            rules,
        } in drafts
        {
            let ix = SetIx::new(self.rule_sets.len());
            set.community = community.and_then(|id| self.find_community(id));
            if let Some(owner) = set.community {
                let owner = &mut self.communities[owner.at()];
                set.layer = owner.layer;
                owner.sets.push(ix);
            }
            set.first_rule = self.rules.len() as u32;
            set.all_rules = rules.len() as u32;
            for mut rule in rules {
                rule.set = ix;
                if !rule.withdrawn {
                    set.rules += 1;
                    set.forces.add(rule.modality);
                    for mechanism in &rule.mechanisms {
                        set.mechanisms[*mechanism as usize] += 1;
                    }
                    if let Some(topic) = rule.topic {
                        set.topics[topic as usize] += 1;
                    }
                }
                let at = RuleIx::new(self.rules.len());
                self.by_local_id.entry((ix, rule.id.clone())).or_insert(at);
                self.rules.push(rule);
            }
            if let Some(owner) = set.community {
                self.communities[owner.at()].rules += set.rules;
            }
            self.rule_sets.push(set);
            self.itself.push(ix);
        }
    }

    /// Newest first; those of the same date by id.
    fn order_sets(&mut self) {
        let sets = &self.rule_sets;
        for community in &mut self.communities {
            ident::order::sort_by(&mut community.sets, |a, b| {
                sets[b.at()].date.cmp(&sets[a.at()].date).then(a.cmp(b))
            });
        }
        self.nodes = self.community_ixs().map(Node::Community).collect();
        for (at, set) in self.rule_sets.iter().enumerate() {
            if set.community.is_none() {
                self.nodes.push(Node::Instrument(SetIx::new(at)));
            }
        }
    }

    fn tie(&mut self, relations: &[&facts::Relation]) {
        self.ties_of_community = vec![Ties::default(); self.communities.len()];
        self.ties_of_set = vec![Ties::default(); self.rule_sets.len()];
        for facts in relations {
            let ix = RelationIx::new(self.relations.len());
            let source = self.end(&facts.source);
            let target = self.end(&facts.target);
            let (community, set) = self.owners(&source);
            if let Some(community) = community {
                self.ties_of_community[community.at()].from.push(ix);
            }
            if let Some(set) = set {
                self.ties_of_set[set.at()].from.push(ix);
            }
            let (community, set) = self.owners(&target);
            if let Some(community) = community {
                self.ties_of_community[community.at()].to.push(ix);
            }
            if let Some(set) = set {
                self.ties_of_set[set.at()].to.push(ix);
            }
            let facts::Relation {
                r#type,
                date,
                statement,
                source_url,
                source_class,
                confidence,
                mechanism,
                as_of: _,
                ..
            } = (*facts).clone();
            self.relations.push(Relation {
                source,
                target,
                r#type,
                date,
                statement,
                source_url,
                source_class,
                confidence,
                mechanism,
            });
        }
    }

    fn end(&self, id: &str) -> End {
        match (self.find_community(id), self.find_set(id)) {
            (Some(community), _) => End::Community(community),
            (None, Some(set)) => End::RuleSet(set),
            (None, None) => End::Unknown(id.to_owned()),
        }
    }

    /// The community and the rule set that a tie at this end belongs to.
    fn owners(&self, end: &End) -> (Option<CommunityIx>, Option<SetIx>) {
        match end {
            End::Community(ix) => (Some(*ix), None),
            End::RuleSet(ix) => (self.rule_set(*ix).community, Some(*ix)),
            End::Unknown(_) => (None, None),
        }
    }

    fn describe(&mut self) {
        let bound: BTreeSet<String> = ident::order::set(
            self.rules
                .iter()
                .flat_map(|rule| &rule.binds)
                .map(|name| name.to_lowercase()),
        );
        self.bound = bound.into_iter().collect();
        let mut of_sets = BTreeMap::new();
        for ix in self.set_ixs() {
            of_sets.insert(ix, self.traits_of_set(ix));
        }
        let none = Default::default();
        self.traits = self
            .rules
            .iter()
            .map(|rule| traits_of_rule(rule, of_sets.get(&rule.set).unwrap_or(&none), &self.bound))
            .collect();
    }
}

/// Digits of the digest that keep two rule sets of the same id apart.
const MARK: usize = 8;

/// The first file keeps the id; a later one of the same id gets the beginning of its digest behind it.
fn make_unique(id: &mut String, digest: &str, taken: &mut BTreeSet<String>) {
    let hex = digest.rsplit(':').next().unwrap_or_default();
    let plain = id.clone();
    let mut count = 1;
    while !taken.insert(id.clone()) {
        id.clone_from(&plain);
        id.push('-');
        match hex.get(..MARK) {
            Some(mark) if count == 1 => id.push_str(mark),
            _ => id.push_str(&(count + 1).to_string()),
        }
        count += 1;
    }
}

fn draft_of_facts(facts: &facts::RuleSet, file: u32) -> Draft<'_> {
    let kind = facts.instrument.as_ref().map(|instrument| instrument.kind);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let set = RuleSet {
        id: facts.id.clone(),
        title: facts.title.clone(),
        official_title: text(&facts.official_title),
        community: None,
        issuer: facts.issuer.clone(),
        instrument: facts.instrument.clone(),
        foreign: false,
        version: facts.version.clone(),
        date: facts.date.clone(),
        date_note: text(&facts.date_note),
        status: facts.status,
        status_note: text(&facts.status_note),
        scope: text(&facts.scope),
        urls: std::iter::once(&facts.url)
            .chain(&facts.more_urls)
            .filter(|url| !url.is_empty())
            .cloned()
            .collect(),
        source_class: Some(facts.source_class),
        source_read: facts.source_read.clone(),
        binding: binding_of(kind, facts.community.is_some(), facts.status),
        layer: layer_of(kind),
        headings: Vec::new(),
        rules: 0,
        forces: Forces::default(),
        mechanisms: [0; 6],
        topics: [0; 25],
        suggested: false,
        standing: Standing::Unsigned,
        oscal_version: String::new(),
        params: Params::default(),
        resources: BTreeMap::new(),
        file,
        first_rule: 0,
        all_rules: 0,
    };
    Draft {
        set,
        community: facts.community.as_deref(),
        rules: facts.rules.iter().map(rule_of_facts).collect(),
    }
}

fn rule_of_facts(facts: &facts::Rule) -> Rule {
    let facts::Rule {
        id,
        pinpoint,
        title,
        statement,
        topic,
        modality,
        binds,
        parameters,
        mechanisms,
        evidence,
        source_url,
        source_class,
        confidence,
        status,
        note,
    } = facts.clone();
    Rule {
        set: SetIx(0),
        id,
        pinpoint,
        title,
        statement,
        more: String::new(),
        text: Text::Statement,
        paraphrase: true,
        topic: Some(topic),
        modality: Some(modality),
        suggested: false,
        binds,
        parameters,
        mechanisms,
        evidence,
        source_url,
        source_class: Some(source_class),
        confidence: Some(confidence),
        status,
        note: note.unwrap_or_default(),
        withdrawn: false,
        depth: 0,
        heading: None,
        links: Vec::new(),
    }
}
