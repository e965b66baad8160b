//! Messages to the page's own engine and back, for a script that cannot spell them. Judges nothing itself.

use protocol::{Answer, Ask, EvidenceAsk, FromEngine, Origin, ToEngine, VERSION, Way, read, write};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// Attestations that one question lists at most; no file of the vectors has more.
const MOST: u32 = 200;

/// The first message.
#[wasm_bindgen]
pub fn hello() -> String {
    write::<ToEngine>(&ToEngine::Hello { version: VERSION })
}

/// The engine runs and speaks this version.
#[wasm_bindgen]
pub fn is_ready(text: &str) -> bool {
    read::<FromEngine>(text) == Some(FromEngine::Ready { version: VERSION })
}

/// A file; its bytes travel beside this text.
#[wasm_bindgen]
pub fn receive(id: u32, name: &str) -> String {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    write::<ToEngine>(&ToEngine::Receive { id, origin })
}

/// Takes a file out again, by the digest that its answer gave.
#[wasm_bindgen]
pub fn remove(id: u32, digest: &str) -> String {
    let file = digest.to_owned();
    write::<ToEngine>(&ToEngine::Remove { id, file })
}

/// Asks what a saved viewpoint says.
#[wasm_bindgen]
pub fn read_choice(id: u32, text: &str) -> String {
    let ask = Ask::ReadChoice(text.to_owned());
    write(&ToEngine::Ask { id, ask })
}

/// Chooses what the answer to [`read_choice`] read; nothing if it could not be used.
#[wasm_bindgen]
pub fn choose(id: u32, answer: &str) -> Option<String> {
    match read::<FromEngine>(answer)? {
        FromEngine::Answer {
            answer: Answer::Choice(choice),
            ..
        } if choice.problem.is_none() => {
            let viewpoint = choice.adds;
            Some(write::<ToEngine>(&ToEngine::Choose { id, viewpoint }))
        }
        _ => None,
    }
}

/// Asks for every attestation.
#[wasm_bindgen]
pub fn list(id: u32) -> String {
    let ask = Ask::Evidence(EvidenceAsk {
        limit: MOST,
        ..EvidenceAsk::default()
    });
    write(&ToEngine::Ask { id, ask })
}

/// Asks for one verdict.
#[wasm_bindgen]
pub fn verdict(id: u32, attestation: &str) -> String {
    let ask = Ask::Verdict(attestation.to_owned());
    write(&ToEngine::Ask { id, ask })
}

/// An answer as JSON: its number and what the comparison needs of it. Nothing for progress.
#[wasm_bindgen]
pub fn heard(text: &str) -> Option<String> {
    let FromEngine::Answer { id, answer } = read(text)? else {
        return None;
    };
    let value = match answer {
        Answer::Received(file) => json!({ "digest": file.digest }),
        Answer::Evidence(view) => {
            let rows = view
                .rows
                .iter()
                .map(|row| json!({ "id": row.id, "file": row.file }));
            json!({ "rows": rows.collect::<Vec<_>>() })
        }
        Answer::Verdict(view) => {
            let checks = view.checks.iter().map(|check| {
                json!({
                    "check": check.name,
                    "need": if check.required { "required" } else { "informative" },
                    "outcome": check.outcome.as_str(),
                    "detail": check.detail,
                })
            });
            json!({
                "standing": view.row.standing.as_str(),
                "checks": checks.collect::<Vec<_>>(),
            })
        }
        Answer::Viewpoint(view) => {
            let problems = view.problems.iter().map(|problem| problem.what.clone());
            json!({ "problems": problems.collect::<Vec<_>>() })
        }
        _ => Value::Null,
    };
    Some(json!({ "id": id, "value": value }).to_string())
}
