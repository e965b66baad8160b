//! How long answers take, natively: the real facts, and catalogs made large by repetition. Never compares with others.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use engine::Engine;
use protocol::{Ask, CompareAsk, Filter, NetworkAsk, Origin, RuleSetAsk, SearchAsk, TopicAsk, Way};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let gathered = publish::folder::facts(&root.join("data")).expect("the facts are accepted");
    let atlas = intake::readfile::write(&gathered.facts).expect("plain data serialises");
    let mut engine = Engine::new();
    once("receive the atlas", || {
        receive(&mut engine, "atlas.json", atlas.clone())
    });
    asks(&engine);

    for size in [1_000, 20_000] {
        let catalog = catalog(&gathered.facts, size);
        once(&format!("receive a catalog of {size} rules"), || {
            receive(&mut engine, "catalog.json", catalog.clone());
        });
    }
    asks(&engine);
}

fn receive(engine: &mut Engine, name: &str, bytes: Vec<u8>) {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    let file = engine.receive(origin, bytes, &mut |_, _, _| {});
    assert!(file.usable, "{:?}", file.problems);
}

/// A catalog of that many controls whose words are those of the real rules.
fn catalog(facts: &intake::facts::Facts, size: usize) -> Vec<u8> {
    let rules = facts
        .rule_sets
        .iter()
        .flat_map(|set| &set.rules)
        .cycle()
        .take(size);
    let controls: Vec<String> = (0..)
        .zip(rules)
        .map(|(at, rule)| {
            let title = text(&rule.title);
            let prose = text(&rule.statement);
            format!(r#"{{"id":"c-{at}","title":{title},"parts":[{{"name":"statement","prose":{prose}}}]}}"#)
        })
        .collect();
    format!(
        r#"{{"catalog":{{"uuid":"11111111-1111-4111-8111-111111111111","metadata":{{"title":"Large {size}","last-modified":"2026-01-01T00:00:00Z","version":"1","oscal-version":"1.1.3"}},"controls":[{}]}}}}"#,
        controls.join(",")
    )
    .into_bytes()
}

/// A JSON string; the facts hold no control characters.
fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn asks(engine: &Engine) {
    let search = |query: &str| {
        Ask::Search(SearchAsk {
            query: query.to_owned(),
            limit: 20,
            ..SearchAsk::default()
        })
    };
    let sets = ["eu-ai-act", "linux-coding-assistants"]
        .map(str::to_owned)
        .to_vec();
    for (name, ask) in [
        ("overview", Ask::Overview),
        ("network", Ask::Network(NetworkAsk::default())),
        ("communities", Ask::Communities(Filter::default())),
        (
            "communities, text",
            Ask::Communities(Filter {
                text: "label".to_owned(),
                ..Filter::default()
            }),
        ),
        (
            "rule set",
            Ask::RuleSet(RuleSetAsk {
                id: "eu-ai-act".to_owned(),
                ..RuleSetAsk::default()
            }),
        ),
        ("rule", Ask::Rule("eu-ai-act/art-73".to_owned())),
        ("topics", Ask::Topics),
        (
            "topic",
            Ask::Topic(TopicAsk {
                topic: ident::Topic::Security,
                filter: Filter::default(),
                offset: 0,
            }),
        ),
        (
            "compare",
            Ask::Compare(CompareAsk {
                sets,
                ..CompareAsk::default()
            }),
        ),
        ("timeline", Ask::Timeline(Filter::default())),
        ("sources", Ask::Sources),
        ("search i", search("i")),
        ("search incid", search("incid")),
        ("search risk assess", search("risk assess")),
        (
            "search \"serious incidents\"",
            search("\"serious incidents\""),
        ),
    ] {
        let mut times: Vec<Duration> = (0..9)
            .map(|_| {
                let start = Instant::now();
                black_box(engine.ask(black_box(&ask)));
                start.elapsed()
            })
            .collect();
        times.sort();
        println!(
            "{name:40} {:>10.2?}",
            times.get(4).copied().unwrap_or_default()
        );
    }
}

fn once(name: &str, what: impl FnOnce()) {
    let start = Instant::now();
    what();
    println!("{name:40} {:>10.2?}", start.elapsed());
}
