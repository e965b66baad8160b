//! Signature vectors: Wycheproof, CCTV and speccheck. Never looks at a case's number or comment.

use intake::json::Node;
use trust::encoding::from_hex;
use trust::hash::Hash;
use trust::jws::{self, JoseKey};
use trust::keys::PublicKey;
use trust::rsa::RsaPadding;
use trust::signature::{self, Encoding, Scheme};

use crate::folder::expected;
use crate::{Folder, Tally};

/// Every file of the folder; each announces how many cases it has.
pub fn wycheproof(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.each_json(&mut tally, |file, root, tally| {
        let name = file.display().to_string();
        let Some(groups) = root.get("testGroups").and_then(Node::as_array) else {
            return tally.broken(name, "no groups of cases");
        };
        let mut found = 0;
        for group in groups {
            let tests = group.get("tests").and_then(Node::as_array);
            let tests = tests.unwrap_or_default();
            for test in tests {
                found += 1;
                wycheproof_case(&name, group, test, tests, tally);
            }
        }
        let announced = root.get("numberOfTests").and_then(Node::as_number);
        let announced = announced.and_then(|number| number.as_u64());
        if announced.is_some_and(|announced| announced != found) || found == 0 {
            tally.broken(
                name,
                format!("{announced:?} cases announced, {found} there"),
            );
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
    if let Some(what) = outside(group) {
        return tally.skip(&case, format!("not checked here: {what}"));
    }
    let held = match text(group, "type") {
        "EddsaVerify" => raw_key(group).and_then(|key| check(&key, Scheme::Ed25519, test)),
        "EcdsaVerify" => ecdsa(group, test, Encoding::Der),
        "EcdsaP1363Verify" => ecdsa(group, test, Encoding::Raw),
        "RsassaPkcs1Verify" => rsa(group, test, RsaPadding::Pkcs1),
        "RsassaPssVerify" => rsa(group, test, RsaPadding::PssHashSalt),
        "JsonWebSignature" => jws_one(group, test),
        "JsonWebKey" => jws_set(group, test),
        other => {
            return tally.broken(&case, format!("a group type we do not know: {other:?}"));
        }
    };
    if text(test, "result") == "acceptable" {
        return tally.skip(&case, "acceptable: may go either way");
    }
    let accept = expected(text(test, "result"), "valid", "invalid");
    tally.judged(&case, accept, held);
}

/// Curves and parameters of whole groups that lie outside what is checked here, by the group's own words.
fn outside(group: &Node) -> Option<String> {
    let curve = group.get("publicKey").map(|key| text(key, "curve"));
    let known = ["secp256r1", "secp384r1", "secp521r1", "edwards25519", ""];
    if let Some(curve) = curve.filter(|curve| !known.contains(curve)) {
        return Some(curve.to_owned());
    }
    let kind = text(group, "type");
    let sha = text(group, "sha");
    let hash = Hash::named(sha);
    if kind.starts_with("Ecdsa") && hash.is_none() {
        return Some(sha.to_owned());
    }
    if !kind.starts_with("Rsassa") {
        return None;
    }
    let size = group.get("keySize").and_then(Node::as_number);
    let size = size.and_then(|size| size.as_u64()).unwrap_or_default();
    let sizes = trust::limits::MIN_RSA_BITS as u64..=trust::limits::MAX_RSA_BITS as u64;
    let salt = group.get("sLen").and_then(Node::as_number);
    let salt = salt.and_then(|salt| salt.as_u64());
    let own = hash.map(|hash| hash.length() as u64);
    if !matches!(hash, Some(Hash::Sha256 | Hash::Sha384 | Hash::Sha512)) {
        Some(sha.to_owned())
    } else if !sizes.contains(&size) {
        Some(format!("RSA of {size} bits"))
    } else if kind == "RsassaPssVerify" && (text(group, "mgfSha") != sha || salt != own) {
        Some("PSS with a salt or mask that is not of its hash".to_owned())
    } else {
        None
    }
}

fn rsa(group: &Node, test: &Node, padding: RsaPadding) -> Result<(), String> {
    let der = ["publicKeyDer", "publicKeyAsn"]
        .iter()
        .find(|name| group.get(name).is_some());
    let der = hex(group, der.ok_or("no public key")?)?;
    let key = PublicKey::from_spki(&der).or_else(|_| PublicKey::from_pkcs1(&der));
    let key = key.map_err(|error| format!("{error:?}"))?;
    let hash = Hash::named(text(group, "sha")).ok_or("unknown hash")?;
    check(&key, Scheme::Rsa(hash, padding), test)
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
    folder.each_json(&mut tally, |file, root, tally| {
        let Some(cases) = root.as_array().filter(|cases| !cases.is_empty()) else {
            return tally.broken(file.display().to_string(), "not a list of cases");
        };
        for case in cases {
            let number = case.get("number").and_then(Node::as_number);
            if ["key", "sig", "msg"]
                .iter()
                .any(|name| case.get(name).is_none())
            {
                let name = number.map_or("?", |number| number.text());
                tally.broken(name, "key, signature or message is missing");
                continue;
            }
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
