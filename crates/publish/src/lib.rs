//! What publishers need and readers never carry: YAML to standards, canonical writing. Never reachable from the page.

mod agree;
mod atlas;
mod authoring;
mod catalog;
mod correspond;
mod descriptor;
mod fields;
pub mod folder;
mod gather;
mod head;
mod mapping;
mod outside;
mod package;
mod refusal;
mod scalar;
pub mod sign;
mod yaml;

pub use atlas::{READ_FILE, files, finish};
pub use catalog::uuid;
pub use gather::{FOLDERS, Gathered, SourceFile, gather};
pub use head::{Head, Licence};
pub use package::{AtlasFile, DESCRIPTION, digest, pretty};
pub use refusal::Refusal;
