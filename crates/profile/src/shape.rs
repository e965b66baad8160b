//! Puts the taken controls into one catalog, in the structure the profile asks for. Never edits their text.

use std::collections::{BTreeMap, BTreeSet};

use intake::json::{Node, Value};

use crate::select::Picked;
use crate::tree::{append, array, extend, items, items_mut, object, set, string, take, text};
use crate::{Naming, Warning, each_text, id};

/// Joins the picked catalogs as `merge` says: flat unless told otherwise.
pub fn merge(merge: Option<&Node>, picked: Vec<Picked<'_>>, warnings: &mut Vec<Warning>) -> Node {
    let as_is = merge
        .and_then(|m| m.get("as-is"))
        .and_then(Node::as_bool)
        .unwrap_or(false);
    let custom = merge.and_then(|m| m.get("custom"));
    let method = merge
        .and_then(|m| m.get("combine"))
        .and_then(|combine| text(combine, "method"));

    let mut joined = object([]);
    let mut seen = BTreeSet::new();
    for Picked { catalog, mut keep } in picked {
        let twice: Vec<String> = keep.intersection(&seen).cloned().collect();
        match method {
            Some("use-first") => keep.retain(|name| !twice.contains(name)),
            Some("merge") => {
                let what =
                    "combining by `merge` is deprecated in OSCAL and was read as `use-first`"
                        .to_owned();
                warnings.push(Warning {
                    at: merge.map_or(0, |m| m.at),
                    what,
                });
                keep.retain(|name| !twice.contains(name));
            }
            _ => {
                for name in &twice {
                    warnings.push(Warning {
                        at: 0,
                        what: format!("control {name:?} is imported twice and kept twice"),
                    });
                }
            }
        }
        seen.extend(keep.iter().cloned());
        if as_is {
            for name in ["groups", "controls"] {
                append(&mut joined, name, kept(&catalog, name, &keep));
            }
        } else {
            let (mut flat, mut loose) = (Vec::new(), Vec::new());
            flatten(&catalog, &keep, &mut flat, &mut loose);
            append(&mut joined, "controls", flat);
            append(&mut joined, "params", loose);
        }
        extend(&mut joined, "params", items(&catalog, "params"), false);
        if let Some(matter) = catalog.get("back-matter") {
            add_resources(&mut joined, items(matter, "resources"));
        }
    }
    if let Some(custom) = custom {
        let controls = take(&mut joined, "controls")
            .and_then(into_list)
            .unwrap_or_default();
        let arranged = arrange(custom, &controls);
        for name in ["groups", "controls"] {
            extend(&mut joined, name, items(&arranged, name), false);
        }
    }
    joined
}

fn into_list(node: Node) -> Option<Vec<Node>> {
    match node.value {
        Value::Array(list) => Some(list),
        _ => None,
    }
}

/// What is kept of the controls or groups in a node, copied; groups that hold none are left out.
fn kept(node: &Node, name: &str, keep: &BTreeSet<String>) -> Vec<Node> {
    let all = items(node, name).iter();
    if name == "controls" {
        let wanted = all.filter(|control| id(control).is_some_and(|name| keep.contains(name)));
        return wanted.map(|control| pruned(control, keep)).collect();
    }
    let groups = all.map(|group| pruned(group, keep));
    groups
        .filter(|group| !items(group, "controls").is_empty() || !items(group, "groups").is_empty())
        .collect()
}

/// A copy of a control or group without the controls that are not kept.
fn pruned(node: &Node, keep: &BTreeSet<String>) -> Node {
    let Value::Object(members) = &node.value else {
        return node.clone();
    };
    let mut copied = Vec::with_capacity(members.len());
    for (key, member) in members {
        let member = match &*key.name {
            name @ ("controls" | "groups") => match kept(node, name, keep) {
                inside if inside.is_empty() => continue,
                inside => Node {
                    at: member.at,
                    value: Value::Array(inside),
                },
            },
            _ => member.clone(),
        };
        copied.push((key.clone(), member));
    }
    Node {
        at: node.at,
        value: Value::Object(copied),
    }
}

/// All kept controls without their groups, and the parameters of those groups; controls inside controls stay inside.
fn flatten(node: &Node, keep: &BTreeSet<String>, flat: &mut Vec<Node>, loose: &mut Vec<Node>) {
    for group in items(node, "groups") {
        loose.extend_from_slice(items(group, "params"));
        flatten(group, keep, flat, loose);
    }
    for control in items(node, "controls") {
        if id(control).is_some_and(|name| keep.contains(name)) {
            flat.push(pruned(control, keep));
        }
    }
}

