//! The real facts and, where they are at hand, real foreign catalogs, answered in full.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use engine::Engine;
use protocol::{
    Answer, Ask, CompareAsk, Filter, HitKind, Link, Origin, RuleSetAsk, SearchAsk, SourceFile,
    TopicAsk, Way,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Read and packed once for all tests.
fn atlas() -> Vec<u8> {
    static ATLAS: OnceLock<Vec<u8>> = OnceLock::new();
    ATLAS
        .get_or_init(|| {
            let gathered =
                publish::folder::facts(&root().join("data")).expect("the facts are accepted");
            intake::readfile::write(&gathered.facts).expect("plain data serialises")
        })
        .clone()
}

fn receive(engine: &mut Engine, name: &str, bytes: Vec<u8>) -> SourceFile {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    engine.receive(origin, bytes, &mut |_, _, _| {})
}

fn loaded() -> Engine {
    let mut engine = Engine::new();
    let file = receive(&mut engine, "atlas.json", atlas());
    assert!(file.usable, "{:?}", file.problems);
    engine
}

#[test]
fn the_overview_counts_what_the_facts_hold() {
    let Answer::Overview(overview) = loaded().ask(&Ask::Overview) else {
        panic!("another answer")
    };
    let counts = [
        overview.communities,
        overview.instruments,
        overview.rule_sets,
        overview.rules,
        overview.relations,
        overview.problems,
    ];
    assert_eq!(counts, [85, 36, 149, 1463, 433, 0]);
}

#[test]
fn every_community_rule_set_and_rule_has_its_page() {
    let engine = loaded();
    let Answer::Communities(directory) = engine.ask(&Ask::Communities(Filter::default())) else {
        panic!("another answer")
    };
    assert_eq!((directory.rows.len(), directory.total), (121, 121));
    let mut rules = 0;
    for row in directory.rows {
        assert!(
            matches!(
                engine.ask(&Ask::Inspect(row.link.id.clone())),
                Answer::Inspection(_)
            ),
            "{:?}",
            row.link
        );
        let sets = match row.link.kind {
            HitKind::Community => match engine.ask(&Ask::Community(row.link.id)) {
                Answer::Community(view) => view.sets.into_iter().map(|set| set.id).collect(),
                other => panic!("{other:?}"),
            },
            _ => vec![row.link.id],
        };
        for id in sets {
            let Answer::RuleSet(view) = engine.ask(&Ask::RuleSet(RuleSetAsk {
                id,
                ..RuleSetAsk::default()
            })) else {
                panic!("another answer")
            };
            assert_eq!(view.rules.len() as u32, view.head.rules);
            for card in view.rules {
                rules += 1;
                let Answer::Rule(rule) = engine.ask(&Ask::Rule(card.id.clone())) else {
                    panic!("{}", card.id)
                };
                assert!(
                    !rule.card.pinpoint.is_empty() && !rule.card.source_url.is_empty(),
                    "{}",
                    card.id
                );
            }
        }
    }
    assert_eq!(rules, 1463);
}

#[test]
fn facet_counts_say_what_a_choice_would_leave() {
    let engine = loaded();
    let directory = |filter: &Filter| match engine.ask(&Ask::Communities(filter.clone())) {
        Answer::Communities(directory) => directory,
        other => panic!("{other:?}"),
    };
    let mut filter = Filter {
        topics: vec![ident::Topic::ContentLabelling],
        ..Filter::default()
    };
    let before = directory(&filter);
    let facet = before
        .facets
        .iter()
        .find(|facet| facet.name == protocol::FacetName::Modalities)
        .expect("offered");
    for option in &facet.options {
        filter.modalities = vec![option.value.parse().expect("a word of the list")];
        assert_eq!(
            directory(&filter).rows.len() as u32,
            option.count,
            "{}",
            option.value
        );
    }
    assert!(facet.options.iter().any(|option| option.count > 0));
}

#[test]
fn comparison_topics_search_and_timeline_answer() {
    let engine = loaded();
    let sets = ["eu-ai-act", "linux-coding-assistants", "nowhere"]
        .map(str::to_owned)
        .to_vec();
    let Answer::Comparison(comparison) = engine.ask(&Ask::Compare(CompareAsk {
        sets,
        ..CompareAsk::default()
    })) else {
        panic!("another answer")
    };
    assert_eq!(comparison.missing, ["nowhere"]);
    assert_eq!(comparison.filled + comparison.silent, 50);
    assert!(
        comparison
            .words
            .iter()
            .any(|words| words.starts_with("Both have rules on ")),
        "{:?}",
        comparison.words
    );

    let Answer::Topics(topics) = engine.ask(&Ask::Topics) else {
        panic!("another answer")
    };
    assert_eq!(topics.iter().map(|row| row.rules).sum::<u32>(), 1463);
    for row in topics {
        // Part by part, every rule once.
        let mut seen = Vec::new();
        while seen.len() < row.rules as usize {
            let ask = TopicAsk {
                topic: row.topic,
                filter: Filter::default(),
                offset: seen.len() as u32,
            };
            let Answer::Topic(topic) = engine.ask(&Ask::Topic(ask)) else {
                panic!("another answer")
            };
            assert_eq!(
                (topic.total, topic.row.bodies, topic.offset as usize),
                (row.rules, row.bodies, seen.len()),
                "{}",
                row.topic
            );
            let cards = topic.groups.iter().flat_map(|group| &group.rules);
            seen.extend(cards.map(|card| card.id.clone()));
        }
        let count = seen.len();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), count, "{}", row.topic);
    }

    let first = |query: &str| -> Option<Link> {
        let ask = SearchAsk {
            query: query.to_owned(),
            ..SearchAsk::default()
        };
        match engine.ask(&Ask::Search(ask)) {
            Answer::Search(found) => found.hits.into_iter().next().map(|hit| hit.link),
            other => panic!("{other:?}"),
        }
    };
    let check = |query: &str, id: &str| {
        assert_eq!(
            first(query).map(|link| link.id).as_deref(),
            Some(id),
            "{query}"
        )
    };
    check("eu ai act", "eu-ai-act");
    check("linux ker", "linux-kernel");
    check("content labelling", "content-labelling");
    check("llvm", "llvm");
    assert_eq!(first("qwertzuiop"), None);

    let Answer::Timeline(timeline) = engine.ask(&Ask::Timeline(Filter::default())) else {
        panic!("another answer")
    };
    assert!(timeline.events.len() as u32 == timeline.total && timeline.total > 200);
    assert!(timeline.events.is_sorted_by(|a, b| a.date <= b.date));
}

