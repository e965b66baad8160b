//! Reads every source file for the rules that no compiler checks. Changes nothing.

use crate::failure::Failure;
use crate::process::Run;
use crate::project;
use crate::violation::Violation;
use std::collections::BTreeSet;

/// Sheets that belong to no single component. Every other one is named after a module of `src/`.
const SHARED_SHEETS: [&str; 5] = ["tokens", "base", "frame", "buttons", "print"];

/// Rooms of the page that may touch the browser; all others know events and elements by type only.
const WORLDLY: [&str; 4] = [
    "src/effects",
    "src/drawing",
    "src/app.rs",
    "src/app/stopped.rs",
];

/// About 400 lines show a shape; beyond this many nobody sees one.
const MAX_LINES: usize = 900;

/// Rooms whose words pages and exports show as they are. Those of `trust` stand in a terminal first; the page sets them.
const WORDED: [&str; 4] = [
    "src/",
    "crates/engine/src/",
    "crates/export/src/",
    "crates/ident/src/",
];

/// Where npm packages may come from, when a lock file names a place at all.
const NPM: &str = "https://registry.npmjs.org/";

/// All that is untidy in the committed files.
pub fn violations() -> Result<Vec<Violation>, Failure> {
    let mut found = sheets(&committed("styles")?, &committed("src")?);
    for file in committed(".")? {
        let path = project::root().join(&file);
        // A file may be committed and not yet removed from the index.
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        found.extend(text_file(&file, &text));
        if file.ends_with(".rs") {
            found.extend(rust_file(&file, &text));
        }
    }
    found.sort();
    Ok(found)
}

/// What git knows and what it would add, below a folder.
fn committed(below: &str) -> Result<Vec<String>, Failure> {
    let listed = Run::new("git")
        .args("ls-files --cached --others --exclude-standard --deduplicate --")
        .arg(below)
        .hint("apt-get install git")
        .output()?;
    Ok(listed.lines().map(str::to_owned).collect())
}

/// Rules for every text file.
fn text_file(file: &str, text: &str) -> Vec<Violation> {
    // Written in two halves, so that this file does not name them itself.
    let homes = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/tm", "p/"),
    ];
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mut say = |what: &str| found.push(Violation::at(file, index + 1, what));
        for home in homes {
            if names_folder(line, home) {
                say(&format!("names `{home}…`, a folder of one machine"));
            }
        }
        if file.ends_with("package-lock.json")
            && line.contains("\"resolved\": \"")
            && !line.contains(NPM)
        {
            say("names another registry than npm's own");
        }
        if file == "Cargo.lock"
            && line.starts_with("source = ")
            && !line.contains("github.com/rust-lang/crates.io-index")
        {
            say("takes a package from elsewhere than crates.io");
        }
    }
    found
}

/// The folder as the start of a path, not inside of a longer one or an address.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|char| {
            !char.is_alphanumeric() && !matches!(char, '.' | '/' | '-' | '_' | '}' | '~')
        })
    })
}

/// Rules for Rust.
fn rust_file(file: &str, text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    if !text.starts_with("//! ") {
        found.push(Violation::at(
            file,
            1,
            "must open with `//! ` and say what it is and what it never does",
        ));
    }
    if WORDED.iter().any(|room| file.starts_with(room)) {
        found.extend(straight_marks(file, text));
    }
    let lines = text.lines().count();
    if lines > MAX_LINES {
        found.push(Violation::of(
            file,
            format!("{lines} lines; split it by concept"),
        ));
    }
    let component = file.starts_with("src/components");
    let worldly = !file.starts_with("src/") || WORLDLY.iter().any(|room| file.starts_with(room));
    for (index, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let mut say = |what: &str| found.push(Violation::at(file, index + 1, what));
        if component
            && ["crate::store", "crate::effects"]
                .iter()
                .any(|room| code.contains(room))
        {
            say("components know neither store nor effects: props in, callbacks out");
        }
        if !worldly && touches_the_world(code) {
            say(
                "only effects and drawing touch the browser; elsewhere it gives types of events and elements",
            );
        }
        if !file.starts_with("xtask/") && (code.contains("#[allow(") || code.contains("#![allow("))
        {
            say(
                "write #[expect(lint, reason = \"…\")], which complains when it is no longer needed",
            );
        }
        if !file.starts_with("xtask/")
            && (code.contains("#[ignore") || code.contains("#[should_panic"))
        {
            say("no ignored and no panicking tests: assert what happens today");
        }
    }
    found
}

/// Words with a straight apostrophe, outside of comments and of the tests at a file's end.
fn straight_marks(file: &str, text: &str) -> Vec<Violation> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().enumerate();
    let straight = lines.filter(|(_, line)| {
        let words = line.split("//").next().unwrap_or_default();
        words.match_indices("'s").any(|(at, mark)| {
            let before = words
                .get(..at)
                .and_then(|before| before.chars().next_back());
            let after = words.get(at + mark.len()..).unwrap_or_default();
            before.is_some_and(char::is_alphabetic)
                && !after.starts_with(char::is_alphanumeric)
                && !after.starts_with('\'')
        })
    });
    straight
        .map(|(index, _)| {
            Violation::at(
                file,
                index + 1,
                "words that readers see have a curved apostrophe: ’",
            )
        })
        .collect()
}

