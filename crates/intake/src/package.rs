//! The Frictionless Data Package that an atlas is published as: what is listed. Never fetches what it lists.

use ident::Digest;

use crate::json::Node;
use crate::problem::{Problems, code};

/// More resources than this are not listed: the built-in atlas has about 300.
pub const MAX_RESOURCES: usize = 20_000;

/// `datapackage.json`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// Short name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Version, if it has one.
    pub version: Option<String>,
    /// When it was made, if it says so.
    pub created: Option<String>,
    /// What it lists.
    pub resources: Vec<PackageFile>,
}

/// One file of a package.
#[derive(Clone, Debug, PartialEq)]
pub struct PackageFile {
    /// Byte offset in the package file.
    pub at: u32,
    /// Short name.
    pub name: String,
    /// Where it lies: relative to the package, or an address.
    pub path: String,
    /// Media type.
    pub mediatype: Option<String>,
    /// Size in bytes.
    pub bytes: Option<u64>,
    /// The digest the file must have; a match shows that it is the one listed, nothing more.
    pub hash: Option<Digest>,
}

impl Package {
    /// Reads the root object.
    pub(crate) fn read(root: &Node) -> (Self, Problems) {
        let mut problems = Problems::new();
        let text = |name: &str, problems: &mut Problems| {
            root.optional_str(name, problems).map(str::to_owned)
        };
        let mut package = Self {
            name: text("name", &mut problems).unwrap_or_default(),
            title: text("title", &mut problems).unwrap_or_default(),
            version: text("version", &mut problems),
            created: text("created", &mut problems),
            resources: Vec::new(),
        };
        let listed = root.list("resources", &mut problems);
        if listed.len() > MAX_RESOURCES {
            let what = format!(
                "The package lists {} files, more than the limit of {MAX_RESOURCES}",
                listed.len()
            );
            problems.error(
                code::PACKAGE_RESOURCE,
                root.at,
                what,
                "Split it into several packages",
            );
        }
        package.resources = listed
            .iter()
            .take(MAX_RESOURCES)
            .filter_map(|node| file(node, &mut problems))
            .collect();
        (package, problems)
    }

    /// The file listed under this path.
    pub fn file(&self, path: &str) -> Option<&PackageFile> {
        self.resources.iter().find(|file| file.path == path)
    }
}

fn file(node: &Node, problems: &mut Problems) -> Option<PackageFile> {
    let path = node.expect_str("path", problems)?;
    // Data Package v2, "path": no absolute paths and no way up, so that a package cannot name files outside itself.
    if path.starts_with('/') || path.contains('\\') || path.split('/').any(|step| step == "..") {
        problems.error(
            code::PACKAGE_RESOURCE,
            node.at,
            format!("A package must not list {path:?}"),
            "Paths lead down from the package",
        );
        return None;
    }
    let hash = match node
        .optional_str("hash", problems)
        .map(|text| (text, text.parse::<Digest>()))
    {
        Some((_, Ok(digest))) => Some(digest),
        Some((text, Err(reason))) => {
            let short: String = text.chars().take(80).collect();
            problems.warn(
                code::PACKAGE_RESOURCE,
                node.at,
                format!("{short:?} is no digest we can check: {reason}"),
                "The file cannot be matched",
            );
            None
        }
        None => None,
    };
    Some(PackageFile {
        at: node.at,
        name: node
            .optional_str("name", problems)
            .unwrap_or_default()
            .to_owned(),
        path: path.to_owned(),
        mediatype: node.optional_str("mediatype", problems).map(str::to_owned),
        bytes: node
            .get("bytes")
            .and_then(Node::as_number)
            .and_then(crate::json::Number::as_u64),
        hash,
    })
}
