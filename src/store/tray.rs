//! Rule sets kept for comparing, in the reader's order. Never compares them.

use std::rc::Rc;

use super::Change;

/// Eight columns are the most a comparison shows.
pub const MAX_IN_TRAY: usize = 8;

/// One rule set in the tray.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrayItem {
    /// Its id.
    pub id: Rc<str>,
    /// Its short title.
    pub title: Rc<str>,
}

/// The tray.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tray(Vec<TrayItem>);

impl Tray {
    /// What is in it.
    pub fn items(&self) -> &[TrayItem] {
        &self.0
    }

    /// True when this rule set is in it.
    pub fn holds(&self, id: &str) -> bool {
        self.0.iter().any(|item| *item.id == *id)
    }

    pub(super) fn kept(&self, item: TrayItem) -> Result<Change<Self>, &'static str> {
        if self.holds(&item.id) {
            return Ok(None);
        }
        if self.0.len() >= MAX_IN_TRAY {
            return Err(
                "Eight rule sets are kept for comparing, and no more fit side by side. Take one out first.",
            );
        }
        Ok(Some(Self(self.0.iter().cloned().chain([item]).collect())))
    }

    pub(super) fn released(&self, id: &str) -> Change<Self> {
        self.holds(id).then(|| {
            Self(
                self.0
                    .iter()
                    .filter(|item| *item.id != *id)
                    .cloned()
                    .collect(),
            )
        })
    }

    pub(super) fn emptied(&self) -> Change<Self> {
        (!self.0.is_empty()).then(Self::default)
    }

    pub(super) fn restored(&self, mut items: Vec<TrayItem>) -> Change<Self> {
        items.truncate(MAX_IN_TRAY);
        (items != self.0).then_some(Self(items))
    }
}
