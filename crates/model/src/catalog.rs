//! From an OSCAL catalog to a rule set like the rest. Never believes a catalog that says it is ours: its properties
//! are read where they are there, and everything else is suggested and marked so.

use std::collections::BTreeMap;

use ident::{
    Binding, Confidence, InstrumentKind, Layer, SourceClass, Standing, Status, props, slugify,
};
use intake::facts::{Instrument, Parameter, ParameterValue};
use intake::markup::{self, Target};
use intake::oscal::{Catalog, Control, Metadata, Param, Part, Prop, Props, Visit};

use crate::build::Draft;
use crate::parameter::{Params, plain};
use crate::rule::RuleLink;
use crate::rule_set::{Resource, binding_of, layer_of};
use crate::suggest::Keywords;
use crate::{Forces, Heading, Rule, RuleSet, SetIx, Text, suggest};

/// Longer ids make addresses that nobody can read; the digest keeps cut ones apart.
const MAX_ID: usize = 80;

pub(crate) fn draft(catalog: &Catalog, file: u32) -> Draft<'_> {
    let metadata = &catalog.metadata;
    let params = params(catalog);
    let keywords = Keywords::new();
    let mut headings = Vec::new();
    let mut rules: Vec<Rule> = Vec::new();
    let mut places: BTreeMap<u32, u32> = BTreeMap::new();
    let mut taken: BTreeMap<String, u32> = BTreeMap::new();
    catalog.walk(&mut |visit| {
        let heading = heading(&visit, &mut headings, &mut places);
        let mut rule = rule(&visit, &params, &keywords, heading, &headings);
        let times = taken.entry(rule.id.clone()).or_default();
        *times += 1;
        // An id that stands twice is a problem of the file; both controls are shown all the same.
        if *times > 1 {
            rule.id.push('~');
            rule.id.push_str(&times.to_string());
        }
        rules.push(rule);
    });
    let suggested = rules.iter().any(|rule| rule.suggested);
    let own = |name: &str| metadata.prop(props::NAMESPACE, name);
    let kind: Option<InstrumentKind> =
        own(props::INSTRUMENT_KIND).and_then(|word| word.parse().ok());
    let community = own(props::COMMUNITY);
    let stated: Option<Status> = own(props::STATUS).and_then(|word| word.parse().ok());
    let status = stated.unwrap_or(Status::InForce);
    let title = plain(&metadata.title, &params);
    let date = own(props::DATE).map_or_else(|| day(metadata), str::to_owned);
    let status_note = match (own(props::STATUS_NOTE), stated) {
        (Some(note), _) => note.to_owned(),
        (None, Some(_)) => String::new(),
        (None, None) => "The file does not say where it stands; it is shown as current.".to_owned(),
    };
    let set = RuleSet {
        id: own(props::RULE_SET_ID).map_or_else(|| id(&title, &metadata.version), str::to_owned),
        official_title: String::new(),
        community: None,
        issuer: issuer(metadata),
        instrument: kind.map(|kind| instrument(metadata, kind, &date)),
        foreign: true,
        version: metadata.version.clone(),
        date_note: String::new(),
        status,
        status_note,
        scope: own(props::SCOPE).unwrap_or_default().to_owned(),
        urls: urls(catalog),
        source_class: own(props::SOURCE_CLASS).and_then(|word| word.parse().ok()),
        source_read: own(props::SOURCE_READ).unwrap_or_default().to_owned(),
        binding: if community.is_some() {
            binding_of(None, true, status)
        } else {
            binding(kind, status)
        },
        layer: if community.is_some() {
            Layer::Communities
        } else {
            layer_of(kind)
        },
        headings,
        rules: 0,
        forces: Forces::default(),
        mechanisms: [0; 6],
        topics: [0; 25],
        suggested,
        standing: Standing::Unsigned,
        oscal_version: metadata.oscal_version.clone(),
        params,
        resources: resources(catalog),
        title,
        date,
        file,
        first_rule: 0,
        all_rules: 0,
    };
    Draft {
        set,
        community,
        rules,
    }
}

fn binding(kind: Option<InstrumentKind>, status: Status) -> Binding {
    binding_of(kind, false, status)
}

fn params(catalog: &Catalog) -> Params {
    let mut params: BTreeMap<String, Param> = BTreeMap::new();
    let mut take = |list: &[Param]| {
        for param in list {
            params
                .entry(param.id.clone())
                .or_insert_with(|| param.clone());
        }
    };
    take(&catalog.params);
    catalog.walk(&mut |visit| {
        for group in visit.groups {
            take(&group.params);
        }
        take(&visit.control.params);
    });
    Params(params)
}

