//! Other people's verifiers, as far as this machine can have them, and the commands that pages print for them. That one cannot
//! be had is no failure, and never called fine.

use crate::failure::Failure;
use crate::process::Run;
use crate::test::Done;
use crate::{project, setup};
use std::path::{Path, PathBuf};

/// The first Debian that carries cosign.
const SUITE: &str = "trixie";

/// Debian's releases before it, for which the package of that one is taken; it needs nothing newer than they have.
const BEFORE: [&str; 2] = ["bookworm", "bullseye"];

/// Python's verifiers, and what one of them needs without saying so.
const VERIFIERS: [&str; 4] = [
    "sigstore==4.5.1",
    "model-signing==1.1.1",
    "pyOpenSSL==26.4.0",
    "pypi-attestations==0.0.30",
];

/// A package that a foreign vector is about.
const PACKAGE: (&str, &str) = (
    "pypi-attestations==0.0.19",
    "pypi_attestations-0.0.19.tar.gz",
);

/// All of them; says which could not be had.
pub fn both() -> Result<(), Failure> {
    for done in [cosign()?, python()?] {
        if let Done::NotHere(why) = done {
            println!("not run: {why}");
        }
    }
    Ok(())
}

/// cosign on what the page prints for it.
pub fn cosign() -> Result<Done, Failure> {
    match cosign_folder() {
        Ok(folder) => said("cosign_says", &folder),
        Err(why) => Ok(Done::NotHere(format!("cosign could not be had: {why}"))),
    }
}

/// Python's sigstore, model_signing and pypi-attestations on what the page prints for them.
pub fn python() -> Result<Done, Failure> {
    let home = project::cache().join("verifiers");
    match python_folder(&home) {
        Ok(folder) => [
            "sigstore_says",
            "model_signing_says",
            "pypi_attestations_says",
        ]
        .iter()
        .try_fold(Done::Holds, |_, test| said(test, &folder)),
        Err(why) => Ok(Done::NotHere(format!(
            "Python's verifiers could not be had: {why}"
        ))),
    }
}

/// Runs the printed commands of one tool, which lies in this folder.
pub fn said(test: &str, folder: &Path) -> Result<Done, Failure> {
    Run::cargo()
        .args("test --quiet --locked -p cli --test elsewhere --")
        .arg(test)
        .args("--nocapture")
        .env("RULESCAPE_TOOLS", folder)
        .env("RULESCAPE_PACKAGES", project::cache().join("packages"))
        .status()?;
    Ok(Done::Holds)
}

/// Where cosign lies: on the path, or taken out of Debian's package without installing it.
fn cosign_folder() -> Result<PathBuf, String> {
    if let Some(found) = setup::find(&["cosign"]) {
        setup::have("cosign");
        return Ok(found.parent().unwrap_or(Path::new("/")).to_owned());
    }
    let home = project::cache().join("cosign");
    let folder = home.join("usr/bin");
    if folder.join("cosign").is_file() {
        setup::have("cosign");
        return Ok(folder);
    }
    let (Some(apt), Some(dpkg)) = (setup::find(&["apt-get"]), setup::find(&["dpkg"])) else {
        return Err("this is not a Debian system".to_owned());
    };
    let source = source()?;
    setup::missing("cosign, from Debian's package, into our own folder");
    let room = project::cache().join("cosign-package");
    project::remove_dir(&room).map_err(told)?;
    for folder in ["lists/partial", "cache/archives/partial"] {
        std::fs::create_dir_all(room.join(folder)).map_err(told)?;
    }
    project::write(&room.join("one.sources"), source).map_err(told)?;
    let here = room.display();
    let run = |words: &str| {
        Run::new(&apt)
            .args("-qq -o Dir::Etc::sourceparts=/dev/null -o Acquire::Languages=none -o Acquire::Retries=0")
            .args("-o Acquire::http::Timeout=20 -o APT::Sandbox::User=root")
            .args("-o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false")
            .args(&format!("-o Dir::Etc::sourcelist={here}/one.sources"))
            .args(&format!("-o Dir::State::lists={here}/lists -o Dir::Cache={here}/cache"))
            .args(words)
            .within(&room)
            .status()
    };
    run("update")
        .and_then(|()| run("download cosign"))
        .map_err(|_printed| "apt-get could not fetch it")?;
    let package = project::files(&room)
        .into_iter()
        .find(|file| file.extension().is_some_and(|ending| ending == "deb"));
    let package = package.ok_or("apt-get left no package")?;
    let unpacked = Run::new(dpkg).arg("-x").arg(package).arg(&home).status();
    unpacked.map_err(told)?;
    project::remove_dir(&room).map_err(told)?;
    match Run::version_of(folder.join("cosign"), "version") {
        Some(_) => Ok(folder),
        None => {
            project::remove_dir(&home).map_err(told)?;
            Err("the one of Debian's package does not run here".to_owned())
        }
    }
}

