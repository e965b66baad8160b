//! `rulescape pack`: a folder of authoring files → an atlas. Never writes anything when something is refused.

use publish::{Gathered, Refusal, folder};
use std::path::Path;
use std::process::ExitCode;

/// Packs `dir` into `out` and says what is in it.
pub fn pack(dir: &Path, out: &Path) -> ExitCode {
    let gathered = match folder::read(dir).and_then(|files| publish::gather(&files)) {
        Ok(gathered) => gathered,
        Err(refusals) => return refuse(dir, &refusals),
    };
    let files = publish::files(&gathered);
    let atlas = publish::finish(&gathered, files);
    if let Err(error) = folder::place(out, &atlas) {
        eprintln!("{}: {error}", out.display());
        return ExitCode::from(1);
    }
    print!("{}", counts(&gathered));
    ExitCode::SUCCESS
}

fn refuse(dir: &Path, refusals: &[Refusal]) -> ExitCode {
    for refusal in refusals {
        eprintln!("{}", dir.join(refusal.to_string()).display());
    }
    let plural = if refusals.len() == 1 {
        "problem"
    } else {
        "problems"
    };
    eprintln!("{} {plural}; nothing was written", refusals.len());
    ExitCode::from(1)
}

fn counts(gathered: &Gathered) -> String {
    let facts = &gathered.facts;
    let rules: usize = facts.rule_sets.iter().map(|set| set.rules.len()).sum();
    format!(
        "{} rule sets, {rules} rules, {} relations\n",
        facts.rule_sets.len(),
        facts.relations.len()
    )
}
