//! JSON, canonical JSON, envelopes and statements. Never judges by a file's name beyond the prefix its suite defines.

use intake::json::{self, Limits, Node};
use intake::problem::code;
use trust::dsse::Envelope;
use trust::keys::PublicKey;
use trust::signature::{self, Encoding, Scheme};
use trust::statement::{Resource, Statement, StatementError};

use crate::folder::expected;
use crate::{Folder, Tally};

/// `y_` is read, `n_` is refused, `i_` and the transforms may go either way but must not crash.
pub fn jsontestsuite(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    for file in folder.files() {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_owned();
        let Ok(bytes) = folder.bytes(&file) else {
            continue;
        };
        let expected = match name.get(..2) {
            Some("y_") => true,
            Some("n_") => false,
            _ if name.ends_with(".json") => {
                // Whatever the answer is, what was read must survive canonical printing and reading again.
                if let Ok(read) = json::parse(&bytes, &Limits::FILE) {
                    survives(&mut tally, &name, &read.root);
                } else {
                    tally.skip(&name, "may go either way; refused");
                }
                continue;
            }
            _ => continue,
        };
        match json::parse(&bytes, &Limits::FILE) {
            // The README: a verifier must refuse duplicate keys, although the grammar allows them.
            Err(problem) if expected && problem.code == code::DUPLICATE_KEY => {
                tally.skip(
                    &name,
                    "grammar allows it, I-JSON does not: a key stands twice",
                );
            }
            result => tally.accept(&name, expected, result.map_err(|problem| problem.what)),
        }
    }
    tally
}

fn survives(tally: &mut Tally, name: &str, node: &Node) {
    let Ok(printed) = json::canonical(node) else {
        return tally.skip(name, "may go either way; read, but has no canonical form");
    };
    match json::parse(&printed, &Limits::FILE).map(|again| json::canonical(&again.root)) {
        Ok(Ok(again)) if again == printed => tally.right(name, String::from_utf8_lossy(&again)),
        _ => tally.broken(name, "canonical text changes when it is read again"),
    }
}

/// Triples input, output, outhex; and lines of doubles.
pub fn jcs(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    for file in folder
        .files()
        .into_iter()
        .filter(|file| file.starts_with("input"))
    {
        let name = file.display().to_string();
        let Some(stem) = file.file_stem() else {
            continue;
        };
        let canonical = folder
            .json(&file)
            .and_then(|json| json::canonical(&json.root).map_err(|problem| problem.what));
        let output = std::path::Path::new("output").join(file.file_name().unwrap_or(stem));
        match (canonical, folder.bytes(&output)) {
            (Ok(got), Ok(expected)) => {
                let hex = std::path::Path::new("outhex")
                    .join(stem)
                    .with_extension("txt");
                if let Ok(text) = folder.text(&hex) {
                    let digits: String = text.split_whitespace().collect();
                    tally.expect(
                        format!("{name} (hex)"),
                        trust::encoding::from_hex(&digits),
                        Ok(got.clone()),
                    );
                }
                tally.expect(
                    &name,
                    String::from_utf8_lossy(&expected).trim_end(),
                    String::from_utf8_lossy(&got).as_ref(),
                );
            }
            (Err(why), _) | (_, Err(why)) => tally.broken(&name, why),
        }
    }
    for output in folder
        .files()
        .iter()
        .filter(|file| file.starts_with("output"))
    {
        let input = std::path::Path::new("input").join(output.file_name().unwrap_or_default());
        if !folder.has(&input) {
            tally.broken(output.display().to_string(), "its input is missing");
        }
    }
    for line in folder.text("es6-numbers.txt").unwrap_or_default().lines() {
        let Some((bits, expected)) = line.split_once(',') else {
            tally.broken(line, "not two columns");
            continue;
        };
        match u64::from_str_radix(bits, 16) {
            Ok(bits) => tally.expect(
                line,
                Some(expected.to_owned()),
                json::es6_number(f64::from_bits(bits)),
            ),
            Err(_) => tally.broken(line, "not hex"),
        }
    }
    tally
}

