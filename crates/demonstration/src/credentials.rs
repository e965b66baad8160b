//! Verifiable credentials and the list of withdrawn ones. Never reads a context from anywhere.

use crate::{SIGNED, Workshop, envelopes};
use intake::json::{self, Limits};
use publish::sign::SigningKey;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trust::encoding::{to_base58, to_base64, to_base64_url};
use trust::hash::sha256;
use trust::limits::MIN_STATUS_LIST_BYTES;

const CONTEXT: &str = "https://www.w3.org/ns/credentials/v2";
const LIST: &str = "https://harbour-guild.example/withdrawn";

/// Places in the list of withdrawn credentials.
const SOUND: u32 = 94_567;
const WITHDRAWN: u32 = 23_452;

pub fn make(shop: &Workshop, made: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let harbour = shop.keys.key("harbour")?;
    let issuer = shop.keys.did("harbour")?;
    let method = format!("{issuer}#{}", shop.keys.multikey("harbour")?);
    let holder = shop.keys.did("meadow")?;
    let mut put = |name: &str, credential: &Value| {
        made.insert(
            format!("evidence/{name}.json"),
            format!("{credential:#}\n").into_bytes(),
        );
    };
    let catalog = sha256(&[shop.file(envelopes::RULES)?]);
    let text = format!("sha256-{}", to_base64(&catalog));
    let seal = |issuer: &str, until: &str, rule: &str, place: Option<u32>| {
        let mut credential = json!({
            "@context": [CONTEXT],
            "type": ["VerifiableCredential"],
            "issuer": issuer,
            "validFrom": "2026-01-01T00:00:00Z",
            "validUntil": until,
            "credentialSubject": {
                "id": holder,
                "conformsTo": format!("{}#{rule}", envelopes::RULES_ADDRESS),
            },
            "relatedResource": [{ "id": envelopes::RULES_ADDRESS, "digestSRI": text }],
        });
        if let (Some(place), Some(members)) = (place, credential.as_object_mut()) {
            let entry = json!({
                "id": format!("{LIST}#{place}"),
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": place.to_string(),
                "statusListCredential": LIST,
            });
            members.insert("credentialStatus".to_owned(), entry);
        }
        credential
    };
    let late = "2036-01-01T00:00:00Z";
    put(
        "credential",
        &proven(seal(&issuer, late, "lr-1", Some(SOUND)), &method, &harbour)?,
    );
    put(
        "revocation",
        &proven(
            seal(&issuer, late, "lr-2", Some(WITHDRAWN)),
            &method,
            &harbour,
        )?,
    );
    put(
        "period",
        &proven(
            seal(&issuer, "2026-03-31T00:00:00Z", "lr-5", None),
            &method,
            &harbour,
        )?,
    );
    let other = shop.keys.did("lantern")?;
    put(
        "issuer",
        &proven(seal(&other, late, "lr-4", None), &method, &harbour)?,
    );

    let member = json!({
        "@context": [CONTEXT, {
            "MembershipCredential": "https://harbour-guild.example/terms#MembershipCredential",
            "memberOf": "https://schema.org/memberOf",
        }],
        "type": ["VerifiableCredential", "MembershipCredential"],
        "issuer": issuer,
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": late,
        "credentialSubject": { "id": holder, "memberOf": "https://harbour-guild.example/" },
    });
    put("membership", &proven(member, &method, &harbour)?);

    let mut foreign = seal(&issuer, late, "lr-3", None);
    if let Some(members) = foreign.as_object_mut() {
        let proof = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": SIGNED,
            "verificationMethod": method,
            "proofPurpose": "assertionMethod",
            "proofValue": format!("z{}", to_base58(&[7; 64])),
        });
        members.insert("proof".to_owned(), proof);
    }
    put("not-checkable-suite", &foreign);

    let list = json!({
        "@context": [CONTEXT],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(&[WITHDRAWN]),
        },
    });
    put("status-list", &proven(list, &method, &harbour)?);
    Ok(())
}

/// The document with a proof by this key (`eddsa-jcs-2022`).
pub fn proven(document: Value, method: &str, key: &SigningKey) -> Result<Value, String> {
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": SIGNED,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    });
    if let (Some(context), Some(members)) = (document.get("@context"), proof.as_object_mut()) {
        members.insert("@context".to_owned(), context.clone());
    }
    // The proof's options come first (vc-di-eddsa §3.3.4).
    let message = [
        sha256(&[&canonical(&proof)?]),
        sha256(&[&canonical(&document)?]),
    ]
    .concat();
    let value = format!("z{}", to_base58(&key.sign(&message)));
    let (mut document, mut members) = (document, proof);
    if let Some(members) = members.as_object_mut() {
        members.insert("proofValue".to_owned(), json!(value));
    }
    if let Some(body) = document.as_object_mut() {
        body.insert("proof".to_owned(), members);
    }
    Ok(document)
}

/// RFC 8785.
pub fn canonical(value: &Value) -> Result<Vec<u8>, String> {
    let printed = value.to_string();
    let json = json::parse(printed.as_bytes(), &Limits::FILE).map_err(|problem| problem.what)?;
    json::canonical(&json.root).map_err(|problem| problem.what)
}

/// `u`, then base64url of a gzip of the bits; the first bit is the most significant one.
fn encoded(set: &[u32]) -> String {
    let mut bits = vec![0u8; MIN_STATUS_LIST_BYTES];
    for place in set {
        if let Some(byte) = bits.get_mut(*place as usize / 8) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    // No name, no time, no particular system (RFC 1952 §2.3).
    let mut gzip = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    gzip.extend(miniz_oxide::deflate::compress_to_vec(&bits, 9));
    gzip.extend(crc32(&bits).to_le_bytes());
    gzip.extend((bits.len() as u32).to_le_bytes());
    format!("u{}", to_base64_url(&gzip))
}

/// The check sum of gzip (RFC 1952 §8), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
