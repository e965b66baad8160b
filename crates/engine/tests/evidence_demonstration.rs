//! The demonstration atlas through the engine, as a reader's page loads it: every attestation comes to the standing that
//! its author promised. Reads the sources of the atlas, never a network.

use std::collections::BTreeMap;
use std::path::Path;

use engine::Engine;
use ident::Standing;
use protocol::{
    Answer, Ask, EvidenceAsk, EvidenceView, Origin, OtherViewpoint, Role, SourceFile, Viewpoint,
    Way,
};
use publish::Gathered;

/// 2026-09-01, after everything was signed and before anything more expires.
const NOW: i64 = 1_788_220_800;

fn packed() -> (Gathered, BTreeMap<String, Vec<u8>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let gathered = publish::folder::facts(&folder).unwrap_or_else(|refusals| {
        let lines: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        panic!("refused:\n{}", lines.join("\n"));
    });
    let files = publish::finish(&gathered, publish::files(&gathered));
    (gathered, files)
}

fn give(engine: &mut Engine, name: &str, bytes: &[u8]) {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::Url,
    };
    engine.take_in(origin, bytes.to_vec(), &mut |_, _, _| ());
}

fn loaded(files: &BTreeMap<String, Vec<u8>>) -> Engine {
    let mut engine = Engine::new();
    engine.tell_time(NOW);
    give(&mut engine, "demo/atlas.json", &files["atlas.json"]);
    let Answer::EvidenceFiles(wanted) = engine.ask(&Ask::EvidenceFiles) else {
        panic!("files were asked for");
    };
    assert!(!wanted.is_empty(), "the atlas lists its evidence");
    for one in &wanted {
        let bytes = files.get(&one.path);
        let bytes = bytes.unwrap_or_else(|| panic!("{} is listed and not there", one.path));
        give(&mut engine, &format!("demo/{}", one.path), bytes);
    }
    assert_eq!(
        engine.ask(&Ask::EvidenceFiles),
        Answer::EvidenceFiles(Vec::new())
    );
    engine.ready(&mut |_, _, _| ());
    engine
}

fn proposed(engine: &Engine, files: &BTreeMap<String, Vec<u8>>) -> Viewpoint {
    let text = String::from_utf8(files["viewpoint.json"].clone()).expect("text");
    match engine.ask(&Ask::ReadChoice(text)) {
        Answer::Choice(read) => {
            assert_eq!(read.problem, None);
            read.adds
        }
        other => panic!("{other:?}"),
    }
}

fn list(engine: &Engine) -> EvidenceView {
    let ask = EvidenceAsk {
        limit: 200,
        ..EvidenceAsk::default()
    };
    match engine.ask(&Ask::Evidence(ask)) {
        Answer::Evidence(view) => view,
        other => panic!("{other:?}"),
    }
}

fn source(engine: &Engine, name: &str) -> SourceFile {
    let Answer::Sources(view) = engine.ask(&Ask::Sources) else {
        panic!("files were asked for");
    };
    let mut files = view.files.into_iter();
    let found = files.find(|file| file.origin.name == name);
    found.unwrap_or_else(|| panic!("{name} is not listed"))
}

fn choose(engine: &mut Engine, viewpoint: Viewpoint) {
    engine.choose(viewpoint, &mut |_, _, _| ());
}

/// The worst of several speaks for all, as on the command line.
fn weight(standing: Standing) -> u8 {
    match standing {
        Standing::Broken => 4,
        Standing::NotCheckableHere => 3,
        Standing::Unsigned => 2,
        Standing::IntactKeyUnknown => 1,
        Standing::ConfirmedByChosenKey => 0,
    }
}

