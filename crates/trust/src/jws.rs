//! JSON Web Signatures in compact form (RFC 7515). The key decides the algorithm; the header may only agree.

use hmac::Mac as _;
use intake::json::{self, Limits, Node};

use crate::encoding::{Base64, from_base64};
use crate::hash::Hash;
use crate::keys::{Curve, KeyError, PublicKey};
use crate::limits::MAX_PAYLOAD_BYTES;
use crate::rsa::RsaPadding;
use crate::signature::{self, Encoding, Scheme, SignatureError};

/// A key as JOSE describes it: the material and what it may be used for.
#[derive(Clone, Debug)]
pub struct JoseKey {
    material: Material,
    /// The id that a header may name.
    pub kid: Option<String>,
}

#[derive(Clone, Debug)]
enum Material {
    Public(PublicKey, Scheme, &'static str),
    Shared(Vec<u8>, Hash, &'static str),
}

/// Why a token is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JwsError {
    /// Not three base64url parts, or a header that is not strict JSON.
    Malformed,
    /// The header asks for something we do not know: `crit`, `b64`, a key of its own.
    Header(String),
    /// The header names another algorithm or key id than the key has: algorithm confusion.
    OtherAlgorithm,
    /// The signature does not hold.
    Signature(SignatureError),
}

/// Why a JWK or a set of them is not usable for checking signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoseKeyError {
    /// The key material.
    Key(KeyError),
    /// `use` or `key_ops` say that it is not for checking signatures.
    Purpose,
    /// `alg` is missing, unknown or does not fit the key.
    Algorithm,
    /// Two keys of a set have one id, or a set mixes shared and public keys.
    Ambiguous,
}

impl JoseKey {
    /// Reads a JWK for checking signatures. Shared secrets are read too: a token made with one proves nothing to
    /// strangers, so no verdict is ever built on them, but the tests of JOSE need them.
    pub fn from_jwk(jwk: &Node) -> Result<Self, JoseKeyError> {
        let text = |name: &str| jwk.get(name).and_then(Node::as_str);
        if text("use").is_some_and(|purpose| purpose != "sig") {
            return Err(JoseKeyError::Purpose);
        }
        if let Some(operations) = jwk.get("key_ops") {
            let list = operations.as_array().ok_or(JoseKeyError::Purpose)?;
            if !list
                .iter()
                .any(|operation| operation.as_str() == Some("verify"))
            {
                return Err(JoseKeyError::Purpose);
            }
        }
        let kid = text("kid").map(str::to_owned);
        let algorithm = text("alg");
        if text("kty") == Some("oct") {
            let secret = text("k").and_then(|k| from_base64(k, Base64::Url).ok());
            let secret = secret.ok_or(JoseKeyError::Key(KeyError::Malformed))?;
            let (hash, name) = match algorithm {
                Some("HS256") => (Hash::Sha256, "HS256"),
                Some("HS384") => (Hash::Sha384, "HS384"),
                Some("HS512") => (Hash::Sha512, "HS512"),
                _ => return Err(JoseKeyError::Algorithm),
            };
            // RFC 7518 §3.2: a key shorter than the hash is not allowed.
            if secret.len() < hash.length() {
                return Err(JoseKeyError::Key(KeyError::Invalid));
            }
            return Ok(Self {
                material: Material::Shared(secret, hash, name),
                kid,
            });
        }
        let key = PublicKey::from_jwk(jwk).map_err(JoseKeyError::Key)?;
        let (scheme, name) = scheme(&key, algorithm).ok_or(JoseKeyError::Algorithm)?;
        Ok(Self {
            material: Material::Public(key, scheme, name),
            kid,
        })
    }

    /// Reads a set (`{"keys": […]}`). Ambiguous sets are refused whole.
    pub fn set(document: &Node) -> Result<Vec<Self>, JoseKeyError> {
        let list = document
            .get("keys")
            .and_then(Node::as_array)
            .ok_or(JoseKeyError::Key(KeyError::Malformed))?;
        let keys = list
            .iter()
            .map(Self::from_jwk)
            .collect::<Result<Vec<_>, _>>()?;
        let shared = keys
            .iter()
            .filter(|key| matches!(key.material, Material::Shared(..)))
            .count();
        if shared > 0 && shared < keys.len() {
            return Err(JoseKeyError::Ambiguous);
        }
        for (place, key) in keys.iter().enumerate() {
            if key.kid.is_some()
                && keys
                    .iter()
                    .skip(place + 1)
                    .any(|other| other.kid == key.kid)
            {
                return Err(JoseKeyError::Ambiguous);
            }
        }
        Ok(keys)
    }
}

