//! Which rules correspond, and how they differ. Never ranks what cannot be compared.

mod alike;
mod topics;

pub use alike::{Alike, alike};
pub use topics::{Cell, Row, Topics, topics};
