//! Files as Sources lists them: where they came from, what they brought, what is wrong in them.

use ident::SourceClass;

use crate::{Origin, SetRef, Wire};

/// What was loaded, from where, with which problems.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct SourcesView {
    /// Files in the order they came.
    pub files: Vec<SourceFile>,
    /// Rules by what was read for them.
    pub classes: Vec<(SourceClass, u32)>,
    /// Hosts that rules point to, with counts, most first.
    pub hosts: Vec<(String, u32)>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct SourceFile {
    /// Where it came from.
    pub origin: Origin,
    /// `sha256:…`; empty if the bytes never came.
    pub digest: String,
    /// Size in bytes.
    pub bytes: u64,
    /// "Atlas", "OSCAL catalog 1.1.2", "not usable".
    pub kind: String,
    /// Title inside the file.
    pub title: String,
    /// It can be used, at least in part.
    pub usable: bool,
    /// What it is there for.
    pub role: Role,
    /// Rule sets it brought.
    pub sets: Vec<SetRef>,
    /// What was met while reading it, worst first.
    pub problems: Vec<Problem>,
    /// Problems in all, if more than are listed.
    pub problems_total: u32,
}

/// What a file is there for, as far as the page treats one unlike the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub enum Role {
    /// It holds what was signed: each statement is judged, which may take long.
    Attests,
    /// A viewpoint: it can be looked at and taken over. Being loaded it chooses nobody.
    Proposes,
    /// Rules, or what judging others needs: keys, documents of identifiers, status lists.
    Serves,
}

/// Something wrong in a file: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Problem {
    /// Stable code, `R` and three digits, listed in `docs/formats/problems.md`.
    pub code: String,
    /// Whether it cost content.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// JSON pointer; empty for the whole file.
    pub pointer: String,
    /// Line, from 1; 0 if unknown.
    pub line: u32,
    /// Column in characters, from 1; 0 if unknown.
    pub column: u32,
    /// What the reader can do.
    pub hint: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Wire)]
pub enum Severity {
    /// Something could not be used.
    Error,
    /// Used, but not as the standard says.
    Warning,
}
