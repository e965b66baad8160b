//! The lenses on the built-in atlas and on small files: who stands how to what binds, who leans on what.

mod files;

use std::path::Path;
use std::sync::OnceLock;

use engine::Engine;
use files::{catalog, metadata, receive};
use ident::Mechanism;
use protocol::{
    Answer, Ask, BackstopAsk, BackstopView, Basis, Filter, MechanismsAsk, MechanismsView, Stance,
};

/// Read and packed once for all tests.
fn loaded() -> Engine {
    static ATLAS: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = ATLAS.get_or_init(|| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let gathered = publish::folder::facts(&data).expect("the facts are accepted");
        intake::readfile::write(&gathered.facts).expect("plain data serialises")
    });
    let mut engine = Engine::new();
    receive(&mut engine, "atlas.json", bytes.clone());
    engine
}

fn backstop(engine: &Engine, ask: BackstopAsk) -> BackstopView {
    match engine.ask(&Ask::Backstop(ask)) {
        Answer::Backstop(view) => view,
        other => panic!("{other:?}"),
    }
}

fn of(id: &str) -> BackstopAsk {
    BackstopAsk {
        of: id.to_owned(),
        ..BackstopAsk::default()
    }
}

fn against(id: &str, sets: &[&str]) -> BackstopAsk {
    BackstopAsk {
        against: Some(sets.iter().map(|set| (*set).to_owned()).collect()),
        limit: 1000,
        ..of(id)
    }
}

fn count(view: &BackstopView, stance: Stance) -> u32 {
    view.counts[stance as usize]
}

#[test]
fn what_is_recorded_to_bind_a_body_is_chosen_for_it() {
    let engine = loaded();
    let view = backstop(&engine, of("anthropic"));
    assert!(view.preselected);
    let chosen: Vec<(&str, &str)> = view
        .instruments
        .iter()
        .map(|one| (one.set.id.as_str(), one.territory.as_str()))
        .collect();
    assert_eq!(
        chosen,
        [
            ("eu-ai-act", "European Union"),
            ("us-ca-sb53", "California")
        ]
    );
    for one in &view.instruments {
        assert_eq!(one.ties.len(), 1, "{}", one.set.id);
        assert!(!one.ties[0].statement.is_empty());
        let rules: u32 = one.counts.iter().sum();
        assert_eq!(rules, one.set.rules, "every rule is counted once");
    }
    let first: Vec<&str> = view
        .choices
        .iter()
        .take(3)
        .map(|choice| choice.id.as_str())
        .collect();
    assert_eq!(view.choices.iter().filter(|one| one.bound).count(), 2);
    assert!(
        first.contains(&"eu-ai-act") && first.contains(&"us-ca-sb53"),
        "{first:?}"
    );
    println!(
        "anthropic: {:?} of {:?}, numbers {:?}, own {:?}",
        view.counts,
        Stance::ALL,
        view.numbers,
        view.own
    );
    assert!(view.own[1] >= 3 && view.own[1] < view.own[0]);
}

#[test]
fn nothing_is_compared_that_nobody_stated() {
    let engine = loaded();
    let view = backstop(&engine, against("anthropic", &["us-ca-sb53"]));
    assert!(count(&view, Stance::Overlaps) >= 1);
    for row in &view.rows {
        let stated = row.stance < Stance::NotCompared;
        assert_eq!(
            stated,
            row.ties.iter().any(|tie| tie.stance == row.stance),
            "{}",
            row.card.id
        );
        match row.stance {
            Stance::NotCompared => assert!(!row.same_topic.is_empty(), "{}", row.card.id),
            Stance::Silent => assert!(row.same_topic.is_empty(), "{}", row.card.id),
            _ => {}
        }
        for tie in &row.ties {
            assert!(!tie.rules.is_empty(), "{}", row.card.id);
            assert_eq!(tie.basis == Basis::Composed, tie.via.is_some());
            assert!(
                tie.rules
                    .iter()
                    .all(|rule| rule.link.id.starts_with("anthropic-"))
            );
        }
    }
    let order: Vec<Stance> = view.rows.iter().map(|row| row.stance).collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(order, sorted);
}

#[test]
fn statements_are_read_from_the_side_of_the_body() {
    let engine = loaded();
    // The act was found to ask for more than the code of practice; from the other side the words turn.
    let view = backstop(&engine, against("eu-code-of-practice", &["eu-ai-act"]));
    let turned = backstop(&engine, against("eu-ai-act", &["eu-code-of-practice"]));
    println!("{:?} {:?}", view.counts, turned.counts);
    let words = |view: &BackstopView, stance| -> Vec<String> {
        let rows = view.rows.iter().filter(|row| row.stance == stance);
        rows.map(|row| row.ties[0].words.clone()).collect()
    };
    let below = words(&view, Stance::FallsBelow);
    assert!(!below.is_empty() && below.iter().all(|word| word == "asks less than"));
    let beyond = words(&turned, Stance::Exceeds);
    assert!(!beyond.is_empty() && beyond.iter().all(|word| word == "asks more than"));
}

