//! Reads a folder of authoring files and puts a finished atlas in its place. Never leaves half of one behind.

use crate::gather::{FOLDERS, Gathered, SourceFile, gather};
use crate::head;
use crate::package::DESCRIPTION;
use crate::refusal::Refusal;
use crate::{atlas, evidence};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The largest fact file has 120 kB; ten times that is no fact file.
const MAX_FILE_BYTES: u64 = 2 * 1024 * 1024;

/// The facts of a folder, or every reason why not.
pub fn facts(dir: &Path) -> Result<Gathered, Vec<Refusal>> {
    let (files, mut refusals) = read(dir);
    match gather(&files) {
        Ok(mut gathered) => {
            gathered.evidence = evidence::read(dir, &atlas::paths(&gathered.facts), &mut refusals);
            if refusals.is_empty() {
                return Ok(gathered);
            }
            refusals.sort();
            Err(refusals)
        }
        // An unreadable folder has no files either; one reason is enough then.
        Err(_) if files.is_empty() && !refusals.is_empty() => Err(refusals),
        Err(more) => {
            refusals.extend(more);
            refusals.sort();
            Err(refusals)
        }
    }
}

/// Reads the authoring files below `dir`, and says which could not be read. Other files and folders are left alone.
pub fn read(dir: &Path) -> (Vec<SourceFile>, Vec<Refusal>) {
    let mut files = Vec::new();
    let mut refusals = Vec::new();
    if !dir.is_dir() {
        return (files, vec![whole(".", "not a folder")]);
    }
    let top = dir.join(head::FILE);
    if top.is_file() {
        read_file(&top, head::FILE.to_owned(), &mut files, &mut refusals);
    }
    for folder in FOLDERS {
        let path = folder
            .split('/')
            .fold(dir.to_owned(), |path, part| path.join(part));
        if !path.exists() {
            continue;
        }
        match names(&path) {
            Ok(names) => {
                for name in names {
                    let shown = format!("{folder}/{name}");
                    if name.ends_with(".yml") {
                        refusals.push(whole(&shown, "the ending has to be .yaml"));
                    } else if name.ends_with(".yaml") {
                        read_file(&path.join(&name), shown, &mut files, &mut refusals);
                    }
                }
            }
            Err(error) => refusals.push(whole(folder, &format!("cannot be listed: {error}"))),
        }
    }
    (files, refusals)
}

fn read_file(path: &Path, shown: String, files: &mut Vec<SourceFile>, refusals: &mut Vec<Refusal>) {
    match std::fs::metadata(path) {
        Ok(data) if data.len() > MAX_FILE_BYTES => {
            refusals.push(whole(
                &shown,
                &format!("larger than {MAX_FILE_BYTES} bytes"),
            ));
            return;
        }
        Ok(_) => {}
        Err(error) => {
            refusals.push(whole(&shown, &format!("cannot be read: {error}")));
            return;
        }
    }
    match std::fs::read(path) {
        Ok(bytes) => files.push(SourceFile { path: shown, bytes }),
        Err(error) => refusals.push(whole(&shown, &format!("cannot be read: {error}"))),
    }
}

/// Names of the visible files in a folder, sorted.
fn names(path: &Path) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string()
            && !name.starts_with('.')
            && !entry.path().is_dir()
        {
            names.insert(name);
        }
    }
    Ok(names)
}

fn whole(file: &str, reason: &str) -> Refusal {
    // A folder has no lines; a file that cannot be read is refused where it starts.
    let line = usize::from(file.ends_with(".yaml") || file.ends_with(".yml"));
    Refusal {
        file: file.to_owned(),
        line,
        reason: reason.to_owned(),
    }
}

/// Why an atlas could not be put in its place.
#[derive(Debug)]
pub enum PlaceError {
    /// The place holds something that is not an atlas of ours; nothing was touched.
    Occupied {
        /// What was found there.
        found: String,
    },
    /// The disk refused.
    Disk {
        /// Where.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

impl std::fmt::Display for PlaceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Occupied { found } => {
                write!(
                    f,
                    "already there and not an atlas written by this command: {found}; choose another folder"
                )
            }
            Self::Disk { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

/// Writes all files beside `out`, then moves them there in one step. An atlas of ours is replaced.
pub fn place(out: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), PlaceError> {
    let disk = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| PlaceError::Disk { path, error }
    };
    let replaces = check_place(out)?;
    let name = out
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let parent = match out.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&parent).map_err(disk(&parent))?;
    let fresh = parent.join(format!(".{name}.being-packed"));
    let old = parent.join(format!(".{name}.being-replaced"));
    for leftover in [&fresh, &old] {
        if leftover.exists() {
            std::fs::remove_dir_all(leftover).map_err(disk(leftover))?;
        }
    }
    if let Err(error) = write_all(&fresh, files) {
        // The first error is the one worth telling; the leftover is removed by the next run at the latest.
        let _ = std::fs::remove_dir_all(&fresh);
        return Err(disk(&fresh)(error));
    }
    match replaces {
        Replaces::Nothing => {}
        Replaces::Empty => std::fs::remove_dir(out).map_err(disk(out))?,
        Replaces::Atlas => std::fs::rename(out, &old).map_err(disk(out))?,
    }
    std::fs::rename(&fresh, out).map_err(disk(out))?;
    if old.exists() {
        std::fs::remove_dir_all(&old).map_err(disk(&old))?;
    }
    Ok(())
}

fn write_all(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for (path, bytes) in files {
        let path = path
            .split('/')
            .fold(dir.to_owned(), |path, part| path.join(part));
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes)?;
    }
    Ok(())
}

enum Replaces {
    Nothing,
    Empty,
    Atlas,
}

/// Only what this command wrote, whole and with nothing added, may be replaced.
fn check_place(out: &Path) -> Result<Replaces, PlaceError> {
    let occupied = |found: String| PlaceError::Occupied { found };
    if !out.exists() {
        return Ok(Replaces::Nothing);
    }
    if !out.is_dir() {
        return Err(occupied(format!("{} is a file", out.display())));
    }
    let present = present(out).map_err(|error| PlaceError::Disk {
        path: out.to_owned(),
        error,
    })?;
    if present.is_empty() {
        return Ok(Replaces::Empty);
    }
    let listed = std::fs::read(out.join(DESCRIPTION))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok())
        .and_then(|package| crate::package::listed(&package));
    let Some(listed) = listed else {
        return Err(occupied(format!("{} holds other files", out.display())));
    };
    match present
        .iter()
        .find(|path| path.as_str() != DESCRIPTION && !listed.contains(*path))
    {
        Some(stranger) => Err(occupied(format!(
            "{}/{stranger} is not listed in the atlas",
            out.display()
        ))),
        None => Ok(Replaces::Atlas),
    }
}

/// The files below a folder, as paths with `/` between their parts.
pub fn present(dir: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    walk(dir, "", &mut found)?;
    Ok(found)
}

fn walk(dir: &Path, prefix: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{name}/"), found)?;
        } else {
            found.insert(name);
        }
    }
    Ok(())
}
