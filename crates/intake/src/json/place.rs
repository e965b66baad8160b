//! Byte offsets → lines and columns. Never looks at what the text means.

/// Characters are counted once per block of this size, so that a place in a file of one long line is found quickly.
const BLOCK: usize = 4096;

/// Finds lines and columns of a text; made once per text, asked often.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a [u8],
    /// Offset of the first byte of every line but the first.
    starts: Vec<u32>,
    /// Characters before each block.
    counted: Vec<u32>,
}

impl<'a> Places<'a> {
    /// Looks through the text once.
    pub fn new(text: &'a [u8]) -> Self {
        let starts = text
            .iter()
            .enumerate()
            .filter(|&(_, &byte)| byte == b'\n')
            .map_while(|(at, _)| u32::try_from(at + 1).ok())
            .collect();
        let mut before = 0;
        let counted = text
            .chunks(BLOCK)
            .map(|block| {
                let here = before;
                before += characters(block);
                here
            })
            .collect();
        Self {
            text,
            starts,
            counted,
        }
    }

    /// Line and column, both from 1; the column counts characters.
    pub fn line_and_column(&self, at: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= at);
        let start = line
            .checked_sub(1)
            .and_then(|before| self.starts.get(before))
            .copied()
            .unwrap_or(0);
        let column = self
            .characters_before(at as usize)
            .saturating_sub(self.characters_before(start as usize));
        (
            u32::try_from(line).unwrap_or(u32::MAX).saturating_add(1),
            column.saturating_add(1),
        )
    }

    fn characters_before(&self, at: usize) -> u32 {
        let at = at.min(self.text.len());
        let block = at / BLOCK;
        let rest = self.text.get(block * BLOCK..at).unwrap_or_default();
        match self.counted.get(block) {
            Some(before) => before + characters(rest),
            // Only at the very end of a text that fills its last block.
            None => self.counted.last().map_or(0, |before| {
                before + characters(self.text.get((block - 1) * BLOCK..).unwrap_or_default())
            }),
        }
    }
}

/// Every byte that does not continue a UTF-8 sequence begins a character.
fn characters(text: &[u8]) -> u32 {
    text.iter()
        .map(|&byte| u32::from(byte & 0xC0 != 0x80))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let places = Places::new("ab\né c\n\nd".as_bytes());
        let found: Vec<_> = [0, 1, 3, 5, 6, 8, 9, 99]
            .into_iter()
            .map(|at| places.line_and_column(at))
            .collect();
        assert_eq!(
            found,
            [
                (1, 1),
                (1, 2),
                (2, 1),
                (2, 2),
                (2, 3),
                (3, 1),
                (4, 1),
                (4, 2)
            ]
        );
    }

    #[test]
    fn one_long_line() {
        for length in [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let text = "é".repeat(length);
            let places = Places::new(text.as_bytes());
            for at in [0, 1, length / 2, length] {
                let column = u32::try_from(at + 1).expect("small");
                assert_eq!(places.line_and_column(2 * (column - 1)), (1, column));
            }
        }
        assert_eq!(Places::new(b"").line_and_column(0), (1, 1));
    }
}
