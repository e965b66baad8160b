//! Bitstring Status Lists: has a claim been revoked or suspended? Never unpacks more than the limit.

use intake::json::Node;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use crate::encoding::{Base64, from_base64};
use crate::limits::{MAX_STATUS_LIST_BYTES, MIN_STATUS_LIST_BYTES};

/// The type of a credential that is a list (Bitstring Status List §2.2).
pub const CREDENTIAL: &str = "BitstringStatusListCredential";

/// An unpacked list of bits.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusList {
    bytes: Vec<u8>,
}

/// Why a list or a lookup is refused. The first three carry the names of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusListError {
    /// `MALFORMED_VALUE_ERROR`: not multibase `u`, not gzip.
    Malformed,
    /// `STATUS_LIST_LENGTH_ERROR`: fewer entries than privacy needs, or no entry at this place.
    Length,
    /// `STATUS_VERIFICATION_ERROR`: the list is for another purpose.
    Purpose,
    /// It unpacks to more than [`MAX_STATUS_LIST_BYTES`].
    TooLarge,
}

/// What a claim says about where its status is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    /// `revocation`, `suspension`, …
    pub purpose: String,
    /// Which entry of the list.
    pub index: u64,
    /// Bits per entry.
    pub size: u32,
    /// Where the list is.
    pub list: String,
}

impl StatusList {
    /// Unpacks an `encodedList`: `u`, base64url without padding, gzip.
    pub fn from_encoded(text: &str) -> Result<Self, StatusListError> {
        let packed = text.strip_prefix('u').ok_or(StatusListError::Malformed)?;
        let packed =
            from_base64(packed, Base64::Url).map_err(|_error| StatusListError::Malformed)?;
        Ok(Self {
            bytes: gunzip(&packed, MAX_STATUS_LIST_BYTES)?,
        })
    }

    /// How many bits it has.
    pub fn bits(&self) -> u64 {
        self.bytes.len() as u64 * 8
    }

    /// Fails for lists so short that a lookup tells the server whom it is about.
    pub fn long_enough(self) -> Result<Self, StatusListError> {
        if self.bytes.len() < MIN_STATUS_LIST_BYTES {
            Err(StatusListError::Length)
        } else {
            Ok(self)
        }
    }

    /// One bit; number 0 is the most significant bit of the first byte.
    pub fn bit(&self, index: u64) -> Result<u8, StatusListError> {
        let place = usize::try_from(index / 8).map_err(|_error| StatusListError::Length)?;
        let byte = self.bytes.get(place).ok_or(StatusListError::Length)?;
        Ok(byte >> (7 - index % 8) & 1)
    }

    /// The numbers of all set bits.
    pub fn set_bits(&self) -> Vec<u64> {
        let set = self
            .bytes
            .iter()
            .zip(0u64..)
            .filter(|(byte, _)| **byte != 0);
        set.flat_map(|(byte, place)| {
            (0..8)
                .filter(move |bit| byte >> (7 - bit) & 1 == 1)
                .map(move |bit| place * 8 + bit)
        })
        .collect()
    }

    /// The value of one entry: 0 is "nothing to report". A list is long by its entries, however wide they are (§3.2).
    pub fn value(&self, entry: &StatusEntry) -> Result<u32, StatusListError> {
        if self.bits() / u64::from(entry.size) < MIN_STATUS_LIST_BYTES as u64 * 8 {
            return Err(StatusListError::Length);
        }
        let first = entry
            .index
            .checked_mul(u64::from(entry.size))
            .ok_or(StatusListError::Length)?;
        let mut value = 0;
        for bit in 0..u64::from(entry.size) {
            let place = first.checked_add(bit).ok_or(StatusListError::Length)?;
            value = value << 1 | u32::from(self.bit(place)?);
        }
        Ok(value)
    }
}

impl std::fmt::Debug for StatusList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StatusList({} bits)", self.bits())
    }
}

impl StatusEntry {
    /// Reads a `BitstringStatusListEntry`; nothing for status of another kind.
    pub fn from_node(node: &Node) -> Option<Self> {
        let text = |name: &str| node.get(name).and_then(Node::as_str);
        if text("type") != Some("BitstringStatusListEntry") {
            return None;
        }
        let size = match node.get("statusSize") {
            None => 1,
            Some(size) => size.as_number()?.as_u64()?.try_into().ok()?,
        };
        if !(1..=16).contains(&size) || !are_explained(node, size) {
            return None;
        }
        Some(Self {
            purpose: text("statusPurpose")?.to_owned(),
            index: crate::checkpoint::plain_decimal(text("statusListIndex")?)?,
            size,
            list: text("statusListCredential")?.to_owned(),
        })
    }
}

/// Values of more than one bit must be explained, and every value if any is (§2.1, `statusMessage`).
fn are_explained(entry: &Node, size: u32) -> bool {
    let Some(messages) = entry.get("statusMessage") else {
        return size == 1;
    };
    let is_said = |message: &Node| {
        let text = |name| message.get(name).and_then(Node::as_str);
        text("status").is_some() && text("message").is_some()
    };
    messages
        .as_array()
        .is_some_and(|all| all.len() == 1 << size && all.iter().all(is_said))
}

