//! The `rulescape` command. Same engine as the page, other host; never decides what the engine could decide.

mod arguments;
mod atlas;
mod choices;
mod compare;
mod help;
mod inspect;
mod pack;
mod reliance;
mod report;
mod resolve;
mod sign;
mod verdict_text;
mod verify;

use arguments::Command;
use std::process::ExitCode;

/// Exit code for input that cannot be used, and for a command line that cannot be understood.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    match arguments::read(std::env::args_os()) {
        Ok(Command::Help(text)) => say(text),
        Ok(Command::Version) => say(&format!("rulescape {}\n", env!("CARGO_PKG_VERSION"))),
        Ok(Command::Pack { dir, out, keys }) => pack::pack(&dir, &out, &keys),
        Ok(Command::Inspect { files, json }) => inspect::inspect(&files, json),
        Ok(Command::Compare(wish)) => compare::compare(&wish),
        Ok(Command::Resolve(wish)) => resolve::resolve(&wish),
        Ok(Command::Verify(wish)) => verify::verify(&wish),
        Ok(Command::Sign(wish)) => sign::sign(&wish),
        Ok(Command::TrustRoot) => trust_root(),
        Err(misunderstood) => {
            eprintln!("{misunderstood}");
            ExitCode::from(UNUSABLE)
        }
    }
}

/// The built-in root to standard output, byte for byte; its date beside it.
fn trust_root() -> ExitCode {
    let (as_of, root) = trust::sigstore::PUBLIC_GOOD;
    eprintln!("The public Sigstore instance as of {as_of}");
    put(root)
}

/// Prints to standard output; a reader that has gone away (`| head`) is no error.
fn say(text: &str) -> ExitCode {
    put(text.as_bytes())
}

fn put(bytes: &[u8]) -> ExitCode {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("standard output: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
