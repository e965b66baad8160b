//! The command as people run it: arguments in; text, files and exit codes out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../publish/tests/small");

/// A fresh folder of this test run.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_dir_all(&path).expect("an old scratch folder can be removed");
    }
    std::fs::create_dir_all(&path).expect("a scratch folder can be made");
    path
}

fn rulescape(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rulescape"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("RULESCAPE_ATLAS")
        .output()
        .expect("the command runs")
}

/// Runs, expects this exit code, and gives what was printed and complained.
fn run(dir: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = rulescape(dir, arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}\n{out}\n{err}"
    );
    (out, err)
}

fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path
                    .strip_prefix(dir)
                    .expect("it lies below the folder")
                    .to_owned();
                found.insert(name, std::fs::read(&path).expect("a file can be read"));
            }
        }
    }
    found
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let path = to.join(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

#[test]
fn packing_the_real_data_twice_gives_equal_folders_and_right_hashes() {
    let dir = scratch("pack-twice");
    let data = format!("{ROOT}/data");
    let (said, _) = run(&dir, &["pack", &data, "-o", "a"], 0);
    run(&dir, &["pack", &data, "-o", "b"], 0);
    assert!(
        said.contains("149 rule sets, 1,463 rules, 433 relations"),
        "{said}"
    );
    assert!(files(&dir.join("a")) == files(&dir.join("b")));
    let names: Vec<String> = std::fs::read_dir(&dir)
        .expect("listed")
        .map(|e| e.expect("read").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 2, "nothing is left over: {names:?}");
    let listed = check_with_sha256sum(&dir.join("a"));
    let (report, _) = run(&dir, &["inspect", "a"], 0);
    assert!(
        report.contains(&format!("hashes    {listed} of {listed} files match")),
        "{report}"
    );
}

/// The same hashes from a program that is not ours; gives the number of listed files.
fn check_with_sha256sum(atlas: &Path) -> usize {
    let package =
        std::fs::read(atlas.join("datapackage.json")).expect("an atlas has a description");
    let package: serde_json::Value = serde_json::from_slice(&package).expect("it is JSON");
    let resources = package["resources"]
        .as_array()
        .expect("resources are a list");
    let lines: String = resources
        .iter()
        .map(|file| {
            let hash = file["hash"]
                .as_str()
                .and_then(|hash| hash.strip_prefix("sha256:"))
                .expect("a SHA-256 digest");
            format!("{hash}  {}\n", file["path"].as_str().expect("a path"))
        })
        .collect();
    let list = atlas.with_extension("sums");
    std::fs::write(&list, lines).expect("a list can be written");
    match Command::new("sha256sum")
        .args(["--check", "--quiet", "--strict"])
        .arg(&list)
        .current_dir(atlas)
        .output()
    {
        Ok(output) => assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        ),
        Err(error) => println!(
            "sha256sum is not on this machine ({error}); hashes were compared by our own code only"
        ),
    }
    resources.len()
}

#[test]
fn bad_input_is_refused_and_an_older_atlas_stays() {
    let dir = scratch("refused");
    copy(Path::new(SMALL), &dir.join("facts"));
    run(&dir, &["pack", "facts", "-o", "atlas"], 0);
    let before = files(&dir.join("atlas"));
    let act = dir.join("facts/international/example-act.yaml");
    let text = std::fs::read_to_string(&act).expect("the act can be read");
    let text = text
        .replace("topic: incident-reporting", "topic: tea")
        .replace("modality: may", "modality: can");
    std::fs::write(&act, text).expect("the act can be written");
    let (said, complained) = run(&dir, &["pack", "facts", "-o", "atlas"], 1);
    assert_eq!(said, "");
    assert_eq!(
        complained,
        "facts/international/example-act.yaml:33: topic: not a known topic: \"tea\"\n\
         facts/international/example-act.yaml:55: modality: not a known modality: \"can\"\n\
         2 problems; nothing was written\n"
    );
    assert!(files(&dir.join("atlas")) == before);
    run(&dir, &["pack", "facts", "-o", "fresh"], 1);
    assert!(!dir.join("fresh").exists());
    assert_eq!(
        std::fs::read_dir(&dir).expect("listed").count(),
        2,
        "facts and atlas, nothing left over"
    );
}