#[test]
fn what_does_not_exist_is_answered_with_what_comes_close() {
    let engine = loaded();
    let check = |ask: Ask, near: &str| match engine.ask(&ask) {
        Answer::NotFound { near: found, .. } => {
            assert!(
                found.iter().any(|link| link.id == near),
                "{ask:?} {found:?}"
            );
        }
        other => panic!("{other:?}"),
    };
    check(Ask::Community("linux-kernal".to_owned()), "linux-kernel");
    check(
        Ask::RuleSet(RuleSetAsk {
            id: "eu-ai-akt".to_owned(),
            ..RuleSetAsk::default()
        }),
        "eu-ai-act",
    );
    check(
        Ask::Rule("eu-ai-act/art-733".to_owned()),
        "eu-ai-act/art-73",
    );
    check(Ask::Rule("eu-ai-akt/art-73".to_owned()), "eu-ai-act");
    check(Ask::Inspect("kubernets".to_owned()), "kubernetes");
}

#[test]
fn files_come_and_go() {
    let mut engine = loaded();
    let again = receive(&mut engine, "again.json", atlas());
    assert!(again.usable);
    let broken = receive(&mut engine, "broken.json", b"{\"rulescape\":".to_vec());
    assert!(!broken.usable && !broken.problems.is_empty());
    let Answer::Sources(sources) = engine.ask(&Ask::Sources) else {
        panic!("another answer")
    };
    assert_eq!(sources.files.len(), 2);
    assert_eq!(sources.files.first().map(|file| file.sets.len()), Some(149));
    engine.remove(&broken.digest);
    engine.remove(&again.digest);
    let Answer::Overview(overview) = engine.ask(&Ask::Overview) else {
        panic!("another answer")
    };
    assert_eq!((overview.rule_sets, overview.rules), (0, 0));
}

