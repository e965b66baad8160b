//! Quotes that readers keep: made from what is loaded, looked up again in what is loaded later. Never believes a file's
//! word about what has become of a quote.

use intake::json::{self, Limits, Node};
use model::RuleIx;
use protocol::{
    Answer, Ask, Cell, Clip, ClipState, ClipView, ClippingsView, CompareAsk, Comparison, HitKind,
    OpenedClippings, PinAsk, Pinned, Subject, TextPiece,
};

use crate::engine::Engine;
use crate::export::{about, answer};
use crate::text::Extent;
use crate::{drift, view};

/// Nobody reads more quotes at a time; a larger file is no file of clippings.
const MAX_CLIPS: usize = 1000;

/// The quote as a clipping; where the words are not found there, all of the text is kept.
pub(crate) fn pin(engine: &Engine, ask: &PinAsk) -> Answer {
    let wanted = line(&ask.quote);
    match &ask.of {
        Subject::Rule(id) => match engine.model.find_rule(id) {
            Some(ix) => Answer::Clip(of_rule(engine, ix, &wanted)),
            None => view::not_found(&engine.model, HitKind::Rule, id),
        },
        of => match answer(engine, of) {
            Answer::Comparison(view) => Answer::Clip(of_comparison(engine, &view, &wanted, ask)),
            other => other,
        },
    }
}

fn of_rule(engine: &Engine, ix: RuleIx, wanted: &str) -> Clip {
    let model = &engine.model;
    let card = view::rule_card(model, ix, Extent::Everything);
    let set = view::set_ref(model, model.rule(ix).set);
    let about = about(engine, "");
    let text = export::plain_text(&card.text);
    let mut whence: Vec<&str> = Vec::new();
    for part in [&set.issuer, &set.title, &card.pinpoint] {
        if !part.is_empty() {
            whence.push(part);
        }
    }
    Clip {
        whence: whence.join(", "),
        quote: quote(&text, wanted),
        text,
        paraphrase: card.paraphrase,
        digest: about.digest_of(&set.id).to_owned(),
        as_of: about.as_of.clone(),
        source_url: card.source_url,
        link: export::rule_link(&card.id),
        title: card.title,
        rule: card.id,
    }
}

/// Words of a rule that is compared are a quote of that rule; anything else is one of the summary.
fn of_comparison(engine: &Engine, view: &Comparison, wanted: &str, ask: &PinAsk) -> Clip {
    let text = summary(view);
    if !wanted.is_empty() && !line(&text).contains(wanted) {
        let rules = view.rows.iter().flat_map(|row| &row.cells);
        let rule = rules
            .filter_map(|cell| match cell {
                Cell::Rules(rules) => Some(rules),
                _ => None,
            })
            .flatten()
            .find(|rule| {
                export::plain_text(&rule.text).contains(wanted) || line(&rule.title) == wanted
            });
        if let Some(ix) = rule.and_then(|rule| engine.model.find_rule(&rule.id)) {
            return of_rule(engine, ix, wanted);
        }
    }
    let about = about(engine, "");
    let titles: Vec<&str> = view.sets.iter().map(|set| set.title.as_str()).collect();
    Clip {
        rule: String::new(),
        title: titles.join(", "),
        whence: "Summary of a comparison".to_owned(),
        quote: quote(&text, wanted),
        text,
        paraphrase: false,
        digest: about.digest,
        as_of: about.as_of,
        source_url: String::new(),
        link: ask.link.clone(),
    }
}

/// What the comparison says in sentences.
fn summary(view: &Comparison) -> String {
    view.words.join("\n")
}

fn quote(text: &str, wanted: &str) -> String {
    if !wanted.is_empty() && line(text).contains(wanted) {
        wanted.to_owned()
    } else {
        text.to_owned()
    }
}

/// Every run of blanks and line breaks as one blank.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What has become of each.
pub(crate) fn look_up(engine: &Engine, pinned: &[Pinned]) -> ClippingsView {
    let about = about(engine, "");
    ClippingsView {
        clips: pinned
            .iter()
            .map(|pinned| now(engine, &about, pinned))
            .collect(),
        digest: about.digest,
        as_of: about.as_of,
    }
}

fn now(engine: &Engine, about: &export::About, pinned: &Pinned) -> ClipView {
    let (clip, model) = (&pinned.clip, &engine.model);
    let nothing = |state, digest: &str| ClipView {
        state,
        digest: digest.to_owned(),
        pieces: Vec::new(),
    };
    if clip.rule.is_empty() {
        return match &pinned.ask {
            Some(ask) => of_summary(engine, ask, clip, &about.digest),
            None => nothing(ClipState::NotLoaded, ""),
        };
    }
    let set = clip.rule.split('/').next().unwrap_or_default();
    if model.find_set(set).is_none() {
        return nothing(ClipState::NotLoaded, "");
    }
    let digest = about.digest_of(set);
    match model.find_rule(&clip.rule) {
        Some(ix) if !model.rule(ix).withdrawn => {
            let card = view::rule_card(model, ix, Extent::Everything);
            judged(clip, &export::plain_text(&card.text), digest)
        }
        _ => nothing(ClipState::Gone, digest),
    }
}

fn of_summary(engine: &Engine, ask: &CompareAsk, clip: &Clip, digest: &str) -> ClipView {
    match engine.ask(&Ask::Compare(ask.clone())) {
        Answer::Comparison(view) if view.missing.is_empty() && !view.sets.is_empty() => {
            judged(clip, &summary(&view), digest)
        }
        _ => ClipView {
            state: ClipState::NotLoaded,
            digest: String::new(),
            pieces: Vec::new(),
        },
    }
}

