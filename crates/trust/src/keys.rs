//! Public keys: read from SPKI, PEM, JWK or Multikey, named by the digest of their SPKI. Never private, never trusted.

use ident::Digest;
use intake::json::Node;

use crate::der::{self, tag};
use crate::encoding::{Base64, from_base58, from_base64, to_base58};
use crate::hash::sha256;
use crate::rsa::RsaKey;

/// A public key of a kind this crate can check signatures with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicKey {
    /// Ed25519, 32 bytes.
    Ed25519([u8; 32]),
    /// A point on a NIST curve, uncompressed (SEC 1), proven to lie on it.
    Ec(Curve, Vec<u8>),
    /// RSA.
    Rsa(RsaKey),
}

/// The NIST curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Curve {
    /// secp256r1.
    P256,
    /// secp384r1.
    P384,
    /// secp521r1.
    P521,
}

/// Why bytes are not a usable public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not the encoding it claims to be.
    Malformed,
    /// A kind of key we cannot check signatures with: secp256k1, BLS, Ed448, ML-DSA, symmetric…
    Unsupported,
    /// The point is not on its curve, or a number is out of range.
    Invalid,
}

pub(crate) mod oid {
    //! Object identifiers, as DER content octets.
    pub const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
    pub const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
    pub const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
    pub const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
    pub const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];
    pub const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
}

impl Curve {
    /// Bytes of one coordinate.
    pub const fn coordinate(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// The name JWK uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    const fn oid(self) -> &'static [u8] {
        match self {
            Self::P256 => oid::P256,
            Self::P384 => oid::P384,
            Self::P521 => oid::P521,
        }
    }

    /// Reads a SEC 1 point, compressed or not, and proves that it lies on the curve.
    fn point(self, sec1: &[u8]) -> Result<Vec<u8>, KeyError> {
        let size = self.coordinate();
        let plausible = match sec1.first() {
            Some(4) => sec1.len() == 2 * size + 1,
            Some(2 | 3) => sec1.len() == size + 1,
            _ => false,
        };
        if !plausible {
            return Err(KeyError::Malformed);
        }
        let uncompressed = |point: Vec<u8>| [vec![4], point].concat();
        let invalid = |_| KeyError::Invalid;
        Ok(match self {
            Self::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(sec1)
                .map_err(invalid)?
                .to_encoded_point(false)
                .as_bytes()
                .to_vec(),
            Self::P384 => uncompressed(
                crate::weierstrass::p384()
                    .decode(sec1)
                    .ok_or(KeyError::Invalid)?,
            ),
            Self::P521 => uncompressed(
                crate::weierstrass::p521()
                    .decode(sec1)
                    .ok_or(KeyError::Invalid)?,
            ),
        })
    }
}

impl PublicKey {
    /// Takes 32 bytes as an Ed25519 key. Any 32 bytes pass here: the signature check refuses bad points.
    pub fn ed25519(bytes: &[u8]) -> Result<Self, KeyError> {
        bytes
            .try_into()
            .map(Self::Ed25519)
            .map_err(|_error| KeyError::Malformed)
    }