#[test]
fn only_an_atlas_of_ours_is_replaced() {
    let dir = scratch("replace");
    run(&dir, &["pack", SMALL, "-o", "atlas"], 0);
    run(&dir, &["pack", SMALL, "-o", "atlas"], 0);
    std::fs::create_dir(dir.join("empty")).expect("made");
    run(&dir, &["pack", SMALL, "-o", "empty"], 0);
    std::fs::write(dir.join("atlas/catalogs/mine.txt"), "mine").expect("written");
    let (_, complained) = run(&dir, &["pack", SMALL, "-o", "atlas"], 1);
    assert!(
        complained.contains("atlas/catalogs/mine.txt is not listed in the atlas"),
        "{complained}"
    );
    assert!(dir.join("atlas/catalogs/mine.txt").exists());
    std::fs::create_dir(dir.join("other")).expect("made");
    std::fs::write(dir.join("other/notes.txt"), "mine").expect("written");
    let (_, complained) = run(&dir, &["pack", SMALL, "-o", "other"], 1);
    assert!(
        complained.contains("other holds other files"),
        "{complained}"
    );
}

#[test]
fn inspect_tells_what_a_file_is_and_finds_a_changed_one() {
    let dir = scratch("inspect");
    run(&dir, &["pack", SMALL, "-o", "atlas"], 0);
    let (text, _) = run(
        &dir,
        &["inspect", "--json", "atlas/catalogs/club-rules.json"],
        0,
    );
    let report: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let file = &report["files"][0];
    assert_eq!(file["kind"], "OSCAL catalog 1.1.3");
    assert_eq!(file["title"], "Club rules");
    assert_eq!(file["version"], "2");
    assert_eq!(file["usable"], true);
    assert_eq!(file["counts"]["rules"], 1);
    assert_eq!(file["counts"]["parameters"], 2);
    assert_eq!(file["problems"].as_array().map(Vec::len), Some(0));

    let catalog = dir.join("atlas/catalogs/club-rules.json");
    let changed = std::fs::read_to_string(&catalog)
        .expect("read")
        .replace("last line", "first line");
    std::fs::write(&catalog, changed).expect("written");
    std::fs::remove_file(dir.join("atlas/relations.json")).expect("removed");
    std::fs::write(dir.join("atlas/stray.txt"), "").expect("written");
    let (text, _) = run(&dir, &["inspect", "--json", "atlas"], 2);
    let report: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let files = &report["files"][0]["files"];
    assert_eq!(
        files["differing"],
        serde_json::json!(["catalogs/club-rules.json"])
    );
    assert_eq!(files["missing"], serde_json::json!(["relations.json"]));
    assert_eq!(files["unlisted"], serde_json::json!(["stray.txt"]));
}

#[test]
fn inspect_says_what_it_cannot_use() {
    let dir = scratch("unusable");
    std::fs::write(dir.join("cut.json"), "{\"catalog\": {\"uuid\": ").expect("written");
    std::fs::write(dir.join("twice.json"), "{\"catalog\": 1, \"catalog\": 2}").expect("written");
    for file in ["cut.json", "twice.json", "absent.json"] {
        let (text, _) = run(&dir, &["inspect", file], 2);
        assert!(
            text.contains("usable    no") && text.contains("error     R1"),
            "{text}"
        );
    }
}

