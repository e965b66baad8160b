//! Envelopes beside documents and claims about them, sound ones and each kind of broken one. Never two faults in one.

use crate::{SIGNED, Workshop};
use publish::sign::{self, SigningKey};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trust::dsse::pae;
use trust::encoding::to_base64;

const STATEMENT: &str = "https://in-toto.io/Statement/v1";
const SVR: &str = "https://in-toto.io/attestation/svr/v0.2";
const SVR_BEFORE: &str = "https://in-toto.io/attestation/svr/v0.1";
const TEST_RESULT: &str = "https://in-toto.io/attestation/test-result/v0.1";
const REFERENCE: &str = "https://in-toto.io/attestation/reference/v0.1";

/// The rule set that most of the demonstration is about.
pub const RULES: &str = "catalogs/lantern-rules.json";
/// Its own address.
pub const RULES_ADDRESS: &str = "https://lantern-commons.example/rules";
/// The document that claims are about.
pub const MODEL: &str = "documents/meadow-1.json";

pub fn make(shop: &Workshop, made: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let keys = |names: &[&str]| {
        names
            .iter()
            .map(|name| shop.keys.key(name))
            .collect::<Result<Vec<SigningKey>, String>>()
    };
    let mut put = |name: &str, text: String| {
        made.insert(format!("evidence/{name}"), text.into_bytes());
    };
    let beside = |path: &str, names: &[&str]| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let signed = sign::sidecar(shop.file(path)?, name, &keys(names)?);
        signed.map_err(|error| error.to_string())
    };
    let stated = |statement: &Value, by: &str| {
        sign::envelope(statement, &keys(&[by])?).map_err(|error| error.to_string())
    };

    put("confirmed.dsse.json", beside(RULES, &["lantern"])?);
    put(
        "two-keys.dsse.json",
        beside(RULES, &["lantern", "lantern-board"])?,
    );
    put(
        "threshold.dsse.json",
        beside("catalogs/harbour-criteria.json", &["harbour"])?,
    );
    let northwind = "catalogs/northwind-terms.json";
    put(
        "intact-key-unknown.dsse.json",
        beside(northwind, &["northwind"])?,
    );
    put("not-checkable.dsse.json", beside(RULES, &["stranger"])?);

    // A document that was changed after it was signed.
    let card = sign::sidecar(
        br#"{"model":"Meadow 1","parameters":"7 billion"}"#,
        "meadow-1.json",
        &keys(&["lantern"])?,
    );
    put(
        "subject.dsse.json",
        card.map_err(|error| error.to_string())?,
    );

    let claim = svr(shop, "https://lantern-commons.example/board", &["lr-1"])?;
    put("unsigned.json", format!("{claim:#}\n"));
    let sound = stated(&claim, "lantern")?;
    put(
        "form.dsse.json",
        sound.replacen(
            "\"payloadType\":",
            "\"payloadType\": \"text/plain\",\n  \"payloadType\":",
            1,
        ),
    );
    put(
        "signature.dsse.json",
        altered(&claim, &shop.keys.key("lantern")?)?,
    );
    put(
        "payload-type.dsse.json",
        typed("application/json", &claim, &shop.keys.key("lantern")?),
    );
    let mut without_time = claim.clone();
    if let Some(predicate) = without_time
        .get_mut("predicate")
        .and_then(Value::as_object_mut)
    {
        predicate.insert("timeCreated".to_owned(), json!("last spring"));
    }
    put("statement.dsse.json", stated(&without_time, "lantern")?);
    let mut to_come = claim.clone();
    if let Some(predicate) = to_come.get_mut("predicate").and_then(Value::as_object_mut) {
        predicate.insert("timeCreated".to_owned(), json!("2999-01-01T00:00:00Z"));
    }
    put("period-to-come.dsse.json", stated(&to_come, "lantern")?);

    claims(shop, &stated, &mut put)?;
    recognitions(shop, &stated, &mut put)
}

/// What is claimed of one model, by itself, by others, and against others.
fn claims(
    shop: &Workshop,
    stated: &dyn Fn(&Value, &str) -> Result<String, String>,
    put: &mut dyn FnMut(&str, String),
) -> Result<(), String> {
    let own = svr(
        shop,
        "https://meadow-works.example/self-report",
        &["lr-1", "lr-2", "lr-3", "lr-5"],
    )?;
    put("claim-by-itself.dsse.json", stated(&own, "meadow")?);
    let examined = svr(
        shop,
        "https://harbour-guild.example/examination",
        &["lr-1", "lr-3"],
    )?;
    let report = stated(&examined, "harbour")?;
    put(
        "claim-older-form.dsse.json",
        stated(&older(shop)?, "harbour")?,
    );
    let failed = test_result(shop, subject(shop, MODEL)?, &["lr-3"])?;
    let disputed = stated(&failed, "northwind")?;
    put("claim-disputed.dsse.json", disputed.clone());
    let about_report = json!({
        "name": "claim-by-examiner.dsse.json",
        "digest": { "sha256": publish::digest(report.as_bytes()).hex() },
    });
    put(
        "rebuttal.dsse.json",
        stated(&test_result(shop, about_report, &["lr-3"])?, "northwind")?,
    );

    let mut old_text = svr(shop, "https://harbour-guild.example/examination", &["lr-4"])?;
    let policies = old_text
        .get_mut("predicate")
        .and_then(|body| body.get_mut("verifier"));
    if let Some(policy) = policies.and_then(|body| body.get_mut("policies")) {
        let before = publish::digest(b"the rules as they were before 4 May 2026").hex();
        *policy = json!([{ "uri": RULES_ADDRESS, "digest": { "sha256": before } }]);
    }
    put("rule-set-digest.dsse.json", stated(&old_text, "harbour")?);

    let line = |envelope: &str| {
        let value: Value = serde_json::from_str(envelope).map_err(|error| error.to_string())?;
        Ok::<String, String>(value.to_string())
    };
    let cut = line(&disputed)?;
    let cut = cut.get(..cut.len() / 2).unwrap_or_default();
    put(
        "bundle.intoto.jsonl",
        format!("{}\n{cut}\n{}\n", line(&report)?, line(&disputed)?),
    );
    put("claim-by-examiner.dsse.json", report);
    Ok(())
}

