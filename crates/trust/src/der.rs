//! A reader for DER, the strict binary form of ASN.1. Never accepts a second spelling of one value.

use crate::limits::MAX_DER_DEPTH;

/// Why bytes are not DER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerError {
    /// The bytes end inside a value, or a length points past the end.
    Short,
    /// A length in a longer form than needed, or the indefinite form of BER.
    Length,
    /// Another tag than the structure has here.
    Tag,
    /// Bytes are left over after the last value.
    Trailing,
    /// A value that its type does not allow: a padded integer, a boolean that is neither 0 nor 255.
    Value,
    /// Nested deeper than [`MAX_DER_DEPTH`].
    Depth,
}

/// Universal tags this reader meets.
pub mod tag {
    #![expect(missing_docs, reason = "the names are those of ASN.1")]
    pub const BOOLEAN: u8 = 0x01;
    pub const INTEGER: u8 = 0x02;
    pub const BIT_STRING: u8 = 0x03;
    pub const OCTET_STRING: u8 = 0x04;
    pub const NULL: u8 = 0x05;
    pub const OID: u8 = 0x06;
    pub const UTF8_STRING: u8 = 0x0c;
    pub const PRINTABLE_STRING: u8 = 0x13;
    pub const IA5_STRING: u8 = 0x16;
    pub const UTC_TIME: u8 = 0x17;
    pub const GENERALIZED_TIME: u8 = 0x18;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;

    /// `[n]` with primitive content.
    pub const fn context(n: u8) -> u8 {
        0x80 | n
    }

    /// `[n]` with constructed content.
    pub const fn context_constructed(n: u8) -> u8 {
        0xa0 | n
    }
}

/// One value: its tag, its content, and both together as they stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// The content octets.
    pub content: &'a [u8],
    /// Identifier, length and content: what a signature covers.
    pub raw: &'a [u8],
}

