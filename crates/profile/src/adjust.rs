//! Applies a profile's `modify`: parameters set, items removed and added. Never touches what is not named.

use std::collections::BTreeMap;

use intake::json::{Node, Value};

use crate::tree::{extend, get_mut, items, items_mut, set, take, text};
use crate::{Drift, Reworded, Tightened, Warning, id};

/// Kinds of things a control is made of, as lists.
const LISTS: [&str; 4] = ["params", "props", "links", "parts"];

/// A missing namespace is OSCAL's own.
const OSCAL_NS: &str = "http://csrc.nist.gov/ns/oscal";

/// Applies everything `modify` says, in document order.
pub fn modify(modify: &Node, catalog: &mut Node, drift: &mut Drift, warnings: &mut Vec<Warning>) {
    set_parameters(items(modify, "set-parameters"), catalog, drift, warnings);
    // One walk finds the path of every control, so that thousands of alters do not each search the whole tree.
    let mut paths: BTreeMap<String, Vec<Vec<Step>>> = BTreeMap::new();
    find_controls(catalog, &mut Vec::new(), &mut paths);
    for alter in items(modify, "alters") {
        let Some(name) = text(alter, "control-id") else {
            warnings.push(Warning {
                at: alter.at,
                what: "an alter names no control".to_owned(),
            });
            continue;
        };
        let Some(found) = paths.get(name) else {
            let what =
                format!("an alter concerns {name:?}, which was not selected; it was ignored");
            warnings.push(Warning { at: alter.at, what });
            continue;
        };
        for path in found {
            let Some(control) = follow(catalog, path) else {
                continue;
            };
            alter_control(alter, name, control, warnings);
        }
        let (removed, added) = (
            items(alter, "removes").len() as u32,
            items(alter, "adds").len() as u32,
        );
        match drift
            .reworded
            .iter_mut()
            .find(|known| known.control == name)
        {
            Some(known) => {
                (known.removed, known.added) = (known.removed + removed, known.added + added)
            }
            None => drift.reworded.push(Reworded {
                control: name.to_owned(),
                removed,
                added,
            }),
        }
    }
}

/// One step down from the catalog: into a list, to an element.
type Step = (&'static str, usize);

fn find_controls(node: &Node, here: &mut Vec<Step>, found: &mut BTreeMap<String, Vec<Vec<Step>>>) {
    for list in ["groups", "controls"] {
        for (at, child) in items(node, list).iter().enumerate() {
            here.push((list, at));
            if let ("controls", Some(name)) = (list, id(child)) {
                found.entry(name.to_owned()).or_default().push(here.clone());
            }
            find_controls(child, here, found);
            here.pop();
        }
    }
}

fn follow<'a>(node: &'a mut Node, path: &[Step]) -> Option<&'a mut Node> {
    path.iter()
        .try_fold(node, |node, (list, at)| items_mut(node, list)?.get_mut(*at))
}

fn set_parameters(
    settings: &[Node],
    catalog: &mut Node,
    drift: &mut Drift,
    warnings: &mut Vec<Warning>,
) {
    let mut by_id: BTreeMap<&str, Vec<(usize, &Node)>> = BTreeMap::new();
    for (at, setting) in settings.iter().enumerate() {
        match text(setting, "param-id") {
            Some(name) => by_id.entry(name).or_default().push((at, setting)),
            None => warnings.push(Warning {
                at: setting.at,
                what: "a parameter setting names no parameter".to_owned(),
            }),
        }
    }
    let mut met = vec![false; settings.len()];
    each_parameter(catalog, None, &mut |param, control| {
        let Some(name) = id(param).map(str::to_owned) else {
            return;
        };
        for (at, setting) in by_id.get(name.as_str()).into_iter().flatten() {
            if let Some(flag) = met.get_mut(*at) {
                *flag = true;
            }
            for field in ["class", "depends-on", "label", "usage", "values", "select"] {
                if let Some(value) = setting.get(field) {
                    set(param, field, value.clone());
                }
            }
            for field in ["props", "links", "constraints", "guidelines"] {
                extend(param, field, items(setting, field), false);
            }
            drift.tightened.push(Tightened {
                control: control.unwrap_or_default().to_owned(),
                parameter: name.clone(),
                values: items(setting, "values")
                    .iter()
                    .filter_map(Node::as_str)
                    .map(str::to_owned)
                    .collect(),
                constraints: items(setting, "constraints")
                    .iter()
                    .filter_map(|constraint| text(constraint, "description"))
                    .map(str::to_owned)
                    .collect(),
            });
        }
    });
    for (setting, _) in settings.iter().zip(&met).filter(|(_, met)| !**met) {
        if let Some(name) = text(setting, "param-id") {
            let what = format!("parameter {name:?} is set, but no selected control has it");
            warnings.push(Warning {
                at: setting.at,
                what,
            });
        }
    }
}

