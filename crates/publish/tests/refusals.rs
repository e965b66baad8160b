//! Every kind of bad input, one at a time: what is refused, where, and with which words.

use publish::SourceFile;
use std::path::Path;

fn small() -> Vec<SourceFile> {
    publish::folder::read(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/small"
    )))
    .0
}

fn refusals(files: &[SourceFile]) -> String {
    match publish::gather(files) {
        Ok(_) => String::new(),
        Err(refusals) => refusals
            .iter()
            .map(|refusal| format!("{refusal}\n"))
            .collect(),
    }
}

/// Replaces `old`, which has to stand in the file exactly once, by `new`; one refusal is expected.
fn check(file: &str, old: &str, new: &str, expected: &str) {
    let mut files = small();
    change(&mut files, file, old, new);
    assert_eq!(
        refusals(&files),
        format!("{file}:{expected}\n"),
        "{old:?} replaced by {new:?}"
    );
}

fn change(files: &mut [SourceFile], path: &str, old: &str, new: &str) {
    let file = files
        .iter_mut()
        .find(|file| file.path == path)
        .expect("the file exists");
    let text = String::from_utf8(file.bytes.clone()).expect("the file is text");
    assert_eq!(text.matches(old).count(), 1, "{old:?} in {path}");
    file.bytes = text.replace(old, new).into_bytes();
}

const ACT: &str = "international/example-act.yaml";
const CLUB: &str = "communities/example-club.yaml";
const STATE: &str = "relations/bodies/examplia.yaml";
const MODEL: &str = "models/talker.yaml";
const TIES: &str = "relations/ties.yaml";
const MAPS: &str = "mappings/talk.yaml";

#[test]
fn the_small_folder_itself_is_accepted() {
    assert_eq!(refusals(&small()), "");
}

#[test]
fn fields() {
    check(
        ACT,
        "issuer: Parliament of Examplia\n",
        "",
        "2: field \"issuer\" is missing in the instrument",
    );
    check(
        ACT,
        "issuer: Parl",
        "issued: x\nissuer: Parl",
        "5: unknown field \"issued\" in the instrument",
    );
    check(
        ACT,
        "issuer: Parl",
        "kind: bill\nissuer: Parl",
        "7: key \"kind\" again; first in line 5",
    );
    check(
        CLUB,
        "    scope: All contributions\n",
        "    scope: ''\n",
        "27: scope: the text is empty",
    );
    check(
        CLUB,
        "name: Example Club",
        "name: ' Example Club'",
        "3: name: the text starts or ends with blanks",
    );
    check(
        CLUB,
        "version: '2'",
        "version: 2",
        "24: version: has to be text, this is a number; put it in quotes: '2'",
    );
    check(
        ACT,
        "  - en",
        "  - no",
        "15: languages: some readers take no for a truth value; put it in quotes: 'no'",
    );
    check(
        ACT,
        "  - en",
        "  - en\n  - en",
        "16: languages: \"en\" stands in the list twice",
    );
    check(
        ACT,
        "languages:\n  - en",
        "languages: []",
        "14: languages: the list is empty",
    );
    check(
        ACT,
        "languages:\n  - en",
        "languages: en",
        "14: languages: has to be a list, this is text",
    );
    check(
        ACT,
        "    external: true",
        "    external: maybe",
        "25: external: has to be true or false, this is text",
    );
    check(
        STATE,
        "  unit: people\n",
        "",
        "6: field \"unit\" is missing in scale",
    );
    check(
        STATE,
        "  value: null",
        "  value: many",
        "6: value: has to be a number, this is text",
    );
}

