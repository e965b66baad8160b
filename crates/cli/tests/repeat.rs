//! The command that a page prints beside a verdict, run by a shell: the same standing, the same outcome of every required
//! check, for every file of the demonstration and several viewpoints. Never a network.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use engine::Engine;
use ident::Standing;
use protocol::{
    Answer, Ask, CheckOutcome, ChosenIdentity, ChosenKey, ChosenRoot, EvidenceAsk, Origin,
    VerdictView, Viewpoint, Way,
};

/// 2026-09-01, after everything was signed and before anything more expires.
const NOW: i64 = 1_788_220_800;

struct Atlas {
    folder: PathBuf,
    engine: Engine,
    proposed: Viewpoint,
}

impl Atlas {
    /// Packs the demonstration into a folder and loads it.
    fn new(name: &str) -> Self {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
        let gathered = publish::folder::facts(&sources).expect("the demonstration is accepted");
        let files = publish::finish(&gathered, publish::files(&gathered));
        let folder = written(name, &files);
        let mut atlas = Self {
            folder,
            engine: Engine::new(),
            proposed: Viewpoint::default(),
        };
        atlas.engine.tell_time(NOW);
        atlas.load("atlas.json", &files);
        let Answer::EvidenceFiles(wanted) = atlas.engine.ask(&Ask::EvidenceFiles) else {
            panic!("files were asked for");
        };
        for one in &wanted {
            atlas.load(&one.path, &files);
        }
        atlas.engine.ready(&mut |_, _, _| ());
        let text = String::from_utf8(files["viewpoint.json"].clone()).expect("text");
        if let Answer::Choice(read) = atlas.engine.ask(&Ask::ReadChoice(text)) {
            atlas.proposed = read.adds;
        }
        assert!(!atlas.proposed.communities.is_empty());
        atlas
    }

    /// Puts files into a folder and loads them, without any atlas.
    fn of(name: &str, files: BTreeMap<String, Vec<u8>>) -> Self {
        let mut atlas = Self {
            folder: written(name, &files),
            engine: Engine::new(),
            proposed: Viewpoint::default(),
        };
        atlas.engine.tell_time(NOW);
        for path in files.keys() {
            atlas.load(path, &files);
        }
        atlas.engine.ready(&mut |_, _, _| ());
        atlas
    }

    fn load(&mut self, path: &str, files: &BTreeMap<String, Vec<u8>>) {
        let origin = Origin {
            name: path.to_owned(),
            way: Way::File,
        };
        self.engine
            .take_in(origin, files[path].clone(), &mut |_, _, _| ());
    }

    fn verdicts(&self) -> Vec<VerdictView> {
        let ask = EvidenceAsk {
            limit: 500,
            ..EvidenceAsk::default()
        };
        let Answer::Evidence(view) = self.engine.ask(&Ask::Evidence(ask)) else {
            panic!("evidence was asked for");
        };
        let verdict =
            |row: &protocol::EvidenceRow| match self.engine.ask(&Ask::Verdict(row.id.clone())) {
                Answer::Verdict(verdict) => *verdict,
                other => panic!("{other:?}"),
            };
        view.rows.iter().map(verdict).collect()
    }

    /// Where the command is typed: the atlas's folder, or that of the file if it is the only one named.
    fn place(&self, verdict: &VerdictView) -> PathBuf {
        let (_, words) = verdict
            .command
            .split_once("rulescape verify ")
            .expect("a command of ours");
        let first = words.split(' ').next().unwrap_or_default();
        let mut place = self.folder.clone();
        if !place.join(first).exists() {
            place = place.join(
                verdict
                    .row
                    .file
                    .rsplit_once('/')
                    .map_or("", |(folder, _)| folder),
            );
        }
        place
    }

