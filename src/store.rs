//! What the page knows: one reducer over slices that are shared and compared by address. Never touches the world.
//!
//! For pages:
//! - answers to their questions come as [`Loaded`], which keeps the last good one of the same subject while a newer one
//!   is on the way;
//! - everything that must outlive one drawing stands here, be it only whether a list is open: pages are plain functions.

mod answers;
mod hosts;
mod notices;
mod parts;
mod taking;
pub mod tasks;
mod tray;
pub mod viewpoint;

use std::rc::Rc;

use protocol::{Clip, Viewpoint};

use crate::by_ref::ByRef;

pub use answers::{Answers, Entry, Fault, Loaded};
pub use hosts::Hosts;
pub use notices::{Notice, NoticeKind, Notices};
pub use parts::{Arrival, Pages, Part, Parts};
pub use taking::{Cited, Wish};
pub use tasks::{Progress, Task, TaskId, Tasks};
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
    /// Whom the reader relies on.
    pub viewpoint: ByRef<Viewpoint>,
    /// What was pasted or dropped to choose from; counts for nothing.
    pub pasted: Rc<str>,
    /// Which parts of the page have been brought.
    pub parts: ByRef<Parts>,
    /// What the reader is taking away, until it is there.
    pub wish: ByRef<Option<Wish>>,
    /// The citation that is open.
    pub cited: ByRef<Option<Cited>>,
    /// Pinned quotes, the newest first.
    pub clips: ByRef<Vec<Clip>>,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// A rule's page leaves out what this program suggests.
    pub unsuggested: bool,
    /// The search window over the page.
    pub palette: Finder,
    /// The field that adds a rule set to a comparison.
    pub chooser: Finder,
    /// The facets are unfolded where there is no room for them.
    pub unfolded: bool,
    /// The window is too narrow for the whole network.
    pub narrow: bool,
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

/// A field with a list of what fits the words in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finder {
    /// Its list is shown.
    pub open: bool,
    /// What was typed.
    pub query: Rc<str>,
    /// Number of the marked entry.
    pub at: usize,
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
        /// The question, as text.
        key: Rc<str>,
        /// State of the loaded files at the time of asking.
        revision: u32,
        /// What came.
        outcome: Result<Rc<protocol::Reply>, Fault>,
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
        /// Whom the reader relied on.
        viewpoint: Viewpoint,
    },
    /// The reader chose whom to rely on.
    Rely(Viewpoint),
    /// The reader pasted or dropped something to choose from.
    Pasted(Rc<str>),
    /// A host was contacted.
    Contacted(Rc<str>),
    /// A part of the page set out, came, or was lost on the way.
    Part(Part, Arrival),
    /// The reader wants something taken away, or has it.
    Wish(Option<Wish>),
    /// A citation is opened, or closed.
    Cite(Option<Cited>),
    /// Quotes are pinned, the newest first.
    Pin(Vec<Clip>),
    /// The quote with this number is let go; all of them if there is no number.
    Unpin(Option<usize>),
    /// The reader chose colours.
    Theme(Theme),
    /// The reader hides what this program suggests, or shows it.
    Unsuggested(bool),
    /// Opens or closes the search window.
    Palette(bool),
    /// Something was typed or marked in the search window.
    Find(Finder),
    /// Something was typed or marked in the field that adds a rule set.
    Choose(Finder),
    /// Folds the facets, or unfolds them.
    Unfold(bool),
    /// The window's width changed.
    Narrow(bool),
    /// Another place is shown: what was open on the last one is closed.
    Arrived,
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
            parts: ByRef::new(Parts::default()),
            viewpoint: ByRef::new(Viewpoint::default()),
            pasted: Rc::from(""),
            wish: ByRef::new(None),
            cited: ByRef::new(None),
            clips: ByRef::new(Vec::new()),
            theme: Theme::System,
            unsuggested: false,
            palette: Finder::default(),
            chooser: Finder::default(),
            unfolded: false,
            narrow: false,
            dragging: false,
        }
    }
}

/// The next state of a slice, or `None` when nothing changed.
type Change<T> = Option<T>;

impl Store {
    /// The state after an action. Returns the same `Rc` when nothing changed, so that nothing is drawn again.
    pub fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
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
            Action::Working(task) => replace(&mut next.tasks, self.tasks.working(task)),
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
            Action::Restored {
                tray,
                theme,
                viewpoint,
            } => {
                replace(&mut next.tray, self.tray.restored(tray));
                next.theme = theme;
                replace(&mut next.viewpoint, self.other_viewpoint(viewpoint));
            }
            Action::Rely(viewpoint) => {
                replace(&mut next.viewpoint, self.other_viewpoint(viewpoint));
                next.pasted = Rc::from("");
            }
            Action::Pasted(text) => next.pasted = text,
            Action::Contacted(host) => replace(&mut next.hosts, self.hosts.contacted(host)),
            Action::Part(part, arrival) => {
                replace(&mut next.parts, self.parts.arrived(part, arrival));
            }
            Action::Wish(wish) => next.wish = ByRef::new(wish),
            Action::Cite(cited) => next.cited = ByRef::new(cited),
            Action::Pin(clips) => replace(&mut next.clips, taking::pinned(&self.clips, clips)),
            Action::Unpin(at) => replace(&mut next.clips, taking::unpinned(&self.clips, at)),
            Action::Theme(theme) => next.theme = theme,
            Action::Unsuggested(hidden) => next.unsuggested = hidden,
            Action::Palette(open) if open == self.palette.open => {}
            Action::Palette(open) => {
                replace(&mut next.parts, self.parts.forgiven());
                next.palette = Finder {
                    open,
                    ..Finder::default()
                };
            }
            Action::Find(finder) => next.palette = finder,
            Action::Choose(finder) => next.chooser = finder,
            Action::Unfold(open) => next.unfolded = open,
            Action::Narrow(narrow) => next.narrow = narrow,
            Action::Arrived => {
                replace(&mut next.parts, self.parts.forgiven());
                next.unfolded = false;
                next.pasted = Rc::from("");
                next.chooser = Finder::default();
                if self.cited.is_some() {
                    next.cited = ByRef::new(None);
                }
            }
            Action::Dragging(over) => next.dragging = over,
        }
        if next == *self { self } else { Rc::new(next) }
    }

    fn other_viewpoint(&self, viewpoint: Viewpoint) -> Change<Viewpoint> {
        (*self.viewpoint != viewpoint).then_some(viewpoint)
    }
}

fn replace<T>(slot: &mut ByRef<T>, change: Change<T>) {
    if let Some(value) = change {
        *slot = ByRef::new(value);
    }
}

#[cfg(test)]
mod tests;
