//! Small facts in, comparisons as text out.

use compare::{Cell, Topics, alike, topics};
use ident::{CommunityKind, Confidence, Modality, SourceClass, Status, Topic};
use intake::facts::{Community, Facts, Rule, RuleSet};
use model::{Document, Filter, Input, Model, SetIx};

/// `topic modality statement`
fn rule(id: usize, line: &str) -> Rule {
    let mut words = line.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_default();
    Rule {
        id: format!("r{id}"),
        pinpoint: format!("§ {id}"),
        title: format!("Rule {id}"),
        topic: word().parse().expect("a topic"),
        modality: word().parse().expect("a modality"),
        statement: word().to_owned(),
        binds: vec!["all".to_owned()],
        parameters: Vec::new(),
        mechanisms: Vec::new(),
        evidence: Vec::new(),
        source_url: String::new(),
        source_class: SourceClass::Primary,
        confidence: Confidence::Read,
        status: None,
        note: None,
    }
}

fn community(id: &str) -> Community {
    Community {
        id: id.to_owned(),
        name: id.to_uppercase(),
        kind: CommunityKind::TechnicalCommunity,
        founded: None,
        founded_note: None,
        scale: None,
        decision_making: String::new(),
        url: "https://example.org/".to_owned(),
        confidence: Confidence::Read,
        members: Vec::new(),
        version_changes: Vec::new(),
        notes: None,
        outside: false,
    }
}

fn model(sets: &[(&str, &[&str])]) -> Model {
    let mut facts = Facts {
        title: "Test".to_owned(),
        as_of: "2026-01-01".to_owned(),
        ..Facts::default()
    };
    for (id, rules) in sets {
        facts.communities.push(community(&format!("of-{id}")));
        facts.rule_sets.push(RuleSet {
            id: (*id).to_owned(),
            title: (*id).to_owned(),
            official_title: None,
            community: Some(format!("of-{id}")),
            issuer: String::new(),
            instrument: None,
            version: "1".to_owned(),
            date: "2025".to_owned(),
            date_note: None,
            status: Status::InForce,
            status_note: None,
            scope: None,
            url: "https://example.org/rules".to_owned(),
            more_urls: Vec::new(),
            source_class: SourceClass::Primary,
            source_read: String::new(),
            rules: rules
                .iter()
                .enumerate()
                .map(|(at, line)| rule(at + 1, line))
                .collect(),
        });
    }
    Model::build(&[Input {
        file: 0,
        digest: "",
        document: Document::Facts(&facts),
    }])
}

fn three() -> Model {
    model(&[
        (
            "a",
            &[
                "privacy must keep personal secrets safe",
                "security should patch quickly",
                "privacy may ask",
            ],
        ),
        (
            "b",
            &[
                "privacy must-not sell personal secrets",
                "environment should save energy",
            ],
        ),
        ("c", &["security must patch quickly and tell everybody"]),
    ])
}

fn sets(model: &Model, ids: &[&str]) -> Vec<SetIx> {
    ids.iter().filter_map(|id| model.find_set(id)).collect()
}

