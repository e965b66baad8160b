//! `rulescape pack`: a folder of authoring files → an atlas, signed if asked. Never writes anything when something is
//! refused.

use crate::UNUSABLE;
use crate::report::{count, counted};
use engine::Engine;
use protocol::{Answer, Ask, NetworkAsk, Way};
use publish::sign::SigningKey;
use publish::{AtlasFile, FOLDERS, Gathered, Refusal, folder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Name of the file with the answers that the first page asks for, so that it can be drawn before the engine runs.
const FIRST: &str = "first-answers.txt";

/// Packs `dir` into `out`, signs it with every key, and says what is in it.
pub fn pack(dir: &Path, out: &Path, keys: &[PathBuf]) -> ExitCode {
    let keys: Result<Vec<SigningKey>, String> =
        keys.iter().map(|key| crate::sign::key(key)).collect();
    let keys = match keys {
        Ok(keys) => keys,
        Err(why) => {
            eprintln!("rulescape: {why}");
            return ExitCode::from(UNUSABLE);
        }
    };
    let gathered = match folder::facts(dir) {
        Ok(gathered) => gathered,
        Err(refusals) => return refuse(dir, &refusals),
    };
    let files = if keys.is_empty() {
        Ok(publish::files(&gathered))
    } else {
        publish::signed_files(&gathered, &keys)
    };
    let mut files = match files {
        Ok(files) => files,
        Err(why) => {
            eprintln!("{}: {why}", dir.display());
            return ExitCode::FAILURE;
        }
    };
    match first_answers(&files) {
        Ok(first) => files.insert(FIRST.to_owned(), first),
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::FAILURE;
        }
    };
    let atlas = publish::finish(&gathered, files);
    if let Err(error) = folder::place(out, &atlas) {
        eprintln!("{}: {error}", out.display());
        return ExitCode::FAILURE;
    }
    let mut text = summary(&gathered, out, &atlas);
    for key in &keys {
        let public = key.public();
        text.push_str(&format!(
            "Signed   {} key {}\n",
            public.kind(),
            public.fingerprint()
        ));
    }
    crate::say(&text)
}

/// What the engine answers to the questions of the first page, from the read-file as readers will get it.
fn first_answers(files: &BTreeMap<String, AtlasFile>) -> Result<AtlasFile, String> {
    let read_file = files
        .get(publish::READ_FILE)
        .expect("every atlas has a read-file");
    let mut engine = Engine::new();
    let name = publish::READ_FILE.to_owned();
    let received = crate::atlas::receive(&mut engine, name, read_file.bytes.clone(), Way::BuiltIn);
    if !received.usable {
        return Err(format!(
            "the engine cannot read what was packed; {}",
            crate::atlas::unusable(&received)
        ));
    }
    // Pairs of question and answer: the page finds an answer by its question.
    let mut asks = vec![Ask::Overview, Ask::Network(NetworkAsk::default())];
    if let Answer::Network(view) = engine.ask(&Ask::Network(NetworkAsk::default()))
        && let Some(most_tied) = view.table.into_iter().next()
    {
        // Phones begin with the body that has the most relations, and what is tied to it.
        let id = most_tied.link.id;
        let around = Some(id.clone());
        asks.push(Ask::Network(NetworkAsk {
            around,
            ..NetworkAsk::default()
        }));
        asks.push(Ask::Inspect(id));
    }
    let answers: Vec<(String, String)> = asks
        .into_iter()
        .map(|ask| (protocol::write(&ask), protocol::write(&engine.ask(&ask))))
        .collect();
    Ok(AtlasFile::plain(
        "first-answers",
        "What the engine answers to the questions of the first page",
        protocol::write(&answers).into_bytes(),
    ))
}

fn refuse(dir: &Path, refusals: &[Refusal]) -> ExitCode {
    for refusal in refusals {
        eprintln!("{}", dir.join(refusal.to_string()).display());
    }
    eprintln!(
        "{}; nothing was written",
        counted(refusals.len(), "problem")
    );
    ExitCode::FAILURE
}

fn summary(gathered: &Gathered, out: &Path, atlas: &BTreeMap<String, Vec<u8>>) -> String {
    let Gathered {
        facts,
        files,
        told_apart,
        named_only,
        ..
    } = gathered;
    let read: Vec<String> = FOLDERS
        .iter()
        .filter_map(|folder| {
            files
                .get(folder)
                .map(|number| format!("{} in {folder}/", count(*number)))
        })
        .collect();
    let rules: usize = facts.rule_sets.iter().map(|set| set.rules.len()).sum();
    let ties = facts.relations.len();
    let maps = || {
        facts
            .mappings
            .iter()
            .flat_map(|collection| &collection.maps)
    };
    let bytes: usize = atlas.values().map(Vec::len).sum();
    format!(
        "Read     {}\nPacked   {}, {}, {} ({} from relations/, {} from the files of their sources), {} ({})\n\
         Bodies   {}, of which {} named by others only\nWritten  {}: {}, {}\n",
        read.join(", "),
        counted(facts.rule_sets.len(), "rule set"),
        counted(rules, "rule"),
        counted(ties, "relation"),
        count(*told_apart),
        count(ties - told_apart),
        counted(maps().count(), "mapping"),
        counted(maps().filter(|map| map.conflict).count(), "conflict"),
        count(facts.communities.len()),
        count(*named_only),
        out.display(),
        counted(atlas.len(), "file"),
        counted(bytes, "byte"),
    )
}
