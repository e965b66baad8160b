//! Counts for the frame and the front page. Never counts a body that publishes nothing here as a community.

use ident::Standing;
use model::Model;
use protocol::{Overview, Severity, Way};

use crate::engine::Loaded;
use crate::reading::Document;

/// What stands where the name of an atlas would.
const OWN: &str = "Your own files, no atlas";

pub(crate) fn overview(model: &Model, files: &[Loaded]) -> Overview {
    let sets = model.rule_sets();
    let errors = |loaded: &Loaded| {
        loaded
            .file
            .problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .count() as u32
    };
    // Without an atlas what is loaded is the reader's own; the page would call it nothing.
    let own = model.title().is_empty() && !sets.is_empty();
    Overview {
        title: if own { OWN } else { model.title() }.to_owned(),
        as_of: model.as_of().to_owned(),
        digest: files
            .iter()
            .find(|loaded| matches!(loaded.document, Some(Document::Facts(_))))
            .map_or_else(String::new, |loaded| loaded.file.digest.clone()),
        communities: model
            .communities()
            .iter()
            .filter(|community| !community.facts.outside)
            .count() as u32,
        instruments: sets.iter().filter(|set| set.instrument.is_some()).count() as u32,
        rule_sets: sets.len() as u32,
        rules: sets.iter().map(|set| set.rules).sum(),
        relations: model.relations().len() as u32,
        signed: sets
            .iter()
            .filter(|set| set.standing != Standing::Unsigned)
            .count() as u32,
        foreign_files: files
            .iter()
            .filter(|loaded| loaded.file.origin.way != Way::BuiltIn)
            .count() as u32,
        problems: files.iter().map(errors).sum(),
        demonstration: files.iter().any(
            |loaded| matches!(&loaded.document, Some(Document::Facts(facts)) if facts.illustrative),
        ),
    }
}
