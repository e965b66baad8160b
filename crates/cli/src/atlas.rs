//! Finds the atlas in which ids are looked up and gives it to an engine. Never downloads one.

use engine::Engine;
use protocol::{Origin, SourceFile, Way};
use std::path::{Path, PathBuf};

/// Names an atlas when the command line does not.
const VARIABLE: &str = "RULESCAPE_ATLAS";

/// Where an atlas usually is, seen from the top of a checkout: packed, then as facts.
const USUAL: [&str; 2] = ["dist/atlas", "data"];

/// The atlas that was named, or the first of the usual ones that is there.
pub fn find(named: Option<&Path>) -> Option<PathBuf> {
    let named = named
        .map(Path::to_owned)
        .or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from));
    named.or_else(|| USUAL.iter().map(PathBuf::from).find(|path| path.is_dir()))
}

/// Loads an atlas: its read-file, or facts that are packed in memory.
pub fn load(engine: &mut Engine, path: &Path) -> Result<(), String> {
    let read_file = if path.is_dir() {
        path.join(publish::READ_FILE)
    } else {
        path.to_owned()
    };
    let (name, bytes) = if read_file.is_file() {
        let bytes = std::fs::read(&read_file)
            .map_err(|error| format!("{}: {error}", read_file.display()))?;
        (read_file.display().to_string(), bytes)
    } else {
        (path.display().to_string(), pack(path)?)
    };
    let file = receive(engine, name, bytes, Way::BuiltIn);
    if file.usable {
        Ok(())
    } else {
        Err(unusable(&file))
    }
}

/// Gives a file to the engine.
pub fn receive(engine: &mut Engine, name: String, bytes: Vec<u8>, way: Way) -> SourceFile {
    engine.receive(Origin { name, way }, bytes, &mut |_, _, _| {})
}

/// Why a file cannot be used, with the first problems it has.
pub fn unusable(file: &SourceFile) -> String {
    /// Enough to see what is the matter.
    const SHOWN: usize = 5;
    let mut text = format!("{}: cannot be used here ({})", file.origin.name, file.kind);
    for problem in file.problems.iter().take(SHOWN) {
        text.push_str(&format!(
            "\n  {}:{}: {}",
            problem.line, problem.column, problem.what
        ));
    }
    text
}

fn pack(dir: &Path) -> Result<Vec<u8>, String> {
    let refused = |refusals: Vec<publish::Refusal>| {
        let lines: Vec<String> = refusals
            .iter()
            .map(|refusal| dir.join(refusal.to_string()).display().to_string())
            .collect();
        lines.join("\n")
    };
    let gathered = publish::folder::facts(dir).map_err(refused)?;
    let mut files = publish::files(&gathered);
    let read_file = files
        .remove(publish::READ_FILE)
        .expect("every atlas has a read-file");
    Ok(read_file.bytes)
}
