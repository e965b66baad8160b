//! Pieces of Markdown (CommonMark, with the tables of GitHub). Never lets a rule's text become formatting.

use crate::{About, link, plain};

/// Text that stays text, on one line.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in plain::line(text).chars() {
        if "\\*_`[]<>|#~&!".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// Text that leads to a web address; the text alone where the address is no web address.
pub(crate) fn anchor(address: &str, text: &str) -> String {
    if !link::is_web(address) {
        return escape(text);
    }
    let address: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '\\'))
        .collect();
    ["[", &escape(text), "](<", &address, ">)"].concat()
}

/// A line of a table; cells are Markdown already.
pub(crate) fn row<S: AsRef<str>>(cells: &[S]) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(cell.as_ref());
        line.push_str(" |");
    }
    line.push('\n');
    line
}

/// Where the facts come from, as the last paragraphs of a text.
pub(crate) fn provenance(about: &About, note: &str) -> String {
    let mut text = ["\n", note, "\n"].concat();
    let source = about.source();
    if !source.is_empty() {
        text.push_str(&["\n", &escape(&source), ".\n"].concat());
    }
    if link::is_web(&about.here) {
        text.push_str(&["\n", &anchor(&about.here, &about.here), "\n"].concat());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_texts_are_no_formatting() {
        assert_eq!(
            escape("# a *b* [c](d) `e`\n- f &lt;"),
            "\\# a \\*b\\* \\[c\\](d) \\`e\\` - f \\&lt;"
        );
        assert_eq!(anchor("javascript:x", "a"), "a");
        assert_eq!(
            anchor("https://x.example/a b>c", "a|b"),
            "[a\\|b](<https://x.example/abc>)"
        );
    }
}
