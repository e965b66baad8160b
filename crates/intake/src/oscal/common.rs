//! Metadata, properties, links and back matter: the parts that all OSCAL documents share. Never follows a link.

use super::reader::{is_date_time_with_zone, shown};
use super::{OSCAL_NS, Props, Reader};
use crate::json::Node;
use crate::problem::code;

/// Who, when, which version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// Title, a line of markup.
    pub title: String,
    /// When the document was last changed, RFC 3339.
    pub last_modified: String,
    /// When it was published, RFC 3339.
    pub published: Option<String>,
    /// Version as the publisher names it.
    pub version: String,
    /// Version of OSCAL it follows.
    pub oscal_version: String,
    /// Properties.
    pub props: Vec<Prop>,
    /// Links: sources, canonical address, earlier versions.
    pub links: Vec<Link>,
    /// Persons and organisations.
    pub parties: Vec<Party>,
    /// Role id and the uuids of the parties that have it.
    pub responsible: Vec<(String, Vec<String>)>,
    /// Remarks, markup.
    pub remarks: Option<String>,
}

/// A person or an organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Its uuid, named by `responsible`.
    pub uuid: String,
    /// `person` or `organization`.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Links.
    pub links: Vec<Link>,
}

/// A property with a namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prop {
    /// Namespace; [`OSCAL_NS`] when the file names none.
    pub ns: String,
    /// Name within the namespace.
    pub name: String,
    /// Value, plain text.
    pub value: String,
    /// Tells several of one name apart.
    pub class: Option<String>,
    /// Groups properties that belong together.
    pub group: Option<String>,
    /// Remarks, markup.
    pub remarks: Option<String>,
}

/// A link as the file has it: not checked, not resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where to: an address, or `#` and an id or the uuid of a resource.
    pub href: String,
    /// What it leads to: `reference`, `related`, `incorporated-into`…
    pub rel: Option<String>,
    /// Media type of the target.
    pub media_type: Option<String>,
    /// Words for it, a line of markup.
    pub text: Option<String>,
}

/// A thing in the back matter that links point at.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Byte offset in the file.
    pub at: u32,
    /// Links name it as `#uuid`.
    pub uuid: String,
    /// Title, a line of markup.
    pub title: Option<String>,
    /// Description, markup.
    pub description: Option<String>,
    /// Citation text, a line of markup.
    pub citation: Option<String>,
    /// Properties.
    pub props: Vec<Prop>,
    /// Where it can be had.
    pub rlinks: Vec<ResourceLink>,
    /// The copy inside the file.
    pub base64: Option<Embedded>,
}

/// Where a resource can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceLink {
    /// Address, absolute or relative.
    pub href: String,
    /// Media type.
    pub media_type: Option<String>,
    /// Digests that the file there must have.
    pub hashes: Vec<FileHash>,
}

/// A digest as OSCAL writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHash {
    /// `SHA-256`, `SHA3-512`…
    pub algorithm: String,
    /// Hexadecimal digits.
    pub value: String,
}

/// A copy inside the file; the bytes stay in the raw tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// File name.
    pub filename: Option<String>,
    /// Media type.
    pub media_type: Option<String>,
    /// Length of the base64 text.
    pub length: usize,
}

impl Props for Metadata {
    fn props(&self) -> &[Prop] {
        &self.props
    }
}

impl Props for Resource {
    fn props(&self) -> &[Prop] {
        &self.props
    }
}

/// Reads `uuid` and `metadata` of a root object.
pub(super) fn head(root: &Node, reader: &mut Reader) -> (String, Metadata) {
    let uuid = reader.uuid(root);
    let Some(node) = root.required("metadata", &mut reader.problems) else {
        return (uuid, Metadata::default());
    };
    let known = &[
        "title",
        "published",
        "last-modified",
        "version",
        "oscal-version",
        "revisions",
        "document-ids",
        "props",
        "links",
        "roles",
        "locations",
        "parties",
        "responsible-parties",
        "actions",
        "remarks",
    ];
    if !reader.object(node, "`metadata`", known) {
        return (uuid, Metadata::default());
    }
    let metadata = Metadata {
        title: reader.text(node, "title"),
        last_modified: reader.text(node, "last-modified"),
        published: reader.maybe(node, "published"),
        version: reader.text(node, "version"),
        oscal_version: reader.text(node, "oscal-version"),
        props: props(node, reader),
        links: links(node, reader),
        parties: reader.items(node, "parties", party),
        responsible: reader.items(node, "responsible-parties", responsible),
        remarks: reader.maybe(node, "remarks"),
    };
    check_metadata(node, &metadata, reader);
    (uuid, metadata)
}

