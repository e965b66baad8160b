//! Everything that must hold, step by step, quick ones first. Each step is something a person could type too.

use crate::Options;
use crate::build::{self, Mode};
use crate::failure::Failure;
use crate::process::Run;
use crate::violation::Violation;
use crate::{architecture, browser, foreign, licences, project, setup, sizes, tidy, vectors};
use std::path::Path;
use std::time::{Duration, Instant};

const WASM: &str = "--target wasm32-unknown-unknown";

/// How a step ended well.
pub enum Done {
    /// It was checked and holds.
    Holds,
    /// It could not be checked here, and why that is no failure.
    NotHere(String),
}

type Step = (&'static str, fn() -> Result<Done, Failure>);

/// Needs no browser and no network once Cargo has its packages.
const QUICK: [Step; 5] = [
    ("format", format),
    ("tidy, architecture, licences", all_tidy),
    ("clippy, this machine", clippy_host),
    ("clippy, WebAssembly", clippy_wasm),
    ("native tests", native_tests),
];

const SLOW: [Step; 9] = [
    ("browser tests", browser_tests),
    (BUILD, build),
    ("size budgets", sizes::check),
    ("foreign vectors, here and in workers", foreign_vectors),
    ("packing twice gives the same bytes", pack_twice),
    ("trestle reads and signs what we do", trestle),
    ("cosign says what our page says", foreign::cosign),
    ("Python's verifiers say so too", foreign::python),
    ("end to end", end_to_end),
];

/// What steps look at that come after it; without it they would judge an older site.
const BUILD: &str = "build";

/// Runs the steps to the last, so that one run tells everything; with `--stop` to the first that fails.
pub fn test(options: &Options) -> Result<(), Failure> {
    let stop = options.others.iter().any(|word| word == "--stop");
    let steps = if options.fast {
        QUICK.to_vec()
    } else {
        [QUICK.as_slice(), SLOW.as_slice()].concat()
    };
    let mut rows = Vec::new();
    let mut failed = Vec::new();
    for (number, (name, step)) in steps.iter().enumerate() {
        println!("\n=== {}/{} {name}", number + 1, steps.len());
        let started = Instant::now();
        let ended = step();
        rows.push((*name, started.elapsed(), word(&ended)));
        if let Err(failure) = ended {
            eprintln!("{failure}");
            failed.push(*name);
            if stop || *name == BUILD {
                break;
            }
        }
    }
    print_table(&rows, steps.len());
    match failed.as_slice() {
        [] => Ok(()),
        names => Err(Failure::plain(format!("failed: {}", names.join(", ")))),
    }
}

fn word(ended: &Result<Done, Failure>) -> String {
    match ended {
        Ok(Done::Holds) => "holds".to_owned(),
        Ok(Done::NotHere(why)) => format!("not checked: {why}"),
        Err(_) => "FAILED".to_owned(),
    }
}

fn print_table(rows: &[(&str, Duration, String)], planned: usize) {
    println!("\n{:<38}{:>9}   result", "step", "time");
    for (name, time, result) in rows {
        println!("{name:<38}{:>7.1} s   {result}", time.as_secs_f32());
    }
    let total: Duration = rows.iter().map(|(_, time, _)| *time).sum();
    println!(
        "{:<38}{:>7.1} s   {} of {planned} steps",
        "in all",
        total.as_secs_f32(),
        rows.len()
    );
}

fn format() -> Result<Done, Failure> {
    holds(
        Run::cargo()
            .args("fmt --all -- --check")
            .hint("cargo fmt --all"),
    )
}

/// The rules that are the project's own.
fn all_tidy() -> Result<Done, Failure> {
    report(
        &[
            tidy::violations()?,
            architecture::violations()?,
            licences::violations()?,
        ]
        .concat(),
    )?;
    Ok(Done::Holds)
}

/// Prints all of them; none is fine.
pub fn report(found: &[Violation]) -> Result<(), Failure> {
    for violation in found {
        eprintln!("{violation}");
    }
    match found.len() {
        0 => Ok(()),
        count => Err(Failure::plain(format!(
            "{count} places break a rule of the project"
        ))),
    }
}

fn clippy_host() -> Result<Done, Failure> {
    holds(Run::cargo().args("clippy --quiet --workspace --all-targets --locked -- -D warnings"))
}

fn clippy_wasm() -> Result<Done, Failure> {
    setup::wasm_target()?;
    holds(
        Run::cargo()
            .args("clippy --quiet --locked -p rulescape -p engine-worker")
            .args(WASM)
            .args("-- -D warnings"),
    )
}

fn native_tests() -> Result<Done, Failure> {
    holds(Run::cargo().args("test --quiet --workspace --locked"))
}

fn foreign_vectors() -> Result<Done, Failure> {
    let Some(dir) = project::vectors() else {
        return Ok(Done::NotHere(
            "no folder ../shared/vectors and no RULESCAPE_VECTORS".to_owned(),
        ));
    };
    vectors::vectors(&dir)?;
    Ok(Done::Holds)
}

fn browser_tests() -> Result<Done, Failure> {
    setup::for_build()?;
    setup::for_browser_tests()?;
    let driver = setup::driver().ok_or_else(|| Failure::plain("there is no chromedriver"))?;
    holds(
        Run::cargo()
            .args("test --locked -p rulescape -p layout --lib --test browser")
            .args(WASM)
            .env("PATH", setup::path())
            .env("CHROMEDRIVER", driver)
            .env(
                "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                project::root().join("tests/browser/webdriver.json"),
            )
            .hint("cargo xtask setup"),
    )
}

fn build() -> Result<Done, Failure> {
    build::build(Mode::Release)?;
    Ok(Done::Holds)
}

fn pack_twice() -> Result<Done, Failure> {
    let again = project::target().join("again");
    project::remove_dir(&again)?;
    build::atlas(&again)?;
    let mut found = Vec::new();
    for (_, folder) in build::ATLASES {
        found.extend(differences(
            &project::dist().join(folder),
            &again.join(folder),
        )?);
    }
    match found.as_slice() {
        [] => Ok(Done::Holds),
        names => Err(Failure::plain(format!(
            "two packings differ in: {}",
            names.join(", ")
        ))),
    }
}

/// Names of files that are not in both folders with the same bytes.
fn differences(left: &Path, right: &Path) -> Result<Vec<String>, Failure> {
    let names = |dir: &Path| -> Vec<String> {
        let files = project::files(dir);
        let inside = files.iter().filter_map(|file| file.strip_prefix(dir).ok());
        inside
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    };
    let mut all = names(left);
    if all.is_empty() {
        return Err(Failure::new(
            format!("{} is empty", left.display()),
            "cargo xtask build",
        ));
    }
    all.extend(names(right));
    all.sort();
    all.dedup();
    let mut different = Vec::new();
    for name in all {
        let same = match (
            std::fs::read(left.join(&name)),
            std::fs::read(right.join(&name)),
        ) {
            (Ok(left), Ok(right)) => left == right,
            _ => false,
        };
        if !same {
            different.push(name);
        }
    }
    Ok(different)
}

fn trestle() -> Result<Done, Failure> {
    let trestle = setup::trestle()?;
    for folder in ["catalogs", "mappings"] {
        Run::new("python3")
            .args("tests/trestle/validate.py")
            .arg(project::dist().join("atlas").join(folder))
            .arg(&trestle)
            .status()?;
    }
    Run::cargo()
        .args("build --quiet --locked --profile tool -p cli")
        .status()?;
    Run::new("python3")
        .args("tests/trestle/signatures.py")
        .arg(project::dist().join("demonstration"))
        .arg(project::target().join("tool/rulescape"))
        .arg(&trestle)
        .status()?;
    // The commands that a verdict's page prints for it.
    foreign::said("trestle_says", trestle.parent().unwrap_or(&trestle))
}

fn end_to_end() -> Result<Done, Failure> {
    browser::e2e(&Options::default())?;
    Ok(Done::Holds)
}

fn holds(run: Run) -> Result<Done, Failure> {
    run.status()?;
    Ok(Done::Holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_differ_in_bytes_and_in_names() {
        let dir = std::env::temp_dir().join(format!("rulescape-test-{}", std::process::id()));
        let (left, right) = (dir.join("left"), dir.join("right"));
        for (side, name, bytes) in [
            (&left, "same", "1"),
            (&right, "same", "1"),
            (&left, "other", "1"),
            (&right, "other", "2"),
            (&left, "a/only-left", ""),
            (&right, "only-right", ""),
        ] {
            project::write(&side.join(name), bytes).expect("the temporary folder can be written");
        }
        let found = differences(&left, &right).expect("both folders were just written");
        assert_eq!(found, ["a/only-left", "only-right", "other"]);
        project::remove_dir(&dir).expect("we made it");
    }
}
