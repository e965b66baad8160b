//! `rulescape verify`: the same verdict as the page, as text, JSON and exit code. Never fetches anything.

use crate::UNUSABLE;
use crate::arguments::{Command, Misunderstood};
use crate::help;
use crate::reliance::Reliance;
use crate::verdict_text;
use ident::Standing;
use lexopt::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trust::dsse::Envelope;
use trust::examine::{Exhibit, Material, examine, examine_line};
use trust::model_signing::Folder;
use trust::sidecar::{self, Artefact};
use trust::sigstore;
use trust::time::Moment;

/// What to verify, and whom the reader trusts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct VerifyWish {
    file: PathBuf,
    signature: Option<PathBuf>,
    pub(crate) keys: Vec<String>,
    pub(crate) offered: Vec<String>,
    pub(crate) anchors: Vec<PathBuf>,
    pub(crate) note_keys: Vec<String>,
    pub(crate) with: Vec<PathBuf>,
    leave_out: Vec<String>,
    pub(crate) registry_keys: Vec<PathBuf>,
    pub(crate) roots: Vec<PathBuf>,
    pub(crate) identity: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) threshold: usize,
    line: usize,
    entry: usize,
    at: Option<Moment>,
    json: bool,
}

/// Reads the rest of the command line.
pub fn wish(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    let (mut wish, mut file) = (
        VerifyWish {
            threshold: 1,
            ..VerifyWish::default()
        },
        None,
    );
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::VERIFY)),
            Long("signature") if wish.signature.is_none() => {
                wish.signature = Some(parser.value()?.into())
            }
            Long("key") => wish.keys.push(parser.value()?.string()?),
            Long("offered-key") => wish.offered.push(parser.value()?.string()?),
            Long("anchor") => wish.anchors.push(parser.value()?.into()),
            Long("note-key") => wish.note_keys.push(parser.value()?.string()?),
            Long("with") => wish.with.push(parser.value()?.into()),
            Long("registry-keys") => wish.registry_keys.push(parser.value()?.into()),
            Long("trust-root") => wish.roots.push(parser.value()?.into()),
            Long("identity") if wish.identity.is_none() => {
                wish.identity = Some(parser.value()?.string()?)
            }
            Long("issuer") if wish.issuer.is_none() => {
                wish.issuer = Some(parser.value()?.string()?)
            }
            Long("leave-out") => wish.leave_out.push(parser.value()?.string()?),
            Long("line") if wish.line == 0 => wish.line = parser.value()?.parse()?,
            Long("entry") if wish.entry == 0 => wish.entry = parser.value()?.parse()?,
            Long("threshold") => wish.threshold = parser.value()?.parse()?,
            Long("at") if wish.at.is_none() => wish.at = Some(moment(&parser.value()?.string()?)?),
            Long("json") => wish.json = true,
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    wish.file = file.ok_or_else(|| "the file to verify is missing".to_owned())?;
    Ok(Command::Verify(Box::new(wish)))
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::from_rfc3339(text)
        .ok_or_else(|| format!("{text:?} is no time; write it like 2026-01-31T12:00:00Z"))
}

/// Verifies, prints, and tells the standing by the exit code.
pub fn verify(wish: &VerifyWish) -> ExitCode {
    match verified(wish) {
        Ok((text, standing)) => {
            crate::say(&text);
            ExitCode::from(code(standing))
        }
        Err(why) => {
            eprintln!("rulescape: {why}");
            ExitCode::from(UNUSABLE)
        }
    }
}

/// Exit codes of the five standings; 2 is for input that cannot be used.
const fn code(standing: Standing) -> u8 {
    match standing {
        Standing::ConfirmedByChosenKey => 0,
        Standing::Broken => 1,
        Standing::NotCheckableHere => 3,
        Standing::IntactKeyUnknown => 4,
        Standing::Unsigned => 5,
    }
}

/// How much a standing weighs when several things were judged: the worst speaks for all.
const fn weight(standing: Standing) -> u8 {
    match standing {
        Standing::Broken => 4,
        Standing::NotCheckableHere => 3,
        Standing::Unsigned => 2,
        Standing::IntactKeyUnknown => 1,
        Standing::ConfirmedByChosenKey => 0,
    }
}

