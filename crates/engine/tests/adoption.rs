//! Profiles and what became of the rules they took: files in, drift out.

mod files;

use std::path::{Path, PathBuf};

use engine::Engine;
use files::{catalog, metadata, receive};
use protocol::{Answer, Ask, DriftAsk, DriftList, DriftView, PieceKind};

fn profile(href: &str, ids: &[&str], modify: &str) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    format!(
        r#"{{"profile": {{{}, "imports": [{{"href": "{href}", "include-controls": [{{"with-ids": [{}]}}]}}],
        "merge": {{"as-is": true}}{modify}}}}}"#,
        metadata("Mine"),
        ids.join(",")
    )
}

fn drift(engine: &Engine, set: &str) -> DriftView {
    let ask = DriftAsk {
        id: set.to_owned(),
        ..DriftAsk::default()
    };
    match engine.ask(&Ask::Drift(ask)) {
        Answer::Drift(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_profile_waits_for_its_catalog_and_then_tells_what_became_of_it() {
    let mut engine = Engine::new();
    let modify = r#", "modify": {"set-parameters": [{"param-id": "a-1_p", "values": ["every day"]}],
        "alters": [{"control-id": "a-2", "adds": [{"position": "ending", "parts":
        [{"name": "guidance", "prose": "Also by telephone."}]}]}]}"#;
    let file = receive(
        &mut engine,
        "mine.json",
        profile("a.json", &["a-1", "a-2"], modify),
    );
    assert!(!file.usable);
    assert_eq!(file.problems[0].code, "R401");
    assert!(
        file.problems[0].what.contains("\"a.json\" is not loaded"),
        "{:?}",
        file.problems
    );
    assert_eq!(file.problems[0].pointer, "/profile/imports/0");

    receive(&mut engine, "a.json", catalog("A", &["a-1", "a-2", "a-3"]));
    let Answer::Sources(sources) = engine.ask(&Ask::Sources) else {
        panic!("another answer")
    };
    let file = &sources.files[0];
    assert!(
        file.usable && file.problems.is_empty(),
        "{:?}",
        file.problems
    );
    assert_eq!(file.sets.len(), 1);
    let view = drift(&engine, &file.sets[0].id);
    let ids = |links: &[protocol::Link]| -> Vec<String> {
        links.iter().map(|link| link.id.clone()).collect()
    };
    assert_eq!(ids(&view.taken), ["mine-1/a-1", "mine-1/a-2"]);
    assert_eq!(ids(&view.left_out), ["a-1/a-3"]);
    assert_eq!(view.bases.len(), 1);
    // One list alone, from its second entry on.
    let ask = DriftAsk {
        id: file.sets[0].id.clone(),
        list: Some(DriftList::Taken),
        offset: 1,
    };
    let Answer::Drift(part) = engine.ask(&Ask::Drift(ask)) else {
        panic!("another answer")
    };
    assert_eq!(ids(&part.taken), ["mine-1/a-2"]);
    assert!(part.left_out.is_empty() && part.tightened.is_empty() && part.reworded.is_empty());
    assert_eq!((part.counts, part.offset), (view.counts, 1));
    assert_eq!((view.counts.taken, view.counts.left_out), (2, 1));
    let [tightened] = view.tightened.as_slice() else {
        panic!("{:?}", view.tightened)
    };
    assert_eq!(
        (tightened.before.as_str(), tightened.after.as_str()),
        ("[Assignment: how often]", "every day")
    );
    let [reworded] = view.reworded.as_slice() else {
        panic!("{:?}", view.reworded)
    };
    assert_eq!(
        (
            reworded.rule.id.as_str(),
            reworded.part.as_str(),
            view.labelled
        ),
        ("mine-1/a-2", "guidance", 0)
    );
    let added: Vec<&str> = reworded
        .pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Added)
        .map(|piece| piece.text.trim())
        .collect();
    assert_eq!(added.len(), 1);
    assert!(added[0].contains("Also by telephone."), "{added:?}");

    engine.remove(&sources.files[1].digest);
    let Answer::Sources(sources) = engine.ask(&Ask::Sources) else {
        panic!("another answer")
    };
    assert_eq!(sources.files[0].problems[0].code, "R401");
    assert!(matches!(
        engine.ask(&Ask::Drift(DriftAsk {
            id: "mine-1".to_owned(),
            ..DriftAsk::default()
        })),
        Answer::NotFound { .. }
    ));
}

#[test]
fn a_catalog_of_another_name_is_taken_only_if_it_alone_fits() {
    let mut engine = Engine::new();
    receive(
        &mut engine,
        "mine.json",
        profile("https://example.org/lost.json", &["a-1", "a-2"], ""),
    );
    receive(&mut engine, "other.json", catalog("Other", &["c-1"]));
    receive(&mut engine, "a.json", catalog("A", &["a-1", "a-2", "a-3"]));
    let problems = |engine: &Engine| match engine.ask(&Ask::Sources) {
        Answer::Sources(sources) => sources.files[0].problems.clone(),
        other => panic!("{other:?}"),
    };
    let warned = problems(&engine);
    assert_eq!(warned[0].code, "R402");
    assert!(
        warned[0].what.contains("a.json was taken"),
        "{}",
        warned[0].what
    );
    receive(&mut engine, "again.json", catalog("Again", &["a-1", "a-2"]));
    let refused = problems(&engine);
    assert_eq!(refused[0].code, "R401");
    assert!(
        refused[0].what.contains(
            "more than one loaded catalog holds the rules that are named: a.json and again.json"
        ),
        "{}",
        refused[0].what
    );
}

#[test]
fn a_profile_that_imports_itself_is_named() {
    let mut engine = Engine::new();
    let file = receive(&mut engine, "self.json", profile("self.json", &["a-1"], ""));
    assert!(!file.usable);
    assert_eq!(
        file.problems[0].what,
        "The profile imports itself: self.json → self.json"
    );
}

#[test]
fn a_real_baseline_is_adopted() {
    let vectors = std::env::var_os("RULESCAPE_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    let folder = vectors.join("oscal/sp800-53-rev4");
    if !folder.is_dir() {
        println!("no vectors at {}", folder.display());
        return;
    }
    let bytes = |name: &str| std::fs::read(folder.join(name)).expect("a stored vector");
    let mut engine = Engine::new();
    receive(&mut engine, "catalog.json", bytes("catalog.json"));
    let file = receive(
        &mut engine,
        "MODERATE.profile.json",
        bytes("MODERATE.profile.json"),
    );
    assert!(file.usable, "{:?}", file.problems);
    let view = drift(&engine, &file.sets[0].id);
    println!(
        "taken {}, left out {}, parents {}, tightened {}, reworded {}",
        view.counts.taken,
        view.counts.left_out,
        view.counts.parents,
        view.counts.tightened,
        view.counts.reworded
    );
    assert_eq!(view.counts.taken, 261);
    assert!(
        view.left_out
            .iter()
            .all(|link| link.kind == protocol::HitKind::Rule)
    );
    // NIST's baselines add a priority to each rule and change no text.
    assert_eq!((view.counts.reworded, view.labelled), (0, 159));

    let name = "LI-SaaS.profile.json";
    let bytes =
        std::fs::read(vectors.join("oscal/fedramp-rev4").join(name)).expect("a stored vector");
    let file = receive(&mut engine, name, bytes);
    let guessed = |problem: &protocol::Problem| problem.what.contains("catalog.json was taken");
    assert!(
        file.usable && file.problems.iter().any(guessed),
        "{:?}",
        file.problems
    );
    let view = drift(&engine, &file.sets[0].id);
    println!(
        "FedRAMP LI-SaaS: taken {}, left out {}, tightened {}, reworded {}, labelled {}",
        view.counts.taken,
        view.counts.left_out,
        view.counts.tightened,
        view.counts.reworded,
        view.labelled
    );
    assert_eq!((view.counts.taken, view.counts.tightened), (126, 41));
    let first = view.tightened.first().expect("there are some");
    assert_eq!(
        (
            first.parameter.as_str(),
            first.constraints.join("; ").as_str()
        ),
        ("ac-22_prm_1", "at least quarterly")
    );
}
