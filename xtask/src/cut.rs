//! Cuts a wasm where its own code says, and binds what is left to a script. Decides neither where to cut nor what the
//! pieces are called.
//!
//! Trunk has no step between compiling and binding, so the readers' build takes the wasm as the compiler left it, with
//! its relocations, and binds once more. Functions that several pieces need stay in the piece that is always there, or
//! come in pieces of their own; all pieces share one memory and one table.

use crate::failure::Failure;
use crate::process::Run;
use crate::{names, node, project, setup};
use std::path::{Path, PathBuf};

/// What the compiler must do beyond `.cargo/config.toml`, which this replaces: keep the relocations, and name no folder of
/// this machine in the words of a panic. Separated as Cargo wants it, so that folders may hold spaces.
pub fn rustflags() -> Result<String, Failure> {
    let mut flags = vec![
        "-Ctarget-feature=+simd128".to_owned(),
        "-Clink-arg=--emit-relocs".to_owned(),
    ];
    let sysroot = Run::new("rustc").args("--print sysroot").output()?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let registry = home.unwrap_or_default().join("registry/src");
    let sources = project::names(&registry, true).into_iter();
    flags.extend(
        sources
            .map(|source| registry.join(source))
            .chain([library, project::root()])
            .map(|folder| format!("--remap-path-prefix={}=", folder.display())),
    );
    Ok(flags.join("\u{1f}"))
}

/// The feature that puts the cuts into the code.
pub const FEATURE: &str = "split";

/// The script that brings the later pieces, beside the one that starts the first.
pub const LINKS: &str = "__wasm_split.js";

/// What a wasm has become.
pub struct Pieces {
    /// Where everything lies.
    pub dir: PathBuf,
    /// The piece that starts.
    pub first: PathBuf,
    /// The pieces that come later, sorted by name.
    pub later: Vec<PathBuf>,
}

/// Cuts `wasm` and makes every piece small; the scripts are then called `{name}.js` and [`LINKS`].
pub fn cut(wasm: &Path, dir: &Path, name: &str, level: &str) -> Result<Pieces, Failure> {
    project::remove_dir(dir)?;
    Run::new(setup::wasm_split()?)
        .arg(wasm)
        .arg(dir)
        .arg("--out-name")
        .arg(name)
        .hint("cargo xtask setup")
        .status()?;
    let later = later(dir, name);
    let whole = dir.join(format!("{name}.wasm"));
    Run::new("wasm-bindgen")
        .args("--target web --no-typescript --keep-lld-exports --out-name")
        .arg(name)
        .arg("--out-dir")
        .arg(dir)
        .arg(&whole)
        .env("PATH", setup::path())
        .hint("cargo xtask setup")
        .status()?;
    let first = dir.join(format!("{name}_bg.wasm"));
    for piece in std::iter::once(&first).chain(&later) {
        node::optimise(piece, level)?;
    }
    names::shorten(&first, &dir.join(format!("{name}.js")))?;
    Ok(Pieces {
        dir: dir.to_owned(),
        first,
        later,
    })
}

fn later(dir: &Path, name: &str) -> Vec<PathBuf> {
    let whole = format!("{name}.wasm");
    project::names(dir, false)
        .into_iter()
        .filter(|file| file.ends_with(".wasm") && *file != whole)
        .map(|file| dir.join(file))
        .collect()
}
