//! What depends on what, as Cargo resolved it. Knows no rule about it.

use crate::failure::Failure;
use crate::process::Run;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Packages and the ordinary dependencies between them; tests' and build scripts' are left out.
#[derive(Debug, Default)]
pub struct Graph {
    /// By Cargo's id.
    packages: BTreeMap<String, Package>,
    /// Ids of the packages of this workspace.
    members: BTreeSet<String>,
}

/// What we want to know of a package.
#[derive(Debug, Default)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence as an SPDX expression; empty when it has none.
    pub licence: String,
    /// Ids of what it is built with.
    needs: BTreeSet<String>,
}

impl Graph {
    /// For one target, `wasm32-unknown-unknown` for what readers get; all targets without one.
    pub fn read(target: Option<&str>) -> Result<Self, Failure> {
        let mut run = Run::cargo().args("metadata --format-version 1 --locked");
        if let Some(target) = target {
            run = run.args("--filter-platform").arg(target);
        }
        let text = run
            .hint("cargo update --workspace, when Cargo.lock is behind Cargo.toml")
            .output()?;
        let metadata = serde_json::from_str(&text)
            .map_err(|error| Failure::plain(format!("cargo metadata printed no JSON: {error}")))?;
        Ok(Self::from_metadata(&metadata))
    }

    fn from_metadata(metadata: &Value) -> Self {
        let mut graph = Self::default();
        for package in list(&metadata["packages"]) {
            let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
            graph.packages.insert(
                text("id"),
                Package {
                    name: text("name"),
                    version: text("version"),
                    licence: text("license"),
                    needs: BTreeSet::new(),
                },
            );
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            let needs = list(&node["deps"])
                .filter(|dep| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()))
                .filter_map(|dep| dep["pkg"].as_str())
                .map(str::to_owned);
            if let Some(package) = node["id"]
                .as_str()
                .and_then(|id| graph.packages.get_mut(id))
            {
                package.needs.extend(needs);
            }
        }
        graph.members = list(&metadata["workspace_members"])
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        graph
    }

    /// The names of this workspace's packages.
    pub fn members(&self) -> BTreeSet<&str> {
        self.members
            .iter()
            .filter_map(|id| self.packages.get(id))
            .map(|package| package.name.as_str())
            .collect()
    }

    /// All packages, ours and foreign.
    pub fn packages(&self) -> impl Iterator<Item = (&Package, bool)> {
        self.packages
            .iter()
            .map(|(id, package)| (package, self.members.contains(id)))
    }

    /// Which packages of this workspace one of them names as its dependencies.
    pub fn edges(&self, member: &str) -> BTreeSet<&str> {
        let Some(package) = self.member(member).and_then(|id| self.packages.get(id)) else {
            return BTreeSet::new();
        };
        let ours = package.needs.iter().filter(|id| self.members.contains(*id));
        ours.filter_map(|id| self.packages.get(id))
            .map(|package| package.name.as_str())
            .collect()
    }

    /// The shortest way from one of our packages to the first whose name fits, written `a → b → c`.
    pub fn path(&self, member: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let start = self.member(member)?;
        let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(id) = queue.pop_front() {
            let package = self.packages.get(id)?;
            if id != start && fits(&package.name) {
                let mut way = vec![id];
                while let Some(previous) = way.last().and_then(|id| came_from.get(id)) {
                    way.push(previous);
                }
                let names = way.iter().rev().filter_map(|id| self.packages.get(*id));
                return Some(
                    names
                        .map(|package| package.name.as_str())
                        .collect::<Vec<_>>()
                        .join(" → "),
                );
            }
            for need in &package.needs {
                if need != start && !came_from.contains_key(need.as_str()) {
                    came_from.insert(need, id);
                    queue.push_back(need);
                }
            }
        }
        None
    }

    fn member(&self, name: &str) -> Option<&str> {
        let named = |id: &&String| {
            self.packages
                .get(*id)
                .is_some_and(|package| package.name == name)
        };
        self.members.iter().find(named).map(String::as_str)
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A graph of workspace members from lines like `a -> b c`; a name in brackets is foreign.
    pub fn graph(lines: &str) -> Graph {
        let mut graph = Graph::default();
        for line in lines.lines() {
            let (from, to) = line.split_once("->").expect("test lines have an arrow");
            let needs: BTreeSet<String> = to.split_whitespace().map(str::to_owned).collect();
            for id in needs.iter().map(String::as_str).chain([from.trim()]) {
                let name = id.trim_matches(['(', ')']).to_owned();
                graph.packages.entry(id.to_owned()).or_default().name = name;
                if !id.starts_with('(') {
                    graph.members.insert(id.to_owned());
                }
            }
            graph
                .packages
                .entry(from.trim().to_owned())
                .or_default()
                .needs = needs;
        }
        graph
    }

    #[test]
    fn the_shortest_way_is_named() {
        let graph = graph("a -> b c\nb -> c\nc -> (yew)");
        assert_eq!(
            graph.path("a", |name| name == "yew").as_deref(),
            Some("a → c → yew")
        );
        assert_eq!(graph.path("a", |name| name == "gloo"), None);
        assert_eq!(graph.edges("a"), ["b", "c"].into());
        assert!(
            graph.edges("c").is_empty(),
            "foreign packages are no edges of ours"
        );
    }

    #[test]
    fn only_ordinary_dependencies_count() {
        let metadata = serde_json::json!({
            "packages": [{"id": "1", "name": "a"}, {"id": "2", "name": "b"}, {"id": "3", "name": "c"}],
            "workspace_members": ["1", "2", "3"],
            "resolve": {"nodes": [{"id": "1", "deps": [
                {"pkg": "2", "dep_kinds": [{"kind": "dev"}]},
                {"pkg": "3", "dep_kinds": [{"kind": "dev"}, {"kind": null}]},
            ]}]},
        });
        assert_eq!(Graph::from_metadata(&metadata).edges("a"), ["c"].into());
    }
}
