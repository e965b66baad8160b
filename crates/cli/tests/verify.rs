//! Signing, verifying and the exit codes, through the command itself. Never needs another tool.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Openly worthless: anyone can sign with it.
const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n";
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n-----END PUBLIC KEY-----\n";
const OTHER: &str = "did:key:z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS";

struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.0.join(name), text).expect("a file for the test");
    }

    fn run(&self, line: &str) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_rulescape"))
            .args(line.split_whitespace())
            .current_dir(&self.0)
            .output()
            .expect("the command runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code().unwrap_or(-1), text)
    }
}

#[test]
fn every_standing_has_its_exit_code() {
    let room = Room::new("exit-codes");
    room.put("key.pem", PRIVATE);
    room.put("key.pub.pem", PUBLIC);
    room.put("other.txt", OTHER);
    room.put("rules.json", r#"{"catalog": {"uuid": "1"}}"#);
    room.put("changed.json", r#"{"catalog": {"uuid": "2"}}"#);
    assert_eq!(room.run("sign rules.json --key key.pem -o rules.dsse").0, 0);
    for (line, code) in [
        (
            "verify rules.json --signature rules.dsse --key key.pub.pem",
            0,
        ),
        (
            "verify changed.json --signature rules.dsse --key key.pub.pem",
            1,
        ),
        ("verify missing.json", 2),
        (
            "verify rules.json --signature rules.dsse --key rules.json",
            2,
        ),
        (
            "verify rules.json --signature rules.dsse --key other.txt",
            3,
        ),
        (
            "verify rules.json --signature rules.dsse --offered-key key.pub.pem",
            4,
        ),
        ("verify rules.json", 5),
        ("verify rules.dsse --key key.pub.pem", 0),
        ("sign rules.json --key key.pub.pem -o x", 2),
        ("sign rules.json --key key.pem -o rules.json", 2),
    ] {
        assert_eq!(room.run(line).0, code, "{line}");
    }
}

#[test]
fn packages_are_signed_as_a_whole() {
    let room = Room::new("packages");
    room.put("key.pem", PRIVATE);
    room.put("key.pub.pem", PUBLIC);
    room.put("a.json", "{}");
    room.put(
        "manifest.json",
        r#"{"primaryArtifact":"a","artifacts":[{"name":"a","uri":"a.json","mediaType":"application/json"}]}"#,
    );
    assert_eq!(
        room.run("sign manifest.json --key key.pem -o manifest.dsse")
            .0,
        0
    );
    let verify = "verify manifest.json --signature manifest.dsse --key key.pub.pem";
    assert_eq!(room.run(verify).0, 0);
    room.put("a.json", "[]");
    assert_eq!(room.run(verify).0, 1);
}

#[test]
fn json_holds_every_check_once() {
    let room = Room::new("json");
    room.put("rules.json", "{}");
    let (code, text) = room.run("verify rules.json --json");
    assert_eq!(code, 5);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["standing"], "unsigned");
    let words: Vec<&str> = json["checks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|c| c["check"].as_str())
        .collect();
    let known: Vec<&str> = trust::Check::ALL
        .iter()
        .map(|check| check.as_str())
        .collect();
    assert_eq!(words, known);
}

/// Every detail of `--json` that scripts may rely on (docs/formats/verdict.md).
#[test]
fn the_json_keeps_its_shape() {
    let room = Room::new("shape");
    room.put("key.pem", PRIVATE);
    room.put("key.pub.pem", PUBLIC);
    room.put("rules.json", r#"{"catalog": {"uuid": "1"}}"#);
    assert_eq!(room.run("sign rules.json --key key.pem -o rules.dsse").0, 0);
    let (code, text) =
        room.run("verify rules.json --signature rules.dsse --key key.pub.pem --json");
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let names = |value: &serde_json::Value| -> Vec<String> {
        let members = value.as_object().expect("an object");
        members.keys().cloned().collect()
    };
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    assert_eq!(sorted(names(&json)), ["checks", "exhibits", "standing"]);
    assert_eq!(json["standing"], "confirmed");
    let exhibit = &json["exhibits"][0];
    let expected = [
        "checks",
        "does_not_show",
        "label",
        "signers",
        "standing",
        "subject",
    ];
    assert_eq!(sorted(names(exhibit)), expected);
    let documented = include_str!("../../../docs/formats/verdict.md");
    for check in json["checks"].as_array().expect("a list") {
        assert_eq!(sorted(names(check)), ["check", "detail", "need", "outcome"]);
        let name = check["check"].as_str().expect("a word");
        assert!(
            documented.contains(&format!("`{name}`")),
            "{name} is not documented"
        );
    }
}

#[test]
fn packing_signs_every_oscal_file_and_the_package() {
    let room = Room::new("pack-sign");
    room.put("key.pem", PRIVATE);
    room.put("key.pub.pem", PUBLIC);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let second = data.join("keys-openly-worthless/lantern-board");
    let (second, data) = (second.display(), data.display());
    for out in ["one", "two"] {
        let line = format!("pack {data} -o {out} --sign key.pem --sign {second}.pem");
        assert_eq!(room.run(&line).0, 0);
    }
    let catalog = "one/catalogs/lantern-rules.json";
    let sidecar = "one/signatures/catalogs/lantern-rules.dsse.json";
    let both = format!("--key key.pub.pem --key {second}.pub.pem --threshold 2");
    for (line, code) in [
        (format!("verify {catalog} --signature {sidecar} {both}"), 0),
        (
            format!("verify one/catalogs/harbour-criteria.json --signature {sidecar} {both}"),
            1,
        ),
        (
            format!("verify {catalog} --signature {sidecar} --key key.pub.pem --threshold 2"),
            1,
        ),
        (
            format!(
                "verify one/package.manifest.json --signature one/package.manifest.dsse.json {both}"
            ),
            0,
        ),
    ] {
        assert_eq!(room.run(&line).0, code, "{line}");
    }
    let read = |path: &str| std::fs::read(room.0.join(path)).expect("it was packed");
    for file in [
        "datapackage.json",
        "package.manifest.dsse.json",
        "signatures/catalogs/lantern-rules.dsse.json",
    ] {
        assert_eq!(
            read(&format!("one/{file}")),
            read(&format!("two/{file}")),
            "{file}"
        );
    }
    // One changed file breaks the package.
    std::fs::write(room.0.join("one/relations.json"), "{}").expect("it can be changed");
    let line = "verify one/package.manifest.json --signature one/package.manifest.dsse.json --key key.pub.pem";
    assert_eq!(room.run(line).0, 1);
    assert_eq!(
        room.run(&format!("pack {data} -o three --sign missing.pem"))
            .0,
        2
    );
}

/// The files of the demonstration through the command, as its page prints it.
#[test]
fn the_demonstration_has_a_file_for_every_exit_code() {
    let room = Room::new("demonstration");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    assert_eq!(room.run(&format!("pack {} -o demo", data.display())).0, 0);
    let keys = data.join("keys-openly-worthless");
    let chosen = format!("--key {}", keys.join("lantern.pub.pem").display());
    let offered = format!("--offered-key {}", keys.join("northwind.pub.pem").display());
    let at = "--at 2026-09-01T00:00:00Z";
    for (file, about, code) in [
        ("confirmed.dsse.json", "catalogs/lantern-rules.json", 0),
        ("signature.dsse.json", "documents/meadow-1.json", 1),
        ("nothing.json", "documents/meadow-1.json", 2),
        ("not-checkable.dsse.json", "catalogs/lantern-rules.json", 3),
        (
            "intact-key-unknown.dsse.json",
            "catalogs/northwind-terms.json",
            4,
        ),
    ] {
        let line =
            format!("verify demo/{about} --signature demo/evidence/{file} {chosen} {offered} {at}");
        assert_eq!(room.run(&line).0, code, "{file}");
    }
    assert_eq!(
        room.run(&format!("verify demo/evidence/unsigned.json {chosen} {at}"))
            .0,
        5
    );
}
