//! Writes the signed files of the demonstration atlas into its folder. Never touches what other people's tools made.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let dir = std::env::args()
        .nth(1)
        .map_or_else(|| PathBuf::from("data/demonstration"), PathBuf::from);
    let files = match demonstration::files(&dir) {
        Ok(files) => files,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    for (path, bytes) in &files {
        if let Err(error) = std::fs::write(dir.join(path), bytes) {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!("{} files written to {}", files.len(), dir.display());
    ExitCode::SUCCESS
}
