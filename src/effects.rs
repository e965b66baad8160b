//! The only code that touches the world. Never draws; what it learns comes back as an [`crate::store::Action`].

pub mod address;
pub mod atlas;
pub mod bar;
pub mod clipboard;
pub mod conversation;
pub mod download;
pub mod engine_link;
pub mod fetch;
pub mod files;
pub mod focus;
pub mod listener;
pub mod marks;
pub mod paper;
pub mod picture;
pub mod screen;
pub mod storage;
pub mod timer;

mod reach;

pub use reach::Reach;
