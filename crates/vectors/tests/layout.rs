//! Folders that lie, lack or lose something: each must show as a wrong case, never as one that was passed over. Uses no
//! foreign vector.

use serde_json::{Value, json};
use trust::time::Moment;
use vectors::{FAMILIES, Files, line};

/// Right and wrong cases of a family in a folder with these files.
fn run(family: &str, files: &[(&str, Value)]) -> (u64, usize) {
    let bytes = |value: &Value| match value.as_str() {
        Some(text) => text.as_bytes().to_vec(),
        None => value.to_string().into_bytes(),
    };
    let put = |(path, value): &(&str, Value)| (format!("{family}/{path}").into(), bytes(value));
    let files: Files = files.iter().map(put).collect();
    let text = line(&files, family, Moment(1_800_000_000)).expect("there are files");
    let line: Value = serde_json::from_str(&text).expect("a line of JSON");
    let wrong = line["wrong"].as_array().map_or(0, Vec::len);
    (line["right"].as_u64().unwrap_or(0), wrong)
}

#[test]
fn an_absent_family_has_no_line_and_only_one_may_be_absent() {
    assert_eq!(line(&Files::new(), "dsse", Moment(0)), None);
    let optional = FAMILIES.iter().filter(|family| !family.required);
    let names: Vec<&str> = optional.map(|family| family.name).collect();
    assert_eq!(names, ["oscal"]);
    assert_eq!(FAMILIES.len(), 21);
}

#[test]
fn a_flipped_expectation_is_wrong_and_none_is_no_expectation() {
    let vkey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    let case = |more: Value| {
        let mut case = json!({"vkey": vkey});
        if let (Some(case), Some(more)) = (case.as_object_mut(), more.as_object()) {
            case.extend(more.clone());
        }
        run("tlog-notes", &[("vkeys.json", json!([case]))])
    };
    assert_eq!(case(json!({"valid": true})), (1, 0));
    assert_eq!(case(json!({"valid": false})), (0, 1));
    assert_eq!(case(json!({})), (0, 1));
    let statement = |valid: Value| {
        let case = json!({"kind": "ResourceDescriptor", "name": "n", "json": "{}", "valid": valid});
        run("in-toto-statement", &[("cases.json", json!([case]))])
    };
    assert_eq!(statement(json!(false)), (1, 0));
    assert_eq!(statement(json!(true)), (0, 1));
    assert_eq!(statement(Value::Null), (0, 1));
}

#[test]
fn a_case_whose_files_are_gone_is_not_rightly_refused() {
    let pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n-----END PUBLIC KEY-----\n";
    let cases = json!([{"file": "a.json", "key": "k.pem", "expect": "invalid"}]);
    let envelope = json!({"payload": "", "payloadType": "t", "signatures": [{"sig": "AAAA"}]});
    let (list, key) = (("cases.json", cases), ("k.pem", json!(pem)));
    let gone = [list.clone(), key.clone()];
    assert_eq!(run("dsse", &gone), (0, 1));
    assert_eq!(run("dsse", &[list, key, ("a.json", envelope)]), (1, 0));
    let refused = json!({"file": "a.sigstore.json", "expect": "REJECT: why"});
    let there = ("a.expect.json", refused);
    assert_eq!(run("sigstore-go", std::slice::from_ref(&there)), (0, 1));
    let bundle = ("a.sigstore.json", json!("{}"));
    assert_eq!(run("sigstore-go", &[there, bundle]), (1, 0));
    let lost = ("some_fail/README", json!("words"));
    assert_eq!(run("sigstore-conformance", &[lost]), (0, 1));
}

#[test]
fn cut_and_empty_lists_are_wrong() {
    let group = json!({"type": "EcdsaVerify", "sha": "SHA-256", "tests": []});
    let file = json!({"numberOfTests": 3, "testGroups": [group]});
    assert_eq!(run("wycheproof", &[("a.json", file)]), (0, 1));
    assert_eq!(run("wycheproof", &[("a.json", json!({}))]), (0, 1));
    assert_eq!(run("ed25519-cctv", &[("a.json", json!([]))]), (0, 1));
    assert_eq!(run("dsse", &[("cases.json", json!([]))]), (0, 1));
    assert_eq!(run("dsse", &[("README.md", json!("words"))]), (0, 1));
    assert_eq!(run("jcs", &[("output/a.json", json!("{}"))]), (0, 1));
}

/// What lies outside by its own words is passed over by name; the rest of the file still counts.
#[test]
fn curves_and_hashes_that_are_not_checked_are_skipped_by_their_own_words() {
    let case = json!({"tcId": 1, "msg": "", "sig": "", "result": "valid"});
    let file = |curve: &str, sha: &str| {
        let key = json!({"curve": curve});
        let group = json!({"type": "EcdsaVerify", "sha": sha, "publicKey": key, "tests": [case]});
        [("a.json", json!({"numberOfTests": 1, "testGroups": [group]}))]
    };
    assert_eq!(run("wycheproof", &file("secp256k1", "SHA-256")), (0, 0));
    assert_eq!(run("wycheproof", &file("secp256r1", "SHA-1")), (0, 0));
    assert_eq!(run("wycheproof", &file("secp256r1", "SHA-256")), (0, 1));
}

#[test]
fn scenarios_without_a_script_or_a_history_are_wrong() {
    let script = |negative: bool, did: &str| {
        let did = match did {
            "" => String::new(),
            did => format!("    did: \"{did}\"\n"),
        };
        json!(format!(
            "description: \"d\"\nnegative: {negative}\nsteps:\n  - op: resolve-did\n{did}"
        ))
    };
    let scenario = |script: Option<Value>, log: Option<&str>| {
        let script = script.map(|text| ("vectors/a/script.yaml", text));
        let log = log.map(|text| ("vectors/a/ts/did.jsonl", json!(text)));
        let files: Vec<_> = script.into_iter().chain(log).collect();
        run("didwebvh", &files)
    };
    let local = "did:webvh:Qm0000000000000000000000000000000000000000000000:127.0.0.1";
    let fine = "did:webvh:Qm00000000000000000000000000000000000000000000:a.example";
    assert_eq!(scenario(Some(script(true, local)), Some("")), (1, 0));
    assert_eq!(scenario(Some(script(true, fine)), Some("")), (0, 1));
    assert_eq!(scenario(Some(script(false, fine)), Some("")), (1, 0));
    assert_eq!(scenario(Some(script(false, "")), Some("")), (0, 1));
    assert_eq!(scenario(Some(script(true, "")), Some("{}")), (1, 0));
    assert_eq!(scenario(Some(script(false, "")), Some("{}")), (0, 1));
    assert_eq!(scenario(None, Some("{}")), (0, 1));
}
