//! Bundles by their form: what protobuf's JSON allows, what each version asks for, and how keys are used. Never a real one.

use ident::Standing;
use serde_json::{Value, json};
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Bundle, BundleError, Chosen, Content, Material};
use trust::time::Moment;

const V01: &str = "application/vnd.dev.sigstore.bundle+json;version=0.1";
const V02: &str = "application/vnd.dev.sigstore.bundle+json;version=0.2";
const V03: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";

/// A bundle whose form is right; nothing in it was ever signed.
fn bundle(version: &str) -> Value {
    let certificate = json!({ "rawBytes": "AAAA" });
    let material = match version {
        V03 => json!({ "certificate": certificate }),
        _ => json!({ "x509CertificateChain": { "certificates": [certificate] } }),
    };
    let mut bundle = json!({
        "mediaType": version,
        "verificationMaterial": material,
        "messageSignature": {
            "messageDigest": { "algorithm": "SHA2_256", "digest": "AAAA" },
            "signature": "AAAA",
        },
    });
    bundle["verificationMaterial"]["tlogEntries"] = json!([{
        "logIndex": "7",
        "logId": { "keyId": "AAAA" },
        "kindVersion": { "kind": "hashedrekord", "version": "0.0.1" },
        "integratedTime": "1700000000",
        "inclusionPromise": { "signedEntryTimestamp": "AAAA" },
        "inclusionProof": {
            "logIndex": "3",
            "treeSize": "9",
            "rootHash": "A".repeat(43),
            "hashes": [],
            "checkpoint": { "envelope": "text" },
        },
        "canonicalizedBody": "AAAA",
    }]);
    bundle
}

fn read(bundle: &Value) -> Result<Bundle, BundleError> {
    Bundle::from_bytes(bundle.to_string().as_bytes())
}

/// Reads a bundle after one change.
fn changed(version: &str, change: impl FnOnce(&mut Value)) -> Result<Bundle, BundleError> {
    let mut bundle = bundle(version);
    change(&mut bundle);
    read(&bundle)
}

fn remove(node: &mut Value, name: &str) -> Value {
    let members = node.as_object_mut().expect("an object");
    members.remove(name).expect("it was there")
}

/// The log entry of a bundle.
fn entry(bundle: &mut Value) -> &mut Value {
    &mut bundle["verificationMaterial"]["tlogEntries"][0]
}

#[test]
fn every_version_reads() {
    for version in [V01, V02, V03] {
        assert!(read(&bundle(version)).is_ok(), "{version}");
    }
}

#[test]
fn a_name_may_be_spelt_with_underscores_but_not_stand_twice() {
    let respell = |bundle: &mut Value| {
        let material = remove(bundle, "verificationMaterial");
        bundle["verification_material"] = material;
        let kind = remove(bundle, "mediaType");
        bundle["media_type"] = kind;
    };
    assert!(changed(V03, respell).is_ok());
    let envelope =
        json!({ "payload_type": "t", "payload": "AAAA", "signatures": [{ "sig": "AAAA" }] });
    let enveloped = changed(V03, |bundle| {
        remove(bundle, "messageSignature");
        bundle["dsseEnvelope"] = envelope;
    });
    assert!(enveloped.is_ok());
    let twice = changed(V03, |bundle| bundle["media_type"] = json!(V03));
    assert_eq!(twice.err(), Some(BundleError::Twice));
    let deep = changed(V03, |bundle| entry(bundle)["log_index"] = json!("8"));
    assert_eq!(deep.err(), Some(BundleError::Twice));
}

#[test]
fn of_several_kinds_of_key_there_is_exactly_one() {
    let mut kinds = vec![
        ("certificate", json!({ "rawBytes": "AAAA" })),
        (
            "x509CertificateChain",
            json!({ "certificates": [{ "rawBytes": "AAAA" }] }),
        ),
        ("publicKey", json!({ "hint": "h" })),
    ];
    for _ in 0..kinds.len() {
        kinds.rotate_left(1);
        let mut bundle = bundle(V03);
        remove(&mut bundle["verificationMaterial"], "certificate");
        let field = BundleError::Field("verificationMaterial");
        assert_eq!(read(&bundle).err(), Some(field.clone()));
        let [(first, one), (second, two), _] = kinds.as_slice() else {
            panic!("three kinds")
        };
        bundle["verificationMaterial"][first] = one.clone();
        assert!(read(&bundle).is_ok(), "{first}");
        bundle["verificationMaterial"][second] = two.clone();
        assert_eq!(read(&bundle).err(), Some(field), "{first}, {second}");
        // What is null is not there.
        bundle["verificationMaterial"][second] = Value::Null;
        assert!(read(&bundle).is_ok(), "{first}, no {second}");
    }
}

/// The single certificate came with version 0.3.
#[test]
fn earlier_versions_have_a_chain() {
    let single = |bundle: &mut Value| {
        let material = &mut bundle["verificationMaterial"];
        let chain = remove(material, "x509CertificateChain");
        material["certificate"] = chain["certificates"][0].clone();
    };
    for version in [V01, V02] {
        let field = BundleError::Field("verificationMaterial");
        assert_eq!(changed(version, single).err(), Some(field));
    }
}