#[test]
fn words_of_closed_lists() {
    check(
        ACT,
        "topic: incident-reporting",
        "topic: tea",
        "33: topic: not a known topic: \"tea\"",
    );
    check(
        ACT,
        "modality: may",
        "modality: can",
        "55: modality: not a known modality: \"can\"",
    );
    check(
        ACT,
        "      - deployer",
        "      - barista",
        "57: binds: not a known role: \"barista\"",
    );
    check(
        ACT,
        "      - social-values",
        "      - money",
        "61: mechanisms: not a known mechanism: \"money\"",
    );
    check(
        ACT,
        "status: in-force",
        "status: done",
        "12: status: not a known status: \"done\"",
    );
    check(
        ACT,
        "kind: law",
        "kind: hint",
        "6: kind: not a known instrument kind: \"hint\"",
    );
    check(
        ACT,
        "unit: FLOP",
        "unit: flops",
        "41: unit: not a known unit: \"flops\"",
    );
    check(
        ACT,
        "comparator: '>'",
        "comparator: '=>'",
        "42: comparator: not a known comparator: \"=>\"",
    );
    check(
        CLUB,
        "kind: dao",
        "kind: state",
        "4: kind: state does not belong in this folder; one of: \
        technical-community, knowledge-community, model-community, data-commons, dao, professional-body, company, \
        industry-consortium, standards-body",
    );
    check(
        TIES,
        "confidence: memory",
        "confidence: sure",
        "23: confidence: not a known confidence: \"sure\"",
    );
    check(
        MODEL,
        "weights: open",
        "weights: wide",
        "9: weights: \"wide\" is not one of: open, restricted, closed",
    );
}

#[test]
fn dates() {
    check(
        ACT,
        "date_adopted: '2024-02-29'",
        "date_adopted: '2023-02-29'",
        "9: date_adopted: \"2023-02-29\" is not a date (YYYY, YYYY-MM or YYYY-MM-DD)",
    );
    check(
        ACT,
        "date_adopted: '2024-02-29'",
        "date_adopted: 2024-02-29",
        "9: date_adopted: a date is text; put it in quotes: '2024-02-29'",
    );
    check(
        ACT,
        "date_applies: '2026'",
        "date_applies: 2026",
        "11: date_applies: a date is text; put it in quotes: '2026'",
    );
    check(
        ACT,
        "date_in_force: '2024-06'",
        "date_in_force: '2027'",
        "10: date_in_force: lies after as_of although the status is in-force",
    );
    check(
        ACT,
        "status: in-force",
        "status: proposed",
        "12: status: proposed with a date_in_force",
    );
    check(
        CLUB,
        "date: '2025-05-01'",
        "date: '2027-05-01'",
        "25: date: 2027-05-01 lies after the day of the atlas (2026-11-22)",
    );
    check(
        TIES,
        "date: null",
        "date: '2026-12'",
        "18: date: lies after as_of (2026-11-22)",
    );
    check(
        ACT,
        "value: '2026-01-01'",
        "value: soon",
        "44: value: \"soon\" is not a date (YYYY, YYYY-MM or YYYY-MM-DD)",
    );
}

#[test]
fn rules_and_parameters() {
    check(
        ACT,
        "Report incidents within *days*",
        "Report all serious incidents within very few *days* indeed",
        "31: title: more than 8 words",
    );
    check(
        ACT,
        "what it was built for.",
        "what it was built for",
        "53: statement: does not end with a full stop",
    );
    check(
        CLUB,
        "Whoever used a tool names it in the last line.",
        "Name it.",
        "35: statement: 2 words; 5 to 60 are allowed",
    );
    check(
        ACT,
        "  - id: example-act/2-b",
        "  - id: act/2-b",
        "50: id: \"act/2-b\" does not start with \"example-act/\"",
    );
    check(
        ACT,
        "  - id: example-act/2-b",
        "  - id: example-act/2_b",
        "50: id: \"2_b\" is not lower-case words and digits joined by single hyphens",
    );
    check(
        ACT,
        "source_class: memory",
        "source_class: primary",
        "65: confidence 'memory' and source_class 'memory' go together",
    );
    check(
        ACT,
        "value: 15,",
        "value: fifteen,",
        "38: value: has to be a number, this is text",
    );
    check(
        ACT,
        "value: 1.0e+25",
        "value: 10000000000000000000000000",
        "40: value: 10000000000000000000000000 has more digits than can be kept; write it like 1.0e+25",
    );
    check(
        ACT,
        "name: large-model",
        "name: report-within",
        "39: parameter \"report-within\" occurs twice in the rule",
    );
    check(
        CLUB,
        "            comparator: in",
        "            comparator: '='",
        "44: value: a list needs unit null and comparator 'in'",
    );
    check(
        CLUB,
        "comparator: '=',",
        "comparator: '>',",
        "41: comparator: a text can only be compared with '='",
    );
    check(
        CLUB,
        "source_url: https://club.example/rules",
        "source_url: club.example/rules",
        "53: source_url: \"club.example/rules\" is not a web address (http:// or https://)",
    );
}

