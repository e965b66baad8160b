//! Every confirmed file of the demonstration with one bit flipped, here and there: confirmed only where nothing that
//! counts has changed. Never random, so that a failure can be seen again.

use demonstration::Judge;
use ident::Standing;
use intake::json::{self, Limits};
use publish::Attestation;
use std::path::Path;
use trust::dsse::Envelope;
use trust::note::Note;
use trust::sigstore::Bundle;

/// Every so many bytes one is touched: a prime, so that no field is always missed.
const STEP: usize = 53;

/// What a reader takes from a file; two files of one meaning may both be confirmed.
fn meaning(bytes: &[u8]) -> String {
    if let Ok(bundle) = Bundle::from_bytes(bytes) {
        // Indices and times beside the signed ones are the bundle's own word; everything shown comes from here.
        return format!("{:?} {:?}", bundle.signature(), bundle.material);
    }
    if let Ok(envelope) = Envelope::from_bytes(bytes) {
        return format!("{} {:?}", envelope.payload_type, envelope.payload);
    }
    if let Ok(note) = Note::parse(bytes) {
        return note.text;
    }
    let text = String::from_utf8_lossy(bytes);
    let canonical = |text: &str| {
        let read = json::parse(text.as_bytes(), &Limits::FILE).ok()?;
        let printed = json::canonical(&read.root).ok()?;
        String::from_utf8(printed).ok()
    };
    canonical(&text).unwrap_or_else(|| {
        text.lines()
            .filter_map(canonical)
            .collect::<Vec<_>>()
            .join("\n")
    })
}

fn confirmed(judge: &Judge, attestation: &Attestation) -> bool {
    let exhibits = judge.examine(attestation, 1);
    exhibits
        .iter()
        .all(|exhibit| exhibit.judged.verdict.standing() == Standing::ConfirmedByChosenKey)
}

#[test]
fn a_flipped_bit_is_confirmed_only_where_nothing_counts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demonstration");
    let gathered = publish::folder::facts(&folder).expect("the demonstration is accepted");
    let atlas = publish::finish(&gathered, publish::files(&gathered));
    let judge = Judge::new(atlas).expect("the demonstration can be judged");
    let mut touched = 0;
    let mut refused = 0;
    for one in &gathered.evidence.attestations {
        if !confirmed(&judge, one) {
            continue;
        }
        let sound = meaning(&one.bytes);
        for place in (0..one.bytes.len()).step_by(STEP) {
            for bit in [0, 5] {
                let mut changed = one.clone();
                if let Some(byte) = changed.bytes.get_mut(place) {
                    *byte ^= 1 << bit;
                }
                touched += 1;
                if confirmed(&judge, &changed) {
                    assert_eq!(
                        meaning(&changed.bytes),
                        sound,
                        "{} byte {place} bit {bit}",
                        one.path
                    );
                } else {
                    refused += 1;
                }
            }
        }
        for length in (0..one.bytes.len()).step_by(STEP * 7) {
            let mut cut = one.clone();
            cut.bytes.truncate(length);
            assert!(
                !confirmed(&judge, &cut) || meaning(&cut.bytes) == sound,
                "{} cut at {length}",
                one.path
            );
        }
    }
    // Indentation and unsigned hints may change; most of a signed file may not.
    assert!(refused * 2 > touched, "{refused} of {touched} refused");
}
