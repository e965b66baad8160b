//! Any bytes as evidence that the engine loads, and as whom to trust. Never a panic, never confirmed while nobody is
//! chosen, never a verdict without all of its checks; a viewpoint that can be read is written as one that reads the same.
//!
//! The bytes are cut at [`CUT`]: the first piece is a viewpoint to choose, each other one a file.

use engine::Engine;
use ident::Standing;
use protocol::{
    Answer, Ask, ClaimsAsk, EvidenceAsk, EvidenceView, Origin, OtherViewpoint, Viewpoint, Way,
};

/// What stands between two files in the bytes of one run.
pub const CUT: &[u8] = b"\n=8<=\n";

/// More files than this show nothing new and take the time of other runs.
const MAX_FILES: usize = 6;

/// 2027-01-15.
const NOW: i64 = 1_800_000_000;

/// One run.
pub fn run(data: &[u8]) {
    let pieces = cut(data);
    let mut engine = Engine::new();
    engine.tell_time(NOW);
    for (number, bytes) in pieces.iter().enumerate().take(MAX_FILES) {
        let origin = Origin {
            name: format!("evidence/{number}.json"),
            way: Way::File,
        };
        engine.take_in(origin, bytes.to_vec(), &mut |_, _, _| ());
    }
    engine.ready(&mut |_, _, _| ());
    for row in looked_through(&engine).rows {
        assert_ne!(row.standing, Standing::ConfirmedByChosenKey, "{}", row.id);
    }
    let text = String::from_utf8_lossy(pieces.first().copied().unwrap_or_default());
    let Answer::Choice(read) = answered(&engine, &Ask::ReadChoice(text.into_owned())) else {
        panic!("a choice was to be read");
    };
    if read.problem.is_some() {
        return;
    }
    engine.choose(read.adds.clone(), &mut |_, _, _| ());
    looked_through(&engine);
    written_reads_the_same(&engine, &read.adds);
}

fn cut(data: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut rest = data;
    while let Some(at) = rest.windows(CUT.len()).position(|window| window == CUT) {
        pieces.push(&rest[..at]);
        rest = &rest[at + CUT.len()..];
    }
    pieces.push(rest);
    pieces
}

/// Everything that the pages of evidence ask for.
fn looked_through(engine: &Engine) -> EvidenceView {
    let ask = EvidenceAsk {
        limit: 20,
        ..EvidenceAsk::default()
    };
    let Answer::Evidence(view) = answered(engine, &Ask::Evidence(ask)) else {
        panic!("evidence was asked for");
    };
    for row in view.rows.iter().take(MAX_FILES) {
        let Answer::Verdict(verdict) = answered(engine, &Ask::Verdict(row.id.clone())) else {
            panic!("{} is listed and has no verdict", row.id);
        };
        assert_eq!(verdict.row.standing, row.standing);
        assert_eq!(verdict.checks.len(), trust::Check::ALL.len());
        assert!(!verdict.does_not_show.is_empty());
        assert!(verdict.command.contains("rulescape verify "));
        for link in row.about.iter().take(2) {
            answered(engine, &Ask::Chain(link.id.clone()));
        }
    }
    for ask in [
        Ask::Claims(ClaimsAsk::default()),
        Ask::Viewpoint,
        Ask::ViewpointDifference(OtherViewpoint::Nobody),
        Ask::EvidenceFiles,
        Ask::Sources,
    ] {
        answered(engine, &ask);
    }
    view
}

fn written_reads_the_same(engine: &Engine, chosen: &Viewpoint) {
    let Answer::Viewpoint(view) = answered(engine, &Ask::Viewpoint) else {
        panic!("the viewpoint was asked for");
    };
    match answered(engine, &Ask::ReadChoice(view.file.clone())) {
        Answer::Choice(again) => assert_eq!(&again.adds, chosen, "{}", view.file),
        other => panic!("{other:?}"),
    }
}

/// What the engine answers arrives at the page as it was sent.
fn answered(engine: &Engine, ask: &Ask) -> Answer {
    let answer = engine.ask(ask);
    let sent = protocol::write(&answer);
    let arrived: Answer = protocol::read(&sent).expect("what was written can be read");
    assert_eq!(protocol::write(&arrived), sent);
    answer
}
