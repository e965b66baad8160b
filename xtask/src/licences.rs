//! Compares the licence of every package with the list in `deny.toml`. Gives no legal advice.

use crate::failure::Failure;
use crate::graph::Graph;
use crate::project;
use crate::violation::Violation;
use std::collections::BTreeSet;

/// The list, in the format of `cargo deny`.
const LIST: &str = "deny.toml";

/// Packages whose licence is missing or not on the list.
pub fn violations() -> Result<Vec<Violation>, Failure> {
    let list = allowed(&project::read(&project::root().join(LIST))?);
    if list.is_empty() {
        return Ok(vec![Violation::of(LIST, "has no `allow = [ … ]` list")]);
    }
    let graph = Graph::read(None)?;
    let foreign = graph
        .packages()
        .filter(|(_, ours)| !ours)
        .map(|(package, _)| package);
    let refused = foreign.filter(|package| !permits(&package.licence, &list));
    Ok(refused
        .map(|package| {
            let what = format!(
                "`{}` of {} {} is not on the list",
                package.licence, package.name, package.version
            );
            Violation::of(LIST, what)
        })
        .collect())
}

/// The quoted names between `allow = [` and `]`.
fn allowed(toml: &str) -> BTreeSet<String> {
    let lines = toml
        .lines()
        .map(str::trim)
        .skip_while(|line| !line.starts_with("allow = ["))
        .skip(1);
    let names = lines
        .take_while(|line| !line.starts_with(']'))
        .filter_map(|line| line.strip_prefix('"'));
    names
        .filter_map(|line| line.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Whether an SPDX expression can be satisfied with the allowed licences alone.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    // Old manifests write a slash for OR.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let permitted = any_of(&mut rest, allowed);
    permitted && rest.is_empty()
}

fn any_of(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut permitted = all_of(rest, allowed);
    while let Some((&"OR", after)) = rest.split_first() {
        *rest = after;
        permitted |= all_of(rest, allowed);
    }
    permitted
}

fn all_of(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut permitted = one(rest, allowed);
    while let Some((&"AND", after)) = rest.split_first() {
        *rest = after;
        permitted &= one(rest, allowed);
    }
    permitted
}

fn one(rest: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let Some((&word, after)) = rest.split_first() else {
        return false;
    };
    *rest = after;
    if word == "(" {
        let permitted = any_of(rest, allowed);
        return match rest.split_first() {
            Some((&")", after)) => {
                *rest = after;
                permitted
            }
            _ => false,
        };
    }
    // An exception only gives more rights.
    if let Some((&"WITH", after)) = rest.split_first() {
        *rest = after.get(1..).unwrap_or_default();
    }
    allowed.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_licence_is_on_the_list() {
        let found = violations().expect("the project can be read");
        let told: Vec<String> = found.iter().map(Violation::to_string).collect();
        assert!(told.is_empty(), "\n{}", told.join("\n"));
    }

    #[test]
    fn expressions_are_read_as_spdx_says() {
        let allowed = allowed("allow = [\n  # why\n  \"MIT\",\n  \"Zlib\",\n]\n\"GPL\",");
        for (expression, permitted) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("Apache-2.0 OR MIT", true),
            ("Apache-2.0 AND MIT", false),
            ("(Apache-2.0 OR MIT) AND Zlib", true),
            ("MIT AND (GPL-3.0 OR Zlib)", true),
            ("MIT WITH x-exception", true),
            ("GPL", false),
            ("MIT MIT", false),
            ("(MIT", false),
            ("", false),
        ] {
            assert_eq!(permits(expression, &allowed), permitted, "{expression}");
        }
    }
}
