//! Starts a server and the scripts of `tests/e2e` that look at it through a real browser. Judges nothing itself.

use crate::Options;
use crate::failure::Failure;
use crate::process::Run;
use crate::server::{self, Site};
use crate::{project, serve, setup};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// Not the root: a site that only works there would be found out.
const UNDER: &str = "/some/sub/path/";

/// The end-to-end tests; further words go to Playwright.
pub fn e2e(options: &Options) -> Result<(), Failure> {
    serve::ready()?;
    let run = script("node_modules/@playwright/test/cli.js", &project::dist())?.args("test");
    options
        .others
        .iter()
        .fold(run, Run::arg)
        .hint("cargo xtask shots, to look at the pages")
        .status()
}

/// Pictures of every page in `target/shots/`; further words choose routes by a part of their name.
pub fn shots(options: &Options) -> Result<(), Failure> {
    serve::ready()?;
    let run = script("shots.mjs", &project::dist())?.arg(project::target().join("shots"));
    options.others.iter().fold(run, Run::arg).status()
}

/// The picture in the README.
pub fn picture() -> Result<(), Failure> {
    serve::ready()?;
    let file = project::root().join("docs/images/network.png");
    script("picture.mjs", &project::dist())?.arg(file).status()
}

/// A script of `tests/e2e`, told where the site is.
pub fn script(name: &str, site: &Path) -> Result<Run, Failure> {
    let url = background(site)?;
    let browser = setup::browser().unwrap_or_else(|| PathBuf::from("chromium"));
    let mut run = Run::new("node")
        .arg(name)
        .within(&project::root().join("tests/e2e"))
        .env("RULESCAPE_URL", url)
        .env("RULESCAPE_BROWSER", browser)
        .env("RULESCAPE_E2E_OUT", project::target().join("e2e"));
    if let Some(vectors) = project::vectors() {
        run = run.env("RULESCAPE_VECTORS", vectors);
    }
    Ok(run)
}

/// Serves a site on a free port until the process ends; returns its address.
fn background(site: &Path) -> Result<String, Failure> {
    let site = Site {
        dir: site.to_path_buf(),
        under: UNDER.to_owned(),
    };
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let failed = tell.clone();
        let served = server::run(&site, 0, |port| drop(tell.send(Ok(port))));
        if let Err(failure) = served {
            drop(failed.send(Err(failure)));
        }
    });
    match told.recv() {
        Ok(Ok(port)) => Ok(format!("http://localhost:{port}{UNDER}")),
        Ok(Err(failure)) => Err(failure),
        Err(_) => Err(Failure::plain("the server ended before it began")),
    }
}
