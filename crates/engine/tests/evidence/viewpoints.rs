//! Many lines, files that come and go, other viewpoints: what is remembered comes to the same as judging all anew.

use protocol::Doing;

use crate::bodies::*;

#[test]
fn a_large_bundle_is_told_while_it_is_judged() {
    let lines: Vec<String> = (0..300)
        .map(|number| {
            let text = signed(&svr(&format!("artefact {number}"), &["ac-1"]), "harbour");
            let value: Value = serde_json::from_str(&text).expect("JSON");
            value.to_string()
        })
        .collect();
    let mut engine = engine(&[]);
    give(&mut engine, "bundle.jsonl", &lines.join("\n"));
    let mut told = Vec::new();
    engine.ready(&mut |doing, done, of| told.push((doing, done, of)));
    let checking: Vec<u32> = told
        .iter()
        .filter(|(doing, _, of)| *doing == Doing::Judging && *of == 300)
        .map(|(_, done, _)| *done)
        .collect();
    assert_eq!(checking, [0, 64, 128, 192, 256]);
    let view = listed(&engine, EvidenceFilter::default());
    assert_eq!((view.total, view.rows.len()), (300, 200));
}

#[test]
fn a_bundle_that_comes_after_another_does_not_have_the_first_one_judged_again() {
    let lines = |name: &str, count: usize| {
        let lines: Vec<String> = (0..count)
            .map(|number| {
                let text = signed(&svr(&format!("{name} {number}"), &["ac-1"]), "harbour");
                let value: Value = serde_json::from_str(&text).expect("JSON");
                value.to_string()
            })
            .collect();
        lines.join("\n")
    };
    // Together more than are remembered one by one.
    let (first, second) = (lines("first", 900), lines("second", 200));
    let all = engine(&[("first.jsonl", &first), ("second.jsonl", &second)]);
    let mut engine = engine(&[]);
    give(&mut engine, "first.jsonl", &first);
    engine.ready(&mut |_, _, _| ());
    let mut told = Vec::new();
    let mut ready = |engine: &mut Engine| {
        told.clear();
        engine.ready(&mut |doing, done, _| {
            if doing == Doing::Judging {
                told.push(done);
            }
        });
        told.clone()
    };
    give(&mut engine, "second.jsonl", &second);
    assert_eq!(ready(&mut engine), [900, 964, 1028, 1092]);
    give(
        &mut engine,
        "third.jsonl",
        &signed(&svr("third", &["ac-1"]), "harbour"),
    );
    assert_eq!(ready(&mut engine), [1100]);
    let view = listed(&engine, EvidenceFilter::default());
    assert_eq!(view.total, 1101);
    // How many must sign is more than which keys count: everything is judged again.
    let other = Viewpoint {
        threshold: 2,
        ..Viewpoint::default()
    };
    let mut again = Vec::new();
    engine.choose(other, &mut |doing, _, _| again.push(doing));
    // What was read is not read again.
    assert_eq!(again, vec![Doing::Judging; 18]);
    engine.choose(Viewpoint::default(), &mut |_, _, _| ());
    let rows = |engine: &Engine| {
        let view = listed(engine, EvidenceFilter::default());
        view.rows
            .into_iter()
            .map(|row| (row.id, row.standing))
            .collect::<Vec<_>>()
    };
    assert!(rows(&engine)[..100] == rows(&all)[..100]);
}

/// Every attestation with what came of it, under this viewpoint, in an engine that judges all anew.
fn anew(files: &[(&str, &str)], viewpoint: &Viewpoint) -> Vec<String> {
    let mut engine = engine(&[]);
    engine.choose(viewpoint.clone(), &mut |_, _, _| ());
    for (name, text) in files {
        give(&mut engine, name, text);
    }
    engine.ready(&mut |_, _, _| ());
    standings(&engine)
}

