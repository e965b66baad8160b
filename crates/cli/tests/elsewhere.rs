//! The commands that a page prints for other people's tools, run with those tools: they accept what is sound here and refuse
//! what is broken, and refuse the sound ones about a changed document. Never a network, never a tool that is not named.

mod printed;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ident::Standing;
use printed::{Atlas, run};
use protocol::VerdictView;

/// Folders with the tools, as in `PATH`; `cargo xtask test` sets it.
const TOOLS: &str = "RULESCAPE_TOOLS";

/// What a note begins with that says that a tool does not ask what decided here.
const BLIND: &str = " does not ask what decided here";

/// What one tool said.
#[derive(Debug, Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    /// Accepted though broken, as the page says beside the command.
    blind: usize,
    changed: usize,
    /// Not run, by reason.
    unasked: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

/// The folders with tools, if this one is in one of them.
fn folders(tool: &str) -> Option<String> {
    let folders = std::env::var(TOOLS).unwrap_or_default();
    let there = folders
        .split(':')
        .any(|folder| Path::new(folder).join(tool).is_file());
    if !there {
        println!("not run: {TOOLS} names no folder with {tool}");
    }
    there.then_some(folders)
}

/// The demonstration as its viewpoint proposes, and foreign files, as far as they are there.
fn atlases(name: &str) -> Vec<Atlas> {
    let atlas = Atlas::new(&["elsewhere-", name].concat());
    let proposed = atlas.proposed.clone();
    let foreign = printed::foreign::loaded(&["elsewhere-foreign-", name].concat());
    let model = printed::foreign::model(&["elsewhere-model-", name].concat());
    if foreign.is_none() {
        println!("not run on foreign files: the folder of foreign vectors is absent");
    }
    let all = [Some((atlas, proposed)), foreign, model]
        .into_iter()
        .flatten();
    let chosen = all.map(|(mut atlas, viewpoint)| {
        atlas.engine.choose(viewpoint, &mut |_, _, _| ());
        atlas
    });
    chosen.collect()
}

/// Runs every command that is printed for a tool.
fn tally(tool: &str) -> Option<Tally> {
    let folders = folders(tool)?;
    let mut tally = Tally::default();
    for atlas in atlases(tool) {
        for verdict in atlas.verdicts() {
            for (name, command) in &verdict.elsewhere {
                if name.split(' ').next() == Some(tool) {
                    tally.ask(&atlas, &verdict, (name, command), &folders);
                }
            }
        }
    }
    println!(
        "{tool}: accepts {}, refuses {}, refuses {} when the document is changed, does not ask {}",
        tally.accepted, tally.refused, tally.changed, tally.blind
    );
    for (why, count) in &tally.unasked {
        println!("{tool}: {count} not run: {why}");
    }
    assert!(tally.wrong.is_empty(), "{}", tally.wrong.join("\n\n"));
    Some(tally)
}

impl Tally {
    fn ask(
        &mut self,
        atlas: &Atlas,
        verdict: &VerdictView,
        (name, command): (&str, &str),
        folders: &str,
    ) {
        if let Some(why) = cannot(name, command, folders) {
            *self.unasked.entry(why).or_default() += 1;
            return;
        }
        let place = atlas.place(verdict, command);
        let (code, printed) = run(&place, command, folders);
        let blind = verdict.elsewhere_note.contains(&[name, BLIND].concat());
        let sound = match verdict.row.standing {
            Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown => true,
            Standing::Broken => blind,
            Standing::NotCheckableHere | Standing::Unsigned => {
                *self.unasked.entry("we came to no verdict").or_default() += 1;
                return;
            }
        };
        let of = format!(
            "{}, {}, {name} {}\n{command}\n",
            verdict.row.file, verdict.row.standing, verdict.elsewhere_note
        );
        match (code == 0, sound) {
            (true, true) if blind => self.blind += 1,
            (true, true) => self.accepted += 1,
            (false, false) => self.refused += 1,
            _ => return self.wrong.push(format!("{of}exit {code}\n{printed}")),
        }
        if code != 0 {
            return;
        }
        let document = document(&place, verdict, command);
        let before = std::fs::read(&document).expect("the document can be read");
        std::fs::write(&document, br#"{"catalog": {"uuid": "changed"}}"#).expect("a changed file");
        let (code, printed) = run(&place, command, folders);
        std::fs::write(&document, before).expect("as it was");
        match code {
            0 => self.wrong.push(format!(
                "{of}still accepted with another {}\n{printed}",
                document.display()
            )),
            _ => self.changed += 1,
        }
    }
}

/// Why a command cannot be run here.
fn cannot(name: &str, command: &str, folders: &str) -> Option<&'static str> {
    if command.contains("model_signing verify sigstore") {
        return Some("it asks the public instance for its keys");
    }
    // That version brought the option.
    let help = "cosign verify-blob-attestation --help";
    if name.contains("2.6") && !run(Path::new("."), help, folders).1.contains("--digest=") {
        return Some("the entries of its log need a later version");
    }
    None
}

/// The document that a command is about: the last file in it that is neither the signature nor a key.
fn document(place: &Path, verdict: &VerdictView, command: &str) -> PathBuf {
    let line = command.lines().last().unwrap_or_default();
    let own = Path::new(&verdict.row.file).file_name();
    let files = line
        .split(' ')
        .map(|word| place.join(word.trim_matches('\'')));
    let found = files.rev().find_map(|path| {
        let inside = path.join("signme-1");
        let path = if inside.is_file() { inside } else { path };
        let ending = path.extension().and_then(|ending| ending.to_str());
        let said = ["root", "line-", "attestation-"];
        let name = path.file_name()?.to_str()?;
        let other = path.file_name() != own
            && ending != Some("pem")
            && !said.iter().any(|part| name.contains(part));
        (path.is_file() && other).then_some(path)
    });
    found.unwrap_or_else(|| panic!("no document in {line}"))
}

#[test]
fn cosign_says_what_the_page_says() {
    if let Some(tally) = tally("cosign") {
        assert!(
            tally.accepted >= 12 && tally.refused >= 9 && tally.blind >= 3,
            "{tally:?}"
        );
    }
}

#[test]
fn trestle_says_what_the_page_says() {
    if let Some(tally) = tally("trestle") {
        assert!(tally.accepted >= 6 && tally.refused >= 2, "{tally:?}");
    }
}

#[test]
fn sigstore_says_what_the_page_says() {
    if let Some(tally) = tally("sigstore")
        && testkit::vectors_dir().is_some()
    {
        assert!(tally.accepted >= 1 && tally.refused >= 1, "{tally:?}");
    }
}

#[test]
fn model_signing_says_what_the_page_says() {
    if let Some(tally) = tally("model_signing")
        && testkit::vectors_dir().is_some()
    {
        assert!(tally.accepted >= 1 && tally.blind >= 1, "{tally:?}");
    }
}

#[test]
fn pypi_attestations_says_what_the_page_says() {
    if let Some(tally) = tally("pypi-attestations")
        && printed::foreign::packages().is_some()
    {
        assert!(tally.accepted >= 1, "{tally:?}");
    }
}
