//! Policies for logs and witnesses, and the notes they are held against, signed here. Never counts anybody twice.

use ed25519_dalek::Signer as _;
use trust::checkpoint::{TlogProof, TlogProofError};
use trust::encoding::{to_base64, to_hex};
use trust::hash::sha256;
use trust::merkle::leaf_hash;
use trust::note::{Note, NoteError, NoteKey};
use trust::policy::{Dialect, Policy, PolicyError};

fn secret(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

/// A verifier key of this type over these bytes, as C2SP writes it.
fn vkey(name: &str, kind: u8, key: &[u8]) -> String {
    let bytes = [&[kind][..], key].concat();
    let id = sha256(&[name.as_bytes(), b"\n", &bytes]);
    format!("{name}+{}+{}", to_hex(&id[..4]), to_base64(&bytes))
}

fn plain(name: &str, seed: u8) -> String {
    vkey(name, 1, secret(seed).verifying_key().as_bytes())
}

fn witness(name: &str, seed: u8) -> String {
    vkey(name, 4, secret(seed).verifying_key().as_bytes())
}

fn line(key: &NoteKey, bytes: &[u8]) -> String {
    let encoded = to_base64(&[&key.id[..], bytes].concat());
    format!("\u{2014} {} {encoded}\n", key.name)
}

/// A proof that the one entry of a log is in it, under these signature lines.
fn proven(entry: &[u8], sign: impl Fn(&str) -> Vec<String>) -> TlogProof {
    let text = format!("log.example\n1\n{}\n", to_base64(&leaf_hash(entry)));
    let lines = sign(&text).concat();
    let whole = format!("c2sp.org/tlog-proof@v1\nindex 0\n\n{text}\n{lines}");
    TlogProof::parse(&whole).expect("a proof")
}

fn by_log(text: &str, seed: u8) -> String {
    let key = NoteKey::ed25519("log.example", secret(seed).verifying_key().as_bytes());
    line(&key, &secret(seed).sign(text.as_bytes()).to_bytes())
}

fn seen(text: &str, seed: u8, time: u64) -> String {
    let key = NoteKey::cosignature("w.example", secret(seed).verifying_key().as_bytes());
    let message = format!("cosignature/v1\ntime {time}\n{text}");
    let signed = secret(seed).sign(message.as_bytes()).to_bytes();
    line(&key, &[&time.to_be_bytes()[..], &signed].concat())
}

fn read(text: &str) -> Result<Policy, PolicyError> {
    Policy::parse(text, Dialect::C2sp)
}

#[test]
fn nobody_is_a_member_twice() {
    let three: String = (1..=3)
        .map(|seed| format!("witness W{seed} {}\n", witness("w.example", seed)))
        .collect();
    let check = |groups: &str| read(&format!("{three}{groups}quorum G\n")).map(drop);
    assert_eq!(check("group A any W1 W2\ngroup G all A W3\n"), Ok(()));
    for groups in [
        "group G 2 W1 W2 W1\n",
        "group A any W1 W2\ngroup B any W2 W3\ngroup G all A B\n",
        "group A any W1\ngroup B all A\ngroup G 2 A B\n",
    ] {
        assert_eq!(check(groups), Err(PolicyError::Duplicate), "{groups}");
    }
}

#[test]
fn bytes_above_ascii_are_nobodys_business_but_control_characters_are_refused() {
    assert!(read("# \u{85}\u{a0}\nquorum none").is_ok());
    for bad in ['\u{0}', '\r', '\u{b}', '\u{7f}'] {
        let policy = format!("# {bad}\nquorum none\n");
        assert_eq!(read(&policy).err(), Some(PolicyError::Characters));
    }
}

#[test]
fn a_log_may_have_several_keys_under_one_name() {
    let policy = format!(
        "log {}\nlog {}\nquorum none\n",
        plain("log.example", 1),
        plain("log.example", 2)
    );
    let policy = read(&policy).expect("a policy");
    for seed in [1, 2] {
        let proof = proven(b"entry", |text| vec![by_log(text, seed)]);
        assert!(proof.check(b"entry", &policy).is_ok(), "key {seed}");
        assert!(proof.check(b"other", &policy).is_err());
    }
    let strange = proven(b"entry", |text| vec![by_log(text, 3)]);
    let refused = strange.check(b"entry", &policy).err();
    assert_eq!(refused, Some(TlogProofError::Note(NoteError::NoKnownKey)));
}

#[test]
fn witnesses_in_mldsa_are_read_and_never_counted() {
    let large = |fill: u8| vkey("w.example", 6, &[fill; 1312]);
    let log = format!("log {}\n", plain("log.example", 1));
    let both = format!("{log}witness A {}\nwitness B {}\n", large(1), large(2));
    assert!(read(&format!("{both}quorum none\n")).is_ok());
    let twice = format!(
        "{log}witness A {}\nwitness B {}\nquorum A\n",
        large(1),
        large(1)
    );
    assert_eq!(read(&twice).err(), Some(PolicyError::Duplicate));

    let known = format!("{both}witness C {}\n", witness("w.example", 5));
    let proof = proven(b"entry", |text| vec![by_log(text, 1), seen(text, 5, 7)]);
    let met = |quorum: &str| {
        let policy = read(&format!("{known}{quorum}")).expect("a policy");
        proof.check(b"entry", &policy).map(drop)
    };
    assert_eq!(met("group G any A B C\nquorum G\n"), Ok(()));
    let missing = Err(TlogProofError::Policy(PolicyError::NotMet));
    assert_eq!(met("group G 2 A B C\nquorum G\n"), missing);
    assert_eq!(met("quorum A\n"), missing);
}

#[test]
fn no_cosignature_states_a_time_that_others_cannot_hold() {
    let policy = format!(
        "log {}\nwitness W {}\nquorum W\n",
        plain("log.example", 1),
        witness("w.example", 5)
    );
    let policy = read(&policy).expect("a policy");
    let at = |time: u64| {
        let proof = proven(b"entry", |text| vec![by_log(text, 1), seen(text, 5, time)]);
        proof.check(b"entry", &policy).map(drop)
    };
    assert_eq!(at(i64::MAX as u64), Ok(()));
    let refused = Err(TlogProofError::Policy(PolicyError::Refuted));
    assert_eq!(at(i64::MAX as u64 + 1), refused);
}

#[test]
fn of_two_keys_with_one_name_and_id_either_may_have_signed() {
    let text = "text\n";
    let real = NoteKey::ed25519("n", secret(1).verifying_key().as_bytes());
    let colliding = NoteKey {
        id: real.id,
        ..NoteKey::ed25519("n", secret(2).verifying_key().as_bytes())
    };
    let signed = line(&real, &secret(1).sign(text.as_bytes()).to_bytes());
    let note = Note::parse(format!("{text}\n{signed}").as_bytes()).expect("a note");
    for keys in [
        [real.clone(), colliding.clone()],
        [colliding.clone(), real.clone()],
    ] {
        let signers = note.check(&keys).expect("signed");
        let keys: Vec<_> = signers.0.iter().map(|(key, _)| key).collect();
        assert_eq!(keys, [&real]);
    }
    assert_eq!(note.check(&[colliding]), Err(NoteError::Refuted));
}
