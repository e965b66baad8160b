//! The OSCAL catalog: groups, controls, parts, parameters. Never counts a withdrawn control as a rule by itself.

use super::common::{back_matter, head, links, props};
use super::{Link, MAX_CONTROLS, Metadata, OSCAL_NS, Prop, Props, Reader, Resource};
use crate::json::Node;
use crate::problem::{Problem, Problems, code};

/// A set of controls with everything they refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// Changes with every change of content.
    pub uuid: String,
    /// Who, when, which version.
    pub metadata: Metadata,
    /// Parameters that belong to no control.
    pub params: Vec<Param>,
    /// Groups, in order.
    pub groups: Vec<Group>,
    /// Controls outside of any group, in order.
    pub controls: Vec<Control>,
    /// The back matter.
    pub resources: Vec<Resource>,
    /// Controls in all, nested and withdrawn ones included.
    pub control_count: usize,
}

/// A chapter of a catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Byte offset in the file.
    pub at: u32,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Class.
    pub class: Option<String>,
    /// Title, a line of markup; empty if the file has none.
    pub title: String,
    /// Parameters.
    pub params: Vec<Param>,
    /// Properties.
    pub props: Vec<Prop>,
    /// Links.
    pub links: Vec<Link>,
    /// Text.
    pub parts: Vec<Part>,
    /// Groups inside.
    pub groups: Vec<Group>,
    /// Controls inside.
    pub controls: Vec<Control>,
}

/// A control: what we call a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// Byte offset in the file.
    pub at: u32,
    /// Its id. Unique unless a problem says otherwise; `control-without-id-N` when the file gives none.
    pub id: String,
    /// Class.
    pub class: Option<String>,
    /// Title, a line of markup; empty if the file has none.
    pub title: String,
    /// Parameters.
    pub params: Vec<Param>,
    /// Properties.
    pub props: Vec<Prop>,
    /// Links.
    pub links: Vec<Link>,
    /// Text.
    pub parts: Vec<Part>,
    /// Enhancements and other controls inside.
    pub controls: Vec<Control>,
}

/// A piece of text with a name: `statement`, `item`, `guidance`…
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Byte offset in the file.
    pub at: u32,
    /// Its id, if it has one; links point at it.
    pub id: Option<String>,
    /// What it is; names outside of the standard's list are legal.
    pub name: String,
    /// Namespace of the name; [`OSCAL_NS`] when the file names none.
    pub ns: String,
    /// Class.
    pub class: Option<String>,
    /// Title, a line of markup.
    pub title: Option<String>,
    /// Text, markup.
    pub prose: Option<String>,
    /// Properties.
    pub props: Vec<Prop>,
    /// Links.
    pub links: Vec<Link>,
    /// Parts inside.
    pub parts: Vec<Part>,
}

/// A blank in the text and what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Byte offset in the file.
    pub at: u32,
    /// Its id; `{{ insert: param, id }}` names it.
    pub id: String,
    /// Class.
    pub class: Option<String>,
    /// Words for the open blank, a line of markup.
    pub label: Option<String>,
    /// What it is used for, markup.
    pub usage: Option<String>,
    /// What its values must keep to.
    pub constraints: Vec<Constraint>,
    /// Advice on choosing, markup.
    pub guidelines: Vec<String>,
    /// Values that are set, plain text.
    pub values: Vec<String>,
    /// A choice.
    pub select: Option<Select>,
    /// Properties.
    pub props: Vec<Prop>,
    /// Links.
    pub links: Vec<Link>,
}

/// What a parameter's values must keep to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// In words, markup.
    pub description: Option<String>,
    /// As machine-readable expressions.
    pub tests: Vec<String>,
}

/// A choice from a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// How many may be chosen.
    pub how_many: HowMany,
    /// The choices, each a line of markup.
    pub choices: Vec<String>,
}

/// How many choices may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMany {
    /// Exactly one, the standard's default.
    One,
    /// One or more.
    OneOrMore,
}

macro_rules! has_props {
    ($($name:ident),+) => {
        $(impl Props for $name {
            fn props(&self) -> &[Prop] {
                &self.props
            }
        })+
    };
}

has_props!(Group, Control, Part, Param);

