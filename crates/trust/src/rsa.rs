//! RSA signature checking: PKCS #1 v1.5 and PSS, RFC 8017. Public values only; never signs, never decrypts.

use crate::hash::Hash;
use crate::limits::{MAX_RSA_BITS, MIN_RSA_BITS};
use crate::montgomery::{Modulus, limbs, to_bytes};

/// An RSA public key whose size is within our limits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RsaKey {
    modulus: Vec<u8>,
    exponent: u32,
}

/// Why numbers are not an RSA key we use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RsaKeyError {
    /// Shorter than [`MIN_RSA_BITS`] or longer than [`MAX_RSA_BITS`].
    Size,
    /// An even modulus, or an exponent that is even, below 3 or above 32 bits.
    Value,
}

/// How a signature is padded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RsaPadding {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1,
    /// RSASSA-PSS with a salt as long as the hash (JOSE).
    PssHashSalt,
    /// RSASSA-PSS with a salt of any length (securesystemslib).
    PssAnySalt,
}

impl RsaKey {
    /// Takes big-endian modulus and exponent without leading zeros.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, RsaKeyError> {
        let bits = modulus.first().map_or(0, |first| {
            modulus.len() * 8 - first.leading_zeros() as usize
        });
        if !(MIN_RSA_BITS..=MAX_RSA_BITS).contains(&bits) {
            return Err(RsaKeyError::Size);
        }
        if exponent.len() > 4 || exponent.first() == Some(&0) || modulus.first() == Some(&0) {
            return Err(RsaKeyError::Value);
        }
        let exponent = exponent
            .iter()
            .fold(0u32, |value, byte| value << 8 | u32::from(*byte));
        if exponent < 3 || exponent % 2 == 0 || modulus.last().is_none_or(|last| last % 2 == 0) {
            return Err(RsaKeyError::Value);
        }
        Ok(Self {
            modulus: modulus.to_vec(),
            exponent,
        })
    }

    /// Big-endian modulus.
    pub fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    /// Public exponent.
    pub const fn exponent(&self) -> u32 {
        self.exponent
    }

    /// How much a check multiplies, in products of two numbers of 1,024 bits.
    pub const fn multiplications(&self) -> usize {
        let each = self.modulus.len().div_ceil(128);
        let times = 32 - self.exponent.leading_zeros() + self.exponent.count_ones();
        each * each * times as usize
    }

    fn bits(&self) -> usize {
        self.modulus.first().map_or(0, |first| {
            self.modulus.len() * 8 - first.leading_zeros() as usize
        })
    }

    /// Checks one signature; `Some` only when it holds.
    pub fn check(
        &self,
        padding: RsaPadding,
        hash: Hash,
        message: &[u8],
        signature: &[u8],
    ) -> Option<Held> {
        if signature.len() != self.modulus.len() || signature >= self.modulus.as_slice() {
            return None;
        }
        let encoded = power_mod(signature, self.exponent, &self.modulus);
        let digest = hash.of(message);
        match padding {
            RsaPadding::Pkcs1 => pkcs1_encoding(hash, &digest, encoded.len())
                .filter(|wanted| *wanted == encoded)
                .map(|_| Held),
            RsaPadding::PssHashSalt => pss_holds(
                &encoded,
                self.bits() - 1,
                hash,
                &digest,
                Some(hash.length()),
            ),
            RsaPadding::PssAnySalt => pss_holds(&encoded, self.bits() - 1, hash, &digest, None),
        }
    }
}

/// The signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held;

/// RFC 8017 §9.2: the one byte string that a v1.5 signature may open to.
fn pkcs1_encoding(hash: Hash, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let oid: &[u8] = match hash {
        Hash::Sha256 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01],
        Hash::Sha384 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02],
        Hash::Sha512 => &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03],
        _ => return None,
    };
    use crate::der::{tag, write};
    let algorithm = write(
        tag::SEQUENCE,
        &[write(tag::OID, oid), write(tag::NULL, &[])].concat(),
    );
    let info = write(
        tag::SEQUENCE,
        &[algorithm, write(tag::OCTET_STRING, digest)].concat(),
    );
    let fill = length
        .checked_sub(info.len() + 3)
        .filter(|fill| *fill >= 8)?;
    let mut encoded = vec![0x00, 0x01];
    encoded.extend(std::iter::repeat_n(0xff, fill));
    encoded.push(0x00);
    encoded.extend(info);
    Some(encoded)
}

