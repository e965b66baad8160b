//! One rule and its parameters. Never reads what surrounds it beyond the status of its rule set.

use super::Located;
use crate::fields::{self, Fields, Text};
use crate::refusal::Desk;
use crate::scalar;
use crate::yaml::{Node, Value};
use ident::{Confidence, SourceClass, Status, is_slug};
use intake::facts::{Parameter, ParameterValue, Rule};

const REQUIRED: [&str; 12] = [
    "id",
    "pinpoint",
    "title",
    "statement",
    "topic",
    "modality",
    "binds",
    "parameters",
    "mechanisms",
    "source_url",
    "source_class",
    "confidence",
];
const OPTIONAL: [&str; 3] = ["evidence", "status", "note"];
const PARAMETER: [&str; 5] = ["name", "value", "unit", "comparator", "text"];

/// A title is a heading, not a sentence.
const MAX_TITLE_WORDS: usize = 8;
/// Fewer words say too little to compare; more are no summary.
const STATEMENT_WORDS: std::ops::RangeInclusive<usize> = 5..=60;

const ROLES: [&str; 15] = [
    "developer",
    "provider",
    "deployer",
    "platform",
    "importer",
    "distributor",
    "controller",
    "processor",
    "user",
    "company",
    "state",
    "public-authority",
    "international-organisation",
    "standards-body",
    "all",
];
const COMPARATORS: [&str; 6] = ["=", "<", "<=", ">", ">=", "in"];
const NUMBER_UNITS: [&str; 39] = [
    "hour",
    "day",
    "week",
    "month",
    "year",
    "EUR",
    "USD",
    "KRW",
    "BRL",
    "CAD",
    "percent",
    "percent-of-turnover",
    "ratio",
    "FLOP",
    "FLOP/s",
    "Gbit/s",
    "pixel",
    "item",
    "person",
    "user",
    "employee",
    "state",
    "seat",
    "vote",
    "approval",
    "meeting",
    "level",
    "line",
    "pull-request",
    "review",
    "paper",
    "phrase",
    "prompt",
    "turn",
    "product",
    "block",
    "warning",
    "site",
    "exit-code",
];

/// What a rule needs to know about the set it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// The rule set's address: a rule with the same one does not repeat it.
    pub url: &'a str,
    /// The rule set's status.
    pub status: Option<Status>,
    /// For public instruments: the id that every rule id starts with; their rules bind roles from a closed list.
    pub instrument: Option<&'a str>,
}

/// Reads one rule: the rule with its local id, and the id as the file writes it.
pub fn rule(node: &Node, around: Surroundings<'_>, desk: &mut Desk<'_>) -> Option<(Rule, Located)> {
    let fields = Fields::open(node, "the rule", &REQUIRED, &OPTIONAL, desk)?;
    let id = fields.text("id", desk);
    let local = id.and_then(|id| local_id(id, around.instrument, desk));
    let pinpoint = fields.string("pinpoint", desk);
    let title = fields.text("title", desk);
    if let Some(title) = title
        && title.text.split_whitespace().count() > MAX_TITLE_WORDS
    {
        desk.refuse(
            title.line,
            format!("title: more than {MAX_TITLE_WORDS} words"),
        );
    }
    let statement = fields.text("statement", desk);
    if let Some(statement) = statement {
        check_statement(statement, desk);
    }
    let topic = fields.word("topic", desk);
    let modality = fields.word("modality", desk);
    let binds = fields.texts("binds", 1, desk);
    if around.instrument.is_some() {
        for who in &binds {
            if !ROLES.contains(&who.text) {
                desk.refuse(who.line, format!("binds: not a known role: {:?}", who.text));
            }
        }
    }
    let parameters = parameters(fields.list("parameters", desk), desk);
    let mechanisms = fields
        .texts("mechanisms", 1, desk)
        .into_iter()
        .filter_map(|found| fields::word("mechanisms", found, desk))
        .collect();
    let evidence = fields.strings("evidence", 0, desk);
    let source_url = fields.url("source_url", desk);
    let (source_class, confidence) = support(&fields, desk);
    let status = fields.word("status", desk);
    if around.status == Some(Status::Superseded) && status == Some(Status::InForce) {
        desk.refuse(
            fields.line(),
            "status: a rule cannot be in force in a superseded rule set",
        );
    }
    let note = fields.string("note", desk);
    let rule = Rule {
        id: local?.to_owned(),
        pinpoint: pinpoint?,
        title: title?.text.to_owned(),
        statement: statement?.text.to_owned(),
        topic: topic?,
        modality: modality?,
        binds: binds
            .into_iter()
            .map(|found| found.text.to_owned())
            .collect(),
        parameters,
        mechanisms,
        evidence,
        source_url: source_url
            .filter(|url| url != around.url)
            .unwrap_or_default(),
        source_class: source_class?,
        confidence: confidence?,
        status,
        note,
    };
    Some((rule, id?.into()))
}

