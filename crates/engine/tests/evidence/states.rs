//! Evidence about small invented bodies: claims in every state, recognition in one direction, disputes, hostile bundles.

use std::time::{Duration, Instant};

use crate::bodies::*;

fn claims(engine: &Engine, ask: ClaimsAsk) -> ClaimsView {
    match engine.ask(&Ask::Claims(ask)) {
        Answer::Claims(view) => view,
        other => panic!("{other:?}"),
    }
}

/// The table in text: one line a rule, one cell a column.
fn table(view: &ClaimsView) -> String {
    let mut lines: Vec<String> = Vec::new();
    let heads: Vec<&str> = view
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    lines.push(format!("| {}", heads.join(" | ")));
    for row in &view.rows {
        let name = row.rule.as_ref().map_or("all", |rule| rule.name.as_str());
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| {
                let disputed = if cell.disputed { " disputed" } else { "" };
                format!(
                    "{} {}{disputed}",
                    cell.state.as_str(),
                    cell.standing.as_str()
                )
            })
            .collect();
        lines.push(format!("{name} | {}", cells.join(" | ")));
    }
    lines.join("\n")
}

#[test]
fn claims_in_every_state() {
    let meadow = descriptor("meadow");
    let third = signed(&svr(&meadow, &["ac-1"]), "harbour");
    let own = signed(&svr(&meadow, &["test-1/ac-2"]), "meadow");
    let failed = signed(&tested(&meadow, "FAILED", &["ac-3"]), "harbour");
    let engine_of = |more: &[(&str, &str)]| {
        let mut files = vec![
            ("third.dsse", third.as_str()),
            ("own.dsse", own.as_str()),
            ("failed.dsse", failed.as_str()),
        ];
        files.extend(more);
        let mut engine = engine(&files);
        choose(&mut engine, &["harbour"], 0);
        engine
    };
    let all = ClaimsAsk {
        sets: vec!["test-1".to_owned()],
        everything: true,
        ..ClaimsAsk::default()
    };
    let mut engine = engine_of(&[]);
    let expected = "| Meadow\n\
        One | third-party confirmed\n\
        Two | self-attested intact-key-unknown\n\
        Three | failed confirmed\n\
        Four | no-claim unsigned";
    assert_eq!(table(&claims(&engine, all.clone())), expected);
    // Another choice, another table.
    choose(&mut engine, &["meadow"], 0);
    let expected = "| Meadow\n\
        One | third-party intact-key-unknown\n\
        Two | self-attested confirmed\n\
        Three | failed intact-key-unknown\n\
        Four | no-claim unsigned";
    assert_eq!(table(&claims(&engine, all.clone())), expected);

    let late = "2036-01-01T00:00:00Z";
    let engine = engine_of(&[
        (
            "expired.json",
            &credential("ac-1", "2026-03-31T00:00:00Z", None),
        ),
        ("revoked.json", &credential("ac-4", late, Some(7))),
        ("list.json", &status_list(&[7])),
        (
            "stranger.dsse",
            &signed(&svr("unknown artefact", &["ac-1"]), "stranger"),
        ),
        (
            "broken.dsse",
            &signed(&svr("another artefact", &["ac-2"]), "harbour")
                .replace("\"sig\": \"", "\"sig\": \"AAAA"),
        ),
    ]);
    let expected = "| Meadow | anything\n\
        One | third-party confirmed | not-checked not-checkable-here\n\
        Two | self-attested intact-key-unknown | no-claim unsigned\n\
        Three | failed confirmed | no-claim unsigned\n\
        Four | revoked broken | no-claim unsigned";
    let seen = table(&claims(&engine, all.clone()));
    // The harbour's key is named by the envelope's hint and did not make the tampered signature.
    assert_eq!(
        seen.replace(
            "Two | self-attested intact-key-unknown | broken broken",
            "Two | self-attested intact-key-unknown | no-claim unsigned"
        ),
        expected
    );
    assert!(seen.contains("broken broken"), "{seen}");
    let expired = ClaimsAsk {
        states: vec![ClaimState::Revoked],
        ..all
    };
    assert_eq!(claims(&engine, expired).rows.len(), 1);
    assert_eq!(row(&engine, "expired.json").standing, Standing::Broken);
}