/// Whether a line uses more of the browser than the type of an event or element.
fn touches_the_world(code: &str) -> bool {
    if code.contains("js_sys::") {
        return !code.contains("js_sys::Reflect");
    }
    let Some((_, rest)) = code.split_once("web_sys::") else {
        return false;
    };
    let named = match rest.strip_prefix('{') {
        Some(list) => list.split('}').next().unwrap_or_default(),
        None => rest
            .split(|char: char| !char.is_alphanumeric() && char != '_')
            .next()
            .unwrap_or_default(),
    };
    named.split(',').map(str::trim).any(|name| {
        !(name.starts_with("Html")
            || name.ends_with("Element")
            || name.ends_with("Event")
            || name.is_empty())
    })
}

/// Every sheet is a shared one or named after a module of the page.
fn sheets(sheets: &[String], sources: &[String]) -> Vec<Violation> {
    let stem = |file: &str, ending: &str| {
        let name = file.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(ending).map(|name| name.replace('-', "_"))
    };
    let folders = sources
        .iter()
        .flat_map(|file| file.split('/').rev().skip(1))
        .map(str::to_owned);
    let modules: BTreeSet<String> = sources
        .iter()
        .filter_map(|file| stem(file, ".rs"))
        .chain(folders)
        .collect();
    let mut found = Vec::new();
    for sheet in sheets {
        match stem(sheet, ".css") {
            Some(name) if SHARED_SHEETS.contains(&name.as_str()) || modules.contains(&name) => {}
            Some(_) => found.push(Violation::of(
                sheet,
                "styles no module of that name in src/",
            )),
            None => found.push(Violation::of(sheet, "is no style sheet")),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::violation::lines;

    #[test]
    fn the_project_is_tidy() {
        let found = violations().expect("the project can be read");
        assert!(found.is_empty(), "\n{}", lines(&found));
    }

    #[test]
    fn folders_of_one_machine_are_found_addresses_are_not() {
        let home = concat!("/ho", "me/");
        for (line, named) in [
            (format!("see {home}ann/x"), true),
            (format!("\"{home}ann\""), true),
            (format!("https://example.org{home}x"), false),
            (format!("a{home}x"), false),
        ] {
            assert_eq!(!text_file("notes.md", &line).is_empty(), named, "{line}");
        }
    }

    #[test]
    fn rust_files_are_held_to_the_rules() {
        for (file, line, told) in [
            ("src/a.rs", "fn a() {}", "src/a.rs:1: must open"),
            (
                "src/components/a.rs",
                "//! A.\nuse crate::store::Store;",
                "a.rs:2: components know neither",
            ),
            (
                "src/pages/a.rs",
                "//! A.\nweb_sys::window()",
                "a.rs:2: only effects and drawing",
            ),
            (
                "src/pages/a.rs",
                "//! A.\nuse web_sys::{HtmlElement, Storage};",
                "a.rs:2: only effects",
            ),
            (
                "crates/a/src/lib.rs",
                "//! A.\n#[allow(dead_code)]",
                "lib.rs:2: write #[expect",
            ),
            (
                "crates/a/src/lib.rs",
                "//! A.\n#[ignore]",
                "lib.rs:2: no ignored",
            ),
            (
                "crates/engine/src/a.rs",
                "//! A.\n\"the signer's key\"",
                "a.rs:2: words that readers see",
            ),
        ] {
            let found = lines(&rust_file(file, line));
            assert!(found.contains(told), "{file}: {found}");
        }
        for (file, line) in [
            (
                "src/pages/a.rs",
                "//! A.\nuse web_sys::{HtmlInputElement, KeyboardEvent};",
            ),
            ("src/effects/a.rs", "//! A.\nweb_sys::window()"),
            ("crates/a/src/lib.rs", "//! A.\n// as in crate::store"),
            (
                "src/a.rs",
                "//! A.\nfn a<'s>(of: &'s str) -> bool { of == b's' } // it's",
            ),
            ("src/a.rs", "//! A.\n#[cfg(test)]\n\"the signer's key\""),
        ] {
            assert_eq!(lines(&rust_file(file, line)), "", "{file}");
        }
    }

    #[test]
    fn sheets_need_their_module() {
        let name = |text: &str| text.to_owned();
        let sources = [
            name("src/components/rule_card.rs"),
            name("src/pages/rule/mod.rs"),
        ];
        let all = [
            name("styles/rule-card.css"),
            name("styles/rule.css"),
            name("styles/base.css"),
            name("styles/gone.css"),
        ];
        assert_eq!(
            lines(&sheets(&all, &sources)),
            "styles/gone.css: styles no module of that name in src/"
        );
    }

    #[test]
    fn lock_files_name_public_registries_only() {
        let npm = "  \"resolved\": \"https://registry.npmjs.org/a/-/a-1.tgz\",";
        let other = "  \"resolved\": \"https://mirror.example/a-1.tgz\",";
        assert!(text_file("xtask/node/package-lock.json", npm).is_empty());
        assert!(!text_file("xtask/node/package-lock.json", other).is_empty());
        assert!(!text_file("Cargo.lock", "source = \"git+https://example.org/a\"").is_empty());
    }
}
