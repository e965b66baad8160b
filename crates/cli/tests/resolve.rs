//! `rulescape resolve` as people run it: profiles in, catalogs and reasons out.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A fresh folder of this test run.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_dir_all(&path).expect("an old scratch folder can be removed");
    }
    std::fs::create_dir_all(&path).expect("a scratch folder can be made");
    path
}

/// Runs `rulescape resolve`, expects this exit code, and gives what was printed and complained.
fn resolve(dir: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rulescape"))
        .arg("resolve")
        .args(arguments)
        .current_dir(dir)
        .output()
        .expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}\n{out}\n{err}"
    );
    (out, err)
}

fn write(dir: &Path, name: &str, text: &str) {
    std::fs::write(dir.join(name), text).expect("a file can be written");
}

fn metadata(title: &str) -> String {
    format!(
        r#""uuid": "1c1b8f1e-0000-4000-8000-000000000000", "metadata": {{"title": "{title}", "last-modified":
        "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.1.3"}}"#
    )
}

fn profile(dir: &Path, name: &str, href: &str, rest: &str) {
    let head = metadata(name);
    let text = format!(
        "{{\"profile\": {{{head},\n\"imports\": [{{\"href\": \"{href}\", \"include-all\": {{}}}}],\n\
         \"merge\": {{\"as-is\": true}}{rest}}}}}"
    );
    write(dir, name, &text);
}

fn catalog(dir: &Path, name: &str, control: &str) {
    let head = metadata(name);
    let text = format!(
        "{{\"catalog\": {{{head}, \"controls\": [{{\"id\": \"{control}\", \"title\": \"T\"}}]}}}}"
    );
    write(dir, name, &text);
}

fn controls(printed: &str) -> Vec<String> {
    let whole: serde_json::Value = serde_json::from_str(printed).expect("the result is JSON");
    let controls = whole["catalog"]["controls"].as_array();
    controls
        .into_iter()
        .flatten()
        .map(|control| control["id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn imports_are_found_beside_the_profile_or_where_they_are_bound() {
    let dir = scratch("resolve-found");
    catalog(&dir, "rules.json", "a-1");
    catalog(&dir, "other.json", "b-1");
    profile(&dir, "near.json", "rules.json", "");
    profile(&dir, "far.json", "https://example.org/x/rules.json?raw", "");
    profile(&dir, "xml.json", "rules.xml", "");
    profile(&dir, "over.json", "near.json", "");
    profile(&dir, "lost.json", "https://example.org/lost.json", "");
    for (arguments, expected) in [
        (vec!["near.json"], "a-1"),
        (vec!["far.json"], "a-1"),
        (vec!["xml.json"], "a-1"),
        (vec!["over.json"], "a-1"),
        (vec!["lost.json", "--catalog", "other.json"], "b-1"),
        (
            vec!["near.json", "--catalog", "rules.json=other.json"],
            "b-1",
        ),
        (
            vec![
                "lost.json",
                "--json",
                "--catalog",
                "https://example.org/lost.json=rules.json",
            ],
            "a-1",
        ),
        (
            vec![
                "lost.json",
                "--catalog",
                "rules.json",
                "--catalog",
                "https://example.org/lost.json=other.json",
            ],
            "b-1",
        ),
    ] {
        let (out, _) = resolve(&dir, &arguments, 0);
        assert_eq!(controls(&out), [expected], "{arguments:?}");
    }
    let (_, err) = resolve(&dir, &["xml.json"], 0);
    assert!(err.starts_with("xml.json:"), "{err}");
    assert!(err.contains("the JSON form beside it was used"), "{err}");
}

#[test]
fn the_same_input_gives_the_same_bytes_and_other_input_another_uuid() {
    let (one, two) = (scratch("resolve-one"), scratch("resolve-two"));
    for (dir, control) in [(&one, "a-1"), (&two, "a-2")] {
        catalog(dir, "rules.json", control);
        profile(dir, "mine.json", "rules.json", "");
    }
    let (first, _) = resolve(&one, &["mine.json"], 0);
    let whole = one.join("mine.json").display().to_string();
    assert_eq!(resolve(&two, &[&whole], 0).0, first);
    let (other, _) = resolve(&two, &["mine.json"], 0);
    let uuid = |text: &str| {
        let whole: serde_json::Value = serde_json::from_str(text).expect("the result is JSON");
        whole["catalog"]["uuid"].to_string()
    };
    assert_ne!(uuid(&first), uuid(&other));
}

#[test]
fn what_cannot_be_resolved_is_explained() {
    let dir = scratch("resolve-refused");
    catalog(&dir, "rules.json", "a-1");
    profile(&dir, "self.json", "self.json", "");
    profile(&dir, "round.json", "trip.json", "");
    profile(&dir, "trip.json", "round.json", "");
    profile(&dir, "lost.json", "elsewhere.json", "");
    write(&dir, "broken.json", "{\"catalog\": ");
    profile(&dir, "on-broken.json", "broken.json", "");
    write(&dir, "odd.json", "{\"odd\": 1}");
    profile(&dir, "on-odd.json", "odd.json", "");
    for (arguments, code, expected) in [
        (
            vec!["self.json"],
            1,
            "the profile imports itself: self.json → self.json",
        ),
        (
            vec!["round.json"],
            1,
            "the profile imports itself: round.json → trip.json → round.json",
        ),
        (
            vec!["lost.json"],
            1,
            "lost.json:3: the import \"elsewhere.json\" is not loaded",
        ),
        (vec!["on-odd.json"], 1, "neither a catalog nor a profile"),
        (vec!["rules.json"], 2, "this is not an OSCAL profile"),
        (vec!["on-broken.json"], 2, "broken.json:1:"),
        (vec!["absent.json"], 2, "absent.json: "),
        (
            vec!["lost.json", "--catalog", "absent.json"],
            2,
            "absent.json: ",
        ),
        (vec![], 2, "the profile to resolve is missing"),
    ] {
        let (out, err) = resolve(&dir, &arguments, code);
        assert_eq!(out, "", "{arguments:?}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn published_results_come_out_of_the_command_too() {
    let vectors = std::env::var_os("RULESCAPE_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    let folder = vectors.join("oscal/sp800-53-rev4");
    if !folder.is_dir() {
        println!("no vectors at {}", folder.display());
        return;
    }
    for name in ["LOW", "MODERATE"] {
        let (out, _) = resolve(
            &folder,
            &[&format!("{name}.profile.json"), "--catalog", "catalog.json"],
            0,
        );
        let ours: serde_json::Value = serde_json::from_str(&out).expect("the result is JSON");
        let theirs = std::fs::read(folder.join(format!("{name}.resolved.json")))
            .expect("the published result");
        let theirs: serde_json::Value =
            serde_json::from_slice(&theirs).expect("the published result is JSON");
        assert!(
            ours["catalog"]["groups"] == theirs["catalog"]["groups"],
            "{name}"
        );
    }
}
