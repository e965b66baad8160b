//! The two programs the build takes from npm: a bundler and `wasm-opt`. Knows their arguments, nothing of the page.

use crate::build::Mode;
use crate::failure::Failure;
use crate::process::Run;
use crate::{project, setup};
use std::path::Path;

/// What our WebAssembly uses, and therefore all that the optimiser may use. Never "everything it knows":
/// that would let it emit instructions that today's browsers refuse.
const WASM_FEATURES: &str = "--enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int \
    --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-simd";

/// Optimises a wasm file in place; `level` holds the optimiser's own words, `-Oz` or `-O3`, each a round of its own.
pub fn optimise(wasm: &Path, level: &str) -> Result<(), Failure> {
    Run::new("node")
        .arg(setup::wasm_opt()?)
        .arg(wasm)
        .arg("-o")
        .arg(wasm)
        .args(level)
        .args(WASM_FEATURES)
        .status()
}

/// Joins a script with all it imports into one file.
pub fn bundle(script: &Path, to: &Path, mode: Mode) -> Result<(), Failure> {
    let mut run = esbuild()
        .arg(script)
        .args("--bundle --format=esm --target=es2022 --log-level=warning --charset=utf8")
        .arg(format!("--outfile={}", to.display()));
    if mode == Mode::Release {
        run = run.args("--minify");
    }
    run.status()
}

/// Checks a style sheet and makes it short.
pub fn style(sheet: &Path, to: &Path, mode: Mode) -> Result<(), Failure> {
    let mut run = esbuild()
        .arg(sheet)
        .args("--log-level=warning --charset=utf8")
        .arg(format!("--outfile={}", to.display()));
    if mode == Mode::Release {
        run = run.args("--minify");
    }
    run.status()
}

fn esbuild() -> Run {
    Run::new(project::root().join("xtask/node/node_modules/.bin/esbuild"))
}
