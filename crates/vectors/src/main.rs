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
    let files = match read(Path::new(root)) {
        Ok(files) => files,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    for family in FAMILIES
        .iter()
        .filter(|family| only.is_empty() || only.iter().any(|name| name == family.name))
    {
        match vectors::line(&files, family.name, Moment(now)) {
            Some(line) => println!("{line}"),
            None => println!(
                "{{\"family\":\"{}\",\"required\":{},\"missing\":true}}",
                family.name, family.required
            ),
        }
    }
    ExitCode::SUCCESS
}

/// Every file below a folder. One that cannot be read ends the run: nobody can tell which case it was.
fn read(root: &Path) -> Result<Files, String> {
    let mut files = Files::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let why = |error: std::io::Error| format!("{}: {error}", folder.display());
        for entry in std::fs::read_dir(&folder).map_err(why)? {
            let path = entry.map_err(why)?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let bytes =
                std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            if let Ok(below) = path.strip_prefix(root) {
                files.insert(below.to_owned(), bytes);
            }
        }
    }
    Ok(files)
}
