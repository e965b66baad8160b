//! Comparisons of the built-in atlas: counts, sentences, grounds, numbers and days. Files in, answers out.

mod files;

use std::path::Path;
use std::sync::OnceLock;

use engine::Engine;
use files::{catalog, receive};
use ident::{Mechanism, Modality, Topic};
use protocol::{
    Answer, Ask, Cell, ChangesAsk, CompareAsk, Comparison, FacetName, Filter, Ground, NumberRow,
    RuleSetAsk, RuleSetView,
};

fn loaded() -> Engine {
    static ATLAS: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = ATLAS.get_or_init(|| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let gathered = publish::folder::facts(&data).expect("the facts are accepted");
        intake::readfile::write(&gathered.facts).expect("plain data serialises")
    });
    let mut engine = Engine::new();
    assert!(receive(&mut engine, "atlas.json", bytes.clone()).usable);
    engine
}

fn ids(sets: &[&str]) -> Vec<String> {
    sets.iter().map(|set| (*set).to_owned()).collect()
}

fn compare(engine: &Engine, ask: CompareAsk) -> Comparison {
    match engine.ask(&Ask::Compare(ask)) {
        Answer::Comparison(comparison) => comparison,
        other => panic!("{other:?}"),
    }
}

fn of(sets: &[&str]) -> CompareAsk {
    CompareAsk {
        sets: ids(sets),
        ..CompareAsk::default()
    }
}

const LABELLING: [&str; 4] = [
    "eu-ai-act",
    "cn-ai-content-labelling-measures",
    "kr-ai-basic-act",
    "us-ca-sb942",
];

fn held(comparison: &Comparison) -> Vec<u32> {
    (0..comparison.sets.len())
        .map(|at| {
            let cells = comparison.rows.iter().filter_map(|row| row.cells.get(at));
            cells.map(|cell| cell.rules().len() as u32).sum()
        })
        .collect()
}

#[test]
fn all_views_count_the_same_rules_under_every_filter() {
    let engine = loaded();
    let pairs = [
        ["llvm-ai-draft-2025", "llvm-ai-2026"],
        ["zig-coc-2025", "zig-coc-2026"],
        ["fedora-ai-draft-2025", "fedora-ai-2025"],
        ["curl-ai-2025", "curl-2026"],
        ["qemu-provenance-2025", "qemu-proposal-2026"],
        ["enwiki-g15", "enwiki-llm"],
    ];
    let filters = [
        Filter::default(),
        Filter {
            modalities: vec![Modality::Must],
            ..Filter::default()
        },
        Filter {
            topics: vec![Topic::TransparencyDisclosure, Topic::AccountabilityRoles],
            ..Filter::default()
        },
        Filter {
            mechanisms: vec![Mechanism::ALL[0]],
            ..Filter::default()
        },
        Filter {
            text: "human".to_owned(),
            ..Filter::default()
        },
    ];
    let mut told = 0;
    for pair in pairs {
        let grounds = [
            vec![],
            vec![Ground::Stated],
            vec![Ground::Similar, Ground::SameTopic],
        ];
        let all = filters
            .iter()
            .flat_map(|filter| grounds.iter().map(move |grounds| (filter, grounds)));
        for (filter, grounds) in all {
            let comparison = compare(
                &engine,
                CompareAsk {
                    filter: filter.clone(),
                    grounds: grounds.clone(),
                    ..of(&pair)
                },
            );
            // List, columns and matrix draw these cells, and every rule stands in exactly one of them.
            assert_eq!(
                held(&comparison),
                comparison.kept,
                "{pair:?} {filter:?} {grounds:?}"
            );
            for row in comparison.rows.iter().filter(|row| !row.lines.is_empty()) {
                for (at, cell) in row.cells.iter().enumerate() {
                    let lined: usize = row.lines.iter().map(|line| line.cells[at].len()).sum();
                    assert_eq!(lined, cell.rules().len(), "{pair:?} {:?}", row.topic);
                }
            }
            let Answer::Changes(changes) = engine.ask(&Ask::Changes(ChangesAsk {
                old: pair[0].to_owned(),
                new: pair[1].to_owned(),
                filter: filter.clone(),
                grounds: grounds.clone(),
                ..ChangesAsk::default()
            })) else {
                panic!("another answer")
            };
            assert_eq!(
                changes.kept.to_vec(),
                comparison.kept,
                "{pair:?} {filter:?} {grounds:?}"
            );
            told += changes.kept[0] + changes.kept[1];
        }
    }
    assert!(told > 100, "{told}");
}

