//! The JSON reader and the canonical printer, on our own cases and on other people's vectors.

use intake::json::{self, Limits, Value};

/// Parses a text; gives `code pointer line:column` of the problem.
fn refused(text: &[u8]) -> String {
    match json::parse(text, &Limits::FILE) {
        Ok(_) => "accepted".to_owned(),
        Err(problem) => format!(
            "{} {} {}:{}",
            problem.code, problem.pointer, problem.line, problem.column
        ),
    }
}

#[test]
fn every_problem_has_its_place() {
    for (text, expected) in [
        ("", "R101  1:1"),
        (" \n ", "R101  1:1"),
        ("{\"a\": [1, 2,\n  3", "R106 /a 2:4"),
        ("{\"a\": [1, 2,\n  x]}", "R105 /a/2 2:3"),
        ("{\"a\": {\"b\": tru}}", "R105 /a/b 1:16"),
        ("{\"é\": 1, \"é\": 2}", "R108  1:10"),
        ("[{\"a/b\": {\"~\": 01}}]", "R105 /0/a~1b/~0 1:17"),
        ("[\"\\uD800\"]", "R109 /0 1:3"),
        ("[\"\\uD800\\u0041\"]", "R109 /0 1:3"),
        ("[\"\\uDC00\"]", "R109 /0 1:3"),
        ("[1] [2]", "R107  1:5"),
        ("\u{feff}{}", "R104  1:1"),
        ("[\"a\tb\"]", "R105 /0 1:4"),
        ("{\"a\" 1}", "R105  1:6"),
        ("{a: 1}", "R105  1:2"),
        ("[1,]", "R105 /1 1:4"),
        ("{\"a\":1,}", "R105  1:8"),
        ("'a'", "R105  1:1"),
        ("nul", "R106  1:4"),
        ("[-]", "R105 /0 1:3"),
    ] {
        assert_eq!(refused(text.as_bytes()), expected, "{text:?}");
    }
    assert_eq!(refused(b"[1, 2, \xff]"), "R103  1:8");
    assert_eq!(refused(b"\xff\xfe{\0}\0"), "R103  1:1");
}

#[test]
fn duplicate_keys_are_found_in_small_and_large_objects() {
    for members in [2, 12, 13, 5_000] {
        let mut text: Vec<String> = (0..members).map(|n| format!("\"k{n}\": {n}")).collect();
        assert_eq!(
            refused(format!("{{{}}}", text.join(",")).as_bytes()),
            "accepted"
        );
        text.push("\"\\u006b1\": true".to_owned());
        let found = refused(format!("{{{}}}", text.join(",")).as_bytes());
        assert!(found.starts_with("R108 "), "{members} members: {found}");
    }
}

#[test]
fn limits_are_kept() {
    let deep = |levels: usize| [vec![b'['; levels], vec![b']'; levels]].concat();
    assert_eq!(refused(&deep(Limits::DEPTH)), "accepted");
    for levels in [Limits::DEPTH + 1, 10_000, 1_000_000] {
        assert!(
            refused(&deep(levels)).starts_with("R110 "),
            "{levels} levels"
        );
        assert!(
            refused(&vec![b'['; levels]).starts_with("R110 "),
            "{levels} levels, cut off"
        );
        assert!(
            refused("{\"a\":".repeat(levels).as_bytes()).starts_with("R110 "),
            "{levels} objects"
        );
    }
    let few = Limits {
        bytes: 100,
        depth: 3,
        nodes: 5,
    };
    let code = |text: &str| {
        json::parse(text.as_bytes(), &few)
            .err()
            .map(|problem| problem.code)
    };
    assert_eq!(code("[1,2,3,4]"), None);
    assert_eq!(code("[1,2,3,4,5]"), Some("R111"));
    assert_eq!(code(&" ".repeat(101)), Some("R102"));
    assert_eq!(code("[[[[]]]]"), Some("R110"));
}

#[test]
fn values_keep_their_text_and_place() {
    let text = br#" {"a": [1.50e1, -0, 12345678901234567890], "b/c": "x\n\u00e9\ud83d\ude00", "d": {"e": null}} "#;
    let json = json::parse(text, &Limits::FILE).expect("valid");
    let number = |index| {
        json.root
            .get("a")
            .and_then(|a| a.index(index))
            .and_then(|n| n.as_number())
            .expect("a number")
    };
    assert_eq!(
        (number(0).text(), number(0).as_f64(), number(0).as_i64()),
        ("1.50e1", Some(15.0), None)
    );
    assert_eq!(
        (number(1).as_i64(), number(2).as_u64(), number(2).as_i64()),
        (Some(0), Some(12_345_678_901_234_567_890), None)
    );
    assert_eq!(
        json.root.get("b/c").and_then(|b| b.as_str()),
        Some("x\né😀")
    );
    let null = json.root.get("d").and_then(|d| d.get("e")).expect("there");
    assert!(matches!(null.value, Value::Null));
    assert_eq!(json.root.pointer_to(null.at), "/d/e");
    for (name, pointer) in [
        ("1.50", "/a/0"),
        ("\"b/c", "/b~1c"),
        ("\"x", "/b~1c"),
        ("{\"a", ""),
    ] {
        let at = text
            .windows(name.len())
            .position(|window| window == name.as_bytes())
            .expect("in the text");
        assert_eq!(json.root.pointer_to(at as u32), pointer, "{name}");
    }
}

