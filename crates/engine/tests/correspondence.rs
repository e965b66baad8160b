//! Mappings, conflicts, profiles and drift: files in, what pages say about them out.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use engine::Engine;
use protocol::{
    Answer, Ask, Cell, CompareAsk, Comparison, ConflictView, CorrespondenceView, DriftView, Origin,
    PieceKind, SourceFile, Way,
};

/// Read and packed once for all tests.
fn atlas() -> Vec<u8> {
    static ATLAS: OnceLock<Vec<u8>> = OnceLock::new();
    ATLAS
        .get_or_init(|| {
            let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
            let gathered = publish::folder::facts(&data).expect("the facts are accepted");
            intake::readfile::write(&gathered.facts).expect("plain data serialises")
        })
        .clone()
}

fn receive(engine: &mut Engine, name: &str, bytes: impl Into<Vec<u8>>) -> SourceFile {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    engine.receive(origin, bytes.into(), &mut |_, _, _| {})
}

fn loaded() -> Engine {
    let mut engine = Engine::new();
    let file = receive(&mut engine, "atlas.json", atlas());
    assert!(
        file.usable && file.problems.is_empty(),
        "{:?}",
        file.problems
    );
    engine
}

fn corresponds(engine: &Engine, rule: &str) -> Vec<CorrespondenceView> {
    match engine.ask(&Ask::Rule(rule.to_owned())) {
        Answer::Rule(view) => view.corresponds,
        other => panic!("{other:?}"),
    }
}

/// "asks more than b/1", with what else matters behind it.
fn told(engine: &Engine, rule: &str) -> Vec<String> {
    let line = |one: &CorrespondenceView| {
        let ids: Vec<&str> = one.rules.iter().map(|rule| rule.link.id.as_str()).collect();
        let mut text = format!("{} {}", one.words, ids.join("+"));
        for unknown in &one.unknown {
            text.push_str(&format!(" ?{unknown}"));
        }
        for with in &one.together_with {
            text.push_str(&format!(" with {}", with.id));
        }
        if let Some(via) = &one.via {
            text.push_str(&format!(" via {}", via.id));
        }
        text
    };
    corresponds(engine, rule).iter().map(line).collect()
}

fn compare(engine: &Engine, sets: &[&str]) -> Comparison {
    let ask = CompareAsk {
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        ..CompareAsk::default()
    };
    match engine.ask(&Ask::Compare(ask)) {
        Answer::Comparison(comparison) => comparison,
        other => panic!("{other:?}"),
    }
}

fn pair(conflict: &ConflictView) -> String {
    let ids = |rules: &[protocol::OtherRule]| {
        let ids: Vec<&str> = rules.iter().map(|rule| rule.link.id.as_str()).collect();
        ids.join("+")
    };
    let how = if conflict.inferred { "found" } else { "stated" };
    format!("{} / {} {how}", ids(&conflict.left), ids(&conflict.right))
}

const TRAILER: [&str; 5] = [
    "linux-coding-assistants",
    "fedora-ai-2025",
    "llvm-ai-2026",
    "k8s-ai-2026",
    "brew-ai-2026-07",
];

#[test]
fn the_trailer_that_some_ask_for_and_others_forbid_comes_out() {
    let comparison = compare(&loaded(), &TRAILER);
    let pairs: Vec<String> = comparison.conflicts.iter().map(pair).collect();
    for expected in [
        "linux-coding-assistants/linux-3 / k8s-ai-2026/k8s-3 stated",
        "linux-coding-assistants/linux-3 / brew-ai-2026-07/brew-3 stated",
        "fedora-ai-2025/fedora-6 / k8s-ai-2026/k8s-3 stated",
        "fedora-ai-2025/fedora-6 / brew-ai-2026-07/brew-3 found",
        "llvm-ai-2026/llvm-6 / k8s-ai-2026/k8s-3 found",
        "llvm-ai-2026/llvm-6 / brew-ai-2026-07/brew-3 found",
    ] {
        assert!(
            pairs.iter().any(|pair| pair == expected),
            "{expected}: {pairs:#?}"
        );
    }
    let said = |word: &str| {
        comparison
            .words
            .iter()
            .filter(|line| line.contains(word))
            .count()
    };
    assert!(said(" conflicts with ") >= 6, "{:#?}", comparison.words);
    assert_eq!(
        said("one asks for a term that the other forbids"),
        3,
        "{:#?}",
        comparison.words
    );
    let found = comparison.conflicts.iter().filter(|one| one.inferred);
    for one in found {
        assert_eq!(one.term, "Assisted-by");
        assert!(
            one.rationale.contains("Nobody stated this conflict"),
            "{}",
            one.rationale
        );
    }
    for one in comparison.conflicts.iter().filter(|one| !one.inferred) {
        assert!(
            one.provenance.contains("machine help"),
            "{}",
            one.provenance
        );
        assert!(one.sets.len() >= 2, "{one:?}");
    }
}

