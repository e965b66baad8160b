//! A shared value compared by address. Never looks inside to compare.

use std::ops::Deref;
use std::rc::Rc;

/// A prop that is equal only to itself: two clones are equal, two look-alikes are not.
///
/// `Rc<T>` compares its content when `T` holds floats, which costs more than drawing.
#[derive(Debug)]
pub struct ByRef<T>(Rc<T>);

impl<T> ByRef<T> {
    /// Takes a value into shared hands.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for ByRef<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for ByRef<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> From<Rc<T>> for ByRef<T> {
    fn from(value: Rc<T>) -> Self {
        Self(value)
    }
}

impl<T> Deref for ByRef<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
