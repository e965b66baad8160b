//! Reusable parts: plain values and callbacks in, markup out. Never read the store, never cause an effect.
//!
//! Most parts are plain functions: a Yew component costs two to three kilobytes of wasm, a function some hundred bytes.
//! `#[component]` is used only where a part keeps something to itself (open or closed).

pub mod address;
pub mod attestation;
pub mod binding;
pub mod checks;
pub mod choice;
pub mod cite;
pub mod compare_tray;
pub mod crumbs;
pub mod data_table;
pub mod dated_steps;
pub mod day;
pub mod facets;
pub mod facts;
pub mod field;
pub mod icon;
pub mod mechanism;
pub mod modality;
pub mod number;
pub mod outline;
pub mod page_head;
pub mod pager;
pub mod parameters;
pub mod recognition;
pub mod rich_text;
pub mod rule_card;
pub mod segment;
pub mod set_line;
pub mod standing;
pub mod state;
pub mod take_away;
pub mod ties;
pub mod topic_chip;
pub mod typeset;
pub mod versions;
pub mod word_diff;
