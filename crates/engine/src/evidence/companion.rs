//! Files that an atlas lists for its evidence: which are wanted, which belong together, and whether a document that was
//! loaded beside the atlas says what the atlas shows. Never takes the atlas's word for a digest.

use model::{Input, Model};
use protocol::{Severity, WantedFile};

use super::recognise::Kind;
use crate::engine::Loaded;
use crate::reading::Document;

/// What an atlas says about one of its files, once that file is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Companion {
    /// Digest of the file beside which it stands as a signature.
    pub(crate) about: Option<String>,
    /// Digests of further files that judging it needs.
    pub(crate) with: Vec<String>,
}

/// Finds out which loaded files some loaded atlas lists: by their digest, never by their name.
pub(crate) fn mark(files: &mut [Loaded]) {
    let mut listed: Vec<(String, Companion)> = Vec::new();
    for loaded in files.iter() {
        let Some(Document::Facts(facts)) = &loaded.document else {
            continue;
        };
        let digest_of = |path: &String| {
            let entry = facts.evidence.iter().find(|entry| entry.path == *path);
            entry.map(|entry| entry.digest.clone())
        };
        for entry in &facts.evidence {
            listed.push((
                entry.digest.clone(),
                Companion {
                    about: entry.about.as_ref().and_then(digest_of),
                    with: entry.with.iter().filter_map(digest_of).collect(),
                },
            ));
        }
    }
    for loaded in files {
        let digest = &loaded.file.digest;
        loaded.companion = listed
            .iter()
            .find(|(known, _)| known == digest)
            .map(|(_, companion)| companion.clone());
        loaded.stands_for = None;
    }
}

/// A catalog that the atlas lists stands for the rule set that the atlas shows, if both say the same, rule by rule: what
/// is signed is the catalog, what is shown is the atlas.
pub(crate) fn stand_in(model: &Model, files: &mut [Loaded]) {
    for loaded in files {
        if loaded.companion.is_none() {
            continue;
        }
        let Some(Document::Catalog(catalog, _)) = &loaded.document else {
            continue;
        };
        let alone = Model::build(&[Input {
            file: 0,
            digest: &loaded.file.digest,
            document: model::Document::Catalog(catalog),
        }]);
        let Some(set) = alone.set_ixs().next() else {
            continue;
        };
        let id = alone.rule_set(set).id.clone();
        let Some(shown) = model.find_set(&id) else {
            continue;
        };
        let same = alone.rules_of(set).len() == model.rules_of(shown).len()
            && alone
                .rules_of(set)
                .zip(model.rules_of(shown))
                .all(|(signed, shown)| {
                    let (signed, shown) = (alone.rule(signed), model.rule(shown));
                    signed.id == shown.id
                        && signed.title == shown.title
                        && one_line(&signed.statement) == one_line(&shown.statement)
                        && signed.modality == shown.modality
                });
        if same {
            loaded.stands_for = Some(id);
        } else {
            let problem = problem(
                &[
                    "The atlas shows another text of ",
                    &id,
                    " than this document has",
                ]
                .concat(),
                "Signatures of this document are not counted for what is shown. Ask the publisher to pack again",
            );
            loaded.late.push(protocol::Problem {
                code: "R502".to_owned(),
                severity: Severity::Warning,
                ..problem
            });
            loaded.late_total += 1;
        }
    }
}

/// Something that cannot be used, and what to do about it.
pub(super) fn problem(what: &str, hint: &str) -> protocol::Problem {
    protocol::Problem {
        code: "R501".to_owned(),
        severity: Severity::Error,
        what: what.to_owned(),
        pointer: String::new(),
        line: 0,
        column: 0,
        hint: hint.to_owned(),
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Files that the loaded atlases list for their evidence, that are not loaded yet, and that the reader did not take out.
pub(crate) fn wanted(files: &[Loaded], dropped: &[String]) -> Vec<WantedFile> {
    let here = |digest: &str| {
        dropped.iter().any(|dropped| dropped == digest)
            || files.iter().any(|loaded| loaded.file.digest == digest)
    };
    // A file that could not be brought is not asked for again, even if the reader took its entry out.
    let missed = |path: &str| {
        dropped.iter().any(|dropped| dropped.ends_with(path))
            || files
                .iter()
                .filter_map(Loaded::missed)
                .any(|name| name.ends_with(path))
    };
    let mut wanted: Vec<WantedFile> = Vec::new();
    for loaded in files {
        let Some(Document::Facts(facts)) = &loaded.document else {
            continue;
        };
        for entry in &facts.evidence {
            let known = wanted.iter().any(|one| one.path == entry.path);
            if known || here(&entry.digest) || missed(&entry.path) {
                continue;
            }
            wanted.push(WantedFile {
                path: entry.path.clone(),
                bytes: entry.bytes,
                digest: entry.digest.clone(),
                why: match (&*entry.title, &entry.about) {
                    ("", Some(about)) => ["signature of ", about].concat(),
                    ("", None) => "listed by the atlas".to_owned(),
                    (title, _) => title.to_owned(),
                },
            });
        }
    }
    wanted
}

impl Loaded {
    /// It is listed by an atlas that shows the same rules already: it is a document to compare with, not a second one to
    /// show.
    pub(crate) fn is_companion_document(&self) -> bool {
        self.companion.is_some()
            && self.evidence.is_none_or(|kind| kind == Kind::Descriptor)
            && matches!(
                self.document,
                Some(Document::Catalog(..) | Document::Profile(_) | Document::Mapping(_))
            )
    }
}
