//! Any bytes as a file, and as a signature beside one: never confirmed by a key that signed nothing, never a panic.
#![no_main]

use ident::Standing;
use libfuzzer_sys::fuzz_target;
use trust::examine::{Material, examine};
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::sigstore::Chosen;
use trust::time::Moment;

fuzz_target!(|data: &[u8]| {
    // Nobody knows the private half of this key (the bytes of a point picked by hashing).
    let key = PublicKey::from_text("did:key:z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS").ok();
    let chosen = Chosen { keyring: Keyring::new(key.into_iter().collect(), Vec::new()), ..Chosen::default() };
    let (file, signature) = data.split_at(data.len() / 2);
    for material in [
        Material { file: data, ..Material::default() },
        Material { file, signature: Some(signature), ..Material::default() },
        Material { file: b"{}", signature: Some(data), ..Material::default() },
    ] {
        for exhibit in examine(&material, &chosen, Moment(1_800_000_000)) {
            assert_ne!(exhibit.judged.verdict.standing(), Standing::ConfirmedByChosenKey);
        }
    }
});