/// Reads values one after the other from a slice.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the front of the bytes.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            depth: 0,
        }
    }

    /// True when nothing is left.
    pub const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Fails unless everything was read.
    pub const fn finish(&self) -> Result<Done, DerError> {
        if self.rest.is_empty() {
            Ok(Done)
        } else {
            Err(DerError::Trailing)
        }
    }

    /// The tag of the next value without reading it.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Reads the next value, whatever it is.
    pub fn any(&mut self) -> Result<Value<'a>, DerError> {
        let start = self.rest;
        let (&tag, after_tag) = start.split_first().ok_or(DerError::Short)?;
        if tag & 0x1f == 0x1f {
            return Err(DerError::Tag);
        }
        let (&first, mut rest) = after_tag.split_first().ok_or(DerError::Short)?;
        let length = if first < 0x80 {
            usize::from(first)
        } else {
            let count = usize::from(first & 0x7f);
            if count == 0 || count > 4 {
                return Err(DerError::Length);
            }
            let (digits, after) = rest.split_at_checked(count).ok_or(DerError::Short)?;
            rest = after;
            let length = digits
                .iter()
                .fold(0usize, |length, byte| length << 8 | usize::from(*byte));
            if length < 0x80 || digits.first() == Some(&0) {
                return Err(DerError::Length);
            }
            length
        };
        let (content, rest) = rest.split_at_checked(length).ok_or(DerError::Short)?;
        let raw = start
            .get(..start.len() - rest.len())
            .ok_or(DerError::Short)?;
        self.rest = rest;
        Ok(Value { tag, content, raw })
    }

    /// Reads the next value, which must have this tag.
    pub fn expect(&mut self, tag: u8) -> Result<Value<'a>, DerError> {
        match self.peek() {
            Some(found) if found == tag => self.any(),
            Some(_) => Err(DerError::Tag),
            None => Err(DerError::Short),
        }
    }

    /// Reads the next value if it has this tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Value<'a>>, DerError> {
        if self.peek() == Some(tag) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Opens a constructed value of this tag.
    pub fn open(&mut self, tag: u8) -> Result<Reader<'a>, DerError> {
        let value = self.expect(tag)?;
        self.inside(value)
    }

    /// A reader of a value's content, one level deeper.
    pub fn inside(&self, value: Value<'a>) -> Result<Reader<'a>, DerError> {
        if self.depth >= MAX_DER_DEPTH {
            return Err(DerError::Depth);
        }
        Ok(Reader {
            rest: value.content,
            depth: self.depth + 1,
        })
    }

    /// Reads a SEQUENCE.
    pub fn sequence(&mut self) -> Result<Reader<'a>, DerError> {
        self.open(tag::SEQUENCE)
    }

    /// Reads an unsigned INTEGER: its magnitude without leading zeros.
    pub fn unsigned(&mut self) -> Result<&'a [u8], DerError> {
        match self.expect(tag::INTEGER)?.content {
            [] => Err(DerError::Value),
            [0] => Ok(&[]),
            [0, rest @ ..] if rest.first().is_some_and(|byte| *byte >= 0x80) => Ok(rest),
            [first, ..] if *first == 0 || *first >= 0x80 => Err(DerError::Value),
            magnitude => Ok(magnitude),
        }
    }

    /// Reads an OBJECT IDENTIFIER: its content octets.
    pub fn oid(&mut self) -> Result<&'a [u8], DerError> {
        let content = self.expect(tag::OID)?.content;
        // X.690 §8.19: every arc ends with a byte below 0x80 and none starts with 0x80.
        let ends = content.last().is_some_and(|byte| *byte < 0x80);
        let padded = content.first() == Some(&0x80)
            || content
                .windows(2)
                .any(|w| matches!(w, [a, 0x80] if *a < 0x80));
        if ends && !padded {
            Ok(content)
        } else {
            Err(DerError::Value)
        }
    }

    /// Reads a BIT STRING that holds whole bytes.
    pub fn bits(&mut self) -> Result<&'a [u8], DerError> {
        match self.expect(tag::BIT_STRING)?.content {
            [0, bytes @ ..] => Ok(bytes),
            _ => Err(DerError::Value),
        }
    }

    /// Reads an OCTET STRING.
    pub fn octets(&mut self) -> Result<&'a [u8], DerError> {
        Ok(self.expect(tag::OCTET_STRING)?.content)
    }

    /// Reads a BOOLEAN.
    pub fn boolean(&mut self) -> Result<bool, DerError> {
        match self.expect(tag::BOOLEAN)?.content {
            [0] => Ok(false),
            [0xff] => Ok(true),
            _ => Err(DerError::Value),
        }
    }
}

/// Everything was read; nothing is left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done;

/// Reads exactly one SEQUENCE that fills the bytes.
pub fn whole_sequence(bytes: &[u8]) -> Result<Reader<'_>, DerError> {
    let mut reader = Reader::new(bytes);
    let inner = reader.sequence()?;
    reader.finish()?;
    Ok(inner)
}

/// Writes one value: tag, shortest length, content.
pub fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let length = content.len();
    if length < 0x80 {
        out.push(length as u8);
    } else {
        let digits: Vec<u8> = (length as u64)
            .to_be_bytes()
            .into_iter()
            .skip_while(|byte| *byte == 0)
            .collect();
        out.push(0x80 | digits.len() as u8);
        out.extend(digits);
    }
    out.extend(content);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_shortest_spelling_is_read() {
        let check = |bytes: &[u8], expected: Result<&[u8], DerError>| {
            assert_eq!(Reader::new(bytes).unsigned(), expected, "{bytes:02x?}");
        };
        check(&[2, 1, 5], Ok(&[5]));
        check(&[2, 2, 0, 0x80], Ok(&[0x80]));
        check(&[2, 1, 0], Ok(&[]));
        check(&[2, 2, 0, 5], Err(DerError::Value));
        check(&[2, 1, 0x80], Err(DerError::Value));
        check(&[2, 0x81, 1, 5], Err(DerError::Length));
        check(&[2, 0x80, 5, 0, 0], Err(DerError::Length));
        check(&[2, 2, 5], Err(DerError::Short));
        check(&[4, 1, 5], Err(DerError::Tag));
    }

    #[test]
    fn written_values_are_read_back() {
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let bytes = write(tag::OCTET_STRING, &vec![7; length]);
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.octets().map(<[u8]>::len), Ok(length));
            assert_eq!(reader.finish(), Ok(Done));
        }
    }
}
