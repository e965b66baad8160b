//! Runs the vectors on this machine and prints a line of JSON for each family. Never decides what is right; their folders do.
//!
//! `vectors DIR NOW [FAMILY]…`: the folder of vectors, and the time at which they are judged, in seconds.

use std::path::Path;
use std::process::ExitCode;

use trust::time::Moment;
use vectors::{FAMILIES, Files};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [root, now, only @ ..] = arguments.as_slice() else {
        eprintln!("usage: vectors DIR NOW [FAMILY]...; `cargo xtask vectors` prints a table");
        return ExitCode::FAILURE;
    };
    let Ok(now) = now.parse() else {
        eprintln!("{now:?} is no number of seconds");
        return ExitCode::FAILURE;
    };
    let files = read(Path::new(root));
    for family in FAMILIES
        .iter()
        .filter(|family| only.is_empty() || only.iter().any(|name| name == family.name))
    {
        match vectors::line(&files, family.name, Moment(now)) {
            Some(line) => println!("{line}"),
            None => println!("{{\"family\":\"{}\",\"missing\":true}}", family.name),
        }
    }
    ExitCode::SUCCESS
}

/// Every file below a folder. What cannot be read is missing, and a missing case is counted as wrong.
fn read(root: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let (Ok(bytes), Ok(below)) = (std::fs::read(&path), path.strip_prefix(root)) {
                files.insert(below.to_owned(), bytes);
            }
        }
    }
    files
}
