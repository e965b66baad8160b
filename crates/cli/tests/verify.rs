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
