//! The `rulescape` command. Same engine as the page, other host; never decides anything the engine could decide.

mod pack;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(2);
    let dir = arguments.next().unwrap_or_default();
    arguments.next();
    let out = arguments.next().unwrap_or_default();
    pack::pack(dir.as_ref(), out.as_ref())
}
