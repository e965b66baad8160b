//! The compact read-file of an atlas: `{"rulescape":"facts/1","facts":{…}}`. Never repairs what does not fit.
//!
//! `publish` writes it with [`write`]; the page's first request is for it, so it carries [`Facts`] and nothing else.

use serde::Serialize;

use crate::facts::Facts;
use crate::json::{self, Limits, Node, Places};
use crate::problem::{Problem, code};
use crate::shape::{self, Misfit};

/// What this program writes and reads. Raised when a field changes its meaning or a required one is added.
pub const VERSION: &str = "facts/1";

/// The read-file as it stands in the file; `rulescape` comes first, so that the file is known by its first bytes.
#[derive(Serialize)]
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

/// Reads it back; `progress` as in [`crate::read`].
pub(crate) fn decode(bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Result<Facts, Problem> {
    let json = json::parse_with_progress(bytes, &Limits::FILE, progress)?;
    from_tree(bytes, &json.root)
}

/// The same from a tree that is there already.
pub(crate) fn from_tree(bytes: &[u8], root: &Node) -> Result<Facts, Problem> {
    let version = root.get("rulescape").and_then(Node::as_str);
    if let Some(found) = version.filter(|found| *found != VERSION) {
        return Err(other_version(found));
    }
    let facts = match (version, root.get("facts")) {
        (Some(_), Some(facts)) => shape::facts(facts),
        _ => Err(shape::Misfit {
            at: root.at,
            what: "`rulescape` or `facts` is missing".to_owned(),
        }),
    };
    facts.map_err(|Misfit { at, what }| {
        let problem = Problem::error(
            code::READ_FILE_SHAPE,
            format!("The read-file does not have the shape of {VERSION}: {what}"),
            "Pack the atlas again; the shape is described in docs/formats/facts.md",
        );
        problem.placed(&Places::new(bytes), root, at)
    })
}

fn other_version(found: &str) -> Problem {
    let short: String = found.chars().take(40).collect();
    Problem::error(
        code::READ_FILE_VERSION,
        [
            "The read-file says ",
            &short,
            "; this program reads ",
            VERSION,
        ]
        .concat(),
        "Pack the atlas again with the same version of Rulescape",
    )
}
