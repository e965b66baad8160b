//! Foreign test vectors on this machine and in a browser's worker, side by side. Never decides what is right.

use crate::failure::Failure;
use crate::process::Run;
use crate::{project, setup};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Wrong and differing cases printed for each family; the rest is counted.
const SHOWN: usize = 20;

/// Optimised, and without the wait for link-time optimisation: the same code with the same answers.
const PROFILE: &str = "--quiet --locked --profile tool";

/// Runs every family twice and prints a line for each; fails on a wrong, missing or differing one.
pub fn vectors(dir: &Path) -> Result<(), Failure> {
    let dir = dir
        .canonicalize()
        .map_err(|error| Failure::file(dir, &error))?;
    let now = now().to_string();
    println!("Vectors: this machine");
    let native = Run::cargo()
        .args("run")
        .args(PROFILE)
        .args("-p vectors --")
        .arg(&dir)
        .arg(&now)
        .output()?;
    let native = families(&native)?;
    println!("Vectors: a worker in the browser");
    let names: Vec<String> = native.iter().map(|(name, _)| name.clone()).collect();
    let browser = in_browser(&dir, &now, &names)?;
    let browser: BTreeMap<String, Value> = families(&browser)?.into_iter().collect();
    let bad = table(&native, &browser);
    if bad > 0 {
        return Err(Failure::plain(format!(
            "{bad} families are wrong, missing or differ"
        )));
    }
    println!("\nVectors: the engine that readers get, against `rulescape verify`");
    match beside(&families(&through_the_site(&dir)?)?) {
        0 => Ok(()),
        bad => Err(Failure::plain(format!(
            "{bad} families differ between the page and the command line"
        ))),
    }
}

/// Puts every vector that is a file to the built site's own worker and to the command line.
fn through_the_site(dir: &Path) -> Result<String, Failure> {
    crate::serve::ready()?;
    Run::cargo()
        .args("build")
        .args(PROFILE)
        .args("-p cli")
        .status()?;
    let browser = setup::browser().unwrap_or_else(|| PathBuf::from("chromium"));
    Run::new("node")
        .arg("engine.mjs")
        .arg(dir)
        .arg(project::target().join("vectors"))
        .arg(project::target().join("tool/rulescape"))
        .arg(project::dist())
        .within(&project::root().join("tests/e2e"))
        .env("RULESCAPE_BROWSER", browser)
        .output()
}

/// Prints that table; how many families differ.
fn beside(found: &[(String, Value)]) -> usize {
    println!("\n{:<24}{:>7}   verdicts", "family", "cases");
    let mut bad = 0;
    for (name, family) in found {
        let cases = family.get("cases").and_then(Value::as_u64).unwrap_or(0);
        let differ = texts(family, "differ");
        // A folder may be there without a file that could come to a reader by itself.
        let there = family.get("there") == Some(&Value::Bool(true));
        let words = match (cases, differ.len()) {
            (0, _) if there => "no file of its own".to_owned(),
            (0, _) => "missing".to_owned(),
            (_, 0) => "the same".to_owned(),
            (_, many) => format!("{many} differ"),
        };
        println!("{name:<24}{cases:>7}   {words}");
        bad += usize::from((cases == 0 && !there) || !differ.is_empty());
        for case in differ.iter().take(SHOWN) {
            println!("    differs: {case}");
        }
    }
    // A script that printed nothing compared nothing.
    bad + usize::from(found.is_empty())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a development tool at its outermost edge: below, time is an argument"
)]
fn now() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

fn in_browser(dir: &Path, now: &str, names: &[String]) -> Result<String, Failure> {
    setup::for_build()?;
    setup::for_browser_tests()?;
    Run::cargo()
        .args("build")
        .args(PROFILE)
        .args("-p vectors-worker --target wasm32-unknown-unknown")
        .status()?;
    let wasm = project::target().join("wasm32-unknown-unknown/tool/vectors_worker.wasm");
    let out = project::target().join("vectors");
    Run::new("wasm-bindgen")
        .args("--target web --out-dir")
        .arg(&out)
        .arg(&wasm)
        .env("PATH", setup::path())
        .status()?;
    let browser = setup::browser().unwrap_or_else(|| PathBuf::from("chromium"));
    let run = Run::new("node")
        .args("vectors.mjs")
        .arg(dir)
        .arg(&out)
        .arg(now)
        .within(&project::root().join("tests/e2e"))
        .env("RULESCAPE_BROWSER", browser);
    names.iter().fold(run, Run::arg).output()
}

/// The lines of a run, in their order.
fn families(printed: &str) -> Result<Vec<(String, Value)>, Failure> {
    let read = |line: &str| {
        let value: Value = serde_json::from_str(line).ok()?;
        Some((value.get("family")?.as_str()?.to_owned(), value))
    };
    printed
        .lines()
        .map(|line| read(line).ok_or_else(|| Failure::plain(format!("not a family: {line}"))))
        .collect()
}

