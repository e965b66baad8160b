//! The hash functions that statements and signatures name. Never accepts MD5 or SHA-1.

use sha2::Digest as _;

/// A hash function strong enough to match artefacts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// SHA-224, in the list of OSCAL.
    Sha224,
    /// SHA3-224, in the list of OSCAL.
    Sha3_224,
    /// SHA3-256, in the list of OSCAL.
    Sha3_256,
    /// SHA3-384, in the list of OSCAL.
    Sha3_384,
    /// SHA3-512, in the list of OSCAL.
    Sha3_512,
}

impl Hash {
    /// Every known function.
    pub const ALL: [Self; 8] = [
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha224,
        Self::Sha3_224,
        Self::Sha3_256,
        Self::Sha3_384,
        Self::Sha3_512,
    ];

    /// The name in-toto digest sets use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Sha224 => "sha224",
            Self::Sha3_224 => "sha3_224",
            Self::Sha3_256 => "sha3_256",
            Self::Sha3_384 => "sha3_384",
            Self::Sha3_512 => "sha3_512",
        }
    }

    /// Finds a function by the name a digest set gives it; `sha-256` and `SHA2_256` are read too.
    pub fn named(name: &str) -> Option<Self> {
        let plain: String = name
            .to_ascii_lowercase()
            .replace('-', "_")
            .replace("sha2_", "sha")
            .replace("sha_", "sha");
        Self::ALL.into_iter().find(|hash| hash.name() == plain)
    }

    /// How many bytes a digest has.
    pub const fn length(self) -> usize {
        match self {
            Self::Sha224 | Self::Sha3_224 => 28,
            Self::Sha256 | Self::Sha3_256 => 32,
            Self::Sha384 | Self::Sha3_384 => 48,
            Self::Sha512 | Self::Sha3_512 => 64,
        }
    }

    /// The digest of the bytes.
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha224 => sha2::Sha224::digest(bytes).to_vec(),
            Self::Sha256 => sha2::Sha256::digest(bytes).to_vec(),
            Self::Sha384 => sha2::Sha384::digest(bytes).to_vec(),
            Self::Sha512 => sha2::Sha512::digest(bytes).to_vec(),
            Self::Sha3_224 => sha3::Sha3_224::digest(bytes).to_vec(),
            Self::Sha3_256 => sha3::Sha3_256::digest(bytes).to_vec(),
            Self::Sha3_384 => sha3::Sha3_384::digest(bytes).to_vec(),
            Self::Sha3_512 => sha3::Sha3_512::digest(bytes).to_vec(),
        }
    }
}

/// SHA-256 of the parts, one after the other.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = sha2::Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_lengths_agree() {
        for hash in Hash::ALL {
            assert_eq!(Hash::named(hash.name()), Some(hash));
            assert_eq!(hash.of(b"").len(), hash.length());
        }
        assert_eq!(Hash::named("SHA2_256"), Some(Hash::Sha256));
        assert_eq!(Hash::named("sha-512"), Some(Hash::Sha512));
        assert_eq!(Hash::named("SHA3-256"), Some(Hash::Sha3_256));
        assert_eq!(Hash::named("sha1"), None);
        assert_eq!(Hash::named("md5"), None);
    }
}