/// Valid when at least one signature holds under the one key of the case, in the encoding the case names.
pub fn dsse(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.cases("cases.json", &mut tally, |case, tally| {
        let text = |name: &str| case.get(name).and_then(Node::as_str).unwrap_or_default();
        let accept = expected(text("expect"), "valid", "invalid");
        match dsse_files(folder, text("file"), text("key")) {
            Ok((envelopes, key)) => {
                let held = dsse_case(&envelopes, &key, text("signature_encoding"));
                tally.judged(text("file"), accept, held);
            }
            Err(why) => tally.broken(text("file"), why),
        }
    });
    tally
}

/// The envelopes of a case and its key: what is not there makes no case right.
fn dsse_files(
    folder: &Folder<'_>,
    file: &str,
    key: &str,
) -> Result<(Vec<Vec<u8>>, PublicKey), String> {
    let key = PublicKey::from_pem(&folder.text(key)?).map_err(|error| format!("key: {error:?}"))?;
    let bytes = folder.bytes(file)?;
    let envelopes: Vec<Vec<u8>> = if file.ends_with(".jsonl") {
        let lines = bytes.split(|byte| *byte == b'\n');
        lines
            .filter(|line| !line.trim_ascii().is_empty())
            .map(<[u8]>::to_vec)
            .collect()
    } else {
        vec![bytes]
    };
    if envelopes.is_empty() {
        return Err("no envelope in the file".to_owned());
    }
    Ok((envelopes, key))
}

fn dsse_case(envelopes: &[Vec<u8>], key: &PublicKey, encoding: &str) -> Result<(), String> {
    let encoding = match encoding {
        "p1363" => Encoding::Raw,
        "der" => Encoding::Der,
        _ => Encoding::ByLength,
    };
    let scheme = match Scheme::usual(key) {
        Scheme::Ecdsa(hash, _) => Scheme::Ecdsa(hash, encoding),
        other => other,
    };
    for bytes in envelopes {
        let envelope = Envelope::from_bytes(bytes).map_err(|error| format!("{error:?}"))?;
        // The examiner that verdicts are built on, and the bare computation, must agree.
        let examined = envelope.examine_with(std::slice::from_ref(key), |_| scheme);
        let message = envelope.authenticated_bytes();
        let bare = envelope
            .signatures
            .iter()
            .filter_map(|given| given.bytes.as_deref())
            .any(|bytes| signature::check(key, scheme, &message, bytes).is_ok());
        match (examined.keys().is_empty(), bare) {
            (false, true) => {}
            (true, false) => return Err("no signature holds".to_owned()),
            _ => return Err("the two ways disagree".to_owned()),
        }
    }
    Ok(())
}

/// Upstream's validator also wants a predicate (README); the standard does not, so that is added here.
pub fn statements(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.cases("cases.json", &mut tally, |case, tally| {
        let text = |name: &str| case.get(name).and_then(Node::as_str).unwrap_or_default();
        let valid = case.get("valid").and_then(Node::as_bool);
        match text("kind") {
            "Statement" => {
                let read = Statement::from_bytes(text("json").as_bytes());
                let read =
                    read.and_then(|statement| statement.predicate.ok_or(StatementError::Predicate));
                tally.judged(text("name"), valid, read);
            }
            "ResourceDescriptor" => {
                let read = json::parse(text("json").as_bytes(), &Limits::SMALL);
                let read = read.map_err(|problem| StatementError::Json(problem.what));
                tally.judged(
                    text("name"),
                    valid,
                    read.and_then(|json| Resource::from_node(&json.root)),
                );
            }
            other => tally.broken(text("name"), format!("a kind we do not know: {other:?}")),
        }
    });
    tally
}
