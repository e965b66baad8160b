//! Gives what a wasm takes from its script names of a letter or two, in both. Knows the binary's outer frame and its
//! import section; every other byte stays, but for notes to tools, which go.
//!
//! wasm-bindgen's names tell people what they are and carry digests, which no compression makes short.

use crate::failure::Failure;
use crate::project;
use std::path::Path;

/// The magic number and the version.
const HEAD: usize = 8;
/// Notes to tools.
const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;

/// Shortens the names between a wasm and the script that wasm-bindgen wrote for it.
pub fn shorten(wasm: &Path, script: &Path) -> Result<(), Failure> {
    let bytes = project::read_bytes(wasm)?;
    let text = project::read(script)?;
    let (short, text) = shortened(&bytes, &text).ok_or_else(|| {
        Failure::new(
            format!("{} and its script do not fit each other", wasm.display()),
            "see xtask/src/names.rs; another wasm-bindgen may write imports differently",
        )
    })?;
    project::write(wasm, short)?;
    project::write(script, text)
}

/// Both with short names; none if the wasm is not one or the script lacks a name.
fn shortened(wasm: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let mut short = wasm.get(..HEAD)?.to_vec();
    let mut script = script.to_owned();
    let mut input = Input {
        bytes: wasm,
        at: HEAD,
    };
    while input.at < wasm.len() {
        let section = input.byte()?;
        let length = input.number()? as usize;
        let body = input.take(length)?;
        let body = match section {
            CUSTOM => continue,
            IMPORT => imports(body, &mut script)?,
            _ => body.to_vec(),
        };
        short.push(section);
        put(&mut short, body.len() as u32);
        short.extend(body);
    }
    Some((short, script))
}

/// The import section, renamed together with the script.
fn imports(body: &[u8], script: &mut String) -> Option<Vec<u8>> {
    let mut input = Input { bytes: body, at: 0 };
    let mut out = Vec::with_capacity(body.len());
    let count = input.number()?;
    put(&mut out, count);
    let mut used = 0;
    for _ in 0..count {
        let (module, name) = (input.text()?, input.text()?);
        let start = input.at;
        input.skip_kind()?;
        let kind = body.get(start..input.at)?;
        let ours = module.ends_with("_bg.js");
        let new = if ours { letters(used) } else { name.to_owned() };
        if ours {
            used += 1;
            // As wasm-bindgen writes it: the name, a colon, the function.
            let (old, new) = (format!("\n        {name}: "), format!("\n        {new}: "));
            script.contains(&old).then_some(())?;
            *script = script.replacen(&old, &new, 1);
        }
        for text in [module, &new] {
            put(&mut out, text.len() as u32);
            out.extend(text.as_bytes());
        }
        out.extend(kind);
    }
    Some(out)
}

/// a … z, A … Z, aa, ab …
fn letters(number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let last = LETTERS.get(number % LETTERS.len()).copied().map(char::from);
    let mut word = match number / LETTERS.len() {
        0 => String::new(),
        more => letters(more - 1),
    };
    word.extend(last);
    word
}

/// Bytes being read.
struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    /// An unsigned number, seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()? as usize;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// What an import is: a function, a table, a memory, a global, a tag.
    fn skip_kind(&mut self) -> Option<()> {
        match self.byte()? {
            0 => drop(self.number()?),
            1 => {
                self.byte()?;
                self.skip_limits()?;
            }
            2 => self.skip_limits()?,
            3 => drop(self.take(2)?),
            4 => {
                self.byte()?;
                self.number()?;
            }
            _ => return None,
        }
        Some(())
    }

    fn skip_limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wasm with a note, two imported functions from its script and a memory from elsewhere.
    fn wasm(names: [&str; 2], note: bool) -> Vec<u8> {
        let mut body = vec![3];
        for (module, name, kind) in [
            ("./page_bg.js", names[0], vec![0, 5]),
            ("other", "memory", vec![2, 1, 1, 0x80, 2]),
            ("./page_bg.js", names[1], vec![0, 0x80, 1]),
        ] {
            for text in [module, name] {
                put(&mut body, text.len() as u32);
                body.extend(text.as_bytes());
            }
            body.extend(kind);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        if note {
            wasm.extend([CUSTOM, 3, 1, b'n', b'!']);
        }
        wasm.push(IMPORT);
        put(&mut wasm, body.len() as u32);
        wasm.extend(body);
        wasm.extend([10, 1, 0]);
        wasm
    }

    #[test]
    fn names_become_short_on_both_sides_and_nothing_else_changes() {
        let long = wasm(["__wbg_new_1234", "__wbg_new_12345"], true);
        let script =
            "{\n        __wbg_new_12345: function() {},\n        __wbg_new_1234: function() {}\n}";
        let (short, script) = shortened(&long, script).expect("they fit");
        assert_eq!(short, wasm(["a", "b"], false));
        assert_eq!(
            script,
            "{\n        b: function() {},\n        a: function() {}\n}"
        );
        assert_eq!(shortened(&long, "{}"), None);
        assert_eq!(shortened(b"no wasm", ""), None);
    }

    #[test]
    fn letters_never_repeat() {
        let all: std::collections::BTreeSet<String> = (0..3000).map(letters).collect();
        assert_eq!(all.len(), 3000);
        assert_eq!(
            [0, 51, 52, 103, 104].map(letters),
            ["a", "Z", "aa", "aZ", "ba"]
        );
    }
}
