//! Certificates that we issue ourselves: what an authority may vouch for, and who vouched for a signer. Never a real one.
#![cfg(feature = "keyless")]

mod pki;

use pki::{AT, authority, extension, for_usage, issued};
use trust::der::{tag, write};
use trust::sigstore::{PathError, build_path};
use trust::x509::{Certificate, usage};

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
