//! Signature vectors: Wycheproof, CCTV and speccheck. Never looks at a case's number or comment.

use intake::json::Node;
use trust::encoding::from_hex;
use trust::hash::Hash;
use trust::jws::{self, JoseKey};
use trust::keys::PublicKey;
use trust::signature::{self, Encoding, Scheme};

use crate::{Folder, Tally};

/// Every file of the folder whose `schema` we know.
pub fn wycheproof(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.each_json(&mut tally, |file, root, tally| {
        let groups = root.get("testGroups").and_then(Node::as_array);
        for group in groups.unwrap_or_default() {
            let tests = group.get("tests").and_then(Node::as_array);
            let tests = tests.unwrap_or_default();
            for test in tests {
                wycheproof_case(&file.display().to_string(), group, test, tests, tally);
            }
        }
    });
    tally
}

fn wycheproof_case(file: &str, group: &Node, test: &Node, tests: &[Node], tally: &mut Tally) {
    if contradicted(test, tests) {
        return tally.skip(
            file,
            "the same input is expected both to hold and to be refused",
        );
    }
    let number = test.get("tcId").and_then(Node::as_number);
    let case = format!("{file} {}", number.map_or("?", |n| n.text()));
    let held = match text(group, "type") {
        "EddsaVerify" => raw_key(group).and_then(|key| check(&key, Scheme::Ed25519, test)),
        "EcdsaVerify" => ecdsa(group, test, Encoding::Der),
        "EcdsaP1363Verify" => ecdsa(group, test, Encoding::Raw),
        "JsonWebSignature" => jws_one(group, test),
        "JsonWebKey" => jws_set(group, test),
        other => {
            return tally.broken(&case, format!("a group type we do not know: {other:?}"));
        }
    };
    match text(test, "result") {
        "valid" => tally.accept(&case, true, held),
        "invalid" => tally.accept(&case, false, held),
        other => tally.skip(&case, format!("{other}: may go either way")),
    }
}

/// True for a refused token that is, byte for byte, the token of an accepted case.
fn contradicted(test: &Node, tests: &[Node]) -> bool {
    let token = text(test, "jws");
    let twin = |other: &Node| text(other, "jws") == token && text(other, "result") == "valid";
    !token.is_empty() && text(test, "result") == "invalid" && tests.iter().any(twin)
}

fn text<'a>(node: &'a Node, name: &str) -> &'a str {
    node.get(name).and_then(Node::as_str).unwrap_or_default()
}

fn hex(node: &Node, name: &str) -> Result<Vec<u8>, String> {
    from_hex(text(node, name)).map_err(|error| format!("{name}: {error:?}"))
}

fn raw_key(group: &Node) -> Result<PublicKey, String> {
    let key = group.get("publicKey").ok_or("no public key")?;
    PublicKey::ed25519(&hex(key, "pk")?).map_err(|error| format!("{error:?}"))
}

fn ecdsa(group: &Node, test: &Node, encoding: Encoding) -> Result<(), String> {
    let key =
        PublicKey::from_spki(&hex(group, "publicKeyDer")?).map_err(|error| format!("{error:?}"))?;
    let hash = Hash::named(text(group, "sha")).ok_or("unknown hash")?;
    check(&key, Scheme::Ecdsa(hash, encoding), test)
}

fn check(key: &PublicKey, scheme: Scheme, test: &Node) -> Result<(), String> {
    match signature::check(key, scheme, &hex(test, "msg")?, &hex(test, "sig")?) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{error:?}")),
    }
}

fn jws_one(group: &Node, test: &Node) -> Result<(), String> {
    // Shared secrets have no public half; for everything else only the public half is used.
    let key = group
        .get("public")
        .or_else(|| group.get("private"))
        .ok_or("no key")?;
    let key = JoseKey::from_jwk(key).map_err(|error| format!("{error:?}"))?;
    let token = test
        .get("jws")
        .and_then(Node::as_str)
        .ok_or("not a compact token")?;
    jws::check(token, &key)
        .map(drop)
        .map_err(|error| format!("{error:?}"))
}

fn jws_set(group: &Node, test: &Node) -> Result<(), String> {
    let keys = group
        .get("public")
        .or_else(|| group.get("private"))
        .ok_or("no keys")?;
    let keys = JoseKey::set(keys).map_err(|error| format!("{error:?}"))?;
    let token = test
        .get("jws")
        .and_then(Node::as_str)
        .ok_or("not a compact token")?;
    jws::check_with_set(token, &keys)
        .map(drop)
        .map_err(|error| format!("{error:?}"))
}

/// Strict rule: canonical encodings, and neither key nor nonce of small order (README: `verify_strict`).
pub fn cctv(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.each_json(&mut tally, |_, root, tally| {
        for case in root.as_array().unwrap_or_default() {
            let number = case.get("number").and_then(Node::as_number);
            let flags = case.get("flags").and_then(Node::as_array);
            let mut flags = flags.unwrap_or_default().iter().filter_map(Node::as_str);
            let accept = !flags.any(|flag| REFUSED.contains(&flag));
            let held = ed25519(case, "key", "sig", text(case, "msg").as_bytes());
            tally.accept(number.map_or("?", |n| n.text()), accept, held);
        }
    });
    tally
}

/// Flags of cases that the strict rule refuses.
const REFUSED: [&str; 4] = [
    "non_canonical_R",
    "low_order_residue",
    "low_order_A",
    "low_order_R",
];

fn ed25519(case: &Node, key: &str, sig: &str, message: &[u8]) -> Result<(), String> {
    let key = PublicKey::ed25519(&hex(case, key)?).map_err(|error| format!("{error:?}"))?;
    match signature::check(&key, Scheme::Ed25519, message, &hex(case, sig)?) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{error:?}")),
    }
}

/// The README gives the strict rule's answer by upstream index: only the case with mixed-order points passes.
pub fn speccheck(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.cases("cases.json", &mut tally, |case, tally| {
        let index = case.get("upstream_index").and_then(Node::as_number);
        let index = index.and_then(|number| number.as_u64());
        let row = index.and_then(|index| STRICT_ROW.get(usize::try_from(index).ok()?));
        let name = index.map_or_else(|| "no index".to_owned(), |index| format!("index {index}"));
        match (row, hex(case, "message")) {
            (None, _) => tally.broken(&name, "the README has no expectation for this index"),
            (_, Err(why)) => tally.broken(&name, why),
            (Some(accept), Ok(message)) => {
                let held = ed25519(case, "pub_key", "signature", &message);
                tally.accept(&name, *accept, held);
            }
        }
    });
    tally
}

/// Upstream's results for the strict rule, cases 0 to 11 (README; upstream `results.md`).
const STRICT_ROW: [bool; 12] = [
    false, false, false, true, false, false, false, false, false, false, false, false,
];
