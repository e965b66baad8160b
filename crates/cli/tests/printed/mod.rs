//! The page's side of tests about printed commands: loaded files, a viewpoint, the verdicts that come of them. Never runs
//! anything but a shell in the folder where the files lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use engine::Engine;
use protocol::{Answer, Ask, EvidenceAsk, Origin, VerdictView, Viewpoint, Way};

pub mod foreign;

/// 2026-09-01, after everything was signed and before anything more expires.
const NOW: i64 = 1_788_220_800;

/// Loaded files, and where they lie.
pub struct Atlas {
    folder: PathBuf,
    pub engine: Engine,
    /// The viewpoint that the files propose.
    pub proposed: Viewpoint,
}

impl Atlas {
    /// Packs the demonstration into a folder and loads it.
    pub fn new(name: &str) -> Self {
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
    pub fn of(name: &str, files: BTreeMap<String, Vec<u8>>) -> Self {
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

    /// Every verdict, under the viewpoint that is chosen.
    pub fn verdicts(&self) -> Vec<VerdictView> {
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

    /// Where a command is typed: the outermost folder from which the way that it writes to the verdict's file leads there.
    pub fn place(&self, verdict: &VerdictView, command: &str) -> PathBuf {
        let file = Path::new(&verdict.row.file);
        let written = |name: &Path| {
            let name = name.display().to_string();
            let mut words = command.split_whitespace();
            words.any(|word| word.trim_matches('\'').trim_start_matches("./") == name)
        };
        let mut below = file.to_owned();
        let mut place = self.folder.clone();
        for folder in file.components() {
            if written(&below) {
                return place;
            }
            place.push(folder);
            below = below.strip_prefix(folder).unwrap_or(&below).to_owned();
        }
        panic!("{} is not named in {command}", verdict.row.file)
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

/// As pasted into a shell, with our command and those in further folders on the path: exit code and what was printed.
pub fn run(place: &Path, command: &str, tools: &str) -> (i32, String) {
    let own = Path::new(env!("CARGO_BIN_EXE_rulescape")).parent();
    let path = own.map(|own| own.display().to_string()).unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", command])
        .env("PATH", [&path, ":", tools, ":/usr/bin:/bin"].concat())
        .current_dir(place)
        .output()
        .expect("a shell");
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&text).into_owned(),
    )
}
