//! Which rules correspond, and how they differ. Never ranks what cannot be compared.

mod alike;
pub mod changes;
pub mod mapping;
pub mod quantity;
mod terms;
mod topics;
pub mod word_diff;

pub use alike::{Alike, Pair, alike, pairs};
pub use terms::{Clash, clashes};
pub use topics::{Cell, Reading, Row, Topics, topics, topics_read};
