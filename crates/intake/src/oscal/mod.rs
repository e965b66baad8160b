//! OSCAL documents as plain data, read tolerantly: what can be kept is kept, what breaks the standard is a problem.
//! Never resolves, never renders prose, never follows a link.
//!
//! Requirements are those of the OSCAL 1.0 to 1.2 metaschemas. Prose, labels and choices stay in the source's own
//! markup; [`crate::markup`] turns them into blocks.

mod catalog;
mod common;
mod mapping;
mod profile;
mod reader;

pub use catalog::{Catalog, Constraint, Control, Group, HowMany, Param, Part, Select, Visit};
pub use common::{Embedded, FileHash, Link, Metadata, Party, Prop, Resource, ResourceLink};
pub use mapping::{
    MAX_MAPS, Map, MappedItem, MappedResource, Mapping, MappingCollection, Provenance, Qualifier,
};
pub use profile::{Alter, Import, Profile, Selection, Structure};

pub(crate) use reader::Reader;

/// The namespace of a `prop` or `part` that names none.
pub const OSCAL_NS: &str = "http://csrc.nist.gov/ns/oscal";

/// The largest catalog we know of (a full national baseline with all enhancements) has under 2,000 controls and
/// stress files about 10,000. Beyond 20,000 pages and comparisons would no longer be usable.
pub const MAX_CONTROLS: usize = 20_000;

/// The namespaced properties of a thing.
pub trait Props {
    /// All of them, in the order of the file.
    fn props(&self) -> &[Prop];

    /// The value of the first property of this name in this namespace. A property of the same name that has no
    /// `class` is preferred to one that has: `label` without class is the one for readers.
    fn prop(&self, ns: &str, name: &str) -> Option<&str> {
        let mut same = self
            .props()
            .iter()
            .filter(|prop| prop.name == name && prop.ns == ns);
        let first = same.clone().next()?;
        Some(
            &same
                .find(|prop| prop.class.is_none())
                .unwrap_or(first)
                .value,
        )
    }

    /// Every value of the properties of this name in this namespace.
    fn props_named<'a>(&'a self, ns: &'a str, name: &'a str) -> impl Iterator<Item = &'a Prop> {
        self.props()
            .iter()
            .filter(move |prop| prop.name == name && prop.ns == ns)
    }

    /// The label for readers: `AC-2(3)`, `a.`
    fn label(&self) -> Option<&str> {
        self.prop(OSCAL_NS, "label")
    }
}