    /// Takes a SEC 1 point.
    pub fn ec(curve: Curve, sec1: &[u8]) -> Result<Self, KeyError> {
        Ok(Self::Ec(curve, curve.point(sec1)?))
    }

    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1), DER.
    pub fn from_spki(bytes: &[u8]) -> Result<Self, KeyError> {
        let malformed = |_| KeyError::Malformed;
        let mut info = der::whole_sequence(bytes).map_err(malformed)?;
        let mut algorithm = info.sequence().map_err(malformed)?;
        let kind = algorithm.oid().map_err(malformed)?;
        let key = info.bits().map_err(malformed)?;
        info.finish().map_err(malformed)?;
        if kind == oid::ED25519 {
            algorithm.finish().map_err(malformed)?;
            Self::ed25519(key)
        } else if kind == oid::EC_PUBLIC_KEY {
            // Only named curves: explicit parameters were the hole of CVE-2020-0601.
            let named = algorithm.oid().map_err(malformed)?;
            algorithm.finish().map_err(malformed)?;
            let curve = [Curve::P256, Curve::P384, Curve::P521]
                .into_iter()
                .find(|curve| curve.oid() == named);
            Self::ec(curve.ok_or(KeyError::Unsupported)?, key)
        } else if kind == oid::RSA {
            algorithm.optional(tag::NULL).map_err(malformed)?;
            algorithm.finish().map_err(malformed)?;
            Self::from_pkcs1(key)
        } else {
            Err(KeyError::Unsupported)
        }
    }

    /// Reads an RSAPublicKey (RFC 8017 §A.1.1), DER.
    pub fn from_pkcs1(bytes: &[u8]) -> Result<Self, KeyError> {
        let malformed = |_| KeyError::Malformed;
        let mut key = der::whole_sequence(bytes).map_err(malformed)?;
        let modulus = key.unsigned().map_err(malformed)?;
        let exponent = key.unsigned().map_err(malformed)?;
        key.finish().map_err(malformed)?;
        RsaKey::new(modulus, exponent)
            .map(Self::Rsa)
            .map_err(|_error| KeyError::Invalid)
    }

    /// Reads the first block of armoured text; what stands before it is a comment (RFC 7468 §2).
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let blocks = crate::pem::blocks(text).map_err(|_error| KeyError::Malformed)?;
        match blocks.first() {
            Some(block) if block.label == "PUBLIC KEY" => Self::from_spki(&block.bytes),
            Some(block) if block.label == "RSA PUBLIC KEY" => Self::from_pkcs1(&block.bytes),
            _ => Err(KeyError::Unsupported),
        }
    }

    /// Reads whatever form a key file has: PEM, JWK, a `did:key`, a Multikey, or the fifth field of a signed-note key.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.contains("-----BEGIN ") {
            Self::from_pem(text)
        } else if text.starts_with('{') {
            let json = intake::json::parse(text.as_bytes(), &intake::json::Limits::SMALL)
                .map_err(|_error| KeyError::Malformed)?;
            Self::from_jwk(&json.root)
        } else if let Some(multikey) = text.strip_prefix("did:key:") {
            Self::from_multikey(multikey.split_once('#').map_or(multikey, |(key, _)| key))
        } else {
            Self::from_multikey(text)
        }
    }

    /// Reads a public JWK (RFC 7517, RFC 7518 §6, RFC 8037). Private members make it unusable: such a file has leaked.
    pub fn from_jwk(jwk: &Node) -> Result<Self, KeyError> {
        if jwk.get("d").is_some() || jwk.get("k").is_some() {
            return Err(KeyError::Unsupported);
        }
        let text = |name: &str| {
            jwk.get(name)
                .and_then(Node::as_str)
                .ok_or(KeyError::Malformed)
        };
        let bytes = |name: &str| {
            from_base64(text(name)?, Base64::Url).map_err(|_error| KeyError::Malformed)
        };
        match text("kty")? {
            "OKP" if text("crv")? == "Ed25519" => Self::ed25519(&bytes("x")?),
            "EC" => {
                let named = text("crv")?;
                let curve = [Curve::P256, Curve::P384, Curve::P521]
                    .into_iter()
                    .find(|curve| curve.name() == named);
                let curve = curve.ok_or(KeyError::Unsupported)?;
                let (x, y) = (bytes("x")?, bytes("y")?);
                // RFC 7518 §6.2.1.2: each coordinate has the full length of the curve.
                if x.len() != curve.coordinate() || y.len() != curve.coordinate() {
                    return Err(KeyError::Malformed);
                }
                Self::ec(curve, &[&[4][..], &x, &y].concat())
            }
            "RSA" => RsaKey::new(&bytes("n")?, &bytes("e")?)
                .map(Self::Rsa)
                .map_err(|_error| KeyError::Invalid),
            _ => Err(KeyError::Unsupported),
        }
    }

    /// Reads a Multikey: `z`, base58, a multicodec prefix, the key.
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        let body = text.strip_prefix('z').ok_or(KeyError::Malformed)?;
        let bytes = from_base58(body).map_err(|_error| KeyError::Malformed)?;
        match bytes.as_slice() {
            [0xed, 0x01, key @ ..] => Self::ed25519(key),
            [0x80, 0x24, key @ ..] => Self::compressed(Curve::P256, key),
            [0x81, 0x24, key @ ..] => Self::compressed(Curve::P384, key),
            [0x82, 0x24, key @ ..] => Self::compressed(Curve::P521, key),
            // A varint whose last byte is zero has a shorter spelling: not a codec at all.
            [0x80..=0xff, 0x00, ..] | [] | [_] => Err(KeyError::Malformed),
            _ => Err(KeyError::Unsupported),
        }
    }

    fn compressed(curve: Curve, key: &[u8]) -> Result<Self, KeyError> {
        if key.len() != curve.coordinate() + 1 {
            return Err(KeyError::Malformed);
        }
        Self::ec(curve, key)
    }

    /// Writes the SubjectPublicKeyInfo.
    pub fn to_spki(&self) -> Vec<u8> {
        let bit_string = |bytes: &[u8]| der::write(tag::BIT_STRING, &[&[0][..], bytes].concat());
        let (algorithm, key) = match self {
            Self::Ed25519(key) => (der::write(tag::OID, oid::ED25519), bit_string(key)),
            Self::Ec(curve, point) => (
                [
                    der::write(tag::OID, oid::EC_PUBLIC_KEY),
                    der::write(tag::OID, curve.oid()),
                ]
                .concat(),
                bit_string(point),
            ),
            Self::Rsa(key) => {
                let number = |magnitude: &[u8]| {
                    let pad: &[u8] = if magnitude.first().is_some_and(|byte| *byte >= 0x80) {
                        &[0]
                    } else {
                        &[]
                    };
                    der::write(tag::INTEGER, &[pad, magnitude].concat())
                };
                let exponent: Vec<u8> = key
                    .exponent()
                    .to_be_bytes()
                    .into_iter()
                    .skip_while(|byte| *byte == 0)
                    .collect();
                let numbers = [number(key.modulus()), number(&exponent)].concat();
                (
                    [der::write(tag::OID, oid::RSA), der::write(tag::NULL, &[])].concat(),
                    bit_string(&der::write(tag::SEQUENCE, &numbers)),
                )
            }
        };
        der::write(
            tag::SEQUENCE,
            &[der::write(tag::SEQUENCE, &algorithm), key].concat(),
        )
    }

    /// The key's name here: SHA-256 of its SPKI. The same key has the same name, whatever form it came in.
    pub fn fingerprint(&self) -> Digest {
        Digest::new(sha256(&[&self.to_spki()]))
    }

    /// Writes it as Multikey, where that encoding knows the kind.
    pub fn to_multikey(&self) -> Option<String> {
        let bytes = match self {
            Self::Ed25519(key) => [&[0xed, 0x01][..], key].concat(),
            Self::Ec(curve, point) => {
                let prefix: [u8; 2] = match curve {
                    Curve::P256 => [0x80, 0x24],
                    Curve::P384 => [0x81, 0x24],
                    Curve::P521 => [0x82, 0x24],
                };
                let sign = 2 + (point.last()? & 1);
                [&prefix[..], &[sign], point.get(1..=curve.coordinate())?].concat()
            }
            Self::Rsa(_) => return None,
        };
        Some(format!("z{}", to_base58(&bytes)))
    }

    /// Kind and size in words.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "Ed25519",
            Self::Ec(curve, _) => curve.name(),
            Self::Rsa(_) => "RSA",
        }
    }

    /// Names that signing tools write into `keyid` for this key. A hint for picking a key, never an identity.
    pub fn hints(&self) -> Vec<String> {
        let mut hints = vec![self.fingerprint().hex()];
        // securesystemslib: SHA-256 over its own canonical form of type, scheme and value.
        let pem = || crate::pem::armour("PUBLIC KEY", &self.to_spki());
        let (kind, scheme, value) = match self {
            Self::Ed25519(key) => ("ed25519", "ed25519", crate::encoding::to_hex(key)),
            Self::Ec(Curve::P256, _) => ("ecdsa", "ecdsa-sha2-nistp256", pem()),
            Self::Ec(Curve::P384, _) => ("ecdsa", "ecdsa-sha2-nistp384", pem()),
            Self::Ec(Curve::P521, _) => ("ecdsa", "ecdsa-sha2-nistp521", pem()),
            Self::Rsa(_) => ("rsa", "rsassa-pss-sha256", pem()),
        };
        // The tool strips the last line break of the armour in one version and keeps it in another.
        for value in [value.as_str(), value.trim_end()] {
            let text = format!(
                "{{\"keytype\":\"{kind}\",\"keyval\":{{\"public\":\"{value}\"}},\"scheme\":\"{scheme}\"}}"
            );
            hints.push(crate::encoding::to_hex(&sha256(&[text.as_bytes()])));
        }
        if let Some(multikey) = self.to_multikey() {
            hints.push(format!("did:key:{multikey}"));
            hints.push(format!("did:key:{multikey}#{multikey}"));
        }
        hints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_key_have_one_name() {
        let did = "did:key:z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS";
        let key = PublicKey::from_text(did).expect("a published did:key");
        assert_eq!(PublicKey::from_spki(&key.to_spki()), Ok(key.clone()));
        assert_eq!(
            key.to_multikey()
                .map(|text| format!("did:key:{text}"))
                .as_deref(),
            Some(did)
        );
        let jwk =
            r#"{"kty":"OKP","crv":"Ed25519","x":"TxcQxURrLrZ7GvZ4nu9Yyop-3dAYmVuUGWvv1YyCmFc"}"#;
        assert_eq!(
            PublicKey::from_text(jwk).map(|other| other.fingerprint()),
            Ok(key.fingerprint())
        );
        assert!(key.hints().contains(&key.fingerprint().hex()));
    }

    #[test]
    fn private_and_foreign_keys_are_refused() {
        for text in [
            r#"{"kty":"OKP","crv":"Ed25519","x":"TxcQxURrLrZ7GvZ4nu9Yyop-3dAYmVuUGWvv1YyCmFc","d":"AA"}"#,
            r#"{"kty":"oct","k":"AA"}"#,
            r#"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#,
            "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc",
        ] {
            assert_eq!(
                PublicKey::from_text(text),
                Err(KeyError::Unsupported),
                "{text}"
            );
        }
    }
}
