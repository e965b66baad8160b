//! Installs what a bare machine lacks, and says what. Never touches a tool that is already right.

use crate::failure::Failure;
use crate::process::Run;
use crate::project;
use std::path::{Path, PathBuf};

/// The builder of the page; `Trunk.toml` is written for it.
const TRUNK: &str = "0.21.14";

/// Validates our OSCAL; the only thing taken from PyPI.
const TRESTLE: &str = "5.2.0";

/// Cuts a wasm into pieces; the crates `wasm_split_helpers` and `wasm_split_macros` speak its language.
const WASM_SPLIT: &str = "0.2.4";

/// The first Node that the end-to-end tests' packages run on.
const NODE: u32 = 20;

/// Everything that any command needs.
pub fn everything() -> Result<(), Failure> {
    for_build()?;
    for_browser_tests()?;
    trestle()?;
    println!("Everything is there.");
    Ok(())
}

/// What building the page needs.
pub fn for_build() -> Result<(), Failure> {
    println!("Setup: tools for the build");
    wasm_target()?;
    trunk()?;
    wasm_bindgen()?;
    wasm_split()?;
    wasm_opt()?;
    Ok(())
}

/// What the end-to-end tests need beyond the build.
pub fn for_browser_tests() -> Result<(), Failure> {
    println!("Setup: a browser and its drivers");
    chromium()?;
    node_packages("tests/e2e", "node_modules/@playwright/test")
}

/// The folder of Trunk, wasm-bindgen and its test runner, when we installed them.
pub fn tools() -> PathBuf {
    project::cache().join("tools/bin")
}

/// `PATH` with our tools in front.
pub fn path() -> std::ffi::OsString {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(tools()).chain(std::env::split_paths(&old));
    std::env::join_paths(dirs).unwrap_or(old)
}

/// `wasm-opt`, a script for Node.
pub fn wasm_opt() -> Result<PathBuf, Failure> {
    node_packages("xtask/node", "node_modules/binaryen/bin/wasm-opt")?;
    Ok(project::root().join("xtask/node/node_modules/binaryen/bin/wasm-opt"))
}

/// The `trestle` command, in a Python environment of its own.
pub fn trestle() -> Result<PathBuf, Failure> {
    let home = project::cache().join(format!("trestle-{TRESTLE}"));
    let trestle = home.join("bin/trestle");
    if Run::version_of(&trestle, "version").is_some() {
        have("trestle");
        return Ok(trestle);
    }
    if !venv_works() {
        debian("python3 with venv", "python3-venv python3-pip")?;
    }
    missing(&format!(
        "compliance-trestle {TRESTLE} (PyPI), to validate our OSCAL files"
    ));
    project::remove_dir(&home)?;
    Run::new("python3").args("-m venv").arg(&home).status()?;
    Run::new(home.join("bin/pip"))
        .args("install --quiet --disable-pip-version-check")
        .arg(format!("compliance-trestle=={TRESTLE}"))
        .hint("look at what pip printed; it needs to reach pypi.org or the index in pip's configuration")
        .status()?;
    Ok(trestle)
}

fn venv_works() -> bool {
    Run::new("python3")
        .args("-c")
        .arg("import ensurepip, venv")
        .quietly()
}

/// What everything for browsers is compiled for.
pub fn wasm_target() -> Result<(), Failure> {
    const NAME: &str = "wasm32-unknown-unknown";
    let sysroot = Run::new("rustc").args("--print sysroot").output()?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(NAME)
        .is_dir()
    {
        have(NAME);
        return Ok(());
    }
    missing(&format!("the Rust target {NAME}"));
    Run::new("rustup")
        .args("target add")
        .arg(NAME)
        .hint("install Rust with rustup (rustup.rs); Debian's own Rust has no wasm target in the right version")
        .status()
}

fn trunk() -> Result<(), Failure> {
    if on_path("trunk").is_some_and(|version| version.ends_with(TRUNK)) {
        have("Trunk");
        return Ok(());
    }
    missing(&format!(
        "Trunk {TRUNK}, the page's builder (a few minutes, once)"
    ));
    // Trunk only starts other programs; optimising it would double the wait and save nothing.
    cargo_install("trunk", TRUNK)
        .arg("--root")
        .arg(project::cache().join("tools"))
        .args("--no-default-features --features rustls")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .status()
}

fn wasm_bindgen() -> Result<(), Failure> {
    let locked = locked_version("wasm-bindgen")?;
    let right = |tool: &str| on_path(tool).is_some_and(|version| version.ends_with(&locked));
    if right("wasm-bindgen") && right("wasm-bindgen-test-runner") {
        have("wasm-bindgen");
        return Ok(());
    }
    missing(&format!(
        "wasm-bindgen {locked}, exactly the version in Cargo.lock (a minute or two, once)"
    ));
    cargo_install("wasm-bindgen-cli", &locked)
        .arg("--root")
        .arg(project::cache().join("tools"))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .status()
}

