//! A place where the project breaks one of its own rules.

use std::fmt;

/// File, line (0 for the whole file) and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    file: String,
    line: usize,
    what: String,
}

impl Violation {
    /// In a certain line, counted from 1.
    pub fn at(file: impl Into<String>, line: usize, what: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line,
            what: what.into(),
        }
    }

    /// Of a whole file.
    pub fn of(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::at(file, 0, what)
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.what),
            line => write!(f, "{}:{line}: {}", self.file, self.what),
        }
    }
}

/// One a line, for messages of tests.
#[cfg(test)]
pub fn lines(found: &[Violation]) -> String {
    let lines: Vec<_> = found.iter().map(Violation::to_string).collect();
    lines.join("\n")
}
