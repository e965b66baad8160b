//! RFC 3161 timestamps: CMS signed data over a hash and a time. Never uses the time before the signature holds.

use super::certificate_path::build_path;
use super::root::Authority;
use crate::der::{DerError, Reader, Value, tag, whole_sequence, write};
use crate::hash::Hash;
use crate::rsa::RsaPadding;
use crate::signature::{self, Encoding, Scheme};
use crate::time::{Moment, Place};
use crate::x509::{Certificate, DIGITAL_SIGNATURE, SignatureAlgorithm, usage};

/// Why a timestamp does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimestampError {
    /// Not DER of the expected shape.
    Der(DerError),
    /// A field that must have one value has another.
    Shape(&'static str),
    /// It is about something else.
    OtherContent,
    /// No chosen authority has such a certificate.
    UnknownAuthority,
    /// The signature does not hold.
    Signature,
    /// The authority's certificates do not lead to the chosen anchor, or did not count then.
    Path,
}

impl From<DerError> for TimestampError {
    fn from(error: DerError) -> Self {
        Self::Der(error)
    }
}

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[
    0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04,
];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];

/// The time at which a chosen authority saw these bytes.
pub(super) fn check(
    response: &[u8],
    stamped: &[u8],
    authorities: &[Authority],
) -> Result<Moment, TimestampError> {
    let token = Token::read(response)?;
    let info = Info::read(token.info)?;
    if info.imprint != info.hash.of(stamped) {
        return Err(TimestampError::OtherContent);
    }
    let mut last = TimestampError::UnknownAuthority;
    for authority in authorities {
        match token.check_under(authority, info.time) {
            Ok(()) => return Ok(info.time),
            Err(TimestampError::UnknownAuthority) => {}
            Err(error) => last = error,
        }
    }
    Err(last)
}

struct Token<'a> {
    info: &'a [u8],
    certificates: Vec<&'a [u8]>,
    issuer: &'a [u8],
    serial: &'a [u8],
    digest: Hash,
    algorithm: &'a [u8],
    attributes: Value<'a>,
    signature: &'a [u8],
}

impl<'a> Token<'a> {
    fn read(response: &'a [u8]) -> Result<Self, TimestampError> {
        let mut outer = whole_sequence(response)?;
        let mut status = outer.sequence()?;
        if !matches!(status.unsigned()?, [] | [1]) {
            return Err(TimestampError::Shape("status"));
        }
        let mut token = outer.sequence()?;
        outer.finish()?;
        if token.oid()? != SIGNED_DATA {
            return Err(TimestampError::Shape("content type"));
        }
        let mut wrapped = token.open(tag::context_constructed(0))?;
        let mut data = wrapped.sequence()?;
        data.unsigned()?;
        data.expect(tag::SET)?;
        let mut content = data.sequence()?;
        if content.oid()? != TST_INFO {
            return Err(TimestampError::Shape("signed content type"));
        }
        let mut content = content.open(tag::context_constructed(0))?;
        let info = content.octets()?;
        let mut certificates = Vec::new();
        if let Some(set) = data.optional(tag::context_constructed(0))? {
            let mut set = data.inside(set)?;
            while !set.is_done() && certificates.len() < crate::limits::MAX_CHAIN {
                certificates.push(set.any()?.raw);
            }
        }
        data.optional(tag::context_constructed(1))?;
        let mut signers = data.open(tag::SET)?;
        data.finish()?;
        let mut signer = signers.sequence()?;
        // One token, one signer: more would leave open who said it.
        signers.finish()?;
        signer.unsigned()?;
        let mut id = signer.sequence()?;
        let issuer = id.expect(tag::SEQUENCE)?.raw;
        let serial = id.expect(tag::INTEGER)?.content;
        let digest = hash_of(signer.sequence()?)?;
        let attributes = signer.expect(tag::context_constructed(0))?;
        let algorithm = signer.expect(tag::SEQUENCE)?.content;
        let signature = signer.octets()?;
        Ok(Self {
            info,
            certificates,
            issuer,
            serial,
            digest,
            algorithm,
            attributes,
            signature,
        })
    }

