//! A small comparison, its rule, its changes and a network in every format, against files that people have looked at.
//! `UPDATE_EXPECT=1 cargo test -p export` writes them anew: look at the difference before it is kept.

use std::path::Path;

use export::About;
use ident::{
    Binding, Confidence, InstrumentKind, Layer, Modality, SourceClass, Standing, Status, Topic,
};
use protocol::{
    Block, Cell, ChangeCounts, ChangeEntry, ChangeKind, ChangesView, Comparison, ComparisonRow,
    CorrespondenceView, ExportFormat, ExportView, Forces, Ground, HitKind, Line, Link, NetworkRow,
    NetworkView, NumberCell, NumberRow, ParameterView, Picture, PieceKind, RuleCard, RuleView,
    SetRef, Span, TextPiece,
};

const FORMATS: [ExportFormat; 5] = [
    ExportFormat::Csv,
    ExportFormat::Json,
    ExportFormat::Markdown,
    ExportFormat::Html,
    ExportFormat::Svg,
];

fn about() -> About {
    About {
        atlas: "Small atlas".into(),
        as_of: "2026-11-22".into(),
        digest: "sha256:00ff".into(),
        here: "https://page.example/r/#/compare?sets=act,club".into(),
        other_files: vec![("club".into(), "sha256:11ee".into())],
        ..About::default()
    }
}

fn set(id: &str, title: &str, instrument: Option<InstrumentKind>) -> SetRef {
    SetRef {
        id: id.into(),
        title: title.into(),
        issuer: "Example & Sons".into(),
        community: (id == "club").then(|| "example".into()),
        binding: if instrument.is_some() {
            Binding::Law
        } else {
            Binding::Participants
        },
        instrument,
        status: Status::InForce,
        version: "1.0".into(),
        date: "2026-03".into(),
        rules: 2,
        forces: Forces::default(),
        standing: Standing::Unsigned,
        suggested: false,
    }
}

fn card(id: &str, title: &str, text: &str) -> RuleCard {
    let set = id.split('/').next().unwrap_or_default();
    RuleCard {
        id: id.into(),
        set: set.into(),
        set_title: set.into(),
        pinpoint: "Art. 1, second sentence".into(),
        title: title.into(),
        text: vec![
            Block::Paragraph(vec![
                Span::Text(text.into()),
                Span::Emphasis(vec![Span::Text(" at once".into())]),
            ]),
            Block::List(
                false,
                vec![vec![Block::Paragraph(vec![Span::Text("=a, \"b\"".into())])]],
            ),
        ],
        paraphrase: true,
        topic: Some(Topic::ContentLabelling),
        modality: Some(Modality::Must),
        suggested: false,
        binds: vec!["providers".into(), "users".into()],
        parameters: vec![ParameterView {
            label: "Report within".into(),
            text: "15 days".into(),
        }],
        mechanisms: vec![],
        binding: Binding::Law,
        status: None,
        source_url: "https://law.example/act?a=1&b=(2)".into(),
        source_class: Some(SourceClass::Primary),
        confidence: Some(Confidence::Read),
        standing: Standing::Unsigned,
    }
}

fn comparison() -> Comparison {
    let first = card("act/art 1", "=Label <it>", "Say *so*");
    let mut second = card("act/2", "Never hide it", "Do not remove marks");
    second.modality = Some(Modality::MustNot);
    second.source_url = "javascript:alert(1)".into();
    second.status = Some(Status::EnactedNotInForce);
    Comparison {
        sets: vec![
            set("act", "An Act", Some(InstrumentKind::Law)),
            set("club", "Club rules", None),
        ],
        missing: vec![],
        facets: vec![],
        rows: vec![
            ComparisonRow {
                topic: Some(Topic::ContentLabelling),
                covered: 1,
                cells: vec![Cell::Rules(vec![first, second]), Cell::Silent],
                lines: vec![Line {
                    ground: Ground::Stated,
                    words: "asks more than".into(),
                    shared: vec![],
                    likeness: 0,
                    notes: vec!["Because.".into()],
                    inferred: false,
                    joint: false,
                    conflict: false,
                    cells: vec![vec![1], vec![]],
                }],
                numbers: vec![NumberRow {
                    label: "Report within".into(),
                    cells: vec![
                        vec![NumberCell {
                            text: "15 days".into(),
                            understood: "at most 15 days".into(),
                            rule: link("act/art 1", "Label it"),
                            pinpoint: "Art. 1".into(),
                        }],
                        vec![],
                    ],
                    stricter: vec![0],
                    reasons: vec!["Only one names a number.".into()],
                }],
            },
            ComparisonRow {
                topic: None,
                covered: 0,
                cells: vec![Cell::FilteredOut, Cell::NotExamined],
                lines: vec![],
                numbers: vec![],
            },
        ],
        filled: 1,
        silent: 1,
        words: vec!["Only An Act speaks about Content labelling.".into()],
        conflicts: vec![],
        kept: vec![2, 0],
        life: vec![String::new(), String::new()],
        references: vec![],
        grounds: vec![],
        collections: vec![],
    }
}

fn link(id: &str, name: &str) -> Link {
    Link {
        kind: HitKind::Rule,
        id: id.into(),
        name: name.into(),
    }
}

/// Every file that differs is named before the test fails.
fn check(files: &[ExportView]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut differing = Vec::new();
    for file in files {
        let path = folder.join(&file.name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &file.text).expect("the file can be written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if expected != file.text {
            differing.push(file.name.clone());
        }
    }
    assert_eq!(differing, [""; 0], "UPDATE_EXPECT=1 shows how");
}