/// The structure a profile spells out: groups with `insert-controls`.
fn arrange(custom: &Node, controls: &[Node]) -> Node {
    let mut arranged = object([]);
    for name in ["id", "class", "title", "params", "props", "links", "parts"] {
        if let Some(member) = custom.get(name) {
            set(&mut arranged, name, member.clone());
        }
    }
    let groups: Vec<Node> = items(custom, "groups")
        .iter()
        .map(|group| arrange(group, controls))
        .collect();
    extend(&mut arranged, "groups", &groups, false);
    for insert in items(custom, "insert-controls") {
        let all = insert.get("include-all").is_some();
        let named = |directive: &str, name: &str| {
            items(insert, directive)
                .iter()
                .flat_map(|select| items(select, "with-ids"))
                .any(|wanted| wanted.as_str() == Some(name))
        };
        let mut chosen: Vec<&Node> = controls
            .iter()
            .filter(|control| {
                id(control).is_some_and(|name| {
                    (all || named("include-controls", name)) && !named("exclude-controls", name)
                })
            })
            .collect();
        match text(insert, "order") {
            Some("ascending") => chosen.sort_by(|a, b| id(a).cmp(&id(b))),
            Some("descending") => chosen.sort_by(|a, b| id(b).cmp(&id(a))),
            _ => {}
        }
        let chosen: Vec<Node> = chosen.into_iter().cloned().collect();
        extend(&mut arranged, "controls", &chosen, false);
    }
    arranged
}

/// Adds resources; a later one with the same uuid replaces the earlier unless that is marked to be kept.
fn add_resources(catalog: &mut Node, more: &[Node]) {
    let mut resources = take(catalog, "back-matter")
        .and_then(|mut matter| into_list(take(&mut matter, "resources")?))
        .unwrap_or_default();
    for resource in more {
        let same = |known: &&mut Node| {
            text(known, "uuid").is_some() && text(known, "uuid") == text(resource, "uuid")
        };
        match resources.iter_mut().find(same) {
            Some(known) if kept_always(known) => {}
            Some(known) => *known = resource.clone(),
            None => resources.push(resource.clone()),
        }
    }
    if !resources.is_empty() {
        set(
            catalog,
            "back-matter",
            object([("resources", array(resources))]),
        );
    }
}

fn kept_always(resource: &Node) -> bool {
    items(resource, "props")
        .iter()
        .any(|prop| text(prop, "name") == Some("keep") && text(prop, "value") == Some("always"))
}

/// Adds the profile's own resources, drops what nothing refers to, and writes the metadata.
pub fn finish(catalog: &mut Node, profile: &Node, name: &str, naming: &Naming) {
    if let Some(matter) = profile.get("back-matter") {
        add_resources(catalog, items(matter, "resources"));
    }
    let mut inserted = BTreeSet::new();
    let mut referred = BTreeSet::new();
    for part in ["groups", "controls", "params"] {
        for node in items(catalog, part) {
            each_text(node, &mut |content| {
                collect_after(content, "insert: param", ',', &mut inserted);
                collect_after(content, "", '#', &mut referred);
            });
        }
    }
    if let Some(params) = items_mut(catalog, "params") {
        params.retain(|param| id(param).is_some_and(|name| inserted.contains(name)));
    }
    if items(catalog, "params").is_empty() {
        take(catalog, "params");
    }
    let resources: Vec<Node> = catalog
        .get("back-matter")
        .map(|matter| items(matter, "resources"))
        .unwrap_or_default()
        .iter()
        .filter(|resource| {
            kept_always(resource)
                || text(resource, "uuid").is_some_and(|uuid| referred.contains(uuid))
        })
        .cloned()
        .collect();
    take(catalog, "back-matter");
    if !resources.is_empty() {
        set(
            catalog,
            "back-matter",
            object([("resources", array(resources))]),
        );
    }
    let mut whole = object([
        ("uuid", string(&naming.uuid)),
        ("metadata", metadata(profile, name)),
    ]);
    if let (Value::Object(head), Value::Object(rest)) = (
        &mut whole.value,
        std::mem::replace(&mut catalog.value, Value::Null),
    ) {
        head.extend(rest);
    }
    *catalog = whole;
}

/// Title, version and date of the profile, with a link back to it. The date is the profile's: nothing is newer.
fn metadata(profile: &Node, name: &str) -> Node {
    let mut metadata = object([]);
    let known: BTreeMap<&str, &Node> = ["title", "last-modified", "version", "oscal-version"]
        .into_iter()
        .filter_map(|field| Some((field, profile.get("metadata")?.get(field)?)))
        .collect();
    for field in ["title", "last-modified", "version", "oscal-version"] {
        if let Some(value) = known.get(field) {
            set(&mut metadata, field, (*value).clone());
        }
    }
    let tool = object([
        ("name", string("resolution-tool")),
        ("value", string("rulescape")),
    ]);
    set(&mut metadata, "props", array(vec![tool]));
    let link = object([("href", string(name)), ("rel", string("source-profile"))]);
    set(&mut metadata, "links", array(vec![link]));
    metadata
}

/// The words directly behind every occurrence of a marker, given as its beginning and its last character: ids and uuids.
fn collect_after(content: &str, marker: &str, last: char, found: &mut BTreeSet<String>) {
    for (at, _) in content.match_indices(last) {
        let (before, rest) = content.split_at(at);
        if !before.ends_with(marker) {
            continue;
        }
        let rest = rest.strip_prefix(last).unwrap_or(rest).trim_start();
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_')))
            .unwrap_or(rest.len());
        if end > 0 {
            found.insert(rest.get(..end).unwrap_or_default().to_owned());
        }
    }
}
