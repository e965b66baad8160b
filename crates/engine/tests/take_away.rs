//! Files, citations and clippings of the real atlas, and clippings looked up in another state of it.

use std::path::Path;
use std::sync::OnceLock;

use engine::Engine;
use protocol::{
    Answer, Ask, Cell, ChangesAsk, CiteAsk, Clip, ClipState, CompareAsk, ExportAsk, ExportFormat,
    ExportView, NetworkAsk, Origin, PinAsk, Pinned, Subject, Way,
};

const RULE: &str = "eu-ai-act/art-50-2";

/// Read and packed once for all tests.
fn atlas() -> &'static [u8] {
    static ATLAS: OnceLock<Vec<u8>> = OnceLock::new();
    ATLAS.get_or_init(|| {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let gathered = publish::folder::facts(&data).expect("the facts are accepted");
        intake::readfile::write(&gathered.facts).expect("plain data serialises")
    })
}

fn with(atlas: &[u8]) -> Engine {
    let mut engine = Engine::new();
    let origin = Origin {
        name: "atlas.json".to_owned(),
        way: Way::BuiltIn,
    };
    let file = engine.receive(origin, atlas.to_vec(), &mut |_, _, _| {});
    assert!(file.usable, "{:?}", file.problems);
    engine
}

fn compare(sets: &[&str]) -> CompareAsk {
    CompareAsk {
        sets: sets.iter().map(|set| (*set).to_owned()).collect(),
        ..CompareAsk::default()
    }
}

