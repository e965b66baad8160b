//! Runs other programs from the project's root. Says which one failed and how; never hides what they print.

use crate::failure::Failure;
use crate::project;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// A program with its arguments, to be run from the root of the project.
pub struct Run {
    command: Command,
    shown: String,
    hint: String,
}

impl Run {
    /// The program by name or path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = Path::new(program.as_ref())
            .file_name()
            .unwrap_or(program.as_ref())
            .to_string_lossy()
            .into_owned();
        let mut command = Command::new(program);
        command.current_dir(project::root());
        Self {
            command,
            shown,
            hint: String::new(),
        }
    }

    /// Cargo, the same one that runs us.
    pub fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// One more argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown
            .push_str(&shortened(&arg.as_ref().to_string_lossy()));
        self.command.arg(arg);
        self
    }

    /// Arguments written as one line; none of them may hold a space.
    pub fn args(self, line: &str) -> Self {
        line.split_whitespace().fold(self, |run, arg| run.arg(arg))
    }

    /// One environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Another folder than the root.
    pub fn within(mut self, dir: &Path) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// What to say when it fails.
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = hint.to_owned();
        self
    }

    /// Runs to the end, its output going to the terminal.
    pub fn status(mut self) -> Result<(), Failure> {
        println!("    $ {}", self.shown);
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(
            format!("`{}` failed ({status})", self.shown),
            self.hint,
        ))
    }

    /// Runs to the end and returns what it printed; its complaints go to the terminal.
    pub fn output(mut self) -> Result<String, Failure> {
        let output = self
            .command
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            let printed = String::from_utf8_lossy(&output.stdout);
            let what = format!("`{}` failed ({})\n{printed}", self.shown, output.status);
            return Err(Failure::new(what, self.hint));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it succeeds; shows nothing.
    pub fn quietly(mut self) -> bool {
        let quiet = self.command.stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    }

    /// What it prints when asked for its version; nothing when it cannot be run.
    pub fn version(program: impl AsRef<OsStr>) -> Option<String> {
        Self::version_of(program, "--version")
    }

    /// The same for programs that ask for another word.
    pub fn version_of(program: impl AsRef<OsStr>, word: &str) -> Option<String> {
        let output = Command::new(program).arg(word).output().ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        Failure::new(
            format!("cannot run `{}`: {error}", self.shown),
            self.hint.clone(),
        )
    }
}

/// Long paths hide what matters.
fn shortened(arg: &str) -> String {
    let root = project::root();
    arg.replace(&format!("{}/", project::target().display()), "target/")
        .replace(&format!("{}/", root.display()), "")
}
