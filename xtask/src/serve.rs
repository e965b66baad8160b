//! Builds, serves, watches, builds again. Leaves how to build and how to serve to others.

use crate::Options;
use crate::build::{self, Mode};
use crate::failure::Failure;
use crate::server::{self, Site};
use crate::{project, setup};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// How often we look whether a source changed.
const GLANCE: Duration = Duration::from_millis(700);

/// The port when none is named.
const PORT: u16 = 8080;

/// Serves the site until interrupted.
pub fn serve(options: &Options) -> Result<(), Failure> {
    let mode = options.mode();
    if !options.as_is {
        build::build(mode)?;
        std::thread::spawn(move || watch(mode));
    } else if !project::dist().join("index.html").is_file() {
        return Err(Failure::new(
            "there is no dist/ to serve",
            "cargo xtask build",
        ));
    }
    let under = format!("/{}/", options.under.trim_matches('/')).replace("//", "/");
    let site = Site {
        dir: project::dist(),
        under,
    };
    server::run(&site, options.port.unwrap_or(PORT), |port| {
        println!(
            "\n  Rulescape: http://localhost:{port}{}\n  Stop with Ctrl-C.\n",
            site.under
        );
    })
}

/// What has to be built anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Site,
    Atlas,
}

fn watch(mode: Mode) {
    let mut seen = [newest(Part::Site), newest(Part::Atlas)];
    loop {
        std::thread::sleep(GLANCE);
        let now = [newest(Part::Site), newest(Part::Atlas)];
        let built = match (now[0] != seen[0], now[1] != seen[1]) {
            (true, _) => build::site(mode),
            (false, true) => build::atlas(&project::dist()),
            (false, false) => continue,
        };
        match built {
            Ok(()) => println!("Reload the page."),
            Err(failure) => eprintln!(
                "\n{failure}\nWaiting for the next change; the last good build is still served."
            ),
        }
        seen = now;
    }
}

/// When a source last changed, and how many there are: a removed file is a change too.
fn newest(part: Part) -> (Option<SystemTime>, usize) {
    let sources: &[&str] = match part {
        Part::Site => &[
            "src",
            "crates",
            "styles",
            "index.html",
            "Cargo.toml",
            "Trunk.toml",
        ],
        Part::Atlas => &["data"],
    };
    let files: Vec<PathBuf> = sources
        .iter()
        .map(|source| project::root().join(source))
        .flat_map(|path| {
            if path.is_dir() {
                project::files(&path)
            } else {
                vec![path]
            }
        })
        .collect();
    let time = |file: &PathBuf| {
        std::fs::metadata(file)
            .and_then(|data| data.modified())
            .ok()
    };
    (files.iter().filter_map(time).max(), files.len())
}

/// What the tests need: tools and a built site.
pub fn ready() -> Result<(), Failure> {
    setup::for_browser_tests()?;
    if project::dist().join("index.html").is_file() {
        return Ok(());
    }
    build::build(Mode::Release)
}