/// Source class and confidence, which have to agree on whether anything was read.
pub fn support(
    fields: &Fields<'_>,
    desk: &mut Desk<'_>,
) -> (Option<SourceClass>, Option<Confidence>) {
    let class = fields.word("source_class", desk);
    let confidence = fields.word("confidence", desk);
    if let (Some(class), Some(confidence)) = (class, confidence)
        && (class == SourceClass::Memory) != (confidence == Confidence::Memory)
    {
        let line = fields
            .node("confidence")
            .map_or(fields.line(), |node| node.line);
        desk.refuse(
            line,
            "confidence 'memory' and source_class 'memory' go together",
        );
    }
    (class, confidence)
}

fn local_id<'n>(id: Text<'n>, instrument: Option<&str>, desk: &mut Desk<'_>) -> Option<&'n str> {
    let local = match instrument {
        None => Some(id.text),
        Some(set) => id
            .text
            .strip_prefix(set)
            .and_then(|rest| rest.strip_prefix('/')),
    };
    let Some(local) = local else {
        let set = instrument.unwrap_or_default();
        desk.refuse(
            id.line,
            format!("id: {:?} does not start with \"{set}/\"", id.text),
        );
        return None;
    };
    if !is_slug(local) {
        let what =
            format!("id: {local:?} is not lower-case words and digits joined by single hyphens");
        desk.refuse(id.line, what);
        return None;
    }
    Some(local)
}

fn check_statement(statement: Text<'_>, desk: &mut Desk<'_>) {
    let words = statement.text.split_whitespace().count();
    if !STATEMENT_WORDS.contains(&words) {
        let (least, most) = (STATEMENT_WORDS.start(), STATEMENT_WORDS.end());
        desk.refuse(
            statement.line,
            format!("statement: {words} words; {least} to {most} are allowed"),
        );
    }
    if !statement.text.ends_with('.') {
        desk.refuse(statement.line, "statement: does not end with a full stop");
    }
}

fn parameters(nodes: &[Node], desk: &mut Desk<'_>) -> Vec<Parameter> {
    let mut found: Vec<Parameter> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if let Some(parameter) = parameter(node, desk) {
            if found.iter().any(|known| known.name == parameter.name) {
                desk.refuse(
                    node.line,
                    format!("parameter {:?} occurs twice in the rule", parameter.name),
                );
            }
            found.push(parameter);
        }
    }
    found
}

fn parameter(node: &Node, desk: &mut Desk<'_>) -> Option<Parameter> {
    let fields = Fields::open(node, "the parameter", &PARAMETER, &[], desk)?;
    let name = fields.slug("name", desk);
    let unit = fields.text_or_null("unit", desk);
    let comparator = fields.text("comparator", desk);
    if let Some(comparator) = comparator
        && !COMPARATORS.contains(&comparator.text)
    {
        desk.refuse(
            comparator.line,
            format!("comparator: not a known comparator: {:?}", comparator.text),
        );
        return None;
    }
    let text = fields.string("text", desk);
    let value = value(fields.node("value")?, unit, comparator?, desk);
    Some(Parameter {
        name: name?.text.to_owned(),
        value: value?,
        unit: unit.map(|unit| unit.text.to_owned()),
        comparator: comparator?.text.to_owned(),
        text: text?,
    })
}

/// The value in the form that its unit asks for.
fn value(
    node: &Node,
    unit: Option<Text<'_>>,
    comparator: Text<'_>,
    desk: &mut Desk<'_>,
) -> Option<ParameterValue> {
    if let Value::List(items) = &node.value {
        if unit.is_some() || comparator.text != "in" {
            desk.refuse(
                node.line,
                "value: a list needs unit null and comparator 'in'",
            );
        }
        let terms = fields::texts("value", node.line, items, 2, desk);
        return Some(ParameterValue::List(
            terms.into_iter().map(|term| term.text.to_owned()).collect(),
        ));
    }
    if comparator.text == "in" {
        desk.refuse(node.line, "value: comparator 'in' needs a list");
        return None;
    }
    let outcome = match unit {
        None => scalar::text(node).map(|term| ParameterValue::Text(term.to_owned())),
        Some(unit) if unit.text == "date" => match scalar::text(node) {
            Ok(day) if scalar::is_date(day) => Ok(ParameterValue::Text(day.to_owned())),
            Ok(day) => Err(format!(
                "{day:?} is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"
            )),
            Err(reason) => Err(reason),
        },
        Some(unit) if NUMBER_UNITS.contains(&unit.text) => {
            scalar::number(node).map(ParameterValue::Number)
        }
        Some(unit) => {
            desk.refuse(
                unit.line,
                format!("unit: not a known unit: {:?}", unit.text),
            );
            return None;
        }
    };
    if unit.is_none() && comparator.text != "=" {
        desk.refuse(
            comparator.line,
            "comparator: a text can only be compared with '='",
        );
    }
    match outcome {
        Ok(value) => Some(value),
        Err(reason) => {
            desk.refuse(node.line, format!("value: {reason}"));
            None
        }
    }
}