/// One control met on a walk through a catalog.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// The control.
    pub control: &'a Control,
    /// The groups around it, outermost first.
    pub groups: &'a [&'a Group],
    /// The controls around it, outermost first.
    pub parents: &'a [&'a Control],
}

impl Catalog {
    /// Reads the object under the key `catalog`.
    ///
    /// Fails only when there are too many controls: a part of them would be mistaken for the whole.
    pub fn read(node: &Node) -> Result<(Self, Problems), Problem> {
        let mut reader = Reader::default();
        let known = &[
            "uuid",
            "metadata",
            "params",
            "controls",
            "groups",
            "back-matter",
        ];
        if !reader.object(node, "`catalog`", known) {
            return Ok((Self::default(), reader.finish()));
        }
        let (uuid, metadata) = head(node, &mut reader);
        let mut catalog = Self {
            uuid,
            metadata,
            params: reader.items(node, "params", param),
            groups: reader.items(node, "groups", group),
            controls: reader.items(node, "controls", control),
            resources: back_matter(node, &mut reader),
            control_count: reader.controls(),
        };
        catalog.control_count = reader.controls();
        if reader.is_over_budget() {
            return Err(Problem::error(
                code::TOO_MANY_CONTROLS,
                format!("The catalog holds more than {MAX_CONTROLS} controls"),
                "Split it; real catalogs have some thousands at most, and a part would be mistaken for the whole",
            ));
        }
        if catalog.control_count == 0 {
            reader.problems.warn(
                code::NO_CONTROLS,
                node.at,
                "The catalog holds no control",
                "There is nothing to compare in it",
            );
        }
        Ok((catalog, reader.finish()))
    }

    /// Calls `visit` for every control, in the order of the file: a control before those inside it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(Visit<'_>)) {
        let mut around = Vec::new();
        for group in &self.groups {
            walk_group(group, &mut around, visit);
        }
        walk_controls(&self.controls, &around, &mut Vec::new(), visit);
    }

    /// The resource with this uuid.
    pub fn resource(&self, uuid: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.uuid == uuid)
    }
}

// Recursion is safe: the tree these were read from is at most `Limits::DEPTH` deep.
fn walk_group<'a>(group: &'a Group, around: &mut Vec<&'a Group>, visit: &mut dyn FnMut(Visit<'_>)) {
    around.push(group);
    walk_controls(&group.controls, around, &mut Vec::new(), visit);
    for inner in &group.groups {
        walk_group(inner, around, visit);
    }
    around.pop();
}

fn walk_controls<'a>(
    controls: &'a [Control],
    groups: &[&Group],
    parents: &mut Vec<&'a Control>,
    visit: &mut dyn FnMut(Visit<'_>),
) {
    for control in controls {
        visit(Visit {
            control,
            groups,
            parents,
        });
        parents.push(control);
        walk_controls(&control.controls, groups, parents, visit);
        parents.pop();
    }
}

impl Control {
    /// Kept for links, but no longer a rule.
    pub fn is_withdrawn(&self) -> bool {
        self.props_named(OSCAL_NS, "status")
            .any(|prop| prop.value.eq_ignore_ascii_case("withdrawn"))
    }

    /// What it sorts by, where it differs from the order of the file.
    pub fn sort_id(&self) -> Option<&str> {
        self.prop(OSCAL_NS, "sort-id")
    }
}

fn group(node: &Node, reader: &mut Reader) -> Option<Group> {
    let known = &[
        "id", "class", "title", "params", "props", "links", "parts", "groups", "controls",
    ];
    if reader.is_over_budget() || !reader.object(node, "A group", known) {
        return None;
    }
    let id = own_id(node, reader);
    if node.get("groups").is_some() && node.get("controls").is_some() {
        let hint = "OSCAL wants one or the other; both were read";
        reader.repeat(
            code::EXCLUSIVE_FIELDS,
            node.at,
            "A group has groups and controls".to_owned(),
            hint,
        );
    }
    Some(Group {
        at: node.at,
        id,
        class: reader.maybe(node, "class"),
        title: reader.text(node, "title"),
        params: reader.items(node, "params", param),
        props: props(node, reader),
        links: links(node, reader),
        parts: reader.items(node, "parts", part),
        controls: reader.items(node, "controls", control),
        groups: reader.items(node, "groups", group),
    })
}