/// Which scheme `alg` means for this key; a JWK without `alg` is used the one way its curve suggests.
fn scheme(key: &PublicKey, algorithm: Option<&str>) -> Option<(Scheme, &'static str)> {
    let ecdsa = |hash| Scheme::Ecdsa(hash, Encoding::Raw);
    Some(match (key, algorithm) {
        (PublicKey::Ed25519(_), None | Some("EdDSA" | "Ed25519")) => (Scheme::Ed25519, "EdDSA"),
        (PublicKey::Ec(Curve::P256, _), None | Some("ES256")) => (ecdsa(Hash::Sha256), "ES256"),
        (PublicKey::Ec(Curve::P384, _), None | Some("ES384")) => (ecdsa(Hash::Sha384), "ES384"),
        (PublicKey::Ec(Curve::P521, _), None | Some("ES512" | "ES521")) => {
            (ecdsa(Hash::Sha512), "ES512")
        }
        (PublicKey::Rsa(_), Some("RS256")) => {
            (Scheme::Rsa(Hash::Sha256, RsaPadding::Pkcs1), "RS256")
        }
        (PublicKey::Rsa(_), Some("RS384")) => {
            (Scheme::Rsa(Hash::Sha384, RsaPadding::Pkcs1), "RS384")
        }
        (PublicKey::Rsa(_), Some("RS512")) => {
            (Scheme::Rsa(Hash::Sha512, RsaPadding::Pkcs1), "RS512")
        }
        (PublicKey::Rsa(_), Some("PS256")) => {
            (Scheme::Rsa(Hash::Sha256, RsaPadding::PssHashSalt), "PS256")
        }
        (PublicKey::Rsa(_), Some("PS384")) => {
            (Scheme::Rsa(Hash::Sha384, RsaPadding::PssHashSalt), "PS384")
        }
        (PublicKey::Rsa(_), Some("PS512")) => {
            (Scheme::Rsa(Hash::Sha512, RsaPadding::PssHashSalt), "PS512")
        }
        _ => return None,
    })
}

/// The signed bytes of a token whose signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload(pub Vec<u8>);

/// Checks a compact token under one key.
pub fn check(token: &str, key: &JoseKey) -> Result<Payload, JwsError> {
    if token.len() > MAX_PAYLOAD_BYTES {
        return Err(JwsError::Malformed);
    }
    let mut parts = token.split('.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(JwsError::Malformed);
    };
    let decode = |text: &str| from_base64(text, Base64::Url).map_err(|_error| JwsError::Malformed);
    let (header_bytes, payload_bytes, signature_bytes) =
        (decode(header)?, decode(payload)?, decode(signature)?);
    let header_json =
        json::parse(&header_bytes, &Limits::SMALL).map_err(|_error| JwsError::Malformed)?;
    let header_node = &header_json.root;
    for forbidden in ["crit", "b64", "jwk", "jku", "x5u", "x5c"] {
        if header_node.get(forbidden).is_some() {
            return Err(JwsError::Header(forbidden.to_owned()));
        }
    }
    let named = header_node
        .get("alg")
        .and_then(Node::as_str)
        .ok_or(JwsError::OtherAlgorithm)?;
    let named_id = header_node.get("kid").and_then(Node::as_str);
    if let (Some(named_id), Some(id)) = (named_id, &key.kid)
        && named_id != id
    {
        return Err(JwsError::OtherAlgorithm);
    }
    let input = token
        .get(..header.len() + 1 + payload.len())
        .ok_or(JwsError::Malformed)?
        .as_bytes();
    match &key.material {
        Material::Public(public, scheme, algorithm) => {
            let scheme = if named == *algorithm {
                *scheme
            } else {
                stronger(*scheme, named)?
            };
            signature::check(public, scheme, input, &signature_bytes)
                .map_err(JwsError::Signature)?;
        }
        Material::Shared(secret, hash, algorithm) => {
            if named != *algorithm {
                return Err(JwsError::OtherAlgorithm);
            }
            mac_holds(*hash, secret, input, &signature_bytes)?;
        }
    }
    Ok(Payload(payload_bytes))
}

/// RFC 7520 §4.2 signs with PS384 under a key kept for PS256: a longer hash in the same PSS padding is let through,
/// a shorter one or another padding never.
fn stronger(kept_for: Scheme, named: &str) -> Result<Scheme, JwsError> {
    let named = match named {
        "PS384" => Hash::Sha384,
        "PS512" => Hash::Sha512,
        _ => return Err(JwsError::OtherAlgorithm),
    };
    match kept_for {
        Scheme::Rsa(hash, RsaPadding::PssHashSalt) if hash.length() < named.length() => {
            Ok(Scheme::Rsa(named, RsaPadding::PssHashSalt))
        }
        _ => Err(JwsError::OtherAlgorithm),
    }
}

fn mac_holds(hash: Hash, secret: &[u8], message: &[u8], tag: &[u8]) -> Result<(), JwsError> {
    macro_rules! mac {
        ($digest:ty) => {{
            let mut mac = hmac::Hmac::<$digest>::new_from_slice(secret)
                .map_err(|_error| JwsError::Malformed)?;
            mac.update(message);
            mac.verify_slice(tag)
                .map_err(|_error| JwsError::Signature(SignatureError::Wrong))
        }};
    }
    match hash {
        Hash::Sha256 => mac!(sha2::Sha256),
        Hash::Sha384 => mac!(sha2::Sha384),
        Hash::Sha512 => mac!(sha2::Sha512),
        _ => Err(JwsError::OtherAlgorithm),
    }
}

/// Checks a compact token under the one key of a set that its header names.
pub fn check_with_set(token: &str, keys: &[JoseKey]) -> Result<Payload, JwsError> {
    let header = token.split('.').next().unwrap_or_default();
    let bytes = from_base64(header, Base64::Url).map_err(|_error| JwsError::Malformed)?;
    let header = json::parse(&bytes, &Limits::SMALL).map_err(|_error| JwsError::Malformed)?;
    let kid = header.root.get("kid").and_then(Node::as_str);
    let mut last = JwsError::OtherAlgorithm;
    for key in keys
        .iter()
        .filter(|key| kid.is_none() || key.kid.is_none() || key.kid.as_deref() == kid)
    {
        match check(token, key) {
            Ok(payload) => return Ok(payload),
            Err(error) => last = error,
        }
    }
    Err(last)
}
