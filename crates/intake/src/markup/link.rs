//! Which link targets are followed. Never lets a target through that it does not know.

/// Longer addresses are no addresses.
const MAX_HREF: usize = 2048;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An `http`, `https` or `mailto` address.
    Web(String),
    /// An id inside the same document, without the `#`: a control, a part or a resource's uuid.
    Fragment(String),
    /// Nowhere, with the reason in words.
    Dead(&'static str),
}

impl Target {
    /// Judges a link target as it stands in a file.
    pub fn of(href: &str) -> Self {
        let href = href.trim();
        if href.len() > MAX_HREF {
            return Self::Dead("The address is too long");
        }
        if let Some(id) = href.strip_prefix('#') {
            return if id.is_empty() {
                Self::Dead("The link names no target")
            } else {
                Self::Fragment(id.to_owned())
            };
        }
        // Browsers skip control characters and blanks inside a scheme, so nothing with one is let through.
        if href.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Self::Dead("The address has characters that no address has");
        }
        match href.split_once(':') {
            Some((scheme, rest)) => {
                let scheme = scheme.to_ascii_lowercase();
                let alive = match scheme.as_str() {
                    "http" | "https" => {
                        rest.strip_prefix("//").is_some_and(|host| !host.is_empty())
                    }
                    "mailto" => rest.contains('@'),
                    _ => false,
                };
                if alive {
                    Self::Web(href.to_owned())
                } else {
                    Self::Dead("Only web and mail addresses are followed")
                }
            }
            None => Self::Dead("The address is relative to a document that is not here"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_live() {
        for href in [
            "https://a.example/x?y#z",
            "HTTP://a.example",
            "mailto:a@b.example",
        ] {
            assert_eq!(Target::of(href), Target::Web(href.to_owned()));
        }
        assert_eq!(
            Target::of(" #ac-2_smt.a "),
            Target::Fragment("ac-2_smt.a".to_owned())
        );
        for href in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//a.example",
            "a/b.html",
            "",
            "#",
            "https:",
            "https://",
            "file:///etc",
            "blob:https://a.example/x",
            "mailto:",
        ] {
            assert!(matches!(Target::of(href), Target::Dead(_)), "{href:?}");
        }
    }
}