/// Prints the table; how many families are wrong, missing, or not the same in both.
fn table(native: &[(String, Value)], browser: &BTreeMap<String, Value>) -> usize {
    println!(
        "\n{:<24}{:>7}{:>7}{:>7}{:>9}   in the browser",
        "family", "cases", "right", "wrong", "skipped"
    );
    let mut bad = 0;
    for (name, here) in native {
        let required = here.get("required") != Some(&Value::Bool(false));
        if here.get("missing").is_some() {
            let beside = if required {
                ""
            } else {
                "; not evidence, may be"
            };
            println!("{name:<24}missing{beside}");
            bad += usize::from(required);
            continue;
        }
        let count = |field: &str| here.get(field).and_then(Value::as_u64).unwrap_or_default();
        let (wrong, skipped) = (texts(here, "wrong"), texts(here, "skipped"));
        let differing = browser.get(name).map(|there| differences(here, there));
        let beside = match &differing {
            None => "did not run".to_owned(),
            Some(list) if list.is_empty() => {
                format!("{} verdicts, all the same", texts(here, "record").len())
            }
            Some(list) => format!("{} verdicts differ", list.len()),
        };
        println!(
            "{name:<24}{:>7}{:>7}{:>7}{:>9}   {beside}",
            count("cases"),
            count("right"),
            wrong.len(),
            skipped.len()
        );
        let same = differing.as_ref().is_some_and(Vec::is_empty);
        let nothing = required && count("right") == 0;
        bad += usize::from(!wrong.is_empty() || nothing || !same);
        for case in wrong.iter().take(SHOWN) {
            println!("    wrong: {case}");
        }
        for case in differing.iter().flatten().take(SHOWN) {
            println!("    differs: {case}");
        }
        for (why, count) in grouped(&skipped) {
            println!("    skipped: {count} × {why}");
        }
    }
    bad
}

fn texts<'a>(family: &'a Value, field: &str) -> Vec<&'a str> {
    let list = family.get(field).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Everything one host said of a family that the other did not.
fn differences(here: &Value, there: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for field in ["record", "wrong", "skipped"] {
        let (left, right) = (texts(here, field), texts(there, field));
        if left.len() != right.len() {
            found.push(format!(
                "{field}: {} here, {} there",
                left.len(),
                right.len()
            ));
        }
        let pairs = left
            .iter()
            .zip(&right)
            .filter(|(left, right)| left != right);
        found.extend(pairs.map(|(left, right)| format!("here {left:?}, there {right:?}")));
    }
    found
}

/// The reasons of the skipped cases, each once, with how often.
fn grouped<'a>(skipped: &[&'a str]) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for case in skipped {
        let why = case.split_once(": ").map_or(*case, |(_, why)| why);
        *counts.entry(why).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn two_hosts_must_say_the_same() {
        let here = json!({ "record": ["a: Ok", "b: Err"], "wrong": [], "skipped": ["c: because"] });
        let same = here.clone();
        assert!(differences(&here, &same).is_empty());
        for (field, other) in [
            ("record", json!(["a: Ok", "b: Ok"])),
            ("record", json!(["a: Ok"])),
            ("wrong", json!(["a"])),
            ("skipped", json!([])),
        ] {
            let mut there = here.clone();
            if let Some(value) = there.get_mut(field) {
                *value = other;
            }
            assert_eq!(differences(&here, &there).len(), 1, "{field}");
        }
    }

    #[test]
    fn a_family_that_differs_or_is_empty_counts() {
        let family = |cases: u64, differ: &[&str]| {
            let value = json!({ "cases": cases, "differ": differ });
            ("family".to_owned(), value)
        };
        assert_eq!(beside(&[family(3, &[])]), 0);
        assert_eq!(beside(&[family(3, &["a"]), family(0, &[])]), 2);
        assert_eq!(beside(&[]), 1);
    }

    #[test]
    fn wrong_missing_and_absent_families_count() {
        let good = json!({ "cases": 1, "right": 1, "wrong": [], "skipped": [], "record": ["a"] });
        let mut wrong = good.clone();
        if let Some(list) = wrong.get_mut("wrong") {
            *list = json!(["a: no"]);
        }
        let native = [
            ("good".to_owned(), good.clone()),
            ("wrong".to_owned(), wrong.clone()),
            ("missing".to_owned(), json!({ "missing": true })),
            (
                "beside".to_owned(),
                json!({ "missing": true, "required": false }),
            ),
            ("absent".to_owned(), good.clone()),
        ];
        let browser = BTreeMap::from([("good".to_owned(), good), ("wrong".to_owned(), wrong)]);
        assert_eq!(table(&native, &browser), 3);
    }
}
