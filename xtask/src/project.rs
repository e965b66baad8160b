//! Where things lie in the project. Reads and writes files with their name in every error; knows no tool.

use crate::failure::Failure;
use std::path::{Path, PathBuf};

/// The folder that holds the workspace's `Cargo.toml`. Cargo names our package when it runs us: what was compiled in
/// would be wrong for a tree that was copied together with its `target/`.
pub fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    match here.parent() {
        Some(parent) => parent.to_path_buf(),
        None => here,
    }
}

/// Cargo's output folder, which `CARGO_TARGET_DIR` may move.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// The finished site.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Tools installed once for this person and used by every clone; nobody's own tools are overwritten.
pub fn cache() -> PathBuf {
    let named = |name: &str| {
        std::env::var_os(name)
            .filter(|dir| !dir.is_empty())
            .map(PathBuf::from)
    };
    let base = named("XDG_CACHE_HOME").or_else(|| named("HOME").map(|home| home.join(".cache")));
    match base {
        Some(base) => base.join("rulescape"),
        None => root().join(".cache"),
    }
}

/// Foreign documents and signatures that some tests read. They are not part of the project.
pub fn vectors() -> Option<PathBuf> {
    let dir = match std::env::var_os("RULESCAPE_VECTORS") {
        Some(dir) => PathBuf::from(dir),
        None => root().join("../shared/vectors"),
    };
    dir.is_dir().then_some(dir)
}

/// A whole text file.
pub fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))
}

/// A whole file.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::file(path, &error))
}

/// Replaces a file, making its folder first.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|error| Failure::file(dir, &error))?;
    }
    std::fs::write(path, bytes).map_err(|error| Failure::file(path, &error))
}

/// Removes a folder with all it holds; nothing there is fine.
pub fn remove_dir(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::file(path, &error))
        }
        _ => Ok(()),
    }
}

/// All files below a folder, sorted; nothing when the folder is missing.
pub fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(dir, &mut found);
    found.sort();
    found
}

/// The names directly in a folder, folders only or files only, sorted.
pub fn names(dir: &Path, folders: bool) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir() == folders)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

fn collect(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            found.push(path);
        }
    }
}