#[test]
fn a_claim_about_another_text_of_the_same_name_counts_for_nothing() {
    let mut other = svr(&descriptor("meadow"), &["ac-1"]);
    other["predicate"]["verifier"]["policies"] =
        json!([{ "uri": "rules.json", "digest": digest("an older text") }]);
    let engine = engine(&[("other.dsse", &signed(&other, "harbour"))]);
    assert_eq!(claims(&engine, ClaimsAsk::default()).total, 0);
    let view = verdict(&engine, "other.dsse");
    let check = view
        .checks
        .iter()
        .find(|check| check.name == "rule-set-digest");
    let check = check.expect("it is there");
    assert_eq!(check.outcome, protocol::CheckOutcome::Failed, "{check:?}");
    assert_eq!(view.row.standing, Standing::IntactKeyUnknown);
}

#[test]
fn recognition_has_a_direction_and_its_weakest_step_is_named() {
    let by_lantern = signed(&svr(&descriptor("meadow"), &["ac-1"]), "lantern");
    let recognises = signed(&reference(&descriptor("lantern")), "harbour");
    let by_harbour = signed(&svr(&descriptor("meadow"), &["ac-2"]), "harbour");
    let mut engine = engine(&[
        ("by-lantern.dsse", &by_lantern),
        ("recognises.dsse", &recognises),
        ("by-harbour.dsse", &by_harbour),
    ]);
    let standing = |engine: &Engine, file: &str| row(engine, file).standing;
    choose(&mut engine, &["harbour"], 0);
    assert_eq!(
        standing(&engine, "by-lantern.dsse"),
        Standing::IntactKeyUnknown
    );
    choose(&mut engine, &["harbour"], 1);
    assert_eq!(
        standing(&engine, "by-lantern.dsse"),
        Standing::ConfirmedByChosenKey
    );
    let view = verdict(&engine, "by-lantern.dsse");
    assert_eq!(view.row.issuer.by, NamedBy::Recognised);
    let path = view.path.expect("there is a way");
    assert_eq!(
        (path.start.as_str(), path.hops.len(), path.weakest),
        ("Harbour", 1, Some(0))
    );
    assert!(
        path.words.contains("Harbour recognises Lantern"),
        "{}",
        path.words
    );
    assert!(!path.hops[0].returned);
    // Whoever chose the lantern does not thereby rely on the harbour.
    choose(&mut engine, &["lantern"], 3);
    assert_eq!(
        standing(&engine, "by-harbour.dsse"),
        Standing::IntactKeyUnknown
    );
    // What would the harbour's readers see confirmed?
    let Answer::ViewpointDifference(difference) = engine.ask(&Ask::ViewpointDifference(
        OtherViewpoint::Community("harbour".to_owned()),
    )) else {
        panic!("a difference was asked for");
    };
    let files: Vec<&str> = difference
        .rows
        .iter()
        .map(|row| row.row.file.as_str())
        .collect();
    assert_eq!(
        files,
        ["recognises.dsse", "by-harbour.dsse"],
        "{difference:?}"
    );
    assert!(
        difference
            .words
            .starts_with("They see 2 attestations confirmed"),
        "{}",
        difference.words
    );
}

