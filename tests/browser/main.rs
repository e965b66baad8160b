//! Browser tests: the link to the engine with another engine in its place. Never starts a real worker.
#![cfg(target_arch = "wasm32")]

mod components;
mod engine_link;
mod fake_engine;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
