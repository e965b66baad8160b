//! What the reader should hear about, once. Never hides an error that has not been read.

use std::rc::Rc;

use super::Change;

/// More would cover the page; the oldest go first.
const MAX_SHOWN: usize = 4;

/// How loud a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Plain,
    /// Something did not work.
    Problem,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names it for [`super::Action::Dismiss`].
    pub id: u32,
    /// How loud.
    pub kind: NoticeKind,
    /// What happened, in words.
    pub text: Rc<str>,
}

/// Notices, oldest first.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Notices {
    next: u32,
    shown: Vec<Notice>,
}

impl Notices {
    /// All that are not dismissed.
    pub fn all(&self) -> &[Notice] {
        &self.shown
    }

    pub(super) fn told(&self, kind: NoticeKind, text: Rc<str>) -> Change<Self> {
        if self.shown.iter().any(|notice| notice.text == text) {
            return None;
        }
        let excess = (self.shown.len() + 1).saturating_sub(MAX_SHOWN);
        let mut shown: Vec<_> = self.shown.iter().skip(excess).cloned().collect();
        shown.push(Notice {
            id: self.next,
            kind,
            text,
        });
        Some(Self {
            next: self.next.wrapping_add(1),
            shown,
        })
    }

    pub(super) fn dismissed(&self, id: u32) -> Change<Self> {
        let shown: Vec<_> = self
            .shown
            .iter()
            .filter(|notice| notice.id != id)
            .cloned()
            .collect();
        (shown.len() != self.shown.len()).then_some(Self {
            next: self.next,
            shown,
        })
    }
}
