//! The OSCAL profile: whose rules are chosen, which, and how they are changed. Never resolves one.
//!
//! Resolution works on the raw tree, so that nothing a publisher wrote is lost; this is what pages and messages need.

use super::catalog::{PARAM_FIELDS, param_body};
use super::common::{back_matter, head};
use super::{Metadata, Param, Reader, Resource};
use crate::json::Node;
use crate::problem::{Problems, code};

/// A selection of rules from catalogs and other profiles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Changes with every change of content.
    pub uuid: String,
    /// Who, when, which version.
    pub metadata: Metadata,
    /// Whose rules are chosen, and which.
    pub imports: Vec<Import>,
    /// How the chosen rules are arranged.
    pub structure: Structure,
    /// How two rules of one id are brought together: `use-first`, `keep`, `merge`; empty if not stated.
    pub combine: String,
    /// Parameters that are set or changed.
    pub set_parameters: Vec<Param>,
    /// Rules that are changed.
    pub alters: Vec<Alter>,
    /// The back matter.
    pub resources: Vec<Resource>,
}

/// Rules of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Byte offset in the file.
    pub at: u32,
    /// Address of the document, or `#` and the uuid of a resource.
    pub href: String,
    /// Everything is chosen.
    pub include_all: bool,
    /// What is chosen.
    pub include: Vec<Selection>,
    /// What is left out; it outweighs what is chosen.
    pub exclude: Vec<Selection>,
}

/// A choice of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// By id.
    pub with_ids: Vec<String>,
    /// By pattern, `*` and `?`.
    pub matching: Vec<String>,
    /// Rules inside the chosen ones are chosen too.
    pub with_child_controls: bool,
}

/// How the chosen rules are arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Structure {
    /// All side by side, the default.
    #[default]
    Flat,
    /// In the groups of their source.
    AsIs,
    /// In groups of the profile's own.
    Custom,
}

/// Changes to one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alter {
    /// Byte offset in the file.
    pub at: u32,
    /// The rule.
    pub control_id: String,
    /// How many things are taken out.
    pub removes: usize,
    /// How many things are put in.
    pub adds: usize,
}

impl Profile {
    /// Reads the object under the key `profile`. [`Problems::place`] gives the problems their places.
    pub fn read(node: &Node) -> (Self, Problems) {
        let mut reader = Reader::default();
        if !reader.object(
            node,
            "`profile`",
            &[
                "uuid",
                "metadata",
                "imports",
                "merge",
                "modify",
                "back-matter",
            ],
        ) {
            return (Self::default(), reader.finish());
        }
        let (uuid, metadata) = head(node, &mut reader);
        node.required("imports", &mut reader.problems);
        let imports = reader.items(node, "imports", import);
        let (structure, combine) = merge(node, &mut reader);
        let (set_parameters, alters) = match node.get("modify") {
            Some(modify) if reader.object(modify, "`modify`", &["set-parameters", "alters"]) => (
                reader.items(modify, "set-parameters", set_parameter),
                reader.items(modify, "alters", alter),
            ),
            _ => Default::default(),
        };
        let resources = back_matter(node, &mut reader);
        let profile = Self {
            uuid,
            metadata,
            imports,
            structure,
            combine,
            set_parameters,
            alters,
            resources,
        };
        (profile, reader.finish())
    }
}

fn import(node: &Node, reader: &mut Reader) -> Option<Import> {
    if !reader.object(
        node,
        "An import",
        &[
            "href",
            "include-all",
            "include-controls",
            "exclude-controls",
        ],
    ) {
        return None;
    }
    let include_all = node.get("include-all").is_some();
    if include_all && let Some(other) = node.get("include-controls") {
        let what = "An import has `include-all` and `include-controls`".to_owned();
        reader.repeat(
            code::EXCLUSIVE_FIELDS,
            other.at,
            what,
            "OSCAL wants one or the other; all are chosen",
        );
    }
    Some(Import {
        at: node.at,
        href: node.expect_str("href", &mut reader.problems)?.to_owned(),
        include_all,
        include: reader.items(node, "include-controls", selection),
        exclude: reader.items(node, "exclude-controls", selection),
    })
}

fn selection(node: &Node, reader: &mut Reader) -> Option<Selection> {
    // The specification's examples have `with-parent-controls`, no schema does: it counts as an unknown field.
    if !reader.object(
        node,
        "A selection",
        &["with-ids", "matching", "with-child-controls"],
    ) {
        return None;
    }
    Some(Selection {
        with_ids: reader.strings(node, "with-ids"),
        matching: reader.items(node, "matching", |node, reader| {
            reader.maybe(node, "pattern")
        }),
        with_child_controls: reader.maybe(node, "with-child-controls").as_deref() == Some("yes"),
    })
}

fn merge(node: &Node, reader: &mut Reader) -> (Structure, String) {
    let Some(merge) = node.get("merge") else {
        return Default::default();
    };
    if !reader.object(merge, "`merge`", &["combine", "flat", "as-is", "custom"]) {
        return Default::default();
    }
    let structure = if merge.get("custom").is_some() {
        Structure::Custom
    } else if merge.get("as-is").and_then(Node::as_bool) == Some(true) {
        Structure::AsIs
    } else {
        Structure::Flat
    };
    let combine = merge
        .get("combine")
        .and_then(|combine| reader.maybe(combine, "method"))
        .unwrap_or_default();
    (structure, combine)
}

fn set_parameter(node: &Node, reader: &mut Reader) -> Option<Param> {
    let mut known = PARAM_FIELDS.to_vec();
    known.push("param-id");
    if !reader.object(node, "A set parameter", &known) {
        return None;
    }
    let id = node
        .expect_str("param-id", &mut reader.problems)?
        .to_owned();
    Some(param_body(node, id, reader))
}

fn alter(node: &Node, reader: &mut Reader) -> Option<Alter> {
    if !reader.object(node, "An alteration", &["control-id", "removes", "adds"]) {
        return None;
    }
    Some(Alter {
        at: node.at,
        control_id: node
            .expect_str("control-id", &mut reader.problems)?
            .to_owned(),
        removes: node.list("removes", &mut reader.problems).len(),
        adds: node.list("adds", &mut reader.problems).len(),
    })
}
