//! How two texts differ, word by word. Never judges whether a difference matters.
//!
//! Words are compared, the white space between them is not. Long texts are first cut at word sequences that occur
//! exactly once in both (`anchors`), then every gap is solved exactly (`common`), so that the answer is minimal
//! wherever a reader could tell.

mod anchors;
mod common;
mod words;

use std::ops::Range;

/// A stretch of both texts, in reading order. Together the changes cover all of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Bytes of the older text; empty for [`ChangeKind::Added`].
    pub old: Range<usize>,
    /// Bytes of the newer text; empty for [`ChangeKind::Removed`].
    pub new: Range<usize>,
}

/// What happened to a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// The words stand in both.
    Same,
    /// The words stand only in the older text.
    Removed,
    /// The words stand only in the newer text.
    Added,
}

/// Compares two texts. Removed words come before the added words that stand in their place.
pub fn word_diff(old: &str, new: &str) -> Vec<Change> {
    let (old_words, new_words, kinds) = words::number(old, new);
    let mut pairs = Vec::with_capacity(old_words.ids.len().min(new_words.ids.len()));
    anchors::pair(&old_words.ids, &new_words.ids, kinds, &mut pairs);
    drop_lonely_matches(&mut pairs, &old_words, &new_words);
    spell_out(&pairs, &old_words, &new_words, old.len(), new.len())
}

/// The share of words that both texts have in common, 0 to 100. Below about 30 a word-level difference misleads.
pub fn shared_percent(changes: &[Change]) -> u32 {
    let (mut same, mut all) = (0, 0);
    for change in changes {
        let length = change.old.len() + change.new.len();
        all += length;
        if change.kind == ChangeKind::Same {
            same += length;
        }
    }
    (same * 100).checked_div(all).unwrap_or(100) as u32
}

/// Takes out matches of one or two short words between two rewritten stretches: they agree by accident, and a
/// reader follows one replaced sentence more easily than its shreds.
fn drop_lonely_matches(pairs: &mut Vec<(u32, u32)>, old: &words::Words, new: &words::Words) {
    /// Letters up to which an isolated match counts as an accident.
    const ACCIDENT_LETTERS: usize = 4;
    /// Changed words needed on both sides of it, in both texts together.
    const REWRITTEN_WORDS: u32 = 4;

    let mut kept = Vec::with_capacity(pairs.len());
    let mut start = 0;
    let (mut last_old, mut last_new) = (0, 0);
    while start < pairs.len() {
        let mut end = start + 1;
        while end < pairs.len() && follows(pairs.get(end - 1), pairs.get(end)) {
            end += 1;
        }
        let run = pairs.get(start..end).unwrap_or_default();
        let (Some(&(first_old, first_new)), Some(&(end_old, end_new))) = (run.first(), run.last())
        else {
            break;
        };
        let (next_old, next_new) = pairs
            .get(end)
            .copied()
            .unwrap_or((old.ids.len() as u32, new.ids.len() as u32));
        let before = (first_old - last_old) + (first_new - last_new);
        let after = (next_old - end_old - 1) + (next_new - end_new - 1);
        let letters = old.letters(first_old as usize..end_old as usize + 1);
        if letters > ACCIDENT_LETTERS || before < REWRITTEN_WORDS || after < REWRITTEN_WORDS {
            kept.extend_from_slice(run);
            (last_old, last_new) = (end_old + 1, end_new + 1);
        }
        start = end;
    }
    *pairs = kept;
}

fn follows(before: Option<&(u32, u32)>, after: Option<&(u32, u32)>) -> bool {
    matches!((before, after), (Some(a), Some(b)) if b.0 == a.0 + 1 && b.1 == a.1 + 1)
}

