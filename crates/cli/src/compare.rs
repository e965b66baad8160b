//! `rulescape compare`: rule sets side by side by topic. Never compares or writes anything itself: it asks the engine,
//! as the page does, so that both give the same bytes.

use crate::arguments::CompareWish;
use crate::{UNUSABLE, arguments, atlas};
use engine::Engine;
use protocol::{Answer, Ask, CompareAsk, ExportAsk, SourceFile, Subject, Way};
use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

/// Compares and prints.
pub fn compare(wish: &CompareWish) -> ExitCode {
    match answer(wish) {
        Ok(text) => crate::say(&text),
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn answer(wish: &CompareWish) -> Result<String, String> {
    let mut engine = Engine::new();
    let is_path = |set: &OsStr| Path::new(set).is_file();
    let named = atlas::find(wish.atlas.as_deref());
    if wish.atlas.is_some() || !wish.sets.iter().all(|set| is_path(set)) {
        let path = named.ok_or("no atlas to look ids up in; name one with --atlas")?;
        atlas::load(&mut engine, &path)?;
    }
    // A profile may come before the catalog that it needs, so all files are brought before any is looked at.
    for set in wish.sets.iter().filter(|set| is_path(set)) {
        bring(&mut engine, Path::new(set))?;
    }
    for path in &wish.mappings {
        let file = bring(&mut engine, path)?;
        if !file.usable || !file.kind.contains("mapping-collection") {
            return Err(format!(
                "{}: not a mapping collection ({})",
                path.display(),
                file.kind
            ));
        }
    }
    let mut ids = Vec::new();
    for set in &wish.sets {
        ids.push(if is_path(set) {
            receive(&mut engine, Path::new(set))?
        } else {
            set.to_string_lossy().into_owned()
        });
    }
    let compare = CompareAsk {
        sets: ids.clone(),
        ..wish.ask.clone()
    };
    let Answer::Comparison(comparison) = engine.ask(&Ask::Compare(compare.clone())) else {
        return Err("the engine gave no comparison".to_owned());
    };
    if let Some(missing) = comparison.missing.first() {
        return Err(not_found(&engine, missing));
    }
    if comparison.sets.len() < 2 {
        return Err(format!(
            "{:?} is the same rule set more than once",
            ids.first().map_or("", String::as_str)
        ));
    }
    let page = page(wish.page.as_deref())?;
    let ask = Ask::Export(ExportAsk {
        here: format!("{page}{}", export::comparison_link(&compare)),
        of: Subject::Comparison(compare),
        format: wish.format,
    });
    match engine.ask(&ask) {
        Answer::Export(file) => Ok(file.text),
        _ => Err("the engine gave no file".to_owned()),
    }
}

/// Names a copy of the page when the command line does not.
const VARIABLE: &str = "RULESCAPE_PAGE";

/// Where `cargo xtask serve` shows the page.
const USUAL: &str = "http://localhost:8080/";

/// The copy of the page to which links lead.
fn page(named: Option<&str>) -> Result<String, String> {
    match (named, std::env::var(VARIABLE)) {
        (Some(page), _) => Ok(page.to_owned()),
        (None, Ok(page)) => arguments::page(&page).map_err(|why| [VARIABLE, ": ", &why].concat()),
        (None, Err(_)) => Ok(USUAL.to_owned()),
    }
}

/// Gives an OSCAL file to the engine: the id under which it knows the rule set.
fn receive(engine: &mut Engine, path: &Path) -> Result<String, String> {
    let file = bring(engine, path)?;
    match file.sets.as_slice() {
        [set] if file.usable => Ok(set.id.clone()),
        _ => Err(atlas::unusable(&file)),
    }
}

/// A file that is there already is not read again: its entry says how it stands now.
fn bring(engine: &mut Engine, path: &Path) -> Result<SourceFile, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.display().to_string();
    Ok(atlas::receive(engine, name, bytes, Way::File))
}

/// Names ids that look alike.
fn not_found(engine: &Engine, id: &str) -> String {
    let mut text = format!("no rule set and no file is called {id:?}");
    if let Answer::Choices(choices) = engine.ask(&Ask::Choices) {
        let alike: Vec<&str> = choices
            .iter()
            .map(|set| set.id.as_str())
            .filter(|known| alike(known, id))
            .collect();
        if !alike.is_empty() {
            text.push_str(&format!("; there is {}", alike.join(", ")));
        }
    }
    text
}

fn alike(known: &str, wished: &str) -> bool {
    let wished = wished.to_ascii_lowercase();
    let parts = |text: &str| {
        text.split('-')
            .filter(|part| part.len() > 2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    known.contains(&wished)
        || wished.contains(known)
        || parts(&wished)
            .iter()
            .any(|part| parts(known).contains(part))
}