#[test]
fn a_conflict_needs_both_sides_among_the_compared() {
    let comparison = compare(&loaded(), &["linux-coding-assistants", "fedora-ai-2025"]);
    assert_eq!(comparison.conflicts, []);
}

#[test]
fn every_mapping_is_told_on_the_pages_of_its_rules() {
    let engine = loaded();
    let facts = publish::folder::facts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data"))
        .expect("the facts are accepted")
        .facts;
    let mut stated = 0;
    for map in facts
        .mappings
        .iter()
        .flat_map(|collection| &collection.maps)
    {
        for (own, others) in [(&map.sources, &map.targets), (&map.targets, &map.sources)] {
            for rule in own {
                let view = corresponds(&engine, rule);
                let same = |one: &&CorrespondenceView| {
                    one.rationale == map.rationale
                        && one.via.is_none()
                        && one.rules.iter().map(|rule| &rule.link.id).eq(others)
                };
                let one = view.iter().find(same).expect("the statement is told");
                assert_eq!(one.together_with.len() + 1, own.len(), "{rule}");
                assert_eq!(
                    (one.conflict, &one.unknown),
                    (map.conflict, &Vec::new()),
                    "{rule}"
                );
            }
        }
        stated += 1;
    }
    assert_eq!(stated, 337);
}

#[test]
fn lines_hold_every_rule_once() {
    let comparison = compare(&loaded(), &TRAILER);
    let mut lined_up = 0;
    for row in &comparison.rows {
        let rules = |cell: &Cell| match cell {
            Cell::Rules(rules) => rules.len(),
            Cell::Silent | Cell::FilteredOut => 0,
        };
        if row.lines.is_empty() {
            continue;
        }
        for (column, cell) in row.cells.iter().enumerate() {
            let mut found: Vec<u32> = row
                .lines
                .iter()
                .flat_map(|line| &line.cells[column])
                .copied()
                .collect();
            found.sort_unstable();
            let all: Vec<u32> = (0..rules(cell) as u32).collect();
            assert_eq!(found, all, "{:?}, column {column}", row.topic);
        }
        lined_up += row
            .lines
            .iter()
            .filter(|line| !line.words.is_empty())
            .count();
    }
    assert!(lined_up > 0);
}

fn metadata(title: &str) -> String {
    format!(
        r#""uuid": "1c1b8f1e-0000-4000-8000-000000000000", "metadata": {{"title": "{title}", "last-modified":
        "2026-01-01T00:00:00Z", "version": "1", "oscal-version": "1.2.2"}}"#
    )
}

fn catalog(title: &str, ids: &[&str]) -> String {
    let controls: Vec<String> = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"id": "{id}", "title": "Rule {id}", "params": [{{"id": "{id}_p", "label": "how often"}}],
                "parts": [{{"id": "{id}_smt", "name": "statement", "prose":
                "Report incidents {{{{ insert: param, {id}_p }}}} to the office."}}]}}"#
            )
        })
        .collect();
    format!(
        r#"{{"catalog": {{{}, "controls": [{}]}}}}"#,
        metadata(title),
        controls.join(",")
    )
}

fn mapping(maps: &str) -> String {
    format!(
        r#"{{"mapping-collection": {{{}, "provenance": {{"method": "human", "matching-rationale": "semantic",
        "status": "draft", "mapping-description": "By hand."}}, "mappings": [{{
        "uuid": "1c1b8f1e-0000-4000-8000-000000000001",
        "source-resource": {{"type": "catalog", "href": "https://example.org/a.json"}},
        "target-resource": {{"type": "catalog", "href": "b.json"}}, "maps": [{maps}]}}]}}}}"#,
        metadata("Crosswalk")
    )
}

