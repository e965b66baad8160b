//! `atlas.yaml`: what an atlas is called and under which licences it comes. Never needed: there are defaults.

use crate::fields::Fields;
use crate::refusal::Desk;
use crate::yaml::Node;

/// Name of the file, at the top of the folder.
pub const FILE: &str = "atlas.yaml";

/// What the package says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Slug of the package.
    pub name: String,
    /// Title for readers.
    pub title: String,
    /// One paragraph.
    pub description: Option<String>,
    /// Who publishes the package; marks the descriptors that it wrote about others.
    pub publisher: String,
    /// Licences of the package's own texts.
    pub licences: Vec<Licence>,
    /// Everybody in it is invented, and readers have to be told so.
    pub illustrative: bool,
}

/// A licence by its SPDX id or its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// SPDX id.
    pub name: String,
    /// Address of the text, if given.
    pub path: Option<String>,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            name: "atlas".to_owned(),
            title: "Atlas of AI rules".to_owned(),
            description: None,
            publisher: "the publisher of this atlas".to_owned(),
            licences: Vec::new(),
            illustrative: false,
        }
    }
}

/// Reads the file.
pub fn head(node: &Node, desk: &mut Desk<'_>) -> Head {
    let required = ["name", "title", "publisher"];
    let Some(fields) = Fields::open(
        node,
        "the head of the atlas",
        &required,
        &["description", "licences", "illustrative"],
        desk,
    ) else {
        return Head::default();
    };
    let name = fields.slug("name", desk).map(|found| found.text.to_owned());
    let title = fields.string("title", desk);
    let publisher = fields.string("publisher", desk);
    let description = fields.string("description", desk);
    let mut licences = Vec::new();
    for node in fields.list("licences", desk) {
        let Some(licence) = Fields::open(node, "the licence", &["name"], &["path"], desk) else {
            continue;
        };
        let path = licence.url("path", desk);
        licences.extend(
            licence
                .string("name", desk)
                .map(|name| Licence { name, path }),
        );
    }
    let illustrative =
        fields.node("illustrative").is_some() && fields.truth("illustrative", desk) == Some(true);
    let other = Head::default();
    Head {
        name: name.unwrap_or(other.name),
        title: title.unwrap_or(other.title),
        description,
        publisher: publisher.unwrap_or(other.publisher),
        licences,
        illustrative,
    }
}
