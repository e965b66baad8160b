//! The verdict for a reader in a hurry: who signed, whether it is unaltered, who vouches for the key, what was not checked.
//! Never says more than the checks below it.

use ident::Standing;
use protocol::{CheckOutcome, CheckView, VerdictView};
use yew::prelude::*;

use crate::components::{attestation, checks, standing};
use crate::html::html;

/// The paragraph under the standing.
pub(super) fn view(verdict: &VerdictView) -> Html {
    let row = &verdict.row;
    html! {
        <p class="verdict__short">
            if row.standing == Standing::Unsigned {
                {standing::meaning(row.standing)}
            } else {
                { attestation::signed_by(row) }{". "}{unaltered(&verdict.checks)}
            }
            if row.standing == Standing::IntactKeyUnknown {
                {" Nobody you chose vouches for the key."}
            }
            { view_open(&left_open(&verdict.checks)) }
        </p>
    }
}

fn view_open(open: &str) -> Html {
    if open.is_empty() {
        return html! { {" Every check that there is for this kind of document was made."} };
    }
    html! { <>{" "}<strong>{"Not checked: "}</strong>{open.to_owned()}{"."}</> }
}

fn outcome(checks: &[CheckView], name: &str) -> CheckOutcome {
    let found = checks.iter().find(|check| check.name == name);
    found.map_or(CheckOutcome::NotApplicable, |check| check.outcome)
}

/// What the signature says about changes, and what was found about the document that it speaks of.
fn unaltered(checks: &[CheckView]) -> &'static str {
    use CheckOutcome::{Confirmed, Failed, NotApplicable, NotChecked};
    let document = match outcome(checks, "files") {
        NotApplicable => outcome(checks, "subject"),
        found => found,
    };
    match (outcome(checks, "signature"), document) {
        (Confirmed, Confirmed) => {
            "Unaltered since: both the statement and the document it speaks about."
        }
        (Confirmed, Failed) => {
            "The statement is unaltered since, but the document at hand is not the one it speaks about."
        }
        (Confirmed, NotChecked) => {
            "The statement is unaltered since; there was no document at hand to compare."
        }
        (Confirmed, NotApplicable) => "Unaltered since, down to the last byte.",
        (Failed, _) => "This is not what was signed: it was altered, or another key signed it.",
        (NotChecked | NotApplicable, _) => "Whether it was altered cannot be said.",
    }
}

/// Which checks were not made, in few words. Whether the key was chosen is said by the standing.
fn left_open(checks: &[CheckView]) -> String {
    let open = |check: &&CheckView| {
        check.outcome == CheckOutcome::NotChecked && check.name != "key-chosen"
    };
    if outcome(checks, "signature") != CheckOutcome::Confirmed {
        return "everything that rests on the signature".to_owned();
    }
    let names: Vec<&str> = checks.iter().filter(open).map(checks::short).collect();
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(outcomes: &[(&str, CheckOutcome)]) -> Vec<CheckView> {
        let check = |&(name, outcome): &(&str, CheckOutcome)| CheckView {
            name: name.to_owned(),
            question: String::new(),
            required: true,
            outcome,
            detail: String::new(),
        };
        outcomes.iter().map(check).collect()
    }

    #[test]
    fn nothing_is_called_unaltered_without_a_signature_that_holds() {
        for outcome in [
            CheckOutcome::Failed,
            CheckOutcome::NotChecked,
            CheckOutcome::NotApplicable,
        ] {
            let checks = made(&[("signature", outcome), ("subject", CheckOutcome::Confirmed)]);
            assert!(!unaltered(&checks).contains("naltered"), "{outcome:?}");
            assert_eq!(left_open(&checks), "everything that rests on the signature");
        }
    }

    #[test]
    fn every_check_that_was_not_made_is_named() {
        let checks = made(&[
            ("signature", CheckOutcome::Confirmed),
            ("signed-time", CheckOutcome::NotChecked),
            ("subject", CheckOutcome::NotChecked),
        ]);
        assert_eq!(
            left_open(&checks),
            "when it was signed; the document it speaks about"
        );
        assert!(unaltered(&checks).contains("no document at hand"));
        assert_eq!(
            left_open(&made(&[("signature", CheckOutcome::Confirmed)])),
            ""
        );
    }

    #[test]
    fn another_document_is_never_passed_over() {
        let checks = made(&[
            ("signature", CheckOutcome::Confirmed),
            ("subject", CheckOutcome::Confirmed),
            ("files", CheckOutcome::Failed),
        ]);
        assert!(unaltered(&checks).contains("is not the one"));
    }
}