fn map(source: &str, relationship: &str, target: &str) -> String {
    format!(
        r#"{{"uuid": "1c1b8f1e-0000-4000-8000-000000000002", "relationship": "{relationship}",
        "sources": [{{"type": "control", "id-ref": "{source}"}}],
        "targets": [{{"type": "control", "id-ref": "{target}"}}], "remarks": "Because."}}"#
    )
}

#[test]
fn foreign_statements_are_read_from_either_end_and_unknown_ids_are_named() {
    let mut engine = Engine::new();
    let maps = [
        map("a-1", "subset-of", "b-1"),
        map("a-2", "resembles", "b-2"),
        map("a-3", "equal-to", "b-9"),
    ]
    .join(",");
    let file = receive(&mut engine, "crosswalk.json", mapping(&maps));
    assert!(file.usable, "{:?}", file.problems);
    let named = file
        .problems
        .iter()
        .filter(|problem| problem.code == "R403");
    assert_eq!(named.count(), 2, "{:?}", file.problems);
    receive(&mut engine, "a.json", catalog("A", &["a-1", "a-2", "a-3"]));
    receive(&mut engine, "b.json", catalog("B", &["b-1", "b-2"]));
    assert_eq!(told(&engine, "a-1/a-1"), ["asks less than b-1/b-1"]);
    assert_eq!(told(&engine, "b-1/b-1"), ["asks more than a-1/a-1"]);
    assert_eq!(told(&engine, "a-1/a-2"), ["resembles b-1/b-2"]);
    assert_eq!(told(&engine, "a-1/a-3"), ["is equal to  ?b.json#b-9"]);
    let Answer::Sources(sources) = engine.ask(&Ask::Sources) else {
        panic!("another answer")
    };
    let lines: Vec<String> = sources.files[0]
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.code, problem.what))
        .collect();
    assert_eq!(
        lines,
        [
            "R204 \"resembles\" is no relationship that OSCAL knows",
            "R403 Rules are mapped that are not loaded: b-9 (b.json)"
        ]
    );
    assert_eq!(
        corresponds(&engine, "a-1/a-1")[0].provenance,
        "Drafted by people; draft. By hand."
    );
}

#[test]
fn our_own_collections_brought_again_say_nothing_twice() {
    let mut engine = loaded();
    let before = told(&engine, "linux-coding-assistants/linux-3");
    assert!(before.len() > 5, "{before:?}");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let gathered = publish::folder::facts(&data).expect("the facts are accepted");
    let files = publish::files(&gathered);
    for (path, file) in files
        .into_iter()
        .filter(|(path, _)| path.starts_with("mappings/"))
    {
        let received = receive(&mut engine, &path, file.bytes);
        assert!(
            received.usable && received.problems.is_empty(),
            "{path}: {:?}",
            received.problems
        );
    }
    assert_eq!(told(&engine, "linux-coding-assistants/linux-3"), before);
}

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
    match engine.ask(&Ask::Drift(set.to_owned())) {
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
        engine.ask(&Ask::Drift("mine-1".to_owned())),
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
        view.taken.len(),
        view.left_out.len(),
        view.parents.len(),
        view.tightened.len(),
        view.reworded.len()
    );
    assert_eq!(view.taken.len(), 261);
    assert!(
        view.left_out
            .iter()
            .all(|link| link.kind == protocol::HitKind::Rule)
    );
    // NIST's baselines add a priority to each rule and change no text.
    assert_eq!((view.reworded.len(), view.labelled), (0, 159));

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
        view.taken.len(),
        view.left_out.len(),
        view.tightened.len(),
        view.reworded.len(),
        view.labelled
    );
    assert_eq!((view.taken.len(), view.tightened.len()), (126, 41));
    let first = view.tightened.first().expect("there are some");
    assert_eq!(
        (
            first.parameter.as_str(),
            first.constraints.join("; ").as_str()
        ),
        ("ac-22_prm_1", "at least quarterly")
    );
}
