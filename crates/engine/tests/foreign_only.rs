//! Only files of other publishers, no atlas: what the frame says, which days have come, which words stand where. And
//! what is wrong in them is named while the rest stands.

mod files;

use engine::Engine;
use files::{catalog, metadata, receive};
use ident::Modality;
use protocol::{Answer, Ask, ProfileEntry, RuleSetAsk, RuleSetView};

fn rule_set(engine: &Engine, id: &str) -> RuleSetView {
    let ask = RuleSetAsk {
        id: id.to_owned(),
        ..RuleSetAsk::default()
    };
    match engine.ask(&Ask::RuleSet(ask)) {
        Answer::RuleSet(view) => view,
        other => panic!("{other:?}"),
    }
}

fn profiles(engine: &Engine) -> Vec<ProfileEntry> {
    match engine.ask(&Ask::Profiles) {
        Answer::Profiles(profiles) => profiles,
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_an_atlas_the_frame_names_what_is_there_and_its_days_have_come() {
    let mut engine = Engine::new();
    let Answer::Overview(nothing) = engine.ask(&Ask::Overview) else {
        panic!("another answer")
    };
    assert_eq!((nothing.title.as_str(), nothing.as_of.as_str()), ("", ""));
    receive(&mut engine, "a.json", catalog("A", &["a-1", "a-2"]));
    let Answer::Overview(overview) = engine.ask(&Ask::Overview) else {
        panic!("another answer")
    };
    assert_eq!(overview.title, "Your own files, no atlas");
    assert_eq!(overview.as_of, "2026-01-01");
    assert_eq!((overview.rule_sets, overview.rules), (1, 2));
    let view = rule_set(&engine, "a-1");
    assert!(
        view.dates.iter().all(|step| step.reached),
        "{:?}",
        view.dates
    );
}

#[test]
fn parameters_keep_the_names_that_publishers_give_them() {
    let control = r#"{"id": "x-1", "title": "X", "params": [
        {"id": "x-1_prm_1", "label": "organization-defined personnel or roles"},
        {"id": "x-1_prm_2", "select": {"how-many": "one-or-more", "choice": ["daily", "weekly"]}},
        {"id": "x-1_prm_3", "props": [{"name": "label", "value": "X-1(c)"}]},
        {"id": "x-1_prm_4"}],
        "parts": [{"id": "x-1_smt", "name": "statement", "prose":
        "Define the types of accounts prohibited for use, {{ insert: param, x-1_prm_1 }}."}]}"#;
    let text = [
        r#"{"catalog": {"#,
        &metadata("X"),
        r#", "controls": ["#,
        control,
        "]}}",
    ]
    .concat();
    let mut engine = Engine::new();
    receive(&mut engine, "x.json", text);
    let view = rule_set(&engine, "x-1");
    let card = &view.rules[0];
    let labels: Vec<&str> = card
        .parameters
        .iter()
        .map(|parameter| parameter.label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "Organization-defined personnel or roles",
            "Choice",
            "X-1(c)",
            "Parameter x-1_prm_4"
        ]
    );
    assert_eq!(
        (card.modality, card.suggested),
        (Some(Modality::Must), true)
    );
}

