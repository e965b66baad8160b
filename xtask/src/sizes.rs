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
    /// Bytes allowed; none where only the sum matters.
    pub budget: Option<u64>,
}

/// The budgets: a name, how its files begin and end, bytes. A rise needs a line in `docs/decisions/`.
const BUDGETS: [(&str, &str, &str, Option<u64>); 6] = [
    ("page, wasm", "page-", ".wasm", Some(110_000)),
    ("page, script", "page-", ".js", None),
    ("engine worker, wasm", "worker-", ".wasm", Some(200_000)),
    ("engine worker, script", "worker-", ".js", None),
    ("HTML and CSS", "index", ".html", Some(25_000)),
    ("atlas, read-file", "atlas/atlas", ".json", Some(150_000)),
];

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
            budget: *budget,
        })
        .collect())
}

/// Prints the table; fails when something is over.
pub fn check() -> Result<crate::test::Done, Failure> {
    let sizes = measure()?;
    print(&sizes);
    let over: Vec<String> = sizes
        .iter()
        .filter(|size| size.budget.is_some_and(|budget| size.bytes > budget))
        .map(|size| {
            format!(
                "{} has {} bytes, allowed are {}",
                size.name,
                size.bytes,
                size.budget.unwrap_or_default()
            )
        })
        .collect();
    if over.is_empty() {
        return Ok(crate::test::Done::Holds);
    }
    Err(Failure::new(
        over.join("\n"),
        "make it smaller, or raise the budget with a reason in docs/decisions/",
    ))
}

/// The table.
pub fn print(sizes: &[Size]) {
    println!("{:<26}{:>10}{:>10}", "brotli bytes", "is", "budget");
    for size in sizes {
        let budget = size
            .budget
            .map_or_else(String::new, |budget| budget.to_string());
        println!("{:<26}{:>10}{budget:>10}", size.name, size.bytes);
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
