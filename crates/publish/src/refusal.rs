//! Reasons for refusing a folder: file, line, what is wrong. Never stops at the first one.

use std::fmt;

/// One reason for refusing, printed as `FILE:LINE: reason`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Path below the folder, with `/` between its parts.
    pub file: String,
    /// Line, from 1; 0 when the reason concerns no single line.
    pub line: usize,
    /// What is wrong, and where it helps, what to do.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.file, self.reason)
        } else {
            write!(f, "{}:{}: {}", self.file, self.line, self.reason)
        }
    }
}

/// Collects refusals for one file.
#[derive(Debug)]
pub struct Desk<'a> {
    file: &'a str,
    refusals: &'a mut Vec<Refusal>,
}

impl<'a> Desk<'a> {
    /// A desk for `file` that adds to `refusals`.
    pub fn new(file: &'a str, refusals: &'a mut Vec<Refusal>) -> Self {
        Self { file, refusals }
    }

    /// Notes one reason.
    pub fn refuse(&mut self, line: usize, reason: impl Into<String>) {
        self.refusals.push(Refusal {
            file: self.file.to_owned(),
            line,
            reason: reason.into(),
        });
    }
}
