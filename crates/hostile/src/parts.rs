//! Every smaller reader of `trust`: certificates, keys, notes, policies, proofs, histories, tokens. Never a panic.

use intake::json::{self, Limits};
use trust::checkpoint::{Checkpoint, TlogProof};
use trust::credential;
use trust::data_integrity::Proof;
use trust::did::{DidKey, DidWeb, DidWebvh};
use trust::did_webvh::History;
use trust::encoding::{self, Base64};
use trust::jws::{self, JoseKey};
use trust::keys::PublicKey;
use trust::model_signing;
use trust::note::{Note, NoteKey};
use trust::policy::{Dialect, Policy};
use trust::predicate::Claim;
use trust::registry;
use trust::sigstore::{self, Bundle, TrustedRoot};
use trust::statement::{Resource, Statement};
use trust::status_list::{self, StatusEntry, StatusList};
use trust::time::Moment;
use trust::x509::Certificate;

/// One run.
pub fn run(data: &[u8]) {
    binary(data);
    if let Ok(text) = std::str::from_utf8(data) {
        words(text);
    }
    if let Ok(json) = json::parse(data, &Limits::FILE) {
        members(&json.root);
    }
    let _ = TrustedRoot::from_bytes(data);
    let _ = sigstore::key_list(data);
    let _ = model_signing::read(data);
    if let Ok(statement) = Statement::from_bytes(data) {
        let _ = Claim::from_statement(&statement).map(|claim| claim.compare_rule_set(b"{}", None));
        let _ = model_signing::FileList::from_statement(&statement);
        let _ = statement
            .subjects
            .iter()
            .flat_map(|subject| subject.acceptable())
            .count();
    }
}

fn binary(data: &[u8]) {
    if let Ok(certificate) = Certificate::parse(data) {
        let _ = certificate.key();
        let _ = certificate.authority();
        let _ = certificate.alternative_names();
        let _ = certificate.identity_issuer();
        let _ = certificate.may_be_used_for(7);
    }
    for key in [PublicKey::from_spki(data), PublicKey::from_pkcs1(data)]
        .into_iter()
        .flatten()
    {
        assert_eq!(PublicKey::from_spki(&key.to_spki()), Ok(key));
    }
    if let Ok(note) = Note::parse(data) {
        let _ = note.check(&[]);
        let _ = Checkpoint::parse(&note.text);
    }
    let (log, witnesses) = data.split_at(data.len() / 2);
    let _ = History::check(data, None, Moment(1_800_000_000));
    let _ = History::check(log, Some(witnesses), Moment(1_800_000_000));
    let _ = Moment::from_utc_time(data);
    let _ = Moment::from_generalized_time(data);
    assert_eq!(
        encoding::from_base64(&encoding::to_base64(data), Base64::Either).as_deref(),
        Ok(data)
    );
}

fn words(text: &str) {
    let _ = PublicKey::from_text(text);
    if let Ok(key) = PublicKey::from_multikey(text) {
        assert_eq!(key.to_multikey().as_deref(), Some(text));
    }
    let _ = NoteKey::parse(text);
    let _ = Checkpoint::parse(text);
    for dialect in [Dialect::C2sp, Dialect::Sigsum] {
        if let Ok(policy) = Policy::parse(text, dialect) {
            let _ = policy.top_threshold();
        }
    }
    if let (Ok(proof), Ok(policy)) = (
        TlogProof::parse(text),
        Policy::parse("quorum none\n", Dialect::C2sp),
    ) {
        assert!(proof.check(b"entry", &policy).is_err());
    }
    if let Ok(list) = StatusList::from_encoded(text) {
        let _ = list.bit(list.bits());
    }
    let _ = DidKey::parse(text);
    let _ = DidWeb::parse(text);
    let _ = DidWebvh::parse(text);
    if let Some(moment) = Moment::from_rfc3339(text) {
        assert_eq!(Moment::from_rfc3339(&moment.to_string()), Some(moment));
    }
    let key = json::parse(
        br#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
        &Limits::SMALL,
    );
    if let Some(key) = key.ok().and_then(|key| JoseKey::from_jwk(&key.root).ok()) {
        assert!(jws::check(text, &key).is_err());
    }
}

fn members(root: &json::Node) {
    let _ = PublicKey::from_jwk(root);
    let _ = JoseKey::set(root);
    let _ = Bundle::from_node(root);
    let _ = registry::npm(root);
    let _ = registry::pep740(root);
    let _ = registry::pypi_provenance(root).len();
    let _ = credential::check_form(root);
    let _ = Resource::from_node(root);
    let _ = StatusEntry::from_node(root);
    let _ = status_list::list_of(root, "revocation");
    if let (Ok(proofs), Ok(key)) = (
        Proof::all(root),
        PublicKey::from_text("did:key:z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS"),
    ) {
        for proof in proofs {
            assert!(proof.check(root, &key).is_err());
        }
    }
}
