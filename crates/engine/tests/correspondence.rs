//! Mappings and conflicts: files in, what pages say about them out.

mod files;

use std::path::Path;
use std::sync::OnceLock;

use engine::Engine;
use files::{catalog, metadata, receive};
use protocol::{Answer, Ask, Cell, CompareAsk, Comparison, ConflictView, CorrespondenceView};

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
    assert_eq!(
        comparison.words.first().map(String::as_str),
        Some(
            "Linux kernel community, Fedora Project and LLVM Project ask for “Assisted-by”; Kubernetes and Homebrew forbid it."
        ),
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
            _ => 0,
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
