//! Short-lived certificates of an invented authority, with and without a log's timestamp inside. Never random.

use publish::sign::SigningKey;
use trust::der::{tag, write};
use trust::hash::sha256;
use trust::time::Moment;
use trust::x509::{extension, usage};

const ECDSA_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];

/// A name of the kind e-mail address.
const EMAIL: u8 = 0x81;

/// Who a certificate is for.
pub struct Holder<'a> {
    pub email: &'a str,
    /// Who is said to have checked that.
    pub checked_by: &'a str,
}

/// An authority that signed its own certificate.
pub fn root(name: &str, key: &SigningKey) -> Vec<u8> {
    let authority = [write(tag::BOOLEAN, &[0xff])].concat();
    let extensions = [
        // keyCertSign and cRLSign: bits 5 and 6.
        critical(extension::KEY_USAGE, &write(tag::BIT_STRING, &[1, 0x06])),
        critical(
            extension::BASIC_CONSTRAINTS,
            &write(tag::SEQUENCE, &authority),
        ),
    ]
    .concat();
    let body = Body {
        serial: 1,
        issuer: name,
        subject: name,
        period: ("260101000000Z", "360101000000Z"),
        key,
        extensions,
    };
    body.signed(key)
}

/// A certificate for ten minutes; `log` puts its timestamp into it.
pub fn leaf(
    issuer: (&str, &SigningKey),
    holder: &Holder<'_>,
    key: &SigningKey,
    log: Option<&SigningKey>,
    seen: Moment,
) -> Vec<u8> {
    let name = write(tag::SEQUENCE, &write(EMAIL, holder.email.as_bytes()));
    let checked_by = write(tag::UTF8_STRING, holder.checked_by.as_bytes());
    let extensions = [
        critical(extension::KEY_USAGE, &write(tag::BIT_STRING, &[7, 0x80])),
        plain(
            extension::EXTENDED_KEY_USAGE,
            &write(tag::SEQUENCE, &write(tag::OID, usage::CODE_SIGNING)),
        ),
        critical(extension::SUBJECT_ALT_NAME, &name),
        plain(extension::FULCIO_ISSUER, &checked_by),
    ]
    .concat();
    let mut body = Body {
        serial: 7,
        issuer: issuer.0,
        subject: "",
        period: ("260610085500Z", "260610090500Z"),
        key,
        extensions,
    };
    if let Some(log) = log {
        let timestamp = timestamp(&body.to_be_signed(), issuer.1, log, seen);
        body.extensions
            .extend(plain(extension::SCT_LIST, &timestamp));
    }
    body.signed(issuer.1)
}

struct Body<'a> {
    serial: u8,
    issuer: &'a str,
    subject: &'a str,
    period: (&'a str, &'a str),
    key: &'a SigningKey,
    extensions: Vec<u8>,
}

impl Body<'_> {
    fn to_be_signed(&self) -> Vec<u8> {
        let time = |text: &str| write(tag::UTC_TIME, text.as_bytes());
        let parts = [
            write(tag::context_constructed(0), &write(tag::INTEGER, &[2])),
            write(tag::INTEGER, &[self.serial]),
            algorithm(),
            named(self.issuer),
            write(
                tag::SEQUENCE,
                &[time(self.period.0), time(self.period.1)].concat(),
            ),
            named(self.subject),
            self.key.public().to_spki(),
            write(
                tag::context_constructed(3),
                &write(tag::SEQUENCE, &self.extensions),
            ),
        ];
        write(tag::SEQUENCE, &parts.concat())
    }

    fn signed(&self, issuer: &SigningKey) -> Vec<u8> {
        let body = self.to_be_signed();
        let signature = [vec![0], issuer.sign(&body)].concat();
        let parts = [body, algorithm(), write(tag::BIT_STRING, &signature)];
        write(tag::SEQUENCE, &parts.concat())
    }
}

fn algorithm() -> Vec<u8> {
    write(tag::SEQUENCE, &write(tag::OID, ECDSA_SHA256))
}

/// A distinguished name of one part, or of none.
fn named(name: &str) -> Vec<u8> {
    if name.is_empty() {
        return write(tag::SEQUENCE, &[]);
    }
    let pair = [
        write(tag::OID, COMMON_NAME),
        write(tag::UTF8_STRING, name.as_bytes()),
    ]
    .concat();
    write(
        tag::SEQUENCE,
        &write(tag::SET, &write(tag::SEQUENCE, &pair)),
    )
}

fn plain(id: &[u8], value: &[u8]) -> Vec<u8> {
    let parts = [write(tag::OID, id), write(tag::OCTET_STRING, value)];
    write(tag::SEQUENCE, &parts.concat())
}

fn critical(id: &[u8], value: &[u8]) -> Vec<u8> {
    let parts = [
        write(tag::OID, id),
        write(tag::BOOLEAN, &[0xff]),
        write(tag::OCTET_STRING, value),
    ];
    write(tag::SEQUENCE, &parts.concat())
}

/// A list with the timestamp of one log over a certificate that has none yet (RFC 6962 §3.2).
fn timestamp(unlogged: &[u8], issuer: &SigningKey, log: &SigningKey, seen: Moment) -> Vec<u8> {
    let milliseconds = (seen.0.unsigned_abs() * 1000).to_be_bytes();
    let length = (unlogged.len() as u32).to_be_bytes();
    let mut covered = vec![0, 0];
    covered.extend(milliseconds);
    covered.extend([0, 1]);
    covered.extend(sha256(&[&issuer.public().to_spki()]));
    covered.extend(length.iter().skip(1));
    covered.extend(unlogged);
    covered.extend([0, 0]);
    let mut one = vec![0];
    one.extend(sha256(&[&log.public().to_spki()]));
    one.extend(milliseconds);
    // No extensions; SHA-256 with ECDSA.
    one.extend([0, 0, 4, 3]);
    one.extend(short(&log.sign(&covered)));
    write(tag::OCTET_STRING, &short(&short(&one)))
}

/// A run of bytes with its length in front, in two bytes.
fn short(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u16).to_be_bytes()[..], bytes].concat()
}
