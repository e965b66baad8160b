//! `rulescape inspect`: what files are, what they hold, what is wrong. Never says that content is true.

use crate::UNUSABLE;
use crate::report::{count, counted};
use intake::oscal::{Catalog, Group, MappingCollection, Metadata, Profile};
use intake::package::Package;
use intake::{Document, Problem, Reading, Severity};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is said about one file.
#[derive(Debug, Serialize)]
struct Inspection {
    path: String,
    kind: String,
    title: String,
    version: String,
    usable: bool,
    counts: BTreeMap<&'static str, usize>,
    digest: String,
    bytes: u64,
    /// Only for packages.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Files>,
    problems: Vec<Trouble>,
    problems_total: u32,
}

/// How the files of a package compare with what it lists.
#[derive(Debug, Default, Serialize)]
struct Files {
    matching: usize,
    differing: Vec<String>,
    missing: Vec<String>,
    not_checked: Vec<String>,
    unlisted: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Trouble {
    code: &'static str,
    severity: &'static str,
    what: String,
    pointer: String,
    line: u32,
    column: u32,
    hint: String,
}

#[derive(Serialize)]
struct Printed<'a> {
    files: &'a [Inspection],
}

/// Inspects every file, prints all, and tells by the exit code whether all can be used.
pub fn inspect(files: &[PathBuf], json: bool) -> ExitCode {
    let inspections: Vec<Inspection> = files.iter().map(|path| look(path)).collect();
    let text = if json {
        String::from_utf8(publish::pretty(&Printed {
            files: &inspections,
        }))
        .expect("JSON is UTF-8")
    } else {
        inspections.iter().map(shown).collect::<Vec<_>>().join("\n")
    };
    let said = crate::say(&text);
    let all = inspections.iter().all(|inspection| inspection.usable);
    if all { said } else { ExitCode::from(UNUSABLE) }
}

fn look(path: &Path) -> Inspection {
    let file = if path.is_dir() {
        path.join(publish::DESCRIPTION)
    } else {
        path.to_owned()
    };
    let bytes = match std::fs::metadata(&file).map(|data| data.len()) {
        Ok(size) if size > protocol::MAX_FILE_BYTES => {
            return unread(
                &file,
                &format!("larger than {} bytes", protocol::MAX_FILE_BYTES),
            );
        }
        Ok(_) => std::fs::read(&file),
        Err(error) => Err(error),
    };
    match bytes {
        Ok(bytes) => describe(&file, intake::read(&bytes, &mut |_, _| {})),
        Err(error) => unread(&file, &error.to_string()),
    }
}

fn unread(file: &Path, reason: &str) -> Inspection {
    Inspection {
        path: file.display().to_string(),
        kind: "not read".to_owned(),
        title: String::new(),
        version: String::new(),
        usable: false,
        counts: BTreeMap::new(),
        digest: String::new(),
        bytes: 0,
        files: None,
        problems: vec![trouble(Problem::error(
            "R100",
            reason,
            "Check the path and the rights of the file",
        ))],
        problems_total: 1,
    }
}

fn describe(file: &Path, reading: Reading) -> Inspection {
    let mut inspection = Inspection {
        path: file.display().to_string(),
        kind: reading.kind.label(),
        title: String::new(),
        version: String::new(),
        usable: reading.document.is_some(),
        counts: BTreeMap::new(),
        digest: reading.digest.to_string(),
        bytes: reading.bytes,
        files: None,
        problems: reading.problems.into_iter().map(trouble).collect(),
        problems_total: reading.problems_total,
    };
    match reading.document {
        Some(Document::Catalog(catalog, _)) => describe_catalog(&mut inspection, &catalog),
        Some(Document::Profile(profile, _)) => describe_profile(&mut inspection, &profile),
        Some(Document::Mapping(collection, _)) => describe_mapping(&mut inspection, &collection),
        Some(Document::Package(package, _)) => describe_package(&mut inspection, file, &package),
        Some(Document::Facts(facts)) => {
            inspection.title = facts.title;
            inspection.version = facts.as_of;
            let rules = facts.rule_sets.iter().map(|set| set.rules.len()).sum();
            inspection.counts = BTreeMap::from([
                ("bodies", facts.communities.len()),
                ("relations", facts.relations.len()),
                ("rule sets", facts.rule_sets.len()),
                ("rules", rules),
                (
                    "mappings",
                    facts.mappings.iter().map(|one| one.maps.len()).sum(),
                ),
            ]);
        }
        _ => {}
    }
    inspection
}

fn describe_catalog(inspection: &mut Inspection, catalog: &Catalog) {
    let (mut withdrawn, mut parameters) = (0, catalog.params.len());
    catalog.walk(&mut |visit| {
        withdrawn += usize::from(visit.control.is_withdrawn());
        parameters += visit.control.params.len();
    });
    inspection.counts = BTreeMap::from([
        ("rules", catalog.control_count - withdrawn),
        ("withdrawn", withdrawn),
        ("groups", catalog.groups.iter().map(groups).sum()),
        ("parameters", parameters),
        ("resources", catalog.resources.len()),
    ]);
    name(inspection, &catalog.metadata);
}

