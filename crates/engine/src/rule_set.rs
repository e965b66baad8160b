//! One rule set's page: its head, its outline and one page of its rules. Never more rules than were asked for.
//!
//! Grouped by who is bound, a rule stands once, under the first that it names; its card shows the others.

use std::collections::BTreeMap;

use ident::Topic;
use intake::facts::ParameterValue;
use model::{FacetCounts, Model, RuleIx, SetIx, Sieve};
use protocol::{
    Answer, DatedStep, FacetName, Grouping, HitKind, Origin, OutlineEntry, RuleSetAsk, RuleSetView,
    Way,
};

use crate::engine::Loaded;
use crate::text::Extent;
use crate::{filter, lineage, numbers, view};

const FACETS: &[FacetName] = &[
    FacetName::Modalities,
    FacetName::Topics,
    FacetName::Mechanisms,
    FacetName::Statuses,
    FacetName::Confidences,
    FacetName::Binds,
];

/// Rules on one page if the reader does not say: all of a law, a tenth of a large catalog.
const PAGE: u32 = 100;

pub(crate) fn rule_set(model: &Model, files: &[Loaded], ask: &RuleSetAsk) -> Answer {
    let Some(ix) = model.find_set(&ask.id) else {
        return view::not_found(model, HitKind::RuleSet, &ask.id);
    };
    let set = model.rule_set(ix);
    let file = files.get(set.file as usize).map(|loaded| &loaded.file);
    let wanted = filter::filter(&ask.filter);
    let sieve = model.sieve(&wanted);
    let mut counts = FacetCounts::default();
    let kept: Vec<RuleIx> = model
        .rules_of(ix)
        .filter(|rule| sieve.count_rule(*rule, &mut counts))
        .collect();
    let (outline, order) = outline(model, ix, &sieve, kept, ask.group);
    let limit = if ask.limit == 0 { PAGE } else { ask.limit } as usize;
    let rules = order
        .iter()
        .skip(ask.offset as usize)
        .take(limit)
        .map(|rule| view::rule_card(model, *rule, Extent::Statement))
        .collect();
    let instrument = set.instrument.as_ref();
    let topics = Topic::ALL
        .iter()
        .copied()
        .zip(set.topics)
        .filter(|(_, count)| *count > 0)
        .collect();
    Answer::RuleSet(RuleSetView {
        head: view::set_ref(model, ix),
        official_title: set.official_title.clone(),
        dates: dates(model, ix),
        status_note: set.status_note.clone(),
        date_note: set.date_note.clone(),
        scope: set.scope.clone(),
        urls: set.urls.clone(),
        source_class: set.source_class,
        source_read: set.source_read.clone(),
        jurisdictions: instrument
            .map(|one| one.jurisdictions.clone())
            .unwrap_or_default(),
        languages: instrument
            .map(|one| one.languages.clone())
            .unwrap_or_default(),
        members: instrument
            .map(|one| one.members.clone())
            .unwrap_or_default(),
        members_note: instrument
            .and_then(|one| one.members_note.clone())
            .unwrap_or_default(),
        origin: file.map_or_else(
            || Origin {
                name: String::new(),
                way: Way::File,
            },
            |file| file.origin.clone(),
        ),
        digest: file.map(|file| file.digest.clone()).unwrap_or_default(),
        oscal: oscal_address(model, ix),
        oscal_version: set.oscal_version.clone(),
        mechanisms: set.mechanisms,
        topics,
        facets: filter::facets(FACETS, &counts, &sieve, model),
        group: ask.group,
        outline,
        rules,
        offset: ask.offset,
        total: order.len() as u32,
        says: view::ties(model, model.ties_from_set(ix), true),
        said: view::ties(model, model.ties_to_set(ix), false),
        versions: versions(model, ix),
        problems: file.map_or(0, |file| file.problems_total),
        derived: files
            .get(set.file as usize)
            .is_some_and(|loaded| loaded.derived.is_some()),
        relatives: lineage::relatives(model, files, ix),
    })
}

