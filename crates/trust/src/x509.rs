//! X.509 certificates (RFC 5280): the parts that decide who may have signed what. Never builds a path by itself.

use crate::der::{self, DerError, Reader, tag};
use crate::hash::Hash;
use crate::keys::{KeyError, PublicKey};
use crate::limits::MAX_CERTIFICATE_BYTES;
use crate::rsa::RsaPadding;
use crate::signature::{self, Encoding, Scheme};
use crate::time::{Moment, Period};

/// A parsed certificate. Parsed means readable, not believed.
#[derive(Clone, Debug)]
pub struct Certificate<'a> {
    /// All bytes.
    pub der: &'a [u8],
    /// What the issuer signed.
    pub tbs: &'a [u8],
    /// Serial number, content octets.
    pub serial: &'a [u8],
    /// Issuer's name, DER.
    pub issuer: &'a [u8],
    /// Subject's name, DER.
    pub subject: &'a [u8],
    /// When it counts.
    pub period: Period,
    /// The subject's key, DER.
    pub spki: &'a [u8],
    /// Extensions in the order of the file, each id once.
    pub extensions: Vec<Extension<'a>>,
    scheme: SignatureAlgorithm,
    signature: &'a [u8],
}

/// One extension.
#[derive(Clone, Copy, Debug)]
pub struct Extension<'a> {
    /// Object identifier, content octets.
    pub id: &'a [u8],
    /// Whoever does not understand it must refuse the certificate.
    pub critical: bool,
    /// Its value, DER.
    pub value: &'a [u8],
    /// The whole extension, DER.
    pub raw: &'a [u8],
}

/// Why a certificate is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// Not DER of the expected shape.
    Der(DerError),
    /// Not version 3, two different algorithm fields, an extension twice, a malformed time.
    Shape(&'static str),
    /// The key.
    Key(KeyError),
    /// Larger than [`MAX_CERTIFICATE_BYTES`].
    TooLarge,
}

impl From<DerError> for CertificateError {
    fn from(error: DerError) -> Self {
        Self::Der(error)
    }
}

/// Extension ids, content octets.
pub mod extension {
    #![expect(missing_docs, reason = "the names are those of the standards")]
    pub const KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x0f];
    pub const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
    pub const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 0x13];
    pub const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 0x25];
    pub const SCT_LIST: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x02];
    /// 1.3.6.1.4.1.57264.1.1: the issuer as raw text.
    pub const FULCIO_ISSUER_RAW: &[u8] =
        &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x01];
    /// 1.3.6.1.4.1.57264.1.8: the issuer as a DER string.
    pub const FULCIO_ISSUER: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x08];
}

/// Extended key usage ids, content octets.
pub mod usage {
    #![expect(missing_docs, reason = "the names are those of the standards")]
    pub const CODE_SIGNING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x03];
    pub const TIME_STAMPING: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];
    pub const ANY: &[u8] = &[0x55, 0x1d, 0x25, 0x00];
}

/// Key usage bits, counted from the most significant one.
pub const DIGITAL_SIGNATURE: usize = 0;
/// The key may sign certificates.
pub const KEY_CERT_SIGN: usize = 5;

/// How certificates, certificate logs and timestamps name a way to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// Known: the scheme.
    Known(Scheme),
    /// Not known here.
    Unknown,
}

impl SignatureAlgorithm {
    /// Reads an AlgorithmIdentifier that names hash and scheme at once.
    pub fn read(mut algorithm: Reader<'_>) -> Result<Self, DerError> {
        let ecdsa = |hash| Self::Known(Scheme::Ecdsa(hash, Encoding::Der));
        let rsa = |hash| Self::Known(Scheme::Rsa(hash, RsaPadding::Pkcs1));
        Ok(match algorithm.oid()? {
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02] => ecdsa(Hash::Sha256),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03] => ecdsa(Hash::Sha384),
            [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04] => ecdsa(Hash::Sha512),
            [0x2b, 0x65, 0x70] => Self::Known(Scheme::Ed25519),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b] => rsa(Hash::Sha256),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c] => rsa(Hash::Sha384),
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d] => rsa(Hash::Sha512),
            _ => Self::Unknown,
        })
    }
}

