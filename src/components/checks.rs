//! The checks of a verdict, in the order in which they build on each other. Never leaves out one that was not made.

use protocol::{CheckOutcome, CheckView};
use yew::{AttrValue, Html};

use super::icon::icon;
use super::{number, typeset};
use crate::html::html;

/// All checks: those that decide or say something first, those without anything to check behind a summary.
pub fn checks(checks: &[CheckView]) -> Html {
    let (said, nothing): (Vec<_>, Vec<_>) = checks
        .iter()
        .partition(|check| check.outcome != CheckOutcome::NotApplicable);
    html! {
        <div>
            if said.is_empty() {
                <p class="small">{"There is nothing that could be checked: nobody signed it."}</p>
            } else {
                <ol class="checks">{ for said.into_iter().map(view_check) }</ol>
            }
            if !nothing.is_empty() {
                <details class="checks__rest">
                    <summary class="small">
                        {number::of(number::len(&nothing), "check does", "checks do")}{" not apply to this kind of document"}
                    </summary>
                    <ol class="checks">{ for nothing.into_iter().map(view_check) }</ol>
                </details>
            }
        </div>
    }
}

/// How many checks came out how, in words; what failed or was not made is never left out.
pub fn counted(checks: &[CheckView]) -> AttrValue {
    let count = |outcome| {
        let same = checks.iter().filter(|check| check.outcome == outcome);
        same.count().to_string()
    };
    AttrValue::from(
        [
            &count(CheckOutcome::Confirmed),
            " confirmed, ",
            &count(CheckOutcome::Failed),
            " failed, ",
            &count(CheckOutcome::NotChecked),
            " not checked, ",
            &count(CheckOutcome::NotApplicable),
            " not applicable",
        ]
        .concat(),
    )
}

/// An outcome as symbol and word.
pub fn mark(outcome: CheckOutcome) -> Html {
    let word = match outcome {
        CheckOutcome::Confirmed => "Confirmed",
        CheckOutcome::Failed => "Failed",
        CheckOutcome::NotChecked => "Not checked",
        CheckOutcome::NotApplicable => "Not applicable",
    };
    html! { <>{ symbol(outcome) }<span>{word}</span></> }
}

/// The symbol alone; a word must stand beside it.
pub fn symbol(outcome: CheckOutcome) -> Html {
    icon(match outcome {
        CheckOutcome::Confirmed => "#c-confirmed",
        CheckOutcome::Failed => "#c-failed",
        CheckOutcome::NotChecked => "#c-skipped",
        CheckOutcome::NotApplicable => "#c-na",
    })
}

/// What a check is about, in a few words that continue a sentence.
pub fn short(check: &CheckView) -> &str {
    match check.name.as_str() {
        "form" => "whether the file is what it says it is",
        "signature" => "the signature",
        "threshold" => "whether enough keys signed",
        "key-chosen" => "whether you chose the key",
        "key-validity" => "whether the key counted when it signed",
        "certificate" => "where the certificate comes from",
        "certificate-logged" => "whether the certificate was published",
        "identity" => "whether it is the signer you expect",
        "signed-time" => "when it was signed",
        "log-promise" => "the promise of the log",
        "log-inclusion" => "whether the log has it",
        "log-checkpoint" => "the state of the log",
        "log-binding" => "whether the entry of the log is about it",
        "witnesses" => "whether others saw the same",
        "payload-type" => "what type of content was signed",
        "statement" => "whether it is a sound statement",
        "subject" => "the document it speaks about",
        "files" => "the files of the folder",
        "issuer" => "whether the key is the issuer’s",
        "history" => "the history of the identifier",
        "period" => "whether it is within its time",
        "revocation" => "whether it was withdrawn",
        "rule-set-digest" => "which text of the rules it means",
        _ => &check.question,
    }
}

/// What it asks.
pub fn question(check: &CheckView) -> String {
    typeset::text(&check.question)
}

/// What came out, as a sentence: engines elsewhere print the same words without a full stop.
pub fn said(check: &CheckView) -> Html {
    let stop = if check.detail.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    typeset::sentence(&[&check.detail, stop].concat())
}

const fn class(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Confirmed => "check check--confirmed",
        CheckOutcome::Failed => "check check--failed",
        CheckOutcome::NotChecked => "check check--skipped",
        CheckOutcome::NotApplicable => "check check--na",
    }
}

fn view_check(check: &CheckView) -> Html {
    html! {
        <li key={check.name.clone()} class={class(check.outcome)}>
            <p class="check__out">{ mark(check.outcome) }</p>
            <div class="stack-s">
                <h3>{question(check)}</h3>
                if !check.detail.is_empty() {
                    <p class="check__said">{ said(check) }</p>
                }
                if !check.required && check.outcome != CheckOutcome::NotApplicable {
                    <p class="check__need">{"For information: it decides nothing."}</p>
                }
            </div>
        </li>
    }
}
