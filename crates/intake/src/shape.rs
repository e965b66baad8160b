//! The facts of an atlas from a JSON tree. Never fills in what is missing, never bends what does not fit.
//!
//! Every list of fields below stands for one type of [`crate::facts`]: fields before the semicolon must be there, those
//! after it may be missing. Members that are not listed are passed over, so that later versions can add some. What
//! `serde` would generate for the same types is a third of all that a reader's engine has to download.

use std::str::FromStr;

use ident::{
    CommunityKind, Confidence, InstrumentKind, Mechanism, Modality, RelationType, Relationship,
    SourceClass, Status, Sureness, Topic, UnknownWord,
};

use crate::facts::{
    Community, EvidenceFile, Facts, Instrument, MappingCollection, Parameter, ParameterValue,
    Relation, Rule, RuleMap, RuleSet, Scale, VersionChange,
};
use crate::json::{Node, Value};

/// The first value that does not fit: where it stands and why.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// Byte offset of the value.
    pub(crate) at: u32,
    /// What is wrong, without a full stop.
    pub(crate) what: String,
}

/// All facts, or the first value that does not fit.
pub(crate) fn facts(node: &Node) -> Result<Facts, Misfit> {
    Facts::fit(node)
}

/// A value that a node can hold.
trait Fit: Sized {
    fn fit(node: &Node) -> Result<Self, Misfit>;
}

fn misfit<T>(node: &Node, what: String) -> Result<T, Misfit> {
    Err(Misfit { at: node.at, what })
}

fn expected<T>(node: &Node, what: &str) -> Result<T, Misfit> {
    misfit(node, format!("{what} was expected, not {}", node.kind()))
}

impl Fit for String {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => expected(node, "a string"),
        }
    }
}

impl Fit for bool {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.as_bool() {
            Some(value) => Ok(value),
            None => expected(node, "true or false"),
        }
    }
}

impl Fit for f64 {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.as_number().and_then(|number| number.as_f64()) {
            Some(number) => Ok(number),
            None => expected(node, "a number"),
        }
    }
}

impl Fit for u64 {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.as_number().and_then(|number| number.as_u64()) {
            Some(number) => Ok(number),
            None => expected(node, "a whole number that is not negative"),
        }
    }
}

impl<T: Fit> Fit for Vec<T> {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.as_array() {
            Some(items) => items.iter().map(T::fit).collect(),
            None => expected(node, "a list"),
        }
    }
}

impl<T: Fit> Fit for Option<T> {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.value {
            Value::Null => Ok(None),
            _ => T::fit(node).map(Some),
        }
    }
}

impl Fit for ParameterValue {
    fn fit(node: &Node) -> Result<Self, Misfit> {
        match node.value {
            Value::Number(_) => f64::fit(node).map(Self::Number),
            Value::String(_) => String::fit(node).map(Self::Text),
            Value::Array(_) => Vec::fit(node).map(Self::List),
            _ => expected(node, "a number, a string or a list"),
        }
    }
}

/// One word of a closed list.
fn word<T: FromStr<Err = UnknownWord>>(node: &Node) -> Result<T, Misfit> {
    match node.as_str() {
        Some(word) => word
            .parse()
            .or_else(|unknown: UnknownWord| misfit(node, unknown.to_string())),
        None => expected(node, "a word"),
    }
}

macro_rules! words {
    ($($list:ident),+ $(,)?) => {$(
        impl Fit for $list {
            fn fit(node: &Node) -> Result<Self, Misfit> {
                word(node)
            }
        }
    )+};
}

words! {
    CommunityKind, Confidence, InstrumentKind, Mechanism, Modality, RelationType, Relationship, SourceClass, Status,
    Sureness, Topic,
}

fn required<T: Fit>(node: &Node, name: &str) -> Result<T, Misfit> {
    match node.get(name) {
        Some(member) => T::fit(member),
        None if node.as_object().is_none() => expected(node, "an object"),
        None => misfit(node, format!("`{name}` is missing")),
    }
}

fn optional<T: Fit + Default>(node: &Node, name: &str) -> Result<T, Misfit> {
    node.get(name).map_or_else(|| Ok(T::default()), T::fit)
}

macro_rules! fields {
    ($($type:ident { $($must:ident $(as $name:literal)?),+ ; $($may:ident),* })+) => {$(
        impl Fit for $type {
            fn fit(node: &Node) -> Result<Self, Misfit> {
                Ok(Self {
                    $($must: required(node, fields!(@name $must $($name)?))?,)+
                    $($may: optional(node, stringify!($may))?,)*
                })
            }
        }
    )+};
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
}

fields! {
    Facts { title, as_of, communities, rule_sets, relations; mappings, evidence, illustrative }
    EvidenceFile { path, bytes, digest; title, about, with }
    Community {
        id, name, kind, url, confidence;
        founded, founded_note, scale, decision_making, members, version_changes, notes, outside
    }
    Scale { unit; value, date, date_note }
    VersionChange { date, from_version, to_version, what_changed, confidence; }
    RuleSet {
        id, title, issuer, version, date, status, url, source_class, source_read, rules;
        official_title, community, instrument, date_note, status_note, scope, more_urls
    }
    Instrument {
        kind, jurisdictions, date_adopted, languages, as_of;
        date_in_force, date_applies, members, members_note
    }
    Rule {
        id, pinpoint, title, statement, topic, modality, binds, mechanisms, source_class, confidence;
        parameters, evidence, source_url, status, note
    }
    Parameter { name, value, comparator, text; unit }
    Relation {
        source, target, r#type as "type", statement;
        date, as_of, source_url, source_class, confidence, mechanism
    }
    MappingCollection { id, title, description, maps; }
    RuleMap { sources, targets, relationship, rationale, confidence; conflict, note }
}