#[test]
fn a_stance_a_filter_and_a_page_narrow_the_list_and_not_the_counts() {
    let engine = loaded();
    let all = backstop(&engine, against("openai", &["eu-ai-act", "us-ca-sb53"]));
    let silent = backstop(
        &engine,
        BackstopAsk {
            stance: Some(Stance::Silent),
            limit: 2,
            offset: 1,
            ..against("openai", &["eu-ai-act", "us-ca-sb53"])
        },
    );
    assert_eq!(silent.counts, all.counts);
    assert_eq!(silent.total, count(&all, Stance::Silent));
    assert_eq!((silent.rows.len(), silent.offset), (2, 1));
    let narrow = backstop(
        &engine,
        BackstopAsk {
            filter: Filter {
                topics: vec![ident::Topic::IncidentReporting],
                ..Filter::default()
            },
            ..against("openai", &["eu-ai-act", "us-ca-sb53"])
        },
    );
    assert!(narrow.total > 0 && narrow.total < all.total);
    assert_eq!(narrow.counts.iter().sum::<u32>(), narrow.total);
}

#[test]
fn bodies_without_rules_and_strangers_are_not_called_silent() {
    let engine = loaded();
    let view = backstop(&engine, of("mistral-ai"));
    assert_eq!(view.sets.len(), 0);
    assert!(view.instruments.len() >= 2);
    assert_eq!(count(&view, Stance::NotExamined), view.total);
    let none = backstop(&engine, BackstopAsk::default());
    assert!(none.subject.is_none() && none.instruments.is_empty() && !none.subjects.is_empty());
    let lost = backstop(&engine, against("openai", &["no-such-law"]));
    assert_eq!(lost.missing, ["no-such-law"]);
    assert!(matches!(
        engine.ask(&Ask::Backstop(of("no-such-body"))),
        Answer::NotFound { .. }
    ));
}

#[test]
fn numbers_are_judged_between_rules_that_are_stated_to_correspond_only() {
    let engine = loaded();
    let bodies = backstop(&engine, BackstopAsk::default()).subjects;
    let instruments: Vec<String> = backstop(&engine, BackstopAsk::default())
        .choices
        .into_iter()
        .map(|choice| choice.id)
        .collect();
    let mut seen = Vec::new();
    for body in bodies {
        let view = backstop(
            &engine,
            BackstopAsk {
                against: Some(instruments.clone()),
                limit: 5000,
                ..of(&body.id)
            },
        );
        let mut told = [0; 4];
        for row in &view.rows {
            for tie in &row.ties {
                for number in &tie.numbers {
                    told[number.outcome as usize] += 1;
                    seen.push(format!(
                        "{} / {}: {} | {} | {} {:?} {}",
                        tie.rules[0].link.id,
                        row.card.id,
                        number.purpose,
                        number.own,
                        number.public,
                        number.outcome,
                        number.reason
                    ));
                    assert!(!number.reason.is_empty());
                }
            }
        }
        assert_eq!(told, view.numbers, "{}", body.id);
    }
    println!("{}", seen.join("\n"));
    assert!(!seen.is_empty());
}

fn crosswalk(maps: &[(&str, &str, &str)]) -> String {
    let maps: Vec<String> = maps
        .iter()
        .map(|(source, word, target)| {
            format!(
                r#"{{"uuid": "1c1b8f1e-0000-4000-8000-000000000002", "relationship": "{word}",
                "sources": [{{"type": "control", "id-ref": "{source}"}}],
                "targets": [{{"type": "control", "id-ref": "{target}"}}], "remarks": "Because."}}"#
            )
        })
        .collect();
    format!(
        r#"{{"mapping-collection": {{{}, "provenance": {{"method": "human", "matching-rationale": "semantic",
        "status": "draft", "mapping-description": "By hand."}}, "mappings": [{{
        "uuid": "1c1b8f1e-0000-4000-8000-000000000001",
        "source-resource": {{"type": "catalog", "href": "a.json"}},
        "target-resource": {{"type": "catalog", "href": "b.json"}}, "maps": [{}]}}]}}}}"#,
        metadata("Crosswalk"),
        maps.join(",")
    )
}