#[test]
fn each_version_asks_the_log_for_something_else() {
    let without = |version: &str, name: &str| {
        changed(version, |bundle| {
            remove(entry(bundle), name);
        })
        .err()
    };
    let (promise, proof) = ("inclusionPromise", "inclusionProof");
    assert_eq!(without(V01, promise), Some(BundleError::Proof));
    assert_eq!(without(V01, proof), None);
    for version in [V02, V03] {
        assert_eq!(without(version, promise), None);
        assert_eq!(without(version, proof), Some(BundleError::Proof));
    }
    // A proof that leads to a root which nobody signed is no proof; the first version had such ones.
    let unsigned = |version: &str| {
        changed(version, |bundle| {
            remove(&mut entry(bundle)["inclusionProof"], "checkpoint");
        })
    };
    let first = unsigned(V01).expect("a bundle");
    assert!(first.entries.iter().all(|entry| entry.proof.is_none()));
    assert_eq!(unsigned(V02).err(), Some(BundleError::Field("checkpoint")));
}

/// Writers of protobuf's JSON leave out what is zero.
#[test]
fn a_number_that_is_missing_is_zero() {
    let found = changed(V03, |bundle| {
        let entry = entry(bundle);
        remove(entry, "logIndex");
        remove(&mut entry["inclusionProof"], "logIndex");
        entry["inclusionProof"]["treeSize"] = json!(1);
    });
    let entry = found.expect("a bundle").entries.remove(0);
    let proof = entry.proof.expect("a proof");
    assert_eq!((entry.index, proof.index, proof.size), (0, 0, 1));
    for wrong in [
        json!("-1"),
        json!(-1),
        json!("07"),
        json!("+7"),
        json!(1.5),
        json!("7.0"),
        json!([]),
    ] {
        let found = changed(V03, |bundle| entry_index(bundle, wrong.clone()));
        assert_eq!(found.err(), Some(BundleError::Field("logIndex")), "{wrong}");
    }
}

fn entry_index(bundle: &mut Value, index: Value) {
    entry(bundle)["logIndex"] = index;
}

#[test]
fn a_message_is_an_object() {
    for wrong in [json!("x"), json!(1), json!(true), json!([])] {
        for name in ["timestampVerificationData", "certificate"] {
            let found = changed(V03, |bundle| {
                bundle["verificationMaterial"][name] = wrong.clone();
            });
            assert_eq!(found.err(), Some(BundleError::Field(name)), "{wrong}");
        }
        let key = changed(V03, |bundle| {
            remove(&mut bundle["verificationMaterial"], "certificate");
            bundle["verificationMaterial"]["publicKey"] = wrong.clone();
        });
        assert_eq!(key.err(), Some(BundleError::Field("publicKey")), "{wrong}");
    }
}

/// Functions go by name or number; the digest is only there for finding the file, so one of a function that
/// was added later is none.
#[test]
fn the_digest_beside_a_signature_is_a_hint() {
    let hint = |algorithm: Value| {
        let found = changed(V03, |bundle| {
            bundle["messageSignature"]["messageDigest"]["algorithm"] = algorithm;
        })?;
        match found.content {
            Content::Message { digest, .. } => Ok(digest.map(|(hash, _)| hash.name())),
            Content::Envelope(_) => Err(BundleError::Field("content")),
        }
    };
    assert_eq!(hint(json!("SHA2_256")), Ok(Some("sha256")));
    assert_eq!(hint(json!(2)), Ok(Some("sha384")));
    assert_eq!(hint(json!("HASH_ALGORITHM_UNSPECIFIED")), Ok(None));
    assert_eq!(hint(json!(0)), Ok(None));
    assert_eq!(hint(json!(99)), Ok(None));
    assert_eq!(hint(Value::Null), Ok(None));
    for wrong in [json!(true), json!("OTHER"), json!(-1)] {
        assert_eq!(hint(wrong), Err(BundleError::Field("algorithm")));
    }
}

