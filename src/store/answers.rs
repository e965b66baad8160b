//! What the engine has answered, by question. Never asks.

use std::rc::Rc;

use protocol::{Kind, Reply};

use super::Change;

/// A page shows a handful of answers; going back a few steps should find them still here.
const MAX_KEPT: usize = 48;

/// Answers by question, the most recently written last.
#[derive(Debug, Default)]
pub struct Answers {
    revision: u32,
    entries: Vec<(Rc<str>, Entry)>,
}

/// What is known about one question.
#[derive(Clone, Debug)]
pub struct Entry {
    /// State of the loaded files it was answered for.
    pub revision: u32,
    /// The last good answer, if there was one.
    pub answer: Option<Rc<Reply>>,
    /// Why there is no newer one.
    pub fault: Option<Fault>,
}

/// Why a question got no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A newer question of the same lane took its place. Nothing is shown for it.
    Superseded,
    /// The reader stopped it.
    Cancelled,
    /// The engine stopped while answering it, twice.
    Stopped,
    /// The engine could not be started, with the reason in words.
    NoEngine(Rc<str>),
}

impl Fault {
    /// What it means for the reader.
    pub fn words(&self) -> &str {
        match self {
            Self::Superseded => "A newer question took its place.",
            Self::Cancelled => "You stopped this. Reload the page to ask again.",
            Self::Stopped => {
                "The engine stopped while answering this, twice. Everything else stays usable."
            }
            Self::NoEngine(why) => why,
        }
    }
}

/// What a page can show for a question.
#[derive(Clone, Debug)]
pub enum Loaded {
    /// Nothing yet. How far a long one is stands among the tasks.
    Pending,
    /// The answer.
    Ready(Rc<Reply>),
    /// The last good answer on the same subject, while a newer one is on the way. Show it with `aria-busy`.
    Renewing(Rc<Reply>),
    /// No answer, with the reason.
    Failed(Fault),
}

impl Loaded {
    /// The answer to show, be it the newest or the last good one.
    pub fn answer(&self) -> Option<&Rc<Reply>> {
        match self {
            Self::Ready(answer) | Self::Renewing(answer) => Some(answer),
            Self::Pending | Self::Failed(_) => None,
        }
    }

    /// What it holds, if it is of this kind.
    pub fn get<T: Kind>(&self) -> Option<&T> {
        self.answer()?.get()
    }

    /// True while something newer is on the way; for `aria-busy`.
    pub fn busy(&self) -> bool {
        matches!(self, Self::Pending | Self::Renewing(_))
    }
}

impl Answers {
    /// State of the loaded files; answers of an older state are stale.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// What is known about a question.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .rev()
            .find(|(known, _)| **known == *key)
            .map(|(_, entry)| entry)
    }

    /// True when a question need not be asked.
    pub fn is_fresh(&self, key: &str) -> bool {
        self.get(key).is_some_and(|entry| {
            entry.revision >= self.revision && (entry.answer.is_some() || entry.fault.is_some())
        })
    }

    pub(super) fn answered(
        &self,
        key: Rc<str>,
        revision: u32,
        outcome: Result<Rc<Reply>, Fault>,
    ) -> Change<Self> {
        let before = self.get(&key);
        let entry = match outcome {
            Err(Fault::Superseded) => return None,
            Ok(answer) => Entry {
                revision,
                // What says the same as before is the same: what was drawn of it need not be drawn again.
                answer: Some(match before.and_then(|entry| entry.answer.as_ref()) {
                    Some(known) if *known == answer => Rc::clone(known),
                    _ => answer,
                }),
                fault: None,
            },
            Err(fault) => Entry {
                revision,
                answer: before.and_then(|entry| entry.answer.clone()),
                fault: Some(fault),
            },
        };
        if before.is_some_and(|known| known.revision > revision) {
            return None;
        }
        Some(self.with(key, entry))
    }

    pub(super) fn renewed(&self, revision: u32) -> Change<Self> {
        (revision != self.revision).then(|| Self {
            revision,
            entries: self.entries.clone(),
        })
    }

    fn with(&self, key: Rc<str>, entry: Entry) -> Self {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .filter(|(known, _)| *known != key)
            .cloned()
            .collect();
        if entries.len() >= MAX_KEPT {
            entries.remove(0);
        }
        entries.push((key, entry));
        Self {
            revision: self.revision,
            entries,
        }
    }
}
