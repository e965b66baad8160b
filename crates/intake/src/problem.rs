//! What is wrong in a file: code, words, place, advice. Never decides whether the file is usable.

use crate::json::{Node, Places};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something could not be used.
    Error,
    /// Used, but not as the standard says.
    Warning,
}

/// One thing wrong in a file: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, one of [`code`], explained in `docs/formats/problems.md`.
    pub code: &'static str,
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
    /// What the reader can do; may be empty.
    pub hint: String,
}

impl Problem {
    /// An error about the whole file.
    pub fn error(code: &'static str, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, what.into(), hint.into())
    }

    /// A warning about the whole file.
    pub fn warning(code: &'static str, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, what.into(), hint.into())
    }

    /// The same problem at a place of a JSON file: `at` is a byte offset, as [`Node::at`] carries it.
    #[must_use]
    pub fn placed(mut self, places: &Places<'_>, root: &Node, at: u32) -> Self {
        (self.line, self.column) = places.line_and_column(at);
        self.pointer = root.pointer_to(at);
        self
    }

    fn new(code: &'static str, severity: Severity, what: String, hint: String) -> Self {
        Self {
            code,
            severity,
            what,
            pointer: String::new(),
            line: 0,
            column: 0,
            hint,
        }
    }
}

/// More problems than this are counted but not kept: nobody reads on, and a hostile file could make millions.
pub const MAX_PROBLEMS: usize = 500;

/// Collects problems while a tree is read; places are worked out once, at the end.
#[derive(Debug, Default)]
pub struct Problems {
    kept: Vec<(u32, Problem)>,
    total: u32,
}

impl Problems {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Something could not be used. `at` is the byte offset of the node concerned.
    pub fn error(
        &mut self,
        code: &'static str,
        at: u32,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(at, Problem::error(code, what, hint));
    }

    /// Used, but not as the standard says. `at` is the byte offset of the node concerned.
    pub fn warn(
        &mut self,
        code: &'static str,
        at: u32,
        what: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.add(at, Problem::warning(code, what, hint));
    }

    /// How many there were, kept or not.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// The kept problems with their places, errors first, then by place.
    pub fn place(self, text: &[u8], root: &Node) -> Vec<Problem> {
        let places = Places::new(text);
        let mut kept = self.kept;
        ident::order::sort_by_key(&mut kept, |(at, problem)| (problem.severity, *at));
        kept.into_iter()
            .map(|(at, problem)| problem.placed(&places, root, at))
            .collect()
    }

    fn add(&mut self, at: u32, problem: Problem) {
        self.total = self.total.saturating_add(1);
        if self.kept.len() < MAX_PROBLEMS {
            self.kept.push((at, problem));
        } else if problem.severity == Severity::Error
            && let Some(slot) = self
                .kept
                .iter_mut()
                .rev()
                .find(|(_, kept)| kept.severity == Severity::Warning)
        {
            // A full list must not hide an error behind warnings.
            *slot = (at, problem);
        }
    }
}

/// The codes. Each is explained in `docs/formats/problems.md`; a test compares the two lists.
pub mod code {
    /// The file is empty.
    pub const EMPTY: &str = "R101";
    /// The file is larger than the limit.
    pub const TOO_LARGE: &str = "R102";
    /// The text is not UTF-8.
    pub const NOT_UTF8: &str = "R103";
    /// The file starts with a byte order mark.
    pub const BYTE_ORDER_MARK: &str = "R104";
    /// The text breaks the JSON grammar.
    pub const NOT_JSON: &str = "R105";
    /// The text ends before the value does.
    pub const CUT_OFF: &str = "R106";
    /// There is more text after the value.
    pub const TRAILING: &str = "R107";
    /// A name stands twice in one object.
    pub const DUPLICATE_KEY: &str = "R108";
    /// Half of a surrogate pair.
    pub const LONE_SURROGATE: &str = "R109";
    /// Lists and objects are nested too deeply.
    pub const TOO_DEEP: &str = "R110";
    /// There are too many values.
    pub const TOO_MANY_VALUES: &str = "R111";
    /// A number that canonical JSON cannot carry.
    pub const NUMBER_RANGE: &str = "R112";
    /// The file is of a known format, but not one we read.
    pub const OTHER_FORMAT: &str = "R120";
    /// JSON, but nothing we know.
    pub const UNKNOWN_DOCUMENT: &str = "R121";
    /// Recognised, but it cannot be shown yet.
    pub const NOT_SHOWN_YET: &str = "R122";
    /// More than one known root in one file.
    pub const TWO_ROOTS: &str = "R123";
    /// A required field is missing.
    pub const MISSING_FIELD: &str = "R201";
    /// A field has another JSON type than the standard says.
    pub const WRONG_TYPE: &str = "R202";
    /// A field the standard does not know.
    pub const UNKNOWN_FIELD: &str = "R203";
    /// A value breaks the pattern that the standard gives.
    pub const BAD_VALUE: &str = "R204";
    /// An id stands twice.
    pub const DUPLICATE_ID: &str = "R205";
    /// An empty list where the standard wants at least one entry.
    pub const EMPTY_LIST: &str = "R206";
    /// More controls, or statements of a mapping, than the limit.
    pub const TOO_MANY_CONTROLS: &str = "R207";
    /// Two fields that exclude each other.
    pub const EXCLUSIVE_FIELDS: &str = "R208";
    /// An OSCAL version we do not know.
    pub const OSCAL_VERSION: &str = "R209";
    /// A form of an earlier draft.
    pub const DRAFT_FORM: &str = "R210";
    /// A catalog without a single control.
    pub const NO_CONTROLS: &str = "R211";
    /// The read-file does not have the shape it should have.
    pub const READ_FILE_SHAPE: &str = "R301";
    /// The read-file is of another version.
    pub const READ_FILE_VERSION: &str = "R302";
    /// A profile that cannot be resolved.
    pub const PROFILE_UNRESOLVED: &str = "R401";
    /// Something in a profile that was ignored or unclear.
    pub const PROFILE_WARNING: &str = "R402";
    /// A mapping names rules that nothing loaded has.
    pub const MAPPED_RULE_UNKNOWN: &str = "R403";
    /// A parameter with a unit holds no number, one that is a date no day, or its sign is unknown.
    pub const PARAMETER_UNREADABLE: &str = "R404";
    /// A package lists a resource it should not.
    pub const PACKAGE_RESOURCE: &str = "R311";
}