fn control(node: &Node, reader: &mut Reader) -> Option<Control> {
    let known = &[
        "id", "class", "title", "params", "props", "links", "parts", "controls",
    ];
    if !reader.spend_control() || !reader.object(node, "A control", known) {
        return None;
    }
    let id = match node.expect_str("id", &mut reader.problems) {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => format!("control-without-id-{}", reader.controls()),
    };
    reader.id(node, &id);
    Some(Control {
        at: node.at,
        id,
        class: reader.maybe(node, "class"),
        title: reader.text(node, "title"),
        params: reader.items(node, "params", param),
        props: props(node, reader),
        links: links(node, reader),
        parts: reader.items(node, "parts", part),
        controls: reader.items(node, "controls", control),
    })
}

/// Reads a part; profiles add parts too.
pub(super) fn part(node: &Node, reader: &mut Reader) -> Option<Part> {
    let known = &[
        "id", "name", "ns", "class", "title", "props", "prose", "parts", "links",
    ];
    if !reader.object(node, "A part", known) {
        return None;
    }
    let id = own_id(node, reader);
    Some(Part {
        at: node.at,
        id,
        name: reader.text(node, "name"),
        ns: reader
            .maybe(node, "ns")
            .unwrap_or_else(|| OSCAL_NS.to_owned()),
        class: reader.maybe(node, "class"),
        title: reader.maybe(node, "title"),
        prose: reader.maybe(node, "prose"),
        props: props(node, reader),
        links: links(node, reader),
        parts: reader.items(node, "parts", part),
    })
}

/// An id that may be missing; links can point at it.
fn own_id(node: &Node, reader: &mut Reader) -> Option<String> {
    let id = reader.maybe(node, "id")?;
    reader.id(node, &id);
    Some(id)
}

fn param(node: &Node, reader: &mut Reader) -> Option<Param> {
    if !reader.object(node, "A parameter", PARAM_FIELDS) {
        return None;
    }
    let id = reader.text(node, "id");
    if !id.is_empty() {
        reader.id(node, &id);
    }
    Some(param_body(node, id, reader))
}

/// The fields of a parameter, shared with a profile's `set-parameters` but for the name of the id.
pub(super) const PARAM_FIELDS: &[&str] = &[
    "id",
    "class",
    "depends-on",
    "props",
    "links",
    "label",
    "usage",
    "constraints",
    "guidelines",
    "values",
    "select",
    "remarks",
];

/// Reads a parameter whose id is known.
pub(super) fn param_body(node: &Node, id: String, reader: &mut Reader) -> Param {
    Param {
        at: node.at,
        id,
        class: reader.maybe(node, "class"),
        label: reader.maybe(node, "label"),
        usage: reader.maybe(node, "usage"),
        constraints: reader.items(node, "constraints", constraint),
        guidelines: reader.items(node, "guidelines", |node, reader| {
            node.expect_str("prose", &mut reader.problems)
                .map(str::to_owned)
        }),
        values: reader.strings(node, "values"),
        select: node.get("select").and_then(|node| select(node, reader)),
        props: props(node, reader),
        links: links(node, reader),
    }
}

fn constraint(node: &Node, reader: &mut Reader) -> Option<Constraint> {
    if !reader.object(node, "A constraint", &["description", "tests"]) {
        return None;
    }
    Some(Constraint {
        description: reader.maybe(node, "description"),
        tests: reader.items(node, "tests", |node, reader| {
            node.expect_str("expression", &mut reader.problems)
                .map(str::to_owned)
        }),
    })
}

fn select(node: &Node, reader: &mut Reader) -> Option<Select> {
    if !reader.object(node, "A selection", &["how-many", "choice"]) {
        return None;
    }
    let how_many = match reader.maybe(node, "how-many").as_deref() {
        None | Some("one") => HowMany::One,
        // OSCAL 1.0 catalogs write it with blanks.
        Some("one-or-more" | "one or more") => HowMany::OneOrMore,
        Some(_) => {
            let hint = "OSCAL knows `one` and `one-or-more`; read as `one-or-more`";
            reader.repeat(
                code::BAD_VALUE,
                node.at,
                "`how-many` has an unknown value".to_owned(),
                hint,
            );
            HowMany::OneOrMore
        }
    };
    Some(Select {
        how_many,
        choices: reader.strings(node, "choice"),
    })
}
