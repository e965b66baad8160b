//! What readers download, measured as static hosts send it (brotli, quality 11), against the budgets.

use crate::failure::Failure;
use crate::process::Run;
use crate::project;
use std::path::PathBuf;

/// One line of the table.
pub struct Size {
    /// What it is.
    pub name: String,
    /// Bytes as sent.
    pub bytes: u64,
    /// Bytes we want to stay below; none where only the sum matters.
    pub budget: Option<u64>,
    /// Bytes at which the test fails.
    pub ceiling: Option<u64>,
}

/// What the first page needs, and what it may weigh: the test fails above the budget.
const FIRST: [Kind; 6] = [
    Kind::new("page, wasm", "page-", ".wasm", Some((110_000, 110_000))),
    Kind::new("page, script", "page-", ".js", None),
    Kind::new(
        "engine worker, wasm",
        "worker-",
        ".wasm",
        Some((200_000, 200_000)),
    ),
    Kind::new("engine worker, script", "worker-", ".js", None),
    Kind::new("HTML and CSS", "index", ".html", Some((25_000, 25_000))),
    Kind::new(
        "atlas, read-file",
        "atlas/atlas",
        ".json",
        Some((150_000, 150_000)),
    ),
];

/// What comes later, part by part. A part that grows beyond its ceiling is two parts, or a raise with a reason in
/// `docs/decisions/`.
const LATER: [Later; 2] = [
    Later {
        name: "page",
        start: "page.",
        each: PAGE_PART,
        all: PAGE_PARTS,
    },
    Later {
        name: "engine",
        start: "worker.",
        each: ENGINE_PART,
        all: ENGINE_PARTS,
    },
];

/// One part of the page: a second on slow 4G is 200 kB, and a click should not wait for a quarter of one.
const PAGE_PART: u64 = 60_000;
/// All parts of the page, the network among them.
const PAGE_PARTS: u64 = 200_000;
/// One part of the engine; signatures of every kind are the largest.
const ENGINE_PART: u64 = 242_000;
/// All parts of the engine.
const ENGINE_PARTS: u64 = 460_000;

/// A file, by how its name begins and ends.
struct Kind {
    name: &'static str,
    start: &'static str,
    end: &'static str,
    most: Option<(u64, u64)>,
}

impl Kind {
    const fn new(
        name: &'static str,
        start: &'static str,
        end: &'static str,
        most: Option<(u64, u64)>,
    ) -> Self {
        Self {
            name,
            start,
            end,
            most,
        }
    }
}

/// The parts of one wasm.
struct Later {
    name: &'static str,
    start: &'static str,
    each: u64,
    all: u64,
}

/// Measures `dist/`.
pub fn measure() -> Result<Vec<Size>, Failure> {
    let dist = project::dist();
    let mut files: Vec<PathBuf> = Vec::new();
    for kind in &FIRST {
        files.push(find(kind)?);
    }
    let names = project::names(&dist, false);
    let parts: Vec<Vec<&String>> = LATER
        .iter()
        .map(|later| {
            let belongs = |name: &&String| name.starts_with(later.start) && name.ends_with(".wasm");
            names.iter().filter(belongs).collect()
        })
        .collect();
    files.extend(parts.iter().flatten().map(|name| dist.join(name)));

    let run = Run::new("node").arg("tests/e2e/sizes.mjs");
    let printed = files.iter().fold(run, |run, file| run.arg(file)).output()?;
    let mut sizes = printed.lines().filter_map(|line| line.parse::<u64>().ok());
    let mut next = || {
        sizes.next().ok_or_else(|| {
            Failure::plain(format!("sizes.mjs printed no list of sizes:\n{printed}"))
        })
    };
    let mut table = Vec::new();
    for kind in &FIRST {
        table.push(Size {
            name: kind.name.to_owned(),
            bytes: next()?,
            budget: kind.most.map(|(budget, _)| budget),
            ceiling: kind.most.map(|(_, ceiling)| ceiling),
        });
    }
    for (later, parts) in LATER.iter().zip(&parts) {
        let mut all = 0;
        for name in parts {
            let bytes = next()?;
            all += bytes;
            let part = name.trim_start_matches(later.start);
            let part = part.rsplit_once('-').map_or(part, |(part, _)| part);
            table.push(Size {
                name: format!("{}, later: {part}", later.name),
                bytes,
                budget: Some(later.each),
                ceiling: Some(later.each),
            });
        }
        table.push(Size {
            name: format!("{}, all that comes later", later.name),
            bytes: all,
            budget: Some(later.all),
            ceiling: Some(later.all),
        });
    }
    Ok(table)
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
        "{:<34}{:>10}{:>10}{:>10}",
        "brotli bytes", "is", "budget", "ceiling"
    );
    for size in sizes {
        let number = |bytes: Option<u64>| bytes.map_or_else(String::new, |bytes| bytes.to_string());
        let over = size.budget.is_some_and(|budget| size.bytes > budget);
        println!(
            "{:<34}{:>10}{:>10}{:>10}{}",
            size.name,
            size.bytes,
            number(size.budget),
            number(size.ceiling),
            if over { "  over budget" } else { "" }
        );
    }
}

fn find(kind: &Kind) -> Result<PathBuf, Failure> {
    let (start, end) = (kind.start, kind.end);
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
