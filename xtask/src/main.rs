//! Setup, serve, build, test, tidy and bench. Never part of what is shipped, never needed to read an atlas.

mod architecture;
mod bench;
mod browser;
mod build;
mod css;
mod cut;
mod failure;
mod foreign;
mod graph;
mod licences;
mod names;
mod node;
mod process;
mod project;
mod serve;
mod server;
mod setup;
mod shell;
mod sizes;
mod test;
mod tidy;
mod vectors;
mod violation;

use failure::Failure;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [--port N] [--dev]   set up, build, serve dist/, rebuild when a source changes
cargo xtask test [--fast] [--stop]     everything that must hold, quick checks first; --stop at the first that fails
cargo xtask build [--dev]              leave a relocatable site in dist/
cargo xtask picture                    the picture in the README
cargo xtask bench [REPETITIONS] [PART] sizes and speeds of the dist/ that is there, peers beside it
cargo xtask tidy                       the project's own rules: rooms, edges, licences, words
cargo xtask sizes                      what readers download, against the budgets
cargo xtask vectors [DIR]              foreign test vectors, here and in a worker; DIR: ../shared/vectors
cargo xtask elsewhere                  what pages print for cosign and Python's verifiers, run by them
cargo xtask setup                      install what is missing, and say what
cargo xtask e2e [PLAYWRIGHT WORDS]     the end-to-end tests on the dist/ that is there
cargo xtask shots [ROUTE]              pictures of every page in target/shots/

serve --as-is serves the dist/ that is there; serve --under /a/path/ serves it below that path.
--dev builds without optimising: quicker to build, slower to load.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<(), Failure> {
    let (command, rest) = match words.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", words),
    };
    let options = Options::parse(rest)?;
    match command {
        "serve" => serve::serve(&options),
        "test" => test::test(&options),
        "tidy" => tidy_up(),
        "sizes" => sizes::check().map(drop),
        "build" => build::build(options.mode()),
        "e2e" => browser::e2e(&options),
        "bench" => bench::bench(&options),
        "picture" => browser::picture(),
        "shots" => browser::shots(&options),
        "setup" => setup::everything(),
        "vectors" => run_vectors(&options),
        "elsewhere" => foreign::both(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(Failure::new(format!("there is no command `{other}`"), HELP)),
    }
}

/// Foreign vectors, from the folder that is named or the usual one.
fn run_vectors(options: &Options) -> Result<(), Failure> {
    let named = options.others.first().map(std::path::PathBuf::from);
    let dir = named.or_else(project::vectors).ok_or_else(|| {
        Failure::new(
            "there are no vectors in ../shared/vectors",
            "cargo xtask vectors DIR",
        )
    })?;
    vectors::vectors(&dir)
}

/// The project's own rules, quicker than the whole test.
fn tidy_up() -> Result<(), Failure> {
    test::report(
        &[
            tidy::violations()?,
            architecture::violations()?,
            licences::violations()?,
        ]
        .concat(),
    )?;
    println!("tidy");
    Ok(())
}

/// What can stand after a command.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `--dev`
    dev: bool,
    /// `--fast`
    fast: bool,
    /// `--as-is`
    as_is: bool,
    /// `--under PATH`
    under: String,
    /// `--port N`
    port: Option<u16>,
    /// Everything else, for the tool behind the command.
    others: Vec<String>,
}

impl Options {
    fn parse(words: &[String]) -> Result<Self, Failure> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--dev" => options.dev = true,
                "--release" => options.dev = false,
                "--fast" => options.fast = true,
                "--as-is" => options.as_is = true,
                "--under" => options.under = words.next().cloned().unwrap_or_default(),
                "--port" => {
                    let port = words.next().and_then(|port| port.parse().ok());
                    options.port = Some(port.ok_or_else(|| {
                        Failure::new("--port needs a number", "for example: --port 8080")
                    })?);
                }
                _ => options.others.push(word.clone()),
            }
        }
        Ok(options)
    }

    fn mode(&self) -> build::Mode {
        if self.dev {
            build::Mode::Dev
        } else {
            build::Mode::Release
        }
    }
}