#[test]
fn every_sentence_leads_to_cells_that_are_there() {
    let engine = loaded();
    let comparison = compare(&engine, of(&LABELLING));
    println!("{:#?}", comparison.words);
    assert!(comparison.words.len() >= 4);
    for (at, words) in comparison.words.iter().enumerate() {
        let leading: Vec<_> = comparison
            .references
            .iter()
            .filter(|one| one.line as usize == at)
            .collect();
        assert!(!leading.is_empty(), "{words}");
        for one in leading {
            let linked = words.get(one.from as usize..one.to as usize);
            assert!(linked.is_some_and(|text| !text.is_empty()), "{words}");
            let row = comparison.rows.iter().find(|row| row.topic == one.topic);
            let row = row.expect("the row is there");
            assert!(one.set.is_none_or(|set| (set as usize) < row.cells.len()));
        }
    }
}

#[test]
fn sentences_name_bodies_and_never_file_paths() {
    let engine = loaded();
    let comparison = compare(
        &engine,
        of(&["linux-coding-assistants", "fedora-ai-2025", "eu-ai-act"]),
    );
    for words in &comparison.words {
        assert!(!words.contains("Documentation/"), "{words}");
    }
    assert!(
        comparison
            .words
            .iter()
            .any(|words| words.contains("Linux kernel"))
    );
}

fn rows<'a>(comparison: &'a Comparison, label: &str) -> Vec<&'a NumberRow> {
    let rows = comparison.rows.iter().flat_map(|row| &row.numbers);
    rows.filter(|row| row.label == label).collect()
}

#[test]
fn deadlines_and_compute_are_lined_up_and_the_stricter_number_is_named() {
    let engine = loaded();
    let incidents = compare(&engine, of(&["eu-ai-act", "eu-gdpr", "us-ca-sb53"]));
    let all: Vec<&NumberRow> = rows(&incidents, "Report within");
    println!("{all:#?}");
    let row = all
        .iter()
        .find(|row| {
            row.cells
                .iter()
                .flatten()
                .any(|cell| cell.text == "15 days")
        })
        .expect("the deadline for incidents");
    assert!(
        row.reasons
            .iter()
            .any(|why| why.contains("number is stricter than")
                && why.contains("72 hours leaves less time than 15 days"))
            || !row
                .cells
                .iter()
                .flatten()
                .any(|cell| cell.text == "72 hours"),
        "{:#?}",
        row.reasons
    );
    let understood: Vec<&str> = row
        .cells
        .iter()
        .flatten()
        .map(|cell| cell.understood.as_str())
        .collect();
    assert!(understood.contains(&"at most 360 hours"), "{understood:?}");
    // California names 15 days in general and 24 hours where lives are in danger: neither beats the other law.
    assert!(
        row.stricter.is_empty() || !row.stricter.contains(&2),
        "{row:#?}"
    );

    let frontier = compare(&engine, of(&["eu-ai-act", "us-ca-sb53"]));
    let compute = frontier
        .rows
        .iter()
        .flat_map(|row| &row.numbers)
        .find(|row| row.label.contains("ompute"))
        .expect("the thresholds of compute");
    println!("{compute:#?}");
    assert_eq!(compute.stricter, [0]);
    assert!(
        compute.reasons[0].contains("binds from a smaller size on"),
        "{:?}",
        compute.reasons
    );
    assert_eq!(
        compute.cells[0][0].understood,
        "more than 10^25 floating-point operations"
    );
    assert_eq!(
        compute.cells[1][0].understood,
        "more than 10^26 floating-point operations"
    );
}

