//! What the reader is taking away, citing and keeping. Never asks, never saves.

use std::rc::Rc;

use protocol::{Clip, Question, Reply};

use super::Change;
use crate::effects::Reach;

/// A browser's storage holds a few megabytes, and nobody reads more quotes at a time.
pub const MAX_CLIPS: usize = 200;

/// A question of the reader's hands rather than of the place: what to do with its answer once it is there.
pub struct Wish {
    /// The question.
    pub ask: Question,
    /// What is done with the answer, once.
    pub then: fn(&Question, &Rc<Reply>, &Reach),
}

/// A citation that is open, and what was asked for it: another place, another citation.
#[derive(Debug)]
pub struct Cited {
    /// The question.
    pub ask: Question,
    /// The answer, a `Citation`.
    pub answer: Rc<Reply>,
}

/// The clippings with more of them in front; the same quote of the same state is kept once.
pub(super) fn pinned(kept: &[Clip], more: Vec<Clip>) -> Change<Vec<Clip>> {
    let mut all: Vec<Clip> = Vec::new();
    for clip in more.into_iter().chain(kept.iter().cloned()) {
        if !all.contains(&clip) {
            all.push(clip);
        }
    }
    all.truncate(MAX_CLIPS);
    (all != kept).then_some(all)
}

/// The clippings without one of them, or none at all.
pub(super) fn unpinned(kept: &[Clip], at: Option<usize>) -> Change<Vec<Clip>> {
    let mut left = kept.to_vec();
    match at {
        Some(at) if at < left.len() => drop(left.remove(at)),
        Some(_) => {}
        None => left.clear(),
    }
    (left.len() != kept.len()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clip(quote: &str) -> Clip {
        Clip {
            quote: quote.into(),
            ..Clip::default()
        }
    }

    #[test]
    fn the_newest_quote_stands_first_and_once() {
        let kept = [clip("c"), clip("a"), clip("b")];
        assert_eq!(
            pinned(&[clip("a"), clip("b")], vec![clip("c"), clip("a")]).as_deref(),
            Some(kept.as_slice())
        );
        assert_eq!(pinned(&kept, vec![clip("c")]), None);
        assert_eq!(unpinned(&kept, Some(1)), Some(vec![clip("c"), clip("b")]));
        assert_eq!(unpinned(&kept, Some(9)), None);
        assert_eq!(unpinned(&kept, None), Some(Vec::new()));
        let many = (0..300).map(|at| clip(&at.to_string())).collect();
        assert_eq!(pinned(&kept, many).map(|all| all.len()), Some(MAX_CLIPS));
    }
}
