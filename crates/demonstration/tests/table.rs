//! Every file of the demonstration is what its name promises, and every standing and check has one. Never skips.

use demonstration::Judge;
use ident::Standing;
use publish::Gathered;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use trust::examine::Exhibit;
use trust::{Check, Outcome};

/// Checks that no file can fail: the first only ever says that you did not choose the key, the second is made where rule
/// sets are shown.
const CANNOT_FAIL: [Check; 2] = [Check::KeyChosen, Check::RuleSetDigest];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration")
}

fn packed() -> (Gathered, Judge) {
    let gathered = match publish::folder::facts(&folder()) {
        Ok(gathered) => gathered,
        Err(refusals) => {
            let lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
            panic!("refused:\n{}", lines.join("\n"));
        }
    };
    let atlas = publish::finish(&gathered, publish::files(&gathered));
    let judge = Judge::new(atlas).expect("the demonstration can be judged");
    (gathered, judge)
}

/// The worst of several speaks for all, as on the command line.
fn worst(exhibits: &[Exhibit]) -> &Exhibit {
    let weight = |standing: Standing| match standing {
        Standing::Broken => 4,
        Standing::NotCheckableHere => 3,
        Standing::Unsigned => 2,
        Standing::IntactKeyUnknown => 1,
        Standing::ConfirmedByChosenKey => 0,
    };
    exhibits
        .iter()
        .max_by_key(|exhibit| weight(exhibit.judged.verdict.standing()))
        .expect("there is always one exhibit")
}

#[test]
fn every_file_is_what_its_name_promises() {
    let (gathered, judge) = packed();
    let mut wrong = Vec::new();
    for one in &gathered.evidence.attestations {
        let expect = one
            .expect
            .as_ref()
            .expect("every file of the demonstration promises something");
        let exhibits = judge.examine(one, expect.threshold);
        let verdict = &worst(&exhibits).judged.verdict;
        let decisive = verdict
            .decisive()
            .map(|step| step.check.as_str().to_owned());
        if (verdict.standing(), &decisive) != (expect.standing, &expect.check) {
            wrong.push(format!(
                "{}: promised {} {:?}, is {} {:?}",
                one.path,
                expect.standing,
                expect.check,
                verdict.standing(),
                verdict.decisive(),
            ));
        }
        // One reason to fail each: a second one would hide that the first is not seen.
        let failed = verdict
            .steps()
            .iter()
            .filter(|step| matches!(step.outcome, Outcome::Failed(_)));
        let failed: Vec<Check> = failed.map(|step| step.check).collect();
        // A file of a package is part of its subject; a proof of a log is about its document only if it leads there.
        let same = [
            [Check::Subject, Check::Files],
            [Check::LogInclusion, Check::Subject],
        ];
        if failed.len() > 1 && !same.iter().any(|one| failed == one) {
            wrong.push(format!("{}: fails {failed:?} at once", one.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_standing_and_every_check_that_can_fail_has_a_file() {
    let (gathered, judge) = packed();
    let mut standings = Vec::new();
    let mut failed = Vec::new();
    for one in &gathered.evidence.attestations {
        let threshold = one.expect.as_ref().map_or(1, |expect| expect.threshold);
        for exhibit in judge.examine(one, threshold) {
            let verdict = exhibit.judged.verdict;
            standings.push(verdict.standing());
            let steps = verdict.steps().iter();
            failed.extend(
                steps
                    .filter(|step| matches!(step.outcome, Outcome::Failed(_)))
                    .map(|step| step.check),
            );
        }
    }
    for standing in Standing::ALL {
        assert!(standings.contains(standing), "no file is {standing}");
    }
    for check in Check::ALL {
        let can_fail = !CANNOT_FAIL.contains(check);
        assert_eq!(failed.contains(check), can_fail, "{}", check.as_str());
    }
}

#[test]
fn nothing_is_green_to_somebody_who_chose_nobody() {
    let (gathered, _) = packed();
    let files: BTreeMap<String, Vec<u8>> = publish::finish(&gathered, publish::files(&gathered));
    let chosen = trust::sigstore::Chosen::default();
    for one in &gathered.evidence.attestations {
        for signature in [None, Some(one.bytes.as_slice())] {
            let document = one.about.as_ref().and_then(|about| files.get(about));
            let material = trust::examine::Material {
                file: document
                    .filter(|_| signature.is_some())
                    .unwrap_or(&one.bytes),
                signature,
                ..trust::examine::Material::default()
            };
            for exhibit in trust::examine::examine(&material, &chosen, demonstration::NOW) {
                assert_ne!(
                    exhibit.judged.verdict.standing(),
                    Standing::ConfirmedByChosenKey,
                    "{}",
                    one.path
                );
            }
        }
    }
}

#[test]
fn what_lies_in_the_folder_is_what_the_keys_make_of_the_facts() {
    let made = demonstration::files(&folder()).expect("the files can be made");
    let different: Vec<&String> = made
        .iter()
        .filter(|(path, bytes)| std::fs::read(folder().join(path)).ok().as_ref() != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(
        different.is_empty(),
        "not what packing signs now; run `cargo run -p demonstration` and read the difference: {different:?}"
    );
}