fn check_metadata(node: &Node, metadata: &Metadata, reader: &mut Reader) {
    let at = |name: &str| node.get(name).map_or(node.at, |found| found.at);
    if !metadata.last_modified.is_empty() && !is_date_time_with_zone(&metadata.last_modified) {
        reader.problems.warn(
            code::BAD_VALUE,
            at("last-modified"),
            format!(
                "`last-modified` is no date and time with zone: {}",
                shown(&metadata.last_modified)
            ),
            "OSCAL wants RFC 3339, as in 2026-01-31T12:00:00Z; kept as it is",
        );
    }
    let version = &metadata.oscal_version;
    let known = ["1.0", "1.1", "1.2"].iter().any(|line| {
        version
            .strip_prefix(line)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
    });
    if !version.is_empty() && !known {
        reader.problems.warn(
            code::OSCAL_VERSION,
            at("oscal-version"),
            format!(
                "The file follows OSCAL {}; known here are 1.0 to 1.2",
                shown(version)
            ),
            "It was read as if it were one of them",
        );
    }
}

fn party(node: &Node, reader: &mut Reader) -> Option<Party> {
    node.as_object()?;
    Some(Party {
        uuid: reader.uuid(node),
        kind: reader.maybe(node, "type").unwrap_or_default(),
        name: reader.maybe(node, "name").unwrap_or_default(),
        links: links(node, reader),
    })
}

fn responsible(node: &Node, reader: &mut Reader) -> Option<(String, Vec<String>)> {
    Some((
        reader.maybe(node, "role-id")?,
        reader.strings(node, "party-uuids"),
    ))
}

/// Reads `props`.
pub(super) fn props(node: &Node, reader: &mut Reader) -> Vec<Prop> {
    reader.items(node, "props", |node, reader| {
        if !reader.object(
            node,
            "A property",
            &["name", "uuid", "ns", "value", "class", "group", "remarks"],
        ) {
            return None;
        }
        Some(Prop {
            name: node.expect_str("name", &mut reader.problems)?.to_owned(),
            value: node.expect_str("value", &mut reader.problems)?.to_owned(),
            ns: reader
                .maybe(node, "ns")
                .unwrap_or_else(|| OSCAL_NS.to_owned()),
            class: reader.maybe(node, "class"),
            group: reader.maybe(node, "group"),
            remarks: reader.maybe(node, "remarks"),
        })
    })
}

/// Reads `links`.
pub(super) fn links(node: &Node, reader: &mut Reader) -> Vec<Link> {
    reader.items(node, "links", |node, reader| {
        if !reader.object(
            node,
            "A link",
            &["href", "rel", "media-type", "resource-fragment", "text"],
        ) {
            return None;
        }
        Some(Link {
            href: node.expect_str("href", &mut reader.problems)?.to_owned(),
            rel: reader.maybe(node, "rel"),
            media_type: reader.maybe(node, "media-type"),
            text: reader.maybe(node, "text"),
        })
    })
}

/// Reads `back-matter`.
pub(super) fn back_matter(root: &Node, reader: &mut Reader) -> Vec<Resource> {
    match root.get("back-matter") {
        Some(node) if reader.object(node, "`back-matter`", &["resources"]) => {
            reader.items(node, "resources", resource)
        }
        _ => Vec::new(),
    }
}

fn resource(node: &Node, reader: &mut Reader) -> Option<Resource> {
    let known = &[
        "uuid",
        "title",
        "description",
        "props",
        "document-ids",
        "citation",
        "rlinks",
        "base64",
        "remarks",
    ];
    if !reader.object(node, "A resource", known) {
        return None;
    }
    let citation = match node.get("citation") {
        Some(citation) => reader.maybe(citation, "text"),
        None => None,
    };
    Some(Resource {
        at: node.at,
        uuid: reader.uuid(node),
        title: reader.maybe(node, "title"),
        description: reader.maybe(node, "description"),
        citation,
        props: props(node, reader),
        rlinks: reader.items(node, "rlinks", resource_link),
        base64: node.get("base64").map(|node| Embedded {
            filename: reader.maybe(node, "filename"),
            media_type: reader.maybe(node, "media-type"),
            length: node.get("value").and_then(Node::as_str).map_or(0, str::len),
        }),
    })
}

fn resource_link(node: &Node, reader: &mut Reader) -> Option<ResourceLink> {
    Some(ResourceLink {
        href: node.expect_str("href", &mut reader.problems)?.to_owned(),
        media_type: reader.maybe(node, "media-type"),
        hashes: reader.items(node, "hashes", |node, reader| {
            Some(FileHash {
                algorithm: node
                    .expect_str("algorithm", &mut reader.problems)?
                    .to_owned(),
                value: node.expect_str("value", &mut reader.problems)?.to_owned(),
            })
        }),
    })
}
