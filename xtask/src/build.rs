//! Builds the site: Trunk makes the parts, this finishes them into `dist/`. Decides nothing about the page's content.
//!
//! Every file but `index.html`, the atlas and the trusted root is named after its content, so that a page never meets the
//! worker of another build, and any static server may let browsers keep them for ever.

use crate::failure::Failure;
use crate::process::Run;
use crate::{css, cut, node, project, setup, shell};
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
    project::write(
        &staging.join(ROOT.1),
        project::read_bytes(&project::root().join(ROOT.0))?,
    )?;
    shell::write(&parts.join("index.html"), &staging, &finished)?;
    replace(&staging, &project::dist())?;
    println!("Built dist/ in {:.0} s", started.elapsed().as_secs_f32());
    Ok(())
}

/// The built-in trusted root, and its name in the site, where readers take it for other tools. The page never fetches it.
const ROOT: (&str, &str) = (
    "crates/trust/roots/sigstore-public-good.json",
    "public-root.json",
);

/// The two atlases, each from its folder of facts: the built-in one, and invented communities that show what evidence
/// looks like.
pub const ATLASES: [(&str, &str); 2] = [("data", "atlas"), ("data/demonstration", "demonstration")];

/// Only the atlases, when nothing but `data/` changed.
pub fn atlas(site: &Path) -> Result<(), Failure> {
    for (facts, folder) in ATLASES {
        println!("Atlas: pack {facts}");
        Run::cargo()
            .args("run --quiet --profile tool -p cli --bin rulescape -- pack")
            .arg(facts)
            .arg("-o")
            .arg(site.join(folder))
            .hint("the lines above name file, line and reason")
            .status()?;
    }
    Ok(())
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
        run = run
            .arg("--release")
            .arg("--features")
            .arg(cut::FEATURE)
            .env("CARGO_ENCODED_RUSTFLAGS", cut::rustflags()?);
    }
    run.status()?;
    Ok(out)
}

/// A wasm of ours, from the compiler to the reader.
struct Module {
    /// What it is called in the site.
    short: &'static str,
    /// Its name in Cargo's output and the profile that it is compiled with.
    compiled: &'static str,
    /// The optimiser's own words.
    level: &'static str,
    /// The part that is fetched beside the first wasm, and the addresses, as an expression of JavaScript, that it is for.
    early: Option<(&'static str, &'static str)>,
}

const PAGE: Module = Module {
    short: "page",
    compiled: "page/rulescape-page.wasm",
    level: "-Oz -Oz",
    early: Some(("network", r"/^(#\/?(\?.*)?)?$/.test(location.hash)")),
};

const WORKER: Module = Module {
    short: "worker",
    compiled: "worker/engine_worker.wasm",
    level: "-Oz",
    early: None,
};

fn finish(parts: &Path, site: &Path, mode: Mode) -> Result<Parts, Failure> {
    println!("Finishing: pieces, wasm-opt, one script each, one style sheet, names by content");
    let page_script = script_named_in(&parts.join("index.html"))?;
    let page_name = page_script.trim_end_matches(".js");
    let work = parts.join("work");
    project::remove_dir(&work)?;

    let (page, start) = finish_module(&PAGE, parts, page_name, site, mode)?;
    let (_, worker) = finish_module(&WORKER, parts, "engine-worker", site, mode)?;

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

/// Places a module's pieces and its one script; answers with the names of the first piece and the script.
fn finish_module(
    module: &Module,
    parts: &Path,
    bound: &str,
    site: &Path,
    mode: Mode,
) -> Result<(String, String), Failure> {
    let short = module.short;
    let mut early = String::new();
    let (dir, name, first) = match mode {
        Mode::Dev => {
            let wasm = parts.join(format!("{bound}_bg.wasm"));
            (parts.to_owned(), bound, wasm)
        }
        Mode::Release => {
            let compiled = project::target()
                .join("wasm32-unknown-unknown")
                .join(module.compiled);
            let dir = parts.join("work").join(short);
            let pieces = cut::cut(&compiled, &dir, short, module.level)?;
            place_later(&pieces, short, site)?;
            if let Some((part, when)) = module.early {
                early = early_script(&project::read(&dir.join(cut::LINKS))?, part, when);
            }
            (dir, short, pieces.first)
        }
    };
    let wasm = place(&project::read_bytes(&first)?, site, short, "wasm")?;
    let entry = dir.join(format!("{short}.start.js"));
    project::write(&entry, start_script(name, &wasm, &early))?;
    let bundled = parts.join("work").join(format!("{short}.js"));
    node::bundle(&entry, &bundled, mode)?;
    let script = place(&project::read_bytes(&bundled)?, site, short, "js")?;
    Ok((wasm, script))
}

/// Places the pieces that come later and writes their names into the script that brings them.
fn place_later(pieces: &cut::Pieces, short: &str, site: &Path) -> Result<(), Failure> {
    if pieces.later.is_empty() {
        return Ok(());
    }
    let links = pieces.dir.join(cut::LINKS);
    let mut script = project::read(&links)?;
    for piece in &pieces.later {
        let old = piece.file_name().unwrap_or_default().to_string_lossy();
        let stem = old.trim_end_matches(".wasm").trim_start_matches("split_");
        let name = place(
            &project::read_bytes(piece)?,
            site,
            &format!("{short}.{stem}"),
            "wasm",
        )?;
        script = script.replace(&format!("\"./{old}\""), &format!("\"./{name}\""));
    }
    project::write(&links, script)
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
fn start_script(name: &str, wasm: &str, early: &str) -> String {
    format!(
        "import init from \"./{name}.js\";\n\
         {early}await init({{ module_or_path: new URL(\"./{wasm}\", import.meta.url) }});\n"
    )
}

/// Asks for the files of a part before anything runs; `links` is the script that brings them later, from the same place.
fn early_script(links: &str, part: &str, when: &str) -> String {
    let file_after = |mark: &str| {
        let rest = links.split_once(mark)?.1;
        let name = rest.split_once("new URL(\"")?.1.split_once('"')?.0;
        let needs = rest.split_once(", [")?.1.split_once(']')?.0;
        Some((name.to_owned(), needs.to_owned()))
    };
    let Some((own, needs)) = file_after(&format!("__wasm_split_load_{part} =")) else {
        return String::new();
    };
    let chunks = needs.split(", ").filter(|chunk| !chunk.is_empty());
    let chunks = chunks.filter_map(|chunk| Some(file_after(&format!("const {chunk} ="))?.0));
    let files: Vec<String> = std::iter::once(own).chain(chunks).collect();
    format!(
        "if ({when}) for (const name of {files:?}) {{\n\
         const link = document.createElement(\"link\");\n\
         Object.assign(link, {{ rel: \"preload\", as: \"fetch\", crossOrigin: \"\", href: new URL(name, import.meta.url) }});\n\
         document.head.append(link);\n\
         }}\n"
    )
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