impl<'a> Certificate<'a> {
    /// Reads a certificate.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CertificateError> {
        if bytes.len() > MAX_CERTIFICATE_BYTES {
            return Err(CertificateError::TooLarge);
        }
        let mut certificate = der::whole_sequence(bytes)?;
        let tbs = certificate.expect(tag::SEQUENCE)?;
        let outer = certificate.expect(tag::SEQUENCE)?;
        let signature = certificate.bits()?;
        certificate.finish()?;

        let mut fields = certificate.inside(tbs)?;
        let mut version = fields.open(tag::context_constructed(0))?;
        if version.unsigned()? != [2] {
            return Err(CertificateError::Shape("version"));
        }
        let serial = fields.expect(tag::INTEGER)?.content;
        let inner = fields.expect(tag::SEQUENCE)?;
        if inner.raw != outer.raw {
            return Err(CertificateError::Shape("signature algorithm"));
        }
        let issuer = fields.expect(tag::SEQUENCE)?.raw;
        let mut validity = fields.sequence()?;
        let period = Period {
            start: Some(time(&mut validity)?),
            end: Some(time(&mut validity)?),
        };
        validity.finish()?;
        let subject = fields.expect(tag::SEQUENCE)?.raw;
        let spki = fields.expect(tag::SEQUENCE)?.raw;
        for unique_id in [1, 2] {
            fields.optional(tag::context(unique_id))?;
        }
        let mut extensions: Vec<Extension<'a>> = Vec::new();
        if let Some(wrapped) = fields.optional(tag::context_constructed(3))? {
            let mut wrapped = fields.inside(wrapped)?;
            let mut list = wrapped.sequence()?;
            wrapped.finish()?;
            while !list.is_done() {
                let one = extension_of(&mut list)?;
                if extensions.iter().any(|known| known.id == one.id) {
                    return Err(CertificateError::Shape("an extension stands twice"));
                }
                extensions.push(one);
            }
        }
        fields.finish()?;
        let scheme = SignatureAlgorithm::read(certificate.inside(outer)?)?;
        Ok(Self {
            der: bytes,
            tbs: tbs.raw,
            serial,
            issuer,
            subject,
            period,
            spki,
            extensions,
            scheme,
            signature,
        })
    }

    /// The subject's key.
    pub fn key(&self) -> Result<PublicKey, CertificateError> {
        PublicKey::from_spki(self.spki).map_err(CertificateError::Key)
    }

    /// An extension by its id.
    pub fn extension(&self, id: &[u8]) -> Option<&Extension<'a>> {
        self.extensions.iter().find(|extension| extension.id == id)
    }

    /// True if this key made the signature on the certificate.
    pub fn is_signed_by(&self, key: &PublicKey) -> bool {
        match self.scheme {
            SignatureAlgorithm::Known(scheme) => {
                signature::check(key, scheme, self.tbs, self.signature).is_ok()
            }
            SignatureAlgorithm::Unknown => false,
        }
    }

    /// Whether it is a certificate authority, and how many more may follow below it.
    pub fn authority(&self) -> Result<Option<Option<u64>>, DerError> {
        let Some(extension) = self.extension(extension::BASIC_CONSTRAINTS) else {
            return Ok(None);
        };
        let mut fields = der::whole_sequence(extension.value)?;
        let is_authority = if fields.peek() == Some(tag::BOOLEAN) {
            fields.boolean()?
        } else {
            false
        };
        let depth = if fields.is_done() {
            None
        } else {
            let bytes = fields.unsigned()?;
            Some(
                bytes
                    .iter()
                    .take(8)
                    .fold(0u64, |depth, byte| depth << 8 | u64::from(*byte)),
            )
        };
        fields.finish()?;
        Ok(is_authority.then_some(depth))
    }

    /// True if the certificate's key usage, where it states one, includes this bit.
    pub fn may_be_used_for(&self, bit: usize) -> bool {
        let Some(extension) = self.extension(extension::KEY_USAGE) else {
            return true;
        };
        let mut reader = Reader::new(extension.value);
        let Ok(value) = reader.expect(tag::BIT_STRING) else {
            return false;
        };
        value
            .content
            .get(1 + bit / 8)
            .is_some_and(|byte| byte >> (7 - bit % 8) & 1 == 1)
    }

    /// True if the certificate states this extended usage.
    pub fn has_extended_usage(&self, wanted: &[u8]) -> bool {
        let Some(extension) = self.extension(extension::EXTENDED_KEY_USAGE) else {
            return false;
        };
        let Ok(mut list) = der::whole_sequence(extension.value) else {
            return false;
        };
        while let Ok(id) = list.oid() {
            if id == wanted {
                return true;
            }
        }
        false
    }

    /// True if this extended usage is the only one, and critical: what RFC 3161 §2.3 asks of whoever gives timestamps.
    pub fn is_only_for(&self, wanted: &[u8]) -> bool {
        let list = der::write(tag::SEQUENCE, &der::write(tag::OID, wanted));
        self.extension(extension::EXTENDED_KEY_USAGE)
            .is_some_and(|extension| extension.critical && extension.value == list)
    }

    /// True if an authority with this certificate may issue for this extended usage: it states none, all, or this one.
    pub fn may_issue_for(&self, wanted: &[u8]) -> bool {
        self.extension(extension::EXTENDED_KEY_USAGE).is_none()
            || self.has_extended_usage(wanted)
            || self.has_extended_usage(usage::ANY)
    }

    /// Names in the subject alternative name: URLs, e-mail addresses, and Fulcio's own kind.
    pub fn alternative_names(&self) -> Result<Vec<String>, CertificateError> {
        let Some(extension) = self.extension(extension::SUBJECT_ALT_NAME) else {
            return Ok(Vec::new());
        };
        let mut list = der::whole_sequence(extension.value)?;
        let mut names = Vec::new();
        while !list.is_done() {
            let name = list.any()?;
            let bytes = match name.tag {
                // rfc822Name and uniformResourceIdentifier
                0x81 | 0x86 => name.content,
                // otherName 1.3.6.1.4.1.57264.1.7, a UTF8String
                0xa0 => {
                    let mut other = list.inside(name)?;
                    if other.oid()? != [0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x07]
                    {
                        continue;
                    }
                    let mut value = other.open(tag::context_constructed(0))?;
                    value.expect(tag::UTF8_STRING)?.content
                }
                _ => continue,
            };
            let name =
                std::str::from_utf8(bytes).map_err(|_error| CertificateError::Shape("a name"))?;
            names.push(name.to_owned());
        }
        Ok(names)
    }

    /// Who vouched for the subject's identity, in certificates of Fulcio. Where the old and the new extension both say,
    /// they must say the same.
    pub fn identity_issuer(&self) -> Result<Option<String>, CertificateError> {
        let text = |bytes: &[u8]| {
            std::str::from_utf8(bytes)
                .map(str::to_owned)
                .map_err(|_error| CertificateError::Shape("issuer of the identity"))
        };
        let raw = self.extension(extension::FULCIO_ISSUER_RAW);
        let raw = raw.map(|extension| text(extension.value)).transpose()?;
        let Some(extension) = self.extension(extension::FULCIO_ISSUER) else {
            return Ok(raw);
        };
        let mut reader = Reader::new(extension.value);
        let named = text(reader.expect(tag::UTF8_STRING)?.content)?;
        reader.finish()?;
        if raw.is_some_and(|raw| raw != named) {
            return Err(CertificateError::Shape("two issuers of the identity"));
        }
        Ok(Some(named))
    }
}

fn extension_of<'a>(list: &mut Reader<'a>) -> Result<Extension<'a>, DerError> {
    let value = list.expect(tag::SEQUENCE)?;
    let mut fields = list.inside(value)?;
    let id = fields.oid()?;
    let critical = if fields.peek() == Some(tag::BOOLEAN) {
        fields.boolean()?
    } else {
        false
    };
    let content = fields.octets()?;
    fields.finish()?;
    Ok(Extension {
        id,
        critical,
        value: content,
        raw: value.raw,
    })
}

fn time(reader: &mut Reader<'_>) -> Result<Moment, CertificateError> {
    let value = reader.any()?;
    let moment = match value.tag {
        tag::UTC_TIME => Moment::from_utc_time(value.content),
        tag::GENERALIZED_TIME => Moment::from_generalized_time(value.content),
        _ => None,
    };
    moment.ok_or(CertificateError::Shape("time"))
}
