//! An OSCAL profile and the catalogs it imports become one resolved catalog. Never fetches, never invents a control.
//!
//! Works on the JSON tree, so that everything a publisher wrote survives, also what we do not know. The rules are
//! those of the OSCAL profile resolution specification; where it is silent or contradicts itself, the choices stand
//! in `docs/formats/profile.md`.

mod adjust;
mod drift;
mod gather;
mod select;
mod shape;
mod tree;

pub use drift::{Drift, Reworded, Tightened};

use intake::json::{Node, Value};
use tree::{object, text};

/// A document an import can lead to.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// What names it: an absolute address or a file name. Two documents with one name are the same document.
    pub name: String,
    /// Its root object, `{"catalog": …}` or `{"profile": …}`.
    pub root: &'a Node,
    /// SHA-256 of its bytes in lower-case hex, where known: compared with the hash an import states.
    pub sha256: Option<String>,
}

/// Where imported documents are found. The caller has loaded them; nothing is fetched here.
pub trait Library {
    /// The document that `href`, as written in `profile`, leads to.
    fn find(&self, profile: &Document<'_>, href: &str) -> Option<Document<'_>>;
}

/// What the output is called: never taken from a clock or a random source.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// `uuid` of the resolved catalog.
    pub uuid: String,
}

/// A resolved profile.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// `{"catalog": …}`.
    pub root: Node,
    /// What the adopter took, left out, tightened and reworded.
    pub drift: Drift,
    /// What was unclear or ignored.
    pub warnings: Vec<Warning>,
}

/// Something in a profile that was ignored, or read in a way that needs saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Byte offset in the profile, 0 if unknown.
    pub at: u32,
    /// In words.
    pub what: String,
}

/// Why a profile has no resolved catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolvable {
    /// The root is not `{"profile": …}`.
    NotAProfile,
    /// It imports nothing.
    NoImports,
    /// An import without `href`.
    NoHref {
        /// Where the import stands.
        at: u32,
    },
    /// An import leads to nothing that was loaded.
    Missing {
        /// Where the import stands.
        at: u32,
        /// As written.
        href: String,
        /// Names under which the profile's own back matter offers it.
        offered: Vec<String>,
    },
    /// It imports itself, directly or through others.
    Circle {
        /// The chain of names, the repeated one last.
        chain: Vec<String>,
    },
    /// An imported document is neither catalog nor profile.
    WrongKind {
        /// Its name.
        name: String,
    },
    /// Profile and import belong to different major versions of OSCAL.
    Version {
        /// Name of the import.
        name: String,
        /// The profile's version.
        profile: String,
        /// The import's version.
        import: String,
    },
}

impl std::fmt::Display for Unresolvable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotAProfile => f.write_str("this is not an OSCAL profile"),
            Self::NoImports => {
                f.write_str("the profile imports nothing, so there is nothing to resolve")
            }
            Self::NoHref { .. } => f.write_str("an import has no href"),
            Self::Missing { href, offered, .. } if offered.is_empty() => {
                write!(f, "the import {href:?} is not loaded")
            }
            Self::Missing { href, offered, .. } => {
                write!(
                    f,
                    "the import {href:?} is not loaded; the profile offers it as {}",
                    offered.join(", ")
                )
            }
            Self::Circle { chain } => {
                write!(f, "the profile imports itself: {}", chain.join(" → "))
            }
            Self::WrongKind { name } => write!(f, "{name:?} is neither a catalog nor a profile"),
            Self::Version {
                name,
                profile,
                import,
            } => {
                write!(
                    f,
                    "the profile is OSCAL {profile}, but {name:?} is OSCAL {import}"
                )
            }
        }
    }
}

/// Resolves a profile against the documents of a library.
pub fn resolve(
    profile: &Document<'_>,
    library: &dyn Library,
    naming: &Naming,
) -> Result<Resolved, Unresolvable> {
    let mut chain = vec![profile.name.clone()];
    let mut warnings = Vec::new();
    let (catalog, drift) = resolve_inside(profile, library, naming, &mut chain, &mut warnings)?;
    Ok(Resolved {
        root: object([("catalog", catalog)]),
        drift,
        warnings,
    })
}

/// Resolves one profile of a chain; the chain holds the names of all profiles that led here.
fn resolve_inside(
    profile: &Document<'_>,
    library: &dyn Library,
    naming: &Naming,
    chain: &mut Vec<String>,
    warnings: &mut Vec<Warning>,
) -> Result<(Node, Drift), Unresolvable> {
    let body = profile
        .root
        .get("profile")
        .ok_or(Unresolvable::NotAProfile)?;
    let imports = body
        .get("imports")
        .and_then(Node::as_array)
        .unwrap_or_default();
    if imports.is_empty() {
        return Err(Unresolvable::NoImports);
    }
    let mut drift = Drift::default();
    let mut picked = Vec::with_capacity(imports.len());
    for import in imports {
        let source = gather::source(profile, body, import, library, chain, warnings)?;
        check_version(body, &source)?;
        picked.push(select::pick(import, source, &mut drift, warnings));
    }
    let mut catalog = shape::merge(body.get("merge"), picked, warnings);
    if let Some(modify) = body.get("modify") {
        adjust::modify(modify, &mut catalog, &mut drift, warnings);
    }
    shape::finish(&mut catalog, body, &profile.name, naming);
    Ok((catalog, drift))
}

fn check_version(body: &Node, source: &gather::Source) -> Result<(), Unresolvable> {
    let version = |node: &Node| {
        node.get("metadata")
            .and_then(|m| m.get("oscal-version"))
            .and_then(Node::as_str)
            .map(str::to_owned)
    };
    match (version(body), version(&source.catalog)) {
        (Some(profile), Some(import)) if major(&profile) != major(&import) => {
            Err(Unresolvable::Version {
                name: source.name.clone(),
                profile,
                import,
            })
        }
        _ => Ok(()),
    }
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

/// Calls `visit` with every string in a tree.
fn each_text(node: &Node, visit: &mut dyn FnMut(&str)) {
    match &node.value {
        Value::String(content) => visit(content),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, visit)),
        Value::Object(members) => members
            .iter()
            .for_each(|(_, member)| each_text(member, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The `id` of a group, control, part or param.
fn id(node: &Node) -> Option<&str> {
    text(node, "id")
}
