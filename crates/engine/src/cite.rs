//! Which answer is cited. Never writes a form of citation itself.

use export::About;
use protocol::{Answer, CiteAsk, SetRef};

use crate::engine::Engine;
use crate::export::{about_subject, answer};

pub(crate) fn cite(engine: &Engine, ask: &CiteAsk) -> Answer {
    let about = about_subject(engine, &ask.of, &ask.here);
    Answer::Citation(match answer(engine, &ask.of) {
        Answer::Rule(view) => {
            let about = of_these(about, [&view.set].into_iter());
            export::cite_rule(&view, &about)
        }
        Answer::Comparison(view) => {
            let about = of_these(about, view.sets.iter());
            export::cite_comparison(&view, &about)
        }
        Answer::Changes(view) => {
            let about = of_these(about, [&view.old, &view.new].into_iter());
            export::cite_changes(&view, &about)
        }
        other => return other,
    })
}

/// Other files count only as far as they are cited.
fn of_these<'a>(mut about: About, mut sets: impl Iterator<Item = &'a SetRef> + Clone) -> About {
    about
        .other_files
        .retain(|(id, _)| sets.clone().any(|set| set.id == *id));
    let all_foreign = sets.all(|set| about.other_files.iter().any(|(id, _)| *id == set.id));
    if all_foreign {
        about.as_of.clear();
        about.digest.clear();
    }
    about
}