fn standings(engine: &Engine) -> Vec<String> {
    let view = listed(engine, EvidenceFilter::default());
    let counted = view
        .standings
        .iter()
        .map(|(standing, count)| format!("{count} {standing:?}"));
    let rows = view.rows.iter().map(|row| {
        let decisive = row.decisive.as_ref().map_or("", |check| &check.name);
        format!(
            "{} {} {:?} {decisive} {}",
            row.file, row.line, row.standing, row.issuer.key
        )
    });
    let facets = view.facets.iter().flat_map(|facet| {
        facet
            .options
            .iter()
            .map(|option| format!("{:?} {} {}", facet.name, option.value, option.count))
    });
    let mut all: Vec<String> = counted.chain(rows).chain(facets).collect();
    all.sort();
    all
}

/// Lines by keys that documents list and by one that nobody lists, changed ones, ones that name a key, ones signed twice.
fn mixed_lines() -> String {
    let line = |name: &str, by: &[&str]| {
        let keys: Vec<SigningKey> = by.iter().map(|name| key(name)).collect();
        let text = envelope(&svr(name, &["ac-1"]), &keys).expect("it can be signed");
        serde_json::from_str::<Value>(&text).expect("JSON")
    };
    let plain = |mut value: Value| {
        value["signatures"][0]["keyid"] = Value::Null;
        value
    };
    let changed = |mut value: Value| {
        value["payload"] = json!(to_base64(svr("other", &["ac-2"]).to_string().as_bytes()));
        value
    };
    let mut future = svr("future", &["ac-1"]);
    future["predicate"]["timeCreated"] = json!("2029-01-01T00:00:00Z");
    let future: Value = serde_json::from_str(&signed(&future, "lantern")).expect("JSON");
    let lines = [
        line("one", &["harbour"]),
        plain(line("two", &["harbour"])),
        plain(line("three", &["lantern"])),
        plain(line("four", &["stranger"])),
        line("five", &["stranger"]),
        changed(line("six", &["harbour"])),
        changed(plain(line("seven", &["lantern"]))),
        line("eight", &["harbour", "stranger"]),
        future,
    ];
    let mut text: Vec<String> = lines.iter().map(Value::to_string).collect();
    text.push("{\"no\":\"envelope\"}".to_owned());
    text.join("\n")
}

#[test]
fn another_viewpoint_comes_to_the_same_as_judging_all_anew() {
    let lines = mixed_lines();
    let beside = signed(&svr(&rules(), &["ac-1"]), "meadow");
    let files = [
        ("bundle.jsonl", lines.as_str()),
        ("rules.json.dsse", &beside),
    ];
    let of = |names: &[&str], steps: u32| Viewpoint {
        keys: names
            .iter()
            .map(|name| protocol::ChosenKey {
                key: multikey(name),
                ..protocol::ChosenKey::default()
            })
            .collect(),
        steps,
        threshold: 1,
        ..Viewpoint::default()
    };
    let viewpoints = [
        of(&[], 0),
        of(&["harbour"], 0),
        of(&["stranger"], 0),
        of(&["lantern", "harbour"], 1),
        of(&["stranger", "meadow"], 0),
        of(&["meadow"], 2),
        of(&[], 0),
        Viewpoint {
            threshold: 2,
            ..of(&["harbour", "stranger"], 0)
        },
        of(&["harbour", "stranger"], 0),
        of(&["stranger"], 0),
    ];
    let mut changing = engine(&files);
    for (number, viewpoint) in viewpoints.iter().enumerate() {
        changing.choose(viewpoint.clone(), &mut |_, _, _| ());
        assert_eq!(standings(&changing), anew(&files, viewpoint), "{number}");
        // A file that comes meanwhile changes the rest no more.
        let name = format!("more-{number}.jsonl");
        let more = signed(&svr(&name, &["ac-1"]), "stranger");
        let file = give(&mut changing, &name, &more);
        changing.ready(&mut |_, _, _| ());
        changing.remove(&file.digest);
        assert_eq!(standings(&changing), anew(&files, viewpoint), "{number}");
    }
}

/// A line that names no rule set: it says the same whatever else is loaded, unless that is what it is about.
fn about(subject: &str) -> String {
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "anything", "digest": digest(subject) }],
        "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
        "predicate": { "result": "PASSED", "configuration": [] },
    });
    let text = signed(&statement, "harbour");
    serde_json::from_str::<Value>(&text)
        .expect("JSON")
        .to_string()
}