/// `wasm-split-cli`, which cannot tell its version; its name in our folder does.
pub fn wasm_split() -> Result<PathBuf, Failure> {
    let tool = project::cache().join(format!("wasm-split-{WASM_SPLIT}/bin/wasm-split-cli"));
    if tool.is_file() {
        have("wasm-split");
        return Ok(tool);
    }
    missing(&format!(
        "wasm-split {WASM_SPLIT}, which cuts the page into parts (a minute or two, once)"
    ));
    cargo_install("wasm_split_cli_support", WASM_SPLIT)
        .args("--features build-binary")
        .arg("--root")
        .arg(project::cache().join(format!("wasm-split-{WASM_SPLIT}")))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .status()?;
    Ok(tool)
}

/// Builds in a folder of its own, so that nobody's `target/` is disturbed.
fn cargo_install(name: &str, version: &str) -> Run {
    Run::cargo()
        .args("install --locked --force")
        .arg(format!("{name}@{version}"))
        .env("CARGO_TARGET_DIR", project::cache().join("tools/target"))
        .hint("it needs crates.io (or the mirror in Cargo's configuration) and, on Debian, the package `build-essential`")
}

fn node_packages(folder: &str, proof: &str) -> Result<(), Failure> {
    node()?;
    let dir = project::root().join(folder);
    let stamp = dir.join("node_modules/.package-lock.json");
    let lock = dir.join("package-lock.json");
    if dir.join(proof).exists() && newer(&stamp, &lock) {
        have(&format!("npm packages of {folder}"));
        return Ok(());
    }
    missing(&format!("npm packages of {folder}"));
    Run::new("npm")
        .args("ci --no-fund --no-audit")
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .within(&dir)
        .hint("npm needs to reach registry.npmjs.org or the registry in its configuration")
        .status()?;
    // npm keeps the stamp's old time when nothing changed; touching it spares the next run.
    let bytes = project::read_bytes(&stamp)?;
    project::write(&stamp, bytes)
}

fn node() -> Result<(), Failure> {
    if Run::version("node").is_none() || Run::version("npm").is_none() {
        debian("Node.js and npm", "nodejs npm")?;
    }
    let version = Run::version("node").unwrap_or_default();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse().ok());
    if major.unwrap_or(0) < NODE {
        return Err(Failure::new(
            format!("Node.js {version} is too old; {NODE} or newer is needed"),
            "Debian 13 has a newer `nodejs`; for older systems see nodejs.org",
        ));
    }
    Ok(())
}

fn chromium() -> Result<(), Failure> {
    if browser().is_some() && driver().is_some() {
        have("Chromium");
        return Ok(());
    }
    debian("Chromium and its driver", "chromium chromium-driver")
}

/// The browser that the tests drive.
pub fn browser() -> Option<PathBuf> {
    find(&["chromium", "chromium-browser", "google-chrome"])
}

/// The program that lets `wasm-bindgen-test-runner` drive the browser.
pub fn driver() -> Option<PathBuf> {
    find(&["chromedriver"])
}

/// Installs Debian packages, or says how.
fn debian(what: &str, packages: &str) -> Result<(), Failure> {
    missing(&format!("{what} (Debian: {packages})"));
    let hint = format!("sudo apt-get install {packages}");
    let Some(apt) = find(&["apt-get"]) else {
        let what = format!("{what} not found, and this is not a Debian system");
        return Err(Failure::new(
            what,
            format!("install the equivalent of: {packages}"),
        ));
    };
    let root = Run::new("id").args("-u").output()?.trim() == "0";
    let run = |line: &str| {
        let run = match (root, find(&["sudo"])) {
            (true, _) => Run::new(&apt),
            (false, Some(sudo)) => Run::new(sudo).arg(&apt),
            (false, None) => {
                let what = format!("{what} not found, and installing it needs root");
                return Err(Failure::new(what, &hint));
            }
        };
        run.args(line)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .hint(&hint)
            .status()
    };
    run("update -qq")?;
    run(&format!(
        "install -y -qq --no-install-recommends {packages}"
    ))
}

/// The version of a package in `Cargo.lock`.
pub fn locked_version(package: &str) -> Result<String, Failure> {
    let lock = project::read(&project::root().join("Cargo.lock"))?;
    let name = format!("name = \"{package}\"");
    let version = lock
        .lines()
        .skip_while(|line| *line != name)
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""))
        .map(|rest| rest.trim_end_matches('"').to_owned());
    version.ok_or_else(|| Failure::plain(format!("Cargo.lock has no package `{package}`")))
}

/// The version a tool prints, ours before anybody else's.
fn on_path(tool: &str) -> Option<String> {
    Run::version(tools().join(tool)).or_else(|| Run::version(tool))
}

/// The first of these programs on the path.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|dir| dir.join(name))
            .find(|file| file.is_file())
    })
}

fn newer(stamp: &Path, source: &Path) -> bool {
    let time = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified());
    match (time(stamp), time(source)) {
        (Ok(stamp), Ok(source)) => stamp >= source,
        _ => false,
    }
}

/// Says what is there already.
pub fn have(what: &str) {
    println!("  there    {what}");
}

/// Says what is about to be installed.
pub fn missing(what: &str) {
    println!("  install  {what}");
}
