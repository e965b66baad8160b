//! The OSCAL mapping collection: which rules correspond. Never infers a relationship that is not stated.
//!
//! Read leniently: most published collections break the 1.2 schema in some place. A statement holds between all its
//! sources together and all its targets together, in the direction "source relationship target".

use ident::Relationship;

use super::common::{back_matter, head, links, props};
use super::reader::shown;
use super::{Link, Metadata, OSCAL_NS, Prop, Props, Reader, Resource};
use crate::json::{Node, Value};
use crate::problem::{Problem, Problems, code};

/// The largest published collections hold some hundreds of statements; a million would not be shown by any page.
pub const MAX_MAPS: usize = 50_000;

/// Statements that rules of one document correspond to rules of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MappingCollection {
    /// Changes with every change of content.
    pub uuid: String,
    /// Who, when, which version.
    pub metadata: Metadata,
    /// How the statements came about, unless a mapping or a statement says otherwise.
    pub provenance: Provenance,
    /// Pairs of documents with their statements.
    pub mappings: Vec<Mapping>,
    /// The back matter.
    pub resources: Vec<Resource>,
}

/// How statements came about. Empty texts are not stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// `human`, `automation` or `hybrid`.
    pub method: String,
    /// `syntactic`, `semantic` or `functional`.
    pub matching_rationale: String,
    /// `complete`, `not-complete`, `draft`, `deprecated` or `superseded`.
    pub status: String,
    /// In words, markup.
    pub description: String,
    /// How sure the author is: a category, or a share of 1.
    pub confidence: String,
}

/// A pair of documents and what is stated about their rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// Byte offset in the file.
    pub at: u32,
    /// Its uuid.
    pub uuid: String,
    /// The document on the left.
    pub source: MappedResource,
    /// The document on the right.
    pub target: MappedResource,
    /// How its statements came about: its own words, else those of the collection.
    pub provenance: Provenance,
    /// The statements.
    pub maps: Vec<Map>,
    /// Rules on the left of which the author says that nothing corresponds.
    pub source_gaps: Vec<String>,
    /// Rules on the right of which the author says that nothing corresponds.
    pub target_gaps: Vec<String>,
}

/// One of the two documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappedResource {
    /// `catalog`, `profile` or something else.
    pub kind: String,
    /// Address, or `#` and the uuid of a resource.
    pub href: String,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Byte offset in the file.
    pub at: u32,
    /// Its uuid.
    pub uuid: String,
    /// The relationship; a word of another namespace, or one that nobody knows, as it stands.
    pub relationship: Result<Relationship, String>,
    /// What it holds of, taken together.
    pub sources: Vec<MappedItem>,
    /// What it holds to, taken together.
    pub targets: Vec<MappedItem>,
    /// What limits it.
    pub qualifiers: Vec<Qualifier>,
    /// `syntactic`, `semantic` or `functional`, if stated here.
    pub matching_rationale: Option<String>,
    /// How sure the author is; empty if not stated here.
    pub confidence: String,
    /// Properties.
    pub props: Vec<Prop>,
    /// Links.
    pub links: Vec<Link>,
    /// Remarks, markup.
    pub remarks: Option<String>,
}

/// A rule, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub struct MappedItem {
    /// `control`, `statement` or something else.
    pub kind: String,
    /// Its id in its document.
    pub id: String,
    /// Properties.
    pub props: Vec<Prop>,
}

impl Props for MappedItem {
    fn props(&self) -> &[Prop] {
        &self.props
    }
}

/// What limits a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualifier {
    /// `source`, `target` or `both`.
    pub subject: String,
    /// `has-requirement` or `has-incompatibility`.
    pub predicate: String,
    /// `restricted`, `addressable` or `blocked`.
    pub category: String,
    /// In words, markup.
    pub description: String,
}

impl Props for Map {
    fn props(&self) -> &[Prop] {
        &self.props
    }
}

impl Map {
    /// One side forbids what the other asks: by a qualifier, or by our own property.
    pub fn is_conflict(&self) -> bool {
        self.prop(ident::props::NAMESPACE, ident::props::CONFLICT) == Some("yes")
            || self
                .qualifiers
                .iter()
                .any(|qualifier| qualifier.predicate == "has-incompatibility")
    }
}

