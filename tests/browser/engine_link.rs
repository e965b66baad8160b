//! Lost messages, other versions, crashes, superseded questions: the link in a real browser.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Array;
use page::effects::conversation::built_in;
use page::effects::engine_link::{EngineLink, Heard};
use page::store::{Action, Engine, Fault, NoticeKind};
use protocol::{Ask, FromEngine, Question, SearchAsk, ToEngine};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

use crate::fake_engine::{Record, ready, received, says, topics};

fn give_atlas(link: &EngineLink) {
    let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str("atlas")))
        .expect("text makes a blob");
    link.receive(built_in(), blob, true, None);
}

fn ask(link: &EngineLink, ask: Ask) {
    link.ask(0, Question::from(ask));
}

fn is_ready(action: &Action) -> bool {
    matches!(action, Action::Engine(Engine::Ready))
}

fn is_answer_to(asked: &Ask, action: &Action) -> bool {
    let asked = Question::from(asked.clone());
    matches!(action, Action::Answered { key, outcome: Ok(_), .. } if key == asked.key())
}

#[wasm_bindgen_test]
async fn a_lost_first_message_is_said_again() {
    let record = Record::default();
    let said = Cell::new(0);
    let _link = record.link(Rc::new(move |_, message| match message {
        ToEngine::Hello { .. } if said.replace(said.get() + 1) == 1 => vec![ready()],
        _ => Vec::new(),
    }));
    record.until(is_ready).await;
    assert_eq!(*record.starts.borrow(), [false]);
}

#[wasm_bindgen_test]
async fn another_version_is_fetched_past_the_cache() {
    let record = Record::default();
    let _link = record.link(Rc::new(|life, message| match message {
        ToEngine::Hello { .. } if life == 0 => vec![says(&FromEngine::Ready { version: 0 })],
        ToEngine::Hello { .. } => vec![ready()],
        _ => Vec::new(),
    }));
    record.until(is_ready).await;
    assert_eq!(*record.starts.borrow(), [false, true]);
}

#[wasm_bindgen_test]
async fn an_engine_that_speaks_nonsense_is_given_up_with_words() {
    let record = Record::default();
    let _link = record.link(Rc::new(|_, _| vec![Heard::Text("{\"Hum\":1}".to_owned())]));
    record.until(|action| matches!(action, Action::Engine(Engine::Failed(why)) if why.contains("Reload"))).await;
    assert_eq!(*record.starts.borrow(), [false, true]);
}

#[wasm_bindgen_test]
async fn a_crash_in_the_middle_of_a_question_loses_nothing() {
    let record = Record::default();
    let link = record.link(Rc::new(|life, message| match message {
        ToEngine::Hello { .. } => vec![ready()],
        ToEngine::Receive { id, .. } => vec![received(*id)],
        ToEngine::Ask { .. } if life == 0 => vec![Heard::Dead("unreachable".to_owned())],
        ToEngine::Ask { id, .. } => vec![topics(*id)],
        _ => Vec::new(),
    }));
    give_atlas(&link);
    ask(&link, Ask::Topics);
    record
        .until(|action| is_answer_to(&Ask::Topics, action))
        .await;
    assert_eq!(*record.bodies.borrow(), ["atlas", "atlas"]);
    assert_eq!(
        record.count(|action| matches!(action, Action::Tell(NoticeKind::Problem, _))),
        1
    );
    assert_eq!(
        record.count(|action| matches!(action, Action::Answered { .. })),
        1
    );
}

#[wasm_bindgen_test]
async fn a_worker_that_never_lives_is_given_up_with_words() {
    let record = Record::default();
    let link = record.link(Rc::new(|_, _| vec![Heard::Dead("no such file".to_owned())]));
    ask(&link, Ask::Topics);
    record.until(|action| matches!(action, Action::Engine(Engine::Failed(why)) if why.contains("no such file"))).await;
    let refused = |action: &Action| {
        matches!(
            action,
            Action::Answered {
                outcome: Err(Fault::NoEngine(_)),
                ..
            }
        )
    };
    assert_eq!(
        (record.starts.borrow().len(), record.count(refused)),
        (3, 1)
    );
}

#[wasm_bindgen_test]
async fn a_superseded_question_is_answered_as_such_and_never_asked() {
    let record = Record::default();
    let link = record.link(Rc::new(|_, message| match message {
        ToEngine::Hello { .. } => vec![ready()],
        ToEngine::Receive { id, .. } => vec![received(*id)],
        ToEngine::Ask {
            id,
            ask: Ask::Search(asked),
        } => {
            assert_ne!(asked.query, "la", "nobody waits for it");
            vec![topics(*id)]
        }
        _ => Vec::new(),
    }));
    let search = |query: &str| {
        Ask::Search(SearchAsk {
            query: query.to_owned(),
            ..SearchAsk::default()
        })
    };
    give_atlas(&link);
    record
        .until(|action| matches!(action, Action::FilesChanged { .. }))
        .await;
    for query in ["l", "la", "lab"] {
        ask(&link, search(query));
    }
    record
        .until(|action| is_answer_to(&search("lab"), action))
        .await;
    let superseded = |action: &Action| {
        matches!(
            action,
            Action::Answered {
                outcome: Err(Fault::Superseded),
                ..
            }
        )
    };
    assert_eq!(record.count(superseded), 1);
}
