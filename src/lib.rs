//! The page, in reading order. Draws and asks; never parses a document, never verifies one.

pub mod app;
pub mod by_ref;
pub mod components;
pub mod drawing;
pub mod effects;
pub mod html;
pub mod pages;
pub mod route;
pub mod store;
