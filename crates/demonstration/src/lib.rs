//! The signed files of the demonstration atlas: the same keys and facts give the same bytes. Never a key worth keeping.
//!
//! Every file has one reason to be what it is. What other people's tools made (`trestle`, `cosign`, `openssl`) lies in the folder and
//! is read, not made again.

mod bundles;
mod certificates;
mod credentials;
mod envelopes;
mod histories;
mod judge;
mod keys;
mod logbook;
mod notes;
mod viewpoint;

use std::collections::BTreeMap;
use std::path::Path;

pub use judge::{Judge, NOW};

/// When everything in the demonstration was signed.
const SIGNED: &str = "2026-06-10T09:00:00Z";

/// What the makers of files have at hand.
struct Workshop {
    keys: keys::Keys,
    /// Files of the atlas that are made from facts, and the documents beside them.
    files: BTreeMap<String, Vec<u8>>,
    /// A timestamp made with `openssl ts` over something that nothing here is about.
    foreign_timestamp: Vec<u8>,
}

impl Workshop {
    fn file(&self, path: &str) -> Result<&[u8], String> {
        let bytes = self.files.get(path).map(Vec::as_slice);
        bytes.ok_or_else(|| format!("the demonstration has no file {path}"))
    }

    /// SHA-256 of a file, in hex.
    fn digest(&self, path: &str) -> Result<String, String> {
        Ok(publish::digest(self.file(path)?).hex())
    }
}

/// Every file that is made here, by its path in the folder.
pub fn files(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let workshop = Workshop {
        keys: keys::Keys::read(&dir.join("keys-openly-worthless"))?,
        files: atlas(dir)?,
        foreign_timestamp: read(&dir.join("made-by-tools/foreign-timestamp.tsr"))?,
    };
    let mut made = BTreeMap::new();
    envelopes::make(&workshop, &mut made)?;
    bundles::make(&workshop, &mut made)?;
    credentials::make(&workshop, &mut made)?;
    histories::make(&workshop, &mut made)?;
    notes::make(&workshop, &mut made)?;
    viewpoint::make(&workshop, &mut made)?;
    Ok(made)
}

/// The files that packing makes from the facts, and the documents of the folder.
fn atlas(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let (sources, refusals) = publish::folder::read(dir);
    let gathered = match publish::gather(&sources) {
        Ok(gathered) if refusals.is_empty() => gathered,
        Ok(_) => return Err(listed(&refusals)),
        Err(refusals) => return Err(listed(&refusals)),
    };
    let packed = publish::files(&gathered);
    let mut files: BTreeMap<String, Vec<u8>> = packed
        .into_iter()
        .map(|(path, file)| (path, file.bytes))
        .collect();
    for entry in std::fs::read_dir(dir.join("documents")).map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        if let Ok(name) = entry.file_name().into_string() {
            files.insert(format!("documents/{name}"), read(&entry.path())?);
        }
    }
    Ok(files)
}

fn listed(refusals: &[publish::Refusal]) -> String {
    let lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