fn describe_profile(inspection: &mut Inspection, profile: &Profile) {
    let ids = profile
        .imports
        .iter()
        .flat_map(|import| &import.include)
        .map(|selection| selection.with_ids.len())
        .sum();
    inspection.counts = BTreeMap::from([
        ("imports", profile.imports.len()),
        ("selected ids", ids),
        ("set parameters", profile.set_parameters.len()),
        ("altered rules", profile.alters.len()),
        ("resources", profile.resources.len()),
    ]);
    name(inspection, &profile.metadata);
}

fn describe_mapping(inspection: &mut Inspection, collection: &MappingCollection) {
    let maps = || collection.mappings.iter().flat_map(|pair| &pair.maps);
    inspection.counts = BTreeMap::from([
        ("pairs of documents", collection.mappings.len()),
        ("mappings", maps().count()),
        ("conflicts", maps().filter(|map| map.is_conflict()).count()),
        (
            "unknown relationships",
            maps().filter(|map| map.relationship.is_err()).count(),
        ),
    ]);
    name(inspection, &collection.metadata);
}

fn name(inspection: &mut Inspection, metadata: &Metadata) {
    inspection.title.clone_from(&metadata.title);
    inspection.version.clone_from(&metadata.version);
}

/// A group and all inside it. Reading has limited how deep they nest.
fn groups(group: &Group) -> usize {
    1 + group.groups.iter().map(groups).sum::<usize>()
}

fn describe_package(inspection: &mut Inspection, file: &Path, package: &Package) {
    let dir = file.parent().map_or_else(PathBuf::new, Path::to_owned);
    let mut files = Files::default();
    let mut listed = BTreeSet::new();
    for entry in &package.resources {
        let path = entry
            .path
            .split('/')
            .fold(dir.clone(), |path, part| path.join(part));
        listed.insert(entry.path.clone());
        match (std::fs::read(&path), entry.hash) {
            (Err(_absent), _) => files.missing.push(entry.path.clone()),
            (Ok(_), None) => files.not_checked.push(entry.path.clone()),
            (Ok(bytes), Some(hash)) => {
                let size = entry.bytes.is_none_or(|size| size == bytes.len() as u64);
                if size && publish::digest(&bytes) == hash {
                    files.matching += 1;
                } else {
                    files.differing.push(entry.path.clone());
                }
            }
        }
    }
    files.unlisted = publish::folder::present(&dir)
        .unwrap_or_default()
        .into_iter()
        .filter(|path| path != publish::DESCRIPTION && !listed.contains(path))
        .collect();
    inspection.usable &= files.differing.is_empty() && files.missing.is_empty();
    inspection.counts.insert("files", package.resources.len());
    inspection.title.clone_from(&package.title);
    inspection.version = package.version.clone().unwrap_or_default();
    inspection.files = Some(files);
}

fn trouble(problem: Problem) -> Trouble {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let Problem {
        code,
        what,
        pointer,
        line,
        column,
        hint,
        ..
    } = problem;
    Trouble {
        code,
        severity,
        what,
        pointer,
        line,
        column,
        hint,
    }
}

fn shown(inspection: &Inspection) -> String {
    let mut text = format!("{}\n", inspection.path);
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {name:<9} {value}\n"));
        }
    };
    let counts: Vec<String> = inspection
        .counts
        .iter()
        .map(|(noun, number)| match noun.strip_suffix('s') {
            Some(one) => counted(*number, one),
            None => format!("{} {noun}", count(*number)),
        })
        .collect();
    row("kind", &inspection.kind);
    row("title", &inspection.title);
    row("version", &inspection.version);
    row("counts", &counts.join(", "));
    row("digest", &inspection.digest);
    row(
        "size",
        &counted(
            usize::try_from(inspection.bytes).unwrap_or(usize::MAX),
            "byte",
        ),
    );
    if let Some(files) = &inspection.files {
        row(
            "hashes",
            &format!(
                "{} of {} files match",
                count(files.matching),
                count(inspection.counts.values().sum())
            ),
        );
        for (name, paths) in [
            ("differs", &files.differing),
            ("missing", &files.missing),
            ("no hash", &files.not_checked),
            ("unlisted", &files.unlisted),
        ] {
            paths.iter().for_each(|path| row(name, path));
        }
    }
    row("usable", if inspection.usable { "yes" } else { "no" });
    for problem in &inspection.problems {
        let place = if problem.line > 0 {
            format!("{}:{}: ", problem.line, problem.column)
        } else {
            String::new()
        };
        row(
            problem.severity,
            &format!("{} {place}{}. {}", problem.code, problem.what, problem.hint),
        );
    }
    let more = inspection
        .problems_total
        .saturating_sub(inspection.problems.len() as u32);
    if more > 0 {
        row("more", &counted(more as usize, "further problem"));
    }
    text
}
