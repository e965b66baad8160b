//! All files of a folder → the facts of one atlas, or every reason why not. Never touches the disk.

use crate::agree::{Known, check_ends, check_times, check_unique};
use crate::authoring::{self, Draft};
use crate::body_keys::BodyKeys;
use crate::correspond;
use crate::evidence::Evidence;
use crate::head::{self, Head};
use crate::outside;
use crate::refusal::{Desk, Refusal};
use crate::yaml::{self, Value};
use intake::facts::{Community, Facts, MappingCollection, Relation, RuleSet};
use std::collections::{BTreeMap, BTreeSet};

/// One file of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the folder, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a folder says.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    /// Name, description and licences of the atlas.
    pub head: Head,
    /// The facts.
    pub facts: Facts,
    /// How many files of which folder.
    pub files: BTreeMap<&'static str, usize>,
    /// Ties that files of `relations/` state; the others stand in the files of their sources.
    pub told_apart: usize,
    /// Bodies that are named as external targets only.
    pub named_only: usize,
    /// Identifier and keys of the bodies that state any, by the body's id.
    pub keys: BTreeMap<String, BodyKeys>,
    /// Attestations and what belongs to them.
    pub evidence: Evidence,
}

/// The folders that are read, in the order in which they are read.
pub const FOLDERS: [&str; 6] = [
    "international",
    "communities",
    "relations/bodies",
    "models",
    "relations",
    "mappings",
];

/// Reads all files. Every reason for refusing is found in one go, sorted by file and line.
pub fn gather(files: &[SourceFile]) -> Result<Gathered, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut head = Head::default();
    let mut drafts = Vec::new();
    let mut named_sets = BTreeSet::new();
    let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
    let mut counted: BTreeMap<&'static str, usize> = BTreeMap::new();
    for file in sorted(files) {
        let mut desk = Desk::new(&file.path, &mut refusals);
        if file.path == head::FILE {
            if let Some(node) = parse(file, &mut desk) {
                head = head::head(&node, &mut desk);
            }
            continue;
        }
        let Some((folder, stem)) = place(&file.path) else {
            continue;
        };
        *counted.entry(folder).or_default() += 1;
        // A broken file still counts as existing: others may point to it without a second complaint.
        if !matches!(folder, "relations" | "mappings")
            && let Some(first) = ids.insert(stem, &file.path)
        {
            desk.refuse(1, format!("the id {stem:?} is also used by {first}"));
        }
        let Some(node) = parse(file, &mut desk) else {
            continue;
        };
        named_sets.extend(set_ids(&node).map(str::to_owned));
        drafts
            .extend(read(&node, folder, stem, &mut desk).map(|draft| (file.path.as_str(), draft)));
    }
    if ids.is_empty() {
        let reason = "no fact files found; expected .yaml files in international/, communities/ or relations/bodies/";
        refusals.push(Refusal {
            file: ".".to_owned(),
            line: 0,
            reason: reason.to_owned(),
        });
        return Err(refusals);
    }
    let described = counted.contains_key("models");
    let known = Known {
        ids,
        sets: named_sets,
        models_described: described,
    };
    check_unique(&drafts, &known, &mut refusals);
    check_ends(&drafts, &known, &mut refusals);
    // Rules of a file with faults may be missing; complaints about mappings to them would only hide those faults.
    if refusals
        .iter()
        .all(|refusal| refusal.file.starts_with("mappings/"))
    {
        correspond::settle(&mut drafts, &mut refusals);
    }
    let as_of = check_times(&drafts, &mut refusals);
    if !refusals.is_empty() {
        refusals.sort();
        refusals.dedup();
        return Err(refusals);
    }
    Ok(assemble(head, as_of, drafts, &known, counted))
}