fn judged(clip: &Clip, text: &str, digest: &str) -> ClipView {
    let whole = line(&clip.text) == line(text);
    // A quote that its own text does not hold came from a file that somebody changed.
    let held = line(text).contains(&line(&clip.quote));
    let state = match (whole && held, held) {
        (true, _) => ClipState::Same,
        (false, true) => ClipState::SameQuote,
        (false, false) => ClipState::Changed,
    };
    let old = if line(&clip.text).contains(&line(&clip.quote)) {
        &clip.text
    } else {
        &clip.quote
    };
    ClipView {
        state,
        digest: digest.to_owned(),
        pieces: if state == ClipState::Same {
            Vec::new()
        } else {
            pieces(old, text)
        },
    }
}

fn pieces(old: &str, new: &str) -> Vec<TextPiece> {
    drift::spelled(compare::word_diff::word_diff(old, new), old, new)
}

/// Reads a file of clippings. States in it are not read: they are looked up anew.
pub(crate) fn open(text: &str) -> OpenedClippings {
    let failed = |problem: &str| OpenedClippings {
        clips: Vec::new(),
        problem: problem.to_owned(),
    };
    let json = match json::parse(text.as_bytes(), &Limits::SMALL) {
        Ok(json) => json,
        Err(problem) => return failed(&["This is no JSON file: ", &problem.what].concat()),
    };
    let of = |name| json.root.get(name);
    if of("rulescape").and_then(Node::as_str) != Some(export::CLIPPINGS) {
        return failed(
            "This file holds no clippings: they are saved by this page as clippings.json.",
        );
    }
    let Some(nodes) = of("clips").and_then(Node::as_array) else {
        return failed("This file has no list of clippings.");
    };
    let clips: Vec<Clip> = nodes.iter().take(MAX_CLIPS).filter_map(clip).collect();
    let lost = nodes.len() - clips.len();
    OpenedClippings {
        problem: match lost {
            0 => String::new(),
            lost => [
                &lost.to_string(),
                " of ",
                &nodes.len().to_string(),
                " clippings could not be read: a quote and its place are needed, and no more than a thousand are kept.",
            ]
            .concat(),
        },
        clips,
    }
}

fn clip(node: &Node) -> Option<Clip> {
    let text = |name: &str| {
        let text = node.get(name).and_then(Node::as_str);
        text.unwrap_or_default().to_owned()
    };
    let (rule, quote) = (text("rule"), text("quote"));
    // Of whatever copy of the page the link was, it is followed in this one.
    let link = export::inside(&text("link")).to_owned();
    // Only places inside this page; anything else would be a stranger's link under our words.
    let inside = link.starts_with("#/") || (link.is_empty() && !rule.is_empty());
    if quote.is_empty() || !inside {
        return None;
    }
    Some(Clip {
        link: if rule.is_empty() {
            link
        } else {
            export::rule_link(&rule)
        },
        title: text("title"),
        whence: text("whence"),
        text: match text("text") {
            whole if whole.is_empty() => quote.clone(),
            whole => whole,
        },
        quote,
        paraphrase: node
            .get("paraphrase")
            .and_then(Node::as_bool)
            .unwrap_or(false),
        digest: text("digest"),
        as_of: text("as_of"),
        source_url: text("source_url"),
        rule,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, quote: &str) -> Clip {
        Clip {
            rule: "a/b".into(),
            quote: quote.into(),
            text: text.into(),
            ..Clip::default()
        }
    }

    #[test]
    fn a_quote_is_the_same_as_long_as_its_words_stand() {
        let check = |clip: &Clip, now: &str, state| {
            assert_eq!(judged(clip, now, "").state, state, "{now}");
        };
        let clip = with("Say so in the log. Keep it.", "in the log");
        check(&clip, "Say so in the log. Keep it.", ClipState::Same);
        check(&clip, "Say so\nin the log.  Keep it.", ClipState::Same);
        check(&clip, "Say so in the log for ever.", ClipState::SameQuote);
        check(&clip, "Say so in a log. Keep it.", ClipState::Changed);
        check(
            &with("Made up", "never there"),
            "Made up",
            ClipState::Changed,
        );
    }

    #[test]
    fn differences_are_told_word_by_word() {
        let view = judged(
            &with("keep it a year", "keep it a year"),
            "keep it two years",
            "",
        );
        let told: Vec<String> = view
            .pieces
            .iter()
            .map(|piece| format!("{:?} {}", piece.kind, piece.text.trim()))
            .collect();
        assert_eq!(told, ["Same keep it", "Removed a year", "Added two years"]);
    }

    #[test]
    fn files_are_opened_as_far_as_they_can_be_read() {
        let problem = |text: &str| open(text).problem;
        assert!(problem("{").starts_with("This is no JSON file"));
        assert!(
            problem("{\"rulescape\": \"facts/1\"}").starts_with("This file holds no clippings")
        );
        let opened = open(
            "{\"rulescape\": \"clippings/1\", \"clips\": [{\"rule\": \"a/b\", \"quote\": \"q\", \"link\": \"#/x\"},\
             {\"quote\": \"\"}, {\"quote\": \"q\", \"link\": \"https://evil.example\"},\
             {\"quote\": \"q\", \"link\": \"https://copy.example/r/#/compare?sets=a,b\"}, 7]}",
        );
        assert!(
            opened.problem.starts_with("3 of 5 clippings"),
            "{}",
            opened.problem
        );
        assert_eq!(opened.clips.len(), 2);
        assert_eq!(opened.clips[0].link, "#/rule/a/b");
        assert_eq!(opened.clips[0].text, "q");
        assert_eq!(opened.clips[1].link, "#/compare?sets=a,b");
    }
}
