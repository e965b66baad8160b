//! Sigstore bundles of an invented instance, a sound one and one for each part that can be wrong. Never two faults in one.

use crate::certificates::{Holder, leaf, root};
use crate::logbook::{self, Entry, HOST};
use crate::{SIGNED, Workshop, envelopes};
use publish::sign::SigningKey;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trust::dsse::{IN_TOTO, pae};
use trust::encoding::to_base64;
use trust::time::Moment;

/// The signer whom the proposed viewpoint expects, and who must have checked the address.
pub const EXPECTED: (&str, &str) = (
    "release@lantern-commons.example",
    "https://accounts.tideline-registry.example",
);
const SOMEBODY_ELSE: &str = "guest@elsewhere.example";

const AUTHORITY: &str = "Tideline Demonstration Authority";

/// The keys of the instance and the moment at which it signed.
struct Instance {
    authority: SigningKey,
    other_authority: SigningKey,
    certificate_log: SigningKey,
    log: SigningKey,
    guest: SigningKey,
    retired: SigningKey,
    now: Moment,
}

pub fn make(shop: &Workshop, made: &mut BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let instance = Instance {
        authority: shop.keys.key("authority")?,
        other_authority: shop.keys.key("other-authority")?,
        certificate_log: shop.keys.key("certificate-log")?,
        log: shop.keys.key("log")?,
        guest: shop.keys.key("guest")?,
        retired: shop.keys.key("lantern-retired")?,
        now: Moment::from_rfc3339(SIGNED).ok_or("the day of signing is no time")?,
    };
    let claim = envelopes::svr(shop, "https://lantern-commons.example/release", &["lr-3"])?;
    let payload = claim.to_string();
    let mut put = |name: &str, bundle: &Value| {
        made.insert(
            format!("evidence/{name}.sigstore.json"),
            format!("{bundle:#}\n").into_bytes(),
        );
    };

    let sound = instance.certificate(EXPECTED.0, &instance.authority, true);
    let signed = instance.signed(&payload, &instance.guest);
    let entry = || signed.entry(&pem(&sound), instance.now);
    let with = |entry: Value| signed.bundle(certified(&sound), vec![entry], &[]);
    let print = |entry: &Entry| entry.printed(&instance.log, &instance.log);
    put("keyless", &with(print(&entry())));

    for (name, certificate) in [
        (
            "certificate",
            instance.certificate(EXPECTED.0, &instance.other_authority, true),
        ),
        (
            "certificate-logged",
            instance.certificate(EXPECTED.0, &instance.authority, false),
        ),
        (
            "identity",
            instance.certificate(SOMEBODY_ELSE, &instance.authority, true),
        ),
    ] {
        let entry = print(&signed.entry(&pem(&certificate), instance.now));
        put(
            name,
            &signed.bundle(certified(&certificate), vec![entry], &[]),
        );
    }
    put(
        "signed-time",
        &signed.bundle(
            certified(&sound),
            vec![print(&entry())],
            &[&shop.foreign_timestamp],
        ),
    );
    let mut promised = entry();
    promised.promised = Moment(instance.now.0 + 1);
    // Another number: one entry twice would be a fault of its own.
    promised.index = 5;
    // Without the promise no time is vouched for; an entry beside it keeps that from deciding.
    let both = vec![print(&promised), print(&entry())];
    put("log-promise", &signed.bundle(certified(&sound), both, &[]));
    let mut elsewhere = entry();
    elsewhere.hashes.swap(0, 1);
    put("log-inclusion", &with(print(&elsewhere)));
    put(
        "log-checkpoint",
        &with(entry().printed(&instance.log, &instance.certificate_log)),
    );
    let other = instance
        .signed("{}", &instance.guest)
        .entry(&pem(&sound), instance.now);
    put("log-binding", &with(print(&other)));

    // A key that a registry lists with the day on which it stopped to count.
    let by_key = instance.signed(&payload, &instance.retired);
    let spki = instance.retired.public().to_spki();
    let entry = by_key.entry(&trust::pem::armour("PUBLIC KEY", &spki), instance.now);
    let hint = json!({ "publicKey": { "hint": instance.retired.hint() } });
    put(
        "key-validity",
        &by_key.bundle(hint, vec![print(&entry)], &[]),
    );

    made.insert("trusted_root.json".to_owned(), instance.trusted_root());
    made.insert(
        "documents/registry-keys.json".to_owned(),
        instance.registry_keys(),
    );
    Ok(())
}