impl MappingCollection {
    /// Reads the object under the key `mapping-collection`. [`Problems::place`] gives the problems their places.
    ///
    /// Fails only when there are too many statements.
    pub fn read(node: &Node) -> Result<(Self, Problems), Problem> {
        let mut reader = Reader::default();
        if !reader.object(
            node,
            "`mapping-collection`",
            &["uuid", "metadata", "provenance", "mappings", "back-matter"],
        ) {
            return Ok((Self::default(), reader.finish()));
        }
        let stated: usize = node
            .get("mappings")
            .map(|mappings| {
                mappings
                    .as_array()
                    .unwrap_or(std::slice::from_ref(mappings))
            })
            .unwrap_or_default()
            .iter()
            .filter_map(|mapping| mapping.get("maps")?.as_array().map(<[Node]>::len))
            .sum();
        if stated > MAX_MAPS {
            let what = format!(
                "The collection holds {stated} statements, more than the limit of {MAX_MAPS}"
            );
            return Err(Problem::error(
                code::TOO_MANY_CONTROLS,
                what,
                "Split it into several collections",
            ));
        }
        let (uuid, metadata) = head(node, &mut reader);
        let provenance = match node.required("provenance", &mut reader.problems) {
            Some(found) => {
                for name in [
                    "method",
                    "matching-rationale",
                    "status",
                    "mapping-description",
                ] {
                    found.required(name, &mut reader.problems);
                }
                provenance(found, &Provenance::default(), &mut reader)
            }
            None => Provenance::default(),
        };
        let mut mappings = reader.mappings(node);
        for mapping in &mut mappings {
            mapping.provenance.inherit(&provenance);
        }
        let resources = back_matter(node, &mut reader);
        Ok((
            Self {
                uuid,
                metadata,
                provenance,
                mappings,
                resources,
            },
            reader.finish(),
        ))
    }
}

impl Provenance {
    /// OSCAL 1.2, mapping: what a lower level does not say, the level above says.
    fn inherit(&mut self, above: &Self) {
        for (own, above) in [
            (&mut self.method, &above.method),
            (&mut self.matching_rationale, &above.matching_rationale),
            (&mut self.status, &above.status),
            (&mut self.description, &above.description),
            (&mut self.confidence, &above.confidence),
        ] {
            if own.is_empty() {
                own.clone_from(above);
            }
        }
    }
}

impl Reader {
    /// `mappings` may be a list or, by the schema too, a single object.
    fn mappings(&mut self, node: &Node) -> Vec<Mapping> {
        match node.get("mappings") {
            Some(single) if matches!(single.value, Value::Object(_)) => {
                mapping(single, self).into_iter().collect()
            }
            Some(_) => self.items(node, "mappings", mapping),
            None => {
                node.required("mappings", &mut self.problems);
                Vec::new()
            }
        }
    }
}

const METHODS: &[&str] = &["human", "automation", "hybrid"];
const RATIONALES: &[&str] = &["syntactic", "semantic", "functional"];
const STATUSES: &[&str] = &[
    "complete",
    "not-complete",
    "draft",
    "deprecated",
    "superseded",
];

/// A text that should be one of a few words; others are kept with a warning.
fn word(node: &Node, name: &'static str, known: &[&str], reader: &mut Reader) -> String {
    let word = reader.maybe(node, name).unwrap_or_default();
    if !word.is_empty() && !known.contains(&word.as_str()) {
        let what = format!(
            "`{name}` is {}; OSCAL knows {}",
            shown(&word),
            known.join(", ")
        );
        let at = node.get(name).map_or(node.at, |found| found.at);
        reader.repeat(code::BAD_VALUE, at, what, "It is shown as it stands");
    }
    word
}

fn provenance(node: &Node, above: &Provenance, reader: &mut Reader) -> Provenance {
    let mut found = Provenance {
        method: word(node, "method", METHODS, reader),
        matching_rationale: word(node, "matching-rationale", RATIONALES, reader),
        status: word(node, "status", STATUSES, reader),
        description: reader
            .maybe(node, "mapping-description")
            .unwrap_or_default(),
        confidence: confidence(node, reader),
    };
    found.inherit(above);
    found
}

/// `confidence-score` is an object with a category, or with a `percentage` that runs from 0 to 1.
fn confidence(node: &Node, reader: &mut Reader) -> String {
    let Some(score) = node.get("confidence-score") else {
        return String::new();
    };
    if let Some(category) = score.get("category").and_then(Node::as_str) {
        return category.to_owned();
    }
    match score.get("percentage").map(|percentage| &percentage.value) {
        Some(Value::Number(number)) => format!("{} of 1", number.text()),
        Some(Value::String(text)) => format!("{text} of 1"),
        _ => {
            let hint = "It was left out";
            reader.repeat(
                code::WRONG_TYPE,
                score.at,
                "`confidence-score` has neither category nor percentage".to_owned(),
                hint,
            );
            String::new()
        }
    }
}

fn mapping(node: &Node, reader: &mut Reader) -> Option<Mapping> {
    let known = &[
        "uuid",
        "method",
        "matching-rationale",
        "status",
        "source-resource",
        "target-resource",
        "maps",
        "props",
        "links",
        "remarks",
        "mapping-description",
        "source-gap-summary",
        "target-gap-summary",
        "confidence-score",
        "coverage",
    ];
    if !reader.object(node, "A mapping", known) {
        return None;
    }
    node.required("maps", &mut reader.problems);
    Some(Mapping {
        at: node.at,
        uuid: reader.uuid(node),
        source: resource(node, "source-resource", reader),
        target: resource(node, "target-resource", reader),
        provenance: provenance(node, &Provenance::default(), reader),
        maps: reader.items(node, "maps", map),
        source_gaps: gaps(node, "source-gap-summary", reader),
        target_gaps: gaps(node, "target-gap-summary", reader),
    })
}