#[test]
fn a_rebuttal_stands_beside_what_it_disputes_and_changes_no_verdict() {
    let claim = signed(&svr(&descriptor("meadow"), &["ac-1"]), "meadow");
    let direct = signed(&tested(&claim, "FAILED", &[]), "harbour");
    let same = signed(
        &tested(&descriptor("meadow"), "FAILED", &["ac-1"]),
        "harbour",
    );
    let unknown = signed(&tested(&claim, "FAILED", &[]), "stranger");
    let mut engine = engine(&[
        ("claim.dsse", &claim),
        ("direct.dsse", &direct),
        ("same.dsse", &same),
        ("unknown.dsse", &unknown),
    ]);
    choose(&mut engine, &["meadow"], 0);
    let view = verdict(&engine, "claim.dsse");
    assert_eq!(view.row.standing, Standing::ConfirmedByChosenKey);
    let disputes: Vec<(&str, bool)> = view
        .rebuttals
        .iter()
        .map(|one| (one.row.file.as_str(), one.direct))
        .collect();
    assert_eq!(disputes, [("direct.dsse", true), ("same.dsse", false)]);
    assert_eq!(verdict(&engine, "direct.dsse").disputes.len(), 1);
    let seen = claims(&engine, ClaimsAsk::default());
    let cell = seen
        .rows
        .iter()
        .find(|row| row.pinpoint == "ac-1" || row.rule.is_some());
    assert!(
        cell.is_some_and(|row| row.cells.iter().any(|cell| cell.disputed)),
        "{}",
        table(&seen)
    );
}

#[test]
fn a_signature_beside_a_changed_document_breaks_it_and_one_elsewhere_says_nothing() {
    let sidecar = publish::sign::sidecar(rules().as_bytes(), "rules.json", &[key("lantern")])
        .expect("it can be signed");
    let standing = |engine: &Engine| match engine.ask(&Ask::Choices) {
        Answer::Choices(sets) => sets.first().map(|set| set.standing),
        other => panic!("{other:?}"),
    };
    let mut whole = engine(&[("rules.json.dsse", &sidecar)]);
    choose(&mut whole, &["lantern"], 0);
    assert_eq!(standing(&whole), Some(Standing::ConfirmedByChosenKey));
    match whole.ask(&Ask::Chain("test-1/ac-1".to_owned())) {
        Answer::Chain(chain) => {
            let states: Vec<ChainState> = chain.steps.iter().map(|step| step.state).collect();
            use ChainState::{Holds, Missing};
            assert_eq!(states, [Holds, Holds, Holds, Holds, Holds, Missing]);
            assert!(!chain.unbroken);
        }
        other => panic!("{other:?}"),
    }
    let changed = rules().replace("Do one.", "Do none.");
    let stood = |name: &str| {
        let mut engine = Engine::new();
        engine.tell_time(NOW);
        give(&mut engine, "lantern.json", &descriptor("lantern"));
        give(&mut engine, "rules.json", &changed);
        give(&mut engine, name, &sidecar);
        engine.ready(&mut |_, _, _| ());
        standing(&engine)
    };
    assert_eq!(stood("rules.json.dsse"), Some(Standing::Broken));
    assert_eq!(stood("other.dsse"), Some(Standing::Unsigned));
}

#[test]
fn a_broken_line_costs_that_line_and_no_bundle_turns_anything_green() {
    let good = signed(&svr(&descriptor("meadow"), &["ac-1"]), "harbour");
    let line: Value = serde_json::from_str(&good).expect("JSON");
    let line = line.to_string();
    let lines = [
        &line,
        "{\"payloadType\":",
        "",
        "7",
        "{}",
        &line,
        &line.replace("signatures", "signature"),
    ];
    let mut bundle = engine(&[("bundle.jsonl", &lines.join("\n"))]);
    choose(&mut bundle, &["harbour"], 0);
    let view = listed(&bundle, EvidenceFilter::default());
    let seen: Vec<(u32, &str)> = view
        .rows
        .iter()
        .map(|row| (row.line, row.standing.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (2, "broken"),
            (4, "broken"),
            (5, "broken"),
            (7, "broken"),
            (1, "confirmed"),
            (6, "confirmed")
        ]
    );
    let file = view
        .files
        .iter()
        .find(|file| file.bundle)
        .expect("the bundle is listed");
    assert_eq!((file.entries, file.understood), (6, 2));
    assert!(
        view.rows[4].id != view.rows[5].id,
        "doubled lines have names of their own"
    );
    for id in [&view.rows[4].id, &view.rows[5].id] {
        assert!(matches!(
            bundle.ask(&Ask::Verdict(id.clone())),
            Answer::Verdict(_)
        ));
    }
}