#[test]
fn ids_and_ends_of_relations() {
    check(
        CLUB,
        "id: example-club\n",
        "id: example\n",
        "2: id: \"example\" differs from the file name \"example-club\"",
    );
    check(
        TIES,
        "target: talker",
        "target: nowhere",
        "16: target: nothing has the id \"nowhere\"; correct it, or add a file for it to relations/bodies/",
    );
    check(
        TIES,
        "source: examplia",
        "source: utopia",
        "5: source: nothing has the id \"utopia\"; correct it, or add a file for it to relations/bodies/",
    );
    check(
        CLUB,
        "target: example-act",
        "target: example-law",
        "18: target: nothing has the id \"example-law\"; correct it, or mark it external: true",
    );
    check(
        CLUB,
        "target: example-act",
        "target: example-club",
        "18: target: a relation to itself",
    );
    check(
        ACT,
        "target: far-away",
        "target: example-club",
        "23: target: \"example-club\" is described in communities/example-club.yaml, yet marked external",
    );
    check(
        MODEL,
        "  - id: club-rules",
        "  - id: pub-rules",
        "19: rule_sets: no rule set has the id \"pub-rules\"",
    );
    check(
        TIES,
        "type: publishes\n    date: null",
        "type: hosts\n    date: null",
        "17: type: hosts is not used here; one of: publishes, \
        member-of, signatory-of, adopts, implements, derives-from, supersedes, references, aligns-with, recognises, \
        certifies, subject-to, contrasts-with",
    );
}

#[test]
fn mappings() {
    check(
        MAPS,
        "      - club-1\n",
        "      - club-2\n",
        "11: targets: no rule has the id \"club-2\" (SET/LOCAL, or the id alone for rules of a community)",
    );
    check(
        MAPS,
        "- example-act/2-b",
        "- 2-b",
        "17: sources: no rule has the id \"2-b\" (SET/LOCAL, or the id alone for rules of a community)",
    );
    check(
        MAPS,
        "intersects-with",
        "resembles",
        "12: relationship: not a known relationship: \"resembles\"",
    );
    check(
        MAPS,
        "confidence: high",
        "confidence: certain",
        "15: confidence: not a known confidence of a mapping: \"certain\"",
    );
    check(
        MAPS,
        "conflict: false",
        "conflict: maybe",
        "13: conflict: has to be true or false, this is text",
    );
    check(
        MAPS,
        "conflict: false",
        "conflict: true\n    note: More.",
        "8: conflict: opposites have the relationship no-relationship",
    );
    check(
        MAPS,
        "    note: Concerns *everybody* at once.\n",
        "",
        "16: conflict: a note has to say who is concerned",
    );
    check(
        MAPS,
        "told.",
        "told",
        "14: rationale: does not end with a full stop",
    );
    check(
        MAPS,
        "- example-act/2-b",
        "- club-1",
        "16: the rule \"club-rules/club-1\" stands on both sides",
    );
    check(
        MAPS,
        "      - example-act/2-b\n    targets:\n      - example-act/art-1\n      - club-rules/club-1",
        "      - club-1\n    targets:\n      - example-act/art-1",
        "16: the same rules are mapped in mappings/talk.yaml:8 too",
    );
    check(
        MAPS,
        "method: automation",
        "method: human",
        "3: method: \"human\" is not used here; only \"automation\" is",
    );
}