/// RFC 8017 §9.1.2, with the mask generation function of the same hash.
fn pss_holds(
    encoded: &[u8],
    bits: usize,
    hash: Hash,
    digest: &[u8],
    salt: Option<usize>,
) -> Option<Held> {
    let length = bits.div_ceil(8);
    let skip = encoded.len().checked_sub(length)?;
    let (front, encoded) = encoded.split_at_checked(skip)?;
    if front.iter().any(|byte| *byte != 0) || encoded.last() != Some(&0xbc) {
        return None;
    }
    let hash_length = hash.length();
    let block_length = length.checked_sub(hash_length + 1)?;
    let (masked, rest) = encoded.split_at_checked(block_length)?;
    let given = rest.get(..hash_length)?;
    let mask = mask_generation(hash, given, block_length);
    let mut block: Vec<u8> = masked.iter().zip(&mask).map(|(a, b)| a ^ b).collect();
    let unused = length * 8 - bits;
    let keep = 0xffu8.checked_shr(unused as u32).unwrap_or(0);
    if masked.first().is_some_and(|first| first & !keep != 0) {
        return None;
    }
    if let Some(first) = block.first_mut() {
        *first &= keep;
    }
    let one = block.iter().position(|byte| *byte != 0)?;
    if block.get(one) != Some(&1) {
        return None;
    }
    let salt_bytes = block.get(one + 1..)?;
    if salt.is_some_and(|wanted| wanted != salt_bytes.len()) {
        return None;
    }
    let again = hash.of(&[&[0u8; 8][..], digest, salt_bytes].concat());
    (again == given).then_some(Held)
}

fn mask_generation(hash: Hash, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(length + hash.length());
    for counter in 0u32.. {
        if mask.len() >= length {
            break;
        }
        mask.extend(hash.of(&[seed, &counter.to_be_bytes()].concat()));
    }
    mask.truncate(length);
    mask
}

/// `base ^ exponent mod modulus`. Not constant-time: nothing is secret.
fn power_mod(base: &[u8], exponent: u32, modulus: &[u8]) -> Vec<u8> {
    let size = modulus.len().div_ceil(4);
    let modulus_limbs = Modulus::new(limbs(modulus, size));
    let base = modulus_limbs.enter(&limbs(base, size));
    let mut result = base.clone();
    for bit in (0..31 - exponent.leading_zeros()).rev() {
        result = modulus_limbs.multiply(&result, &result);
        if exponent >> bit & 1 == 1 {
            result = modulus_limbs.multiply(&result, &base);
        }
    }
    to_bytes(&modulus_limbs.leave(&result), modulus.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_powers_are_right() {
        for (base, exponent, modulus) in [
            (2u64, 65_537u32, 1_000_003u64),
            (999_999, 3, 4_294_967_291),
            (5, 17, 0xffff_ffff_ffff_ffc5),
        ] {
            let mut wanted = 1u128;
            for _ in 0..exponent {
                wanted = wanted * u128::from(base) % u128::from(modulus);
            }
            let got = power_mod(&base.to_be_bytes(), exponent, &modulus.to_be_bytes());
            assert_eq!(got, (wanted as u64).to_be_bytes());
        }
    }

    #[test]
    fn keys_out_of_range_are_refused() {
        assert_eq!(
            RsaKey::new(&[0x81; 128], &[1, 0, 1]),
            Err(RsaKeyError::Size)
        );
        assert_eq!(
            RsaKey::new(&[0x82; 256], &[1, 0, 1]),
            Err(RsaKeyError::Value)
        );
        assert_eq!(RsaKey::new(&[0x81; 256], &[2]), Err(RsaKeyError::Value));
        assert!(RsaKey::new(&[0x81; 256], &[1, 0, 1]).is_ok());
    }
}
