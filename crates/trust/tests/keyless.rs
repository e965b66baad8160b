//! Timestamps and bundles of an instance of our own: when a signature was seen, by whom, and what its certificate may be. Never
//! a real one.
#![cfg(feature = "keyless")]

mod pki;

use ed25519_dalek::Signer as _;
use ident::Standing;
use pki::{
    AT, ED25519, EXTENDED_USAGE, authority, critical, extension, for_usage, issued, name, sequence,
};
use serde_json::{Value, json};
use trust::Check;
use trust::der::{tag, write};
use trust::encoding::to_base64;
use trust::hash::sha256;
use trust::keys::PublicKey;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen, ManagedKey, TrustedRoot};
use trust::time::{Moment, Period};
use trust::x509::usage;

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[
    0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04,
];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];
const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];

/// The root that issued the certificate of the timestamps, by the seed of its key, and that certificate.
const STAMPS: (&str, u8) = ("stamps", 11);
const STAMPER: (&str, u8) = ("stamper", 12);

/// What is signed in every case.
const FILE: &[u8] = b"a file";
/// 2026-03-01, when it was seen.
const SEEN: &str = "20260301120000Z";

fn sign(seed: u8, message: &[u8]) -> Vec<u8> {
    let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    key.sign(message).to_bytes().to_vec()
}

fn oid(id: &[u8]) -> Vec<u8> {
    write(tag::OID, id)
}

/// An RFC 3161 response over these bytes, by a certificate for that usage.
fn stamp(bytes: &[u8], time: &str, for_what: &[u8]) -> Vec<u8> {
    let certificate = issued(STAMPS, STAMPER, &[for_usage(for_what)]);
    stamp_by(STAMPER, &certificate, bytes, time)
}

/// The same by that certificate, whose key and number have this seed.
fn stamp_by(stamper: (&str, u8), certificate: &[u8], bytes: &[u8], time: &str) -> Vec<u8> {
    let info = sequence(&[
        write(tag::INTEGER, &[1]),
        oid(&[0x2a, 0x03]),
        sequence(&[
            sequence(&[oid(SHA256)]),
            write(tag::OCTET_STRING, &sha256(&[bytes])),
        ]),
        write(tag::INTEGER, &[7]),
        write(tag::GENERALIZED_TIME, time.as_bytes()),
    ]);
    let attribute = |id: &[u8], value: Vec<u8>| sequence(&[oid(id), write(tag::SET, &value)]);
    let attributes = [
        attribute(CONTENT_TYPE, oid(TST_INFO)),
        attribute(MESSAGE_DIGEST, write(tag::OCTET_STRING, &sha256(&[&info]))),
    ]
    .concat();
    let signature = sign(stamper.1, &write(tag::SET, &attributes));
    let signer = sequence(&[
        write(tag::INTEGER, &[1]),
        sequence(&[name(STAMPS.0), write(tag::INTEGER, &[stamper.1])]),
        sequence(&[oid(SHA256)]),
        write(tag::context_constructed(0), &attributes),
        sequence(&[oid(ED25519)]),
        write(tag::OCTET_STRING, &signature),
    ]);
    let content = write(
        tag::context_constructed(0),
        &write(tag::OCTET_STRING, &info),
    );
    let data = sequence(&[
        write(tag::INTEGER, &[3]),
        write(tag::SET, &sequence(&[oid(SHA256)])),
        sequence(&[oid(TST_INFO), content]),
        write(tag::context_constructed(0), certificate),
        write(tag::SET, &signer),
    ]);
    sequence(&[
        sequence(&[write(tag::INTEGER, &[0])]),
        sequence(&[oid(SIGNED_DATA), write(tag::context_constructed(0), &data)]),
    ])
}

/// A root with one authority for certificates and one for timestamps, and with a log of either kind if so wanted.
fn root_of(signers: (&str, u8), stamps: (&str, u8), logs: bool) -> TrustedRoot {
    read_root(&root_json(signers, stamps, logs))
}