#[test]
fn profiles_in_a_circle_or_without_their_catalog_are_named_and_the_rest_stands() {
    let profile = |title: &str, href: &str| {
        format!(
            r#"{{"profile": {{{}, "imports": [{{"href": "{href}", "include-all": {{}}}}], "merge": {{"as-is": true}}}}}}"#,
            metadata(title)
        )
    };
    let mut engine = Engine::new();
    receive(&mut engine, "self.json", profile("Self", "self.json"));
    receive(&mut engine, "round.json", profile("Round", "trip.json"));
    receive(&mut engine, "trip.json", profile("Trip", "round.json"));
    receive(&mut engine, "lost.json", profile("Lost", "elsewhere.json"));
    receive(&mut engine, "good.json", profile("Good", "a.json"));
    receive(&mut engine, "a.json", catalog("A", &["a-1", "a-2"]));
    let told: Vec<String> = profiles(&engine)
        .iter()
        .map(|entry| {
            let what = match (&entry.set, entry.problems.first()) {
                (Some(set), _) => format!("{} with {} taken", set.id, entry.counts[0]),
                (None, Some(problem)) => format!("{} {}", problem.code, problem.what),
                (None, None) => "nothing".to_owned(),
            };
            format!("{}: {what}", entry.file)
        })
        .collect();
    assert_eq!(
        told,
        [
            "self.json: R401 The profile imports itself: self.json → self.json",
            "round.json: R401 The profile imports itself: round.json → trip.json → round.json",
            "trip.json: R401 The profile imports itself: trip.json → round.json → trip.json",
            "lost.json: R401 The import \"elsewhere.json\" is not loaded",
            "good.json: good-1 with 2 taken",
        ]
    );
    assert_eq!(rule_set(&engine, "good-1").rules.len(), 2);
}

#[test]
fn parameters_that_do_not_parse_are_named_with_their_file() {
    let namespace = ident::props::NAMESPACE;
    let prop = |name: &str, value: &str| {
        format!(r#"{{"name": "{name}", "ns": "{namespace}", "value": "{value}"}}"#)
    };
    let param = |id: &str, unit: &str, sign: &str, value: &str| {
        format!(
            r#"{{"id": "{id}", "label": "{id}", "values": ["{value}"], "props": [{}, {}]}}"#,
            prop(ident::props::UNIT, unit),
            prop(ident::props::COMPARATOR, sign)
        )
    };
    let text = format!(
        r#"{{"catalog": {{{}, "controls": [{{"id": "p-1", "title": "P", "params": [{}, {}, {}, {}]}}]}}}}"#,
        metadata("P"),
        param("report-within", "day", "<=", "soon"),
        param("keep", "day", ">=", "30"),
        param("start", "date", ">=", "next May"),
        param("seats", "seat", "~", "12"),
    );
    let mut engine = Engine::new();
    receive(&mut engine, "p.json", text);
    receive(&mut engine, "a.json", catalog("A", &["a-1"]));
    let Answer::Sources(sources) = engine.ask(&Ask::Sources) else {
        panic!("another answer")
    };
    let named: Vec<&str> = sources.files[0]
        .problems
        .iter()
        .filter(|problem| problem.code == "R404")
        .map(|problem| problem.what.as_str())
        .collect();
    assert_eq!(
        named,
        [
            "Parameters do not parse: p-1/p-1: report-within is “soon” in the unit day; p-1/p-1: start is “next May” in \
             the unit date; p-1/p-1: seats has the sign “~”"
        ]
    );
    assert!(sources.files[1].problems.is_empty());
    assert_eq!(rule_set(&engine, "p-1").rules[0].parameters.len(), 4);
}

#[test]
fn published_controls_are_suggested_to_demand_what_they_demand() {
    let vectors = std::env::var_os("RULESCAPE_VECTORS").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        std::path::PathBuf::from,
    );
    let path = vectors.join("oscal/sp800-53-rev5-v1.0.0/catalog.json");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("no vectors at {}", path.display());
        return;
    };
    let mut engine = Engine::new();
    let file = receive(&mut engine, "catalog.json", bytes);
    let set = &file.sets[0];
    println!("{:?}", set.forces);
    let force = |local: &str| match engine.ask(&Ask::Rule(format!("{}/{local}", set.id))) {
        Answer::Rule(view) => (view.card.modality, view.card.suggested),
        other => panic!("{other:?}"),
    };
    // Account management speaks of accounts that are prohibited; it forbids none itself.
    assert_eq!(force("ac-2"), (Some(Modality::Must), true));
    assert!(
        set.forces.must > 900 && set.forces.must_not < 20,
        "{:?}",
        set.forces
    );
}
