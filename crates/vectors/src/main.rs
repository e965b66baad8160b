//! Prints the vector table. Never decides what is right; the vectors' own folders do.

use std::path::PathBuf;
use std::process::ExitCode;

use trust::time::Moment;
use vectors::{FAMILIES, Folder};

/// Wrong cases printed per family; the rest is counted.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let verbose = arguments.iter().any(|argument| argument == "--verbose");
    arguments.retain(|argument| !argument.starts_with("--"));
    let root = arguments
        .first()
        .cloned()
        .or_else(|| std::env::var("RULESCAPE_VECTORS").ok())
        .unwrap_or_else(|| "../shared/vectors".to_owned());
    let only: Vec<&String> = arguments.iter().skip(1).collect();
    #[expect(
        clippy::disallowed_methods,
        reason = "a development tool at its outermost edge: below, time is an argument"
    )]
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let now = Moment(i64::try_from(now).unwrap_or(i64::MAX));
    println!(
        "{:<24}{:>7}{:>7}{:>7}{:>9}",
        "family", "cases", "right", "wrong", "skipped"
    );
    let mut good = true;
    for family in FAMILIES
        .iter()
        .filter(|family| only.is_empty() || only.iter().any(|name| *name == family.name))
    {
        let folder = Folder {
            path: PathBuf::from(&root).join(family.name),
        };
        if !folder.path.is_dir() {
            println!("{:<24}missing", family.name);
            good = false;
            continue;
        }
        let tally = (family.run)(&folder, now);
        let (cases, wrong, skipped) = (tally.cases(), tally.wrong.len(), tally.skipped.len());
        println!(
            "{:<24}{cases:>7}{:>7}{wrong:>7}{skipped:>9}",
            family.name, tally.right
        );
        if wrong > 0 || tally.right == 0 {
            good = false;
        }
        for case in tally.wrong.iter().take(SHOWN) {
            println!("    wrong: {case}");
        }
        let reasons = if verbose {
            tally.skipped.clone()
        } else {
            grouped(&tally.skipped)
        };
        for reason in reasons {
            println!("    skipped: {reason}");
        }
    }
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The reasons of the skipped cases, each once, with how often.
fn grouped(skipped: &[String]) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for case in skipped {
        *counts
            .entry(case.split_once(": ").map_or(case.as_str(), |(_, why)| why))
            .or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(why, count)| format!("{count} × {why}"))
        .collect()
}
