//! Answers become files and citations. Never asks anything, never leaves out what the answer holds without saying so.
//!
//! One function per answer; the format is a parameter. Page and command line get the same bytes, because both get them
//! from here. `docs/formats/export.md` describes every shape.

mod about;
mod changes;
mod cite;
mod clippings;
mod comparison;
mod csv;
mod day;
mod json;
mod link;
mod markdown;
mod markup;
mod matrix;
mod network;
mod plain;
mod rule;
mod sheet;

pub use about::About;
pub use changes::{changes, counts as changes_counts, title as changes_title};
pub use cite::{
    of_changes as cite_changes, of_comparison as cite_comparison, of_rule as cite_rule,
};
pub use clippings::{KIND as CLIPPINGS, clippings};
pub use comparison::comparison;
pub use link::{behind as inside, comparison as comparison_link, rule as rule_link};
pub use network::network;
pub use plain::text as plain_text;
pub use rule::rule;
