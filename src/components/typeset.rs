//! A sentence of the engine, set for reading: a moment becomes a day and a time, a digest, a key or an identifier becomes
//! code, straight marks become curved, a path breaks at its steps. Never adds, drops or changes a word.

use yew::Html;

use super::day;
use crate::html::html;

/// A run of hexadecimal digits from this length on names a key or a digest; no word is written so.
const HEX: usize = 16;

/// What follows a word without belonging to it.
const STOPS: [char; 7] = ['.', ',', ';', ':', '?', '!', ')'];

/// The sentence.
pub fn sentence(text: &str) -> Html {
    let mut parts: Vec<Html> = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(' ') {
        match machine_word(bare_of(word)) {
            Some(set) => {
                parts.push(Html::from(std::mem::take(&mut plain)));
                parts.push(set);
                plain.push_str(after(word));
            }
            None => plain.push_str(&marks(word)),
        }
    }
    parts.push(Html::from(plain));
    html! { <>{ for parts }</> }
}

/// The same where only plain text can stand: the marks alone.
pub fn text(text: &str) -> String {
    text.split_inclusive(' ').map(marks).collect()
}

/// A path or an address; the line may break behind each of its steps.
pub fn path(path: &str) -> Html {
    let steps = path.split_inclusive('/');
    html! { <>{ for steps.map(|step| html! { <>{step.to_owned()}<wbr /></> }) }</> }
}

/// A word without what follows it.
fn bare_of(word: &str) -> &str {
    word.trim_end_matches(' ').trim_end_matches(STOPS)
}

fn after(word: &str) -> &str {
    word.get(bare_of(word).len()..).unwrap_or_default()
}

fn machine_word(bare: &str) -> Option<Html> {
    if day::is_moment(bare) {
        return Some(day::moment(bare));
    }
    is_machine_word(bare).then(|| html! { <code>{bare.to_owned()}</code> })
}

fn is_machine_word(bare: &str) -> bool {
    let hex = |text: &str| text.len() >= HEX && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (_, value) = bare.split_once(':').unwrap_or(("", bare));
    bare.starts_with("did:") || hex(value)
}

/// An apostrophe inside or behind a word, and quotation marks around words; code is not quoted and stays as it is.
fn marks(word: &str) -> String {
    let bare = bare_of(word);
    if bare.contains(['{', '[', '\\']) {
        return word.to_owned();
    }
    let opens = bare.starts_with('"') && bare.len() > 1;
    let closes = bare.ends_with('"') && bare.len() > 1;
    let inner = bare.get(usize::from(opens)..bare.len() - usize::from(closes));
    let inner = inner.unwrap_or_default();
    let curved = match inner.starts_with('\'') {
        true => inner.to_owned(),
        false => inner.replace('\'', "’"),
    };
    [
        if opens { "“" } else { "" },
        &curved,
        if closes { "”" } else { "" },
        after(word),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_curved_and_words_stay() {
        for (plain, set) in [
            ("the signer's own word.", "the signer’s own word."),
            (
                "Not the file: \"part-two.json\".",
                "Not the file: “part-two.json”.",
            ),
            (
                "The name \"two words\" stands twice",
                "The name “two words” stands twice",
            ),
            ("starts with {\"catalog\": …", "starts with {\"catalog\": …"),
            ("both issuers' names", "both issuers’ names"),
            ("'quoted' so", "'quoted' so"),
            ("\"", "\""),
            ("  ", "  "),
            ("", ""),
        ] {
            assert_eq!(text(plain), set);
        }
    }

    #[test]
    fn machine_words_are_told_from_words() {
        for (bare, machine) in [
            ("did:key:z6Mk", true),
            ("8347a5f02fcc301f", true),
            ("sha256:8347a5f02fcc301f", true),
            ("deedeedeed", false),
            ("https://example.org", false),
            ("Line", false),
            ("", false),
        ] {
            assert_eq!(is_machine_word(bare), machine, "{bare}");
        }
    }
}