/// One line per row on which anybody speaks: topic, coverage, cells as numbers of rules, `-` silent, `x` filtered out.
fn print(topics: &Topics) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Rules(rules) => rules.len().to_string(),
        Cell::Silent => "-".to_owned(),
        Cell::FilteredOut => "x".to_owned(),
        Cell::NotExamined | Cell::NotYet => "?".to_owned(),
    };
    let silent = |row: &&compare::Row| !row.cells.iter().all(|cell| *cell == Cell::Silent);
    let rows = topics.rows.iter().filter(silent).map(|row| {
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        format!(
            "{} {}: {}",
            row.topic.map_or("none", Topic::as_str),
            row.covered,
            cells.join(" ")
        )
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn check(model: &Model, ids: &[&str], filter: &Filter, expected: &str) {
    assert_eq!(
        print(&topics(model, &sets(model, ids), filter)),
        expected,
        "{ids:?}"
    );
}

#[test]
fn rows_are_topics_and_the_most_covered_come_first() {
    let model = three();
    let all = Filter::default();
    check(
        &model,
        &["a", "b", "c"],
        &all,
        "privacy 2: 2 1 -\nsecurity 2: 1 - 1\nenvironment 1: - 1 -",
    );
    check(
        &model,
        &["c", "b"],
        &all,
        "privacy 1: - 1\nsecurity 1: 1 -\nenvironment 1: - 1",
    );
    check(&model, &[], &all, "");
    assert_eq!(
        topics(&model, &sets(&model, &["a", "b"]), &all).rows.len(),
        25
    );
}

#[test]
fn a_filter_never_makes_a_rule_set_silent() {
    let model = three();
    let musts = Filter {
        modalities: vec![Modality::Must],
        ..Filter::default()
    };
    check(
        &model,
        &["a", "b", "c"],
        &musts,
        "privacy 1: 1 x -\nsecurity 1: x - 1\nenvironment 0: - x -",
    );
    let privacy = Filter {
        topics: vec![Topic::Privacy],
        ..Filter::default()
    };
    check(&model, &["a", "b"], &privacy, "privacy 2: 2 1");
    let words = Filter {
        text: "secret".to_owned(),
        ..Filter::default()
    };
    check(
        &model,
        &["a", "b"],
        &words,
        "privacy 2: 1 1\nsecurity 0: x -\nenvironment 0: - x",
    );
}

/// A small generator of rule sets, the same at every run.
fn random(seed: &mut u32, below: usize) -> usize {
    *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*seed >> 16) as usize % below
}

#[test]
fn comparing_with_itself_is_one_sided_nowhere_and_order_is_a_mirror() {
    let mut seed = 20_261_124;
    for _ in 0..60 {
        let line = |seed: &mut u32| {
            let topic = Topic::ALL
                .get(random(seed, 25))
                .copied()
                .unwrap_or(Topic::Privacy);
            let modality = Modality::ALL
                .get(random(seed, 4))
                .copied()
                .unwrap_or(Modality::Must);
            format!("{topic} {modality} words about {topic}")
        };
        let rules: Vec<Vec<String>> = (0..2)
            .map(|_| {
                (0..random(&mut seed, 30))
                    .map(|_| line(&mut seed))
                    .collect()
            })
            .collect();
        let rules: Vec<Vec<&str>> = rules
            .iter()
            .map(|set| set.iter().map(String::as_str).collect())
            .collect();
        let model = model(&[("a", &rules[0]), ("b", &rules[1])]);
        let modalities = vec![Modality::ALL[random(&mut seed, 4)]];
        for filter in [
            Filter::default(),
            Filter {
                modalities,
                ..Filter::default()
            },
        ] {
            for row in topics(&model, &sets(&model, &["a", "a"]), &filter).rows {
                assert!(row.covered == 0 || row.covered == 2, "{row:?}");
                assert_eq!(row.cells.first(), row.cells.last());
            }
            let forth = topics(&model, &sets(&model, &["a", "b"]), &filter);
            let mut back = topics(&model, &sets(&model, &["b", "a"]), &filter);
            for row in &mut back.rows {
                row.cells.reverse();
            }
            assert_eq!(forth.rows, back.rows);
        }
    }
}

#[test]
fn others_with_the_same_telling_words_come_first() {
    let model = three();
    let of = |id: &str| model.find_rule(id).expect("it is there");
    let rarity = |word: &str| {
        if ["rule", "must"].contains(&word) {
            0
        } else {
            100
        }
    };
    let found: Vec<(String, Vec<String>)> = alike(&model, of("a/r1"), &rarity)
        .into_iter()
        .map(|one| (model.rule_id(one.rule), one.shared))
        .collect();
    assert_eq!(
        found,
        [(
            "b/r1".to_owned(),
            vec!["personal".to_owned(), "secrets".to_owned()]
        )]
    );
    assert!(alike(&model, of("b/r2"), &rarity).is_empty());
}
