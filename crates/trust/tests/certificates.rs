//! Certificates that we issue ourselves: what an authority may vouch for, and who vouched for a signer. Never a real one.
#![cfg(feature = "keyless")]

use ed25519_dalek::Signer as _;
use trust::der::{tag, write};
use trust::sigstore::{PathError, build_path};
use trust::time::Moment;
use trust::x509::{Certificate, usage};

const AT: Moment = Moment(1_790_000_000);
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    write(tag::SEQUENCE, &parts.concat())
}

fn name(text: &str) -> Vec<u8> {
    let id = write(tag::OID, &[0x55, 0x04, 0x03]);
    let word = write(tag::UTF8_STRING, text.as_bytes());
    sequence(&[write(tag::SET, &sequence(&[id, word]))])
}

fn extension(id: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[write(tag::OID, id), write(tag::OCTET_STRING, value)])
}

fn authority() -> Vec<u8> {
    let constraints = sequence(&[write(tag::BOOLEAN, &[0xff])]);
    extension(&[0x55, 0x1d, 0x13], &constraints)
}

fn for_usage(id: &[u8]) -> Vec<u8> {
    extension(&[0x55, 0x1d, 0x25], &sequence(&[write(tag::OID, id)]))
}

/// A certificate for the key of one seed, issued under the key of another.
fn issued(by: (&str, u8), to: (&str, u8), extensions: &[Vec<u8>]) -> Vec<u8> {
    let key = |seed: u8| ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    let algorithm = sequence(&[write(tag::OID, ED25519)]);
    let public = [&[0][..], key(to.1).verifying_key().as_bytes()].concat();
    let tbs = sequence(&[
        write(0xa0, &write(tag::INTEGER, &[2])),
        write(tag::INTEGER, &[to.1]),
        algorithm.clone(),
        name(by.0),
        sequence(&[
            write(tag::UTC_TIME, b"200101000000Z"),
            write(tag::UTC_TIME, b"400101000000Z"),
        ]),
        name(to.0),
        sequence(&[algorithm.clone(), write(tag::BIT_STRING, &public)]),
        write(0xa3, &sequence(extensions)),
    ]);
    let signature = key(by.1).sign(&tbs).to_bytes();
    let signature = write(tag::BIT_STRING, &[&[0][..], &signature].concat());
    sequence(&[tbs, algorithm, signature])
}

fn path(middle: &[Vec<u8>], leaf: &[Vec<u8>]) -> Result<usize, PathError> {
    let root = issued(("root", 1), ("root", 1), &[authority()]);
    let between = issued(("root", 1), ("middle", 2), middle);
    let leaf = issued(("middle", 2), ("leaf", 3), leaf);
    let read = |der| Certificate::parse(der).expect("a certificate");
    let (root, between) = (read(root.as_slice()), read(between.as_slice()));
    let leaf = read(leaf.as_slice());
    build_path(&leaf, &[between], &[root], usage::CODE_SIGNING, AT).map(|path| path.len())
}

#[test]
fn an_authority_for_something_else_cannot_vouch_for_signers() {
    let leaf = [for_usage(usage::CODE_SIGNING)];
    assert_eq!(path(&[authority()], &leaf), Ok(2));
    let own = [authority(), for_usage(usage::CODE_SIGNING)];
    assert_eq!(path(&own, &leaf), Ok(2));
    let any = [authority(), for_usage(usage::ANY)];
    assert_eq!(path(&any, &leaf), Ok(2));
    let other = [authority(), for_usage(usage::TIME_STAMPING)];
    assert_eq!(path(&other, &leaf), Err(PathError::NotAuthority));
    assert_eq!(path(&[], &leaf), Err(PathError::NotAuthority));
}

#[test]
fn a_chosen_authority_for_something_else_cannot_either() {
    let root = [authority(), for_usage(usage::TIME_STAMPING)];
    let root = issued(("root", 1), ("root", 1), &root);
    let leaf = issued(("root", 1), ("leaf", 3), &[for_usage(usage::CODE_SIGNING)]);
    let read = |der| Certificate::parse(der).expect("a certificate");
    let leaf = read(leaf.as_slice());
    let anchors = [read(root.as_slice())];
    let found = build_path(&leaf, &[], &anchors, usage::CODE_SIGNING, AT);
    assert_eq!(found.err(), Some(PathError::NotAuthority));
}

#[test]
fn the_old_and_the_new_field_must_name_one_issuer() {
    const OLD: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x01];
    const NEW: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x08];
    let old = |text: &str| extension(OLD, text.as_bytes());
    let new = |text: &str| extension(NEW, &write(tag::UTF8_STRING, text.as_bytes()));
    let issuer = |extensions: &[Vec<u8>]| {
        let der = issued(("root", 1), ("leaf", 3), extensions);
        let read = Certificate::parse(&der).expect("a certificate");
        read.identity_issuer().map_err(|_error| ())
    };
    let a = || Some("https://a.example".to_owned());
    assert_eq!(issuer(&[]), Ok(None));
    assert_eq!(issuer(&[old("https://a.example")]), Ok(a()));
    assert_eq!(issuer(&[new("https://a.example")]), Ok(a()));
    let both = [old("https://a.example"), new("https://a.example")];
    assert_eq!(issuer(&both), Ok(a()));
    let torn = [old("https://b.example"), new("https://a.example")];
    assert_eq!(issuer(&torn), Err(()));
    assert_eq!(issuer(&[extension(NEW, b"https://a.example")]), Err(()));
}
