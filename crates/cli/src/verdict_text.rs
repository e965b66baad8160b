//! A verdict as JSON and as text for people. Never lets foreign words move a terminal's cursor.

use ident::Standing;
use serde::Serialize;
use trust::examine::Exhibit;
use trust::{Need, Outcome};

#[derive(Serialize)]
struct Printed<'a> {
    standing: Standing,
    checks: Vec<PrintedCheck<'a>>,
    exhibits: Vec<PrintedExhibit<'a>>,
}

#[derive(Serialize)]
struct PrintedExhibit<'a> {
    label: &'a str,
    subject: String,
    standing: Standing,
    signers: Vec<String>,
    checks: Vec<PrintedCheck<'a>>,
    does_not_show: Vec<&'static str>,
}

#[derive(Serialize)]
struct PrintedCheck<'a> {
    check: &'static str,
    need: &'static str,
    outcome: &'static str,
    detail: &'a str,
}

/// As `docs/formats/verdict.md` has it.
pub fn printed(worst: &Exhibit, exhibits: &[Exhibit]) -> String {
    let all = Printed {
        standing: worst.judged.verdict.standing(),
        checks: checks(worst),
        exhibits: exhibits
            .iter()
            .map(|exhibit| PrintedExhibit {
                label: &exhibit.label,
                subject: exhibit.judged.verdict.subject().to_string(),
                standing: exhibit.judged.verdict.standing(),
                signers: exhibit
                    .judged
                    .verdict
                    .signers()
                    .iter()
                    .map(|key| key.fingerprint().to_string())
                    .collect(),
                checks: checks(exhibit),
                does_not_show: exhibit.judged.verdict.does_not_show(),
            })
            .collect(),
    };
    String::from_utf8(publish::pretty(&all)).expect("JSON is UTF-8")
}

fn checks(exhibit: &Exhibit) -> Vec<PrintedCheck<'_>> {
    let steps = exhibit.judged.verdict.steps().iter();
    steps
        .map(|step| PrintedCheck {
            check: step.check.as_str(),
            need: match step.need {
                Need::Required => "required",
                Need::Informative => "informative",
            },
            outcome: outcome(&step.outcome).0,
            detail: outcome(&step.outcome).1,
        })
        .collect()
}

fn outcome(outcome: &Outcome) -> (&'static str, &str) {
    match outcome {
        Outcome::Confirmed(detail) => ("confirmed", detail),
        Outcome::Failed(detail) => ("failed", detail),
        Outcome::NotChecked(detail) => ("not-checked", detail),
        Outcome::NotApplicable => ("not-applicable", ""),
    }
}

/// For people.
pub fn shown(exhibits: &[Exhibit]) -> String {
    let mut text = String::new();
    for exhibit in exhibits {
        let verdict = &exhibit.judged.verdict;
        text.push_str(&format!(
            "{}: {}\n",
            exhibit.label,
            verdict.standing().label()
        ));
        for step in verdict
            .steps()
            .iter()
            .filter(|step| step.outcome != Outcome::NotApplicable)
        {
            let (word, detail) = outcome(&step.outcome);
            text.push_str(&format!(
                "  {word:<12} {:<19} {}\n",
                step.check.as_str(),
                printable(detail)
            ));
        }
        text.push_str("  What this does not show:\n");
        for sentence in verdict.does_not_show() {
            text.push_str(&format!("    {sentence}\n"));
        }
    }
    text
}

/// Foreign words must not move the cursor of a terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}
