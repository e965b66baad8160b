//! The limits that `docs/trust-model.md` lists and those in the code are the same ones, with the same numbers. Never runs
//! anything up to a limit: that is what the tests beside each reader do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything under a folder of the project that ends in `.rs`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(sources(&path)),
            false => found.push(path),
        }
    }
    found.retain(|path| path.extension().is_some_and(|end| end == "rs"));
    found
}

/// `16 * 1024` as a number; none for anything else.
fn product(text: &str) -> Option<u64> {
    let factors = text.split('*').map(|one| one.trim().replace('_', ""));
    factors.map(|one| one.parse::<u64>().ok()).product()
}

/// A limit by its name, and its number.
fn limit(line: &str) -> Option<(&str, u64)> {
    let rest = line.split_once("const ")?.1;
    let (name, rest) = rest.split_once(": ")?;
    let limits = name.starts_with("MAX_") || name.starts_with("MIN_") || name.contains("_PER_");
    let value = rest.split_once("= ")?.1.strip_suffix(';')?;
    limits.then_some(())?;
    Some((name, product(value)?))
}

/// Every limit in the code: those of `limits.rs` by their names, others with the file in front.
fn in_code() -> BTreeMap<String, u64> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeMap::new();
    for folder in ["trust/src", "engine/src/evidence"] {
        for path in sources(&crates.join(folder)) {
            let text = std::fs::read_to_string(&path).expect("a source");
            let stem = path.file_stem().expect("a name").to_string_lossy();
            for (name, value) in text.lines().filter_map(limit) {
                let name = match &*stem {
                    "limits" => name.to_owned(),
                    _ => [&*stem, "::", name].concat(),
                };
                let before = found.insert(name.clone(), value);
                assert_eq!(before, None, "two limits are called {name}");
            }
        }
    }
    found
}

/// Rows of tables that end in names, as the page has them: the names, and the whole row.
fn in_page() -> Vec<(Vec<String>, String)> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/trust-model.md");
    let text = std::fs::read_to_string(page).expect("the page");
    let rows = text.lines().filter_map(|line| {
        let (rest, last) = line.strip_suffix(" |")?.rsplit_once("| ")?;
        let names = last.split(", ").map(|name| {
            let name = name.strip_prefix('`')?.strip_suffix('`')?;
            Some(name.to_owned())
        });
        Some((names.collect::<Option<Vec<_>>>()?, rest.to_owned()))
    });
    rows.collect()
}

/// How the page may write a number.
fn written(value: u64) -> Vec<String> {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let mut forms = vec![grouped];
    for (unit, size) in [("KiB", 1024), ("MiB", 1024 * 1024)] {
        if value.is_multiple_of(size) {
            forms.push(format!("{} {unit}", value / size));
        }
    }
    forms
}

#[test]
fn every_limit_is_named_in_the_page_with_its_number_and_no_other_is() {
    let code = in_code();
    let page = in_page();
    assert!(code.len() > 40, "{code:?}");
    for (names, row) in &page {
        for name in names {
            let value = code.get(name);
            let value = value.unwrap_or_else(|| panic!("{name} is in the page, not in the code"));
            let numbers: Vec<&str> = row
                .split([' ', '|'])
                .map(|word| word.trim_end_matches(','))
                .collect();
            let row = [" ", &numbers.join(" "), " "].concat();
            let found = written(*value)
                .iter()
                .any(|form| row.contains(&format!(" {form} ")));
            assert!(found, "{name} is {value}, the page says:{row}");
        }
    }
    let missing: Vec<&String> = code
        .keys()
        .filter(|name| !page.iter().any(|(names, _)| names.contains(name)))
        .collect();
    assert!(missing.is_empty(), "the page lacks {missing:?}");
}