/// Where `pack` writes the OSCAL document, seen from the atlas folder; empty for foreign catalogs.
fn oscal_address(model: &Model, ix: SetIx) -> String {
    let set = model.rule_set(ix);
    if set.foreign {
        return String::new();
    }
    let mut address = "catalogs/".to_owned();
    address.push_str(&set.id);
    address.push_str(".json");
    address
}

/// The outline and the kept rules in its order.
fn outline(
    model: &Model,
    set: SetIx,
    sieve: &Sieve<'_>,
    kept: Vec<RuleIx>,
    group: Grouping,
) -> (Vec<OutlineEntry>, Vec<RuleIx>) {
    let mut entries = Vec::new();
    let mut order = Vec::new();
    match group {
        Grouping::AsPublished => {
            as_published(model, set, sieve, &kept, &mut entries);
            return (entries, kept);
        }
        Grouping::ByTopic => {
            for topic in Topic::ALL.iter().copied().map(Some).chain([None]) {
                let rules = kept
                    .iter()
                    .copied()
                    .filter(|rule| model.rule(*rule).topic == topic);
                under(
                    model,
                    topic.map_or("No topic suggested", Topic::label),
                    rules,
                    &mut entries,
                    &mut order,
                );
            }
        }
        Grouping::ByBound => {
            let mut bound: BTreeMap<String, (RuleIx, Vec<RuleIx>)> = BTreeMap::new();
            for rule in kept {
                let first = model
                    .rule(rule)
                    .binds
                    .first()
                    .map(|name| name.to_lowercase())
                    .unwrap_or_default();
                bound
                    .entry(first)
                    .or_insert((rule, Vec::new()))
                    .1
                    .push(rule);
            }
            let mut groups: Vec<_> = bound.into_iter().collect();
            ident::order::sort_by_key(&mut groups, |(_, (first, _))| *first);
            for (name, (_, rules)) in groups {
                let title = if name.is_empty() {
                    "Nobody named".to_owned()
                } else {
                    numbers::capital(&name)
                };
                under(model, &title, rules.into_iter(), &mut entries, &mut order);
            }
        }
    }
    (entries, order)
}

fn under(
    model: &Model,
    title: &str,
    rules: impl Iterator<Item = RuleIx>,
    entries: &mut Vec<OutlineEntry>,
    order: &mut Vec<RuleIx>,
) {
    let mut titled = false;
    for rule in rules {
        if !titled {
            titled = true;
            entries.push(heading(0, "", title));
        }
        entries.push(entry(model, rule, 1));
        order.push(rule);
    }
}

fn as_published(
    model: &Model,
    set: SetIx,
    sieve: &Sieve<'_>,
    kept: &[RuleIx],
    entries: &mut Vec<OutlineEntry>,
) {
    let headings = &model.rule_set(set).headings;
    let mut written = vec![false; headings.len()];
    let mut kept = kept.iter().copied().peekable();
    for ix in model.rules_of(set) {
        let rule = model.rule(ix);
        let stays = kept.next_if_eq(&ix).is_some();
        if !(stays || rule.withdrawn && sieve.is_open()) {
            continue;
        }
        let mut missing = Vec::new();
        let mut above = rule.heading;
        while let Some(at) = above {
            let at = at as usize;
            match (headings.get(at), written.get_mut(at)) {
                (Some(heading), Some(done)) if !*done => {
                    *done = true;
                    missing.push(heading);
                    above = heading.above;
                }
                _ => break,
            }
        }
        for one in missing.into_iter().rev() {
            entries.push(heading(one.depth, &one.label, &one.title));
        }
        let below = rule
            .heading
            .and_then(|at| headings.get(at as usize))
            .map_or(0, |heading| heading.depth + 1);
        entries.push(entry(model, ix, below.saturating_add(rule.depth)));
    }
}

fn heading(depth: u8, label: &str, title: &str) -> OutlineEntry {
    OutlineEntry {
        depth,
        pinpoint: label.to_owned(),
        title: title.to_owned(),
        rule: None,
        modality: None,
        withdrawn: false,
    }
}

fn entry(model: &Model, ix: RuleIx, depth: u8) -> OutlineEntry {
    let rule = model.rule(ix);
    OutlineEntry {
        depth,
        pinpoint: rule.pinpoint.clone(),
        title: rule.title.clone(),
        rule: Some(model.rule_id(ix)),
        modality: rule.modality,
        withdrawn: rule.withdrawn,
    }
}

