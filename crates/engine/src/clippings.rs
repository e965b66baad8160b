//! Quotes that readers keep, looked up again in what is loaded now. Never makes one, never believes a file's
//! word about what has become of a quote.

use intake::json::{self, Limits, Node};
use protocol::{Clip, ClipState, ClipView, ClippingsView, OpenedClippings, Pinned, TextPiece};

use crate::engine::Engine;
use crate::export::about;
use crate::pinning::{self, line};
use crate::text::Extent;
use crate::{drift, view};

/// Nobody reads more quotes at a time; a larger file is no file of clippings.
const MAX_CLIPS: usize = 1000;

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
        let said = pinned
            .of
            .as_ref()
            .and_then(|of| pinning::said(engine, of, &pinned.cell));
        return match said {
            Some(said) => judged(clip, &said.text, &said.digest),
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
