//! From a signer's certificate to an anchor that the reader chose. Never trusts a certificate that came along.

use crate::limits::MAX_CHAIN;
use crate::time::{Moment, Place};
use crate::x509::{Certificate, KEY_CERT_SIGN, extension};

/// Why no path was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathError {
    /// No certificate at hand signed it.
    NoIssuer,
    /// A certificate on the way did not count at that time.
    Period,
    /// A certificate on the way must not sign certificates, or not that many levels.
    NotAuthority,
    /// A critical extension that we do not understand.
    Critical,
    /// Longer than [`MAX_CHAIN`].
    TooLong,
}

/// Extensions that this module, or its callers, give effect to.
const UNDERSTOOD: [&[u8]; 5] = [
    extension::KEY_USAGE,
    extension::SUBJECT_ALT_NAME,
    extension::BASIC_CONSTRAINTS,
    extension::EXTENDED_KEY_USAGE,
    extension::SCT_LIST,
];

/// Builds the one path from `leaf` over `between` to one of the `anchors`, as it stood at that moment. The issuer of
/// the leaf comes first. An authority that states extended usages issues for no other: `usage` must be among them all the
/// way, not only by the leaf's own word. With a single candidate per name there is no search to be drawn out by hostile input.
pub fn build_path<'a>(
    leaf: &Certificate<'a>,
    between: &[Certificate<'a>],
    anchors: &[Certificate<'a>],
    usage: &[u8],
    moment: Moment,
) -> Result<Vec<Certificate<'a>>, PathError> {
    let counts = |certificate: &Certificate<'_>| certificate.period.place(moment) == Place::Within;
    let understood = |certificate: &Certificate<'_>| {
        certificate
            .extensions
            .iter()
            .all(|one| !one.critical || UNDERSTOOD.contains(&one.id))
    };
    if !understood(leaf) {
        return Err(PathError::Critical);
    }
    if !counts(leaf) {
        return Err(PathError::Period);
    }
    // The anchor itself may be the signer's certificate: then there is nothing between.
    if anchors.iter().any(|anchor| anchor.der == leaf.der) {
        return Ok(Vec::new());
    }
    let mut path: Vec<Certificate<'a>> = Vec::new();
    let mut current = leaf.clone();
    while path.len() < MAX_CHAIN {
        let issued = |candidate: &&Certificate<'a>| {
            candidate.subject == current.issuer
                && candidate.key().is_ok_and(|key| current.is_signed_by(&key))
        };
        let anchor = anchors.iter().find(issued);
        let next = anchor
            .or_else(|| between.iter().find(issued))
            .ok_or(PathError::NoIssuer)?;
        if !understood(next) {
            return Err(PathError::Critical);
        }
        if !counts(next) {
            return Err(PathError::Period);
        }
        let below = path.len() as u64;
        match next.authority() {
            Ok(Some(depth))
                if depth.is_none_or(|depth| below <= depth)
                    && next.may_be_used_for(KEY_CERT_SIGN)
                    && next.may_issue_for(usage) => {}
            _ => return Err(PathError::NotAuthority),
        }
        path.push(next.clone());
        if anchor.is_some() {
            return Ok(path);
        }
        current = next.clone();
    }
    Err(PathError::TooLong)
}
