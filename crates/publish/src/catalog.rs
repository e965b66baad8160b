//! A rule set → an OSCAL 1.1.3 catalog with our facts as props. Never adds a sentence that the facts do not have.

use crate::head::Head;
use crate::oscal::{
    BackMatter, Party, Prop, Resource, ResourceLink, ResponsibleParty, Role, control_id, escape,
    prop, responsible, uuid,
};
use crate::package::{instant, pretty};
use ident::{Confidence, RuleId, props};
use intake::facts::{Facts, Parameter, ParameterValue, Rule, RuleSet};
use serde::Serialize;
use uuid::Uuid;

/// The version of OSCAL that is written. Mappings need 1.2; catalogs are readable by more tools as 1.1.
const OSCAL_VERSION: &str = "1.1.3";

#[derive(Serialize)]
struct Document {
    catalog: Catalog,
}

#[derive(Serialize)]
struct Catalog {
    uuid: Uuid,
    metadata: Metadata,
    controls: Vec<Control>,
    #[serde(rename = "back-matter")]
    back_matter: BackMatter,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Metadata {
    title: String,
    published: String,
    last_modified: String,
    version: String,
    oscal_version: &'static str,
    props: Vec<Prop>,
    links: Vec<Link>,
    roles: Vec<Role>,
    parties: Vec<Party>,
    responsible_parties: Vec<ResponsibleParty>,
    remarks: String,
}

#[derive(Serialize)]
struct Control {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    params: Vec<Param>,
    props: Vec<Prop>,
    links: Vec<Link>,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Param {
    id: String,
    props: Vec<Prop>,
    label: String,
    values: Vec<String>,
}

#[derive(Serialize)]
struct Part {
    id: String,
    name: &'static str,
    prose: String,
}

#[derive(Serialize)]
struct Link {
    href: String,
    rel: &'static str,
}

/// The catalog of one rule set as text.
pub fn catalog(head: &Head, facts: &Facts, set: &RuleSet) -> Vec<u8> {
    let original = uuid(&format!("original {}", set.id));
    let mut catalog = Catalog {
        uuid: Uuid::nil(),
        metadata: metadata(head, facts, set, original),
        controls: set
            .rules
            .iter()
            .map(|rule| control(set, rule, original))
            .collect(),
        back_matter: BackMatter {
            resources: vec![resource(set, original)],
        },
    };
    // The uuid names this content: it changes whenever anything else in the catalog does.
    let content =
        serde_json::to_string(&catalog).expect("plain data with text keys always serialises");
    catalog.uuid = uuid(&content);
    pretty(&Document { catalog })
}

fn metadata(head: &Head, facts: &Facts, set: &RuleSet, original: Uuid) -> Metadata {
    let as_of = set
        .instrument
        .as_ref()
        .map_or(&facts.as_of, |instrument| &instrument.as_of);
    let (roles, parties, responsible_parties) =
        responsible("issuer", "Issuer of the original", &set.issuer);
    Metadata {
        title: escape(&set.title),
        published: instant(&set.date),
        last_modified: instant(as_of),
        version: set.version.clone(),
        oscal_version: OSCAL_VERSION,
        props: set_props(set),
        links: vec![link(set.url.clone()), link(format!("#{original}"))],
        roles,
        parties,
        responsible_parties,
        remarks: format!(
            "Titles and statements are paraphrases by {}, not the wording of the issuer.",
            escape(&head.publisher)
        ),
    }
}

fn set_props(set: &RuleSet) -> Vec<Prop> {
    let mut found = vec![prop(props::RULE_SET_ID, &set.id)];
    if let Some(community) = &set.community {
        found.push(prop(props::COMMUNITY, community));
    }
    found.push(prop(props::STATUS, set.status.as_str()));
    optional(&mut found, props::STATUS_NOTE, set.status_note.as_deref());
    found.push(prop(props::DATE, &set.date));
    if let Some(instrument) = &set.instrument {
        found.push(prop(props::INSTRUMENT_KIND, instrument.kind.as_str()));
        found.extend(
            instrument
                .jurisdictions
                .iter()
                .map(|code| prop(props::JURISDICTION, code)),
        );
        optional(
            &mut found,
            props::DATE_IN_FORCE,
            instrument.date_in_force.as_deref(),
        );
        optional(
            &mut found,
            props::DATE_APPLIES,
            instrument.date_applies.as_deref(),
        );
    }
    optional(&mut found, props::SCOPE, set.scope.as_deref());
    found.push(prop(props::SOURCE_CLASS, set.source_class.as_str()));
    found.push(prop(props::SOURCE_READ, &set.source_read));
    found.push(prop(props::PARAPHRASE, "yes"));
    found
}

fn control(set: &RuleSet, rule: &Rule, original: Uuid) -> Control {
    let id = control_id(&rule.id);
    let source = if rule.source_url.is_empty() {
        &set.url
    } else {
        &rule.source_url
    };
    Control {
        title: escape(&rule.title),
        params: rule
            .parameters
            .iter()
            .map(|parameter| param(&id, parameter))
            .collect(),
        props: rule_props(set, rule),
        links: vec![link(source.clone()), link(format!("#{original}"))],
        parts: vec![Part {
            id: format!("{id}_smt"),
            name: "statement",
            prose: escape(&rule.statement),
        }],
        id,
    }
}

fn rule_props(set: &RuleSet, rule: &Rule) -> Vec<Prop> {
    let confidence = match rule.confidence {
        Confidence::Read => props::CONFIDENCE_READ,
        Confidence::Memory => props::CONFIDENCE_MEMORY,
    };
    let mut found = vec![
        prop(
            props::RULE_ID,
            &RuleId::new(&*set.id, &*rule.id).to_string(),
        ),
        prop(props::PINPOINT, &rule.pinpoint),
        prop(props::TOPIC, rule.topic.as_str()),
        prop(props::MODALITY, rule.modality.as_str()),
    ];
    found.extend(rule.binds.iter().map(|who| prop(props::BINDS, who)));
    found.extend(
        rule.mechanisms
            .iter()
            .map(|mechanism| prop(props::MECHANISM, mechanism.as_str())),
    );
    found.extend(rule.evidence.iter().map(|what| prop(props::EVIDENCE, what)));
    found.push(prop(props::PARAPHRASE, "yes"));
    found.push(prop(props::SOURCE_CLASS, rule.source_class.as_str()));
    found.push(prop(props::CONFIDENCE, confidence));
    optional(
        &mut found,
        props::STATUS,
        rule.status.map(|status| status.as_str()),
    );
    optional(&mut found, props::NOTE, rule.note.as_deref());
    found
}

fn param(control: &str, parameter: &Parameter) -> Param {
    let mut found = Vec::new();
    optional(&mut found, props::UNIT, parameter.unit.as_deref());
    found.push(prop(props::COMPARATOR, &parameter.comparator));
    found.push(prop(props::TEXT, &parameter.text));
    let values = match &parameter.value {
        ParameterValue::Number(number) => vec![plain_number(*number)],
        ParameterValue::Text(text) => vec![text.clone()],
        ParameterValue::List(terms) => terms.clone(),
    };
    Param {
        id: format!("{control}_{}", parameter.name),
        props: found,
        label: parameter.name.clone(),
        values,
    }
}

fn resource(set: &RuleSet, uuid: Uuid) -> Resource {
    Resource {
        uuid,
        title: escape(set.official_title.as_deref().unwrap_or(&set.title)),
        description: "The original text, at its public addresses.".to_owned(),
        rlinks: std::iter::once(&set.url)
            .chain(&set.more_urls)
            .map(|url| ResourceLink { href: url.clone() })
            .collect(),
    }
}

fn link(href: String) -> Link {
    Link {
        href,
        rel: "reference",
    }
}

fn optional(found: &mut Vec<Prop>, name: &'static str, value: Option<&str>) {
    found.extend(value.map(|value| prop(name, value)));
}

/// A number as JSON would write it, whole ones without a fraction: `15`, `0.1`, `1e25`.
pub fn plain_number(number: f64) -> String {
    /// Up to here every whole number has a double of its own and is readable written out.
    const WRITTEN_OUT: f64 = 1e15;
    if number.abs() < WRITTEN_OUT {
        number.to_string()
    } else {
        format!("{number:e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_wants_them() {
        for (number, text) in [
            (15.0, "15"),
            (0.1, "0.1"),
            (1e25, "1e25"),
            (35_000_000.0, "35000000"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(plain_number(number), text);
        }
    }
}