#[test]
fn lines_that_were_read_are_read_again_only_where_a_new_file_matters_to_them() {
    let disputed = about("nothing loaded");
    let lines = [
        about("later.txt comes"),
        disputed.clone(),
        about("{\"kty\":1}"),
        about(&disputed),
    ];
    let bundle = lines.join("\n");
    let speaker = signed(&tested(&disputed, "FAILED", &["ac-1"]), "lantern");
    let files = [
        ("one.json", speaker.as_str()),
        ("keys.json", "{\"kty\":1}"),
        ("more.jsonl", &[about("x"), about("y")].join("\n")),
    ];
    let all = {
        let mut all = vec![("bundle.jsonl", bundle.as_str())];
        all.extend(files);
        engine(&all)
    };
    let mut step_by_step = engine(&[("bundle.jsonl", &bundle)]);
    for (name, text) in files {
        give(&mut step_by_step, name, text);
        step_by_step.ready(&mut |_, _, _| ());
    }
    let whole = |engine: &Engine| {
        let rows = listed(engine, EvidenceFilter::default()).rows;
        rows.iter()
            .map(|row| format!("{row:?}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(whole(&step_by_step), whole(&all));
    let third = |engine: &Engine| {
        let rows = listed(engine, EvidenceFilter::default()).rows;
        let mut rows = rows.into_iter();
        let second = rows.find(|row| row.line == 2).expect("it is listed");
        let third = rows.find(|row| row.line == 3).expect("it is listed");
        (second.rebutted, third.unmatched.len())
    };
    assert_eq!(third(&step_by_step), (2, 0));
    // Taken out again, it matters no more.
    let digest_of = |engine: &Engine, name: &str| match engine.ask(&Ask::Sources) {
        Answer::Sources(view) => {
            let mut files = view.files.into_iter();
            files
                .find(|file| file.origin.name == name)
                .expect("loaded")
                .digest
        }
        other => panic!("{other:?}"),
    };
    let key = digest_of(&step_by_step, "keys.json");
    step_by_step.remove(&key);
    let without = engine(&[("bundle.jsonl", &bundle), files[0], files[2]]);
    assert_eq!(whole(&step_by_step), whole(&without));
    assert_eq!(third(&step_by_step), (2, 1));
}

#[test]
fn another_viewpoint_computes_no_signature_again_whose_maker_is_known() {
    let lines: Vec<String> = (0..300)
        .map(|number| {
            let by = ["harbour", "lantern"][number % 2];
            let text = signed(&svr(&format!("artefact {number}"), &["ac-1"]), by);
            let mut value: Value = serde_json::from_str(&text).expect("JSON");
            value["signatures"][0]["keyid"] = Value::Null;
            value.to_string()
        })
        .collect();
    let mut engine = engine(&[("bundle.jsonl", &lines.join("\n"))]);
    let confirmed = |engine: &Engine| {
        let view = listed(engine, EvidenceFilter::default());
        let of = view.standings.iter();
        let mut of = of.filter(|(standing, _)| *standing == Standing::ConfirmedByChosenKey);
        of.next().map_or(0, |(_, count)| *count)
    };
    // A key of another kind, which could be made to fit a signature, is tried once.
    for (ids, expected, tried) in [
        (&["harbour"][..], 150, false),
        (&["harbour", "lantern"], 300, false),
        (&["meadow"], 0, true),
        (&["lantern"], 150, false),
        (&["meadow", "lantern"], 150, false),
        (&["lantern"], 150, false),
    ] {
        let mut told = 0;
        let communities = ids.iter().map(|id| choosable(&engine, id).choice);
        let viewpoint = Viewpoint {
            communities: communities.collect(),
            threshold: 1,
            ..Viewpoint::default()
        };
        engine.choose(viewpoint, &mut |_, _, _| told += 1);
        assert_eq!((confirmed(&engine), told > 0), (expected, tried), "{ids:?}");
    }
    // Nor when two viewpoints are compared, nor when time has passed.
    let mut told = 0;
    let difference = Ask::ViewpointDifference(OtherViewpoint::Nobody);
    let answer = engine.answer(&difference, &mut |_, _, _| told += 1);
    let Answer::ViewpointDifference(view) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!((view.total, told), (150, 0));
    engine.tell_time(NOW + 3_600);
    engine.ready(&mut |_, _, _| told += 1);
    assert_eq!((confirmed(&engine), told), (150, 0));
}

#[test]
fn two_viewpoints_compared_tell_how_far_they_are() {
    let lines: Vec<String> = (0..200)
        .map(|number| signed(&svr(&format!("artefact {number}"), &["ac-1"]), "stranger"))
        .map(|text| {
            serde_json::from_str::<Value>(&text)
                .expect("JSON")
                .to_string()
        })
        .collect();
    let engine = engine(&[("bundle.jsonl", &lines.join("\n"))]);
    let other = Viewpoint {
        keys: vec![protocol::ChosenKey {
            key: multikey("stranger"),
            ..protocol::ChosenKey::default()
        }],
        ..Viewpoint::default()
    };
    let mut told = Vec::new();
    let ask = Ask::ViewpointDifference(OtherViewpoint::This(other));
    engine.answer(&ask, &mut |doing, done, of| told.push((doing, done, of)));
    let told: Vec<u32> = told
        .iter()
        .filter(|(doing, _, of)| *doing == Doing::JudgingForOthers && *of == 200)
        .map(|(_, done, _)| *done)
        .collect();
    assert_eq!(told, [0, 64, 128, 192]);
}

#[test]
fn files_one_by_one_come_to_the_same_as_all_at_once() {
    let by_lantern = signed(&svr(&descriptor("meadow"), &["ac-1"]), "lantern");
    let by_stranger = signed(&svr(&descriptor("meadow"), &["ac-2"]), "stranger");
    let files: Vec<(String, String)> = vec![
        ("by-lantern.dsse".into(), by_lantern),
        ("by-stranger.dsse".into(), by_stranger.clone()),
        (
            "revoked.json".into(),
            credential("ac-4", "2036-01-01T00:00:00Z", Some(7)),
        ),
        ("lantern.json".into(), descriptor("lantern")),
        ("harbour.json".into(), descriptor("harbour")),
        ("list.json".into(), status_list(&[7])),
        ("rules.json".into(), rules()),
        ("stranger.json".into(), descriptor("stranger")),
        (
            "bundle.jsonl".into(),
            format!("{{\"payloadType\":\n{}", by_stranger.replace('\n', "")),
        ),
    ];
    let rows = |step_by_step: bool| {
        let mut engine = Engine::new();
        engine.tell_time(NOW);
        for (name, text) in &files {
            give(&mut engine, name, text);
            if step_by_step {
                engine.ready(&mut |_, _, _| ());
            }
        }
        engine.ready(&mut |_, _, _| ());
        listed(&engine, EvidenceFilter::default()).rows
    };
    assert_eq!(rows(true), rows(false));
}

/// Looking for words, for a rule or for claims reads every line again: a third of a second for 30,000 of them.
#[test]
fn a_question_that_reads_every_line_again_tells_how_far_it_is() {
    let line = signed(&svr("artefact", &["ac-1"]), "harbour");
    let line = serde_json::from_str::<Value>(&line).expect("JSON");
    let lines = vec![line.to_string(); 600].join("\n");
    let engine = engine(&[("bundle.jsonl", &lines)]);
    let filtered = |filter: EvidenceFilter| {
        Ask::Evidence(EvidenceAsk {
            filter,
            ..EvidenceAsk::default()
        })
    };
    let words = filtered(EvidenceFilter {
        text: "nowhere".to_owned(),
        ..EvidenceFilter::default()
    });
    let rule = filtered(EvidenceFilter {
        rules: vec!["test-1/ac-1".to_owned()],
        ..EvidenceFilter::default()
    });
    let claims = Ask::Claims(ClaimsAsk::default());
    for (ask, expected) in [
        (words, &[0, 256, 512][..]),
        (rule, &[0, 256, 512]),
        (claims, &[0, 256, 512]),
        (filtered(EvidenceFilter::default()), &[]),
    ] {
        let mut told = Vec::new();
        engine.answer(&ask, &mut |doing, done, of| {
            assert_eq!((doing, of), (Doing::ReadingAttestations, 600));
            told.push(done);
        });
        assert_eq!(told, expected, "{ask:?}");
    }
}
