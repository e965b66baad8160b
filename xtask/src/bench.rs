//! Measures the built site and the engine's inner parts in a real browser, peers beside them. Never judges by itself:
//! the table says what falls short, and it is no failure of the command.

use crate::Options;
use crate::build::Mode;
use crate::failure::Failure;
use crate::process::Run;
use crate::{browser, node, project, serve, setup, sizes};
use std::path::Path;

/// Sizes and speeds of the built site; further words are the number of repetitions and the parts that are wanted.
pub fn bench(options: &Options) -> Result<(), Failure> {
    serve::ready()?;
    let site = project::target().join("bench-site");
    Run::new("node")
        .arg("tests/e2e/twins.mjs")
        .arg(project::dist())
        .arg(&site)
        .status()?;
    kit(&site.join("bench"))?;
    sizes::print(&sizes::measure()?);
    let mut run = browser::script("bench.mjs", &site)?;
    match setup::trestle() {
        Ok(trestle) => run = run.env("RULESCAPE_TRESTLE", trestle),
        Err(failure) => println!("trestle is not at hand, its line is left out: {failure}"),
    }
    options.others.iter().fold(run, Run::arg).status()
}

/// The engine's inner parts as a module of their own, in one script with the peers. Built as the worker is built.
fn kit(to: &Path) -> Result<(), Failure> {
    println!("Measuring kit: cargo, wasm-bindgen, wasm-opt, one script");
    let work = project::target().join("bench-kit");
    Run::cargo()
        .args("build --quiet -p bench-kit --target wasm32-unknown-unknown --profile worker")
        .status()?;
    Run::new("wasm-bindgen")
        .arg(project::target().join("wasm32-unknown-unknown/worker/bench_kit.wasm"))
        .args("--target web --no-typescript --out-dir")
        .arg(&work)
        .env("PATH", setup::path())
        .hint("cargo xtask setup")
        .status()?;
    let wasm = work.join("bench_kit_bg.wasm");
    node::optimise(&wasm, "-O3")?;
    project::write(&to.join("kit.wasm"), project::read_bytes(&wasm)?)?;
    let listener = project::root().join("tests/e2e/bench/worker.js");
    let start = format!(
        "import * as kit from \"./bench_kit.js\";\n\
         import {{ listen }} from {:?};\n\
         await listen(kit, new URL(\"kit.wasm\", import.meta.url));\n",
        listener.to_string_lossy()
    );
    let entry = work.join("start.js");
    project::write(&entry, start)?;
    node::bundle(&entry, &to.join("worker.js"), Mode::Release)?;
    project::write(
        &to.join("blank.html"),
        "<!doctype html><meta charset=\"utf-8\"><title>Measuring</title>",
    )
}
