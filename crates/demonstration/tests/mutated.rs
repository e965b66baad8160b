//! A short fuzzing run on every test run: files of the demonstration, mangled by fixed dice, through every reader. Never a
//! panic, never confirmed for somebody who chose nobody, never a verdict that lacks a check. Hours of it: `fuzz/`.

use ident::Standing;
use intake::json::{self, Limits};
use std::path::Path;
use trust::Check;
use trust::examine::{Material, examine};
use trust::sigstore::{self, Chosen, TrustedRoot};

/// Mangled files per run: a few seconds.
const RUNS: usize = 4_000;

/// Files are cut to this before they are mangled, so that a long one does not take all the time.
const LONGEST: usize = 6_000;

/// Numbers that look thrown, and are the same on every run (Numerical Recipes' linear generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// What hostile files are made of.
const PIECES: [&[u8]; 12] = [
    b"\"",
    b"{",
    b"[[[[[[[[",
    b"}",
    b",",
    b":",
    b"null",
    b"-1e400",
    b"\\ud800",
    b"\xff\xfe",
    b"\n\n",
    b"\"payload\":\"",
];

fn mangled(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << dice.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => drop(bytes.splice(at..at, PIECES[dice.below(PIECES.len())].iter().copied())),
            4 => {
                let other = &seeds[dice.below(seeds.len())];
                let from = dice.below(other.len());
                let until = (from + dice.below(200)).min(other.len());
                bytes.splice(at..end, other[from..until].iter().copied());
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

#[test]
fn mangled_files_are_never_green_and_never_stop_anything() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let gathered = publish::folder::facts(&folder).expect("the demonstration is accepted");
    let atlas = publish::finish(&gathered, publish::files(&gathered));
    let seeds: Vec<Vec<u8>> = atlas
        .into_values()
        .map(|mut bytes| {
            bytes.truncate(LONGEST);
            bytes
        })
        .collect();
    let root = TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1).expect("the built-in root");
    let chosen = Chosen {
        root: Some(&root),
        ..Chosen::default()
    };
    let mut dice = Dice(2026);
    for _ in 0..RUNS {
        let (file, beside) = (mangled(&seeds, &mut dice), mangled(&seeds, &mut dice));
        for material in [
            Material {
                file: &file,
                ..Material::default()
            },
            Material {
                file: &file,
                signature: Some(&beside),
                ..Material::default()
            },
        ] {
            for exhibit in examine(&material, &chosen, demonstration::NOW) {
                let verdict = exhibit.judged.verdict;
                assert_ne!(verdict.standing(), Standing::ConfirmedByChosenKey);
                let checks: Vec<Check> = verdict.steps().iter().map(|step| step.check).collect();
                assert_eq!(checks, Check::ALL);
            }
        }
        let _ = intake::read(&file, &mut |_, _| ());
        if let Ok(read) = json::parse(&file, &Limits::FILE)
            && let Ok(printed) = json::canonical(&read.root)
        {
            let again = json::parse(&printed, &Limits::FILE).expect("canonical text is JSON");
            if let Ok(twice) = json::canonical(&again.root) {
                assert_eq!(twice, printed);
            }
        }
    }
}