fn read_root(root: &Value) -> TrustedRoot {
    TrustedRoot::from_bytes(root.to_string().as_bytes()).expect("a root")
}

fn root_json(signers: (&str, u8), stamps: (&str, u8), logs: bool) -> Value {
    let since = json!({ "start": "2020-01-01T00:00:00Z" });
    let authority = |of: (&str, u8)| {
        let anchor = issued(of, of, &[authority()]);
        json!([{
            "uri": "https://authority.example",
            "certChain": { "certificates": [{ "rawBytes": to_base64(&anchor) }] },
            "validFor": since,
        }])
    };
    let log = json!({
        "baseUrl": "https://log.example",
        "hashAlgorithm": "SHA2_256",
        "publicKey": {
            "rawBytes": to_base64(&spki(14)),
            "keyDetails": "PKIX_ED25519",
            "validFor": since,
        },
        "logId": { "keyId": to_base64(&sha256(&[&spki(14)])) },
    });
    let logs = match logs {
        true => json!([log]),
        false => json!([]),
    };
    json!({
        "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "tlogs": logs,
        "certificateAuthorities": authority(signers),
        "ctlogs": logs,
        "timestampAuthorities": authority(stamps),
    })
}

/// The public key of a seed.
fn spki(seed: u8) -> Vec<u8> {
    let public = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]).verifying_key();
    sequence(&[
        sequence(&[oid(ED25519)]),
        write(tag::BIT_STRING, &[&[0][..], public.as_bytes()].concat()),
    ])
}

/// A bundle about the file, signed by the key of a seed.
fn bundle(mut material: Value, by: u8, stamps: &[Vec<u8>]) -> String {
    let stamps = stamps
        .iter()
        .map(|stamp| json!({ "signedTimestamp": to_base64(stamp) }));
    material["tlogEntries"] = json!([]);
    material["timestampVerificationData"] =
        json!({ "rfc3161Timestamps": stamps.collect::<Vec<_>>() });
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": material,
        "messageSignature": {
            "messageDigest": { "algorithm": "SHA2_256", "digest": to_base64(&sha256(&[FILE])) },
            "signature": to_base64(&sign(by, FILE)),
        },
    })
    .to_string()
}

fn judged(bundle: &str, chosen: &Chosen<'_>) -> (Standing, Option<Check>) {
    let artefact = Artefact::Document(FILE);
    let verdict = sigstore::check(bundle.as_bytes(), artefact, chosen, AT).verdict;
    let decisive = verdict.decisive().map(|step| step.check);
    (verdict.standing(), decisive)
}

/// The verdict about a key that a registry lists until `end`, with these timestamps beside the signature.
fn listed(end: &str, root: &TrustedRoot, stamps: &[Vec<u8>]) -> (Standing, Option<Check>) {
    let text = trust::pem::armour("PUBLIC KEY", &spki(3));
    let managed = [ManagedKey {
        hint: "listed".to_owned(),
        key: PublicKey::from_text(&text).expect("a key"),
        period: Period {
            start: Moment::from_rfc3339("2025-01-01T00:00:00Z"),
            end: Moment::from_rfc3339(end),
        },
    }];
    let chosen = Chosen {
        managed: &managed,
        root: Some(root),
        ..Chosen::default()
    };
    let material = json!({ "publicKey": { "hint": "listed" } });
    judged(&bundle(material, 3, stamps), &chosen)
}

#[test]
fn a_listed_key_is_held_to_the_time_that_an_authority_for_timestamps_saw() {
    let root = root_of(("root", 1), STAMPS, true);
    let signature = sign(3, FILE);
    let sound = stamp(&signature, SEEN, usage::TIME_STAMPING);
    let (then, before) = ("2026-12-31T00:00:00Z", "2026-02-01T00:00:00Z");
    let broken = |check| (Standing::Broken, Some(check));
    let fine = (Standing::ConfirmedByChosenKey, None);
    assert_eq!(listed(then, &root, std::slice::from_ref(&sound)), fine);
    // Seen when the key counted no more.
    let late = listed(before, &root, std::slice::from_ref(&sound));
    assert_eq!(late, broken(Check::KeyValidity));
    // Nobody saw it, or somebody whom the reader did not choose.
    let open = (Standing::NotCheckableHere, Some(Check::KeyValidity));
    assert_eq!(listed(then, &root, &[]), open);
    let stranger = root_of(("root", 1), ("others", 13), true);
    let by_stranger = listed(then, &stranger, std::slice::from_ref(&sound));
    assert_eq!(by_stranger, open);
}