const RSA: &str = "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAphofDZjIaZAE1yK2BV5X
yAw4unsOSwUhBgvUegEnw9/A79IVv6HNqVHhteFAhSfznwObo4hecCSw4uSdMAxJ
/9/DBZPwUT5Eqi6khpe4jB+/aqhoVXxIOP/uubA0p+GtesXpBQQg3iJXt4IsGEcx
f2hvSX/Mf5B4Jupi01L/RrMNxuophFf+khlrOgVBHKmxvHWejAf3cxPtzoQau9NX
I8vNn0Wi4qU0TepwZf22icq19LQzBzhM7vk+TfRRB90XJuczrcjTuFvSuiZzfsNE
WGjscxWggKWsJqR2ak5eZ5yHVaVP5bROZJBf1vY6Id03KB9h5zAlR270tkPGP46O
3QIDAQAB
-----END PUBLIC KEY-----
";
const PKCS1: &str = "TdX0EBpr6ARcZ6P8gtyOLShAAlIjJIoh4HgAg0AsCArC88M7+QLg2Nj/kArq/GuMZ030AWbyVRJCkR7W8G3j1jdZP3IMEBKz\
    R+3Teb/MYLjj0r3eZ1Qvf4JA21cCye4jE9eZPcY14BeSaDIa3EZPYvurvhtfQqDNtJmQw+iTSSAi6m/oB2lX/PRoAr67Lv0+\
    173d+to0SMd7EVL+k1+CfHtL1FMcH+kbeSXSwyZRHSaiRqxNspunsmstoUY1HFQJlcvu/6DLH6tU9OB1/Nd2v4Fz3VPLEdtH\
    Vc61+ineLm8GlV96DejZGPL46TrLfSbT9lxwOw25VILAXArc8uWj2Q==";
const PSS: &str = "cORH35WUZ1w+l/NsaXSkXB8eoCTkR6HgfNsyh1CJwo95iFPSKDxvzo/tW/X3zgfOZRCT1Tag/HsQJDAk2Um2raUL5GVokqfL\
    LufuXytZnTl2+MO1h/JmGz726cg3yEUu5zqCnoKML7z0x/JL6bJyWZqtVm4b0ox/27fdVPepokwoIfoE5kDb9BaR2AOojgtQ\
    wNe262EjekUlB5uupF4AN6BpCiW4d22EBa90mXioAHogPXVFyKHnOcKVzd2aUBPxzue5csWryjreeeA/T9x+IIAFFJHt9iU4\
    /OxLaT4L4a7cko0I2yalv5iYvn/z72hVjh12SKql3+dKjHvjz/4uHg==";
// RFC 8032 §7.3, as a key of SubjectPublicKeyInfo.
const PREHASHED_KEY: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA7Bcrk61eVjv0kyxw4SRQNMNUZ+8u/U1k6/gZaDRn4r8=
-----END PUBLIC KEY-----
";
const PREHASHED: &str =
    "mKcCIvC4Ehqp0w+BPWg/gJ5GK0acf/h2OUmbuU5trkEx+FBCRjwqNVogA9BirfWqoQuMYeY2Biqq0RwqJgg0Bg==";

const P384: &str = "-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEYnELCKDG4mORladgb8ZY/XTRwql1KbDj
tbk+0sgVvch+1p2Bh18jFgiWexwid72PsdveOLaTqNbE+aX7ISuK2uOcDXxLuDad
8qvcJk/67Pz62SbMZAr7VfOL2rQRoULt
-----END PUBLIC KEY-----
";
const WITH_SHA384: &str = "MGUCMQCDUzWKTNWBPHSbXCRPEXzfuvyehuCd4TkeLD61oaKX7aMIR7fcAV+hmrOqXZPZRTICMAxFM+XOF83W+/5B9BwviIsG\
    R1dtUmZYEB3CNpq9KXqWV+hft1vKoNSC0B+cHfFqMA==";
const WITH_SHA256: &str = "MGUCMDyCU4peEHR16x+vhEfCoq0/cYEoV5JXvkHn1o6C1mKMnlaUpE41s1kzt/reNGV+XQIxAL5z5AKMEvh3PPqyFrT5nz/A\
    6v3bHHx28nGw5p45Dvm8lrIxRmHhDVFzBVpgtt6t/w==";

/// Sigstore's registry of algorithms has two paddings for RSA, Ed25519 over the digest for what a log knows by digest, and
/// for the longer curves a shorter hash that is out of use.
#[test]
fn a_key_may_be_used_in_each_way_of_the_registry() {
    let judge = |key: &str, signature: &str, file: &[u8]| {
        let bundle = json!({
            "mediaType": V03,
            "verificationMaterial": { "publicKey": { "hint": "" } },
            "messageSignature": { "signature": signature },
        });
        let read = sigstore::Bundle::from_bytes(bundle.to_string().as_bytes()).expect("a bundle");
        assert_eq!(read.material, Material::PublicKey(None));
        let chosen = Chosen {
            keyring: Keyring::new(vec![PublicKey::from_text(key).expect("a key")], Vec::new()),
            ..Chosen::default()
        };
        let artefact = Artefact::Document(file);
        let judged = sigstore::check(bundle.to_string().as_bytes(), artefact, &chosen, Moment(0));
        judged.verdict.standing()
    };
    for (key, signature) in [
        (RSA, PKCS1),
        (RSA, PSS),
        (PREHASHED_KEY, PREHASHED),
        (P384, WITH_SHA384),
        (P384, WITH_SHA256),
    ] {
        assert_eq!(
            judge(key, signature, b"abc"),
            Standing::ConfirmedByChosenKey,
            "{signature}"
        );
        assert_eq!(
            judge(key, signature, b"abd"),
            Standing::NotCheckableHere,
            "{signature}"
        );
    }
}
