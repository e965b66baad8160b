//! The facade: give it files, ask it for plain data. Never touches browser, clock or randomness.
//!
//! [`Engine::receive`] reads bytes into a document and rebuilds the picture; [`Engine::ask`] answers every question
//! of [`protocol::Ask`] from that picture. The same files in the same order give the same answers everywhere.

mod backstop;
mod backstop_choices;
mod beside;
mod changes;
mod cite;
mod clippings;
mod community;
mod comparison;
mod correspond;
mod directory;
mod drift;
mod engine;
mod evidence;
mod export;
mod filter;
mod inspect;
mod lineage;
mod lines;
mod mappings;
mod mechanisms;
mod network;
mod numbers;
mod overview;
mod parameters;
pub mod parts;
mod pinning;
mod profiles;
mod quantities;
mod reading;
mod rule;
mod rule_set;
mod search;
mod sentences;
mod sources;
mod strictness;
mod text;
mod timeline;
mod topic;
mod topics;
mod view;

pub use engine::Engine;