#[test]
fn foreign_statements_with_words_and_ids_that_nobody_knows_are_shown_as_they_are() {
    let mut engine = Engine::new();
    let maps = [
        ("a-1", "superset-of", "b-1"),
        ("a-2", "resembles", "b-2"),
        ("a-9", "equal-to", "b-3"),
    ];
    let file = receive(&mut engine, "crosswalk.json", crosswalk(&maps));
    assert!(file.usable, "{:?}", file.problems);
    receive(&mut engine, "a.json", catalog("A", &["a-1", "a-2"]));
    receive(&mut engine, "b.json", catalog("B", &["b-1", "b-2", "b-3"]));
    let view = backstop(&engine, against("a-1", &["b-1"]));
    let told: Vec<(&str, Stance, &str)> = view
        .rows
        .iter()
        .map(|row| {
            let words = row.ties.first().map_or("", |tie| tie.words.as_str());
            (row.card.id.as_str(), row.stance, words)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("b-1/b-1", Stance::Exceeds, "asks more than"),
            ("b-1/b-2", Stance::Unclear, "resembles"),
            ("b-1/b-3", Stance::NotCompared, ""),
        ]
    );
    let Answer::Sources(sources) = engine.ask(&Ask::Sources) else {
        panic!("another answer")
    };
    let codes: Vec<&str> = sources.files[0]
        .problems
        .iter()
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(codes, ["R204", "R403"]);
}

/// A catalog with one rule that has one parameter in the unit day.
fn deadline(title: &str, id: &str, value: &str) -> String {
    let prop = |name: &str, value: &str| {
        let namespace = ident::props::NAMESPACE;
        format!(r#"{{"name": "{name}", "ns": "{namespace}", "value": "{value}"}}"#)
    };
    format!(
        r#"{{"catalog": {{{}, "controls": [{{"id": "{id}", "title": "T", "params": [{{"id": "{id}_p",
        "label": "report-within", "values": ["{value}"], "props": [{}, {}, {}]}}], "parts": [{{"name": "statement",
        "prose": "Report it."}}]}}]}}}}"#,
        metadata(title),
        prop(ident::props::UNIT, "day"),
        prop(ident::props::COMPARATOR, "<="),
        prop(ident::props::TEXT, value),
    )
}

#[test]
fn a_number_that_does_not_parse_is_named_beside_the_one_it_would_stand_against() {
    for (own, expected) in [
        ("2", "Stricter: 2 leaves less time than 15"),
        ("soon", "NotComparable: “soon” gives no number"),
    ] {
        let mut engine = Engine::new();
        receive(&mut engine, "a.json", deadline("A", "a-1", own));
        receive(&mut engine, "b.json", deadline("B", "b-1", "15"));
        let maps = [("a-1", "intersects-with", "b-1")];
        receive(&mut engine, "crosswalk.json", crosswalk(&maps));
        let view = backstop(&engine, against("a-1", &["b-1"]));
        let numbers = &view.rows[0].ties[0].numbers;
        let told: Vec<String> = numbers
            .iter()
            .map(|number| format!("{:?}: {}", number.outcome, number.reason))
            .collect();
        assert_eq!(told, [expected]);
    }
}

fn mechanisms(engine: &Engine, of: &[&str]) -> MechanismsView {
    let ask = MechanismsAsk {
        of: of.iter().map(|id| (*id).to_owned()).collect(),
        ..MechanismsAsk::default()
    };
    match engine.ask(&Ask::Mechanisms(ask)) {
        Answer::Mechanisms(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_rules_lean_on_is_counted_with_its_parts() {
    let engine = loaded();
    let view = mechanisms(&engine, &["eu-ai-act", "debian", "no-such-set"]);
    assert_eq!(view.missing, ["no-such-set"]);
    let [act, debian] = view.groups.as_slice() else {
        panic!("{:?}", view.groups)
    };
    assert_eq!(act.rules, act.sets.iter().map(|set| set.rules).sum::<u32>());
    assert!(act.counts[Mechanism::PublicAuthority as usize] > 0);
    assert_eq!(debian.counts[Mechanism::PublicAuthority as usize], 0);
    for group in &view.groups {
        let leaning: u32 = group.counts.iter().sum();
        assert!(leaning >= group.rules - group.unstated, "{group:?}");
        assert!(group.several <= group.rules);
    }
    assert!(
        view.words
            .iter()
            .any(|line| line.contains("alone leans on") && line.contains("public authority")),
        "{:#?}",
        view.words
    );
}

#[test]
fn without_a_choice_kinds_of_bodies_are_compared() {
    let engine = loaded();
    let view = mechanisms(&engine, &[]);
    assert!(view.overall && view.groups.len() > 5);
    for group in &view.groups {
        println!("{} {} {:?}", group.name, group.rules, group.counts);
        assert!(group.rules > 0 && group.bodies > 0 && group.link.is_none());
        assert!(!group.filter.kinds.is_empty() || !group.filter.layers.is_empty());
    }
    assert_eq!(view.groups[0].name, "Law, bills and treaties");
}
