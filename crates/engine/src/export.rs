//! Which answer becomes the wanted file, and what the file says about its source. Never writes a format itself.

use export::About;
use protocol::{Answer, Ask, ChangesAsk, ExportAsk, SetRef, Subject};

use crate::engine::Engine;
use crate::reading::Document;

pub(crate) fn export(engine: &Engine, ask: &ExportAsk) -> Answer {
    let format = ask.format;
    let answer = answer(engine, &ask.of);
    let about = about_answer(engine, &ask.of, &ask.here, &answer);
    Answer::Export(match answer {
        Answer::Rule(view) => export::rule(&view, &about, format),
        Answer::Comparison(view) => export::comparison(&view, &about, format),
        Answer::Changes(view) => export::changes(&view, &about, format),
        Answer::Network(view) => export::network(&view, &about, format),
        Answer::Clippings(view) => {
            let pinned = match &ask.of {
                Subject::Clippings(pinned) => pinned.as_slice(),
                _ => &[],
            };
            export::clippings(pinned, &view, &about, format)
        }
        other => return other,
    })
}

/// All of it, whatever part the page shows.
pub(crate) fn answer(engine: &Engine, of: &Subject) -> Answer {
    match of {
        Subject::Rule(id) => engine.ask(&Ask::Rule(id.clone())),
        Subject::Comparison(ask) => engine.ask(&Ask::Compare(ask.clone())),
        Subject::Changes(ask) => all_changes(engine, ask),
        Subject::Network(ask) => engine.ask(&Ask::Network(ask.clone())),
        Subject::Clippings(pinned) => engine.ask(&Ask::Clippings(pinned.clone())),
    }
}

/// As many entries as the engine gives at a time.
const STEP: u32 = 500;

fn all_changes(engine: &Engine, ask: &ChangesAsk) -> Answer {
    let part = |offset| {
        engine.ask(&Ask::Changes(ChangesAsk {
            offset,
            limit: STEP,
            ..ask.clone()
        }))
    };
    let mut view = match part(0) {
        Answer::Changes(view) => view,
        other => return other,
    };
    while (view.entries.len() as u32) < view.total {
        match part(view.entries.len() as u32) {
            Answer::Changes(next) if !next.entries.is_empty() => view.entries.extend(next.entries),
            _ => break,
        }
    }
    Answer::Changes(view)
}

/// As [`about`], with the day for which a comparison is looked at; other files count only as far as the answer is
/// from them, and so does the atlas.
pub(crate) fn about_answer(engine: &Engine, of: &Subject, here: &str, answer: &Answer) -> About {
    let mut about = about(engine, here);
    if let Subject::Comparison(ask) = of {
        about.day = ask.as_of.clone();
    }
    let sets: Vec<&SetRef> = match answer {
        Answer::Rule(view) => vec![&view.set],
        Answer::Comparison(view) => view.sets.iter().collect(),
        Answer::Changes(view) => vec![&view.old, &view.new],
        _ => return about,
    };
    about
        .other_files
        .retain(|(id, _)| sets.iter().any(|set| set.id == *id));
    if !sets.is_empty() && about.other_files.len() == sets.len() {
        about.as_of.clear();
        about.digest.clear();
    }
    about
}

/// What every file says about itself: the atlas is the first one that was loaded, and rule sets of other files are
/// named with those files' digests.
pub(crate) fn about(engine: &Engine, here: &str) -> About {
    let is_atlas =
        |loaded: &&crate::engine::Loaded| matches!(loaded.document, Some(Document::Facts(_)));
    let atlas = engine.files.iter().find(is_atlas);
    let digest = atlas.map_or("", |loaded| &loaded.file.digest);
    let other_files = engine
        .model
        .rule_sets()
        .iter()
        .filter_map(|set| {
            let file = &engine.files.get(set.file as usize)?.file;
            (file.digest != digest).then(|| (set.id.clone(), file.digest.clone()))
        })
        .collect();
    About {
        atlas: engine.model.title().to_owned(),
        as_of: engine.model.as_of().to_owned(),
        digest: digest.to_owned(),
        here: here.to_owned(),
        other_files,
        ..About::default()
    }
}