impl Instance {
    fn certificate(&self, email: &str, issuer: &SigningKey, logged: bool) -> Vec<u8> {
        let holder = Holder {
            email,
            checked_by: EXPECTED.1,
        };
        let log = logged.then_some(&self.certificate_log);
        leaf((AUTHORITY, issuer), &holder, &self.guest, log, self.now)
    }

    fn signed(&self, payload: &str, key: &SigningKey) -> Signed {
        Signed {
            payload: payload.to_owned(),
            signature: key.sign(&pae(IN_TOTO, payload.as_bytes())),
        }
    }

    fn trusted_root(&self) -> Vec<u8> {
        let since = json!({ "start": "2026-01-01T00:00:00Z" });
        let log = |host: &str, key: &SigningKey| {
            json!({
                "baseUrl": format!("https://{host}"),
                "hashAlgorithm": "SHA2_256",
                "publicKey": {
                    "rawBytes": to_base64(&key.public().to_spki()),
                    "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                    "validFor": since,
                },
                "logId": { "keyId": to_base64(&logbook::id(key)) },
            })
        };
        let anchor = root(AUTHORITY, &self.authority);
        let root = json!({
            "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            "tlogs": [log(HOST, &self.log)],
            "certificateAuthorities": [{
                "uri": "https://authority.tideline-registry.example",
                "certChain": { "certificates": [{ "rawBytes": to_base64(&anchor) }] },
                "validFor": since,
            }],
            "ctlogs": [log("certificates.tideline-registry.example", &self.certificate_log)],
            "timestampAuthorities": [],
        });
        format!("{root:#}\n").into_bytes()
    }

    fn registry_keys(&self) -> Vec<u8> {
        let list = json!({
            "keys": [{
                "keyId": self.retired.hint(),
                "keyUsage": "npm:attestations",
                "publicKey": {
                    "rawBytes": to_base64(&self.retired.public().to_spki()),
                    "keyDetails": "PKIX_ECDSA_P256_SHA_256",
                    "validFor": { "start": "2025-01-01T00:00:00Z", "end": "2026-03-31T00:00:00Z" },
                },
            }],
        });
        format!("{list:#}\n").into_bytes()
    }
}

struct Signed {
    payload: String,
    signature: Vec<u8>,
}

impl Signed {
    fn entry(&self, verifier: &str, time: Moment) -> Entry {
        let payload = self.payload.as_bytes();
        Entry::new(&self.envelope(), payload, &self.signature, verifier, time)
    }

    fn envelope(&self) -> Value {
        json!({
            "payload": to_base64(self.payload.as_bytes()),
            "payloadType": IN_TOTO,
            "signatures": [{ "sig": to_base64(&self.signature) }],
        })
    }

    fn bundle(&self, mut material: Value, entries: Vec<Value>, timestamps: &[&Vec<u8>]) -> Value {
        let stamps: Vec<Value> = timestamps
            .iter()
            .map(|stamp| json!({ "signedTimestamp": to_base64(stamp) }))
            .collect();
        if let Some(material) = material.as_object_mut() {
            material.insert("tlogEntries".to_owned(), Value::Array(entries));
            if !stamps.is_empty() {
                material.insert(
                    "timestampVerificationData".to_owned(),
                    json!({ "rfc3161Timestamps": stamps }),
                );
            }
        }
        json!({
            "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
            "verificationMaterial": material,
            "dsseEnvelope": self.envelope(),
        })
    }
}

fn certified(certificate: &[u8]) -> Value {
    json!({ "certificate": { "rawBytes": to_base64(certificate) } })
}

fn pem(certificate: &[u8]) -> String {
    trust::pem::armour("CERTIFICATE", certificate)
}