fn resource(node: &Node, name: &'static str, reader: &mut Reader) -> MappedResource {
    match node.required(name, &mut reader.problems) {
        Some(found)
            if reader.object(
                found,
                "A mapped resource",
                &["ns", "type", "href", "props", "links", "remarks"],
            ) =>
        {
            MappedResource {
                kind: reader.text(found, "type"),
                href: reader.text(found, "href"),
            }
        }
        _ => MappedResource::default(),
    }
}

fn gaps(node: &Node, name: &'static str, reader: &mut Reader) -> Vec<String> {
    let Some(summary) = node.get(name) else {
        return Vec::new();
    };
    let chosen = reader.items(summary, "unmapped-controls", |node, reader| {
        Some(reader.strings(node, "with-ids"))
    });
    chosen.into_iter().flatten().collect()
}

fn map(node: &Node, reader: &mut Reader) -> Option<Map> {
    let known = &[
        "uuid",
        "ns",
        "matching-rationale",
        "relationship",
        "sources",
        "targets",
        "qualifiers",
        "confidence-score",
        "coverage",
        "props",
        "links",
        "remarks",
    ];
    if !reader.object(node, "A map", known) {
        return None;
    }
    let sources = reader.items(node, "sources", item);
    let targets = reader.items(node, "targets", item);
    for (name, list) in [("sources", &sources), ("targets", &targets)] {
        if list.is_empty() {
            let what = format!("A map has no `{name}`");
            reader.repeat(
                code::MISSING_FIELD,
                node.at,
                what,
                "It states nothing and was left out",
            );
        }
    }
    if sources.is_empty() || targets.is_empty() {
        return None;
    }
    let rationale = word(node, "matching-rationale", RATIONALES, reader);
    Some(Map {
        at: node.at,
        uuid: reader.uuid(node),
        relationship: relationship(node, reader)?,
        sources,
        targets,
        qualifiers: reader.items(node, "qualifiers", qualifier),
        matching_rationale: (!rationale.is_empty()).then_some(rationale),
        confidence: confidence(node, reader),
        props: props(node, reader),
        links: links(node, reader),
        remarks: reader.maybe(node, "remarks"),
    })
}

/// A word in OSCAL's namespace, or any word in another. Drafts before 1.2 had an object with a `type`.
fn relationship(node: &Node, reader: &mut Reader) -> Option<Result<Relationship, String>> {
    let found = node.required("relationship", &mut reader.problems)?;
    let (word, ns) = match found.get("type") {
        Some(inner) => {
            let what = "`relationship` is an object, as in drafts before OSCAL 1.2".to_owned();
            reader.repeat(code::DRAFT_FORM, found.at, what, "Its type was read");
            (inner.as_str()?, found.get("ns"))
        }
        None => (
            node.expect_str("relationship", &mut reader.problems)?,
            node.get("ns"),
        ),
    };
    let ns = ns.and_then(Node::as_str).unwrap_or(OSCAL_NS);
    let known = word.parse::<Relationship>();
    if ns != OSCAL_NS {
        return Some(Err(word.to_owned()));
    }
    if known.is_err() {
        let what = format!("{} is no relationship that OSCAL knows", shown(word));
        reader.repeat(
            code::BAD_VALUE,
            found.at,
            what,
            "It is shown as it stands; nothing follows from it",
        );
    }
    Some(known.map_err(|unknown| unknown.word))
}

fn item(node: &Node, reader: &mut Reader) -> Option<MappedItem> {
    if !reader.object(
        node,
        "A mapped item",
        &["ns", "type", "id-ref", "props", "links", "remarks"],
    ) {
        return None;
    }
    Some(MappedItem {
        kind: reader.text(node, "type"),
        id: node.expect_str("id-ref", &mut reader.problems)?.to_owned(),
        props: props(node, reader),
    })
}

fn qualifier(node: &Node, reader: &mut Reader) -> Option<Qualifier> {
    if !reader.object(
        node,
        "A qualifier",
        &["subject", "predicate", "category", "description", "remarks"],
    ) {
        return None;
    }
    for name in ["subject", "predicate", "category", "description"] {
        node.required(name, &mut reader.problems);
    }
    Some(Qualifier {
        subject: word(node, "subject", &["source", "target", "both"], reader),
        predicate: word(
            node,
            "predicate",
            &["has-requirement", "has-incompatibility"],
            reader,
        ),
        category: word(
            node,
            "category",
            &["restricted", "addressable", "blocked"],
            reader,
        ),
        description: reader.maybe(node, "description").unwrap_or_default(),
    })
}
