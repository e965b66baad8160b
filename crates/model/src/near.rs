//! Names that come close to a mistyped one. Never decides which was meant.

/// The candidates closest to `wanted`, best first, ties in alphabetical order; only those that are really close.
pub fn near<'a>(
    wanted: &str,
    candidates: impl Iterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    let wanted: Vec<char> = crate::words::fold(wanted)
        .chars()
        .take(MAX_COMPARED)
        .collect();
    let allowed = (wanted.len() / 3).max(2);
    let mut close: Vec<(usize, &str)> = Vec::new();
    for candidate in candidates {
        let folded: Vec<char> = crate::words::fold(candidate)
            .chars()
            .take(MAX_COMPARED)
            .collect();
        let holds =
            wanted.len() >= 3 && folded.windows(wanted.len()).any(|window| window == wanted);
        let distance = if holds { 1 } else { distance(&wanted, &folded) };
        if distance <= allowed {
            close.push((distance, candidate));
        }
    }
    ident::order::sort(&mut close);
    close.truncate(limit);
    close.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Ids are short; comparing more of a hostile one costs time and helps nobody.
const MAX_COMPARED: usize = 80;

/// Insertions, deletions and replacements that turn one into the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *cell;
            let here = (diagonal + usize::from(x != y))
                .min(above + 1)
                .min(left + 1);
            diagonal = above;
            *cell = here;
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_names_come_first() {
        let ids = ["eu-ai-act", "linux-kernel", "llvm", "kr-ai-basic-act"];
        let check = |wanted: &str, expected: &[&str]| {
            assert_eq!(near(wanted, ids.iter().copied(), 3), expected);
        };
        check("eu-ai-akt", &["eu-ai-act"]);
        check("kernel", &["linux-kernel"]);
        check("lvm", &["llvm"]);
        check("xyzzy-something-else", &[]);
    }

    #[test]
    fn distances() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        for (a, b, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
            ("ab", "ba", 2),
        ] {
            assert_eq!(distance(&chars(a), &chars(b)), expected, "{a} {b}");
            assert_eq!(distance(&chars(b), &chars(a)), expected, "{b} {a}");
        }
    }
}