fn sorted(files: &[SourceFile]) -> Vec<&SourceFile> {
    let mut files: Vec<&SourceFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The folder a file belongs to and its name without ending.
fn place(path: &str) -> Option<(&'static str, &str)> {
    let (folder, name) = path.rsplit_once('/')?;
    let folder = FOLDERS.iter().find(|known| **known == folder)?;
    Some((folder, name.strip_suffix(".yaml")?))
}

fn read(node: &yaml::Node, folder: &str, stem: &str, desk: &mut Desk<'_>) -> Option<Draft> {
    let draft = match folder {
        "international" => authoring::instrument(node, desk),
        "relations/bodies" if node.field("official_name").is_some() => {
            authoring::instrument(node, desk)
        }
        "relations/bodies" => authoring::community(node, true, desk),
        "models" => authoring::model_family(node, desk),
        "relations" => authoring::relation_file(node, desk),
        "mappings" => authoring::mapping_file(node, desk),
        _ => authoring::community(node, false, desk),
    };
    check_name(node, stem, desk);
    draft
}

/// The ids under `rulesets`, whatever else may be wrong with them.
fn set_ids(node: &yaml::Node) -> impl Iterator<Item = &str> {
    let sets = match node.field("rulesets").map(|field| &field.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    sets.iter()
        .filter_map(|set| set.field("id"))
        .filter_map(|id| crate::scalar::text(id).ok())
}

fn check_name(node: &yaml::Node, stem: &str, desk: &mut Desk<'_>) {
    let Value::Map(entries) = &node.value else {
        return;
    };
    if let Some(entry) = entries.iter().find(|entry| entry.key == "id")
        && let Ok(id) = crate::scalar::text(&entry.node)
        && id != stem
    {
        desk.refuse(
            entry.line,
            format!("id: {id:?} differs from the file name {stem:?}"),
        );
    }
}

/// Bytes → tree, with the habits that keep files readable everywhere.
pub(crate) fn parse(file: &SourceFile, desk: &mut Desk<'_>) -> Option<yaml::Node> {
    let text = match std::str::from_utf8(&file.bytes) {
        Ok(text) => text,
        Err(error) => {
            let before = file.bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            desk.refuse(line, "not UTF-8 text");
            return None;
        }
    };
    for (number, line) in text.lines().enumerate() {
        if line.contains('\t') {
            desk.refuse(number + 1, "a tab; indent and separate with blanks");
        }
        if names_machine_path(line) {
            desk.refuse(number + 1, "names a path of a local machine");
        }
    }
    if !text.ends_with('\n') {
        desk.refuse(text.lines().count().max(1), "the last line does not end");
    }
    match yaml::read(text) {
        Ok(node) => Some(node),
        Err(faults) => {
            for fault in faults {
                desk.refuse(fault.line, fault.reason);
            }
            None
        }
    }
}

/// True where an absolute path into a personal or temporary folder stands, but not inside a web address.
fn names_machine_path(line: &str) -> bool {
    const PERSONAL: [&str; 4] = ["home", "root", "tmp", "work"];
    line.match_indices('/').any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let rest = line.get(at + 1..).unwrap_or_default();
        let free =
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '/'));
        free && PERSONAL.iter().any(|name| {
            rest.strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('/'))
        })
    })
}

fn assemble(
    head: Head,
    as_of: String,
    drafts: Vec<(&str, Draft)>,
    known: &Known<'_>,
    files: BTreeMap<&'static str, usize>,
) -> Gathered {
    let mut communities: Vec<Community> = Vec::new();
    let mut rule_sets: Vec<RuleSet> = Vec::new();
    let mut relations: Vec<Relation> = Vec::new();
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut mappings: Vec<MappingCollection> = Vec::new();
    let mut told_apart = 0;
    let mut keys = BTreeMap::new();
    for (_, draft) in drafts {
        if let (Some(body), Some(own)) = (&draft.body, draft.keys) {
            keys.insert(body.id.clone(), own);
        }
        communities.extend(draft.body);
        rule_sets.extend(draft.sets.into_iter().map(|set| set.set));
        mappings.extend(draft.mapping.map(|mapping| mapping.collection));
        for tie in draft.relations {
            told_apart += usize::from(tie.unique);
            let ends = [&tie.relation.source, &tie.relation.target];
            named.extend(
                ends.into_iter()
                    .filter(|end| !known.ids.contains_key(end.as_str()))
                    .cloned(),
            );
            relations.push(tie.relation);
        }
    }
    let named_only = named.len();
    communities.extend(named.iter().map(|id| outside::body(id)));
    communities.sort_by(|a, b| a.id.cmp(&b.id));
    rule_sets.sort_by(|a, b| a.id.cmp(&b.id));
    relations.sort_by(|a, b| order(a).cmp(&order(b)));
    let facts = Facts {
        title: head.title.clone(),
        as_of,
        communities,
        rule_sets,
        relations,
        mappings,
        evidence: Vec::new(),
        illustrative: head.illustrative,
    };
    Gathered {
        head,
        facts,
        files,
        told_apart,
        named_only,
        keys,
        evidence: Evidence::default(),
    }
}

fn order(tie: &Relation) -> (&str, &str, &str, &str) {
    (
        &tie.source,
        tie.r#type.as_str(),
        &tie.target,
        &tie.statement,
    )
}
