//! Pinned quotes as a file that can be opened again, or read by people. Never forgets where a quote is from.

use protocol::{Clip, ClipState, ClipView, ClippingsView, ExportFormat, ExportView, Pinned};

use crate::about::{self, About};
use crate::comparison::rows::yes;
use crate::json::Value;
use crate::sheet::Sheet;
use crate::{comparison, day, link, markdown};

/// What the JSON form says that it is; opening asks for it.
pub const KIND: &str = "clippings/1";

const TITLE: &str = "Clippings";
const NOTE: &str = "Each quote was looked up again in the files loaded when this was written. Paraphrases are the atlas \
     author’s words.";

/// The quotes in the wanted format; `view` says what has become of each. `Svg` is answered as `Html`.
pub fn clippings(
    pinned: &[Pinned],
    view: &ClippingsView,
    about: &About,
    format: ExportFormat,
) -> ExportView {
    let pairs: Vec<(&Clip, &ClipView)> = pinned
        .iter()
        .map(|pinned| &pinned.clip)
        .zip(&view.clips)
        .collect();
    let (text, format) = match format {
        ExportFormat::Csv => (table(&pairs, about).csv(), format),
        ExportFormat::Json => (json(&pairs, about), format),
        ExportFormat::Markdown => (markdown_of(&pairs, about), format),
        ExportFormat::Html | ExportFormat::Svg => (
            table(&pairs, about).html(TITLE, about, NOTE),
            ExportFormat::Html,
        ),
    };
    about::file("clippings", format, text)
}

const fn word(state: ClipState) -> &'static str {
    match state {
        ClipState::Same => "same",
        ClipState::SameQuote => "same quote, other words around it",
        ClipState::Changed => "changed",
        ClipState::Gone => "gone",
        ClipState::NotLoaded => "not loaded",
    }
}

fn table(pairs: &[(&Clip, &ClipView)], about: &About) -> Sheet {
    let rows = pairs.iter().map(|(clip, view)| {
        vec![
            clip.title.clone(),
            clip.whence.clone(),
            clip.quote.clone(),
            word(view.state).to_owned(),
            yes(clip.paraphrase),
            clip.rule.clone(),
            clip.source_url.clone(),
            link::absolute(&about.here, &clip.link),
            clip.as_of.clone(),
            clip.digest.clone(),
            view.digest.clone(),
        ]
    });
    Sheet {
        head: &[
            "title",
            "whence",
            "quote",
            "state",
            "paraphrase",
            "rule",
            "source_url",
            "link",
            "as_of",
            "digest",
            "digest_now",
        ],
        rows: rows.collect(),
    }
}

fn json(pairs: &[(&Clip, &ClipView)], about: &About) -> String {
    let clips = pairs.iter().map(|(clip, view)| {
        Value::Object(vec![
            ("rule", Value::text(&clip.rule)),
            ("title", Value::text(&clip.title)),
            ("whence", Value::text(&clip.whence)),
            ("quote", Value::text(&clip.quote)),
            ("text", Value::text(&clip.text)),
            ("paraphrase", Value::Bool(clip.paraphrase)),
            ("digest", Value::text(&clip.digest)),
            ("as_of", Value::text(&clip.as_of)),
            ("source_url", Value::text(&clip.source_url)),
            ("link", Value::Text(link::absolute(&about.here, &clip.link))),
            ("state", Value::text(word(view.state))),
        ])
    });
    Value::Object(vec![
        ("rulescape", Value::text(KIND)),
        ("atlas", comparison::json_atlas(about)),
        ("clips", Value::list(clips)),
    ])
    .document()
}

fn markdown_of(pairs: &[(&Clip, &ClipView)], about: &About) -> String {
    let mut text = ["# ", TITLE, "\n"].concat();
    for (clip, view) in pairs {
        text.push_str(&["\n## ", &markdown::escape(&clip.title), "\n\n> "].concat());
        let lines: Vec<String> = clip.quote.lines().map(markdown::escape).collect();
        text.push_str(&lines.join("\n>\n> "));
        text.push_str("\n\n");
        let page = link::absolute(&about.here, &clip.link);
        let voice = if clip.paraphrase { ", paraphrase" } else { "" };
        text.push_str(
            &[
                &markdown::anchor(&clip.source_url, &clip.whence),
                voice,
                ", as of ",
                &day::words(&clip.as_of),
                ", ",
                &clip.digest,
                "; ",
                &markdown::anchor(&page, &page),
                ". Now: ",
                word(view.state),
                ".\n",
            ]
            .concat(),
        );
    }
    text.push_str(&markdown::provenance(about, NOTE));
    text
}
