//! The command that a page prints beside a verdict, run by a shell: the same standing, the same outcome of every required
//! check, for every file of the demonstration and several viewpoints. Never a network.

mod printed;

use ident::Standing;
use printed::{Atlas, run};
use protocol::{CheckOutcome, ChosenIdentity, Viewpoint};

/// Says what differs between page and command, for every verdict. There are this many at least.
fn compare(atlas: &Atlas, under: &str, least: usize) {
    let verdicts = atlas.verdicts();
    let mut wrong = Vec::new();
    assert!(verdicts.len() >= least, "{}", verdicts.len());
    for verdict in verdicts {
        let place = atlas.place(&verdict, &verdict.command);
        let (code, printed) = run(&place, &[&verdict.command, " --json"].concat(), "");
        let of = format!("{under}: {}\n{}\n", verdict.row.file, verdict.command);
        if code != code_of(verdict.row.standing) {
            wrong.push(format!(
                "{of}exit {code}, page {}\n{printed}",
                verdict.row.standing
            ));
            continue;
        }
        let json: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
        for check in verdict.checks.iter().filter(|check| check.required) {
            let same = json["checks"].as_array().into_iter().flatten().any(|step| {
                step["check"] == check.name.as_str()
                    && step["need"] == "required"
                    && step["outcome"] == word(check.outcome)
            });
            if !same {
                wrong.push(format!(
                    "{of}{}: page {:?}\n{printed}",
                    check.name, check.outcome
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

const fn code_of(standing: Standing) -> i32 {
    match standing {
        Standing::ConfirmedByChosenKey => 0,
        Standing::Broken => 1,
        Standing::NotCheckableHere => 3,
        Standing::IntactKeyUnknown => 4,
        Standing::Unsigned => 5,
    }
}

const fn word(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Confirmed => "confirmed",
        CheckOutcome::Failed => "failed",
        CheckOutcome::NotChecked => "not-checked",
        CheckOutcome::NotApplicable => "not-applicable",
    }
}

#[test]
fn the_printed_command_repeats_every_verdict() {
    let mut atlas = Atlas::new("repeat");
    let proposed = atlas.proposed.clone();
    let somebody_else = ChosenIdentity {
        name: "nobody@elsewhere.example".to_owned(),
        issuer: "https://elsewhere.example".to_owned(),
    };
    for (under, viewpoint) in [
        ("nobody", Viewpoint::default()),
        ("proposed", proposed.clone()),
        (
            "two keys",
            Viewpoint {
                threshold: 2,
                ..proposed.clone()
            },
        ),
        (
            "no roots, no logs",
            Viewpoint {
                roots: Vec::new(),
                logs: Vec::new(),
                ..proposed.clone()
            },
        ),
        (
            "two expected signers, recognition followed",
            Viewpoint {
                identities: [vec![somebody_else], proposed.identities.clone()].concat(),
                steps: 2,
                ..proposed
            },
        ),
    ] {
        atlas.engine.choose(viewpoint, &mut |_, _, _| ());
        compare(&atlas, under, 40);
    }
}

#[test]
fn the_printed_command_repeats_verdicts_on_foreign_files() {
    let Some((mut atlas, viewpoint)) = printed::foreign::loaded("foreign") else {
        return;
    };
    for (under, viewpoint) in [("nobody", Viewpoint::default()), ("some", viewpoint)] {
        atlas.engine.choose(viewpoint, &mut |_, _, _| ());
        compare(&atlas, under, 14);
    }
    if let Some((mut model, viewpoint)) = printed::foreign::model("foreign-model") {
        model.engine.choose(viewpoint, &mut |_, _, _| ());
        compare(&model, "its key", 1);
    }
}