fn spell_out(
    pairs: &[(u32, u32)],
    old: &words::Words,
    new: &words::Words,
    old_end: usize,
    new_end: usize,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let mut push = |kind, old_to: usize, new_to: usize| {
        let (old_range, new_range) = match kind {
            ChangeKind::Same => (old_at..old_to, new_at..new_to),
            ChangeKind::Removed => (old_at..old_to, new_at..new_at),
            ChangeKind::Added => (old_at..old_at, new_at..new_to),
        };
        (old_at, new_at) = (old_range.end, new_range.end);
        if old_range.is_empty() && new_range.is_empty() {
            return;
        }
        match changes.last_mut() {
            Some(last) if last.kind == kind => {
                last.old.end = old_range.end;
                last.new.end = new_range.end;
            }
            _ => changes.push(Change {
                kind,
                old: old_range,
                new: new_range,
            }),
        }
    };
    let (mut old_word, mut new_word) = (0u32, 0u32);
    for &(in_old, in_new) in pairs {
        if in_old > old_word {
            push(ChangeKind::Removed, old.start(in_old as usize, old_end), 0);
        }
        if in_new > new_word {
            push(ChangeKind::Added, 0, new.start(in_new as usize, new_end));
        }
        (old_word, new_word) = (in_old + 1, in_new + 1);
        push(
            ChangeKind::Same,
            old.start(old_word as usize, old_end),
            new.start(new_word as usize, new_end),
        );
    }
    if old_word < old.ids.len() as u32 {
        push(ChangeKind::Removed, old_end, 0);
    }
    if new_word < new.ids.len() as u32 {
        push(ChangeKind::Added, 0, new_end);
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &str, new: &str) -> String {
        let mut text = String::new();
        for change in word_diff(old, new) {
            match change.kind {
                ChangeKind::Same => text.push_str(&new[change.new]),
                ChangeKind::Removed => text.push_str(&format!("[-{}-]", &old[change.old])),
                ChangeKind::Added => text.push_str(&format!("[+{}+]", &new[change.new])),
            }
        }
        text
    }

    #[test]
    fn single_words_are_marked() {
        assert_eq!(
            marked(
                "Report serious incidents within 15 days.",
                "Report all serious incidents within 72 hours."
            ),
            "Report [+all +]serious incidents within [-15 days-][+72 hours+]."
        );
        assert_eq!(marked("same", "same"), "same");
        assert_eq!(marked("", "new text"), "[+new text+]");
        assert_eq!(marked("old text", ""), "[-old text-]");
        assert_eq!(marked("", ""), "");
    }

    #[test]
    fn white_space_is_no_difference() {
        assert_eq!(
            marked("a  line\nbroken here", "a line broken here"),
            "a line broken here"
        );
    }

    #[test]
    fn ideographs_are_words() {
        assert_eq!(
            marked("生成内容应当标识", "生成内容必须标识"),
            "生成内容[-应当-][+必须+]标识"
        );
    }

    #[test]
    fn accidental_matches_inside_a_rewritten_sentence_are_dropped() {
        assert_eq!(
            marked(
                "one two three of four five six",
                "red green blue of black white grey"
            ),
            "[-one two three of four five six-][+red green blue of black white grey+]"
        );
    }

    /// A small generator, so that the test says the same on every machine.
    struct Numbers(u32);
    impl Numbers {
        fn below(&mut self, limit: u32) -> u32 {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((u64::from(self.0) * u64::from(limit)) >> 32) as u32
        }
    }

    #[test]
    fn changes_rebuild_both_texts_and_are_no_longer_than_needed() {
        let mut numbers = Numbers(7);
        for round in 0..200 {
            let size = numbers.below(60);
            let old: Vec<String> = (0..size)
                .map(|_| format!("w{}", numbers.below(20)))
                .collect();
            let mut new = old.clone();
            for _ in 0..numbers.below(12) {
                let at = numbers.below(new.len() as u32 + 1) as usize;
                if numbers.below(2) == 0 {
                    new.insert(at, format!("n{}", numbers.below(9)));
                } else if at < new.len() {
                    new.remove(at);
                }
            }
            let (old, new) = (old.join(" "), new.join(" "));
            let changes = word_diff(&old, &new);
            let of =
                |pick: fn(&Change) -> Range<usize>, text: &str, without: ChangeKind| -> String {
                    changes
                        .iter()
                        .filter(|c| c.kind != without)
                        .map(|c| text[pick(c)].to_owned())
                        .collect()
                };
            assert_eq!(
                of(|c| c.old.clone(), &old, ChangeKind::Added),
                old,
                "round {round}"
            );
            assert_eq!(
                of(|c| c.new.clone(), &new, ChangeKind::Removed),
                new,
                "round {round}"
            );
        }
    }
}
