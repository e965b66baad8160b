//! Any bytes as a file that the engine loads, alone and beside others, and then as the answer to questions. Never a
//! panic; JSON that is read and printed canonically reads back and prints the same.

use engine::Engine;
use intake::json::{Limits, canonical, parse};
use protocol::{Answer, Ask, DriftAsk, Filter, NetworkAsk, Origin, RuleSetAsk, SearchAsk, Way};

/// A small catalog, so that profiles and mappings find something to refer to.
const CATALOG: &[u8] = br#"{"catalog":{"uuid":"0f1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d","metadata":{"title":"a","last-modified":"2026-01-01T00:00:00Z","version":"1","oscal-version":"1.1.3"},"controls":[{"id":"a-1","title":"t","params":[{"id":"p"}],"parts":[{"name":"statement","prose":"{{ insert: param, p }}"}]}]}}"#;

/// One run.
pub fn run(data: &[u8]) {
    same_twice(data);
    let mut engine = Engine::new();
    let receive = |engine: &mut Engine, name: &str, bytes: &[u8]| {
        let origin = Origin {
            name: name.to_owned(),
            way: Way::File,
        };
        engine.receive(origin, bytes.to_vec(), &mut |_, _, _| {})
    };
    receive(&mut engine, "catalog.json", CATALOG);
    let (left, right) = data.split_at(data.len() / 2);
    for (name, bytes) in [
        ("whole.json", data),
        ("left.json", left),
        ("right.json", right),
    ] {
        let file = receive(&mut engine, name, bytes);
        for set in file.sets.iter().take(4) {
            answered(
                &engine,
                &Ask::RuleSet(RuleSetAsk {
                    id: set.id.clone(),
                    ..RuleSetAsk::default()
                }),
            );
            answered(
                &engine,
                &Ask::Drift(DriftAsk {
                    id: set.id.clone(),
                    ..DriftAsk::default()
                }),
            );
        }
    }
    for ask in [
        Ask::Overview,
        Ask::Network(NetworkAsk {
            everyone: true,
            ..NetworkAsk::default()
        }),
        Ask::Communities(Filter::default()),
        Ask::Choices,
        Ask::Search(SearchAsk {
            query: "a".to_owned(),
            limit: 5,
            ..SearchAsk::default()
        }),
        Ask::Timeline(Filter::default()),
        Ask::Sources,
    ] {
        answered(&engine, &ask);
    }
}

/// What the engine answers arrives at the page as it was sent.
fn answered(engine: &Engine, ask: &Ask) {
    let answer = engine.ask(ask);
    let sent = protocol::write(&answer);
    let arrived: Answer = protocol::read(&sent).expect("what was written can be read");
    assert_eq!(protocol::write(&arrived), sent);
}

fn same_twice(data: &[u8]) {
    let Ok(json) = parse(data, &Limits::FILE) else {
        return;
    };
    let Ok(printed) = canonical(&json.root) else {
        return;
    };
    let again = parse(&printed, &Limits::FILE).expect("canonical text is JSON");
    let twice = canonical(&again.root).expect("canonical text has a canonical form");
    assert_eq!(twice, printed);
}
