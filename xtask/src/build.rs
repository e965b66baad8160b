//! Builds the site: Trunk makes the parts, this finishes them into `dist/`. Decides nothing about the page's content.
//!
//! Every file but `index.html` and the atlas is named after its content, so that a page never meets the worker of
//! another build, and any static server may let browsers keep them for ever.

use crate::failure::Failure;
use crate::process::Run;
use crate::{css, node, project, setup, shell};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How much care the build takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Quick to build.
    Dev,
    /// What readers get.
    Release,
}

/// The files that `index.html` names, relative to it.
#[derive(Debug)]
pub struct Parts {
    /// The script that starts the page.
    pub start: String,
    /// The page's wasm.
    pub page: String,
    /// The script that starts the worker.
    pub worker: String,
    /// The style sheet's text.
    pub style: String,
}

/// Sets up, builds and finishes; the old `dist/` stays until the new one is complete.
pub fn build(mode: Mode) -> Result<(), Failure> {
    setup::for_build()?;
    site(mode)
}

/// The same without looking for tools first.
pub fn site(mode: Mode) -> Result<(), Failure> {
    let started = Instant::now();
    let parts = trunk(mode)?;
    let staging = project::target().join("site");
    project::remove_dir(&staging)?;
    let finished = finish(&parts, &staging, mode)?;
    atlas(&staging)?;
    shell::write(&parts.join("index.html"), &staging, &finished)?;
    replace(&staging, &project::dist())?;
    println!("Built dist/ in {:.0} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// Only the atlas, when nothing but `data/` changed.
pub fn atlas(site: &Path) -> Result<(), Failure> {
    println!("Atlas: pack data");
    Run::cargo()
        .args("run --quiet --profile tool -p cli --bin rulescape -- pack data -o")
        .arg(site.join("atlas"))
        .hint("the lines above name file, line and reason")
        .status()
}

fn trunk(mode: Mode) -> Result<PathBuf, Failure> {
    println!("Page and worker: Trunk");
    let out = project::target().join("trunk");
    let mut run = Run::new("trunk")
        .args("build --skip-version-check --dist")
        .arg(&out)
        .env("PATH", setup::path())
        // Trunk reads this variable in a way of its own and refuses common values.
        .env("NO_COLOR", "true")
        // When a compile fails, the compiler has said why; Trunk's own stack helps nobody.
        .env("RUST_BACKTRACE", "0")
        .hint("cargo xtask setup");
    if mode == Mode::Release {
        run = run.arg("--release");
    }
    run.status()?;
    Ok(out)
}

fn finish(parts: &Path, site: &Path, mode: Mode) -> Result<Parts, Failure> {
    println!("Finishing: wasm-opt, one script each, one style sheet, names by content");
    let page_script = script_named_in(&parts.join("index.html"))?;
    let page_name = page_script.trim_end_matches(".js");
    let work = parts.join("work");
    project::remove_dir(&work)?;

    let page = finish_wasm(parts, site, page_name, "page", "-Oz -Oz", mode)?;
    let start = start_script(page_name, &page);
    let start = finish_script(parts, site, page_name, &start, "page", mode)?;

    let worker_wasm = finish_wasm(parts, site, "engine-worker", "worker", "-O3", mode)?;
    let worker = start_script("engine-worker", &worker_wasm);
    let worker = finish_script(parts, site, "engine-worker", &worker, "worker", mode)?;

    let sheet = work.join("all.css");
    project::write(&sheet, css::joined()?)?;
    let short = work.join("short.css");
    node::style(&sheet, &short, mode)?;
    let style = project::read(&short)?.trim().to_owned();
    Ok(Parts {
        start,
        page,
        worker,
        style,
    })
}

/// Trunk puts the name of the page's script where `Trunk.toml` told it to.
fn script_named_in(index: &Path) -> Result<String, Failure> {
    let html = project::read(index)?;
    let name = html
        .split_once("data-start=\"")
        .and_then(|(_, rest)| rest.split_once('|'));
    name.map(|(name, _)| name.to_owned()).ok_or_else(|| {
        let what = "Trunk left no script in the built index.html";
        Failure::new(
            what,
            "keep the two `<link data-trunk rel=\"rust\">` lines in index.html",
        )
    })
}

/// The few lines between a browser and a wasm module.
fn start_script(name: &str, wasm: &str) -> String {
    format!(
        "import init from \"./{name}.js\";\n\
         await init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\n"
    )
}

fn finish_wasm(
    parts: &Path,
    site: &Path,
    name: &str,
    short: &str,
    level: &str,
    mode: Mode,
) -> Result<String, Failure> {
    let wasm = parts.join(format!("{name}_bg.wasm"));
    if mode == Mode::Release {
        node::optimise(&wasm, level)?;
    }
    place(&project::read_bytes(&wasm)?, site, short, "wasm")
}

fn finish_script(
    parts: &Path,
    site: &Path,
    name: &str,
    start: &str,
    short: &str,
    mode: Mode,
) -> Result<String, Failure> {
    let entry = parts.join(format!("{name}.start.js"));
    project::write(&entry, start)?;
    let bundled = parts.join("work").join(format!("{short}.js"));
    node::bundle(&entry, &bundled, mode)?;
    place(&project::read_bytes(&bundled)?, site, short, "js")
}

/// Writes a file under a name made from its content.
fn place(bytes: &[u8], site: &Path, short: &str, ending: &str) -> Result<String, Failure> {
    let digest = Sha256::digest(bytes);
    let digest: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("{short}-{digest}.{ending}");
    project::write(&site.join(&name), bytes)?;
    Ok(name)
}

/// Puts the new folder in the old one's place.
fn replace(new: &Path, old: &Path) -> Result<(), Failure> {
    project::remove_dir(old)?;
    if std::fs::rename(new, old).is_ok() {
        return Ok(());
    }
    // The target folder may lie on another disk.
    for file in project::files(new) {
        if let Ok(name) = file.strip_prefix(new) {
            project::write(&old.join(name), project::read_bytes(&file)?)?;
        }
    }
    project::remove_dir(new)
}
