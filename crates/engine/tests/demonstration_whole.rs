//! The demonstration shows everything that can be shown: every check failed, every state of a claim. Reads the sources of
//! the atlas, never a network.

use std::collections::BTreeSet;
use std::path::Path;

use engine::Engine;
use protocol::{
    Answer, Ask, CheckOutcome, ClaimState, ClaimsAsk, EvidenceAsk, Origin, Viewpoint, Way,
};
use trust::Check;

/// 2026-09-01, after everything was signed and before anything more expires.
const NOW: i64 = 1_788_220_800;

/// The demonstration, loaded, and the viewpoint that it proposes.
fn loaded() -> (Engine, Viewpoint) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let gathered = publish::folder::facts(&folder).expect("the demonstration is accepted");
    let files = publish::finish(&gathered, publish::files(&gathered));
    let mut engine = Engine::new();
    engine.tell_time(NOW);
    let give = |engine: &mut Engine, path: &str| {
        let origin = Origin {
            name: path.to_owned(),
            way: Way::Url,
        };
        engine.take_in(origin, files[path].clone(), &mut |_, _, _| ());
    };
    give(&mut engine, "atlas.json");
    let Answer::EvidenceFiles(wanted) = engine.ask(&Ask::EvidenceFiles) else {
        panic!("files were asked for");
    };
    for one in &wanted {
        give(&mut engine, &one.path);
    }
    engine.ready(&mut |_, _, _| ());
    let text = String::from_utf8(files["viewpoint.json"].clone()).expect("text");
    match engine.ask(&Ask::ReadChoice(text)) {
        Answer::Choice(read) => (engine, read.adds),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_check_fails_somewhere() {
    let (mut engine, proposed) = loaded();
    let mut failed = BTreeSet::new();
    for threshold in [1, 2] {
        let viewpoint = Viewpoint {
            threshold,
            ..proposed.clone()
        };
        engine.choose(viewpoint, &mut |_, _, _| ());
        let ask = EvidenceAsk {
            limit: 500,
            ..EvidenceAsk::default()
        };
        let Answer::Evidence(view) = engine.ask(&Ask::Evidence(ask)) else {
            panic!("evidence was asked for");
        };
        for row in view.rows {
            let Answer::Verdict(verdict) = engine.ask(&Ask::Verdict(row.id.clone())) else {
                panic!("{} has no verdict", row.id);
            };
            let found = verdict.checks.into_iter();
            failed.extend(
                found
                    .filter(|check| check.outcome == CheckOutcome::Failed)
                    .map(|check| check.name),
            );
        }
    }
    // A key that you did not choose is no failure of the file: the check is then *not made*.
    let never = [Check::KeyChosen.as_str()];
    let missing: Vec<&str> = Check::ALL
        .iter()
        .map(|check| check.as_str())
        .filter(|name| !failed.contains(*name) && !never.contains(name))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_state_of_a_claim_is_there() {
    let (mut engine, proposed) = loaded();
    engine.choose(proposed, &mut |_, _, _| ());
    let ask = ClaimsAsk {
        everything: true,
        ..ClaimsAsk::default()
    };
    let Answer::Claims(view) = engine.ask(&Ask::Claims(ask)) else {
        panic!("claims were asked for");
    };
    let missing: Vec<&str> = ClaimState::ALL
        .iter()
        .filter(|state| {
            !view
                .states
                .iter()
                .any(|(known, count)| known == *state && *count > 0)
        })
        .map(|state| state.as_str())
        .collect();
    assert_eq!(missing, [""; 0], "{:?}", view.states);
}
