//! Ids of communities, rule sets and rules. Never looks anything up.

use std::fmt;
use std::str::FromStr;

/// A rule, named by its rule set and its local id: `eu-ai-act/art-73`, `sp800-53-rev5/ac-2.3`.
///
/// The local part is the OSCAL control id. It may hold any character but a slash at its start or end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId {
    set: String,
    local: String,
}

/// Why a text is not a rule id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError;

impl RuleId {
    /// Joins the two parts.
    pub fn new(set: impl Into<String>, local: impl Into<String>) -> Self {
        Self {
            set: set.into(),
            local: local.into(),
        }
    }

    /// The rule set's id.
    pub fn set(&self) -> &str {
        &self.set
    }

    /// The id within the rule set.
    pub fn local(&self) -> &str {
        &self.local
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.set, self.local)
    }
}

impl FromStr for RuleId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once('/') {
            Some((set, local)) if !set.is_empty() && !local.is_empty() => Ok(Self::new(set, local)),
            _ => Err(IdError),
        }
    }
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rule id is written rule-set/rule")
    }
}

/// True for ids of our own files: lower-case words of letters and digits joined by single hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// Makes a slug from any text; empty when nothing of it is usable.
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_ids_round_trip() {
        for text in ["eu-ai-act/art-73", "sp800-53-rev5/ac-2.3", "bsi/5.1/a"] {
            assert_eq!(
                text.parse::<RuleId>().map(|id| id.to_string()).as_deref(),
                Ok(text)
            );
        }
        assert_eq!("bare".parse::<RuleId>(), Err(IdError));
    }

    #[test]
    fn slugs() {
        assert!(is_slug("c2pa-2-1") && !is_slug("C2PA") && !is_slug("a--b") && !is_slug(""));
        assert_eq!(slugify("NIST SP 800-53, Rev. 5 "), "nist-sp-800-53-rev-5");
    }
}