fn resources(catalog: &Catalog) -> BTreeMap<String, Resource> {
    let resource = |one: &intake::oscal::Resource| {
        let url = one
            .rlinks
            .iter()
            .find_map(|link| web(&link.href))
            .unwrap_or_default();
        let title = one
            .title
            .clone()
            .or_else(|| one.citation.clone())
            .unwrap_or_default();
        (one.uuid.clone(), Resource { title, url })
    };
    catalog.resources.iter().map(resource).collect()
}

fn web(href: &str) -> Option<String> {
    match Target::of(href) {
        Target::Web(address) => Some(address),
        Target::Fragment(_) | Target::Dead(_) => None,
    }
}

/// Addresses of the original: those the metadata links to, then those of the resources it links to.
fn urls(catalog: &Catalog) -> Vec<String> {
    let mut urls = Vec::new();
    for link in &catalog.metadata.links {
        let found = match Target::of(&link.href) {
            Target::Web(address) => vec![address],
            Target::Fragment(uuid) => catalog
                .resource(&uuid)
                .map(|resource| {
                    resource
                        .rlinks
                        .iter()
                        .filter_map(|link| web(&link.href))
                        .collect()
                })
                .unwrap_or_default(),
            Target::Dead(_) => Vec::new(),
        };
        for url in found {
            if !urls.contains(&url) {
                urls.push(url);
            }
        }
    }
    urls
}

/// Who issued it: the party with the first of the roles that say so, else the first organisation, else the first.
fn issuer(metadata: &Metadata) -> String {
    const ROLES: [&str; 5] = ["issuer", "publisher", "creator", "author", "prepared-by"];
    let party = |uuid: &String| metadata.parties.iter().find(|party| party.uuid == *uuid);
    ROLES
        .iter()
        .find_map(|wanted| {
            let (_, uuids) = metadata
                .responsible
                .iter()
                .find(|(role, _)| role == wanted)?;
            uuids.iter().find_map(party)
        })
        .or_else(|| {
            metadata
                .parties
                .iter()
                .find(|party| party.kind == "organization")
        })
        .or_else(|| metadata.parties.first())
        .map(|party| party.name.clone())
        .unwrap_or_default()
}

fn day(metadata: &Metadata) -> String {
    let instant = metadata
        .published
        .as_ref()
        .unwrap_or(&metadata.last_modified);
    instant.split('T').next().unwrap_or_default().to_owned()
}

fn instrument(metadata: &Metadata, kind: InstrumentKind, date: &str) -> Instrument {
    let own = |name: &str| metadata.prop(props::NAMESPACE, name).map(str::to_owned);
    Instrument {
        kind,
        jurisdictions: values(metadata, props::JURISDICTION),
        date_adopted: date.to_owned(),
        date_in_force: own(props::DATE_IN_FORCE),
        date_applies: own(props::DATE_APPLIES),
        languages: Vec::new(),
        members: Vec::new(),
        members_note: None,
        as_of: metadata
            .last_modified
            .split('T')
            .next()
            .unwrap_or_default()
            .to_owned(),
    }
}

fn id(title: &str, version: &str) -> String {
    let mut id = slugify(&[title, " ", version].concat());
    if id.len() > MAX_ID {
        id.truncate(MAX_ID);
        id.truncate(id.rfind('-').unwrap_or(MAX_ID));
    }
    if id.is_empty() {
        "catalog".to_owned()
    } else {
        id
    }
}

fn values(of: &impl Props, name: &str) -> Vec<String> {
    of.props_named(props::NAMESPACE, name)
        .map(|prop: &Prop| prop.value.clone())
        .collect()
}

/// The position of the innermost heading around the control; headings are made as they are met.
fn heading(
    visit: &Visit<'_>,
    headings: &mut Vec<Heading>,
    places: &mut BTreeMap<u32, u32>,
) -> Option<u32> {
    let mut above = None;
    for (depth, group) in visit.groups.iter().enumerate() {
        let next = headings.len() as u32;
        above = Some(*places.entry(group.at).or_insert_with(|| {
            headings.push(Heading {
                depth: depth.min(200) as u8,
                label: group.label().unwrap_or_default().to_owned(),
                title: plain(&group.title, &Params::default()),
                above,
            });
            next
        }));
    }
    above
}

