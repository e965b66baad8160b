//! Which controls an import takes. Never changes a control.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use intake::json::Node;

use crate::gather::Source;
use crate::tree::{items, text};
use crate::{Drift, Warning, id};

/// An imported catalog and which of its controls were taken.
pub struct Picked<'a> {
    /// The body of the catalog, complete.
    pub catalog: Cow<'a, Node>,
    /// Ids to keep, parents of taken controls among them.
    pub keep: BTreeSet<String>,
}

/// Where a control stands below others.
#[derive(Default)]
struct Family {
    parent: BTreeMap<String, String>,
    order: Vec<String>,
}

/// Applies one import's include and exclude directives.
pub fn pick<'a>(
    import: &Node,
    source: Source<'a>,
    drift: &mut Drift,
    warnings: &mut Vec<Warning>,
) -> Picked<'a> {
    let mut family = Family::default();
    walk(&source.catalog, None, &mut family);
    let known: BTreeSet<&str> = family.order.iter().map(String::as_str).collect();

    let mut taken: BTreeSet<String> = BTreeSet::new();
    if import.get("include-all").is_some() {
        taken.extend(family.order.iter().cloned());
    }
    for directive in items(import, "include-controls") {
        taken.extend(matched(directive, &family, &known, warnings));
    }
    if import.get("include-all").is_none() && import.get("include-controls").is_none() {
        let what = "the import says neither what to include nor to include all; it was read as including all".to_owned();
        warnings.push(Warning {
            at: import.at,
            what,
        });
        taken.extend(family.order.iter().cloned());
    }
    for directive in items(import, "exclude-controls") {
        for excluded in matched(directive, &family, &known, warnings) {
            taken.remove(&excluded);
        }
    }

    let mut keep = taken.clone();
    for control in &taken {
        let mut above = family.parent.get(control);
        while let Some(parent) = above {
            if keep.insert(parent.clone()) && !taken.contains(parent) {
                drift.parents.push(parent.clone());
            }
            above = family.parent.get(parent);
        }
    }
    for control in &family.order {
        if taken.contains(control) {
            drift.taken.push(control.clone());
        } else if !keep.contains(control) {
            drift.left_out.push(control.clone());
        }
    }
    Picked {
        catalog: source.catalog,
        keep,
    }
}

/// Controls of a catalog, group or control, in document order.
fn walk(node: &Node, control: Option<&str>, family: &mut Family) {
    for group in items(node, "groups") {
        walk(group, control, family);
    }
    for child in items(node, "controls") {
        let Some(name) = id(child) else { continue };
        family.order.push(name.to_owned());
        if let Some(parent) = control {
            family.parent.insert(name.to_owned(), parent.to_owned());
        }
        walk(child, Some(name), family);
    }
}

/// The ids that a `select-control-by-id` names.
fn matched(
    directive: &Node,
    family: &Family,
    known: &BTreeSet<&str>,
    warnings: &mut Vec<Warning>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for wanted in items(directive, "with-ids") {
        let Some(name) = wanted.as_str() else {
            continue;
        };
        if known.contains(name) {
            found.insert(name.to_owned());
        } else {
            warnings.push(Warning {
                at: wanted.at,
                what: format!("{name:?} is not in the imported catalog"),
            });
        }
    }
    for pattern in items(directive, "matching")
        .iter()
        .filter_map(|matching| text(matching, "pattern"))
    {
        found.extend(
            family
                .order
                .iter()
                .filter(|name| glob(pattern, name))
                .cloned(),
        );
    }
    if text(directive, "with-parent-controls").is_some() {
        let what = "`with-parent-controls` stands in no OSCAL schema and was ignored; parents are always kept".to_owned();
        warnings.push(Warning {
            at: directive.at,
            what,
        });
    }
    if text(directive, "with-child-controls") == Some("yes") {
        // Document order: a parent always comes before its children, so one pass reaches every descendant.
        for name in &family.order {
            if family
                .parent
                .get(name)
                .is_some_and(|parent| found.contains(parent))
            {
                found.insert(name.clone());
            }
        }
    }
    found
}

/// `*` stands for any characters, `?` for one. Linear: a star that fails is retried one character later.
fn glob(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = name.get(n) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some('?') => (p, n) = (p + 1, n + 1),
            Some(wanted) if wanted == c => (p, n) = (p + 1, n + 1),
            _ => match &mut star {
                Some((star_p, star_n)) => {
                    *star_n += 1;
                    (p, n) = (*star_p + 1, *star_n);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn globs() {
        for (pattern, name, expected) in [
            ("ac-*", "ac-2.3", true),
            ("ac-?", "ac-2", true),
            ("ac-?", "ac-22", false),
            ("*-1", "au-1", true),
            ("a*c*1", "abcb1", true),
            ("", "x", false),
            ("*", "", true),
        ] {
            assert_eq!(glob(pattern, name), expected, "{pattern} {name}");
        }
    }
}
