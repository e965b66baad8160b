//! `rulescape verify`: the same verdict as the page, as text, JSON and exit code. Never fetches anything.

use crate::UNUSABLE;
use crate::arguments::{Command, Misunderstood};
use crate::help;
use ident::Standing;
use lexopt::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trust::examine::{Exhibit, Material, examine};
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::model_signing::Folder;
use trust::note::NoteKey;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen, ExpectedIdentity, TrustedRoot};
use trust::time::Moment;
use trust::{Need, Outcome};

/// What to verify, and whom the reader trusts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct VerifyWish {
    file: PathBuf,
    signature: Option<PathBuf>,
    keys: Vec<PathBuf>,
    offered: Vec<PathBuf>,
    anchors: Vec<PathBuf>,
    note_keys: Vec<String>,
    with: Vec<PathBuf>,
    registry_keys: Option<PathBuf>,
    root: Option<PathBuf>,
    identity: Option<String>,
    issuer: Option<String>,
    threshold: usize,
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
            Long("key") => wish.keys.push(parser.value()?.into()),
            Long("offered-key") => wish.offered.push(parser.value()?.into()),
            Long("anchor") => wish.anchors.push(parser.value()?.into()),
            Long("note-key") => wish.note_keys.push(parser.value()?.string()?),
            Long("with") => wish.with.push(parser.value()?.into()),
            Long("registry-keys") if wish.registry_keys.is_none() => {
                wish.registry_keys = Some(parser.value()?.into())
            }
            Long("trust-root") if wish.root.is_none() => wish.root = Some(parser.value()?.into()),
            Long("identity") if wish.identity.is_none() => {
                wish.identity = Some(parser.value()?.string()?)
            }
            Long("issuer") if wish.issuer.is_none() => {
                wish.issuer = Some(parser.value()?.string()?)
            }
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
    let keys = |paths: &[PathBuf]| {
        paths
            .iter()
            .map(|path| key(path))
            .collect::<Result<Vec<_>, _>>()
    };
    let keyring =
        Keyring::new(keys(&wish.keys)?, keys(&wish.offered)?).with_threshold(wish.threshold);
    let anchors = wish
        .anchors
        .iter()
        .map(|path| certificates(path))
        .collect::<Result<Vec<_>, _>>()?
        .concat();
    let note_keys = wish.note_keys.iter().map(|text| {
        NoteKey::parse(text)
            .map_err(|error| format!("{text:?} is no key of a signed note: {error:?}"))
    });
    let note_keys = note_keys.collect::<Result<Vec<_>, _>>()?;
    let root = match &wish.root {
        None => TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1),
        Some(path) => TrustedRoot::from_bytes(&read(path)?),
    };
    let root = root.map_err(|error| format!("the trusted root cannot be used: {error:?}"))?;
    let managed = match &wish.registry_keys {
        None => Vec::new(),
        Some(path) => sigstore::key_list(&read(path)?)
            .map_err(|error| format!("{}: {error:?}", path.display()))?,
    };
    let expected = ExpectedIdentity {
        name: wish.identity.clone(),
        issuer: wish.issuer.clone(),
    };
    let expects = wish.identity.is_some() || wish.issuer.is_some();
    let chosen = Chosen {
        keyring,
        managed: &managed,
        root: Some(&root),
        anchors: &anchors,
        identity: expects.then_some(&expected),
    };
    let now = wish.at.unwrap_or_else(clock);
    let signature = wish.signature.as_deref().map(read).transpose()?;
    let exhibits = if wish.file.is_dir() {
        let Some(signature) = &signature else {
            return Err("a folder needs --signature SIGNATURE".to_owned());
        };
        let folder = folder(&wish.file, wish.signature.as_deref())?;
        let judged = sigstore::check(signature, Artefact::Folder(&folder), &chosen, now);
        vec![Exhibit {
            label: "Signed folder".to_owned(),
            judged,
        }]
    } else {
        let file = read(&wish.file)?;
        let mut companions = BTreeMap::new();
        for path in &wish.with {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            companions.insert(name.to_owned(), read(path)?);
        }
        if let Some(manifest) = crate::sign::manifest(&file) {
            let below = wish.file.parent().unwrap_or(Path::new("")).to_owned();
            companions.extend(crate::sign::listed(&below, &manifest));
        }
        let material = Material {
            file: &file,
            signature: signature.as_deref(),
            companions: Some(&companions),
            note_keys: &note_keys,
        };
        examine(&material, &chosen, now)
    };
    let worst = exhibits
        .iter()
        .max_by_key(|exhibit| weight(exhibit.judged.verdict.standing()));
    let Some(worst) = worst else {
        return Err("there is nothing to judge in this file".to_owned());
    };
    let standing = worst.judged.verdict.standing();
    let text = if wish.json {
        printed(worst, &exhibits)
    } else {
        shown(&exhibits)
    };
    Ok((text, standing))
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

