//! Every smaller reader: certificates, keys, notes, policies, proofs, histories, status lists, tokens. Never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trust::checkpoint::{Checkpoint, TlogProof};
use trust::did::{DidKey, DidWeb, DidWebvh};
use trust::did_webvh::History;
use trust::keys::PublicKey;
use trust::note::{Note, NoteKey};
use trust::policy::{Dialect, Policy};
use trust::status_list::StatusList;
use trust::time::Moment;
use trust::x509::Certificate;

fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = Certificate::parse(data) {
        let _ = certificate.key();
        let _ = certificate.authority();
        let _ = certificate.alternative_names();
        let _ = certificate.identity_issuer();
        let _ = certificate.may_be_used_for(7);
    }
    if let Ok(key) = PublicKey::from_spki(data) {
        assert_eq!(PublicKey::from_spki(&key.to_spki()), Ok(key));
    }
    let _ = Note::parse(data).map(|note| note.check(&[]));
    let _ = History::check(data, Some(data), Moment(1_800_000_000));
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = PublicKey::from_text(text);
    let _ = NoteKey::parse(text);
    let _ = Checkpoint::parse(text);
    let _ = TlogProof::parse(text);
    for dialect in [Dialect::C2sp, Dialect::Sigsum] {
        let _ = Policy::parse(text, dialect);
    }
    let _ = StatusList::from_encoded(text);
    let _ = DidKey::parse(text);
    let _ = DidWeb::parse(text);
    let _ = DidWebvh::parse(text);
    if let Some(moment) = Moment::from_rfc3339(text) {
        assert_eq!(Moment::from_rfc3339(&moment.to_string()), Some(moment));
    }
});
