//! Bytes → what they are, what is in them, what is wrong with them. Never believes what it reads.

use ident::Digest;
use sha2::{Digest as _, Sha256};

use crate::facts::Facts;
use crate::json::{Json, Limits, parse_with_progress};
use crate::oscal::{Catalog, MappingCollection, Profile};
use crate::package::Package;
use crate::problem::{Problem, Problems, code};
use crate::{readfile, sniff};

/// All that one file gave.
#[derive(Debug)]
pub struct Reading {
    /// SHA-256 of the bytes as they came.
    pub digest: Digest,
    /// Size in bytes.
    pub bytes: u64,
    /// What it seems to be.
    pub kind: Kind,
    /// What is in it, if it can be used.
    pub document: Option<Document>,
    /// What is wrong with it, errors first; at most [`crate::problem::MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// Problems in all, if more than are listed.
    pub problems_total: u32,
}

/// What was read.
#[derive(Debug)]
pub enum Document {
    /// The read-file of an atlas.
    Facts(Box<Facts>),
    /// An OSCAL catalog, with the tree it was read from.
    Catalog(Box<Catalog>, Json),
    /// An OSCAL profile, with the tree it was read from.
    Profile(Box<Profile>, Json),
    /// An OSCAL mapping collection, with the tree it was read from.
    Mapping(Box<MappingCollection>, Json),
    /// The list of an atlas's files, with the tree it was read from.
    Package(Package, Json),
    /// JSON of a kind that is not taken apart here: evidence, credentials, descriptors.
    Json(Json),
}

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The read-file of an atlas.
    Facts,
    /// An OSCAL document and the OSCAL version it names.
    Oscal(OscalKind, String),
    /// A Data Package.
    Package,
    /// A community's DAOIP-2 descriptor.
    Community,
    /// A DSSE envelope.
    Envelope,
    /// A Sigstore bundle.
    SigstoreBundle,
    /// A bare in-toto statement.
    Statement,
    /// A W3C verifiable credential, or another document with an embedded proof.
    Credential,
    /// A DID document.
    DidDocument,
    /// One JSON object a line.
    JsonLines,
    /// JSON, but of no kind we know.
    Unknown,
    /// Nothing that we can read.
    NotUsable,
}

/// The kinds of OSCAL document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OscalKind {
    /// Rules.
    Catalog,
    /// A selection of rules.
    Profile,
    /// Which rules correspond.
    MappingCollection,
    /// What a component claims.
    ComponentDefinition,
    /// What was found.
    AssessmentResults,
    /// What will be assessed.
    AssessmentPlan,
    /// How a system is protected.
    SystemSecurityPlan,
    /// What is to be mended.
    ActionPlan,
}

impl OscalKind {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Catalog,
        Self::Profile,
        Self::MappingCollection,
        Self::ComponentDefinition,
        Self::AssessmentResults,
        Self::AssessmentPlan,
        Self::SystemSecurityPlan,
        Self::ActionPlan,
    ];

    /// The key under which it stands.
    pub const fn root(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Profile => "profile",
            Self::MappingCollection => "mapping-collection",
            Self::ComponentDefinition => "component-definition",
            Self::AssessmentResults => "assessment-results",
            Self::AssessmentPlan => "assessment-plan",
            Self::SystemSecurityPlan => "system-security-plan",
            Self::ActionPlan => "plan-of-action-and-milestones",
        }
    }
}

impl Kind {
    /// Words for readers: "Atlas", "OSCAL catalog 1.1.2".
    pub fn label(&self) -> String {
        let fixed = match self {
            Self::Oscal(kind, version) => {
                return format!("OSCAL {} {version}", kind.root())
                    .trim_end()
                    .to_owned();
            }
            Self::Facts => "Atlas",
            Self::Package => "Data Package",
            Self::Community => "Community descriptor",
            Self::Envelope => "DSSE envelope",
            Self::SigstoreBundle => "Sigstore bundle",
            Self::Statement => "in-toto statement",
            Self::Credential => "Verifiable credential",
            Self::DidDocument => "DID document",
            Self::JsonLines => "JSON lines",
            Self::Unknown => "JSON",
            Self::NotUsable => "not usable",
        };
        fixed.to_owned()
    }
}

