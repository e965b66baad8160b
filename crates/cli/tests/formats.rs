//! Every row of `docs/formats/tried.md` through the command: the exit code is the one that stands there. Rows about foreign
//! files are not tried where the folder of foreign vectors is absent, and the test says so.

use std::path::{Path, PathBuf};
use std::process::Command;

/// After everything of the demonstration was signed and before anything more of it expires.
const AT: &str = "2026-09-01T00:00:00Z";

/// Whom the conformance vectors of Sigstore expect.
const EXPECTED: [&str; 4] = [
    "--identity",
    "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main",
    "--issuer",
    "https://token.actions.githubusercontent.com",
];

struct Row<'a> {
    format: &'a str,
    words: Vec<&'a str>,
    exit: i32,
}

fn rows(document: &str) -> Vec<Row<'_>> {
    let row = |line: &'_ str| -> Option<(usize, usize, usize, i32)> {
        let exit = line
            .strip_suffix(" |")?
            .rsplit_once(" | ")?
            .1
            .parse()
            .ok()?;
        let open = line.find('`')?;
        let close = open + 1 + line.get(open + 1..)?.find('`')?;
        Some((line.find("| ")? + 2, open, close, exit))
    };
    document
        .lines()
        .filter_map(|line| {
            let (start, open, close, exit) = row(line)?;
            Some(Row {
                format: line.get(start..open)?.trim_end_matches([' ', '|']),
                words: line.get(open + 1..close)?.split(' ').collect(),
                exit,
            })
        })
        .collect()
}

/// The demonstration, packed for this test.
fn packed(sources: &Path) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats");
    let _ = std::fs::remove_dir_all(&out);
    let done = Command::new(env!("CARGO_BIN_EXE_rulescape"))
        .arg("pack")
        .arg(sources)
        .arg("-o")
        .arg(&out)
        .status();
    assert!(done.is_ok_and(|done| done.success()));
    out
}

#[test]
fn every_format_comes_to_the_exit_code_that_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = root.join("data/demonstration");
    let demonstration = packed(&sources);
    let keys = sources.join("keys-openly-worthless");
    let vectors = testkit::vectors_dir();
    let document = std::fs::read_to_string(root.join("docs/formats/tried.md"))
        .expect("the document is part of the project");
    let rows = rows(&document);
    assert!(rows.len() > 50, "{} rows", rows.len());
    let mut wrong = Vec::new();
    let mut passed_over = 0;
    for row in &rows {
        let foreign = row.words.iter().any(|word| word.starts_with("V/"));
        if foreign && vectors.is_none() {
            passed_over += 1;
            continue;
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_rulescape"));
        command.arg("verify");
        for word in &row.words {
            let place = |folder: &Path| folder.join(word.get(2..).unwrap_or_default());
            match (word.get(..2), &vectors) {
                (Some("V/"), Some(vectors)) => command.arg(place(vectors)),
                (Some("D/"), _) => command.arg(place(&demonstration)),
                (Some("K/"), _) => command.arg(place(&keys)),
                (Some("ID"), _) => command.args(EXPECTED),
                _ => command.arg(word),
            };
        }
        if !foreign {
            command.args(["--at", AT]);
        }
        let output = command.output().expect("the command runs");
        if output.status.code() != Some(row.exit) {
            wrong.push(format!(
                "{}: {:?}, written {}\n{}{}",
                row.format,
                output.status.code(),
                row.exit,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
            ));
        }
    }
    if passed_over > 0 {
        println!("{passed_over} rows not tried: the folder of foreign vectors is absent");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
