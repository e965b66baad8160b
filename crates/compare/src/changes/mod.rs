//! What became of every rule from one version of a rule set to the next. Never pairs rules without saying on what ground.
//!
//! Rules are paired by id, by what the publisher says of withdrawn rules, by equal wording, and last by likeness of
//! wording, the most alike first. A pair has moved when its heading changed, when its number changed although the
//! versions number alike, or when it left the order of its neighbours.

mod order;
mod pairing;

use ident::Topic;

use crate::word_diff::{Change, ChangeKind, shared_percent, word_diff};

/// A rule of one version, as far as pairing needs it.
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// Local id.
    pub id: &'a str,
    /// Headings above it.
    pub place: &'a str,
    /// Title.
    pub title: &'a str,
    /// Text as one line.
    pub text: &'a str,
    /// What it is about, where stated.
    pub topic: Option<Topic>,
    /// Kept only so that links still work.
    pub withdrawn: bool,
    /// Ids into which the publisher says a withdrawn rule went.
    pub went_to: Vec<&'a str>,
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// Index into the older version; none for added rules.
    pub old: Option<usize>,
    /// Index into the newer version; none for removed rules.
    pub new: Option<usize>,
    /// Why the two are paired; none where only one is there.
    pub ground: Option<Ground>,
    /// What happened.
    pub kind: FateKind,
    /// It stands elsewhere or under another number.
    pub moved: bool,
}

/// What happened to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FateKind {
    /// Only in the newer version.
    Added,
    /// Only in the older version, or withdrawn in the newer one.
    Removed,
    /// In both, with other words.
    Changed,
    /// In both, with the same words.
    Unchanged,
}

/// Why two rules are taken to be the same rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// They carry the same id.
    SameId,
    /// The publisher says the older one went into the newer one.
    Stated,
    /// They say the same.
    SameText,
    /// They say something alike; a suggestion. Per cent of likeness.
    Alike(u32),
}

/// How many rules met each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Only in the newer version.
    pub added: u32,
    /// Only in the older version.
    pub removed: u32,
    /// With other words.
    pub changed: u32,
    /// With the same words, elsewhere.
    pub moved: u32,
    /// With the same words in the same place.
    pub unchanged: u32,
}

/// Follows every rule, in the order of the newer version; removed rules stand where they stood among their neighbours.
pub fn changes(old: &[Version<'_>], new: &[Version<'_>]) -> Vec<Fate> {
    let pairs = pairing::pair(old, new);
    let same_numbers = pairs
        .iter()
        .filter(|pair| pair.ground == Ground::SameId)
        .count()
        * 2
        > pairs.len();
    let in_order = order::keeping_order(
        &pairs
            .iter()
            .map(|pair| (pair.old, pair.new))
            .collect::<Vec<_>>(),
    );

    let mut fates: Vec<Fate> = Vec::with_capacity(old.len() + new.len());
    for (pair, stayed) in pairs.iter().zip(in_order) {
        let (Some(before), Some(after)) = (old.get(pair.old), new.get(pair.new)) else {
            continue;
        };
        let kind = match (before.withdrawn, after.withdrawn) {
            (false, true) => FateKind::Removed,
            (true, false) => FateKind::Added,
            (true, true) => continue,
            (false, false) if same_words(before, after) => FateKind::Unchanged,
            (false, false) => FateKind::Changed,
        };
        let renumbered = same_numbers && before.id != after.id;
        let moved = matches!(kind, FateKind::Changed | FateKind::Unchanged)
            && (pair.ground == Ground::Stated
                || renumbered
                || !stayed
                || (same_numbers && before.place != after.place));
        fates.push(Fate {
            old: Some(pair.old),
            new: Some(pair.new),
            ground: Some(pair.ground),
            kind,
            moved,
        });
    }
    let paired_old: Vec<bool> = marks(old.len(), pairs.iter().map(|pair| pair.old));
    let paired_new: Vec<bool> = marks(new.len(), pairs.iter().map(|pair| pair.new));
    for (at, rule) in new.iter().enumerate() {
        if paired_new.get(at) == Some(&false) && !rule.withdrawn {
            fates.push(Fate {
                old: None,
                new: Some(at),
                ground: None,
                kind: FateKind::Added,
                moved: false,
            });
        }
    }
    for (at, rule) in old.iter().enumerate() {
        if paired_old.get(at) == Some(&false) && !rule.withdrawn {
            fates.push(Fate {
                old: Some(at),
                new: None,
                ground: None,
                kind: FateKind::Removed,
                moved: false,
            });
        }
    }
    order::read_in_order(&mut fates);
    fates
}