    /// Says what differs between page and command, for every verdict. There are this many at least.
    fn compare(&self, under: &str, least: usize) {
        let mut wrong = Vec::new();
        assert!(self.verdicts().len() >= least, "{}", self.verdicts().len());
        for verdict in self.verdicts() {
            let (code, printed) = run(
                &self.place(&verdict),
                &[&verdict.command, " --json"].concat(),
            );
            let of = format!("{under}: {}\n{}\n", verdict.row.file, verdict.command);
            if code != code_of(verdict.row.standing) {
                wrong.push(format!(
                    "{of}exit {code}, page {}\n{printed}",
                    verdict.row.standing
                ));
                continue;
            }
            let json: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
            for check in verdict.checks.iter().filter(|check| check.required) {
                let same = json["checks"].as_array().into_iter().flatten().any(|step| {
                    step["check"] == check.name.as_str()
                        && step["need"] == "required"
                        && step["outcome"] == word(check.outcome)
                });
                if !same {
                    wrong.push(format!(
                        "{of}{}: page {:?}\n{printed}",
                        check.name, check.outcome
                    ));
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "{} differ\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

/// A folder for the test, with these files and nothing else.
fn written(name: &str, files: &BTreeMap<String, Vec<u8>>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, bytes) in files {
        let place = folder.join(path);
        std::fs::create_dir_all(place.parent().expect("it lies in the folder"))
            .expect("a folder for the test");
        std::fs::write(place, bytes).expect("a file for the test");
    }
    folder
}

const fn code_of(standing: Standing) -> i32 {
    match standing {
        Standing::ConfirmedByChosenKey => 0,
        Standing::Broken => 1,
        Standing::NotCheckableHere => 3,
        Standing::IntactKeyUnknown => 4,
        Standing::Unsigned => 5,
    }
}

const fn word(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Confirmed => "confirmed",
        CheckOutcome::Failed => "failed",
        CheckOutcome::NotChecked => "not-checked",
        CheckOutcome::NotApplicable => "not-applicable",
    }
}

/// As pasted into a shell, with our command on the path.
fn run(place: &Path, command: &str) -> (i32, String) {
    let own = Path::new(env!("CARGO_BIN_EXE_rulescape")).parent();
    let path = own.map(|own| own.display().to_string()).unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", command])
        .env("PATH", [&path, ":/usr/bin:/bin"].concat())
        .current_dir(place)
        .output()
        .expect("a shell");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

#[test]
fn the_printed_command_repeats_every_verdict() {
    let mut atlas = Atlas::new("repeat");
    let proposed = atlas.proposed.clone();
    let somebody_else = ChosenIdentity {
        name: "nobody@elsewhere.example".to_owned(),
        issuer: "https://elsewhere.example".to_owned(),
    };
    for (under, viewpoint) in [
        ("nobody", Viewpoint::default()),
        ("proposed", proposed.clone()),
        (
            "two keys",
            Viewpoint {
                threshold: 2,
                ..proposed.clone()
            },
        ),
        (
            "no roots, no logs",
            Viewpoint {
                roots: Vec::new(),
                logs: Vec::new(),
                ..proposed.clone()
            },
        ),
        (
            "two expected signers, recognition followed",
            Viewpoint {
                identities: [vec![somebody_else], proposed.identities.clone()].concat(),
                steps: 2,
                ..proposed
            },
        ),
    ] {
        atlas.engine.choose(viewpoint, &mut |_, _, _| ());
        atlas.compare(under, 40);
    }
}

/// Foreign vectors, each where a reader would put it: its place among the vectors, and its place for this test.
const FOREIGN: [(&str, &str); 21] = [
    ("sigstore-conformance/a.txt", "sigstore/a.txt"),
    (
        "sigstore-conformance/happy-path-v0.3/bundle.sigstore.json",
        "sigstore/a.txt.sigstore.json",
    ),
    (
        "sigstore-conformance/signature-mismatch_fail/bundle.sigstore.json",
        "sigstore/a.txt.other.sigstore.json",
    ),
    (
        "npm-provenance/provenance-npm-test-ossf.tgz.json",
        "npm/sound.json",
    ),
    (
        "npm-provenance/provenance-npm-test-ossf-invalidsigpub.tgz.json",
        "npm/changed.json",
    ),
    ("npm-provenance/npm_keys.json", "npm/keys.json"),
    (
        "pep740/pypi_attestation_models-0.0.4a2.tar.gz.attestation",
        "pypi/models.attestation",
    ),
    (
        "oms/signed-dirs/v1.0.0-certificate/model.sig",
        "model/model.sig",
    ),
    (
        "oms/signed-dirs/v1.0.0-certificate/signme-1",
        "model/signme-1",
    ),
    (
        "oms/signed-dirs/v1.0.0-certificate/signme-2",
        "model/signme-2",
    ),
    ("trestle/basic-catalog.json", "trestle/basic-catalog.json"),
    (
        "trestle/basic-catalog.json.rsa2048.dsse",
        "trestle/basic-catalog.json.rsa2048.dsse",
    ),
    (
        "trestle/basic-catalog.json.p384.dsse",
        "trestle/basic-catalog.json.p384.dsse",
    ),
    ("trestle/p384.pub.pem", "trestle/p384.pub.pem"),
    ("dsse/slsa-vsa.dsse.jsonl", "lines/vsa.jsonl"),
    (
        "vc-data-integrity/eddsa-jcs-2022/signedJCS.json",
        "credentials/one.json",
    ),
    (
        "vc-data-integrity/eddsa-rdfc-2022/signedDataInt.json",
        "credentials/two.json",
    ),
    (
        "didwebvh/vectors/witness-threshold/java-eecc/did.jsonl",
        "history/did.jsonl",
    ),
    (
        "didwebvh/vectors/witness-threshold/java-eecc/did-witness.json",
        "history/did-witness.json",
    ),
    (
        "tlog-notes/c2sp-cosigned-checkpoint.txt",
        "log/checkpoint.txt",
    ),
    (
        "sigstore-go/sigstore.js@2.0.0-provenance.sigstore.json",
        "sigstore/provenance.sigstore.json",
    ),
];

#[test]
fn the_printed_command_repeats_verdicts_on_foreign_files() {
    let Some(vectors) = testkit::vectors_dir() else {
        return;
    };
    let read = |path: &str| std::fs::read(vectors.join(path)).expect("a file of the vectors");
    let text = |path: &str| String::from_utf8(read(path)).expect("text");
    let files = FOREIGN
        .iter()
        .map(|(from, to)| ((*to).to_owned(), read(from)));
    let mut atlas = Atlas::of("foreign", files.collect());
    let root = |name: &str, text: String| ChosenRoot {
        name: name.to_owned(),
        text,
    };
    let identity = |name: &str, issuer: &str| ChosenIdentity {
        name: name.to_owned(),
        issuer: issuer.to_owned(),
    };
    let viewpoint = Viewpoint {
        keys: vec![ChosenKey {
            key: text("trestle/rsa2048.pub.pem"),
            name: "RSA".to_owned(),
            why: String::new(),
        }],
        roots: vec![
            root("public", String::new()),
            root("npm", text("npm-provenance/npm_keys.json")),
            root("models", text("oms/keys/ca-cert.pem")),
        ],
        identities: vec![
            identity("nobody@elsewhere.example", "https://elsewhere.example"),
            identity(
                "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main",
                "https://token.actions.githubusercontent.com",
            ),
            identity(
                "https://github.com/trailofbits/pypi-attestation-models/.github/workflows/release.yml@refs/tags/v0.0.4a2",
                "",
            ),
        ],
        threshold: 1,
        ..Viewpoint::default()
    };
    for (under, viewpoint) in [("nobody", Viewpoint::default()), ("some", viewpoint)] {
        atlas.engine.choose(viewpoint, &mut |_, _, _| ());
        atlas.compare(under, 14);
    }
}

/// Names the trestle command; `cargo xtask test` sets it.
const TRESTLE: &str = "RULESCAPE_TRESTLE";

#[test]
fn the_printed_trestle_commands_say_the_same() {
    let Some(trestle) = std::env::var_os(TRESTLE).map(PathBuf::from) else {
        println!("not tried: {TRESTLE} names no trestle");
        return;
    };
    let mut atlas = Atlas::new("elsewhere");
    let proposed = atlas.proposed.clone();
    atlas.engine.choose(proposed, &mut |_, _, _| ());
    let tools = trestle.parent().map(|folder| folder.display().to_string());
    let mut outcomes = Vec::new();
    for verdict in atlas.verdicts() {
        for (tool, command) in &verdict.elsewhere {
            if tool != "trestle" {
                continue;
            }
            let output = Command::new("sh")
                .args(["-c", command])
                .env(
                    "PATH",
                    [tools.as_deref().unwrap_or_default(), ":/usr/bin:/bin"].concat(),
                )
                .current_dir(&atlas.folder)
                .output()
                .expect("a shell");
            let holds = matches!(
                verdict.row.standing,
                Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown
            );
            let printed = String::from_utf8_lossy(&output.stdout);
            assert_eq!(
                output.status.success(),
                holds,
                "{}\n{command}\n{printed}{}",
                verdict.row.file,
                String::from_utf8_lossy(&output.stderr)
            );
            outcomes.push(holds);
        }
    }
    assert!(outcomes.contains(&true) && outcomes.contains(&false));
    println!(
        "{} commands of trestle went as the page says",
        outcomes.len()
    );
}
