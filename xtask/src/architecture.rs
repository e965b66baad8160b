//! Compares `docs/architecture.md` with what stands: edges between crates, what must be absent, rooms in both
//! directions. The document is the only place where the allowed edges are written.

use crate::failure::Failure;
use crate::graph::Graph;
use crate::project;
use crate::violation::Violation;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The document that must tell the truth.
const DOCUMENT: &str = "docs/architecture.md";

/// Opens the list of allowed edges in the document.
const EDGES: &str = "```edges";

/// What readers run.
const WASM: &str = "wasm32-unknown-unknown";

/// Absent from every crate of the engine, directly and through others.
const BROWSER: [&str; 6] = [
    "yew",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "gloo",
];

/// Hosts of the engine: the only packages besides the page that may know the browser or the operating system.
const HOSTS: [&str; 7] = [
    "rulescape",
    "engine-worker",
    "bench-kit",
    "cli",
    "vectors",
    "vectors-worker",
    "xtask",
];

/// Crates that can parse, verify, or write for publishers: never reachable from the page.
const FAR_FROM_THE_PAGE: [&str; 11] = [
    "intake", "profile", "trust", "model", "compare", "network", "search", "layout", "engine",
    "publish", "testkit",
];

/// Folders whose own folders are rooms and must be listed.
const HOUSES: [&str; 2] = ["crates", "src"];

/// Rooms are listed by paths that begin so.
const PATHS: [&str; 10] = [
    "crates/", "src/", "xtask/", "tests/", "styles/", "data/", "docs/", "benches/", "fuzz/", ".ci/",
];

/// All that is wrong between document and project.
pub fn violations() -> Result<Vec<Violation>, Failure> {
    let document = project::read(&project::root().join(DOCUMENT))?;
    let graph = Graph::read(Some(WASM))?;
    let mut found = edges(&document, &graph);
    found.extend(absences(&graph));
    found.extend(rooms(&document, &project::root()));
    Ok(found)
}

/// Every edge is allowed, every package has its line, every line its package. An allowed edge need not be used.
fn edges(document: &str, graph: &Graph) -> Vec<Violation> {
    let (allowed, mut found) = allowed(document);
    for member in graph.members() {
        let Some((line, allowed)) = allowed.get(member) else {
            let what = format!("`{member}` has no line in the list of edges");
            found.push(Violation::of(DOCUMENT, what));
            continue;
        };
        let real = graph.edges(member);
        for extra in real.difference(&allowed.iter().map(String::as_str).collect()) {
            let what = format!("`{member}` depends on `{extra}`, which the list of edges forbids");
            found.push(Violation::at(DOCUMENT, *line, what));
        }
    }
    for (name, (line, _)) in &allowed {
        if !graph.members().contains(name.as_str()) {
            found.push(Violation::at(
                DOCUMENT,
                *line,
                format!("there is no package `{name}`"),
            ));
        }
    }
    found
}

type Allowed = BTreeMap<String, (usize, BTreeSet<String>)>;

fn allowed(document: &str) -> (Allowed, Vec<Violation>) {
    let mut allowed = Allowed::new();
    let mut found = Vec::new();
    let lines = document
        .lines()
        .enumerate()
        .skip_while(|(_, line)| *line != EDGES)
        .skip(1);
    for (index, line) in lines.take_while(|(_, line)| *line != "```") {
        match line.split_once("->") {
            Some((name, needs)) => {
                let needs = needs.split_whitespace().map(str::to_owned).collect();
                allowed.insert(name.trim().to_owned(), (index + 1, needs));
            }
            None => found.push(Violation::at(
                DOCUMENT,
                index + 1,
                "an edge line reads `crate -> crate crate`",
            )),
        }
    }
    if allowed.is_empty() {
        found.push(Violation::of(DOCUMENT, format!("has no {EDGES} block")));
    }
    (allowed, found)
}

/// What must not be there at all, however it would come in.
fn absences(graph: &Graph) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut absent = |member: &str, names: &[&str], why: &str| {
        for name in names {
            if let Some(path) = graph.path(member, |found| found == *name) {
                found.push(Violation::of("Cargo.toml", format!("{path}: {why}")));
            }
        }
    };
    absent(
        "rulescape",
        &FAR_FROM_THE_PAGE,
        "the page cannot parse or verify",
    );
    absent(
        "engine-worker",
        &["publish", "testkit", "yew"],
        "readers do not carry what publishers and tests need",
    );
    absent("cli", &["testkit", "yew"], "test keys stay in tests");
    for member in graph.members() {
        if !HOSTS.contains(&member) {
            absent(member, &BROWSER, "the engine knows no browser");
        }
    }
    found
}

/// Every path the document names exists, and every room has its place in the document.
fn rooms(document: &str, root: &Path) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut listed = BTreeSet::new();
    for (index, line) in document.lines().enumerate() {
        for path in line.split('`').skip(1).step_by(2) {
            if !PATHS.iter().any(|start| path.starts_with(start)) || path.contains([' ', '*', '{'])
            {
                continue;
            }
            listed.insert(path.trim_end_matches('/').to_owned());
            if !root.join(path).exists() {
                found.push(Violation::at(
                    DOCUMENT,
                    index + 1,
                    format!("`{path}` does not exist"),
                ));
            }
        }
    }
    for house in HOUSES {
        for room in project::names(&root.join(house), true) {
            let path = format!("{house}/{room}");
            if !listed.contains(&path) && !project::files(&root.join(&path)).is_empty() {
                found.push(Violation::of(
                    DOCUMENT,
                    format!("`{path}/` is not in the code map"),
                ));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::tests::graph;
    use crate::violation::lines;

    #[test]
    fn the_project_stands_as_its_document_says() {
        let found = violations().expect("the project can be read");
        assert!(found.is_empty(), "\n{}", lines(&found));
    }

    #[test]
    fn forbidden_and_unlisted_are_told_apart() {
        let document = "```edges\na -> b\nb ->\nd -> a\n```";
        let unused = lines(&edges(document, &graph("a ->\nb ->\nd ->")));
        assert_eq!(unused, "", "an allowed edge need not exist");
    }

    #[test]
    fn the_page_is_found_out_however_it_reaches_the_parser() {
        let told = lines(&absences(&graph(
            "rulescape -> protocol\nprotocol -> intake\nintake ->",
        )));
        assert_eq!(
            told,
            "Cargo.toml: rulescape → protocol → intake: the page cannot parse or verify"
        );
    }

    #[test]
    fn the_engine_is_found_out_when_it_meets_the_browser() {
        let told = lines(&absences(&graph(
            "engine -> (rand)\n(rand) -> (js-sys)\nengine-worker -> engine (web-sys)",
        )));
        assert!(
            told.contains("engine → rand → js-sys: the engine knows no browser"),
            "{told}"
        );
        assert!(!told.contains("engine-worker →"), "{told}");
    }

    #[test]
    fn rooms_are_compared_in_both_directions() {
        let told = lines(&rooms(
            "`crates/gone/` and `crates/ident/`",
            &project::root(),
        ));
        assert!(
            told.contains("architecture.md:1: `crates/gone/` does not exist"),
            "{told}"
        );
        assert!(
            told.contains("`src/pages/` is not in the code map"),
            "{told}"
        );
        assert!(!told.contains("crates/ident"), "{told}");
    }
}
