//! What takes long right now. Never runs anything.

use std::rc::Rc;

use protocol::Doing;

use super::Change;

/// What the page itself does.
pub const FETCHING: &str = "Fetching";

/// What the engine does, in words that what it works on can follow.
pub const fn words(doing: Doing) -> &'static str {
    match doing {
        Doing::Reading => "Reading",
        Doing::Indexing => "Indexing",
        Doing::ReadingAttestations => "Reading attestations",
        Doing::Judging => "Checking signatures",
        Doing::JudgingForOthers => "Checking under the other viewpoint",
    }
}

/// How far a long task has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// In words: see [`words`].
    pub doing: &'static str,
    /// Units done.
    pub done: u32,
    /// Units in all; 0 while unknown.
    pub of: u32,
}

/// Names a task for [`super::Action::Ended`] and for cancelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskId {
    /// The engine works on this message.
    Engine(protocol::AskId),
    /// The page fetches this; numbered by the page.
    Fetch(u32),
}

/// A long task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its name.
    pub id: TaskId,
    /// What it works on, as readers see it: a file name, an address; empty for questions.
    pub about: Rc<str>,
    /// How far it has come.
    pub progress: Progress,
    /// The reader may stop it.
    pub can_cancel: bool,
}

/// Running tasks in the order they began.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tasks(Vec<Task>);

impl Tasks {
    /// All of them.
    pub fn all(&self) -> &[Task] {
        &self.0
    }

    /// This task is shown already and has only come further: nothing else of it is another than before.
    pub fn comes_further(&self, task: &Task) -> bool {
        let known = self.0.iter().find(|known| known.id == task.id);
        known.is_some_and(|known| {
            let mut here = known.clone();
            here.progress.done = task.progress.done;
            here == *task
        })
    }

    pub(super) fn working(&self, task: Task) -> Change<Self> {
        let mut tasks = self.0.clone();
        match tasks.iter_mut().find(|known| known.id == task.id) {
            Some(known) if *known == task => return None,
            Some(known) => *known = task,
            None => tasks.push(task),
        }
        Some(Self(tasks))
    }

    pub(super) fn ended(&self, id: TaskId) -> Change<Self> {
        let tasks: Vec<_> = self
            .0
            .iter()
            .filter(|task| task.id != id)
            .cloned()
            .collect();
        (tasks.len() != self.0.len()).then_some(Self(tasks))
    }
}
