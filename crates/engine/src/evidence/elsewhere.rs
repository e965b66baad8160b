//! Commands of other people's tools that read the same file. Never names a tool that cannot, never a key that is not at hand.

mod cosign;
mod python;

use trust::keys::PublicKey;
use trust::predicate::{MODEL_SIGNING, OSCAL_PACKAGE, OSCAL_SIGNING};
use trust::{Check, Need, Outcome};

use super::command::{Case, Word, pem, quoted, to_file, written};
use super::recognise::Kind;
use super::shelf::file_of;

/// Where a command expects the signer's key.
const KEY: &str = "signer.pub.pem";

/// A command for one tool.
pub(super) struct Told {
    /// Whose, and which versions.
    tool: &'static str,
    /// As it would be typed.
    command: String,
    /// Checks of ours that it does not make.
    unmade: &'static [Check],
}

/// Name and command of each tool, and what to know about them; if there is none, why.
pub(super) fn tools(case: &Case<'_>) -> (Vec<(String, String)>, String) {
    let mut told: Vec<Told> = Vec::new();
    let Some(kind) = case.kind() else {
        return (Vec::new(), String::new());
    };
    let key = case.signer();
    let predicate = case
        .content
        .statement
        .as_ref()
        .map_or("", |statement| statement.predicate_type.as_str());
    let known = match (kind, predicate) {
        (Kind::Envelope, OSCAL_SIGNING | OSCAL_PACKAGE) => {
            case.trestle(predicate, key.as_ref(), &mut told)
        }
        (Kind::Sigstore, MODEL_SIGNING) => case.model_signing(key.as_ref(), &mut told),
        (Kind::Envelope | Kind::Sigstore | Kind::Lines, _) => case.cosign(key.as_ref(), &mut told),
        (Kind::Pep740 | Kind::Pypi, _) => case.pypi(kind, &mut told),
        _ => false,
    };
    let note = match (known, told.is_empty()) {
        (_, false) => unseen(case, &told),
        (true, true) => {
            "Other tools ask for the signer’s key, the expected signer or the document, which are not at hand.".to_owned()
        }
        (false, true) => "We know of no other command line that reads this kind of file.".to_owned(),
    };
    let named = told
        .into_iter()
        .map(|one| (one.tool.to_owned(), one.command));
    (named.collect(), note)
}

/// Says so where a tool accepts what is broken here, because it does not ask what decided.
fn unseen(case: &Case<'_>, told: &[Told]) -> String {
    let steps = case.exhibit.judged.verdict.steps().iter();
    let failed: Vec<Check> = steps
        .filter(|step| step.need == Need::Required && matches!(step.outcome, Outcome::Failed(_)))
        .map(|step| step.check)
        .collect();
    let blind =
        |one: &Told| !failed.is_empty() && failed.iter().all(|check| one.unmade.contains(check));
    let lines = told.iter().filter(|one| blind(one)).map(|one| {
        let asked: Vec<&str> = failed.iter().map(|check| check.question()).collect();
        [
            one.tool,
            " does not ask what decided here and accepts the file: “",
            &asked.join(" "),
            "”",
        ]
        .concat()
    });
    lines.collect::<Vec<_>>().join(" ")
}

impl<'a> Case<'a> {
    /// The key that other tools are to check with: one that signed, a chosen one first, or the one that is named.
    fn signer(&self) -> Option<PublicKey> {
        let counting = self.judgement.counting();
        let signers = self.exhibit.judged.verdict.signers();
        let counted = signers.iter().find(|key| counting.contains(key));
        let named = || {
            let hinted = |key: &&PublicKey| {
                let hints = key.hints();
                self.content.key_ids.iter().any(|id| hints.contains(id))
            };
            counting.iter().find(hinted).cloned()
        };
        let found = counted.or(signers.first()).cloned();
        found.or_else(named).or_else(|| self.offered().next())
    }

    /// A document at hand that it is about.
    fn subject(&self) -> Option<&'a str> {
        self.document().or_else(|| {
            let found = self.item.about.first()?;
            Some(self.ground.shelf.books.get(found.book)?.name)
        })
    }

    fn trestle(&self, predicate: &str, key: Option<&PublicKey>, told: &mut Vec<Told>) -> bool {
        let (Some(document), Some(key)) = (self.subject(), key) else {
            return true;
        };
        let (command, file) = match predicate {
            OSCAL_PACKAGE => ("trestle verify-manifest", " --manifest "),
            _ => ("trestle verify", " -f "),
        };
        let mut words = vec![
            Word::said(&[command, " --beta", file]),
            Word::File(document),
            Word::said(&[" --signature "]),
            Word::File(self.name()),
            Word::said(&[" --public-key ", KEY]),
        ];
        // It compares the name too, with that of the file if it is not told another.
        let subject = self
            .content
            .statement
            .as_ref()
            .and_then(|statement| statement.subjects.first()?.name.as_deref());
        if let Some(name) = subject
            && predicate == OSCAL_SIGNING
            && name != file_of(document)
        {
            words.push(Word::said(&[" --subject-name ", &quoted(name)]));
        }
        told.push(Told {
            tool: "trestle",
            command: [to_file(&pem(key), KEY), written(&words)].concat(),
            unmade: &[
                Check::Threshold,
                Check::KeyValidity,
                Check::Statement,
                Check::Period,
            ],
        });
        true
    }
}
