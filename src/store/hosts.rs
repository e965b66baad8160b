//! Which hosts were contacted at the reader's wish. Never contacts one.

use std::rc::Rc;

use super::Change;

/// Hosts other than the one the page came from, in the order of first contact.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hosts(Vec<Rc<str>>);

impl Hosts {
    /// All of them.
    pub fn all(&self) -> &[Rc<str>] {
        &self.0
    }

    pub(super) fn contacted(&self, host: Rc<str>) -> Change<Self> {
        (!self.0.contains(&host)).then(|| Self(self.0.iter().cloned().chain([host]).collect()))
    }
}