#[test]
fn a_timestamp_that_does_not_hold_breaks_the_bundle_of_a_listed_key() {
    let root = root_of(("root", 1), STAMPS, true);
    let signature = sign(3, FILE);
    let sound = stamp(&signature, SEEN, usage::TIME_STAMPING);
    let mut changed = sound.clone();
    // The signature stands at the end.
    *changed.last_mut().expect("bytes") ^= 1;
    for (what, stamps) in [
        (
            "another signature",
            vec![stamp(b"another", SEEN, usage::TIME_STAMPING)],
        ),
        ("a changed one", vec![changed]),
        (
            "a certificate for something else",
            vec![stamp(&signature, SEEN, usage::CODE_SIGNING)],
        ),
        (
            "still to come",
            vec![stamp(&signature, "20300101000000Z", usage::TIME_STAMPING)],
        ),
        ("the same twice", vec![sound.clone(), sound.clone()]),
        (
            "a sound one beside a false one",
            vec![sound.clone(), stamp(b"another", SEEN, usage::TIME_STAMPING)],
        ),
    ] {
        let found = listed("2031-12-31T00:00:00Z", &root, &stamps);
        assert_eq!(found, (Standing::Broken, Some(Check::SignedTime)), "{what}");
    }
}

/// RFC 3161 §2.3: the usage for timestamps is critical, and the only one.
#[test]
fn whoever_gives_timestamps_has_a_certificate_for_nothing_else() {
    let root = root_of(("root", 1), STAMPS, true);
    let signature = sign(3, FILE);
    let id = |usage: &[u8]| oid(usage);
    let both = sequence(&[id(usage::TIME_STAMPING), id(usage::CODE_SIGNING)]);
    let alone = sequence(&[id(usage::TIME_STAMPING)]);
    for (what, usages) in [
        ("two usages", critical(EXTENDED_USAGE, &both)),
        ("not critical", extension(EXTENDED_USAGE, &alone)),
    ] {
        let certificate = issued(STAMPS, STAMPER, &[usages]);
        let response = stamp_by(STAMPER, &certificate, &signature, SEEN);
        let found = listed("2031-12-31T00:00:00Z", &root, &[response]);
        assert_eq!(found, (Standing::Broken, Some(Check::SignedTime)), "{what}");
    }
}

/// A chain that begins with a signer's certificate means that signer, not everybody below the same anchor.
#[test]
fn an_authority_that_names_its_signer_means_no_other() {
    let (own, signature) = (&[for_usage(usage::TIME_STAMPING)], sign(3, FILE));
    let certificate = issued(STAMPS, STAMPER, own);
    let mut root = root_json(("root", 1), STAMPS, true);
    let chain = &mut root["timestampAuthorities"][0]["certChain"]["certificates"];
    let chain = chain.as_array_mut().expect("a chain");
    chain.insert(0, json!({ "rawBytes": to_base64(&certificate) }));
    let root = read_root(&root);
    let judge = |response: Vec<u8>| listed("2031-12-31T00:00:00Z", &root, &[response]);
    let sound = stamp_by(STAMPER, &certificate, &signature, SEEN);
    assert_eq!(judge(sound), (Standing::ConfirmedByChosenKey, None));
    let sibling = ("sibling", 15);
    let other = stamp_by(sibling, &issued(STAMPS, sibling, own), &signature, SEEN);
    let open = (Standing::NotCheckableHere, Some(Check::KeyValidity));
    assert_eq!(judge(other), open);
    // What came along under the signer's name and number must be the signer's certificate.
    let mut changed = certificate.clone();
    *changed.last_mut().expect("bytes") ^= 1;
    let torn = stamp_by(STAMPER, &changed, &signature, SEEN);
    assert_eq!(judge(torn), (Standing::Broken, Some(Check::SignedTime)));
}

