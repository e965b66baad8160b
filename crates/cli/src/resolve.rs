//! `rulescape resolve`: a profile and the catalogs it imports become one catalog. Never fetches anything.

mod library;
mod print;

use crate::arguments::{Command, Misunderstood};
use crate::{UNUSABLE, help};
use lexopt::prelude::*;
use library::Shelf;
use profile::{Naming, Unresolvable, Warning};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to resolve, and where its imports are.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ResolveWish {
    /// The profile.
    pub profile: PathBuf,
    /// Files for imports: by the `href` as the profile writes it, or for whichever import it fits.
    pub catalogs: Vec<(Option<String>, PathBuf)>,
}

/// Reads the rest of the command line.
pub fn wish(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    let mut file = None;
    let mut catalogs = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::RESOLVE)),
            // The result is JSON in any case; scripts that ask for it are right.
            Long("json") => {}
            Long("catalog") => catalogs.push(binding(&parser.value()?.string()?)),
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let profile = file.ok_or_else(|| "the profile to resolve is missing".to_owned())?;
    Ok(Command::Resolve(ResolveWish { profile, catalogs }))
}

/// `HREF=FILE`, or a file alone. Addresses may hold `=` themselves, so the last one divides.
fn binding(text: &str) -> (Option<String>, PathBuf) {
    match text.rsplit_once('=') {
        Some((href, file)) if !href.is_empty() && !file.is_empty() => {
            (Some(href.to_owned()), PathBuf::from(file))
        }
        _ => (None, PathBuf::from(text)),
    }
}

/// Prints the resolved catalog; warnings go to standard error.
pub fn resolve(wish: &ResolveWish) -> ExitCode {
    let shelf = match Shelf::gather(&wish.profile, &wish.catalogs) {
        Ok(shelf) => shelf,
        Err(reason) => {
            eprintln!("{reason}");
            return ExitCode::from(UNUSABLE);
        }
    };
    let naming = Naming {
        uuid: publish::uuid(&shelf.inputs()).to_string(),
    };
    let shown = wish.profile.display();
    match profile::resolve(&shelf.profile(), &shelf, &naming) {
        Ok(resolved) => {
            for Warning { at, what } in &resolved.warnings {
                match shelf.line(*at) {
                    Some(line) => eprintln!("{shown}:{line}: {what}"),
                    None => eprintln!("{shown}: {what}"),
                }
            }
            crate::say(&print::pretty(&resolved.root))
        }
        Err(problem) => {
            let place = match &problem {
                Unresolvable::Missing { at, .. } | Unresolvable::NoHref { at } => shelf.line(*at),
                _ => None,
            };
            let place = place.map_or_else(String::new, |line| format!("{line}: "));
            eprintln!(
                "{shown}:{place}{}{problem}",
                if place.is_empty() { " " } else { "" }
            );
            if matches!(problem, Unresolvable::Missing { .. }) {
                eprintln!(
                    "Name the file it stands for: --catalog FILE, or --catalog HREF=FILE where there are several"
                );
            }
            match problem {
                Unresolvable::NotAProfile => ExitCode::from(UNUSABLE),
                _ => ExitCode::FAILURE,
            }
        }
    }
}
