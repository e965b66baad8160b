//! What readers download, measured as static hosts send it (brotli, quality 11), against the budgets.

use crate::failure::Failure;
use crate::process::Run;
use crate::project;
use std::path::PathBuf;

/// One line of the table.
pub struct Size {
    /// What it is.
    pub name: &'static str,
    /// Bytes as sent.
    pub bytes: u64,
    /// Bytes we want to stay below; none where only the sum matters.
    pub budget: Option<u64>,
    /// Bytes at which the test fails. Above the budget only where `docs/decisions/0005-size-ceilings.md` says why.
    pub ceiling: Option<u64>,
}

/// A name, how its files begin and end, the budget and the ceiling.
type Kind = (&'static str, &'static str, &'static str, Option<(u64, u64)>);

/// A name, how its files begin and end, the budget, and the ceiling at which the test fails. A ceiling may only fall,
/// until it meets the budget; any rise needs a line in `docs/decisions/`.
const BUDGETS: [Kind; 6] = [
    ("page, wasm", "page-", ".wasm", Some((110_000, PAGE))),
    ("page, script", "page-", ".js", None),
    (
        "engine worker, wasm",
        "worker-",
        ".wasm",
        Some((200_000, WORKER)),
    ),
    ("engine worker, script", "worker-", ".js", None),
    ("HTML and CSS", "index", ".html", Some((25_000, 25_000))),
    (
        "atlas, read-file",
        "atlas/atlas",
        ".json",
        Some((150_000, 150_000)),
    ),
];

/// What the page's wasm may not exceed today.
const PAGE: u64 = 171_000;
/// What the engine's wasm may not exceed today.
const WORKER: u64 = 340_000;

/// Measures `dist/`.
pub fn measure() -> Result<Vec<Size>, Failure> {
    let files = BUDGETS
        .iter()
        .map(|(_, start, end, _)| find(start, end))
        .collect::<Result<Vec<_>, _>>()?;
    let run = Run::new("node").arg("tests/e2e/sizes.mjs");
    let printed = files.iter().fold(run, |run, file| run.arg(file)).output()?;
    let sizes: Vec<u64> = printed
        .lines()
        .filter_map(|line| line.parse().ok())
        .collect();
    if sizes.len() != BUDGETS.len() {
        return Err(Failure::plain(format!(
            "sizes.mjs printed no list of sizes:\n{printed}"
        )));
    }
    Ok(BUDGETS
        .iter()
        .zip(sizes)
        .map(|((name, _, _, budget), bytes)| Size {
            name,
            bytes,
            budget: budget.map(|(budget, _)| budget),
            ceiling: budget.map(|(_, ceiling)| ceiling),
        })
        .collect())
}

/// Prints the table; fails when something is above its ceiling.
pub fn check() -> Result<crate::test::Done, Failure> {
    let sizes = measure()?;
    print(&sizes);
    let over: Vec<String> = sizes
        .iter()
        .filter(|size| size.ceiling.is_some_and(|ceiling| size.bytes > ceiling))
        .map(|size| {
            format!(
                "{} has {} bytes, allowed are {}",
                size.name,
                size.bytes,
                size.ceiling.unwrap_or_default()
            )
        })
        .collect();
    if over.is_empty() {
        return Ok(crate::test::Done::Holds);
    }
    Err(Failure::new(
        over.join("\n"),
        "make it smaller, or raise the ceiling with a reason in docs/decisions/",
    ))
}

/// The table.
pub fn print(sizes: &[Size]) {
    println!(
        "{:<26}{:>10}{:>10}{:>10}",
        "brotli bytes", "is", "budget", "ceiling"
    );
    for size in sizes {
        let number = |bytes: Option<u64>| bytes.map_or_else(String::new, |bytes| bytes.to_string());
        let over = size.budget.is_some_and(|budget| size.bytes > budget);
        println!(
            "{:<26}{:>10}{:>10}{:>10}{}",
            size.name,
            size.bytes,
            number(size.budget),
            number(size.ceiling),
            if over { "  over budget" } else { "" }
        );
    }
}

fn find(start: &str, end: &str) -> Result<PathBuf, Failure> {
    let dist = project::dist();
    let found = project::files(&dist).into_iter().find(|file| {
        let name = file
            .strip_prefix(&dist)
            .map(|name| name.to_string_lossy().replace('\\', "/"))
            .unwrap_or_default();
        name.starts_with(start) && name.ends_with(end)
    });
    found.ok_or_else(|| Failure::new(format!("dist/ has no {start}…{end}"), "cargo xtask build"))
}