fn rule(
    visit: &Visit<'_>,
    params: &Params,
    keywords: &Keywords,
    heading: Option<u32>,
    headings: &[Heading],
) -> Rule {
    let control = visit.control;
    let own = |name: &str| control.prop(props::NAMESPACE, name);
    let title = plain(&control.title, params);
    let (statement, more) = texts(control, params);
    let withdrawn = control.is_withdrawn();
    let mut topic = own(props::TOPIC).and_then(|word| word.parse().ok());
    let mut modality = own(props::MODALITY).and_then(|word| word.parse().ok());
    let suggested = !withdrawn && (topic.is_none() || modality.is_none());
    if suggested {
        let above = heading
            .and_then(|at| headings.get(at as usize))
            .map_or("", |heading| heading.title.as_str());
        topic = topic.or_else(|| keywords.topic(&title, above, &statement));
        modality = modality.or_else(|| suggest::modality(&statement));
    }
    let id = match own(props::RULE_ID).and_then(|id| id.split_once('/')) {
        Some((_, local)) => local.to_owned(),
        None => control.id.clone(),
    };
    Rule {
        set: SetIx(0),
        id,
        pinpoint: own(props::PINPOINT)
            .or_else(|| control.label())
            .unwrap_or(&control.id)
            .to_owned(),
        title,
        statement,
        more,
        text: Text::Parts(control.parts.clone()),
        paraphrase: own(props::PARAPHRASE) == Some("yes"),
        topic,
        modality,
        suggested,
        binds: values(control, props::BINDS),
        parameters: control
            .params
            .iter()
            .map(|param| parameter(param, params))
            .collect(),
        mechanisms: values(control, props::MECHANISM)
            .iter()
            .filter_map(|word| word.parse().ok())
            .collect(),
        evidence: values(control, props::EVIDENCE),
        source_url: control
            .links
            .iter()
            .find_map(|link| web(&link.href))
            .unwrap_or_default(),
        source_class: own(props::SOURCE_CLASS).and_then(|word| word.parse::<SourceClass>().ok()),
        confidence: match own(props::CONFIDENCE) {
            Some(props::CONFIDENCE_READ) => Some(Confidence::Read),
            Some(props::CONFIDENCE_MEMORY) => Some(Confidence::Memory),
            _ => None,
        },
        status: own(props::STATUS).and_then(|word| word.parse().ok()),
        note: own(props::NOTE).unwrap_or_default().to_owned(),
        withdrawn,
        depth: visit.parents.len().min(200) as u8,
        heading,
        links: links(control),
    }
}

fn links(control: &Control) -> Vec<RuleLink> {
    let mut links = Vec::new();
    for link in &control.links {
        if let Target::Fragment(local) = Target::of(&link.href) {
            let rel = link.rel.clone().unwrap_or_else(|| "related".to_owned());
            links.push(RuleLink { rel, local });
        }
    }
    links
}

/// The rule itself in plain words, and what else is said about it (guidance, examples), without how it is assessed.
fn texts(control: &Control, params: &Params) -> (String, String) {
    let (mut statement, mut more) = (String::new(), String::new());
    for part in &control.parts {
        match part.name.as_str() {
            "statement" => add(part, params, &mut statement),
            name if name.starts_with("assessment") || name.starts_with("objective") => {}
            _ => add(part, params, &mut more),
        }
    }
    // Some publishers have no part called statement; then all they say is the rule.
    if statement.is_empty() {
        (more, String::new())
    } else {
        (statement, more)
    }
}

// Recursion is safe: the tree was read under a limit of depth.
fn add(part: &Part, params: &Params, to: &mut String) {
    if let Some(prose) = &part.prose {
        for block in &markup::blocks(prose) {
            let text = crate::parameter::plain_block(block, params);
            if !text.is_empty() {
                if !to.is_empty() {
                    to.push(' ');
                }
                to.push_str(&text);
            }
        }
    }
    for inner in &part.parts {
        add(inner, params, to);
    }
}

fn parameter(param: &Param, params: &Params) -> Parameter {
    let own = |name: &str| param.prop(props::NAMESPACE, name).map(str::to_owned);
    let (shown, _) = params.text(&param.id);
    let name = match (&param.label, Props::label(param), &param.select) {
        (Some(label), _, _) => plain(label, params),
        (None, Some(label), _) => label.to_owned(),
        (None, None, Some(_)) => "choice".to_owned(),
        (None, None, None) => ["parameter ", &param.id].concat(),
    };
    let numeric = own(props::UNIT).filter(|unit| unit != "date").is_some();
    let value = match param.values.as_slice() {
        [one] => match one.parse::<f64>() {
            Ok(number) if numeric => ParameterValue::Number(number),
            _ => ParameterValue::Text(one.clone()),
        },
        [] => ParameterValue::Text(shown.clone()),
        several => ParameterValue::List(several.to_vec()),
    };
    Parameter {
        name,
        value,
        unit: own(props::UNIT),
        comparator: own(props::COMPARATOR).unwrap_or_else(|| "=".to_owned()),
        text: own(props::TEXT).unwrap_or(shown),
    }
}
