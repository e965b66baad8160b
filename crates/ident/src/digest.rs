//! A SHA-256 digest: parse, print, compare. Never computes one; who holds the bytes does that.

use std::fmt;
use std::str::FromStr;

/// Thirty-two bytes that name exactly one state of a file, written `sha256:` and 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// Why a text is not a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestError {
    /// The part before the colon is not `sha256`.
    Algorithm,
    /// Not exactly 64 hex digits.
    Hex,
}

impl Digest {
    /// Takes the 32 raw bytes that a SHA-256 implementation returned.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The raw bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The 64 hex digits without the algorithm, as `sha256sum` prints them.
    pub fn hex(&self) -> String {
        use fmt::Write;
        self.0
            .iter()
            .fold(String::with_capacity(64), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let hex = text.strip_prefix("sha256:").ok_or(DigestError::Algorithm)?;
        if hex.len() != 64 {
            return Err(DigestError::Hex);
        }
        let mut bytes = [0u8; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let digit = |c: u8| match c {
                b'0'..=b'9' => Some(c - b'0'),
                b'a'..=b'f' => Some(c - b'a' + 10),
                _ => None,
            };
            match (
                pair.first().copied().and_then(digit),
                pair.last().copied().and_then(digit),
            ) {
                (Some(high), Some(low)) => *byte = high << 4 | low,
                _ => return Err(DigestError::Hex),
            }
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for DigestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Algorithm => "a digest starts with sha256:",
            Self::Hex => "a SHA-256 digest has exactly 64 lower-case hex digits",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_and_parsing_are_inverse() {
        let text = format!("sha256:{}", "0123456789abcdef".repeat(4));
        assert_eq!(text.parse::<Digest>().map(|d| d.to_string()), Ok(text));
    }

    #[test]
    fn other_spellings_are_refused() {
        assert_eq!("sha1:00".parse::<Digest>(), Err(DigestError::Algorithm));
        assert_eq!("sha256:00".parse::<Digest>(), Err(DigestError::Hex));
        assert_eq!(
            format!("sha256:{}", "AB".repeat(32)).parse::<Digest>(),
            Err(DigestError::Hex)
        );
    }
}