#[test]
fn every_file_is_what_its_author_promised() {
    let (gathered, files) = packed();
    let mut engine = loaded(&files);
    let viewpoint = proposed(&engine, &files);
    let mut thresholds: Vec<usize> = gathered
        .evidence
        .attestations
        .iter()
        .map(|one| one.expect.as_ref().map_or(1, |expect| expect.threshold))
        .collect();
    thresholds.sort_unstable();
    thresholds.dedup();
    let mut wrong = Vec::new();
    for threshold in thresholds {
        choose(
            &mut engine,
            Viewpoint {
                threshold: threshold as u32,
                ..viewpoint.clone()
            },
        );
        let view = list(&engine);
        for one in &gathered.evidence.attestations {
            let expect = one.expect.as_ref().expect("everything promises something");
            if expect.threshold != threshold {
                continue;
            }
            let name = format!("demo/{}", one.path);
            let rows = view.rows.iter().filter(|row| row.file == name);
            let worst = rows.max_by_key(|row| weight(row.standing));
            let Some(row) = worst else {
                wrong.push(format!("{name}: not listed"));
                continue;
            };
            let decisive = row.decisive.as_ref().map(|check| check.name.clone());
            if (row.standing, &decisive) != (expect.standing, &expect.check) {
                wrong.push(format!(
                    "{name}: promised {} {:?}, is {} {:?}",
                    expect.standing, expect.check, row.standing, row.decisive
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_an_atlas_suggests_to_choose_is_none_of_its_evidence() {
    let (_, files) = packed();
    let atlas = String::from_utf8(files["atlas.json"].clone()).expect("text");
    assert!(files.contains_key("viewpoint.json"));
    assert!(!atlas.contains("\"viewpoint.json\""), "the atlas lists it");

    // Atlases used to list it: then it is brought, is named for what it is, and chooses nobody.
    let suggestion = &files["viewpoint.json"];
    let entry = serde_json::json!({
        "path": "viewpoint.json",
        "bytes": suggestion.len(),
        "digest": format!("sha256:{}", trust::encoding::to_hex(&trust::hash::Hash::Sha256.of(suggestion))),
        "title": "The suggested choice",
    });
    let older = atlas.replacen("\"evidence\":[", &format!("\"evidence\":[{entry},"), 1);
    assert_ne!(older, atlas);
    let mut engine = Engine::new();
    engine.tell_time(NOW);
    give(&mut engine, "demo/atlas.json", older.as_bytes());
    let Answer::EvidenceFiles(wanted) = engine.ask(&Ask::EvidenceFiles) else {
        panic!("files were asked for");
    };
    for one in &wanted {
        give(
            &mut engine,
            &format!("demo/{}", one.path),
            &files[&one.path],
        );
    }
    engine.ready(&mut |_, _, _| ());
    let file = source(&engine, "demo/viewpoint.json");
    assert_eq!(file.kind, "Viewpoint: whom somebody relies on");
    assert_eq!((file.role, file.problems), (Role::Proposes, Vec::new()));
    let rows = list(&engine).rows;
    assert!(rows.len() > 50);
    let confirmed = |row: &protocol::EvidenceRow| row.standing == Standing::ConfirmedByChosenKey;
    assert!(!rows.iter().any(confirmed));
}

#[test]
fn files_are_told_apart_by_what_they_are_there_for() {
    let (_, files) = packed();
    let engine = loaded(&files);
    for (path, role) in [
        ("evidence/confirmed.dsse.json", Role::Attests),
        ("evidence/status-list.json", Role::Serves),
        ("trusted_root.json", Role::Serves),
        ("communities/lantern-commons.json", Role::Serves),
    ] {
        assert_eq!(
            source(&engine, &format!("demo/{path}")).role,
            role,
            "{path}"
        );
    }
}

#[test]
fn nothing_is_confirmed_before_the_reader_chooses() {
    let (_, files) = packed();
    let engine = loaded(&files);
    let view = list(&engine);
    assert!(view.viewpoint.empty);
    assert_eq!(
        view.standings.first(),
        Some(&(Standing::ConfirmedByChosenKey, 0))
    );
    assert!(view.all > 20, "{}", view.all);
}

#[test]
fn every_verdict_is_whole_and_says_how_to_repeat_it() {
    let (_, files) = packed();
    let mut engine = loaded(&files);
    let viewpoint = proposed(&engine, &files);
    choose(&mut engine, viewpoint);
    for row in list(&engine).rows {
        let Answer::Verdict(verdict) = engine.ask(&Ask::Verdict(row.id.clone())) else {
            panic!("{} has no verdict", row.id);
        };
        assert_eq!(verdict.row, row);
        assert_eq!(verdict.checks.len(), trust::Check::ALL.len());
        assert!(!verdict.does_not_show.is_empty());
        assert!(verdict.command.contains("rulescape verify "));
        assert_eq!(verdict.judged_at, "2026-09-01T00:00:00Z");
        assert!(
            !verdict.elsewhere.is_empty() || !verdict.elsewhere_note.is_empty(),
            "{}",
            row.id
        );
    }
}

#[test]
fn rule_sets_stand_as_their_signatures_do_and_change_with_the_viewpoint() {
    let (_, files) = packed();
    let mut engine = loaded(&files);
    let standing = |engine: &Engine, id: &str| match engine.ask(&Ask::Choices) {
        Answer::Choices(sets) => sets.iter().find(|set| set.id == id).map(|set| set.standing),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        standing(&engine, "lantern-rules"),
        Some(Standing::IntactKeyUnknown)
    );
    let viewpoint = proposed(&engine, &files);
    choose(&mut engine, viewpoint.clone());
    assert_eq!(
        standing(&engine, "lantern-rules"),
        Some(Standing::ConfirmedByChosenKey)
    );
    let Answer::ViewpointDifference(difference) =
        engine.ask(&Ask::ViewpointDifference(OtherViewpoint::Nobody))
    else {
        panic!("a difference was asked for");
    };
    let changed = difference
        .sets
        .iter()
        .find(|(link, _)| link.id == "lantern-rules");
    assert_eq!(
        changed.map(|(_, standings)| *standings),
        Some((Standing::ConfirmedByChosenKey, Standing::IntactKeyUnknown))
    );
    // Looking through other eyes has taken nothing over.
    assert_eq!(
        standing(&engine, "lantern-rules"),
        Some(Standing::ConfirmedByChosenKey)
    );
    choose(&mut engine, Viewpoint::default());
    assert_eq!(
        standing(&engine, "lantern-rules"),
        Some(Standing::IntactKeyUnknown)
    );
}

#[test]
fn a_viewpoint_survives_its_file() {
    let (_, files) = packed();
    let mut engine = loaded(&files);
    let viewpoint = proposed(&engine, &files);
    choose(&mut engine, viewpoint.clone());
    let Answer::Viewpoint(view) = engine.ask(&Ask::Viewpoint) else {
        panic!("a viewpoint was asked for");
    };
    assert_eq!(view.problems, Vec::new());
    match engine.ask(&Ask::ReadChoice(view.file.clone())) {
        Answer::Choice(read) => assert_eq!(read.adds, viewpoint),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_list_that_is_not_at_hand_is_named_with_its_address_and_decides_once_it_comes() {
    let (_, files) = packed();
    let mut engine = loaded(&files);
    let revoked = |engine: &Engine| {
        let rows = list(engine).rows;
        let row = rows
            .iter()
            .find(|row| row.file.ends_with("evidence/revocation.json"));
        let id = row.map(|row| row.id.clone()).expect("it is listed");
        match engine.ask(&Ask::Verdict(id)) {
            Answer::Verdict(verdict) => verdict,
            other => panic!("{other:?}"),
        }
    };
    let before = revoked(&engine);
    assert_eq!(before.row.standing, Standing::Broken);
    assert_eq!(before.lacking, []);
    let lists = list(&engine).files;
    let status = lists
        .iter()
        .find(|file| file.name.ends_with("evidence/status-list.json"))
        .expect("it is listed");
    engine.remove(&status.digest);
    assert_eq!(
        engine.ask(&Ask::EvidenceFiles),
        Answer::EvidenceFiles(Vec::new()),
        "what the reader took out is not wanted back"
    );
    // Nor by an engine that was started anew, and heard of it before it read the atlas.
    let mut anew = Engine::new();
    anew.remove(&status.digest);
    give(&mut anew, "demo/atlas.json", &files["atlas.json"]);
    let Answer::EvidenceFiles(wanted) = anew.ask(&Ask::EvidenceFiles) else {
        panic!("files were asked for");
    };
    assert!(!wanted.is_empty());
    assert!(wanted.iter().all(|one| one.digest != status.digest));
    let without = revoked(&engine);
    assert_eq!(without.row.standing, Standing::NotCheckableHere);
    let addresses: Vec<&str> = without
        .lacking
        .iter()
        .map(|one| one.address.as_str())
        .collect();
    assert_eq!(addresses, ["https://harbour-guild.example/withdrawn"]);
    give(
        &mut engine,
        "https://harbour-guild.example/withdrawn",
        &files["evidence/status-list.json"],
    );
    engine.ready(&mut |_, _, _| ());
    let after = revoked(&engine);
    assert_eq!(after.row.standing, Standing::Broken);
    assert_eq!(after.lacking, []);
}
