//! Why a command stopped, and what the person at the keyboard can do about it.

use std::fmt;

/// What went wrong and, where we know it, what helps.
#[derive(Debug)]
pub struct Failure {
    what: String,
    hint: String,
}

impl Failure {
    /// A failure with a way out.
    pub fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: hint.into(),
        }
    }

    /// A failure that explains itself.
    pub fn plain(what: impl Into<String>) -> Self {
        Self::new(what, "")
    }

    /// A failed read or write of a file.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::plain(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        if !self.hint.is_empty() {
            write!(f, "\n  try: {}", self.hint.replace('\n', "\n       "))?;
        }
        Ok(())
    }
}
