//! OSCAL text in, the rule set that the model makes of it out.

use intake::oscal::Catalog;
use model::{Document, Input, Model, Text};

fn catalog(body: &str) -> Box<Catalog> {
    let text = [
        r#"{"catalog":{"uuid":"11111111-1111-4111-8111-111111111111","metadata":{"title":"House *rules*","#,
        r#""last-modified":"2026-02-03T00:00:00Z","version":"2","oscal-version":"1.1.3"},"#,
        body,
        "}}",
    ]
    .concat();
    match intake::read(text.as_bytes(), &mut |_, _| {}).document {
        Some(intake::Document::Catalog(catalog, _)) => catalog,
        other => panic!("{other:?}"),
    }
}

fn model(bodies: &[&str]) -> Model {
    let catalogs: Vec<_> = bodies.iter().map(|body| catalog(body)).collect();
    let inputs: Vec<Input<'_>> = catalogs
        .iter()
        .enumerate()
        .map(|(file, catalog)| Input {
            file: file as u32,
            digest: [
                "sha256:aaaabbbbcccc",
                "sha256:ddddeeeeffff",
                "sha256:ddddeeee0000",
            ][file],
            document: Document::Catalog(catalog),
        })
        .collect();
    Model::build(&inputs)
}

/// Set, then one line per rule: id, pinpoint, title, statement; topic and force if there is one.
fn print(model: &Model) -> String {
    let mut text = String::new();
    for set in model.set_ixs() {
        let head = model.rule_set(set);
        text += &format!(
            "{} | {} | {} | {} rules\n",
            head.id, head.title, head.date, head.rules
        );
        for ix in model.rules_of(set) {
            let rule = model.rule(ix);
            let topic = rule.topic.map_or("-", ident::Topic::as_str);
            let modality = rule.modality.map_or("-", ident::Modality::as_str);
            let withdrawn = if rule.withdrawn { " withdrawn" } else { "" };
            text += &format!(
                "{}{} | {} | {} | {} | {topic} {modality}{withdrawn}\n",
                "  ".repeat(rule.depth as usize),
                rule.id,
                rule.pinpoint,
                rule.title,
                rule.statement
            );
        }
    }
    text
}

fn check(bodies: &[&str], expected: &str) {
    assert_eq!(print(&model(bodies)).trim_end(), expected.trim());
}

#[test]
fn groups_controls_parts_and_labels() {
    check(
        &[r##""groups":[{"id":"ir","title":"Incidents","controls":[
            {"id":"ir-1","title":"Incident reporting","props":[{"name":"label","value":"IR-1"}],
             "parts":[{"name":"statement","prose":"Staff must:","parts":[
                {"name":"item","prose":"report *incidents*;"},{"name":"item","prose":"keep [notes](#x)."}]},
                {"name":"guidance","prose":"More."}],
             "controls":[{"id":"ir-1.1","title":"Later","props":[{"name":"status","value":"withdrawn"}]}]}]}],
           "controls":[{"id":"z","title":"Zebra"}]"##],
        "
house-rules-2 | House rules | 2026-02-03 | 2 rules
ir-1 | IR-1 | Incident reporting | Staff must: report incidents; keep notes. | incident-reporting must
  ir-1.1 | ir-1.1 | Later |  | - - withdrawn
z | z | Zebra |  | - -
",
    );
}

#[test]
fn parameters_are_filled_in_and_never_loop() {
    check(
        &[r#""params":[{"id":"loose","values":["5"]}],"controls":[{"id":"a","title":"Keep",
            "params":[{"id":"p","label":"time within {{ insert: param, loose }} days"},
                      {"id":"s","select":{"how-many":"one-or-more","choice":["{{ insert: param, p }}","never"]}},
                      {"id":"loop","select":{"choice":["{{ insert: param, pool }}"]}},
                      {"id":"pool","label":"{{insert:param,loop}}"}],
            "parts":[{"name":"statement","prose":"{{ insert: param, p }} / {{ insert: param, s }} / {{ insert: param, loop }} / {{ insert: param, gone }}"}]}]"#],
        "
house-rules-2 | House rules | 2026-02-03 | 1 rules
a | a | Keep | [Assignment: time within 5 days] / [Selection (one or more): [Assignment: time within 5 days]; never] / [Selection: [Assignment: [loop]]] / [unknown parameter: gone] | - must
",
    );
}

#[test]
fn doubling_parameters_stay_small() {
    let mut params = String::new();
    for level in 0..60 {
        let next = level + 1;
        params += &format!(
            r#"{{"id":"p{level}","label":"{{{{ insert: param, p{next} }}}}{{{{ insert: param, p{next} }}}}"}},"#
        );
    }
    let body = format!(
        r#""params":[{params}{{"id":"p60","values":["x"]}}],"controls":[{{"id":"a","title":"T","parts":[{{"name":"statement","prose":"{{{{ insert: param, p0 }}}}"}}]}}]"#
    );
    let model = model(&[&body]);
    let rule = model.find_rule("house-rules-2/a").expect("it is there");
    assert!(model.rule(rule).statement.len() < 10_000);
}

#[test]
fn the_same_id_twice_is_told_apart() {
    let body = r#""controls":[{"id":"a","title":"One"},{"id":"a","title":"Two"}]"#;
    check(
        &[body, body, body],
        "
house-rules-2 | House rules | 2026-02-03 | 2 rules
a | a | One |  | - -
a~2 | a | Two |  | - -
house-rules-2-3 | House rules | 2026-02-03 | 2 rules
a | a | One |  | - -
a~2 | a | Two |  | - -
house-rules-2-ddddeeee | House rules | 2026-02-03 | 2 rules
a | a | One |  | - -
a~2 | a | Two |  | - -
",
    );
}

#[test]
fn a_part_leads_to_its_rule() {
    let model = model(&[
        r#""controls":[{"id":"a","title":"One","parts":[{"name":"statement","prose":"x",
        "parts":[{"id":"a_smt.a","name":"item","prose":"y"}]}]}]"#,
    ]);
    let set = model.find_set("house-rules-2").expect("it is there");
    let rule = model.find_part(set, "a_smt.a").expect("it is there");
    assert_eq!(model.rule_id(rule), "house-rules-2/a");
    assert!(matches!(model.rule(rule).text, Text::Parts(_)));
    assert_eq!(model.find_part(set, "b"), None);
}
