//! What publishers need and readers never carry: YAML to standards, canonical writing. Never reachable from the page.

mod agree;
mod atlas;
mod authoring;
mod body_keys;
mod catalog;
mod correspond;
mod descriptor;
mod evidence;
mod fields;
pub mod folder;
mod gather;
mod head;
mod mapping;
mod oscal;
mod outside;
mod package;
mod refusal;
mod scalar;
pub mod sign;
mod signature;
mod yaml;

pub use atlas::{READ_FILE, catalog_path, files, finish, signed_files};
pub use body_keys::BodyKeys;
pub use evidence::{Attestation, Evidence, Expectation};
pub use gather::{FOLDERS, Gathered, SourceFile, gather};
pub use head::{Head, Licence};
pub use oscal::uuid;
pub use package::{AtlasFile, Beside, DESCRIPTION, digest, pretty};
pub use refusal::Refusal;
