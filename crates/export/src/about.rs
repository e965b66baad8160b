//! What every file says about itself: which atlas, of which day, with which digest, opened where. Never a clock's time.

use protocol::{ExportFormat, ExportView};

/// Where an answer comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the atlas.
    pub atlas: String,
    /// The day for which it is stated; empty if no atlas is loaded.
    pub as_of: String,
    /// The day for which the reader looks at the rule sets; empty if it is the atlas's own.
    pub day: String,
    /// Digest of its read-file, `sha256:…`; empty if no atlas is loaded.
    pub digest: String,
    /// Address of the place that shows the answer; what stands behind `#` alone if the page's own is not known.
    pub here: String,
    /// Rule sets that came from other files, with the digests of those.
    pub other_files: Vec<(String, String)>,
}

impl About {
    /// Digest of the file that a rule set was read from.
    pub fn digest_of(&self, set: &str) -> &str {
        self.other_files
            .iter()
            .find(|(known, _)| known == set)
            .map_or(&self.digest, |(_, digest)| digest)
    }

    /// The day for which the answer is stated.
    pub(crate) fn day(&self) -> &str {
        if self.day.is_empty() {
            &self.as_of
        } else {
            &self.day
        }
    }

    /// The same as words: "Built-in atlas, as of 22 Nov 2026, sha256:…".
    pub(crate) fn source(&self) -> String {
        let mut words = String::new();
        if !self.as_of.is_empty() {
            words.push_str(&self.atlas);
            words.push_str(", as of ");
            words.push_str(&crate::day::words(&self.as_of));
        }
        if !self.digest.is_empty() {
            words.push_str(if words.is_empty() { "" } else { ", " });
            words.push_str(&self.digest);
        }
        for (set, digest) in &self.other_files {
            words.push_str(if words.is_empty() { "" } else { "; " });
            words.push_str(set);
            words.push_str(" from another file, ");
            words.push_str(digest);
        }
        if !self.day.is_empty() {
            words.push_str(if words.is_empty() { "" } else { ", " });
            words.push_str("looked at for ");
            words.push_str(&crate::day::words(&self.day));
        }
        words
    }
}

/// A file of this name and format.
pub(crate) fn file(name: &str, format: ExportFormat, text: String) -> ExportView {
    let (end, mime) = match format {
        ExportFormat::Csv => (".csv", "text/csv;charset=utf-8"),
        ExportFormat::Json => (".json", "application/json"),
        ExportFormat::Markdown => (".md", "text/markdown;charset=utf-8"),
        ExportFormat::Html => (".html", "text/html;charset=utf-8"),
        ExportFormat::Svg => (".svg", "image/svg+xml"),
    };
    ExportView {
        name: [&file_name(name), end].concat(),
        mime: mime.to_owned(),
        text,
    }
}

/// Longer names are cut: file systems end at 255 bytes, and people much earlier.
const MAX_NAME: usize = 80;

/// Letters, digits, dots and dashes only: every file system takes them.
fn file_name(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for c in name.chars().take(MAX_NAME) {
        if c.is_ascii_alphanumeric() || c == '.' {
            safe.push(c);
        } else if !safe.ends_with('-') {
            safe.push('-');
        }
    }
    let trimmed = safe.trim_matches(['-', '.']);
    if trimmed.is_empty() {
        return "rulescape".to_owned();
    }
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suit_every_file_system() {
        let name = |text: &str| file(text, ExportFormat::Csv, String::new()).name;
        assert_eq!(name("eu-ai-act vs a/b"), "eu-ai-act-vs-a-b.csv");
        assert_eq!(name("../../x"), "x.csv");
        assert_eq!(name("规则"), "rulescape.csv");
        assert!(name(&"a".repeat(300)).len() <= MAX_NAME + 4);
    }

    #[test]
    fn a_rule_set_of_another_file_has_that_files_digest() {
        let about = About {
            digest: "sha256:a".into(),
            other_files: vec![("mine".into(), "sha256:b".into())],
            ..About::default()
        };
        assert_eq!(about.digest_of("mine"), "sha256:b");
        assert_eq!(about.digest_of("eu-ai-act"), "sha256:a");
    }
}