#[test]
fn words_without_a_number_are_never_ranked() {
    let mut engine = Engine::new();
    let write = |title: &str, words: &str| catalog(title, &["a"]).replace("to the office.", words);
    let soon = write("Soon", "to the office without undue delay.");
    let days = write("Days", "to the office within 15 days.");
    let hours = write("Hours", "to the office within 72 hours.");
    let mut sets = Vec::new();
    for (name, text) in [
        ("soon.json", soon),
        ("days.json", days),
        ("hours.json", hours),
    ] {
        sets.push(receive(&mut engine, name, text).sets[0].id.clone());
    }
    let comparison = compare(
        &engine,
        CompareAsk {
            sets,
            ..CompareAsk::default()
        },
    );
    let row = comparison
        .rows
        .iter()
        .flat_map(|row| &row.numbers)
        .next()
        .expect("a row of deadlines");
    assert_eq!(row.stricter, [2]);
    assert_eq!(
        row.reasons,
        [
            "Soon and Days are not comparable: “without undue delay” gives no number",
            "Soon and Hours are not comparable: “without undue delay” gives no number",
            "Hours’s number is stricter than that of Days: 72 hours leaves less time than 15 days",
        ]
    );
}

/// What stands behind a choice of a filter is what it leaves, also beside a chosen ground.
fn every_choice_leaves_what_it_says(
    engine: &Engine,
    only: &Comparison,
    sets: &[&str],
    ground: Ground,
) {
    let facet = only
        .facets
        .iter()
        .find(|facet| facet.name == FacetName::Modalities)
        .expect("these rules have several forces");
    for option in &facet.options {
        let chosen = compare(
            engine,
            CompareAsk {
                grounds: vec![ground],
                filter: Filter {
                    modalities: vec![option.value.parse().expect("a force")],
                    ..Filter::default()
                },
                ..of(sets)
            },
        );
        assert_eq!(chosen.kept.iter().sum::<u32>(), option.count, "{option:?}");
    }
}

#[test]
fn grounds_are_told_apart_counted_and_chosen() {
    let engine = loaded();
    let sets = [
        "linux-coding-assistants",
        "fedora-ai-2025",
        "llvm-ai-2026",
        "rocky-ai",
    ];
    let all = compare(&engine, of(&sets));
    println!("{:?}", all.grounds);
    let count = |comparison: &Comparison, ground| {
        let lines = comparison.rows.iter().flat_map(|row| &row.lines);
        lines.filter(|line| line.ground == ground).count() as u32
    };
    for (ground, counted) in &all.grounds {
        let lines = all.rows.iter().flat_map(|row| &row.lines);
        let on_it = lines.filter(|line| line.ground == *ground);
        let shown: usize = on_it.flat_map(|line| &line.cells).map(Vec::len).sum();
        let shown = shown as u32;
        assert!(
            shown <= *counted && (*ground == Ground::SameTopic || shown == *counted),
            "{ground:?}"
        );
    }
    assert!(count(&all, Ground::Stated) > 0);
    assert!(
        count(&all, Ground::Similar) > 0,
        "Rocky Linux took Fedora’s words"
    );
    for line in all
        .rows
        .iter()
        .flat_map(|row| &row.lines)
        .filter(|line| line.ground == Ground::Similar)
    {
        assert!(line.shared.len() >= 3 && line.likeness >= 20, "{line:?}");
        assert!(
            line.notes.iter().all(|note| note.contains(" share ")),
            "{line:?}"
        );
    }
    for ground in [Ground::Stated, Ground::Similar, Ground::SameTopic] {
        let only = compare(
            &engine,
            CompareAsk {
                grounds: vec![ground],
                ..of(&sets)
            },
        );
        assert_eq!(held(&only), only.kept);
        let counted = all.grounds.iter().find(|(one, _)| *one == ground);
        assert_eq!(
            only.kept.iter().sum::<u32>(),
            counted.expect("it is counted").1
        );
        every_choice_leaves_what_it_says(&engine, &only, &sets, ground);
        assert_eq!(
            only.grounds, all.grounds,
            "counts stay while grounds are chosen"
        );
        assert!(
            only.rows
                .iter()
                .flat_map(|row| &row.lines)
                .all(|line| line.ground == ground)
        );
        assert!(only.kept.iter().sum::<u32>() < all.kept.iter().sum::<u32>());
    }
    let hidden = compare(
        &engine,
        CompareAsk {
            hide_suggestions: true,
            ..of(&sets)
        },
    );
    assert_eq!(count(&hidden, Ground::Similar), 0);
    assert_eq!(hidden.kept, all.kept);
    assert!(
        all.collections
            .iter()
            .all(|one| one.provenance.contains("method: automation, status: draft"))
    );
    assert!(!all.collections.is_empty());
}

