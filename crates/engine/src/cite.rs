//! Which answer is cited. Never writes a form of citation itself.

use protocol::{Answer, CiteAsk};

use crate::engine::Engine;
use crate::export::{about_answer, answer};

pub(crate) fn cite(engine: &Engine, ask: &CiteAsk) -> Answer {
    let answer = answer(engine, &ask.of);
    let about = about_answer(engine, &ask.of, &ask.here, &answer);
    Answer::Citation(match answer {
        Answer::Rule(view) => export::cite_rule(&view, &about),
        Answer::Comparison(view) => export::cite_comparison(&view, &about),
        Answer::Changes(view) => export::cite_changes(&view, &about),
        other => return other,
    })
}