fn verified(wish: &VerifyWish) -> Result<(String, Standing), String> {
    let now = wish.at.unwrap_or_else(clock);
    let with = companions(&wish.with)?;
    let trusted = Reliance::read(wish, &with, now)?;
    let chosen = trusted.chosen();
    let signature = wish.signature.as_deref().map(read).transpose()?;
    let mut exhibits = if wish.file.is_dir() {
        let Some(signature) = &signature else {
            return Err("a folder needs --signature SIGNATURE".to_owned());
        };
        let mut folder = folder(&wish.file, wish.signature.as_deref())?;
        folder.left_out.extend(wish.leave_out.iter().cloned());
        let artefact = Artefact::Folder(&folder);
        let judged = match Envelope::from_bytes(signature) {
            Ok(_) => sidecar::check(signature, artefact, &chosen.keyring, now),
            Err(_) => sigstore::check(signature, artefact, &chosen, now),
        };
        vec![Exhibit {
            label: "Signed folder".to_owned(),
            judged,
        }]
    } else if wish.line > 0 {
        let file = read(&wish.file)?;
        let line = file.split(|byte| *byte == b'\n').nth(wish.line - 1);
        let line = line.ok_or_else(|| format!("the file has no line {}", wish.line))?;
        examine_line(line.strip_suffix(b"\r").unwrap_or(line), &chosen, now)
    } else {
        let file = read(&wish.file)?;
        let mut companions = with;
        if let Some(manifest) = crate::sign::manifest(&file) {
            let below = wish.file.parent().unwrap_or(Path::new("")).to_owned();
            companions.extend(crate::sign::listed(&below, &manifest));
        }
        let material = Material {
            file: &file,
            signature: signature.as_deref(),
            companions: Some(&companions),
            note_keys: &trusted.note_keys,
        };
        examine(&material, &chosen, now)
    };
    if wish.entry > 0 {
        if wish.entry > exhibits.len() {
            return Err(format!("there are {} entries", exhibits.len()));
        }
        exhibits = vec![exhibits.swap_remove(wish.entry - 1)];
    }
    let worst = exhibits
        .iter()
        .max_by_key(|exhibit| weight(exhibit.judged.verdict.standing()));
    let Some(worst) = worst else {
        return Err("there is nothing to judge in this file".to_owned());
    };
    let standing = worst.judged.verdict.standing();
    let text = if wish.json {
        verdict_text::printed(worst, &exhibits)
    } else {
        verdict_text::shown(&exhibits)
    };
    Ok((text, standing))
}

/// Files beside the one that is judged, by their own names; one whose name is taken, by its whole path: two states of a
/// list may have one name, and both count.
fn companions(paths: &[PathBuf]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let mut companions = BTreeMap::new();
    for path in paths {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let taken = companions.contains_key(name);
        let name = match taken {
            true => path.display().to_string(),
            false => name.to_owned(),
        };
        companions.insert(name, read(path)?);
    }
    Ok(companions)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line is the outermost edge: below it, time is an argument"
)]
fn clock() -> Moment {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// Reads a file that is not too large.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let size = std::fs::metadata(path)
        .map_err(|error| format!("{}: {error}", path.display()))?
        .len();
    if size > protocol::MAX_FILE_BYTES {
        return Err(format!(
            "{}: {size} bytes, more than can be read",
            path.display()
        ));
    }
    std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every file below, as Model Signing counts them; the signature itself is left out.
fn folder(root: &Path, signature: Option<&Path>) -> Result<Folder, String> {
    let mut folder = Folder::default();
    if let Some(below) = signature.and_then(|path| path.strip_prefix(root).ok()) {
        folder.left_out.push(below.display().to_string());
    }
    let mut open = vec![root.to_owned()];
    while let Some(next) = open.pop() {
        let entries =
            std::fs::read_dir(&next).map_err(|error| format!("{}: {error}", next.display()))?;
        for entry in entries {
            let entry = entry.map_err(|error| format!("{}: {error}", next.display()))?;
            let (path, kind) = (entry.path(), entry.file_type());
            // A link could lead anywhere; what it leads to was not signed under this name.
            match kind.map_err(|error| format!("{}: {error}", path.display()))? {
                kind if kind.is_symlink() => {
                    return Err(format!("{}: links are not followed", path.display()));
                }
                kind if kind.is_dir() => open.push(path),
                _ => {
                    let below = path.strip_prefix(root).unwrap_or(&path).to_str();
                    let below = below
                        .ok_or_else(|| format!("{}: not a readable name", path.display()))?
                        .replace('\\', "/");
                    folder
                        .files
                        .insert(below, trust::hash::sha256(&[&read(&path)?]));
                }
            }
        }
    }
    Ok(folder)
}
