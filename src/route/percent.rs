//! Percent-encoding of ids and words in links. Never fails: what cannot be decoded stays as it stands.

/// Appends `text` so that it can stand between the separators of a link.
pub fn encode_into(link: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            link.push('%');
            for digit in [byte >> 4, byte & 15] {
                link.push(char::from(
                    HEX.get(usize::from(digit)).copied().unwrap_or(b'0'),
                ));
            }
        }
    }
}

/// The text that `encode_into` wrote. A plus sign is a space, as people and forms write it.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                match (ahead.next().and_then(digit), ahead.next().and_then(digit)) {
                    (Some(high), Some(low)) => {
                        bytes.push(high << 4 | low);
                        rest = ahead;
                    }
                    _ => bytes.push(b'%'),
                }
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned())
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(plain: &str, encoded: &str) {
        let mut link = String::new();
        encode_into(&mut link, plain);
        assert_eq!(link, encoded);
        assert_eq!(decode(encoded), plain);
    }

    #[test]
    fn encoding_and_decoding_are_inverse() {
        check("ac-2.3", "ac-2.3");
        check("a/b, c+d%", "a%2Fb%2C%20c%2Bd%25");
        check("人工智能", "%E4%BA%BA%E5%B7%A5%E6%99%BA%E8%83%BD");
    }

    #[test]
    fn foreign_spellings_are_read_as_meant() {
        assert_eq!(decode("assisted+by"), "assisted by");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("%ff"), "\u{fffd}");
    }
}