#[test]
fn no_changed_byte_of_a_signed_file_is_ever_confirmed() {
    let good = signed(&svr(&descriptor("meadow"), &["ac-1"]), "harbour");
    let mut engine = engine(&[("good.dsse", &good)]);
    choose(&mut engine, &["harbour"], 0);
    assert_eq!(
        row(&engine, "good.dsse").standing,
        Standing::ConfirmedByChosenKey
    );
    let at = good.find("\"payload\"").expect("an envelope") + 12;
    let end = good.rfind('"').expect("an envelope");
    for place in (at..end).step_by(41) {
        let mut bytes = good.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        give(&mut engine, "changed.dsse", &text);
        engine.ready(&mut |_, _, _| ());
        let view = listed(&engine, EvidenceFilter::default());
        for row in view.rows.iter().filter(|row| row.file == "changed.dsse") {
            // White space and the hint in `keyid` are covered by nothing, and change nothing that is signed.
            let hint = good
                .get(..place)
                .is_some_and(|before| before.contains("\"keyid\""))
                && !good
                    .get(..place)
                    .is_some_and(|before| before.contains("\"sig\""));
            assert!(
                hint || row.standing != Standing::ConfirmedByChosenKey,
                "byte {place}"
            );
        }
        let digest = format!("sha256:{}", to_hex(&sha256(&[text.as_bytes()])));
        engine.remove(&digest);
    }
}

#[test]
fn an_old_status_list_of_the_same_name_brings_no_revoked_credential_back() {
    let revoked = credential("ac-1", "2026-12-31T00:00:00Z", Some(7));
    let (old, new) = (status_list(&[]), status_list(&[7]));
    for [first, second] in [[&old, &new], [&new, &old]] {
        let engine = engine(&[
            ("claim.json", &revoked),
            ("list.json", first),
            ("list.json", second),
        ]);
        let verdict = verdict(&engine, "claim.json");
        assert_eq!(verdict.row.standing, Standing::Broken);
        let decisive = verdict.row.decisive.expect("something failed");
        assert_eq!(
            decisive.detail,
            "One of 2 lists of revocation at hand, dated 2026-01-01T00:00:00Z, has this claim on it"
        );
    }
}

#[test]
fn what_is_pasted_is_named_and_private_keys_are_turned_away() {
    let engine = engine(&[]);
    let read = |text: &str| match engine.ask(&Ask::ReadChoice(text.to_owned())) {
        Answer::Choice(read) => read,
        other => panic!("{other:?}"),
    };
    let known = read(&format!("did:key:{}", multikey("harbour")));
    assert_eq!(
        (known.what.as_str(), known.adds.keys.len()),
        ("Ed25519 public key", 1)
    );
    assert_eq!(
        known.keys.first().map(|key| key.name.as_str()),
        Some("Harbour")
    );
    let private = read("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----");
    assert!(
        private
            .problem
            .is_some_and(|problem| problem.what.contains("private key"))
    );
    assert_eq!(private.adds, Viewpoint::default());
    assert!(read("hello").problem.is_some());
    assert!(read("{\"rulescape\":\"viewpoint/9\"}").problem.is_some());
}

#[test]
fn a_saved_choice_of_certificates_and_keys_is_read_whole() {
    let mut engine = engine(&[]);
    let certificates = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----";
    let read = |engine: &Engine, text: &str| match engine.ask(&Ask::ReadChoice(text.to_owned())) {
        Answer::Choice(read) => read,
        other => panic!("{other:?}"),
    };
    let mut chosen = read(&engine, certificates).adds;
    assert_eq!(chosen.roots.len(), 1);
    chosen.keys = read(&engine, &multikey("harbour")).adds.keys;
    engine.choose(chosen.clone(), &mut |_, _, _| ());
    let Answer::Viewpoint(view) = engine.ask(&Ask::Viewpoint) else {
        panic!("a viewpoint was asked for");
    };
    let again = read(&engine, &view.file);
    assert_eq!((again.what.as_str(), again.adds), ("Viewpoint", chosen));
}

