//! Sigstore bundles under the built-in root, with an identity that nobody has: never confirmed, never a panic.
#![no_main]

use ident::Standing;
use libfuzzer_sys::fuzz_target;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen, ExpectedIdentity, TrustedRoot};
use trust::time::Moment;

fuzz_target!(|data: &[u8]| {
    let root = TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1).ok();
    let identity = ExpectedIdentity { name: Some("nobody@nowhere.invalid".to_owned()), issuer: None };
    let chosen = Chosen { root: root.as_ref(), identity: Some(&identity), ..Chosen::default() };
    let judged = sigstore::check(data, Artefact::Document(b"a"), &chosen, Moment(1_800_000_000));
    assert_ne!(judged.verdict.standing(), Standing::ConfirmedByChosenKey);
    let _ = TrustedRoot::from_bytes(data);
    let _ = sigstore::key_list(data);
});
