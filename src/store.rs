//! What the page knows: one reducer over slices that are shared and compared by address. Never touches the world.
//!
//! For pages:
//! - [`crate::app::use_ask`] brings the engine's answer to a question as [`Loaded`], and keeps the last good one of
//!   the same subject while a newer one is on the way.
//! - [`crate::app::use_reach`] gives what a page can set in motion: dispatch an [`Action`], go somewhere, load a file.
//! - Slices arrive as props from the page's root or by `use_context::<ByRef<Slice>>()`; components get props only.

mod answers;
mod hosts;
mod notices;
mod tasks;
mod tray;

use std::rc::Rc;

use yew::Reducible;

use crate::by_ref::ByRef;

pub use answers::{Answers, Entry, Fault, Loaded, Progress, key_of, same_subject};
pub use hosts::Hosts;
pub use notices::{Notice, NoticeKind, Notices};
pub use tasks::{Task, TaskId, Tasks};
pub use tray::{MAX_IN_TRAY, Tray, TrayItem};

/// Everything the page knows.
#[derive(Clone, PartialEq)]
pub struct Store {
    /// Whether the engine can answer.
    pub engine: Engine,
    /// What the engine has answered.
    pub answers: ByRef<Answers>,
    /// What takes long right now.
    pub tasks: ByRef<Tasks>,
    /// What the reader should hear about.
    pub notices: ByRef<Notices>,
    /// Rule sets kept for comparing.
    pub tray: ByRef<Tray>,
    /// Hosts contacted at the reader's wish.
    pub hosts: ByRef<Hosts>,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// The search window over the page is open.
    pub palette: bool,
    /// A file is being dragged over the page.
    pub dragging: bool,
}

/// Whether the engine can answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// On its way for the first time.
    #[default]
    Starting,
    /// Answers.
    Ready,
    /// Has stopped and is being started again; nothing is lost.
    Restarting,
    /// Has given up, with the reason in words.
    Failed(Rc<str>),
}

/// Which colours the reader wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Everything that can happen to the store.
pub enum Action {
    /// The engine's state changed.
    Engine(Engine),
    /// The engine answered, or cannot.
    Answered {
        /// [`key_of`] the question.
        key: Rc<str>,
        /// State of the loaded files at the time of asking.
        revision: u32,
        /// What came.
        outcome: Result<Rc<protocol::Answer>, Fault>,
    },
    /// Files came or went: older answers are stale.
    FilesChanged {
        /// The new state of the loaded files.
        revision: u32,
    },
    /// A long task has moved on, or begun.
    Working(Task),
    /// A task is over, in whatever way.
    Ended(TaskId),
    /// Something to tell the reader.
    Tell(NoticeKind, Rc<str>),
    /// The reader has seen a notice.
    Dismiss(u32),
    /// Adds a rule set to the tray, unless it is there or the tray is full.
    Keep(TrayItem),
    /// Takes a rule set out of the tray.
    Release(Rc<str>),
    /// Empties the tray.
    ReleaseAll,
    /// Puts back what an earlier visit left.
    Restored {
        /// The tray.
        tray: Vec<TrayItem>,
        /// The theme.
        theme: Theme,
    },
    /// A host was contacted.
    Contacted(Rc<str>),
    /// The reader chose colours.
    Theme(Theme),
    /// Opens or closes the search window.
    Palette(bool),
    /// A file is over the page, or no longer.
    Dragging(bool),
}

impl Default for Store {
    fn default() -> Self {
        Self {
            engine: Engine::Starting,
            answers: ByRef::new(Answers::default()),
            tasks: ByRef::new(Tasks::default()),
            notices: ByRef::new(Notices::default()),
            tray: ByRef::new(Tray::default()),
            hosts: ByRef::new(Hosts::default()),
            theme: Theme::System,
            palette: false,
            dragging: false,
        }
    }
}

/// The next state of a slice, or `None` when nothing changed.
type Change<T> = Option<T>;

impl Reducible for Store {
    type Action = Action;

    /// Returns the same `Rc` when nothing changed, so that nothing is drawn again.
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Engine(engine) => next.engine = engine,
            Action::Answered {
                key,
                revision,
                outcome,
            } => {
                replace(
                    &mut next.answers,
                    self.answers.answered(key, revision, outcome),
                );
            }
            Action::FilesChanged { revision } => {
                replace(&mut next.answers, self.answers.renewed(revision))
            }
            Action::Working(task) => {
                if let Some(key) = task.key.clone() {
                    replace(
                        &mut next.answers,
                        self.answers.progressed(key, task.progress.clone()),
                    );
                }
                replace(&mut next.tasks, self.tasks.working(task));
            }
            Action::Ended(id) => replace(&mut next.tasks, self.tasks.ended(id)),
            Action::Tell(kind, text) => replace(&mut next.notices, self.notices.told(kind, text)),
            Action::Dismiss(id) => replace(&mut next.notices, self.notices.dismissed(id)),
            Action::Keep(item) => match self.tray.kept(item) {
                Ok(change) => replace(&mut next.tray, change),
                Err(full) => replace(
                    &mut next.notices,
                    self.notices.told(NoticeKind::Plain, full.into()),
                ),
            },
            Action::Release(id) => replace(&mut next.tray, self.tray.released(&id)),
            Action::ReleaseAll => replace(&mut next.tray, self.tray.emptied()),
            Action::Restored { tray, theme } => {
                replace(&mut next.tray, self.tray.restored(tray));
                next.theme = theme;
            }
            Action::Contacted(host) => replace(&mut next.hosts, self.hosts.contacted(host)),
            Action::Theme(theme) => next.theme = theme,
            Action::Palette(open) => next.palette = open,
            Action::Dragging(over) => next.dragging = over,
        }
        if next == *self { self } else { Rc::new(next) }
    }
}

fn replace<T>(slot: &mut ByRef<T>, change: Change<T>) {
    if let Some(value) = change {
        *slot = ByRef::new(value);
    }
}

#[cfg(test)]
mod tests;