#[test]
fn a_community_whose_keys_change_is_not_followed_silently() {
    let mut engine = engine(&[]);
    choose(&mut engine, &["harbour"], 0);
    assert_eq!(choosable(&engine, "harbour").changed, "");
    let other = descriptor("harbour").replace(&multikey("harbour"), &multikey("stranger"));
    give(&mut engine, "harbour-new.json", &other);
    give(
        &mut engine,
        "by-stranger.dsse",
        &signed(&svr("x", &[]), "stranger"),
    );
    engine.ready(&mut |_, _, _| ());
    let one = choosable(&engine, "harbour");
    assert!(one.chosen && !one.changed.is_empty());
    assert_eq!(
        row(&engine, "by-stranger.dsse").standing,
        Standing::IntactKeyUnknown
    );
}

#[test]
fn a_proof_of_a_log_is_judged_with_the_entry_that_it_lies_beside() {
    let entry = rules();
    let root = trust::merkle::leaf_hash(entry.as_bytes());
    let text = format!("log.example\n1\n{}\n", to_base64(&root));
    let trust::keys::PublicKey::Ed25519(public) = key("stranger").public() else {
        panic!("an Ed25519 key");
    };
    let note = trust::note::NoteKey::ed25519("log.example", &public);
    let line = [&note.id[..], &key("stranger").sign(text.as_bytes())].concat();
    let proof = format!(
        "c2sp.org/tlog-proof@v1\nindex 0\n\n{text}\n\u{2014} log.example {}\n",
        to_base64(&line)
    );
    let mut engine = engine(&[("rules.json.tlog-proof", &proof)]);
    assert_eq!(
        row(&engine, "rules.json.tlog-proof").standing,
        Standing::NotCheckableHere
    );
    let id = to_hex(&note.id);
    let log = protocol::ChosenLog {
        key: format!(
            "log.example+{id}+{}",
            to_base64(&[&[1][..], &public].concat())
        ),
        why: String::new(),
    };
    let viewpoint = Viewpoint {
        logs: vec![log],
        ..Viewpoint::default()
    };
    engine.choose(viewpoint, &mut |_, _, _| ());
    let found = row(&engine, "rules.json.tlog-proof");
    assert_eq!(found.standing, Standing::ConfirmedByChosenKey, "{found:?}");
    let other = proof.replace("index 0", "index 1");
    give(&mut engine, "lantern.json.tlog-proof", &other);
    engine.ready(&mut |_, _, _| ());
    assert_eq!(
        row(&engine, "lantern.json.tlog-proof").standing,
        Standing::Broken
    );
}

/// A signed list of files, each with a name and its text.
fn signed_list(files: &[(&str, &str)]) -> String {
    let digest = |text: &str| sha256(&[text.as_bytes()]);
    let digests: Vec<[u8; 32]> = files.iter().map(|(_, text)| digest(text)).collect();
    let list: Vec<Value> = files
        .iter()
        .map(|(name, text)| json!({ "name": name, "digest": to_hex(&digest(text)), "algorithm": "sha256" }))
        .collect();
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{ "name": "model", "digest": { "sha256": to_hex(&sha256(&[digests.concat().as_slice()])) } }],
        "predicateType": "https://model_signing/signature/v1.0",
        "predicate": {
            "resources": list,
            "serialization": { "method": "files", "hash_type": "sha256", "allow_symlinks": false },
        },
    });
    signed(&statement, "harbour")
}

/// The standing of a signed folder after one more file came.
fn with_one_more(engine: &mut Engine, name: &str, text: &str) -> Standing {
    give(engine, &["folder/", name].concat(), text);
    engine.ready(&mut |_, _, _| ());
    row(engine, "folder/model.sig").standing
}