#[test]
fn cells_say_what_is_not_known_and_what_does_not_hold() {
    let mut engine = loaded();
    let foreign = receive(&mut engine, "foreign.json", catalog("Foreign", &["a"])).sets[0]
        .id
        .clone();
    let comparison = compare(
        &engine,
        of(&[
            "eu-ai-act",
            &foreign,
            "ca-aida",
            "us-eo-14110",
            "qemu-proposal-2026",
        ]),
    );
    let mut words: Vec<&str> = comparison
        .rows
        .iter()
        .map(|row| row.cells[1].word())
        .collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words, ["", "not examined"]);
    assert_eq!(
        comparison.life,
        ["", "", "lapsed", "no longer in force", "proposed"]
    );
    let hidden = compare(
        &engine,
        CompareAsk {
            hide_suggestions: true,
            ..of(&["eu-ai-act", &foreign])
        },
    );
    let last = hidden.rows.last().expect("rules without a topic");
    assert_eq!((last.topic, last.cells[1].rules().len()), (None, 1));
}

#[test]
fn the_day_looked_at_decides_who_had_spoken() {
    let engine = loaded();
    let at = |day: &str| {
        compare(
            &engine,
            CompareAsk {
                as_of: day.to_owned(),
                ..of(&["us-eo-14110", "us-ca-sb53", "openai-pf-1"])
            },
        )
    };
    let early = at("2024-06-01");
    assert_eq!(early.life, ["", "", ""]);
    assert!(early.rows.iter().all(|row| row.cells[1] == Cell::NotYet));
    assert_eq!(early.kept[1], 0);
    let late = at("2025-10-01");
    assert_eq!(
        late.life,
        [
            "no longer in force",
            "not yet in force",
            "no longer in force"
        ]
    );
    assert!(late.kept.iter().all(|kept| *kept > 0));
}

fn rule_set(engine: &Engine, id: &str) -> RuleSetView {
    match engine.ask(&Ask::RuleSet(RuleSetAsk {
        id: id.to_owned(),
        ..RuleSetAsk::default()
    })) {
        Answer::RuleSet(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn versions_and_parents_are_offered() {
    let engine = loaded();
    let told = |id: &str| -> Vec<String> {
        let view = rule_set(&engine, id);
        let line = |one: &protocol::Relative| format!("{}: {}", one.what, one.set.id);
        view.relatives.iter().map(line).collect()
    };
    assert_eq!(told("zig-coc-2025"), ["Newer version: zig-coc-2026"]);
    assert_eq!(told("zig-coc-2026"), ["Older version: zig-coc-2025"]);
    assert_eq!(
        told("ghostty-ai-2025"),
        ["Newer version: ghostty-ai-2026-01"]
    );
    assert_eq!(
        told("qemu-proposal-2026"),
        ["What it would change: qemu-provenance-2025"]
    );
    assert_eq!(
        told("rocky-ai"),
        ["What it takes rules from: fedora-ai-2025"]
    );
    assert!(told("us-eo-14110").contains(&"Newer version: us-eo-14179".to_owned()));
    assert_eq!(told("oecd-ai-principles"), Vec::<String>::new());
}

#[test]
fn numbers_of_a_rule_say_how_they_were_understood() {
    let engine = loaded();
    let comparison = compare(&engine, of(&["us-ca-sb53", "eu-gdpr"]));
    let with = comparison
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .flat_map(Cell::rules)
        .find(|card| card.parameters.iter().any(|one| one.text == "72 hours"))
        .expect("the notice of a breach");
    let Answer::Rule(view) = engine.ask(&Ask::Rule(with.id.clone())) else {
        panic!("another answer")
    };
    let one = view
        .quantities
        .iter()
        .find(|one| one.text == "72 hours")
        .expect("it is read");
    assert_eq!(one.understood, "at most 72 hours");
}