/// Who vouches for whom: the subject is the other's descriptor, which lists its keys.
fn recognitions(
    shop: &Workshop,
    stated: &dyn Fn(&Value, &str) -> Result<String, String>,
    put: &mut dyn FnMut(&str, String),
) -> Result<(), String> {
    for (by, key, whom) in [
        ("lantern-commons", "lantern", "harbour-guild"),
        ("harbour-guild", "harbour", "meadow-works"),
        ("northwind-archive", "northwind", "lantern-commons"),
    ] {
        let path = format!("communities/{whom}.json");
        let statement = json!({
            "_type": STATEMENT,
            "subject": [subject(shop, &path)?],
            "predicateType": REFERENCE,
            "predicate": {
                "attester": { "id": format!("https://{by}.example/") },
                "references": [{
                    "downloadLocation": format!("https://{whom}.example/{whom}.json"),
                    "digest": { "sha256": shop.digest(&path)? },
                    "mediaType": "application/json",
                }],
            },
        });
        put(
            &format!("{key}-recognises-{whom}.dsse.json"),
            stated(&statement, key)?,
        );
    }
    Ok(())
}

fn subject(shop: &Workshop, path: &str) -> Result<Value, String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    Ok(json!({ "name": name, "digest": { "sha256": shop.digest(path)? } }))
}

/// A verifier says that the model keeps these rules.
pub fn svr(shop: &Workshop, verifier: &str, rules: &[&str]) -> Result<Value, String> {
    Ok(json!({
        "_type": STATEMENT,
        "subject": [subject(shop, MODEL)?],
        "predicateType": SVR,
        "predicate": {
            "verifier": {
                "id": verifier,
                "policies": [{ "uri": RULES_ADDRESS, "digest": { "sha256": shop.digest(RULES)? } }],
            },
            "timeCreated": SIGNED,
            "properties": rules,
        },
    }))
}

/// The same kind of claim before version 0.2, which cannot say under which rule set.
fn older(shop: &Workshop) -> Result<Value, String> {
    Ok(json!({
        "_type": STATEMENT,
        "subject": [subject(shop, MODEL)?],
        "predicateType": SVR_BEFORE,
        "predicate": {
            "verifier": { "id": "https://harbour-guild.example/examination" },
            "timeCreated": SIGNED,
            "properties": ["lantern-rules/lr-2"],
        },
    }))
}

fn test_result(shop: &Workshop, about: Value, failed: &[&str]) -> Result<Value, String> {
    Ok(json!({
        "_type": STATEMENT,
        "subject": [about],
        "predicateType": TEST_RESULT,
        "predicate": {
            "result": "FAILED",
            "configuration": [{ "uri": RULES_ADDRESS, "digest": { "sha256": shop.digest(RULES)? } }],
            "passedTests": ["lr-1"],
            "failedTests": failed,
        },
    }))
}

/// An envelope whose payload is not the one that was signed; its hint still names the key.
fn altered(statement: &Value, key: &SigningKey) -> Result<String, String> {
    let signed = statement.to_string();
    let shown = signed.replacen("lr-1", "lr-4", 1);
    if shown == signed {
        return Err("there was nothing to alter".to_owned());
    }
    let signature = key.sign(&pae(trust::dsse::IN_TOTO, signed.as_bytes()));
    Ok(envelope(
        trust::dsse::IN_TOTO,
        shown.as_bytes(),
        &signature,
        key,
    ))
}

/// A statement that is soundly signed as something else.
fn typed(kind: &str, statement: &Value, key: &SigningKey) -> String {
    let payload = statement.to_string();
    let signature = key.sign(&pae(kind, payload.as_bytes()));
    envelope(kind, payload.as_bytes(), &signature, key)
}

fn envelope(kind: &str, payload: &[u8], signature: &[u8], key: &SigningKey) -> String {
    let envelope = json!({
        "payload": to_base64(payload),
        "payloadType": kind,
        "signatures": [{ "keyid": key.hint(), "sig": to_base64(signature) }],
    });
    format!("{envelope:#}\n")
}
