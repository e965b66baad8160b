//! Text armour around DER. Never reads what stands outside the armour.

use crate::encoding::{Base64, from_base64};

/// One armoured block: its label and the bytes inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// `PUBLIC KEY`, `CERTIFICATE`, …
    pub label: String,
    /// The decoded bytes.
    pub bytes: Vec<u8>,
}

/// Why armour could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemError {
    /// No `-----BEGIN …-----` line.
    NoBlock,
    /// A block begins but does not end with its own label.
    Unfinished,
    /// The text inside is not base64.
    Body,
}

/// Reads every block in the text, in order (RFC 7468).
pub fn blocks(text: &str) -> Result<Vec<Block>, PemError> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(label) = line
            .trim()
            .strip_prefix("-----BEGIN ")
            .and_then(|rest| rest.strip_suffix("-----"))
        else {
            continue;
        };
        let mut body = String::new();
        loop {
            let line = lines.next().ok_or(PemError::Unfinished)?.trim();
            match line
                .strip_prefix("-----END ")
                .and_then(|rest| rest.strip_suffix("-----"))
            {
                Some(end) if end == label => break,
                Some(_) => return Err(PemError::Unfinished),
                None => body.push_str(line),
            }
        }
        let bytes = from_base64(&body, Base64::Standard).map_err(|_error| PemError::Body)?;
        found.push(Block {
            label: label.to_owned(),
            bytes,
        });
    }
    if found.is_empty() {
        Err(PemError::NoBlock)
    } else {
        Ok(found)
    }
}

/// Armours bytes in lines of 64 characters.
pub fn armour(label: &str, bytes: &[u8]) -> String {
    let body = crate::encoding::to_base64(bytes);
    let mut text = format!("-----BEGIN {label}-----\n");
    for (place, c) in body.chars().enumerate() {
        if place > 0 && place % 64 == 0 {
            text.push('\n');
        }
        text.push(c);
    }
    text.push_str(&format!("\n-----END {label}-----\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn armour_round_trips() {
        let text = armour("PUBLIC KEY", &[9; 100]);
        assert_eq!(
            blocks(&text),
            Ok(vec![Block {
                label: "PUBLIC KEY".to_owned(),
                bytes: vec![9; 100]
            }])
        );
        assert_eq!(blocks("nothing here"), Err(PemError::NoBlock));
        assert_eq!(
            blocks("-----BEGIN A-----\nAAAA\n-----END B-----\n"),
            Err(PemError::Unfinished)
        );
    }
}