/// Reads one file. What it is, its structure decides, never its name.
///
/// `progress` is told how many bytes of how many have been read, a few times per megabyte.
pub fn read(bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Reading {
    if is_atlas(bytes) {
        return read_atlas(bytes, progress);
    }
    let (mut reading, text) = begin(bytes);
    match parse_with_progress(text, &Limits::FILE, progress) {
        Ok(json) => reading.take(text, json),
        Err(problem) if problem.code == code::TRAILING && is_json_lines(text) => {
            reading.kind = Kind::JsonLines;
            reading.not_shown_yet();
        }
        // A grammar error in something that never was JSON would only confuse.
        Err(problem) if problem.code == code::TOO_LARGE => reading.add(problem),
        Err(problem) => reading.add(sniff::other_format(bytes).unwrap_or(problem)),
    }
    progress(bytes.len() as u64, bytes.len() as u64);
    reading
}

/// True when the file says with its first bytes that it is the read-file of an atlas.
pub fn is_atlas(bytes: &[u8]) -> bool {
    readfile::is_read_file(without_mark(bytes).unwrap_or(bytes))
}

/// [`read`] for hosts that have nothing for other files at hand.
pub fn read_atlas(bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Reading {
    let (mut reading, text) = begin(bytes);
    match readfile::decode(text, progress) {
        Ok(facts) => {
            reading.kind = Kind::Facts;
            reading.document = Some(Document::Facts(Box::new(facts)));
        }
        Err(problem) => reading.add(problem),
    }
    progress(bytes.len() as u64, bytes.len() as u64);
    reading
}

/// RFC 8259 §8.1: JSON files have no byte order mark.
fn without_mark(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(b"\xEF\xBB\xBF")
}

fn begin(bytes: &[u8]) -> (Reading, &[u8]) {
    let mut reading = Reading {
        digest: Digest::new(Sha256::digest(bytes).into()),
        bytes: bytes.len() as u64,
        kind: Kind::NotUsable,
        document: None,
        problems: Vec::new(),
        problems_total: 0,
    };
    let Some(rest) = without_mark(bytes) else {
        return (reading, bytes);
    };
    let hint = "It was skipped; JSON files have none (RFC 8259 §8.1)";
    reading.add(Problem::warning(
        code::BYTE_ORDER_MARK,
        "The file starts with a byte order mark",
        hint,
    ));
    (reading, rest)
}

impl Reading {
    fn take(&mut self, text: &[u8], json: Json) {
        self.kind = sniff::kind_of(&json.root);
        self.warn_of_second_root(&json);
        match &self.kind {
            Kind::Facts => match readfile::from_tree(text, &json.root) {
                Ok(facts) => self.document = Some(Document::Facts(Box::new(facts))),
                Err(problem) => self.add(problem),
            },
            Kind::Oscal(OscalKind::Catalog, _) => {
                let Some(node) = json.root.get(OscalKind::Catalog.root()) else {
                    return;
                };
                match Catalog::read(node) {
                    Ok((catalog, problems)) => {
                        self.add_all(problems, text, &json);
                        self.document = Some(Document::Catalog(Box::new(catalog), json));
                    }
                    Err(problem) => self.add(problem),
                }
            }
            Kind::Oscal(OscalKind::Profile, _) => {
                let Some(node) = json.root.get(OscalKind::Profile.root()) else {
                    return;
                };
                let (profile, problems) = Profile::read(node);
                self.add_all(problems, text, &json);
                self.document = Some(Document::Profile(Box::new(profile), json));
            }
            Kind::Oscal(OscalKind::MappingCollection, _) => {
                let Some(node) = json.root.get(OscalKind::MappingCollection.root()) else {
                    return;
                };
                match MappingCollection::read(node) {
                    Ok((collection, problems)) => {
                        self.add_all(problems, text, &json);
                        self.document = Some(Document::Mapping(Box::new(collection), json));
                    }
                    Err(problem) => self.add(problem),
                }
            }
            Kind::Package => {
                let (package, problems) = Package::read(&json.root);
                self.add_all(problems, text, &json);
                self.document = Some(Document::Package(package, json));
            }
            Kind::Unknown => {
                let problem = Problem::error(
                    code::UNKNOWN_DOCUMENT,
                    "This is JSON, but of no kind that we know",
                    "Offer an OSCAL document, an atlas or evidence; a catalog starts with {\"catalog\": …",
                );
                self.add(problem);
            }
            Kind::Oscal(..)
            | Kind::Community
            | Kind::Envelope
            | Kind::SigstoreBundle
            | Kind::Statement
            | Kind::Credential
            | Kind::DidDocument
            | Kind::JsonLines
            | Kind::NotUsable => {
                self.not_shown_yet();
                self.document = Some(Document::Json(json));
            }
        }
    }

    fn not_shown_yet(&mut self) {
        let what = format!(
            "This is recognised ({}), but it cannot be shown yet",
            self.kind.label()
        );
        self.add(Problem::warning(
            code::NOT_SHOWN_YET,
            what,
            "Nothing was taken from it",
        ));
    }

    fn warn_of_second_root(&mut self, json: &Json) {
        let Kind::Oscal(kind, _) = &self.kind else {
            return;
        };
        let second = OscalKind::ALL
            .iter()
            .find(|other| *other != kind && json.root.get(other.root()).is_some());
        if let Some(second) = second {
            let what = format!(
                "The file holds both `{}` and `{}`",
                kind.root(),
                second.root()
            );
            let problem = Problem::warning(
                code::TWO_ROOTS,
                what,
                "OSCAL allows one root in a file; only the first was read",
            );
            self.add(problem);
        }
    }

    fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
        self.problems_total += 1;
    }

    fn add_all(&mut self, problems: Problems, text: &[u8], json: &Json) {
        self.problems_total += problems.total();
        self.problems.extend(problems.place(text, &json.root));
        ident::order::sort_by_key(&mut self.problems, |problem| problem.severity);
    }
}

/// The first line is a whole JSON object.
fn is_json_lines(text: &[u8]) -> bool {
    let line = text
        .trim_ascii_start()
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    line.starts_with(b"{") && crate::json::parse(line, &Limits::SMALL).is_ok()
}