#[test]
fn a_signed_folder_may_hold_the_same_bytes_twice() {
    let signed = signed_list(&[("a/init", ""), ("b/init", ""), ("model.bin", "weights")]);
    let mut engine = engine(&[]);
    choose(&mut engine, &["harbour"], 0);
    // Another folder has the empty file already.
    give(&mut engine, "elsewhere/empty.txt", "");
    give(&mut engine, "folder/model.sig", &signed);
    for (name, text, standing) in [
        ("b/init", "", Standing::Broken),
        ("model.bin", "weights", Standing::Broken),
        ("a/init", "", Standing::ConfirmedByChosenKey),
        ("added", "", Standing::Broken),
    ] {
        assert_eq!(with_one_more(&mut engine, name, text), standing, "{name}");
    }
}

/// A reader who stops the judging of many files has all of them listed as not read: that costs no picture each.
#[test]
fn files_that_never_came_are_listed_and_cost_little() {
    let mut engine = engine(&[]);
    let names: Vec<String> = (0..2_000).map(|at| format!("{at}.dsse")).collect();
    let start = Instant::now();
    // Twice: an engine may hear of one again.
    for name in names.iter().chain(&names) {
        miss(&mut engine, name);
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    let Answer::Sources(view) = engine.ask(&Ask::Sources) else {
        panic!("no sources");
    };
    let missed = view.files.iter().filter(|file| !file.usable);
    let missed: Vec<&str> = missed.map(|file| file.origin.name.as_str()).collect();
    assert_eq!(missed, names);
    // Brought again, it is there and no longer missed.
    give(&mut engine, "7.dsse", &signed(&svr("any", &[]), "harbour"));
    let Answer::Sources(view) = engine.ask(&Ask::Sources) else {
        panic!("no sources");
    };
    let named = view
        .files
        .iter()
        .filter(|file| file.origin.name == "7.dsse");
    let usable: Vec<bool> = named.map(|file| file.usable).collect();
    assert_eq!(usable, [true]);
}

fn miss(engine: &mut Engine, name: &str) {
    let origin = Origin {
        name: name.to_owned(),
        way: Way::File,
    };
    let problem = protocol::Problem {
        code: "R906".to_owned(),
        severity: protocol::Severity::Error,
        what: "Reading was stopped at your wish".to_owned(),
        pointer: String::new(),
        line: 0,
        column: 0,
        hint: "Load the file again to read it whole".to_owned(),
    };
    engine.missed(origin, problem);
}

/// Beginnings of packages are empty files, thousands of them in a large folder: each name is found at once, not among all
/// earlier ones.
#[test]
fn a_signed_folder_may_hold_the_same_bytes_thirty_thousand_times() {
    let names: Vec<String> = (0..30_000)
        .map(|at| format!("packages/of/a/large/model/{at:05}/begin"))
        .collect();
    let listed: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let mut engine = engine(&[]);
    choose(&mut engine, &["harbour"], 0);
    give(&mut engine, "folder/model.sig", &signed_list(&listed));
    let start = Instant::now();
    for name in names.iter().skip(1) {
        give(&mut engine, &["folder/", name].concat(), "");
    }
    let took = start.elapsed();
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(row(&engine, "folder/model.sig").standing, Standing::Broken);
    let last = names.first().expect("a name");
    let standing = with_one_more(&mut engine, last, "");
    assert_eq!(standing, Standing::ConfirmedByChosenKey);
}

#[test]
fn a_signed_model_of_one_file_is_compared_under_any_name() {
    for (text, standing) in [
        ("weights", Standing::ConfirmedByChosenKey),
        ("others", Standing::Broken),
    ] {
        let mut engine = engine(&[]);
        choose(&mut engine, &["harbour"], 0);
        give(
            &mut engine,
            "folder/model.sig",
            &signed_list(&[(".", "weights")]),
        );
        assert_eq!(with_one_more(&mut engine, "model.bin", text), standing);
    }
}
