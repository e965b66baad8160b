//! Bytes written as text: hex, base64, base58. Strict: one text for one string of bytes. Never guesses.

/// Why a text is not an encoding of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodingError {
    /// A character outside the alphabet.
    Character,
    /// A length that no encoder produces.
    Length,
    /// Bits that must be zero are not: two texts would mean the same bytes.
    TrailingBits,
    /// Padding is missing, misplaced or not wanted here.
    Padding,
}

/// Which of the two base64 alphabets a text may use, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64 {
    /// `+` and `/`, padded: signed notes, X.509, most JSON.
    Standard,
    /// `-` and `_`, never padded: JOSE, multibase `u`.
    Url,
    /// Either alphabet but not both at once, padded or not: DSSE asks for it (protocol.md, "MUST accept").
    Either,
}

/// Decodes base64 under the given rules.
pub fn from_base64(text: &str, rule: Base64) -> Result<Vec<u8>, EncodingError> {
    let bytes = text.as_bytes();
    let body = match bytes {
        [body @ .., b'=', b'='] | [body @ .., b'='] => body,
        body => body,
    };
    let padding = bytes.len() - body.len();
    match rule {
        Base64::Url if padding > 0 => return Err(EncodingError::Padding),
        Base64::Standard if !bytes.len().is_multiple_of(4) => return Err(EncodingError::Padding),
        _ if padding > 0 && !bytes.len().is_multiple_of(4) => return Err(EncodingError::Padding),
        _ => {}
    }
    if body.len() % 4 == 1 {
        return Err(EncodingError::Length);
    }
    let (mut saw_standard, mut saw_url) = (false, false);
    let mut out = Vec::with_capacity(body.len() / 4 * 3 + 2);
    let (mut buffer, mut bits) = (0u32, 0u32);
    for &c in body {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' | b'/' => {
                saw_standard = true;
                if c == b'+' { 62 } else { 63 }
            }
            b'-' | b'_' => {
                saw_url = true;
                if c == b'-' { 62 } else { 63 }
            }
            _ => return Err(EncodingError::Character),
        };
        buffer = buffer << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits & 0xff) as u8);
        }
    }
    let wrong_alphabet = match rule {
        Base64::Standard => saw_url,
        Base64::Url => saw_standard,
        Base64::Either => saw_standard && saw_url,
    };
    if wrong_alphabet {
        return Err(EncodingError::Character);
    }
    if buffer & ((1 << bits) - 1) != 0 {
        return Err(EncodingError::TrailingBits);
    }
    Ok(out)
}

/// Writes padded standard base64.
pub fn to_base64(bytes: &[u8]) -> String {
    let mut text = base64_body(bytes, b'+', b'/');
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Writes unpadded URL-safe base64.
pub fn to_base64_url(bytes: &[u8]) -> String {
    base64_body(bytes, b'-', b'_')
}

fn base64_body(bytes: &[u8], plus: u8, slash: u8) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .fold(0u32, |group, byte| group << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let value = (group >> (18 - 6 * place) & 63) as u8;
            text.push(char::from(match value {
                0..=25 => b'A' + value,
                26..=51 => b'a' + value - 26,
                52..=61 => b'0' + value - 52,
                62 => plus,
                _ => slash,
            }));
        }
    }
    text
}

/// Decodes hex of either case.
pub fn from_hex(text: &str) -> Result<Vec<u8>, EncodingError> {
    if !text.len().is_multiple_of(2) {
        return Err(EncodingError::Length);
    }
    let digit = |c: u8| match c {
        b'0'..=b'9' => Ok(c - b'0'),
        b'a'..=b'f' => Ok(c - b'a' + 10),
        b'A'..=b'F' => Ok(c - b'A' + 10),
        _ => Err(EncodingError::Character),
    };
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => Ok(digit(*high)? << 4 | digit(*low)?),
            _ => Err(EncodingError::Length),
        })
        .collect()
}

/// Writes lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(*DIGITS.get(usize::from(nibble & 15)).unwrap_or(&b'0'));
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}

const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Longest base58 text we read: the conversion takes time with the square of the length.
const MAX_BASE58: usize = 1_024;

/// Decodes base58 in the Bitcoin alphabet.
pub fn from_base58(text: &str) -> Result<Vec<u8>, EncodingError> {
    if text.len() > MAX_BASE58 {
        return Err(EncodingError::Length);
    }
    let zeros = text.bytes().take_while(|c| *c == b'1').count();
    let mut number: Vec<u8> = Vec::with_capacity(text.len());
    for c in text.bytes() {
        let position = BASE58
            .iter()
            .position(|known| *known == c)
            .ok_or(EncodingError::Character)?;
        let mut carry = position as u32;
        for byte in &mut number {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        while carry > 0 {
            number.push((carry & 0xff) as u8);
            carry >>= 8;
        }
    }
    number.extend(std::iter::repeat_n(0, zeros));
    number.reverse();
    Ok(number)
}

/// Writes base58 in the Bitcoin alphabet.
pub fn to_base58(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut digits: Vec<u8> = Vec::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    digits.extend(std::iter::repeat_n(0, zeros));
    digits
        .iter()
        .rev()
        .filter_map(|digit| BASE58.get(usize::from(*digit)))
        .map(|c| char::from(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_round_trips_and_refuses_second_spellings() {
        for bytes in [&b""[..], b"f", b"fo", b"foo", b"foob", &[0xfb, 0xff, 0xfe]] {
            assert_eq!(
                from_base64(&to_base64(bytes), Base64::Standard).as_deref(),
                Ok(bytes)
            );
            assert_eq!(
                from_base64(&to_base64_url(bytes), Base64::Url).as_deref(),
                Ok(bytes)
            );
            assert_eq!(
                from_base64(&to_base64_url(bytes), Base64::Either).as_deref(),
                Ok(bytes)
            );
        }
        for (text, rule, error) in [
            ("Zg", Base64::Standard, EncodingError::Padding),
            ("Zg==", Base64::Url, EncodingError::Padding),
            ("Zh==", Base64::Standard, EncodingError::TrailingBits),
            ("Zg=", Base64::Either, EncodingError::Padding),
            ("Z", Base64::Either, EncodingError::Length),
            ("+_AA", Base64::Either, EncodingError::Character),
            ("Z===", Base64::Standard, EncodingError::Character),
            ("Zm 9", Base64::Standard, EncodingError::Character),
        ] {
            assert_eq!(from_base64(text, rule), Err(error), "{text}");
        }
    }

    #[test]
    fn hex_and_base58_round_trip() {
        for bytes in [&b""[..], &[0, 0, 1], &[255; 33], b"Hello World!"] {
            assert_eq!(from_hex(&to_hex(bytes)).as_deref(), Ok(bytes));
            assert_eq!(from_base58(&to_base58(bytes)).as_deref(), Ok(bytes));
        }
        assert_eq!(to_base58(b"Hello World!"), "2NEpo7TZRRrLZSi2U");
        assert_eq!(from_base58("0OIl"), Err(EncodingError::Character));
        assert_eq!(from_hex("abc"), Err(EncodingError::Length));
    }
}
