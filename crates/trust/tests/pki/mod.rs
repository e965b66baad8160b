//! Certificates that tests issue to themselves, for keys that anybody can make. Never a real one.

use ed25519_dalek::Signer as _;
use trust::der::{tag, write};
use trust::time::Moment;
use trust::x509::usage;

pub const AT: Moment = Moment(1_790_000_000);
pub const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
pub const EXTENDED_USAGE: &[u8] = &[0x55, 0x1d, 0x25];

pub fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    write(tag::SEQUENCE, &parts.concat())
}

pub fn name(text: &str) -> Vec<u8> {
    let id = write(tag::OID, &[0x55, 0x04, 0x03]);
    let word = write(tag::UTF8_STRING, text.as_bytes());
    sequence(&[write(tag::SET, &sequence(&[id, word]))])
}

pub fn extension(id: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[write(tag::OID, id), write(tag::OCTET_STRING, value)])
}

pub fn critical(id: &[u8], value: &[u8]) -> Vec<u8> {
    let yes = write(tag::BOOLEAN, &[0xff]);
    sequence(&[write(tag::OID, id), yes, write(tag::OCTET_STRING, value)])
}

pub fn authority() -> Vec<u8> {
    let constraints = sequence(&[write(tag::BOOLEAN, &[0xff])]);
    extension(&[0x55, 0x1d, 0x13], &constraints)
}

/// For one extended usage alone; RFC 3161 wants that of timestamps to be critical.
pub fn for_usage(id: &[u8]) -> Vec<u8> {
    let list = sequence(&[write(tag::OID, id)]);
    match id {
        usage::TIME_STAMPING => critical(EXTENDED_USAGE, &list),
        _ => extension(EXTENDED_USAGE, &list),
    }
}

/// A certificate for the key of one seed, issued under the key of another.
pub fn issued(by: (&str, u8), to: (&str, u8), extensions: &[Vec<u8>]) -> Vec<u8> {
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