/// The list inside a status list credential, if it is for this purpose.
pub fn list_of(credential: &Node, purpose: &str) -> Result<StatusList, StatusListError> {
    let subject = credential
        .get("credentialSubject")
        .ok_or(StatusListError::Malformed)?;
    let text = |name: &str| subject.get(name).and_then(Node::as_str);
    if text("type") != Some("BitstringStatusList") {
        return Err(StatusListError::Malformed);
    }
    let purposes = subject
        .get("statusPurpose")
        .ok_or(StatusListError::Purpose)?;
    let given = purposes
        .as_array()
        .unwrap_or(std::slice::from_ref(purposes));
    if !given.iter().any(|given| given.as_str() == Some(purpose)) {
        return Err(StatusListError::Purpose);
    }
    StatusList::from_encoded(text("encodedList").ok_or(StatusListError::Malformed)?)?.long_enough()
}

/// Unpacks one gzip member (RFC 1952) and checks its length and checksum. Nothing may stand behind it: other readers would
/// take that for more of the list, or not.
pub(crate) fn gunzip(bytes: &[u8], limit: usize) -> Result<Vec<u8>, StatusListError> {
    let malformed = StatusListError::Malformed;
    let packed = behind_header(bytes).ok_or(malformed)?;
    let (out, trailer) = inflate(packed, limit)?;
    let (checksum, length) = trailer.split_first_chunk::<4>().ok_or(malformed)?;
    let length: [u8; 4] = length.try_into().map_err(|_error| malformed)?;
    let sound = u32::from_le_bytes(length) as usize == out.len()
        && u32::from_le_bytes(*checksum) == crc32(&out);
    if sound { Ok(out) } else { Err(malformed) }
}

/// What stands behind the header of a member (§2.3); names and comments in it are skipped.
fn behind_header(bytes: &[u8]) -> Option<&[u8]> {
    let (header, mut rest) = bytes.split_at_checked(10)?;
    let [0x1f, 0x8b, 8, flags, ..] = header else {
        return None;
    };
    if flags & 0xe0 != 0 {
        return None;
    }
    if flags & 4 != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & 2 != 0 {
        rest = rest.get(2..)?;
    }
    Some(rest)
}

/// Unpacks a deflate stream (RFC 1951) and gives what stands behind its end.
fn inflate(packed: &[u8], limit: usize) -> Result<(Vec<u8>, &[u8]), StatusListError> {
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut state = Box::<DecompressorOxide>::default();
    let (mut out, mut rest, mut written) = (vec![0; FIRST_ROOM.min(limit)], packed, 0);
    loop {
        let (status, read, more) = decompress(&mut state, rest, &mut out, written, flags);
        rest = rest.get(read..).unwrap_or_default();
        written += more;
        match status {
            TINFLStatus::Done => {
                out.truncate(written);
                return Ok((out, rest));
            }
            TINFLStatus::HasMoreOutput if out.len() < limit => {
                out.resize((out.len() * 2).min(limit), 0);
            }
            TINFLStatus::HasMoreOutput => return Err(StatusListError::TooLarge),
            _ => return Err(StatusListError::Malformed),
        }
    }
}

/// Room for the first bytes that are unpacked: a list of the least length fits.
const FIRST_ROOM: usize = MIN_STATUS_LIST_BYTES;

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A gzip member with one deflate block as written.
    fn member(plain: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        bytes.extend(miniz_oxide::deflate::compress_to_vec(plain, 6));
        bytes.extend(crc32(plain).to_le_bytes());
        bytes.extend((plain.len() as u32).to_le_bytes());
        bytes
    }

    fn encoded(plain: &[u8]) -> String {
        format!("u{}", crate::encoding::to_base64_url(&member(plain)))
    }

    #[test]
    fn bits_are_counted_from_the_left() {
        let mut plain = vec![0u8; MIN_STATUS_LIST_BYTES];
        plain[0] = 0b0100_0001;
        plain[2] = 0b1000_0000;
        let list = StatusList::from_encoded(&encoded(&plain))
            .and_then(StatusList::long_enough)
            .expect("a list");
        assert_eq!(list.set_bits(), [1, 7, 16]);
        assert_eq!(list.bit(131_071), Ok(0));
        assert_eq!(list.bit(131_072), Err(StatusListError::Length));
    }

    #[test]
    fn nothing_stands_behind_the_stream_but_its_checksum() {
        let one = member(&[7; 100]);
        assert_eq!(gunzip(&one, 100), Ok(vec![7; 100]));
        assert_eq!(gunzip(&one, 99), Err(StatusListError::TooLarge));
        assert_eq!(gunzip(&member(&[]), 0), Ok(Vec::new()));
        let (stream, trailer) = one.split_at(one.len() - 8);
        for bad in [
            [&*one, &[0]].concat(),
            [&*one, &*one].concat(),
            [stream, &[0], trailer].concat(),
            [stream, trailer, trailer].concat(),
            stream.to_vec(),
        ] {
            assert_eq!(gunzip(&bad, 1000), Err(StatusListError::Malformed));
        }
    }

    #[test]
    fn bombs_and_broken_members_are_refused() {
        assert_eq!(
            StatusList::from_encoded(&encoded(&vec![0; MAX_STATUS_LIST_BYTES + 1])).err(),
            Some(StatusListError::TooLarge)
        );
        let good = member(&[7; 100]);
        for place in 0..good.len() {
            let mut bad = good.clone();
            bad[place] ^= 0x10;
            // Some bits mean nothing (time, filling); none may change what comes out.
            assert!(
                gunzip(&bad, 1000).is_ok_and(|out| out == [7; 100]) || gunzip(&bad, 1000).is_err(),
                "byte {place}"
            );
        }
    }
}