    fn check_under(&self, authority: &Authority, time: Moment) -> Result<(), TimestampError> {
        let chosen = authority
            .chain
            .iter()
            .map(|bytes| Certificate::parse(bytes))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_error| TimestampError::UnknownAuthority)?;
        let is_signer =
            |one: &&Certificate<'_>| one.issuer == self.issuer && one.serial == self.serial;
        let embedded: Vec<Certificate<'_>> = self
            .certificates
            .iter()
            .filter_map(|bytes| Certificate::parse(bytes).ok())
            .collect();
        // A chain that begins with the signer's certificate means this signer, and no other to whom the anchor may give one.
        let names_signer = chosen
            .first()
            .is_some_and(|first| matches!(first.authority(), Ok(None)));
        let listed = chosen.iter().find(is_signer);
        let signer = listed.or_else(|| embedded.iter().find(is_signer).filter(|_| !names_signer));
        let signer = signer.ok_or(TimestampError::UnknownAuthority)?;
        let is_another = |one: &Certificate<'_>| is_signer(&one) && one.der != signer.der;
        if embedded.iter().any(is_another) {
            return Err(TimestampError::Shape("certificate"));
        }
        let (anchor, between) = chosen
            .split_last()
            .ok_or(TimestampError::UnknownAuthority)?;
        // A stranger with a certificate of its own is no authority, whatever its signature says.
        let anchors = std::slice::from_ref(anchor);
        let path = build_path(signer, between, anchors, usage::TIME_STAMPING, time);
        path.map_err(|error| match error {
            super::certificate_path::PathError::NoIssuer => TimestampError::UnknownAuthority,
            _ => TimestampError::Path,
        })?;
        let may =
            signer.is_only_for(usage::TIME_STAMPING) && signer.may_be_used_for(DIGITAL_SIGNATURE);
        if !may || authority.period.place(time) != Place::Within {
            return Err(TimestampError::Path);
        }
        self.check_signature(signer)
    }

    fn check_signature(&self, signer: &Certificate<'_>) -> Result<(), TimestampError> {
        let mut attributes = Reader::new(self.attributes.content);
        let (mut kind, mut digest) = (None, None);
        while !attributes.is_done() {
            let mut attribute = attributes.sequence()?;
            let id = attribute.oid()?;
            let mut values = attribute.open(tag::SET)?;
            let slot = match id {
                CONTENT_TYPE => &mut kind,
                MESSAGE_DIGEST => &mut digest,
                _ => continue,
            };
            if slot.replace(values.any()?.content).is_some() {
                return Err(TimestampError::Shape("an attribute stands twice"));
            }
            values.finish()?;
        }
        if kind != Some(TST_INFO) {
            return Err(TimestampError::Shape("content type attribute"));
        }
        if digest != Some(self.digest.of(self.info).as_slice()) {
            return Err(TimestampError::Signature);
        }
        let key = signer.key().map_err(|_error| TimestampError::Signature)?;
        // CMS signs the attributes under the tag of a SET, not under the one they carry in the file.
        let message = write(tag::SET, self.attributes.content);
        let scheme = self
            .scheme()
            .ok_or(TimestampError::Shape("signature algorithm"))?;
        signature::check(&key, scheme, &message, self.signature)
            .map_err(|_error| TimestampError::Signature)?;
        Ok(())
    }

    fn scheme(&self) -> Option<Scheme> {
        // Bare key algorithms take their hash from the digest field.
        match Reader::new(self.algorithm).oid().ok()? {
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01] => {
                Some(Scheme::Rsa(self.digest, RsaPadding::Pkcs1))
            }
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] => {
                Some(Scheme::Ecdsa(self.digest, Encoding::Der))
            }
            _ => match SignatureAlgorithm::read(Reader::new(self.algorithm)).ok()? {
                SignatureAlgorithm::Known(scheme) => Some(scheme),
                SignatureAlgorithm::Unknown => None,
            },
        }
    }
}

struct Info<'a> {
    hash: Hash,
    imprint: &'a [u8],
    time: Moment,
}

impl<'a> Info<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, TimestampError> {
        let mut info = whole_sequence(bytes)?;
        if info.unsigned()? != [1] {
            return Err(TimestampError::Shape("version"));
        }
        info.oid()?;
        let mut imprint = info.sequence()?;
        let hash = hash_of(imprint.sequence()?)?;
        let digest = imprint.octets()?;
        info.expect(tag::INTEGER)?;
        let time = Moment::from_generalized_time(info.expect(tag::GENERALIZED_TIME)?.content);
        Ok(Self {
            hash,
            imprint: digest,
            time: time.ok_or(TimestampError::Shape("time"))?,
        })
    }
}

fn hash_of(mut algorithm: Reader<'_>) -> Result<Hash, TimestampError> {
    match algorithm.oid()? {
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01] => Ok(Hash::Sha256),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02] => Ok(Hash::Sha384),
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03] => Ok(Hash::Sha512),
        _ => Err(TimestampError::Shape("hash")),
    }
}