/// Debian's archive as this machine names it, but of the release that carries cosign.
fn source() -> Result<String, String> {
    let release = std::fs::read_to_string("/etc/os-release").map_err(told)?;
    let codename = release
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .ok_or("this system does not name its release")?;
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    files.extend(project::files(Path::new("/etc/apt/sources.list.d")));
    files.sort();
    let texts = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    let found = texts
        .into_iter()
        .find_map(|text| stanza(&text, codename).or_else(|| line(&text, codename)));
    let archive = found.ok_or("no source of packages names Debian's archive")?;
    let suite = match BEFORE.contains(&codename) {
        true => SUITE,
        false => codename,
    };
    Ok(format!(
        "Types: deb\n{archive}Suites: {suite}\nComponents: main\n"
    ))
}

/// Address and keys of the archive in a file of stanzas (`man sources.list`, deb822).
fn stanza(text: &str, codename: &str) -> Option<String> {
    text.split("\n\n").find_map(|stanza| {
        let field = |name: &str| {
            let mut lines = stanza.lines();
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
        };
        let has = |name: &str, word: &str| {
            field(name).is_some_and(|value| value.split_whitespace().any(|one| one == word))
        };
        if !has("Types", "deb") || !has("Suites", codename) || !has("Components", "main") {
            return None;
        }
        let keys = field("Signed-By").filter(|keys| !keys.is_empty());
        let keys = keys.map(|keys| format!("Signed-By: {keys}\n"));
        Some(format!(
            "URIs: {}\n{}",
            field("URIs")?,
            keys.unwrap_or_default()
        ))
    })
}

/// The same in a file of lines: `deb [signed-by=KEYS] ADDRESS SUITE COMPONENT…`.
fn line(text: &str, codename: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let rest = line.trim().strip_prefix("deb ")?.trim();
        let (options, rest) = match rest.strip_prefix('[') {
            Some(rest) => rest.split_once(']')?,
            None => ("", rest),
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [address, suite, components @ ..] = words.as_slice() else {
            return None;
        };
        if *suite != codename || !components.contains(&"main") {
            return None;
        }
        let mut options = options.split_whitespace();
        let keys = options.find_map(|one| one.strip_prefix("signed-by="));
        let keys = keys.map(|keys| format!("Signed-By: {keys}\n"));
        Some(format!("URIs: {address}\n{}", keys.unwrap_or_default()))
    })
}

/// Where Python's verifiers lie, in an environment of their own; with the package that a vector is about.
fn python_folder(home: &Path) -> Result<PathBuf, String> {
    let pins = VERIFIERS.join("\n");
    let stamp = home.join("pins.txt");
    let packages = project::cache().join("packages");
    let pip = |words: &str| {
        Run::new(home.join("bin/pip"))
            .args(words)
            .args("--quiet --disable-pip-version-check --retries 1 --timeout 20")
    };
    if std::fs::read_to_string(&stamp).is_ok_and(|old| old == pins) {
        setup::have("Python's verifiers");
    } else {
        setup::missing(
            "sigstore, model_signing and pypi-attestations (PyPI), into an environment of their own",
        );
        project::remove_dir(home).map_err(told)?;
        Run::new("python3")
            .args("-m venv")
            .arg(home)
            .status()
            .map_err(told)?;
        VERIFIERS
            .iter()
            .fold(pip("install"), |run, one| run.arg(one))
            .status()
            .map_err(|_printed| "pip could not install them")?;
        project::write(&stamp, &pins).map_err(told)?;
    }
    let (package, file) = PACKAGE;
    if !packages.join(file).is_file() {
        pip("download --no-deps --no-binary :all:")
            .arg(package)
            .arg("--dest")
            .arg(&packages)
            .status()
            .map_err(|_printed| "pip could not fetch a package that a vector is about")?;
    }
    Ok(home.join("bin"))
}

/// One line of why, for the table.
fn told(error: impl std::fmt::Display) -> String {
    error
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{line, stanza};

    #[test]
    fn the_archive_is_found_as_the_machine_names_it() {
        let text = "Types: deb\nURIs: https://a.example/security\nSuites: bookworm-security\nComponents: main\n\n\
                    Types: deb\n# a note\nURIs: https://a.example/debian\nSuites: bookworm bookworm-updates\nComponents: main\n\
                    Signed-By: /keys.gpg\n";
        let expected = "URIs: https://a.example/debian\nSigned-By: /keys.gpg\n";
        assert_eq!(stanza(text, "bookworm").as_deref(), Some(expected));
        assert_eq!(stanza(text, "sid"), None);
    }

    #[test]
    fn older_lists_are_read_too() {
        let text = "# deb https://old.example/debian bookworm main\n\
                    deb https://b.example other main\n\
                    deb [arch=amd64 signed-by=/keys.gpg] https://a.example/debian bookworm main contrib\n";
        let expected = "URIs: https://a.example/debian\nSigned-By: /keys.gpg\n";
        assert_eq!(line(text, "bookworm").as_deref(), Some(expected));
        assert_eq!(
            line("deb https://a.example bookworm contrib\n", "bookworm"),
            None
        );
    }
}
