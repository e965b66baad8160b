//! Words to numbers while an index is built. Never forgets a word.

/// Words in the order in which they were first seen.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    letters: String,
    starts: Vec<u32>,
    /// Open addressing: word number plus one, 0 for a free place. Length is a power of two.
    table: Vec<u32>,
}

impl Vocabulary {
    pub(crate) fn new() -> Self {
        Self {
            letters: String::new(),
            starts: vec![0],
            table: vec![0; 1024],
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The word's number; a new one if it was not seen before.
    pub(crate) fn number(&mut self, word: &str) -> u32 {
        if self.len() * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut place = hash(word) as usize & mask;
        loop {
            match self.table.get(place) {
                Some(0) | None => break,
                Some(number) if self.word(number - 1) == word => return number - 1,
                Some(_) => place = (place + 1) & mask,
            }
        }
        let number = self.len() as u32;
        self.letters.push_str(word);
        self.starts.push(self.letters.len() as u32);
        if let Some(slot) = self.table.get_mut(place) {
            *slot = number + 1;
        }
        number
    }

    pub(crate) fn word(&self, number: u32) -> &str {
        let at = number as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => self
                .letters
                .get(*start as usize..*end as usize)
                .unwrap_or(""),
            _ => "",
        }
    }

    fn grow(&mut self) {
        let size = self.table.len() * 2;
        let mut table = vec![0; size];
        for number in 0..self.len() as u32 {
            let mut place = hash(self.word(number)) as usize & (size - 1);
            while table.get(place).is_some_and(|taken| *taken != 0) {
                place = (place + 1) & (size - 1);
            }
            if let Some(slot) = table.get_mut(place) {
                *slot = number + 1;
            }
        }
        self.table = table;
    }
}

/// FNV-1a with a final mix. Words come from files of at most 64 MB, and a slow table is all that a hostile one gains.
fn hash(word: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in word.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^ hash >> 15
}