fn read(path: &Path) -> Result<Vec<u8>, String> {
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

fn key(path: &Path) -> Result<PublicKey, String> {
    let text = String::from_utf8(read(path)?)
        .map_err(|_error| format!("{}: a key is text", path.display()))?;
    PublicKey::from_text(&text)
        .map_err(|error| format!("{}: not a usable public key: {error:?}", path.display()))
}

fn certificates(path: &Path) -> Result<Vec<Vec<u8>>, String> {
    let text =
        String::from_utf8(read(path)?).map_err(|_error| format!("{}: not PEM", path.display()))?;
    let blocks =
        trust::pem::blocks(&text).map_err(|error| format!("{}: {error:?}", path.display()))?;
    Ok(blocks
        .into_iter()
        .filter(|block| block.label == "CERTIFICATE")
        .map(|block| block.bytes)
        .collect())
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

#[derive(Serialize)]
struct Printed<'a> {
    standing: Standing,
    checks: Vec<PrintedCheck<'a>>,
    exhibits: Vec<PrintedExhibit<'a>>,
}

#[derive(Serialize)]
struct PrintedExhibit<'a> {
    label: &'a str,
    subject: String,
    standing: Standing,
    signers: Vec<String>,
    checks: Vec<PrintedCheck<'a>>,
    does_not_show: Vec<&'static str>,
}

#[derive(Serialize)]
struct PrintedCheck<'a> {
    check: &'static str,
    need: &'static str,
    outcome: &'static str,
    detail: &'a str,
}

fn printed(worst: &Exhibit, exhibits: &[Exhibit]) -> String {
    let all = Printed {
        standing: worst.judged.verdict.standing(),
        checks: checks(worst),
        exhibits: exhibits
            .iter()
            .map(|exhibit| PrintedExhibit {
                label: &exhibit.label,
                subject: exhibit.judged.verdict.subject().to_string(),
                standing: exhibit.judged.verdict.standing(),
                signers: exhibit
                    .judged
                    .verdict
                    .signers()
                    .iter()
                    .map(|key| key.fingerprint().to_string())
                    .collect(),
                checks: checks(exhibit),
                does_not_show: exhibit.judged.verdict.does_not_show(),
            })
            .collect(),
    };
    String::from_utf8(publish::pretty(&all)).expect("JSON is UTF-8")
}

fn checks(exhibit: &Exhibit) -> Vec<PrintedCheck<'_>> {
    let steps = exhibit.judged.verdict.steps().iter();
    steps
        .map(|step| PrintedCheck {
            check: step.check.as_str(),
            need: match step.need {
                Need::Required => "required",
                Need::Informative => "informative",
            },
            outcome: outcome(&step.outcome).0,
            detail: outcome(&step.outcome).1,
        })
        .collect()
}

fn outcome(outcome: &Outcome) -> (&'static str, &str) {
    match outcome {
        Outcome::Confirmed(detail) => ("confirmed", detail),
        Outcome::Failed(detail) => ("failed", detail),
        Outcome::NotChecked(detail) => ("not-checked", detail),
        Outcome::NotApplicable => ("not-applicable", ""),
    }
}

fn shown(exhibits: &[Exhibit]) -> String {
    let mut text = String::new();
    for exhibit in exhibits {
        let verdict = &exhibit.judged.verdict;
        text.push_str(&format!(
            "{}: {}\n",
            exhibit.label,
            verdict.standing().label()
        ));
        for step in verdict
            .steps()
            .iter()
            .filter(|step| step.outcome != Outcome::NotApplicable)
        {
            let (word, detail) = outcome(&step.outcome);
            text.push_str(&format!(
                "  {word:<12} {:<19} {}\n",
                step.check.as_str(),
                printable(detail)
            ));
        }
        text.push_str("  What this does not show:\n");
        for sentence in verdict.does_not_show() {
            text.push_str(&format!("    {sentence}\n"));
        }
    }
    text
}

/// Foreign words must not move the cursor of a terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