/// The steps in a rule set's life, in order of time: those of the whole text, then days from which single rules
/// apply or until which they do.
pub(crate) fn dates(model: &Model, ix: SetIx) -> Vec<DatedStep> {
    let set = model.rule_set(ix);
    let mut steps: Vec<(String, String)> = Vec::new();
    if let Some(instrument) = &set.instrument {
        steps.push((
            instrument.date_adopted.clone(),
            adopted(set.status).to_owned(),
        ));
        if let Some(date) = &instrument.date_in_force {
            steps.push((date.clone(), "In force".to_owned()));
        }
        if let Some(date) = &instrument.date_applies {
            steps.push((date.clone(), "Applies in general".to_owned()));
        }
    } else if !set.date.is_empty() {
        steps.push((set.date.clone(), version(&set.version)));
    }
    steps.extend(days_of_rules(model, ix));
    ident::order::sort_by(&mut steps, |a, b| a.0.cmp(&b.0));
    steps
        .into_iter()
        .map(|(date, what)| DatedStep {
            reached: numbers::reached(&date, model.as_of()),
            date,
            what,
        })
        .collect()
}

pub(crate) fn version(version: &str) -> String {
    let mut what = "Version".to_owned();
    if !version.is_empty() {
        what.push(' ');
        what.push_str(version);
    }
    what
}

/// What the date of adoption means: texts that were never adopted have been put forward at most.
pub(crate) fn adopted(status: ident::Status) -> &'static str {
    use ident::Status as S;
    match status {
        S::Proposed | S::Draft | S::Lapsed => "Put forward",
        S::InForce | S::PartlyInForce | S::EnactedNotInForce | S::Superseded | S::Revoked => {
            "Adopted"
        }
    }
}

/// Places named in one sentence before it says how many more there are.
const MAX_PLACES: usize = 4;

/// Days named by parameters such as `applies-from` and `grace-until`, each with the places of the rules concerned.
pub(crate) fn days_of_rules(model: &Model, ix: SetIx) -> Vec<(String, String)> {
    let mut days: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for ix in model.rules_of(ix) {
        let rule = model.rule(ix);
        for parameter in &rule.parameters {
            if let ParameterValue::Text(date) = &parameter.value
                && parameter.unit.as_deref() == Some("date")
                && (parameter.name.ends_with("-from") || parameter.name.ends_with("-until"))
            {
                days.entry((date, &parameter.name))
                    .or_default()
                    .push(&rule.pinpoint);
            }
        }
    }
    days.into_iter()
        .map(|((date, name), mut places)| {
            places.dedup();
            let mut what = numbers::capital(
                &name
                    .replace('-', " ")
                    .replace("annex iii", "Annex III")
                    .replace("annex i ", "Annex I ")
                    .replace("gpai", "GPAI"),
            );
            what.push_str(": ");
            if places.len() > MAX_PLACES + 1 {
                what.push_str(
                    &places
                        .iter()
                        .take(MAX_PLACES)
                        .copied()
                        .collect::<Vec<_>>()
                        .join(", "),
                );
                what.push_str(" and ");
                what.push_str(&numbers::plural(
                    (places.len() - MAX_PLACES) as u32,
                    "other place",
                    "other places",
                ));
            } else {
                what.push_str(&numbers::list(&places));
            }
            (date.to_owned(), what)
        })
        .collect()
}

/// Changes of the owner's rule sets in which this set's version is named; all of them if it is the only set.
fn versions(model: &Model, ix: SetIx) -> Vec<protocol::VersionChangeView> {
    let set = model.rule_set(ix);
    let Some(owner) = set.community else {
        return Vec::new();
    };
    let owner = model.community(owner);
    let only = owner.sets.len() == 1;
    let changes: Vec<_> = owner
        .facts
        .version_changes
        .iter()
        .filter(|change| {
            only || change.to_version == set.version || change.from_version == set.version
        })
        .cloned()
        .collect();
    view::version_changes(&changes)
}
