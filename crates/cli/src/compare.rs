//! `rulescape compare`: rule sets side by side by topic. Never compares anything itself: it asks the engine.

use crate::arguments::{CompareWish, Format};
use crate::{UNUSABLE, atlas, csv, markdown, plain};
use engine::Engine;
use ident::{Binding, Confidence, Modality, Status, Topic};
use protocol::{
    Answer, Ask, Cell, CompareAsk, Comparison, ConflictView, Filter, OtherRule, RuleCard, SetRef,
    SourceFile, Way,
};
use serde::Serialize;
use std::ffi::OsStr;
use std::path::Path;
use std::process::ExitCode;

/// Compares and prints.
pub fn compare(wish: &CompareWish) -> ExitCode {
    match answer(wish) {
        Ok(comparison) => crate::say(&match wish.format {
            Format::Json => json(&comparison),
            Format::Csv => table(&comparison),
            Format::Markdown => markdown::comparison(&comparison),
        }),
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn answer(wish: &CompareWish) -> Result<Comparison, String> {
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
    let filter = Filter {
        topics: wish.topics.clone(),
        ..Filter::default()
    };
    let ask = Ask::Compare(CompareAsk {
        sets: ids.clone(),
        filter,
        hide_silent: false,
    });
    let Answer::Comparison(comparison) = engine.ask(&ask) else {
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
    Ok(comparison)
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

#[derive(Serialize)]
struct Printed<'a> {
    sets: Vec<PrintedSet<'a>>,
    topics: Vec<PrintedTopic<'a>>,
    filled: u32,
    silent: u32,
    words: &'a [String],
    conflicts: Vec<PrintedConflict<'a>>,
}

#[derive(Serialize)]
struct PrintedConflict<'a> {
    left: Vec<&'a str>,
    right: Vec<&'a str>,
    inferred: bool,
    term: &'a str,
    rationale: &'a str,
    note: &'a str,
    confidence: &'a str,
    collection: &'a str,
}

fn conflict(conflict: &ConflictView) -> PrintedConflict<'_> {
    fn ids(rules: &[OtherRule]) -> Vec<&str> {
        rules.iter().map(|rule| rule.link.id.as_str()).collect()
    }
    PrintedConflict {
        left: ids(&conflict.left),
        right: ids(&conflict.right),
        inferred: conflict.inferred,
        term: &conflict.term,
        rationale: &conflict.rationale,
        note: &conflict.note,
        confidence: &conflict.confidence,
        collection: &conflict.collection,
    }
}

#[derive(Serialize)]
struct PrintedSet<'a> {
    id: &'a str,
    title: &'a str,
    issuer: &'a str,
    version: &'a str,
    date: &'a str,
    status: Status,
    binding: Binding,
    rules: u32,
    suggested: bool,
}

#[derive(Serialize)]
struct PrintedTopic<'a> {
    topic: Option<Topic>,
    covered: u32,
    cells: Vec<PrintedCell<'a>>,
}

#[derive(Serialize)]
struct PrintedCell<'a> {
    set: &'a str,
    state: &'static str,
    rules: Vec<PrintedRule<'a>>,
}

#[derive(Serialize)]
struct PrintedRule<'a> {
    id: &'a str,
    pinpoint: &'a str,
    title: &'a str,
    text: String,
    paraphrase: bool,
    modality: Option<Modality>,
    suggested: bool,
    binds: &'a [String],
    parameters: Vec<PrintedParameter<'a>>,
    status: Option<Status>,
    source_url: &'a str,
    support: Option<&'static str>,
}

#[derive(Serialize)]
struct PrintedParameter<'a> {
    label: &'a str,
    text: &'a str,
}

fn json(comparison: &Comparison) -> String {
    let printed = Printed {
        sets: comparison.sets.iter().map(printed_set).collect(),
        topics: comparison
            .rows
            .iter()
            .map(|row| PrintedTopic {
                topic: row.topic,
                covered: row.covered,
                cells: comparison
                    .sets
                    .iter()
                    .zip(&row.cells)
                    .map(|(set, cell)| PrintedCell {
                        set: &set.id,
                        state: state(cell),
                        rules: rules(cell).iter().map(printed_rule).collect(),
                    })
                    .collect(),
            })
            .collect(),
        filled: comparison.filled,
        silent: comparison.silent,
        words: &comparison.words,
        conflicts: comparison.conflicts.iter().map(conflict).collect(),
    };
    String::from_utf8(publish::pretty(&printed)).expect("JSON is UTF-8")
}

fn printed_set(set: &SetRef) -> PrintedSet<'_> {
    PrintedSet {
        id: &set.id,
        title: &set.title,
        issuer: &set.issuer,
        version: &set.version,
        date: &set.date,
        status: set.status,
        binding: set.binding,
        rules: set.rules,
        suggested: set.suggested,
    }
}

fn printed_rule(rule: &RuleCard) -> PrintedRule<'_> {
    PrintedRule {
        id: &rule.id,
        pinpoint: &rule.pinpoint,
        title: &rule.title,
        text: plain::text(&rule.text),
        paraphrase: rule.paraphrase,
        modality: rule.modality,
        suggested: rule.suggested,
        binds: &rule.binds,
        parameters: rule
            .parameters
            .iter()
            .map(|parameter| PrintedParameter {
                label: &parameter.label,
                text: &parameter.text,
            })
            .collect(),
        status: rule.status,
        source_url: &rule.source_url,
        support: rule.confidence.map(Confidence::label),
    }
}

/// One line per rule; a silent cell has a line of its own, so that silence is not lost.
fn table(comparison: &Comparison) -> String {
    const HEAD: [&str; 13] = [
        "topic",
        "set",
        "state",
        "rule",
        "pinpoint",
        "title",
        "text",
        "modality",
        "suggested",
        "binds",
        "parameters",
        "source_url",
        "support",
    ];
    let mut text = csv::line(HEAD);
    for row in &comparison.rows {
        let topic = row.topic.map_or("", Topic::as_str);
        for (set, cell) in comparison.sets.iter().zip(&row.cells) {
            for rule in rules(cell) {
                let words = plain::text(&rule.text);
                let binds = rule.binds.join("; ");
                let parameters = plain::parameters(rule);
                text.push_str(&csv::line([
                    topic,
                    &set.id,
                    state(cell),
                    &rule.id,
                    &rule.pinpoint,
                    &rule.title,
                    &words,
                    rule.modality.map_or("", Modality::as_str),
                    if rule.suggested { "yes" } else { "no" },
                    &binds,
                    &parameters,
                    &rule.source_url,
                    rule.confidence.map_or("", Confidence::label),
                ]));
            }
            if rules(cell).is_empty() {
                let blanks = std::iter::repeat_n("", HEAD.len() - 3);
                text.push_str(&csv::line(
                    [topic, &set.id, state(cell)].into_iter().chain(blanks),
                ));
            }
        }
    }
    text
}

/// The word for a cell.
pub fn state(cell: &Cell) -> &'static str {
    match cell {
        Cell::Rules(_) => "rules",
        Cell::Silent => "silent",
        Cell::FilteredOut => "filtered-out",
    }
}

fn rules(cell: &Cell) -> &[RuleCard] {
    match cell {
        Cell::Rules(rules) => rules,
        Cell::Silent | Cell::FilteredOut => &[],
    }
}