#[test]
fn compare_prints_five_formats() {
    let dir = scratch("compare");
    run(&dir, &["pack", SMALL, "-o", "atlas"], 0);
    let base = [
        "compare",
        "example-act",
        "club-rules",
        "--atlas",
        "atlas",
        "--format",
    ];
    let with = |more: &[&'static str]| [base.as_slice(), more].concat();

    let (text, _) = run(&dir, &with(&["json"]), 0);
    let printed: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(printed["sets"][1]["id"], "club-rules");
    let topics = printed["topics"].as_array().expect("topics are a list");
    let reporting = topics
        .iter()
        .find(|topic| topic["topic"] == "incident-reporting")
        .expect("the act has the topic");
    assert_eq!(reporting["cells"][0]["rules"][0]["id"], "example-act/art-1");
    assert_eq!(reporting["cells"][1]["state"], "silent");

    let (text, _) = run(&dir, &with(&["csv", "--topic", "content-labelling"]), 0);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "topic,set,state,rule,pinpoint,title,text,modality,suggested,binds,parameters,source_url,support,\
         set_title,issuer,binding,status,version,date,standing,source_class,paraphrase,link,as_of,digest,line,\
         ground,relation,beside,why,numbers,stricter,number_reasons"
    );
    let (report, _) = run(&dir, &["inspect", "atlas/atlas.json", "--json"], 0);
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    let digest = report["files"][0]["digest"].as_str().expect("a digest");
    let expected = "content-labelling,club-rules,rules,club-rules/club-1,Rule 1,Say which tool helped,\
          Whoever used a tool names it in the last line.,should,no,Contributors using AI,Trailer: Assisted-by; Levels: levels 1 and 2,\
          https://club.example/rules,source read,Club rules,";
    let line = lines
        .iter()
        .find(|line| line.starts_with(expected))
        .expect("the club's rule has its line");
    assert!(
        line.contains(",participants,")
            && line.contains(",http://localhost:8080/#/rule/club-rules/club-1,"),
        "{line}"
    );
    assert!(line.contains(&format!(",{digest},")), "{line} {digest}");
    assert!(digest.starts_with("sha256:"));

    let (text, _) = run(&dir, &with(&["markdown"]), 0);
    assert!(text.contains("Club rules**: *silent*"), "{text}");
    assert!(text.contains(digest), "{text}");

    let page = ["--page", "https://x.example/r/"];
    let (text, _) = run(&dir, &[&with(&["html"]), page.as_slice()].concat(), 0);
    assert!(
        text.contains("<a href=\"https://x.example/r/#/rule/club-rules/club-1\">"),
        "{text}"
    );
    assert!(text.contains("https://x.example/r/#/compare?sets=example-act,club-rules"));
    let (text, _) = run(&dir, &with(&["svg"]), 0);
    assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(text.contains("<a href=\"http://localhost:8080/#/rule/"));
}

#[test]
fn compare_explains_what_it_cannot_find() {
    let dir = scratch("compare-missing");
    run(&dir, &["pack", SMALL, "-o", "atlas"], 0);
    let (_, complained) = run(
        &dir,
        &["compare", "example-law", "club-rules", "--atlas", "atlas"],
        2,
    );
    assert_eq!(
        complained,
        "no rule set and no file is called \"example-law\"; there is example-act\n"
    );
    let (_, complained) = run(&dir, &["compare", "a", "b"], 2);
    assert_eq!(
        complained,
        "no atlas to look ids up in; name one with --atlas\n"
    );
    let (_, complained) = run(
        &dir,
        &["compare", "club-rules", "club-rules", "--atlas", "atlas"],
        2,
    );
    assert_eq!(
        complained,
        "\"club-rules\" is the same rule set more than once\n"
    );
}

#[test]
fn facts_can_be_compared_without_packing_them_first() {
    let dir = scratch("compare-facts");
    let (text, _) = run(
        &dir,
        &[
            "compare",
            "example-act",
            "club-rules",
            "--atlas",
            SMALL,
            "--format",
            "csv",
        ],
        0,
    );
    assert!(text.contains("club-rules/club-1"), "{text}");
}
