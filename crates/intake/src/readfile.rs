//! The compact read-file of an atlas: `{"rulescape":"facts/1","facts":{…}}`. Never repairs what does not fit.
//!
//! `publish` writes it with [`write`]; the page's first request is for it, so it carries [`Facts`] and nothing else.

use serde::{Deserialize, Serialize};

use crate::facts::Facts;
use crate::json::{self, Limits, Places};
use crate::problem::{Problem, code};

/// What this program writes and reads. Raised when a field changes its meaning or a required one is added.
pub const VERSION: &str = "facts/1";

/// The read-file as it stands in the file; `rulescape` comes first, so that the file is known by its first bytes.
#[derive(Serialize, Deserialize)]
struct ReadFile<F> {
    rulescape: String,
    facts: F,
}

/// Prints the read-file: the same facts give the same bytes.
pub fn write(facts: &Facts) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&ReadFile {
        rulescape: VERSION.to_owned(),
        facts,
    })
}

/// How every version of the read-file names itself.
pub(crate) const FAMILY: &str = "facts/";

/// True when the bytes begin like a read-file of any version.
pub(crate) fn is_read_file(bytes: &[u8]) -> bool {
    ["{", "\"rulescape\"", ":", "\"", FAMILY]
        .iter()
        .try_fold(bytes, |rest, piece| {
            rest.trim_ascii_start().strip_prefix(piece.as_bytes())
        })
        .is_some()
}

/// Reads it back.
pub(crate) fn decode(bytes: &[u8]) -> Result<Facts, Problem> {
    if bytes.len() > Limits::BYTES {
        let what = format!(
            "The file has {} bytes, more than the limit of {}",
            bytes.len(),
            Limits::BYTES
        );
        return Err(Problem::error(
            code::TOO_LARGE,
            what,
            "An atlas of this size has to be split",
        ));
    }
    match serde_json::from_slice::<ReadFile<Facts>>(bytes) {
        Ok(file) if file.rulescape == VERSION => Ok(file.facts),
        Ok(file) => Err(other_version(&file.rulescape)),
        Err(error) => Err(explain(bytes, &error)),
    }
}

fn other_version(found: &str) -> Problem {
    let short: String = found.chars().take(40).collect();
    Problem::error(
        code::READ_FILE_VERSION,
        format!("The read-file says {short:?}; this program reads {VERSION:?}"),
        "Pack the atlas again with the same version of Rulescape",
    )
}

/// A second, slower look at a file that could not be decoded: is it JSON at all, is it of another version, and where
/// is the value that does not fit?
fn explain(bytes: &[u8], error: &serde_json::Error) -> Problem {
    let json = match json::parse(bytes, &Limits::FILE) {
        Ok(json) => json,
        Err(problem) => return problem,
    };
    if let Some(found) = json.root.get("rulescape").and_then(json::Node::as_str)
        && found != VERSION
    {
        return other_version(found);
    }
    // serde_json names the place after its words; we give it separately.
    let words = error.to_string();
    let words = words
        .rsplit_once(" at line ")
        .map_or(words.as_str(), |(before, _)| before);
    let problem = Problem::error(
        code::READ_FILE_SHAPE,
        format!("The read-file does not have the shape of {VERSION}: {words}"),
        "Pack the atlas again; the shape is described in docs/formats/facts.md",
    );
    match Places::new(bytes).offset(error.line(), error.column()) {
        Some(at) => problem.placed(&Places::new(bytes), &json.root, at),
        None => problem,
    }
}
