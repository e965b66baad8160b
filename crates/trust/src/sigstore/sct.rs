//! Signed certificate timestamps inside certificates (RFC 6962 §3.2, §3.3). Never counts a log the reader did not choose.

use super::log::log_scheme;
use super::root::{Log, TrustedRoot};
use crate::der::{self, Reader, tag};
use crate::hash::sha256;
use crate::signature;
use crate::time::{Moment, Place};
use crate::verdict::Outcome;
use crate::x509::{Certificate, extension};

/// Timestamps read from one certificate; public ones carry one or two.
const MAX_TIMESTAMPS: usize = 16;

/// At least one timestamp by a chosen log must hold.
pub(super) fn judge(
    leaf: &Certificate<'_>,
    issuer: &Certificate<'_>,
    root: &TrustedRoot,
) -> Outcome {
    if root.certificate_logs.is_empty() {
        let why = "the root that you chose names no log of certificates".to_owned();
        return Outcome::NotChecked(why);
    }
    let Some(list) = leaf.extension(extension::SCT_LIST) else {
        return Outcome::Failed("the certificate carries no log timestamp".to_owned());
    };
    let Some(timestamps) = read_list(list.value) else {
        return Outcome::Failed("the certificate's log timestamps are malformed".to_owned());
    };
    let Some(unlogged) = without_timestamps(leaf) else {
        return Outcome::Failed("the certificate cannot be taken apart".to_owned());
    };
    let issuer_hash = sha256(&[issuer.spki]);
    for given in &timestamps {
        let moment = Moment(i64::try_from(given.milliseconds / 1000).unwrap_or(i64::MAX));
        let mut logs = root.certificate_logs.iter();
        let counted = |log: &&Log| log.id == given.log && log.period.place(moment) == Place::Within;
        let Some(log) = logs.find(counted) else {
            continue;
        };
        let message = given.covered(&issuer_hash, &unlogged);
        if signature::check(&log.key, log_scheme(&log.key), &message, given.signature).is_ok() {
            return Outcome::Confirmed(format!("{} saw the certificate at {moment}", log.host));
        }
    }
    Outcome::Failed("no log that you chose signed a timestamp for the certificate".to_owned())
}

/// The reader of the list by itself.
pub(super) fn try_reader(value: &[u8]) {
    let _ = read_list(value);
}

struct Timestamp<'a> {
    log: &'a [u8],
    milliseconds: u64,
    extensions: &'a [u8],
    signature: &'a [u8],
}

impl Timestamp<'_> {
    /// What the log signed: the certificate as it was before the timestamp was put into it.
    fn covered(&self, issuer_hash: &[u8; 32], unlogged: &[u8]) -> Vec<u8> {
        let mut message = vec![0, 0];
        message.extend(self.milliseconds.to_be_bytes());
        message.extend([0, 1]);
        message.extend(issuer_hash);
        message.extend((unlogged.len() as u32).to_be_bytes().iter().skip(1));
        message.extend(unlogged);
        message.extend((self.extensions.len() as u16).to_be_bytes());
        message.extend(self.extensions);
        message
    }
}

fn read_list(value: &[u8]) -> Option<Vec<Timestamp<'_>>> {
    let mut outer = Reader::new(value);
    let list = outer.octets().ok()?;
    outer.finish().ok()?;
    let (mut list, rest) = short(list)?;
    if !rest.is_empty() {
        return None;
    }
    let mut timestamps = Vec::new();
    while !list.is_empty() && timestamps.len() < MAX_TIMESTAMPS {
        let (one, rest) = short(list)?;
        list = rest;
        timestamps.push(read_one(one)?);
    }
    Some(timestamps)
}

fn read_one(bytes: &[u8]) -> Option<Timestamp<'_>> {
    let (&version, bytes) = bytes.split_first()?;
    let (log, bytes) = bytes.split_at_checked(32)?;
    let (time, bytes) = bytes.split_first_chunk::<8>()?;
    let (extensions, bytes) = short(bytes)?;
    // Hash and signature algorithm: the log's key decides, so they are only skipped.
    let (_, bytes) = bytes.split_at_checked(2)?;
    let (signature, rest) = short(bytes)?;
    let sound = version == 0 && rest.is_empty();
    sound.then_some(Timestamp {
        log,
        milliseconds: u64::from_be_bytes(*time),
        extensions,
        signature,
    })
}

/// A run of bytes with its length in front, in two bytes.
fn short(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}

/// The signed part of the certificate without the timestamp extension.
fn without_timestamps(certificate: &Certificate<'_>) -> Option<Vec<u8>> {
    let mut fields = der::whole_sequence(certificate.tbs).ok()?;
    let mut content = Vec::new();
    while !fields.is_done() {
        let field = fields.any().ok()?;
        if field.tag == tag::context_constructed(3) {
            let kept = certificate
                .extensions
                .iter()
                .filter(|one| one.id != extension::SCT_LIST);
            let list: Vec<u8> = kept.flat_map(|one| one.raw.iter().copied()).collect();
            content.extend(der::write(
                tag::context_constructed(3),
                &der::write(tag::SEQUENCE, &list),
            ));
        } else {
            content.extend(field.raw);
        }
    }
    Some(der::write(tag::SEQUENCE, &content))
}