#[test]
fn our_own_catalogs_are_read_back_without_suggestions() {
    let gathered = publish::folder::facts(&root().join("data")).expect("the facts are accepted");
    let atlas = publish::finish(&gathered, publish::files(&gathered));
    let bytes = atlas
        .get("catalogs/eu-ai-act.json")
        .expect("it is packed")
        .clone();
    let mut engine = Engine::new();
    let file = receive(&mut engine, "eu-ai-act.json", bytes.clone());
    assert!(
        file.usable && file.problems.is_empty(),
        "{:?}",
        file.problems
    );
    let view = |engine: &Engine, id: &str| match engine.ask(&Ask::Rule(id.to_owned())) {
        Answer::Rule(view) => view,
        other => panic!("{other:?}"),
    };
    let alone = view(&engine, "eu-ai-act/art-73");
    let known = view(&loaded(), "eu-ai-act/art-73");
    assert!(!alone.card.suggested && alone.card.paraphrase);
    assert_eq!(
        (
            alone.card.topic,
            alone.card.modality,
            &alone.card.pinpoint,
            alone.card.confidence,
            &alone.card.text
        ),
        (
            known.card.topic,
            known.card.modality,
            &known.card.pinpoint,
            known.card.confidence,
            &known.card.text
        )
    );
    assert_eq!(alone.card.parameters, known.card.parameters);

    // Beside the atlas it is a second rule set with an id of its own.
    let mut both = loaded();
    let file = receive(&mut both, "eu-ai-act.json", bytes);
    let id = file
        .sets
        .first()
        .map(|set| set.id.clone())
        .unwrap_or_default();
    assert!(
        id.starts_with("eu-ai-act-") && id.len() == "eu-ai-act-".len() + 8,
        "{id}"
    );
}

#[test]
fn foreign_catalogs_are_browsed_and_compared_like_the_rest() {
    let folder = std::env::var_os("RULESCAPE_VECTORS")
        .map_or_else(|| root().join("../shared/vectors"), PathBuf::from);
    let folder = folder.join("oscal");
    let Ok(folders) = std::fs::read_dir(&folder) else {
        println!(
            "no foreign catalogs at hand: {} is not there",
            folder.display()
        );
        return;
    };
    let mut engine = loaded();
    let mut read = 0;
    let mut paths: Vec<PathBuf> = folders
        .flatten()
        .filter_map(|folder| std::fs::read_dir(folder.path()).ok())
        .flat_map(|files| files.flatten().map(|file| file.path()).collect::<Vec<_>>())
        .collect();
    paths.sort();
    for path in paths {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        if !name.contains("catalog") || !name.ends_with(".json") {
            continue;
        }
        let file = receive(
            &mut engine,
            &name,
            std::fs::read(&path).expect("it can be read"),
        );
        let Some(set) = file.sets.first() else {
            println!("{name}: {} {:?}", file.kind, file.problems.first());
            continue;
        };
        read += 1;
        println!(
            "{name}: {} {} {} rules {:?}",
            set.id, file.kind, set.rules, set.forces
        );
        assert!(set.suggested && set.rules > 0);
        let ask = RuleSetAsk {
            id: set.id.clone(),
            ..RuleSetAsk::default()
        };
        let Answer::RuleSet(view) = engine.ask(&Ask::RuleSet(ask)) else {
            panic!("another answer")
        };
        println!("  {:?}", view.topics);
        let sets = vec![set.id.clone(), "eu-ai-act".to_owned()];
        let ask = CompareAsk {
            sets,
            ..CompareAsk::default()
        };
        let Answer::Comparison(comparison) = engine.ask(&Ask::Compare(ask)) else {
            panic!("another answer")
        };
        assert_eq!(comparison.sets.len(), 2);
        for card in view.rules.iter().take(20) {
            assert!(
                matches!(engine.ask(&Ask::Rule(card.id.clone())), Answer::Rule(_)),
                "{}",
                card.id
            );
        }
    }
    println!("{read} foreign catalogs read");
}