/// Counts the fates.
pub fn count(fates: &[Fate]) -> Counts {
    let mut counts = Counts::default();
    for fate in fates {
        match fate.kind {
            FateKind::Added => counts.added += 1,
            FateKind::Removed => counts.removed += 1,
            FateKind::Changed => counts.changed += 1,
            FateKind::Unchanged if fate.moved => counts.moved += 1,
            FateKind::Unchanged => counts.unchanged += 1,
        }
    }
    counts
}

/// The words of two versions of a rule, marked; none when too little is shared for single words to mean anything.
pub fn marked(old: &str, new: &str) -> Option<Vec<Change>> {
    /// Below this share of common words the marks show accidents, not edits.
    const WORTH_MARKING_PERCENT: u32 = 30;
    let changes = word_diff(old, new);
    let worth = shared_percent(&changes) >= WORTH_MARKING_PERCENT;
    worth.then_some(changes)
}

fn same_words(old: &Version<'_>, new: &Version<'_>) -> bool {
    let same = |a: &str, b: &str| {
        a == b
            || word_diff(a, b)
                .iter()
                .all(|change| change.kind == ChangeKind::Same)
    };
    same(old.title, new.title) && same(old.text, new.text)
}

fn marks(length: usize, set: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut marks = vec![false; length];
    for at in set {
        if let Some(mark) = marks.get_mut(at) {
            *mark = true;
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule<'a>(id: &'a str, title: &'a str, text: &'a str) -> Version<'a> {
        Version {
            id,
            place: "",
            title,
            text,
            topic: None,
            withdrawn: false,
            went_to: Vec::new(),
        }
    }

    fn told(old: &[Version<'_>], new: &[Version<'_>]) -> String {
        changes(old, new)
            .iter()
            .map(|fate| {
                let name = |side: &[Version<'_>], at: Option<usize>| {
                    at.map_or("-".to_owned(), |at| side[at].id.to_owned())
                };
                format!(
                    "{}→{} {:?}{}{}",
                    name(old, fate.old),
                    name(new, fate.new),
                    fate.kind,
                    if fate.moved { " moved" } else { "" },
                    match fate.ground {
                        Some(Ground::Alike(_)) => " alike",
                        Some(Ground::Stated) => " stated",
                        _ => "",
                    }
                )
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn ids_wording_and_statements_pair_rules() {
        let old = [
            rule(
                "a",
                "Report",
                "Report incidents within 15 days to the authority.",
            ),
            rule("b", "Log", "Keep logs for six months."),
            rule("c", "Gone", "Nobody needs this sentence any longer."),
        ];
        let mut withdrawn = rule("b", "Log", "");
        withdrawn.withdrawn = true;
        withdrawn.went_to = vec!["d"];
        let new = [
            rule(
                "a",
                "Report",
                "Report incidents within 72 hours to the authority.",
            ),
            withdrawn,
            rule(
                "d",
                "Records",
                "Records and logs are kept for a year at least.",
            ),
        ];
        assert_eq!(
            told(&old, &new),
            "a→a Changed; b→d Changed moved stated; c→- Removed"
        );
    }

    #[test]
    fn renumbered_rules_are_followed() {
        let texts = [
            "Providers label synthetic pictures clearly.",
            "Deployers tell people that they talk to a machine.",
            "Platforms look for hidden marks in uploads.",
        ];
        let old: Vec<_> = ["1", "2", "3"]
            .iter()
            .zip(texts)
            .map(|(id, text)| rule(id, "", text))
            .collect();
        let new = [
            rule("1", "", texts[0]),
            rule(
                "2",
                "",
                "Users may not remove labels from pictures they share.",
            ),
            rule("3", "", texts[1]),
            rule("4", "", texts[2]),
        ];
        // The numbers 2 and 3 were given to other rules: equal wording wins over an equal number.
        assert_eq!(
            told(&old, &new),
            "1→1 Unchanged; -→2 Added; 2→3 Unchanged; 3→4 Unchanged"
        );
    }

    #[test]
    fn a_rule_that_left_its_neighbours_has_moved() {
        let names = [
            "one apple tree",
            "two pear trees",
            "three plum trees",
            "four fig trees",
        ];
        let old: Vec<_> = names.iter().map(|text| rule(text, text, text)).collect();
        let new: Vec<_> = [3, 0, 1, 2]
            .iter()
            .map(|at| rule(names[*at], names[*at], names[*at]))
            .collect();
        assert_eq!(
            told(&old, &new),
            "four fig trees→four fig trees Unchanged moved; one apple tree→one apple tree Unchanged; \
             two pear trees→two pear trees Unchanged; three plum trees→three plum trees Unchanged"
        );
    }

    #[test]
    fn comparing_a_version_with_itself_finds_nothing() {
        let old = [
            rule("a", "A", "Some text here."),
            rule("b", "B", "Other words there."),
        ];
        assert_eq!(
            count(&changes(&old, &old)),
            Counts {
                unchanged: 2,
                ..Counts::default()
            }
        );
    }
}