fn export(engine: &Engine, of: Subject, format: ExportFormat) -> ExportView {
    let here = "https://page.example/#/compare".to_owned();
    match engine.ask(&Ask::Export(ExportAsk { of, format, here })) {
        Answer::Export(file) => file,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_file_names_the_state_of_the_atlas() {
    let engine = with(atlas());
    let digest = match engine.ask(&Ask::Overview) {
        Answer::Overview(overview) => overview.digest,
        other => panic!("{other:?}"),
    };
    assert!(
        digest.starts_with("sha256:") && digest.len() == 71,
        "{digest}"
    );
    let changes = ChangesAsk {
        old: "qemu-provenance-2025".into(),
        new: "qemu-proposal-2026".into(),
        ..ChangesAsk::default()
    };
    for of in [
        Subject::Rule(RULE.into()),
        Subject::Comparison(compare(&["eu-ai-act", "kr-ai-basic-act"])),
        Subject::Changes(changes),
        Subject::Network(NetworkAsk::default()),
    ] {
        for format in [
            ExportFormat::Csv,
            ExportFormat::Json,
            ExportFormat::Markdown,
            ExportFormat::Html,
        ] {
            let file = export(&engine, of.clone(), format);
            assert!(file.text.contains(&digest), "{}", file.name);
            assert!(!file.text.contains("verified"), "{}", file.name);
        }
    }
}

#[test]
fn what_is_not_loaded_makes_no_file() {
    let engine = with(atlas());
    let ask = Ask::Cite(CiteAsk {
        of: Subject::Rule("eu-ai-act/none".into()),
        here: String::new(),
    });
    assert!(matches!(engine.ask(&ask), Answer::NotFound { .. }));
}

#[test]
fn a_citation_says_paraphrase_and_digest_in_every_long_form() {
    let engine = with(atlas());
    let ask = Ask::Cite(CiteAsk {
        of: Subject::Rule(RULE.into()),
        here: "https://page.example/#/rule/eu-ai-act/art-50-2".into(),
    });
    let Answer::Citation(citation) = engine.ask(&ask) else {
        panic!("no citation");
    };
    for form in [&citation.footnote, &citation.bibtex, &citation.csl_json] {
        for part in ["sha256:", "paraphrased in Rulescape", "Art. 50(2)", "2024"] {
            assert!(form.contains(part), "{part} in {form}");
        }
    }
    assert!(
        citation.short.ends_with(", paraphrased in Rulescape."),
        "{}",
        citation.short
    );
}

fn pin(engine: &Engine, of: Subject, quote: &str) -> Clip {
    pin_at(engine, of, "", quote)
}

fn pin_at(engine: &Engine, of: Subject, cell: &str, quote: &str) -> Clip {
    let ask = Ask::Pin(PinAsk {
        of,
        cell: cell.into(),
        quote: quote.into(),
        link: "#/compare?sets=eu-ai-act,kr-ai-basic-act".into(),
    });
    match engine.ask(&ask) {
        Answer::Clip(clip) => clip,
        other => panic!("{other:?}"),
    }
}

fn states(engine: &Engine, clips: &[Clip]) -> Vec<ClipState> {
    let pinned = clips
        .iter()
        .map(|clip| Pinned {
            clip: clip.clone(),
            of: clip
                .rule
                .is_empty()
                .then(|| Subject::Comparison(compare(&["eu-ai-act", "kr-ai-basic-act"]))),
            cell: String::new(),
        })
        .collect();
    match engine.ask(&Ask::Clippings(pinned)) {
        Answer::Clippings(view) => view.clips.iter().map(|clip| clip.state).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn quotes_are_looked_up_in_another_state_of_the_atlas() {
    let engine = with(atlas());
    let both = Subject::Comparison(compare(&["eu-ai-act", "kr-ai-basic-act"]));
    let part = "must mark output in a machine-readable way";
    let clips = [
        pin(&engine, Subject::Rule(RULE.into()), part),
        pin(
            &engine,
            Subject::Rule(RULE.into()),
            "as far as  technically\nfeasible",
        ),
        // Words of a rule that stands in a comparison are that rule's.
        pin(&engine, both.clone(), part),
        pin(&engine, both, ""),
    ];
    assert_eq!(clips[0].quote, part);
    assert_eq!(clips[1].quote, "as far as technically feasible");
    assert_eq!(clips[2], clips[0]);
    assert!(
        clips[3].rule.is_empty() && clips[3].quote.contains("Both"),
        "{}",
        clips[3].quote
    );
    assert_eq!(states(&engine, &clips), [ClipState::Same; 4]);

    let text = String::from_utf8(atlas().to_vec()).expect("JSON is UTF-8");
    let reworded = text.replace(part, "must mark output so that software reads it");
    let gone = text.replace("art-50-2\"", "art-50-2-old\"");
    assert!(reworded != text && gone != text);
    assert_eq!(
        states(&with(reworded.as_bytes()), &clips),
        [
            ClipState::Changed,
            ClipState::SameQuote,
            ClipState::Changed,
            ClipState::Same
        ]
    );
    assert_eq!(states(&with(gone.as_bytes()), &clips)[0], ClipState::Gone);
    assert_eq!(states(&Engine::new(), &clips), [ClipState::NotLoaded; 4]);
}

#[test]
fn silence_a_row_and_what_changed_can_be_kept() {
    let engine = with(atlas());
    let pair = compare(&["eu-ai-act", "kr-ai-basic-act"]);
    let of = Subject::Comparison(pair.clone());
    let Answer::Comparison(view) = engine.ask(&Ask::Compare(pair)) else {
        panic!("another answer");
    };
    let (topic, column) = view
        .rows
        .iter()
        .filter(|row| row.covered == 1)
        .find_map(|row| {
            let silent = row.cells.iter().position(|cell| *cell == Cell::Silent)?;
            Some((row.topic?, silent))
        })
        .expect("one of them is silent somewhere");
    let cell = format!("cell-{}-{column}", topic.as_str());
    let silent = pin_at(&engine, of.clone(), &cell, "");
    assert_eq!(silent.quote, "silent");
    assert!(silent.title.starts_with(topic.label()), "{}", silent.title);
    let row = pin_at(&engine, of.clone(), &format!("cell-{}", topic.as_str()), "");
    assert!(row.quote.contains(": silent"), "{}", row.quote);
    assert_eq!(row.quote.lines().count(), 2);
    // Words from elsewhere are not of the cell that is picked, and its link does not lead there.
    let other = pin_at(&engine, of.clone(), &cell, &view.words[0]);
    assert_eq!(
        (other.whence.as_str(), other.quote.as_str()),
        ("Summary of a comparison", view.words[0].as_str())
    );

    let changes = Subject::Changes(ChangesAsk {
        old: "zig-coc-2025".into(),
        new: "zig-coc-2026".into(),
        ..ChangesAsk::default()
    });
    let changed = pin(&engine, changes.clone(), "");
    assert!(changed.quote.contains(" added, "), "{}", changed.quote);

    let state = |clip: &Clip, of: &Subject, cell: &str, engine: &Engine| {
        let pinned = vec![Pinned {
            clip: clip.clone(),
            of: Some(of.clone()),
            cell: cell.into(),
        }];
        match engine.ask(&Ask::Clippings(pinned)) {
            Answer::Clippings(view) => view.clips[0].state,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(state(&silent, &of, &cell, &engine), ClipState::Same);
    assert_eq!(state(&changed, &changes, "", &engine), ClipState::Same);
    assert_eq!(
        state(&changed, &changes, "", &Engine::new()),
        ClipState::NotLoaded
    );
    let spoken = format!("cell-{}-{}", topic.as_str(), 1 - column);
    assert_eq!(state(&silent, &of, &spoken, &engine), ClipState::Changed);
}

#[test]
fn a_file_of_clippings_is_read_back() {
    let engine = with(atlas());
    let clip = pin(&engine, Subject::Rule(RULE.into()), "");
    let pinned = vec![Pinned {
        clip: clip.clone(),
        of: None,
        cell: String::new(),
    }];
    let file = export(&engine, Subject::Clippings(pinned), ExportFormat::Json);
    assert_eq!(file.name, "clippings.json");
    let Answer::Opened(opened) = engine.ask(&Ask::OpenClippings(file.text)) else {
        panic!("not opened");
    };
    assert_eq!(opened.problem, "");
    assert_eq!(opened.clips, [clip]);
}