fn each_parameter(
    node: &mut Node,
    control: Option<&str>,
    visit: &mut dyn FnMut(&mut Node, Option<&str>),
) {
    if let Some(params) = items_mut(node, "params") {
        params.iter_mut().for_each(|param| visit(param, control));
    }
    for list in ["groups", "controls"] {
        for child in items_mut(node, list).into_iter().flatten() {
            let own = id(child).filter(|_| list == "controls").map(str::to_owned);
            each_parameter(child, own.as_deref().or(control), visit);
        }
    }
}

fn alter_control(alter: &Node, name: &str, control: &mut Node, warnings: &mut Vec<Warning>) {
    for removal in items(alter, "removes") {
        remove(removal, control);
    }
    for addition in items(alter, "adds") {
        let position = text(addition, "position").unwrap_or("ending");
        let Some(target) = text(addition, "by-id").filter(|target| *target != name) else {
            if text(addition, "by-id").is_some() {
                let what = format!(
                    "an addition to {name:?} names the control itself; it was read as an addition without a target"
                );
                warnings.push(Warning {
                    at: addition.at,
                    what,
                });
            }
            add_inside(addition, control, matches!(position, "before" | "starting"));
            continue;
        };
        let done = match position {
            "starting" | "ending" => find_inside(control, target)
                .map(|found| add_inside(addition, found, position == "starting"))
                .is_some(),
            _ => add_beside(addition, control, target, position == "before"),
        };
        if !done {
            let what = format!(
                "an addition concerns {target:?}, which is not in control {name:?}; it was ignored"
            );
            warnings.push(Warning {
                at: addition.at,
                what,
            });
        }
    }
}

/// Takes out whatever meets all conditions, at any depth.
fn remove(removal: &Node, node: &mut Node) {
    for list in ["params", "props", "links", "parts", "controls"] {
        let Some(children) = items_mut(node, list) else {
            continue;
        };
        if list != "controls" {
            children.retain(|child| !meets(removal, child, list));
        }
        children.iter_mut().for_each(|child| remove(removal, child));
        if children.is_empty() {
            take(node, list);
        }
    }
}

fn meets(removal: &Node, child: &Node, list: &str) -> bool {
    let conditions = ["by-item-name", "by-name", "by-class", "by-id", "by-ns"];
    let mut any = false;
    for condition in conditions {
        let Some(wanted) = text(removal, condition) else {
            continue;
        };
        any = true;
        let actual = match condition {
            "by-item-name" => list.strip_suffix('s'),
            "by-name" => text(child, "name"),
            "by-class" => text(child, "class"),
            "by-id" => id(child),
            _ => Some(text(child, "ns").unwrap_or(OSCAL_NS)),
        };
        if actual != Some(wanted) {
            return false;
        }
    }
    any
}

fn add_inside(addition: &Node, target: &mut Node, in_front: bool) {
    if let Some(title) = addition.get("title") {
        set(target, "title", title.clone());
    }
    for list in LISTS {
        extend(target, list, items(addition, list), in_front);
    }
}

/// The param or part with an id, anywhere inside.
fn find_inside<'a>(node: &'a mut Node, target: &str) -> Option<&'a mut Node> {
    for list in ["params", "parts", "controls"] {
        let at = items(node, list)
            .iter()
            .position(|child| holds(child, target));
        if let Some(at) = at {
            let child = items_mut(node, list)?.get_mut(at)?;
            return if id(child) == Some(target) {
                Some(child)
            } else {
                find_inside(child, target)
            };
        }
    }
    None
}

fn holds(node: &Node, target: &str) -> bool {
    id(node) == Some(target)
        || ["params", "parts", "controls"]
            .iter()
            .any(|list| items(node, list).iter().any(|child| holds(child, target)))
}

/// Adds as siblings of the target: its own kind right beside it, other kinds to the lists of its parent.
fn add_beside(addition: &Node, node: &mut Node, target: &str, before: bool) -> bool {
    for list in ["params", "parts", "controls"] {
        let Some(at) = items(node, list)
            .iter()
            .position(|child| holds(child, target))
        else {
            continue;
        };
        if items(node, list).get(at).and_then(id) != Some(target) {
            let Some(child) = items_mut(node, list).and_then(|children| children.get_mut(at))
            else {
                return false;
            };
            return add_beside(addition, child, target, before);
        }
        if let Some(Node {
            value: Value::Array(children),
            ..
        }) = get_mut(node, list)
        {
            let place = if before { at } else { at + 1 };
            children.splice(place..place, items(addition, list).iter().cloned());
        }
        for other in LISTS.iter().filter(|other| **other != list) {
            extend(node, other, items(addition, other), before);
        }
        return true;
    }
    false
}