/// What Fulcio's certificate specification asks of a certificate for signing documents.
fn for_documents() -> Vec<Vec<u8>> {
    let digital_signature = write(tag::BIT_STRING, &[7, 0x80]);
    let key_usage = critical(&[0x55, 0x1d, 0x0f], &digital_signature);
    vec![key_usage, for_usage(usage::CODE_SIGNING)]
}

#[test]
fn a_certificate_for_documents_says_so_and_stands_alone() {
    let root = root_of(("root", 1), STAMPS, true);
    let chosen = Chosen {
        root: Some(&root),
        ..Chosen::default()
    };
    let seen = [stamp(&sign(3, FILE), SEEN, usage::TIME_STAMPING)];
    let of = |extensions: &[Vec<u8>]| {
        let leaf = issued(("root", 1), ("leaf", 3), extensions);
        json!({ "rawBytes": to_base64(&leaf) })
    };
    let judge = |material: Value| judged(&bundle(material, 3, &seen), &chosen);
    let broken = |check| (Standing::Broken, Some(check));
    let single = |extensions: &[Vec<u8>]| judge(json!({ "certificate": of(extensions) }));
    // Only the log that saw the certificate is missing.
    assert_eq!(single(&for_documents()), broken(Check::CertificateLogged));
    let no_key_usage = [for_usage(usage::CODE_SIGNING)];
    assert_eq!(single(&no_key_usage), broken(Check::Certificate));
    let mut of_an_authority = for_documents();
    of_an_authority.push(authority());
    assert_eq!(single(&of_an_authority), broken(Check::Certificate));
    let chain = json!({ "certificates": [of(&for_documents())] });
    let chain = judge(json!({ "x509CertificateChain": chain }));
    assert_eq!(chain, broken(Check::Form));
}

/// Instances without a public log exist: timestamps of their own stand in for it.
#[test]
fn a_bundle_of_an_instance_that_is_not_known_here_is_not_called_broken() {
    let leaf = issued(("root", 1), ("leaf", 3), &for_documents());
    let material = json!({ "certificate": { "rawBytes": to_base64(&leaf) } });
    let seen = [stamp(&sign(3, FILE), SEEN, usage::TIME_STAMPING)];
    let under = |root: &TrustedRoot, by: u8, stamps: &[Vec<u8>]| {
        let chosen = Chosen {
            root: Some(root),
            ..Chosen::default()
        };
        judged(&bundle(material.clone(), by, stamps), &chosen)
    };
    let broken = |check| (Standing::Broken, Some(check));
    let open = |check| (Standing::NotCheckableHere, Some(check));
    for root in [
        root_of(("others", 2), ("others", 2), true),
        root_of(("others", 2), STAMPS, true),
    ] {
        assert_eq!(under(&root, 3, &[]), open(Check::Certificate));
        assert_eq!(under(&root, 3, &seen), open(Check::Certificate));
        // A signature that does not hold is broken under whichever root.
        assert_eq!(under(&root, 4, &seen), broken(Check::Signature));
    }
    // The root that issued it demands an entry; so does one that only has its name.
    let known = root_of(("root", 1), STAMPS, true);
    assert_eq!(under(&known, 3, &[]), broken(Check::LogInclusion));
    assert_eq!(under(&known, 3, &seen), broken(Check::CertificateLogged));
    let of_the_name = root_of(("root", 2), STAMPS, true);
    assert_eq!(under(&of_the_name, 3, &[]), broken(Check::LogInclusion));
    assert_eq!(under(&of_the_name, 3, &seen), broken(Check::Certificate));
    // A root without logs demands none; but then nobody has seen it, and it is not confirmed.
    let without = root_of(("root", 1), STAMPS, false);
    assert_eq!(under(&without, 3, &seen), open(Check::CertificateLogged));
}