#[test]
fn a_comparison_in_every_format() {
    let files: Vec<ExportView> = FORMATS
        .into_iter()
        .map(|format| export::comparison(&comparison(), &about(), format))
        .collect();
    for file in &files {
        assert!(!file.text.contains("<script"), "{}", file.name);
        assert!(!file.text.contains("href=\"javascript"), "{}", file.name);
        assert!(file.text.contains("sha256:00ff"), "{}", file.name);
    }
    check(&files);
}

#[test]
fn the_json_can_be_read_and_the_csv_has_as_many_fields_in_every_line() {
    let file = |format| export::comparison(&comparison(), &about(), format).text;
    let json: serde_json::Value =
        serde_json::from_str(&file(ExportFormat::Json)).expect("it is JSON");
    let first = &json["topics"][0]["cells"][0]["rules"][0];
    assert_eq!(first["text"], "Say *so* at once =a, \"b\"");
    assert_eq!(first["link"], "https://page.example/r/#/rule/act/art%201");
    let csv = file(ExportFormat::Csv);
    assert_eq!(
        csv.matches("\r\n").count(),
        6,
        "head, two rules, three cells without"
    );
    let fields = |line: &str| {
        let mut quoted = false;
        1 + line
            .chars()
            .filter(|c| {
                quoted ^= *c == '"';
                *c == ',' && !quoted
            })
            .count()
    };
    let counts: Vec<usize> = csv.split_terminator("\r\n").map(fields).collect();
    assert!(counts.iter().all(|count| *count == 33), "{counts:?}");
    assert!(csv.contains(",'=Label <it>,"), "{csv}");
}

#[test]
fn a_rule_in_every_format() {
    let view = RuleView {
        card: card("act/art 1", "Label it", "Say so"),
        set: set("act", "An Act", Some(InstrumentKind::Law)),
        evidence: vec!["A mark".into()],
        note: "Doubtful.".into(),
        previous: None,
        next: None,
        path: vec!["Chapter I".into()],
        related: vec![],
        corresponds: vec![CorrespondenceView {
            words: "asks more than".into(),
            relationship: None,
            conflict: false,
            via: None,
            turned: false,
            rules: vec![],
            unknown: vec!["elsewhere.json#x".into()],
            together_with: vec![],
            rationale: "It asks for a log too.".into(),
            note: String::new(),
            confidence: "medium".into(),
            collection: "A collection".into(),
            provenance: "Drafted by people.".into(),
        }],
        others: vec![],
        others_total: 0,
        silent: 0,
        quantities: vec![],
    };
    let files: Vec<ExportView> = FORMATS
        .into_iter()
        .filter(|format| *format != ExportFormat::Svg)
        .map(|format| export::rule(&view, &about(), format))
        .collect();
    check(&files);
}

#[test]
fn changes_in_every_format() {
    let (old, mut new) = (
        card("act/1", "Label it", "Say so"),
        card("act/art 1", "Label it", "Say it"),
    );
    new.modality = None;
    let piece = |kind, text: &str| TextPiece {
        kind,
        text: text.into(),
    };
    let view = ChangesView {
        old: set("act", "An Act", Some(InstrumentKind::Law)),
        new: set("club", "Club rules", None),
        counts: ChangeCounts {
            changed_and_moved: 0,
            added: 1,
            changed: 1,
            ..ChangeCounts::default()
        },
        kept: [1, 2],
        entries: vec![
            ChangeEntry {
                kind: ChangeKind::Changed,
                moved: true,
                ground: "the same words".into(),
                suggested: false,
                old: Some(old),
                new: Some(new.clone()),
                pieces: vec![
                    piece(PieceKind::Same, "Say "),
                    piece(PieceKind::Removed, "so"),
                    piece(PieceKind::Added, "it"),
                ],
                reworded: false,
            },
            ChangeEntry {
                kind: ChangeKind::Added,
                moved: false,
                ground: String::new(),
                suggested: false,
                old: None,
                new: Some(new),
                pieces: vec![],
                reworded: false,
            },
        ],
        offset: 0,
        total: 2,
        noted: vec![],
        adopted: false,
    };
    let files: Vec<ExportView> = FORMATS
        .into_iter()
        .filter(|format| *format != ExportFormat::Svg)
        .map(|format| export::changes(&view, &about(), format))
        .collect();
    check(&files);
}

#[test]
fn a_network_in_every_format() {
    let body = |id: &str, name: &str| Link {
        kind: HitKind::Community,
        id: id.into(),
        name: name.into(),
    };
    let view = NetworkView {
        picture: Picture::default(),
        facets: vec![],
        words: vec![],
        table: vec![NetworkRow {
            link: body("llvm", "LLVM \"the\" Project"),
            kind: "Technical community".into(),
            layer: Layer::Communities,
            takes_from: vec![body("fedora", "Fedora, the project"), body("x", "+X")],
            recognises: vec![],
            relations: 2,
            rules: 18,
            standing: Standing::Unsigned,
        }],
        unlinked: vec![],
        shown: [1, 0],
        total: [1, 0],
    };
    let files: Vec<ExportView> = FORMATS
        .into_iter()
        .filter(|format| *format != ExportFormat::Svg)
        .map(|format| export::network(&view, &about(), format))
        .collect();
    check(&files);
}
