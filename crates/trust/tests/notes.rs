//! Notes that we sign ourselves: who a checkpoint is from, and when it was seen. Never believes a name or a date.

use ed25519_dalek::Signer as _;
use ident::Standing;
use trust::encoding::to_base64;
use trust::examine::{Material, examine};
use trust::note::NoteKey;
use trust::sigstore::Chosen;
use trust::time::Moment;
use trust::{Check, Outcome, Verdict};

const NOW: Moment = Moment(1_800_000_000);
const LOG: &str = "log.example";
const WITNESS: &str = "witness.example";

fn secret(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn log_key() -> NoteKey {
    NoteKey::ed25519(LOG, secret(1).verifying_key().as_bytes())
}

fn witness_key() -> NoteKey {
    NoteKey::cosignature(WITNESS, secret(2).verifying_key().as_bytes())
}

fn text(origin: &str) -> String {
    format!("{origin}\n7\n{}\n", to_base64(&[5; 32]))
}

fn line(name: &str, id: [u8; 4], bytes: &[u8]) -> String {
    let encoded = to_base64(&[&id[..], bytes].concat());
    format!("\u{2014} {name} {encoded}\n")
}

fn by_log(text: &str) -> String {
    line(
        LOG,
        log_key().id,
        &secret(1).sign(text.as_bytes()).to_bytes(),
    )
}

fn seen(text: &str, time: u64) -> String {
    let message = format!("cosignature/v1\ntime {time}\n{text}");
    let signature = secret(2).sign(message.as_bytes()).to_bytes();
    let bytes = [&time.to_be_bytes()[..], &signature].concat();
    line(WITNESS, witness_key().id, &bytes)
}

fn judge(text: &str, lines: &[String]) -> Verdict {
    let file = format!("{text}\n{}", lines.concat());
    let material = Material {
        file: file.as_bytes(),
        note_keys: &[log_key(), witness_key()],
        ..Material::default()
    };
    let mut exhibits = examine(&material, &Chosen::default(), NOW);
    exhibits.remove(0).judged.verdict
}

fn is_from_the_log(verdict: &Verdict) -> bool {
    matches!(verdict.outcome(Check::LogCheckpoint), Outcome::Confirmed(_))
}

#[test]
fn a_checkpoint_is_from_the_log_that_it_names_or_from_nobody() {
    let own = text(LOG);
    let verdict = judge(&own, &[by_log(&own), seen(&own, 1_700_000_000)]);
    assert_eq!(verdict.standing(), Standing::ConfirmedByChosenKey);
    assert!(is_from_the_log(&verdict));
    // Only a witness signed it.
    let verdict = judge(&own, &[seen(&own, 1_700_000_000)]);
    assert!(!is_from_the_log(&verdict));
    // Signed by a log about another log.
    let other = text("other.example");
    let verdict = judge(&other, &[by_log(&other)]);
    assert!(!is_from_the_log(&verdict));
}

#[test]
fn no_witness_has_seen_it_in_the_future() {
    let own = text(LOG);
    let verdict = judge(&own, &[by_log(&own), seen(&own, 1_900_000_000)]);
    assert_eq!(verdict.standing(), Standing::Broken);
    let decisive = verdict.decisive().map(|step| step.check);
    assert_eq!(decisive, Some(Check::SignedTime));
}