#[test]
fn a_folder_without_mappings_is_packed_too() {
    let files: Vec<SourceFile> = small()
        .into_iter()
        .filter(|file| file.path != MAPS)
        .collect();
    assert_eq!(refusals(&files), "");
}

#[test]
fn yaml() {
    check(
        ACT,
        "kind: law",
        "kind: [law",
        "7: not YAML: illegal placement of ':' indicator",
    );
    check(
        ACT,
        "kind: law",
        "kind: &k law",
        "6: an anchor (&name) is not allowed here; write the value out",
    );
    check(
        ACT,
        "kind: law",
        "kind: !!str law",
        "6: a tag (!name) is not allowed here; the field decides the type",
    );
    check(
        ACT,
        "kind: law",
        "kind:\tlaw",
        "6: a tab; indent and separate with blanks",
    );
    check(
        TIES,
        "mechanism: social-values\n",
        "mechanism: social-values",
        "24: the last line does not end",
    );
    check(
        TIES,
        "id: ties\n",
        "id: ties\n---\nid: ties\n",
        "2: a second document starts here; one file holds one document",
    );
}

#[test]
fn two_files_with_one_id() {
    let mut files = small();
    let club = files
        .iter()
        .find(|file| file.path == CLUB)
        .expect("the file exists")
        .clone();
    files.push(SourceFile {
        path: "relations/bodies/example-club.yaml".to_owned(),
        ..club
    });
    let said = refusals(&files);
    assert!(
        said.contains("relations/bodies/example-club.yaml:1: the id \"example-club\" is also used by communities/example-club.yaml"),
        "{said}"
    );
    assert!(
        said.contains("the rule id \"club-1\" is also used in communities/example-club.yaml:32"),
        "{said}"
    );
}

#[test]
fn all_problems_come_at_once_in_order() {
    let mut files = small();
    change(&mut files, TIES, "target: talker", "target: nowhere");
    change(&mut files, ACT, "topic: incident-reporting", "topic: tea");
    change(&mut files, ACT, "modality: may", "modality: can");
    change(&mut files, CLUB, "kind: dao", "kind: dao: x");
    assert_eq!(
        refusals(&files),
        "communities/example-club.yaml:4: not YAML: mapping values are not allowed in this context\n\
         international/example-act.yaml:33: topic: not a known topic: \"tea\"\n\
         international/example-act.yaml:55: modality: not a known modality: \"can\"\n\
         models/talker.yaml:19: rule_sets: no rule set has the id \"club-rules\"\n\
         relations/ties.yaml:16: target: nothing has the id \"nowhere\"; correct it, or add a file for it to relations/bodies/\n"
    );
}

#[test]
fn a_rule_set_may_not_have_the_id_of_a_file() {
    let mut files = small();
    change(
        &mut files,
        CLUB,
        "  - id: club-rules",
        "  - id: example-act",
    );
    change(
        &mut files,
        MODEL,
        "  - id: club-rules",
        "  - id: example-act",
    );
    assert_eq!(
        refusals(&files),
        "communities/example-club.yaml:22: id: the rule set id \"example-act\" is also the id of international/example-act.yaml\n"
    );
}

#[test]
fn an_empty_folder_is_refused() {
    assert_eq!(
        refusals(&[]),
        ".: no fact files found; expected .yaml files in international/, communities/ or relations/bodies/\n"
    );
}

#[test]
fn without_models_only_the_known_families_may_be_named() {
    let mut files = small();
    files.retain(|file| file.path != MODEL);
    change(&mut files, TIES, "target: talker", "target: olmo");
    assert_eq!(refusals(&files), "");
    change(&mut files, TIES, "target: olmo", "target: ohlmo");
    assert_eq!(
        refusals(&files),
        "relations/ties.yaml:16: target: nothing has the id \"ohlmo\"; correct it, or add a file for it to relations/bodies/\n"
    );
}
