//! Text as words to look up: lower case, without accents. Never stems, never guesses a language.

/// Letters beyond ASCII that fold to ASCII ones. The lists hold what European languages write, each with its base.
const FOLDED: &[(&str, &str)] = &[
    ("àáâãäåāăąǎ", "a"),
    ("çćĉċč", "c"),
    ("ďđð", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŋ", "n"),
    ("òóôõöøōŏőơ", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűųư", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
];

/// Adds one character in lower case and without accent.
pub fn fold_char(c: char, to: &mut String) {
    if c.is_ascii() {
        to.push(c.to_ascii_lowercase());
        return;
    }
    // Combining marks carry an accent of their own.
    if ('\u{300}'..='\u{36f}').contains(&c) {
        return;
    }
    for lower in c.to_lowercase() {
        if !('\u{c0}'..'\u{250}').contains(&lower) {
            to.push(lower);
            continue;
        }
        match FOLDED.iter().find(|(letters, _)| letters.contains(lower)) {
            Some((_, base)) => to.push_str(base),
            None => to.push(lower),
        }
    }
}

/// The whole text in lower case and without accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut folded);
    }
    folded
}

/// Scripts that are written without blanks between words: each character is a word of its own.
pub fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ffff}')
}

/// The ASCII letters and digits that a text begins with, if they are a whole word: nothing behind them can belong to it.
fn plain(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let end = bytes
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(bytes.len());
    let whole = bytes
        .get(end)
        .is_none_or(|byte| byte.is_ascii() && *byte != b'\'');
    text.get(..end).filter(|_| whole && end > 0)
}

/// Calls `word` with each word's place in the text (byte range) and its folded form, in order.
///
/// A word is a run of letters and digits; an apostrophe inside does not part it (`isn't` is one word, without the
/// apostrophe). A character that [`stands_alone`] is a word.
pub fn each_word(text: &str, mut word: impl FnMut(std::ops::Range<usize>, &str)) {
    let mut folded = String::new();
    let mut start = 0;
    let mut end = 0;
    let mut next = 0;
    while let Some(rest) = text.get(next..).filter(|rest| !rest.is_empty()) {
        let at = next;
        if folded.is_empty()
            && let Some(plain) = plain(rest)
        {
            // Nine of ten words; the rest of this loop is for the others.
            next += plain.len();
            if plain.bytes().any(|byte| byte.is_ascii_uppercase()) {
                folded.push_str(plain);
                folded.make_ascii_lowercase();
                word(at..next, &folded);
                folded.clear();
            } else {
                word(at..next, plain);
            }
            continue;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        let after = at + c.len_utf8();
        next = after;
        if c.is_ascii_alphanumeric() {
            if folded.is_empty() {
                start = at;
            }
            folded.push(c.to_ascii_lowercase());
            end = after;
        } else if stands_alone(c) {
            if !folded.is_empty() {
                word(start..end, &folded);
                folded.clear();
            }
            fold_char(c, &mut folded);
            word(at..after, &folded);
            folded.clear();
        } else if (!c.is_ascii() && c.is_alphanumeric())
            || (('\u{300}'..='\u{36f}').contains(&c) && !folded.is_empty())
        {
            if folded.is_empty() {
                start = at;
            }
            fold_char(c, &mut folded);
            end = after;
        } else {
            let joins =
                matches!(c, '\'' | '\u{2019}') && chars.next().is_some_and(char::is_alphabetic);
            if !folded.is_empty() && !joins {
                word(start..end, &folded);
                folded.clear();
            }
        }
    }
    if !folded.is_empty() {
        word(start..end, &folded);
    }
}

/// The words of a text in order.
pub fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    each_word(text, |_, word| all.push(word.to_owned()));
    all
}

/// True if every wanted word (folded) begins some word of the texts.
pub fn holds_all(texts: &[&str], wanted: &[String]) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let mut found = vec![false; wanted.len()];
    let mut left = wanted.len();
    for text in texts {
        each_word(text, |_, word| {
            for (wanted, found) in wanted.iter().zip(&mut found) {
                if !*found && word.starts_with(wanted.as_str()) {
                    *found = true;
                    left -= 1;
                }
            }
        });
        if left == 0 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(words(text).join("|"), expected);
    }

    #[test]
    fn texts_become_words() {
        check("AI agents: don't sign-off!", "ai|agents|dont|sign|off");
        check("Élan vital, Łódź, Straße", "elan|vital|lodz|strasse");
        check("e\u{301}tude", "etude");
        check("全球AI治理", "全|球|ai|治|理");
        check("10^25 FLOP (Art. 51)", "10|25|flop|art|51");
        check("'quoted' rock 'n' roll", "quoted|rock|n|roll");
        check("", "");
    }

    #[test]
    fn all_wanted_words_must_begin_a_word() {
        let wanted = |text| words(text);
        assert!(holds_all(
            &["Report serious incidents", "EU AI Act"],
            &wanted("inc eu")
        ));
        assert!(!holds_all(&["Report serious incidents"], &wanted("inc eu")));
        assert!(holds_all(&["anything"], &[]));
    }
}
