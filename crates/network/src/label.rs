//! Names short enough to stand in a picture. Never invents an abbreviation that the name or the id does not carry.

/// Longer names look for something shorter.
const LONG: usize = 25;

/// A short form of a name: without what stands in brackets, or the body's own acronym where the name is long.
///
/// An acronym counts as the body's own if the name gives it in brackets, or if the id is made of the name's initials.
pub fn short_name<'n>(name: &'n str, id: &str) -> std::borrow::Cow<'n, str> {
    let (plain, inside) = match name.split_once(" (") {
        Some((plain, rest)) => (plain.trim(), rest.trim_end_matches(')')),
        None => (name.trim(), ""),
    };
    if plain.chars().count() <= LONG {
        return plain.into();
    }
    if is_acronym(inside) {
        return inside.into();
    }
    let initials: String = plain
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(char::is_ascii_uppercase)
        .collect();
    if initials.len() >= 3 && initials.eq_ignore_ascii_case(id) {
        return initials.into();
    }
    plain.into()
}

fn is_acronym(text: &str) -> bool {
    (3..=6).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn names_become_short_only_as_their_bodies_do() {
        let check = |name, id, expected| assert_eq!(short_name(name, id), expected);
        check("LLVM Project", "llvm", "LLVM Project");
        check(
            "Google DeepMind (Frontier Safety Framework)",
            "google-deepmind",
            "Google DeepMind",
        );
        check(
            "Coalition for Content Provenance and Authenticity (C2PA)",
            "c2pa",
            "C2PA",
        );
        check(
            "International Conference on Machine Learning",
            "icml",
            "ICML",
        );
        check(
            "Conference on Neural Information Processing Systems",
            "neurips",
            "Conference on Neural Information Processing Systems",
        );
        check("California SB 53 (TFAIA)", "us-ca-sb53", "California SB 53");
        check("Association for Computing Machinery", "acm", "ACM");
        check(
            "UN Global Digital Compact (AI)",
            "un-gdc",
            "UN Global Digital Compact",
        );
        check("", "x", "");
    }
}