#[test]
fn equality_ignores_places_and_order_of_members() {
    let json = |text: &str| json::parse(text.as_bytes(), &Limits::FILE).expect("valid");
    assert_eq!(
        json("{\"a\":1,\"b\":[2]}"),
        json("{ \"b\": [2.0], \"a\": 1e0 }")
    );
    assert_ne!(json("{\"a\":1,\"b\":2}"), json("{\"a\":1,\"c\":2}"));
    assert_ne!(json("[1,2]"), json("[2,1]"));
}

#[test]
fn progress_moves_forward_to_near_the_end() {
    let text = format!("[{}1]", "\"0123456789\",".repeat(400_000));
    let mut told = Vec::new();
    json::parse_with_progress(text.as_bytes(), &Limits::FILE, &mut |done, of| {
        told.push((done, of))
    })
    .expect("valid");
    assert!(
        told.len() > 5
            && told.is_sorted()
            && told
                .iter()
                .all(|&(done, of)| done <= of && of == text.len() as u64)
    );
}

#[test]
fn json_test_suite() {
    let Some(folder) = testkit::vectors("jsontestsuite") else {
        return;
    };
    let mut counted = [0; 3];
    for path in testkit::files_below(&folder.join("test_parsing")) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&path).expect("readable");
        let accepted = json::parse(&bytes, &Limits::FILE).is_ok();
        match name.get(..2) {
            Some("y_") => {
                counted[0] += 1;
                // Standards.md and RFC 7493 §2.3: a duplicate key is grammatical JSON, but never accepted here.
                assert_eq!(accepted, !name.contains("duplicated_key"), "{name}");
            }
            Some("n_") => {
                counted[1] += 1;
                assert!(!accepted, "{name} should be refused");
            }
            Some("i_") => counted[2] += 1,
            _ => {}
        }
    }
    assert!(counted.iter().all(|&count| count > 10), "{counted:?}");
    for path in testkit::files_below(&folder.join("test_transform")) {
        let bytes = std::fs::read(&path).expect("readable");
        if let Ok(json) = json::parse(&bytes, &Limits::FILE)
            && let Ok(printed) = json::canonical(&json.root)
        {
            assert_eq!(
                json::parse(&printed, &Limits::FILE).expect("printed by us"),
                json,
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn canonical_vectors() {
    let Some(folder) = testkit::vectors("jcs") else {
        return;
    };
    let inputs = testkit::files_below(&folder.join("input"));
    assert!(!inputs.is_empty());
    for input in inputs {
        let name = input.file_name().expect("a file");
        let json =
            json::parse(&std::fs::read(&input).expect("readable"), &Limits::FILE).expect("valid");
        let expected = std::fs::read(folder.join("output").join(name)).expect("readable");
        let printed = json::canonical(&json.root).expect("canonical");
        assert_eq!(
            String::from_utf8_lossy(&printed),
            String::from_utf8_lossy(&expected),
            "{name:?}"
        );
    }
    let lines = std::fs::read_to_string(folder.join("es6-numbers.txt")).expect("readable");
    let mut counted = 0;
    for line in lines.lines() {
        let (bits, expected) = line.split_once(',').expect("two fields");
        let number = f64::from_bits(u64::from_str_radix(bits, 16).expect("hexadecimal"));
        assert_eq!(
            json::es6_number(number).as_deref(),
            Some(expected),
            "{bits}"
        );
        counted += 1;
    }
    assert!(counted > 1000, "{counted}");
}

#[test]
fn canonical_printing() {
    let print = |text: &str| {
        let json = json::parse(text.as_bytes(), &Limits::FILE).expect("valid");
        json::canonical(&json.root)
            .map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
            .map_err(|problem| problem.code)
    };
    for (text, expected) in [
        ("{\"b\": [ ], \"a\": { } }", "{\"a\":{},\"b\":[]}"),
        (
            "[-0, -0.0, 1E30, 0.1, 1e21, 100, 0.000001, 0.0000001]",
            "[0,0,1e+30,0.1,1e+21,100,0.000001,1e-7]",
        ),
        (
            "[9007199254740991, -9007199254740991]",
            "[9007199254740991,-9007199254740991]",
        ),
        // Beyond what a double counts one by one, but written as it is printed.
        (
            "[-9007199254740992, 123456789012345680000]",
            "[-9007199254740992,123456789012345680000]",
        ),
        (
            "\"\\u0007\\u001f\\t\\/\\u2028\\u007f\"",
            "\"\\u0007\\u001f\\t/\u{2028}\u{7f}\"",
        ),
        // U+FF5E sorts after U+1F600 by UTF-16 units, before it by bytes.
        (
            "{\"\u{ff5e}\":1,\"\u{1f600}\":2}",
            "{\"\u{1f600}\":2,\"\u{ff5e}\":1}",
        ),
    ] {
        assert_eq!(print(text).as_deref(), Ok(expected), "{text}");
    }
    for text in ["9007199254740993", "[1e400]", "123456789012345680001"] {
        assert_eq!(print(text), Err("R112"), "{text}");
    }
}
